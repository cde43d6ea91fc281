package flow

import (
	"slices"

	"ownwords/model"
)

// Loose is a part that nothing points to, that points to nothing, or that does not
// reach the person's own copy, and what is said of it.
type Loose struct {
	Part model.Part
	Say  model.Message
}

// Loose are the parts that the chain does not hold. It blocks nothing. A help
// without a reason is told once: where the law asks for the reason, there and not
// here.
func (f *Flow) Loose() []Loose {
	var out []Loose
	add := func(id string, p model.Part, w model.Words) {
		out = append(out, Loose{p, model.Msg("loose."+id, "words", w.String())})
	}
	asked := map[model.ID]bool{}
	for _, l := range f.r.Lacks() {
		asked[l.Part] = true
	}
	loose := f.r.Loose()
	for _, n := range loose.Notes {
		add("note", n, n.Words())
	}
	for _, n := range loose.Needs {
		add("need", n, n.Words)
	}
	for _, w := range loose.Wants {
		add("want", w, w.Words)
	}
	for _, s := range loose.Supports {
		if !asked[s.ID] {
			add("help", s, s.What)
		}
	}
	for _, p := range f.withheld() {
		if slices.ContainsFunc(out, func(l Loose) bool { return l.Part == p }) {
			continue // one thing at a time
		}
		out = append(out, Loose{p, model.Msg("loose.withheld", "who", f.r.Person.Name(), "words", wordsOf(p).String())})
	}
	return out
}

// withheld are the parts of the plan that are not in the person's own copy, though
// they did not leave them out: something of them came from own notes, or from
// words that may not be read back.
func (f *Flow) withheld() []model.Part {
	var out []model.Part
	theirs := f.Persons()
	for p := range f.r.Parts() {
		words := wordsOf(p)
		if words.Empty() || p.PartKind() == model.KindQuestion || readOf(p) == model.LeftOut || p.PartHead().Drawer != model.DrawerShared {
			continue
		}
		if had := theirs.PartOf(p.PartKind(), p.PartHead().ID); had == nil || wordsOf(had).Empty() {
			out = append(out, p)
		}
	}
	return out
}

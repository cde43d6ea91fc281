package flow

import "ownwords/model"

// Loose is a part that nothing points to, or that points to nothing, and what is
// said of it.
type Loose struct {
	Part model.Part
	Say  model.Message
}

// Loose are the parts that the chain does not hold. It blocks nothing. Of which
// help it is not said what it is for is told once: not here where the law asks
// for it too.
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
	return out
}

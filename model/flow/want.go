package flow

import (
	"slices"
	"strings"

	"ownwords/model"
)

var wantDeeds = []deed{
	{
		id: "want.new", command: "newwant", stage: model.StageWants,
		ask: func(f *Flow) []Field { return fields([]line{wordsLine("want.words", &model.Words{})}) },
		do:  func(f *Flow, a map[string]string) Effect { return f.newWant(a) },
	},
	{
		id: "want.set", stage: model.StageWants,
		can: func(f *Flow) model.Message { return on(focused(f, model.StageWants, f.r.Wants), "why.no-want") },
		ask: func(f *Flow) []Field {
			return fields(f.wantLines(model.Copy(focused(f, model.StageWants, f.r.Wants))))
		},
		do: func(f *Flow, a map[string]string) Effect {
			return edit(f, "want.set", focused(f, model.StageWants, f.r.Wants), f.wantLines, a)
		},
	},
	{
		id: "want.drop", stage: model.StageWants,
		can: func(f *Flow) model.Message { return on(focused(f, model.StageWants, f.r.Wants), "why.no-want") },
		do: func(f *Flow, _ map[string]string) Effect {
			return f.dropWant(focused(f, model.StageWants, f.r.Wants))
		},
	},
}

func (f *Flow) newWant(a map[string]string) Effect {
	w := &model.Want{Head: newHead(f, f.r.Wants)}
	f.answer(func() []line { return f.wantLines(w) }, a)
	if w.Words.Empty() {
		return Effect{Look: f.place}
	}
	return f.made("want.new", model.StageWants, w)
}

func (f *Flow) wantLines(w *model.Want) []line {
	lines := []line{
		wordsLine("want.words", &w.Words), wordsLine("want.why", &w.Why), wordsLine("want.already", &w.Already),
		wordsLine("want.now", &w.Now), wordsLine("want.good", &w.Good),
		choiceLine("want.purpose", &w.Purpose, purposes...).more(),
	}
	if f.guide.Has(model.StageNeeds) {
		lines = append(lines, tagsLine("want.tags", &w.Tags, slices.Concat(outcomes, wellbeing)).more())
	}
	if len(f.r.Needs) > 0 {
		lines = append(lines, f.needsLine("want.needs", &w.Needs))
	}
	return lines
}

// dropWant takes out something wanted, and says which help was for it: that
// stays, and is for nothing now.
func (f *Flow) dropWant(w *model.Want) Effect {
	var helps []string
	for _, s := range f.r.Supports {
		if slices.Contains(s.For, w.ID) {
			helps = append(helps, begins(s.What))
		}
	}
	e := f.taken("want.drop", model.StageWants, w, func(t *tx) { t.forget(w.ID) })
	if len(helps) > 0 {
		e.Say = append(e.Say, model.Msg("want.was-for", "helps", strings.Join(helps, ", ")))
	}
	return e
}

// purposes are what a want can be for.
var purposes = []string{
	"keep-going", "get-back", "try-new", "stop-worse", "feel-safe", "break", "contribute", "people", "learn", "rest",
}

// forget takes a want out of what supports are for.
func (t *tx) forget(want model.ID) {
	for _, s := range t.now().Supports {
		if slices.Contains(s.For, want) {
			c := model.Copy(s)
			c.For = slices.DeleteFunc(c.For, func(id model.ID) bool { return id == want })
			t.put(c)
		}
	}
}

// NotShaped are the notes with this mark from which nothing was drawn yet.
func (f *Flow) NotShaped(m model.Mark) []*model.Note {
	var out []*model.Note
	drawn := func(n *model.Note) bool {
		return slices.ContainsFunc(f.r.Wants, func(w *model.Want) bool { return slices.Contains(w.Words.From, n.ID) }) ||
			slices.ContainsFunc(f.r.Risks, func(x *model.Risk) bool { return slices.Contains(x.Words.From, n.ID) })
	}
	for _, n := range f.r.Notes {
		if n.Marked(m) && n.Drawer == model.DrawerShared && !drawn(n) {
			out = append(out, n)
		}
	}
	return out
}

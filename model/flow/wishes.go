package flow

import "ownwords/model"

// wishesDeeds are about what the person wants for a time when they cannot say
// so.
var wishesDeeds = []deed{{
	id: "wishes.set", command: "advancewishes", stage: model.StageWishes,
	ask: func(f *Flow) []Field { return fields(f.wishesLines(f.wishesCopy())) },
	do:  func(f *Flow, a map[string]string) Effect { return f.setWishes(a) },
}}

func (f *Flow) wishesCopy() *model.Wishes {
	if f.r.Wishes != nil {
		return model.Copy(f.r.Wishes)
	}
	return &model.Wishes{Head: model.Head{ID: model.ID(model.KindWishes)}}
}

// wishesLines have a statement, which is listened to, apart from a refusal of
// treatment, which binds (Mental Capacity Act 2005 ss 4(6)(a), 24 to 26).
func (f *Flow) wishesLines(w *model.Wishes) []line {
	lines := []line{
		wordsLine("wishes.signs", &w.Signs), wordsLine("wishes.hour", &w.Hour), wordsLine("wishes.day", &w.Day),
		wordsLine("wishes.week", &w.Week), wordsLine("wishes.never", &w.Never), textLine("wishes.ring", &w.Ring),
		wordsLine("wishes.statement", &w.Statement), wordsLine("wishes.refusal", &w.Refusal),
	}
	if !w.Refusal.Empty() || fold(w.RefusalPaper) != "" {
		lines = append(lines, textLine("wishes.refusal-paper", &w.RefusalPaper))
	}
	return append(lines, f.dayLine("wishes.at", &w.At, false))
}

func (f *Flow) setWishes(a map[string]string) Effect {
	return f.act("wishes.set", func(t *tx) {
		was, w := f.wishesCopy(), f.wishesCopy()
		f.answer(func() []line { return f.wishesLines(w) }, a)
		if !samePart(was, w) {
			t.putIfNew(w)
		}
	})
}

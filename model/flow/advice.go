package flow

import "ownwords/model"

// adviceDeeds are about what was told of needing less help, or needing it later:
// it is owed whatever was decided (Care Act 2014 ss 13(5), 25(1)(f)).
var adviceDeeds = []deed{{
	id: "advice.set", command: "advice", stage: model.StageDesk,
	ask: func(f *Flow) []Field { return fields(adviceLines(f.adviceCopy())) },
	do:  func(f *Flow, a map[string]string) Effect { return f.setAdvice(a) },
}}

func (f *Flow) adviceCopy() *model.Advice {
	if f.r.Advice != nil {
		return model.Copy(f.r.Advice)
	}
	return &model.Advice{Head: model.Head{ID: model.ID(model.KindAdvice)}}
}

func adviceLines(a *model.Advice) []line {
	return []line{wordsLine("advice.reduce", &a.Reduce), wordsLine("advice.prevent", &a.Prevent), textLine("advice.how", &a.How)}
}

// setAdvice notes the advice, as given on the day on which it was last changed.
func (f *Flow) setAdvice(a map[string]string) Effect {
	return f.act("advice.set", func(t *tx) {
		was, c := f.adviceCopy(), f.adviceCopy()
		f.answer(func() []line { return adviceLines(c) }, a)
		if !samePart(was, c) {
			c.At = f.env.Now().UTC()
			t.putIfNew(c)
		}
	})
}

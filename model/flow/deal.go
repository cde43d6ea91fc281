package flow

import (
	"fmt"
	"slices"

	"ownwords/model"
)

var dealDeeds = []deed{
	{
		id: "deal.set", command: "deal", stage: model.StagePayment,
		ask: func(f *Flow) []Field { return fields(f.dealLines(f.dealCopy())) },
		do:  func(f *Flow, a map[string]string) Effect { return f.setDeal(a) },
	},
}

func (f *Flow) dealCopy() *model.Deal {
	if f.r.Deal != nil {
		return model.Copy(f.r.Deal)
	}
	return &model.Deal{Head: model.Head{ID: model.ID(model.KindDeal)}}
}

// setDeal changes the deal. A yes was said to the words that stood there: where
// they are others now it is asked again.
func (f *Flow) setDeal(a map[string]string) Effect {
	again := false
	e := f.act("deal.set", func(t *tx) {
		was, d := f.dealCopy(), f.dealCopy()
		f.answer(func() []line { return f.dealLines(d) }, a)
		if len(was.SaidYes) > 0 && !sameDeal(was, d) {
			d.SaidYes, again = nil, true
		}
		if f.r.Deal != nil || !samePart(was, d) {
			t.putIfNew(d)
		}
	})
	if again {
		e.Say = append(e.Say, model.Msg("deal.again"))
	}
	return e
}

// sameDeal tells whether two deals say the same, whoever said yes to them.
func sameDeal(x, y *model.Deal) bool {
	x, y = model.Copy(x), model.Copy(y)
	x.SaidYes, y.SaidYes = nil, nil
	return samePart(x, y)
}

// dealLines are the two sides of each thing, and what both want to know of it:
// where help is, what it is for, what happens if something changes. A side that
// is empty beside the other is told.
func (f *Flow) dealLines(d *model.Deal) []line {
	var out []line
	for i := range d.Lines {
		at := &d.Lines[i]
		for _, l := range []line{f.sideLine("deal.i", i, &at.I), f.sideLine("deal.council", i, &at.Council)} {
			l.Hint = model.Msg("hint.deal.nothing")
			out = append(out, l)
		}
	}
	for _, side := range []string{"deal.i", "deal.council"} {
		next := ""
		l := tidied(&d.Lines, emptyDealLine, f.sideLine(side, len(d.Lines), &next))
		out = append(out, kept(l, nil, func() {
			switch {
			case fold(next) == "":
			case side == "deal.i":
				d.Lines = append(d.Lines, model.DealLine{I: next})
			default:
				d.Lines = append(d.Lines, model.DealLine{Council: next})
			}
		}))
	}
	out = append(out, wordsLine("deal.help", &d.Help), wordsLine("deal.for", &d.For), wordsLine("deal.not-for", &d.NotFor),
		wordsLine("deal.change", &d.Change), textLine("deal.rules", &d.Rules).more())
	for _, v := range f.Here() {
		if v.Role != model.RoleInterpreter {
			out = append(out, f.yesLines(d, v)...)
		}
	}
	return out
}

func emptyDealLine(l model.DealLine) bool { return fold(l.I) == "" && fold(l.Council) == "" }

// sideLine is one side of one thing.
func (f *Flow) sideLine(side string, i int, at *string) line {
	l := textLine(side, at).about(fmt.Sprintf("%s.%d", tail(side), i), f.r.Person.Name())
	l.Hint = model.Msg("hint." + side)
	return l
}

// yesLines are what somebody said to the deal, and how.
func (f *Flow) yesLines(d *model.Deal, v *model.Voice) []line {
	id := "said." + string(v.ID)
	yes := model.Answer{Voice: v.ID}
	if i := slices.IndexFunc(d.SaidYes, func(a model.Answer) bool { return a.Voice == v.ID }); i >= 0 {
		yes = d.SaidYes[i]
	}
	keep := func() {
		d.SaidYes = slices.DeleteFunc(d.SaidYes, func(a model.Answer) bool { return a.Voice == v.ID })
		if yes.Says != model.SaysNothing {
			d.SaidYes = append(d.SaidYes, yes)
		}
	}
	says := string(yes.Says)
	first := choiceLine("deal.says", &says, string(model.SaysYes), string(model.SaysNo), string(model.SaysNotSaid)).about(id, f.VoiceName(v.ID))
	out := []line{kept(first, func() { yes.Says = model.Says(says) }, keep)}
	if yes.Says == model.SaysYes && !v.Role.Worker() {
		out = append(out, kept(choiceLine("answer.how", &yes.How, "aloud", "signed", "other").about(id+".how", f.VoiceName(v.ID)), nil, keep))
	}
	return out
}

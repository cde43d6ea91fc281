package flow

import (
	"fmt"
	"slices"

	"ownwords/model"
)

var paymentDeeds = []deed{
	{
		id: "payment.set", command: "directpayment", stage: model.StagePayment,
		ask: func(f *Flow) []Field { return fields(f.paymentLines(f.paymentCopy())) },
		do:  func(f *Flow, a map[string]string) Effect { return f.setPayment("payment.set", f.paymentLines, a) },
	},
	{
		id: "employer.set", command: "employer", stage: model.StagePayment, can: canEmploy,
		ask: func(f *Flow) []Field { return fields(dutyLines(f.paymentCopy())) },
		do:  func(f *Flow, a map[string]string) Effect { return f.setPayment("employer.set", dutyLines, a) },
	},
	{
		id: "offered.set", command: "offered", stage: model.StagePayment,
		ask: func(f *Flow) []Field { return fields(offeredLines(f.budgetCopy())) },
		do:  func(f *Flow, a map[string]string) Effect { return f.setOffered(a) },
	},
}

// canEmploy says that nobody is employed, as long as nothing was put down about
// it either.
func canEmploy(f *Flow) model.Message {
	return unless(f.r.Employs() || f.r.Payment != nil && len(f.r.Payment.Employer) > 0, "why.no-assistant")
}

func (f *Flow) paymentCopy() *model.Payment {
	if f.r.Payment != nil {
		return model.Copy(f.r.Payment)
	}
	return &model.Payment{Head: model.Head{ID: model.ID(model.KindPayment)}}
}

func (f *Flow) setPayment(name string, lines func(*model.Payment) []line, a map[string]string) Effect {
	return f.act(name, func(t *tx) {
		p := f.paymentCopy()
		f.answer(func() []line { return lines(p) }, a)
		if f.r.Payment != nil || !samePart(p, f.paymentCopy()) {
			t.putIfNew(p)
		}
	})
}

// paymentLines are what the plan has to say of a direct payment: which needs it
// meets, how much, how often (Care Act 2014 s25(2)); and what goes with it.
func (f *Flow) paymentLines(p *model.Payment) []line {
	var lines []line
	if len(f.r.Needs) > 0 {
		lines = append(lines, f.needsLine("payment.needs", &p.Needs))
	}
	every := string(p.Every)
	often := choiceLine("payment.every", &every, stringsOf(model.PaymentPeriods)...)
	for i, period := range model.PaymentPeriods {
		often.Options[i].Label = model.Msg("period." + string(period))
	}
	setEvery := often.set
	often.set = func(v string) { setEvery(v); p.Every = model.Period(every) }
	lines = append(lines, figureLine("payment.amount", Pounds, model.UnitPence, &p.Amount), often,
		choiceLine("payment.to", &p.To, "own-account", model.WayCard, model.WaySomebody, model.WayAccount, model.WayThird))
	if p.To != "" && p.To != "own-account" || p.Who != "" {
		lines = append(lines, textLine("payment.who", &p.Who).whole())
	}
	lines = append(lines, f.dayLine("payment.from", &p.From, true))
	lines = append(lines, f.lookLines(p)...)
	return append(lines, textLine("payment.terms", &p.Terms).more(), textLine("payment.holds", &p.Holds).more(), textLine("payment.above", &p.Above).more())
}

// PaymentSaid tells where what is paid is neither what its lines come to nor what
// the council would pay: one of them was typed for another. It is told, and
// changes nothing.
func (f *Flow) PaymentSaid() []model.Message {
	paid, ok := f.r.Payment.Weekly()
	lines, hasLines := f.r.PaymentLines()
	sums := f.r.Sums()
	same := hasLines && paid == lines || sums.CouncilOK && paid == sums.Council
	switch {
	case !ok, same, !hasLines && !sums.CouncilOK:
		return nil
	case !sums.CouncilOK:
		return []model.Message{model.Msg("payment.not-lines", "sum", paid, "lines", lines)}
	case !hasLines:
		return []model.Message{model.Msg("payment.not-council", "sum", paid, "council", sums.Council)}
	}
	return []model.Message{model.Msg("payment.neither", "sum", paid, "lines", lines, "council", sums.Council)}
}

// lookLines are the days on which a direct payment is looked at, and an empty
// line for the next.
func (f *Flow) lookLines(p *model.Payment) []line {
	out := make([]line, 0, len(p.Looks)+1)
	for i := range p.Looks {
		l := f.dayLine("payment.look", &p.Looks[i], true)
		l.ID = fmt.Sprintf("look.%d", i)
		out = append(out, l)
	}
	var next model.When
	l := f.dayLine("payment.look", &next, true)
	l.ID = fmt.Sprintf("look.%d", len(p.Looks))
	set := l.set
	l.set = func(v string) {
		if set(v); fold(v) != "" {
			p.Looks = append(p.Looks, next)
		}
	}
	return append(out, tidied(&p.Looks, model.When.Empty, l))
}

// dutyLines are what an employer has to see to, each with whether it is done.
func dutyLines(p *model.Payment) []line {
	var out []line
	for _, id := range model.Duties {
		duty := model.Duty{ID: id}
		at := slices.IndexFunc(p.Employer, func(d model.Duty) bool { return d.ID == id })
		if at >= 0 {
			duty = p.Employer[at]
		}
		keep := func() {
			i := slices.IndexFunc(p.Employer, func(d model.Duty) bool { return d.ID == id })
			switch {
			case duty.Done == "" && fold(duty.Note) == "":
				p.Employer = slices.DeleteFunc(p.Employer, func(d model.Duty) bool { return d.ID == id })
			case i < 0:
				p.Employer = append(p.Employer, duty)
			default:
				p.Employer[i] = duty
			}
		}
		done := choiceLine("duty.done", &duty.Done, "yes", "no", "not-needed")
		done.ID, done.Label = "duty."+id, model.Msg("duty."+id)
		note := textLine("duty.note", &duty.Note).more()
		note.ID, note.Label = done.ID+".note", model.Msg("field.duty.note", "what", done.Label)
		out = append(out, kept(done, nil, keep), kept(note, nil, keep))
	}
	return out
}

// offeredLines are the ways of arranging it. All are offered to everyone: what
// is typed behind one is why it was not.
func offeredLines(b *model.Budget) []line {
	var out []line
	for _, way := range model.Ways {
		why := ""
		if i := slices.IndexFunc(b.NotOffered, func(n model.NotOffered) bool { return n.Way == way }); i >= 0 {
			why = b.NotOffered[i].Why
		}
		l := textLine("offered.why", &why)
		l.ID, l.Label, l.Hint = "not."+way, model.Msg("choice.help.arranged."+way), model.Msg("hint.offered")
		l.set = func(v string) {
			b.NotOffered = slices.DeleteFunc(b.NotOffered, func(n model.NotOffered) bool { return n.Way == way })
			if fold(v) != "" {
				b.NotOffered = append(b.NotOffered, model.NotOffered{Way: way, Why: v})
			}
		}
		out = append(out, l)
	}
	return out
}

func (f *Flow) setOffered(a map[string]string) Effect {
	return f.act("offered.set", func(t *tx) {
		b := f.budgetCopy()
		f.answer(func() []line { return offeredLines(b) }, a)
		if f.r.Budget != nil || len(b.NotOffered) > 0 {
			t.putIfNew(b)
		}
	})
}

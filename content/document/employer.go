package document

import (
	"slices"

	"ownwords/model"
)

// duties are what an employer sees to, in the order in which it comes. Where
// somebody is employed they are all there, also what nobody said anything to yet: a
// list of what is done alone would hide what is not.
func (b *builder) duties() []model.Duty {
	var out []model.Duty
	if p := b.r.Payment; p != nil {
		out = slices.Clone(p.Employer)
	}
	if b.to.whole && b.r.Employs() {
		for _, id := range model.Duties {
			if !slices.ContainsFunc(out, func(d model.Duty) bool { return d.ID == id }) {
				out = append(out, model.Duty{ID: id})
			}
		}
	}
	return inOrder(out, model.Duties, func(d model.Duty) string { return d.ID })
}

// employer is the whole of it, each with what was put down: on the deal, which is
// between the two that have to see to it.
func (b *builder) employer() {
	var rows []Row
	for _, d := range b.duties() {
		done := b.dutyDone(d)
		if done == nil {
			done = b.say("doc.payment.duty-open")
		}
		rows = append(rows, Row{b.coded("duty.", d.ID), done})
	}
	if len(rows) > 0 {
		b.heading(2, b.say("doc.payment.employer"))
		b.rows(rows...)
	}
}

// employerInPlan is what was put down of it and, in one line, what was not, which
// is as much as nothing said. The person's own plan says only how much is still to
// be looked at: there "not yet" is open too. It goes with the direct payment, and
// stands by itself where there is none.
func (b *builder) employerInPlan() {
	duties := b.duties()
	if len(duties) == 0 {
		return
	}
	if b.mine {
		if b.to.whole { // else they may not be all
			b.employerInMine(b.toBeLookedAt(duties))
		}
		return
	}
	level := 3
	if b.r.Payment == nil {
		level = 2
	}
	var rows []Row
	var open [][]Run
	for _, d := range duties {
		if done := b.dutyDone(d); done != nil {
			rows = append(rows, Row{b.coded("duty.", d.ID), done})
			continue
		}
		open = append(open, b.coded("duty.", d.ID))
	}
	b.heading(level, b.say("doc.payment.employer"))
	b.rows(append(rows, Row{b.say("doc.payment.duties-open"), joined("; ", open...)})...)
}

func (b *builder) employerInMine(open []Run) {
	what := b.say("doc.payment.employer")
	if b.r.Payment != nil {
		b.rows(Row{what, open})
		return
	}
	b.heading(2, what)
	b.para(open)
}

// toBeLookedAt says how many of these are neither seen to nor not needed.
func (b *builder) toBeLookedAt(duties []model.Duty) []Run {
	n := 0
	for _, d := range duties {
		if d.Done == "" || d.Done == "no" {
			n++
		}
	}
	if n == 0 {
		return b.say("doc.payment.duties-done")
	}
	return b.say("doc.payment.duties", "n", n)
}

func (b *builder) dutyDone(d model.Duty) []Run {
	return joined(", ", b.chosen("duty.done", d.Done), text(d.Note))
}

// kindOfHelp is what kind of help a line is, and that it is a cost of beginning
// with a direct payment where it is one.
func (b *builder) kindOfHelp(s *model.Support) []Run {
	var start []Run
	if s.StartUp {
		start = b.say("doc.help.start-up")
	}
	return joined(", ", b.chosen("help.kind", s.Kind), start)
}

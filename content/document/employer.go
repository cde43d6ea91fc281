package document

import (
	"slices"

	"ownwords/model"
)

// employer is what an employer sees to, in the order in which it comes. Whoever
// employs somebody in the plan reads all of it, with what was put down of each: a
// list of what is done alone would hide what is not.
func (b *builder) employer() {
	var duties []model.Duty
	if p := b.r.Payment; p != nil {
		duties = slices.Clone(p.Employer)
	}
	if b.to.whole && b.r.Employs() {
		for _, id := range model.Duties {
			if !slices.ContainsFunc(duties, func(d model.Duty) bool { return d.ID == id }) {
				duties = append(duties, model.Duty{ID: id})
			}
		}
	}
	var rows []Row
	for _, d := range inOrder(duties, model.Duties, func(d model.Duty) string { return d.ID }) {
		rows = append(rows, Row{b.coded("duty.", d.ID), b.dutyDone(d)})
	}
	if len(rows) > 0 {
		b.heading(3, b.say("doc.payment.employer"))
		b.rows(rows...)
	}
}

func (b *builder) dutyDone(d model.Duty) []Run {
	done := joined(", ", b.chosen("duty.done", d.Done), text(d.Note))
	if done == nil && b.to.whole {
		return b.say("doc.payment.duty-open")
	}
	return done
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

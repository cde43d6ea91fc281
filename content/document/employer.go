package document

import "ownwords/model"

// employer is what was put down of what an employer sees to, in the order in
// which it comes.
func (b *builder) employer(p *model.Payment) {
	var rows []Row
	for _, d := range inOrder(p.Employer, model.Duties, func(d model.Duty) string { return d.ID }) {
		rows = append(rows, Row{b.coded("duty.", d.ID), joined(", ", b.chosen("duty.done", d.Done), text(d.Note))})
	}
	if len(rows) > 0 {
		b.heading(3, b.say("doc.payment.employer"))
		b.rows(rows...)
	}
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

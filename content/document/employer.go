package document

import (
	"slices"

	"ownwords/model"
)

// employer is what was put down of what an employer sees to, in the order in
// which it comes.
func (b *builder) employer(p *model.Payment) {
	var rows []Row
	for _, id := range model.Duties {
		i := slices.IndexFunc(p.Employer, func(d model.Duty) bool { return d.ID == id })
		if i < 0 {
			continue
		}
		duty := p.Employer[i]
		rows = append(rows, Row{b.say("duty." + id), joined(", ", b.chosen("duty.done", duty.Done), text(duty.Note))})
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

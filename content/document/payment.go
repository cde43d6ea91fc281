package document

import "ownwords/model"

// payment is the direct payment: which needs it meets, how much it is and how
// often it comes (Care Act 2014 s25(2)), when it is looked at, and what goes with
// being an employer, which somebody can be before the sum is known.
func (b *builder) payment() {
	if b.r.Payment != nil {
		b.directPayment(b.r.Payment)
	}
	b.employerInPlan()
}

func (b *builder) directPayment(p *model.Payment) {
	var looks [][]Run
	for _, day := range p.Looks {
		looks = append(looks, b.when(day))
	}
	b.heading(2, b.say("doc.payment.heading"))
	b.rows(
		Row{b.say("doc.payment.needs"), b.needsNamed(p.Needs)},
		Row{b.say("doc.payment.amount"), b.paid(p)},
		Row{b.say("doc.payment.from"), b.when(p.From)},
		Row{b.say("doc.payment.to"), b.coded("doc.payment.to.", p.To)},
		Row{b.say("doc.payment.who"), text(p.Who)},
		Row{b.say("doc.payment.terms"), text(p.Terms)},
		Row{b.say("doc.payment.holds"), text(p.Holds)},
		Row{b.say("doc.payment.above"), text(p.Above)},
		Row{b.say("doc.payment.looks"), joined("; ", filledIn(looks)...)},
	)
}

// paid is what is paid and how often, as it was typed; nothing where there is no
// payment.
func (b *builder) paid(p *model.Payment) []Run {
	switch {
	case p == nil:
		return nil
	case !p.Amount.OK() || p.Every == "":
		return b.figure(p.Amount)
	}
	return b.every(p.Amount.Pence(), p.Every)
}

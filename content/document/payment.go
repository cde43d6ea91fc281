package document

import "ownwords/model"

// payment is the direct payment: which needs it meets, how much it is and how
// often it comes (Care Act 2014 s25(1)(h)), and when it is looked at.
func (b *builder) payment() {
	p := b.r.Payment
	if p == nil {
		return
	}
	var looks [][]Run
	for _, day := range p.Looks {
		looks = append(looks, b.when(day))
	}
	b.heading(2, b.say("doc.payment.heading"))
	b.rows(
		Row{b.say("doc.payment.needs"), b.needsNamed(p.Needs)},
		Row{b.say("doc.payment.amount"), b.paid(p)},
		Row{b.say("doc.payment.from"), b.when(p.From)},
		Row{b.say("doc.payment.to"), b.paidTo(p)},
		Row{b.say("doc.payment.who"), text(p.Who)},
		Row{b.say("doc.payment.terms"), text(p.Terms)},
		Row{b.say("doc.payment.holds"), text(p.Holds)},
		Row{b.say("doc.payment.above"), text(p.Above)},
		Row{b.say("doc.payment.looks"), joined("; ", filledIn(looks)...)},
	)
	b.employer(p)
}

// paid is what is paid and how often, as it was typed.
func (b *builder) paid(p *model.Payment) []Run {
	if !p.Amount.OK() {
		return b.figure(p.Amount)
	}
	if p.Every == "" {
		return b.say("doc.money.sum", "sum", p.Amount.Pence())
	}
	return b.say("doc.period."+string(p.Every), "sum", p.Amount.Pence())
}

func (b *builder) paidTo(p *model.Payment) []Run {
	if p.To == "" {
		return nil
	}
	return b.say("doc.payment.to." + p.To)
}

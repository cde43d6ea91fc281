package document

import (
	"slices"
	"strings"

	"ownwords/model"
)

// deal is what the person and the council do for one another where there is a
// direct payment: beside everything that one side does stands what the other
// does, and a side that has nothing yet is told.
func (b *builder) deal() {
	b.doc.Title = b.say("doc.deal.title")
	d := b.r.Deal
	if d == nil {
		if b.to.whole {
			b.para(b.say("doc.deal.none"))
		}
		b.employer()
		b.madeOn()
		return
	}
	b.doc.Standing = b.dealStanding(d)
	b.para(b.say("doc.deal.what"), b.gap("doc.deal.rules", "rules", d.Rules))
	b.bothSides(d)
	b.dealContacts()
	b.dealAnswers(d)
	b.employer()
	b.madeOn()
}

// dealStanding says who said yes to the deal: a yes to the plan is none to it.
func (b *builder) dealStanding(d *model.Deal) []Run {
	var yes [][]Run
	for _, a := range d.SaidYes {
		switch v := model.Find(b.r.Voices, a.Voice); {
		case a.Says != model.SaysYes:
		case v != nil && v.Role == model.RolePerson:
			yes = append(yes, text(b.r.Person.Name()))
		default:
			yes = append(yes, b.voice(a.Voice))
		}
	}
	if len(yes) == 0 {
		return b.say("doc.deal.standing-none")
	}
	return b.say("doc.deal.standing", "who", joined(", ", yes...))
}

// dealInPlan is the deal as it stands within a plan: what both sides do, without
// whom to ask and room to sign.
func (b *builder) dealInPlan() {
	if b.r.Deal != nil {
		b.heading(2, b.own("deal"))
		b.bothSides(b.r.Deal)
	}
}

// bothSides is what each side does, and what goes for both.
func (b *builder) bothSides(d *model.Deal) {
	var pairs [][2]Row
	for _, l := range d.Lines {
		pairs = append(pairs, [2]Row{{b.own("deal-i"), b.side(l.I)}, {b.say("doc.deal.council"), b.side(l.Council)}})
	}
	if len(pairs) > 0 {
		b.add(Beside{pairs})
	}
	b.rows(
		Row{b.say("doc.deal.help"), b.dealHelp(d)},
		Row{b.own("deal-for"), b.words(d.For)},
		Row{b.own("deal-not-for"), b.words(d.NotFor)},
		Row{b.say("doc.deal.change"), b.words(d.Change)},
	)
}

// dealHelp is where help with it is. Nobody is left alone with a direct payment,
// so a deal that does not say it tells that.
func (b *builder) dealHelp(d *model.Deal) []Run {
	if d.Help.Empty() && b.to.whole && len(b.o.Local.Contacts) == 0 {
		return b.say("doc.deal.nothing-yet")
	}
	return b.words(d.Help)
}

// side is one side of one thing, or the words that there is none yet.
func (b *builder) side(typedIn string) []Run {
	if strings.TrimSpace(typedIn) == "" {
		return b.say("doc.deal.nothing-yet")
	}
	return text(typedIn)
}

// dealContacts are whom to ask.
func (b *builder) dealContacts() {
	var items [][]Run
	for _, c := range b.o.Local.Contacts {
		items = append(items, joined(", ", text(c.What), text(c.Who), text(c.Number)))
	}
	if team := strings.TrimSpace(b.o.Numbers.Team); team != "" {
		items = append(items, b.say("doc.deal.team", "number", team))
	}
	if len(items) > 0 {
		b.heading(2, b.say("doc.deal.ask"))
		b.list(items...)
	}
}

// dealAnswers are what each said to the deal and how, and room to sign or make a
// mark for each of the two sides that has not answered.
func (b *builder) dealAnswers(d *model.Deal) {
	b.heading(2, b.say("doc.deal.answers"))
	var rows []Row
	for _, a := range d.SaidYes {
		rows = append(rows, Row{b.voice(a.Voice), joined(", ", b.chosen("deal.says", string(a.Says)), b.chosen("answer.how", a.How))})
	}
	if !b.answeredDeal(d, func(r model.Role) bool { return r == model.RolePerson }) {
		rows = append(rows, Row{text(b.r.Person.Name()), b.say("doc.deal.sign")})
	}
	if !b.answeredDeal(d, model.Role.Worker) {
		rows = append(rows, Row{b.worker(true), b.say("doc.deal.sign")})
	}
	b.rows(rows...)
}

// answeredDeal tells whether anybody of one side said anything to the deal.
func (b *builder) answeredDeal(d *model.Deal, side func(model.Role) bool) bool {
	return slices.ContainsFunc(d.SaidYes, func(a model.Answer) bool {
		v := model.Find(b.r.Voices, a.Voice)
		return v != nil && side(v.Role) && a.Says != model.SaysNothing
	})
}

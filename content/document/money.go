package document

import (
	"strings"

	"ownwords/model"
)

// money are the plan's three sums and what stands apart from them. A sum that
// rests on something not known is said in words, never as a figure.
func (b *builder) money() {
	if !b.hasMoney() || !b.hasSums() && !b.mine {
		return
	}
	b.heading(2, b.say("doc.money.heading"))
	if b.mine {
		b.pricedLines()
	}
	if !b.hasSums() {
		return
	}
	sums, budget := b.r.Sums(), b.budget()
	if !b.mine || b.hasWeekly() {
		b.rows(
			Row{b.say("doc.money.weekly"), b.sum(sums.Weekly, sums.WeeklyOK)},
			Row{b.own("share"), b.share(sums)},
			Row{b.say("doc.money.council"), b.councilPays(sums)},
			Row{b.say("doc.money.four-weekly"), b.fourWeekly(sums)},
		)
	}
	b.rows(
		Row{b.say("doc.money.once"), b.apart(sums.Once, sums.OnceOK)},
		Row{b.own("own-weekly"), b.apartWeekly(sums.Own, sums.OwnOK)},
		Row{b.own("own-once"), b.apart(sums.OwnOnce, sums.OwnOnceOK)},
		Row{b.say("doc.money.contingency"), b.figure(budget.Contingency)},
		Row{b.say("doc.money.contingency-above"), text(budget.ContingencyAbove)},
		Row{b.say("doc.money.contingency-people"), b.words(budget.ContingencyPeople)},
		Row{b.own("arranged"), b.words(budget.Arranged)},
		Row{b.say("doc.money.not-offered"), b.notOffered(budget)},
		Row{b.say("doc.money.tell-finance"), b.tellFinance()},
	)
	b.guess(budget)
}

// hasSums tells whether the sums of the plan can be told. Without its budget a copy
// has some of the lines, and what those come to is not what the plan does.
func (b *builder) hasSums() bool { return b.r.Budget != nil || b.to.whole }

// notOffered are the ways of arranging it that were not offered, each with the
// reason: all are offered to everyone else.
func (b *builder) notOffered(budget *model.Budget) []Run {
	var out [][]Run
	for _, n := range budget.NotOffered {
		out = append(out, joined(": ", b.chosen("help.arranged", n.Way), text(n.Why)))
	}
	return joined("; ", out...)
}

// tellFinance are the costs that somebody has because of a disability, for the
// finance team to take off their income. No charge is worked out here.
func (b *builder) tellFinance() []Run {
	if b.mine { // it is a word of the council's to the council
		return nil
	}
	var out [][]Run
	for _, s := range b.r.Supports {
		if s.TellFinance && s.Read != model.LeftOut {
			out = append(out, joined(", ", b.what(s), b.cost(s)))
		}
	}
	return joined("; ", out...)
}

// hasMoney tells whether there is anything to say of money. In a copy that
// leaves the money out there is not, and then nothing hints at it.
func (b *builder) hasMoney() bool {
	if b.r.Budget != nil {
		return true
	}
	for _, s := range b.r.Supports {
		if s.Cost.Priced() && !s.Unpaid && s.Read != model.LeftOut {
			return true
		}
	}
	return false
}

// hasWeekly tells whether the plan costs anything each week. A person who gets
// a rail once needs no three sums of nought; the council needs them (Care Act
// 2014 s26).
func (b *builder) hasWeekly() bool {
	if budget := b.budget(); budget.Share.Asked() {
		return true
	}
	for _, s := range b.r.Supports {
		if s.Budgeted() && s.Cost.Period != model.Once && s.Read != model.LeftOut {
			return true
		}
	}
	return false
}

func (b *builder) budget() *model.Budget {
	if b.r.Budget != nil {
		return b.r.Budget
	}
	return &model.Budget{}
}

// pricedLines are the lines that make up the sums.
func (b *builder) pricedLines() {
	var items [][]Run
	for _, s := range b.r.Supports {
		if s.Budgeted() && s.Read != model.LeftOut {
			items = append(items, joined(": ", joined(", ", b.what(s), text(s.Purpose), text(s.Who)), b.cost(s)))
		}
	}
	b.list(items...)
}

func (b *builder) sum(p model.Pence, ok bool) []Run {
	if !ok {
		return b.say("doc.money.cannot")
	}
	return b.say("doc.money.sum", "sum", p)
}

// apart is a sum that stands beside the others, or nothing where there is none.
func (b *builder) apart(p model.Pence, ok bool) []Run {
	if ok && p == 0 {
		return nil
	}
	return b.sum(p, ok)
}

func (b *builder) apartWeekly(p model.Pence, ok bool) []Run {
	runs := b.apart(p, ok)
	if runs == nil || !ok {
		return runs
	}
	return b.say("doc.money.a-week", "sum", p)
}

// share is the person's: not asked yet, estimated or final. The program never
// works a charge out.
func (b *builder) share(s model.Sums) []Run {
	budget := b.budget()
	switch {
	case budget.ShareState == model.ShareNotAsked:
		return b.say("doc.money.not-asked")
	case !s.ShareOK:
		return b.figure(budget.Share)
	case budget.ShareState == model.ShareEstimated:
		return b.say("doc.money.estimated", "sum", s.Share)
	}
	return b.say("doc.money.final", "sum", s.Share)
}

// councilPays is the council's sum, with its decision beside it or the words
// that there is none.
func (b *builder) councilPays(s model.Sums) []Run {
	switch {
	case s.ShareTooLarge:
		return b.say("doc.money.too-large")
	case !s.CouncilOK:
		return b.say("doc.money.cannot")
	}
	return joined(", ", b.sum(s.Council, true), b.decided())
}

func (b *builder) fourWeekly(s model.Sums) []Run {
	p, ok := s.FourWeekly()
	if !ok {
		return nil
	}
	return b.sum(p, true)
}

// decided says who decided on the money and when, or that nobody did.
func (b *builder) decided() []Run {
	budget := b.budget()
	switch {
	case budget.DecidedBy == "":
		return b.undecided()
	case budget.DecidedAt.IsZero():
		return b.say("doc.money.decided", "who", budget.DecidedBy)
	}
	return b.say("doc.money.decided-on", "who", budget.DecidedBy, "day", b.day(budget.DecidedAt))
}

func (b *builder) guess(budget *model.Budget) {
	if !budget.Guess.OK() || budget.HideGuess {
		return
	}
	b.para(
		b.say("doc.money.guess", "sum", budget.Guess.Pence()),
		b.gap("doc.money.guess-source", "source", budget.GuessSource),
		b.guessDate(budget.GuessDate),
	)
}

func (b *builder) guessDate(w model.When) []Run {
	day := b.when(w)
	if day == nil {
		return nil
	}
	return b.say("doc.money.guess-date", "day", day)
}

// figure is a sum as it was typed: what is no sum is told as that.
func (b *builder) figure(f model.Figure) []Run {
	switch {
	case f.OK():
		return b.say("doc.money.sum", "sum", f.Pence())
	case f.Asked():
		return b.say("doc.money.not-a-sum", "typed", f.Typed)
	}
	return nil
}

// cost is what one line costs and how that was worked out.
func (b *builder) cost(s *model.Support) []Run {
	if s.Unpaid {
		return nil
	}
	return b.costOf(s.Cost)
}

// costOf is what something costs, or nothing where it has no price.
func (b *builder) costOf(c model.Cost) []Run {
	sum, ok := c.Sum()
	switch {
	case !c.Priced():
		return nil
	case c.TooLarge():
		return joined(": ", b.workings(c), b.say("doc.money.line-too-large"))
	case !ok:
		return b.noSum(c)
	}
	total := b.total(sum, c.Period)
	if how := b.workings(c); how != nil {
		return b.say("doc.money.worked-out", "sum", total, "how", how)
	}
	return total
}

// total is what a line comes to, each week or once.
func (b *builder) total(sum model.Pence, p model.Period) []Run {
	if p == model.Once {
		return b.say("doc.money.once-only", "sum", sum)
	}
	return b.say("doc.money.a-week", "sum", sum)
}

// workings are the figures a sum was made of, as they were typed.
func (b *builder) workings(c model.Cost) []Run {
	if c.Amount.Asked() {
		if c.Period == model.Weekly || c.Period == model.Once {
			return nil
		}
		return b.every(amount(c.Amount), c.Period)
	}
	product := factors(c)
	if c.Period == model.Weekly || c.Period == model.Once {
		if len(product) == 1 {
			return nil
		}
		return product
	}
	return b.every(product, c.Period)
}

// amount is a figure as it was typed, without the sign of a currency.
func amount(f model.Figure) []Run {
	if !f.Asked() {
		return nil
	}
	return typed(strings.TrimPrefix(strings.TrimSpace(f.Typed), "£"))
}

// factors are the figures that a line is multiplied from.
func factors(c model.Cost) []Run {
	return joined(" x ", amount(c.Times), amount(c.Hours), amount(c.Rate))
}

// noSum says why a line has no sum: each figure of it that is none, as it was
// typed; where all of them are, how often it comes is not known.
func (b *builder) noSum(c model.Cost) []Run {
	wrong := b.wrongly("doc.money.not-a-sum", c.Amount)
	if !c.Amount.Asked() {
		wrong = joined("; ", b.wrongly("doc.money.not-a-number", c.Times, c.Hours), b.wrongly("doc.money.not-a-sum", c.Rate))
	}
	if wrong != nil {
		return wrong
	}
	line := b.figure(c.Amount)
	if !c.Amount.Asked() {
		line = factors(c)
	}
	return joined(", ", line, b.unknownChoice(string(c.Period)))
}

// wrongly says of each figure that is none what was typed for it.
func (b *builder) wrongly(id string, figures ...model.Figure) []Run {
	var out [][]Run
	for _, f := range figures {
		if f.Asked() && !f.OK() {
			out = append(out, b.say(id, "typed", f.Typed))
		}
	}
	return joined("; ", out...)
}

package document

import (
	"slices"

	"ownwords/model"
)

// needs are what is hard for the person, who meets it, and what the council
// decided with its reason (Care Act 2014 ss 13(1) and (2), 25(1)(a) to (c)). The
// person's own page has each in plain words: it is their written decision.
func (b *builder) needs() {
	list := b.found()
	if len(list) == 0 {
		return
	}
	b.heading(2, b.own("needs"))
	for i, n := range list {
		b.heading(3, b.own("need", "n", i+1))
		b.lead(n.Words)
		if b.mine {
			b.needInPlainWords(n)
			continue
		}
		b.needRows(n)
	}
	decided := slices.ContainsFunc(list, decisionMade)
	if b.mine && b.to.who == "" && decided {
		b.para(b.say("doc.need.disagree"))
	}
}

// found are the needs that this reader may have. Of those that the person left out
// of their own plan the council still has what it found.
func (b *builder) found() []*model.Need {
	return slices.DeleteFunc(slices.Clone(b.r.Needs), func(n *model.Need) bool {
		return blank(n.Words, n.Effect, n.Family) && len(n.Outcomes) == 0
	})
}

// needRows are a need as the council has to have it.
func (b *builder) needRows(n *model.Need) {
	var unable [][]Run
	for _, u := range n.Unable {
		unable = append(unable, b.coded("doc.unable.", string(u)))
	}
	b.rows(
		Row{b.say("doc.chain.from"), b.origins(n.Words)},
		Row{b.say("doc.need.outcomes"), b.tags(n.Outcomes)},
		Row{b.say("doc.need.unable"), joined("; ", unable...)},
		Row{b.say("doc.need.over"), text(n.Over)},
		Row{b.own("need-effect"), b.words(n.Effect)},
		Row{b.say("doc.need.areas"), b.tags(n.Areas)},
		Row{b.say("doc.need.family"), b.words(n.Family)},
		Row{b.own("need-met"), b.met(n)},
		Row{strong(b.say("doc.need.eligible")), b.eligible(n)},
		Row{b.say("doc.need.own-plan", "name", b.r.Person.Name()), b.notInTheirs(n)},
	)
}

// notInTheirs tells the council that a need does not stand in the person's own
// plan, since they wanted it so.
func (b *builder) notInTheirs(n *model.Need) []Run {
	if n.Read != model.LeftOut {
		return nil
	}
	return b.say("doc.need.left-out")
}

// met says who meets a need and how, or why nobody does.
func (b *builder) met(n *model.Need) []Run {
	how := map[model.Met]string{model.MetByCouncil: n.ByCouncil, model.MetByOthers: n.ByOthers, model.NotMet: n.NotMet}
	begins := "doc.council.met-"
	if b.mine {
		begins = "doc.mine.met-"
	}
	var out [][]Run
	for _, m := range inOrder(n.Met, model.Mets, func(m model.Met) model.Met { return m }) {
		out = append(out, joined(": ", b.coded(begins, string(m)), text(how[m])))
	}
	if len(out) == 0 && b.to.whole {
		return b.own("met-none")
	}
	return joined("; ", out...)
}

// decisionMade tells whether the council decided on a need.
func decisionMade(n *model.Need) bool {
	return n.Eligible == model.EligibleYes || n.Eligible == model.EligibleNo
}

// eligible is the council's decision on a need, with whose it is, when and why.
func (b *builder) eligible(n *model.Need) []Run {
	if n.Eligible == "" {
		return b.undecided()
	}
	var by []Run
	if n.Eligible != model.EligibleNotYet {
		by = b.decidedBy(n)
	}
	return joined("; ", b.coded("doc.eligible.", n.Eligible), by, b.gap("doc.eligible.why", "why", n.EligibleWhy))
}

func (b *builder) decidedBy(n *model.Need) []Run {
	who := b.gap("doc.decision.by", "who", n.EligibleBy)
	if !n.EligibleAt.IsZero() {
		who = spaced(who, b.say("doc.decision.on", "day", b.day(n.EligibleAt)))
	}
	return who
}

// needInPlainWords is a need on the person's own page: what it does to their
// life, who helps with it, and one sentence of what the council decided.
func (b *builder) needInPlainWords(n *model.Need) {
	b.rows(
		Row{b.own("need-effect"), b.words(n.Effect)},
		Row{b.own("need-met"), b.met(n)},
	)
	decided, by := b.say("doc.need.undecided"), []Run(nil)
	switch {
	case decisionMade(n):
		decided, by = b.say("doc.need.decided."+n.Eligible), b.decidedBy(n)
	case !b.to.whole:
		return
	}
	b.para(decided)
	b.rows(Row{b.say("doc.need.why"), text(n.EligibleWhy)}, Row{b.say("doc.need.who"), by})
}

// needsBehind are the needs that a want answers, each with its number and who
// meets it.
func (b *builder) needsBehind(w *model.Want) []Run {
	var out [][]Run
	for i, n := range b.found() {
		if slices.Contains(w.Needs, n.ID) {
			words := joined(": ", b.own("need-number", "n", i+1), b.words(n.Words))
			out = append(out, spaced(words, b.bracketed(b.met(n))))
		}
	}
	if len(out) == 0 && b.to.whole {
		return b.say("doc.not-there-yet")
	}
	return joined("; ", out...)
}

func (b *builder) bracketed(runs []Run) []Run {
	if runs == nil {
		return nil
	}
	return b.say("doc.asked.bracket", "asked", runs)
}

// needsNamed are needs by their numbers.
func (b *builder) needsNamed(ids []model.ID) []Run {
	var out [][]Run
	for i, n := range b.found() {
		if slices.Contains(ids, n.ID) {
			out = append(out, b.own("need-number", "n", i+1))
		}
	}
	return joined(", ", out...)
}

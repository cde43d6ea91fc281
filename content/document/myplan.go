package document

import "strings"

// myPlan is the person's own: it speaks as them, in plain words, with what
// they want before any sum. Its first page is what they need tomorrow: what
// happens next, whom to ring, how to disagree; a copy for somebody else has no
// use for the last two.
func (b *builder) myPlan() {
	b.doc.Title = b.say("doc.mine.title")
	b.leaveOut()
	b.para(strong(text(b.r.Person.FullName)))
	b.rows(Row{b.own("not-wanted"), b.words(b.r.Conversation.NotWantedWords)})
	b.steps()
	if b.to.who == "" {
		b.ifItIsWrong()
		b.add(PageBreak{})
	}
	b.wants()
	b.otherHelp()
	b.needs()
	b.advice()
	b.people()
	b.risks()
	b.wishes()
	b.money()
	b.payment()
	b.dealInPlan()
	b.answers()
	b.sharing()
	if rest := b.unprinted(); len(rest) > 0 {
		b.heading(2, b.say("doc.mine.more"))
		b.byTopic(3, rest)
	}
	b.madeOn()
}

// ifItIsWrong says whom to ring and how to disagree.
func (b *builder) ifItIsWrong() {
	b.heading(2, b.say("doc.wrong.heading"))
	b.para(b.ringOrAsk("doc.wrong.ring", "doc.wrong.ask"))
	b.heading(2, b.say("doc.disagree.heading"))
	complain := b.say("doc.disagree.complain")
	if n := b.o.Numbers.Complaints; strings.TrimSpace(n) != "" {
		complain = b.say("doc.disagree.complain-ring", "number", n)
	}
	b.list(b.say("doc.disagree.change"), b.say("doc.disagree.somebody"), complain)
}

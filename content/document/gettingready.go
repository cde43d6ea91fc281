package document

import (
	"slices"

	"ownwords/model"
)

// gettingReady is what the person takes to the meeting. It speaks as them, and
// nothing in it decides or predicts: that is not a peer supporter's to do.
func (b *builder) gettingReady() {
	b.doc.Title = b.say("doc.ready.title")
	b.leaveOut()
	b.para(strong(text(b.r.Person.FullName)))
	b.frontPage()
	b.add(PageBreak{})
	b.wants()
	b.otherHelpReady()
	b.people()
	b.risks()
	if rest := b.unprinted(); len(rest) > 0 {
		b.heading(2, b.say("doc.ready.more"))
		b.byTopic(3, rest)
	}
	b.sharing()
	b.rights()
	b.supportedBy()
	b.madeOn()
}

// frontPage is what must be known even if nobody turns the page.
func (b *builder) frontPage() {
	p := b.r.Person
	b.heading(2, b.say("doc.ready.meeting"))
	b.rows(
		Row{b.say("doc.ready.when"), text(b.meeting())},
		Row{b.say("doc.ready.best-time"), text(p.BestTime)},
		Row{b.say("doc.ready.talk"), text(p.HowToTalk)},
		Row{b.say("doc.ready.disliked"), text(p.Disliked)},
	)
	first := slices.DeleteFunc(b.unprinted(), func(n *model.Note) bool { return n.Topic != firstTopic })
	b.notes(first)
	for _, n := range first {
		b.printed[n.ID] = true
	}
	b.asked("doc.ready.not-to-miss", true)
	b.asked("doc.ready.questions", false)
}

// firstTopic is the guide's topic about the meeting itself: who shall be
// there, and how.
const firstTopic = "open"

func (b *builder) asked(heading string, notToMiss bool) {
	var items [][]Run
	for _, q := range b.r.Questions {
		if q.NotToMiss == notToMiss {
			items = append(items, b.words(q.Words))
		}
	}
	if items = filledIn(items); len(items) > 0 {
		b.heading(2, b.say(heading))
		b.add(List{Items: items, Numbered: true})
	}
}

// otherHelpReady is what the person does already and what they pay for. There
// is no sum of it: that would be a budget.
func (b *builder) otherHelpReady() {
	lines := b.supports("")
	if len(lines) == 0 {
		return
	}
	b.heading(2, b.say("doc.ready.do-and-pay"))
	b.list(b.helpItems(lines)...)
}

// rights are eight short lines (Care Act 2014 ss 9, 10, 12, 25, 67; SI
// 2014/2827 reg 2; Accessible Information Standard DAPB1605).
func (b *builder) rights() {
	b.heading(2, b.say("doc.ready.rights"))
	b.list(
		b.say("doc.right.own"), b.say("doc.right.bring"), b.say("doc.right.independent"),
		b.say("doc.right.way"), b.say("doc.right.time"), b.say("doc.right.copy"),
		b.say("doc.right.no"), b.say("doc.right.complain"),
	)
}

func (b *builder) supportedBy() { b.para(b.supporter()) }

// supporter says who helped to write, where somebody is known.
func (b *builder) supporter() []Run {
	v := b.r.WorkerVoice()
	if v == nil || v.Name == "" {
		return nil
	}
	return b.say("doc.ready.supported-by", "who", v.Name)
}

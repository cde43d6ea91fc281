package document

// wishes are what the person wants for a time when they cannot say so. A
// statement is listened to; a refusal of treatment binds, and one of
// life-sustaining treatment only on a paper of its own (Mental Capacity Act 2005
// ss 4(6)(a), 24 to 26), so the two stand apart.
func (b *builder) wishes() {
	w := b.r.Wishes
	if w == nil {
		return
	}
	refused := !blank(w.Refusal) || text(w.RefusalPaper) != nil
	if blank(w.Signs, w.Hour, w.Day, w.Week, w.Never, w.Statement) && text(w.Ring) == nil && !refused {
		return
	}
	b.heading(2, b.own("wishes"))
	b.rows(
		Row{b.say("doc.wishes.signs"), b.words(w.Signs)},
		Row{b.say("doc.wishes.hour"), b.words(w.Hour)},
		Row{b.say("doc.wishes.day"), b.words(w.Day)},
		Row{b.say("doc.wishes.week"), b.words(w.Week)},
		Row{b.say("doc.wishes.never"), b.words(w.Never)},
		Row{b.say("doc.wishes.ring"), text(w.Ring)},
		Row{b.own("wishes-statement"), b.words(w.Statement)},
		Row{b.say("doc.wishes.at"), b.when(w.At)},
	)
	if refused {
		b.rows(
			Row{strong(b.own("wishes-refusal")), b.words(w.Refusal)},
			Row{b.say("doc.wishes.paper"), text(w.RefusalPaper)},
		)
		b.para(b.say("doc.wishes.not-this"))
	}
}

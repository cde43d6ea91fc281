package document

// advice is what was told of needing less help, or needing it later, which is
// owed whatever was decided (Care Act 2014 ss 13(5), 25(1)(f)).
func (b *builder) advice() {
	a := b.r.Advice
	if a == nil || blank(a.Reduce, a.Prevent) {
		return
	}
	given := text(a.How)
	if !a.At.IsZero() {
		given = joined(", ", given, b.say("doc.decision.on", "day", b.day(a.At)))
	}
	b.heading(2, b.own("advice"))
	b.rows(
		Row{b.own("advice-reduce"), b.words(a.Reduce)},
		Row{b.own("advice-prevent"), b.words(a.Prevent)},
		Row{b.say("doc.advice.how"), given},
	)
}

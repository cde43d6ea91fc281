package document

import (
	"strings"

	"ownwords/model"
)

// owed are the copies that somebody has a right to or was promised, and which of
// them were given (Care Act 2014 ss 12(3), 13(2), 25(9)).
func (b *builder) owed() {
	var rows []Row
	for _, o := range b.r.Owed {
		if strings.TrimSpace(o.Who) != "" {
			rows = append(rows, Row{typed(o.Who), b.copyOwed(o)})
		}
	}
	if len(rows) > 0 {
		b.heading(2, b.say("doc.owed.heading"))
		b.rows(rows...)
	}
}

func (b *builder) copyOwed(o *model.Owed) []Run {
	given := b.saidWhen("doc.owed.given", o.Given)
	if o.Open() {
		given = joined(", ", b.say("doc.owed.open"), b.saidWhen("doc.owed.by", o.By))
	}
	return joined("; ", b.paperName(o.Paper), text(o.How), given)
}

// paperName is a document's name in words, or what was typed for it.
func (b *builder) paperName(paper string) []Run {
	if id := "paper." + paper; paper != "" && b.o.Text.Has(id) {
		return b.say(id)
	}
	return text(paper)
}

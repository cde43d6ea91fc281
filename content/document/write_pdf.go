package document

import (
	"fmt"
	"slices"
	"unicode"

	"ownwords/content/document/pdf"
	"ownwords/model"
)

// LettersError is returned where a PDF would have a sign in the place of letters
// or figures, since no font of the program holds them. Words that can't be read
// are no copy; every other format has them.
type LettersError struct{ Letters []rune }

// Error holds how many letters there are, and none of them.
func (e *LettersError) Error() string { return fmt.Sprintf("no font for %d letters", len(e.Letters)) }

// writePDF writes pages that look the same on every machine, for printing and
// for a screen reader. It returns a *LettersError for words in a script that
// can't be printed; of what is no letter, such as a rare emoji, a sign is left.
func writePDF(d Document, o Options) ([]byte, error) {
	out := pdf.Doc{
		Lang: d.Language, Title: flat(d.Title), Made: o.Now, Size: float64(points(o)),
		Header: pdfSpans(d.Standing),
		Footer: func(page, of int) string { return o.Text.Say(model.Msg("doc.page", "page", page, "of", of)) },
		Blocks: []pdf.Block{pdf.Heading{Level: 1, Spans: pdfSpans(d.Title)}},
	}
	for _, block := range d.Blocks {
		out.Blocks = append(out.Blocks, pdfBlock(block))
	}
	file, missing := pdf.Write(out)
	letters := slices.DeleteFunc(missing, func(r rune) bool { return !unicode.In(r, unicode.Letter, unicode.Mark, unicode.Nd) })
	if len(letters) > 0 {
		return nil, &LettersError{letters}
	}
	return file, nil
}

func pdfBlock(block Block) pdf.Block {
	switch block := block.(type) {
	case Heading:
		return pdf.Heading{Level: block.Level, Spans: pdfSpans(block.Runs)}
	case Paragraph:
		return pdf.Paragraph{Spans: pdfSpans(block.Runs), Lead: block.Lead}
	case List:
		list := pdf.List{Numbered: block.Numbered}
		for _, item := range block.Items {
			list.Items = append(list.Items, pdfSpans(item))
		}
		return list
	case Rows:
		// As the page for printing has it: two parts for what it is called and
		// three for what it is.
		table := pdf.Table{Columns: []pdf.Column{{Share: 2}, {Share: 3}}, RowHeads: true}
		if block.Even {
			table.Columns[0] = table.Columns[1]
		}
		for _, r := range block.Rows {
			table.Rows = append(table.Rows, []pdf.Cell{pdfSpans(r.Label), pdfSpans(r.Value)})
		}
		return table
	case Beside:
		return pdfBeside(block.Pairs)
	case Sections:
		return pdfSections(block.Sections)
	case Room:
		return pdf.Room{Lines: block.Lines}
	case Rule:
		return pdf.Rule{}
	}
	return pdf.PageBreak{}
}

func pdfBeside(pairs [][2]Row) pdf.Table {
	table := pdf.Table{Columns: []pdf.Column{{Share: 1}, {Share: 1}}}
	for _, pair := range pairs {
		var cells []pdf.Cell
		for _, r := range pair {
			cells = append(cells, slices.Concat(pdfSpans(strong(r.Label)), []pdf.Span{{Text: "\n"}}, pdfSpans(r.Value)))
		}
		table.Rows = append(table.Rows, cells)
	}
	return table
}

func pdfSections(sections []Section) pdf.Table {
	table := pdf.Table{Columns: []pdf.Column{{Share: 2}, {Share: 3}}, RowHeads: true}
	for _, s := range sections {
		var lines pdf.Cell
		for i, line := range s.Lines {
			if i > 0 {
				lines = append(lines, pdf.Span{Text: "\n"})
			}
			lines = append(lines, pdfSpans(line)...)
		}
		table.Rows = append(table.Rows, []pdf.Cell{pdfSpans(s.Label), lines})
	}
	return table
}

// pdfSpans are runs with the marks round what was said beside it, so that the
// words themselves are the quotation.
func pdfSpans(runs []Run) []pdf.Span {
	var out []pdf.Span
	for _, r := range runs {
		span := pdf.Span{Text: r.Text, Bold: r.Strong, Apart: r.Whose != Ours, Quote: r.Whose == Quotation}
		if r.Foreign {
			span.Lang = "und"
		}
		if r.Whose != Quotation {
			out = append(out, span)
			continue
		}
		mark := pdf.Span{Text: `"`, Bold: r.Strong}
		out = append(out, mark, span, mark)
	}
	return out
}

package document

import (
	"bytes"
	"encoding/csv"
	"strings"

	"ownwords/model"
)

// cell is one cell of a sheet. A formula is ours; everything else is text, and
// stays text whatever it looks like.
type cell struct {
	text    string
	formula bool
}

// textCell is a cell of words.
func textCell(runs []Run) cell { return cell{text: printable(flat(runs))} }

// sumCell is a cell of a sum, or of nothing where there is none.
func sumCell(p model.Pence, ok bool) cell {
	if !ok {
		return cell{}
	}
	return cell{text: p.String()}
}

// writeCSV writes a sheet (RFC 4180), in UTF-8 with the mark by which
// spreadsheets know it.
func writeCSV(rows [][]cell) []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, row := range rows {
		record := make([]string, len(row))
		for i, c := range row {
			record[i] = c.written()
		}
		_ = w.Write(record) // a buffer can't fail
	}
	w.Flush()
	return b.Bytes()
}

// written is a cell as it stands in the file. A spreadsheet takes what begins
// with one of these signs for a formula and runs it, whoever typed it: an
// apostrophe before it keeps it what it is.
func (c cell) written() string {
	if c.formula || !strings.ContainsAny(firstSign(c.text), "=+-@\t\r\n＝＋－＠") {
		return c.text
	}
	return "'" + c.text
}

// firstSign is the first sign of a text, behind any blanks, or nothing.
func firstSign(s string) string {
	trimmed := strings.TrimLeft(s, " \u00a0\"")
	for i := range trimmed {
		if i > 0 {
			return trimmed[:i]
		}
	}
	return trimmed
}

// sheet is the document as a sheet: what is planned, line by line, or the sheet
// on which the spending is written down.
func (b *builder) sheet() []byte {
	if b.o.Document == Spending {
		return writeCSV(b.spendingCells())
	}
	return writeCSV(b.planCells())
}

// planCells are the lines of the plan with what each costs, and the sums of
// them. What stands behind "a week" and is in the plan adds up to what it costs
// each week.
func (b *builder) planCells() [][]cell {
	rows := [][]cell{
		{textCell(b.doc.Standing)},
		b.heads("for", "what", "kind", "who", "arranged", "from", "week", "once", "apart", "working"),
	}
	for _, s := range b.r.Supports {
		if s.Read != model.LeftOut {
			rows = append(rows, b.planCell(s))
		}
	}
	if b.hasMoney() && b.hasSums() {
		rows = append(append(rows, []cell{}), b.sumCells()...)
	}
	if lawful := b.lawfully(); lawful != nil {
		rows = append(rows, []cell{}, []cell{textCell(lawful)})
	}
	return rows
}

// sumCells are the sums of the plan, each under the lines that it is made of, or
// the words that it can't be said.
func (b *builder) sumCells() [][]cell {
	sums := b.r.Sums()
	total := func(label []Run, week, once cell, said []Run) []cell {
		return []cell{textCell(label), {}, {}, {}, {}, {}, week, once, {}, textCell(said)}
	}
	said := func(ok bool) []Run {
		if ok {
			return nil
		}
		return b.say("doc.money.cannot")
	}
	return [][]cell{
		total(b.say("doc.money.weekly"), sumCell(sums.Weekly, sums.WeeklyOK), cell{}, said(sums.WeeklyOK)),
		total(b.own("share"), sumCell(sums.Share, sums.ShareOK), cell{}, b.share(sums)),
		total(b.say("doc.money.council"), sumCell(sums.Council, sums.CouncilOK), cell{}, b.councilPays(sums)),
		total(b.say("doc.money.once"), cell{}, sumCell(sums.Once, sums.OnceOK), said(sums.OnceOK)),
	}
}

// planCell is one line of the plan.
func (b *builder) planCell(s *model.Support) []cell {
	var wants [][]Run
	for _, id := range s.For {
		if w := model.Find(b.r.Wants, id); w != nil && w.Read != model.LeftOut {
			wants = append(wants, b.words(w.Words))
		}
	}
	sum, ok := s.Cost.Sum()
	ok = ok && s.Cost.Priced() && !s.Unpaid
	once := s.Cost.Period == model.Once
	var working []Run
	switch {
	case s.Unpaid, s.NotFound:
		working = b.helpKind(s)
	case !ok:
		working = b.cost(s)
	default:
		working = b.workings(s.Cost)
	}
	return []cell{
		textCell(joined("; ", wants...)), textCell(joined(", ", b.what(s), text(s.Purpose))), textCell(b.chosen("help.kind", s.Kind)),
		textCell(text(s.Who)), textCell(b.chosen("help.arranged", s.Arranged)), textCell(b.span(s)),
		sumCell(sum, ok && !s.Own && !once), sumCell(sum, ok && !s.Own && once), sumCell(sum, ok && s.Own), textCell(working),
	}
}

// heads are the headings of the columns.
func (b *builder) heads(ids ...string) []cell {
	out := make([]cell, len(ids))
	for i, id := range ids {
		out[i] = textCell(b.say("doc.sheet." + id))
	}
	return out
}

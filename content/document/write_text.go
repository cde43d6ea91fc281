package document

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"
)

// textWidth is where plain text wraps, in cells.
const textWidth = 72

// roomWidth is how long a line to write on is, in cells.
const roomWidth = 60

// writeText writes plain text, wrapped by the width of its graphemes. A
// quotation is never wrapped and never indented within: its bytes stay as they
// are, so that it can be found, copied and compared, and whatever shows the
// text wraps it for the eye.
func writeText(d Document) []byte {
	t := &textWriter{}
	t.flow("", "", d.Standing)
	t.blank()
	t.underlined(d.Title, "=")
	for _, block := range d.Blocks {
		t.block(block)
	}
	return append(bytes.TrimRight(t.out.Bytes(), "\n"), '\n')
}

type textWriter struct{ out bytes.Buffer }

func (t *textWriter) blank() { t.out.WriteByte('\n') }

func (t *textWriter) block(block Block) {
	switch block := block.(type) {
	case Heading:
		if block.Level == 2 {
			t.blank()
			t.underlined(block.Runs, "-")
			return
		}
		t.flow("", "", block.Runs)
		t.blank()
	case Paragraph:
		t.flow("", "", block.Runs)
		t.blank()
	case List:
		for i, item := range block.Items {
			mark := "- "
			if block.Numbered {
				mark = strconv.Itoa(i+1) + ". "
			}
			t.flow(mark, strings.Repeat(" ", len(mark)), item)
		}
		t.blank()
	case Rows:
		t.rows(block.Rows)
		t.blank()
	case Beside:
		for _, pair := range block.Pairs {
			t.rows(pair[:])
			t.blank()
		}
	case Sections:
		for _, s := range block.Sections {
			t.flow("", "", s.Label)
			for _, line := range s.Lines {
				t.flow("- ", "  ", line)
			}
			t.blank()
		}
	case Room:
		t.out.WriteString(strings.Repeat(strings.Repeat("_", roomWidth)+"\n\n", block.Lines))
	case Rule:
		t.out.WriteString(strings.Repeat("-", textWidth) + "\n\n")
	case PageBreak:
		t.blank()
	}
}

func (t *textWriter) underlined(runs []Run, with string) {
	from := t.out.Len()
	t.flow("", "", runs)
	line := strings.TrimRight(t.out.String()[from:], "\n")
	line = line[strings.LastIndexByte(line, '\n')+1:]
	t.out.WriteString(strings.Repeat(with, uniseg.StringWidth(line)) + "\n\n")
}

// rows stand in two columns where all of them fit so, and otherwise each value
// behind its label.
func (t *textWriter) rows(rows []Row) {
	widest, fits := 0, true
	for _, r := range rows {
		widest = max(widest, uniseg.StringWidth(flat(r.Label))+1)
	}
	for _, r := range rows {
		value := flat(r.Value)
		fits = fits && widest+2+uniseg.StringWidth(value) <= textWidth && !strings.ContainsAny(value, "\r\n")
	}
	for _, r := range rows {
		gap := " "
		if fits {
			gap = strings.Repeat(" ", widest+2-uniseg.StringWidth(flat(r.Label))-1)
		}
		line := append(append([]Run{}, r.Label...), Run{Text: ":" + gap})
		t.flow("", "    ", append(line, r.Value...))
	}
}

// flat is a line as it prints.
func flat(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(marked(r))
	}
	return b.String()
}

// marked is a run as it prints: what was said stands within quotation marks.
func marked(r Run) string {
	if r.Whose == Quotation {
		return `"` + r.Text + `"`
	}
	return r.Text
}

// flow writes runs from mark on, its further lines indented.
func (t *textWriter) flow(mark, indent string, runs []Run) {
	t.out.WriteString(mark)
	col, start := uniseg.StringWidth(mark), true
	newLine := func() {
		t.out.WriteString("\n" + indent)
		col, start = uniseg.StringWidth(indent), true
	}
	for _, w := range split(runs) {
		first, _, _ := strings.Cut(w.text, "\n")
		width := uniseg.StringWidth(first)
		switch {
		case strings.Contains(w.blank, "\n"):
			newLine()
		case !start && col+len(w.blank)+width > textWidth:
			newLine()
		default:
			t.out.WriteString(w.blank)
			col += len(w.blank)
		}
		t.out.WriteString(w.text)
		col += width
		if i := strings.LastIndexByte(w.text, '\n'); i >= 0 {
			col = uniseg.StringWidth(w.text[i+1:])
		}
		start = false
	}
	t.blank()
}

// word is something that is not wrapped, and the blanks before it.
type word struct{ blank, text string }

// split cuts runs at blanks. A quotation is part of one word, whatever stands
// in it.
func split(runs []Run) []word {
	var words []word
	var now word
	for _, r := range runs {
		if r.Whose == Quotation {
			now.text += marked(r)
			continue
		}
		for rest := r.Text; rest != ""; {
			n := upTo(rest, isBlank)
			now.text, rest = now.text+rest[:n], rest[n:]
			if rest == "" {
				break
			}
			if now.text != "" {
				words = append(words, now)
				now = word{}
			}
			n = upTo(rest, func(c rune) bool { return !isBlank(c) })
			now.blank, rest = now.blank+rest[:n], rest[n:]
		}
	}
	if now.text != "" {
		words = append(words, now)
	}
	return words
}

// upTo is how many bytes stand before the first sign of which this is so.
func upTo(s string, is func(rune) bool) int {
	if n := strings.IndexFunc(s, is); n >= 0 {
		return n
	}
	return len(s)
}

// isBlank tells whether a line may be wrapped here.
func isBlank(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }

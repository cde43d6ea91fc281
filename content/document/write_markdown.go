package document

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// writeMarkdown writes CommonMark. No text can become markup in it, also not
// with GitHub's extensions, and every text reads as it was typed: what would
// be markup is escaped, and blanks and line ends that Markdown would take
// liberties with are character references.
func writeMarkdown(d Document) []byte {
	var m bytes.Buffer
	fmt.Fprintf(&m, "%s\n\n# %s\n\n", inline(d.Standing), inline(d.Title))
	for _, block := range d.Blocks {
		writeMarkdownBlock(&m, block)
	}
	return append(bytes.TrimRight(m.Bytes(), "\n"), '\n')
}

func writeMarkdownBlock(m *bytes.Buffer, block Block) {
	switch block := block.(type) {
	case Heading:
		fmt.Fprintf(m, "%s %s\n", strings.Repeat("#", block.Level), inline(block.Runs))
	case Paragraph:
		runs := block.Runs
		if block.Lead {
			runs = strong(runs)
		}
		fmt.Fprintf(m, "%s\n", inline(runs))
	case List:
		for i, item := range block.Items {
			mark := "-"
			if block.Numbered {
				mark = fmt.Sprintf("%d.", i+1)
			}
			fmt.Fprintf(m, "%s %s\n", mark, inline(item))
		}
	case Rows:
		for _, r := range block.Rows {
			fmt.Fprintf(m, "- %s: %s\n", inline(strong(r.Label)), inline(r.Value))
		}
	case Beside:
		for _, pair := range block.Pairs {
			writeMarkdownBlock(m, Rows{Rows: pair[:]})
		}
	case Sections:
		for _, s := range block.Sections {
			fmt.Fprintf(m, "- %s:\n", inline(strong(s.Label)))
			for _, line := range s.Lines {
				fmt.Fprintf(m, "  - %s\n", inline(line))
			}
		}
	case Room:
		m.WriteString(strings.Repeat(strings.Repeat("_", roomWidth)+"\n\n", block.Lines))
	case Rule, PageBreak:
		m.WriteString("---\n")
	}
	m.WriteByte('\n')
}

// inline writes runs as one line that is no markup. Runs that stand out and
// follow one another share one pair of stars.
func inline(runs []Run) string {
	var b strings.Builder
	for len(runs) > 0 {
		n := 1
		for n < len(runs) && runs[n].Strong == runs[0].Strong {
			n++
		}
		text := flat(runs[:n])
		if runs[0].Strong && text != "" {
			b.WriteString("**" + guarded(escaped(text)) + "**")
		} else {
			b.WriteString(escaped(text))
		}
		runs = runs[n:]
	}
	return guarded(b.String())
}

var (
	// always are characters that can begin or end markup anywhere.
	always = strings.NewReplacer(
		`\`, `\\`, "`", "\\`", `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `<`, `\<`, `>`, `\>`,
		`~`, `\~`, `|`, `\|`, `$`, `\$`, `^`, `\^`,
	)
	// reference is what could be read as a character reference.
	reference = regexp.MustCompile(`&([A-Za-z#])`)
	// colon is one that could belong to an address or to the short name of an
	// emoji.
	colon = regexp.MustCompile(`:([\w+/-])`)
	// host and mail are what else could be read as an address.
	host = regexp.MustCompile(`(?i)(www)\.`)
	mail = regexp.MustCompile(`@(\w)`)
)

func escaped(s string) string {
	s = always.Replace(s)
	s = reference.ReplaceAllString(s, `\&$1`)
	s = colon.ReplaceAllString(s, `\:$1`)
	s = host.ReplaceAllString(s, `$1\.`)
	s = mail.ReplaceAllString(s, `\@$1`)
	return referred(s)
}

// referred puts character references for what Markdown has its own use for:
// line ends and tabs.
func referred(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r == '\n' || r == '\t' {
			fmt.Fprintf(&b, "&#%d;", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// guarded keeps a line's ends from being trimmed and its beginning from
// starting a heading, a list, a quotation or code.
func guarded(s string) string {
	if first, n := utf8.DecodeRuneInString(s); n > 0 && unicode.IsSpace(first) {
		s = fmt.Sprintf("&#%d;", first) + s[n:]
	}
	if last, n := utf8.DecodeLastRuneInString(s); n > 0 && unicode.IsSpace(last) {
		s = s[:len(s)-n] + fmt.Sprintf("&#%d;", last)
	}
	if head, ok := strings.CutSuffix(s, "#"); ok { // signs at a heading's end would close it
		s = head + `\#`
	}
	if s != "" && strings.ContainsRune("#+-=:", rune(s[0])) {
		return `\` + s
	}
	if i := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }); i > 0 && (s[i] == '.' || s[i] == ')') {
		return s[:i] + `\` + s[i:]
	}
	return s
}

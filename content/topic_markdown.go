package content

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// section is what stands under one heading.
type section struct {
	line   int // of the heading
	from   int // of what stands first below it
	end    int // the last before the next heading
	blocks []ast.Node
}

// markdown is a Markdown text that stands behind base lines of its file.
type markdown struct {
	src  []byte
	base int
}

// line is the line of the file on which a block begins.
func (m markdown) line(n ast.Node) int {
	return m.base + 1 + bytes.Count(m.src[:max(n.Pos(), 0)], []byte("\n"))
}

// sections cuts the text at its headings and notes those that a topic does not
// have. Only blocks are parsed: what is inside a line stays as it was typed.
func (m markdown) sections(f *faults) map[string]section {
	p := parser.NewParser(parser.WithBlockParsers(parser.DefaultBlockParsers()...))
	found := map[string]section{}
	name, early := "", true
	put := func(change func(*section)) {
		if s, ok := found[name]; ok {
			change(&s)
			found[name] = s
		}
	}
	for n := p.Parse(text.NewReader(m.src)).FirstChild(); n != nil; n = n.NextSibling() {
		h, isHeading := n.(*ast.Heading)
		switch {
		case isHeading:
			put(func(s *section) { s.end = m.line(h) - 1 })
			name, early = f.section(h, string(h.Lines().Value(m.src)), m.line(h), found), false
		case early:
			f.add(m.line(n), "before-sections")
			early = false // said once, not for each paragraph
		default:
			put(func(s *section) {
				if len(s.blocks) == 0 {
					s.from = m.line(n)
				}
				s.blocks = append(s.blocks, n)
			})
		}
	}
	put(func(s *section) { s.end = m.base + 1 + bytes.Count(m.src, []byte("\n")) })
	return found
}

// section opens the section of a heading, and returns its name or nothing.
func (f *faults) section(h *ast.Heading, title string, line int, found map[string]section) string {
	title = strings.TrimSpace(title)
	i := slices.IndexFunc(sections, func(s string) bool { return strings.EqualFold(s, title) })
	if i < 0 || h.Level != 2 {
		f.add(line, "section-unknown", "section", title)
		return ""
	}
	if _, twice := found[sections[i]]; twice {
		f.add(line, "section-twice", "section", sections[i])
		return ""
	}
	found[sections[i]] = section{line: line, from: line + 1, end: line}
	return sections[i]
}

// items are the entries of a section that is one list, each as it was typed
// and on one line.
func (m markdown) items(f *faults, s section, name string) []string {
	var out []string
	for _, block := range s.blocks {
		list, ok := block.(*ast.List)
		if !ok {
			f.add(m.line(block), "not-a-list", "section", name)
			continue
		}
		for item := list.FirstChild(); item != nil; item = item.NextSibling() {
			out = append(out, m.item(f, item, name))
		}
	}
	if len(s.blocks) == 0 {
		f.add(s.line, "section-empty", "section", name)
	}
	return out
}

// item is one entry of a list: one paragraph.
func (m markdown) item(f *faults, item ast.Node, name string) string {
	first := item.FirstChild()
	if first == nil || first.Lines().Len() == 0 || first.NextSibling() != nil {
		f.add(m.line(item), "not-an-item", "section", name)
		return ""
	}
	t := strings.Join(strings.Fields(string(first.Lines().Value(m.src))), " ")
	if pushes(t) {
		f.add(m.line(item), "pushes")
	}
	return t
}

// pushes tells whether a prompt is a piece of advice dressed as a question.
func pushes(prompt string) bool {
	folded := strings.ReplaceAll(strings.ToLower(prompt), "\u2019", "'")
	return strings.Contains(folded, "why don't you")
}

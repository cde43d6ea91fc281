package fhir

import "strings"

// markup is XHTML of our own making. It is of any length and is cleaned as it
// is made, so encoding leaves it as it is.
type markup string

// maxPage is how long a narrative gets, in bytes, with room behind it for what
// stands around it and for the sentence that there is more. R4 gives narratives
// no limit of their own; receivers hold them to that of a string.
const maxPage = maxText - 1<<10

// page is a narrative being written: what a person reads of a resource in a
// system that knows nothing of ours.
type page struct {
	b    strings.Builder
	more string // says where the rest is, once no more fits
	full bool
}

func (m *mapping) page() *page {
	return &page{more: m.label("fhir.text.more")}
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "\n", "<br/>")

func (p *page) put(tag, text string) {
	text = clean(text)
	if text == "" || p.full {
		return
	}
	line := "<" + tag + ">" + escaper.Replace(text) + "</" + tag + ">"
	if p.b.Len()+len(line) > maxPage {
		p.full = true
		line = "<p>" + escaper.Replace(p.more) + "</p>"
	}
	p.b.WriteString(line)
}

func (p *page) heading(text string) { p.put("h3", text) }

// lines are a paragraph each; empty ones are none.
func (p *page) lines(lines ...string) {
	for _, l := range lines {
		p.put("p", l)
	}
}

// chapter is a heading with lines, or nothing where all lines are empty.
func (p *page) chapter(title string, lines []string) {
	if clean(strings.Join(lines, "")) == "" {
		return
	}
	p.heading(title)
	p.lines(lines...)
}

// text is the narrative as R4 has it, or nil where nothing was written.
func (p *page) text() any {
	if p.b.Len() == 0 {
		return nil
	}
	return object{
		"status": "generated",
		"div":    markup(`<div xmlns="http://www.w3.org/1999/xhtml">` + p.b.String() + `</div>`),
	}
}

func (m *mapping) narrative(lines ...string) any {
	p := m.page()
	p.lines(lines...)
	return p.text()
}

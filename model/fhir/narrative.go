package fhir

import "strings"

// markup is XHTML of our own making. It is of any length and is cleaned as it
// is made, so encoding leaves it as it is.
type markup string

// page is a narrative being written: what a person reads of a resource in a
// system that knows nothing of ours.
type page struct{ b strings.Builder }

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "\n", "<br/>")

func (p *page) put(tag, text string) {
	text = clean(text)
	if text == "" {
		return
	}
	p.b.WriteString("<" + tag + ">" + escaper.Replace(text) + "</" + tag + ">")
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

func narrative(lines ...string) any {
	var p page
	p.lines(lines...)
	return p.text()
}

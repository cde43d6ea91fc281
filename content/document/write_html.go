package document

import (
	"bytes"
	_ "embed"
	"fmt"
	"html"
	"strconv"
	"strings"
)

//go:embed page.css
var pageCSS string

// writeHTML writes one page that needs nothing but itself: no script, no
// network, no font of its own. Letters are of this size in points on paper and
// grow with the reader's own setting on a screen.
//
// The page is a table with one cell, because a table's head is the one thing
// that every browser prints again on every page: there stands how far the plan
// has come.
func writeHTML(d Document, points int) []byte {
	var h bytes.Buffer
	fmt.Fprintf(&h, "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", html.EscapeString(d.Language))
	h.WriteString("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
	h.WriteString("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
	fmt.Fprintf(&h, "<title>%s</title>\n<style>\n%s", htmlText(flat(d.Title)), pageCSS)
	// 16 of a browser's pixels are 12 points.
	fmt.Fprintf(&h, "html { font-size: %s%%; }\n@media print { html { font-size: %dpt; } }\n</style>\n</head>\n<body>\n",
		strconv.FormatFloat(float64(points)*100/12, 'f', 1, 64), points)
	h.WriteString("<table class=\"paper\" role=\"presentation\">\n<thead><tr><td><p class=\"standing\">")
	htmlRuns(&h, d.Standing)
	h.WriteString("</p></td></tr></thead>\n<tbody><tr><td>\n<main>\n")
	htmlElement(&h, "h1", d.Title)
	for _, block := range d.Blocks {
		htmlBlock(&h, block)
	}
	h.WriteString("</main>\n</td></tr></tbody>\n</table>\n</body>\n</html>\n")
	return h.Bytes()
}

func htmlBlock(h *bytes.Buffer, block Block) {
	switch block := block.(type) {
	case Heading:
		htmlElement(h, "h"+strconv.Itoa(block.Level), block.Runs)
	case Paragraph:
		if block.Lead {
			h.WriteString("<p class=\"lead\">")
			htmlRuns(h, block.Runs)
			h.WriteString("</p>\n")
			return
		}
		htmlElement(h, "p", block.Runs)
	case List:
		tag := "ul"
		if block.Numbered {
			tag = "ol"
		}
		fmt.Fprintf(h, "<%s>\n", tag)
		for _, item := range block.Items {
			htmlElement(h, "li", item)
		}
		fmt.Fprintf(h, "</%s>\n", tag)
	case Rows:
		class := ""
		if block.Even {
			class = ` class="even"`
		}
		fmt.Fprintf(h, "<dl%s>\n", class)
		htmlRows(h, block.Rows)
		h.WriteString("</dl>\n")
	case Beside:
		for _, pair := range block.Pairs {
			h.WriteString("<dl class=\"beside\">\n")
			htmlRows(h, pair[:])
			h.WriteString("</dl>\n")
		}
	case Sections:
		htmlSections(h, block.Sections)
	case Room:
		h.WriteString("<div class=\"room\">" + strings.Repeat("<hr>", block.Lines) + "</div>\n")
	case Rule:
		h.WriteString("<hr>\n")
	case PageBreak:
		h.WriteString("<div class=\"page\"></div>\n")
	}
}

func htmlRows(h *bytes.Buffer, rows []Row) {
	for _, r := range rows {
		h.WriteString("<div>")
		htmlElement(h, "dt", r.Label)
		htmlElement(h, "dd", r.Value)
		h.WriteString("</div>\n")
	}
}

func htmlSections(h *bytes.Buffer, sections []Section) {
	h.WriteString("<dl>\n")
	for _, s := range sections {
		h.WriteString("<div>")
		htmlElement(h, "dt", s.Label)
		for _, line := range s.Lines {
			htmlElement(h, "dd", line)
		}
		h.WriteString("</div>\n")
	}
	h.WriteString("</dl>\n")
}

func htmlElement(h *bytes.Buffer, tag string, runs []Run) {
	fmt.Fprintf(h, "<%s>", tag)
	htmlRuns(h, runs)
	fmt.Fprintf(h, "</%s>\n", tag)
}

// htmlRuns writes runs. What people typed stands apart from its surroundings,
// so that a line in Arabic doesn't turn the English around it.
func htmlRuns(h *bytes.Buffer, runs []Run) {
	for _, r := range runs {
		if r.Strong {
			h.WriteString("<strong>")
		}
		switch r.Whose {
		case Ours:
			h.WriteString(htmlText(r.Text))
		case Typed:
			fmt.Fprintf(h, "<span class=\"typed\" dir=\"auto\"%s>%s</span>", unknownLanguage(r), htmlText(marked(r)))
		case Quotation:
			fmt.Fprintf(h, "<span class=\"said\" dir=\"auto\"%s>%s</span>", unknownLanguage(r), htmlText(marked(r)))
		}
		if r.Strong {
			h.WriteString("</strong>")
		}
	}
}

func unknownLanguage(r Run) string {
	if r.Foreign {
		return ` lang=""`
	}
	return ""
}

// htmlEscaper escapes what stands between tags and nothing else, so that a
// quotation can be found in the file as it was typed.
var htmlEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// htmlText is text between tags.
func htmlText(s string) string { return htmlEscaper.Replace(s) }

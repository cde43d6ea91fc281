package pdf

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

// write draws the pages and writes everything that a reader needs to show them.
func (s *setter) write(sheets []*sheet) []byte {
	f := newFile()
	catalog, tree := f.reserve(), f.reserve()
	resources := f.reserve()
	s.root.number()
	var pages []int
	var marks []landing
	for i, x := range sheets {
		p := &painter{fonts: s.fonts, page: i}
		p.sheet(x, s.foot(i+1, len(sheets)))
		content := f.stream("", p.out.Bytes())
		page := f.add(fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources %d 0 R/Contents %d 0 R/StructParents %d/Tabs/S>>",
			tree, number(sheetWidth), number(sheetHeight), resources, content, i))
		pages = append(pages, page)
		marks = append(marks, x.landings(page)...)
	}
	f.put(tree, fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(pages), references(pages)))
	f.put(resources, "<</Font<<"+s.writeFonts(f)+">>>>")
	structure := f.writeTree(s.root, pages)
	f.put(catalog, fmt.Sprintf("<</Type/Catalog/Pages %d 0 R/Lang%s/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R"+
		"/ViewerPreferences<</DisplayDocTitle true>>/Metadata %d 0 R%s>>",
		tree, textString(s.doc.Lang), structure, f.raw("/Type/Metadata/Subtype/XML", s.doc.metadata()), f.outline(marks)))
	return f.finish(catalog, f.add(s.doc.info()))
}

// writeFonts writes what is used of each font. That one of the program's own
// can't be cut is a mistake in the program.
func (s *setter) writeFonts(f *file) string {
	var b strings.Builder
	for _, x := range s.fonts.used {
		n, err := f.writeFont(x)
		if err != nil {
			panic("pdf: " + err.Error())
		}
		fmt.Fprintf(&b, "/F%d %d 0 R", x.number, n)
	}
	return b.String()
}

// foot sets the line at the foot of a page.
func (s *setter) foot(page, of int) []placed {
	if s.doc.Footer == nil {
		return nil
	}
	at := sheetText
	at.right = true
	var out []placed
	for _, x := range s.set([]Span{{Text: s.doc.Footer(page, of)}}, foot, &node{}, at) {
		for _, l := range x.lines {
			l.baseline = sheetHeight - footBaseline + float64(len(out))*x.height
			out = append(out, l)
		}
	}
	return out
}

// landing is where a bookmark leads.
type landing struct {
	*bookmark
	page int // object
	top  float64
}

func (x *sheet) landings(page int) []landing {
	var out []landing
	for i, s := range x.strips {
		if s.mark != nil && !x.again[i] {
			out = append(out, landing{s.mark, page, sheetHeight - x.tops[i]})
		}
	}
	return out
}

// outline writes the headings for a reader's side panel, in one row: their
// order is what helps to find something.
func (f *file) outline(marks []landing) string {
	if len(marks) < 2 {
		return ""
	}
	top := f.reserve()
	first := top + 1
	for range marks {
		f.reserve()
	}
	for i, m := range marks {
		var beside string
		if i > 0 {
			beside += fmt.Sprintf("/Prev %d 0 R", first+i-1)
		}
		if i+1 < len(marks) {
			beside += fmt.Sprintf("/Next %d 0 R", first+i+1)
		}
		f.put(first+i, fmt.Sprintf("<</Title%s/Parent %d 0 R/Dest[%d 0 R/XYZ null %s null]%s>>",
			textString(m.title), top, m.page, number(m.top), beside))
	}
	f.put(top, fmt.Sprintf("<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", first, first+len(marks)-1, len(marks)))
	return fmt.Sprintf("/Outlines %d 0 R", top)
}

// info is the old form of the metadata.
func (d Doc) info() string {
	s := "<</Title" + textString(d.Title)
	if !d.Made.IsZero() {
		s += "/CreationDate(D:" + d.Made.UTC().Format("20060102150405") + "Z)"
	}
	return s + ">>"
}

// metadata is the new form. It names nobody, and no program.
func (d Doc) metadata() []byte {
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">` +
		`<dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang="x-default">`)
	_ = xml.EscapeText(&b, []byte(d.Title)) // a builder takes everything
	b.WriteString("</rdf:li></rdf:Alt></dc:title><dc:language><rdf:Bag><rdf:li>")
	_ = xml.EscapeText(&b, []byte(d.Lang))
	b.WriteString("</rdf:li></rdf:Bag></dc:language>")
	if !d.Made.IsZero() {
		b.WriteString("<xmp:CreateDate>" + d.Made.UTC().Format(time.RFC3339) + "</xmp:CreateDate>")
	}
	b.WriteString("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return []byte(b.String())
}

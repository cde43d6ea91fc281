package pdf

import (
	"strconv"
)

// look is how a block's text looks: its size and the height of its lines as
// parts of the body's, and the room above and below it.
type look struct {
	size, leading float64
	above, below  float64
	bold          bool
}

var (
	body     = look{size: 1, leading: 1.5, above: 0.5, below: 0.5}
	lead     = look{size: 1.15, leading: 1.5, above: 0.6, below: 0.6, bold: true}
	item     = look{size: 1, leading: 1.5, above: 0.25, below: 0.25}
	standing = look{size: 1, leading: 1.4, bold: true}
	foot     = look{size: 0.75, leading: 1.4}
	headings = []look{
		{size: 1.6, leading: 1.25, above: 1, below: 0.5, bold: true},
		{size: 1.25, leading: 1.3, above: 1.8, below: 0.6, bold: true},
		{size: 1.05, leading: 1.4, above: 1.3, below: 0.4, bold: true},
	}
)

// Greys of what is drawn beside the text.
const (
	ink   = 0.07
	dark  = 0.4
	light = 0.75
)

// setter makes strips of blocks and the tree of what they mean.
type setter struct {
	*shaper
	doc  Doc
	root *node
	gap  float64 // that the block before wants below it
}

func newSetter(d Doc) *setter {
	return &setter{shaper: newShaper(d.Lang), doc: d, root: &node{tag: "Document", lang: d.Lang}}
}

// em is so many of the body's letters' heights in points.
func (s *setter) em(n float64) float64 { return n * s.doc.Size }

// header sets what stands on each page. It is the first thing that is read, on
// the first page alone.
func (s *setter) header(spans []Span) []strip {
	if plain(spans) == "" {
		return nil
	}
	strips := s.set(spans, standing, s.root.add("P"), sheetText)
	last := &strips[len(strips)-1]
	last.underline(s.em(0.3), 1.5, ink)
	last.height += s.em(0.8)
	return strips
}

func (s *setter) blocks(blocks []Block) []strip {
	var out []strip
	breaks := false
	for i, b := range blocks {
		if _, ok := b.(PageBreak); ok {
			breaks = true
			continue
		}
		strips := s.block(b)
		if len(strips) == 0 {
			continue
		}
		strips[0].breaks, breaks = breaks, false
		keepWith(b, strips, blocks[i+1:])
		if _, ok := b.(Rule); ok && len(out) > 0 { // what is below a line alone on a page is of nothing
			out[len(out)-1].keep = true
		}
		out = append(out, strips...)
	}
	return out
}

// keepWith keeps a block on the page of what comes behind it, where the one is
// nothing without the other.
func keepWith(b Block, strips []strip, behind []Block) {
	last := &strips[len(strips)-1]
	switch b := b.(type) {
	case Paragraph:
		last.keep = last.keep || b.Lead || leadsOn(behind)
	case List: // what is asked, with where the answer goes
		for i := range strips {
			strips[i].keep = strips[i].keep || roomBehind(behind)
		}
	case Rule:
		last.keep = true
	}
}

// roomBehind tells whether there is room to write on next.
func roomBehind(behind []Block) bool {
	if len(behind) == 0 {
		return false
	}
	_, ok := behind[0].(Room)
	return ok
}

// leadsOn tells whether a paragraph says what the list behind it is of.
func leadsOn(behind []Block) bool {
	if len(behind) == 0 {
		return false
	}
	switch behind[0].(type) {
	case List, Table, Room:
		return true
	}
	return false
}

func (s *setter) block(b Block) []strip {
	switch b := b.(type) {
	case Heading:
		return s.heading(b)
	case Paragraph:
		return s.paragraph(b)
	case List:
		return s.list(b)
	case Table:
		return s.table(b)
	case Room:
		return s.roomFor(b.Lines)
	case Rule:
		return s.rule()
	}
	return nil
}

func (s *setter) heading(b Heading) []strip {
	number := min(max(b.Level, 1), 6)
	l := headings[min(number, len(headings))-1]
	strips := s.set(b.Spans, l, s.root.add("H"+strconv.Itoa(number)), sheetText)
	if len(strips) == 0 {
		return nil
	}
	for i := range strips {
		strips[i].keep = true
	}
	if number == 2 {
		strips[len(strips)-1].underline(s.em(0.15), 0.75, dark)
	}
	strips[0].mark = &bookmark{plain(b.Spans), number}
	return s.spaced(strips, l)
}

func (s *setter) paragraph(b Paragraph) []strip {
	l, at, room := body, sheetText, s.em(0.9)
	if b.Lead {
		l = lead
		at.x, at.width = at.x+room, at.width-room
	}
	strips := s.set(b.Spans, l, s.root.add("P"), at)
	if !b.Lead {
		return s.spaced(together(strips), l)
	}
	s.bar(strips, room)
	return s.spaced(whole(strips), l)
}

// bar draws a line beside strips that stand out, at the side where they begin.
func (s *setter) bar(strips []strip, room float64) {
	for i, x := range strips {
		bar := box{x: sheetText.x, width: 3, height: x.height, grey: 0.2}
		if x.lines[0].rtl {
			bar.x += sheetText.width - bar.width
			x.lines[0].x -= room
		}
		strips[i].boxes = append(x.boxes, bar)
	}
}

// rule is a line between two parts.
func (s *setter) rule() []strip {
	line := strip{height: 0.75, boxes: []box{{x: sheetText.x, width: sheetText.width, height: 0.75, grey: dark}}}
	return s.spaced([]strip{line}, look{above: 1.5, below: 1})
}

// handLine is how high a line is that is written by hand: nine millimetres.
const handLine = 25.5

// roomFor is so many lines to write on.
func (s *setter) roomFor(lines int) []strip {
	out := make([]strip, max(lines, 0))
	for i := range out {
		out[i] = strip{height: handLine, boxes: []box{{x: sheetText.x, y: handLine - 0.5, width: sheetText.width, height: 0.5, grey: dark}}}
	}
	return s.spaced(whole(out), body)
}

func (s *setter) list(b List) []strip {
	var into *node
	var out []strip
	indent := s.em(1.3)
	if b.Numbered {
		indent = s.em(0.9 + 0.6*float64(len(strconv.Itoa(len(b.Items)))))
	}
	for i, spans := range b.Items {
		mark := "\u2022"
		if b.Numbered {
			mark = strconv.Itoa(i+1) + "."
		}
		if into == nil {
			into = s.root.add("L")
			into.extra = "/A<</O/List/ListNumbering/" + map[bool]string{true: "Decimal", false: "Disc"}[b.Numbered] + ">>"
		}
		out = append(out, s.item(spans, mark, into.add("LI"), indent)...)
	}
	return out
}

// item sets one thing of a list, its mark at the side where it begins.
func (s *setter) item(spans []Span, mark string, into *node, indent float64) []strip {
	label, text := into.add("Lbl"), into.add("LBody")
	at := sheetText
	at.width -= indent
	strips := s.set(spans, item, text, at)
	if len(strips) == 0 {
		strips = []strip{s.strip(line{}, item, at)}
	}
	first := strips[0].lines[0]
	place := placed{line: s.mark(mark, label, first.rtl), baseline: first.baseline}
	if first.rtl {
		place.x = sheetText.x + at.width + s.em(0.4)
	} else {
		place.x = sheetText.x + indent - s.em(0.4) - place.width
		for i := range strips {
			for j := range strips[i].lines {
				strips[i].lines[j].x += indent
			}
		}
	}
	strips[0].lines = append([]placed{place}, strips[0].lines...)
	return s.spaced(together(strips), item)
}

// mark sets what stands before one thing of a list, in its direction.
func (s *setter) mark(text string, label *node, rtl bool) line {
	x := Span{Text: text}
	p := &paragraph{size: s.em(item.size), spans: []Span{x}, leafs: []*node{label.leaf(x, s.doc.Lang, false)}}
	p.add(0, text)
	if rtl {
		p.base = 1
	}
	p.places, p.level = placesOf(p.shown), levelsOf(p.runes, nil, p.base)
	return s.lines(p, sheetText.width)[0]
}

// spaced gives strips the room that they and what is before them want.
func (s *setter) spaced(strips []strip, l look) []strip {
	if len(strips) > 0 {
		strips[0].above = max(s.gap, s.em(l.above))
		s.gap = s.em(l.below)
	}
	return strips
}

// wholeLines is how many lines a block may have to stay on one page. With more, the
// room that it leaves at a page's end is worse than its being in two.
const wholeLines = 6

// whole keeps a block on one page unless it is long.
func whole(strips []strip) []strip {
	if len(strips) > wholeLines {
		return together(strips)
	}
	for i := range strips[:max(len(strips)-1, 0)] {
		strips[i].keep = true
	}
	return strips
}

// together keeps the first two lines of a block on one page, and the last two.
func together(strips []strip) []strip {
	if n := len(strips); n > 1 {
		strips[0].keep, strips[n-2].keep = true, true
	}
	return strips
}

// set breaks text into lines, one strip each, and puts each span into the tree.
func (s *setter) set(spans []Span, l look, into *node, at frame) []strip {
	var out []strip
	for _, p := range s.paragraphs(spans, into) {
		p.size, p.bold = s.em(l.size), l.bold
		for _, x := range s.lines(p, max(at.width, p.size)) {
			out = append(out, s.strip(x, l, at))
		}
	}
	return out
}

// strip gives a line its place.
func (s *setter) strip(x line, l look, at frame) strip {
	height := max(s.em(l.size*l.leading), x.ascent+x.descent)
	place := placed{line: x, x: at.x, baseline: (height-x.ascent-x.descent)/2 + x.ascent}
	if x.rtl && !at.left || at.right {
		place.x = at.x + at.width - x.width
	}
	return strip{height: height, lines: []placed{place}}
}

package pdf

import (
	"bytes"
	"cmp"
	"fmt"
	"iter"
	"math"
	"slices"
)

// painter writes what is seen on one page.
type painter struct {
	out   bytes.Buffer
	fonts *fontSet
	page  int
	marks int
}

// drawing is a part of a line with its place on the page, and its leaf.
type drawing struct {
	part
	x, y float64
	leaf *node
}

// sheet draws a page. First comes what is no part of the text, then the text in
// the order in which it is read, whatever stands beside what.
func (p *painter) sheet(x *sheet, foot []placed) {
	var text, beside []drawing
	for i, s := range x.strips {
		for _, b := range s.boxes {
			p.box(b, x.tops[i])
		}
		for _, l := range s.lines {
			for _, d := range l.drawings(x.tops[i]) {
				if x.again[i] {
					beside = append(beside, d)
				} else {
					text = append(text, d)
				}
			}
		}
	}
	p.artifact("Header", beside)
	for _, l := range foot {
		p.artifact("Footer", l.drawings(0))
	}
	slices.SortStableFunc(text, func(a, b drawing) int { return cmp.Compare(a.leaf.order, b.leaf.order) })
	for len(text) > 0 {
		n := 1
		for n < len(text) && text[n].leaf == text[0].leaf {
			n++
		}
		p.marked(text[0].leaf, text[:n])
		text = text[n:]
	}
}

func (l placed) drawings(top float64) []drawing {
	var out []drawing
	for _, x := range l.parts {
		out = append(out, drawing{x, l.x + x.x, sheetHeight - top - l.baseline, x.p.leafs[x.span]})
	}
	return out
}

// box fills a rectangle.
func (p *painter) box(b box, top float64) {
	fmt.Fprintf(&p.out, "/Artifact BMC %s g %s %s %s %s re f EMC\n", number(b.grey), number(b.x),
		number(sheetHeight-top-b.y-b.height), number(b.width), number(b.height))
}

// artifact draws what is no part of the text.
func (p *painter) artifact(kind string, text []drawing) {
	if len(text) == 0 {
		return
	}
	fmt.Fprintf(&p.out, "/Artifact<</Type/Pagination/Subtype/%s>>BDC\n", kind)
	for _, d := range text {
		p.draw(d)
	}
	p.out.WriteString("EMC\n")
}

// marked draws what belongs to a leaf.
func (p *painter) marked(leaf *node, text []drawing) {
	leaf.marks = append(leaf.marks, mark{p.page, p.marks})
	fmt.Fprintf(&p.out, "/%s<</MCID %d>>BDC\n", leaf.parent.tag, p.marks)
	p.marks++
	for _, d := range text {
		p.draw(d)
	}
	p.out.WriteString("EMC\n")
}

// draw writes the glyphs of a part, word by word in the order of the text.
func (p *painter) draw(d drawing) {
	p.fonts.number(d.face)
	size := d.p.size
	p.out.WriteString("BT\n")
	fmt.Fprintf(&p.out, "%s g/F%d %s Tf %s %s Td\n", number(ink), d.face.number, number(size), number(d.x), number(d.y))
	s := shower{out: &p.out, face: d.face, text: d.p.runes, size: size}
	if d.bold && d.face.outline {
		s.fill = 2
		fmt.Fprintf(&p.out, "%s G %s w 2 Tr\n", number(ink), number(size*outlineWidth))
	}
	left := 0.0
	if d.level.rtl() {
		left = d.width() / size
	}
	for word := range words(d.clusters, d.p.runes) {
		width := 0.0
		for _, c := range word {
			width += c.width
		}
		if d.level.rtl() {
			left -= width
			s.leftward(word, left)
			continue
		}
		s.rightward(word, left)
		left += width
	}
	s.flush()
	if s.rise != 0 { // or what comes next would stand as high
		p.out.WriteString("0 Ts\n")
	}
	if s.fill != 0 {
		p.out.WriteString("0 Tr ")
	}
	p.out.WriteString("ET\n")
}

// outlineWidth is how thick the line round a letter is that makes it bold, in
// ems.
const outlineWidth = 0.03

// words cuts clusters where blanks begin and end.
func words(clusters []cluster, text []rune) iter.Seq[[]cluster] {
	return func(yield func([]cluster) bool) {
		for len(clusters) > 0 {
			n := 1
			for first := blank(clusters[0].in(text)); n < len(clusters) && blank(clusters[n].in(text)) == first; {
				n++
			}
			if !yield(clusters[:n]) {
				return
			}
			clusters = clusters[n:]
		}
	}
}

// in is a cluster's text.
func (c cluster) in(text []rune) []rune { return text[c.from:c.to] }

// shower gathers glyphs into as few operators as can be. Its measures are ems.
type shower struct {
	out  *bytes.Buffer
	face *face
	text []rune
	size float64
	at   float64 // where the reader's pen is
	rise float64
	fill int  // how letters are drawn: 0 filled, 2 with a line round them
	open bool // within <
	any  bool // within [
}

// rightward shows a word from left on. Where its glyphs don't say its text by
// themselves, the text stands beside them.
func (s *shower) rightward(word []cluster, left float64) {
	says := true
	for _, c := range word {
		says = s.face.says(c, string(c.in(s.text))) && says
	}
	show := func() {
		for _, c := range word {
			s.cluster(c, left)
			left += c.width
		}
	}
	if says {
		show()
		return
	}
	s.instead(string(s.text[word[0].from:word[len(word)-1].to]), show)
}

// leftward shows a word that runs from right to left, from its left end on: a
// program that takes text out of pages expects letters as they stand and turns
// them round one by one. Where a drawing is not one letter on the line, as with
// ligatures and vowel marks, that would go wrong, so there the letters are laid
// over it unseen. What is read aloud is in the structure, in its own order.
func (s *shower) leftward(word []cluster, left float64) {
	plain, at := true, left
	for _, c := range word {
		plain = s.face.says(c, string(c.in(s.text))) && c.to-c.from == 1 && c.glyphs[0].y == 0 && plain
	}
	show := func() {
		for _, c := range slices.Backward(word) {
			s.cluster(c, at)
			at += c.width
		}
	}
	if plain {
		show()
		return
	}
	s.instead("", show)
	s.unseen(s.text[word[0].from:word[len(word)-1].to], left, at-left)
}

// instead shows glyphs that another text is read for.
func (s *shower) instead(text string, show func()) {
	s.flush()
	fmt.Fprintf(s.out, "/Span<</ActualText%s>>BDC\n", textString(text))
	show()
	s.flush()
	s.out.WriteString("EMC\n")
}

// unseen lays letters over a width, the first at its right end, each as wide as
// the others.
func (s *shower) unseen(text []rune, left, width float64) {
	id, _ := s.face.glyphs.NominalGlyph(' ')
	s.face.says(cluster{glyphs: []glyph{{id: id}}}, " ")
	step := max(width/float64(len(text)), 0.001)
	fmt.Fprintf(s.out, "[%s]TJ 3 Tr %s Tz 0 Ts\n", number((s.at-left)*1000), number(100*step/s.face.width(id)))
	for _, r := range slices.Backward(text) {
		fmt.Fprintf(s.out, "/Span<</ActualText%s>>BDC<%04X>Tj EMC\n", textString(string(r)), id)
	}
	fmt.Fprintf(s.out, "%d Tr 100 Tz\n", s.fill)
	s.at, s.rise = left+width, 0
}

// cluster shows the glyphs of a cluster from left on.
func (s *shower) cluster(c cluster, left float64) {
	for _, g := range c.glyphs {
		s.glyph(g, left+g.x)
		left += g.advance
	}
}

func (s *shower) glyph(g glyph, x float64) {
	if math.Abs(g.y-s.rise) > 0.0005 {
		s.flush()
		fmt.Fprintf(s.out, "%s Ts\n", number(g.y*s.size))
		s.rise = g.y
	}
	if !s.any {
		s.out.WriteByte('[')
		s.any = true
	}
	if back := math.Round((s.at - x) * 1000); back != 0 {
		s.shut()
		s.out.WriteString(number(back))
		s.at -= back / 1000
	}
	if !s.open {
		s.out.WriteByte('<')
		s.open = true
	}
	s.out.Write([]byte{hexDigits[g.id>>12&15], hexDigits[g.id>>8&15], hexDigits[g.id>>4&15], hexDigits[g.id&15]})
	s.at += s.face.width(g.id)
}

// shut ends a string of glyphs, and flush the operator.
func (s *shower) shut() {
	if s.open {
		s.out.WriteByte('>')
		s.open = false
	}
}

func (s *shower) flush() {
	s.shut()
	if s.any {
		s.out.WriteString("]TJ\n")
		s.any = false
	}
}

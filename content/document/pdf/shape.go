package pdf

import (
	"cmp"
	"slices"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
)

// run is some characters of a paragraph that are shaped at once: one font, one
// script, one level, one span.
type run struct {
	from, to int
	face     *face
	script   language.Script
	level    level
	span     int
	bold     bool
	unheld   bool // a sign stands in the place of each grapheme
	clusters []cluster
}

// cluster is the least that can be told apart: some characters and the glyphs
// that show them, from left to right. Clusters stand in the order of the text.
type cluster struct {
	from, to int
	glyphs   []glyph
	width    float64 // ems
}

// glyph is one drawing of a font, moved from the pen by x and y, in ems.
type glyph struct {
	id            font.GID
	advance, x, y float64
}

// shaper turns characters into glyphs.
type shaper struct {
	fonts  *fontSet
	lang   string
	buffer *harfbuzz.Buffer
}

func newShaper(lang string) *shaper {
	b := harfbuzz.NewBuffer()
	b.Flags = harfbuzz.RemoveDefaultIgnorables
	return &shaper{fonts: newFontSet(), lang: lang, buffer: b}
}

// runs cuts a paragraph where font, script, level or span change, and shapes
// each piece.
func (s *shaper) runs(p *paragraph) []*run {
	var out []*run
	var last *face
	around := firstScript(p.runes)
	for from, to := range p.signs() {
		own := scriptOf(p.shown[from:to])
		around = cmp.Or(own, around)
		f := s.fonts.choose(p.shown[from:to], own, around, p.boldAt(from), last)
		if f != nil {
			out, last = p.extend(out, run{from: from, to: to, face: f, script: around}), f
			continue
		}
		for i := from; i < to; i++ {
			out = p.extend(out, s.alone(p, i, around, last))
		}
	}
	for _, r := range out {
		s.shape(p, r)
	}
	return out
}

// alone gives one character of a sign that no font holds as a whole: they stand
// beside one another, each in the font that holds it.
func (s *shaper) alone(p *paragraph, i int, around language.Script, last *face) run {
	text := p.shown[i : i+1]
	r := run{from: i, to: i + 1, script: around}
	r.face = s.fonts.choose(text, scriptOf(text), around, p.boldAt(i), last)
	if r.face == nil {
		s.fonts.lacks(text[0])
		r.face, r.unheld = s.fonts.face(bodyFamily, p.boldAt(i)), true
	}
	return r
}

// extend adds a piece to runs, to the last one where they are alike.
func (p *paragraph) extend(runs []*run, next run) []*run {
	next.span, next.level, next.bold = p.of[next.from], p.level[next.from], p.boldAt(next.from)
	if n := len(runs); n > 0 && runs[n-1].goesOn(&next) {
		runs[n-1].to = next.to
		return runs
	}
	return append(runs, &run{
		from: next.from, to: next.to, face: next.face, script: next.script,
		level: next.level, span: next.span, bold: next.bold, unheld: next.unheld,
	})
}

func (r *run) goesOn(next *run) bool {
	return r.face == next.face && r.script == next.script && r.level == next.level && r.span == next.span &&
		!r.unheld && !next.unheld
}

// shape fills a run's clusters.
func (s *shaper) shape(p *paragraph, r *run) {
	if r.unheld {
		id, _ := r.face.glyphs.NominalGlyph(notHeld)
		w := r.face.width(id)
		r.clusters = []cluster{{from: r.from, to: r.to, glyphs: []glyph{{id: id, advance: w}}, width: w}}
		return
	}
	b := s.buffer
	b.Clear()
	b.AddRunes(p.shown, r.from, r.to-r.from)
	b.Props = harfbuzz.SegmentProperties{Language: s.language(p.spans[r.span]), Script: r.script, Direction: harfbuzz.LeftToRight}
	b.ClusterLevel = harfbuzz.MonotoneGraphemes
	if r.level.rtl() {
		// Readers turn these round sign by sign, vowel marks too.
		b.Props.Direction, b.ClusterLevel = harfbuzz.RightToLeft, harfbuzz.MonotoneCharacters
	}
	b.Shape(r.face.shaper, nil)
	r.clusters = clustersOf(b, r)
	for i := range r.clusters {
		if c := &r.clusters[i]; p.runes[c.from] == '\t' {
			c.width *= tabBlanks
		}
	}
}

// tabBlanks is how many blanks a tab is as wide as.
const tabBlanks = 4

func (s *shaper) language(x Span) language.Language {
	if x.Lang != "" {
		return language.NewLanguage(x.Lang)
	}
	return language.NewLanguage(s.lang)
}

// clustersOf gathers the glyphs that a run was shaped to. What shows nothing
// belongs to the cluster before it, and at the beginning to the one behind.
func clustersOf(b *harfbuzz.Buffer, r *run) []cluster {
	rtl, upem := r.level.rtl(), r.face.upem
	glyphs := make([]glyph, len(b.Info))
	for i, pos := range b.Pos {
		glyphs[i] = glyph{b.Info[i].Glyph, float64(pos.XAdvance) / upem, float64(pos.XOffset) / upem, float64(pos.YOffset) / upem}
	}
	out := make([]cluster, 0, len(glyphs))
	for from := 0; from < len(glyphs); {
		to := from + 1
		for to < len(glyphs) && b.Info[to].Cluster == b.Info[from].Cluster {
			to++
		}
		c := cluster{from: b.Info[from].Cluster, glyphs: glyphs[from:to:to]}
		for _, g := range c.glyphs {
			c.width += g.advance
		}
		out = append(out, c)
		from = to
	}
	if len(out) == 0 {
		return []cluster{{from: r.from, to: r.to}}
	}
	if rtl {
		// Glyphs come from left to right, clusters from the text's start.
		slices.Reverse(out)
	}
	out = inOrder(out, rtl)
	out[0].from = r.from
	for i := range out {
		out[i].to = r.to
		if i+1 < len(out) {
			out[i].to = out[i+1].from
		}
	}
	return out
}

// inOrder joins clusters that the shaper put into another order than the text.
func inOrder(clusters []cluster, rtl bool) []cluster {
	out := clusters[:0]
	for _, c := range clusters {
		for len(out) > 0 && out[len(out)-1].from >= c.from {
			before := out[len(out)-1]
			out = out[:len(out)-1]
			left, right := before.glyphs, c.glyphs
			if rtl {
				left, right = right, left
			}
			c.glyphs, c.width = slices.Concat(left, right), before.width+c.width
		}
		out = append(out, c)
	}
	return out
}

// scriptOf is the script of a grapheme, or 0 where it goes with any.
func scriptOf(grapheme []rune) language.Script {
	for _, r := range grapheme {
		switch s := language.LookupScript(r); s {
		case language.Common, language.Inherited, language.Unknown:
		default:
			return s
		}
	}
	return 0
}

// firstScript is the script that a text's first blanks and figures go with.
func firstScript(text []rune) language.Script {
	if s := scriptOf(text); s != 0 {
		return s
	}
	return language.Latin
}

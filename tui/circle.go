package tui

import (
	"slices"
	"strings"

	"ownwords/model"
	"ownwords/tui/kit"
)

// circle is who is in somebody's life, to be drawn: a box in a box for each ring
// in which there is anybody, and the person in the innermost. It holds words
// and nothing that leads further, so that it can stand on a turned screen.
type circle struct {
	in    map[model.Closeness][]string // what stands in each ring, for each that is there
	brief map[model.Closeness][]string // the same in few words
	word  map[model.Closeness]string   // what each ring is called
	inner string                       // what stands in the middle
	// empty has every ring drawn, whether or not anybody is in it.
	empty bool
}

// signs are what the boxes are drawn with.
type signs struct{ topLeft, topRight, bottomLeft, bottomRight, side, rule, foot string }

func signsOf(g kit.Glyphs) signs {
	if g.Rule == "-" {
		return signs{"+", "+", "+", "+", "|", "-", "+"}
	}
	return signs{"╭", "╮", "╰", "╯", "│", g.Rule, "┴"}
}

// rows draws the circle so wide: box in box in at most so many rows, else all
// boxes on one line in so many, in few words at last. Without room even for that
// there is none.
func (c *circle) rows(look *kit.Look, width, boxed, most int) []string {
	drawn := slices.DeleteFunc(slices.Clone(rings), func(r model.Closeness) bool {
		return !c.empty && r != model.Closest && len(c.in[r]) == 0
	})
	for _, b := range []boxes{{names: c.in, most: boxed}, {names: c.in, standing: true, most: most}, {names: c.brief, standing: true, most: most}} {
		b.circle, b.look, b.signs = c, look, signsOf(look.Styles.Glyphs)
		rows := b.rows(drawn, width)
		if b.standing {
			rows = append(rows, b.ground(len(drawn), width))
		}
		if len(rows) <= b.most {
			return rows
		}
	}
	return nil
}

// inWords tells the rings from the middle out, each with who is in it: for a
// window that has no room for the drawing.
func (c *circle) inWords(tell func(ring string, names []string)) {
	for _, ring := range slices.Backward(rings) {
		names := c.in[ring]
		if ring == model.Closest {
			names = append([]string{c.inner}, names...)
		}
		if len(names) > 0 {
			tell(c.word[ring], names)
		}
	}
}

// boxes draw a circle.
type boxes struct {
	*circle
	look *kit.Look
	signs
	names    map[model.Closeness][]string
	standing bool // on one line, and with none below each of them
	most     int  // rows
}

// rows draws the outermost of these rings with all the others in it.
func (b *boxes) rows(rings []model.Closeness, width int) []string {
	if len(rings) == 0 {
		return nil
	}
	m, inner := b.look.Measure, width-4
	word := m.Cut(b.word[rings[0]], width-8)
	top := b.topLeft + b.rule + " " + word + " " + strings.Repeat(b.rule, width-5-m.Width(word)) + b.topRight
	rows := []string{top}
	for _, row := range append(b.namesIn(rings[0], inner), b.rows(rings[1:], inner)...) {
		rows = append(rows, b.side+" "+fit(m, row, inner)+" "+b.side)
	}
	if b.standing {
		return rows
	}
	return append(rows, b.bottomLeft+strings.Repeat(b.rule, width-2)+b.bottomRight)
}

// ground is the line on which so many boxes stand.
func (b *boxes) ground(n, width int) string {
	between := n - 1
	return b.bottomLeft + strings.Repeat(b.rule+b.foot, between) + strings.Repeat(b.rule, width-2-4*between) +
		strings.Repeat(b.foot+b.rule, between) + b.bottomRight
}

// namesIn are the names of a ring, beside each other while there is room; in
// the innermost the person stands behind them, in the middle if that is free.
func (b *boxes) namesIn(r model.Closeness, width int) []string {
	m := b.look.Measure
	var rows []string
	row := ""
	for _, name := range b.names[r] {
		lines := m.Wrap(name, width)
		switch {
		case row == "":
		case len(lines) == 1 && m.Width(row)+3+m.Width(name) <= width:
			row += "   " + name
			continue
		default:
			rows = append(rows, row)
		}
		last := len(lines) - 1
		rows, row = append(rows, lines[:last]...), lines[last]
	}
	if r != model.Closest {
		return append(rows, row)
	}
	inner := m.Short(kit.Drawn(b.inner), width, b.look.Styles.Glyphs.More)
	middle := (width - m.Width(inner)) / 2
	if row != "" && m.Width(row)+3 > middle {
		rows, row = append(rows, row), ""
	}
	return append(rows, fit(m, row, middle)+inner)
}

// fit is a text of exactly so many cells, cut or filled up.
func fit(m kit.Measure, s string, cells int) string {
	s = m.Cut(s, cells)
	return s + strings.Repeat(" ", max(0, cells-m.Width(s)))
}

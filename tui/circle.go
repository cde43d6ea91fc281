package tui

import (
	"slices"
	"strings"

	"ownwords/model"
	"ownwords/tui/kit"
)

// rings are those of the circle from the outermost in.
var rings = []model.Closeness{model.Paid, model.Around, model.Close, model.Closest}

// circle draws who is in somebody's life: a box in a box for each ring in which
// there is anybody, and the person in the innermost.
type circle struct {
	look  *kit.Look
	width int                              // cells of the outermost box
	ring  func(model.Closeness) string     // what a ring is called
	name  func(*model.Relationship) string // what stands for somebody
	inner string                           // what stands in the middle
	of    map[model.Closeness][]string     // set by rows
	signs struct{ corners, side, rule string }
}

// rows draws the circle of these people, whoever is not to be contacted and
// whoever has no place in it left out.
func (c *circle) rows(people []*model.Relationship) []string {
	c.of = c.inRings(people)
	c.signs.corners, c.signs.side, c.signs.rule = "╭╮╰╯", "│", c.look.Styles.Glyphs.Rule
	if c.signs.rule == "-" {
		c.signs.corners, c.signs.side = "++++", "|"
	}
	drawn := slices.DeleteFunc(slices.Clone(rings), func(r model.Closeness) bool {
		return r != model.Closest && len(c.of[r]) == 0
	})
	return c.box(drawn, c.width)
}

func (c *circle) inRings(people []*model.Relationship) map[model.Closeness][]string {
	of := map[model.Closeness][]string{}
	for _, x := range people {
		if !x.NotToContact && x.Close != model.NoRing {
			of[x.Close] = append(of[x.Close], kit.Drawn(c.name(x)))
		}
	}
	return of
}

// inWords tells the rings from the middle out, each with who is in it: for a
// window that has no room for the drawing.
func (c *circle) inWords(people []*model.Relationship, tell func(ring string, names []string)) {
	of := c.inRings(people)
	of[model.Closest] = append([]string{c.inner}, of[model.Closest]...)
	for _, ring := range slices.Backward(rings) {
		if len(of[ring]) > 0 {
			tell(c.ring(ring), of[ring])
		}
	}
}

// box draws the outermost of these rings with all the others in it.
func (c *circle) box(rings []model.Closeness, width int) []string {
	if len(rings) == 0 {
		return nil
	}
	m, inner := c.look.Measure, width-4
	corners := []rune(c.signs.corners)
	word := m.Cut(c.ring(rings[0]), width-8)
	top := string(corners[0]) + c.signs.rule + " " + word + " " +
		strings.Repeat(c.signs.rule, width-5-m.Width(word)) + string(corners[1])
	rows := c.namesIn(rings[0], inner)
	rows = append(rows, c.box(rings[1:], inner)...)
	for i, row := range rows {
		rows[i] = c.signs.side + " " + fit(m, row, inner) + " " + c.signs.side
	}
	bottom := string(corners[2]) + strings.Repeat(c.signs.rule, width-2) + string(corners[3])
	return slices.Concat([]string{top}, rows, []string{bottom})
}

// namesIn are the names of a ring, beside each other while there is room; in
// the innermost the person stands behind them, in the middle if that is free.
func (c *circle) namesIn(r model.Closeness, width int) []string {
	m := c.look.Measure
	var rows []string
	row := ""
	for _, name := range c.of[r] {
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
	inner := m.Short(kit.Drawn(c.inner), width, c.look.Styles.Glyphs.More)
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

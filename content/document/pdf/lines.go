package pdf

import (
	"slices"
)

// line is one line of a paragraph.
type line struct {
	parts []part // in the order of the text
	width float64
	// ascent and descent are the room its letters need, in points.
	ascent, descent float64
	rtl             bool
}

// part is some clusters of a run within a line, drawn from x on, in points from
// the line's left end.
type part struct {
	*run
	p        *paragraph
	clusters []cluster
	level    level
	x        float64
}

func (x part) width() float64 {
	w := 0.0
	for _, c := range x.clusters {
		w += c.width
	}
	return w * x.p.size
}

// atom is one cluster as lines are filled with it.
type atom struct {
	run   *run
	index int
}

func (a atom) cluster() cluster { return a.run.clusters[a.index] }

// lines shapes a paragraph and breaks it to a width in points.
func (s *shaper) lines(p *paragraph, width float64) []line {
	var atoms []atom
	for _, r := range s.runs(p) {
		for i := range r.clusters {
			atoms = append(atoms, atom{r, i})
		}
	}
	var out []line
	for _, x := range fill(atoms, p.places, p, width) {
		out = append(out, s.line(p, atoms[x.from:x.to]))
	}
	if len(out) == 0 {
		out = append(out, s.line(p, nil))
	}
	return out
}

// fill tells which atoms stand on each line: as many as fit, broken where a
// line may begin, and within a word only where the word is wider than a line.
// Blanks at the end of a line may stand out.
func fill(atoms []atom, places []place, p *paragraph, width float64) []stretch {
	var out []stretch
	start, word, whole := 0, 0, 0 // where the line, its last word and its last sign begin
	at := 0.0
	for i := 0; i < len(atoms); i++ {
		c := atoms[i].cluster()
		switch places[c.from] {
		case free:
			word, whole = i, i
		case sign:
			whole = i
		case within:
		}
		at += c.width * p.size
		if at <= width+0.01 || blank(c.in(p.runes)) {
			continue
		}
		end := word
		if end <= start {
			end = whole
		}
		if end <= start {
			continue
		}
		out = append(out, stretch{start, end})
		start, word, whole, i, at = end, end, end, end-1, 0
	}
	if start < len(atoms) {
		out = append(out, stretch{start, len(atoms)})
	}
	return out
}

func blank(text []rune) bool {
	for _, r := range text {
		if r != ' ' && r != '\t' {
			return false
		}
	}
	return true
}

// line puts atoms on a line, in the order in which they are seen.
func (s *shaper) line(p *paragraph, atoms []atom) line {
	body := s.fonts.face(bodyFamily, false)
	l := line{ascent: body.ascent * p.size, descent: body.descent * p.size, rtl: p.base.rtl()}
	end := len(atoms)
	for end > 0 && blank(atoms[end-1].cluster().in(p.runes)) {
		end--
	}
	l.parts = p.parts(atoms[:end], nil)
	text := len(l.parts)
	l.parts = p.parts(atoms[end:], l.parts)
	for i := range l.parts {
		x := &l.parts[i]
		l.ascent = max(l.ascent, x.face.ascent*p.size)
		l.descent = max(l.descent, x.face.descent*p.size)
		if i < text {
			l.width += x.width()
		} else {
			x.level = p.base
		}
	}
	l.order(p.base, text)
	return l
}

// parts adds atoms to parts, those of one run as one.
func (p *paragraph) parts(atoms []atom, to []part) []part {
	for len(atoms) > 0 {
		r, n := atoms[0].run, 1
		for n < len(atoms) && atoms[n].run == r {
			n++
		}
		from := atoms[0].index
		to = append(to, part{run: r, p: p, clusters: r.clusters[from : from+n], level: r.level})
		atoms = atoms[n:]
	}
	return to
}

// order finds where each part stands (UAX #9, L2). Blanks at the end of a line
// hang out of it at the side where it ends.
func (l *line) order(base level, text int) {
	seen := make([]int, len(l.parts))
	var deepest level
	for i, x := range l.parts {
		seen[i] = i
		deepest = max(deepest, x.level)
	}
	for at := deepest; at > 0; at-- {
		for i := 0; i < len(seen); {
			j := i
			for j < len(seen) && l.parts[seen[j]].level >= at {
				j++
			}
			slices.Reverse(seen[i:j])
			i = max(j, i+1)
		}
	}
	x := 0.0
	if base.rtl() {
		for _, part := range l.parts[text:] {
			x -= part.width()
		}
	}
	for _, i := range seen {
		l.parts[i].x = x
		x += l.parts[i].width()
	}
}

package pdf

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// paragraph is text between two line feeds, ready to be shaped.
type paragraph struct {
	runes  []rune
	shown  []rune  // the same, with a blank for a tab
	spans  []Span  // what it is made of
	leafs  []*node // where each span stands in the structure
	of     []int   // which span a character belongs to
	places []place
	base   level
	level  []level
	size   float64 // points
	bold   bool
}

// signs gives the beginning and end of each sign.
func (p *paragraph) signs() iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		for from := 0; from < len(p.runes); {
			to := from + 1
			for to < len(p.runes) && p.places[to] == within {
				to++
			}
			if !yield(from, to) {
				return
			}
			from = to
		}
	}
}

func (p *paragraph) boldAt(i int) bool { return p.bold || p.spans[p.of[i]].Bold }

// paragraphs cuts spans at their line feeds. Text with nothing to see has none.
func (s *setter) paragraphs(spans []Span, into *node) []*paragraph {
	if plain(spans) == "" {
		return nil
	}
	now := &paragraph{spans: spans}
	out := []*paragraph{now}
	for i, x := range spans {
		for j, text := range strings.Split(feeds.Replace(x.Text), "\n") {
			if j > 0 {
				now = &paragraph{spans: spans}
				out = append(out, now)
			}
			now.add(i, text)
		}
	}
	turned := make([]bool, len(spans))
	for _, p := range out {
		apart := p.apart()
		p.base = baseLevel(p.runes, apart, languageLevel(s.doc.Lang))
		p.level, p.places = levelsOf(p.runes, apart, p.base), placesOf(p.shown)
		for i, l := range p.level {
			turned[p.of[i]] = turned[p.of[i]] || l.rtl()
		}
	}
	leafs := make([]*node, len(spans))
	for i, x := range spans {
		leafs[i] = into.leaf(x, s.doc.Lang, turned[i])
	}
	for _, p := range out {
		p.leafs = leafs
	}
	return out
}

// feeds are the signs that begin a new line.
var feeds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// add puts text of a span at a paragraph's end.
func (p *paragraph) add(span int, text string) {
	for _, r := range text {
		p.runes = append(p.runes, r)
		if r == '\t' {
			r = ' '
		}
		p.shown = append(p.shown, r)
		p.of = append(p.of, span)
	}
}

// apart are the stretches that keep their direction to themselves.
func (p *paragraph) apart() []stretch {
	var out []stretch
	for from := 0; from < len(p.of); {
		to := from + 1
		for to < len(p.of) && p.of[to] == p.of[from] {
			to++
		}
		if p.spans[p.of[from]].Apart {
			out = append(out, stretch{from, to})
		}
		from = to
	}
	return out
}

// plain is the text of spans, or nothing where they are only blanks.
func plain(spans []Span) string {
	var b strings.Builder
	for _, x := range spans {
		b.WriteString(x.Text)
	}
	if strings.TrimFunc(b.String(), unicode.IsSpace) == "" {
		return ""
	}
	return b.String()
}

// languageLevel is the direction in which a language is written.
func languageLevel(lang string) level {
	main, _, _ := strings.Cut(strings.ToLower(lang), "-")
	switch main {
	case "ar", "ckb", "fa", "he", "ps", "sd", "ug", "ur", "yi":
		return 1
	}
	return 0
}

// place tells what may happen before a character.
type place uint8

const (
	within place = iota // a sign
	sign                // begins a sign, as a reader would count them
	free                // begins a sign, and a line may begin (UAX #14)
)

// placesOf tells of each character what may happen before it.
func placesOf(text []rune) []place {
	out := make([]place, len(text)+1)
	rest, state, at, next := string(text), -1, 0, free
	for rest != "" {
		var cluster string
		var how int
		cluster, rest, how, state = uniseg.StepString(rest, state)
		out[at] = next
		at += utf8.RuneCountInString(cluster)
		next = sign
		if how&uniseg.MaskLine != uniseg.LineDontBreak {
			next = free
		}
	}
	return out
}

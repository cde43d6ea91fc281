package kit

import (
	"slices"
	"strings"
)

// Match is where something that was looked for stands in a text: bytes, at ends of graphemes.
type Match struct{ From, To int }

// Matches are all places, none over another, at which a text has what is looked for, accents and case aside. A match takes
// in the whole of every grapheme that it touches. Nothing is looked for by an empty query.
func Matches(text, query string) []Match {
	query = Fold(query)
	if query == "" || !strings.Contains(Fold(text), query) {
		return nil
	}
	var folded strings.Builder
	var begins []int // for each byte of what is folded, where its grapheme begins in the text
	var ends []int
	for i, c := range (Measure{}).Clusters(text) {
		f := Fold(c)
		folded.WriteString(f)
		for range len(f) {
			begins, ends = append(begins, i), append(ends, i+len(c))
		}
	}
	var all []Match
	for at, last := 0, 0; ; {
		i := strings.Index(folded.String()[at:], query)
		if i < 0 {
			return all
		}
		i += at
		at = i + len(query)
		if m := (Match{begins[i], ends[at-1]}); m.From >= last {
			all = append(all, m)
			last = m.To
		}
	}
}

// Around cuts a text to so many cells with a match in view, in square brackets so that it is told without a tone, and
// returns where the brackets and what is in them stand then. What is left out at either end shows as more.
func (m Measure) Around(text string, match Match, cells int, more string) (string, Match) {
	found := "[" + m.Cut(text[match.From:match.To], cells-2) + "]"
	room := cells - m.Width(found)
	ahead, behind := text[:match.From], text[match.To:]
	if m.Width(ahead)+m.Width(behind) > room {
		ahead = m.tail(ahead, max(min(room, m.Width(more)), room/3, room-m.Width(behind)), more)
		behind = m.Short(behind, room-m.Width(ahead), more)
	}
	return ahead + found + behind, Match{len(ahead), len(ahead) + len(found)}
}

// tail is as much of the end of s as fits into n cells, from the beginning of a word if there is one, with the sign that
// there is more.
func (m Measure) tail(s string, n int, more string) string {
	if m.Width(s) <= n {
		return s
	}
	if n < m.Width(more) {
		return ""
	}
	over := m.Width(s) - n + m.Width(more)
	from := 0
	for i, c := range m.Clusters(s) {
		if from = i; over <= 0 {
			break
		}
		over -= m.Width(c)
		from = i + len(c)
	}
	if i := strings.IndexByte(s[from:], ' '); i >= 0 && i+1 < len(s)-from {
		from += i + 1
	}
	return more + s[from:]
}

// Named are those of which one of their names can be the one that was typed, accents and case aside: who is called just
// that, else all in whose name it stands. Nothing typed is everybody's.
func Named[T any](all []T, typed string, names func(T) []string) []T {
	typed = Fold(strings.TrimSpace(typed))
	called := func(fits func(string) bool) []T {
		return slices.DeleteFunc(slices.Clone(all), func(x T) bool {
			return !slices.ContainsFunc(names(x), func(name string) bool { return fits(Fold(name)) })
		})
	}
	if just := called(func(name string) bool { return typed != "" && name == typed }); len(just) > 0 {
		return just
	}
	return called(func(name string) bool { return strings.Contains(name, typed) })
}

package kit

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Wrap lays s out in rows of at most width cells, broken at blanks, and returns them without the blanks at their ends. It is
// for text that is only shown; text with a caret in it keeps its blanks (see para).
func (m Measure) Wrap(s string, width int) []string {
	starts := m.wrap(s, width)
	rows := make([]string, len(starts))
	for i, from := range starts {
		to := len(s)
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		rows[i] = strings.TrimRight(s[from:to], " \t\r\n")
	}
	return rows
}

// wrap returns the byte at which each row of s begins. Rows follow each other without a gap: blanks and the line break stay
// at the end of the row they close, however far they reach beyond the width, so every byte belongs to one row. A text that
// ends in a line break has an empty last row. There is always one row.
func (m Measure) wrap(s string, width int) []int {
	return m.wrapOn(s, []int{0}, width, nil)
}

// wrapOn goes on with rows of which the last one's beginning is known. settled, if there is one, is asked about each new
// beginning; at its first yes wrapOn stops, with that beginning as the last.
func (m Measure) wrapOn(s string, starts []int, width int, settled func(at int) bool) []int {
	for {
		at := starts[len(starts)-1]
		end, broken := m.row(s, at, width)
		if end >= len(s) && !broken {
			return starts
		}
		starts = append(starts, end)
		if settled != nil && settled(end) || end >= len(s) {
			return starts
		}
	}
}

// row returns where the row that begins at the byte at ends, and whether a line break in the text ended it.
func (m Measure) row(s string, at, width int) (end int, broken bool) {
	cells, fallback, hyphen, alone := 0, -1, -1, false
	for i := at; i < len(s); {
		c, w := m.First(s[i:])
		next := i + len(c)
		switch {
		case isBreak(c):
			return next, true
		case isBlank(c):
			fallback = next
		default:
			before := alone
			if alone = standsAlone(c); (alone || before) && !closesPhrase(c) {
				fallback = i
			}
			if cells+w > width {
				switch {
				case fallback > at:
					return fallback, false
				case hyphen > at: // a double name is broken there rather than anywhere
					return hyphen, false
				case i > at:
					return i, false
				default: // one grapheme that is wider than the row
					return next, false
				}
			}
		}
		if c == "-" {
			hyphen = next
		}
		cells += w
		i = next
	}
	return len(s), false
}

func isBreak(cluster string) bool {
	return cluster == "\n" || cluster == "\r" || cluster == "\r\n"
}

// isBlank reports whether a row may be broken behind the cluster. The no-break spaces are not among them.
func isBlank(cluster string) bool {
	switch cluster {
	case " ", "\t", "\u200b", "\u3000", "\u2003", "\u2002", "\u2009":
		return true
	}
	return false
}

// standsAlone reports whether the cluster belongs to a script that is written without blanks between words, so that a row
// may be broken beside it.
func standsAlone(cluster string) bool {
	if len(cluster) < 3 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(cluster)
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || closesPhrase(cluster)
}

// closesPhrase reports whether the cluster is punctuation that must not begin a row.
func closesPhrase(cluster string) bool {
	return len(cluster) >= 3 && strings.Contains("、。，．！？：；）」』】》ー", cluster)
}

package document

import (
	"slices"
	"strings"
	"unicode"
)

// What turns a text round, or the beginning of what does, until its end: signs that
// show nothing (Unicode's Bidirectional Algorithm, section 2).
const (
	embedLeft, embedRight                = '\u202a', '\u202b'
	endEmbed                             = '\u202c'
	forceLeft, forceRight                = '\u202d', '\u202e'
	isolateLeft, isolateRight, isolateBy = '\u2066', '\u2067', '\u2068'
	endIsolate                           = '\u2069'
)

// feeds are what begins a new line and is none in every reader.
var feeds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n")

// printable is a text as it stands on a paper, which may be read in a terminal or
// anywhere: without what such a reader would obey, and so that it turns nothing
// round but itself. Signs of direction stay, as people write Urdu with them.
func printable(s string) string {
	if strings.IndexFunc(s, acts) < 0 {
		return s
	}
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, feeds.Replace(s))
	var b strings.Builder
	for line := range strings.Lines(s) {
		words, end := strings.CutSuffix(line, "\n")
		b.WriteString(balanced(words))
		if end {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// acts tells whether a sign does something to what it stands in.
func acts(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || embedLeft <= r && r <= forceRight || isolateLeft <= r && r <= endIsolate
}

// balanced is a line in which everything that turns has its end, as a line's end
// would be it, and in which nothing ends what it stands in. What has letters run
// against their own direction is left out: nobody writes so, and it shows something
// else than is there.
func balanced(line string) string {
	var b strings.Builder
	var open []rune // what has begun, the innermost last
	for _, r := range line {
		switch r {
		case forceLeft, forceRight:
			open = append(open, r)
			continue
		case embedLeft, embedRight, isolateLeft, isolateRight, isolateBy:
			open = append(open, r)
		case endEmbed:
			if len(open) == 0 || closing(open[len(open)-1]) == endIsolate {
				continue
			}
			begun := open[len(open)-1]
			open = open[:len(open)-1]
			if closing(begun) == 0 {
				continue
			}
		case endIsolate:
			n := lastIsolate(open)
			if n < 0 {
				continue
			}
			open = open[:n] // what began within ends with it
		}
		b.WriteRune(r)
	}
	for _, begun := range slices.Backward(open) {
		if end := closing(begun); end != 0 {
			b.WriteRune(end)
		}
	}
	return b.String()
}

func lastIsolate(open []rune) int {
	for i, begun := range slices.Backward(open) {
		if closing(begun) == endIsolate {
			return i
		}
	}
	return -1
}

// closing is the end of what has begun, none of what is left out.
func closing(begun rune) rune {
	switch begun {
	case embedLeft, embedRight:
		return endEmbed
	case isolateLeft, isolateRight, isolateBy:
		return endIsolate
	}
	return 0
}

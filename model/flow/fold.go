package flow

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold makes two ways of typing a name the same: without accents, capitals and
// outer blanks.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(strings.TrimSpace(s)))
}

// cutName cuts a name behind its first word.
func cutName(name string) (first, rest string, more bool) {
	first, rest, more = strings.Cut(strings.TrimSpace(name), " ")
	return first, strings.TrimSpace(rest), more
}

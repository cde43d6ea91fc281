package kit

import (
	"strings"
	"unicode"
)

// Clean returns what typed or pasted text becomes before it is kept: bytes that are no UTF-8 are replaced, control
// characters are dropped. Tabs and line breaks stay as they came.
func Clean(s string) string {
	if plain(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// Lines returns the lines of s that have something in them, whether they end in CR, LF or both.
func Lines(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' })
}

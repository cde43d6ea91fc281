package kit

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Some keyboards, and file names from a Mac, spell a Korean syllable by its
// parts. Terminals draw it in two cells, where wcwidth counts four: it is
// measured, and drawn, as the one sign that it is. What was typed stays.

// isHangul tells whether a rune is a Korean syllable or a part of one.
func isHangul(r rune) bool { return r >= 0x1100 && r <= 0x11ff || r >= 0xac00 && r <= 0xd7a3 }

// isPart tells whether a rune goes on with the syllable before it.
func isPart(r rune) bool { return r >= 0x1160 && r <= 0x11ff }

// composed is a text with its Korean syllables in one sign each.
func composed(s string) string {
	if !strings.ContainsFunc(s, isPart) {
		return s
	}
	var b strings.Builder
	for s != "" {
		if n := strings.IndexFunc(s, isHangul); n != 0 {
			if n < 0 {
				n = len(s)
			}
			b.WriteString(s[:n])
			s = s[n:]
			continue
		}
		n := strings.IndexFunc(s, func(r rune) bool { return !isHangul(r) })
		if n < 0 {
			n = len(s)
		}
		b.WriteString(norm.NFC.String(s[:n]))
		s = s[n:]
	}
	return b.String()
}

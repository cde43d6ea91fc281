package kit

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// undivided holds the letters that people type without their sign but that no normal form takes apart.
var undivided = strings.NewReplacer(
	"ł", "l", "ø", "o", "đ", "d", "ħ", "h", "ı", "i", "ŧ", "t",
	"æ", "ae", "œ", "oe", "ß", "ss", "þ", "th", "ð", "d",
	"\u2019", "'", "\u2018", "'", "\u02bc", "'", "\u201c", `"`, "\u201d", `"`,
)

// Fold returns s without accents and case, for finding: "Adebayo" finds "Adébáyọ̀" and "Lukasz" finds "Łukasz" when both
// sides are folded. It is never shown.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return undivided.Replace(b.String())
}

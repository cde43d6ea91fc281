package kit

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	joiner     = '\u200d'
	softHyphen = '\u00ad'
	// parting has no width anywhere, and what stands on its two sides is never one grapheme.
	parting = '\u200b'
)

// Alike is a drawn window as all terminals draw it, as wide as before. Some
// that say nothing of graphemes make one picture of several that are joined, and
// stand four cells off behind a family: until a terminal has spoken, its people
// are drawn one beside the other. A soft hyphen is nowhere wide but in some; it
// gives way to a sign that is not, since two halves of a flag would be one
// without it, and a row narrower than it was measured. What was typed keeps both,
// and the parts by which a Korean syllable was spelt.
func (m Measure) Alike(content string) string {
	content = composed(content)
	if !strings.ContainsFunc(content, func(r rune) bool { return r == joiner || r == softHyphen }) {
		return content
	}
	var b strings.Builder
	b.Grow(len(content))
	for i, r := range content {
		switch r {
		case softHyphen:
			// Before that the width is the sum of the runes', whatever is joined, but for
			// the parts of a Korean syllable.
			if m.Graphemes || partsKorean(content, i) {
				b.WriteRune(parting)
			}
			continue
		case joiner: // between letters it shapes them and takes no room anywhere
			next, n := utf8.DecodeRuneInString(content[i+utf8.RuneLen(joiner):])
			if !m.Graphemes && n > 0 && unicode.Is(unicode.So, next) {
				continue
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// partsKorean tells whether the soft hyphen at i stands within Korean.
func partsKorean(content string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(content[:i], string(softHyphen)))
	after, _ := utf8.DecodeRuneInString(strings.TrimLeft(content[i:], string(softHyphen)))
	return unicode.Is(unicode.Hangul, before) && unicode.Is(unicode.Hangul, after)
}

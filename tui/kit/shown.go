package kit

import (
	"io"
	"strings"
)

// Shown returns what text from elsewhere becomes before a terminal gets it as it
// is: what would move the cursor, write to the clipboard, take lines away or turn
// them round is left out. Line breaks and tabs stay.
func Shown(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\r' || turns(r) {
			return -1
		}
		return r
	}, Clean(s))
}

// turns tells whether a rune has what follows it run the other way, whatever
// letters that has: the embeddings, overrides and isolates of Unicode.
func turns(r rune) bool { return '\u202a' <= r && r <= '\u202e' || '\u2066' <= r && r <= '\u2069' }

// Terminal has what is written to it be Shown. Each write is to be whole letters.
type Terminal struct{ To io.Writer }

// Write returns the other writer's error.
func (t Terminal) Write(b []byte) (int, error) {
	if _, err := io.WriteString(t.To, Shown(string(b))); err != nil {
		return 0, err
	}
	return len(b), nil
}

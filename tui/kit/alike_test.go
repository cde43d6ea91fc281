package kit

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestAlike(t *testing.T) {
	for _, c := range []struct {
		name, text        string
		before, graphemes string // until the terminal has spoken of graphemes, and behind it
	}{
		{"plain words", "a fall in June", "a fall in June", "a fall in June"},
		{"a family", "\U0001f468\u200d\U0001f469\u200d\U0001f467 here", "\U0001f468\U0001f469\U0001f467 here", "\U0001f468\u200d\U0001f469\u200d\U0001f467 here"},
		{"a shrug", "\U0001f937\u200d\u2642\ufe0f", "\U0001f937\u2642\ufe0f", "\U0001f937\u200d\u2642\ufe0f"},
		{"a joined conjunct", "क्\u200dष", "क्\u200dष", "क्\u200dष"},
		{"a soft hyphen", "Wednes\u00adday", "Wednesday", "Wednes\u200bday"},
		{"a flag with a soft hyphen in it", "\U0001f1ec\u00ad\U0001f1e7", "\U0001f1ec\U0001f1e7", "\U0001f1ec\u200b\U0001f1e7"},
		{"Korean syllables by their parts", "\u1112\u1161\u11ab\u1100\u1173\u11af!", "한글!", "한글!"},
		{"a syllable and its last part", "하\u11ab", "한", "한"},
		{"a syllable with a soft hyphen in it", "\u1100\u00ad\u1161", "\u1100\u200b\u1161", "\u1100\u200b\u1161"},
		{"a syllable with two in it", "\u1100\u00ad\u00ad\u1161", "\u1100\u200b\u200b\u1161", "\u1100\u200b\u200b\u1161"},
		{"a part alone", "\u1100", "\u1100", "\u1100"},
		{"a joiner at the end", "a\u200d", "a\u200d", "a\u200d"},
	} {
		for _, m := range []Measure{{}, {Graphemes: true}} {
			want := c.before
			if m.Graphemes {
				want = c.graphemes
			}
			if got := m.Alike(c.text); got != want {
				t.Errorf("%s: %+v.Alike(%q) = %q, want %q", c.name, m, c.text, got, want)
			}
		}
	}
}

// The caret is reckoned by what was typed and stands in what is drawn.
func TestWhatIsDrawnAlikeIsAsWideAsWhatWasTyped(t *testing.T) {
	pieces := []string{
		"👨", "👩", "👧", "\u200d", "❤", "\ufe0f", "🏻", "🇬", "🇧", "a", "\u00ad", "न", "म", "स्", "ते", "♂", "🏴", "中", "\u0301", " ", "1", "\u20e3", "©", "\u1100", "\u1161", "\u11ab", "하",
	}
	rapid.Check(t, func(t *rapid.T) {
		typed := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 9).Draw(t, "typed"), "")
		for _, m := range []Measure{{}, {Graphemes: true}} {
			drawn := m.Alike(typed)
			if got, want := m.Width(drawn), m.Width(typed); got != want {
				t.Fatalf("%+v: %+q is drawn as %+q, %d cells wide instead of %d", m, typed, drawn, got, want)
			}
			if !m.Graphemes {
				continue
			}
			if diff := cmp.Diff(begins(m, typed), begins(m, drawn)); diff != "" {
				t.Fatalf("%+q is drawn as %+q, cells at which graphemes begin (-want +got):\n%s", typed, drawn, diff)
			}
		}
	})
}

// begins are the cells at which the graphemes of a text begin.
func begins(m Measure, text string) []int {
	var at []int
	for i := range m.Clusters(text) {
		at = append(at, m.Width(text[:i]))
	}
	return at
}

package kit

import "testing"

func TestAlike(t *testing.T) {
	for _, c := range []struct {
		name, text        string
		before, graphemes string // until the terminal has spoken of graphemes, and behind it
	}{
		{"plain words", "a fall in June", "a fall in June", "a fall in June"},
		{"a family", "\U0001f468\u200d\U0001f469\u200d\U0001f467 here", "\U0001f468\U0001f469\U0001f467 here", "\U0001f468\u200d\U0001f469\u200d\U0001f467 here"},
		{"a shrug", "\U0001f937\u200d\u2642\ufe0f", "\U0001f937\u2642\ufe0f", "\U0001f937\u200d\u2642\ufe0f"},
		{"a joined conjunct", "क्\u200dष", "क्\u200dष", "क्\u200dष"},
		{"a soft hyphen", "Wednes\u00adday", "Wednesday", "Wednesday"},
		{"a joiner at the end", "a\u200d", "a\u200d", "a\u200d"},
	} {
		for _, m := range []Measure{{}, {Graphemes: true}} {
			want := c.before
			if m.Graphemes {
				want = c.graphemes
			}
			got := m.Alike(c.text)
			if got != want {
				t.Errorf("%s: %+v.Alike(%q) = %q, want %q", c.name, m, c.text, got, want)
			}
			if m.Width(got) != m.Width(c.text) {
				t.Errorf("%s: %+v: Alike is %d cells wide instead of %d", c.name, m, m.Width(got), m.Width(c.text))
			}
		}
	}
}

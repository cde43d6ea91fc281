package pdf

import (
	"slices"
	"strings"
	"testing"
)

// seen is a line as it stands on paper, from left to right.
func seen(t *testing.T, spans ...Span) string {
	t.Helper()
	s := newSetter(Doc{Lang: "en", Size: 6})
	p := s.paragraphs(spans, &node{})[0]
	p.size = 6
	lines := s.lines(p, 1000)
	if len(lines) != 1 {
		t.Fatalf("lines = %d, want 1", len(lines))
	}
	parts := slices.Clone(lines[0].parts)
	slices.SortStableFunc(parts, func(a, b part) int {
		if a.x < b.x {
			return -1
		}
		return 1
	})
	var b strings.Builder
	for _, x := range parts {
		clusters := slices.Clone(x.clusters)
		if x.level.rtl() {
			slices.Reverse(clusters)
		}
		for _, c := range clusters {
			text := string(c.in(p.runes))
			if x.level.rtl() {
				text = mirror.Replace(text)
			}
			b.WriteString(text)
		}
	}
	return b.String()
}

// mirror turns brackets as a line from right to left does.
var mirror = strings.NewReplacer("(", ")", ")", "(")

// TestDirections: letters stand where a reader of their script looks for them,
// with the figures and brackets that belong to them. Capitals are Hebrew here,
// which is easier to follow.
func TestDirections(t *testing.T) {
	hebrew := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= 'A' && r <= 'Z' {
				return 'א' + r - 'A'
			}
			return r
		}, s)
	}
	for _, x := range []struct{ name, text, want string }{
		{"one word", "ring ABC now", "ring CBA now"},
		{"a figure behind", "AB 12 cd", "cd 12 BA"},
		{"a figure in English", "ring AB 12 now", "ring 12 BA now"},
		{"a sum", "A £12 B", "B £12 A"},
		{"two signs before a sum", "ring AB £%12 now", "ring £%12 BA now"},
		{"signs that lead nowhere", "ring AB %% now", "ring BA %% now"},
		{"a date", "AB 12/3 C", "C 12/3 BA"},
		{"brackets", "ring (AB) now", "ring (BA) now"},
		{"brackets in Hebrew", "AB (cd) E", "E (cd) BA"},
		{"a full stop", "AB.", ".BA"},
		{"only signs", "12 + 3", "12 + 3"},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got, want := seen(t, Span{Text: hebrew(x.text)}), hebrew(x.want); got != want {
				t.Errorf("seen(%q) = %q, want %q", hebrew(x.text), got, want)
			}
		})
	}
}

// TestANameTurnsNothingAround: what somebody typed keeps its direction to
// itself, also where it holds signs that turn what follows.
func TestANameTurnsNothingAround(t *testing.T) {
	for _, x := range []struct{ name, typed, want string }{
		{"figures", "אב 12", "for 12 בא 3 days"},
		{"a sign that turns", "ab\u202e", "for ab\u202e 3 days"},
		{"a sign that turns what is behind it", "\u202eab", "for \u202eab 3 days"},
		{"a sign that ends", "\u2069אב", "for בא\u2069 3 days"},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := seen(t, Span{Text: "for "}, Span{Text: x.typed, Apart: true}, Span{Text: " 3 days"}); got != x.want {
				t.Errorf("seen = %q, want %q", got, x.want)
			}
		})
	}
}

// TestWhereAParagraphBegins: at the side of its own words, not of a name in it.
func TestWhereAParagraphBegins(t *testing.T) {
	for _, x := range []struct {
		name  string
		spans []Span
		want  level
	}{
		{"English", said("one"), 0},
		{"Urdu", said("روٹی"), 1},
		{"only a quotation", []Span{{Text: "“"}, {Text: "روٹی", Apart: true}, {Text: "”"}}, 1},
		{"quotations of two directions", []Span{{Text: "روٹی", Apart: true}, {Text: "; "}, {Text: "bread", Apart: true}}, 0},
		{"quotations of one direction", []Span{{Text: "روٹی", Apart: true}, {Text: "; "}, {Text: "سارا", Apart: true}}, 1},
		{"a name first", []Span{{Text: "سارا", Apart: true}, {Text: " rings"}}, 0},
		{"only figures", said("12"), 0},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := newSetter(Doc{Lang: "en", Size: 6}).paragraphs(x.spans, &node{})[0].base; got != x.want {
				t.Errorf("base = %d, want %d", got, x.want)
			}
		})
	}
	if got := newSetter(Doc{Lang: "ur-PK", Size: 6}).paragraphs(said("12"), &node{})[0].base; got != 1 {
		t.Errorf("base of figures in an Urdu document = %d, want 1", got)
	}
}

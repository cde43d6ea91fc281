package kit

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// tabCells is how wide a tab is drawn. A terminal's own tab stops would depend on where the text begins.
const tabCells = 4

// Measure measures people's text in cells, exactly as the renderer lays it out. The two must never differ: a caret that is
// reckoned by another method stands several cells off in a Hindi line. The zero value counts by wcwidth, rune by rune, as
// the renderer does until the terminal has answered mode 2027.
type Measure struct {
	// Graphemes is set once the terminal has said that it gives each grapheme its own width (mode 2027).
	Graphemes bool
}

// Heard takes the terminal's answer about one of its modes and returns the measure that holds from then on. Bubble Tea's
// renderer changes its method on the same three answers.
func (m Measure) Heard(msg tea.ModeReportMsg) Measure {
	if msg.Mode != ansi.ModeUnicodeCore {
		return m
	}
	switch msg.Value {
	case ansi.ModeReset, ansi.ModeSet, ansi.ModePermanentlySet:
		m.Graphemes = true
	}
	return m
}

func (m Measure) method() ansi.Method {
	if m.Graphemes {
		return ansi.GraphemeWidth
	}
	return ansi.WcWidth
}

// First returns the first grapheme of s and its width in cells. Graphemes are cut by the renderer's own tables, which keep
// an Indic conjunct whole; every such end is also an end for older tables. A control character is none wide and a tab has
// its drawn width. What is not drawn belongs to the grapheme before it where a mark behind it joins that one.
func (m Measure) First(s string) (cluster string, cells int) {
	cluster, cells = m.first(s)
	for {
		end := len(cluster)
		skip := strings.IndexFunc(s[end:], func(r rune) bool { return !undrawn(r) || r == '\n' || r == '\r' })
		if skip <= 0 {
			return cluster, cells
		}
		drawn := Drawn(cluster)
		joined, wide := m.first(drawn + s[end+skip:])
		if len(joined) <= len(drawn) || drawn == "" {
			return cluster, cells
		}
		cluster, cells = s[:end+skip+len(joined)-len(drawn)], wide
	}
}

func (m Measure) first(s string) (cluster string, cells int) {
	switch {
	case s == "":
		return "", 0
	case s[0] >= 0x20 && s[0] < 0x7f && (len(s) == 1 || s[1] < utf8.RuneSelf):
		return s[:1], 1
	case s[0] == '\t' && (len(s) == 1 || s[1] < utf8.RuneSelf):
		return s[:1], tabCells
	case s[0] == '\t': // it is drawn as blanks, and a mark behind it stands on the last of them
		c, w := ansi.FirstGraphemeCluster(" "+s[1:], m.method())
		return s[:len(c)], tabCells - 1 + w
	case s[0] == '\r' && len(s) > 1 && s[1] == '\n':
		return s[:2], 0
	case s[0] < 0x20 || s[0] == 0x7f:
		return s[:1], 0
	}
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r == utf8.RuneError && size == 1:
		return s[:1], 1
	case undrawn(r):
		return s[:size], 0
	}
	cluster, cells = ansi.FirstGraphemeCluster(s, m.method())
	if size < len(cluster) && isHangul(r) {
		cells = m.method().StringWidth(composed(cluster))
	}
	return cluster, cells
}

// Clusters yields each grapheme of s with the byte at which it begins.
func (m Measure) Clusters(s string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for i := 0; i < len(s); {
			c, _ := m.First(s[i:])
			if !yield(i, c) {
				return
			}
			i += len(c)
		}
	}
}

// Width is how many cells s takes up once drawn.
func (m Measure) Width(s string) int {
	cells := 0
	for i := 0; i < len(s); {
		c, w := m.First(s[i:])
		cells += w
		i += len(c)
	}
	return cells
}

// Cut returns as much of the beginning of s as fits into n cells, ending where a grapheme ends.
func (m Measure) Cut(s string, n int) string {
	cells := 0
	for i := 0; i < len(s); {
		c, w := m.First(s[i:])
		if cells+w > n {
			return s[:i]
		}
		cells += w
		i += len(c)
	}
	return s
}

// Short returns s if it fits into n cells, else as much of it as leaves room for the sign that there is more.
func (m Measure) Short(s string, n int, more string) string {
	if m.Width(s) <= n {
		return s
	}
	return strings.TrimRight(m.Cut(s, max(0, n-m.Width(more))), " ") + m.Cut(more, n)
}

// Drawn is s as it may stand on a screen: tabs as blanks, control characters and what turns a line round gone, broken bytes
// replaced. Nothing else of what people typed is ever put into a view, so that no text can speak to the terminal. It is as
// wide as Width says of s.
func Drawn(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + tabCells)
	for _, r := range s {
		switch {
		case r == '\t':
			b.WriteString("    "[:tabCells])
		case undrawn(r):
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// undrawn tells whether a rune is left out of every view.
func undrawn(r rune) bool { return r != '\t' && unicode.IsControl(r) || turns(r) }

// plain reports whether s can be drawn as it stands. C1 controls begin with the byte 0xc2, so they are not missed here.
func plain(s string) bool {
	ascii := true
	for i := range len(s) {
		switch {
		case s[i] < 0x20 || s[i] == 0x7f:
			return false
		case s[i] >= utf8.RuneSelf:
			ascii = false
		}
	}
	return ascii || utf8.ValidString(s) && !strings.ContainsFunc(s, undrawn) // a tab is ASCII, and found above
}

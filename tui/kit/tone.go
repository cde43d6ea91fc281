package kit

import (
	"image/color"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Tone is how a piece of text looks: a colour, a weight, or nothing at all. It does nothing but put its signs around the
// text: it neither measures nor wraps, so that people's text is measured in one place only.
type Tone struct {
	on string
}

type weight int

const (
	plainWeight weight = 0
	bold        weight = 1 << iota
	underline
	reverse
)

// newTone makes a tone; a nil colour is the terminal's own.
func newTone(text, under color.Color, w weight) Tone {
	var s ansi.Style
	if w&bold != 0 {
		s = s.Bold()
	}
	if w&underline != 0 {
		s = s.Underline(true)
	}
	if w&reverse != 0 {
		s = s.Reverse(true)
	}
	if text != nil {
		s = s.ForegroundColor(text)
	}
	if under != nil {
		s = s.BackgroundColor(under)
	}
	if len(s) == 0 {
		return Tone{}
	}
	return Tone{on: s.String()}
}

// Render returns s in this tone. What s holds of people's words must have gone through Drawn.
func (t Tone) Render(s string) string {
	if t.on == "" || s == "" {
		return s
	}
	return t.on + s + ansi.ResetStyle
}

// fill lays the tone under a whole row that may hold other tones, and fills the row up to the width.
func (t Tone) fill(row string, m Measure, width int) string {
	if t.on == "" {
		return row
	}
	return t.Under(row + strings.Repeat(" ", max(0, width-m.Width(ansi.Strip(row)))))
}

// Under lays the tone under a row that may hold other tones.
func (t Tone) Under(row string) string {
	if t.on == "" || row == "" {
		return row
	}
	return t.on + strings.ReplaceAll(row, ansi.ResetStyle, ansi.ResetStyle+t.on) + ansi.ResetStyle
}

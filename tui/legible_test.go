package tui

import (
	"fmt"
	"image/color"
	"math"
	"strings"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"ownwords/tui/kit"
)

// legible draws the page that stands there in every theme, and checks each
// letter against what it stands on; and in ASCII, where the program may draw no
// sign of its own beside it. Every golden is looked at so.
func (d *drive) legible(name string) {
	d.t.Helper()
	was := d.app.look.Styles
	defer func() { d.app.look.Styles = was }()
	for _, c := range []struct {
		theme kit.Theme
		want  float64
	}{{kit.ThemeLight, 4.5}, {kit.ThemeDark, 4.5}, {kit.ThemeHigh, 7}} {
		d.app.look.Styles = kit.NewStyles(kit.StylesOptions{Theme: c.theme})
		for pair, letter := range inks(d.drawn()) {
			if pair.text == nil || pair.under == nil {
				d.t.Errorf("%s in theme %s: %q is in a colour that nobody knows", name, c.theme, letter)
			} else if got := contrast(pair.text, pair.under); got < c.want {
				d.t.Errorf("%s in theme %s: contrast of %q = %.2f, want at least %.1f", name, c.theme, letter, got, c.want)
			}
		}
	}
	d.app.look.Styles = kit.NewStyles(kit.StylesOptions{ASCII: true, NoColour: true})
	for _, r := range ansi.Strip(d.drawn()) {
		if r >= 0x80 && !isWriting(r) {
			d.t.Errorf("%s in ASCII: the program draws %q", name, r)
			return
		}
	}
}

// drawn is the screen with its tones.
func (d *drive) drawn() string {
	d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	return root{d.app}.View().Content
}

// isWriting tells whether somebody may have written a sign: letters, money, and
// quotation marks belong to words, and so do emoji. What the program draws with
// is none of it.
func isWriting(r rune) bool {
	return r >= firstEmoji || unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.Sc, unicode.Pi, unicode.Pf, unicode.Cf)
}

const firstEmoji = 0x1f000

// ink is a colour of text on the colour beneath it; nil is the terminal's own.
type ink struct{ text, under color.Color }

// inks are all that letters are drawn in, each with a letter that is.
func inks(content string) map[ink]rune {
	all := map[ink]rune{}
	var pen uv.Style
	p := ansi.NewParser()
	p.SetHandler(ansi.Handler{
		HandleCsi: func(cmd ansi.Cmd, params ansi.Params) {
			if cmd.Final() == 'm' {
				uv.ReadStyle(params, &pen)
			}
		},
		Print: func(r rune) {
			if unicode.IsSpace(r) {
				return
			}
			now := ink{pen.Fg, pen.Bg}
			if pen.Attrs&uv.AttrReverse != 0 {
				now = ink{pen.Bg, pen.Fg}
			}
			all[now] = r
		},
	})
	p.Parse([]byte(content))
	return all
}

// contrast is that of WCAG 2.2.
func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	part := func(v uint32) float64 {
		f := float64(v) / 0xffff
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
}

// A test that can't fail guards nothing.
func TestALetterThatCannotBeReadIsFound(t *testing.T) {
	found := inks("\x1b[38;2;200;200;200;48;2;255;255;255mx\x1b[m y \x1b[7mz\x1b[m")
	if len(found) != 2 {
		t.Errorf("inks = %v, want two of them", found)
	}
	for pair, letter := range found {
		if letter == 'x' && contrast(pair.text, pair.under) > 2 {
			t.Errorf("contrast of light grey on white = %.2f", contrast(pair.text, pair.under))
		}
	}
	var wrong []string
	for _, r := range "─│•…↑×" {
		if isWriting(r) {
			wrong = append(wrong, fmt.Sprintf("%q", r))
		}
	}
	if len(wrong) > 0 {
		t.Errorf("%s pass for writing", strings.Join(wrong, " "))
	}
}

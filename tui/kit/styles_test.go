package kit

import (
	"fmt"
	"image/color"
	"math"
	"reflect"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// luminance and contrast are those of WCAG 2.2.
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

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// ink reads back from its signs what colours a tone has; nil is the terminal's own.
func (t Tone) ink(test *testing.T) (text, under color.Color) {
	test.Helper()
	p := ansi.NewParser()
	p.SetHandler(ansi.Handler{HandleCsi: func(cmd ansi.Cmd, params ansi.Params) {
		if cmd.Final() != 'm' {
			return
		}
		var s uv.Style
		uv.ReadStyle(params, &s)
		text, under = s.Fg, s.Bg
	}})
	p.Parse([]byte(t.on))
	return text, under
}

// tones are all tones of a set of styles by their names, so that none that is added is left out.
func (s Styles) tones() map[string]Tone {
	all := map[string]Tone{}
	for f, v := range reflect.ValueOf(s).Fields() {
		if tone, ok := v.Interface().(Tone); ok {
			all[f.Name] = tone
		}
	}
	return all
}

// pairs returns every colour of text with every colour it is drawn on: a tone that has a ground of its own on that, any
// other on each page.
func (s Styles) pairs(t *testing.T, pages []color.Color) map[string][2]color.Color {
	t.Helper()
	all := map[string][2]color.Color{}
	for name, tone := range s.tones() {
		text, under := tone.ink(t)
		if under != nil {
			all[name] = [2]color.Color{text, under}
			continue
		}
		for i, page := range pages {
			all[fmt.Sprintf("%s on page %d", name, i)] = [2]color.Color{text, page}
		}
	}
	return all
}

// Backgrounds that people have: of white and cream terminals, and of black, grey and blue ones.
var (
	bright = []color.Color{rgb(0xffffff), rgb(0xfdf6e3), rgb(0xeee8d5)}
	dim    = []color.Color{rgb(0x000000), rgb(0x1e1e1e), rgb(0x282c34), rgb(0x002b36), rgb(0x2e3440)}
)

func TestEveryTextCanBeReadOnItsBackground(t *testing.T) {
	for _, c := range []struct {
		name  string
		theme Theme
		dark  bool
		pages []color.Color // of the terminal, where the theme lays none
		want  float64
	}{
		{"auto on a light terminal", ThemeAuto, false, bright, 4.5},
		{"auto on a dark terminal", ThemeAuto, true, dim, 4.5},
		{"light", ThemeLight, true, nil, 4.5},
		{"dark", ThemeDark, false, nil, 4.5},
		{"high contrast", ThemeHigh, false, nil, 7},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := NewStyles(StylesOptions{Theme: c.theme, Dark: c.dark})
			pages := c.pages
			if _, page := s.Page.ink(t); page != nil {
				pages = []color.Color{page}
			}
			all := s.pairs(t, pages)
			_, paper := s.Person.ink(t)
			for name, pair := range s.OnPaper().pairs(t, []color.Color{paper}) {
				all[name+" on paper"] = pair
			}
			if want := 2 * len(s.tones()); len(all) < want {
				t.Errorf("%d pairs, want %d at least", len(all), want)
			}
			for name, pair := range all {
				if c.pages != nil && strings.HasPrefix(name, "Page on page") {
					continue // what is written without a tone is as the terminal has it
				}
				if pair[0] == nil || pair[1] == nil {
					t.Errorf("%s is in a colour that nobody knows", name)
				} else if got := contrast(pair[0], pair[1]); got < c.want {
					t.Errorf("contrast of %s = %.2f, want at least %.1f", name, got, c.want)
				}
			}
		})
	}
}

// What the terminal writes with can be read on what it writes on, or it would
// be of no use to anybody. Beside that the terminal's own theme has weight
// alone, and so has every theme under NO_COLOR.
func TestTheTerminalsOwnColoursAreLeftAlone(t *testing.T) {
	for _, dark := range []bool{true, false} {
		for name, tone := range NewStyles(StylesOptions{Theme: ThemeTerminal, Dark: dark}).tones() {
			if text, under := tone.ink(t); text != nil || under != nil {
				t.Errorf("%s has a colour: %q", name, tone.on)
			}
		}
	}
}

func TestAPaletteHasTwelveColoursAtMost(t *testing.T) {
	for _, theme := range []Theme{ThemeLight, ThemeDark, ThemeHigh} {
		colours := map[color.Color]bool{}
		s := NewStyles(StylesOptions{Theme: theme, Dark: true})
		_, page := s.Page.ink(t)
		for _, pair := range s.pairs(t, []color.Color{page}) {
			colours[pair[0]], colours[pair[1]] = true, true
		}
		delete(colours, page)
		if len(colours) > 12 {
			t.Errorf("theme %s has %d colours, want 12 at most", theme, len(colours))
		}
	}
}

// On the turned screen nothing is in a tone that was made for another ground.
func TestEverythingOnPaperIsDarkOnLight(t *testing.T) {
	s := NewStyles(StylesOptions{Theme: ThemeDark})
	for name, tone := range s.OnPaper().tones() {
		if tone != s.Person && tone != s.Strong && tone != s.Picked {
			t.Errorf("%s on paper = %q, want one of the page's own", name, tone.on)
		}
	}
	for _, o := range []StylesOptions{{}, {Theme: ThemeTerminal, Dark: true}, {Theme: ThemeTerminal}} {
		if s := NewStyles(o); s.Picked == s.Person || s.Picked == s.Strong {
			t.Errorf("%+v: what is selected on paper looks like the rest", o)
		}
	}
}

func TestThePersonsPageIsDarkOnLightInEveryTheme(t *testing.T) {
	for _, theme := range []Theme{ThemeAuto, ThemeLight, ThemeDark, ThemeHigh} {
		ink, paper := NewStyles(StylesOptions{Theme: theme, Dark: true}).Person.ink(t)
		if luminance(ink) >= luminance(paper) {
			t.Errorf("theme %s: ink is brighter than paper", theme)
		}
	}
	reversed := NewStyles(StylesOptions{Theme: ThemeTerminal, Dark: true}).Person.Render("x")
	if reversed != "\x1b[7mx\x1b[m" {
		t.Errorf("Person.Render in a dark terminal's own colours = %q, want it reversed", reversed)
	}
	if got := NewStyles(StylesOptions{Theme: ThemeTerminal}).Person.Render("x"); got != "x" {
		t.Errorf("Person.Render in a light terminal's own colours = %q, want it as it is", got)
	}
}

func TestNoColourLeavesWeightAlone(t *testing.T) {
	for _, theme := range []Theme{ThemeAuto, ThemeLight, ThemeDark, ThemeHigh, ThemeTerminal} {
		s := NewStyles(StylesOptions{Theme: theme, NoColour: true})
		if got := s.Name.Render("Peggy"); got != "\x1b[1mPeggy\x1b[m" {
			t.Errorf("theme %s: Name.Render = %q, want bold and nothing else", theme, got)
		}
		if got := s.Page.fill("x", Measure{}, 3); got != "x" {
			t.Errorf("theme %s: a page is painted: %q", theme, got)
		}
		if all := fmt.Sprint(s); strings.Contains(all, "38;") || strings.Contains(all, "48;") {
			t.Errorf("theme %s: a tone has a colour: %q", theme, all)
		}
	}
}

func TestAPaintedRowKeepsItsGroundBehindEveryTone(t *testing.T) {
	s := NewStyles(StylesOptions{Theme: ThemeHigh})
	row := s.Page.fill(s.Name.Render("Peggy")+" x", Measure{}, 10)
	ground := s.Page.on
	want := ground + s.Name.on + "Peggy" + "\x1b[m" + ground + " x   " + "\x1b[m"
	if row != want {
		t.Errorf("fill = %q, want %q", row, want)
	}
}

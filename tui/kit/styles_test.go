package kit

import (
	"fmt"
	"image/color"
	"math"
	"strings"
	"testing"
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

// pairs returns every colour of text with every colour it stands on.
func (p palette) pairs(pages []color.Color) map[string][2]color.Color {
	all := map[string][2]color.Color{
		"selected": {p.selectedText, p.selected},
		"person":   {p.ink, p.paper},
	}
	for i, page := range pages {
		for name, c := range map[string]color.Color{
			"words": p.words, "quiet": p.quiet, "rule": p.rule, "accent": p.accent, "mark": p.mark, "thought": p.thought,
			"wrong": p.wrong, "notice": p.notice,
		} {
			all[fmt.Sprintf("%s on page %d", name, i)] = [2]color.Color{c, page}
		}
	}
	return all
}

func TestEveryTextCanBeReadOnItsBackground(t *testing.T) {
	// Backgrounds that people have: of white and cream terminals, and of black, grey and blue ones.
	bright := []color.Color{rgb(0xffffff), rgb(0xfdf6e3), rgb(0xeee8d5)}
	dim := []color.Color{rgb(0x000000), rgb(0x1e1e1e), rgb(0x282c34), rgb(0x002b36), rgb(0x2e3440)}
	for _, c := range []struct {
		name  string
		theme Theme
		dark  bool
		pages []color.Color
		want  float64
	}{
		{"auto on a light terminal", ThemeAuto, false, bright, 4.5},
		{"auto on a dark terminal", ThemeAuto, true, dim, 4.5},
		{"light", ThemeLight, true, nil, 4.5},
		{"dark", ThemeDark, false, nil, 4.5},
		{"high contrast", ThemeHigh, false, nil, 7},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := paletteOf(c.theme, c.dark)
			pages := c.pages
			if p.page != nil {
				pages = []color.Color{p.page}
			}
			if len(pages) == 0 {
				t.Fatal("no background to measure against")
			}
			for name, pair := range p.pairs(pages) {
				if got := contrast(pair[0], pair[1]); got < c.want {
					t.Errorf("contrast of %s = %.2f, want at least %.1f", name, got, c.want)
				}
			}
		})
	}
}

func TestAPaletteHasTwelveColoursAtMost(t *testing.T) {
	for _, theme := range []Theme{ThemeLight, ThemeDark, ThemeHigh} {
		colours := map[color.Color]bool{}
		p := paletteOf(theme, true)
		for _, pair := range p.pairs([]color.Color{p.page}) {
			colours[pair[0]], colours[pair[1]] = true, true
		}
		delete(colours, p.page)
		if len(colours) > 12 {
			t.Errorf("theme %s has %d colours, want 12 at most", theme, len(colours))
		}
	}
}

func TestThePersonsPageIsDarkOnLightInEveryTheme(t *testing.T) {
	for _, theme := range []Theme{ThemeAuto, ThemeLight, ThemeDark, ThemeHigh} {
		p := paletteOf(theme, true)
		if luminance(p.ink) >= luminance(p.paper) {
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
		if got := s.page.fill("x", Measure{}, 3); got != "x" {
			t.Errorf("theme %s: a page is painted: %q", theme, got)
		}
		if all := fmt.Sprint(s); strings.Contains(all, "38;") || strings.Contains(all, "48;") {
			t.Errorf("theme %s: a tone has a colour: %q", theme, all)
		}
	}
}

func TestAPaintedRowKeepsItsGroundBehindEveryTone(t *testing.T) {
	s := NewStyles(StylesOptions{Theme: ThemeHigh})
	row := s.page.fill(s.Name.Render("Peggy")+" x", Measure{}, 10)
	ground := s.page.on
	want := ground + s.Name.on + "Peggy" + "\x1b[m" + ground + " x   " + "\x1b[m"
	if row != want {
		t.Errorf("fill = %q, want %q", row, want)
	}
}

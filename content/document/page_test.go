package document

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	// colour is one that has a name in the style sheet.
	colour = regexp.MustCompile(`--(\w+): #([0-9a-f]{6});`)
	// scheme is a set of them: for light and for dark screens.
	scheme = regexp.MustCompile(`:root \{([^}]*)\}`)
)

// luminance is how bright a colour is (WCAG 2.2, relative luminance).
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	linear := func(c uint64) float64 {
		x := float64(c&0xff) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n>>16) + 0.7152*linear(n>>8) + 0.0722*linear(n)
}

func contrast(t *testing.T, one, other string) float64 {
	t.Helper()
	bright, dark := luminance(t, one), luminance(t, other)
	return (max(bright, dark) + 0.05) / (min(bright, dark) + 0.05)
}

// On light screens and on dark ones letters stand out from the page at least as
// WCAG 2.2 AA asks (1.4.3), and so does each line of it (1.4.11).
func TestThePageCanBeReadByWhoeverSeesLittle(t *testing.T) {
	if got := contrast(t, "ffffff", "000000"); math.Abs(got-21) > 0.001 {
		t.Fatalf("black on white is %.3f, want 21: the measure is wrong", got)
	}
	schemes := scheme.FindAllStringSubmatch(pageCSS, -1)
	if len(schemes) != 2 {
		t.Fatalf("the page has %d schemes of colours, want a light and a dark one", len(schemes))
	}
	for i, s := range schemes {
		colours := map[string]string{}
		for _, c := range colour.FindAllStringSubmatch(s[1], -1) {
			colours[c[1]] = c[2]
		}
		if got := strings.Count(s[1], "#"); got != len(colours) || len(colours) != 5 {
			t.Errorf("scheme %d has %d colours, %d of them with a name, want 5", i, got, len(colours))
		}
		for name, hex := range colours {
			least := 3.0
			if name == "ink" {
				least = 4.5
			}
			if got := contrast(t, colours["paper"], hex); name != "paper" && got < least {
				t.Errorf("scheme %d: %s stands out by %.2f, want at least %.1f", i, name, got, least)
			}
		}
	}
	rest := scheme.ReplaceAllString(pageCSS, "")
	if strings.ContainsAny(rest, "#") || strings.Contains(rest, "opacity") || strings.Contains(rest, "rgb") {
		t.Error("a colour has no name, so nothing measures it")
	}
	if !strings.Contains(pageCSS, "@media screen and (prefers-color-scheme: dark)") {
		t.Error("what is printed can come out light on dark")
	}
}

package tui

import (
	"strings"
	"testing"

	"ownwords/content"
)

// What is good to know is drawn once, and read in the colours of the moment.
func TestWhatIsGoodToKnowHasTheColoursOfEverythingElse(t *testing.T) {
	d := withSettings(t, "name: Dele Martins\ntheme: light\n")
	d.unlock()
	d.start("Peggy Ashworth", "")
	first, _, _ := strings.Cut(d.app.talk.Topic().GoodToKnow, " ")
	row := func() string {
		d.keys("f1")
		defer d.keys("f1")
		v := root{d.app}.View()
		rows := strings.Split(v.Content, "\n")
		for i, r := range rows {
			if strings.Contains(r, "Good to know") {
				for _, r := range rows[i:] {
					if strings.Contains(r, " "+first+" ") {
						return r
					}
				}
			}
		}
		t.Fatalf("what is good to know is not there:\n%s", d.screen())
		return ""
	}
	for _, theme := range []content.Theme{content.ThemeLight, content.ThemeDark} {
		d.app.desk.Settings.Theme = theme
		got := row()
		on, _, _ := strings.Cut(d.app.look.Styles.Words.Render("|"), "|")
		if !strings.Contains(got, on+strings.Repeat(" ", markdownAt)+first) {
			t.Errorf("in the theme %s the text is drawn as %q", theme, got)
		}
	}
	d.app.shades.NoColour = true
	if got := row(); strings.Contains(got, "38;") || strings.Contains(got, "48;") {
		t.Errorf("without colours the text is drawn as %q", got)
	}
}

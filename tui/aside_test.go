package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
)

// What stands beside the notes is as it is now: the name somebody likes to be
// called by, and the colours; only its topics stay where they are.
func TestWhatStandsBesideTheNotesIsAsItIsNow(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "Carol (daughter)")
	d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	d.app.desk.Settings.Theme = content.ThemeLight
	d.tick()
	before := d.screen()
	beside, _, _ := strings.Cut(d.app.look.Styles.Quiet.Render("|"), "|")
	d.shows(d.app.say("screen.talk.just-type", "who", "Peggy"))
	d.app.do("person.set", map[string]string{"called": "Margaret"})
	d.shows(d.app.say("screen.talk.just-type", "who", "Margaret"))
	d.app.do("person.set", map[string]string{"called": "Peggy"})
	d.tick()
	d.app.desk.Settings.Theme = content.ThemeDark
	v := root{d.app}.View()
	if n := strings.Count(v.Content, beside); n > 0 {
		t.Errorf("%d rows are drawn in the tone of other colours", n)
	}
	if got := d.screen(); got != before {
		t.Errorf("in other colours the words are others:\n%s", got)
	}
}

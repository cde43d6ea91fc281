package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestTheMoneyIsTypedWhereItStands(t *testing.T) {
	d := withVisit(t, peggysVisit)
	d.act("go.money")
	d.shows("> Peggy's share")
	d.keys("ctrl+a")
	d.typed("80")
	d.tick()
	d.keys("enter")
	d.shows("More than it all costs, which is £76.50.", "cannot be said yet")
	d.keys("enter", "ctrl+a")
	d.typed("22.75")
	d.keys("enter")
	d.shows("£53.75", "£215.00", "not decided yet")
	d.keys("down")
	d.shows("£80.00")
	d.keys("up", "up")
	d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	d.shows("£80.00")
	d.keys("h")
	d.hides("£80.00")
	d.keys("h")
	d.shows("£80.00")
}

// What helps and the money are gone through as one list, in which the sums stay
// to be seen, and whatever is typed on the way is kept.
func TestTheSumsStayWhileTheLinesAreGoneThrough(t *testing.T) {
	d := withVisit(t, crowdedVisit)
	d.act("go.helps")
	page := d.app.top().(*helpsPage)
	for range 40 {
		d.shows("What it costs, each week", "£622.59", "What the council would pay", "£499.84")
		if n := strings.Count(d.screen(), "\n>"); n != 1 {
			t.Fatalf("%d things are in focus:\n%s", n, d.screen())
		}
		if page.parts.inSecond {
			break
		}
		d.keys("down")
	}
	if !page.parts.inSecond || page.sums.form.Focus() != "share" {
		t.Fatalf("in sums %v, at %q, want Oluwaseun's share", page.parts.inSecond, page.sums.form.Focus())
	}
	d.keys("ctrl+a")
	d.typed("100")
	d.keys("up")
	if got := d.app.talk.Record().Budget.Share.Typed; got != "100" {
		t.Errorf("the share is %q, want what was typed", got)
	}
	d.shows("£522.59")
	if page.parts.inSecond || page.list.form.Focus() == "" {
		t.Error("up from the first of the sums does not lead back to what helps")
	}
	d.keys("shift+tab", "tab", "tab")
	if !page.parts.inSecond {
		t.Error("tab does not lead on to the sums")
	}
}

func TestAHelpIsAskedForUnderItsWant(t *testing.T) {
	d := withVisit(t, peggysVisit)
	d.act("go.helps")
	d.keys("end")
	d.shows(">   \"And I want my own kitchen")
	d.keys("enter")
	d.typed("a key safe")
	d.keys("enter")
	s := d.app.talk.Record().Supports
	d.golden("help-new")
	if last := s[len(s)-1]; last.What.Text != "a key safe" || len(last.For) != 1 {
		t.Errorf("made %+v, want a key safe for the kitchen", last)
	}
}

// A sum that was typed as no number stands in the working as it was typed: a line
// that nobody priced at nought does not say so.
func TestAFigureThatIsNoneIsNoNought(t *testing.T) {
	d := withVisit(t, peggysVisit)
	d.app.talk.Do("help.new", map[string]string{"what": "swimming"})
	d.app.talk.Do("help.set", map[string]string{"priced": "sum"})
	d.app.talk.Do("help.set", map[string]string{"amount": "£14,20", "period": "week"})
	d.act("go.helps")
	d.keys("home")
	d.shows("no sum yet   £14,20 a week")
	d.hides("£0.00")
}

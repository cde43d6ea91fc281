package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
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

// A line that an answer brings is the next one for whoever goes on from it.
func TestTabGoesToTheLineThatAnAnswerBrought(t *testing.T) {
	d := withVisit(t, peggysVisit)
	d.act("go.helps")
	d.act("own.new")
	d.typed("window cleaner")
	d.keys("enter")
	lines := d.app.top().(*helpsPage).lines.form
	d.reach(lines, "amount")
	d.typed("19.50")
	d.keys("tab")
	if at := lines.Focus(); at != "period" {
		t.Errorf("Tab went to %q, want the line that the sum brought:\n%s", at, d.screen())
	}
	d.keys("4")
	all := d.app.talk.Record().Supports
	if c := all[len(all)-1].Cost; c.Amount.Typed != "19.50" || c.Period == "" {
		t.Errorf("the sum is %q, how often %q, want both answered", c.Amount.Typed, c.Period)
	}
}

// The footer says that Esc goes back, and so it does from a line that is being
// typed, with its words kept: what is typed next goes on nowhere unseen.
func TestEscGoesBackFromALineThatIsTyped(t *testing.T) {
	d := withVisit(t, peggysVisit)
	d.act("go.helps")
	d.keys("home", "enter")
	page := d.app.top().(*helpsPage)
	x := model.Find(d.app.talk.Record().Supports, page.open)
	d.reach(page.lines.form, "who")
	d.keys("ctrl+a")
	d.typed("Somebody kind")
	d.shows("Esc back")
	d.keys("esc")
	if page.open != "" {
		t.Errorf("the lines of %q are open after Esc", x.What.Text)
	}
	if now := model.Find(d.app.talk.Record().Supports, x.ID); now.Who != "Somebody kind" {
		t.Errorf("given by %q, want what was typed before Esc", now.Who)
	}
	d.keys("n")
	d.shows("Enter done")
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

package tui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"ownwords/tui/kit"
)

// at is a cell inside what a text stands for on the screen.
func (d *drive) at(text string) (x, y int) {
	d.t.Helper()
	for y, line := range strings.Split(d.screen(), "\n") {
		if before, _, ok := strings.Cut(line, text); ok {
			return d.app.look.Measure.Width(before), y
		}
	}
	d.t.Fatalf("%q does not stand on the screen:\n%s", text, d.screen())
	return 0, 0
}

func (d *drive) click(text string) {
	d.t.Helper()
	x, y := d.at(text)
	d.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	d.send(tea.MouseReleaseMsg{X: x, Y: y})
}

func (d *drive) wheel(text string) {
	d.t.Helper()
	x, y := d.at(text)
	d.send(tea.MouseWheelMsg{X: x, Y: y, Button: tea.MouseWheelDown})
}

func TestTheSecondColumnAtHomeIsClickedInToo(t *testing.T) {
	d := newDrive(t)
	d.with("Peggy Ashworth", 0, nil)
	d.act("home")
	d.send(tea.WindowSizeMsg{Width: 160, Height: 40})
	d.run(d.app.goHome())
	page := d.app.top().(*home)
	d.click("To do today")
	if !page.lists.inSecond || page.owed.Focus() != homeToDo {
		t.Fatalf("a click in the second column leaves the keys in the first:\n%s", d.screen())
	}
	if n := strings.Count(d.screen(), ">"); n != 1 {
		t.Errorf("%d lines are in focus, want one:\n%s", n, d.screen())
	}
	d.click("nothing")
	if _, ok := d.app.top().(*toDo); !ok {
		t.Errorf("a second click opens nothing:\n%s", d.screen())
	}
}

// A line that the other part has in mind is not in focus: a click on it takes
// the keys there and does nothing in the part that they come from.
func TestAClickInTheOtherPartTakesTheKeysThere(t *testing.T) {
	d := withVisit(t, peggysVisit)
	d.act("go.helps")
	d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	page := d.app.top().(*helpsPage)
	helps := page.list.form.Focus()
	d.run(page.parts.goTo(true))
	d.screen()
	zone := slices.IndexFunc(d.app.zones, func(z kit.Zone) bool { return z.On == any(page.list.form) })
	for y := range d.app.zones[zone].H {
		if page.list.form.Opens(5, y) {
			t.Fatalf("a click in row %d is Enter, while the keys are in the sums", y)
		}
	}
	d.click("What it costs") // a heading among the sums: nothing moves
	if !page.parts.inSecond {
		t.Error("a click in the sums takes the keys out of them")
	}
	d.click("the shopping")
	if _, _, typing := page.sums.form.Editing(); typing || page.parts.inSecond {
		t.Errorf("typing in the sums %v, keys in the sums %v, want neither:\n%s", typing, page.parts.inSecond, d.screen())
	}
	if helps == "" {
		t.Error("nothing that helps was in focus")
	}
}

// The wheel looks at the other part. Whoever types goes on typing.
func TestTheWheelOverTheOtherPartEndsNothing(t *testing.T) {
	t.Run("sums", func(t *testing.T) {
		d := withVisit(t, peggysVisit)
		d.act("go.helps")
		page := d.app.top().(*helpsPage)
		d.wheel("What it costs")
		if page.parts.inSecond {
			t.Error("the wheel over the sums takes the keys there")
		}
		d.run(page.parts.goTo(true))
		d.keys("ctrl+a")
		d.typed("10")
		line, _, _ := page.sums.form.Editing()
		d.wheel("What helps")
		d.typed("5")
		if now, value, typing := page.sums.form.Editing(); !typing || now != line || value != "105" {
			t.Errorf("after the wheel %q is typed in %q (%v), want 105 in %q", value, now, typing, line)
		}
	})
	t.Run("own notes", func(t *testing.T) {
		d := withVisit(t, harjitsVisit)
		d.act("go.mine")
		page := d.app.top().(*minePage)
		d.screen()
		for _, z := range d.app.zones {
			if z.On == any(page.form) {
				d.send(tea.MouseWheelMsg{X: z.X + 2, Y: z.Y, Button: tea.MouseWheelDown})
			}
		}
		if page.parts.inSecond {
			t.Error("the wheel over the lines takes the keys out of the notes")
		}
	})
}

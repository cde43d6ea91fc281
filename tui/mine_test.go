package tui

import (
	"strings"
	"testing"
	"time"

	"ownwords/model"
)

// One's own notes are never one key away from a page that the room can see.
func TestNoKeyLeadsStraightToOnesOwnNotes(t *testing.T) {
	keys := strings.Fields("a b c d e f g h i j k l m n o p q r s t u v w x y z 1 2 3 4 5 6 7 8 9 . : < > + ? / tab shift+tab up down left right " +
		"home end pgup pgdown enter esc space backspace delete f1 f5 ctrl+a ctrl+b ctrl+f ctrl+g ctrl+l ctrl+n ctrl+p ctrl+r ctrl+s ctrl+t ctrl+y ctrl+z")
	d := withVisit(t, harjitsVisit)
	for _, stage := range []model.Stage{
		model.StageStart, model.StageTalk, model.StagePeople, model.StageWants, model.StageRisks, model.StageHelps, model.StageAgree, model.StageShare,
	} {
		for _, key := range keys {
			d.app.quiet.covered, d.app.peek = false, nil
			d.run(d.app.goTo(model.Place{Stage: stage}))
			d.keys(key)
			if _, own := d.app.top().(private); own || strings.Contains(d.screen(), "pension card") {
				t.Fatalf("%s on the page %s leads to one's own notes", key, stage)
			}
		}
	}
}

// Whatever is done from one's own notes, what one comes back to is the talk:
// somebody else may have the screen by then.
func TestNothingComesBackToOnesOwnNotes(t *testing.T) {
	for name, away := range map[string]func(*drive){
		"turned, Esc":                  func(d *drive) { d.keys("ctrl+t", "esc") },
		"turned, and turned back":      func(d *drive) { d.keys("ctrl+t", "ctrl+t") },
		"turned by its name":           func(d *drive) { d.keys("ctrl+p"); d.typed("turn"); d.keys("enter", "esc") },
		"turned, and covered":          func(d *drive) { d.keys("ctrl+t", "ctrl+l", "ctrl+l", "esc") },
		"read back to the end":         func(d *drive) { d.keys("ctrl+t"); d.keys(strings.Fields(strings.Repeat("space ", 30))...) },
		"covered":                      func(d *drive) { d.keys("ctrl+l", "ctrl+l") },
		"covered under the palette":    func(d *drive) { d.keys("ctrl+p", "ctrl+l", "ctrl+l") },
		"covered under what is read":   func(d *drive) { d.keys("f1", "ctrl+l", "ctrl+l") },
		"locked":                       func(d *drive) { d.run(d.app.lock()); d.unlock() },
		"locked under the palette":     func(d *drive) { d.keys("ctrl+p"); d.run(d.app.lock()); d.unlock() },
		"nobody here":                  func(d *drive) { d.minutes(6); d.unlock() },
		"left, and opened again":       func(d *drive) { d.act("home"); d.keys("enter") },
		"undo of what was said":        func(d *drive) { d.keys("ctrl+z") },
		"undo under the palette":       func(d *drive) { d.keys("ctrl+p", "ctrl+z") },
		"undo, and done again":         func(d *drive) { d.keys("ctrl+z", "ctrl+y") },
		"the program, left and begun":  func(d *drive) { d.reopen(); d.unlock(); d.keys("enter") },
		"opened from the list at home": func(d *drive) { d.act("home"); d.keys("o", "enter") },
	} {
		t.Run(name, func(t *testing.T) {
			d := withVisit(t, harjitsVisit)
			d.act("go.talk")
			d.keys("enter")
			d.typed("The gurdwara is warm.")
			d.act("go.mine")
			d.shows("pension card")
			away(d)
			if d.app.talk == nil || d.app.isPrivate() {
				t.Errorf("one comes back to %T", d.app.top())
			}
			d.hides("pension card", "My own notes")
		})
	}
}

// A worry tells for how long it has stood, and one thing is in focus on its
// page at a time.
func TestAWorryTellsHowLongItHasStood(t *testing.T) {
	d := withVisit(t, harjitsVisit)
	d.act("go.mine")
	d.shows("Not passed on, since 10:02.", "Ring 01632 960 114 today.")
	d.keys("tab")
	if n := strings.Count("\n"+d.screen(), "\n>"); n != 1 {
		t.Errorf("%d things are in focus:\n%s", n, d.screen())
	}
	d.golden("harjit-worry")
	d.clock.set(morning.Add(50 * time.Hour))
	d.shows("Not passed on, for 2 days.")
	d.clock.set(morning.Add(26 * time.Hour))
	d.shows("Not passed on, since yesterday.")
}

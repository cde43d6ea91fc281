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
			if d.app.isPrivate() || strings.Contains(d.screen(), "pension card") {
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

// What was heard in the room is noted with one neutral mark, made a worry at the
// desk, and stays in what is to be done today until somebody was told, or until
// it was decided to tell nobody: with a name and a time.
func TestFromAMarkInTheRoomToANameAndATime(t *testing.T) {
	for _, end := range []struct {
		name  string
		first []string // the line, and what is put into it
		last  []string
	}{
		{"told", []string{"told", "the duty manager"}, []string{"told-when", "12.20"}},
		{"not passed on", []string{"decided-by", "the duty manager"}, []string{"decided-when", "12.20"}},
	} {
		t.Run(end.name, func(t *testing.T) {
			d := newDrive(t)
			d.start("Harjit Kaur Sandhu", "Amrit (interpreter)")
			d.typed(`"My pension card is with Manjit."`)
			d.keys("ctrl+g", "6")
			d.hides("worry", "pension")
			d.act("go.mine")
			d.keys("ctrl+g", "3")
			p := d.app.top().(*minePage)
			put := func(line, words string) {
				d.reach(p.form, line)
				d.typed(words)
				d.keys("enter")
				d.tick()
			}
			if end.name != "told" {
				d.reach(p.form, "passed")
				d.keys("enter", "2", "down")
				d.shows("Not to pass it on is a decision.")
			}
			put(end.first[0], end.first[1])
			d.shows("Not passed on")
			d.todo(1)
			put(end.last[0], end.last[1])
			d.hides("Not passed on", "is a decision")
			d.todo(0)
			d.golden("worry-" + strings.ReplaceAll(end.name, " ", "-"))
		})
	}
}

// todo holds what is to be done today against the number of worries in it.
func (d *drive) todo(want int) {
	d.t.Helper()
	tasks, err := d.app.desk.ToDo()
	if err != nil {
		d.t.Fatal(err)
	}
	got := 0
	for _, task := range tasks {
		if task.What.ID == "todo.worry" {
			got++
		}
	}
	if got != want {
		d.t.Errorf("%d worries are to be passed on today, want %d", got, want)
	}
}

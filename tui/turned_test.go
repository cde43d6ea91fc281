package tui

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownwords/model"
	"ownwords/tui/desk"
)

func TestThePlanIsReadBackOnATurnedScreen(t *testing.T) {
	d := withVisit(t, peggysVisit)
	d.act("go.people")
	d.keys("ctrl+t")
	d.golden("turned-circle")
	d.keys("esc")
	d.shows("Peggy Ashworth · People")
	d.act("go.talk")
	d.keys("ctrl+t")
	d.golden("turned-want")
	d.keys("space", "c", "ctrl+a")
	d.typed(`"My own kitchen`)
	d.tick()
	d.typed(` to myself."`)
	d.golden("turned-changing")
	d.tick()
	d.keys("enter")
	w := d.app.talk.Record().Wants[1]
	if w.Words.Text != "My own kitchen to myself." || w.First == nil || !strings.HasPrefix(w.First.Text, "And I want") {
		t.Errorf("changed to %+v from %+v", w.Words, w.First)
	}
	d.keys("l")
	if w := d.app.talk.Record().Wants[2]; w.Read != model.LeftOut {
		t.Errorf("what was left out reads %q", w.Read)
	}
	d.keys("space")
	d.golden("turned-risk")
	for range 20 {
		if _, more := d.app.talk.Reading(); !more {
			break
		}
		d.keys("space")
	}
	d.golden("turned-end")
	d.keys("space", "space", "enter")
	d.shows("Agree", "Changed on the spot: 1 thing.")
	before := d.app.talk.Record().Agreement.Answers
	d.keys("space", "space")
	d.shows("Enter opens this.")
	if diff := cmp.Diff(before, d.app.talk.Record().Agreement.Answers); diff != "" {
		t.Errorf("a blank on the page of agreement changes what was answered (-was +is):\n%s", diff)
	}
	d.keys("ctrl+t")
	d.shows("What I want")
	d.keys("esc")
	d.shows("Does this plan say what you want it to say?")
}

func TestUndoingAChangeAtTheReadingBackIsOneStep(t *testing.T) {
	d := withVisit(t, peggysTalk)
	d.keys("ctrl+t", "c")
	for _, s := range []string{" No", "t", " yet"} {
		d.typed(s)
		d.tick()
	}
	d.keys("enter", "ctrl+z", "esc")
	d.act("undo")
	if got := d.app.talk.Record().Wants[0].Words.Text; !strings.HasSuffix(got, "To bowl.") {
		t.Errorf("after one undo the want reads %q", got)
	}
}

// Whatever is pressed on a turned screen, it shows nothing but what may be read
// back: no own notes, no worry, nobody who is not to be contacted, nothing that
// another said who did not say it may be read, and nothing around it.
func TestATurnedScreenShowsNothingElse(t *testing.T) {
	never := []string{
		"lonely", "Ron", "brother", "Lights up", "trophy", "pension", "Amrit", "She forgot it", "own purse", "duty manager", "told in confidence",
		"Saved", "10:02", "ctrl+p", " · ", "Talk", "Undo",
	}
	keys := strings.Fields("a b c esc d e f g h i j k l m n o p q r s t u v w x y z 1 2 3 6 . : < > + tab shift+tab up down left right home end " +
		"pgup pgdown enter backspace delete f5 f1 ctrl+a ctrl+b ctrl+f ctrl+g ctrl+n ctrl+p ctrl+r ctrl+s ctrl+v ctrl+x ctrl+y ctrl+z C enter C esc space")
	quiet := func(d *desk.Talk) {
		held{d}.topic("matters", "c: Ron is in prison.", "me: Ron frightens her.")
		held{d}.Do("mark.mine", nil)
	}
	for _, c := range []struct {
		name  string
		fill  []func(*desk.Talk)
		begin model.Stage
	}{
		{"Peggy's plan", []func(*desk.Talk){peggysVisit, peggysAnswers, quiet}, model.StageTalk},
		{"Peggy's circle", []func(*desk.Talk){peggysVisit, quiet}, model.StagePeople},
		{"what is said first", []func(*desk.Talk){peggysVisit, quiet}, model.StageStart},
		{"Harjit's plan", []func(*desk.Talk){harjitsVisit}, model.StageMine},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := withVisit(t, c.fill...)
			d.run(d.app.goTo(model.Place{Stage: c.begin}))
			for _, name := range keys {
				if _, turned := d.app.top().(bare); !turned {
					d.run(d.app.goTo(model.Place{Stage: c.begin}))
					d.keys("ctrl+t")
				}
				d.press(press(name))
				if _, turned := d.app.top().(bare); !turned {
					continue // the key gave the worker's page back
				}
				if d.app.peek != nil {
					t.Fatalf("%s opened something over the turned screen", name)
				}
				s := d.screen()
				for _, word := range never {
					if strings.Contains(s, word) {
						t.Fatalf("after %s the turned screen shows %q:\n%s", name, word, s)
					}
				}
				for row := range strings.SplitSeq(s, "\n") {
					if w := d.app.look.Measure.Width(strings.TrimSpace(row)); c.begin != model.StagePeople && w > turnedWidth {
						t.Fatalf("a row is %d cells wide: %q", w, row)
					}
				}
			}
		})
	}
}

func TestWhatIsReadBackIsMadeFromThePersonsCopy(t *testing.T) {
	d := withVisit(t, harjitsVisit)
	var all []string
	for _, i := range d.app.talk.ReadBack() {
		all = append(all, i.Words.Text)
		for _, l := range i.Lines {
			all = append(all, l.Words.Text, d.app.said(l.Say))
		}
	}
	said := strings.Join(all, "\n")
	if strings.Contains(said, "She forgot it twice") || !strings.Contains(said, roti) {
		t.Errorf("read back:\n%s", said)
	}
}

func TestTheCardIsTurnedToThePerson(t *testing.T) {
	d := withVisit(t, peggysVisit, peggysAnswers)
	d.act("copy")
	d.keys("c")
	d.golden("turned-card")
	if r := d.app.readCard("Agreed. Changed since\nthen.\n\n1. One thing, by\n   Friday\n2. Another\n"); len(r.lines) != 4 || r.lines[0].text != "Agreed. Changed since then." ||
		r.lines[1].text != "One thing, by Friday" {
		t.Errorf("rows broken for paper are read as %+v", r.lines)
	}
	d.hides("Carol", "£")
	d.keys("space")
	d.shows("Print or keep a copy")
}

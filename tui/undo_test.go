package tui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/desk"
)

// TestInALineTheNewestWordIsTakenBackFirst, then the line, then what was done
// before it; ended, the line is one thing however often it was kept.
func TestInALineTheNewestWordIsTakenBackFirst(t *testing.T) {
	d := withVisit(t, func(k *desk.Talk) {
		held{k}.Do("visit.set", map[string]string{"who": "Peggy Ashworth"})
		held{k}.topic("matters", `"To bowl." #wanted`)
	})
	d.run(d.app.goTo(model.Place{Stage: model.StageWants, Part: d.app.talk.Record().Wants[0].ID}))
	why := func() string { return d.app.talk.Record().Wants[0].Why.Text }
	line := func() string {
		_, value, _ := d.app.top().(*wantsPage).lines.form.Editing()
		return value
	}
	d.app.top().(*wantsPage).lines.form.SetFocus("why")
	d.typed("the ducks")
	d.tick()
	d.typed(" and Maureen")
	d.tick()
	d.keys("ctrl+z")
	if got := line(); got != "the ducks and " {
		t.Errorf("one ctrl+z leaves %q in the line", got)
	}
	d.keys("ctrl+y")
	if got := line(); got != "the ducks and Maureen" {
		t.Errorf("ctrl+y leaves %q in the line", got)
	}
	d.keys("enter")
	d.act("go.people")
	d.keys("ctrl+z")
	if why() != "" || len(d.app.talk.Record().Wants) != 1 {
		t.Errorf("one ctrl+z behind the line leaves %q of it", why())
	}
	if f := d.app.top().(*wantsPage).lines.form.Focus(); f != "why" {
		t.Errorf("the keys are in the line %q, want them where it happened", f)
	}
	d.keys("ctrl+y")
	if why() != "the ducks and Maureen" {
		t.Errorf("done again the line reads %q", why())
	}
	d.keys("enter")
	d.typed(" too")
	d.tick()
	d.keys("ctrl+z", "ctrl+z", "ctrl+z")
	if why() != "" {
		t.Errorf("the line's words, then the line: %q is left", why())
	}
}

// TestWordsInALineAreKeptWithinASecond on every page that has one: what is
// typed there is nowhere else.
func TestWordsInALineAreKeptWithinASecond(t *testing.T) {
	at := func(p func(held) model.Place) func(*drive) {
		return func(d *drive) { d.run(d.app.goTo(p(held{d.app.talk}))) }
	}
	for name, c := range map[string]struct {
		begin func(*testing.T) *drive
		to    func(*drive)
	}{
		"a want":    {peggys, at(on(model.StageWants, model.KindWant))},
		"a risk":    {peggys, at(on(model.StageRisks, model.KindRisk))},
		"a person":  {peggys, at(on(model.StagePeople, model.KindRelationship))},
		"a help":    {peggys, at(on(model.StageHelps, model.KindSupport))},
		"the start": {peggys, at(stage(model.StageStart))},
		"a next step": {peggys, func(d *drive) {
			d.run(d.app.goTo(model.Place{Stage: model.StageAgree}))
			d.app.top().(*agreePage).form.SetFocus(rowNext)
		}},
		"a question":  {forPeer, at(stage(model.StageQuestions))},
		"an asking":   {peggys, func(d *drive) { d.act("risk.new") }},
		"a recipient": {peggys, func(d *drive) { d.act("share.new") }},
	} {
		t.Run(name, func(t *testing.T) {
			d := c.begin(t)
			c.to(d)
			d.tick()
			for range 40 { // to the first line that words are typed in
				if d.typed("zebra"); strings.Contains(d.screen(), "zebra") {
					break
				}
				d.keys("tab")
			}
			if !d.app.toSave() {
				t.Fatalf("nobody would save what was typed:\n%s", d.screen())
			}
			d.send(saveMsg{})
			if !strings.Contains(d.record(), "zebra") {
				t.Errorf("what was typed is not in the record:\n%s", d.screen())
			}
			d.tick()
			if d.app.toSave() {
				t.Error("something still ticks with nothing to save")
			}
		})
	}
}

func peggys(t *testing.T) *drive { return withVisit(t, peggysVisit) }

// TestALineThatIsTypedBackIsNotLeftHalf: what was kept of it meanwhile goes too.
func TestALineThatIsTypedBackIsNotLeftHalf(t *testing.T) {
	d := peggys(t)
	d.run(d.app.goTo(on(model.StageWants, model.KindWant)(held{d.app.talk})))
	d.app.top().(*wantsPage).lines.form.SetFocus("why")
	before := d.record()
	d.typed("th")
	d.tick()
	d.keys("backspace", "backspace", "enter")
	d.stands("a line that ends as it began", before)
}

// TestUndoFromWhateverStandsOverAPage closes that, keeps what was typed on, and
// goes to where it happened.
func TestUndoFromWhateverStandsOverAPage(t *testing.T) {
	for name, over := range map[string]func(*drive){
		"the palette":    func(d *drive) { d.keys("ctrl+p") },
		"the topics":     func(d *drive) { d.keys("esc") },
		"a copy":         func(d *drive) { d.act("copy") },
		"what was found": func(d *drive) { d.keys("ctrl+f") },
		"a question":     func(d *drive) { d.act("risk.new") },
		"a choice":       func(d *drive) { d.act("mark.move") },
		"whose words":    func(d *drive) { d.act("mark.whose") },
		"looked for":     func(d *drive) { d.act("mark.move"); d.typed("peo") },
		"why it ends":    func(d *drive) { d.act("stop") },
		"the places":     func(d *drive) { d.keys("f5") },
	} {
		t.Run(name, func(t *testing.T) {
			d := peggys(t)
			d.run(d.app.goTo(model.Place{Stage: model.StageTalk, Topic: "changes"}))
			d.keys("enter")
			d.typed("The last thing.")
			over(d)
			if !d.app.pushed() {
				t.Fatalf("nothing stands over the page:\n%s", d.screen())
			}
			d.keys("ctrl+z")
			d.shows("Taken back: a note: The last thing.")
			if p := d.app.talk.Place(); d.app.pushed() || p.Topic != "changes" {
				t.Errorf("at %+v, something over it %v", p, d.app.pushed())
			}
			d.keys("ctrl+y")
			d.shows("The last thing.")
		})
	}
}

// TestWhatIsTypedOnIsKeptBeforeAnUndo from elsewhere: it is the newest thing.
func TestWhatIsTypedOnIsKeptBeforeAnUndo(t *testing.T) {
	d := peggys(t)
	d.run(d.app.goTo(on(model.StageWants, model.KindWant)(held{d.app.talk})))
	d.app.top().(*wantsPage).lines.form.SetFocus("why")
	d.typed("the ducks")
	d.keys("ctrl+p")
	if got := d.app.talk.Record().Wants; got[len(got)-1].Why.Text != "the ducks" {
		t.Errorf("under the palette the line reads %q", got[len(got)-1].Why.Text)
	}
	d.keys("ctrl+z", "ctrl+y")
	if got := d.app.talk.Record().Wants; got[len(got)-1].Why.Text != "the ducks" {
		t.Errorf("taken back and done again the line reads %q", got[len(got)-1].Why.Text)
	}
}

// TestWordsInAQuestionAreTakenBackThere before what was done in the talk.
func TestWordsInAQuestionAreTakenBackThere(t *testing.T) {
	d := peggys(t)
	before := d.record()
	d.act("risk.new")
	d.typed("the canal")
	d.keys("ctrl+z")
	d.hides("canal")
	d.tick()
	d.keys("ctrl+z", "esc")
	d.stands("an asking that was typed back", before)
}

func TestAtHomeThereIsNothingToTakeBack(t *testing.T) {
	d := newDrive(t)
	for _, key := range []string{"ctrl+z", "ctrl+y"} {
		d.keys(key)
		d.shows("Nobody's talk is open")
	}
}

// TestOnATurnedScreenNothingIsTakenBack: somebody else is looking at it.
func TestOnATurnedScreenNothingIsTakenBack(t *testing.T) {
	d := peggys(t)
	d.keys("ctrl+t", "space")
	before, shown := d.record(), d.screen()
	d.keys("ctrl+z", "ctrl+y", "ctrl+z")
	d.stands("undo on the turned screen", before)
	if got := d.screen(); got != shown {
		t.Errorf("undo changed the turned screen to\n%s", got)
	}
}

// TestACopyThatWasWrittenIsNotTakenBack, and undo says so before it goes on.
func TestACopyThatWasWrittenIsNotTakenBack(t *testing.T) {
	d := withVisit(t, func(k *desk.Talk) {
		held{k}.Do("visit.set", map[string]string{"who": "Peggy Ashworth"})
		held{k}.topic("matters", `"To bowl." #wanted`)
	})
	t.Chdir(t.TempDir())
	d.act("copy")
	d.keys("end", "enter")
	d.keys("ctrl+z")
	d.shows("This can't be taken back: a copy that was written.")
	d.keys("ctrl+z")
	d.shows("Taken back: the mark “something wanted”.")
}

// TestTwoUndosWhileASaveIsOnItsWay: what is on disk then is as on the screen.
func TestTwoUndosWhileASaveIsOnItsWay(t *testing.T) {
	d := withVisit(t, func(k *desk.Talk) {
		held{k}.Do("visit.set", map[string]string{"who": "Peggy Ashworth"})
		held{k}.topic("matters", "One.", "Two.", "Three.")
	})
	for range 3 {
		d.press(press("x"))
		_, cmd := root{d.app}.Update(saveMsg{}) // handed over, not waited for
		d.keys("ctrl+z", "ctrl+z")
		d.run(cmd)
		d.keys("ctrl+y")
	}
	want := d.record()
	d.again()
	d.stands("after the restart", want)
}

// TestAPauseEndsARunOfTyping: what was typed after it is taken back alone.
func TestAPauseEndsARunOfTyping(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("Bath takes")
	d.tick()
	d.clock.set(morning.Add(time.Second))
	d.typed(" the morning.")
	d.tick()
	d.clock.set(morning.Add(10 * time.Second))
	d.typed(" No more.")
	for _, want := range []string{"Bath takes the morning.", ""} {
		d.keys("ctrl+z")
		got := ""
		if notes := d.app.talk.Record().Notes; len(notes) > 0 {
			got = notes[0].Text
		}
		if got != want {
			t.Errorf("undo leaves %q, want %q", got, want)
		}
	}
}

// TestUndoOfAWorryIsTakenBackUnseen on the page of people.
func TestUndoOfAWorryIsTakenBackUnseen(t *testing.T) {
	t.Parallel()
	d := peggys(t)
	d.act("go.mine")
	d.typed("Ron frightens her.")
	d.act("go.people")
	d.keys("ctrl+z")
	d.shows("Taken back: a note of your own.", "People")
	d.hides("Ron frightens")
	d.keys("ctrl+y")
	d.shows("Done again: a note of your own.", "People")
	d.hides("Ron frightens")
}

// TestWhatOneKeyDidIsTakenBackByOne, over however many notes. Nothing of a note
// that is cut whole stays, neither its mark nor what that had drawn.
func TestWhatOneKeyDidIsTakenBackByOne(t *testing.T) {
	t.Parallel()
	page := func(d *drive) string {
		var all []string
		for _, n := range d.app.talk.Notes() {
			all = append(all, n.Text+strings.Repeat(" #", len(n.Marks)))
		}
		return strings.Join(all, "|") + strings.Repeat(" want", len(d.app.talk.Record().Wants))
	}
	const before = "To bowl. #|Tea at four.|She's lonely.|A cat. # want want"
	for _, c := range []struct{ story, keys, paste, want, typed string }{
		{"the page", "ctrl+a ctrl+a ctrl+x", "", "", "x"},
		{"two whole notes", "ctrl+home shift+down shift+end backspace", "", "|She's lonely.|A cat. # want", "x|She's lonely.|A cat. # want"},
		{
			"a whole note and some of the next", "ctrl+home shift+down ctrl+shift+right delete",
			"", "at four.|She's lonely.|A cat. # want", "xat four.|She's lonely.|A cat. # want",
		},
		{
			"from one into another", "ctrl+home ctrl+right shift+down ctrl+x",
			"", "To  at four. #|She's lonely.|A cat. # want want", "To x at four. #|She's lonely.|A cat. # want want",
		},
		{
			"from hers into Carol's", "ctrl+home down ctrl+right shift+down ctrl+x",
			"", "To bowl. #|Tea |s lonely.|A cat. # want want", "To bowl. #|Tea x|s lonely.|A cat. # want want",
		},
		{
			"Enter over a word", "ctrl+home down ctrl+right ctrl+shift+right enter",
			"", "To bowl. #|Tea|four.|She's lonely.|A cat. # want want", "To bowl. #|Tea|xfour.|She's lonely.|A cat. # want want",
		},
		{
			"a word pasted over another", "ctrl+home down ctrl+right ctrl+shift+right",
			"by ", "To bowl. #|Tea by four.|She's lonely.|A cat. # want want", "To bowl. #|Tea by xfour.|She's lonely.|A cat. # want want",
		},
		{
			"lines pasted over a word", "ctrl+home down ctrl+right ctrl+shift+right",
			"one\ntwo ", "To bowl. #|Tea one|two four.|She's lonely.|A cat. # want want", "To bowl. #|Tea one|two xfour.|She's lonely.|A cat. # want want",
		},
	} {
		t.Run(c.story, func(t *testing.T) {
			d := withVisit(t, func(k *desk.Talk) {
				held{k}.Do("visit.set", map[string]string{"who": "Peggy Ashworth", "here": "Carol"})
				held{k}.topic("matters", "To bowl. #wanted", "Tea at four.", "c: She's lonely.", "A cat. #wanted")
			})
			d.run(d.app.goTo(model.Place{Stage: model.StageTalk, Topic: "matters"}))
			act := func() {
				d.keys(strings.Fields(c.keys)...)
				if c.paste != "" {
					d.send(tea.PasteMsg{Content: c.paste})
				}
			}
			for _, then := range []struct {
				do   func()
				want string
			}{
				{func() {}, before},
				{act, c.want},
				{func() { d.keys("ctrl+z") }, before},
				{func() { d.keys("ctrl+y") }, c.want},
				{func() { d.keys("ctrl+z") }, before},
				{func() { act(); d.typed("x") }, c.typed},
			} {
				if then.do(); page(d) != then.want {
					t.Fatalf("the page is %q, want %q\n%s", page(d), then.want, d.screen())
				}
			}
		})
	}
}

// TestANeedTakenBackFromElsewhereOpensNoOther: where one of two is gone, the list
// stands, and not the lines of the other.
func TestANeedTakenBackFromElsewhereOpensNoOther(t *testing.T) {
	d := withVisit(t, peggysVisit, peggysNeed)
	d.act("go.needs")
	d.keys("n")
	d.typed("Dŵr a bath")
	d.keys("enter")
	d.act("go.wishes")
	for range 20 {
		d.keys("ctrl+z")
		if len(d.app.talk.Record().Needs) == 1 {
			break
		}
	}
	d.shows("Taken back: a need, “Dŵr a bath”", "> Bath takes the morning.", "touches:")
	if at := d.app.talk.Place(); at.Stage != model.StageNeeds {
		t.Errorf("it stands at %+v, want the needs:\n%s", at, d.screen())
	}
	d.keys("ctrl+y")
	d.shows("Done again: a need, “Dŵr a bath”", "Needs · Dŵr a bath")
}

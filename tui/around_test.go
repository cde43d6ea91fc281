package tui

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"ownwords/model"
)

func TestTopicsAreReachedByTyping(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("Tea first.")
	d.keys("esc")
	d.golden("topics")
	d.typed("mon")
	d.shows("Money, budget")
	d.hides("People and relationships")
	d.keys("enter")
	d.shows("Peggy Ashworth · Money, budget", "How are you managing")
	d.keys("esc")
	d.typed("feel")
	d.keys(".")
	d.shows("would rather not say.")
	d.keys("esc")
	d.shows("would rather not say: Feeling safe")
	if got := d.app.talk.Place().Topic; got != "money" {
		t.Errorf("marking a topic went to %q", got)
	}
	d.keys("esc", "ctrl+b")
	d.keys("ctrl+n")
	d.shows("Money")
}

func TestAPromptIsTurnedOverAndPutAway(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "Carol")
	first := d.app.talk.Topic().Ask
	for i := range first {
		d.shows("To ask")
		d.keys("ctrl+r")
		_ = i
	}
	d.hides("To ask")
	d.shows("Once more for the first.")
	d.keys("ctrl+r")
	d.shows("To ask")
	d.keys("f1")
	d.shows("Listen for", "Good to know", "From:")
	d.golden("about")
	d.typed("x") // closes it, and is typed
	d.hides("Listen for")
	d.shows("Peggy   x")
}

func TestAPromptForThePersonAloneIsKeptFromOthers(t *testing.T) {
	d := newDrive(t)
	d.start("Harjit Kaur Sandhu", "Manjit (son)")
	d.act("topic.go")
	d.typed("safe")
	d.keys("enter")
	d.shows("This one only when you are alone together.")
}

func TestThePaletteDoesAnythingByName(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "Carol")
	d.typed("She used to sing.")
	d.keys("ctrl+p")
	d.golden("palette")
	d.typed("whose words")
	d.keys("enter")
	d.shows("Whose words", "Carol")
	d.golden("asking-choice")
	d.typed("car")
	d.keys("enter")
	d.shows("Carol   She used to sing.", "Now Carol's words.")
	d.keys("ctrl+p")
	d.typed("choose a person") // nothing of that name
	d.shows("Nothing here has that name.")
	d.keys("enter", "esc", "ctrl+p")
	d.typed("take this risk")
	d.keys("enter")
	d.shows("Choose a risk first.")
	d.keys("esc", "ctrl+z")
	d.shows("Peggy   She used to sing.")
}

// TestThePaletteFindsWhatPeopleCallThings: the words for an action that it is not
// called by, what begins so first, and what can't be done now last.
func TestThePaletteFindsWhatPeopleCallThings(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("Tea first.")
	for _, c := range []struct{ typed, first string }{
		{"print", "Print or keep a copy"},
		{"pdf", "Print or keep a copy"},
		{"budget", "The money"},
		{"oops", "Take back the last thing"},
		{"own notes", "My own notes"},
		{"exit", "Leave"},
		{"risk", "Risks"},
		{"somebody new", "Somebody new"},
		{"throw away", "Take a note away"},
	} {
		d.keys("ctrl+p")
		d.typed(c.typed)
		d.shows("\n>  " + c.first)
		if c.typed == "risk" {
			d.golden("palette-found")
		}
		d.keys("esc")
	}
	d.keys("ctrl+p")
	rows := strings.Split(d.screen(), "\n")
	if at := slices.IndexFunc(rows, func(r string) bool { return strings.Contains(r, "Somebody new") }); at >= 0 {
		t.Errorf("row %d of the palette begins with what can't be done here", at)
	}
	d.keys("end")
	d.shows("Choose a copy first.")
}

func TestADialogKeepsWhatWasTypedInIt(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.act("here.add")
	d.golden("asking")
	d.typed("Carol (dau")
	d.keys("esc")
	d.act("here.add")
	d.shows("Carol (dau")
	d.typed("ghter)")
	d.keys("enter")
	d.shows("Carol is here. Type c: before their words.")
	d.act("here.add")
	d.hides("Who else is here            Carol (daughter)")
}

func TestTakingBackGoesToWhereItHappened(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("Tea first.")
	d.keys("ctrl+n")
	d.typed("The garden.")
	d.act("go.people")
	d.keys("ctrl+z")
	d.shows("What matters", "Taken back")
	d.hides("Peggy   The garden.")
	d.keys("ctrl+z")
	d.shows("Starting well")
	d.hides("Peggy   Tea first.")
	d.keys("ctrl+y", "ctrl+y")
	d.shows("What matters", "The garden.")
}

func TestAnotherDayAsksWhetherItIsANewVisit(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("Tea first.")
	d.act("go.start")
	d.run(d.app.do("visit.set", map[string]string{"how-to-talk": "slowly, and face to face"}))
	d.act("home")
	d.clock.set(d.clock.now().Add(48 * time.Hour))
	d.reopen()
	d.typed(passphrase)
	d.keys("enter", "o", "enter")
	d.shows("You were last here on Tuesday 15 September.", "slowly, and face to face")
	d.golden("doorstep")
	d.typed("nobody") // in haste
	d.keys("ctrl+p")
	d.typed("mark the note")
	d.shows("Say first whether this is a")
	d.keys("esc")
	d.keys("enter")
	d.typed("Carol")
	d.keys("enter")
	if n := len(d.app.talk.Record().Visits); n != 2 {
		t.Errorf("%d visits, want 2", n)
	}
	d.shows("Peggy Ashworth", "Who is here?                Carol")
}

// TestThePaletteOpensOverAPage: by name one goes on from wherever one is.
func TestThePaletteOpensOverAPage(t *testing.T) {
	for page, open := range map[string]func(*drive){
		"topics":   func(d *drive) { d.keys("esc") },
		"copies":   func(d *drive) { d.act("copy") },
		"finding":  func(d *drive) { d.keys("ctrl+f") },
		"everyone": func(d *drive) { d.act("others") },
		"todo":     func(d *drive) { d.act("todo") },
	} {
		t.Run(page, func(t *testing.T) {
			d := newDrive(t)
			d.start("Peggy Ashworth", "")
			d.typed("Tea first.")
			for key, title := range map[string]string{"ctrl+p": "What do you want to do?", "f5": "Where to?"} {
				open(d)
				d.keys(key)
				d.shows(title)
				d.typed("the talk")
				d.keys("enter")
				if _, ok := d.app.top().(*talkPage); !ok {
					t.Errorf("%s and the talk lead to %T", key, d.app.top())
				}
				d.shows("Peggy   Tea first.")
			}
		})
	}
}

// TestBeforeTheDoor is the day after a plan was agreed: what was promised stands
// there, and whether it was done.
func TestBeforeTheDoor(t *testing.T) {
	d := withVisit(t, peggysVisit, peggysAnswers)
	d.run(d.app.do("visit.set", map[string]string{"disliked": "client, service user"}))
	steps := d.app.talk.Record().Steps
	d.run(d.app.do("go.agree", nil))
	d.run(d.app.do("step.done", map[string]string{"step": string(steps[0].ID)}))
	d.act("home")
	d.clock.set(d.clock.now().AddDate(0, 0, 6))
	d.run(d.app.goHome())
	d.keys("o", "enter")
	d.shows("slowly, tea first", "client, service user", "done      Ask Kyle and Maureen", "not yet   ")
	d.golden("doorstep-full")
	d.keys("f1")
	d.shows("before the door is opened")
	d.keys("esc", "esc")
	d.shows("Peggy Ashworth")
	d.act("person.set")
	d.shows("Enter next line")
	d.golden("asking-person")
}

func TestHalfANameIsNobody(t *testing.T) {
	d := newDrive(t)
	d.keys("n")
	d.typed("Peggy Ashworth")
	d.keys("enter", "enter")
	for _, part := range []string{"Ca", "rol (dau", "ghter), Am", "rit"} {
		d.typed(part)
		d.tick() // unfinished words are kept too
	}
	d.keys("ctrl+n")
	var names []string
	for _, v := range d.app.talk.Record().Voices {
		if v.Role != model.RolePerson && !v.Role.Worker() {
			names = append(names, v.Name)
		}
	}
	if len(names) != 2 || names[0] != "Carol" || names[1] != "Amrit" {
		t.Errorf("voices = %q, want Carol and Amrit", names)
	}
}

func TestUnfinishedLinesAreOnDisk(t *testing.T) {
	d := newDrive(t)
	d.keys("n")
	d.typed("Peggy Ashw")
	d.tick()
	id := d.app.talk.Record().ID
	d.app.talk = nil // as if the power went
	d.reopen()
	d.typed(passphrase)
	d.keys("enter")
	d.shows("Peggy Ashw")
	d.keys("enter")
	if d.app.talk == nil || d.app.talk.Record().ID != id {
		t.Fatal("not the same conversation")
	}
	d.shows("Peggy Ashw")
}

func TestWhereWordsAreNotSavedItIsSaidLoudly(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("Tea first.")
	d.tick()
	if err := d.app.desk.Close(); err != nil {
		t.Fatal(err)
	}
	d.typed(" And then the paper.")
	d.send(saveMsg{})
	d.keys("ctrl+s")
	d.hides("Saved already.")
	d.keys("left")
	d.shows("NOT SAVED YET.")
	d.keys("ctrl+q")
	d.hides("All is saved")
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	if d.app.talk.Wait(ctx) == nil {
		t.Error("words that are not on disk were said to be")
	}
	d.app.talk, d.app.desk = nil, nil
}

func TestFindingInTheNotes(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("Canol y dref: gŵyl.")
	d.keys("ctrl+n")
	d.typed(`"The bowls club."`)
	d.keys("ctrl+f")
	d.shows("Canol y dref", "The bowls club.")
	d.typed("gwyl")
	d.hides("The bowls club.")
	d.keys("enter")
	d.shows("Starting well", "Canol y dref: gŵyl.")
	d.typed("!")
	d.shows("Canol y dref: gŵyl!.")
}

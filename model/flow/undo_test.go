package flow

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ownwords/model"
)

// atDesk is a conversation and a clock that goes on only where a test says so.
func atDesk(t *testing.T) (*Flow, *time.Time) {
	t.Helper()
	now := time.Date(2026, 9, 15, 10, 0, 0, 0, time.UTC)
	e := testEnv()
	e.Now = func() time.Time { return now }
	f := Begin(guide, "hash", Worker{Name: "Dele Martins", Role: model.RolePractitioner}, e)
	f.Do("visit.set", map[string]string{"who": "Peggy Ashworth", "here": "Carol (daughter)", "why": "plan"})
	f.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	f.steps = steps{kin: kin{}}
	return f, &now
}

// hand does what a hand does in a note, by the name of each thing: words are
// typed, "<3" are three letters erased, and the rest is named.
func hand(t *testing.T, f *Flow, now *time.Time, doings ...string) {
	t.Helper()
	for _, d := range doings {
		p := f.Place()
		switch {
		case d == "[kept]": // a second goes by
			*now = now.Add(time.Second)
			f.Take()
		case d == "[pause]":
			*now = now.Add(pause + time.Second)
		case d == "[enter]":
			f.NewNote()
		case d == "[home]":
			f.SetCaret(p.Part, 0)
		case strings.HasPrefix(d, "[paste]"):
			f.EditPasted(p.Part, p.Caret, p.Caret, d[len("[paste]"):])
		case strings.HasPrefix(d, "<"):
			for range len(d[1:]) {
				p := f.Place()
				f.Edit(p.Part, p.Caret-1, p.Caret, "")
			}
		default:
			typing(f, d)
		}
	}
}

// TestWhereARunOfTypingEnds: one undo takes back what was typed in one go,
// however often it was kept meanwhile, and everything that ever stood there
// before it was erased comes back.
func TestWhereARunOfTypingEnds(t *testing.T) {
	for _, c := range []struct {
		story  string
		doings []string
		want   []string // the page after each undo, notes joined by a stroke
	}{
		{"one go", []string{"Bath takes the morning."}, []string{""}},
		{"kept in between", []string{"Bath", "[kept]", " takes", "[kept]", " ages"}, []string{""}},
		{"Enter", []string{"One.", "[enter]", "Two."}, []string{"One.", ""}},
		{"a pause", []string{"One", "[pause]", " two"}, []string{"One", ""}},
		{"a caret that was moved", []string{"two", "[home]", "One "}, []string{"two", ""}},
		{"erasing, and mending in one", []string{"Bad", "[kept]", "<xx", "[kept]", "ath"}, []string{"Bad", ""}},
		{"erasing all of it", []string{"I was on the floor", "<xxxxxxxxxxxxxxxxxx", "[enter]"}, []string{"I was on the floor", ""}},
		{"what is pasted", []string{"One", "[paste] two", "[pause]", "[paste] three", " four"}, []string{"One two three", "One two", "One", ""}},
		{"a voice", []string{"c: lonely"}, []string{"", "c: ", ""}},
		{"a quotation", []string{`"To bowl."`}, []string{""}},
	} {
		t.Run(c.story, func(t *testing.T) {
			f, now := atDesk(t)
			hand(t, f, now, c.doings...)
			texts := func() string {
				var out []string
				for _, n := range f.Notes() {
					out = append(out, n.Text)
				}
				return strings.Join(out, "|")
			}
			end := texts()
			for i, want := range c.want {
				f.Undo()
				if got := texts(); got != want {
					t.Fatalf("undo %d leaves %q, want %q", i+1, got, want)
				}
			}
			if e := f.Undo(); e.Say[0].ID != "undo.nothing" {
				t.Errorf("one undo more says %s, want that there is nothing", e.Say[0].ID)
			}
			for range c.want {
				f.Redo()
			}
			if got := texts(); got != end {
				t.Errorf("all done again is %q, want %q", got, end)
			}
		})
	}
}

// TestTheCaretGoesWhereItHappened: to where words came back, or were.
func TestTheCaretGoesWhereItHappened(t *testing.T) {
	f, now := atDesk(t)
	hand(t, f, now, "Bath takes the morning.", "[home]", "The ")
	note := f.Place().Part
	for _, c := range []struct {
		do   func() Effect
		want int
	}{{f.Undo, 0}, {f.Redo, len("The ")}} {
		f.Go(model.Place{Stage: model.StageTalk, Topic: "changes"})
		e := c.do()
		if want := (model.Place{Stage: model.StageTalk, Topic: "matters", Part: note, Caret: c.want}); e.Look != want || f.Place() != want {
			t.Errorf("looks at %+v, is at %+v, want %+v", e.Look, f.Place(), want)
		}
	}
}

// TestALineOfAPageIsOneStep: it is kept each second while it is typed, and is
// one thing to take back once it is ended, after a restart too.
func TestALineOfAPageIsOneStep(t *testing.T) {
	f, _ := atDesk(t)
	f.Do("want.new", map[string]string{"words": "To bowl"})
	before := jsonOf(t, f.Record())
	tail := f.Take()
	for _, v := range []string{"the", "the du", "the ducks"} {
		f.DoSoFar("want.set", map[string]string{"why": v})
		tail = append(tail, f.Take()...)
	}
	f.Do("want.set", map[string]string{"why": "the ducks, and Maureen"})
	f.Do("want.set", map[string]string{"already": "a coat"})
	tail = append(tail, f.Take()...)
	for name, g := range map[string]*Flow{"at once": f, "after a restart": Open(f.Record(), tail, guide, testEnv())} {
		g.Go(model.Place{Stage: model.StageTalk})
		g.Undo()
		e := g.Undo()
		if d := cmp.Diff(before, jsonOf(t, g.Record())); d != "" {
			t.Errorf("%s: two undos for two lines leave (-want +got):\n%s", name, d)
		}
		if e.Look.Stage != model.StageWants || e.Look.Part != g.Record().Wants[0].ID || e.Look.Field != "why" {
			t.Errorf("%s: looks at %+v, want the line of why it matters", name, e.Look)
		}
		g.Redo()
		if got := g.Record().Wants[0].Why.Text; got != "the ducks, and Maureen" {
			t.Errorf("%s: done again it reads %q", name, got)
		}
	}
}

// TestALineThatEndsAsItBeganIsNoStep: what was typed and taken out again in one
// line leaves nothing to take back.
func TestALineThatEndsAsItBeganIsNoStep(t *testing.T) {
	f, _ := atDesk(t)
	f.Do("want.new", map[string]string{"words": "To bowl"})
	f.DoSoFar("want.set", map[string]string{"why": "th"})
	f.Take()
	f.Do("want.set", map[string]string{"why": ""})
	f.Undo()
	if n := len(f.Record().Wants); n != 0 {
		t.Errorf("undo left %d wants: it went to the line, want it to the want", n)
	}
}

// TestWhatIsOnesOwnIsNotShownForAnUndo: on a page that the room sees it is
// taken back and not gone to, and no word of it is said.
func TestWhatIsOnesOwnIsNotShownForAnUndo(t *testing.T) {
	f, _ := atDesk(t)
	f.Add("One.")
	f.Do("go.mine", nil)
	f.Add("me: Ron frightens her.")
	own := f.Record().Notes[1].ID
	f.SetCaret(own, 0)
	f.Do("mine.settle", map[string]string{"as": "worry"})
	f.Do("go.people", nil)
	here := f.Place()
	for _, c := range []struct {
		do       func() Effect
		want     string
		worries  int
		ownNotes int
	}{
		{f.Undo, "undo.gone", 0, 1},
		{f.Undo, "undo.gone", 0, 0},
		{f.Redo, "redo.back", 0, 1},
		{f.Redo, "redo.back", 1, 1},
	} {
		e := c.do()
		if e.Look != here || f.Place() != here {
			t.Errorf("an own note is gone to from the people: %+v", e.Look)
		}
		if say := e.Say[0]; say.ID != c.want || fmt.Sprint(say.Args["what"]) != fmt.Sprint(model.Msg("thing.own")) {
			t.Errorf("said %+v, want %s of a note of your own", say, c.want)
		}
		if r := f.Record(); len(r.Worries) != c.worries || len(r.Notes) != c.ownNotes+1 {
			t.Errorf("%d worries and %d notes, want %d and %d", len(r.Worries), len(r.Notes), c.worries, c.ownNotes+1)
		}
	}
	f.Go(model.Place{Stage: model.StageMine, Part: own})
	if e := f.Undo(); e.Look.Stage != model.StageMine || e.Say[0].Args["what"].(model.Message).ID == "thing.own" {
		t.Errorf("among one's own notes: looks at %+v and says %+v", e.Look, e.Say)
	}
}

// TestANoteMovedToMyOwnComesBackWithoutAWord of it, from another page.
func TestANoteMovedToMyOwnComesBackWithoutAWord(t *testing.T) {
	f, _ := atDesk(t)
	f.Add("My pension card is with Manjit.")
	f.Do("mark.mine", nil)
	f.Do("go.risks", nil)
	e := f.Undo()
	if n := f.Record().Notes[0]; n.Drawer != model.DrawerShared {
		t.Errorf("the note is in drawer %q", n.Drawer)
	}
	if e.Look.Stage != model.StageRisks || e.Say[0].ID != "undo.back" || strings.Contains(fmt.Sprint(e.Say), "pension") {
		t.Errorf("looks at %+v, says %+v", e.Look, e.Say)
	}
}

// TestNoUndoOpensMyOwnNotes: not even of what everybody may see, where it was
// done while these were open.
func TestNoUndoOpensMyOwnNotes(t *testing.T) {
	for _, act := range []struct{ id, field, value string }{{"here.add", "who", "Amrit"}, {"person.set", "called", "Peg"}} {
		for _, page := range []string{"go.talk", "go.people", "go.readback"} {
			f, _ := atDesk(t)
			f.Do("go.mine", nil)
			f.Add("me: Ron frightens her.")
			f.Do(act.id, map[string]string{act.field: act.value})
			f.Do(page, nil)
			here := f.Place()
			for _, do := range []func() Effect{f.Undo, f.Redo, f.Undo, f.Undo} {
				if e := do(); e.Look != here || f.Place() != here {
					t.Errorf("%s after %s goes to %+v", act.id, page, f.Place())
				}
			}
		}
	}
}

// TestAnEmptiedNoteIsOneStepWithTheErasing, however it is left.
func TestAnEmptiedNoteIsOneStepWithTheErasing(t *testing.T) {
	for _, way := range []struct {
		name  string
		leave func(*Flow)
	}{
		{"by the page", func(f *Flow) { f.Go(model.Place{Stage: model.StageWants}) }},
		{"by a command", func(f *Flow) { f.Do("go.wants", nil) }},
		{"by the next topic", func(f *Flow) { f.Do("topic.next", nil) }},
		{"by a topic", func(f *Flow) { f.Do("topic.go", map[string]string{"topic": "changes"}) }},
	} {
		f, now := atDesk(t)
		hand(t, f, now, "abc", "[pause]", "<xxx")
		way.leave(f)
		e := f.Undo()
		if n := f.Record().Notes; len(n) != 1 || n[0].Text != "abc" || fmt.Sprint(e.Say[0].Args["what"]) != fmt.Sprint(model.Msg("thing.note-told", "words", "abc")) {
			t.Errorf("%s: %d notes, says %+v, want the note with its words", way.name, len(n), e.Say)
		}
	}
}

// TestTheReadingBackIsNotTurnedRoundByAnUndo: a yes is taken back where it was
// said only if the screen is turned already.
func TestTheReadingBackIsNotTurnedRoundByAnUndo(t *testing.T) {
	f, _ := atDesk(t)
	f.Do("want.new", map[string]string{"words": "To bowl"})
	f.Do("go.readback", nil)
	f.Do("read.yes", nil)
	if _, more := f.Reading(); more || !f.Record().Agreement.ReadBack {
		t.Fatal("one thing was read back and it is not all")
	}
	f.Do("go.agree", nil)
	e := f.Undo()
	if f.Place().Stage != model.StageAgree || f.Record().Wants[0].Read == model.ReadYes || f.Record().Agreement != nil {
		t.Errorf("at %+v, the want reads %q, agreement %+v", f.Place(), f.Record().Wants[0].Read, f.Record().Agreement)
	}
	if e.Say[0].Args["what"].(model.Message).ID != "act.read.yes" {
		t.Errorf("said %+v", e.Say)
	}
	f.Do("go.readback", nil)
	f.Do("read.yes", nil)
	f.Undo()
	if i, more := f.Reading(); !more || i.Words.Text != "To bowl" {
		t.Errorf("after an undo there, reading %+v, want the want again", i)
	}
}

// TestAChangeThatIsBrokenOffIsNobodysYes: half of it is kept while it is typed,
// but what is left as it was reads, and counts, as if nothing had been typed.
func TestAChangeThatIsBrokenOffIsNobodysYes(t *testing.T) {
	f, _ := atDesk(t)
	f.Do("want.new", map[string]string{"words": "To bowl again"})
	f.Do("go.readback", nil)
	before := jsonOf(t, f.Record())
	half := func(words string) { f.DoSoFar("read.change", map[string]string{"words": words}) }
	half("To b")
	f.Take()
	if w := f.Record().Wants[0]; w.Words.Text != "To b" || w.First.Text != "To bowl again" || w.Read != model.NotRead || f.Record().Agreement != nil {
		t.Errorf("while it is typed the want is %+v, the agreement %+v", w, f.Record().Agreement)
	}
	for _, left := range []func(){
		func() { half("") },
		func() { half("To bo"); f.Do("read.change", map[string]string{"words": "To bowl again"}) },
		func() { half("To"); f.Do("read.change", map[string]string{"words": ""}) },
	} {
		if left(); cmp.Diff(before, jsonOf(t, f.Record())) != "" {
			t.Errorf("left as it was it is\n%s", jsonOf(t, f.Record()))
		}
		half("To b")
	}
	f.Do("read.yes", nil)
	if w := f.Record().Wants[0]; w.Words.Text != "To b" || w.Read != model.ReadYes || f.Record().Agreement.Changed != 1 {
		t.Errorf("after a yes to half of it: %+v, %d changed", w, f.Record().Agreement.Changed)
	}
	f.Do("go.readback", nil)
	half("To bowl")
	f.Do("read.change", map[string]string{"words": "To bowl at all"})
	if w := f.Record().Wants[0]; w.Words.Text != "To bowl at all" || w.First.Text != "To bowl again" || f.Record().Agreement.Changed != 2 {
		t.Errorf("ended it is %+v, %d changed", w, f.Record().Agreement.Changed)
	}
	if e := f.Undo(); e.Say[0].Args["what"].(model.Message).ID != "act.read.change" {
		t.Errorf("of the whole of it undo says %+v", e.Say)
	}
}

// TestANewVisitIsTakenBack, and nothing from before it while it stands.
func TestANewVisitIsTakenBack(t *testing.T) {
	f, now := atDesk(t)
	f.Add("One.")
	*now = now.Add(24 * time.Hour)
	f.Do("visit.new", nil)
	tail := f.Take()
	for name, g := range map[string]*Flow{"at once": f, "after a restart": Open(f.Record(), tail, guide, testEnv())} {
		g.Undo()
		if n := len(g.Record().Visits); n != 1 {
			t.Errorf("%s: %d visits, want 1", name, n)
		}
		g.Redo()
		g.Do("want.new", map[string]string{"words": "To bowl"})
		g.Undo()
		if e := g.Undo(); e.Say[0].ID != "undo.gone" || len(g.Record().Visits) != 1 {
			t.Errorf("%s: the visit is not taken back: %+v", name, e.Say)
		}
	}
	f.Redo()
	f.Add("Two.")
	f.Undo()
	f.steps.undo = f.steps.undo[:1] // all but what was done in the visit before
	if e := f.Undo(); e.Say[0].ID != "undo.nothing" || len(f.Record().Notes) != 1 {
		t.Errorf("an undo reaches to before this visit: %+v", e.Say)
	}
}

// TestWhatIsBeyondTakingBackIsSaidOnce, and what was done before it goes on to
// be taken back.
func TestWhatIsBeyondTakingBackIsSaidOnce(t *testing.T) {
	f, _ := atDesk(t)
	f.Add("One.")
	f.Beyond("copy")
	if e := f.Undo(); e.Say[0].ID != "undo.never" || len(f.Record().Notes) != 1 {
		t.Errorf("of a copy that was written undo says %+v", e.Say)
	}
	f.Undo()
	if len(f.Record().Notes) != 0 {
		t.Error("what was done before it can't be taken back")
	}
}

// TestThousandsOfStepsAreTakenBack holds no time, which is the benchmark's, with
// five times as many.
func TestThousandsOfStepsAreTakenBack(t *testing.T) {
	f, _ := atDesk(t)
	before := jsonOf(t, f.Record())
	f.Take()
	const many = 2_000
	f.Do("want.new", map[string]string{"words": "To bowl"})
	for i := range many {
		f.Do("want.set", map[string]string{"why": fmt.Sprint(i)})
	}
	reopened := Open(f.Record(), f.Take(), guide, testEnv())
	for name, g := range map[string]*Flow{"at once": f, "after a restart": reopened} {
		for range many + 1 {
			g.Undo()
		}
		if d := cmp.Diff(before, jsonOf(t, g.Record())); d != "" {
			t.Errorf("%s: all was taken back and it is not as it was (-want +got):\n%s", name, d)
		}
		if e := g.Undo(); e.Say[0].ID != "undo.nothing" {
			t.Errorf("%s: there is more to take back: %+v", name, e.Say)
		}
	}
}

func BenchmarkUndo(b *testing.B) {
	f := Begin(guide, "hash", Worker{Name: "Dele Martins", Role: model.RolePractitioner}, testEnv())
	f.Do("want.new", map[string]string{"words": "To bowl"})
	for i := range 10_000 {
		f.Do("want.set", map[string]string{"why": fmt.Sprint(i)})
	}
	for b.Loop() {
		f.Undo()
		f.Redo()
	}
}

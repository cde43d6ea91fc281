package tui

import (
	"strings"
	"testing"

	"ownwords/model"
	"ownwords/tui/desk"
)

var deskPages = []string{"needs", "desk", "decisions", "wishes"}

// What the pages of the desk show when nothing was put down and of a whole visit,
// in three windows.
func TestPagesOfTheDesk(t *testing.T) {
	for _, c := range []struct {
		name string
		fill []func(*desk.Talk)
	}{
		{"empty", nil},
		{"peggy", []func(*desk.Talk){peggysVisit, peggysAnswers, peggysNeed, peggysDesk}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := withVisit(t, c.fill...)
			for _, page := range deskPages {
				d.act("go." + page)
				d.golden(c.name + "-" + page)
			}
		})
	}
}

// The lines of a need and of a decision, as they stand when they are filled in.
func TestLinesOfTheDesk(t *testing.T) {
	d := withVisit(t, peggysVisit, peggysNeed, peggysDesk)
	for _, page := range []string{"needs", "decisions"} {
		d.act("go." + page)
		d.keys("enter")
		d.golden("peggy-" + page + "-open")
	}
}

// TestPeggysBathIsWalkedFromWhatSheSaidToWhoDecides goes by two keys along the
// chain of the bath, on every page that it leads over, and back.
func TestPeggysBathIsWalkedFromWhatSheSaidToWhoDecides(t *testing.T) {
	d := withVisit(t, peggysVisit, peggysAnswers, peggysNeed)
	d.act("go.needs")
	d.shows("> Bath takes the morning.", "touches: washing, keeping the home fit to live in", "who meets it: the council", "eligible: yes, Dele Martins")
	d.golden("peggy-need-row")
	for _, page := range []string{"What is wanted", "Who gives it", "What it costs, each week", "What happens next"} {
		d.keys("ctrl+e")
		d.shows(page)
	}
	d.keys("ctrl+e")
	d.shows("Nothing has come of it yet")
	d.keys("ctrl+o")
	d.shows("What it costs, each week")
	d.keys("ctrl+o")
	d.shows("help with the bath", "being active", "grab rail")
	d.typed("bath")
	d.keys("enter", "ctrl+o", "ctrl+o")
	d.shows("a need, “Bath takes the morning”", "a note, “If I have a bath I don't cook”")
	d.keys("enter", "ctrl+o")
	d.shows("> Peggy   Bath takes the morning.")
	d.keys("ctrl+o")
	d.shows("Here it begins")
}

// TestTheDeskLeadsToWhatIsMissing: each line of what the law asks for leads to the
// page where it is put down, and is gone once it was.
func TestTheDeskLeadsToWhatIsMissing(t *testing.T) {
	d := withVisit(t, peggysVisit, peggysAnswers)
	for _, c := range []struct{ line, title, typed string }{
		{"The needs that the assessment found", "Needs", ""},
		{"Advice on what can be done", "What can make it easier", "a seat in the shower"},
		{"A copy of the plan for Peggy", "Who is owed a copy", "Peggy"},
		{"The personal budget", "What the council would pay", ""},
	} {
		d.act("go.desk")
		d.toRow(c.line)
		d.keys("enter")
		d.shows(c.title)
		if c.typed == "" {
			continue
		}
		d.typed(c.typed)
		d.keys("enter", "esc", "esc")
		d.act("go.desk")
		if strings.Contains(d.screen(), c.line) {
			t.Errorf("%q stands on the page still:\n%s", c.line, d.screen())
		}
	}
}

// A line about one thing leads to the very line in which it is put right.
func TestTheDeskLeadsToTheVeryLine(t *testing.T) {
	d := withVisit(t, peggysVisit, peggysAnswers, func(k *desk.Talk) {
		h := held{k}
		h.at(model.StageNeeds)
		h.Do("need.new", map[string]string{"words": "the bath"})
		h.Do("need.set", map[string]string{"eligible": "no"})
	})
	for _, c := range []struct{ says, line string }{
		{"Decided, but not yet by whom and why: the bath", "eligible-why"},
		{"Not said yet whether the council meets this need", "met"},
		{"No need stands behind this yet: \"I want to get back", "needs"},
	} {
		d.act("go.desk")
		d.toRow(c.says)
		d.keys("enter")
		if got := d.app.line(); got != c.line {
			t.Errorf("%q leads to the line %q, want %q:\n%s", c.says, got, c.line, d.screen())
		}
	}
}

// toRow goes down to the line that begins so.
func (d *drive) toRow(begins string) {
	d.t.Helper()
	d.keys("home")
	for range 60 {
		if strings.Contains(d.screen(), "> "+begins) {
			return
		}
		d.keys("down")
	}
	d.t.Fatalf("no key leads to %q:\n%s", begins, d.screen())
}

// What nothing uses leads to where it stands.
func TestWhatNothingUsesIsGoneTo(t *testing.T) {
	d := withVisit(t, peggysVisit)
	d.act("go.desk")
	d.toRow("wanted, and nothing helps")
	d.keys("enter")
	if at := d.app.talk.Place(); at.Stage != model.StageWants || at.Part == "" {
		t.Errorf("it leads to %+v, want the lines of a want", at)
	}
	d.shows("my own kitchen")
	d.act("go.desk")
	d.toRow("wanted, and nothing helps")
	d.keys("ctrl+o")
	if at := d.app.talk.Place(); at.Stage != model.StageTalk || at.Part == "" {
		t.Errorf("its line came from %+v, want what she said", at)
	}
}

// Something wanted without a need behind it is asked what makes it hard, in a line
// beside the words.
func TestANeedIsSaidForWhatIsWanted(t *testing.T) {
	d := withVisit(t, peggysVisit)
	d.act("go.needs")
	d.keys("enter")
	d.shows("I want to get back to the bowls club", "What is hard for Peggy")
	d.typed(`"The bus steps are too high."`)
	d.keys("enter")
	r := d.app.talk.Record()
	if len(r.Needs) != 1 || len(r.Wants[0].Needs) != 1 || r.Wants[0].Needs[0] != r.Needs[0].ID {
		t.Fatalf("%d needs, the want answers %v; want one, and that", len(r.Needs), r.Wants[0].Needs)
	}
	if got := r.Needs[0].Words.String(); got != `"The bus steps are too high."` {
		t.Errorf("the need is %s", got)
	}
}

// The pages of the desk are for whoever works there: nothing of them stands on the
// turned screen, and what covers the decisions leads back to the talk.
func TestTheDeskIsNotForTheRoom(t *testing.T) {
	d := withVisit(t, peggysVisit, peggysNeed, peggysDesk)
	for _, page := range deskPages {
		d.act("go." + page)
		d.keys("ctrl+t")
		for _, never := range []string{"key safe", "eligible", "The law asks", "gives up cooking"} {
			if strings.Contains(d.screen(), never) {
				t.Errorf("the turned screen over %s shows %q:\n%s", page, never, d.screen())
			}
		}
		d.keys("esc")
	}
	d.act("go.decisions")
	d.keys("ctrl+l", "ctrl+l")
	if got := d.app.talk.Place().Stage; got != model.StageTalk {
		t.Errorf("uncovered at %s, want the talk", got)
	}
	d.act("go.decisions")
	d.again()
	if got := d.app.talk.Place().Stage; got != model.StageTalk {
		t.Errorf("opened again at %s, want the talk", got)
	}
}

// Whoever asks a page what it is for is told which law it comes from.
func TestEveryPageOfThePlanSaysWhichLawItComesFrom(t *testing.T) {
	d := withVisit(t, peggysVisit, peggyPays, peggysAnswers, peggysNeed, peggysDesk)
	for action, says := range map[string]string{
		"go.needs": "SI 2015/313", "go.desk": "Care Act 2014", "go.decisions": "Mental Capacity Act 2005", "go.wishes": "Mental Capacity Act 2005",
		"go.money": "Care Act 2014", "go.payment": "SI 2014/2871", "deal.set": "SI 2014/2871", "go.risks": "section 1(3)(h)", "go.agree": "section 25",
		"go.share": "Care Act 2014", "go.mine": "section 42", "advice.set": "section", "decide": "section 25",
	} {
		d.act(action)
		d.keys("f1")
		for range 3 {
			d.keys("pgdown")
		}
		if screen := strings.Join(strings.Fields(d.screen()), " "); !strings.Contains(screen, "From: ") || !strings.Contains(screen, says) {
			t.Errorf("F1 at %s does not say %q:\n%s", action, says, d.screen())
		}
		d.keys("f1", "esc")
	}
}

// A day and a name stand beside a decision, and beside nothing else.
func TestWhatNobodyDecidedHasNoDay(t *testing.T) {
	d := withVisit(t, peggysVisit, peggysNeed)
	d.act("go.needs")
	d.shows("eligible: yes, Dele Martins, ")
	d.app.talk.Do("need.set", map[string]string{"eligible": "not-yet"})
	d.act("go.needs")
	d.shows("eligible: not decided yet")
	d.hides("not decided yet,")
}

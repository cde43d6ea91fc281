package plain

import (
	"slices"
	"strings"
	"testing"

	"ownwords/content"
	"ownwords/model"
)

// flat is a transcript with its line ends as blanks.
func flat(out string) string { return strings.Join(strings.Fields(out), " ") }

// Where a list asks "Which, or new", words are those of a new one: none is lost,
// and no answer behind them becomes a note.
func TestWordsTypedAtAListAreANewOne(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	out := sit(t, dir, o, start+strings.Join([]string{
		".newwant to bowl", ".", "", ".newwant", `"to sing"`, ".", "",
		".wants", "to swim", ".", "", ".wants 9",
		".helps", "a music group nearby", ".", "", ".helps", "a lift", ".", "", ".helps", ".halp", "",
		".newrisk the stairs", ".", "", ".newneed", "Bath takes the morning.", ".", "", ".newdecision a key safe", ".", "",
		".someone Carol", ".", "", ".sharewith Housing", "4", "", "", ".override", "1", ".",
		".quit", "",
	}, "\n"))
	r := recordAfter(t, dir, o)
	var wants, helps []string
	for _, w := range r.Wants {
		wants = append(wants, w.Words.Text)
	}
	for _, s := range r.Supports {
		helps = append(helps, s.What.Text)
	}
	if want := []string{"to bowl", "to sing", "to swim"}; !slices.Equal(wants, want) {
		t.Errorf("wants = %q, want %q", wants, want)
	}
	if want := []string{"a music group nearby", "a lift"}; !slices.Equal(helps, want) {
		t.Errorf("helps = %q, want %q", helps, want)
	}
	if len(r.Risks) != 1 || len(r.Needs) != 1 || len(r.Decisions) != 1 || len(r.Relations) != 1 {
		t.Errorf("risks %d, needs %d, decisions %d, people %d: want one of each", len(r.Risks), len(r.Needs), len(r.Decisions), len(r.Relations))
	}
	if len(r.Sharing) != 1 || r.Sharing[0].Override.Ground != "danger" {
		t.Errorf("sharing = %+v, want Housing's no in hand for what goes past it", r.Sharing)
	}
	if len(r.Notes) > 0 {
		t.Errorf("%d answers became notes, the first %q", len(r.Notes), r.Notes[0].Text)
	}
	says(t, out, "A number from 1 to 3, please.", "No command halp here.")
}

// One letter is the law's name of an outcome, and the beginning of another: it
// ticks neither.
func TestALetterTicksNoOutcome(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	out := sit(t, dir, o, start+".newneed the bath\nb, f\nwash 6\n.\n\n.quit\n")
	says(t, out, "What it touches: b, f", "A number from 1 to 10, please.", "What it touches: wash 6")
	if got := recordAfter(t, dir, o).Needs[0].Outcomes; !slices.Equal(got, []string{"ca14.b", "ca14.f"}) {
		t.Errorf("touched = %v, want washing and the home", got)
	}
}

// What only the council's talk has is no word of the person's, where they get
// ready; and what is wiped is said, and asked twice.
func TestInAPreparationNothingIsMistakenOrWipedAtOnce(t *testing.T) {
	dir, o := setUp(t, content.RolePeer, "Joan Pemberton")
	out := sit(t, dir, o, start+strings.Join([]string{
		".deal", ".employer", ".directpayment", ".newneed", ".advice", ".given", ".advancewishes", ".owe", ".offered", ".newpower",
		"I take one tablet too many.", ".mine",
		".mynotes", ".settle", "4", "no", ".settle", "4", "yes", ".",
		".quit", "",
	}, "\n"))
	says(t, out, "Peggy: I take one tablet too many.", "Sure?", "no", "Peggy: I take one tablet too many.", "Sure?", "yes", "Wiped.")
	if n := strings.Count(flat(out), "That comes later, with the council."); n != 10 {
		t.Errorf("that it comes later is said %d times, want 10:\n%s", n, out)
	}
	r := recordAfter(t, dir, o)
	for _, n := range r.Notes {
		if strings.HasPrefix(n.Text, ".") {
			t.Errorf("%q stands among Peggy's words", n.Text)
		}
	}
}

// A copy owed to somebody refused is in no list at somebody's table, and is found
// by name: it is not noted twice.
func TestACopyOwedToSomebodyRefusedIsFoundByName(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	out := sit(t, dir, o, start+strings.Join([]string{
		".owe Ron", ".", "", ".owe Maureen", ".", "", ".share Ron", "4", "", "",
		".owe", "ron", "2", "in large print", ".", "", ".quit", "",
	}, "\n"))
	if _, behind, _ := strings.Cut(out, "Ron: no."); !strings.Contains(behind, "1 Maureen") || strings.Contains(behind, "1 Ron") || strings.Contains(behind, "2 Ron") {
		t.Errorf("the list of copies owed tells of Ron:\n%s", behind)
	}
	r := recordAfter(t, dir, o)
	i := slices.IndexFunc(r.Owed, func(x *model.Owed) bool { return x.Who == "Ron" })
	if len(r.Owed) != 2 || i < 0 || r.Owed[i].How != "in large print" {
		t.Errorf("owed = %+v, want Ron's changed and none beside it", r.Owed)
	}
}

// Enter at a row that is there leaves the row, and what belongs to it is asked all
// the same; only the empty row ends a list.
func TestEnterAtARowLeavesTheRowAlone(t *testing.T) {
	a := asking{done: map[string]bool{}}
	there := field{ID: "if.0", Value: "no call by 2.15"}
	then := field{ID: "if.0.then.0", Value: "Carol rings the club"}
	next := field{ID: "if.1"}
	of := []field{there, then, next, {ID: "if.1.then.0"}}
	a.answered(there, "", false, of)
	if f, ok := a.next(of); !ok || f.ID != then.ID {
		t.Errorf("behind a row that was left comes %q, want what belongs to it", f.ID)
	}
	a.answered(then, "", false, of)
	a.answered(next, "", false, of)
	if f, ok := a.next(of); ok {
		t.Errorf("behind the empty row comes %q, want nothing of it", f.ID)
	}
}

// An answer that stands is left by Enter and taken away by a dash alone, whatever
// it is: words, a day, one choice or several.
func TestAnAnswerIsTakenAwayByADash(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	out := sit(t, dir, o, start+strings.Join([]string{
		`"To bowl"`, ".wanted", ".helps", "being active", "1", "Personal assistant", "2", "3", "13.80", "", "2", "9 March", ".", "",
		".newneed the bath", "wash", ".", "",
		".helps 1", "", "-", "-", "-", ".", ".needs 1", "", "-", ".",
		".quit", "",
	}, "\n"))
	says(t, out, "Enter leaves an answer. A dash alone (-) takes it away.")
	r := recordAfter(t, dir, o)
	if s := r.Supports[0]; s.What.Text != "being active" || len(s.For) > 0 || s.Who != "" || s.Cost.How != "" {
		t.Errorf("the help is %+v, want what it is for, who gives it and its price taken away\n%s", s, out)
	}
	if n := r.Needs[0]; len(n.Outcomes) > 0 || n.Words.Text != "the bath" {
		t.Errorf("the need is %+v, want no outcome ticked", n)
	}
}

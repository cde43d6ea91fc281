package plain

import (
	"strings"
	"testing"

	"ownwords/content"
	"ownwords/model"
)

// A plan that is changed after it was agreed says what is not the same, asks why
// and is agreed anew; then the council asks about a want in the person's own
// words.
func TestAChangedPlanAndTheCouncilsQuestionInPlainLines(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	out := sit(t, dir, o, start+strings.Join([]string{
		`"I want to bowl."`, ".wanted", ".answers", "1", ".", ".agreed",
		".risks new", `"I cook with the gas on."`, ".",
		".agree", "Carol broke her wrist", "Peggy's", ".", ".agreed",
		".decide", "2", "1", "Is there a bus?", "Ms Okafor",
		".share Ron", "4", "", "", ".override", "1", "he has her spare key", "Ms Okafor", ".",
		".owe", "Peggy", "2", "large print", "18 Sep", "", "", ".owe", "1", "", "in Punjabi", ".",
		".quit", "",
	}, "\n"))
	for _, said := range []string{
		"Changed since it was agreed. Not the\nsame now:", "new: a risk, “I cook with the gas on”",
		"1 \"I want to bowl.\"", "Ms Okafor asks about \"I want to bowl.\":",
	} {
		if !strings.Contains(out, said) {
			t.Errorf("nothing says %q:\n%s", said, out)
		}
	}
	r := recordAfter(t, dir, o)
	if c := r.Conversation; c.ChangedWhy != "Carol broke her wrist" || c.ChangedBy != "Peggy's" || c.Revision != 3 || c.Standing != model.Agreed {
		t.Errorf("conversation = %+v, want it agreed anew with its reason, and once more for who may see it", c)
	}
	if a := r.Agreement; a.Decision != "question" || a.About != r.Wants[0].ID || a.Reason != "Is there a bus?" || a.DecisionBy != "Ms Okafor" {
		t.Errorf("decision = %+v, want the question about the want", a)
	}
	if len(r.Sharing) != 1 || !r.Sharing[0].Overridden() {
		t.Errorf("sharing = %+v, want Ron's no and what goes past it", r.Sharing)
	}
	if len(r.Owed) != 1 || r.Owed[0].Paper != "my-plan" || r.Owed[0].How != "in Punjabi" || r.Owed[0].By.Day == "" {
		t.Errorf("owed = %+v, want my plan by a day", r.Owed)
	}
}

// TestANumberOfNoNoteIsAskedFor: where there are notes, which; else that there is
// none. A note that ends in a question mark ends no sentence twice.
func TestANumberOfNoNoteIsAskedFor(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	out := sit(t, dir, o, start+strings.Join([]string{
		".edit 1", ".wrong 2", ".from 1", "An induction ring?", ".edit 9", ".edit x", ".wrong 0", ".from 2", ".undo", ".quit", "",
	}, "\n"))
	none, which := "No note here yet.", "Which note? A number from 1 to 1."
	says(t, out, none, none, none, which, which, which, which, "Taken back: a note: An induction ring.")
}

// TestWhatSomebodyElseDecidedIsNotCalledAgreed, at the agreeing or at home.
func TestWhatSomebodyElseDecidedIsNotCalledAgreed(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	out := sit(t, dir, o, start+strings.Join([]string{
		`"I want to bowl."`, ".wanted", ".answers", "5", "Carol, attorney for health", ".", ".agreed", ".home", ".quit", "",
	}, "\n"))
	says(t, out, "Decided for Peggy", "5 Peggy Ashworth, decided for them, waiting to go")
	if strings.Contains(out, "Agreed with Peggy") {
		t.Errorf("it is said to be agreed with her:\n%s", out)
	}
}

// TestSomebodyIsGoneToByTheirNumberOrAName: among the people and in the list of
// who may see it the same question is asked, and a number makes nobody called so.
func TestSomebodyIsGoneToByTheirNumberOrAName(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	out := sit(t, dir, o, start+strings.Join([]string{
		".people Carol", "daughter", ".", "", ".people Ron", "", "5", ".", "",
		".people", "1", "niece", ".", ".people", "Maureen", ".", "", ".people new", "Kyle", ".", "", ".people", "",
		".share", "her GP", "1", "", ".share", "1", "4", ".", ".share", "Carol", "1", "", ".share 9", ".share new", "Dr Rao", ".", "",
		".quit", "",
	}, "\n"))
	says(t, out, "1 Carol", "Which, or new: 1", "2 Maureen", "1 her GP", "Which, or new: 1", "her GP: no.", "Which, or new: Carol", "A number from 1 to 2, please.")
	if _, behind, _ := strings.Cut(out, "Note 1: .people\n"); strings.Contains(behind, "Ron") {
		t.Errorf("who is not to be contacted is said:\n%s", behind)
	}
	r := recordAfter(t, dir, o)
	var people, sharing []string
	for _, x := range r.Relations {
		people = append(people, x.Name+" "+x.Who)
	}
	for _, x := range r.Sharing {
		sharing = append(sharing, x.Who)
	}
	if got := strings.Join(people, ", "); got != "Carol niece, Ron , Maureen , Kyle " {
		t.Errorf("people = %q", got)
	}
	if got := strings.Join(sharing, ", "); got != "her GP, Carol, Dr Rao" {
		t.Errorf("sharing = %q", got)
	}
}

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
		".owe", "Peggy", "2", "large print", "18 Sep", "", "",
		".quit", "",
	}, "\n"))
	for _, said := range []string{
		"Changed since it was agreed. Not the\nsame now:", "new: a risk, “I cook with the gas on”",
		"The law asks for this too.", "1 \"I want to bowl.\"",
	} {
		if !strings.Contains(out, said) {
			t.Errorf("nothing says %q:\n%s", said, out)
		}
	}
	r := recordAfter(t, dir, o)
	if c := r.Conversation; c.ChangedWhy != "Carol broke her wrist" || c.ChangedBy != "Peggy's" || c.Revision != 2 || c.Standing != model.Agreed {
		t.Errorf("conversation = %+v, want it agreed anew with its reason", c)
	}
	if a := r.Agreement; a.Decision != "question" || a.About != r.Wants[0].ID || a.Reason != "Is there a bus?" || a.DecisionBy != "Ms Okafor" {
		t.Errorf("decision = %+v, want the question about the want", a)
	}
	if len(r.Owed) != 1 || r.Owed[0].Paper != "my-plan" || r.Owed[0].By.Day == "" {
		t.Errorf("owed = %+v, want my plan by a day", r.Owed)
	}
}

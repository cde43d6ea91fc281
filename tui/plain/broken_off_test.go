package plain

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
)

// start is how the tests begin with somebody: home, a name, and what else is
// asked at a visit's start left as it is.
const start = "1\nPeggy Ashworth\n.\n"

// recordAfter is the one record in a store, once a session is over.
func recordAfter(t *testing.T, dir string, o desk.Options) *model.Record {
	t.Helper()
	door, err := desk.Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	d, err := door.UnlockWith([]byte(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}()
	all, _, err := d.Everyone("")
	if err != nil || len(all) != 1 {
		t.Fatalf("everyone = %v, %v, want one", all, err)
	}
	r, _, err := d.Show(all[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func notesOf(r *model.Record) []string {
	var out []string
	for _, n := range r.Notes {
		out = append(out, n.Words().String())
	}
	return out
}

// TestANoIsNoYes: what is answered to what was read back and is no yes goes on
// to nothing, and a command is done.
func TestANoIsNoYes(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	out := sit(t, dir, o, start+"\"I want to bowl.\"\n.wanted\n.readback\nno\nThat is not what I said\n.\n.quit\n")
	r := recordAfter(t, dir, o)
	if got := r.Wants[0].Read; got != model.NotRead {
		t.Errorf("a no was taken for %q", got)
	}
	if r.Agreement != nil && r.Agreement.ReadBack {
		t.Error("what was not read stands as read back")
	}
	if n := strings.Count(out, "c change"); n != 3 {
		t.Errorf("what can be answered is said %d times, want 3:\n%s", n, out)
	}
}

// TestACommandAtAnyQuestionIsACommand: it is never somebody's words, and never
// the end of the program.
func TestACommandAtAnyQuestionIsACommand(t *testing.T) {
	t.Parallel()
	for name, typed := range map[string]string{
		"at the first name":         "1\n.quit\n",
		"at the start of a visit":   "1\nPeggy Ashworth\n.help\n.quit\n",
		"at new words":              start + "One\n.edit 1\n.quit\n",
		"at a full stop":            start + "One\n.edit 1\n.\n.quit\n",
		"at a recipient":            start + "One\n.copy\n.quit\n",
		"at a file":                 start + "One\n.copy Peggy Ashworth\n1\n.quit\n",
		"at other words":            start + "One\n.wanted\n.readback\nc\n.quit\n",
		"at what was read":          start + "One\n.wanted\n.readback\n.quit\n",
		"at the topics":             start + "One\n.topics\n.quit\n",
		"at the visit of a new day": start + "One\n.visit\n.quit\n",
	} {
		t.Run(name, func(t *testing.T) {
			dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
			out := sit(t, dir, o, typed)
			if strings.Contains(typed, ".quit") && !strings.Contains(out, "All is saved. Locked.") {
				t.Errorf("it was not left by the command:\n%s", out)
			}
			if !strings.Contains(typed, "One") {
				return
			}
			if got := notesOf(recordAfter(t, dir, o)); len(got) != 1 || got[0] != "One" {
				t.Errorf("notes = %q, want One", got)
			}
		})
	}
}

// TestWhatWasBrokenOffIsKept: ctrl+c says that all is saved, so what stood in
// the line is a note, whatever is typed next.
func TestWhatWasBrokenOffIsKept(t *testing.T) {
	for name, next := range map[string]string{"another line": "Two\r", "an empty line": "\r"} {
		t.Run(name, func(t *testing.T) {
			dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
			atTerminal(t, dir, o, strings.ReplaceAll(start, "\n", "\r")+"One\x03"+next+".quit\r")
			got := notesOf(recordAfter(t, dir, o))
			if len(got) == 0 || got[0] != "One" {
				t.Errorf("notes = %q, want One kept", got)
			}
		})
	}
}

// TestHalfANameDecidesNothing: a name that makes a plan final counts once it is
// whole, and a step is one step however slowly it was typed.
func TestHalfANameDecidesNothing(t *testing.T) {
	t.Parallel()
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	before := strings.ReplaceAll(start, "\n", "\r") + "\"I want to bowl.\"\r.wanted\r.agree\r1\r\r\r"
	atTerminal(t, dir, o, before, "Ring", " the club\r\r\r\r\r.decide\r1\r\r\rDan", "ny Okafor\r.quit\r")
	r := recordAfter(t, dir, o)
	if a := r.Agreement; a == nil || a.DecisionBy != "Danny Okafor" {
		t.Errorf("agreement = %+v, want decided by Danny Okafor", a)
	}
	var steps []string
	for _, s := range r.Steps {
		steps = append(steps, s.What)
	}
	if len(steps) != 1 || steps[0] != "Ring the club" {
		t.Errorf("steps = %q, want one", steps)
	}
	if got := notesOf(r); len(got) != 1 {
		t.Errorf("notes = %q, want the one that was made", got)
	}
}

// atTerminal types at a terminal, with a rest between the parts that is longer
// than a line waits to be kept.
func atTerminal(t *testing.T, dir string, o desk.Options, parts ...string) {
	t.Helper()
	in, hand := io.Pipe()
	go func() {
		for i, part := range parts {
			if i > 0 {
				time.Sleep(draftPause + 200*time.Millisecond)
			}
			// One letter at a time, as a terminal gives them.
			for _, r := range part {
				_, _ = io.WriteString(hand, string(r))
			}
		}
		_ = hand.Close()
	}()
	var out bytes.Buffer
	_, err := Run(context.Background(), Options{
		Dir: dir, In: in, Out: &out, Terminal: true, Passphrase: []byte(passphrase), Desk: o,
	})
	if err != nil {
		t.Fatalf("session: %v\n%s", err, out.String())
	}
	if testing.Verbose() {
		t.Log(out.String())
	}
}

// TestWhatIsPastedIsToldAndNothingElse pastes lines that would be a quotation,
// a voice and a command if they were typed.
func TestWhatIsPastedIsToldAndNothingElse(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	keys := strings.ReplaceAll(start, "\n", "\r") + "\x1b[200~\"said?\"\nme: mine?\n.quit\n\x1b[201~typed.\r.quit\r"
	var out bytes.Buffer
	_, err := Run(t.Context(), Options{
		Dir: dir, In: strings.NewReader(keys), Out: &out, Terminal: true, Passphrase: []byte(passphrase), Desk: o,
	})
	if err != nil {
		t.Fatalf("session: %v\n%s", err, out.String())
	}
	want := []string{"\"said?\"", "me: mine?", ".quit", "typed."}
	r := recordAfter(t, dir, o)
	if got := notesOf(r); !slices.Equal(got, want) {
		t.Errorf("notes = %q, want %q", got, want)
	}
	for _, n := range r.Notes {
		if n.Telling != model.Told {
			t.Errorf("%q is %q, want told", n.Text, n.Telling)
		}
	}
	if !strings.HasPrefix(out.String(), pasteOn) || !strings.HasSuffix(out.String(), pasteOff) {
		t.Error("the terminal is not asked to tell what is pasted, or not left as it was")
	}
}

// TestAMistypedCommandIsKeptAndTold: it may be somebody's words, and nobody
// should think that it was done.
func TestAMistypedCommandIsKeptAndTold(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	out := sit(t, dir, o, start+"I want to bowl.\n.wnated\n.find Harjit\n...and then he went\n.quit\n")
	if got := notesOf(recordAfter(t, dir, o)); !slices.Equal(got, []string{"I want to bowl.", ".wnated", ".find Harjit", "...and then he went"}) {
		t.Errorf("notes = %q", got)
	}
	if n := strings.Count(out, "No command"); n != 2 {
		t.Errorf("told %d times that there is no such command, want twice:\n%s", n, out)
	}
}

// TestAQuestionThatIsLeftDecidesNothing: who asks whether an assessment is
// wanted, and then goes back, has not said that it is not.
func TestAQuestionThatIsLeftDecidesNothing(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	sit(t, dir, o, start+"I want to bowl.\n.notwanted\n.\n.quit\n")
	if got := recordAfter(t, dir, o).Conversation.Standing; got != model.Draft {
		t.Errorf("standing = %q, want %q", got, model.Draft)
	}
	dir, o = setUp(t, content.RolePractitioner, "Dele Martins")
	sit(t, dir, o, start+".notwanted\n\"Leave me be.\"\n\n.quit\n")
	if c := recordAfter(t, dir, o).Conversation; c.Standing != model.NotWanted || c.NotWantedWords.Text != "Leave me be." {
		t.Errorf("standing = %q with %q, want %q with the words", c.Standing, c.NotWantedWords.Text, model.NotWanted)
	}
}

// TestAnEndingIsAskedForOnce: the word alone ends nothing, nor does a full stop
// or the answer that it goes on.
func TestAnEndingIsAskedForOnce(t *testing.T) {
	for _, c := range []struct {
		name, typed string
		want        model.Standing
	}{
		{"left", ".stop\n.\n", model.Draft},
		{"empty", ".stop\n\n", model.Draft},
		{"goes on", ".stop\n1\n", model.Draft},
		{"enough", ".stop\n3\n", model.Stopped},
		{"taken back", ".stop\n3\n.undo\n", model.Draft},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
			out := sit(t, dir, o, start+c.typed+".quit\n")
			if got := recordAfter(t, dir, o).Conversation.Standing; got != c.want {
				t.Errorf("standing %s, want %s:\n%s", got, c.want, out)
			}
			if !strings.Contains(out, "as Peggy") || !strings.Contains(out, "I have what I need") {
				t.Errorf("it was not asked why:\n%s", out)
			}
		})
	}
}

// TestOtherWordsThatWereBrokenOffAreNobodysYes: half of them was kept meanwhile,
// and what was read says what it said.
func TestOtherWordsThatWereBrokenOffAreNobodysYes(t *testing.T) {
	t.Parallel()
	for name, end := range map[string][]string{
		"a full stop":                 {"\x7f\x7f\x7f\x7f.\r.\r.quit\r"},
		"a command":                   {"\x7f\x7f\x7f\x7f.quit\r"},
		"nothing, and then full stop": {"\x7f\x7f\x7f\x7f", "\r.\r.quit\r"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
			atTerminal(t, dir, o, append([]string{slowly + ".readback\rc\rTo b"}, end...)...)
			r := recordAfter(t, dir, o)
			if w := r.Wants[0]; w.Words.Text != "To bowl" || w.First != nil || w.Read != model.NotRead || r.Agreement != nil {
				t.Errorf("the want is %+v, the agreement %+v", w, r.Agreement)
			}
		})
	}
}

package plain

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownwords/content"
	"ownwords/model"
)

// said is a command of plain mode, what is answered to what it asks, and what
// .undo says then.
type said struct{ command, answers, undo string }

// everySaid are all commands that change a visit, in an order in which each
// can be done.
var everySaid = []said{
	{".visit", "\n\n\nthe library\n.\n", "Taken back: the start of the visit."},
	{".here Kyle (next door)", "", "Taken back: who is here."},
	{".about", "\n\nshe\n.\n", "Taken back: about the person."},
	{".comeback", "", "Taken back: what was said of a topic."},
	{".nothing", "", "Taken back: what was said of a topic."},
	{".rathernot", "", "Taken back: what was said of a topic."},
	{".wanted", "", "Taken back: the mark “something wanted”."},
	{".risk", "", "Taken back: the mark “a risk”."},
	{".person", "", "Taken back: the mark “a person”."},
	{".later", "", "Taken back: the mark “come back to this”."},
	{".later", "", "Back again: the mark “come back to this”."},
	{".through", "\n2\n.\n", "Taken back: through whom it was said."},
	{".may", "", "Taken back: whether it may be read back."},
	{".whose Peggy", "", "Taken back: whose words these are."},
	{".edit 1", "Otherwise.\n", "Taken back: other words in a note."},
	{".wants new", "To bowl again\n.\n\n", "Taken back: something wanted, “To bowl again”."},
	{".want.set", "\nthe ducks\n.\n", "Taken back: a change to something wanted, “To bowl again”."},
	{".want.drop", "", "Back again: something wanted, “To bowl again”."},
	{".people Maureen", ".\n\n", "Taken back: Maureen."},
	{".someone.closer", "", "Back again: Maureen."},
	{".someone.closer", "", "Back again: Maureen, paid."},
	{".someone.further", "", "Back again: Maureen, around."},
	{".someone.set", "from bowls\n.\n", "Back again: Maureen, paid."},
	{".someone.drop", "", "Back again: Maureen, paid."},
	{".risks new", "the canal\n.\n\n", "Taken back: a risk, “the canal”."},
	{".risk.set", "\nthe ducks\n.\n", "Taken back: a change to a risk, “the canal”."},
	{".risk.drop", "", "Back again: a risk, “the canal”."},
	{".helps new", "the bath\n.\n\n", "Taken back: what helps, “the bath”."},
	{".help.set", "\n\nhome care\n.\n", "Taken back: a change to what helps, “the bath”."},
	{".help.drop", "", "Back again: what helps, “the bath”."},
	{".own a cleaner", ".\n\n", "Taken back: what helps, “a cleaner”."},
	{".cost", "30\n.\n", "Taken back: a sum."},
	{".payment", "165.60\n.\n", "Taken back: the direct payment."},
	{".offered", "there is none\n.\n", "Taken back: a way that was not offered."},
	{".deal", "keep the statements\n.\n", "Taken back: the deal."},
	{".answers", "yes\n.\n", "Taken back: what was said to the plan."},
	{".agreed", "", "Taken back: the agreeing."},
	{".owe Peggy", ".\n\n", "Taken back: a copy that is owed to Peggy."},
	{".owed.set", "\nlarge print\n.\n", "Taken back: a change to a copy that is owed to Peggy."},
	{".given", "1\n", "Taken back: a change to a copy that is owed to Peggy."},
	{".owed.drop", "", "Back again: a copy that is owed to Peggy."},
	{".risks new", "the lock\n.\n\n", "Taken back: a risk, “the lock”."},
	{".reason", "she fell\n.\n", "Taken back: why the plan was changed."},
	{".risk.drop", "", "Back again: a risk, “the lock”."},
	{".decide", "3\n.\n", "Taken back: the council's decision."},
	{".share", "Dr Rao\n.\n\n", "Taken back: Dr Rao on the list of who may see it."},
	{".override", "1\n.\n", "Taken back: a lawful reason for a copy."},
	{".sooner that she fell", "", "Taken back: what the council should sooner not hold."},
	{".share.set", "1\n.\n", "Taken back: a change to Dr Rao on the list of who may see it."},
	{".share.drop", "", "Back again: Dr Rao on the list of who may see it."},
	{".move energy", "", "Taken back: a note moved to another topic."},
	{".mynotes", "1\n", "Taken back: what a note is."},
	{".here Amrit", "", "Taken back: who is here."}, // among my own notes still
	{".newvisit", "", "Taken back: a new visit."},
}

// TestEveryCommandCanBeTakenBack does each, takes it back and does it again:
// the record is as it was, and the sentence names the thing. After a restart
// all of it goes back once more.
func TestEveryCommandCanBeTakenBack(t *testing.T) {
	t.Parallel()
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	sit(t, dir, o, "1\nPeggy Ashworth\nPeggy\nCarol (daughter)\n.\n.mynotes\nme: Ron.\n.talk\nc: She's lonely.\n.quit\n")
	s := reopened(t, dir, o)
	stood := []string{recordNow(t, s)}
	for _, x := range everySaid {
		stood = append(stood, saidAndBack(t, s, x))
	}
	s.at = s.talk.Record().ID
	if err := s.leaveTalk(); err != nil {
		t.Fatal(err)
	}
	again, _, err := s.desk.Open(s.at)
	if err != nil {
		t.Fatal(err)
	}
	s.talk = again
	for i := range everySaid {
		typed(t, s, ".undo", "")
		if diff := cmp.Diff(stood[len(stood)-2-i], recordNow(t, s)); diff != "" {
			t.Fatalf("after a restart, undo of %s (-want +got):\n%s", everySaid[len(everySaid)-1-i].command, diff)
		}
	}
}

// saidAndBack returns the record as it stands once it was done.
func saidAndBack(t *testing.T, s *session, x said) string {
	t.Helper()
	before := recordNow(t, s)
	out := typed(t, s, x.command, x.answers)
	after := recordNow(t, s)
	if after == before {
		t.Fatalf("%s did nothing:\n%s", x.command, out)
	}
	for _, way := range []struct{ command, stands, say string }{{".undo", before, x.undo}, {".redo", after, ""}} {
		got := strings.Join(strings.Fields(typed(t, s, way.command, "")), " ")
		if diff := cmp.Diff(way.stands, recordNow(t, s)); diff != "" {
			t.Fatalf("%s of %s (-want +got):\n%s", way.command, x.command, diff)
		}
		if !strings.Contains(got, way.say) {
			t.Errorf("%s of %s says %q, want %q", way.command, x.command, got, way.say)
		}
	}
	return after
}

// typed is a command at the prompt of the talk, or of one's own notes where
// they are open, and what was printed.
func typed(t *testing.T, s *session, command, answers string) string {
	t.Helper()
	var out bytes.Buffer
	s.Out, s.pending = &out, command
	s.in = newPipe(strings.NewReader(answers), &out, true)
	if p := s.talk.Place(); p.Stage != model.StageTalk && p.Stage != model.StageMine {
		s.talk.Go(model.Place{Stage: model.StageTalk})
	}
	if err := s.oneThing(); err != nil && !errors.Is(err, errBack) {
		t.Fatalf("%s: %v\n%s", command, err, out.String())
	}
	return out.String()
}

func recordNow(t *testing.T, s *session) string {
	t.Helper()
	raw, err := json.MarshalIndent(s.talk.Record(), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// TestNoUndoReadsMyOwnNotesAloud: what was done while they were open is taken
// back where one is now.
func TestNoUndoReadsMyOwnNotesAloud(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	got := sit(t, dir, o, start+"Hello.\n.mynotes\nme: Ron frightens her.\n.here Amrit\n.talk\n.undo\n.read\nShe likes bowls.\n.quit\n")
	_, after, found := strings.Cut(got, ".undo")
	if !found || strings.Contains(after, "Ron") || !strings.Contains(after, "Hello.") {
		t.Errorf("after the undo is said\n%s", after)
	}
	if r := recordAfter(t, dir, o); len(r.Notes) != 3 || r.Notes[2].Drawer != model.DrawerShared {
		t.Errorf("what was typed next is not in the talk: %q", notesOf(r))
	}
}

func TestUndoAtHomeSaysThatThereIsNothing(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	if got := sit(t, dir, o, ".undo\n.quit\n"); !strings.Contains(got, "Nobody's talk is open") {
		t.Errorf("at home .undo says\n%s", got)
	}
}

// slowly is a visit with one thing wanted, typed at a terminal.
var slowly = strings.ReplaceAll("1\nPeggy Ashworth\nPeggy\n\n.\n.wants new\nTo bowl\n.\n\n", "\n", "\r")

// TestALineThatWasTypedSlowlyIsOneStep: it was kept twice while it was typed.
func TestALineThatWasTypedSlowlyIsOneStep(t *testing.T) {
	t.Parallel()
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	atTerminal(t, dir, o, slowly+".want.set\r\rthe", " ducks", " and Maureen\r.\r.undo\r.quit\r")
	if r := recordAfter(t, dir, o); len(r.Wants) != 1 || !r.Wants[0].Why.Empty() {
		t.Errorf("one undo leaves the wants %+v, want the one without why it matters", r.Wants)
	}
}

// TestALineThatIsRubbedOutIsLeftAsItWas, though half of it was kept meanwhile.
func TestALineThatIsRubbedOutIsLeftAsItWas(t *testing.T) {
	t.Parallel()
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	atTerminal(t, dir, o, slowly+".want.set\r\rthe ducks\r.\r.want.set\r\rno", "\x7f\x7f\r.\r.quit\r")
	if got := recordAfter(t, dir, o).Wants[0].Why.Text; got != "the ducks" {
		t.Errorf("a line that was left as it was reads %q, want the ducks", got)
	}
}

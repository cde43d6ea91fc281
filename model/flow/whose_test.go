package flow

import (
	"slices"
	"testing"

	"ownwords/model"
)

// TestTwoOfOneNameAreTwoPeople: whose words they are is never guessed between
// them, and a line for one that could be either stays text.
func TestTwoOfOneNameAreTwoPeople(t *testing.T) {
	f := newFlow(t)
	f.Do("visit.set", map[string]string{"here": "Carol (daughter), Carol (friend)"})
	var connected []string
	for _, v := range f.Here() {
		if v.Name == "Carol" {
			connected = append(connected, v.Connection)
		}
	}
	if want := []string{"daughter", "friend"}; !slices.Equal(connected, want) {
		t.Fatalf("the Carols here are %q, want %q", connected, want)
	}
	before := len(f.Record().Voices)
	f.Do("visit.set", map[string]string{"here": "Carol (daughter), Carol (friend)"})
	if n := len(f.Record().Voices); n != before {
		t.Errorf("%d voices after the same was typed again, want %d", n, before)
	}
	f.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	f.Add("Carol: she is not safe out there")
	n := f.Notes()[len(f.Notes())-1]
	if n.Voice != f.Record().PersonVoice().ID || n.Text != "Carol: she is not safe out there" {
		t.Errorf("the note is %q of %s, want it as typed and given to neither", n.Text, f.VoiceName(n.Voice))
	}
}

// TestWhatIsPastedBehindAQuotationIsNoQuotation: nothing prints as said that was
// not typed as said.
func TestWhatIsPastedBehindAQuotationIsNoQuotation(t *testing.T) {
	f := newFlow(t)
	f.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	typing(f, `"I want to bowl."`)
	n := f.Notes()[0]
	f.Paste(n.ID, len(n.Text), []string{" from her letter", "and more of it"})
	for _, n := range f.Notes() {
		if n.Telling == model.Said {
			t.Errorf("note %q is a quotation, and was pasted", n.Text)
		}
	}
	if got, want := f.Notes()[0].Text, `"I want to bowl." from her letter`; got != want {
		t.Errorf("first note = %q, want %q", got, want)
	}
}

// TestWhatComesBackFromMyOwnNotesIsNotJustForMe, nor the other way round: undoing
// a move undoes what it made of the note.
func TestWhatComesBackFromMyOwnNotesIsNotJustForMe(t *testing.T) {
	g := guide
	g.Kind = model.Preparation
	f := Begin(g, "", Worker{Name: "Sam", Role: model.RolePeer}, testEnv())
	f.Do("visit.set", map[string]string{"who": "Yusuf"})
	f.Go(model.Place{Stage: model.StageTalk})
	f.Add("I am scared of the letter")
	f.Do("mark.mine", nil)
	f.Undo()
	if n := f.Record().Notes[0]; n.JustForMe || n.Drawer != model.DrawerShared {
		t.Errorf("back in the talk it is just for me: %v, drawer %q", n.JustForMe, n.Drawer)
	}
	f.Redo()
	if n := f.Record().Notes[0]; !n.JustForMe || n.Drawer != model.DrawerMine {
		t.Errorf("in my own notes again it is just for me: %v, drawer %q", n.JustForMe, n.Drawer)
	}
	f.Go(model.Place{Stage: model.StageMine})
	f.Do("mine.settle", map[string]string{"as": "back"})
	f.Undo()
	if n := f.Record().Notes[0]; !n.JustForMe || n.Drawer != model.DrawerMine {
		t.Errorf("taken back from the talk it is just for me: %v, drawer %q", n.JustForMe, n.Drawer)
	}
}

package flow

import (
	"slices"
	"testing"
	"time"

	"ownwords/model"
)

// elsewhere is Dele's conversation on another worker's laptop.
func elsewhere(t *testing.T, name string) *Flow {
	t.Helper()
	dele := newFlow(t)
	typing(dele, "I'd like to bowl again")
	e := testEnv()
	e.By, e.Worker = "another", Worker{Name: name, Role: model.RolePractitioner}
	newID, now := e.NewID, e.Now
	e.NewID = func() model.ID { return "there-" + newID() }
	e.Now = func() time.Time { return now().Add(time.Hour) }
	f := Open(dele.Record(), nil, guide, e)
	f.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	return f
}

// last is the newest note.
func last(f *Flow) *model.Note { return f.Record().Notes[len(f.Record().Notes)-1] }

func TestAnotherWorkersWordsAreTheirOwn(t *testing.T) {
	f := elsewhere(t, "Priya Nair")
	if got := f.Me().Name; got != "Priya Nair" || len(f.Record().Voices) != 3 {
		t.Fatalf("%s types, %d voices; want Priya, who changed nothing yet and is in no record", got, len(f.Record().Voices))
	}
	typing(f, "me: I went back on Monday")
	if got := f.VoiceName(last(f).Voice); got != "Priya" {
		t.Errorf("what Priya typed stands as %s's", got)
	}
	if v := f.Record().WorkerVoice(); v.Name != "Dele Martins" {
		t.Errorf("%s holds the conversation, want Dele, who began it", v.Name)
	}
	if !slices.ContainsFunc(f.Here(), func(v *model.Voice) bool { return v.Name == "Priya Nair" }) {
		t.Error("Priya is not in the room")
	}
	typing(f, "me: and again")
	if n := len(f.Record().Voices); n != 4 {
		t.Errorf("%d voices, want Priya once", n)
	}
	f.Undo()
	for len(f.Record().Voices) == 4 {
		f.Undo()
	}
	f.Add("me: on Tuesday, then")
	if got := f.VoiceName(last(f).Voice); got != "Priya" {
		t.Errorf("taken back and typed anew it stands as %s's", got)
	}
}

// TestALineMovedToAnotherWorkersRecordStaysWhoseItWas: what Priya typed elsewhere
// is hers here too, though she is in this record only from now on; what Dele typed
// is his.
func TestALineMovedToAnotherWorkersRecordStaysWhoseItWas(t *testing.T) {
	for _, c := range []struct {
		name  string
		voice model.Voice
		want  string
	}{
		{"hers", model.Voice{Name: "priya nair ", Role: model.RolePractitioner}, "Priya"},
		{"his who began", model.Voice{Name: "Dele Martins", Role: model.RolePractitioner}, "Dele"},
		{"a third worker's", model.Voice{Name: "Anna Whitlock", Role: model.RolePeer}, "Anna"},
		{"nobody's name", model.Voice{Role: model.RolePractitioner}, "Dele"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := elsewhere(t, "Priya Nair")
			f.TakeIn(&model.Note{Head: model.Head{ID: "n"}, Text: "went back on Monday"}, &c.voice)
			if got := f.VoiceName(last(f).Voice); got != c.want {
				t.Errorf("it stands as %q's, want %s's", got, c.want)
			}
			if n := voicesNamed(f, "Priya Nair"); n != 1 {
				t.Errorf("Priya is in the record %d times, want once", n)
			}
		})
	}
}

// voicesNamed counts the voices of a name.
func voicesNamed(f *Flow, name string) int {
	n := 0
	for _, v := range f.Record().Voices {
		if v.Name == name {
			n++
		}
	}
	return n
}

func TestAVisitElsewhereIsNotHisWhoBegan(t *testing.T) {
	f := elsewhere(t, "Priya Nair")
	f.newVisit()
	var here []string
	for _, v := range f.Here() {
		here = append(here, v.Name)
	}
	if want := []string{"Peggy Ashworth", "Priya Nair"}; !slices.Equal(here, want) {
		t.Errorf("in the room are %q, want %q", here, want)
	}
}

func TestWhoHoldsItIsNobodyNew(t *testing.T) {
	tests := map[string]string{"the same name": "dele martins ", "nobody is named": ""}
	for name, typist := range tests {
		t.Run(name, func(t *testing.T) {
			f := elsewhere(t, typist)
			typing(f, "me: I said so")
			if n := len(f.Record().Voices); n != 3 || f.VoiceName(last(f).Voice) != "Dele" {
				t.Errorf("%d voices, the note is %s's", n, f.VoiceName(last(f).Voice))
			}
		})
	}
	t.Run("another name of one's own", func(t *testing.T) {
		f := newFlow(t)
		e := testEnv()
		e.Worker = Worker{Name: "Dele Okafor", Role: model.RolePractitioner}
		if f = Open(f.Record(), f.Take(), guide, e); f.Me().Name != "Dele Martins" {
			t.Errorf("%s types, want whoever began it by that way in", f.Me().Name)
		}
	})
}

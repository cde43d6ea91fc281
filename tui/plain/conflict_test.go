package plain

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/model/fhir"
	"ownwords/tui/desk"
)

// changedThere is a plan as the council has it after somebody there wrote one
// want in other words and put a note on it.
func changedThere(t *testing.T, k *desk.Talk) desk.Theirs {
	t.Helper()
	r, _ := k.Record().For(model.Recipient{Council: true})
	ours := fhir.Resources(r, fhir.Options{At: r.Conversation.Stood, Revision: 1, Say: content.English().Say})
	x := desk.Theirs{Ours: fhir.Transaction(ours), Base: fhir.Transaction(ours), At: fhir.Places{}, There: map[string]json.RawMessage{}}
	for _, p := range ours {
		var tree map[string]any
		if err := json.Unmarshal(p.JSON, &tree); err != nil {
			t.Fatal(err)
		}
		if p.Type == "Goal" {
			tree["description"] = map[string]any{"text": "To attend a bowls club."}
			tree["note"] = []any{map[string]any{"text": "Transport asked for."}}
		}
		tree["meta"] = map[string]any{"versionId": "2", "lastUpdated": time.Date(2026, 9, 14, 9, 30, 0, 0, time.UTC)}
		raw, err := json.Marshal(tree)
		if err != nil {
			t.Fatal(err)
		}
		x.At[p.Type+"/"+p.ID] = fhir.Place{Type: p.Type, ID: p.ID, ServerID: p.ID}
		x.There[p.Type+"/"+p.ID] = raw
	}
	return x
}

// TestWhatTheyChangedInPlainLines: what each says, and what is kept by a number.
func TestWhatTheyChangedInPlainLines(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	sit(t, dir, o, strings.Join([]string{".new", "Peggy Ashworth", "Peggy", "", "", "", "", "", "", `"To bowl."`, ".wanted", ".quit", ""}, "\n"))
	s := newSession(context.Background(), Options{
		Dir: dir, In: strings.NewReader("3\n\nyes\n"), Out: &bytes.Buffer{}, Passphrase: []byte(passphrase), Desk: o,
	})
	if err := s.enter(); err != nil {
		t.Fatal(err)
	}
	all, _, err := s.desk.Everyone("")
	if err != nil || len(all) != 1 {
		t.Fatalf("%d records, %v", len(all), err)
	}
	if s.talk, _, err = s.desk.Open(all[0].ID); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.shut(); err != nil {
			t.Error(err)
		}
	})
	s.talk.Go(model.Place{Stage: model.StageAgree})
	s.talk.Do("agree.set", map[string]string{"answer." + string(s.talk.Record().PersonVoice().ID) + ".says": "yes"})
	s.talk.Do("agree.close", nil)
	c, err := s.talk.Conflict(changedThere(t, s.talk))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	s.Out = &out
	if err := s.conflict(c); err != nil {
		t.Fatal(err)
	}
	said := strings.Join(strings.Fields(out.String()), " ")
	inOrder(t, said,
		"This plan was changed at Northmoor Council’s end on 14 September 2026.", "2 things are not the same.", "About something wanted, “To bowl”:",
		"What is wanted.", "Here it says:", `"To bowl."`, "There it says:", "To attend a bowls club.", "1 both 2 ours 3 theirs",
		"A note.", "Here it says:", "(nothing)", "There it says:", "Transport asked for.", "Words of theirs stand in the plan now: agree it again with Peggy.")
	r := s.talk.Record()
	if r.Wants[0].Words.Text != "To attend a bowls club." || len(r.Notes) != 3 || !strings.Contains(r.Notes[2].Text, "Transport asked for.") {
		t.Errorf("want %q, notes %+v, want theirs, and their note beside it", r.Wants[0].Words.Text, r.Notes)
	}
}

// TestWhereNobodyChangedAnythingInPlainLines it says so.
func TestWhereNobodyChangedAnythingInPlainLines(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	out := sit(t, dir, o, strings.Join([]string{".new", "Peggy Ashworth", "", "", "", "", "", "", "", "Tea.", ".theirs", ".quit", ""}, "\n"))
	inOrder(t, out, "Nobody else changed this plan")
}

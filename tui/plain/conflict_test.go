package plain

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
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

// TestLookingAtWhatTheyChangedCanBeStopped where the server takes its time: the
// talk is there again within a second.
func TestLookingAtWhatTheyChangedCanBeStopped(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	var there http.Handler
	var token string
	var slow atomic.Bool
	looked := make(chan struct{}, 1)
	inboxBehind(t, dir, func(h http.Handler) http.Handler {
		there = h
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if token = r.Header.Get("Authorization"); slow.Load() {
				looked <- struct{}{}
				<-r.Context().Done()
				return
			}
			h.ServeHTTP(w, r)
		})
	})
	plan := agreedTalk("Peggy Ashworth")
	sit(t, dir, o, strings.Join(append(plan[:len(plan)-1], ".send", "yes", ".quit", ""), "\n"))
	otherWords(t, there, token, goalOf(t, recordAfter(t, dir, o)))
	sit(t, dir, o, strings.Join([]string{
		"5", `"To sing."`, ".wanted", ".agree", "Peggy asked", "Peggy", "", "", "", "", "", ".send", "yes", ".quit", "",
	}, "\n"))
	var out paper
	types, ended := terminal(t, dir, o, &out)
	types("5\r")
	out.shows(t, "Note 3:", 1)
	slow.Store(true)
	types(".theirs\r")
	<-looked
	pressed := time.Now()
	types("\x03")
	out.shows(t, "Stopped.", 1)
	if took := time.Since(pressed); took > time.Second {
		t.Errorf("it stopped after %v, want within a second", took)
	}
	types(".quit\r")
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
}

// goalOf is what is wanted first, as it is called at a server.
func goalOf(t *testing.T, r *model.Record) string {
	t.Helper()
	r, _ = r.For(model.Recipient{Council: true})
	for _, p := range fhir.Resources(r, fhir.Options{At: r.Conversation.Stood, Revision: 1, Say: content.English().Say}) {
		if p.Type == "Goal" {
			return p.Type + "/" + p.ID
		}
	}
	t.Fatal("nothing is wanted")
	return ""
}

// otherWords writes at the inbox what is wanted in other words.
func otherWords(t *testing.T, inbox http.Handler, token, path string) {
	t.Helper()
	ask := func(method string, body []byte) []byte {
		t.Helper()
		r := httptest.NewRequestWithContext(t.Context(), method, "/fhir/R4/"+path, bytes.NewReader(body))
		r.Header.Set("Authorization", token)
		r.Header.Set("Content-Type", "application/fhir+json")
		w := httptest.NewRecorder()
		if inbox.ServeHTTP(w, r); w.Code != http.StatusOK {
			t.Fatalf("%s %s: %d %s", method, path, w.Code, w.Body)
		}
		return w.Body.Bytes()
	}
	var goal map[string]any
	if err := json.Unmarshal(ask(http.MethodGet, nil), &goal); err != nil {
		t.Fatal(err)
	}
	goal["description"] = map[string]any{"text": "To attend a bowls club."}
	raw, err := json.Marshal(goal)
	if err != nil {
		t.Fatal(err)
	}
	ask(http.MethodPut, raw)
}

// TestWhereNobodyChangedAnythingInPlainLines it says so.
func TestWhereNobodyChangedAnythingInPlainLines(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	out := sit(t, dir, o, strings.Join([]string{".new", "Peggy Ashworth", "", "", "", "", "", "", "", "Tea.", ".theirs", ".quit", ""}, "\n"))
	inOrder(t, out, "Nobody else changed this plan")
}

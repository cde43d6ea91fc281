package desk

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"ownwords/content"
	"ownwords/store/remote"
)

// byItself is a desk whose plans go by themselves, by a clock that stands still.
func byItself(t *testing.T, r *recorder) (*Desk, *time.Time) {
	t.Helper()
	d := newDesk(t)
	d.sendsTo(r, "the council", content.WhoseOwn)
	d.Settings.Server.ByItself = content.ByItselfYes
	now := time.Date(2026, 9, 16, 9, 0, 0, 0, time.UTC)
	d.Now = func() time.Time { return now }
	return d, &now
}

// TestPlansGoByThemselvesOnlyWhereTheSettingsSaySo, soon after the agreeing, and
// not again before a quarter of an hour is over.
func TestPlansGoByThemselvesOnlyWhereTheSettingsSaySo(t *testing.T) {
	r := newRecorder(t)
	d, now := byItself(t, r)
	agree(t, withPlan(t, d))
	d.Settings.Server.ByItself = content.ByItselfNo
	if d.SelfDue() {
		t.Fatal("a plan would go by itself though nobody said so")
	}
	d.Settings.Server.ByItself = content.ByItselfYes
	if there, err := d.SendSelf(t.Context()); err != nil || there != 1 {
		t.Fatalf("SendSelf() = %d, %v, want the plan there", there, err)
	}
	if d.SelfDue() {
		t.Error("it is looked again at once")
	}
	agree(t, withPlan(t, d))
	if !d.SelfDue() {
		t.Error("what was just agreed waits for a quarter of an hour")
	}
	if there, err := d.SendSelf(t.Context()); err != nil || there != 1 {
		t.Errorf("SendSelf() = %d, %v, want the second there", there, err)
	}
	if *now = now.Add(selfEvery); !d.SelfDue() {
		t.Error("it is never looked again")
	}
}

// TestWhatDoesNotGoByItselfIsTriedMoreAndMoreSeldom.
func TestWhatDoesNotGoByItselfIsTriedMoreAndMoreSeldom(t *testing.T) {
	r := newRecorder(t)
	r.answer = func(int) int { return http.StatusBadGateway }
	d, now := byItself(t, r)
	agree(t, withPlan(t, d))
	for n := range 14 {
		if there, err := d.SendSelf(t.Context()); err != nil || there != 0 {
			t.Fatalf("SendSelf() = %d, %v, want that it may not have arrived", there, err)
		}
		rest := time.Unix(0, d.selfNext.Load()).Sub(*now)
		if most := min(selfLeast<<min(n+1, selfDoubled), selfEvery); rest < selfLeast || rest > most {
			t.Errorf("try %d: the next comes after %v, want %v to %v", n+1, rest, selfLeast, most)
		}
		*now = now.Add(rest)
		if !d.SelfDue() {
			t.Errorf("try %d is not due after %v", n+2, rest)
		}
	}
}

// TestALaptopSignsWithAKeyThatStaysInTheNotes: the server gets the public half,
// and the private one is nowhere to be read.
func TestALaptopSignsWithAKeyThatStaysInTheNotes(t *testing.T) {
	d := newDesk(t)
	set, err := d.MakeServerKey()
	if err != nil || len(set.Keys) != 1 || set.Keys[0].Curve != "P-384" {
		t.Fatalf("MakeServerKey() = %+v, %v, want a key for ES384", set, err)
	}
	kid := set.Keys[0].ID
	if again, err := d.ServerKey(kid); err != nil || again.Keys[0].X != set.Keys[0].X {
		t.Errorf("ServerKey() = %+v, %v, want the same", again, err)
	}
	private, err := d.store.Meta(valueKey + kid)
	if err != nil || len(private) == 0 {
		t.Fatalf("the private half is %d bytes, %v", len(private), err)
	}
	for _, shape := range [][]byte{private, []byte(hex.EncodeToString(private)), []byte(base64.StdEncoding.EncodeToString(private))} {
		if path := holding(t, d.Dir, shape); path != "" {
			t.Errorf("%s holds the private half, in clear", path)
		}
	}
	d.Settings.Server.ClientID, d.Settings.Server.Key = "laptop-7", kid
	if auth, err := d.auth(); err != nil || auth == nil {
		t.Errorf("auth() = %v, %v, want one that signs", auth, err)
	}
	d.Settings.Server.Key = "another"
	if _, err := d.auth(); err == nil {
		t.Error("auth() with a key that was never made = nil, want ErrNoKey")
	}
}

// holding is the first file of a folder that has these bytes in it; empty for none.
func holding(t *testing.T, folder string, what []byte) (path string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		raw, err := os.ReadFile(p)
		if bytes.Contains(raw, what) {
			path = p
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// TestAFileOfTheServerThatCannotBeUsedIsNamed before anything is asked.
func TestAFileOfTheServerThatCannotBeUsedIsNamed(t *testing.T) {
	r := newRecorder(t)
	d := newDesk(t)
	d.sendsTo(r, "the council", content.WhoseOwn)
	agree(t, withPlan(t, d))
	none := filepath.Join(t.TempDir(), "none")
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.WriteFile(empty, []byte("no certificate\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	blank := filepath.Join(t.TempDir(), "blank")
	if err := os.WriteFile(blank, []byte("\xef\xbb\xbf\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.Settings.Server.TokenFile = blank
	if m, known := Sent(d.Send(t.Context(), Sending{})); !known || m.ID != "sent.file.token" {
		t.Errorf("Send() with an empty token says %q", m.ID)
	}
	for want, set := range map[string]func(*content.Server){
		"sent.file.token":       func(s *content.Server) { s.TokenFile = none },
		"sent.file.certificate": func(s *content.Server) { s.CAFile = empty },
		"sent.no-key":           func(s *content.Server) { s.ClientID = "laptop-7" },
		"sent.address":          func(s *content.Server) { s.URL = "care" },
	} {
		d.Settings.Server.TokenFile, d.Settings.Server.CAFile, d.Settings.Server.ClientID = "", "", ""
		set(&d.Settings.Server)
		if m, known := Sent(d.Send(t.Context(), Sending{})); !known || m.ID != want {
			t.Errorf("Send() says %q, want %q", m.ID, want)
		}
		d.Settings.Server.URL = r.URL + "/fhir"
	}
	if r.asked != 0 {
		t.Errorf("%d requests went out, want none", r.asked)
	}
}

// TestAStateIsKeptAsTheClientKnowsIt: the next try has to know what the last one
// knew.
func TestAStateIsKeptAsTheClientKnowsIt(t *testing.T) {
	at := time.Date(2026, 9, 15, 10, 0, 0, 0, time.UTC)
	for _, step := range []remote.Step{
		remote.Waiting, remote.Going, remote.There, remote.Partly, remote.Unsure, remote.Refused, remote.Conflict, remote.Gone, remote.Asking,
	} {
		want := remote.State{
			Step: step, Strategy: remote.Conditional, At: at, Tries: 3, RetryAt: at.Add(time.Minute), Done: 1, Of: 2, Unclear: true,
			Entries: []remote.Stored{{Type: "Goal", ID: "g", ServerID: "17", ETag: `W/"2"`, Done: true}, {Type: "CarePlan", ID: "c"}},
		}
		got := fromStore(toStore(want))
		if got.Step != want.Step || got.Strategy != want.Strategy || got.Tries != 3 || got.Done != 1 || len(got.Entries) != 2 ||
			got.Entries[0] != want.Entries[0] || !got.Unclear || !got.RetryAt.Equal(want.RetryAt) {
			t.Errorf("%s: kept as %+v, want %+v", step, got, want)
		}
	}
}

// TestWhatIsAgreedWhileOthersGoIsNotPutOff: it goes at once, and not a quarter of
// an hour later.
func TestWhatIsAgreedWhileOthersGoIsNotPutOff(t *testing.T) {
	r := newRecorder(t)
	d, _ := byItself(t, r)
	agree(t, withPlan(t, d))
	r.answer = func(int) int {
		d.selfSoon()
		return http.StatusOK
	}
	if there, err := d.SendSelf(t.Context()); err != nil || there != 1 || !d.SelfDue() {
		t.Errorf("SendSelf() = %d, %v, due %v, want it looked again at once", there, err, d.SelfDue())
	}
}

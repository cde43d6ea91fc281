package desk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ownwords/content"
	"ownwords/content/document"
	"ownwords/model"
	"ownwords/store"
	"ownwords/store/seal"
)

func TestMain(m *testing.M) {
	debug.SetGCPercent(400) // under the race detector collecting is dear
	m.Run()
}

// A made-up practitioner's desk, cheap to open, on a day of its own.
func newDesk(t *testing.T) *Desk {
	t.Helper()
	var looks atomic.Int64
	start := time.Date(2026, 9, 15, 10, 0, 0, 0, time.UTC)
	s := content.DefaultSettings()
	s.Name, s.Organisation, s.Server.Name = "Dele Martins", "Northmoor Council", "Northmoor inbox"
	s.Numbers.Safety = "01632 960 114"
	d, code, err := Create(filepath.Join(t.TempDir(), "notes"), SetUp{Settings: s, Passphrase: []byte("slow green harbour"), Cost: seal.CheapCost()},
		Options{Now: func() time.Time { return start.Add(time.Duration(looks.Add(1)) * time.Second) }})
	if err != nil {
		t.Fatal(err)
	}
	code.Close()
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return d
}

// withPlan holds a short conversation with Peggy, who wants to bowl.
func withPlan(t *testing.T, d *Desk) *Talk {
	t.Helper()
	k, err := d.New(model.Assessment)
	if err != nil {
		t.Fatal(err)
	}
	k.Do("visit.set", map[string]string{"who": "Peggy Ashworth", "here": "Carol (daughter)"})
	k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	k.Add(`"I want to get back to the bowls club."`)
	k.Do("mark.wanted", nil)
	flush(t, k)
	return k
}

func flush(t *testing.T, k *Talk) {
	t.Helper()
	if err := k.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestABeginningWithoutAWordIsNotKept(t *testing.T) {
	d := newDesk(t)
	k, err := d.New(model.Assessment)
	if err != nil {
		t.Fatal(err)
	}
	flush(t, k)
	if k.Kept() {
		t.Error("a record was made of somebody of whom nothing was typed")
	}
	k.Do("visit.set", map[string]string{"where": "at home"})
	flush(t, k)
	if !k.Kept() {
		t.Error("what was typed before the name is not kept")
	}
	k.Do("visit.set", map[string]string{"who": "Peggy Ashworth"})
	flush(t, k)
	all, _, err := d.Everyone("")
	if err != nil || len(all) != 1 || all[0].Name() != "Peggy Ashworth" {
		t.Fatalf("everyone = %v, %v, want Peggy", all, err)
	}
	r, _, err := d.Show(all[0].ID)
	if err != nil || r.Visits[0].Where != "at home" {
		t.Errorf("what was typed before the name is gone: %v", err)
	}
}

func TestAWorryIsToDoUntilSomebodyWasTold(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	k.Add("My pension card is with somebody else.")
	k.Do("mark.mine", nil)
	note := k.Record().Notes[1].ID
	k.Go(model.Place{Stage: model.StageMine, Part: note})
	k.Do("mine.settle", map[string]string{"as": "worry"})
	flush(t, k)
	tasks, err := d.ToDo()
	if err != nil || len(tasks) != 1 || tasks[0].Place.Part != k.Record().Worries[0].ID || tasks[0].What.Args["number"] != "01632 960 114" {
		t.Fatalf("to do = %+v, %v, want the worry with the number to ring", tasks, err)
	}
	k.Do("worry.set", map[string]string{"told": "the duty manager", "told-when": "12.20"})
	if err := k.Leave(t.Context()); err != nil {
		t.Fatal(err)
	}
	if again, _, err := d.Open(k.Record().ID); err != nil || again.Place().Stage == model.StageMine {
		t.Errorf("own notes open by themselves (%v)", err)
	}
	if tasks, err = d.ToDo(); err != nil || len(tasks) != 0 {
		t.Errorf("to do = %+v, %v, want nothing once a name and a time stand there", tasks, err)
	}
}

func TestACopyIsNeverWrittenOverAndARefusalMakesNone(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	k.Do("go.share", nil)
	k.Do("share.new", map[string]string{"who": "Ron", "what": "nothing"})
	ron := k.Record().Sharing[0].ID
	_, err := d.Paper(k.Record(), k.Guide(), "my-plan", "", model.Recipient{Sharing: ron})
	if r, ok := errors.AsType[*document.RefusedError](err); !ok || r.Refusal.Who != "Ron" {
		t.Errorf("a copy for Ron: %v, want a refusal", err)
	}
	text, err := d.Paper(k.Record(), k.Guide(), "my-plan", "", model.Recipient{Person: true})
	if err != nil || !strings.Contains(string(text), "bowls club") {
		t.Fatalf("Peggy's own plan: %v", err)
	}
	path := filepath.Join(t.TempDir(), "plan.txt")
	if err := d.WriteCopy(k.Record().ID, path, text); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file's mode is %v, %v, want 0600", info.Mode(), err)
	}
	if err := d.WriteCopy(k.Record().ID, path, []byte("other")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("writing over it: %v, want fs.ErrExist", err)
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
		t.Errorf("%d files are left in the folder, want the one", len(left))
	}
}

// takenIn has a desk take in what another gave out.
func takenIn(d *Desk, raw []byte) (*model.Record, error) {
	r, err := ReadRecord(raw)
	if err != nil {
		return nil, err
	}
	return r, d.Import(r)
}

func TestARecordComesBackFromItsJSONAndFromFHIR(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	agree(t, k)
	for _, as := range []document.Format{document.JSON, document.FHIR} {
		raw, err := d.Copy(k.Record(), k.Guide(), document.Options{Document: document.Record, As: as, For: model.Recipient{Council: true}})
		if err != nil {
			t.Fatal(err)
		}
		other := newDesk(t)
		taken, err := takenIn(other, raw)
		if err != nil || taken.ID != k.Record().ID {
			t.Fatalf("import of %s: %v", as, err)
		}
		r, _, err := other.Show(taken.ID)
		if err != nil || len(r.Wants) != 1 || r.Wants[0].Words.Text != "I want to get back to the bowls club." {
			t.Errorf("%s: what came back is not what went out: %v", as, err)
		}
		if _, err := takenIn(other, raw); !errors.Is(err, store.ErrExists) {
			t.Errorf("importing %s twice: %v, want ErrExists", as, err)
		}
	}
}

// TestTheFirstPageCountsWhatTheListHas: every step that is due, not everybody
// who has one.
func TestTheFirstPageCountsWhatTheListHas(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	k.Go(model.Place{Stage: model.StageAgree})
	for _, what := range []string{"Ring Kyle", "Ring Carol", "Ring Dr Rao", "Ask at the club"} {
		k.Do("agree.set", map[string]string{"step.+": what})
	}
	for i, day := range []string{"14 September 2026", "15 September 2026", "14 September 2026", "1 October 2026"} {
		k.Do("agree.set", map[string]string{"step." + string(k.Record().Steps[i].ID) + ".by": day})
	}
	k.Do("agree.set", map[string]string{"look": "15 September 2026"})
	k.Do("owed.new", map[string]string{"who": "Peggy", "by": "15 September 2026"})
	k.Do("owed.new", map[string]string{"who": "Carol", "by": "20 September 2026"})
	k.Go(model.Place{Stage: model.StageMine})
	k.Add("Ron frightens her.")
	k.Do("mine.settle", map[string]string{"as": "worry"})
	if err := k.Leave(t.Context()); err != nil {
		t.Fatal(err)
	}
	h, err := d.Home()
	if err != nil {
		t.Fatal(err)
	}
	list, err := d.ToDo()
	if err != nil || len(list) != 6 || h.ToDo != len(list) {
		t.Errorf("the first page counts %d, the list has %d (%v), want 6", h.ToDo, len(list), err)
	}
}

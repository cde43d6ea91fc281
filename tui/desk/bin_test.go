package desk

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store"
	"ownwords/store/seal"
)

// deskAt is a desk on a day that the test moves.
func deskAt(t *testing.T, now *time.Time) *Desk {
	t.Helper()
	s := content.DefaultSettings()
	s.Name = "Dele Martins"
	d, code, err := Create(filepath.Join(t.TempDir(), "notes"), SetUp{Settings: s, Passphrase: []byte("slow green harbour"), Cost: seal.CheapCost()},
		Options{Now: func() time.Time { return *now }})
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

// leave leaves a conversation.
func leave(t *testing.T, k *Talk) model.ID {
	t.Helper()
	if err := k.Leave(t.Context()); err != nil {
		t.Fatal(err)
	}
	return k.Record().ID
}

func TestWhatIsThrownOutIsNowhereButInTheBin(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	if err := d.Throw(k.Record().ID); !errors.Is(err, store.ErrOpen) {
		t.Errorf("Throw() of who is here = %v, want ErrOpen", err)
	}
	id := leave(t, k)
	if err := d.Throw(id); err != nil {
		t.Fatalf("Throw() = %v", err)
	}
	h, err := d.Home()
	if err != nil || len(h.Today) != 0 || h.Others != 0 || h.Bin != 1 {
		t.Errorf("Home() = %+v, %v, want nobody but in the bin", h, err)
	}
	if all, _, err := d.Everyone(""); err != nil || len(all) != 0 {
		t.Errorf("Everyone() = %v, %v, want nobody", all, err)
	}
	if all, _, err := d.Everyone("bowls"); err != nil || len(all) != 0 {
		t.Errorf("Everyone(bowls) = %v, %v, want nobody", all, err)
	}
	_, _, err = d.Open(id)
	if m, refused := BinRefused(err); !refused || m.ID != "bin.not.there" {
		t.Errorf("Open() = %v, want it refused in words", err)
	}
	all, err := d.Register()
	if err != nil || len(all) != 1 || all[0].Bin == nil || all[0].Name() != "Peggy Ashworth" {
		t.Errorf("Register() = %+v, %v, want Peggy, in the bin", all, err)
	}
	if err := d.BringBack(id); err != nil {
		t.Fatalf("BringBack() = %v", err)
	}
	if all, _, err := d.Everyone("bowls"); err != nil || len(all) != 1 {
		t.Errorf("Everyone(bowls) = %v, %v, want Peggy again", all, err)
	}
}

func TestAPlanThatWaitsKeepsItsRecordWhereThereIsAServer(t *testing.T) {
	d := newDesk(t)
	d.Settings.Server.URL = "https://plans.example"
	k := withPlan(t, d)
	agree(t, k)
	id := leave(t, k)
	if err := d.MayThrow(id); !errors.Is(err, store.ErrUnsent) {
		t.Errorf("MayThrow() = %v, want ErrUnsent", err)
	}
	d.Settings.Server.URL = ""
	if err := d.Throw(id); err != nil {
		t.Fatalf("Throw() at a desk that sends to nobody = %v", err)
	}
	if out := outgoing(t, d); len(out) != 0 {
		t.Errorf("Outgoing() = %+v, want nothing of what is in the bin", out)
	}
	if err := d.BringBack(id); err != nil {
		t.Fatal(err)
	}
	if out := outgoing(t, d); len(out) != 1 {
		t.Errorf("Outgoing() = %+v, want it waiting again", out)
	}
}

func TestWhatIsPurgedIsToldByTheLogAlone(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	agree(t, k)
	id := leave(t, k)
	if err := d.Throw(id); err != nil {
		t.Fatal(err)
	}
	if err := d.Purge(id); err != nil {
		t.Fatalf("Purge() = %v", err)
	}
	if err := d.Tidy(t.Context()); err != nil {
		t.Fatalf("Tidy() = %v", err)
	}
	tasks, err := d.ToDo()
	if err != nil || len(tasks) != 0 {
		t.Errorf("ToDo() = %v, %v, want nothing", tasks, err)
	}
	if all, err := d.Register(); err != nil || len(all) != 0 {
		t.Errorf("Register() = %v, %v, want nobody", all, err)
	}
	lines := logged(t, d, id)
	if last := lines[len(lines)-1]; last.Action != store.ActionPurged || last.Name != "" {
		t.Errorf("the log ends with %+v, want the purge and no name", last)
	}
}

func logged(t *testing.T, d *Desk, of model.ID) []LogLine {
	t.Helper()
	var lines []LogLine
	for line, err := range d.LogLines(of, time.Time{}) {
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	return lines
}

func TestTheLogTellsWhoAndWhose(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	agree(t, k)
	id := leave(t, k)
	if _, _, err := d.Show(id); err != nil {
		t.Fatal(err)
	}
	lines := logged(t, d, id)
	var did []string
	for _, line := range lines {
		did = append(did, line.Action)
		if line.Name != "Peggy Ashworth" || d.Text.Say(line.Who) != "Dele Martins" {
			t.Errorf("entry %d is of %q by %q, want of Peggy by Dele", line.Seq, line.Name, d.Text.Say(line.Who))
		}
		if line.Said.ID == "log.other" {
			t.Errorf("there are no words for %q", line.Action)
		}
	}
	for _, want := range []string{store.ActionBegun, store.ActionFrozen, string(store.WhyAgreed), store.ActionChanged, store.ActionRead} {
		if !slices.Contains(did, want) {
			t.Errorf("the log tells %v, want %s in it", did, want)
		}
	}
	for line, err := range d.LogLines("", lines[len(lines)-1].At) {
		if err != nil {
			t.Fatal(err)
		}
		if line.Seq < lines[len(lines)-1].Seq {
			t.Errorf("entry %d is older than was asked for", line.Seq)
		}
	}
}

// What is looked at on the way is no visit: it does not put a name on the first
// page.
func TestReadingDoesNotCountAsOpening(t *testing.T) {
	d := newDesk(t)
	id := leave(t, withPlan(t, d))
	opened := func() time.Time {
		all, _, err := d.Everyone("")
		if err != nil || len(all) != 1 {
			t.Fatalf("Everyone() = %v, %v", all, err)
		}
		return all[0].Opened
	}
	was := opened()
	if _, _, err := d.Show(id); err != nil {
		t.Fatal(err)
	}
	if now := opened(); !now.Equal(was) {
		t.Errorf("showing it moved its opening from %v to %v", was, now)
	}
	if _, _, err := d.Open(id); err != nil {
		t.Fatal(err)
	}
	if now := opened(); !now.After(was) {
		t.Errorf("opening it left its opening at %v", now)
	}
}

func TestASearchIsOneEntryHoweverManyLetters(t *testing.T) {
	d := newDesk(t)
	leave(t, withPlan(t, d))
	for _, typed := range []string{"b", "bo", "bow", "bowl"} {
		if _, _, err := d.Everyone(typed); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	for _, line := range logged(t, d, "") {
		if line.Action == ActionSearched {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d entries tell of the search, want 1", n)
	}
}

func TestKeepingIsForTheSettingsToSay(t *testing.T) {
	for _, x := range []struct {
		name   string
		days   int
		passes time.Duration
		goes   int
	}{
		{"ninety days", 90, 91 * 24 * time.Hour, 1},
		{"not yet", 90, 80 * 24 * time.Hour, 0},
		{"for ever", 0, 1000 * 24 * time.Hour, 0},
	} {
		t.Run(x.name, func(t *testing.T) {
			now := time.Date(2026, 9, 15, 10, 0, 0, 0, time.UTC)
			d := deskAt(t, &now)
			d.Settings.KeepAfterSent = x.days
			k := withPlan(t, d)
			agree(t, k)
			k.Do("decide", map[string]string{"decision": "yes", "by": "Ruth Okafor"})
			flush(t, k)
			if k.Record().Conversation.Standing != model.Final {
				t.Fatalf("the plan is %s, want it final", k.Record().Conversation.Standing)
			}
			for _, p := range outgoing(t, d) {
				if err := d.store.SetOutState(p.ID, store.OutState{Step: store.OutThere, Seen: now.Add(x.passes)}); err != nil {
					t.Fatal(err)
				}
			}
			leave(t, k)
			for end := now.Add(x.passes); now.Before(end); { // and somebody looks in now and then
				now = now.Add(min(5*24*time.Hour, end.Sub(now)))
				if err := d.store.Log(store.ActionRead, "", 0); err != nil {
					t.Fatal(err)
				}
			}
			if err := d.Tidy(t.Context()); err != nil {
				t.Fatalf("Tidy() = %v", err)
			}
			if all, _, err := d.Bin(); err != nil || len(all) != x.goes {
				t.Errorf("Bin() = %v, %v, want %d", all, err, x.goes)
			}
		})
	}
}

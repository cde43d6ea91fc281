package desk

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"ownwords/store/seal"
	"ownwords/store/vault"
)

// examined looks at a data folder whose notes are closed.
func examined(t *testing.T, dir string) Health {
	t.Helper()
	h, err := Examine(t.Context(), dir, func(door *Door) (*Desk, error) {
		return door.UnlockWith([]byte("slow green harbour"))
	}, Options{})
	if err != nil {
		t.Fatalf("Examine() = %v", err)
	}
	return h
}

// found is the finding of a check, or zero.
func (h *Health) found(check string) Finding {
	for _, f := range h.Findings {
		if f.Check == check {
			return f
		}
	}
	return Finding{}
}

func TestAWholeFolderIsTold(t *testing.T) {
	d := newDesk(t)
	withPlan(t, d)
	open, err := d.Check(t.Context())
	if err != nil || open.State() == StateDamaged || open.Report.Counts.Records != 1 {
		t.Errorf("Check() while open = %s, %+v, %v", open.State(), open.Report, err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(d.Dir, 0o755); err != nil {
		t.Fatal(err)
	}
	h := examined(t, d.Dir)
	for _, check := range []string{"file", "rights", "place", "disk", "room", "backups", "ways", "clock", "seals", "chain", "log", "outbox"} {
		f := h.found(check)
		if f.State == "" || f.State == StateDamaged {
			t.Errorf("check %s = %+v, want it looked at and not damaged", check, f)
		}
		for _, m := range []string{d.Text.Say(f.Say), d.Text.Say(f.Do)} {
			if strings.Contains(m, "{") || strings.Contains(m, "Peggy") {
				t.Errorf("check %s says %q", check, m)
			}
		}
	}
	if runtime.GOOS == "windows" {
		return
	}
	if info, err := os.Stat(d.Dir); err != nil || info.Mode().Perm() != 0o700 || h.found("rights").State != StateTold {
		t.Errorf("a folder that others could read: %v, %v, told as %s", info.Mode(), err, h.found("rights").State)
	}
	if again := examined(t, d.Dir); again.found("rights").State != StateWell {
		t.Errorf("looked at again, rights are %s", again.found("rights").State)
	}
}

func TestADamagedRecordIsNamedAndItsFileLeftAlone(t *testing.T) {
	d := newDesk(t)
	id := withPlan(t, d).Record().ID
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(d.Dir, vault.FileName)
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bolt.Tx) error {
		tail := tx.Bucket([]byte("tail"))
		key, value := tail.Cursor().Last()
		value = bytes.Clone(value)
		value[len(value)/2] ^= 4
		return tail.Put(bytes.Clone(key), value)
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	h := examined(t, d.Dir)
	if h.State() != StateDamaged || len(h.Report.Damage) != 1 || h.Report.Damage[0].Record != id || h.Names[id] != "Peggy Ashworth" {
		t.Fatalf("Examine() = %s, %+v, names %v, want Peggy's record damaged", h.State(), h.Report, h.Names)
	}
	if x := h.Report.Damage[0]; Fault(x) != "sealed" || h.found("seals").State != StateDamaged || h.found("seals").Do.Zero() {
		t.Errorf("damage %v, %+v, want a seal that does not open, and what to do", x, h.found("seals"))
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("looking at a damaged file changed it, %v", err)
	}
	to := filepath.Join(t.TempDir(), "new")
	out, err := Salvage(t.Context(), d.Dir, to, TypedKey([]byte("slow green harbour")), Options{})
	if err != nil || len(out.Report.Damage) != 0 || out.Mended != 1 {
		t.Fatalf("Salvage() = %+v, %v, want the bit put right", out, err)
	}
	if h := examined(t, to); h.State() == StateDamaged {
		t.Errorf("the new notes are %s: %+v", h.State(), h.Report)
	}
	if s, err := LoadSettings(to); err != nil || s.Name != "Dele Martins" {
		t.Errorf("the new settings are %q's, %v", s.Name, err)
	}
	if _, err := Salvage(t.Context(), d.Dir, t.TempDir(), TypedKey([]byte("other words entirely")), Options{}); !errors.Is(err, seal.ErrWrongKey) {
		t.Errorf("Salvage() by other words = %v, want %v", err, seal.ErrWrongKey)
	}
}

func TestAFileThatCannotBeOpenedIsAFinding(t *testing.T) {
	for fault, text := range map[string][]byte{"empty": nil, "foreign": []byte("hello there")} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, vault.FileName), text, 0o600); err != nil {
			t.Fatal(err)
		}
		h := examined(t, dir)
		f := h.found("file")
		if h.State() != StateDamaged || f.Fault != fault || f.Say.ID != "trouble.file."+fault || h.Report != nil {
			t.Errorf("%s: %s, %+v", fault, h.State(), f)
		}
		if h.found("rights").State == "" || h.found("room").State == "" {
			t.Errorf("%s: what is around the file was not looked at", fault)
		}
	}
}

// TestASafetyCopyThatIsGoneIsTold: taken out of its folder by whoever made room
// there. A stick that is not plugged in is no reason to worry.
func TestASafetyCopyThatIsGoneIsTold(t *testing.T) {
	d := newDesk(t)
	leave(t, withPlan(t, d))
	folder := filepath.Join(t.TempDir(), "stick")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	b, err := d.Backup(t.Context(), folder)
	if err != nil {
		t.Fatalf("Backup() = %v", err)
	}
	for _, step := range []struct {
		name string
		do   func() error
		want State
	}{
		{"it is there", func() error { return nil }, StateWell},
		{"it was taken away", func() error { return os.Remove(b.Path) }, StateTold},
		{"the stick is not plugged in", func() error { return os.Remove(folder) }, StateWell},
	} {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		h, err := d.Check(t.Context())
		if err != nil {
			t.Fatalf("Check() = %v", err)
		}
		f := h.found("backups")
		if f.State != step.want || f.Do.Zero() == (step.want == StateTold) {
			t.Errorf("%s: it is %s, %q, %q, want %s", step.name, f.State, d.Text.Say(f.Say), d.Text.Say(f.Do), step.want)
		}
	}
}

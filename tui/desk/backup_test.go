package desk

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store"
	"ownwords/store/seal"
)

// byWords opens whatever door with the words of these tests.
func byWords(d *Door) (*Desk, error) { return d.UnlockWith([]byte("slow green harbour")) }

// setBackups sets the folder that safety copies go to by themselves.
func setBackups(t *testing.T, d *Desk, folder string, keep int) {
	t.Helper()
	s := d.Settings
	s.BackupTo, s.BackupsKeep = folder, keep
	if err := d.SetSettings(s); err != nil {
		t.Fatal(err)
	}
}

func TestASafetyCopyBringsNotesAndSettingsToANewLaptop(t *testing.T) {
	d := newDesk(t)
	id := withPlan(t, d).Record().ID
	rules := []byte("rules: Northmoor, 2026-27\n")
	if err := os.WriteFile(filepath.Join(d.Dir, LocalFile), rules, 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := d.Backup(t.Context(), t.TempDir())
	if err != nil || BackupSaid(b).ID != "backup.made" {
		t.Fatalf("Backup = %+v, %v", b, err)
	}
	dir := filepath.Join(t.TempDir(), "new")
	got, err := Restore(t.Context(), dir, b.Path, byWords, false, Options{Now: d.Now})
	if err != nil || !got.Settings || !got.Local || got.Kept != "" {
		t.Fatalf("Restore = %+v, %v, want the settings and the rules too, and nothing kept", got, err)
	}
	if l, src, err := LoadLocal(dir); err != nil || l.Rules != "Northmoor, 2026-27" || !bytes.Equal(src, rules) {
		t.Errorf("the rules on the new laptop are %q, %v", src, err)
	}
	door, err := Open(dir, Options{Now: d.Now})
	if err != nil {
		t.Fatal(err)
	}
	n, err := byWords(door)
	if err != nil {
		t.Fatal(err)
	}
	r, _, err := n.Show(id)
	if err != nil || r.Person.FullName != "Peggy Ashworth" || n.Settings.Name != "Dele Martins" {
		t.Errorf("on the new laptop %v (%v) is %q's, want Peggy's record, Dele's laptop", r, err, n.Settings.Name)
	}
	if err := n.Close(); err != nil {
		t.Error(err)
	}
}

func TestTheSettingsAndRulesThatAreThereStay(t *testing.T) {
	d := newDesk(t)
	withPlan(t, d)
	if err := os.WriteFile(filepath.Join(d.Dir, LocalFile), []byte("rules: Northmoor\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := d.Backup(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	own := content.DefaultSettings()
	own.Name = "Ama Boateng"
	if err := SaveSettings(dir, own); err != nil {
		t.Fatal(err)
	}
	theirs := filepath.Join(dir, LocalFile)
	if err := os.WriteFile(theirs, []byte("rules: Eastmoor\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := Restore(t.Context(), dir, b.Path, byWords, false, Options{Now: d.Now})
	if err != nil || got.Settings || got.Local {
		t.Errorf("Restore = %+v, %v, want what lies beside the notes left alone", got, err)
	}
	if l, _, err := LoadLocal(dir); err != nil || l.Rules != "Eastmoor" {
		t.Errorf("the rules are %q, %v, want those that were there", l.Rules, err)
	}
	if s, err := LoadSettings(dir); err != nil || s.Name != "Ama Boateng" {
		t.Errorf("the settings are %q's, %v, want Ama's", s.Name, err)
	}
}

// Rules that were taken away do not come back with a later copy.
func TestRulesThatAreGoneStayGone(t *testing.T) {
	d := newDesk(t)
	rules := filepath.Join(d.Dir, LocalFile)
	if err := os.WriteFile(rules, []byte("rules: Northmoor\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if _, err := d.Backup(t.Context(), folder); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(rules); err != nil {
		t.Fatal(err)
	}
	b, err := d.Backup(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Restore(t.Context(), filepath.Join(t.TempDir(), "new"), b.Path, byWords, false, Options{Now: d.Now})
	if err != nil || got.Local {
		t.Errorf("Restore = %+v, %v, want no rules", got, err)
	}
}

func TestSafetyCopiesByThemselves(t *testing.T) {
	d := newDesk(t)
	withPlan(t, d)
	if err := d.BackupDaily(t.Context()); err != nil {
		t.Errorf("BackupDaily where none are wanted = %v", err)
	}
	folder := t.TempDir()
	setBackups(t, d, folder, 2)
	if w := d.backupWarning(); !w.Zero() {
		t.Errorf("on the first day it warns of %s", w.ID)
	}
	for range 3 {
		if err := d.BackupDaily(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if got := copies(t, folder); len(got) != 1 {
		t.Errorf("in one day there came %q, want one copy", got)
	}
	for range 3 { // by hand as often as one likes, and no more stay for that
		if _, err := d.Backup(t.Context(), ""); err != nil {
			t.Fatal(err)
		}
	}
	if got := copies(t, folder); len(got) != 2 {
		t.Errorf("there are the copies %q, want 2", got)
	}
}

func copies(t *testing.T, folder string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(folder, "*.backup"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestSomebodyIsToldWhenNoCopiesComeAbout(t *testing.T) {
	d := newDesk(t)
	withPlan(t, d)
	now := d.Now()
	d.Options.Now = func() time.Time { return now }
	folder := filepath.Join(t.TempDir(), "stick")
	setBackups(t, d, folder, 2)
	warned := func(want string) {
		t.Helper()
		if got := d.backupWarning(); got.ID != want {
			t.Errorf("it warns of %q, want %q", got.ID, want)
		}
	}
	warned("warning.backup.folder")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := d.BackupDaily(t.Context()); err != nil {
		t.Fatal(err)
	}
	withPlan(t, d)
	now = now.Add(6 * 24 * time.Hour)
	if err := os.Rename(folder, folder+"-away"); err != nil {
		t.Fatal(err)
	}
	warned("")
	now = now.Add(3 * 24 * time.Hour)
	warned("warning.backup.folder")
	if err := os.Rename(folder+"-away", folder); err != nil {
		t.Fatal(err)
	}
	warned("warning.backup.late")
	now = now.AddDate(-1, 0, 0) // the clock was a year ahead, and is put right
	warned("warning.backup.late")
}

func TestWhyThereIsNoSafetyCopy(t *testing.T) {
	d := newDesk(t)
	_, none := d.Backup(t.Context(), "")
	_, away := d.Backup(t.Context(), filepath.Join(t.TempDir(), "stick"))
	for want, err := range map[string]error{"backup.no-folder": none, "backup.not-there": away, "backup.not-made": errors.New("other bytes")} {
		if got := BackupTrouble(err, "stick"); got.ID != want {
			t.Errorf("BackupTrouble(%v) = %s, want %s", err, got.ID, want)
		}
	}
	damaged := store.Backup{Read: store.Report{Damage: []store.Damage{{Where: "tail"}}}}
	if got := BackupSaid(damaged); got.ID != "backup.damaged" {
		t.Errorf("BackupSaid of one with damage = %s", got.ID)
	}
}

func TestWhatCameOfARestoreIsSaid(t *testing.T) {
	d := newDesk(t)
	if got := RestoredSaid(Restored{}); len(got) != 1 || got[0].ID != "restore.nobody" {
		t.Errorf("RestoredSaid of a store in which nothing was ever done = %v", got)
	}
	for want, r := range map[string]Restored{
		"restore.damaged":  {Restored: store.Restored{Read: store.Report{Damage: []store.Damage{{}}}}},
		"restore.settings": {Settings: true},
		"restore.local":    {Local: true},
		"restore.purged":   {Restored: store.Restored{Purged: []model.ID{model.NewID()}}},
		"restore.again":    {Restored: store.Restored{Again: []model.ID{model.NewID()}}},
		"restore.blind":    {Restored: store.Restored{Blind: true}},
		"restore.kept":     {Restored: store.Restored{Kept: "before.db"}},
		"restore.since":    {Restored: store.Restored{Since: 2}},
	} {
		r.At = d.Now()
		all := RestoredSaid(r)
		if len(all) != 2 || all[0].ID != "restore.done" || all[1].ID != want {
			t.Errorf("RestoredSaid = %v, want what was done and %s", all, want)
		}
	}
}

func TestARestoreWithOtherWordsChangesNothing(t *testing.T) {
	d := newDesk(t)
	withPlan(t, d)
	b, err := d.Backup(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	_, err = Restore(t.Context(), dir, b.Path, func(door *Door) (*Desk, error) { return door.UnlockWith([]byte("something else")) }, false, Options{})
	if !errors.Is(err, seal.ErrWrongKey) {
		t.Errorf("Restore = %v, want %v", err, seal.ErrWrongKey)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

package vault

import (
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ownwords/store/seal"
)

// later is the layout of a version that comes two schemas after notes: every
// card is written in capitals, and there is a bin.
func later(steps map[uint16]Step) Layout {
	return Layout{Kind: notes.Kind, Schema: 5, Buckets: []string{"cards", "tail", "words", "bin"}, Steps: steps}
}

func loudCards(t *Tx) error {
	all := map[string]string{}
	for item, err := range t.Each("cards", nil) {
		if err != nil {
			return err
		}
		all[string(item.Key)] = strings.ToUpper(string(item.Value))
	}
	for key, value := range all {
		if err := t.Put("cards", []byte(key), []byte(value)); err != nil {
			return err
		}
	}
	return nil
}

func fillBin(t *Tx) error { return t.Put("bin", []byte("made"), []byte("by the second step")) }

func upgradeCopiesIn(t *testing.T, dir string) []string {
	t.Helper()
	return filesNamed(dir, upgradeCopies)
}

func digest(t *testing.T, path string) [sha256.Size]byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return sha256.Sum256(raw)
}

func TestAnEarlierFileIsBroughtUpBehindACopyOfItself(t *testing.T) {
	dir, v, _ := create(t)
	put(t, v, "cards", "one", "Peggy")
	put(t, v, "words", "one", "sing")
	closeWhole(t, v)

	now := later(map[uint16]Step{3: loudCards, 4: fillBin})
	v = unlockAs(t, dir, now)
	if got := get(t, v, "cards", "one"); got != "PEGGY" {
		t.Errorf("after the first step the card is %q, want PEGGY", got)
	}
	if got := get(t, v, "bin", "made"); got != "by the second step" {
		t.Errorf("after the second step the bin has %q", got)
	}
	if got := get(t, v, "words", "one"); got != "sing" {
		t.Errorf("what no step has touched is %q, want sing", got)
	}
	copies := upgradeCopiesIn(t, dir)
	if len(copies) != 1 || !strings.HasPrefix(filepath.Base(copies[0]), "ownwords-schema-3-") {
		t.Fatalf("copies of the file as it was: %v, want one of schema 3", copies)
	}
	closeWhole(t, v)
	if got := get(t, putBack(t, copies[0], notes), "cards", "one"); got != "Peggy" {
		t.Errorf("the copy has %q, want Peggy", got)
	}

	v = unlockAs(t, dir, now)
	if got := get(t, v, "cards", "one"); got != "PEGGY" {
		t.Errorf("opened again the card is %q, want PEGGY", got)
	}
	if got := upgradeCopiesIn(t, dir); len(got) != 1 {
		t.Errorf("opened again there are the copies %v, want the one", got)
	}
	closeWhole(t, v)
}

func TestAFileOfALaterVersionIsRefusedUntouched(t *testing.T) {
	dir, v, _ := create(t)
	put(t, v, "cards", "one", "Peggy")
	closeWhole(t, v)
	closeWhole(t, unlockAs(t, dir, later(nil)))
	path := filepath.Join(dir, FileName)
	before := digest(t, path)
	_, err := Open(dir, notes)
	if e := errorAs[*NewerError](err); e == nil || e.Found != 5 || e.Known != 3 {
		t.Errorf("Open of a later schema = %v, want that 5 is newer than 3", err)
	}
	if digest(t, path) != before {
		t.Error("the file was changed")
	}
}

func TestAStepThatFailsLeavesTheFileWhereItWas(t *testing.T) {
	dir, v, _ := create(t)
	put(t, v, "cards", "one", "Peggy")
	closeWhole(t, v)
	cause := errors.New("a card can't be read")
	fails := func(t *Tx) error {
		if err := loudCards(t); err != nil {
			return err
		}
		return cause
	}
	tryAs := func(l Layout) *UpgradeError {
		t.Helper()
		f, err := Open(dir, l)
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.Unlock(seal.Passphrase([]byte(passphrase)))
		if err := f.Close(); err != nil {
			t.Error(err)
		}
		e := errorAs[*UpgradeError](err)
		if e == nil || !errors.Is(err, cause) {
			t.Fatalf("Unlock = %v, want an upgrade that failed over %v", err, cause)
		}
		return e
	}

	e := tryAs(later(map[uint16]Step{3: fails, 4: fillBin}))
	if e.From != 3 || e.To != 5 {
		t.Errorf("it failed from %d to %d, want 3 to 5", e.From, e.To)
	}
	if got := get(t, putBack(t, e.Copy, notes), "cards", "one"); got != "Peggy" {
		t.Errorf("the copy has %q, want Peggy", got)
	}
	v = unlockAs(t, dir, notes)
	if got := get(t, v, "cards", "one"); got != "Peggy" {
		t.Errorf("after a first step that failed the card is %q, want Peggy", got)
	}
	closeWhole(t, v)

	taken := 0
	counted := func(t *Tx) error {
		taken++
		return loudCards(t)
	}
	if e := tryAs(later(map[uint16]Step{3: counted, 4: fails})); e.From != 4 {
		t.Errorf("it failed from %d, want 4", e.From)
	}
	v = unlockAs(t, dir, later(map[uint16]Step{3: counted, 4: fillBin}))
	if got := get(t, v, "cards", "one"); got != "PEGGY" || taken != 1 {
		t.Errorf("in the end the card is %q and the first step was taken %d times, want PEGGY, once", got, taken)
	}
	closeWhole(t, v)
}

func TestTheCopyOfAnEarlierVersionStaysAMonth(t *testing.T) {
	dir, v, _ := create(t)
	closeWhole(t, v)
	old, young := filepath.Join(dir, "ownwords-schema-1-20260101-100000.backup"), filepath.Join(dir, "ownwords-schema-2-20260901-100000.backup")
	for path, days := range map[string]int{old: 31, young: 29} {
		if err := os.WriteFile(path, []byte("a copy"), filePerm); err != nil {
			t.Fatal(err)
		}
		made := time.Now().AddDate(0, 0, -days)
		if err := os.Chtimes(path, made, made); err != nil {
			t.Fatal(err)
		}
	}
	closeWhole(t, unlockAs(t, dir, notes))
	if got := upgradeCopiesIn(t, dir); len(got) != 1 || got[0] != young {
		t.Errorf("left are %v, want only %s", got, young)
	}
}

func TestALayoutWithAStepThatLeadsNowhereIsRefused(t *testing.T) {
	if _, err := Open(t.TempDir(), Layout{Kind: "notes", Schema: 3, Steps: map[uint16]Step{3: fillBin}}); err == nil {
		t.Error("Open took a layout with a step on from its own schema")
	}
}

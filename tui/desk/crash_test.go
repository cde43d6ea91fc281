package desk

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ownwords/content"
	"ownwords/store"
	"ownwords/store/seal"
)

// TestAFaultInSavingLeavesANote: with the names of functions and not a word, and
// the words are saved when it is over.
func TestAFaultInSavingLeavesANote(t *testing.T) {
	var broken atomic.Bool
	now := func() time.Time {
		if broken.CompareAndSwap(true, false) {
			panic("I want to go to the bowls club.")
		}
		return time.Now()
	}
	s := content.DefaultSettings()
	s.Name = "Dele Martins"
	dir := filepath.Join(t.TempDir(), "notes")
	d, code, err := Create(dir, SetUp{Settings: s, Passphrase: []byte("slow green harbour"), Cost: seal.CheapCost()}, Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	code.Close()
	k := withPlan(t, d)
	flush(t, k)
	broken.Store(true)
	if err := k.Leave(t.Context()); err != nil && !isFault(err) { // nil where the writer met it first, and tried again
		t.Errorf("Leave() = %v, want the fault", err)
	}
	notes, err := filepath.Glob(filepath.Join(dir, "crash-*.txt"))
	if err != nil || len(notes) != 1 {
		t.Fatalf("notes of the crash: %q, %v, want one", notes, err)
	}
	raw, err := os.ReadFile(notes[0])
	if err != nil || !strings.Contains(string(raw), "ownwords/store.") || strings.Contains(string(raw), "bowls") {
		t.Errorf("the note says %q, %v, want functions and no words", raw, err)
	}
	if err := d.Close(); err != nil {
		t.Errorf("Close() = %v, want all saved", err)
	}
}

func isFault(err error) bool {
	_, ok := errors.AsType[*store.FaultError](err)
	return ok
}

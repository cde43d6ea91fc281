package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"ownwords/content"
	"ownwords/store"
	"ownwords/store/seal"
)

// Where it can't be known whether copies lie about, none are counted: nobody is to
// think that there are none.
func TestWhereCountsNoCopiesThatItCannotRead(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	if err := cheap(home, "Dele Martins", "practitioner"); err != nil {
		t.Fatal(err)
	}
	file, err := store.Open(home, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	notes, err := file.Unlock(seal.Passphrase([]byte(testPassphrase)))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(notes.SetMeta("given", []byte("no list of copies")), notes.Close()); err != nil {
		t.Fatal(err)
	}
	words := filepath.Join(t.TempDir(), "words")
	if err := os.WriteFile(words, []byte(testPassphrase), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv(envPassphrase, words)
	at, err := (&program{text: content.English(), home: home}).place()
	if err == nil || at.Copies != nil {
		t.Errorf("place() = %+v, %v, want no count and why", at, err)
	}
}

//go:build linux

package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"ownwords/store/vault"
)

func (r *room) file() string { return filepath.Join(r.home(), vault.FileName) }

// conversed makes rooms whose store holds a conversation: the demo's own, which
// is about everything.
func (f *trial) conversed(who string, lines ...string) *room {
	f.Helper()
	r := f.room()
	d, err := unlock(r.home(), []byte(testPassphrase))
	if err != nil {
		f.Fatal(err)
	}
	talk(f.T, d, who, lines...)
	if err := d.Close(); err != nil {
		f.Fatal(err)
	}
	return r
}

// truncated puts in the place of the store's file what is left of it when it is
// cut somewhere, and things that never were one. The program says which file it
// is, how large, and what to do now, within a second, and leaves it as it is.
func truncated(f *trial) {
	r := f.conversed(typedName, notesOf(60)...)
	raw, err := os.ReadFile(r.file())
	if err != nil {
		f.Fatal(err)
	}
	f.foreign(r, "empty", nil)
	f.foreign(r, "11 bytes", []byte("hello world"))
	f.foreign(r, "a picture", append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 9000)...))
	f.foreign(r, "a folder", nil)
	for range f.times - 4 {
		n := rand.IntN(len(raw))
		f.foreign(r, fmt.Sprintf("cut to %d of %d", n, len(raw)), raw[:n])
	}
}

func (f *trial) foreign(r *room, what string, with []byte) {
	err := os.RemoveAll(r.file())
	if err == nil && what == "a folder" {
		err = os.Mkdir(r.file(), 0o700)
	} else if err == nil {
		err = os.WriteFile(r.file(), with, 0o600)
	}
	if err != nil {
		f.Fatal(err)
	}
	f.judge(what, r.refuses(with, what == "a folder"))
}

// refuses is an error unless the program names what stands in the place of its
// file, or all of it is there still.
func (r *room) refuses(with []byte, folder bool) error {
	a, err := r.asks("list")
	if err != nil {
		return err
	}
	if a.code == codeOK && strings.Contains(a.out, typedName) {
		return r.tells() // it was cut where nothing stands; that it was read stands in the log
	}
	if !folder {
		now, err := os.ReadFile(r.file())
		if err != nil || !bytes.Equal(now, with) {
			return fmt.Errorf("%w: the file was changed: %v", errLost, err)
		}
	}
	switch {
	case a.code != codeDamaged:
		return fmt.Errorf("list ended with %d, saying %q and %q, want %d", a.code, a.out, a.said, codeDamaged)
	case !strings.Contains(a.said, r.file()) || !folder && !strings.Contains(a.said, strconv.Itoa(len(with))):
		return fmt.Errorf("list said %q, want the file and its size", a.said)
	case !strings.Contains(a.said, "ownwords restore"):
		return fmt.Errorf("list said %q, want what to do now", a.said)
	case a.took > time.Second:
		return fmt.Errorf("list took %v", a.took)
	}
	return nil
}

// tells is an error unless the record is all there.
func (r *room) tells() error {
	now, err := r.record()
	if err != nil {
		return err
	}
	for i, n := range notesOf(60) {
		if i >= len(now) || strings.TrimSpace(now[i].Text) != strings.TrimSpace(n) {
			return fmt.Errorf("%w: note %d of %d", errLost, i+1, len(now))
		}
	}
	return nil
}

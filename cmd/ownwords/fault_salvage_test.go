//go:build linux

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
)

// broughtOut spoils the store's file badly, in the ways in which disks do, and has
// brought out of it what still can be: no words but those that were typed, none
// missing where it says that none is, and the old file as it was.
func broughtOut(f *trial) {
	r := f.conversed(typedName, notesOf(20)...)
	var err error
	if r.before, err = r.record(); err != nil {
		f.Fatal(err)
	}
	raw, err := os.ReadFile(r.file())
	if err != nil {
		f.Fatal(err)
	}
	whole := 0
	for i := range f.times {
		what, bad := spoil(raw, i)
		if err := os.WriteFile(r.file(), bad, 0o600); err != nil {
			f.Fatal(err)
		}
		all, err := r.salvages(filepath.Join(f.TempDir(), "new"))
		if now, errRead := os.ReadFile(r.file()); errRead != nil || !bytes.Equal(now, bad) {
			err = fmt.Errorf("%w: the old file was changed: %v", errLost, errRead)
		}
		f.judge(what, err)
		if all {
			whole++
		}
	}
	f.Logf("all came out of %d files of %d", whole, f.times)
}

// spoil is one of the ways in which a file goes bad.
func spoil(raw []byte, i int) (what string, bad []byte) {
	bad = bytes.Clone(raw)
	at := rand.IntN(len(raw))
	switch i % 4 {
	case 0:
		return fmt.Sprintf("cut to %d", at), bad[:at]
	case 1:
		clear(bad[:2*pieceSize])
		return "its beginning is gone", bad
	case 2:
		at = at / pieceSize * pieceSize
		clear(bad[at:min(len(bad), at+4*pieceSize)])
		return fmt.Sprintf("four pages from %d are gone", at/pieceSize), bad
	}
	for range 40 {
		bad[rand.IntN(len(bad))] ^= 1 << rand.IntN(8)
	}
	return "40 bits fell over", bad
}

// salvages brings out what can be. It tells whether that is all.
func (r *room) salvages(folder string) (all bool, err error) {
	a, err := r.asks("doctor", "--salvage", folder)
	if err != nil || a.code != codeOK && a.code != codeDamaged {
		return false, fmt.Errorf("salvage ended with %d, saying %q, %w", a.code, a.said, err)
	}
	out := &room{dir: filepath.Join(r.dir, "out"), program: r.program, scene: r.scene}
	if err := out.furnish(); err != nil {
		return false, err
	}
	defer func() { _ = os.RemoveAll(out.dir) }() // it is in the test's own folder
	made, err := os.ReadFile(filepath.Join(folder, filepath.Base(r.file())))
	if err != nil {
		if a.code == codeOK {
			return false, fmt.Errorf("%w: salvage says that all came out, and there is nothing: %w", errLost, err)
		}
		return false, nil
	}
	if err := os.WriteFile(out.file(), made, 0o600); err != nil {
		return false, err
	}
	return a.code == codeOK, out.hasOnly(r.before, a.code == codeOK)
}

// hasOnly is an error where a room has notes that are not among these, or not all
// of them where all have to be there.
func (r *room) hasOnly(notes []said, all bool) error {
	if all {
		now, err := r.record()
		if err != nil || !same(now, notes) {
			return fmt.Errorf("%w: %d notes of %d: %w", errLost, len(now), len(notes), err)
		}
		return nil
	}
	a, err := r.asks("list", "--json")
	if err != nil || a.code != codeOK {
		return fmt.Errorf("list ended with %d, saying %q, %w", a.code, a.said, err)
	}
	var list []listed
	if err := json.Unmarshal([]byte(a.out), &list); err != nil {
		return err
	}
	for _, x := range list {
		a, err := r.asks("show", string(x.ID), "--as", "json")
		if err != nil {
			return err
		}
		var k kept
		if a.code != codeOK {
			continue // it says so
		}
		if err := json.Unmarshal([]byte(a.out), &k); err != nil {
			return err
		}
		for _, n := range k.Note {
			if !slices.ContainsFunc(notes, func(x said) bool { return same([]said{x}, []said{n}) }) {
				return fmt.Errorf("%q was never typed", n.Text)
			}
		}
	}
	return nil
}

//go:build linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
)

// purged takes a record out for good. Nothing of what was sealed for it, nor of
// what its keys were sealed in, is then in the store's file, or in the safety
// copy that is made next in the place of the one before; that it was there stays
// in the log, and the other record is as it was.
func purged(f *trial) {
	for range f.times {
		r := f.conversed(typedName, notesOf(20)...)
		d, err := unlock(r.home(), []byte(testPassphrase))
		if err != nil {
			f.Fatal(err)
		}
		talk(f.T, d, "Yusuf Demir", notesOf(3)...)
		if err := d.Close(); err != nil {
			f.Fatal(err)
		}
		f.judge("purge", f.purges(r))
	}
}

func (f *trial) purges(r *room) error {
	var list []listed
	if err := r.read(&list, "list", "--json"); err != nil {
		return err
	}
	at := slices.IndexFunc(list, func(x listed) bool { return x.Name == typedName })
	gone, stays := string(list[at].ID), string(list[1-at].ID)
	before, err := r.asks("show", stays, "--as", "json")
	if err != nil {
		return err
	}
	sealed := f.values(r).of(model.ID(gone))
	if len(sealed) < 10 {
		return fmt.Errorf("%d values are the record's, want more", len(sealed))
	}
	copies := filepath.Join(r.dir, "own")
	if err := desk.ChangeSettings(r.home(), func(s *content.Settings) { s.BackupTo, s.BackupsKeep = copies, 1 }); err != nil {
		return err
	}
	for _, command := range [][]string{{"backup", copies}, {"bin", "put", gone}, {"bin", "purge", gone, "--yes"}, {"backup", copies}} {
		if a, err := r.asks(command...); err != nil || a.code != codeOK {
			return fmt.Errorf("%v ended with %d, saying %q, %w", command, a.code, a.said, err)
		}
	}
	a, err := r.asks("show", gone)
	if err != nil || a.code != codeNone {
		return fmt.Errorf("show ended with %d, %w", a.code, err)
	}
	after, err := r.asks("show", stays, "--as", "json")
	if err != nil || after.out != before.out {
		return fmt.Errorf("%w: the other record is another: %v", errLost, err)
	}
	log, err := r.asks("log", "--json")
	if err != nil || !strings.Contains(log.out, "purged") || !strings.Contains(log.out, gone) {
		return fmt.Errorf("the log does not have it: %w\n%s", err, log.out)
	}
	return errors.Join(r.keepsNone(sealed), r.opens())
}

// of is all that is sealed for a record, and the master key that leads there, as
// it is sealed for each way in.
func (v values) of(id model.ID) (sealed [][]byte) {
	raw := strings.ReplaceAll(string(id), "-", "")
	for _, in := range v {
		for k, b := range in {
			if strings.HasPrefix(fmt.Sprintf("%x", k), raw) {
				sealed = append(sealed, b)
			}
		}
	}
	return append(sealed, v.masters()...)
}

var master = regexp.MustCompile(`"(?:sealed|kept)":"([^"]+)"`)

// keepsNone is an error where any part of what was sealed stands in any file.
func (r *room) keepsNone(sealed [][]byte) error {
	files, err := filesIn(r.dir)
	if err != nil {
		return err
	}
	const part = 24 // bytes that come twice by no chance
	for path, b := range files {
		for _, s := range sealed {
			for at := 0; at+part <= len(s); at += part {
				if bytes.Contains(b, s[at:at+part]) {
					return fmt.Errorf("%w: %s holds byte %d of %d of what was purged", errLost, filepath.Base(path), at, len(s))
				}
			}
		}
	}
	_, err = os.Stat(r.file())
	return err
}

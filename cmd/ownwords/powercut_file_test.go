//go:build linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// talkedWith makes a room with two records, of whom the first is to go.
func (f *trial) talkedWith() (r *room, goes, stays string) {
	f.Helper()
	r = f.conversed(typedName, notesOf(6)...)
	d, err := unlock(r.home(), []byte(testPassphrase))
	if err != nil {
		f.Fatal(err)
	}
	talk(f.T, d, "Yusuf Demir", notesOf(3)...)
	if err := d.Close(); err != nil {
		f.Fatal(err)
	}
	var list []listed
	if err := r.read(&list, "list", "--json"); err != nil || len(list) != 2 {
		f.Fatalf("%d records, %v", len(list), err)
	}
	if list[0].Name != typedName {
		list[0], list[1] = list[1], list[0]
	}
	return r, string(list[0].ID), string(list[1].ID)
}

// runs runs a command under trace to its end.
func (x *recorder) runs(args ...string) error {
	y, err := x.command(args...)
	if err == nil {
		err = y.ends()
	}
	if err != nil {
		return fmt.Errorf("%v: %w, saying %q", args, err, y.said.String())
	}
	return nil
}

// cutWhilePurging takes the power away while a record is taken out for good, and
// the file is made anew under other keys for it: it is there and whole, in the
// bin, or it is gone, and the other one is as it was.
func cutWhilePurging(f *trial) {
	r, goes, stays := f.talkedWith()
	other, err := r.asks("show", stays, "--as", "json")
	if err != nil {
		f.Fatal(err)
	}
	x := f.record(r, work{
		play: func(x *recorder) error {
			return errors.Join(x.runs("bin", "put", goes), x.runs("bin", "purge", goes, "--yes"))
		},
		holds: func(r *room, told string) error {
			if err := r.opens(); err != nil {
				return fmt.Errorf("%w: %w", errLost, err)
			}
			now, err := r.asks("show", stays, "--as", "json")
			if err != nil || now.out != other.out || now.said != "" {
				return fmt.Errorf("%w: the other record is another, saying %q: %v", errLost, now.said, err)
			}
			bin, err := r.asks("bin", "list", "--json")
			if err != nil {
				return err
			}
			there, err := r.asks("show", goes)
			runs := strings.Count(told, ended)
			switch inBin, shown := strings.Contains(bin.out, goes), there.code == codeOK; {
			case err != nil:
				return err
			case inBin && shown, runs == 2 && (inBin || shown), runs == 0 && !inBin && !shown:
				return fmt.Errorf("behind %d runs: in the bin %v, shown %v", runs, inBin, shown)
			}
			return nil
		},
	})
	f.cuts(x, f.times, false)
}

// cutWhileBackingUp takes the power away while a safety copy is made: there is
// none, or all of it, and the notes are as they were.
func cutWhileBackingUp(f *trial) {
	r, _, stays := f.talkedWith()
	folder := filepath.Join(r.dir, "own")
	x := f.record(r, work{
		play: func(x *recorder) error { return x.runs("backup", folder) },
		holds: func(r *room, told string) error {
			all, err := filepath.Glob(filepath.Join(r.dir, "own", "*.backup"))
			if err != nil || len(all) == 0 && strings.Contains(told, ended) {
				return fmt.Errorf("%w: there is no copy: %v", errLost, err)
			}
			if err := r.opens(); err != nil || len(all) == 0 {
				return err
			}
			return r.restores(all[0], stays)
		},
	})
	f.cuts(x, f.times, false)
}

// restores brings a copy back into a folder where nothing is, and looks for a
// record in it.
func (r *room) restores(copied, id string) error {
	raw, err := os.ReadFile(copied)
	if err != nil {
		return err
	}
	empty := filepath.Join(r.dir, "empty")
	if err := os.Mkdir(empty, 0o700); err != nil {
		return err
	}
	a, err := r.asks("restore", copied, "--home", empty)
	if err != nil || a.code != codeOK {
		return fmt.Errorf("%w: restore ended with %d, saying %q, %w", errLost, a.code, a.said, err)
	}
	if a, err = r.asks("show", id, "--home", empty); err != nil || a.code != codeOK || a.said != "" {
		return fmt.Errorf("%w: show ended with %d, saying %q, %w", errLost, a.code, a.said, err)
	}
	if now, err := os.ReadFile(copied); err != nil || !bytes.Equal(now, raw) {
		return fmt.Errorf("the copy was changed: %v", err)
	}
	return nil
}

// cutWhileRestoring takes the power away while a safety copy is brought back: the
// notes are what they were, or what the copy has.
func cutWhileRestoring(f *trial) {
	r, _, stays := f.talkedWith()
	folder := filepath.Join(r.dir, "own")
	if a, err := r.asks("backup", folder); err != nil || a.code != codeOK {
		f.Fatalf("backup ended with %d, saying %q, %v", a.code, a.said, err)
	}
	if err := r.more(); err != nil {
		f.Fatal(err)
	}
	all, err := filepath.Glob(filepath.Join(folder, "*.backup"))
	if err != nil || len(all) != 1 {
		f.Fatalf("%d copies, %v", len(all), err)
	}
	before, errBefore := r.asks("show", stays)
	var after answer
	x := f.record(r, work{
		play: func(x *recorder) error { return x.runs("restore", all[0]) },
		holds: func(r *room, told string) error {
			now, err := r.asks("show", stays)
			switch {
			case err != nil:
				return err
			case now.out == after.out && now.code == codeOK:
				return nil
			case now.out == before.out && now.code == codeOK && !strings.Contains(told, ended):
				return nil
			}
			return fmt.Errorf("%w: show ended with %d, saying %q", errLost, now.code, now.said)
		},
	})
	after, err = r.asks("show", stays) // which is noted in the store
	if err := errors.Join(err, errBefore); err != nil || before.out == after.out {
		f.Fatalf("nothing was restored: %v", err)
	}
	f.cuts(x, f.times, false)
}

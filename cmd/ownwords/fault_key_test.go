//go:build linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// phrase is the nth passphrase of a room, in a file of its own.
func (r *room) phrase(n int) string {
	return filepath.Join(r.dir, fmt.Sprintf("passphrase%d", n))
}

func (r *room) writePhrases() error {
	for n := range 6 {
		if err := os.WriteFile(r.phrase(n), fmt.Appendf(nil, "seven %d lamps on a wet quay\n", n), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// with runs a command with another passphrase.
func (r *room) with(file string, args ...string) (answer, error) {
	cmd := r.command(args...)
	cmd.Env = append(cmd.Env, "OWNWORDS_PASSPHRASE_FILE="+file)
	return answered(cmd)
}

// does is with, for what has to go well.
func (r *room) does(file string, args ...string) error {
	a, err := r.with(file, args...)
	if err == nil && a.code != codeOK {
		err = fmt.Errorf("%v ended with %d, saying %q", args, a.code, a.said)
	}
	return err
}

// keptOut is an error where a passphrase opens the store, or costs whoever
// guesses nothing.
func (r *room) keptOut(file string) error {
	a, err := r.with(file, "list")
	switch {
	case err != nil:
		return err
	case a.code != codeKey:
		return fmt.Errorf("list ended with %d, saying %q, want %d", a.code, a.said, codeKey)
	case a.took < 30*time.Millisecond:
		return fmt.Errorf("a guess takes %v", a.took)
	}
	return nil
}

// setUp makes a room with a store as init makes it, at the cost of a real
// passphrase, and its recovery code in a file.
func (f *trial) setUp() (r *room, code string) {
	f.Helper()
	r = f.room()
	code = filepath.Join(r.dir, "code")
	err := errors.Join(os.RemoveAll(r.home()), r.writePhrases())
	if err == nil {
		err = r.does("", "init", "--name", "Dele", "--passphrase-file", r.phrase(0), "--recovery-file", code)
	}
	if err != nil {
		f.Fatal(err)
	}
	return r, code
}

// waysIn changes the passphrase, again and again, lets somebody else in and out
// again, uses the recovery code and makes it anew. What was replaced opens
// nothing any more, and what it opened is no more in the file.
func waysIn(f *trial) {
	r, code := f.setUp()
	old := f.values(r).masters()
	mine := r.phrase(0)
	for n := range f.times {
		next := r.phrase(1 + n%2)
		f.judge("a new passphrase", errors.Join(
			r.does(mine, "passphrase", "change", "--new-file", next), r.does(next, "list"), r.keptOut(mine)))
		mine = next
	}
	now := f.values(r).masters()
	old = slices.DeleteFunc(old, func(b []byte) bool {
		return slices.ContainsFunc(now, func(x []byte) bool { return bytes.Equal(x, b) })
	})
	if len(old) < 2 {
		f.Fatalf("%d keys were sealed for the old passphrase, want two at least", len(old))
	}
	f.judge("the old ones in the file", r.keepsNone(old))
	f.judge("somebody else", r.otherUser(mine))
	f.judge("the recovery code", errors.Join(
		r.does("", "passphrase", "recover", "--code-file", code, "--new-file", r.phrase(5)),
		r.does(r.phrase(5), "list"), r.keptOut(mine)))
	f.judge("a new code", errors.Join(
		r.does(r.phrase(5), "key", "code", "-o", filepath.Join(r.dir, "own", "page")), r.lockedOut(code)))
}

// masters are the master key of a store, as it is sealed for each way in.
func (v values) masters() (sealed [][]byte) {
	for k, b := range v["meta"] {
		if strings.HasPrefix(k, "slot/") {
			for _, m := range master.FindAllSubmatch(b, -1) {
				sealed = append(sealed, m[1])
			}
		}
	}
	return sealed
}

func (r *room) otherUser(mine string) error {
	theirs := r.phrase(4)
	err := errors.Join(r.does(mine, "key", "user", "Joan", "--new-file", theirs), r.does(theirs, "list"))
	if err != nil {
		return err
	}
	ways, err := r.with(mine, "key", "list")
	if err != nil {
		return err
	}
	for line := range strings.Lines(ways.out) {
		if id, rest, _ := strings.Cut(line, " "); strings.Contains(rest, "Joan") {
			return errors.Join(r.does(mine, "key", "remove", id), r.keptOut(theirs), r.does(mine, "list"))
		}
	}
	return fmt.Errorf("Joan is not among the ways in:\n%s", ways.out)
}

// lockedOut is an error where a recovery code opens the store.
func (r *room) lockedOut(code string) error {
	a, err := r.with("", "passphrase", "recover", "--code-file", code, "--new-file", r.phrase(1))
	if err == nil && a.code != codeKey {
		err = fmt.Errorf("recover ended with %d, saying %q, want %d", a.code, a.said, codeKey)
	}
	return err
}

// cutWhileChangingWords takes the power away while the passphrase is changed, and
// then everything sealed anew since somebody knows it: the old one opens the
// store, or the new one, and behind the end of the change only the new one.
func cutWhileChangingWords(f *trial) {
	r, _ := f.setUp()
	x := f.record(r, work{
		play: func(x *recorder) error {
			x.words = r.phrase(0)
			err := x.runs("passphrase", "change", "--new-file", r.phrase(1))
			x.words = r.phrase(1)
			return errors.Join(err, x.runs("key", "leaked", "--new-file", r.phrase(2), "-o", filepath.Join(r.dir, "own", "page")))
		},
		holds: func(r *room, told string) error {
			if err := r.writePhrases(); err != nil {
				return err
			}
			done := strings.Count(told, ended)
			var opens []int
			for n := range 3 {
				a, err := r.with(r.phrase(n), "list", "--json")
				switch {
				case err != nil:
					return err
				case a.code == codeOK && a.said == "":
					opens = append(opens, n)
				case a.code != codeKey:
					return fmt.Errorf("%w: list ended with %d, saying %q", errLost, a.code, a.said)
				}
			}
			if len(opens) != 1 || opens[0] < done || opens[0] > done+1 {
				return fmt.Errorf("%w: passphrases %v open the store behind %d changes", errLost, opens, done)
			}
			return nil
		},
	})
	f.cuts(x, f.times, false)
}

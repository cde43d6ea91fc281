//go:build linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"ownwords/tui/desk"
)

// cutWhileTyping takes the power away while line after line is typed, put away
// and gone on with. What counts is each line that the program asked for another
// behind.
func cutWhileTyping(f *trial) { f.cuts(f.recordTyping(), f.times, false) }

// cutWithoutSyncs shows that the cuts are cruel enough: the same, as if the
// program never made sure that anything is on the disk. At least nine of ten have
// to be found bad.
func cutWithoutSyncs(f *trial) {
	x := f.recordTyping()
	quiet := &trial{T: f.T, name: f.name, counts: true}
	quiet.cuts(x, f.times, true)
	f.tried, f.lost, f.wrong, f.crashed = quiet.tried, quiet.lost, quiet.wrong, quiet.crashed
	least := f.tried * 9 / 10
	if f.tried < 50 {
		least = f.tried * 7 / 10 // so few may be lucky
	}
	if bad := f.lost + f.wrong + f.crashed; bad < least {
		f.Errorf("%d of %d cuts were found bad without any sync, want %d", bad, f.tried, least)
	}
}

func (f *trial) recordTyping() recorded {
	f.Helper()
	r := f.conversed(typedName, "Fond of quarry walks.")
	var err error
	if r.before, err = r.record(); err != nil {
		f.Fatal(err)
	}
	r.begun = true
	var typed []string
	return f.record(r, work{
		play: func(x *recorder) (err error) {
			for sitting := range 2 + f.times/80 {
				lines, err := x.sits(sitting, len(r.before)+len(typed))
				typed = append(typed, lines...)
				if err != nil {
					return err
				}
			}
			return nil
		},
		holds: func(r *room, told string) error {
			now, err := r.record()
			if err != nil {
				return err
			}
			return follows(r.before, typed, now, acknowledged(told)-len(r.before))
		},
	})
}

// sits types some lines and leaves.
func (x *recorder) sits(sitting, had int) (typed []string, err error) {
	y, err := x.command("--plain")
	if err != nil {
		return nil, err
	}
	defer y.kill()
	if err := errors.Join(y.types("", "Choose: "), y.until("Choose: ")); err != nil {
		return nil, err
	}
	if n, err := y.arrives(true); err != nil || n != had {
		return nil, fmt.Errorf("arrives behind note %d, want %d: %w", n, had, err)
	}
	for i := range 12 {
		line := fmt.Sprintf("%d.%d %s", sitting, i, strings.Repeat(markers[i%len(markers)]+" ", i*i*3))
		line = strings.TrimSpace(line)
		typed = append(typed, line)
		if err := y.types(line, fmt.Sprintf("Note %d: ", had+len(typed)+1)); err != nil {
			return nil, err
		}
	}
	return typed, errors.Join(y.types(".quit", "Locked."), y.ends())
}

var asked = regexp.MustCompile(`Note (\d+): `)

// acknowledged is how many notes are on the disk by what the program said: one
// less than the one that it asked for last.
func acknowledged(told string) int {
	all := asked.FindAllStringSubmatch(told, -1)
	if len(all) == 0 {
		return 0
	}
	n, err := strconv.Atoi(all[len(all)-1][1])
	if err != nil {
		return 0
	}
	return n - 1
}

// cutWhileSetting takes the power away while the settings are changed: they are
// as they were, or as they were to be, and whole.
func cutWhileSetting(f *trial) {
	r := f.conversed(typedName, "Fond of quarry walks.")
	themes := []string{"light", "dark", "light", "dark"}
	x := f.record(r, work{
		play: func(x *recorder) error {
			y, err := x.command("--plain")
			if err != nil {
				return err
			}
			defer y.kill()
			err = errors.Join(y.types("", "Choose: "), y.until("Choose: "))
			for _, theme := range themes {
				err = errors.Join(err, y.types(".colours", "("), y.until(": "), y.types(theme, "Choose: "))
			}
			return errors.Join(err, y.types(".quit", "Locked."), y.ends())
		},
		holds: func(r *room, told string) error {
			s, err := desk.LoadSettings(r.home())
			if err != nil {
				return fmt.Errorf("%w: %w", errLost, err)
			}
			done := strings.Count(told, "Kept")
			now := string(s.Theme)
			if s.Name != "Dele Martins" || done > 0 && now != themes[done-1] && (done == len(themes) || now != themes[done]) {
				return fmt.Errorf("%w: the theme is %s behind %d changes", errLost, now, done)
			}
			return r.opens()
		},
	})
	f.cuts(x, f.times, false)
}

// opens is an error where the store does not open, or tells of anything.
func (r *room) opens() error {
	a, err := r.asks("list", "--json")
	if err == nil && (a.code != codeOK || a.said != "") {
		err = fmt.Errorf("list ended with %d, saying %q", a.code, a.said)
	}
	return err
}

// cutWhileExporting takes the power away while a copy is written: there is none,
// or all of it.
func cutWhileExporting(f *trial) {
	r := f.conversed(typedName, notesOf(8)...)
	var list []listed
	if err := r.read(&list, "list", "--json"); err != nil {
		f.Fatal(err)
	}
	var whole []byte
	x := f.record(r, work{
		play: func(x *recorder) error {
			y, err := x.command("export", string(list[0].ID), "--document", "my-plan", "-o", r.copied())
			if err == nil {
				err = y.ends()
			}
			if err == nil {
				whole, err = os.ReadFile(r.copied())
			}
			return err
		},
		holds: func(r *room, told string) error {
			b, err := os.ReadFile(r.copied())
			if there := err == nil; there && !bytes.Equal(b, whole) || !there && strings.Contains(told, ended) {
				return fmt.Errorf("%w: the copy has %d bytes of %d: %v", errLost, len(b), len(whole), err)
			}
			return r.opens()
		},
	})
	f.cuts(x, f.times, false)
}

func (r *room) copied() string { return filepath.Join(r.dir, "own", "plan.html") }

// cutWhileSettingUp takes the power away while a store is made: there is none, or
// it opens, and its code with it.
func cutWhileSettingUp(f *trial) {
	r := f.room()
	if err := os.RemoveAll(r.home()); err != nil {
		f.Fatal(err)
	}
	var code []byte
	x := f.record(r, work{
		play: func(x *recorder) error {
			y, err := x.command("init", "--name", "Dele", "--passphrase-file", filepath.Join(r.dir, "passphrase"), "--recovery-file", r.copied())
			if err == nil {
				err = y.ends()
			}
			if err == nil {
				code, err = os.ReadFile(r.copied())
			}
			return err
		},
		holds: func(r *room, told string) error {
			if !desk.Exists(r.home()) && !strings.Contains(told, "Set up") {
				return nil
			}
			if err := r.opens(); err != nil {
				return fmt.Errorf("%w: %w", errLost, err)
			}
			b, err := os.ReadFile(r.copied())
			if strings.Contains(told, "Set up") && !bytes.Equal(b, code) {
				return fmt.Errorf("%w: the code has %d bytes of %d: %v", errLost, len(b), len(code), err)
			}
			return nil
		},
	})
	f.cuts(x, f.times, false)
}

//go:build linux

package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// secondProcess starts the program where it runs already. The second says who has
// the notes, and since when; once the first is killed it can have them at once.
func secondProcess(f *trial) {
	r := f.conversed(typedName, "Fond of quarry walks.")
	for range f.times {
		since := time.Now()
		y, err := r.sitsDown()
		if err != nil {
			f.Fatal(err)
		}
		f.judge("list", r.held(y.cmd.Process.Pid, since, "list"))
		f.judge("open", r.held(y.cmd.Process.Pid, since, "--plain"))
		y.kill()
		_ = y.ends() // it was killed
		f.judge("list, behind a kill", r.frees())
	}
}

func (r *room) held(pid int, since time.Time, args ...string) error {
	cmd := r.command(args...)
	cmd.Stdin = strings.NewReader("5\n")
	a, err := answered(cmd)
	switch {
	case err != nil:
		return err
	case a.code != codeHeld:
		return fmt.Errorf("ended with %d, saying %q, want %d", a.code, a.said, codeHeld)
	case a.took > 2*time.Second:
		return fmt.Errorf("took %v", a.took)
	}
	for _, want := range []string{strconv.Itoa(pid), since.Format("15:")} {
		if !strings.Contains(a.said, want) {
			return fmt.Errorf("said %q, want %q in it", a.said, want)
		}
	}
	return nil
}

func (r *room) frees() error {
	a, err := r.asks("list")
	if err == nil && (a.code != codeOK || a.took > time.Second) {
		err = fmt.Errorf("ended with %d after %v, saying %q", a.code, a.took, a.said)
	}
	return err
}

//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
)

// faultsEnv asks for as many tries of every kind of fault as are promised;
// without it there are a few of each.
const faultsEnv = "OWNWORDS_FAULTS"

// trial is one kind of bad luck, or of attack, on the program as it is released:
// how often it was tried, and what came of it.
type trial struct {
	*testing.T

	name    string
	times   int // how often it is to be tried
	program string

	counts bool // bad tries are counted only, since they are expected

	mu                          sync.Mutex
	tried, lost, wrong, crashed int
}

// What may come of a try. Everything else that an error says is wrong too: there
// is no fault that need not be understood.
var (
	errLost    = errors.New("lost")    // something acknowledged is not there
	errCrashed = errors.New("crashed") // the program broke, instead of saying what is wrong
)

// trials are all kinds, with how often each is tried in every run of the tests
// and how often for what is promised.
var trials = []struct {
	name      string
	few, many int
	try       func(*trial)
}{
	{"killed-while-saving", 6, 200, killedWhileSaving},
	{"power-cut-typing", 8, 400, cutWhileTyping},
	{"power-cut-settings", 4, 40, cutWhileSetting},
	{"power-cut-export", 3, 40, cutWhileExporting},
	{"power-cut-setting-up", 3, 40, cutWhileSettingUp},
	{"power-cut-purge", 4, 100, cutWhilePurging},
	{"power-cut-backup", 3, 40, cutWhileBackingUp},
	{"power-cut-restore", 3, 40, cutWhileRestoring},
	{"power-cut-passphrase", 1, 100, cutWhileChangingWords},
	{"power-cut-typing-without-syncs", 10, 100, cutWithoutSyncs},
	{"readable-on-disk", 2, 4, nothingReadable},
	{"left-on-screen", 1, 1, leftOnScreen},
	{"fallen-bit", 6, 600, flipped},
	{"swapped-or-put-back", 8, 200, swapped},
	{"ways-in", 1, 9, waysIn},
	{"purged", 1, 10, purged},
	{"salvaged", 2, 100, broughtOut},
	{"truncated-or-foreign", 8, 200, truncated},
	{"second-process", 1, 5, secondProcess},
	{"disk-full", 1, 5, diskFull},
}

// TestFaults prints a line for each kind of fault: how often it was tried, and
// how often something was lost, was wrong, or broke the program.
func TestFaults(t *testing.T) {
	all := os.Getenv(faultsEnv) != ""
	program := build(t)
	for _, x := range trials {
		if tool := toolFor(x.name); tool != "" && !all && !isHere(t, tool, x.name) {
			continue // where all are wanted it says what it lacks
		}
		t.Run(x.name, func(t *testing.T) {
			if !all {
				t.Parallel()
			}
			f := &trial{T: t, name: x.name, times: x.few, program: program}
			if all {
				f.times = x.many
			}
			x.try(f)
			f.print()
		})
	}
}

// toolFor is the program that a kind of fault is tried with.
func toolFor(fault string) string {
	switch {
	case strings.HasPrefix(fault, "power-cut"):
		return "strace"
	case fault == "left-on-screen":
		return "tmux"
	}
	return ""
}

func (f *trial) print() {
	verdict := "ok"
	if f.tried == 0 || f.Failed() {
		verdict = "bad"
	}
	fmt.Printf("\nfault %s tried %d lost %d wrong %d crashed %d %s\n", f.name, f.tried, f.lost, f.wrong, f.crashed, verdict)
}

// mostTold is how many bad tries are told in words; all of them are counted.
const mostTold = 8

// judge counts one try and what came of it, nil being well.
func (f *trial) judge(what string, err error) {
	f.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.tried++
	switch {
	case err == nil:
		return
	case errors.Is(err, errCrashed):
		f.crashed++
	case errors.Is(err, errLost):
		f.lost++
	default:
		f.wrong++
	}
	switch {
	case f.counts:
	case f.lost+f.wrong+f.crashed > mostTold:
		f.Fail()
	default:
		f.Errorf("%s: %v", what, err)
	}
}

// room makes a room in which the fault is tried, with a store that is set up.
func (f *trial) room() *room {
	f.Helper()
	r := &room{dir: f.TempDir(), program: f.program, scene: scenes[1]}
	if err := r.furnish(); err != nil {
		f.Fatal(err)
	}
	return r
}

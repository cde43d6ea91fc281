//go:build linux

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// killsEnv is how many times each face is killed; without it, twice.
const killsEnv = "OWNWORDS_KILLS"

// markers are the words that are typed, and the name; none may be readable in
// any file afterwards.
var markers = []string{"quarry", "thistle", "saffron", "marrow", "pewter", "tamarind", "bellows", "juniper"}

const typedName = "Wilhelmina Featherstone"

// ending is one way in which a sitting comes to a sudden end, and what may be
// missing from the record: what was typed within so long before it.
type ending struct {
	name   string
	grace  time.Duration
	strike func(*hand) error
	clean  bool // the program ends by itself, in good order
}

var (
	killed = ending{"kills", time.Second, func(h *hand) error { return h.cmd.Process.Kill() }, false}
	// What is in the terminal and not read yet is nobody's word yet.
	unread     = 100 * time.Millisecond
	hungUp     = ending{"hangups", unread, func(h *hand) error { return h.cmd.Process.Signal(syscall.SIGHUP) }, true}
	terminated = ending{"terms", unread, func(h *hand) error { return h.cmd.Process.Signal(syscall.SIGTERM) }, true}
	closed     = ending{"closes", unread, func(h *hand) error { return h.term.Close() }, true}
)

// TestStruckWhileTyping is the promise to somebody who types: whatever ends the
// program, nothing older than a second is lost, and nothing that was typed is
// readable in any file.
func TestStruckWhileTyping(t *testing.T) {
	kills := 2
	if n := os.Getenv(killsEnv); n != "" {
		var err error
		if kills, err = strconv.Atoi(n); err != nil {
			t.Fatalf("%s=%s: %v", killsEnv, n, err)
		}
	}
	program := build(t)
	var all sync.WaitGroup
	for _, s := range scenes {
		for i, e := range []ending{killed, hungUp, terminated, closed} {
			times := max(1, kills/5)
			if i == 0 && !s.rare {
				times = kills
			}
			all.Go(func() { suffer(t, program, s, e, times) })
		}
	}
	all.Wait()
}

// suffer plays a scene to its end again and again.
func suffer(t *testing.T, program string, s scene, e ending, times int) {
	dir := t.TempDir()
	var r *room
	lost, keys, oldest := 0, 0, time.Duration(0)
	for i := range times {
		if r == nil || s.goOn == nil {
			r = &room{dir: filepath.Join(dir, strconv.Itoa(i)), program: program, scene: s}
			if err := r.furnish(); err != nil {
				t.Error(err)
				return
			}
		}
		age, typed, err := r.sitting(e)
		if err != nil {
			t.Errorf("%s %s, round %d: %v", s.name, e.name, i+1, err)
			return
		}
		if age > e.grace {
			lost++
			t.Errorf("%s %s, round %d: what was typed %v before is lost", s.name, e.name, i+1, age)
		}
		oldest, keys = max(oldest, age), keys+typed
	}
	if err := readable(dir, append(strings.Fields(typedName), markers...)...); err != nil {
		t.Errorf("%s %s: %v", s.name, e.name, err)
	}
	_, _ = fmt.Fprintf(t.Output(), "%s face=%s tried %d lost %d keys %d oldest not kept %v\n",
		e.name, s.name, times, lost, keys, oldest.Round(time.Millisecond))
}

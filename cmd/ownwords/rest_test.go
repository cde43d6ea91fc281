//go:build linux

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/argon2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store"
	"ownwords/store/seal"
	"ownwords/tui/desk"
)

// idleEnv is how many seconds the program is watched while nobody types;
// without it, a minute.
const idleEnv = "OWNWORDS_IDLE"

// BenchmarkIdle types some words, lets them be saved, and counts how often any
// of the program's threads woke up from then on, and how long they ran. There is
// one minute of the clock among them, which the title shows.
func BenchmarkIdle(b *testing.B) {
	seconds := 60
	if s := os.Getenv(idleEnv); s != "" {
		var err error
		if seconds, err = strconv.Atoi(s); err != nil {
			b.Fatalf("%s=%s: %v", idleEnv, s, err)
		}
	}
	w := watch(b, talked(b, builtFrom(b, "."), 1))
	if !w.waitFor("Peggy Ashworth", 10*time.Second) {
		b.Fatalf("home is not shown, but %s", w.shown)
	}
	w.press("\r", "Starting")
	for _, r := range "\rand a lamp" {
		w.write(string(r))
		w.rest(80 * time.Millisecond)
	}
	w.rest(3 * time.Second)
	before := restOf(b, w.cmd.Process.Pid)
	w.rest(time.Duration(seconds) * time.Second)
	after := restOf(b, w.cmd.Process.Pid)
	budget("idle-switches", float64(after.switches-before.switches)*60/float64(seconds), "a minute", 30)
	budget("idle-ticks", float64(after.ticks-before.ticks), "CPU ticks", 0)
}

// rest is how often a process has gone to sleep by itself, over all its
// threads, and how long it ran, in the kernel's ticks of 10 ms.
type rest struct{ switches, ticks int }

func restOf(b *testing.B, pid int) (r rest) {
	b.Helper()
	proc := filepath.Join("/proc", strconv.Itoa(pid))
	all, err := filepath.Glob(proc + "/task/*/status")
	if err != nil || len(all) == 0 {
		b.Fatalf("no threads of %d: %v", pid, err)
	}
	for _, s := range all {
		n, err := statusLine(s, "voluntary_ctxt_switches:")
		if err != nil {
			b.Fatal(err)
		}
		r.switches += n
	}
	raw, err := os.ReadFile(proc + "/stat")
	if err != nil {
		b.Fatal(err)
	}
	// The name may hold anything; behind it utime and stime are the 12th and 13th.
	fields := strings.Fields(string(raw[bytes.LastIndexByte(raw, ')')+1:]))
	for _, f := range fields[11:13] {
		n, err := strconv.Atoi(f)
		if err != nil {
			b.Fatal(err)
		}
		r.ticks += n
	}
	return r
}

// statusLine is the number in a line of a process's or a thread's status.
func statusLine(path, name string) (int, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	_, line, found := strings.Cut("\n"+string(raw), "\n"+name)
	fields := strings.Fields(line)
	if !found || len(fields) == 0 {
		return 0, fmt.Errorf("%s has no %s", path, name)
	}
	return strconv.Atoi(fields[0])
}

// people is how many records a laptop has at the most.
const people = 10_000

// BenchmarkManyPeople is a laptop with all the records that it may ever have. It
// tells how long listing them takes once it is unlocked, how long unlocking
// takes, and how much of that is the passphrase, which is slow on purpose; and
// how much memory the program has for itself once one of them is open. The
// memory that the passphrase took is given back by then; the store's file, which
// is mapped, is not counted.
func BenchmarkManyPeople(b *testing.B) {
	r := &room{dir: b.TempDir(), program: builtFrom(b, ".")}
	if err := r.furnish(); err != nil {
		b.Fatal(err)
	}
	crowd(b, r)
	var opened, listed, floor []time.Duration
	for range 5 {
		began := time.Now()
		d, err := unlock(r.home(), []byte(testPassphrase))
		if err != nil {
			b.Fatal(err)
		}
		opened = append(opened, time.Since(began))
		began = time.Now()
		if h, err := d.Home(); err != nil || h.Others != people || len(h.Today) != 1 {
			b.Fatalf("Home() = %d today, %d others, %v", len(h.Today), h.Others, err)
		}
		listed = append(listed, time.Since(began))
		if err := d.Close(); err != nil {
			b.Fatal(err)
		}
		c := seal.DefaultCost()
		began = time.Now()
		argon2.IDKey([]byte(testPassphrase), make([]byte, 16), c.Time, c.MemoryKiB, c.Threads, 32)
		floor = append(floor, time.Since(began))
	}
	beside("unlock-argon2id", milliseconds(floor, 0.5)/1000, "s")
	beside("unlock", milliseconds(opened, 0.5)/1000, "s")
	budget("list-10000", milliseconds(listed, 0.5)/1000, "s", 0.15)

	w := watch(b, r.command())
	if !w.waitFor("Peggy Ashworth", 10*time.Second) {
		b.Fatalf("home is not shown, but %s", w.shown)
	}
	w.press("\r", "Starting")
	w.rest(2 * time.Second)
	kB, err := statusLine(filepath.Join("/proc", strconv.Itoa(w.cmd.Process.Pid), "status"), "RssAnon:")
	if err != nil {
		b.Fatal(err)
	}
	budget("memory-10000-records", float64(kB)/1024, "MB", 40)
}

// crowd fills a room's store with people from other days and one of today, at
// the cost of a real passphrase.
func crowd(b *testing.B, r *room) {
	b.Helper()
	if err := os.RemoveAll(r.home()); err != nil {
		b.Fatal(err)
	}
	s := content.DefaultSettings()
	s.Name, s.Organisation = "Dele Martins", "Northmoor Council"
	before := desk.Options{Now: func() time.Time { return time.Now().AddDate(0, 0, -3) }}
	d, code, err := desk.Create(r.home(), desk.SetUp{Settings: s, Passphrase: []byte(testPassphrase)}, before)
	if err != nil {
		b.Fatal(err)
	}
	code.Close()
	t, err := d.New(model.Assessment)
	if err != nil {
		b.Fatal(err)
	}
	t.Do("visit.set", map[string]string{"who": "Joan Pemberton", "here": "Carol (daughter)"})
	if err := d.Close(); err != nil {
		b.Fatal(err)
	}
	file, err := store.Open(r.home(), store.Options{Now: before.Now})
	if err != nil {
		b.Fatal(err)
	}
	all, err := file.Unlock(seal.Passphrase([]byte(testPassphrase)))
	if err != nil {
		b.Fatal(err)
	}
	for range people {
		one := *t.Record()
		one.ID = model.NewID()
		if err := all.Import(&one); err != nil {
			b.Fatal(err)
		}
	}
	if err := all.Close(); err != nil {
		b.Fatal(err)
	}
	if d, err = unlock(r.home(), []byte(testPassphrase)); err != nil {
		b.Fatal(err)
	}
	talk(b, d, "Peggy Ashworth", notesOf(5)...)
	if err := d.Close(); err != nil {
		b.Fatal(err)
	}
}

//go:build linux

package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// work is what the program does while the power may go at any moment.
type work struct {
	// play has the program do it, in a room, by commands of the recorder.
	play func(*recorder) error
	// holds is an error where a room is not as it has to be, given all that the
	// program had said by the time the power went.
	holds func(r *room, told string) error
}

// recorder has strace write down what the program does in its room.
type recorder struct {
	*room
	folder string
	traces []string
	words  string // the file of the passphrase, where it is not the room's
}

func (x *recorder) command(args ...string) (*typist, error) {
	x.traces = append(x.traces, filepath.Join(x.folder, fmt.Sprint(len(x.traces))))
	cmd := x.room.command(args...)
	if x.words != "" {
		cmd.Env = append(cmd.Env, "OWNWORDS_PASSPHRASE_FILE="+x.words)
	}
	cmd, err := underTrace(cmd, x.traces[len(x.traces)-1])
	if err != nil {
		return nil, err
	}
	return newTypist(cmd)
}

// ended stands in what a program said where it has come to its end.
const ended = "\x00ended\n"

// recorded is a work as strace saw it.
type recorded struct {
	*room
	work
	before map[string][]byte
	calls  [][]call // of each run of the program
	events int      // all of them together
}

// record plays a work, and makes sure that what was recorded is all that was
// done: replayed, it leads to the very files that are there now.
func (f *trial) record(r *room, w work) recorded {
	f.Helper()
	before, err := filesIn(r.dir)
	if err != nil {
		f.Fatal(err)
	}
	x := &recorder{room: r, folder: f.TempDir()}
	if err := w.play(x); err != nil {
		f.Fatal(err)
	}
	out := recorded{room: r, work: w, before: before}
	for _, file := range x.traces {
		calls, err := readTrace(file)
		if err != nil {
			f.Fatal(err)
		}
		out.calls = append(out.calls, calls)
		out.events += len(calls)
	}
	p, err := out.replay(false, func(*replay, int) bool { return true })
	if err != nil {
		f.Fatal(err)
	}
	now, err := filesIn(r.dir)
	if err != nil {
		f.Fatal(err)
	}
	for path := range p.names {
		if _, there := now[path]; !there {
			f.Fatalf("the replay has %s, which is not there", path)
		}
	}
	for path, b := range now {
		if n := p.names[path]; n == nil || !bytes.Equal(b, n.now) {
			f.Fatalf("%s is not what the replay has", path)
		}
	}
	return out
}

// replay does all calls again, and calls at before each and behind the last, until
// that says no.
func (x recorded) replay(neverSyncs bool, at func(*replay, int) bool) (*replay, error) {
	p := newReplay(x.dir, filepath.Join(x.dir, "own"), x.before)
	p.neverSyncs = neverSyncs
	event := 0
	for _, run := range x.calls {
		p.begins()
		for _, c := range run {
			if !at(p, event) {
				return p, nil
			}
			if err := p.do(c); err != nil {
				return p, err
			}
			event++
		}
		p.told.WriteString(ended)
	}
	at(p, event)
	return p, nil
}

// cuts takes the power away at so many moments, each with another disk left
// behind, and looks at each with the program. Where the program never syncs, it
// does so when half of the work is done: then there is something to lose.
func (f *trial) cuts(x recorded, times int, neverSyncs bool) {
	f.Helper()
	first := 0
	if neverSyncs {
		first = x.events / 2
	}
	r := rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64()))
	seen := map[[32]byte]bool{}
	for pass := 0; len(seen) < times && pass < 10; pass++ {
		moments := make([]int, 1+times-len(seen))
		for i := range moments {
			moments[i] = first + r.IntN(x.events-first)
		}
		moments[0] = x.events // and once when all is done
		slices.Sort(moments)
		_, err := x.replay(neverSyncs, func(p *replay, event int) bool {
			for len(moments) > 0 && moments[0] <= event && len(seen) < times {
				moments = moments[1:]
				left, told := p.cut(r), p.told.String()
				sum := sumOf(left, told)
				if seen[sum] {
					continue
				}
				seen[sum] = true
				f.judge(fmt.Sprintf("cut before call %d of %d", event, x.events), f.wakes(x, left, told))
			}
			return len(moments) > 0 && len(seen) < times
		})
		if err != nil {
			f.Fatal(err)
		}
	}
}

// sumOf tells disks apart, but by the file that says who has the store, which
// decides nothing.
func sumOf(files map[string][]byte, told string) (sum [32]byte) {
	h := sha256.New()
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if filepath.Base(path) == "ownwords.lock" {
			continue
		}
		_, _ = fmt.Fprintf(h, "%s %x", path, sha256.Sum256(files[path])) // a hash takes all
	}
	h.Write([]byte(told))
	h.Sum(sum[:0])
	return sum
}

// wakes puts on a disk what the power cut left and looks at it.
func (f *trial) wakes(x recorded, left map[string][]byte, told string) (err error) {
	dir, err := os.MkdirTemp(f.TempDir(), "")
	if err != nil {
		f.Fatal(err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	r := &room{dir: dir, program: x.program, scene: x.scene, before: x.room.before}
	for _, d := range []string{"tmp", "own", "traces", "data"} {
		if err := os.Mkdir(filepath.Join(dir, d), 0o700); err != nil {
			f.Fatal(err)
		}
	}
	for path, b := range left {
		to := filepath.Join(dir, strings.TrimPrefix(path, x.dir))
		if err := errors.Join(os.MkdirAll(filepath.Dir(to), 0o700), os.WriteFile(to, b, 0o600)); err != nil {
			f.Fatal(err)
		}
	}
	return x.holds(r, told)
}

//go:build linux

package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// sittings is how often one record is gone on with, before another begins.
const sittings = 20

// killedWhileSaving kills the program while line after line is typed. What counts
// is each line that the program asked for another behind. Every fourth time it is
// killed while it puts everything away.
func killedWhileSaving(f *trial) {
	var r *room
	saves := 0
	for i := range f.times {
		if i%sittings == 0 {
			r = f.room()
		}
		leaving := i%4 == 3
		n, err := r.killedSitting(leaving)
		saves += n
		f.judge(fmt.Sprintf("kill %d, leaving %v", i+1, leaving), err)
	}
	f.Logf("%d kills, %d saves acknowledged", f.times, saves)
	if least := f.times * 25; saves < least {
		f.Errorf("%d saves were acknowledged, want at least %d", saves, least)
	}
}

// killedSitting types until the program is killed, and returns how many lines
// were acknowledged.
func (r *room) killedSitting(leaving bool) (saves int, err error) {
	y, err := r.sitsDown()
	if err != nil {
		return 0, err
	}
	defer y.kill()
	had, err := y.arrives(r.begun)
	if err != nil {
		return 0, err
	}
	if had != len(r.before) {
		return 0, fmt.Errorf("%w: goes on behind note %d, there were %d", errLost, had, len(r.before))
	}
	typed, saves := y.hurries(had, leaving)
	_ = y.ends() // it was killed
	now, err := r.record()
	if err != nil {
		return saves, err
	}
	err = follows(r.before, typed, now, saves)
	r.begun, r.before = true, now
	return saves, err
}

// hurries types lines, each as soon as it is asked for, until the program is
// killed. It returns all lines typed, and how many were acknowledged.
func (y *typist) hurries(had int, leaving bool) (typed []string, saves int) {
	const before = 30 // lines that are typed before it may be killed
	for {
		n := had + saves + 1
		line := fmt.Sprintf("%s %d", markers[n%len(markers)], n)
		if saves == before && !leaving {
			time.AfterFunc(rand.N(30*time.Millisecond), y.kill)
		}
		if saves == before && leaving {
			time.AfterFunc(rand.N(30*time.Millisecond), y.kill)
			_ = y.types(".quit", "Locked.") // or it is killed before
			return typed, saves
		}
		typed = append(typed, line)
		if y.types(line, fmt.Sprintf("Note %d: ", n+1)) != nil {
			return typed, saves
		}
		saves++
	}
}

// follows is an error where a record is not what it was, with the first of the
// lines typed since, as many at least as were acknowledged, behind it.
func follows(before []said, typed []string, now []said, acknowledged int) error {
	want := slices.Clone(before)
	for _, line := range typed {
		want = append(want, said{Text: line})
	}
	switch {
	case len(now) < len(before)+acknowledged:
		return fmt.Errorf("%w: the record has %d notes, %d were acknowledged", errLost, len(now), len(before)+acknowledged)
	case len(now) > len(want) || !same(now, want[:len(now)]):
		return fmt.Errorf("the record has %+v, typed was %+v", now, want)
	}
	return nil
}

//go:build linux

package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"ownwords/model"
	"ownwords/model/fhir"
	"ownwords/store"
	"ownwords/store/remote"
	"ownwords/store/seal"
	"ownwords/tui/desk"
)

// leastLimit is the shortest time in seconds that the settings let the program
// wait for an answer.
const leastLimit = 10

// longestSending is how long one home's plans may take to arrive, waits included.
const longestSending = 3 * time.Minute

// laptop is a home from which plans are sent.
type laptop struct {
	home, program string
}

func (f *trial) laptop(home, url, token string) laptop {
	f.Helper()
	l := laptop{home: copied(f.T, home), program: f.program}
	sendsTo(f.T, l.home, url, token)
	s, err := desk.LoadSettings(l.home)
	if err == nil {
		s.Server.Limit = leastLimit
		err = desk.SaveSettings(l.home, s)
	}
	if err != nil {
		f.Fatal(err)
	}
	return l
}

func (l laptop) command() *exec.Cmd {
	cmd := exec.Command(l.program, "send", "--json", "--new-people")
	cmd.Env = append(os.Environ(), "OWNWORDS_HOME="+l.home,
		"OWNWORDS_PASSPHRASE_FILE="+filepath.Join(filepath.Dir(l.home), "passphrase"))
	return cmd
}

// states are what the program says of plans, by record.
type states map[model.ID]store.OutStep

// send has the program send once, and tells what it says and how long it is to
// be left alone.
func (l laptop) send(now states) (wait time.Duration, err error) {
	var says sending
	cmd := l.command()
	var trouble bytes.Buffer
	cmd.Stderr = &trouble
	out, err := cmd.Output()
	if exit, ended := errors.AsType[*exec.ExitError](err); ended && !exit.Exited() || strings.Contains(trouble.String(), "goroutine ") {
		return 0, fmt.Errorf("%w: %v: %.300s", errCrashed, err, trouble.String())
	}
	if err := json.Unmarshal(out, &says); err != nil {
		return 0, fmt.Errorf("send --json: %w: %.300s %.300s", err, out, trouble.String())
	}
	for _, p := range says.Plans {
		now[p.Record] = p.State
		wait = max(wait, time.Until(p.Retry))
	}
	return wait, nil
}

// open tells whether anything may come of sending again.
func (s states) open() bool {
	for _, step := range s {
		switch step {
		case store.OutThere, store.OutRefused, store.OutConflict, store.OutGone, store.OutReplaced:
		default:
			return true
		}
	}
	return false
}

// sendAll sends until all is there, or nothing more can come of it.
func (l laptop) sendAll() error {
	now := states{}
	for until := time.Now().Add(longestSending); ; {
		wait, err := l.send(now)
		if err != nil || !now.open() || time.Now().Add(wait).After(until) {
			return err
		}
		time.Sleep(max(wait, 100*time.Millisecond))
	}
}

// sent sends all plans of a home through a mishap, until all is there, and looks
// at the server.
func (m mishap) sent(f *trial, home string, way wayTo, writes int, y *tally) {
	f.Helper()
	url, token := way.begin(f)
	l := f.laptop(home, url, token)
	if err := way.strike(m.rules(writes)); err != nil {
		f.Fatal(err)
	}
	err := l.sendAll()
	if m.Action == "delay" {
		time.Sleep(tooLate * time.Millisecond) // what comes late is there by then
	}
	f.arrived(l, way, err, y)
}

// sentAndKilled kills the program again and again while it sends.
func sentAndKilled(f *trial, home string, way wayTo, _ int, y *tally) {
	f.Helper()
	url, token := way.begin(f)
	l := f.laptop(home, url, token)
	for range 6 {
		cmd := l.command()
		if err := cmd.Start(); err != nil {
			f.Fatal(err)
		}
		time.Sleep(rand.N(900 * time.Millisecond))
		_ = cmd.Process.Signal(syscall.SIGKILL) // it may have ended
		_ = cmd.Wait()
	}
	err := l.sendAll()
	f.arrived(l, way, err, y)
}

// sentByTwo has two laptops with the same records send at once.
func sentByTwo(f *trial, home string, way wayTo, _ int, y *tally) {
	f.Helper()
	url, token := way.begin(f)
	first, second := f.laptop(home, url, token), f.laptop(home, url, token)
	var wg sync.WaitGroup
	var errSecond error
	wg.Go(func() { errSecond = second.sendAll() })
	err := first.sendAll()
	wg.Wait()
	f.arrived(first, way, errors.Join(err, errSecond), y)
}

// arrived judges each plan of a home: it is at the server as it was agreed, once,
// and the program knows.
func (f *trial) arrived(l laptop, way wayTo, err error, y *tally) {
	f.Helper()
	invalid, errState := way.invalid()
	if len(invalid) > 0 {
		errState = fmt.Errorf("%w: %v", errInvalid, invalid)
	}
	plans, errRead := l.plans()
	if errRead != nil {
		f.Fatal(errRead)
	}
	for record, p := range plans {
		was := cmp.Or(err, errState)
		if was == nil {
			was = thereOnce(p.frozen, way, p.step == store.OutThere)
		}
		if was == nil && p.step != store.OutThere {
			was = fmt.Errorf("it is there, and the program has it as %s", p.step)
		}
		if way.blind() && p.tells() && was != nil && !errors.Is(was, errLost) {
			was = fmt.Errorf("%w: %w", errTold, was)
		}
		y.count(was)
		if errors.Is(was, errTold) {
			f.Logf("the plan of record %s: %v", record, was)
			was = nil
		}
		f.judge("the plan of record "+string(record), was)
	}
}

// thereOnce looks for every resource of a plan at the server.
func thereOnce(plan fhir.Frozen, way wayTo, saidToBe bool) error {
	places, there := fhir.Places{}, map[string][]byte{}
	for _, p := range plan.Entries {
		all, err := way.found(p.Type, p.Query())
		switch {
		case err != nil:
			return err
		case len(all) == 0 && saidToBe:
			return fmt.Errorf("%w: no %s, and it is said to be there", errLost, p.Type)
		case len(all) == 0:
			return fmt.Errorf("no %s arrived", p.Type)
		case len(all) > 1:
			return fmt.Errorf("%w: %d of one %s", errDoubled, len(all), p.Type)
		}
		var own struct{ ID string }
		if err := json.Unmarshal(all[0], &own); err != nil {
			return fmt.Errorf("%w: %w", errInvalid, err)
		}
		there[p.Key()] = all[0]
		places[p.Key()] = fhir.Place{Type: p.Type, ID: p.ID, ServerID: own.ID}
	}
	for _, p := range plan.Entries {
		if !fhir.Same(p.Resource, there[p.Key()], places) {
			return fmt.Errorf("%w: the %s is another than was agreed", errInvalid, p.Type)
		}
	}
	return nil
}

// sentPlan is a plan of a home as it was frozen, and what the program knows of
// it.
type sentPlan struct {
	frozen fhir.Frozen
	step   store.OutStep
	answer string
}

// tells is whether the program says that somebody has to look at what is there.
func (p sentPlan) tells() bool {
	return p.answer == string(remote.WhySeveral) || p.step == store.OutConflict
}

// plans are the newest of each record.
func (l laptop) plans() (_ map[model.ID]sentPlan, err error) {
	file, err := store.Open(l.home, store.Options{})
	if err != nil {
		return nil, err
	}
	s, err := file.Unlock(seal.Passphrase([]byte(testPassphrase)))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	items, _, err := s.Outbox()
	if err != nil {
		return nil, err
	}
	out := map[model.ID]sentPlan{}
	for _, i := range items { // oldest first
		raw, err := s.Frozen(i.ID)
		if err != nil {
			return nil, err
		}
		f, err := fhir.Thaw(raw)
		if err != nil {
			return nil, err
		}
		out[i.Record] = sentPlan{f, i.State.Step, i.State.Answer}
	}
	return out, nil
}

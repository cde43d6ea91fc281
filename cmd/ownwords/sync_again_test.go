//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"ownwords/content/document"
	"ownwords/model"
	"ownwords/store"
	"ownwords/store/seal"
	"ownwords/tui/desk"
)

// sentAgain sends all plans, has each changed and agreed again, and sends them
// through one mishap of each quick kind.
func sentAgain(f *trial, home string, way wayTo, writes int, y *tally) {
	f.Helper()
	var rules []rule
	for _, m := range mishaps {
		if m.MS < tooLate {
			m.strikes = 1
			rules = append(rules, m.rules(writes)...)
		}
	}
	newerSent(f, home, way, rules, y)
}

// sentAgainLate is sentAgain with a write that is committed when the program has
// given up waiting for it.
func sentAgainLate(f *trial, home string, way wayTo, writes int, y *tally) {
	f.Helper()
	late := mishap{rule: rule{Action: "delay", MS: tooLate}, strikes: 1}
	newerSent(f, home, way, late.rules(writes), y)
}

// newerBehindLate has a newer plan agreed and sent while a write of the older one
// is still to be committed.
func newerBehindLate(f *trial, home string, way wayTo, writes int, y *tally) {
	f.Helper()
	late := mishap{rule: rule{Action: "delay", MS: tooLate}, strikes: 1}
	url, token := way.begin(f)
	l := f.laptop(home, url, token)
	if err := way.strike(late.rules(writes)); err != nil {
		f.Fatal(err)
	}
	err := errors.Join(l.sendAll(), l.agreeAgain(f.Context(), "What I want is to win."))
	err = errors.Join(err, l.sendAll())
	time.Sleep(tooLate * time.Millisecond)
	f.arrived(l, way, err, y)
}

func newerSent(f *trial, home string, way wayTo, rules []rule, y *tally) {
	f.Helper()
	url, token := way.begin(f)
	l := f.laptop(home, url, token)
	err := l.sendAll()
	err = errors.Join(err, l.agreeAgain(f.Context(), "What I want is to win."))
	if err := errors.Join(err, way.strike(rules)); err != nil {
		f.Fatal(err)
	}
	err = l.sendAll()
	if rules[0].MS == tooLate {
		time.Sleep(tooLate * time.Millisecond)
	}
	f.arrived(l, way, err, y)
}

// twoLaptops have the same records, the second of which agreed to something else
// since.
func (f *trial) twoLaptops(home, url, token string) (first, second laptop) {
	f.Helper()
	first, second = f.laptop(home, url, token), f.laptop(f.emptyHome(), url, token)
	if err := errors.Join(first.givesTo(second), second.agreeAgain(f.Context(), "Not the club. The allotment.")); err != nil {
		f.Fatal(err)
	}
	return first, second
}

// agreedByTwo has a second laptop take the records in, agree to something else
// and send that, when the first one's is there. Nobody's plan takes the place of
// the other's before somebody has looked at both.
func agreedByTwo(f *trial, home string, way wayTo, _ int, y *tally) {
	f.Helper()
	url, token := way.begin(f)
	first, second := f.twoLaptops(home, url, token)
	err := errors.Join(first.sendAll(), second.sendAll())
	plans, errRead := second.plans()
	if errRead != nil {
		f.Fatal(errRead)
	}
	for record, p := range plans {
		if p.step != store.OutConflict {
			err = errors.Join(err, fmt.Errorf("the second laptop has record %s as %s", record, p.step))
		}
	}
	f.arrived(first, way, err, y)
}

func (f *trial) emptyHome() string {
	f.Helper()
	home := filepath.Join(f.TempDir(), "home")
	if err := cheap(home, "Amal Haddad", "practitioner"); err != nil {
		f.Fatal(err)
	}
	return home
}

// opened is what is done with a home by whoever may open it.
func (l laptop) opened(do func(*desk.Desk) error) error {
	door, err := desk.Open(l.home, desk.Options{})
	if err != nil {
		return err
	}
	d, err := door.Unlock(seal.Passphrase([]byte(testPassphrase)))
	if err != nil {
		return errors.Join(err, door.Close())
	}
	return errors.Join(do(d), d.Close())
}

// agreeAgain has something said in each conversation, and the plan agreed again.
func (l laptop) agreeAgain(ctx context.Context, words string) error {
	return l.opened(func(d *desk.Desk) error {
		everyone, _, err := d.Everyone("")
		for _, e := range everyone {
			err = errors.Join(err, agreedAgain(ctx, d, e.ID, words))
		}
		return err
	})
}

func agreedAgain(ctx context.Context, d *desk.Desk, record model.ID, words string) error {
	k, _, err := d.Open(record)
	if err != nil {
		return err
	}
	before := k.Record().Conversation.Revision
	k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	k.Amend(k.Notes()[0].ID, words)
	k.Go(model.Place{Stage: model.StageAgree})
	person := string(k.Record().PersonVoice().ID)
	k.Do("agree.set", map[string]string{"answer." + person + ".says": "yes"})
	k.Do("agree.close", nil)
	if now := k.Record().Conversation.Revision; now != before+1 {
		err = fmt.Errorf("agreed as revision %d behind %d", now, before)
	}
	return errors.Join(err, k.Leave(ctx))
}

// givesTo has another laptop take in all records of this one.
func (l laptop) givesTo(other laptop) error {
	return l.opened(func(d *desk.Desk) error {
		everyone, _, err := d.Everyone("")
		if err != nil {
			return err
		}
		return other.opened(func(to *desk.Desk) error {
			var err error
			for _, e := range everyone {
				err = errors.Join(err, handedOver(d, to, e.ID))
			}
			return err
		})
	})
}

func handedOver(from, to *desk.Desk, record model.ID) error {
	r, g, err := from.Show(record)
	if err != nil {
		return err
	}
	o := document.Options{Document: document.Record, As: document.JSON, For: model.Recipient{Council: true}}
	raw, err := from.Copy(r, &g, o)
	if err != nil {
		return err
	}
	given, err := desk.ReadRecord(raw)
	if err != nil {
		return err
	}
	return to.Import(given)
}

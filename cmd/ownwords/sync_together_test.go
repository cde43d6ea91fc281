//go:build linux

package main

import (
	"context"
	"errors"

	"ownwords/model"
	"ownwords/tui/desk"
)

// broughtTogether has a second laptop take the records in, agree to something else
// and find that the first one's is there. It brings both together, and sends that:
// what is there then is that, once, and both laptops' words are in it.
func broughtTogether(f *trial, home string, way wayTo, _ int, y *tally) {
	f.Helper()
	url, token := way.begin(f)
	first, second := f.twoLaptops(home, url, token)
	err := errors.Join(first.sendAll(), second.sendAll(), second.bringsTogether(f.Context()), second.sendAll())
	f.arrived(second, way, err, y)
}

// bringsTogether brings every plan that somebody else changed together with what
// stands at the server, and makes sure that what both said is in it.
func (l laptop) bringsTogether(ctx context.Context) error {
	return l.opened(func(d *desk.Desk) error {
		back, err := d.SentBack()
		for _, p := range back {
			err = errors.Join(err, resolved(ctx, d, p.Record))
		}
		return err
	})
}

func resolved(ctx context.Context, d *desk.Desk, record model.ID) error {
	x, err := d.TheirsOf(ctx, record)
	if err != nil {
		return err
	}
	k, _, err := d.Open(record)
	if err != nil {
		return err
	}
	before := k.Record()
	c, err := k.Conflict(x)
	if err == nil {
		_, err = k.Resolve(c)
	}
	if now := k.Record(); err == nil && len(now.Notes) <= len(before.Notes) {
		err = errors.New("what the first laptop has does not stand beside ours")
	}
	return errors.Join(err, k.Leave(ctx))
}

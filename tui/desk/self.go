package desk

import (
	"context"
	"math"
	"math/rand/v2"
	"time"

	"ownwords/content"
)

// How long plans that go by themselves wait: between two looks at what waits, and
// between two tries of what did not arrive.
const (
	selfEvery   = 15 * time.Minute
	selfLeast   = 2 * time.Second
	selfDoubled = 9 // times, until the rest is as long as it gets
)

// SelfDue tells whether it is time for plans to go by themselves. It is not where
// the settings do not say so.
func (d *Desk) SelfDue() bool {
	s := d.Settings.Server
	return s.ByItself == content.ByItselfYes && s.URL != "" && !d.sending.Load() && d.Now().UnixNano() >= d.selfNext.Load()
}

// SendSelf sends what waits by itself, and tells how many plans came to be there.
// Why one did not is in its state, as ever; the next time is later and later
// then. Nobody is asked: what would make somebody new waits.
func (d *Desk) SendSelf(ctx context.Context) (there int, err error) {
	d.selfNext.Store(selfGoing)
	err = d.Send(ctx, Sending{Told: func(p Progress) {
		if p.There() {
			there++
		}
	}})
	out, lookErr := d.WhatGoes()
	if err == nil {
		err = lookErr
	}
	d.selfAfter(err == nil && len(out.Goes) == 0)
	return there, err
}

// selfAfter sets when it is tried again. What is tried again waits at random, so
// that the laptops of a team do not all come at once behind a fault of the server.
func (d *Desk) selfAfter(well bool) {
	rest := selfEvery
	if well {
		d.selfFailed.Store(0)
	} else {
		doubled := min(d.selfFailed.Add(1), selfDoubled)
		most := min(selfLeast<<doubled, selfEvery)
		rest = selfLeast + rand.N(most-selfLeast+1)
	}
	// What was agreed meanwhile, and said that it is time, stays said.
	d.selfNext.CompareAndSwap(selfGoing, d.Now().Add(rest).UnixNano())
}

// selfGoing stands for the next time while plans go by themselves.
const selfGoing = math.MaxInt64

// selfSoon has the next look come at once: something was agreed.
func (d *Desk) selfSoon() { d.selfNext.Store(0) }

package remote

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"time"

	"ownwords/model/fhir"
)

// claimedFor is for how long an item may stand claimed and not go. A program
// that ends meanwhile leaves it behind as one that may have arrived, which nobody
// can take back; and by its claim is counted when it went.
const claimedFor = 250 * time.Millisecond

// ahead is what is done for an item while the one before it is under way: its
// bytes are read, the server is asked for its plan, and where it is to go in one
// piece it is claimed, so that it need not wait for the disk. It can still be
// taken back: see [Outbox]. Nothing of the Client is changed by it.
type ahead struct {
	item   Item
	frozen fhir.Frozen
	whole  bool      // the bytes are those that were frozen
	plan   *answer   // what the server has of the plan; nil where it was not asked
	asked  time.Time // when it was
	came   *Came     // what came of an earlier item, kept meanwhile

	going   State // what it was claimed with
	claimed bool
	err     error // of the outbox

	done, over chan struct{} // it is ready; nothing is done for it any more
	cancel     context.CancelFunc
	take       context.CancelFunc // ends the wait for its turn
}

// manner is how a server is asked, as the Client knew it when that began: the
// Client goes on learning meanwhile.
type manner struct {
	server        fhir.Capability
	token, format string
}

// prepare begins to make item number n ready. free says that nothing is in its way
// but the item before it, which is another record's: the server is asked too, where
// it takes our own ids, and the item is claimed.
func (r *run) prepare(ctx context.Context, n int, free bool) *ahead {
	c := r.c
	ctx, cancel := context.WithCancel(ctx)
	turn, take := context.WithCancel(context.Background())
	a := &ahead{item: r.items[n], done: make(chan struct{}), over: make(chan struct{}), cancel: cancel, take: take}
	as := manner{server: c.server, format: c.format}
	if free {
		a.came, r.came = r.came, nil
		as.token, _, free = c.token(ctx, false)
	}
	go func() {
		defer close(a.over)
		a.err = r.make(ctx, a, n, free, as)
		close(a.done)
		if a.err == nil {
			a.err = r.await(turn, a)
		}
	}()
	return a
}

// make makes an item ready, and keeps what came of an earlier one, whatever else
// comes of it.
func (r *run) make(ctx context.Context, a *ahead, n int, free bool, as manner) error {
	frozen, err := fhir.Thaw(a.item.Bundle)
	a.frozen, a.whole = frozen, err == nil && sha256.Sum256(a.item.Bundle) == a.item.SHA256
	plan := carePlan(frozen)
	if free = free && a.whole && plan >= 0 && strategyOf(a.item, as.server, frozen) == Put; free {
		seen, at := r.glance.plan(ctx, n, frozen.Entries[plan].ID, as)
		a.plan, a.asked = &seen, at
	}
	switch {
	case free && ctx.Err() == nil:
		a.going = r.c.newTryAt(as.server, a.item, a).going()
		if a.claimed, err = r.box.Claim(a.item.ID, a.going, a.came); err != nil {
			return fmt.Errorf("claim %s: %w", a.item.ID, err)
		}
	case a.came != nil:
		return r.keep(*a.came)
	}
	return nil
}

// await waits for a claimed item's turn, or until it stood claimed for too long.
func (r *run) await(turn context.Context, a *ahead) error {
	late := time.NewTimer(claimedFor)
	defer late.Stop()
	select {
	case <-turn.Done():
		return nil
	case <-late.C:
		return r.unclaim(a)
	}
}

// ready waits until all is done, and returns the outbox's error.
func (a *ahead) ready() error {
	a.take()
	<-a.over
	a.cancel()
	return a.err
}

// carePlan is the number of the plan among the entries, or -1.
func carePlan(f fhir.Frozen) int {
	return slices.IndexFunc(f.Entries, func(p fhir.Part) bool { return p.Type == "CarePlan" })
}

// strategyOf is an item's strategy, or the one that it begins with.
func strategyOf(item Item, server fhir.Capability, frozen fhir.Frozen) Strategy {
	if item.State.Strategy != "" {
		return item.State.Strategy
	}
	return strategyFor(server, typesIn(frozen))
}

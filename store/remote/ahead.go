package remote

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"time"

	"ownwords/model/fhir"
)

// claimedFor is for how long an item may stand claimed and not go. A program
// that ends meanwhile leaves it behind as one that may have arrived, which nobody
// can take back. Where an answer takes longer than that it is not the disk that is
// waited for, and nothing is claimed ahead.
const claimedFor = 250 * time.Millisecond

// ahead is what is done for an item while the one before it is under way: its
// bytes are read, it may be claimed, and the server is asked for its plan. What is
// claimed can still be taken back: see [Outbox]. Nothing of the Client is changed by
// it.
type ahead struct {
	item   Item
	frozen fhir.Frozen
	whole  bool      // the bytes are those that were frozen
	plan   *answer   // what the server has of the plan; nil where it was not asked
	asked  time.Time // when it was

	came    *Came // what came of an earlier item: kept with the claim, or alone
	lost    error // of the outbox: that was not kept
	going   State // what it was claimed with
	claimed bool
	stuck   error // of the outbox: it could not be claimed, or stands claimed

	kept, done, over chan struct{} // came is kept; all is ready; nothing is done any more
	cancel           context.CancelFunc
	take             context.CancelFunc // ends the wait for its turn
}

// manner is how a server is asked, as the Client knew it when that began: the
// Client goes on learning meanwhile.
type manner struct {
	server        fhir.Capability
	token, format string
}

// prepare begins to make item number n ready. free says that nothing is in its way
// but the item before it, which is another record's: the server is asked too, where
// it takes our own ids, and the item is claimed where answers come at once.
func (r *run) prepare(ctx context.Context, n int, free bool) {
	c := r.c
	ctx, cancel := context.WithCancel(ctx)
	turn, take := context.WithCancel(context.Background())
	a := &ahead{
		item: r.items[n], cancel: cancel, take: take,
		kept: make(chan struct{}), done: make(chan struct{}), over: make(chan struct{}),
	}
	as, claim := manner{server: c.server, format: c.format}, free && r.quick
	if free {
		as.token, _, free = c.token(ctx, false)
	}
	if claim {
		a.came, r.came = r.came, nil
	}
	go func() {
		defer close(a.over)
		put := a.thaw(as)
		r.claimAhead(a, claim && put, as)
		close(a.kept)
		go func() { // an answer that does not come leaves nothing claimed
			defer close(a.done)
			if plan := carePlan(a.frozen); free && put && plan >= 0 {
				seen, at := r.glance.plan(ctx, n, a.frozen.Entries[plan].ID, as)
				a.plan, a.asked = &seen, at
			}
		}()
		a.stuck = cmp.Or(a.stuck, r.await(turn, a))
	}()
	r.next = a
}

// thaw reads an item's bytes, and tells whether it may go in one piece.
func (a *ahead) thaw(as manner) bool {
	frozen, err := fhir.Thaw(a.item.Bundle)
	a.frozen, a.whole = frozen, err == nil && sha256.Sum256(a.item.Bundle) == a.item.SHA256
	return a.whole && strategyOf(a.item, as.server, frozen) == Put
}

// claimAhead claims an item, where it may, and keeps what came of an earlier one
// whatever comes of that.
func (r *run) claimAhead(a *ahead, may bool, as manner) {
	if may {
		var err error
		a.going = r.c.newTryAt(as.server, a.item, a).going()
		if a.claimed, err = r.box.Claim(a.item.ID, a.going, a.came); err == nil {
			return
		}
		a.stuck = fmt.Errorf("claim %s: %w", a.item.ID, err)
	}
	if a.came != nil {
		a.lost = r.keep(*a.came)
	}
}

// await waits for a claimed item's turn, or until it stood claimed for too long.
func (r *run) await(turn context.Context, a *ahead) error {
	late := time.NewTimer(r.c.claimedFor)
	defer late.Stop()
	select {
	case <-turn.Done():
		return nil
	case <-late.C:
		return r.unclaim(a)
	}
}

// ready waits until all is done, and returns the outbox's error, once.
func (a *ahead) ready() error {
	<-a.done
	a.take()
	<-a.over
	a.cancel()
	err := errors.Join(a.stuck, a.lost)
	a.lost, a.stuck = nil, nil
	return err
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

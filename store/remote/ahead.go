package remote

import (
	"context"
	"crypto/sha256"
	"slices"

	"ownwords/model/fhir"
)

// ahead is what is done for an item while the one before it is under way: its
// bytes are read, and the server is asked for its plan. Nothing is written, and
// nothing of the Client is changed by it.
type ahead struct {
	frozen fhir.Frozen
	whole  bool    // the bytes are those that were frozen
	plan   *answer // what the server has of the plan; nil where it was not asked
	done   chan struct{}
	cancel context.CancelFunc
}

// manner is how a server is asked, as the Client knew it when that began: the
// Client goes on learning meanwhile.
type manner struct {
	server        fhir.Capability
	token, format string
}

// prepare begins to make item number n ready. look says to ask the server too,
// where it takes our own ids.
func (r *run) prepare(ctx context.Context, n int, look bool) *ahead {
	c, item := r.c, r.items[n]
	ctx, cancel := context.WithCancel(ctx)
	a := &ahead{done: make(chan struct{}), cancel: cancel}
	as := manner{server: c.server, format: c.format}
	if look {
		as.token, _, look = c.token(ctx, false)
	}
	go func() {
		defer close(a.done)
		frozen, err := fhir.Thaw(item.Bundle)
		a.frozen, a.whole = frozen, err == nil && sha256.Sum256(item.Bundle) == item.SHA256
		plan := carePlan(frozen)
		if look && a.whole && plan >= 0 && strategyOf(item, as.server, frozen) == Put {
			a.plan = new(r.glance.plan(ctx, n, frozen.Entries[plan].ID, as))
		}
	}()
	return a
}

// ready waits until all is done.
func (a *ahead) ready() *ahead {
	<-a.done
	a.cancel()
	return a
}

// drop ends what is not needed any more.
func (a *ahead) drop() {
	a.cancel()
	<-a.done
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

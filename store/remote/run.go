package remote

import (
	"context"
	"fmt"

	"ownwords/model"
)

// run is one Send.
type run struct {
	c        *Client
	box      Outbox
	items    []Item
	progress func(Progress)
	report   Report
	glance   glance
	came     *Came // what came of the last item, where it is still to be kept
}

// all tries the items in order.
func (r *run) all(ctx context.Context) error {
	held := map[model.ID]bool{} // records with a revision that is not settled
	next := r.prepare(ctx, 0, false)
	defer func() { next.drop() }()
	for i, item := range r.items {
		if err := r.waitFor(ctx, next); err != nil {
			return err
		}
		this := next
		if i+1 < len(r.items) {
			after := r.items[i+1]
			next = r.prepare(ctx, i+1, after.Record != item.Record && !r.c.early(after))
		}
		if held[item.Record] || r.c.early(item) {
			held[item.Record] = true
			continue
		}
		s, err := r.one(ctx, i, this)
		if err != nil {
			return err
		}
		r.report.count(s.Step)
		held[item.Record] = s.Step != There && s.Step != Refused
		if s.Step == Auth || s.Step == NotNow || s.Why == WhyUnreachable || r.c.early(Item{State: s}) {
			return nil
		}
	}
	return nil
}

// waitFor waits until an item is ready. What came of the one before it is kept
// with the claim of this one where that is at once, and does not wait for it.
func (r *run) waitFor(ctx context.Context, a *ahead) error {
	select {
	case <-a.done:
	default:
		if err := r.settle(); err != nil {
			return err
		}
	}
	a.ready()
	return ctx.Err()
}

// settle keeps what came of the last item, and tells it.
func (r *run) settle() error {
	if r.came == nil {
		return nil
	}
	came := *r.came
	r.came = nil
	if err := r.box.SetState(came.ID, came.State); err != nil {
		return fmt.Errorf("keep state of %s: %w", came.ID, err)
	}
	r.tell(came)
	return nil
}

func (r *run) tell(came Came) {
	if r.progress == nil {
		return
	}
	for i, item := range r.items {
		if item.ID == came.ID {
			r.progress(Progress{ID: came.ID, State: came.State, N: i + 1, Of: len(r.items)})
		}
	}
}

// one tries one item.
func (r *run) one(ctx context.Context, i int, a *ahead) (State, error) {
	item := r.items[i]
	if !a.whole {
		s := State{Step: Refused, At: r.c.now(), Tries: item.State.Tries, Why: WhyDamaged}
		return s, r.end(item, s)
	}
	if err := r.c.able(ctx, typesIn(a.frozen)); err != nil {
		return State{}, err
	}
	t := r.c.newTry(item, a, func(s State) error {
		r.came = &Came{item.ID, s}
		return r.settle()
	})
	if claimed, err := r.claim(t); err != nil || !claimed {
		return State{}, err
	}
	s, err := t.run(ctx)
	if err != nil {
		return s, err
	}
	s = t.finished(s)
	if t.turnedAway(s) {
		return r.otherwise(ctx, i, a, t, s)
	}
	return s, r.end(item, s)
}

// end has a state be kept with the next claim. What is kept already is first.
func (r *run) end(item Item, s State) error {
	err := r.settle()
	r.came = &Came{item.ID, s}
	return err
}

// claim has an item be on its way, and keeps what came of the one before it.
func (r *run) claim(t *try) (bool, error) {
	going, came := Came{t.item.ID, t.going()}, r.came
	r.came = nil
	claimed, err := r.box.Claim(going.ID, going.State, came)
	if err != nil {
		return false, fmt.Errorf("claim %s: %w", going.ID, err)
	}
	if came != nil {
		r.tell(*came)
	}
	if claimed {
		r.tell(going)
	}
	return claimed, nil
}

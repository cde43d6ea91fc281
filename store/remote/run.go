package remote

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

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
	came     *Came  // what came of the last item, where it is still to be kept
	next     *ahead // the next item, which is made ready meanwhile
	quick    bool   // the last item went in one piece, and its answer came at once
}

// all tries the items in order.
func (r *run) all(ctx context.Context) (err error) {
	held := map[model.ID]bool{} // records with a revision that is not settled
	r.prepare(ctx, 0, false)
	defer func() { err = errors.Join(err, r.drop()) }()
	for i, item := range r.items {
		if err := r.waitFor(ctx, r.next); err != nil {
			return err
		}
		this := r.next
		if i+1 < len(r.items) {
			after := r.items[i+1]
			r.prepare(ctx, i+1, after.Record != item.Record && !held[after.Record] && !r.c.early(after))
		}
		if held[item.Record] || r.c.early(item) {
			held[item.Record] = true
			if err := r.unclaim(this); err != nil {
				return err
			}
			continue
		}
		s, err := r.one(ctx, i, this)
		if err := errors.Join(err, r.unclaim(this)); err != nil {
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
// with the next claim where the item is ready at once, and does not wait for it.
func (r *run) waitFor(ctx context.Context, a *ahead) error {
	r.tellKept(a)
	select {
	case <-a.done:
	default:
		if err := r.settle(); err != nil {
			return err
		}
	}
	return cmp.Or(a.ready(), ctx.Err())
}

// tellKept waits until an item is claimed, if it is, and tells what was kept with
// that.
func (r *run) tellKept(a *ahead) {
	<-a.kept
	if a.came != nil && a.lost == nil {
		r.tell(*a.came)
	}
	a.came = nil
}

// drop ends what is not needed any more.
func (r *run) drop() error {
	r.next.cancel()
	r.tellKept(r.next)
	return errors.Join(r.next.ready(), r.unclaim(r.next))
}

// unclaim has an item that did not go stand as it did before.
func (r *run) unclaim(a *ahead) error {
	if !a.claimed {
		return nil
	}
	a.claimed = false
	if err := r.box.Unclaim(a.item.ID); err != nil {
		return fmt.Errorf("unclaim %s: %w", a.item.ID, err)
	}
	return nil
}

// settle keeps what came of the last item, and tells it.
func (r *run) settle() error {
	if r.came == nil {
		return nil
	}
	came := *r.came
	r.came = nil
	if err := r.keep(came); err != nil {
		return err
	}
	r.tell(came)
	return nil
}

func (r *run) keep(came Came) error {
	if err := r.box.SetState(came.ID, came.State); err != nil {
		return fmt.Errorf("keep state of %s: %w", came.ID, err)
	}
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
	if left, err := r.leave(t, a); err != nil || !left {
		return State{}, err
	}
	s, err := r.try(ctx, t, a.going)
	if err != nil {
		return s, err
	}
	s = t.finished(s)
	if t.turnedAway(s) {
		return r.otherwise(ctx, i, a, t, s)
	}
	return s, r.end(item, s)
}

// try runs a try of what has left, and tells that it goes: behind what came of the
// item before it, where that is being kept just now.
func (r *run) try(ctx context.Context, t *try, going State) (State, error) {
	type end struct {
		s   State
		err error
	}
	began, ended := time.Now(), make(chan end, 1)
	if t.strategy != Put { // it tells by itself, entry by entry
		r.tellKept(r.next)
	}
	if r.next.came == nil {
		r.tell(Came{t.item.ID, going})
		s, err := t.run(ctx)
		ended <- end{s, err}
	} else {
		go func() {
			s, err := t.run(ctx)
			ended <- end{s, err}
		}()
		r.tellKept(r.next)
		r.tell(Came{t.item.ID, going})
	}
	x := <-ended
	r.quick = t.strategy == Put && time.Since(began) < r.c.claimedFor/2
	return x.s, x.err
}

// end has a state be kept with the next claim. What is kept already is first.
func (r *run) end(item Item, s State) error {
	err := r.settle()
	r.came = &Came{item.ID, s}
	return err
}

// leave has an item be on its way from here on, and tells whether it may. It is
// claimed before, unless that was done ahead, and not so long ago, as after a sleep
// of the machine: from its claim is counted until when it may be under way. What
// came of an earlier item is kept by then, or with the claim of the next.
func (r *run) leave(t *try, a *ahead) (bool, error) {
	if !a.claimed || a.going.Strategy != t.strategy || !recent(a.going.At, r.c.now(), r.c.limit/4) {
		if err := r.claim(t, a); err != nil || !a.claimed {
			return false, err
		}
	}
	if err := r.settle(); err != nil {
		return false, err
	}
	left, err := r.box.Leave(t.item.ID)
	if err != nil {
		return false, fmt.Errorf("let %s go: %w", t.item.ID, err)
	}
	a.claimed = false
	return left, nil
}

// claim has an item be about to go, and keeps what came of the one before it.
func (r *run) claim(t *try, a *ahead) error {
	came := r.came
	r.came = nil
	a.going = t.going()
	var err error
	if a.claimed, err = r.box.Claim(t.item.ID, a.going, came); err != nil {
		r.came = came // which may be kept alone
		return errors.Join(fmt.Errorf("claim %s: %w", t.item.ID, err), r.settle())
	}
	if came != nil {
		r.tell(*came)
	}
	return nil
}

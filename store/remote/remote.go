// Package remote sends frozen plans to a FHIR R4 server. Its words: outbox
// (what waits to be sent, which belongs to somebody else), item (one frozen
// transaction), step (how far an item has come), strategy (one of three ways of
// uploading), capability (what a server says it can do). Its one rule: an item
// is there only when the server said so of every entry in it; whatever is less
// certain than that is unsure, and is asked again with the same content under
// the same conditions, so that to repeat it changes nothing.
//
// No one way of uploading works on every server. The best that a server says it
// can do is taken at an item's first try and kept: [Put], [Conditional], [Look].
// All three look before they write, never write over what somebody else wrote,
// and settle an unclear answer by reading.
package remote

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ownwords/model"
)

// Send tries every waiting item once, in order, and keeps each state in the
// outbox. A revision never goes before an earlier one of its record is settled.
// It ends early when the server asks for a pause or for other rights, since it
// would say the same of the rest.
//
// The error is a *[CapabilityError] for a server that can't take plans at all,
// an *[UnreachableError] where nothing could begin (a pause is not over, no
// token was given, the capabilities can't be read), the context's, the token
// reader's or the outbox's. What became of items is no error.
func (c *Client) Send(ctx context.Context, box Outbox, progress func(Progress)) (Report, error) {
	var report Report
	items, err := box.Waiting()
	if err != nil {
		return report, fmt.Errorf("read outbox: %w", err)
	}
	if len(items) == 0 {
		return report, nil
	}
	report.Waiting = len(items)
	if err := c.ready(ctx); err != nil {
		return report, err
	}
	held := map[model.ID]bool{} // records with a revision that is not settled
	next := c.prepare(ctx, items[0], false)
	defer func() { next.drop() }()
	for i, item := range items {
		if err := ctx.Err(); err != nil {
			return report, err
		}
		this := next.ready()
		if i+1 < len(items) {
			after := items[i+1]
			next = c.prepare(ctx, after, after.Record != item.Record && !c.early(after))
		}
		if held[item.Record] || c.early(item) {
			held[item.Record] = true
			continue
		}
		told := func(s State) {
			if progress != nil {
				progress(Progress{ID: item.ID, State: s, N: i + 1, Of: len(items)})
			}
		}
		s, err := c.sendOne(ctx, item, this, box, told)
		if err != nil {
			return report, err
		}
		report.count(s.Step)
		held[item.Record] = s.Step != There && s.Step != Refused
		if s.Step == Auth || s.Step == NotNow || c.early(Item{State: s}) {
			break
		}
	}
	return report, ctx.Err()
}

// early tells whether an item is not to be tried yet. Where only looking shows
// whether something arrived, a server gets twice the limit of a request to
// finish it, also when this program ended in the middle.
func (c *Client) early(item Item) bool {
	s := item.State
	if s.RetryAt.After(c.now()) {
		return true
	}
	open := s.Step == Going || s.Step == Unsure
	return s.Strategy == Look && open && s.At.Add(2*c.limit).After(c.now())
}

func (c *Client) sendOne(ctx context.Context, item Item, a *ahead, box Outbox, told func(State)) (State, error) {
	keep := func(s State) error {
		if err := box.SetState(item.ID, s); err != nil {
			return fmt.Errorf("keep state of %s: %w", item.ID, err)
		}
		told(s)
		return nil
	}
	if !a.whole {
		s := State{Step: Refused, At: c.now(), Tries: item.State.Tries, Why: WhyDamaged}
		return s, keep(s)
	}
	if err := c.able(ctx, typesIn(a.frozen)); err != nil {
		return State{}, err
	}
	t := c.newTry(item, a, keep)
	going := t.going()
	claimed, err := box.Claim(item.ID, going)
	if err != nil {
		return going, fmt.Errorf("claim %s: %w", item.ID, err)
	}
	if !claimed {
		return State{}, nil
	}
	told(going)
	s, err := t.run(ctx)
	if err != nil {
		return s, err
	}
	s = t.finished(s)
	return s, keep(s)
}

// CapabilityError says what a server would need to be able to do.
type CapabilityError struct {
	// Missing are machine words: "fhirVersion 4.0", "json", "create Goal", or
	// "create" where no type at all can be created.
	Missing []string
}

// Error lists what is missing.
func (e *CapabilityError) Error() string {
	return fmt.Sprintf("server lacks %q", e.Missing)
}

// UnreachableError says why nothing could begin. Nothing was sent.
type UnreachableError struct {
	Why     Why
	Status  int
	RetryAt time.Time // UTC; zero where the server did not say
}

// Error says the reason in machine words.
func (e *UnreachableError) Error() string {
	if e.Status == 0 {
		return fmt.Sprintf("reach server: %s", e.Why)
	}
	return fmt.Sprintf("reach server: %s, status %d", e.Why, e.Status)
}

// Errors of New.
var (
	ErrAddress   = errors.New("not the address of a FHIR server")
	ErrNotSecure = errors.New("https is required except on this machine")
)

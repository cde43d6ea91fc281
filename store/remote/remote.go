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
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"
)

// Send tries every waiting item once, in order, and keeps each state in the
// outbox. A revision never goes before an earlier one of its record is settled.
// It ends early when the server can't be reached, or asks for a pause or for
// other rights: it would be the same with the rest.
//
// The error is a *[CapabilityError] for a server that can't take plans at all,
// ErrAddress where there is no FHIR server, an *[UnreachableError] where nothing could begin (a pause is not over, no
// token was given, the capabilities can't be read), the context's, the token
// reader's or the outbox's. What became of items is no error.
func (c *Client) Send(ctx context.Context, box Outbox, progress func(Progress)) (Report, error) {
	items, err := box.Waiting()
	if err != nil {
		return Report{}, fmt.Errorf("read outbox: %w", err)
	}
	r := &run{c: c, box: box, items: items, progress: progress, report: Report{Waiting: len(items)}}
	r.glance = glance{c: c, records: recordsOf(items)}
	if len(items) == 0 {
		return r.report, nil
	}
	if err := c.ready(ctx); err != nil {
		return r.report, err
	}
	err = r.all(ctx)
	return r.report, cmp.Or(errors.Join(err, r.settle()), ctx.Err())
}

// early tells whether an item is not to be tried yet. Where only looking shows
// whether something arrived, a server gets twice the limit of a request to
// finish it, also when this program ended in the middle.
func (c *Client) early(item Item) bool {
	s := item.State
	if s.Step == There {
		return false
	}
	if Holds(s.RetryAt, c.now()) {
		return true
	}
	open := s.Step == Going || s.Step == Unsure
	return s.Strategy == Look && open && Holds(s.At.Add(2*c.limit), c.now())
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

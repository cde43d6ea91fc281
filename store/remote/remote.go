// Package remote sends frozen plans to a FHIR R4 server. Its words: outbox
// (what waits to be sent, which belongs to somebody else), item (one frozen
// transaction), step (how far an item has come), capability (what a server
// says it can do). Its one rule: an item is there only when the server said so
// of every entry in it; whatever is less certain than that is unsure, and is
// asked again with the same bytes.
//
// It uploads in one way: a transaction of PUT under our own ids, which a server
// takes that lets clients assign ids. To repeat it changes nothing.
package remote

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"time"

	"ownwords/model"
	"ownwords/model/fhir"
)

// Step is how far an item has come.
type Step string

// The steps. Auth and NotNow say why nothing was taken in; the item waits.
const (
	Waiting Step = ""
	Going   Step = "going"
	There   Step = "there"   // the server has every entry
	Unsure  Step = "unsure"  // it may have arrived: to be asked again
	Refused Step = "refused" // as it is, for good: a later revision may pass
	Auth    Step = "auth"    // the token, or a right, is missing
	NotNow  Step = "not-now" // the server asked to wait until RetryAt
)

// State is what is known of an item. It holds ids, codes and times, never
// words.
type State struct {
	Step   Step      `json:"step,omitzero"`
	At     time.Time `json:"at,omitzero"`     // when this step was reached, UTC
	Tries  int       `json:"tries,omitzero"`  // how often it was put onto the wire
	Status int       `json:"status,omitzero"` // the HTTP status, 0 where none came
	// Why is a machine word, one of those below.
	Why     Why          `json:"why,omitzero"`
	Issues  []fhir.Issue `json:"issues,omitempty"`  // what the server named as wrong
	Entries []Stored     `json:"entries,omitempty"` // of the last answer, in the item's order
	RetryAt time.Time    `json:"retryAt,omitzero"`  // not before, UTC
}

// Why is the reason of a State.
type Why string

// The reasons.
const (
	WhyUnreachable Why = "unreachable" // nothing went out
	WhyCertificate Why = "certificate" // the server's is not trusted; nothing went out
	WhyTimeout     Why = "timeout"
	WhyStopped     Why = "stopped" // by us, while it was under way
	WhyCut         Why = "cut"     // the connection or the answer ended too early
	WhyTooLong     Why = "too-long"
	WhyRedirect    Why = "redirect" // none is followed
	WhyServer      Why = "server"   // its own fault: 5xx
	WhyNotFHIR     Why = "not-fhir" // such as a sign-in page
	WhyEntries     Why = "entries"  // an entry was not taken in
	WhyInvalid     Why = "invalid"  // 400 or 422
	WhyConflict    Why = "conflict" // 409 or 412
	WhyTooLarge    Why = "too-large"
	WhyStatus      Why = "status"  // any other status
	WhyDamaged     Why = "damaged" // the frozen bytes are not what was frozen: not sent
)

// Stored is one entry of an item at the server.
type Stored struct {
	Type     string `json:"type"`
	ID       string `json:"id"` // ours
	ServerID string `json:"serverId,omitzero"`
	ETag     string `json:"etag,omitzero"`
	Status   int    `json:"status"`
	Done     bool   `json:"done"`
}

// Item is one frozen transaction that waits to be sent.
type Item struct {
	ID     model.ID
	Bundle []byte   // never rebuilt, never changed
	SHA256 [32]byte // of Bundle as it was frozen
	State  State
}

// Outbox is what Send empties.
type Outbox interface {
	// Waiting gives the items that are neither There nor Refused, oldest first.
	Waiting() ([]Item, error)
	// SetState keeps an item's state before it returns.
	SetState(id model.ID, s State) error
}

// Progress is told after each change of an item's state.
type Progress struct {
	ID    model.ID
	State State
	N, Of int // the item's number, from 1, and how many there are
}

// Report counts what became of the items of one run.
type Report struct {
	There, Unsure, Refused int
	// Waiting are those that nothing went out of, or that the server put off.
	Waiting int
}

// Send tries every waiting item once, in order, and keeps each state in the
// outbox. It ends early when the server asks for a pause or for other rights,
// since it would say the same of the rest.
//
// The error is a *[CapabilityError] for a server that can't take plans this
// way, an *[UnreachableError] when its capabilities could not be read, the
// context's, or the outbox's. What became of items is no error.
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
	if err := c.able(ctx, items); err != nil {
		return report, err
	}
	for i, item := range items {
		if err := ctx.Err(); err != nil {
			return report, err
		}
		if item.State.RetryAt.After(c.now()) {
			continue
		}
		say := func(s State) error {
			if err := box.SetState(item.ID, s); err != nil {
				return fmt.Errorf("keep state of %s: %w", item.ID, err)
			}
			if progress != nil {
				progress(Progress{ID: item.ID, State: s, N: i + 1, Of: len(items)})
			}
			return nil
		}
		s, err := c.sendOne(ctx, item, say)
		if err != nil {
			return report, err
		}
		report.count(s.Step)
		if s.Step == Auth || s.Step == NotNow {
			break
		}
	}
	return report, ctx.Err()
}

func (r *Report) count(s Step) {
	r.Waiting--
	switch s {
	case There:
		r.There++
	case Unsure:
		r.Unsure++
	case Refused:
		r.Refused++
	case Waiting, Going, Auth, NotNow:
		r.Waiting++
	}
}

func (c *Client) sendOne(ctx context.Context, item Item, say func(State) error) (State, error) {
	if sha256.Sum256(item.Bundle) != item.SHA256 {
		s := State{Step: Refused, At: c.now(), Tries: item.State.Tries, Why: WhyDamaged}
		return s, say(s)
	}
	going := State{Step: Going, At: c.now(), Tries: item.State.Tries + 1}
	if err := say(going); err != nil {
		return going, err
	}
	s := c.post(ctx, item.Bundle)
	s.At, s.Tries = c.now(), going.Tries
	before := item.State.Step
	if wasOut := before == Unsure || before == Going; wasOut && s.Step == Waiting {
		// That nothing went out now tells nothing about the time before.
		s.Step = Unsure
	}
	return s, say(s)
}

// CapabilityError says what a server would need to be able to do.
type CapabilityError struct {
	// Missing are machine words: "fhirVersion 4.0", "json", "transaction",
	// "updateCreate Goal".
	Missing []string
}

// Error lists what is missing.
func (e *CapabilityError) Error() string {
	return fmt.Sprintf("server lacks %q", e.Missing)
}

// UnreachableError says why a server's capabilities could not be read. Nothing
// was sent.
type UnreachableError struct {
	Why     Why
	Status  int
	RetryAt time.Time // UTC; zero where the server did not say
}

// Error says the reason in machine words.
func (e *UnreachableError) Error() string {
	if e.Status == 0 {
		return fmt.Sprintf("read capabilities: %s", e.Why)
	}
	return fmt.Sprintf("read capabilities: %s, status %d", e.Why, e.Status)
}

// Errors of New.
var (
	ErrAddress   = errors.New("not the address of a FHIR server")
	ErrNotSecure = errors.New("https is required except on this machine")
)

// Options say which server, and as whom.
type Options struct {
	URL   string // the FHIR base, such as https://fhir.council.example/R4
	Token string // sent as a bearer token; empty for none
	Now   func() time.Time
}

// Client sends to one server. It is for one run: what the server says it can
// do is asked once.
type Client struct {
	base   string
	token  string
	clock  func() time.Time
	http   *http.Client
	whole  time.Duration
	server *fhir.Capability // once read
}

func (c *Client) now() time.Time { return c.clock().UTC() }

package remote

import (
	"time"

	"ownwords/model"
	"ownwords/model/fhir"
)

// Step is how far an item has come.
type Step string

// The steps. An item is tried again from all of them but There, Refused,
// Conflict and Gone.
const (
	Waiting  Step = ""
	Going    Step = "going"
	There    Step = "there"    // the server has every entry
	Partly   Step = "partly"   // the server has some, and said of the rest that it has not
	Unsure   Step = "unsure"   // it may have arrived: to be asked again
	Refused  Step = "refused"  // as it is, for good: a later revision may pass
	Conflict Step = "conflict" // somebody else changed it there: people bring both together
	Gone     Step = "gone"     // it was there, and is no more: made again only on asking
	Auth     Step = "auth"     // the token, or a right, is missing
	NotNow   Step = "not-now"  // the server asked to wait until RetryAt
	Asking   Step = "asking"   // a person would be made who may be there already: see MayCreate
)

// Strategy is a way of uploading. An item keeps the one of its first try, unless the
// server knows no such thing and nothing came of it.
type Strategy string

// The strategies, best first.
const (
	// Put is one transaction of PUT under our own ids, for servers that let
	// clients choose ids.
	Put Strategy = "put"
	// Conditional is small transactions or batches of conditional creates, each
	// closed before the next, the CarePlan and its Provenance last.
	Conditional Strategy = "conditional"
	// Look looks for each resource by our identifier and then makes it, with a
	// long pause after an answer that is not clear.
	Look Strategy = "look"
)

// State is what is known of an item. It holds ids, codes and times, never
// words.
type State struct {
	Step     Step      `json:"step,omitzero"`
	Strategy Strategy  `json:"strategy,omitzero"`
	At       time.Time `json:"at,omitzero"`     // when this step was reached, UTC
	Tries    int       `json:"tries,omitzero"`  // how often it was put onto the wire
	Status   int       `json:"status,omitzero"` // the HTTP status, 0 where none came
	// Why is a machine word, one of those below.
	Why    Why          `json:"why,omitzero"`
	Issues []fhir.Issue `json:"issues,omitempty"` // what the server named as wrong
	// Interaction is what the server does not let us do: "update Goal".
	Interaction string `json:"interaction,omitzero"`
	Size        int    `json:"size,omitzero"` // of what was too large, in bytes
	// Entries are all of the item's in its order, or none where nothing is known
	// of any. Those of a Conflict hold the versions that were seen there.
	Entries []Stored `json:"entries,omitempty"`
	Done    int      `json:"done,omitzero"` // how many entries the server has
	Of      int      `json:"of,omitzero"`   // how many there are
	// Unclear tells of a later step than Unsure that something may have arrived
	// before it of which no answer came.
	Unclear bool `json:"unclear,omitzero"`
	// RetryAt is before when not to try again, UTC. Of an item that is There it is
	// before when nothing newer of its record may go.
	RetryAt time.Time `json:"retryAt,omitzero"`
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
	WhyStatus      Why = "status"     // any other status
	WhyDamaged     Why = "damaged"    // the frozen bytes are not what was frozen: not sent
	WhyNotNow      Why = "not-now"    // the server asked for a pause that is not over
	WhyAuth        Why = "auth"       // nobody is let in without another token, or right
	WhyToken       Why = "token"      // none could be had: the sign-in was refused
	WhyClock       Why = "clock"      // as WhyToken, and this machine's clock is off: see Skew
	WhyNewPerson   Why = "new-person" // the server knows nobody with our identifier
	WhySeveral     Why = "several"    // more than one there carries our identifier
	// WhySameNumber is of something that is there: the server has somebody else
	// with a number that the person has, or the person twice.
	WhySameNumber Why = "same-number"
	// WhyMoved is of something that is there: the server passed over our
	// condition, so that a change somebody made meanwhile is now only in its
	// history.
	WhyMoved Why = "moved"
)

// Stored is one entry of an item at the server.
type Stored struct {
	Type     string `json:"type"`
	ID       string `json:"id"` // ours
	ServerID string `json:"serverId,omitzero"`
	ETag     string `json:"etag,omitzero"`
	Status   int    `json:"status,omitzero"` // of the last answer about it
	Done     bool   `json:"done,omitzero"`
}

// Item is one frozen transaction that waits to be sent.
type Item struct {
	ID, Record model.ID
	Bundle     []byte   // never rebuilt, never changed
	SHA256     [32]byte // of Bundle as it was frozen
	State      State
	// Known is where other revisions of this record stand at this server, with
	// the versions that this revision was made upon.
	Known fhir.Places
}

// Outbox is what Send empties. Claim and SetState are called from two goroutines.
type Outbox interface {
	// Waiting gives the items that are to be tried, oldest first, those of one
	// record in the order of their revisions.
	Waiting() ([]Item, error)
	// Claim keeps going as the item's state where it is still to go, and tells
	// whether it is: it may have been taken back since Waiting. With it, in one
	// transaction, it keeps what came of an item before, where that is not nil. Until
	// it leaves the item can be taken back, and claimed anew; a program that ends
	// meanwhile has it be one that may have arrived.
	Claim(id model.ID, going State, came *Came) (bool, error)
	// Leave has a claimed item be on its way, and tells whether it may go: nobody
	// took it back since the claim.
	Leave(id model.ID) (bool, error)
	// Unclaim has an item that was claimed, and did not leave, be what it was before.
	Unclaim(id model.ID) error
	// SetState keeps an item's state before it returns.
	SetState(id model.ID, s State) error
}

// Came is what came of an item.
type Came struct {
	ID    model.ID
	State State
}

// Progress is told after each change of an item's state.
type Progress struct {
	ID    model.ID
	State State
	N, Of int // the item's number, from 1, and how many there are
}

// Report counts what became of the items of one run.
type Report struct {
	There, Partly, Unsure, Refused, Conflict, Gone, Asking int
	// Waiting are those that nothing went out of, or that the server put off.
	Waiting int
}

func (r *Report) count(s Step) {
	r.Waiting--
	switch s {
	case There:
		r.There++
	case Partly:
		r.Partly++
	case Unsure:
		r.Unsure++
	case Refused:
		r.Refused++
	case Conflict:
		r.Conflict++
	case Gone:
		r.Gone++
	case Asking:
		r.Asking++
	case Waiting, Going, Auth, NotNow:
		r.Waiting++
	}
}

package desk

import (
	"time"

	"ownwords/model"
	"ownwords/store"
)

// Parcel is one plan in the outbox, as people see it.
type Parcel struct {
	ID       model.ID
	Record   model.ID
	Name     string
	Standing model.Standing
	Come     model.Message // how far the plan has come, in few words
	Revision int
	Frozen   time.Time // UTC
	Days     int       // whole days since
	State    store.OutState
	// Behind tells that an earlier revision of the same record has to be settled
	// first.
	Behind bool
	// Until is until when the server asked to be left alone, UTC; zero where it did
	// not.
	Until time.Time
	item  store.OutItem
}

// Going tells whether a parcel still has to go.
func (p Parcel) Going() bool { return p.State.Step.Waits() }

// There tells whether the server has confirmed all of it.
func (p Parcel) There() bool { return p.State.Step == store.OutThere }

// Back tells whether somebody has to look at it before it can go again, because
// of what the server said.
func (p Parcel) Back() bool {
	return !p.Going() && !p.There() && p.State.Step != store.OutReplaced
}

// Gone tells whether the server had it, and has it no more.
func (p Parcel) Gone() bool { return p.State.Step == store.OutGone }

// Asks tells whether it waits for somebody's word that the person may be made anew
// at the server.
func (p Parcel) Asks() bool { return p.State.Step == store.OutAsking }

func (d *Desk) parcel(i store.OutItem, c store.Card) Parcel {
	return Parcel{
		ID: i.ID, Record: i.Record, Name: Entry{Card: c}.Name(), Standing: c.Standing, Come: come(c.Standing, c.DecidedFor),
		Revision: i.Revision, Frozen: i.Frozen, Days: days(i.Frozen, d.Now()), State: i.State, item: i,
	}
}

// PartGone tells whether the plan itself stands at the server, and only something
// in it is gone.
func (p Parcel) PartGone() bool {
	return p.Gone() && p.State.Detail[detailGone] == "" && planAt(p) != nil
}

package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"ownwords/model"
	"ownwords/model/fhir"
	"ownwords/store"
	"ownwords/store/remote"
)

// How often it is looked by itself whether a plan is still at the server, and for
// how long one sending looks; and for how long where somebody asks for it.
const (
	lookEvery = 24 * time.Hour
	lookFor   = 5 * time.Second
	lookLong  = time.Minute
)

// Looked is what a look at the plans that are at the server has found.
type Looked struct {
	There, Gone int
	Left        int // there was no time for
	// Why is what stood in the way of looking at the others; zero for nothing.
	Why model.Message
}

// Said is what was found, in words.
func (l Looked) Said() []model.Message {
	var out []model.Message
	for _, x := range []struct {
		id string
		n  int
	}{{"sent.look.there", l.There}, {"sent.look.gone", l.Gone}, {"sent.look.left", l.Left}} {
		if x.n > 0 {
			out = append(out, model.Msg(x.id, "n", x.n))
		}
	}
	if !l.Why.Zero() {
		out = append(out, l.Why)
	}
	return out
}

// Look asks the server of every plan that is there whether it still is, those
// first that were looked at longest ago. What is gone is told from then on, and
// made again only on asking. A server that can't be asked is no error.
func (d *Desk) Look(ctx context.Context) (Looked, error) {
	if !d.sending.CompareAndSwap(false, true) {
		return notLooked(ErrSending)
	}
	defer d.sending.Store(false)
	all, err := d.lastSeen(0)
	if err != nil || len(all) == 0 {
		return Looked{}, err
	}
	client, err := d.client(nil)
	if err != nil {
		return notLooked(err)
	}
	return d.lookAt(ctx, client, all, lookLong)
}

// lookAgain is Look after a sending, at what was not looked at for a day: a
// server may have been brought back from an old copy, and would be believed for
// ever. Nothing hangs on it that can't wait for the next time.
func (d *Desk) lookAgain(ctx context.Context, client *remote.Client) error {
	all, err := d.lastSeen(lookEvery)
	if err != nil {
		return err
	}
	_, err = d.lookAt(ctx, client, all, lookFor)
	return err
}

// notLooked is that nothing could be looked at, and why.
func notLooked(err error) (Looked, error) {
	m, known := Sent(err)
	if !known {
		return Looked{}, err
	}
	if u, ok := errors.AsType[*remote.UnreachableError](err); ok && u.RetryAt.IsZero() {
		m = model.Msg("sent.look.away", "why", whyMessage(string(u.Why)))
	}
	return Looked{Why: m}, nil
}

// lastSeen are the plans that are at the server that the settings name, and were
// last seen there so long ago, the longest first.
func (d *Desk) lastSeen(ago time.Duration) ([]Parcel, error) {
	s, err := d.shelf()
	if err != nil {
		return nil, err
	}
	all := slices.DeleteFunc(s.newest(), func(p Parcel) bool {
		return !p.There() || p.item.Server != d.server() || planAt(p) == nil || d.Now().Sub(p.seen()) < ago
	})
	slices.SortStableFunc(all, func(a, b Parcel) int { return a.seen().Compare(b.seen()) })
	return all, nil
}

// seen is when a plan was known to be at the server last.
func (p Parcel) seen() time.Time {
	if p.State.Seen.After(p.State.Since) {
		return p.State.Seen
	}
	return p.State.Since
}

func (d *Desk) lookAt(ctx context.Context, client *remote.Client, all []Parcel, long time.Duration) (Looked, error) {
	timed, stop := context.WithTimeout(ctx, long)
	defer stop()
	out := Looked{Left: len(all)}
	for _, p := range all {
		there, err := client.Look(timed, fhir.Frozen{}, planAt(p))
		switch {
		case ctx.Err() == nil && timed.Err() != nil:
			return out, nil
		case err != nil:
			not, err := notLooked(err)
			out.Why, out.Left = not.Why, 0
			return out, err
		}
		out.Left--
		state := p.State
		state.Seen = d.Now().UTC()
		if len(there) > 0 {
			out.There++
		} else {
			out.Gone++
			state.Step, state.Since, state.Answer = store.OutGone, state.Seen, ""
			state.Detail = map[string]string{detailGone: "CarePlan"}
		}
		if err := d.store.SetOutState(p.ID, state); err != nil {
			return out, err
		}
	}
	return out, nil
}

// detailGone names in Detail what was looked for and is gone.
const detailGone = "gone"

// planAt is where the plan itself stands at the server.
func planAt(p Parcel) fhir.Places {
	for _, e := range p.State.Entries {
		if e.Type == "CarePlan" && e.ServerID != "" {
			return fhir.Places{e.Type + "/" + e.ID: {Type: e.Type, ID: e.ID, ServerID: e.ServerID}}
		}
	}
	return nil
}

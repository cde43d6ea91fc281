package desk

import (
	"context"
	"time"

	"ownwords/model"
	"ownwords/model/fhir"
	"ownwords/store"
	"ownwords/store/remote"
)

// How often it is looked whether a plan is still at the server, and for how long
// one sending looks.
const (
	lookEvery = 24 * time.Hour
	lookFor   = 5 * time.Second
)

// lookAgain looks whether what was there still is: a server may have been brought
// back from an old copy, and would be believed for ever. What is gone is told, and
// made again only on asking. Nothing hangs on it that can't wait for the next time.
func (d *Desk) lookAgain(ctx context.Context, client *remote.Client) error {
	ctx, stop := context.WithTimeout(ctx, lookFor)
	defer stop()
	s, err := d.shelf()
	if err != nil {
		return err
	}
	for _, p := range s.newest() {
		latest := p.State.Since
		if p.State.Seen.After(latest) {
			latest = p.State.Seen
		}
		elsewhere := p.item.Server != d.server()
		if !p.There() || elsewhere || d.Now().Sub(latest) < lookEvery {
			continue
		}
		at := planAt(p)
		if at == nil {
			continue
		}
		there, err := client.Look(ctx, fhir.Frozen{}, at)
		if err != nil {
			return nil
		}
		state := p.State
		state.Seen = d.Now().UTC()
		if len(there) == 0 {
			state.Step, state.Since, state.Answer = store.OutGone, state.Seen, ""
			state.Detail = map[string]string{detailGone: "CarePlan"}
		}
		if err := d.store.SetOutState(p.ID, state); err != nil {
			return err
		}
	}
	return nil
}

// newest is for each record what was frozen last of it and not replaced.
func (s shelf) newest() []Parcel {
	at := map[model.ID]int{}
	var out []Parcel
	for _, p := range s.parcels { // oldest first
		if p.State.Step == store.OutReplaced {
			continue
		}
		if n, is := at[p.Record]; is {
			out[n] = p
			continue
		}
		at[p.Record] = len(out)
		out = append(out, p)
	}
	return out
}

// detailGone names in Detail what was looked for and is gone.
const detailGone = "gone"

// PartGone tells whether the plan itself stands at the server, and only something
// in it is gone.
func (p Parcel) PartGone() bool {
	return p.Gone() && p.State.Detail[detailGone] == "" && planAt(p) != nil
}

// planAt is where the plan itself stands at the server.
func planAt(p Parcel) fhir.Places {
	for _, e := range p.State.Entries {
		if e.Type == "CarePlan" && e.ServerID != "" {
			return fhir.Places{e.Type + "/" + e.ID: {Type: e.Type, ID: e.ID, ServerID: e.ServerID}}
		}
	}
	return nil
}

package remote

import (
	"context"
	"encoding/json"

	"ownwords/model/fhir"
)

// Look reads what stands at this server now of a frozen plan, and of what at has
// a place for besides, by Part.Key; what is not there is missing. What has no
// place yet is searched for by our identifier, since another laptop may have
// made it, and at is filled in with what was found.
//
// The error is an *[UnreachableError], its Why WhySeveral where more than one
// carries an identifier of ours; the token reader's, or the context's.
func (c *Client) Look(ctx context.Context, f fhir.Frozen, at fhir.Places) (map[string]json.RawMessage, error) {
	if err := c.mayAsk(ctx); err != nil {
		return nil, err
	}
	out := map[string]json.RawMessage{}
	look := func(place fhir.Place, read func() ([]resource, State)) error {
		found, err := one(read())
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil || found == nil {
			return err
		}
		key := place.Type + "/" + place.ID
		out[key] = found.raw
		at[key] = fhir.Place{Type: place.Type, ID: place.ID, ServerID: found.id, ETag: found.etag}
		return nil
	}
	for _, p := range f.Entries {
		if at[p.Key()].ServerID != "" {
			continue
		}
		if err := look(fhir.Place{Type: p.Type, ID: p.ID}, func() ([]resource, State) { return c.search(ctx, p) }); err != nil {
			return nil, err
		}
	}
	for key, place := range at {
		if _, read := out[key]; read || place.ServerID == "" {
			continue
		}
		if err := look(place, func() ([]resource, State) { return c.read(ctx, place.Type, place.ServerID) }); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// one is the only resource that a reading gave, or nil where there is none.
func one(hits []resource, s State) (*resource, error) {
	switch {
	case s.Step != There:
		return nil, &UnreachableError{Why: s.Why, Status: s.Status, RetryAt: s.RetryAt}
	case len(hits) > 1:
		return nil, &UnreachableError{Why: WhySeveral}
	case len(hits) == 0:
		return nil, nil
	}
	return &hits[0], nil
}

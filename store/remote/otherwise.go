package remote

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"ownwords/model/fhir"
)

// turnedAway tells whether a server that says it takes what was sent to it knows
// no such thing: ids of ours, several entries at once. Nothing may have been taken
// in, then or before.
func (t *try) turnedAway(s State) bool {
	unknown := func(status int) bool { return status == http.StatusNotFound || status == http.StatusMethodNotAllowed }
	if s.Step != Waiting || s.Done > 0 || s.Interaction != "" || t.unclear() {
		return false
	}
	return unknown(s.Status) || slices.ContainsFunc(t.entries, func(e Stored) bool { return unknown(e.Status) })
}

// otherwise tries an item again in the next best way, and tells nobody of the first.
// The error is a *[CapabilityError] where there is none: nothing in the plan is
// wrong, and it waits.
func (r *run) otherwise(ctx context.Context, i int, a *ahead, t *try, s State) (State, error) {
	s.Strategy, s.Entries = "", nil // nothing of it is there by any
	if err := r.end(t.item, s); err != nil {
		return s, err
	}
	if t.strategy == Look {
		return s, &CapabilityError{Missing: []string{t.beginning()}}
	}
	r.came = nil
	if err := r.box.SetState(t.item.ID, s); err != nil {
		return s, fmt.Errorf("keep state of %s: %w", t.item.ID, err)
	}
	r.items[i].State = s
	r.c.server, r.c.asked = less(r.c.server, t.strategy), true
	return r.one(ctx, i, a)
}

// beginning is what is asked of a server first.
func (t *try) beginning() string {
	first := t.open(t.all())[0]
	if t.placed(first) {
		return interaction(http.MethodPut)
	}
	return interaction(http.MethodPost)
}

// less is what is left of what a server says of itself where a way of uploading
// was turned away.
func less(server fhir.Capability, way Strategy) fhir.Capability {
	server.Rest = slices.Clone(server.Rest)
	for i := range server.Rest {
		end := &server.Rest[i]
		if way == Conditional {
			end.Interaction = nil
			continue
		}
		end.Resource = slices.Clone(end.Resource)
		for k := range end.Resource {
			end.Resource[k].UpdateCreate = false
		}
	}
	return server
}

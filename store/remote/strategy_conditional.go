package remote

import (
	"context"
	"net/http"
	"slices"
)

// conditional sends an item in small Bundles, in sending order, each closed
// before the next. To post one again makes nothing twice: what is there by our
// identifier is left, and what is known is put only onto the known version.
//
// That rests on the server's word that it looks for itself. So what may have
// arrived at an earlier try is looked for before it is posted again, and what
// was posted again is counted afterwards.
func (t *try) conditional(ctx context.Context) (State, error) {
	kind := bundleKind(t.c.server)
	if kind == "" {
		kind = "batch"
	}
	count := t.of("Patient", "CarePlan")
	if t.unclear() {
		count = slices.Compact(slices.Sorted(slices.Values(slices.Concat(count, t.open(t.all())))))
	}
	s, err := t.chunks(ctx, kind, fewEntries)
	if err != nil || s.Step != There {
		return s, err
	}
	return t.alone(ctx, s, count), nil
}

// chunks sends what the server does not have yet in Bundles of at most so many
// entries, and of fewer where they are too large. What is done is kept after
// each, so that the CarePlan and its Provenance are acknowledged last.
func (t *try) chunks(ctx context.Context, kind string, most int) (State, error) {
	for _, all := range t.frozen.Chunks(most) {
		which := t.open(all)
		if len(which) == 0 {
			continue
		}
		s := t.looked(ctx, which)
		if s.Step == pending {
			s = t.chunk(ctx, t.open(which), kind)
		}
		switch {
		case s.Why == WhyTooLarge && most > 1:
			return t.chunks(ctx, kind, most/2)
		case s.Step != There:
			return s, nil
		}
		if err := t.keep(t.going()); err != nil {
			return s, err
		}
	}
	return State{Step: There, Status: http.StatusOK}, nil
}

// looked looks for what may have arrived at an earlier try, and gives pending
// where some is still to be posted. What was never under way need not be looked
// for, nor what goes onto a known place, where it can't be made twice.
func (t *try) looked(ctx context.Context, which []int) State {
	s := State{Step: There}
	if t.unclear() {
		s = t.settle(ctx, slices.DeleteFunc(slices.Clone(which), t.placed))
	}
	if s.Step == There && len(t.open(which)) > 0 {
		s.Step = pending
	}
	return unwritten(s)
}

// chunk sends one Bundle of some entries, and once more where nothing stands in
// the way of those that were not taken in.
func (t *try) chunk(ctx context.Context, which []int, kind string) State {
	var s State
	for range 2 {
		which = t.open(which)
		body, err := t.frozen.Chunk(which, t.at, kind)
		if err != nil {
			return State{Step: Unsure, Why: WhyEntries}
		}
		if s = t.post(ctx, which, body); s.Step != pending {
			return s
		}
	}
	return standstill(s)
}

package remote

import (
	"context"
	"net/http"
)

// conditional sends an item in small Bundles, in sending order, each closed
// before the next. To post one again makes nothing twice: what is there by our
// identifier is left, and what is known is put only onto the known version.
func (t *try) conditional(ctx context.Context) (State, error) {
	kind := bundleKind(t.c.server)
	if kind == "" {
		kind = "batch"
	}
	s, err := t.chunks(ctx, kind, fewEntries)
	if err != nil || s.Step != There {
		return s, err
	}
	return t.alone(ctx, s, "Patient", "CarePlan"), nil
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
		s := t.chunk(ctx, which, kind)
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

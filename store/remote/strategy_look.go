package remote

import (
	"cmp"
	"context"
	"net/http"

	"ownwords/model/fhir"
)

// look sends an item entry by entry to a server that has no conditional
// creates: what our identifier does not find there is posted. Whether an answer
// that never came was a yes shows only later, so that the server is then left
// alone for longer than a request can take.
func (t *try) look(ctx context.Context) (State, error) {
	if s := t.mayBegin(ctx); s.Step != There {
		return unwritten(s), nil
	}
	for _, i := range t.open(t.all()) {
		s := t.single(ctx, i)
		if s.Step == Unsure {
			s.RetryAt = t.c.now().Add(2 * t.c.limit)
			t.c.pause(s.RetryAt)
		}
		if s.Step != There {
			return s, nil
		}
		if err := t.keep(t.going()); err != nil {
			return s, err
		}
	}
	return t.alone(ctx, State{Step: There, Status: http.StatusOK}, t.all()), nil
}

// mayBegin asks before a person is made: the server may know them by something
// else than our identifier, and two laptops may look at the same moment.
func (t *try) mayBegin(ctx context.Context) State {
	for i, p := range t.frozen.Entries {
		if p.Type != "Patient" || t.entries[i].Done {
			continue
		}
		found, s := t.find(ctx, i)
		switch {
		case s.Step != There:
			return s
		case found == absent && (t.c.o.MayCreate == nil || !t.c.o.MayCreate(t.item.Record)):
			return State{Step: Asking, Why: WhyNewPerson}
		case found > absent:
			return found.state()
		}
	}
	return State{Step: There}
}

// single makes one entry stand at the server, if it does not.
func (t *try) single(ctx context.Context, i int) State {
	p := t.frozen.Entries[i]
	if t.at[p.Key()].ServerID == "" {
		found, s := t.find(ctx, i)
		if s.Step != There {
			return unwritten(s)
		}
		if found != absent && found != before {
			return found.state()
		}
	}
	var s State
	for range 2 {
		if s = t.write(ctx, i); s.Step != pending {
			return s
		}
	}
	return standstill(s)
}

// write posts an entry, or puts it where it is known.
func (t *try) write(ctx context.Context, i int) State {
	p := t.frozen.Entries[i]
	body, err := t.frozen.Single(i, t.at)
	if err != nil {
		return State{Step: Unsure, Why: WhyEntries}
	}
	r := request{method: http.MethodPost, path: "/" + p.Type, body: body}
	if place := t.at[p.Key()]; place.ServerID != "" {
		r.method, r.path = http.MethodPut, r.path+"/"+place.ServerID
		if !shared(p) {
			r.ifMatch = place.ETag
		}
	}
	a := t.c.ask(ctx, r)
	s := t.c.judge(a)
	switch s.Step {
	case There:
		made, _ := resourceIn(a.body, p.Type)
		location := a.header.Get("Location")
		if location == "" && made.id != "" {
			location = p.Type + "/" + made.id
		}
		return t.taken(ctx, i, &fhir.EntryResponse{Location: location, Etag: cmp.Or(a.header.Get("ETag"), made.etag)}, s)
	case Conflict, Gone:
		return t.refuted(ctx, []int{i}, s)
	case Auth:
		return s.denied(interaction(r.method) + " " + p.Type)
	case Refused:
		if s.Why == WhyTooLarge {
			s.Size = len(body)
		}
	default:
	}
	return s
}

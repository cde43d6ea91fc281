package remote

import (
	"context"
	"slices"

	"ownwords/model/fhir"
)

// try is one item on its way.
type try struct {
	c       *Client
	item    Item
	frozen  fhir.Frozen
	entries []Stored    // one for each of frozen's, in its order
	at      fhir.Places // where each stands, as far as is known by now
	keep    func(State) error
	plan    *answer // what the server has of the plan, where it was asked ahead

	strategy Strategy
	moved    bool // the server passed over a condition of ours
}

func (c *Client) newTry(item Item, a *ahead, keep func(State) error) *try {
	t := c.newTryAt(c.server, item, a)
	t.keep = keep
	if recent(a.asked, c.now(), glanceFor) {
		t.plan = a.plan
	}
	return t
}

// newTryAt is the beginning of a try at what is known of a server.
func (c *Client) newTryAt(server fhir.Capability, item Item, a *ahead) *try {
	t := &try{c: c, item: item, frozen: a.frozen, at: fhir.Places{}, strategy: strategyOf(item, server, a.frozen)}
	for _, p := range t.frozen.Entries {
		t.entries = append(t.entries, t.stored(p))
	}
	return t
}

// stored is what is known of an entry when the try begins: what this item has
// there already, else where earlier revisions stand. What a try that came to
// nothing saw there is not taken over: it may be somebody else's.
func (t *try) stored(p fhir.Part) Stored {
	x := Stored{Type: p.Type, ID: p.ID}
	known, there := t.item.Known[p.Key()]
	i := slices.IndexFunc(t.item.State.Entries, func(e Stored) bool { return e.Done && e.Type == p.Type && e.ID == p.ID })
	switch {
	case i >= 0:
		x = t.item.State.Entries[i]
		known.ServerID, known.ETag = x.ServerID, x.ETag
	case !there && t.strategy != Put:
		return x
	}
	known.Type, known.ID = p.Type, p.ID
	if t.strategy == Put {
		known.ServerID = p.ID
	}
	t.at[p.Key()] = known
	return x
}

// wasThere tells whether the server had an entry when the try began.
func (t *try) wasThere(i int) bool {
	return t.item.Known[t.frozen.Entries[i].Key()].ServerID != "" ||
		len(t.item.State.Entries) == len(t.entries) && t.item.State.Entries[i].Done
}

// going is the state of an item that is about to be put onto the wire.
func (t *try) going() State {
	return t.told(State{Step: Going, At: t.c.now(), Tries: t.item.State.Tries + 1})
}

// told adds to a state what is known of the entries.
func (t *try) told(s State) State {
	s.Strategy, s.Of = t.strategy, len(t.entries)
	known := false
	for _, e := range t.entries {
		if e.Done {
			s.Done++
		}
		known = known || e != Stored{Type: e.Type, ID: e.ID}
	}
	if known {
		s.Entries = slices.Clone(t.entries)
	}
	return s
}

// unclear tells whether an earlier try may have had something arrive that nobody
// said anything of.
func (t *try) unclear() bool {
	before := t.item.State
	return before.Step == Going || before.Step == Unsure || before.Unclear
}

// finished is the state that a try ends in.
func (t *try) finished(s State) State {
	s.At, s.Tries = t.c.now(), t.item.State.Tries+1
	s = t.told(s)
	unclear := t.unclear()
	unanswered := unclear || s.Step == Unsure
	switch {
	case unclear && s.Step == Waiting:
		// That nothing went out now tells nothing about the time before.
		s.Step, s.At = Unsure, t.item.State.At
	case s.Step == There && s.Why == "" && t.moved:
		s.Why = WhyMoved
	case s.Step == NotNow && s.Done == 0 && !unclear:
		s.Tries-- // nothing was taken in
	case s.Done > 0 && (s.Step == Waiting || s.Step == Unsure && s.Why == WhyEntries):
		s.Step = Partly
	}
	s.Unclear = unanswered && s.Step != Unsure && s.Step != There
	return s
}

// run tries an item. Its error is the outbox's.
func (t *try) run(ctx context.Context) (State, error) {
	if s := t.first(ctx); s.Step != Going {
		return s, nil
	}
	ways := map[Strategy]func(context.Context) (State, error){Put: t.put, Conditional: t.conditional, Look: t.look}
	s, err := ways[t.strategy](ctx)
	if s.Step == There && t.strategy == Put && t.unclear() {
		// It went a second time: the first may be committed as late as that, and
		// would then write over something newer.
		s.RetryAt = t.item.State.At.Add(2 * t.c.limit)
	}
	if err == nil && s.Step == There && s.Why == "" {
		s = t.namesakes(ctx, s)
	}
	return s, err
}

// first looks at the plan as it stands at the server before anything is
// written, and gives Going where this item may be: this finds a second laptop's,
// what was changed there, what is gone, and what arrived at an earlier try.
func (t *try) first(ctx context.Context) State {
	plan := carePlan(t.frozen)
	if plan < 0 {
		return State{Step: Going}
	}
	found, s := t.find(ctx, plan)
	switch {
	case s.Step != There:
		return unwritten(s)
	case found == absent, found == before && t.guarded():
		return State{Step: Going}
	}
	// Every entry is looked at where the plan is there already or is another's,
	// and where the server would write over versions it was not asked to.
	s = t.settle(ctx, t.all())
	if s.Step == pending {
		return State{Step: Going}
	}
	return unwritten(s)
}

// unwritten is a state that reading led to: nothing went out.
func unwritten(s State) State {
	if s.Step == Unsure || s.Step == Refused {
		s.Step = Waiting
	}
	return s
}

// guarded tells whether the server itself refuses to write over another version.
func (t *try) guarded() bool { return guards(t.c.server, typesIn(t.frozen)) }

// all are the numbers of all entries, in sending order.
func (t *try) all() []int { return slices.Concat(t.frozen.Chunks(len(t.entries))...) }

// open are those of some entries that the server does not have yet.
func (t *try) open(which []int) []int {
	return slices.DeleteFunc(slices.Clone(which), func(i int) bool { return t.entries[i].Done })
}

// of are those of some types.
func (t *try) of(types ...string) []int {
	return slices.DeleteFunc(t.all(), func(i int) bool { return !slices.Contains(types, t.entries[i].Type) })
}

// placed tells whether it is known where an entry stands, or is to stand.
func (t *try) placed(i int) bool { return t.at[t.frozen.Entries[i].Key()].ServerID != "" }

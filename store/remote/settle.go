package remote

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"

	"ownwords/model/fhir"
)

// finding is what reading shows of one entry at the server, from what is well
// to what only people can sort out.
type finding int

const (
	ours    finding = iota // there is what this item says
	before                 // there is what there was when it was last seen
	absent                 // nothing is there, nor was
	gone                   // it was there, and is no more
	theirs                 // somebody else's, or changed by somebody else
	several                // more than one carries our identifier
	foreign                // the server took for ours what does not carry our identifier
)

// pending is the step of an item of which reading shows that some of it is
// still to be written, and nothing stands in the way. It is never kept.
const pending Step = "pending"

// resource is one resource as a server has it.
type resource struct {
	id, etag string
	raw      json.RawMessage
}

// state is what a finding makes of an item.
func (f finding) state() State {
	switch f {
	case ours:
		return State{Step: There}
	case gone:
		return State{Step: Gone, Why: WhyStatus}
	case theirs:
		return State{Step: Conflict, Why: WhyConflict}
	case several:
		return State{Step: Waiting, Why: WhySeveral}
	case foreign:
		return State{Step: Waiting, Why: WhyStatus}
	case before, absent:
	}
	return State{Step: pending}
}

// settle reads what the server has of some entries, and says what the worst of
// them makes of the item: There, pending, Gone, Conflict, or Waiting with
// WhySeveral. Where a reading failed the state is what came of that.
func (t *try) settle(ctx context.Context, which []int) State {
	worst := ours
	for _, i := range which {
		found, s := t.find(ctx, i)
		if s.Step != There {
			return s
		}
		worst = max(worst, found)
	}
	return worst.state()
}

// find reads one entry at the server, and keeps where it stands and whether it
// is done. The finding counts only where the state is There.
func (t *try) find(ctx context.Context, i int) (finding, State) {
	p := t.frozen.Entries[i]
	hits, s := t.hits(ctx, p)
	if s.Step != There {
		return absent, s
	}
	x := &t.entries[i]
	known := t.wasThere(i)
	x.Done, x.ServerID, x.ETag = false, "", ""
	switch {
	case len(hits) > 1:
		return several, s
	case len(hits) == 0 && known && !shared(p):
		return gone, s
	case len(hits) == 0:
		t.vacate(p)
		return absent, s
	}
	return t.compare(i, hits[0], known), s
}

// compare says whose a resource is that stands where an entry belongs.
func (t *try) compare(i int, hit resource, known bool) finding {
	p, x := t.frozen.Entries[i], &t.entries[i]
	if !known && t.strategy != Put && !carries(hit.raw, p.Query()) {
		return foreign
	}
	seen := t.at[p.Key()].ETag
	x.ServerID, x.ETag = hit.id, hit.etag
	t.at[p.Key()] = fhir.Place{Type: p.Type, ID: p.ID, ServerID: hit.id, ETag: seen}
	switch {
	case fhir.Same(p.Resource, hit.raw, t.at):
		t.stands(i, hit.id, hit.etag)
		return ours
	case shared(p), known && seen == hit.etag:
		return before
	}
	return theirs
}

// stands notes that the server has an entry.
func (t *try) stands(i int, id, etag string) {
	x := &t.entries[i]
	x.ServerID, x.ETag, x.Done = id, etag, true
	t.at[t.frozen.Entries[i].Key()] = fhir.Place{Type: x.Type, ID: x.ID, ServerID: id, ETag: etag}
}

// vacate forgets where an entry stood that is not there.
func (t *try) vacate(p fhir.Part) {
	if t.strategy == Put {
		t.at[p.Key()] = fhir.Place{Type: p.Type, ID: p.ID, ServerID: p.ID}
		return
	}
	delete(t.at, p.Key())
}

// shared tells whether a resource is of all records of a council: what another
// laptop wrote there is no conflict.
func shared(p fhir.Part) bool { return p.Type == "Organization" }

// hits are what the server has of an entry: under the id that it is known by
// there, else all that carry our identifier.
func (t *try) hits(ctx context.Context, p fhir.Part) ([]resource, State) {
	id := t.at[p.Key()].ServerID
	if id == "" {
		return t.c.search(ctx, p)
	}
	if p.Type == "CarePlan" && t.plan != nil {
		a := t.c.heard(*t.plan)
		t.plan = nil
		if a.out && a.why == "" && !refusedToLook(a) {
			return t.c.got(a, p.Type)
		}
	}
	return t.c.read(ctx, p.Type, id)
}

// read gets one resource, or none where it is not there.
func (c *Client) read(ctx context.Context, kind, id string) ([]resource, State) {
	return c.got(c.ask(ctx, request{method: http.MethodGet, path: "/" + kind + "/" + id}), kind)
}

// got reads the answer of a read.
func (c *Client) got(a answer, kind string) ([]resource, State) {
	s := c.judge(a)
	switch s.Step {
	case There:
	case Gone:
		return nil, State{Step: There, Status: a.status}
	default:
		return nil, s.unread("read " + kind)
	}
	found, ok := resourceIn(a.body, kind)
	if !ok {
		return nil, State{Step: Unsure, Status: a.status, Why: WhyNotFHIR}
	}
	found.etag = cmp.Or(a.header.Get("ETag"), found.etag)
	return []resource{found}, s
}

// search gets all that carry a part's identifier.
func (c *Client) search(ctx context.Context, p fhir.Part) ([]resource, State) {
	a := c.ask(ctx, request{method: http.MethodGet, path: "/" + p.Type + "?" + p.Query()})
	return searched(c.judge(a), a, p.Type, p.Query())
}

// searched reads the answer of a search. R4 lets a server pass over what it
// can't search by, and give whatever it has: only what carries the identifier
// counts, and where none does that says nothing of what else is there.
func searched(s State, a answer, kind, query string) ([]resource, State) {
	if s.Step != There {
		return nil, s.unread("search " + kind)
	}
	var b fhir.Bundle
	if json.Unmarshal(a.body, &b) != nil || b.Type != "searchset" {
		return nil, State{Step: Unsure, Status: a.status, Why: WhyNotFHIR}
	}
	var out []resource
	passedOver := false
	for _, e := range b.Entry {
		found, ok := resourceIn(e.Resource, kind)
		switch {
		case !ok || e.Search != nil && e.Search.Mode != "match":
		case carries(e.Resource, query):
			out = append(out, found)
		default:
			passedOver = true
		}
	}
	if passedOver && len(out) == 0 {
		return nil, State{Step: Refused, Status: a.status, Why: WhyStatus, Interaction: "search " + kind}
	}
	return out, s
}

// carries tells whether a resource has the identifier, or the tag, that a query
// asks for.
func carries(raw json.RawMessage, query string) bool {
	var r struct {
		Identifier json.RawMessage
		Meta       struct {
			Tag []struct{ System, Code string }
		}
	}
	asked, err := url.ParseQuery(query)
	if err != nil || json.Unmarshal(raw, &r) != nil {
		return false
	}
	for _, tag := range r.Meta.Tag {
		if asked.Get("_tag") == tag.System+"|"+tag.Code {
			return true
		}
	}
	type identifier struct{ System, Value string }
	var all []identifier
	if json.Unmarshal(r.Identifier, &all) != nil {
		all = make([]identifier, 1) // R4 has one for some types and a list for others
		_ = json.Unmarshal(r.Identifier, &all[0])
	}
	return slices.ContainsFunc(all, func(x identifier) bool { return asked.Get("identifier") == x.System+"|"+x.Value })
}

// unread is what a reading that failed comes to: nothing there is said to be
// gone or changed by it.
func (s State) unread(what string) State {
	switch s.Step {
	case Auth:
		return s.denied(what)
	case Gone, Conflict, Refused:
		s.Step, s.Interaction = Refused, what
	default:
	}
	return s
}

func resourceIn(raw json.RawMessage, kind string) (resource, bool) {
	var head struct {
		ResourceType string `json:"resourceType"`
		ID           string `json:"id"`
		Meta         struct {
			VersionID string `json:"versionId"`
		} `json:"meta"`
	}
	if json.Unmarshal(raw, &head) != nil || head.ResourceType != kind || !fhir.ValidID(head.ID) {
		return resource{}, false
	}
	found := resource{id: head.ID, raw: raw}
	if head.Meta.VersionID != "" {
		found.etag = `W/"` + head.Meta.VersionID + `"`
	}
	return found, true
}

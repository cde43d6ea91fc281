package remote

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"ownwords/model/fhir"
)

// post sends a Bundle of some entries and says what became of them: There where
// the server has all, pending where it refused, though nothing there stands in
// the way, else what to keep.
func (t *try) post(ctx context.Context, which []int, body []byte) State {
	a := t.c.ask(ctx, request{method: http.MethodPost, body: body})
	s := t.c.judge(a)
	switch s.Step {
	case There:
		return t.answered(ctx, which, a)
	case Conflict, Gone:
		return t.refuted(ctx, which, s)
	case Refused:
		if s.Why == WhyTooLarge {
			s.Size = len(body)
		}
	case Auth:
		return s.denied(t.forbidden(which, body, s))
	default:
	}
	return s
}

// refuted settles a refusal by what the server has: our own earlier write, whose
// answer was lost, is none.
func (t *try) refuted(ctx context.Context, which []int, refused State) State {
	s := t.settle(ctx, which)
	switch s.Step {
	case There, Unsure:
		return s
	case pending:
		refused.Step = pending
		return refused
	}
	s.Status, s.Issues = refused.Status, refused.Issues
	return s
}

// standstill is what a refusal comes to that stays although nothing there stands
// in its way: a lock, which passes, or an address that is wrong. Nothing was
// taken in.
func standstill(s State) State {
	s.Step = Waiting
	return s
}

// inEntry finds the number of the entry that an issue is about.
var inEntry = regexp.MustCompile(`Bundle\.entry\[(\d+)\]`)

// forbidden names what the server does not let us do, by the entry that it
// names, else by the Bundle.
func (t *try) forbidden(which []int, body []byte, s State) string {
	var b fhir.Bundle
	_ = json.Unmarshal(body, &b) // it is ours
	for _, i := range s.Issues {
		if m := inEntry.FindStringSubmatch(i.Path); m != nil {
			if k, err := strconv.Atoi(m[1]); err == nil && k < len(which) {
				return interaction(b.Entry[k].Request.Method) + " " + t.entries[which[k]].Type
			}
		}
	}
	return b.Type
}

// interaction is FHIR's word for a method.
func interaction(method string) string {
	if method == http.MethodPut {
		return "update"
	}
	return "create"
}

// answered reads what became of every entry: some servers run a transaction as
// a batch and answer 200 with failures inside.
func (t *try) answered(ctx context.Context, which []int, a answer) State {
	var b fhir.Bundle
	err := json.Unmarshal(a.body, &b)
	if err != nil || b.ResourceType != "Bundle" || !strings.HasSuffix(b.Type, "-response") || len(b.Entry) != len(which) {
		return State{Step: Unsure, Status: a.status, Why: WhyNotFHIR}
	}
	worst := State{Step: There}
	var issues []fhir.Issue
	for k, e := range b.Entry {
		s := t.entry(ctx, which[k], cmp.Or(e.Response, &fhir.EntryResponse{}))
		issues = append(issues, s.Issues...)
		if s.graver(worst) {
			worst = s
		}
	}
	worst.Status, worst.Issues = a.status, issues[:min(len(issues), fhir.MaxIssues)]
	return worst
}

// graver tells whether one entry's state says more about the item than
// another's.
func (s State) graver(than State) bool {
	rank := map[Step]int{
		There: 0, pending: 1, Refused: 2, Unsure: 3, Waiting: 4, NotNow: 5, Auth: 6, Gone: 7, Conflict: 8,
	}
	return rank[s.Step] > rank[than.Step]
}

// entry reads what became of one entry.
func (t *try) entry(ctx context.Context, i int, r *fhir.EntryResponse) State {
	code, _ := strconv.Atoi(r.Status[:min(3, len(r.Status))])
	s := t.c.judge(answer{
		status: code, out: true, body: r.Outcome, header: http.Header{"Content-Type": {fhirJSON}},
	})
	x := &t.entries[i]
	x.Status = code
	switch s.Step {
	case There:
		return t.taken(ctx, i, r, s)
	case Conflict, Gone:
		return t.refuted(ctx, []int{i}, s)
	case Auth:
		method := http.MethodPost
		if t.at[t.frozen.Entries[i].Key()].ServerID != "" {
			method = http.MethodPut
		}
		return s.denied(interaction(method) + " " + x.Type)
	case Refused, Unsure:
		s.Why = WhyEntries
	default:
	}
	return s
}

// taken notes an entry that the server says it has. Where that does not show
// that it has what we sent, it is read.
func (t *try) taken(ctx context.Context, i int, r *fhir.EntryResponse, s State) State {
	p := t.frozen.Entries[i]
	place, id := t.at[p.Key()], serverID(r.Location, p.Type)
	switch {
	case place.ServerID != "" && id != "" && id != place.ServerID:
		return State{Step: Unsure, Status: s.Status, Why: WhyEntries}
	case place.ServerID != "" && (r.Etag != "" || t.c.noETag):
		t.stands(i, place.ServerID, r.Etag)
		t.moved = t.moved || t.cameBetween(ctx, place, r.Etag)
		return s
	case place.ServerID == "" && id != "" && r.Etag != "" && s.Status == http.StatusCreated:
		t.stands(i, id, r.Etag)
		return s
	}
	return t.readBack(ctx, i, id, s)
}

// readBack reads an entry of which the answer left something out, or which was
// there already by our identifier.
func (t *try) readBack(ctx context.Context, i int, id string, s State) State {
	p, key := t.frozen.Entries[i], t.frozen.Entries[i].Key()
	written := t.at[key].ServerID != "" || s.Status == http.StatusCreated
	if t.at[key].ServerID == "" && id != "" {
		t.at[key] = fhir.Place{Type: p.Type, ID: p.ID, ServerID: id}
	}
	found, read := t.find(ctx, i)
	x := t.entries[i]
	switch {
	case read.Step != There:
		return State{Step: Unsure, Status: s.Status, Why: cmp.Or(read.Why, WhyEntries)}
	case found == ours:
	case (found == theirs || found == foreign) && written, found == before && shared(p):
		// We wrote it a moment ago, and a server may put it in its own way; or
		// it is everybody's.
		t.stands(i, cmp.Or(x.ServerID, id), x.ETag)
	case found == absent || found == gone:
		return State{Step: Unsure, Status: s.Status, Why: WhyEntries}
	default:
		return found.state()
	}
	t.c.noETag = t.c.noETag || t.entries[i].ETag == ""
	t.entries[i].Status = s.Status
	return s
}

// cameBetween tells whether there is a version between the one that we asked to be
// written upon and ours: the server passed over what we asked. Where it has none of
// the number before ours it counts something else than these versions, and its
// numbers tell nothing.
func (t *try) cameBetween(ctx context.Context, upon fhir.Place, etag string) bool {
	before, jumped := between(upon.ETag, etag)
	if !jumped || t.c.strides {
		return false
	}
	found, s := t.c.read(ctx, upon.Type, upon.ServerID+"/_history/"+strconv.Itoa(before))
	t.c.strides = s.Step == There && len(found) == 0
	return !t.c.strides
}

// between is the number before a version that is counted, where that is not the
// one of the version that came before.
func between(from, to string) (before int, jumped bool) {
	count := func(etag string) (int, bool) {
		n, err := strconv.Atoi(strings.Trim(strings.TrimPrefix(etag, "W/"), `"`))
		return n, err == nil
	}
	a, counted := count(from)
	b, also := count(to)
	return b - 1, counted && also && b > a+1
}

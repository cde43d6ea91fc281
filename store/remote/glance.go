package remote

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"

	"ownwords/model"
	"ownwords/model/fhir"
)

const (
	// glanceAt is how many plans are asked for at once.
	glanceAt = 20
	// glanceFor is for how long what was seen counts: what somebody else writes
	// between the look and our own writing would be written over.
	glanceFor = 2 * time.Second
)

// glance is what a server has of the plans that are next. Where it takes
// batches it is asked for many in one request, each read under its own id: a
// search would not tell what was taken away from what never was, and may be
// behind. One goroutine has it at a time.
type glance struct {
	c       *Client
	records []model.ID // of the items, in the order in which they are tried
	seen    map[model.ID]answer
	at      time.Time // when it was asked
	alone   bool      // the server did not answer a batch as one, or not in time
}

func recordsOf(items []Item) []model.ID {
	var out []model.ID
	for _, x := range items {
		out = append(out, x.Record)
	}
	return out
}

// plan is what the server has of the plan of item number n, which stands under
// an id there, and when it was asked.
func (g *glance) plan(ctx context.Context, n int, id string, as manner) (answer, time.Time) {
	record := g.records[n]
	if id == fhir.PlanID(record) && !g.alone && offers(as.server, "batch") {
		if a, ok := g.fresh(record); ok {
			return a, g.at
		}
		if a, ok := g.look(ctx, g.next(n), as); !ok {
			return a, g.at
		}
		if a, ok := g.fresh(record); ok {
			return a, g.at
		}
	}
	at := g.c.now()
	return g.c.once(ctx, request{method: http.MethodGet, path: "/CarePlan/" + id}, as.token, as.format), at
}

// fresh is what was seen of a record a moment ago. It counts once: after it the
// record is written.
func (g *glance) fresh(record model.ID) (answer, bool) {
	a, ok := g.seen[record]
	delete(g.seen, record)
	return a, ok && g.counts()
}

// counts tells whether what was seen is new enough.
func (g *glance) counts() bool { return recent(g.at, g.c.now(), glanceFor) }

// recent tells whether it is no longer than this since something was, by a clock
// that may have been set meanwhile.
func recent(at, now time.Time, within time.Duration) bool {
	since := now.Sub(at)
	return since >= 0 && since < within
}

// next are the records whose turn is from an item on, each once, and none of
// which an earlier item may be under way.
func (g *glance) next(n int) []model.ID {
	var out []model.ID
	for i := n; i < len(g.records) && len(out) < glanceAt; i++ {
		if !slices.Contains(g.records[:i], g.records[i]) {
			out = append(out, g.records[i])
		}
	}
	return out
}

// look asks for the plans of some records. Not ok means that the answer stands
// for that to the reading of one: the server wants to be left alone, or can't
// be reached.
func (g *glance) look(ctx context.Context, records []model.ID, as manner) (a answer, ok bool) {
	if len(records) < 2 {
		return answer{}, true
	}
	reads := fhir.Bundle{ResourceType: "Bundle", Type: "batch"}
	for _, r := range records {
		reads.Entry = append(reads.Entry, fhir.Entry{
			Request: &fhir.EntryRequest{Method: http.MethodGet, URL: "CarePlan/" + fhir.PlanID(r)},
		})
	}
	body, err := json.Marshal(reads)
	if err != nil {
		g.alone = true
		return answer{}, true
	}
	g.at = g.c.now()
	// The entries have no Accept of their own.
	a = g.c.once(ctx, request{method: http.MethodPost, path: "/?_format=json", body: body}, as.token, as.format)
	switch {
	case !a.out, ctx.Err() != nil, a.status == http.StatusTooManyRequests, a.status == http.StatusServiceUnavailable:
		return a, false
	case a.status != http.StatusUnauthorized: // which a new token mends
		g.alone = !g.keep(records, a) || !g.counts()
	}
	return a, true
}

// keep takes what a batch says of each plan, and tells whether it was answered
// as a batch. What says neither that a plan is there nor that it is not is asked
// for again alone.
func (g *glance) keep(records []model.ID, a answer) bool {
	var b fhir.Bundle
	if a.why != "" || a.status != http.StatusOK || json.Unmarshal(a.body, &b) != nil ||
		b.Type != "batch-response" || len(b.Entry) != len(records) {
		return false
	}
	g.seen = map[model.ID]answer{}
	for i, e := range b.Entry {
		if e.Response == nil {
			continue
		}
		switch code, _ := strconv.Atoi(e.Response.Status[:min(3, len(e.Response.Status))]); code {
		case http.StatusOK, http.StatusNotFound, http.StatusGone:
			g.seen[records[i]] = answer{status: code, out: true, body: e.Resource, header: http.Header{
				"Content-Type": {fhirJSON}, "Etag": {e.Response.Etag}, "Date": a.header["Date"],
			}}
		}
	}
	return true
}

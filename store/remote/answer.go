package remote

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"ownwords/model/fhir"
)

const (
	// defaultPause is how long a server is left alone that said "not now" and
	// not for how long; maxPause is the longest it is believed.
	defaultPause = time.Minute
	maxPause     = time.Hour
)

// able asks the server once what it can do, and returns an error for anything
// that these items need and it lacks.
func (c *Client) able(ctx context.Context, items []Item) error {
	if c.server == nil {
		a := c.ask(ctx, http.MethodGet, "/metadata", nil)
		if err := ctx.Err(); err != nil {
			return err
		}
		if s := c.judge(a); s.Step != There {
			return &UnreachableError{Why: s.Why, Status: s.Status, RetryAt: s.RetryAt}
		}
		var found fhir.Capability
		if json.Unmarshal(a.body, &found) != nil || found.ResourceType != "CapabilityStatement" {
			return &UnreachableError{Why: WhyNotFHIR, Status: a.status}
		}
		c.server = &found
	}
	if missing := lacks(c.server, typesIn(items)); len(missing) > 0 {
		return &CapabilityError{Missing: missing}
	}
	return nil
}

// typesIn are the resource types that the items put.
func typesIn(items []Item) []string {
	var out []string
	for _, item := range items {
		for _, e := range requested(item.Bundle) {
			if !slices.Contains(out, e.Type) {
				out = append(out, e.Type)
			}
		}
	}
	slices.Sort(out)
	return out
}

// requested are the entries of a frozen transaction, before any answer.
func requested(bundle []byte) []Stored {
	var b fhir.Bundle
	if json.Unmarshal(bundle, &b) != nil {
		return nil
	}
	var out []Stored
	for _, e := range b.Entry {
		if e.Request != nil {
			kind, id, _ := strings.Cut(e.Request.URL, "/")
			out = append(out, Stored{Type: kind, ID: id})
		}
	}
	return out
}

// lacks lists what a server does not say it can do.
func lacks(c *fhir.Capability, types []string) []string {
	var out []string
	if !strings.HasPrefix(c.FHIRVersion, "4.0.") {
		out = append(out, "fhirVersion 4.0")
	}
	if !slices.ContainsFunc(c.Format, func(f string) bool { return strings.Contains(f, "json") }) {
		out = append(out, "json")
	}
	i := slices.IndexFunc(c.Rest, func(r fhir.CapabilityRest) bool { return r.Mode == "server" })
	if i < 0 {
		return append(out, "server")
	}
	server := c.Rest[i]
	if !slices.Contains(server.Interaction, fhir.CapabilityCode{Code: "transaction"}) {
		out = append(out, "transaction")
	}
	for _, t := range types {
		i := slices.IndexFunc(server.Resource, func(r fhir.CapabilityResource) bool { return r.Type == t })
		if i < 0 || !server.Resource[i].UpdateCreate {
			out = append(out, "updateCreate "+t)
		}
	}
	return out
}

// post sends a frozen transaction and says what became of it.
func (c *Client) post(ctx context.Context, bundle []byte) State {
	a := c.ask(ctx, http.MethodPost, "", bundle)
	s := c.judge(a)
	if s.Step == There {
		return entries(a, bundle)
	}
	return s
}

// judge reads an answer's status. There means only that the body can be read.
func (c *Client) judge(a answer) State {
	s := State{Status: a.status, Step: Unsure, Why: a.why}
	switch {
	case !a.out:
		s.Step = Waiting
	case a.why != "":
	case a.status == http.StatusTooManyRequests || a.status == http.StatusServiceUnavailable:
		s.Step, s.RetryAt = NotNow, c.retryAt(a.header)
	case a.status >= 500 || a.status == http.StatusRequestTimeout:
		s.Why = WhyServer
	case a.status >= 400:
		s.Step, s.Why = clientFault(a.status)
		s.Issues = fhir.Issues(a.body)
	case a.status >= 300:
		s.Why = WhyRedirect
	case !strings.Contains(a.header.Get("Content-Type"), "json"):
		s.Why = WhyNotFHIR
	default:
		s.Step = There
	}
	return s
}

func clientFault(status int) (Step, Why) {
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden:
		return Auth, WhyStatus
	case http.StatusBadRequest, http.StatusUnprocessableEntity:
		return Refused, WhyInvalid
	case http.StatusConflict, http.StatusPreconditionFailed:
		return Refused, WhyConflict
	case http.StatusRequestEntityTooLarge:
		return Refused, WhyTooLarge
	}
	return Refused, WhyStatus
}

// retryAt is until when a server asked to be left alone. A date is measured
// against the server's own clock, which need not be ours.
func (c *Client) retryAt(h http.Header) time.Time {
	pause := defaultPause
	asked := h.Get("Retry-After")
	if n, err := strconv.Atoi(asked); err == nil && n >= 0 {
		pause = time.Duration(min(n, int(maxPause/time.Second))) * time.Second
	} else if at, err := http.ParseTime(asked); err == nil {
		now, err := http.ParseTime(h.Get("Date"))
		if err != nil {
			now = c.now()
		}
		pause = at.Sub(now)
	}
	return c.now().Add(min(max(pause, 0), maxPause))
}

// entries reads what became of every entry: some servers run a transaction as
// a batch and answer 200 with failures inside.
func entries(a answer, bundle []byte) State {
	want := requested(bundle)
	var b fhir.Bundle
	err := json.Unmarshal(a.body, &b)
	if err != nil || b.ResourceType != "Bundle" || !strings.HasSuffix(b.Type, "-response") || len(b.Entry) != len(want) {
		return State{Step: Unsure, Status: a.status, Why: WhyNotFHIR}
	}
	s := State{Step: There, Status: a.status, Entries: want}
	for i, e := range b.Entry {
		x := &s.Entries[i]
		if e.Response != nil {
			x.Status, _ = strconv.Atoi(e.Response.Status[:min(3, len(e.Response.Status))])
			x.ETag = e.Response.Etag
			x.ServerID = serverID(e.Response.Location, x.Type)
			s.Issues = append(s.Issues, fhir.Issues(e.Response.Outcome)...)
		}
		x.Done = x.Status >= 200 && x.Status < 300 && (x.ServerID == "" || x.ServerID == x.ID)
		switch {
		case x.Done:
		case x.Status >= 400 && x.Status < 500 && s.Step != Unsure:
			s.Step, s.Why = Refused, WhyEntries
		default:
			s.Step, s.Why = Unsure, WhyEntries
		}
	}
	return s
}

// serverID is the id in a location such as Base/Goal/1/_history/2.
func serverID(location, kind string) string {
	parts := strings.Split(location, "/")
	i := slices.Index(parts, kind)
	if i < 0 || i+1 >= len(parts) || !fhir.ValidID(parts[i+1]) {
		return ""
	}
	return parts[i+1]
}

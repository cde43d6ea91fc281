package remote

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"ownwords/model/fhir"
)

// ready makes sure that sending can begin: the server may be asked, and what it
// can do is known.
func (c *Client) ready(ctx context.Context) error {
	if err := c.mayAsk(ctx); err != nil {
		return err
	}
	var kept bool
	if c.server, kept = capabilityIn(c.o.Capability); kept {
		return nil
	}
	return c.capability(ctx)
}

// mayAsk makes sure that the server may be asked: no pause is on, and a token is
// there.
func (c *Client) mayAsk(ctx context.Context) error {
	if Holds(c.o.NotBefore, c.now()) {
		return &UnreachableError{Why: WhyNotNow, RetryAt: c.o.NotBefore}
	}
	return c.signedIn(ctx)
}

// able makes sure that the server can take these types. What was kept of it may
// be behind the times, and is asked again.
func (c *Client) able(ctx context.Context, types []string) error {
	missing := lacks(c.server, types)
	if len(missing) > 0 && !c.asked {
		if err := c.capability(ctx); err != nil {
			return err
		}
		missing = lacks(c.server, types)
	}
	if len(missing) > 0 {
		return &CapabilityError{Missing: missing}
	}
	return nil
}

// signedIn gets the first token, so that its troubles are told before anything
// is sent.
func (c *Client) signedIn(ctx context.Context) error {
	if c.auth == nil {
		return nil
	}
	_, err := c.auth.header(ctx, c, false)
	if refused, ok := asTokenError(err); ok {
		if err := ctx.Err(); err != nil {
			return err
		}
		return c.unreachable(answer{status: refused.status, why: refused.why, header: refused.header})
	}
	return err
}

// capability asks what the server can do.
func (c *Client) capability(ctx context.Context) error {
	a := c.ask(ctx, request{method: http.MethodGet, path: "/metadata"})
	if err := ctx.Err(); err != nil {
		return err
	}
	switch s := c.judge(a); s.Step {
	case There:
	case Gone: // no server has none
		return fmt.Errorf("read capabilities: %w", ErrAddress)
	default:
		return c.unreachable(a)
	}
	read, ok := capabilityIn(a.body)
	if !ok {
		return &UnreachableError{Why: WhyNotFHIR, Status: a.status}
	}
	c.server, c.asked = read, true
	if c.o.KeepCapability != nil {
		c.o.KeepCapability(a.body)
	}
	return nil
}

// unreachable says why an answer lets nothing begin.
func (c *Client) unreachable(a answer) *UnreachableError {
	s := c.judge(a)
	e := &UnreachableError{Why: s.Why, Status: a.status, RetryAt: s.RetryAt}
	if s.Step == Auth && s.Why == WhyStatus {
		e.Why = WhyAuth
	}
	return e
}

func capabilityIn(raw []byte) (fhir.Capability, bool) {
	var read fhir.Capability
	ok := json.Unmarshal(raw, &read) == nil && read.ResourceType == "CapabilityStatement"
	return read, ok
}

// typesIn are the resource types that an item puts.
func typesIn(f fhir.Frozen) []string {
	var out []string
	for _, p := range f.Entries {
		out = append(out, p.Type)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// lacks lists what a server does not say it can do and no strategy can do
// without.
func lacks(server fhir.Capability, types []string) []string {
	var out []string
	if !strings.HasPrefix(server.FHIRVersion, "4.0.") {
		out = append(out, "fhirVersion 4.0")
	}
	if !slices.ContainsFunc(server.Format, func(f string) bool { return strings.Contains(f, "json") }) {
		out = append(out, "json")
	}
	if _, ok := serverEnd(server); !ok {
		return append(out, "server")
	}
	if strategyFor(server, types) == Put {
		return out
	}
	for _, need := range []string{"create", "update", "search-type"} {
		out = append(out, without(server, types, need)...)
	}
	return out
}

// without are the types that can't do something, said once where that is all.
func without(server fhir.Capability, types []string, need string) []string {
	var out []string
	for _, t := range types {
		if !onType(server, t, func(r fhir.CapabilityResource) bool { return can(r, need) }) {
			out = append(out, need+" "+t)
		}
	}
	if len(out) > 1 && len(out) == len(types) {
		return []string{need}
	}
	return out
}

// can tells whether an interaction is offered. A server that lists none at all
// says nothing about it, and is asked.
func can(r fhir.CapabilityResource, need string) bool {
	return len(r.Interaction) == 0 || slices.Contains(r.Interaction, fhir.CapabilityCode{Code: need})
}

// strategyFor is the best way of uploading that a server offers.
func strategyFor(server fhir.Capability, types []string) Strategy {
	switch {
	case offers(server, "transaction") && onTypes(server, types, func(r fhir.CapabilityResource) bool { return r.UpdateCreate }):
		return Put
	case bundleKind(server) != "" && onTypes(server, types, func(r fhir.CapabilityResource) bool { return r.ConditionalCreate }):
		return Conditional
	}
	return Look
}

// bundleKind is how a server takes several entries at once: all or none where
// it can. It is empty where it takes one at a time.
func bundleKind(server fhir.Capability) string {
	for _, kind := range []string{"transaction", "batch"} {
		if offers(server, kind) {
			return kind
		}
	}
	return ""
}

// guards tells whether a server says that it holds to If-Match for all types.
func guards(server fhir.Capability, types []string) bool {
	return onTypes(server, types, func(r fhir.CapabilityResource) bool { return r.Versioning == "versioned-update" })
}

func offers(server fhir.Capability, interaction string) bool {
	end, _ := serverEnd(server)
	return slices.Contains(end.Interaction, fhir.CapabilityCode{Code: interaction})
}

func onTypes(server fhir.Capability, types []string, holds func(fhir.CapabilityResource) bool) bool {
	return !slices.ContainsFunc(types, func(t string) bool { return !onType(server, t, holds) })
}

func onType(server fhir.Capability, kind string, holds func(fhir.CapabilityResource) bool) bool {
	end, _ := serverEnd(server)
	i := slices.IndexFunc(end.Resource, func(r fhir.CapabilityResource) bool { return r.Type == kind })
	return i >= 0 && holds(end.Resource[i])
}

func serverEnd(server fhir.Capability) (fhir.CapabilityRest, bool) {
	i := slices.IndexFunc(server.Rest, func(r fhir.CapabilityRest) bool { return r.Mode == "server" })
	if i < 0 {
		return fhir.CapabilityRest{}, false
	}
	return server.Rest[i], true
}

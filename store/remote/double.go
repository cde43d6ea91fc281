package remote

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"

	"ownwords/model/fhir"
)

// alone looks whether the server has some entries once. Where it has one of them
// twice it is told; only people can put that right.
func (t *try) alone(ctx context.Context, s State, which []int) State {
	for _, i := range which {
		p := t.frozen.Entries[i]
		if hits, _ := t.c.search(ctx, p); len(hits) > 1 {
			s.Why = WhySeveral
		}
	}
	return s
}

// namesakes looks whether a person who is new at the server is there already by
// a number that others gave them. The two are told of and never joined: to take
// the wrong one for the other is worse than to have both.
//
// The number is the person's own and goes in a body, never in an address: those
// end in logs. A server that takes no search in a body is not asked, and nobody is
// told: whoever sends a plan could do nothing about it, and would read it of every
// plan.
func (t *try) namesakes(ctx context.Context, s State) State {
	for i, p := range t.frozen.Entries {
		if p.Type != "Patient" || t.wasThere(i) || t.c.noForms {
			continue
		}
		for _, number := range numbers(p) {
			query := url.Values{"identifier": {number}}.Encode()
			a := t.c.ask(ctx, request{
				method: http.MethodPost, path: "/Patient/_search", kind: "application/x-www-form-urlencoded", body: []byte(query),
			})
			if t.c.noForms = slices.Contains(noForm, a.status); t.c.noForms {
				return s
			}
			if hits, _ := searched(t.c.judge(a), a, p.Type, query); len(hits) > 1 {
				s.Why = WhySameNumber
			}
		}
	}
	return s
}

// noForm is what a server answers that takes no search in a body.
var noForm = []int{http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusUnsupportedMediaType, http.StatusNotImplemented}

// numbers are the identifiers of a person that are not ours, as they are
// searched by.
func numbers(p fhir.Part) []string {
	var person struct {
		Identifier []struct{ System, Value string }
	}
	_ = json.Unmarshal(p.Resource, &person) // it was thawed, and is ours
	var out []string
	for _, x := range person.Identifier {
		if x.Value != p.ID {
			out = append(out, x.System+"|"+x.Value)
		}
	}
	return out
}

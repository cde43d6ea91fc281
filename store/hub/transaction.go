package hub

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"ownwords/model/fhir"
	"ownwords/store/vault"
)

// change is what became of one put.
type change struct {
	head    *head
	created bool
}

func (c change) status() int {
	if c.created {
		return http.StatusCreated
	}
	return http.StatusOK
}

// readPuts reads a transaction whole before anything is done. It takes PUT
// under ids of the sender's, and nothing else.
func readPuts(body []byte) ([]put, *refusal) {
	var b fhir.Bundle
	if json.Unmarshal(body, &b) != nil || b.ResourceType != "Bundle" {
		return nil, refuse(http.StatusBadRequest, "structure", "Bundle")
	}
	if b.Type != "transaction" {
		return nil, refuse(http.StatusBadRequest, "not-supported", "Bundle.type")
	}
	var out []put
	seen := map[string]bool{}
	for i, e := range b.Entry {
		at := fmt.Sprintf("Bundle.entry[%d]", i)
		if e.Request == nil {
			return nil, refuse(http.StatusBadRequest, "required", at+".request")
		}
		kind, id, _ := strings.Cut(e.Request.URL, "/")
		switch {
		case e.Request.Method != http.MethodPut || !fhir.ValidID(id):
			return nil, refuse(http.StatusBadRequest, "not-supported", at+".request")
		case seen[e.Request.URL]:
			return nil, refuse(http.StatusBadRequest, "duplicate", at+".request.url")
		}
		seen[e.Request.URL] = true
		p := put{Type: kind, ID: id, IfMatch: e.Request.IfMatch, Resource: e.Resource}
		if r := p.check(at + ".resource"); r != nil {
			return nil, r
		}
		out = append(out, p)
	}
	return out, nil
}

// check refuses a resource that is not what its address says, or lacks what
// R4 asks of it. at is where it stands in a Bundle, empty for one alone.
func (p put) check(at string) *refusal {
	if !fhir.Sent(p.Type) {
		return refuse(http.StatusUnprocessableEntity, "not-supported", at)
	}
	var own struct{ ResourceType, ID string }
	if json.Unmarshal(p.Resource, &own) != nil {
		return refuse(http.StatusBadRequest, "structure", at)
	}
	if own.ResourceType != p.Type || own.ID != p.ID {
		return refuse(http.StatusBadRequest, "invalid", strings.TrimPrefix(at+".id", "."))
	}
	issues := fhir.Check(p.Resource)
	if len(issues) == 0 {
		return nil
	}
	for i, x := range issues {
		if at != "" {
			issues[i].Path = at + strings.TrimPrefix(x.Path, p.Type)
		}
	}
	return &refusal{status: http.StatusUnprocessableEntity, issues: issues}
}

// run makes all puts, or none, in one transaction of the file. A reference to
// what is neither here nor among them refuses all.
func (h *Hub) run(puts []put, by string) ([]change, error) {
	var out []change
	err := h.vault.Update(func(tx *vault.Tx) error {
		out = nil
		for i, p := range puts {
			now, created, err := h.put(tx, p, by)
			if r, ok := errors.AsType[*refusal](err); ok && len(puts) > 1 {
				r.issues[0].Path = fmt.Sprintf("Bundle.entry[%d].request.ifMatch", i)
			}
			if err != nil {
				return err
			}
			out = append(out, change{now, created})
		}
		return h.resolve(tx, puts)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (h *Hub) resolve(tx *vault.Tx, puts []put) error {
	known := map[string]bool{}
	for _, p := range puts {
		known[p.Type+"/"+p.ID] = true
	}
	for i, p := range puts {
		for _, to := range references(parse(p.Resource)) {
			if known[to] || strings.Contains(to, ":") || strings.HasPrefix(to, "#") {
				continue
			}
			there, err := h.get(tx, to)
			if err != nil {
				return err
			}
			if there == nil {
				return refuse(http.StatusUnprocessableEntity, "not-found", fmt.Sprintf("Bundle.entry[%d].resource", i))
			}
			known[to] = true
		}
	}
	return nil
}

// references are where a resource refers to.
func references(v any) []string {
	var out []string
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			out = append(out, references(x)...)
		}
	case map[string]any:
		if to, ok := v["reference"].(string); ok {
			out = append(out, to)
		}
		for _, x := range v {
			out = append(out, references(x)...)
		}
	}
	return out
}

package hub

import (
	"fmt"
	"net/http"
	"strings"

	"ownwords/model/fhir"
	"ownwords/store/vault"
)

// maxReads is how many resources a batch may ask for.
const maxReads = 500

// batch answers many reads at once, each as if it were alone: a laptop with many
// plans to send looks at what stands there before. It writes nothing.
func (h *Hub) batch(c *call, tree map[string]any) error {
	names, refused := readBatch(tree)
	if refused != nil {
		return refused
	}
	out := fhir.Bundle{ResourceType: "Bundle", Type: "batch-response"}
	err := h.vault.View(func(tx *vault.Tx) error {
		for _, name := range names {
			e, err := h.entry(tx, name)
			if err != nil {
				return err
			}
			out.Entry = append(out.Entry, e)
		}
		return nil
	})
	if err != nil {
		return err
	}
	c.answer(http.StatusOK, out)
	return nil
}

// entry is the answer to one read of a batch.
func (h *Hub) entry(tx *vault.Tx, name string) (fhir.Entry, error) {
	x, err := h.get(tx, name)
	if err != nil {
		return fhir.Entry{}, err
	}
	if x == nil {
		const status = http.StatusNotFound
		return fhir.Entry{Response: &fhir.EntryResponse{
			Status:  fmt.Sprintf("%d %s", status, http.StatusText(status)),
			Outcome: write(fhir.Outcome(fhir.Issue{Code: "not-found"})),
		}}, nil
	}
	tree, err := x.tree()
	if err != nil {
		return fhir.Entry{}, err
	}
	return fhir.Entry{Resource: x.versioned(tree), Response: x.response(http.StatusOK)}, nil
}

// readBatch gives what a batch asks for, as Type/ID. It takes reads of what a
// plan is made of, and nothing else.
func readBatch(tree map[string]any) ([]string, *refusal) {
	if tree["resourceType"] != "Bundle" {
		return nil, refuse(http.StatusBadRequest, "structure", "Bundle")
	}
	entries, _ := tree["entry"].([]any)
	if len(entries) > maxReads {
		return nil, refuse(http.StatusBadRequest, "too-costly", "Bundle.entry")
	}
	var out []string
	for i, e := range entries {
		entry, _ := e.(map[string]any)
		request, _ := entry["request"].(map[string]any)
		name, _ := request["url"].(string)
		kind, id, _ := strings.Cut(name, "/")
		if request["method"] != http.MethodGet || !fhir.Sent(kind) || !fhir.ValidID(id) {
			return nil, refuse(http.StatusBadRequest, "not-supported", fmt.Sprintf("Bundle.entry[%d].request", i))
		}
		out = append(out, name)
	}
	return out, nil
}

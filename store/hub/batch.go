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
		room := h.room
		for _, name := range names {
			x, err := h.get(tx, name)
			if err != nil {
				return err
			}
			if room -= x.size(); room < 0 {
				return tooMuch
			}
			e, err := answered(x)
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

// answered is the answer to one read of a batch, which found x, or nothing.
func answered(x *head) (fhir.Entry, error) {
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
// plan is made of, each once, and nothing else.
func readBatch(tree map[string]any) ([]string, *refusal) {
	if tree["resourceType"] != "Bundle" {
		return nil, refuse(http.StatusBadRequest, "structure", "Bundle")
	}
	entries, _ := tree["entry"].([]any)
	if len(entries) > maxReads {
		return nil, refuse(http.StatusBadRequest, "too-costly", "Bundle.entry")
	}
	var out []string
	seen := map[string]bool{}
	for i, e := range entries {
		entry, _ := e.(map[string]any)
		request, _ := entry["request"].(map[string]any)
		name, _ := request["url"].(string)
		kind, id, _ := strings.Cut(name, "/")
		if request["method"] != http.MethodGet || !fhir.Sent(kind) || !fhir.ValidID(id) {
			return nil, refuse(http.StatusBadRequest, "not-supported", fmt.Sprintf("Bundle.entry[%d].request", i))
		}
		if seen[name] {
			return nil, refuse(http.StatusBadRequest, "duplicate", fmt.Sprintf("Bundle.entry[%d].request", i))
		}
		seen[name] = true
		out = append(out, name)
	}
	return out, nil
}

package hub

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"ownwords/store/vault"
)

// Plan is one care plan that was sent, as a list shows it.
type Plan struct {
	ID      string // the CarePlan's
	Patient string // the Patient's id
	Title   string // names the person and how far the plan has come
	Status  string // R4's: draft, active, revoked ...
	Version uint64
	By      string    // the name of the laptop that sent it last
	At      time.Time // when, UTC
}

// List gives the plans of the hub, the newest first.
func (h *Hub) List() ([]Plan, error) {
	heads, err := h.find("CarePlan", "")
	if err != nil {
		return nil, fmt.Errorf("list plans: %w", err)
	}
	var out []Plan
	for _, x := range heads {
		var r struct {
			Title, Status string
			Subject       struct{ Reference string }
		}
		if err := json.Unmarshal(x.Resource, &r); err != nil {
			return nil, fmt.Errorf("list plans: read %s: %w", x.name(), err)
		}
		out = append(out, Plan{
			ID: x.ID, Patient: strings.TrimPrefix(r.Subject.Reference, "Patient/"), Title: r.Title, Status: r.Status,
			Version: x.Version, By: x.By, At: x.At,
		})
	}
	return out, nil
}

// find returns the heads of a type, or those of them that have an identifier,
// the newest first. The identifier is "system|value".
func (h *Hub) find(kind, identifier string) ([]*head, error) {
	bucket, prefix := bucketTypes, h.vault.Key(bucketTypes, kind)
	if identifier != "" {
		bucket, prefix = bucketIdents, h.vault.Key(bucketIdents, kind+" "+identifier)
	}
	var out []*head
	err := h.vault.View(func(tx *vault.Tx) error {
		var names []string
		for item, err := range tx.Each(bucket, prefix) {
			if err != nil {
				return err
			}
			names = append(names, string(item.Value))
		}
		for _, name := range names {
			x, err := h.get(tx, name)
			if err != nil {
				return err
			}
			if x != nil && (identifier == "" || slices.Contains(identifiers(x.Resource), identifier)) {
				out = append(out, x)
			}
		}
		return nil
	})
	slices.SortFunc(out, func(a, b *head) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.ID, b.ID)) })
	return out, err
}

package hub

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Plan is one care plan that was sent, as a list shows it.
type Plan struct {
	ID      string    `json:"id"`      // the CarePlan's
	Patient string    `json:"patient"` // the Patient's id
	Title   string    `json:"title"`   // names the person and how far the plan has come
	Status  string    `json:"status"`  // R4's: draft, active, revoked ...
	Version uint64    `json:"version"`
	By      string    `json:"by"` // the name of the laptop that sent it last
	At      time.Time `json:"at"` // when, UTC
}

// List gives the plans of the hub, the newest first.
func (h *Hub) List() ([]Plan, error) {
	out := []Plan{}
	err := h.each("CarePlan", nil, func(x match) error {
		subject, _ := x.tree["subject"].(map[string]any)
		out = append(out, Plan{
			ID: x.ID, Patient: strings.TrimPrefix(text(subject["reference"]), "Patient/"),
			Title: text(x.tree["title"]), Status: text(x.tree["status"]), Version: x.Version, By: x.By, At: x.At,
		})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list plans: %w", err)
	}
	slices.SortFunc(out, func(a, b Plan) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.ID, b.ID)) })
	return out, nil
}

//go:build linux

package main

import (
	"bytes"
	"errors"
	"testing"

	"ownwords/model/fhir"
)

// heldWay is a server that holds what it is given to hold, by search.
type heldWay map[string][][]byte

func (heldWay) begin(*trial) (url, token string) { return "", "" }
func (heldWay) blind() bool                      { return false }
func (heldWay) strike([]rule) error              { return nil }
func (heldWay) invalid() ([]string, error)       { return nil, nil }

func (w heldWay) found(kind, query string) ([][]byte, error) { return w[kind+"?"+query], nil }

// TestALookAtTheServerSeesWhatIsWrong: what judges the sending would see a plan
// that is lost, doubled or another.
func TestALookAtTheServerSeesWhatIsWrong(t *testing.T) {
	t.Parallel()
	plan, err := fhir.Thaw(frozen(t, agreedPlans(t, 1))[0])
	if err != nil {
		t.Fatal(err)
	}
	for name, x := range map[string]struct {
		change func(at string, w heldWay)
		want   error
	}{
		"as it was agreed": {func(string, heldWay) {}, nil},
		"not there":        {func(at string, w heldWay) { delete(w, at) }, errLost},
		"there twice":      {func(at string, w heldWay) { w[at] = append(w[at], w[at][0]) }, errDoubled},
		"another": {func(at string, w heldWay) {
			w[at] = [][]byte{bytes.Replace(w[at][0], []byte("bowl"), []byte("bawl"), 1)}
		}, errInvalid},
	} {
		w, goal := heldWay{}, ""
		for _, p := range plan.Entries {
			at := p.Type + "?" + p.Query()
			w[at] = [][]byte{p.Resource}
			if p.Type == "Goal" && bytes.Contains(p.Resource, []byte("bowl")) {
				goal = at
			}
		}
		x.change(goal, w)
		if got := thereOnce(plan, w, true); !errors.Is(got, x.want) {
			t.Errorf("%s: %v, want %v", name, got, x.want)
		}
	}
}

//go:build linux

package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ownwords/store/hub"
	"ownwords/store/seal"
)

// TestAKilledHubHasWhatItAnswered kills a hub while laptops send to it. What it
// said to have is there when it comes up again, and nothing is there in part.
func TestAKilledHubHasWhatItAnswered(t *testing.T) {
	t.Parallel()
	const laptops, kills = 8, 3
	program, folder := build(t), filepath.Join(t.TempDir(), "hub")
	h := hubIn(t, folder)
	tokens := make([]string, laptops)
	for i := range tokens {
		var err error
		if tokens[i], err = h.AddToken(fmt.Sprintf("laptop %d", i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	said := map[string]bool{} // plans that the hub said to have
	for range kills {
		url, cmd := startHub(t, program, folder)
		var wg sync.WaitGroup
		for i, token := range tokens {
			wg.Go(func() {
				for {
					id := fmt.Sprintf("laptop%d-%d", i, rand.Uint64())
					status, err := post(t.Context(), http.DefaultClient, url, token, smallPlan(id))
					if err != nil {
						return // it was killed
					}
					if status != http.StatusOK {
						t.Errorf("plan %s: %d", id, status)
					}
					mu.Lock()
					said[id] = true
					mu.Unlock()
				}
			})
		}
		time.Sleep(200*time.Millisecond + rand.N(200*time.Millisecond))
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // it was killed
		wg.Wait()
	}
	h = hubIn(t, folder)
	plans, err := h.List()
	if err := errors.Join(err, h.Close()); err != nil {
		t.Fatal(err)
	}
	for _, p := range plans {
		delete(said, p.ID)
		if p.Patient != p.ID || p.Version != 1 {
			t.Errorf("plan %s is of patient %s, version %d", p.ID, p.Patient, p.Version)
		}
	}
	if len(said) > 0 || len(plans) < kills*laptops {
		t.Errorf("of %d plans %d are lost that the hub said to have", len(plans)+len(said), len(said))
	}
}

func hubIn(t *testing.T, folder string) *hub.Hub {
	t.Helper()
	h, _, err := hub.New(folder, hub.Options{Cost: seal.CheapCost()})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// smallPlan is a transaction of a person and their plan, which have one id.
func smallPlan(id string) []byte {
	const bundle = `{"resourceType":"Bundle","type":"transaction","entry":[` +
		`{"resource":{"resourceType":"Patient","id":"ID"},"request":{"method":"PUT","url":"Patient/ID"}},` +
		`{"resource":{"resourceType":"CarePlan","id":"ID","status":"active","intent":"plan","subject":{"reference":"Patient/ID"}},"request":{"method":"PUT","url":"CarePlan/ID"}}]}`
	return []byte(strings.ReplaceAll(bundle, "ID", id))
}

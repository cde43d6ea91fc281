//go:build linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"ownwords/store/hub"
	"ownwords/store/seal"
	"ownwords/store/vault"
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

// TestAHubOnAFullDisk has a hub's file grow no more while plans come in. What does
// not fit is refused whole, what was answered stays, and once there is room it
// goes on.
func TestAHubOnAFullDisk(t *testing.T) {
	t.Parallel()
	program, folder := build(t), filepath.Join(t.TempDir(), "hub")
	token := hubWithToken(t, folder)
	url, cmd := startHub(t, program, folder)
	took, refused := map[string]bool{}, map[string]bool{}
	sends := func(id string) (status int) {
		t.Helper()
		padded := bytes.Replace(smallPlan(id), []byte(`"status"`), fmt.Appendf(nil, `"title":%q,"status"`, strings.Repeat("quarry ", 4000)), 1)
		status, err := post(t.Context(), http.DefaultClient, url, token, padded)
		if err != nil {
			t.Fatal(err)
		}
		took[id], refused[id] = status == http.StatusOK, status == http.StatusInternalServerError
		return status
	}
	grows := func(most uint64) {
		t.Helper()
		if err := unix.Prlimit(cmd.Process.Pid, unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: most, Max: unix.RLIM_INFINITY}, nil); err != nil {
			t.Fatal(err)
		}
	}
	info, err := os.Stat(filepath.Join(folder, vault.FileName))
	if err != nil {
		t.Fatal(err)
	}
	grows(uint64(info.Size()))
	for i, full := 0, 0; full < 3; i++ {
		if sends(fmt.Sprintf("before-%d", i)) != http.StatusOK {
			full++
		}
		if i == 200 {
			t.Fatal("the file never was full")
		}
	}
	grows(unix.RLIM_INFINITY)
	if status := sends("after"); status != http.StatusOK {
		t.Errorf("once there is room: %d", status)
	}
	if err := errors.Join(cmd.Process.Signal(os.Interrupt), cmd.Wait()); err != nil {
		t.Error(err)
	}
	plans, err := hub.PlansIn(folder, hub.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range plans {
		if !took[p.ID] {
			t.Errorf("plan %s is there, which was refused", p.ID)
		}
		delete(took, p.ID)
	}
	for id, was := range took {
		if was || !refused[id] {
			t.Errorf("plan %s: taken %v, refused as full %v, and not there", id, was, refused[id])
		}
	}
}

// hubWithToken makes a hub, and a token for one laptop.
func hubWithToken(t *testing.T, folder string) (token string) {
	t.Helper()
	h := hubIn(t, folder)
	token, err := h.AddToken("a laptop")
	if err := errors.Join(err, h.Close()); err != nil {
		t.Fatal(err)
	}
	return token
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

//go:build linux

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"testing"

	"ownwords/model/fhir"
)

// syncToken is what the peer lets in.
const syncToken = "secret"

// peerWay is a FHIR server that nobody here wrote, which does the mishaps
// itself.
type peerWay struct {
	URL     string `json:"url"`
	Ctl     string `json:"ctl"`
	Dialect string `json:"dialect"`
}

func (w *peerWay) blind() bool { return w.Dialect == "nocond" }

// peer starts a server that behaves as some do. The folder it is in is named by
// OWNWORDS_FHIR_PEER.
func peer(dialect string) func(*testing.T, string) (wayTo, error) {
	return func(t *testing.T, _ string) (wayTo, error) {
		t.Helper()
		cmd := exec.Command("node", "medplum-fhir.mjs", "--dialect", dialect, "--ttl", "3600", "--token", syncToken)
		cmd.Dir = os.Getenv("OWNWORDS_FHIR_PEER")
		out, err := cmd.StdoutPipe()
		if err := errors.Join(err, cmd.Start()); err != nil {
			return nil, fmt.Errorf("no FHIR server to test against: Node is needed, and OWNWORDS_FHIR_PEER: %w", err)
		}
		t.Cleanup(func() { _ = errors.Join(cmd.Process.Kill(), cmd.Wait()) }) // it was killed
		line, err := bufio.NewReader(out).ReadBytes('\n')
		way := &peerWay{}
		if err := errors.Join(err, json.Unmarshal(line, way)); err != nil {
			return nil, fmt.Errorf("no FHIR server in OWNWORDS_FHIR_PEER: %w", err)
		}
		return way, nil
	}
}

func (w *peerWay) begin(t *trial) (url, token string) {
	t.Helper()
	if _, err := wire(http.MethodPost, w.Ctl+"/reset", syncToken, nil); err != nil {
		t.Fatal(err)
	}
	return w.URL, syncToken
}

func (w *peerWay) strike(rules []rule) error {
	body, err := json.Marshal(rules)
	if err == nil {
		_, err = wire(http.MethodPost, w.Ctl+"/faults", syncToken, body)
	}
	return err
}

func (w *peerWay) found(kind, query string) ([][]byte, error) {
	return search(w.URL, syncToken, kind, query)
}

func (w *peerWay) invalid() ([]string, error) {
	raw, err := wire(http.MethodGet, w.Ctl+"/state", syncToken, nil)
	if err != nil {
		return nil, err
	}
	var state struct{ Invalid []string }
	return state.Invalid, json.Unmarshal(raw, &state)
}

// search asks a FHIR server for what carries an identifier or a tag.
func search(url, token, kind, query string) ([][]byte, error) {
	raw, err := wire(http.MethodGet, url+"/"+kind+"?"+query, token, nil)
	if err != nil {
		return nil, err
	}
	var found fhir.Bundle
	if err := json.Unmarshal(raw, &found); err != nil {
		return nil, fmt.Errorf("search %s: %w", kind, err)
	}
	var out [][]byte
	for _, e := range found.Entry {
		out = append(out, e.Resource)
	}
	return out, nil
}

// wire is the body of an answer, which has to be a good one.
func wire(method, url, token string, body []byte) ([]byte, error) {
	q, err := http.NewRequest(method, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	q.Header.Set("Authorization", "Bearer "+token)
	a, err := http.DefaultClient.Do(q)
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(a.Body)
	if err := errors.Join(err, a.Body.Close()); err != nil {
		return nil, err
	}
	if a.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s %s: status %d: %.200s", method, url, a.StatusCode, raw)
	}
	return raw, nil
}

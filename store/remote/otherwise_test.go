package remote

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownwords/model/fhir"
)

// TestAServerThatCannotDoWhatItSays has a server turn away what it says it takes:
// the plan goes in another way, and where there is none it waits, and whoever
// looks after the server can be told what it lacks.
func TestAServerThatCannotDoWhatItSays(t *testing.T) {
	puts := func(body []byte) bool { return bytes.Contains(body, []byte(`"method":"PUT"`)) }
	bundles := func(body []byte) bool { return bytes.Contains(body, []byte(`"resourceType":"Bundle"`)) }
	all := func([]byte) bool { return true }
	tests := []struct {
		name    string
		away    func(body []byte) bool
		status  int
		entries bool // whether it says so of each entry
		creates bool // whether it says that it makes nothing twice
		want    Strategy
	}{
		{"no ids of ours, but conditions", puts, http.StatusNotFound, false, true, Conditional},
		{"no ids of ours", puts, http.StatusMethodNotAllowed, false, false, Look},
		{"no ids of ours, said of each", puts, http.StatusMethodNotAllowed, true, true, Conditional},
		{"one at a time", bundles, http.StatusNotFound, false, true, Look},
		{"nothing is there", all, http.StatusNotFound, false, true, ""},
		{"nothing may be done", all, http.StatusMethodNotAllowed, false, true, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := newMaker(t, Put)
			m.fault = func(n int, w http.ResponseWriter, _ *http.Request) bool {
				switch {
				case n == 0 || !tt.away(m.bodies[n-1]):
					return false
				case tt.entries:
					answerJSON(w, http.StatusOK, eachAnswered(m.bodies[n-1], tt.status))
				default:
					w.WriteHeader(tt.status)
				}
				return true
			}
			says := m.capability()
			for i := range says.Rest[0].Resource {
				says.Rest[0].Resource[i].ConditionalCreate = tt.creates
			}
			raw, _ := json.Marshal(says)
			b := newBox("01", "02")
			report, err := client(t, m, func(o *Options) { o.Capability = raw }).Send(t.Context(), b, nil)
			st := b.state()
			if tt.want != "" {
				if err != nil || report != (Report{There: 2}) || st.Strategy != tt.want {
					t.Errorf("%+v by %q, %v", report, st.Strategy, err)
				}
				return
			}
			if lacking, ok := asLacking(err); !ok || !slices.Equal(lacking.Missing, []string{"create"}) {
				t.Errorf("Send = %v, want what it lacks", err)
			}
			if report != (Report{Waiting: 2}) || st.Step != Waiting || st.Strategy != "" || b.items[1].State.Tries != 0 {
				t.Errorf("%+v, %s by %q, the next tried %d times", report, st.Step, st.Strategy, b.items[1].State.Tries)
			}
		})
	}
}

// eachAnswered is an answer that says the same of every entry of a Bundle.
func eachAnswered(body []byte, status int) fhir.Bundle {
	var in fhir.Bundle
	_ = json.Unmarshal(body, &in)
	out := fhir.Bundle{ResourceType: "Bundle", Type: "batch-response"}
	for range in.Entry {
		out.Entry = append(out.Entry, fhir.Entry{Response: &fhir.EntryResponse{Status: fmt.Sprint(status)}})
	}
	return out
}

// TestAWayIsKeptWhileSomethingMayHaveArrivedByIt: in another way it could be made
// twice.
func TestAWayIsKeptWhileSomethingMayHaveArrivedByIt(t *testing.T) {
	m := newMaker(t, Put)
	m.fault = func(n int, w http.ResponseWriter, _ *http.Request) bool {
		if n == 1 {
			return drop(w)
		}
		if n > 1 {
			w.WriteHeader(http.StatusMethodNotAllowed)
		}
		return n > 1
	}
	b := newBox("01")
	send(t, m, b)
	send(t, m, b)
	if diff := cmp.Diff([]Step{Going, Unsure, Going, Unsure}, b.steps); diff != "" || b.state().Strategy != Put {
		t.Errorf("by %s: %s", b.state().Strategy, diff)
	}
}

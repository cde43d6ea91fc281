package remote

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"ownwords/model/fhir"
)

// carePlanOf is the path of an item's plan at a server that takes our own ids.
func carePlanOf(item Item) string {
	for _, p := range typed(item) {
		if p.Type == "CarePlan" {
			return "/fhir/" + p.Key()
		}
	}
	return ""
}

func TestTheNextPlanIsLookedForWhileOneIsUnderWay(t *testing.T) {
	m := newMaker(t, Put)
	b := newBox("01", "02")
	second := carePlanOf(b.items[1])
	looked := make(chan struct{})
	m.fault = func(n int, _ http.ResponseWriter, r *http.Request) bool {
		switch {
		case r.URL.Path == second:
			close(looked)
		case n == 1:
			m.mu.Unlock()
			defer m.mu.Lock()
			select {
			case <-looked:
			case <-time.After(10 * time.Second):
				t.Error("nobody asked for the second plan")
			}
		}
		return false
	}
	if report := send(t, m, b); report != (Report{There: 2}) || m.writes != 2 {
		t.Errorf("%+v, %d writes", report, m.writes)
	}
}

func TestWhatWasSeenAheadCounts(t *testing.T) {
	m := newMaker(t, Put)
	other := newBox()
	other.items = []Item{revision("02", 2, "To bowl on Sundays.")}
	send(t, m, other)
	b := newBox("01", "02", "03")
	if report := send(t, m, b); report != (Report{There: 2, Conflict: 1}) || b.items[1].State.Step != Conflict {
		t.Errorf("%+v, %+v", report, b.items[1].State)
	}
}

// TestWhatIsLearntMeanwhileIsForTheNext: what was begun goes on by what was known
// of the server then.
func TestWhatIsLearntMeanwhileIsForTheNext(t *testing.T) {
	m := newMaker(t, Put)
	m.batch = answersReads
	c := client(t, m)
	if err := c.ready(t.Context()); err != nil {
		t.Fatal(err)
	}
	items := newBox("01", "02").items
	r := &run{c: c, items: items, glance: glance{c: c, items: items}}
	a := r.prepare(t.Context(), 0, true)
	c.server = fhir.Capability{}
	if a.ready(); a.plan == nil || m.asked("POST /") != 1 {
		t.Errorf("asked: %v", m.log)
	}
}

func TestARevisionIsNotLookedForBehindItsForerunner(t *testing.T) {
	m := newMaker(t, Put)
	b := newBox("01")
	b.items = append(b.items, revision("01", 2, "To bowl on Tuesdays."))
	send(t, m, b)
	if st := b.items[1].State; st.Step != Conflict {
		t.Errorf("%s: it knows nothing of what the first one made", st.Step)
	}
	if asked := m.asked("GET /CarePlan"); asked < 2 {
		t.Errorf("the plan was looked at %d times, want once for each", asked)
	}
}

func TestATokenThatRanOutIsRenewedForWhatIsSeenAhead(t *testing.T) {
	m := newMaker(t, Put)
	b := newBox("01", "02")
	second := carePlanOf(b.items[1])
	m.fault = func(_ int, w http.ResponseWriter, r *http.Request) bool {
		old := strings.HasSuffix(r.URL.Path, second) && r.Header.Get("Authorization") == "Bearer old"
		if old {
			w.WriteHeader(http.StatusUnauthorized)
		}
		return old
	}
	tokens := []string{"old", "new"}
	report := send(t, m, b, func(o *Options) {
		o.Auth = Bearer(func() (string, error) {
			next := tokens[0]
			tokens = tokens[1:]
			return next, nil
		})
	})
	if report != (Report{There: 2}) || len(tokens) != 0 {
		t.Errorf("%+v, %d tokens left", report, len(tokens))
	}
}

package remote

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var strategies = []Strategy{Put, Conditional, Look}

// each runs a story in every strategy.
func each(t *testing.T, story func(t *testing.T, m *maker)) {
	for _, s := range strategies {
		t.Run(string(s), func(t *testing.T) { story(t, newMaker(t, s)) })
	}
}

func TestAPlanIsSentOnceAndIsThere(t *testing.T) {
	each(t, func(t *testing.T, m *maker) {
		b := newBox("01")
		var last Progress
		report, err := client(t, m).Send(t.Context(), b, func(p Progress) { last = p })
		if err != nil || report != (Report{There: 1}) {
			t.Fatalf("Send = %+v, %v", report, err)
		}
		if last.ID != b.items[0].ID || last.N != 1 || last.Of != 1 || last.State.Step != There {
			t.Errorf("told last: %+v", last)
		}
		if got := m.header; got.Get("Authorization") != "Bearer secret" || got.Get("Idempotency-Key") != "" || got.Get("Content-Type") != fhirJSON {
			t.Errorf("headers: %v", got)
		}
		m.once(t, b.items[0])
		st := b.state()
		if st.At != noon || st.Tries != 1 || st.Strategy != m.offers || st.Done != st.Of || st.Of != len(st.Entries) || st.Why != "" {
			t.Errorf("state: %+v", st)
		}
		for _, e := range st.Entries {
			at := m.things[e.Type+"/"+e.ServerID]
			if !e.Done || at == nil || e.ETag != at.etag() {
				t.Errorf("entry: %+v", e)
			}
		}
	})
}

func TestAPutPlanGoesAsTheBytesThatWereFrozen(t *testing.T) {
	m := newMaker(t, Put)
	b := newBox("01", "02")
	send(t, m, b)
	for i, body := range m.bodies {
		if sha256.Sum256(body) != b.items[i].SHA256 {
			t.Errorf("item %d: other bytes went out than were frozen", i)
		}
	}
	if len(m.bodies) != 2 {
		t.Errorf("%d transactions, want 2", len(m.bodies))
	}
}

func TestALaterRevisionGoesOntoTheEarlier(t *testing.T) {
	each(t, func(t *testing.T, m *maker) {
		b := newBox("01")
		send(t, m, b)
		b.next("To bowl on Tuesdays.")
		if report := send(t, m, b); report != (Report{There: 1}) {
			t.Fatalf("%+v, %+v", report, b.state())
		}
		if m.count("Patient") != 1 || m.count("CarePlan") != 1 || m.count("Provenance") != 2 {
			t.Errorf("the server has %d people, %d plans, %d sign-offs", m.count("Patient"), m.count("CarePlan"), m.count("Provenance"))
		}
		for key, x := range m.things {
			if x.kind == "Goal" && x.version != 2 {
				t.Errorf("%s is version %d, want 2", key, x.version)
			}
		}
	})
}

// TestALostAnswerIsSettledByLooking loses the answer of every other write in turn:
// what it was is not known until the server is asked, and then nothing is
// written a second time.
func TestALostAnswerIsSettledByLooking(t *testing.T) {
	for _, s := range strategies {
		for _, later := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s later=%t", s, later), func(t *testing.T) {
				lost := 1
				for loseOne(t, s, lost, later) {
					lost += 2
				}
				if lost == 1 {
					t.Error("no answer was lost: this proves nothing")
				}
			})
		}
	}
}

// loseOne loses the answer of one write of a first or a later revision, and
// tells whether there was such a write.
func loseOne(t *testing.T, s Strategy, lost int, later bool) bool {
	t.Helper()
	m := newMaker(t, s)
	b := newBox("01")
	if later {
		send(t, m, b)
		b.next("To bowl on Tuesdays.")
		lost += m.writes
	}
	m.after = func(n int, w http.ResponseWriter) bool { return n == lost && drop(w) }
	send(t, m, b)
	if m.writes < lost {
		return false
	}
	if st := b.state(); st.Step != Unsure || st.Why != WhyCut {
		t.Fatalf("answer %d lost: %s %s, want unsure, cut", lost, st.Step, st.Why)
	}
	versions := map[string]int{}
	for key, x := range m.things {
		versions[key] = x.version
	}
	if report := send(t, m, b, at(noon.Add(3*defaultLimit))); report != (Report{There: 1}) {
		t.Fatalf("answer %d lost, sent again: %+v, %+v", lost, report, b.state())
	}
	for key, n := range versions {
		if now := m.things[key].version; now != n && !later {
			t.Errorf("answer %d lost: %s is version %d, was %d", lost, key, now, n)
		}
	}
	signed := 1
	if later {
		signed = 2
	}
	if m.count("CarePlan") != 1 || m.count("Goal") != 1 || m.count("Provenance") != signed {
		t.Errorf("answer %d lost: %d plans, %d goals, %d sign-offs", lost, m.count("CarePlan"), m.count("Goal"), m.count("Provenance"))
	}
	return true
}

func TestWhatNeverGotThereGoesNextTime(t *testing.T) {
	each(t, func(t *testing.T, m *maker) {
		m.fault = func(n int, w http.ResponseWriter, _ *http.Request) bool { return n == 1 && drop(w) }
		b := newBox("01")
		if report := send(t, m, b); report != (Report{Unsure: 1}) {
			t.Fatalf("%+v", report)
		}
		send(t, m, b, at(noon.Add(3*defaultLimit)))
		if b.state().Step != There || b.state().Tries != 2 {
			t.Errorf("state: %+v", b.state())
		}
		m.once(t, b.items[0])
	})
}

func TestRevisionsOfARecordKeepTheirOrder(t *testing.T) {
	m := newMaker(t, Put)
	b := newBox("01", "02")
	b.items = append(b.items, revision("01", 2, "To bowl on Tuesdays."))
	m.fault = func(n int, w http.ResponseWriter, _ *http.Request) bool { return n == 1 && drop(w) }
	if report := send(t, m, b); report != (Report{Unsure: 1, There: 1, Waiting: 1}) {
		t.Fatalf("%+v: a revision passed one that may have arrived", report)
	}
	if got := b.items[2].State; got.Tries != 0 {
		t.Errorf("the later revision was tried: %+v", got)
	}
}

func TestWhatWasTakenBackMeanwhileStays(t *testing.T) {
	m := newMaker(t, Put)
	b := newBox("01", "02")
	b.taken[b.items[0].ID] = true
	if report := send(t, m, b); report != (Report{There: 1, Waiting: 1}) || m.writes != 1 {
		t.Errorf("%+v, %d writes", report, m.writes)
	}
}

func TestWhatCameOfOneIsKeptWhateverTheNextDoes(t *testing.T) {
	for name, next := range map[string]func(*box){
		"it was taken back": func(b *box) { b.taken[b.items[1].ID] = true },
		"its time is later": func(b *box) { b.items[1].State.RetryAt = noon.Add(time.Second) },
		"it is damaged":     func(b *box) { b.items[1].Bundle = nil },
		"there is none":     func(b *box) { b.items = b.items[:1] },
	} {
		m := newMaker(t, Put)
		b := newBox("01", "02")
		next(b)
		var told []Step
		if _, err := client(t, m).Send(t.Context(), b, func(p Progress) {
			if p.ID == b.items[0].ID {
				told = append(told, p.State.Step)
			}
		}); err != nil {
			t.Fatal(err)
		}
		if st := b.state(); st.Step != There {
			t.Errorf("%s: %s %s", name, st.Step, st.Why)
		}
		if diff := cmp.Diff([]Step{Going, There}, told); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestChangedBytesAreNotSent(t *testing.T) {
	m := newMaker(t, Put)
	b := newBox("01", "02")
	b.items[0].Bundle = append(b.items[0].Bundle, ' ')
	b.items[1].Bundle = []byte("{}")
	b.items[1].SHA256 = sha256.Sum256([]byte("{}"))
	send(t, m, b)
	for _, item := range b.items {
		if st := item.State; st.Step != Refused || st.Why != WhyDamaged || m.writes != 0 {
			t.Errorf("state %s %s, %d sent", st.Step, st.Why, m.writes)
		}
	}
}

func TestTheStrategyOfTheFirstTryIsKept(t *testing.T) {
	m := newMaker(t, Conditional)
	b := newBox("01")
	m.fault = func(n int, w http.ResponseWriter, _ *http.Request) bool { return n == 2 && drop(w) }
	send(t, m, b)
	m.offers = Put
	m.faultless()
	send(t, m, b)
	if st := b.state(); st.Step != There || st.Strategy != Conditional {
		t.Errorf("%s by %s", st.Step, st.Strategy)
	}
	m.once(t, b.items[0])
}

func TestProgressCountsEntries(t *testing.T) {
	m := newMaker(t, Conditional)
	var told []string
	b := newBox("01")
	if _, err := client(t, m).Send(t.Context(), b, func(p Progress) {
		told = append(told, fmt.Sprintf("%s %d/%d", p.State.Step, p.State.Done, p.State.Of))
	}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("going 0/9", told[0]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff("there 9/9", told[len(told)-1]); diff != "" {
		t.Error(diff)
	}
}

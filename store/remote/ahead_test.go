package remote

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
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
	r := &run{c: c, box: newBox("01", "02"), items: items, glance: glance{c: c, items: items}}
	a := r.prepare(t.Context(), 0, true)
	c.server = fhir.Capability{}
	if err := a.ready(); err != nil || a.plan == nil || m.asked("POST /") != 1 {
		t.Errorf("%v, asked: %v", err, m.log)
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

// meanwhile has something happen while the first write is under way, once the next
// plan was asked for.
func meanwhile(m *maker, second string, do func()) {
	asked := make(chan struct{})
	m.fault = func(n int, _ http.ResponseWriter, r *http.Request) bool {
		switch {
		case r.URL.Path == second && r.Method == http.MethodGet:
			defer close(asked)
		case n == 1:
			m.mu.Unlock()
			defer m.mu.Lock()
			<-asked
			do()
		}
		return false
	}
}

// stands waits until so many items stand claimed.
func stands(t *testing.T, b *box, n int) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); len(b.stand()) != n; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d items stand claimed, want %d", len(b.stand()), n)
		}
	}
}

func TestWhatIsClaimedAheadCanBeTakenBack(t *testing.T) {
	m := newMaker(t, Put)
	b := newBox("01", "02", "03")
	meanwhile(m, carePlanOf(b.items[1]), func() {
		stands(t, b, 1)
		b.takeBack(b.items[1].ID)
	})
	if report := send(t, m, b); report != (Report{There: 2, Waiting: 1}) || m.count("CarePlan") != 2 {
		t.Errorf("%+v, %d plans there", report, m.count("CarePlan"))
	}
	if st := b.items[1].State; st.Step != Waiting || len(b.stand()) != 0 {
		t.Errorf("what was taken back is %+v, %d stand claimed", st, len(b.stand()))
	}
}

// TestNothingStaysClaimedBehindARunThatEnds: by the server's wish for a pause, a
// stop, or an item before it.
func TestNothingStaysClaimedBehindARunThatEnds(t *testing.T) {
	m := newMaker(t, Put)
	b := newBox("01", "02")
	ctx, stop := context.WithCancel(t.Context())
	meanwhile(m, carePlanOf(b.items[1]), func() {
		stands(t, b, 1)
		stop()
	})
	if _, err := client(t, m).Send(ctx, b, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("Send() = %v", err)
	}
	if st := b.items[1].State; st.Step != Waiting || st.Tries != 0 || len(b.stand()) != 0 {
		t.Errorf("behind a stop it is %+v, %d stand claimed", st, len(b.stand()))
	}

	m = newMaker(t, Put)
	b = newBox("01", "02")
	second := carePlanOf(b.items[1])
	asked := make(chan struct{})
	m.fault = func(n int, w http.ResponseWriter, r *http.Request) bool {
		switch {
		case r.URL.Path == second:
			defer close(asked)
		case n == 1:
			m.mu.Unlock()
			defer m.mu.Lock()
			<-asked
			stands(t, b, 1)
			w.Header().Set("Retry-After", "60")
			w.WriteHeader(http.StatusServiceUnavailable)
			return true
		}
		return false
	}
	if report := send(t, m, b); report != (Report{Waiting: 2}) || len(b.stand()) != 0 {
		t.Errorf("behind a pause: %+v, %d stand claimed", report, len(b.stand()))
	}
}

// TestNothingStandsClaimedForLong: what stands behind a server that hangs is to be
// taken back, also after a power cut.
func TestNothingStandsClaimedForLong(t *testing.T) {
	m := newMaker(t, Put)
	b := newBox("01", "02")
	meanwhile(m, carePlanOf(b.items[1]), func() {
		stands(t, b, 1)
		stands(t, b, 0)
	})
	if report := send(t, m, b); report != (Report{There: 2}) || m.writes != 2 {
		t.Errorf("%+v, %d writes", report, m.writes)
	}
	if b.claims != 3 {
		t.Errorf("%d claims, want the second's once more", b.claims)
	}
}

// TestWhatWasSeenLongAgoIsLookedAtAgain: the one before it took its time, and
// somebody else may have written meanwhile.
func TestWhatWasSeenLongAgoIsLookedAtAgain(t *testing.T) {
	m := newMaker(t, Put)
	b := newBox("01", "02")
	second := carePlanOf(b.items[1])
	var took atomic.Int64
	asked := make(chan struct{}, 2)
	m.fault = func(n int, _ http.ResponseWriter, r *http.Request) bool {
		switch {
		case r.URL.Path == second:
			asked <- struct{}{}
		case n == 1:
			m.mu.Unlock()
			defer m.mu.Lock()
			<-asked
			took.Store(int64(glanceFor))
		}
		return false
	}
	report := send(t, m, b, func(o *Options) {
		o.Now = func() time.Time { return noon.Add(time.Duration(took.Load())) }
	})
	if report != (Report{There: 2}) || len(asked) != 1 {
		t.Errorf("%+v, asked %d times more, want once", report, len(asked))
	}
}

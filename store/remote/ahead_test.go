package remote

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ownwords/model"
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
	r := &run{c: c, box: newBox("01", "02"), items: items, glance: glance{c: c, records: recordsOf(items)}}
	r.prepare(t.Context(), 0, true)
	c.server = fhir.Capability{}
	if err := r.next.ready(); err != nil || r.next.plan == nil || m.asked("POST /") != 1 {
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

// sendAhead sends with a client that lets items stand claimed for so long, and
// claims ahead where an answer takes no more than half of that.
func sendAhead(ctx context.Context, t *testing.T, m *maker, b *box, claimedFor time.Duration, progress func(Progress)) (Report, error) {
	t.Helper()
	c := client(t, m)
	c.claimedFor = claimedFor
	return c.Send(ctx, b, progress)
}

// during has something happen while the nth write is under way, and then the
// write itself unless that says no.
func during(m *maker, n int, do func(w http.ResponseWriter) bool) {
	m.fault = func(i int, w http.ResponseWriter, _ *http.Request) bool {
		if i != n {
			return false
		}
		m.mu.Unlock()
		defer m.mu.Lock()
		return !do(w)
	}
}

// stand waits until so many items stand claimed.
func stand(t *testing.T, b *box, n int) {
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if len(b.stand()) == n {
			return
		}
	}
	t.Errorf("%d items stand claimed, want %d", len(b.stand()), n)
}

const longer = time.Hour

func TestWhatIsClaimedAheadCanBeTakenBack(t *testing.T) {
	m := newMaker(t, Put)
	b := newBox("01", "02", "03", "04")
	during(m, 2, func(http.ResponseWriter) bool {
		stand(t, b, 1)
		b.takeBack(b.items[2].ID)
		return true
	})
	report, err := sendAhead(t.Context(), t, m, b, longer, nil)
	if err != nil || report != (Report{There: 3, Waiting: 1}) || m.count("CarePlan") != 3 {
		t.Errorf("%v, %+v, %d plans there", err, report, m.count("CarePlan"))
	}
	if st := b.items[2].State; st.Step != Waiting || len(b.stand()) != 0 {
		t.Errorf("what was taken back is %+v, %d stand claimed", st, len(b.stand()))
	}
}

// TestNothingStaysClaimedBehindARunThatEnds: by a stop, by the server's wish for a
// pause, by a server that can't be reached any more.
func TestNothingStaysClaimedBehindARunThatEnds(t *testing.T) {
	for name, end := range map[string]func(w http.ResponseWriter, stop func()) bool{
		"a stop": func(_ http.ResponseWriter, stop func()) bool { stop(); return true },
		"a pause": func(w http.ResponseWriter, _ func()) bool {
			w.Header().Set("Retry-After", "60")
			w.WriteHeader(http.StatusServiceUnavailable)
			return false
		},
		"a no": func(w http.ResponseWriter, _ func()) bool { w.WriteHeader(http.StatusForbidden); return false },
	} {
		t.Run(name, func(t *testing.T) {
			m := newMaker(t, Put)
			b := newBox("01", "02", "03")
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			during(m, 2, func(w http.ResponseWriter) bool {
				stand(t, b, 1)
				return end(w, stop)
			})
			if _, err := sendAhead(ctx, t, m, b, longer, nil); !errors.Is(err, ctx.Err()) {
				t.Errorf("Send() = %v", err)
			}
			if st := b.items[2].State; b.claims != 3 || st.Step != Waiting || st.Tries != 0 || len(b.stand()) != 0 {
				t.Errorf("behind %s, after %d claims, it is %+v; %d stand claimed", name, b.claims, st, len(b.stand()))
			}
			if b.items[0].State.Step != There {
				t.Errorf("what was there before is %q", b.items[0].State.Step)
			}
		})
	}
}

// TestNothingStandsClaimedForLong: what waits behind a server that hangs is to be
// taken back, also after a power cut. It is claimed anew when its turn comes, and
// what is behind it not ahead any more.
func TestNothingStandsClaimedForLong(t *testing.T) {
	m := newMaker(t, Put)
	b := newBox("01", "02", "03", "04")
	during(m, 2, func(http.ResponseWriter) bool {
		for end := time.Now().Add(10 * time.Second); len(b.unclaimed()) == 0 && time.Now().Before(end); {
			time.Sleep(time.Millisecond)
		}
		return true
	})
	report, err := sendAhead(t.Context(), t, m, b, 400*time.Millisecond, nil)
	if err != nil || report != (Report{There: 4}) || m.writes != 4 {
		t.Errorf("%v, %+v, %d writes", err, report, m.writes)
	}
	if !slices.Equal(b.unclaimed(), []model.ID{b.items[2].ID}) || b.claims != 5 {
		t.Errorf("unclaimed %v, %d claims, want the third's once more", b.unclaimed(), b.claims)
	}
}

// TestWhatCameIsKeptWhileTheNextIsUnderWay, and told in order: also where the next
// is the last, or is none that may go.
func TestWhatCameIsKeptWhileTheNextIsUnderWay(t *testing.T) {
	for name, damage := range map[string]int{"whole": -1, "a damaged one": 2} {
		t.Run(name, func(t *testing.T) {
			m := newMaker(t, Put)
			b := newBox("01", "02", "03", "04")
			if damage >= 0 {
				b.items[damage].SHA256[0]++
			}
			var told []string
			m.fault = func(n int, _ http.ResponseWriter, r *http.Request) bool {
				if n == 0 || n == 1 {
					return false // the first, and what is only read
				}
				before := n - 2
				m.mu.Unlock()
				defer m.mu.Lock()
				for end := time.Now().Add(10 * time.Second); b.step(before) != There; time.Sleep(time.Millisecond) {
					if time.Now().After(end) {
						t.Errorf("item %d is not kept while the one behind it is under way", before+1)
						break
					}
				}
				return false
			}
			_, err := sendAhead(t.Context(), t, m, b, longer, func(p Progress) {
				told = append(told, fmt.Sprintf("%d %s", p.N, p.State.Step))
			})
			want := []string{"1 going", "1 there", "2 going", "2 there", "3 going", "3 there", "4 going", "4 there"}
			if damage >= 0 {
				want = []string{"1 going", "1 there", "2 going", "2 there", "3 refused", "4 going", "4 there"}
			}
			if diff := cmp.Diff(want, told); err != nil || diff != "" {
				t.Errorf("%v, told (-want +got):\n%s", err, diff)
			}
			if b.claims != len(want)/2 {
				t.Errorf("%d claims, want one of each that goes", b.claims)
			}
		})
	}
}

// TestNothingStandsClaimedWhileTheLookHangs: the write before it and the look at it
// may both go unanswered.
func TestNothingStandsClaimedWhileTheLookHangs(t *testing.T) {
	m := newMaker(t, Put)
	b := newBox("01", "02", "03")
	third := carePlanOf(b.items[2])
	gone := make(chan struct{})
	m.fault = func(n int, _ http.ResponseWriter, r *http.Request) bool {
		if n == 2 || r.URL.Path == third && r.Method == http.MethodGet {
			m.mu.Unlock()
			defer m.mu.Lock()
			select {
			case <-gone:
			case <-time.After(10 * time.Second):
				t.Error("it stays claimed")
			}
		}
		return false
	}
	go func() {
		defer close(gone)
		for end := time.Now().Add(9 * time.Second); len(b.unclaimed()) == 0 && time.Now().Before(end); {
			time.Sleep(time.Millisecond)
		}
	}()
	if report, err := sendAhead(t.Context(), t, m, b, 400*time.Millisecond, nil); err != nil || report != (Report{There: 3}) {
		t.Errorf("%v, %+v", err, report)
	}
	if !slices.Equal(b.unclaimed(), []model.ID{b.items[2].ID}) {
		t.Errorf("unclaimed %v, want the third", b.unclaimed())
	}
}

// TestWhatGoesInPiecesBehindOneThatDidNot tells in order, from where Send was called.
func TestWhatGoesInPiecesBehindOneThatDidNot(t *testing.T) {
	m := newMaker(t, Put)
	b := newBox("01", "02", "03")
	b.items[1].State.Strategy = Look
	last := ""
	var told []string
	report, err := sendAhead(t.Context(), t, m, b, longer, func(p Progress) {
		if now := fmt.Sprintf("%d %s", p.N, p.State.Step); now != last {
			told, last = append(told, now), now
		}
	})
	want := []string{"1 going", "1 there", "2 going", "2 there", "3 going", "3 there"}
	if diff := cmp.Diff(want, told); err != nil || report != (Report{There: 3}) || diff != "" {
		t.Errorf("%v, %+v, told (-want +got):\n%s", err, report, diff)
	}
}

// TestNothingIsClaimedAheadWhereTheDiskIsNotWaitedFor: at a slow server, and where
// an item goes in pieces. What came is kept and told in order there too.
func TestNothingIsClaimedAheadWhereTheDiskIsNotWaitedFor(t *testing.T) {
	for _, at := range []struct {
		way  Strategy
		half time.Duration // what counts as an answer at once
	}{{Put, 0}, {Conditional, longer}, {Look, longer}} {
		m := newMaker(t, at.way)
		b := newBox("01", "02", "03")
		last := ""
		var told []string
		report, err := sendAhead(t.Context(), t, m, b, 2*at.half, func(p Progress) {
			if now := fmt.Sprintf("%d %s", p.N, p.State.Step); now != last {
				told, last = append(told, now), now
			}
			if len(b.stand()) > 0 && p.State.Step == Going {
				t.Errorf("%s: one stands claimed while another goes", at.way)
			}
		})
		want := []string{"1 going", "1 there", "2 going", "2 there", "3 going", "3 there"}
		if diff := cmp.Diff(want, told); err != nil || report != (Report{There: 3}) || diff != "" {
			t.Errorf("%s: %v, %+v, told (-want +got):\n%s", at.way, err, report, diff)
		}
	}
}

// TestNothingIsClaimedAheadBehindAnEarlierRevision that does not go.
func TestNothingIsClaimedAheadBehindAnEarlierRevision(t *testing.T) {
	m := newMaker(t, Put)
	b := newBox("01", "02", "03")
	b.items = append(b.items, revision("01", 2, "To bowl on Tuesdays."))
	b.items[0].State.RetryAt = noon.Add(time.Minute)
	report, err := sendAhead(t.Context(), t, m, b, longer, nil)
	if err != nil || report != (Report{There: 2, Waiting: 2}) || b.claims != 2 || len(b.unclaimed()) > 0 {
		t.Errorf("%v, %+v, %d claims, unclaimed %v", err, report, b.claims, b.unclaimed())
	}
}

// TestAClaimFromBeforeASleepIsMadeAnew: until when something may be under way is
// counted from it.
func TestAClaimFromBeforeASleepIsMadeAnew(t *testing.T) {
	for _, slept := range []time.Duration{0, defaultLimit, -time.Minute} {
		m := newMaker(t, Put)
		b := newBox("01", "02", "03")
		var now atomic.Int64
		during(m, 2, func(http.ResponseWriter) bool {
			stand(t, b, 1)
			now.Add(int64(slept))
			return true
		})
		c := client(t, m, func(o *Options) {
			o.Now = func() time.Time { return noon.Add(time.Duration(now.Load())) }
		})
		c.claimedFor = longer
		if report, err := c.Send(t.Context(), b, nil); err != nil || report != (Report{There: 3}) {
			t.Errorf("%v, %+v", err, report)
		}
		want := 3
		if slept != 0 {
			want = 4
		}
		if b.claims != want {
			t.Errorf("slept %v: %d claims, want %d", slept, b.claims, want)
		}
	}
}

// TestWhatWasSeenLongAgoIsLookedAtAgain: the one before it took its time, and
// somebody else may have written meanwhile.
func TestWhatWasSeenLongAgoIsLookedAtAgain(t *testing.T) {
	m := newMaker(t, Put)
	b := newBox("01", "02")
	second := carePlanOf(b.items[1])
	var took, asked atomic.Int64
	seen := make(chan struct{})
	m.fault = func(n int, _ http.ResponseWriter, r *http.Request) bool {
		switch {
		case r.URL.Path == second:
			if asked.Add(1) == 1 {
				close(seen)
			}
		case n == 1:
			m.mu.Unlock()
			defer m.mu.Lock()
			<-seen
			took.Store(int64(glanceFor))
		}
		return false
	}
	report := send(t, m, b, func(o *Options) {
		o.Now = func() time.Time { return noon.Add(time.Duration(took.Load())) }
	})
	if report != (Report{There: 2}) || asked.Load() != 2 {
		t.Errorf("%+v, asked %d times, want twice", report, asked.Load())
	}
}

// TestAClaimThatIsNotKeptEndsTheRun: what was claimed before still goes, and what
// came is told where it was kept.
func TestAClaimThatIsNotKeptEndsTheRun(t *testing.T) {
	full := errors.New("disk is full")
	m := newMaker(t, Put)
	b := &fullBox{box: newBox("01", "02", "03", "04"), err: full}
	b.at = b.items[2].ID
	c := client(t, m)
	c.claimedFor = longer
	_, err := c.Send(t.Context(), b, func(p Progress) {
		if p.State.Step == There && b.step(p.N-1) != There || p.ID == b.at {
			t.Errorf("told that %d is %s, kept is %q", p.N, p.State.Step, b.step(p.N-1))
		}
	})
	if !errors.Is(err, full) || strings.Count(err.Error(), full.Error()) != 1 {
		t.Errorf("Send() = %v, want %v once", err, full)
	}
	if m.count("CarePlan") != 2 || len(b.stand()) != 0 || b.step(0) != There || b.step(1) != There {
		t.Errorf("%d plans there, %d stand claimed, the first is %q, the second %q", m.count("CarePlan"), len(b.stand()), b.step(0), b.step(1))
	}

	m = newMaker(t, Put)
	b = &fullBox{box: newBox("01", "02", "03", "04"), err: full}
	b.stuck = b.items[2].ID
	c = client(t, m)
	c.claimedFor = longer
	if _, err := c.Send(t.Context(), b, nil); !errors.Is(err, full) || m.count("CarePlan") != 2 || len(b.stand()) != 0 {
		t.Errorf("Send() of what can't leave = %v, %d plans there, %d stand claimed", err, m.count("CarePlan"), len(b.stand()))
	}
}

// fullBox can't keep the claim of one item, and has one not leave.
type fullBox struct {
	*box
	at, stuck model.ID
	err       error
}

func (b *fullBox) Leave(id model.ID) (bool, error) {
	if id == b.stuck {
		return false, b.err
	}
	return b.box.Leave(id)
}

func (b *fullBox) Claim(id model.ID, going State, came *Came) (bool, error) {
	if id == b.at {
		return false, b.err
	}
	return b.box.Claim(id, going, came)
}

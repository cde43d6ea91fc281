package remote

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"ownwords/model"
	"ownwords/model/fhir"
)

// TestAChangeByTheCouncilIsNeverWrittenOver changes one type after another at
// the server between two revisions.
func TestAChangeByTheCouncilIsNeverWrittenOver(t *testing.T) {
	for _, kind := range []string{"CarePlan", "Goal", "Patient", "QuestionnaireResponse"} {
		each(t, func(t *testing.T, m *maker) {
			b := newBox("01")
			send(t, m, b)
			m.change(kind, "language", "cy")
			b.next("To bowl on Tuesdays.")
			if report := send(t, m, b); report != (Report{Conflict: 1}) {
				t.Fatalf("%s: %+v, %+v", kind, report, b.state())
			}
			for key, x := range m.things {
				if x.kind != kind {
					continue
				}
				if x.tree["language"] != "cy" {
					t.Errorf("%s was written over", key)
				}
				seen := slices.IndexFunc(b.state().Entries, func(e Stored) bool { return e.Type == kind && e.ServerID == x.id })
				if seen < 0 || b.state().Entries[seen].ETag != x.etag() || b.state().Entries[seen].Done {
					t.Errorf("%s: what was seen there: %+v", key, b.state().Entries)
				}
			}
			// Somebody brings both together: a revision made upon what was seen.
			b.next("To bowl on Tuesdays, in Welsh.")
			if report := send(t, m, b); report != (Report{There: 1}) {
				t.Errorf("%s: brought together: %+v, %+v", kind, report, b.state())
			}
		})
	}
}

func TestASecondLaptopWithTheSameRecordIsToldApart(t *testing.T) {
	each(t, func(t *testing.T, m *maker) {
		send(t, m, newBox("01"))
		before := maps.Clone(m.things)
		other := newBox()
		other.items = []Item{revision("01", 2, "To bowl on Sundays.")} // it knows of nothing
		if report := send(t, m, other); report != (Report{Conflict: 1}) {
			t.Errorf("%+v, %+v", report, other.state())
		}
		if !maps.Equal(before, m.things) {
			t.Error("something was written")
		}
	})
}

func TestWhatIsGoneIsNotMadeAgain(t *testing.T) {
	for _, kind := range []string{"", "Goal"} {
		each(t, func(t *testing.T, m *maker) {
			b := newBox("01")
			send(t, m, b)
			maps.DeleteFunc(m.things, func(_ string, x *thing) bool { return kind == "" || x.kind == kind })
			left := len(m.things)
			b.next("To bowl on Tuesdays.")
			if report := send(t, m, b); report != (Report{Gone: 1}) || m.count("Goal") != 0 {
				t.Errorf("%q: %+v, %d left, %d now", kind, report, left, len(m.things))
			}
			again := newBox()
			again.items = []Item{revision("01", 3, "To bowl on Tuesdays.")}
			if kind == "" {
				if report := send(t, m, again); report != (Report{There: 1}) {
					t.Errorf("sent again on asking: %+v", report)
				}
			}
		})
	}
}

func TestTwoWithOurIdentifierAreLeftToPeople(t *testing.T) {
	for _, s := range []Strategy{Conditional, Look} {
		for _, kind := range []string{"Patient", "CarePlan", "Goal"} {
			m := newMaker(t, s)
			b := newBox("01")
			for _, p := range typed(b.items[0]) {
				if p.Type == kind {
					m.keep(kind, "x1", p.Resource)
					m.keep(kind, "x2", p.Resource)
				}
			}
			send(t, m, b)
			if st := b.state(); st.Step != Waiting && st.Step != Partly || st.Why != WhySeveral || m.count(kind) != 2 {
				t.Errorf("%s, two of %s: %+v", s, kind, st)
			}
		}
	}
}

// TestSomebodyElseIsNeverTakenForOurs has a server pass over what it is to
// search by, as R4 lets it, and give whoever it has.
func TestSomebodyElseIsNeverTakenForOurs(t *testing.T) {
	for _, s := range []Strategy{Conditional, Look} {
		for _, strangers := range []int{1, 2} {
			m := newMaker(t, s)
			for n := range strangers {
				for _, p := range typed(plan(fmt.Sprint("9", n))) {
					m.keep(p.Type, fmt.Sprint("x", n), p.Resource)
				}
			}
			before := maps.Clone(m.things)
			m.lenient = true
			b := newBox("01")
			send(t, m, b)
			st := b.state()
			if st.Step != Waiting || st.Why != WhyStatus || st.Interaction != "search CarePlan" || len(st.Entries) > 0 {
				t.Errorf("%s, %d strangers: %+v", s, strangers, st)
			}
			if !maps.Equal(before, m.things) {
				t.Errorf("%s, %d strangers: something was written", s, strangers)
			}
			frozen := fhir.Frozen{Entries: typed(b.items[0])}
			if got, err := client(t, m).Look(t.Context(), frozen, fhir.Places{}); err == nil {
				t.Errorf("%s: Look shows %d things of somebody else", s, len(got))
			}
		}
	}
}

// TestAConditionalCreateThatFindsSomebodyElse has the server pass over the
// condition only once the plan was looked for.
func TestAConditionalCreateThatFindsSomebodyElse(t *testing.T) {
	m := newMaker(t, Conditional)
	for _, p := range typed(plan("91")) {
		if p.Type == "Patient" {
			m.keep(p.Type, "x1", p.Resource)
		}
	}
	m.fault = func(n int, _ http.ResponseWriter, _ *http.Request) bool {
		m.lenient = n > 0
		return false
	}
	b := newBox("01")
	send(t, m, b)
	if st := b.state(); st.Step != Partly && st.Step != Waiting || st.Why != WhyStatus {
		t.Errorf("state: %+v", st)
	}
	if x := m.things["Patient/x1"]; x.version != 1 || m.count("CarePlan") != 0 {
		t.Errorf("the stranger is version %d, and there are %d plans", x.version, m.count("CarePlan"))
	}
	for _, e := range b.state().Entries {
		if e.ServerID == "x1" {
			t.Errorf("kept as ours: %+v", e)
		}
	}
}

func TestTwoPeopleWithOneNumberAreToldOfAndNotJoined(t *testing.T) {
	each(t, func(t *testing.T, m *maker) {
		b := newBox("01", "02")
		for _, want := range []Why{"", WhySameNumber} {
			send(t, m, b)
			if st := b.state(); st.Step != There || st.Why != want {
				t.Errorf("%s %q, want %q", st.Step, st.Why, want)
			}
			b.items = b.items[1:]
		}
		if m.count("Patient") != 2 {
			t.Errorf("%d people, want both", m.count("Patient"))
		}
		if asked := strings.Join(m.log, "\n"); strings.Contains(asked, number) || !strings.Contains(asked, "_search") {
			t.Errorf("asked: %s", asked)
		}
	})
}

// TestAServerThatPassesOverIfMatch changes a Goal at a server that would let us
// write over it.
func TestAServerThatPassesOverIfMatch(t *testing.T) {
	each(t, func(t *testing.T, m *maker) {
		m.deaf = true
		b := newBox("01")
		send(t, m, b)
		m.change("Goal", "language", "cy")
		b.next("To bowl on Tuesdays.")
		if report := send(t, m, b); report != (Report{Conflict: 1}) {
			t.Errorf("it says so: %+v, %+v", report, b.state())
		}
	})
	for _, s := range []Strategy{Put, Conditional} {
		m := newMaker(t, s)
		b := newBox("01")
		send(t, m, b)
		raw, _ := json.Marshal(m.capability()) // that it holds to If-Match
		m.deaf = true
		m.change("Goal", "language", "cy")
		b.next("To bowl on Tuesdays.")
		send(t, m, b, func(o *Options) { o.Capability = raw })
		if st := b.state(); st.Step != There || st.Why != WhyMoved {
			t.Errorf("%s, it says otherwise: %s %s", s, st.Step, st.Why)
		}
	}
}

// TestAServerThatCountsInStrides numbers all that it does and not the versions of
// each: nobody came between because a number did.
func TestAServerThatCountsInStrides(t *testing.T) {
	each(t, func(t *testing.T, m *maker) {
		m.strides = 7
		b := newBox("01")
		send(t, m, b)
		b.next("To bowl on Tuesdays.")
		send(t, m, b)
		if st := b.state(); st.Step != There || st.Why != "" {
			t.Errorf("%s %q, want there and no more", st.Step, st.Why)
		}
		if n := m.asked("/_history/"); n != 1 {
			t.Errorf("asked for %d versions between, want one: then it is known how it counts", n)
		}
	})
}

func TestAnswersWithoutPlacesAreReadBack(t *testing.T) {
	each(t, func(t *testing.T, m *maker) {
		m.bare = true
		b := newBox("01")
		if report := send(t, m, b); report != (Report{There: 1}) {
			t.Fatalf("%+v, %+v", report, b.state())
		}
		for _, e := range b.state().Entries {
			if at := m.things[e.Type+"/"+e.ServerID]; at == nil || e.ETag != at.etag() {
				t.Errorf("entry: %+v", e)
			}
		}
		m.once(t, b.items[0])
	})
}

func TestAnotherPlansOrganisationIsShared(t *testing.T) {
	each(t, func(t *testing.T, m *maker) {
		send(t, m, newBox("01"))
		m.change("Organization", "language", "cy")
		if report := send(t, m, newBox("02")); report != (Report{There: 1}) || m.count("Organization") != 1 {
			t.Errorf("%+v, %d organisations", report, m.count("Organization"))
		}
	})
}

func TestLookReadsWhatStandsThere(t *testing.T) {
	each(t, func(t *testing.T, m *maker) {
		b := newBox("01")
		send(t, m, b)
		m.change("CarePlan", "title", "Their title")
		maps.DeleteFunc(m.things, func(_ string, x *thing) bool { return x.kind == "Goal" })
		at := fhir.Places{}
		for _, e := range b.state().Entries {
			at[e.Type+"/"+e.ID] = fhir.Place{Type: e.Type, ID: e.ID, ServerID: e.ServerID, ETag: e.ETag}
		}
		frozen := fhir.Frozen{Entries: typed(b.items[0])}
		got, err := client(t, m).Look(t.Context(), frozen, at)
		if err != nil || len(got) != len(at)-1 {
			t.Fatalf("%d of %d, %v", len(got), len(at), err)
		}
		other := fhir.Places{} // of a laptop that never sent it
		if same, err := client(t, m).Look(t.Context(), frozen, other); err != nil || len(same) != len(got) || len(other) != len(got) {
			t.Errorf("without places: %d of %d, %d places, %v", len(same), len(got), len(other), err)
		}
		for key, raw := range got {
			if strings.HasPrefix(key, "CarePlan/") != strings.Contains(string(raw), "Their title") {
				t.Errorf("%s: %s", key, raw)
			}
		}
		m.fault = func(_ int, w http.ResponseWriter, _ *http.Request) bool { return drop(w) }
		if _, err := client(t, m).Look(t.Context(), frozen, at); err == nil {
			t.Error("what can't be read counts as gone")
		}
	})
}

func TestAPersonIsMadeOnlyOnAskingWhereOnlyLookingTells(t *testing.T) {
	m := newMaker(t, Look)
	b := newBox("01")
	nobody := func(o *Options) { o.MayCreate = nil }
	if report := send(t, m, b, nobody); report != (Report{Asking: 1}) || m.writes != 0 || b.state().Why != WhyNewPerson {
		t.Fatalf("%+v, %d writes, %+v", report, m.writes, b.state())
	}
	if report := send(t, m, b, func(o *Options) {
		o.MayCreate = func(id model.ID) bool { return id == b.items[0].Record }
	}); report != (Report{There: 1}) {
		t.Errorf("%+v", report)
	}
	b.next("To bowl on Tuesdays.")
	if report := send(t, m, b, nobody); report != (Report{There: 1}) {
		t.Errorf("somebody they know: %+v", report)
	}
}

// TestALateCommitIsWaitedFor has a server carry out a post after we gave up:
// looking at once would find nothing, and post again.
func TestALateCommitIsWaitedFor(t *testing.T) {
	for write := range 9 {
		m := newMaker(t, Look)
		b := newBox("01")
		var late func()
		m.fault = func(n int, w http.ResponseWriter, r *http.Request) bool {
			if n != write+1 {
				return false
			}
			raw, path := m.bodies[n-1], strings.TrimPrefix(r.URL.Path, "/fhir/")
			late = func() { m.run(r.Method, path, nil, fhir.EntryRequest{}, raw) }
			return drop(w)
		}
		until := noon
		wait := func(o *Options) { o.Pause, o.NotBefore = pauseInto(&until), until }
		send(t, m, b, wait)
		if st := b.state(); st.Step != Unsure || until != noon.Add(2*defaultLimit) || st.RetryAt != until {
			t.Fatalf("write %d: %s until %v", write, st.Step, st.RetryAt)
		}
		asked := len(m.log)
		_, err := client(t, m, at(until.Add(-1)), wait).Send(t.Context(), b, nil)
		if _, early := asUnreachable(err); !early || len(m.log) != asked {
			t.Fatalf("write %d: %v, asked %d times before the time", write, err, len(m.log)-asked)
		}
		late()
		if report := send(t, m, b, at(until), wait); report != (Report{There: 1}) {
			t.Errorf("write %d: %+v, %+v", write, report, b.state())
		}
		m.once(t, b.items[0])
	}
}

// TestWhatWentTwiceHoldsBackWhatIsNewer: the first time may be committed later than
// the second, and would then write over a newer revision.
func TestWhatWentTwiceHoldsBackWhatIsNewer(t *testing.T) {
	for _, arrived := range []bool{false, true} {
		m := newMaker(t, Put)
		b := newBox("01")
		m.fault = func(n int, w http.ResponseWriter, _ *http.Request) bool { return n == 1 && !arrived && drop(w) }
		m.after = func(n int, w http.ResponseWriter) bool { return n == 1 && drop(w) }
		send(t, m, b)
		send(t, m, b, at(noon.Add(time.Minute)))
		want := noon.Add(2 * defaultLimit)
		if arrived {
			want = time.Time{} // and was found: nothing is under way
		}
		if st := b.state(); st.Step != There || !st.RetryAt.Equal(want) {
			t.Errorf("arrived %v: %s, nothing newer before %v, want %v", arrived, st.Step, st.RetryAt, want)
		}
	}
}

func TestAnEndInTheMiddleIsWaitedForToo(t *testing.T) {
	m := newMaker(t, Look)
	b := newBox("01")
	b.items[0].State = State{Step: Going, Strategy: Look, At: noon.Add(-defaultLimit), Tries: 1}
	if report := send(t, m, b); report != (Report{Waiting: 1}) || m.writes != 0 {
		t.Errorf("%+v, %d writes", report, m.writes)
	}
	if report := send(t, m, b, at(noon.Add(defaultLimit))); report != (Report{There: 1}) {
		t.Errorf("%+v", report)
	}
}

func TestTheOutboxEndsTheRun(t *testing.T) {
	full := errors.New("disk is full")
	each(t, func(t *testing.T, m *maker) {
		b := &brokenBox{box: newBox("01", "02"), err: full}
		if _, err := client(t, m).Send(t.Context(), b, nil); !errors.Is(err, full) {
			t.Errorf("Send = %v, want %v", err, full)
		}
		if m.count("CarePlan") > 1 {
			t.Error("it went on")
		}
	})
}

// brokenBox keeps nothing after it let an item go.
type brokenBox struct {
	*box
	err error
}

func (b *brokenBox) SetState(model.ID, State) error { return b.err }

func (b *brokenBox) Claim(id model.ID, going State, came *Came) (bool, error) {
	if came != nil {
		return false, b.err
	}
	return b.box.Claim(id, going, nil)
}

package remote

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ownwords/model/fhir"
)

// readsIn are those of a batch, which is what a glance asks.
func readsIn(raw []byte) (fhir.Bundle, bool) {
	var b fhir.Bundle
	return b, json.Unmarshal(raw, &b) == nil && b.Type == "batch"
}

// answersReads answers every read of a batch as one alone.
func answersReads(m *maker, reads fhir.Bundle) (int, any) {
	out := fhir.Bundle{ResourceType: "Bundle", Type: "batch-response"}
	for _, e := range reads.Entry {
		r := &fhir.EntryResponse{Status: "404 Not Found"}
		answered := fhir.Entry{Response: r}
		if x := m.things[e.Request.URL]; x != nil {
			answered.Resource, r.Status, r.Etag = x.resource(), "200 OK", x.etag()
		}
		out.Entry = append(out.Entry, answered)
	}
	return 200, out
}

// people are the ids of n records.
func people(n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("%02d", i+1))
	}
	return out
}

// looks are how often plans were asked for in one request, and how often alone.
func (m *maker) looks() (many, alone int) {
	for _, line := range m.log {
		if line == "POST /" { // a transaction goes to the base itself
			many++
		}
		if strings.HasPrefix(line, "GET /CarePlan/") {
			alone++
		}
	}
	return many, alone
}

func TestManyPlansAreLookedForAtOnce(t *testing.T) {
	m := newMaker(t, Put)
	m.batch = answersReads
	if report := send(t, m, newBox(people(43)...)); report != (Report{There: 43}) || m.writes != 43 {
		t.Errorf("%+v, %d writes", report, m.writes)
	}
	// The first alone: nothing is under way before it.
	if many, alone := m.looks(); many != 3 || alone != 1 {
		t.Errorf("%d requests for many and %d for one", many, alone)
	}
}

func TestWhatWasSeenAtOnceCounts(t *testing.T) {
	m := newMaker(t, Put)
	other := newBox()
	other.items = []Item{revision("03", 2, "To bowl on Sundays.")}
	send(t, m, other)
	m.batch = answersReads
	b := newBox(people(5)...)
	if report := send(t, m, b); report != (Report{There: 4, Conflict: 1}) || b.items[2].State.Step != Conflict {
		t.Errorf("%+v, %+v", report, b.items[2].State)
	}
}

func TestABatchThatIsNotAnsweredAsOneLeavesReadingOneByOne(t *testing.T) {
	whole := func(change func(*fhir.Bundle)) func(*maker, fhir.Bundle) (int, any) {
		return func(m *maker, reads fhir.Bundle) (int, any) {
			status, body := answersReads(m, reads)
			out := body.(fhir.Bundle)
			change(&out)
			return status, out
		}
	}
	refused := func(status int) func(*maker, fhir.Bundle) (int, any) {
		return func(*maker, fhir.Bundle) (int, any) { return status, fhir.Outcome(fhir.Issue{Code: "not-supported"}) }
	}
	tests := map[string]func(*maker, fhir.Bundle) (int, any){
		"refused":                refused(400),
		"not there":              refused(404),
		"not built":              refused(501),
		"no right to":            refused(403),
		"something else":         func(*maker, fhir.Bundle) (int, any) { return 200, "hello" },
		"another kind of Bundle": whole(func(b *fhir.Bundle) { b.Type = "searchset" }),
		"an entry too few":       whole(func(b *fhir.Bundle) { b.Entry = b.Entry[1:] }),
		"no answer in an entry":  whole(func(b *fhir.Bundle) { b.Entry[0].Response = nil }),
		"an entry failed":        whole(func(b *fhir.Bundle) { b.Entry[1].Response.Status = "500" }),
		"no status":              whole(func(b *fhir.Bundle) { b.Entry[1].Response.Status = "" }),
	}
	for name, batch := range tests {
		t.Run(name, func(t *testing.T) {
			m := newMaker(t, Put)
			m.batch = batch
			if report := send(t, m, newBox(people(4)...)); report != (Report{There: 4}) || m.writes != 4 {
				t.Errorf("%+v, %d writes", report, m.writes)
			}
			if _, alone := m.looks(); alone < 2 {
				t.Errorf("%d plans were read alone, want those that nothing was said of", alone)
			}
		})
	}
}

func TestAServerThatIsBusyIsNotAskedForEveryPlanInstead(t *testing.T) {
	m := newMaker(t, Put)
	m.batch = func(*maker, fhir.Bundle) (int, any) {
		return http.StatusTooManyRequests, fhir.Outcome(fhir.Issue{Code: "throttled"})
	}
	b := newBox(people(4)...)
	send(t, m, b)
	if _, alone := m.looks(); alone != 1 || m.writes != 1 || b.items[1].State.Step != NotNow {
		t.Errorf("%d read alone, %d writes, the second is %s", alone, m.writes, b.items[1].State.Step)
	}
}

func TestWhatWasSeenAWhileAgoIsLookedAtAgain(t *testing.T) {
	m := newMaker(t, Put)
	m.batch = answersReads
	now := noon
	c, err := New(Options{URL: m.URL + "/fhir", Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.ready(t.Context()); err != nil {
		t.Fatal(err)
	}
	g := glance{c: c, records: recordsOf(newBox(people(4)...).items)}
	for n, after := range []time.Duration{0, glanceFor - 1, 1, 0} {
		now = now.Add(after)
		a, _ := g.plan(t.Context(), n, fhir.PlanID(g.records[n]), manner{server: c.server, format: fhirJSON})
		want := []int{1, 1, 2, 2}[n]
		if many, alone := m.looks(); a.status != http.StatusNotFound || many != want || alone != 0 {
			t.Errorf("plan %d: %d; %d looks for many, want %d, and %d for one", n+1, a.status, many, want, alone)
		}
	}
}

// TestWhatASlowServerSawIsOld when its answer comes: it is not asked for many again.
func TestWhatASlowServerSawIsOld(t *testing.T) {
	m := newMaker(t, Put)
	var took atomic.Int64
	m.batch = func(m *maker, reads fhir.Bundle) (int, any) {
		took.Add(int64(glanceFor))
		return answersReads(m, reads)
	}
	b := newBox(people(4)...)
	report := send(t, m, b, func(o *Options) {
		o.Now = func() time.Time { return noon.Add(time.Duration(took.Load())) }
	})
	if many, alone := m.looks(); report != (Report{There: 4}) || many != 1 || alone != 4 {
		t.Errorf("%+v; %d looks for many, %d for one, want one that counts for nothing", report, many, alone)
	}
}

func TestWhatALaterRevisionFindsIsNotWhatWasSeenBeforeTheEarlierOne(t *testing.T) {
	m := newMaker(t, Put)
	m.batch = answersReads
	b := newBox("01", "02", "03")
	b.items = append(b.items, revision("02", 2, "To bowl on Tuesdays."), revision("01", 2, "To bowl on Tuesdays."))
	send(t, m, b)
	for _, i := range []int{3, 4} {
		if st := b.items[i].State; st.Step != Conflict {
			t.Errorf("%s of %s: it knows nothing of what the first one made", st.Step, b.items[i].ID)
		}
	}
}

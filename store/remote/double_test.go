package remote

import (
	"net/http"
	"strings"
	"testing"

	"ownwords/model/fhir"
)

// TestNothingIsDoubledByAServerThatLooksForNothing has a server say that it makes
// nothing twice, and make whatever it is given. The answer of each write is lost
// in turn; once it then asks for a pause.
func TestNothingIsDoubledByAServerThatLooksForNothing(t *testing.T) {
	for lost := 1; ; lost++ {
		m := newMaker(t, Conditional)
		m.doubles = true
		b := newBox("01")
		m.after = func(n int, w http.ResponseWriter) bool { return n == lost && drop(w) }
		send(t, m, b)
		if m.writes < lost {
			return
		}
		searched := searches(m)
		if lost == 2 {
			m.fault = func(_ int, w http.ResponseWriter, r *http.Request) bool {
				text(http.StatusServiceUnavailable, "text/plain", "", "Retry-After", "0")(w, r)
				return true
			}
			send(t, m, b, capable(m))
			if st := b.state(); st.Step != NotNow || !st.Unclear {
				t.Errorf("a pause was asked for: %s, unclear: %t", st.Step, st.Unclear)
			}
			m.faultless()
		}
		if report := send(t, m, b); report != (Report{There: 1}) || b.state().Why != "" || b.state().Unclear {
			t.Errorf("answer %d lost: %+v, %s %q", lost, report, b.state().Step, b.state().Why)
		}
		m.once(t, b.items[0])
		if asked := searches(m) - searched; asked > 3*len(typed(b.items[0])) {
			t.Errorf("answer %d lost: looked %d times", lost, asked)
		}
	}
}

// TestWhatIsDoubledAfterAllIsTold carries out a write whose answer never came only
// when it comes again.
func TestWhatIsDoubledAfterAllIsTold(t *testing.T) {
	for write := 1; ; write++ {
		m := newMaker(t, Conditional)
		m.doubles = true
		b := newBox("01")
		var late func()
		m.fault = func(n int, w http.ResponseWriter, r *http.Request) bool {
			switch {
			case n == write:
				raw, path := m.bodies[n-1], strings.TrimPrefix(r.URL.Path, "/fhir")
				late = func() { m.run(r.Method, strings.TrimPrefix(path, "/"), nil, fhir.EntryRequest{}, raw) }
				return drop(w)
			case n > write && late != nil:
				late()
				late = nil
			}
			return false
		}
		if send(t, m, b); m.writes < write {
			return
		}
		send(t, m, b)
		if st := b.state(); st.Step != There || st.Why != WhySeveral {
			t.Errorf("write %d came late: %s %q, the server has %d things of %d", write, st.Step, st.Why, len(m.things), st.Of)
		}
	}
}

// searches is how often a server was searched by an identifier of ours.
func searches(m *maker) int {
	n := 0
	for _, line := range m.log {
		path, got := strings.CutPrefix(line, "GET /")
		if got && path != "metadata" && !strings.Contains(path, "/") {
			n++
		}
	}
	return n
}

func TestNothingIsCountedWhereEveryAnswerCame(t *testing.T) {
	m := newMaker(t, Conditional)
	b := newBox("01")
	send(t, m, b)
	if asked := searches(m); asked != 3 {
		t.Errorf("searched %d times, want 3: for the plan before, and the person and the plan behind", asked)
	}
}

func TestADoubleIsToldAfterwards(t *testing.T) {
	for _, s := range []Strategy{Conditional, Look} {
		m := newMaker(t, s)
		b := newBox("01")
		m.after = func(n int, _ http.ResponseWriter) bool {
			if m.count("Provenance") == 1 {
				m.keep("Patient", "x1", typed(b.items[0])[1].Resource)
			}
			return false
		}
		send(t, m, b)
		if st := b.state(); st.Step != There || st.Why != WhySeveral {
			t.Errorf("%s: %s %s", s, st.Step, st.Why)
		}
	}
}

// TestANumberIsNeverPutIntoAnAddress, not even for a server that takes no search in
// a body. It is asked once.
func TestANumberIsNeverPutIntoAnAddress(t *testing.T) {
	for _, status := range noForm {
		m := newMaker(t, Put)
		var addresses []string
		m.fault = func(_ int, w http.ResponseWriter, r *http.Request) bool {
			addresses = append(addresses, r.URL.String())
			if strings.HasSuffix(r.URL.Path, "/_search") {
				w.WriteHeader(status)
				return true
			}
			return false
		}
		b := newBox("01", "02")
		if report := send(t, m, b); report != (Report{There: 2}) || b.items[1].State.Why != "" {
			t.Errorf("%d: %+v, %+v", status, report, b.items[1].State)
		}
		if asked := m.asked("_search"); asked != 1 || strings.Contains(strings.Join(addresses, " "), number) {
			t.Errorf("%d: asked %d times, by %v", status, asked, addresses)
		}
	}
}

package remote

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ownwords/model/fhir"
)

// maker is a FHIR server in memory that offers what one strategy needs and no
// more. It counts versions and can have faults.
type maker struct {
	*httptest.Server
	mu     sync.Mutex
	offers Strategy
	things map[string]*thing // by Type and its id
	past   map[string]thing  // all versions, by place
	ids    int
	log    []string // method and path of what was asked
	bodies [][]byte // of what was written
	header http.Header

	// fault answers a request itself where it says so; n counts the writes from
	// 1, and is nought for a read.
	fault func(n int, w http.ResponseWriter, r *http.Request) bool
	// after is as fault, once a write was carried out.
	after func(n int, w http.ResponseWriter) bool
	// bare leaves etags and locations out of answers; deaf passes over If-Match.
	bare, deaf bool
	lenient    bool // passes over what it is to search by
	doubles    bool // passes over If-None-Exist
	strides    int  // how far a version is from the one before, where that is not one
	// batch answers a batch of reads, which is offered where this is not nil.
	batch  func(m *maker, reads fhir.Bundle) (status int, body any)
	writes int
}

type thing struct {
	kind, id string
	tree     map[string]any
	version  int
}

func newMaker(t *testing.T, offers Strategy) *maker {
	t.Helper()
	m := &maker{offers: offers, things: map[string]*thing{}, past: map[string]thing{}}
	m.Server = httptest.NewServer(m)
	t.Cleanup(m.Close)
	return m
}

var noon = time.Date(2026, 9, 15, 12, 0, 0, 0, time.UTC)

// faultless takes the fault away from a server that runs.
func (m *maker) faultless() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fault = nil
}

// capability is what the server says it can do.
func (m *maker) capability() fhir.Capability {
	rest := fhir.CapabilityRest{Mode: "server"}
	if m.offers != Look {
		rest.Interaction = []fhir.CapabilityCode{{Code: "transaction"}}
	}
	if m.batch != nil {
		rest.Interaction = append(rest.Interaction, fhir.CapabilityCode{Code: "batch"})
	}
	for _, kind := range fhir.Types() {
		x := fhir.CapabilityResource{
			Type: kind, UpdateCreate: m.offers == Put, ConditionalCreate: m.offers == Conditional, Versioning: "versioned-update",
			Interaction: []fhir.CapabilityCode{{Code: "read"}, {Code: "create"}, {Code: "update"}, {Code: "search-type"}},
		}
		if m.deaf {
			x.Versioning = "versioned"
		}
		rest.Resource = append(rest.Resource, x)
	}
	return fhir.Capability{
		ResourceType: "CapabilityStatement", FHIRVersion: "4.0.1", Format: []string{"application/fhir+json"},
		Rest: []fhir.CapabilityRest{rest},
	}
}

func (m *maker) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m.mu.Lock()
	defer m.mu.Unlock()
	path := strings.TrimPrefix(r.URL.Path, "/fhir")
	m.log = append(m.log, r.Method+" "+path)
	w.Header().Set("Date", noon.Format(http.TimeFormat))
	n := 0
	raw, _ := io.ReadAll(r.Body)
	searched := strings.HasSuffix(path, "/_search")
	reads, batch := readsIn(raw)
	if r.Method != http.MethodGet && !searched && !batch {
		m.writes++
		n = m.writes
		m.bodies = append(m.bodies, raw)
		m.header = r.Header
	}
	if m.fault != nil && m.fault(n, w, r) {
		return
	}
	if path == "/metadata" {
		answerJSON(w, 200, m.capability())
		return
	}
	if batch {
		status, body := m.batch(m, reads)
		answerJSON(w, status, body)
		return
	}
	if searched {
		query, _ := url.ParseQuery(string(raw))
		answerJSON(w, 200, m.search(strings.Trim(strings.TrimSuffix(path, "_search"), "/"), query))
		return
	}
	status, body := m.run(r.Method, strings.TrimPrefix(path, "/"), r.URL.Query(), fhir.EntryRequest{IfMatch: r.Header.Get("If-Match")}, raw)
	if n > 0 && m.after != nil && m.after(n, w) {
		return
	}
	if x, one := body.(*thing); one {
		if !m.bare {
			w.Header().Set("ETag", x.etag())
			w.Header().Set("Location", m.URL+"/fhir/"+x.place())
		}
		body = x.resource()
	}
	answerJSON(w, status, body)
}

// run carries out one request, alone or in a Bundle.
func (m *maker) run(method, path string, query url.Values, how fhir.EntryRequest, raw []byte) (int, any) {
	kind, id, _ := strings.Cut(path, "/")
	x := m.things[path]
	if was, kept := m.past[path]; kept {
		x = &was
	}
	switch {
	case method == http.MethodPost && path == "":
		return m.bundle(raw)
	case method == http.MethodGet && id == "":
		return 200, m.search(kind, query)
	case method == http.MethodGet && x == nil:
		return 404, fhir.Outcome(fhir.Issue{Code: "not-found"})
	case method == http.MethodGet:
		return 200, x
	case method == http.MethodPost:
		if how.IfNoneExist != "" && !m.doubles {
			wanted, _ := url.ParseQuery(how.IfNoneExist)
			switch hits := m.search(kind, wanted).Entry; {
			case len(hits) > 1:
				return 412, fhir.Outcome(fhir.Issue{Code: "multiple-matches"})
			case len(hits) == 1:
				found, _ := resourceIn(hits[0].Resource, kind)
				return 200, m.things[kind+"/"+found.id]
			}
		}
		m.ids++
		return 201, m.keep(kind, fmt.Sprintf("s%d", m.ids), raw)
	case x == nil && (m.offers != Put || how.IfMatch != ""):
		return 404, fhir.Outcome(fhir.Issue{Code: "not-found"})
	case x == nil:
		return 201, m.keep(kind, id, raw)
	case how.IfMatch != "" && how.IfMatch != x.etag() && !m.deaf:
		return 412, fhir.Outcome(fhir.Issue{Code: "conflict"})
	}
	return 200, m.keep(kind, id, raw)
}

// bundle runs a transaction: all of it or nothing.
func (m *maker) bundle(raw []byte) (int, any) {
	var in fhir.Bundle
	if json.Unmarshal(raw, &in) != nil {
		return 400, fhir.Outcome(fhir.Issue{Code: "structure"})
	}
	before := map[string]*thing{}
	for k, x := range m.things {
		before[k] = new(*x)
	}
	out := fhir.Bundle{ResourceType: "Bundle", Type: in.Type + "-response"}
	for _, e := range in.Entry {
		status, body := m.run(e.Request.Method, e.Request.URL, nil, *e.Request, e.Resource)
		if status >= 300 {
			m.things = before
			return status, body
		}
		x := body.(*thing)
		answered := &fhir.EntryResponse{Status: fmt.Sprintf("%d %s", status, http.StatusText(status))}
		if !m.bare {
			answered.Location, answered.Etag = m.URL+"/fhir/"+x.place(), x.etag()
		}
		out.Entry = append(out.Entry, fhir.Entry{Response: answered})
	}
	return 200, out
}

func (m *maker) search(kind string, query url.Values) fhir.Bundle {
	out := fhir.Bundle{ResourceType: "Bundle", Type: "searchset"}
	for _, key := range slices.Sorted(maps.Keys(m.things)) {
		if x := m.things[key]; x.kind == kind && (m.lenient || x.carries(query)) {
			out.Entry = append(out.Entry, fhir.Entry{Resource: x.resource(), Search: &fhir.EntrySearch{Mode: "match"}})
		}
	}
	return out
}

// keep makes a resource stand; the same again makes no new version.
func (m *maker) keep(kind, id string, raw []byte) *thing {
	x := &thing{kind: kind, id: id, version: 1}
	_ = json.Unmarshal(raw, &x.tree)
	x.tree["id"] = id
	if old := m.things[kind+"/"+id]; old != nil {
		if string(old.resource()) == string((&thing{kind, id, x.tree, old.version}).resource()) {
			return old
		}
		x.version = old.version + max(m.strides, 1)
	}
	m.things[kind+"/"+id], m.past[x.place()] = x, *x
	return x
}

func (x *thing) etag() string  { return fmt.Sprintf(`W/"%d"`, x.version) }
func (x *thing) place() string { return fmt.Sprintf("%s/%s/_history/%d", x.kind, x.id, x.version) }

func (x *thing) resource() json.RawMessage {
	tree := maps.Clone(x.tree)
	meta, _ := tree["meta"].(map[string]any)
	meta = maps.Clone(meta)
	if meta == nil {
		meta = map[string]any{}
	}
	meta["versionId"] = fmt.Sprint(x.version)
	tree["meta"] = meta
	raw, _ := json.Marshal(tree)
	return raw
}

// carries tells whether a resource has the identifier or the tag asked for.
func (x *thing) carries(query url.Values) bool {
	by, where, name := query.Get("identifier"), x.tree["identifier"], "value"
	if by == "" {
		meta, _ := x.tree["meta"].(map[string]any)
		by, where, name = query.Get("_tag"), meta["tag"], "code"
	}
	all, many := where.([]any)
	if !many {
		all = []any{where}
	}
	return slices.ContainsFunc(all, func(v any) bool {
		own, _ := v.(map[string]any)
		return fmt.Sprint(own["system"], "|", own[name]) == by
	})
}

// count is how many of a type the server has.
func (m *maker) count(kind string) int {
	n := 0
	for _, x := range m.things {
		if x.kind == kind {
			n++
		}
	}
	return n
}

// asked is how often the server was asked for any of these.
func (m *maker) asked(what ...string) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := 0
	for _, line := range m.log {
		if slices.ContainsFunc(what, func(x string) bool { return strings.Contains(line, x) }) {
			n++
		}
	}
	return n
}

// change is a change by somebody else to every resource of a type.
func (m *maker) change(kind, field string, value any) {
	for _, x := range m.things {
		if x.kind == kind {
			x.tree = maps.Clone(x.tree)
			x.tree[field] = value
			x.version += max(m.strides, 1)
			m.past[x.place()] = *x
		}
	}
}

// once checks that the server has an item, and each of it once and unchanged.
func (m *maker) once(t *testing.T, item Item) {
	t.Helper()
	if got, want := len(m.things), len(typed(item)); got != want {
		t.Errorf("the server has %d resources, want %d", got, want)
	}
	for key, x := range m.things {
		if x.version != 1 {
			t.Errorf("%s is version %d, want 1: it was stored once", key, x.version)
		}
	}
}

// typed are the parts of an item.
func typed(item Item) []fhir.Part {
	frozen, err := fhir.Thaw(item.Bundle)
	if err != nil {
		panic(err)
	}
	return frozen.Entries
}

func answerJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/fhir+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

// drop closes the connection without an answer.
func drop(w http.ResponseWriter) bool {
	conn, _, _ := w.(http.Hijacker).Hijack()
	_ = conn.Close()
	return true
}

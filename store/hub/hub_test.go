package hub

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ownwords/store/seal"
)

// inbox is a hub that answers on loopback, and a laptop that may send to it.
type inbox struct {
	t     *testing.T
	hub   *Hub
	dir   string
	url   string
	token string
	log   *bytes.Buffer
}

func openHub(t *testing.T, dir string) *Hub {
	t.Helper()
	h, _, err := New(dir, Options{Cost: seal.CheapCost()})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func newInbox(t *testing.T) *inbox {
	t.Helper()
	in := &inbox{t: t, dir: t.TempDir(), log: &bytes.Buffer{}}
	in.hub = openHub(t, in.dir)
	token, err := in.hub.AddToken("Dele's laptop")
	if err != nil {
		t.Fatal(err)
	}
	in.token = token
	in.serve()
	return in
}

// another is another laptop, with a token of its own.
func (in *inbox) another(name string) *inbox {
	in.t.Helper()
	token, err := in.hub.AddToken(name)
	if err != nil {
		in.t.Fatal(err)
	}
	laptop := *in
	laptop.token = token
	return &laptop
}

func (in *inbox) serve() {
	h := in.hub
	server := httptest.NewServer(h.Handler(slog.New(slog.NewTextHandler(in.log, nil))))
	in.url = server.URL + Base
	in.t.Cleanup(func() { server.Close(); _ = h.Close() })
}

type reply struct {
	status int
	header http.Header
	body   string
}

func (in *inbox) ask(method, path, body string, headers ...string) reply {
	in.t.Helper()
	req, err := http.NewRequestWithContext(in.t.Context(), method, in.url+path, strings.NewReader(body))
	if err != nil {
		in.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+in.token)
	req.Header.Set("Content-Type", "application/fhir+json")
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		in.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		in.t.Fatal(err)
	}
	return reply{res.StatusCode, res.Header, string(raw)}
}

// refusedWith checks that an answer is an OperationOutcome of this issue.
func (in *inbox) refusedWith(r reply, status int, code, path string) {
	in.t.Helper()
	var o struct {
		ResourceType string
		Issue        []struct {
			Code       string
			Expression []string
		}
	}
	if err := json.Unmarshal([]byte(r.body), &o); err != nil || o.ResourceType != "OperationOutcome" || len(o.Issue) == 0 {
		in.t.Fatalf("answer of %d is no OperationOutcome", r.status)
	}
	got := fmt.Sprint(r.status, " ", o.Issue[0].Code, " ", strings.Join(o.Issue[0].Expression, ","))
	if want := fmt.Sprint(status, " ", code, " ", path); got != want {
		in.t.Errorf("refused with %q, want %q", got, want)
	}
}

func patient(name string) string {
	return fmt.Sprintf(`{"resourceType":"Patient","id":"p1","identifier":[{"system":"urn:x:id","value":"p1"}],"name":[{"text":%q}]}`, name)
}

func plan(title string) string {
	return fmt.Sprintf(`{"resourceType":"CarePlan","id":"c1","status":"active","intent":"plan","title":%q,"subject":{"reference":"Patient/p1"}}`, title)
}

// entry is one entry of a transaction that puts a resource.
func entry(resource string, ifMatch ...string) string {
	var r struct{ ResourceType, ID string }
	_ = json.Unmarshal([]byte(resource), &r)
	match := ""
	if len(ifMatch) > 0 {
		match = fmt.Sprintf(`,"ifMatch":%q`, ifMatch[0])
	}
	return fmt.Sprintf(`{"resource":%s,"request":{"method":"PUT","url":"%s/%s"%s}}`, resource, r.ResourceType, r.ID, match)
}

func transaction(entries ...string) string {
	return `{"resourceType":"Bundle","type":"transaction","entry":[` + strings.Join(entries, ",") + `]}`
}

func TestAPlanIsSentReadAndListed(t *testing.T) {
	in := newInbox(t)
	r := in.ask("POST", "", transaction(entry(plan("Peggy's plan")), entry(patient("Peggy"))))
	if r.status != 200 || strings.Count(r.body, `"201 Created"`) != 2 || !strings.Contains(r.body, `"Patient/p1/_history/1"`) {
		t.Fatalf("transaction: %d %s", r.status, r.body)
	}
	got := in.ask("GET", "/CarePlan/c1", "")
	if got.status != 200 || got.header.Get("ETag") != `W/"1"` || got.header.Get("Last-Modified") == "" || !strings.Contains(got.body, "Peggy's plan") {
		t.Errorf("read: %d %v", got.status, got.header)
	}
	plans, err := in.hub.List()
	if err != nil {
		t.Fatal(err)
	}
	if len(plans) != 1 || time.Since(plans[0].At) > time.Minute {
		t.Fatalf("List = %v, want one plan of just now", plans)
	}
	plans[0].At = time.Time{}
	want := Plan{ID: "c1", Patient: "p1", Title: "Peggy's plan", Status: "active", Version: 1, By: "Dele's laptop"}
	if diff := cmp.Diff(want, plans[0]); diff != "" {
		t.Error(diff)
	}
}

func TestATransactionIsAllOrNothing(t *testing.T) {
	tests := []struct {
		name   string
		bundle string
		status int
		code   string
		path   string
	}{
		{"no status", transaction(entry(patient("A")), entry(`{"resourceType":"CarePlan","id":"c1","intent":"plan","subject":{"reference":"Patient/p1"}}`)), 422, "required", "Bundle.entry[1].resource.status"},
		{"code that is none", transaction(entry(patient("A")), entry(`{"resourceType":"CarePlan","id":"c1","status":"banana","intent":"plan","subject":{"reference":"Patient/p1"}}`)), 422, "code-invalid", "Bundle.entry[1].resource.status"},
		{"reference to nobody", transaction(entry(plan("a plan"))), 422, "not-found", "Bundle.entry[0].resource"},
		{"stale etag", transaction(entry(patient("A")), entry(plan("a plan"), `W/"7"`)), 412, "conflict", "Bundle.entry[1].request.ifMatch"},
		{"a delete", transaction(entry(patient("A")), `{"request":{"method":"DELETE","url":"Patient/p1"}}`), 400, "not-supported", "Bundle.entry[1].request"},
		{"a create", transaction(entry(patient("A")), `{"resource":`+plan("x")+`,"request":{"method":"POST","url":"CarePlan"}}`), 400, "not-supported", "Bundle.entry[1].request"},
		{"another id", transaction(`{"resource":` + patient("A") + `,"request":{"method":"PUT","url":"Patient/p2"}}`), 400, "invalid", "Bundle.entry[0].resource.id"},
		{"the same twice", transaction(entry(patient("A")), entry(patient("B"))), 400, "duplicate", "Bundle.entry[1].request.url"},
		{"no request", transaction(`{"resource":` + patient("A") + `}`), 400, "required", "Bundle.entry[0].request"},
		{"a type that is no plan's", transaction(entry(`{"resourceType":"Medication","id":"m1"}`)), 422, "not-supported", "Bundle.entry[0].resource"},
		{"a batch", strings.Replace(transaction(entry(patient("A"))), "transaction", "batch", 1), 400, "not-supported", "Bundle.entry[0].request"},
		{"a collection", strings.Replace(transaction(entry(patient("A"))), "transaction", "collection", 1), 400, "not-supported", "Bundle.type"},
		{"no Bundle", patient("A"), 400, "structure", "Bundle"},
		{"no JSON", "<html>", 400, "structure", ""},
		{"an empty text", transaction(entry(patient(" "))), 422, "value", "Bundle.entry[0].resource.name[0].text"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := newInbox(t)
			in.refusedWith(in.ask("POST", "", tt.bundle), tt.status, tt.code, tt.path)
			if r := in.ask("GET", "/Patient/p1", ""); r.status != 404 {
				t.Errorf("the good entry was stored: %d, want 404", r.status)
			}
			if plans, err := in.hub.List(); err != nil || len(plans) > 0 {
				t.Errorf("List = %v, %v, want nothing", plans, err)
			}
		})
	}
}

func TestVersionsGoUpOnlyForChanges(t *testing.T) {
	in := newInbox(t)
	steps := []struct {
		name   string
		body   string
		match  string
		status int
		etag   string
	}{
		{"first", patient("<Peggy & co>"), "", 201, `W/"1"`},
		{"the same again", patient("<Peggy & co>"), "", 200, `W/"1"`},
		{"the same in another spelling", strings.Replace(patient("<Peggy & co>"), `"id":"p1",`, `"id" : "p1" , "meta":{"versionId":"9"},`, 1), "", 200, `W/"1"`},
		{"another", patient("Margaret"), `W/"1"`, 200, `W/"2"`},
		{"from what is no longer so", patient("Maggie"), `W/"1"`, 412, ""},
		{"back", patient("Peggy"), `"2"`, 200, `W/"3"`},
	}
	for _, s := range steps {
		r := in.ask("PUT", "/Patient/p1", s.body, "If-Match", s.match)
		if r.status != s.status || r.header.Get("ETag") != s.etag {
			t.Errorf("%s: %d %s, want %d %s", s.name, r.status, r.header.Get("ETag"), s.status, s.etag)
		}
		if r.status < 300 && !strings.HasSuffix(r.header.Get("Location"), "/Patient/p1/_history/"+strings.Trim(s.etag, `W/"`)) {
			t.Errorf("%s: Location %q", s.name, r.header.Get("Location"))
		}
	}
	in.refusedWith(in.ask("PUT", "/Patient/p9", strings.Replace(patient("A"), "p1", "p9", 1), "If-Match", `W/"1"`), 412, "conflict", "")
	in.refusedWith(in.ask("PUT", "/Patient/p1", patient("A"), "If-None-Match", "*"), 412, "conflict", "")
	if r := in.ask("PUT", "/Patient/p9", strings.Replace(patient("A"), "p1", "p9", 1), "If-None-Match", "*"); r.status != 201 {
		t.Errorf("where nothing stands yet: %d, want 201", r.status)
	}
	for version, name := range map[string]string{"1": "<Peggy & co>", "2": "Margaret", "3": "Peggy"} {
		r := in.ask("GET", "/Patient/p1/_history/"+version, "")
		if r.status != 200 || r.header.Get("ETag") != `W/"`+version+`"` || !strings.Contains(r.body, `"text":"`+name+`"`) {
			t.Errorf("version %s: %d %s", version, r.status, r.body)
		}
	}
	for _, none := range []string{"/Patient/p1/_history/4", "/Patient/p1/_history/0", "/Patient/p1/_history/x", "/Patient/p2/_history/1"} {
		in.refusedWith(in.ask("GET", none, ""), 404, "not-found", "")
	}
}

func TestNumbersStayAsTheyWereWritten(t *testing.T) {
	in := newInbox(t)
	in.ask("PUT", "/Patient/p1", strings.Replace(patient("A"), `"name"`, `"extension":[{"url":"urn:x","valueDecimal":23.4000}],"name"`, 1))
	if r := in.ask("GET", "/Patient/p1", ""); !strings.Contains(r.body, "23.4000") {
		t.Error("a decimal lost its noughts")
	}
}

func TestFoundByIdentifier(t *testing.T) {
	in := newInbox(t)
	in.ask("POST", "", transaction(entry(patient("Peggy")), entry(plan("a plan"))))
	find := func(method, path, body string) int {
		t.Helper()
		r := in.ask(method, path, body, "Content-Type", "application/x-www-form-urlencoded")
		var b struct {
			Type  string
			Total int
			Entry []struct{ FullURL string }
		}
		if err := json.Unmarshal([]byte(r.body), &b); err != nil || b.Type != "searchset" || b.Total != len(b.Entry) {
			t.Fatalf("search: %d %s", r.status, r.body)
		}
		return b.Total
	}
	q := "identifier=" + url.QueryEscape("urn:x:id|p1")
	if got := find("GET", "/Patient?"+q, ""); got != 1 {
		t.Errorf("by identifier: %d, want 1", got)
	}
	if got := find("POST", "/Patient/_search", q); got != 1 {
		t.Errorf("by identifier in the body: %d, want 1", got)
	}
	if got := find("GET", "/Patient?identifier="+url.QueryEscape("urn:x:id|p2"), ""); got != 0 {
		t.Errorf("by somebody else's: %d, want 0", got)
	}
	in.ask("PUT", "/Patient/p1", strings.ReplaceAll(patient("Peggy"), `"value":"p1"`, `"value":"p3"`))
	if got := find("GET", "/Patient?"+q, ""); got != 0 {
		t.Errorf("by an identifier it no longer has: %d, want 0", got)
	}
	if got := find("GET", "/Patient?_id=p1", ""); got != 1 {
		t.Errorf("by id: %d, want 1", got)
	}
	if got := find("GET", "/Patient?_format=json&_id=p1", ""); got != 1 {
		t.Errorf("by id, as JSON: %d, want 1", got)
	}
	in.refusedWith(in.ask("GET", "/Patient?_format=xml&_id=p1", ""), 406, "not-supported", "")
	if got := find("GET", "/Patient?_id=p1&"+q, ""); got != 0 {
		t.Errorf("by id and an identifier it has not: %d, want 0", got)
	}
	if got := find("GET", "/Patient?_id=p1,p7,p1", ""); got != 1 {
		t.Errorf("by several ids, of which one is there: %d, want 1", got)
	}
	in.refusedWith(in.ask("GET", "/Patient?_id=p1,", ""), 400, "value", "_id")
	in.refusedWith(in.ask("GET", "/Patient?name=Peggy", ""), 400, "not-supported", "")
	in.refusedWith(in.ask("GET", "/Patient?identifier=p1", ""), 400, "value", "identifier")
}

// A Provenance has no identifier in R4: it is found by its tag.
func TestFoundByTag(t *testing.T) {
	in := newInbox(t)
	signed := func(id string) string {
		return fmt.Sprintf(`{"resourceType":"Provenance","id":%q,"meta":{"tag":[{"system":"urn:x:id","code":%q}]},"target":[{"reference":"Patient/p1"}],"recorded":"2026-11-22T09:00:00Z","agent":[{"who":{"display":"Dele"}}]}`, id, id)
	}
	if r := in.ask("POST", "", transaction(entry(patient("Peggy")), entry(signed("s1")), entry(signed("s2")))); r.status != 200 {
		t.Fatalf("transaction: %d %s", r.status, r.body)
	}
	r := in.ask("GET", "/Provenance?_tag="+url.QueryEscape("urn:x:id|s2"), "")
	if r.status != 200 || !strings.Contains(r.body, `"total":1`) || !strings.Contains(r.body, `"id":"s2"`) {
		t.Errorf("by tag: %d %s", r.status, r.body)
	}
}

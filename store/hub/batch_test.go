package hub

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"ownwords/model/fhir"
)

// reads is a batch that asks for resources by Type/ID.
func reads(names ...string) string {
	var out []string
	for _, name := range names {
		out = append(out, fmt.Sprintf(`{"request":{"method":"GET","url":%q}}`, name))
	}
	return strings.Replace(transaction(out...), "transaction", "batch", 1)
}

func TestManyAreReadAtOnceAsEachAlone(t *testing.T) {
	in := newInbox(t)
	in.ask("POST", "", transaction(entry(patient("Peggy")), entry(plan("A plan"))))
	in.ask("PUT", "/CarePlan/c1", plan("Another"))
	r := in.ask("POST", "/?_format=json", reads("CarePlan/c1", "CarePlan/c2", "Patient/p1"))
	var got fhir.Bundle
	if err := json.Unmarshal([]byte(r.body), &got); err != nil || r.status != 200 || got.Type != "batch-response" || len(got.Entry) != 3 {
		t.Fatalf("%d %s", r.status, r.body)
	}
	alone := in.ask("GET", "/CarePlan/c1", "")
	if e := got.Entry[0]; e.Response.Status != "200 OK" || e.Response.Etag != alone.header.Get("ETag") || string(e.Resource) != alone.body {
		t.Errorf("in a batch %s %s, alone %s", e.Response.Etag, e.Resource, alone.body)
	}
	if e := got.Entry[1]; e.Response.Status != "404 Not Found" || e.Resource != nil || len(fhir.Issues(e.Response.Outcome)) != 1 {
		t.Errorf("what is not there: %+v %s", e.Response, e.Resource)
	}
	if e := got.Entry[2]; e.Response.Etag != `W/"1"` {
		t.Errorf("the person: %+v", e.Response)
	}
}

func TestABatchThatIsNoReadsIsRefusedWhole(t *testing.T) {
	in := newInbox(t)
	put := strings.TrimSuffix(strings.TrimPrefix(transaction(entry(patient("Peggy"))), `{"resourceType":"Bundle","type":"transaction","entry":[`), "]}")
	tests := map[string]struct{ bundle, code, path string }{
		"a put among them": {strings.Replace(reads("CarePlan/c1"), `]}`, ","+put+"]}", 1), "not-supported", "Bundle.entry[1].request"},
		"a search":         {reads("CarePlan?identifier=x"), "not-supported", "Bundle.entry[0].request"},
		"an old version":   {reads("CarePlan/c1/_history/1"), "not-supported", "Bundle.entry[0].request"},
		"another server":   {reads("https://elsewhere.example/CarePlan/c1"), "not-supported", "Bundle.entry[0].request"},
		"no plan's type":   {reads("Medication/m1"), "not-supported", "Bundle.entry[0].request"},
		"nothing asked":    {`{"resourceType":"Bundle","type":"batch","entry":[{}]}`, "not-supported", "Bundle.entry[0].request"},
		"no Bundle":        {`{"resourceType":"Basic","type":"batch"}`, "structure", "Bundle"},
		"the same twice":   {reads("CarePlan/c1", "Patient/p1", "CarePlan/c1"), "duplicate", "Bundle.entry[2].request"},
		"more than may be": {reads(strings.Split(strings.Repeat("CarePlan/c1 ", maxReads+1), " ")[:maxReads+1]...), "too-costly", "Bundle.entry"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) { in.refusedWith(in.ask("POST", "", tt.bundle), 400, tt.code, tt.path) })
	}
	if r := in.ask("GET", "/Patient/p1", ""); r.status != 404 {
		t.Errorf("a batch wrote something: %d", r.status)
	}
}

// TestNobodyIsGivenMoreThanCanBeSent at once: whoever asks for many large ones
// would take the hub from all others. Who may read all is given all.
func TestNobodyIsGivenMoreThanCanBeSent(t *testing.T) {
	in := newInbox(t)
	in.hub.room = 25_000
	in.ask("PUT", "/Patient/p1", patient("Peggy"))
	var names, ids []string
	for i := range 3 {
		ids = append(ids, fmt.Sprint("large", i))
		names = append(names, "CarePlan/"+ids[i])
		large := strings.Replace(plan(strings.Repeat("a", 10_000)), `"id":"c1"`, `"id":"`+ids[i]+`"`, 1)
		if r := in.ask("PUT", "/"+names[i], large); r.status != 201 {
			t.Fatalf("put %s: %d", ids[i], r.status)
		}
	}
	for n, status := range map[int]int{2: 200, 3: 400} {
		if r := in.ask("POST", "", reads(names[:n]...)); r.status != status {
			t.Errorf("a batch of %d: %d, want %d", n, r.status, status)
		}
		if r := in.ask("GET", "/CarePlan?_id="+strings.Join(ids[:n], ","), ""); r.status != status {
			t.Errorf("a search for %d: %d, want %d", n, r.status, status)
		}
	}
	in.refusedWith(in.ask("POST", "", reads(names...)), 400, "too-costly", "")
	token, err := in.hub.AddReader("moving to the new server")
	if err != nil {
		t.Fatal(err)
	}
	in.token = token
	if r := in.ask("GET", "/CarePlan", ""); r.status != 200 || !strings.Contains(r.body, `"total":3`) {
		t.Errorf("all, for whoever may read them: %d", r.status)
	}
}

func TestABatchNeedsAToken(t *testing.T) {
	in := newInbox(t)
	in.token = "nobody's"
	in.refusedWith(in.ask("POST", "", reads("CarePlan/c1")), 401, "login", "")
}

package hub

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"ownwords/store/seal"
)

func TestRefusals(t *testing.T) {
	in := newInbox(t)
	in.refusedWith(in.ask("GET", "/Patient/p1", ""), 404, "not-found", "")
	in.refusedWith(in.ask("GET", "/Medication/m1", ""), 404, "not-supported", "")
	in.refusedWith(in.ask("GET", "/Patient/a%20b", ""), 400, "value", "id")
	for _, x := range []struct{ method, path, allow string }{
		{"DELETE", "/Patient/p1", "GET, HEAD, PUT"},
		{"POST", "/Patient", "GET, HEAD"},
		{"PATCH", "/Patient/p1/_history/1", "GET, HEAD"},
		{"PUT", "", "POST"},
		{"GET", "/", "POST"},
	} {
		a := in.ask(x.method, x.path, "")
		if got := a.header.Get("Allow"); got != x.allow {
			t.Errorf("%s %s may be asked by %q, want %q", x.method, x.path, got, x.allow)
		}
		in.refusedWith(a, 405, "not-supported", "")
	}
	in.refusedWith(in.ask("PUT", "/Patient/p1", patient("A"), "Content-Type", "text/xml"), 415, "not-supported", "")
	in.refusedWith(in.ask("PUT", "/Patient/p2", patient("A")), 400, "invalid", "id")
	in.refusedWith(in.ask("PUT", "/RelatedPerson/p1", `{"resourceType":"RelatedPerson","id":"p1"}`), 422, "required", "RelatedPerson.patient")
	in.refusedWith(in.ask("POST", "", `{"resourceType":"Bundle","x":"`+strings.Repeat("a", maxBody)+`"}`), 413, "too-long", "")
	in.refusedWith(in.ask("GET", "/../../etc", ""), 404, "not-found", "")
	in.refusedWith(in.ask("PUT", "/Patient/p1", patient("A")+"}"), 400, "structure", "")
	in.refusedWith(in.ask("PUT", "/Patient/p1", patient("A"), "If-None-Match", `W/"1"`), 400, "not-supported", "If-None-Match")
	otherwise := strings.Replace(entry(patient("A")), `"method"`, `"ifNoneMatch":"W/\"1\"","method"`, 1)
	in.refusedWith(in.ask("POST", "", transaction(otherwise)), 400, "not-supported", "Bundle.entry[0].request")
	in.refusedWith(in.ask("GET", "/Patient?identifier=urn:x:id|", ""), 400, "value", "identifier")
	in.refusedWith(in.ask("GET", "/Patient?_id="+strings.Repeat("p,", maxIDs)+"p", ""), 400, "too-costly", "_id")
	in.refusedWith(in.ask("PUT", "/Patient/p1", `{"resourceType":"Patient","id":"p1","Peggy has said so":null}`), 422, "structure", "Patient")
}

// TestASearchWhoseConditionsAreNotReadIsRefused: whoever may read all would be
// given all, and take it for what was asked for.
func TestASearchWhoseConditionsAreNotReadIsRefused(t *testing.T) {
	in := newInbox(t)
	in.ask("PUT", "/Patient/p1", patient("Peggy"))
	token, err := in.hub.AddReader("moving to the new server")
	if err != nil {
		t.Fatal(err)
	}
	in.token = token
	for _, kind := range []string{"application/json", "multipart/form-data; boundary=x", ""} {
		in.refusedWith(in.ask("POST", "/Patient/_search", "identifier=urn:x:id|nobody", "Content-Type", kind), 415, "not-supported", "")
	}
}

// TestTheLogHasNoWordOfWhoeverAsks, not even of one who was not let in.
func TestTheLogHasNoWordOfWhoeverAsks(t *testing.T) {
	in := newInbox(t)
	in.token = "marker"
	in.ask("MARKER", "/Patient/marker", "")
	in.ask("GET", "/marker?marker=marker", "marker", "X-Marker", "marker")
	if got := strings.ToLower(in.log.String()); strings.Contains(got, "marker") || strings.Count(got, "request") != 2 {
		t.Errorf("the log says %q, want two lines without a marker", got)
	}
}

func TestOnlyATokenLetsIn(t *testing.T) {
	in := newInbox(t)
	good := in.token
	for name, token := range map[string]string{"none": "", "another's": strings.Repeat("A", len(good)), "a part": good[:10]} {
		in.token = token
		r := in.ask("GET", "/Patient/p1", "")
		in.refusedWith(r, 401, "login", "")
		if r.header.Get("WWW-Authenticate") == "" {
			t.Errorf("%s: no WWW-Authenticate", name)
		}
	}
	if r := in.ask("GET", "/metadata", ""); r.status != 200 || !strings.Contains(r.body, `"updateCreate":true`) {
		t.Errorf("metadata without a token: %d", r.status)
	}
	in.token = good
	if _, err := in.hub.AddToken("Dele's laptop"); !errors.Is(err, ErrNameTaken) {
		t.Errorf("AddToken twice = %v, want ErrNameTaken", err)
	}
	if err := in.hub.Revoke("Dele's laptop"); err != nil {
		t.Fatal(err)
	}
	in.refusedWith(in.ask("GET", "/Patient/p1", ""), 401, "login", "")
	if err := in.hub.Revoke("Dele's laptop"); !errors.Is(err, ErrNoToken) {
		t.Errorf("Revoke twice = %v, want ErrNoToken", err)
	}
	if _, err := in.hub.AddToken("Dele's laptop"); err != nil {
		t.Errorf("a new token after the old was taken back: %v", err)
	}
	var live []bool
	for _, x := range in.hub.All() {
		live = append(live, x.Live())
	}
	if len(live) != 2 || live[0] == live[1] {
		t.Errorf("live tokens: %v, want one of two", live)
	}
}

func TestARestartKeepsEverything(t *testing.T) {
	in := newInbox(t)
	in.ask("POST", "", transaction(entry(patient("Peggy")), entry(plan("a plan"))))
	in.ask("PUT", "/Patient/p1", patient("Margaret"))
	if err := in.hub.Close(); err != nil {
		t.Fatal(err)
	}
	in.hub = openHub(t, in.dir)
	in.serve()
	r := in.ask("GET", "/Patient/p1", "")
	if r.status != 200 || r.header.Get("ETag") != `W/"2"` || !strings.Contains(r.body, "Margaret") {
		t.Errorf("after a restart: %d %s", r.status, r.header.Get("ETag"))
	}
	if plans, err := in.hub.List(); err != nil || len(plans) != 1 {
		t.Errorf("List = %v, %v, want one plan", plans, err)
	}
}

func TestNothingReadableLiesInTheFolder(t *testing.T) {
	in := newInbox(t)
	in.ask("POST", "", transaction(entry(patient("Marker-Peggy")), entry(plan("Marker-plan"))))
	in.ask("PUT", "/Patient/p1", patient("Marker-Margaret"))
	in.ask("POST", "", transaction(entry(strings.Replace(plan("Marker-refused"), "active", "Marker-status", 1))))
	if err := in.hub.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(in.dir, "*"))
	if err != nil || len(files) < 2 {
		t.Fatalf("files of the hub: %v, %v", files, err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, marker := range []string{"Marker", "Dele", "CarePlan", in.token} {
			if bytes.Contains(raw, []byte(marker)) {
				t.Errorf("%s has %q in it", filepath.Base(f), marker)
			}
		}
		info, err := os.Stat(f)
		if err != nil {
			t.Fatal(err)
		}
		if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("%s is %v, want 0600", filepath.Base(f), info.Mode())
		}
	}
	for _, marker := range []string{"Marker", "Dele", "p1", in.token} {
		if strings.Contains(in.log.String(), marker) {
			t.Errorf("the log has %q in it", marker)
		}
	}
	if !strings.Contains(in.log.String(), "status=422") {
		t.Error("the log says nothing of the refusal")
	}
}

func TestTheKeyFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Log("modes of files are not looked at here")
		return
	}
	dir := t.TempDir()
	h, code, err := New(dir, Options{Cost: seal.CheapCost()})
	if err != nil || code == nil {
		t.Fatalf("New = %v, code given: %v", err, code != nil)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	key := filepath.Join(dir, KeyFileName)
	if err := os.Chmod(key, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, _, err := New(dir, Options{}); !errors.Is(err, ErrKeyOpen) {
		t.Errorf("New with a readable key = %v, want ErrKeyOpen", err)
	}
	if err := os.Remove(key); err != nil {
		t.Fatal(err)
	}
	if _, _, err := New(dir, Options{}); !errors.Is(err, ErrNoKey) {
		t.Errorf("New without its key = %v, want ErrNoKey", err)
	}
	other := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(other, []byte("seven purple lanterns\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := New(dir, Options{KeyFile: other}); !errors.Is(err, seal.ErrWrongKey) {
		t.Errorf("New with another key = %v, want ErrWrongKey", err)
	}
	if _, err := OpenTokens(dir, Options{KeyFile: other}); !errors.Is(err, seal.ErrWrongKey) {
		t.Errorf("OpenTokens with another key = %v, want ErrWrongKey", err)
	}
	var written strings.Builder
	for _, r := range code.Rows() {
		fmt.Fprintln(&written, r.Word, strings.Join(r.Groups[:], "-"))
	}
	paper := filepath.Join(t.TempDir(), "recovery")
	if err := os.WriteFile(paper, []byte(written.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if h, _, err = New(dir, Options{KeyFile: paper}); err != nil {
		t.Fatalf("New with the recovery code: %v", err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	elsewhere := t.TempDir()
	if h, _, err = New(elsewhere, Options{KeyFile: other, Cost: seal.CheapCost()}); err != nil {
		t.Fatal(err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(elsewhere, KeyFileName)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a key file was made beside the store although another was named: %v", err)
	}
}

// TestAPowerCutWhileTheKeyWasMade leaves a part of it, which opens nothing and
// stands in nobody's way.
func TestAPowerCutWhileTheKeyWasMade(t *testing.T) {
	for _, left := range []string{KeyFileName, KeyFileName + ".new"} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, left), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			h, _, err := New(dir, Options{Cost: seal.CheapCost()})
			if err != nil {
				t.Fatalf("%s was left empty: New = %v", left, err)
			}
			if err := h.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestTwentyLaptopsAtOnceLoseNothing(t *testing.T) {
	in := newInbox(t)
	var wg sync.WaitGroup
	for i := range 20 {
		laptop := in.another(fmt.Sprintf("laptop %d", i))
		wg.Go(func() {
			who := fmt.Sprintf("q%02d", i)
			body := transaction(entry(strings.ReplaceAll(patient("A"), "p1", who)), entry(strings.NewReplacer("p1", who, "c1", "c"+who).Replace(plan("a plan"))))
			if i%5 == 4 {
				body = strings.Replace(body, `"active"`, `"banana"`, 1) // what is refused takes no other along
			}
			if r := laptop.ask("POST", "", body); (r.status == 200) != (i%5 < 4) {
				t.Errorf("laptop %d: %d", i, r.status)
			}
		})
	}
	wg.Wait()
	if plans, err := in.hub.List(); err != nil || len(plans) != 16 {
		t.Errorf("%d plans, %v, want 16", len(plans), err)
	}
}

// TestWhatGoesOntoTheDiskTogetherIsJudgedApart: jobs that share a transaction of
// the file see what those before them did, and one that is refused takes none of
// them along.
func TestWhatGoesOntoTheDiskTogetherIsJudgedApart(t *testing.T) {
	h := openHub(t, t.TempDir())
	defer func() { _ = h.Close() }()
	of := func(resource, ifMatch string) *job {
		tree, err := parse([]byte(resource))
		if err != nil {
			t.Fatal(err)
		}
		p := put{Type: text(tree["resourceType"]), ID: text(tree["id"]), IfMatch: ifMatch}
		if r := p.take(tree, ""); r != nil {
			t.Fatal(r)
		}
		return &job{puts: []put{p}, by: "a laptop", done: make(chan struct{})}
	}
	all := []*job{
		of(plan("for nobody yet"), ""), of(patient("Peggy"), ""), of(plan("for Peggy"), ""),
		of(patient("Margaret"), `W/"1"`), of(patient("Maggie"), `W/"1"`), of(patient("Margaret"), ""),
	}
	h.commit(all)
	var got []string
	for _, j := range all {
		<-j.done
		switch r, refused := errors.AsType[*refusal](j.err); {
		case refused:
			got = append(got, fmt.Sprint(r.status))
		case j.err != nil:
			t.Fatal(j.err)
		default:
			got = append(got, j.changes[0].head.etag())
		}
	}
	if want := "422,W/\"1\",W/\"1\",W/\"2\",412,W/\"2\""; strings.Join(got, ",") != want {
		t.Errorf("together they came to %s, want %s", strings.Join(got, ","), want)
	}
}

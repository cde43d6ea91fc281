package fhir

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ownwords/model"
	"ownwords/model/testdata/rounds"
)

var update = flag.Bool("update", false, "write the golden files anew")

type failing interface {
	Helper()
	Errorf(string, ...any)
	Fatalf(string, ...any)
}

func thaw(t failing, bundle []byte) Frozen {
	t.Helper()
	f, err := Thaw(bundle)
	if err != nil {
		t.Fatalf("Thaw: %v", err)
	}
	return f
}

// taking is a server that gives every resource an id and a version of its own.
type taking struct{ at Places }

func (s taking) take(t failing, f Frozen, chunk []byte) {
	t.Helper()
	entries, _ := at(decode(t, chunk), "entry").(list)
	for _, e := range entries {
		body, _ := at(e, "resource").(object)
		for _, to := range referencesIn(body) {
			if !s.has(to) {
				t.Errorf("a chunk refers to %s, which is not at the server", to)
			}
		}
	}
	for _, e := range entries {
		own := strings.TrimPrefix(at(e, "fullUrl").(string), "urn:uuid:")
		i := slices.IndexFunc(f.Entries, func(p Part) bool { return p.ID == own })
		p := f.Entries[i]
		s.at[p.Key()] = Place{Type: p.Type, ID: p.ID, ServerID: fmt.Sprintf("s%d", len(s.at)), ETag: `W/"1"`}
	}
}

func (s taking) has(reference string) bool {
	for _, x := range s.at {
		if x.Type+"/"+x.ServerID == reference {
			return true
		}
	}
	return false
}

// TestAnyPlanGoesToAnyServer: in chunks of any size, is known again there, and
// can be withdrawn.
func TestAnyPlanGoesToAnyServer(t *testing.T) {
	rounds.Few(t, func(t *rapid.T) {
		bundle := Transaction(Resources(records(t), optionsFor(t)))
		f := thaw(t, bundle)
		if !bytes.Equal(f.Puts(nil), bundle) {
			t.Fatalf("Puts gives other bytes than were frozen")
		}
		places := inChunks(t, f, rapid.IntRange(1, 9).Draw(t, "most"))
		knownAgain(t, f, places)
		validWithdrawn(t, f)
	})
}

// inChunks sends all entries in chunks of at most so many.
func inChunks(t *rapid.T, f Frozen, most int) Places {
	t.Helper()
	chunks := f.Chunks(most)
	server := taking{Places{}}
	for _, which := range chunks {
		if len(which) > most {
			t.Errorf("%d entries in a chunk, want at most %d", len(which), most)
		}
		b, err := f.Chunk(which, server.at, "batch")
		if err != nil {
			t.Fatalf("Chunk: %v", err)
		}
		server.take(t, f, b)
	}
	all := slices.Sorted(slices.Values(slices.Concat(chunks...)))
	if n := len(f.Entries); len(all) != n || len(slices.Compact(all)) != n {
		t.Errorf("%d of %d entries go", len(all), n)
	}
	var last []string
	for _, which := range chunks[len(chunks)-2:] {
		last = append(last, f.Entries[which[0]].Type)
	}
	if diff := cmp.Diff([]string{"CarePlan", "Provenance"}, last); diff != "" {
		t.Errorf("the last chunks:\n%s", diff)
	}
	return server.at
}

func TestWhatIsThereIsPutAndTheRestIsMadeOnce(t *testing.T) {
	f := thaw(t, Transaction(Resources(peggy(model.Agreed), optionsFor(t))))
	chunks := f.Chunks(8)
	server := taking{Places{}}
	for i, which := range chunks {
		b, err := f.Chunk(which, server.at, "transaction")
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			golden(t, "chunk-transaction", b)
		}
		server.take(t, f, b)
	}
	unknown := f.Entries[chunks[2][0]]
	delete(server.at, unknown.Key())
	again, err := f.Chunk(chunks[2], server.at, "batch")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "chunk-batch", again)
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.WriteFile(file, append(got, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(decode(t, want), decode(t, got)); diff != "" {
		t.Errorf("%s:\n%s", name, diff)
	}
}

func TestEveryVersionButTheOrganizationsIsGuarded(t *testing.T) {
	f := thaw(t, Transaction(Resources(peggy(model.Agreed), optionsFor(t))))
	known := Places{}
	for _, p := range f.Entries[:len(f.Entries)-1] { // all but the new sign-off
		known[p.Key()] = Place{Type: p.Type, ID: p.ID, ServerID: p.ID, ETag: `W/"2"`}
	}
	entries := at(decode(t, f.Puts(known)), "entry").(list)
	for i, e := range entries {
		want := any(`W/"2"`)
		if p := f.Entries[i]; p.Type == "Organization" || p.Type == "Provenance" {
			want = nil
		}
		if got := at(e, "request", "ifMatch"); got != want {
			t.Errorf("%s goes onto %v, want %v", f.Entries[i].Type, got, want)
		}
	}
}

func TestWhatHasNoPlaceYetIsNotReferredTo(t *testing.T) {
	f := thaw(t, Transaction(Resources(peggy(model.Agreed), optionsFor(t))))
	last := len(f.Entries) - 1
	if _, err := f.Chunk([]int{last}, Places{}, "batch"); err == nil {
		t.Error("a sign-off goes before its plan")
	}
}

// TestWhatAnEarlierVersionFrozeStillGoes reads what was frozen before sign-offs
// had a tag.
func TestWhatAnEarlierVersionFrozeStillGoes(t *testing.T) {
	bundle, err := os.ReadFile(filepath.Join("testdata", "frozen-1.json"))
	if err != nil {
		t.Fatal(err)
	}
	f := thaw(t, bundle)
	if !bytes.Equal(f.Puts(nil), bundle) {
		t.Error("Puts gives other bytes than were frozen")
	}
	server := taking{Places{}}
	for _, which := range f.Chunks(8) {
		b, err := f.Chunk(which, server.at, "transaction")
		if err != nil {
			t.Fatal(err)
		}
		server.take(t, f, b)
	}
	i := len(f.Entries) - 1
	single, err := f.Single(i, server.at)
	if err != nil {
		t.Fatal(err)
	}
	tag := at(decode(t, single), "meta", "tag", 0)
	if diff := cmp.Diff(object{"system": "urn:ownwords:id", "code": f.Entries[i].ID}, tag); diff != "" {
		t.Errorf("its sign-off can't be found again:\n%s", diff)
	}
	if got, want := f.Entries[i].Query(), "_tag=urn%3Aownwords%3Aid%7C"+f.Entries[i].ID; got != want {
		t.Errorf("Query() = %s, want %s", got, want)
	}
	if got, want := f.Entries[0].Query(), "identifier=urn%3Aownwords%3Aid%7C"+f.Entries[0].ID; got != want {
		t.Errorf("Query() = %s, want %s", got, want)
	}
}

func TestWordsThatLookLikeAReferenceAreNone(t *testing.T) {
	resource := marshal(object{
		"note": `He wrote "reference":"Goal/1" and {"reference":"Goal/2"}`, "reference": "Goal/3",
		"goal": list{object{"reference": "Goal/4"}}, "entity": list{object{"what": object{"reference": object{"reference": "Goal/5"}}}},
	})
	got := references(resource)
	slices.Sort(got)
	if diff := cmp.Diff([]string{"Goal/3", "Goal/4", "Goal/5"}, got); diff != "" {
		t.Errorf("references of %s: %s", resource, diff)
	}
}

func TestThawRefusesWhatWasNotFrozen(t *testing.T) {
	entry := func(resource, method, url string) string {
		return fmt.Sprintf(`{"resource":%s,"request":{"method":%q,"url":%q}}`, resource, method, url)
	}
	goal := `{"resourceType":"Goal","id":"g"}`
	plan := `{"resourceType":"CarePlan","id":"p","goal":[{"reference":"Goal/g"}]}`
	for name, entries := range map[string][]string{
		"a post":         {entry(goal, "POST", "Goal")},
		"another id":     {entry(goal, "PUT", "Goal/h")},
		"another type":   {entry(`{"resourceType":"Person","id":"g"}`, "PUT", "Person/g")},
		"no resource":    {`{}`},
		"one twice":      {entry(goal, "PUT", "Goal/g"), entry(goal, "PUT", "Goal/g")},
		"the later one":  {entry(plan, "PUT", "CarePlan/p"), entry(goal, "PUT", "Goal/g")},
		"no transaction": nil,
	} {
		kind := "transaction"
		if entries == nil {
			kind = "batch"
		}
		bundle := fmt.Sprintf(`{"resourceType":"Bundle","type":%q,"entry":[%s]}`, kind, strings.Join(entries, ","))
		if _, err := Thaw([]byte(bundle)); err == nil {
			t.Errorf("Thaw takes %s", name)
		}
	}
}

func TestASignOffIsOneLaptopsOwn(t *testing.T) {
	first, second := optionsFor(t), optionsFor(t)
	first.Mark, second.Mark = "0198f3a4-0000-7000-8000-000000000001", "0198f3a4-0000-7000-8000-000000000002"
	second.Revises = []string{"ours", "theirs"}
	a, b := Resources(peggy(model.Agreed), first), Resources(peggy(model.Agreed), second)
	if a[len(a)-1].ID == b[len(b)-1].ID {
		t.Error("two laptops sign one revision off under one id")
	}
	signOff := only(t, b, "Provenance")
	for i, want := range []any{"ours", "theirs"} {
		e := at(signOff, "entity", i+1)
		if got := at(e, "what", "identifier", "value"); got != want || at(e, "role") != "revision" {
			t.Errorf("entity %d is %v", i+1, e)
		}
	}
	for _, r := range b {
		if bad := Check(treeOf(r.JSON)); len(bad) > 0 {
			t.Errorf("%s: %v", r.Type, bad)
		}
	}
}

func TestInstantsAreWhatServersKeep(t *testing.T) {
	o := optionsFor(t)
	o.At = o.At.Add(123456789)
	r := peggy(model.Agreed)
	n := model.Copy(r.Notes[0])
	n.Typed = n.Typed.Add(987654321)
	bundle := Transaction(Resources(r.With(n), o))
	for _, want := range []string{`"recorded":"2026-09-15T11:14:00.123Z"`, `"valueDateTime":"2026-09-15T09:14:00.987Z"`} {
		if !bytes.Contains(bundle, []byte(want)) {
			t.Errorf("the plan lacks %s", want)
		}
	}
	back, err := Read(bundle)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := back.Notes[0].Typed, n.Typed.Truncate(time.Millisecond); !got.Equal(want) {
		t.Errorf("typed at %v, want %v", got, want)
	}
}

package fhir

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ownwords/model"
)

// settled are the places of a Frozen at a server that gives ids of its own.
func settled(t failing, f Frozen) Places {
	server := taking{Places{}}
	for _, which := range f.Chunks(8) {
		b, err := f.Chunk(which, server.at, "transaction")
		if err != nil {
			t.Fatalf("Chunk: %v", err)
		}
		server.take(t, f, b)
	}
	return server.at
}

// stored is an entry as a server gives it back that knows our resources by ids
// of its own.
func stored(t failing, f Frozen, i int, at Places) object {
	raw, err := f.Single(i, at)
	if err != nil {
		t.Fatalf("Single: %v", err)
	}
	tree := treeOf(raw)
	meta, _ := tree["meta"].(object)
	if meta == nil {
		meta = object{}
	}
	meta["versionId"], meta["lastUpdated"] = "7", "2026-11-22T07:00:00Z"
	tree["meta"] = meta
	return tree
}

// changes are all ways to change one text in v, ids and addresses aside.
func changes(v any, name string, set func(any), out *[]func()) {
	switch v := v.(type) {
	case object:
		for k, x := range v {
			if k != "id" && k != "meta" && k != "text" {
				changes(x, k, func(now any) { v[k] = now }, out)
			}
		}
		if narrative, ok := v["text"].(object); ok {
			changes(narrative["div"], "div", func(now any) { narrative["div"] = now }, out)
		} else if said, ok := v["text"].(string); ok {
			changes(said, "text", func(now any) { v["text"] = now }, out)
		}
	case list:
		for i, x := range v {
			changes(x, name, func(now any) { v[i] = now }, out)
		}
	case string:
		*out = append(*out, func() { set(v + "more") })
	}
}

// knownAgain reads an entry back as it was sent, and with one text changed.
func knownAgain(t *rapid.T, f Frozen, places Places) {
	t.Helper()
	i := rapid.IntRange(0, len(f.Entries)-1).Draw(t, "entry")
	theirs := stored(t, f, i, places)
	if !Same(f.Entries[i].Resource, encode(theirs), places) {
		t.Fatalf("%s came back and is not the same", f.Entries[i].Type)
	}
	var ways []func()
	changes(theirs, "", nil, &ways)
	rapid.SampledFrom(ways).Draw(t, "change")()
	if Same(f.Entries[i].Resource, marshal(theirs), places) {
		t.Errorf("%s was changed and is the same", f.Entries[i].Type)
	}
}

func TestWhatServersMakeOfAResourceIsNoChange(t *testing.T) {
	ours := `{"resourceType":"ServiceRequest","id":"a","authoredOn":"2026-09-15T11:14:00.123Z","note":[{"text":"in the rain"}],
		"subject":{"reference":"Patient/p","display":"Peggy"},"extension":[{"url":"u","valueMoney":{"value":23.4000}}],
		"text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>She said &#34;no&#34;</p><p>a<br/>b</p></div>"}}`
	at := Places{"Patient/p": {Type: "Patient", ID: "p", ServerID: "17"}}
	as := func(was, now string) string {
		return strings.Replace(strings.Replace(ours, "Patient/p", "Patient/17", 1), was, now, 1)
	}
	tests := []struct {
		name, theirs string
		same         bool
	}{
		{"its own id", as(`"id":"a"`, `"id":"99"`), true},
		{"its own meta", as(`"id":"a"`, `"id":"a","meta":{"versionId":"3","tag":[{"system":"x","code":"y"}]}`), true},
		{"a whole address", as("Patient/17", "https://fhir.council.example/R4/Patient/17/_history/2"), true},
		{"somebody else", as("Patient/17", "Patient/18"), false},
		{"microseconds gone", as(":00.123Z", ":00.123000Z"), true},
		{"told in summer time", as("T11:14:00.123Z", "T12:14:00.123+01:00"), true},
		{"another second", as(":00.123Z", ":01.123Z"), false},
		{"noughts gone", as("23.4000", "23.4"), true},
		{"another sum", as("23.4000", "23.5"), false},
		{"a narrative laid out anew", as("<p>a<br/>b", `\n  <p>a<br />b`), true},
		{"characters in place of names", as("&#34;no&#34;", "'no'"), false},
		{"quotation marks in place of names", as("&#34;no&#34;", `\"no\"`), true},
		{"a changed word", as("in the rain", "in the sun"), false},
		{"a word less in the narrative", as("<p>a<br/>b</p>", "<p>a</p>"), false},
		{"something more", as(`"id":"a"`, `"id":"a","priority":"urgent"`), false},
		{"something less", as(`"note":[{"text":"in the rain"}],`, ""), false},
		{"another type", as("ServiceRequest", "Goal"), false},
		{"no resource", "<html>", false},
	}
	for _, tt := range tests {
		if got := Same(json.RawMessage(ours), json.RawMessage(tt.theirs), at); got != tt.same {
			t.Errorf("%s: Same = %v, want %v", tt.name, got, tt.same)
		}
	}
}

func TestAServersOwnNarrativeOfWhatHadNoneIsNoChange(t *testing.T) {
	ours := json.RawMessage(`{"resourceType":"Organization","name":"Riverside Council"}`)
	theirs := json.RawMessage(`{"resourceType":"Organization","name":"Riverside Council","text":{"status":"generated","div":"<div>Riverside Council</div>"}}`)
	if !Same(ours, theirs, nil) {
		t.Error("a narrative of the server's making is a change")
	}
}

func TestASignOffWithoutItsTagIsAnother(t *testing.T) {
	f := thaw(t, Transaction(Resources(peggy(model.Agreed), optionsFor(t))))
	i := len(f.Entries) - 1
	theirs := treeOf(f.Entries[i].Resource)
	delete(theirs, "meta")
	if Same(f.Entries[i].Resource, marshal(theirs), nil) {
		t.Error("a sign-off without a tag is the same")
	}
}

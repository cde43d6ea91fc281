package fhir

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// Frozen is a transaction of [Transaction], read again to be put onto a wire in
// whichever way a server takes it. Nothing here changes what was frozen: the
// same Frozen and Places give the same bytes.
type Frozen struct {
	// Entries refer only to those before them; the CarePlan and its Provenance
	// are last.
	Entries []Part
}

// Part is one resource of a Frozen, under our own id.
type Part struct {
	Type, ID string
	Resource json.RawMessage // as it was frozen

	system string // of our identifiers
	refs   []int  // the entries it refers to
}

// Place is where a resource of ours stands at a server.
type Place struct {
	Type, ID string // ours
	ServerID string // empty where it is not there
	ETag     string // as the server writes it, W/"3"; empty where it is not known
}

// Places are what is known of a server, by [Part.Key].
type Places map[string]Place

// errNotFrozen is all that is said of bytes that Transaction did not make.
var errNotFrozen = errors.New("not a transaction of ours")

// Thaw reads frozen bytes, those of earlier versions of this program too. The
// error says which entry is wrong, counted from 0, and repeats nothing of it.
func Thaw(bundle []byte) (Frozen, error) {
	var b Bundle
	if err := json.Unmarshal(bundle, &b); err != nil || b.Type != "transaction" {
		return Frozen{}, fmt.Errorf("thaw: %w", errNotFrozen)
	}
	f := Frozen{Entries: make([]Part, len(b.Entry))}
	before := map[string]int{} // where a Key stands
	var refers [][]string
	system := "" // one for all
	for i, e := range b.Entry {
		p, ours := thawed(e, system == "")
		system = cmp.Or(system, p.system)
		if _, twice := before[p.Key()]; twice || !ours {
			return Frozen{}, fmt.Errorf("thaw entry %d: %w", i, errNotFrozen)
		}
		f.Entries[i], before[p.Key()] = p, i
		refers = append(refers, references(p.Resource))
	}
	for i := range f.Entries {
		p := &f.Entries[i]
		for _, to := range refers[i] {
			at, ours := before[to]
			if !ours {
				continue
			}
			if at >= i {
				return Frozen{}, fmt.Errorf("thaw entry %d: refers to a later one: %w", i, errNotFrozen)
			}
			p.refs = append(p.refs, at)
		}
	}
	for i := range f.Entries { // earlier versions froze a Provenance without its tag
		f.Entries[i].system = system
	}
	return f, nil
}

// thawed is one entry, and whether it is what Transaction makes: a PUT of a
// resource under its own id. The system of its identifiers is looked for where that
// is asked: it is to read the whole resource once more.
func thawed(e Entry, system bool) (Part, bool) {
	if e.Request == nil || e.Request.Method != "PUT" {
		return Part{}, false
	}
	p := Part{Resource: e.Resource}
	p.Type, p.ID, _ = strings.Cut(e.Request.URL, "/")
	if !Sent(p.Type) || !ValidID(p.ID) || !p.states("resourceType", p.Type) || !p.states("id", p.ID) {
		return p, false
	}
	if system {
		p.system = ownSystem(p.Resource)
	}
	return p, true
}

// states tells whether a frozen resource says this of itself. It was written
// without blanks, and what needs no escaping stands in it as it is.
func (p Part) states(name, value string) bool {
	return bytes.Contains(p.Resource, []byte(`"`+name+`":"`+value+`"`))
}

// head is of a resource what says which it is.
type head struct {
	ID         string          `json:"id"`
	Identifier json.RawMessage `json:"identifier"` // R4 has one for some types and a list for others
	Meta       struct {
		Tag []ownID `json:"tag"`
	} `json:"meta"`
}

// ownID is an identifier or a tag.
type ownID struct {
	System string `json:"system"`
	Value  string `json:"value"`
	Code   string `json:"code"`
}

// ownSystem is the system under which a resource carries its own id, as an
// identifier or as a tag; empty where it carries none.
func ownSystem(resource json.RawMessage) string {
	var h head
	if json.Unmarshal(resource, &h) != nil {
		return ""
	}
	var all []ownID
	if json.Unmarshal(h.Identifier, &all) != nil {
		all = make([]ownID, 1)
		_ = json.Unmarshal(h.Identifier, &all[0]) // where there is none it stays empty
	}
	for _, x := range slices.Concat(all, h.Meta.Tag) {
		if x.Value == h.ID || x.Code == h.ID {
			return x.System
		}
	}
	return ""
}

// Key names the part among Places: "Goal/" and our own id.
func (p Part) Key() string { return p.Type + "/" + p.ID }

// Query finds the part at a server, whatever id that gave it: a search for our
// identifier, escaped as in an address. A Provenance has no identifier in R4
// and is found by its tag. A search by the CarePlan it is of would find the
// sign-off of an earlier revision and take it for this one.
func (p Part) Query() string {
	by := "identifier"
	if p.Type == "Provenance" {
		by = "_tag"
	}
	return url.Values{by: {p.system + "|" + p.ID}}.Encode()
}

// Puts is the transaction that puts every entry under our own id, all or none
// of them. What is known at the server goes only onto the version that is
// known, but for the Organization, which all records of a council put. Where no
// version is known these are the frozen bytes.
func (f Frozen) Puts(at Places) []byte {
	b := Bundle{ResourceType: "Bundle", Type: "transaction"}
	for _, p := range f.Entries {
		b.Entry = append(b.Entry, p.entry(p.Resource, p.put(at[p.Key()], p.ID)))
	}
	return marshal(b)
}

func (p Part) entry(resource json.RawMessage, request *EntryRequest) Entry {
	return Entry{FullURL: "urn:uuid:" + p.ID, Resource: resource, Request: request}
}

func (p Part) put(at Place, id string) *EntryRequest {
	r := &EntryRequest{Method: "PUT", URL: p.Type + "/" + id}
	if p.Type != "Organization" {
		r.IfMatch = at.ETag
	}
	return r
}

// Chunks shares the entries out, by their numbers, into groups of at most so
// many, to be sent one after the other: an entry refers to none of its own
// group and to none of a later one, and the CarePlan and its Provenance, which
// say that all is there, are in groups of their own at the end.
func (f Frozen) Chunks(most int) [][]int {
	var chunks [][]int
	in := make([]int, len(f.Entries)) // which chunk
	first := 0
	for _, rank := range []int{0, 1, 2} {
		for i, p := range f.Entries {
			if sendingRank(p.Type) != rank {
				continue
			}
			at := first
			for _, to := range p.refs {
				at = max(at, in[to]+1)
			}
			for at < len(chunks) && len(chunks[at]) >= max(most, 1) {
				at++
			}
			if at == len(chunks) {
				chunks = append(chunks, nil)
			}
			chunks[at], in[i] = append(chunks[at], i), at
		}
		first = len(chunks)
	}
	return chunks
}

// sendingRank puts the resources that say that all is there behind the rest.
func sendingRank(kind string) int {
	return 1 + slices.Index([]string{"CarePlan", "Provenance"}, kind)
}

// Chunk is a Bundle of some entries, of kind "transaction" or "batch": a PUT of
// what has a place, onto the version that is known, and of the rest a POST that
// does nothing where our identifier is there already. References lead to where
// the server has what they refer to; the error is for one that has no place
// yet.
//
// A server that takes our own ids has every entry at the ServerID that is its
// ID, whether it is there or not.
func (f Frozen) Chunk(which []int, at Places, kind string) ([]byte, error) {
	b := Bundle{ResourceType: "Bundle", Type: kind}
	for _, i := range which {
		p := f.Entries[i]
		resource, err := f.Single(i, at)
		if err != nil {
			return nil, err
		}
		request := &EntryRequest{Method: "POST", URL: p.Type, IfNoneExist: p.Query()}
		if there := at[p.Key()]; there.ServerID != "" {
			request = p.put(there, there.ServerID)
		}
		b.Entry = append(b.Entry, p.entry(resource, request))
	}
	return marshal(b), nil
}

// Single is one entry as it goes by itself: under the id that the server gave
// it, or without one where it has no place yet, with references as in Chunk.
func (f Frozen) Single(i int, at Places) (json.RawMessage, error) {
	p := f.Entries[i]
	tree := treeOf(p.Resource)
	delete(tree, "id")
	if id := at[p.Key()].ServerID; id != "" {
		tree["id"] = id
	}
	if p.Type == "Provenance" && tree["meta"] == nil {
		tree["meta"] = tagged(p.system, p.ID)
	}
	places := map[string]string{}
	for _, to := range p.refs {
		other := f.Entries[to]
		id := at[other.Key()].ServerID
		if id == "" {
			return nil, fmt.Errorf("%s refers to %s, which has no place yet", p.Key(), other.Key())
		}
		places[other.Key()] = other.Type + "/" + id
	}
	refer(tree, func(to string) string { return cmp.Or(places[to], to) })
	return marshal(tree), nil
}

// tagged is a meta that carries our own id, by which a resource that has no
// identifier is found again.
func tagged(system, id string) object {
	return object{"tag": list{object{"system": system, "code": id}}}
}

// treeOf is a resource decoded, its numbers as they are written; nil where it
// is no JSON object.
func treeOf(resource json.RawMessage) object {
	d := json.NewDecoder(bytes.NewReader(resource))
	d.UseNumber()
	var tree object
	if d.Decode(&tree) != nil {
		return nil
	}
	return tree
}

// references are all that a frozen resource refers to, in no order. It was written
// without blanks, and within a text a quotation mark is escaped: nothing else looks
// like this.
func references(resource []byte) []string {
	var out []string
	pieces := bytes.Split(resource, []byte(`"reference":"`))
	for _, rest := range pieces[1:] {
		to, _, _ := bytes.Cut(rest, []byte(`"`))
		out = append(out, string(to))
	}
	return out
}

// refer changes every reference in v.
func refer(v any, change func(string) string) {
	switch v := v.(type) {
	case list:
		for _, x := range v {
			refer(x, change)
		}
	case object:
		for k, x := range v {
			if to, text := x.(string); text && k == "reference" {
				v[k] = change(to)
			} else {
				refer(x, change)
			}
		}
	}
}

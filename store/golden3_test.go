package store

import (
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"filippo.io/age"

	"ownwords/model"
	"ownwords/store/seal"
	"ownwords/store/vault"
)

// A name of its own: no other test that is told to update writes this anew.
var makeGolden3 = flag.Bool("make-golden-3", false, "write the golden store of schema 3 anew: only before it is released")

// The golden stores of schema 2 and 3, with what they hold. Once a version is
// released that has written one, it is never written again; every later version
// opens it.
const (
	golden2 = "testdata/golden-2"
	golden3 = "testdata/golden-3"
)

const (
	goldenWords  = "kettle window harbour nine"
	goldenSecond = "second person at this laptop"
	goldenFind   = "bowl"
)

// holds is all that can be read of a store.
type holds struct {
	Cards   []Card
	Bin     []Binned
	Held    map[model.ID]HoldWhy
	Records map[model.ID]holdsRecord
	Outbox  []OutItem
	Sums    map[model.ID]string // SHA-256 of what is frozen
	States  map[model.ID]OutState
	Log     []LogEntry
	Ways    []Way
	Found   []model.ID
	Value   string
}

type holdsRecord struct {
	Record *model.Record
	Tail   []model.Batch
	Kept   []Kept
	Guide  string
	Place  model.Place
	Head   uint64
}

// all reads everything. The log comes first, and the cards: reading changes both.
func all(t *testing.T, s *Store) holds {
	t.Helper()
	h := holds{
		Held: map[model.ID]HoldWhy{}, Records: map[model.ID]holdsRecord{}, Sums: map[model.ID]string{}, States: map[model.ID]OutState{},
	}
	for e, err := range s.LogEntries() {
		whole(t, "LogEntries", nil, err)
		h.Log = append(h.Log, e)
	}
	var bad []Damage
	var err error
	h.Cards, bad, err = s.List()
	whole(t, "List", bad, err)
	h.Bin, bad, err = s.Bin()
	whole(t, "Bin", bad, err)
	h.Outbox, bad, err = s.Outbox()
	whole(t, "Outbox", bad, err)
	h.Found, err = s.Find(goldenFind)
	whole(t, "Find", nil, err)
	h.Ways, err = s.Ways()
	whole(t, "Ways", nil, err)
	value, err := s.Meta("golden")
	whole(t, "Meta", nil, err)
	h.Value = string(value)
	for _, o := range h.Outbox {
		raw, err := s.Frozen(o.ID)
		whole(t, "Frozen", nil, err)
		h.Sums[o.ID], h.States[o.ID] = fmt.Sprintf("%x", sha256.Sum256(raw)), o.State
	}
	ids, err := s.ids()
	whole(t, "ids", nil, err)
	for id := range ids {
		h.Records[id] = allOf(t, s, id)
		if h.Held[id], _, err = s.Holds(id); err != nil {
			t.Errorf("Holds(%s) = %v", id, err)
		}
	}
	return h
}

func allOf(t *testing.T, s *Store, id model.ID) holdsRecord {
	t.Helper()
	l, err := s.Read(id)
	whole(t, "Read", l.Damage, err)
	kept, bad, err := s.Kept(id)
	whole(t, "Kept", bad, err)
	return holdsRecord{l.Record, l.Tail, kept, string(l.Guide), l.Place, l.Head}
}

func whole(t *testing.T, what string, bad []Damage, err error) {
	t.Helper()
	if err != nil || len(bad) > 0 {
		t.Errorf("%s = %v, %v, want it whole", what, bad, err)
	}
}

func TestAStoreOpensForEver(t *testing.T) {
	if *makeGolden3 {
		writeGolden3(t)
	}
	for _, golden := range []string{golden2, golden3} {
		want, err := os.ReadFile(filepath.Join(golden, "holds.json"))
		if err != nil {
			t.Fatal(err)
		}
		for name, key := range goldenKeys(t, golden) {
			t.Run(filepath.Base(golden)+", "+name, func(t *testing.T) {
				dir := fromGolden(t, golden)
				s := openGolden(t, dir, key)
				report, err := s.Verify(t.Context())
				whole(t, "Verify", report.Damage, err)
				got := all(t, s)
				for i := range got.Ways {
					got.Ways[i].Current = false
				}
				for _, fault := range lacks(parsed(t, mustJSON(t, got)), parsed(t, want), "") {
					t.Error(fault)
				}
				shut(t, s)
				checkFile(t, dir)
			})
		}
	}
}

// goldenKeys are all ways into a golden store.
func goldenKeys(t *testing.T, golden string) map[string]*seal.Opener {
	t.Helper()
	text := func(name string) []byte {
		raw, err := os.ReadFile(filepath.Join(golden, name))
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	code, err := seal.ParseCode(text("recovery.txt"))
	if err != nil {
		t.Fatal(err)
	}
	team, err := seal.Team(text("team-key.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return map[string]*seal.Opener{
		"passphrase": seal.Passphrase([]byte(goldenWords)), "the second's": seal.Passphrase([]byte(goldenSecond)),
		"recovery code": seal.Recovery(code), "team key": team,
	}
}

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(text, '\n')
}

func parsed(t *testing.T, text []byte) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// lacks says what of want is not in got, or otherwise. A later version may say
// more of a thing than this one did.
func lacks(got, want any, at string) (faults []string) {
	switch want := want.(type) {
	case map[string]any:
		have, _ := got.(map[string]any)
		for key, x := range want {
			faults = append(faults, lacks(have[key], x, at+"/"+key)...)
		}
	case []any:
		have, _ := got.([]any)
		if len(have) != len(want) {
			return []string{fmt.Sprintf("%s has %d entries, want %d", at, len(have), len(want))}
		}
		for i, x := range want {
			faults = append(faults, lacks(have[i], x, fmt.Sprintf("%s/%d", at, i))...)
		}
	default:
		if got != want {
			faults = append(faults, fmt.Sprintf("%s = %v, want %v", at, got, want))
		}
	}
	return faults
}

// writeGolden3 makes a store in which everything is that a store can hold.
func writeGolden3(t *testing.T) {
	t.Helper()
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	dir, now := t.TempDir(), monday
	clock := func() time.Time { now = now.Add(time.Second); return now }
	s, code, err := Create(dir, Options{
		Passphrase: []byte(goldenWords), Team: []string{identity.Recipient().String()}, Cost: seal.CheapCost(), Now: clock,
	})
	if err != nil {
		t.Fatal(err)
	}
	did(t, s.AddUser("Ama Boateng", []byte(goldenSecond)))
	did(t, s.SetMeta("golden", []byte("a small value")))
	goldenPeggy(t, s)
	did(t, s.Hold(goldenJoan(t, s).r.ID, HoldComplaint))
	harjit := goldenTalk(t, s, "Harjit Kaur Sandhu", "To sew again.", "Once I am out of the bowls club.")
	did(t, s.Throw(harjit.r.ID, BinByHand, true))
	gone := goldenTalk(t, s, "Nobody At All", "It should not be here.")
	did(t, s.Throw(gone.r.ID, BinByHand, true))
	did(t, s.Purge(gone.r.ID))
	did(t, s.Log("exported", harjit.r.ID, 1))
	did(t, s.Tidy(t.Context()))
	shut(t, s)

	did(t, os.MkdirAll(golden3, 0o755))
	raw, err := os.ReadFile(filepath.Join(dir, vault.FileName))
	did(t, err)
	write := func(name string, text []byte) { did(t, os.WriteFile(filepath.Join(golden3, name), text, 0o644)) }
	write(vault.FileName, raw)
	write("team-key.txt", []byte(identity.String()+"\n"))
	var rows []byte
	for _, r := range code.Rows() {
		rows = fmt.Appendf(rows, "%s %s-%s-%s\n", r.Word, r.Groups[0], r.Groups[1], r.Groups[2])
	}
	write("recovery.txt", rows)
	s = openGolden(t, fromGolden(t, golden3), seal.Passphrase([]byte(goldenWords)))
	h := all(t, s)
	for i := range h.Ways {
		h.Ways[i].Current = false
	}
	for _, done := range []string{ActionFolded, ActionResealed, ActionPurged, ActionEpoch, ActionHeld, ActionBinned, string(WhyAgreed)} {
		if !slices.ContainsFunc(h.Log, func(e LogEntry) bool { return e.Action == done }) {
			t.Errorf("nothing was %s in the golden store", done)
		}
	}
	write("holds.json", mustJSON(t, h))
	shut(t, s)
}

func did(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// goldenTalk is a conversation of one visit that was left.
func goldenTalk(t *testing.T, s *Store, name string, words ...string) *talk {
	t.Helper()
	k := newTalk()
	w, err := s.New(k.r.ID)
	did(t, err)
	hand(t, w, by(s, k.begin(name)))
	for _, text := range words {
		_, batches := k.note(text)
		hand(t, w, during(k.r.Latest().ID, by(s, batches)))
	}
	leave(t, w, k, model.Place{Stage: model.StageTalk, Topic: "home"})
	return k
}

// by has batches made by whoever opened the store.
func by(s *Store, batches []model.Batch) []model.Batch {
	for i := range batches {
		batches[i].By = model.ID(s.By())
	}
	return batches
}

// goldenPeggy is visited twice, so that the first visit is folded; a note of
// hers moves to the worker's own, a worry waits, and her guide is kept.
func goldenPeggy(t *testing.T, s *Store) {
	t.Helper()
	k := goldenTalk(t, s, "Peggy Ashworth", "I want to bowl.", "Tea first.")
	w := writer(t, s, k.r.ID)
	put := func(batches []model.Batch) { hand(t, w, during(k.r.Latest().ID, by(s, batches))) }
	guide, err := s.PutGuide([]byte(`{"id":"assessment","made":"up"}`))
	did(t, err)
	c := model.Copy(k.r.Conversation)
	c.GuideHash = guide
	put(k.put(c))
	for _, text := range []string{"I want to bowl again.", "I want to bowl again, on Wednesdays."} {
		n := model.Copy(k.r.Notes[0])
		n.Text = text
		put(k.put(n))
	}
	own, batches := k.note("She looked at her daughter before she answered.")
	put(batches)
	put(k.move(own, model.DrawerMine))
	put(k.put(&model.Worry{Head: model.Head{ID: model.NewID(), Drawer: model.DrawerWorry}, Began: k.at}))
	put(k.put(&model.Visit{Head: model.Head{ID: model.NewID(), Order: model.OrderBetween(model.LastOrder(k.r.Visits), "")}, Began: k.at}))
	_, batches = k.note("And to see Joan.")
	put(batches)
	leave(t, w, k, model.Place{Stage: model.StageMine, Part: own.ID, Caret: 3})
}

// goldenJoan agreed three times: the first plan is there, of the second some is,
// and the third waits, brought together with what stood there.
func goldenJoan(t *testing.T, s *Store) *talk {
	t.Helper()
	k := goldenTalk(t, s, "Joan Pemberton", "Bowls on a Wednesday.")
	w := writer(t, s, k.r.ID)
	there := []OutEntry{{Type: "CarePlan", ID: "plan", ServerID: "1", ETag: `W/"1"`, Done: true}}
	going := OutState{Step: OutGoing, Tries: 1, Strategy: "conditional", Of: 3}
	for revision, became := range []OutState{
		{Step: OutThere, Tries: 2, Strategy: "put", Done: 1, Of: 1, Entries: there, Answer: "there", Detail: map[string]string{"status": "201"}},
		{Step: OutPartly, Tries: 1, Strategy: "conditional", Done: 1, Of: 3, Entries: there, Answer: "entries"},
		{},
	} {
		batches, keep := k.agree(revision + 1)
		item := OutItem{
			ID: model.NewID(), Target: "Northmoor", Kind: "fhir-r4-transaction", For: ForCouncil,
			Bytes: fmt.Appendf(nil, `{"revision":%d}`, revision+1),
		}
		if became.Step == "" {
			item.Over, item.Anew = there, true
		}
		did(t, w.PutAgreed(batches, keep, []OutItem{item}))
		flush(t, w)
		if became.Step == "" {
			continue
		}
		if claimed, err := s.Claim(item.ID, "https://care.example.org/fhir", going); err != nil || !claimed {
			t.Fatalf("Claim() = %v, %v", claimed, err)
		}
		did(t, s.SetOutState(item.ID, became))
	}
	leave(t, w, k, model.Place{})
	return k
}

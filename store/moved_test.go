package store

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"ownwords/model"
	"ownwords/store/vault"
)

// underKey opens everything of a record that one drawer's key opens, and all
// that the store's own keys open, and returns it as text.
func underKey(t *testing.T, s *Store, id model.ID, n int) string {
	t.Helper()
	var all strings.Builder
	k := at(t, id)
	err := s.view(func(tx *tx) error {
		c, err := tx.readCard(k)
		if err != nil {
			return err
		}
		ds, err := tx.drawersOf(k, c)
		if err != nil {
			return err
		}
		for _, bucket := range []string{bucketBase, bucketTail, bucketKept} {
			for item, err := range tx.EachWith(closed, bucket, k.key()) {
				if item.Key == nil {
					return err
				}
				if plain, err := tx.GetWith(ds.keys[n], bucket, item.Key); err == nil {
					all.Write(plain)
				}
			}
		}
		for _, bucket := range []string{bucketWords, bucketCards, bucketPlaces, bucketLog} {
			for item, err := range tx.Each(bucket, nil) {
				if err != nil {
					return err
				}
				all.Write(item.Value)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatalf("open everything: %v", err)
	}
	return all.String()
}

func TestANoteThatMovesLeavesNothingInItsDrawer(t *testing.T) {
	s, dir, k, w := begun(t, "Harjit Kaur Sandhu")
	n, batches := k.note("pensioncard")
	hand(t, w, batches)
	_, batches = k.note("I sew.")
	hand(t, w, batches)
	leave(t, w, k, model.Place{}) // into base and words
	n = model.Copy(n)
	n.Text = "pensioncard, he says later"
	hand(t, w, k.put(n))
	if err := w.PutAgreed(nil, Keep{Record: k.r, Revision: 1, Why: WhyAgreed}, nil); err != nil {
		t.Fatalf("PutAgreed() = %v", err)
	}
	flush(t, w)
	if all := underKey(t, s, k.r.ID, 0); strings.Count(all, "pensioncard") < 5 {
		t.Fatalf("before it moves it stands there %d times, want it everywhere", strings.Count(all, "pensioncard"))
	}

	hand(t, w, k.move(n, model.DrawerWorry))
	flush(t, w)
	if all := underKey(t, s, k.r.ID, 0); strings.Contains(all, "pensioncard") {
		t.Error("behind its moving it still opens with the shared drawer's key")
	}
	if all := underKey(t, s, k.r.ID, 2); !strings.Contains(all, "pensioncard, he says later") {
		t.Error("behind its moving it does not stand in the drawer it moved to")
	}
	l := load(t, s, k.r.ID)
	sameRecord(t, l.Record, k.r)
	for _, b := range l.Tail {
		if b.Drawer != model.DrawerShared {
			continue
		}
		for _, c := range b.Changes {
			if c.Part == n.ID && !c.Left {
				t.Errorf("batch %d still has a change of it", b.Seq)
			}
		}
	}

	// And on to the third drawer, together with what was typed in the same
	// second, before any of it was saved.
	second, batches := k.note("manjitkeepsit")
	hand(t, w, slices.Concat(batches, k.move(second, model.DrawerWorry)))
	now := model.Find(k.r.Notes, n.ID)
	hand(t, w, k.move(now, model.DrawerMine))
	flush(t, w)
	if all := underKey(t, s, k.r.ID, 0); strings.Contains(all, "manjitkeepsit") {
		t.Error("what moved before it was saved opens with the shared drawer's key")
	}
	if all := underKey(t, s, k.r.ID, 2); strings.Contains(all, "pensioncard") {
		t.Error("behind its moving on it still opens with the worries' key")
	}
	s = reopen(t, s, dir)
	sameRecord(t, load(t, s, k.r.ID).Record, k.r)
	resealed := 0
	for e, err := range s.LogEntries() {
		if err != nil {
			t.Fatalf("LogEntries() = %v", err)
		}
		if e.Action == ActionResealed && len(e.Head) > 0 {
			resealed++
		}
	}
	if resealed != 3 {
		t.Errorf("the log names %d old heads, want 3", resealed)
	}
	shut(t, s)
}

// TestWordsThatLeaveAPartThatStays: nothing of what it was opens any more, and
// what it is now stands, in a kept copy too.
func TestWordsThatLeaveAPartThatStays(t *testing.T) {
	s, dir, k, w := begun(t, "Harjit Kaur Sandhu")
	n, batches := k.note("I sew. pensioncard")
	hand(t, w, batches)
	leave(t, w, k, model.Place{})
	if err := w.PutAgreed(nil, Keep{Record: k.r, Revision: 1, Why: WhyAgreed}, nil); err != nil {
		t.Fatalf("PutAgreed() = %v", err)
	}
	for _, text := range []string{"I sew.", "I sew well."} {
		n = model.Copy(n)
		n.Text = text
		batches := k.put(n)
		for i := range batches[0].Changes {
			batches[0].Changes[i].Before, batches[0].Changes[i].Left = nil, true
		}
		hand(t, w, batches)
		flush(t, w)
		if all := underKey(t, s, k.r.ID, 0); strings.Contains(all, "pensioncard") {
			t.Error("words that left still open with the drawer's key")
		}
		sameRecord(t, load(t, s, k.r.ID).Record, k.r)
	}
	if all := underKey(t, s, k.r.ID, 0); strings.Contains(all, "I sew.") {
		t.Error("what it was when words left it before opens still")
	}
	kept, _, err := s.Kept(k.r.ID)
	if err != nil || model.Find(kept[0].Record.Notes, n.ID).Text != "I sew well." {
		t.Errorf("Kept() = %+v, %v, want the note as it is now", kept, err)
	}
	s = reopen(t, s, dir)
	sameRecord(t, load(t, s, k.r.ID).Record, k.r)
	shut(t, s)
}

func TestWhatWasSentStaysAsItWasSent(t *testing.T) {
	s, _, k, w := begun(t, "Harjit Kaur Sandhu")
	n, batches := k.note("pensioncard")
	hand(t, w, batches)
	item := OutItem{ID: model.NewID(), Target: "council", Bytes: []byte("plan")}
	if err := w.PutAgreed(nil, Keep{Record: k.r, Revision: 1, Why: WhyAgreed}, []OutItem{item}); err != nil {
		t.Fatalf("PutAgreed() = %v", err)
	}
	flush(t, w)
	if err := s.SetOutState(item.ID, OutState{Step: OutThere}); err != nil {
		t.Fatalf("SetOutState() = %v", err)
	}
	if err := w.PutAgreed(nil, Keep{Record: k.r, Revision: 2, Why: WhyFinal}, nil); err != nil {
		t.Fatalf("PutAgreed() = %v", err)
	}
	hand(t, w, k.move(n, model.DrawerMine))
	flush(t, w)
	copies, bad, err := s.Kept(k.r.ID)
	if err != nil || len(bad) > 0 || len(copies) != 2 {
		t.Fatalf("Kept() = %d, %v, %v, want 2", len(copies), bad, err)
	}
	if copies[0].Record.Part(n.ID) == nil {
		t.Error("the revision that was sent is no longer what was sent")
	}
	if copies[1].Record.Part(n.ID) != nil {
		t.Error("the revision that was not sent still has it")
	}
	shut(t, s)
}

func TestNothingReadableStandsInTheFolder(t *testing.T) {
	s, dir, k, w := begun(t, "Zebedee Marker")
	mark := func(word string) model.Words { return model.Words{Text: "xylo" + word} }
	n, batches := k.note("xylonote")
	hand(t, w, batches)
	hand(t, w, k.put(&model.Want{Head: model.Head{ID: model.NewID()}, Words: mark("want"), Why: mark("why")}))
	hand(t, w, k.put(&model.Risk{Head: model.Head{ID: model.NewID()}, Words: mark("risk"), Get: mark("get")}))
	hand(t, w, k.put(&model.Relationship{Head: model.Head{ID: model.NewID()}, Name: "xyloname", Who: "xylowho"}))
	hand(t, w, k.put(&model.Worry{Head: model.Head{ID: model.NewID(), Drawer: model.DrawerWorry}, Said: mark("worry")}))
	hand(t, w, k.move(n, model.DrawerMine))
	item := OutItem{ID: model.NewID(), Target: "xylotarget", Kind: "xylokind", Bytes: []byte("xylobytes")}
	if err := w.PutAgreed(nil, Keep{Record: k.r, Revision: 1, Why: WhyAgreed}, []OutItem{item}); err != nil {
		t.Fatalf("PutAgreed() = %v", err)
	}
	leave(t, w, k, model.Place{Topic: "xylotopic", Field: "xylofield"})
	if _, err := s.PutGuide([]byte("xyloguide")); err != nil {
		t.Fatalf("PutGuide() = %v", err)
	}
	if err := s.SetMeta("xylovalue", []byte("xylotoken")); err != nil {
		t.Fatalf("SetMeta() = %v", err)
	}
	shut(t, s)
	text, err := json.Marshal(k.r)
	if err != nil || !bytes.Contains(text, []byte("xylowant")) {
		t.Fatalf("the record has no markers: %v", err)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"xylo", "Zebedee", "Marker", "marker", string(k.r.ID)} {
			for name, form := range map[string][]byte{"UTF-8": []byte(word), "UTF-16": wide(word)} {
				if bytes.Contains(raw, form) {
					t.Errorf("%s holds %q in %s", f.Name(), word, name)
				}
			}
		}
	}
	if !slices.ContainsFunc(files, func(f os.DirEntry) bool { return f.Name() == vault.FileName }) {
		t.Errorf("the folder holds %v, no store", files)
	}
}

// wide is a word as Windows writes it, small end first; where the first byte
// is left out, big end first as well.
func wide(word string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(word)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b[:len(b)-1]
}

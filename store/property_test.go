package store

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"ownwords/model"
	"ownwords/model/testdata/rounds"
)

// TestAnyConversationComesBackAsItWas holds random conversations: parts typed,
// changed, thrown away and moved between drawers, saved together or apart, left
// or not, visit by visit, the earlier ones folded when there is time, the store
// closed and opened in between. What comes back is what the engine had, each
// time, and all that is in the file can be read.
func TestAnyConversationComesBackAsItWas(t *testing.T) {
	rounds.Few(t, func(rt *rapid.T) {
		s, dir, k, w := begun(t, "Somebody Made Up")
		check := func() {
			flush(t, w)
			l := load(t, s, k.r.ID)
			sameRecord(t, l.Record, k.r)
			if l.Head != k.seq || len(l.Tail) != int(k.seq) {
				rt.Fatalf("Load() = head %d of %d batches, want %d", l.Head, len(l.Tail), k.seq)
			}
		}
		one := func() *model.Note { return rapid.SampledFrom(k.r.Notes).Draw(rt, "note") }
		for i := range rapid.IntRange(1, 20).Draw(rt, "acts") {
			what := rapid.SampledFrom([]string{
				"type", "type", "type", "change", "drop", "move", "own", "keep", "leave", "reopen", "load", "visit", "tidy",
			}).Draw(rt, "act")
			if len(k.r.Notes) == 0 && (what == "change" || what == "drop" || what == "move") {
				what = "type"
			}
			switch what {
			case "type":
				_, b := k.note(fmt.Sprint("note ", i))
				hand(t, w, b)
			case "own":
				hand(t, w, k.put(&model.Worry{Head: model.Head{ID: model.NewID(), Drawer: model.DrawerWorry}, Began: k.at}))
			case "change":
				n := model.Copy(one())
				n.Text += " and more"
				hand(t, w, k.put(n))
			case "drop":
				hand(t, w, k.drop(one()))
			case "move":
				n := one()
				to := rapid.SampledFrom(model.Drawers).Draw(rt, "drawer")
				if to != n.Drawer {
					hand(t, w, k.move(n, to))
				}
			case "keep":
				if err := w.PutAgreed(nil, Keep{Record: k.r, Revision: i + 1, Why: WhyAgreed}, nil); err != nil {
					rt.Fatalf("PutAgreed() = %v", err)
				}
			case "leave":
				leave(t, w, k, model.Place{Part: model.ID(fmt.Sprint(i))})
			case "visit":
				v := &model.Visit{Head: model.Head{ID: model.NewID(), Order: model.OrderBetween(model.LastOrder(k.r.Visits), "")}, Began: k.at}
				k.v = v.ID
				hand(t, w, k.put(v))
			case "tidy":
				leave(t, w, k, model.Place{})
				if err := s.Tidy(t.Context()); err != nil {
					rt.Fatalf("Tidy() = %v", err)
				}
				if r, err := s.Verify(t.Context()); err != nil || len(r.Damage) > 0 {
					rt.Fatalf("Verify() = %v, error %v, want no damage", r.Damage, err)
				}
			case "reopen":
				s = reopen(t, s, dir)
				w = writer(t, s, k.r.ID)
			case "load":
				check()
			}
		}
		check()
		s = reopen(t, s, dir)
		w = writer(t, s, k.r.ID)
		check()
		shut(t, s)
	})
}

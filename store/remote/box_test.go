package remote

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"ownwords/model"
	"ownwords/model/fhir"
)

// box is an outbox in memory that remembers every state it was told.
type box struct {
	mu    sync.Mutex
	items []Item
	steps []Step
	taken map[model.ID]bool // back, by somebody else

	claimed map[model.ID]State // and did not leave
	claims  int
	off     []model.ID // unclaimed

	number int // of later revisions
}

func (b *box) Waiting() ([]Item, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(b.items), func(i Item) bool {
		return slices.Contains([]Step{There, Refused, Conflict, Gone}, i.State.Step)
	}), nil
}

func (b *box) Claim(id model.ID, going State, came *Came) (bool, error) {
	if came != nil {
		_ = b.SetState(came.ID, came.State) // it never fails
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.taken[id] {
		return false, nil
	}
	if b.claimed == nil {
		b.claimed = map[model.ID]State{}
	}
	b.claimed[id] = going
	b.claims++
	return true, nil
}

func (b *box) Leave(id model.ID) (bool, error) {
	b.mu.Lock()
	going, claimed := b.claimed[id]
	delete(b.claimed, id)
	left := claimed && !b.taken[id]
	b.mu.Unlock()
	if !left {
		return false, nil
	}
	return true, b.SetState(id, going)
}

func (b *box) Unclaim(id model.ID) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.claimed, id)
	b.off = append(b.off, id)
	return nil
}

// unclaimed are the items that stood claimed and did not leave.
func (b *box) unclaimed() []model.ID {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.off)
}

// step is how far an item has come, while a run goes on.
func (b *box) step(i int) Step {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.items[i].State.Step
}

// takeBack has an item not go, unless it left.
func (b *box) takeBack(id model.ID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.taken[id] = true
}

// stand are the items that stand claimed.
func (b *box) stand() []model.ID {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Sorted(maps.Keys(b.claimed))
}

func (b *box) SetState(id model.ID, s State) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.steps = append(b.steps, s.Step)
	for i := range b.items {
		if b.items[i].ID == id {
			b.items[i].State = s
		}
	}
	return nil
}

func (b *box) state() State { return b.items[0].State }

// next adds a later revision of the first item's record, made upon what the
// server is known to have of that.
func (b *box) next(words string) {
	old := b.items[0]
	item := revision(string(old.Record[len(old.Record)-2:]), b.number+2, words)
	b.number++
	item.Known = maps.Clone(old.Known)
	if item.Known == nil {
		item.Known = fhir.Places{}
	}
	for _, e := range old.State.Entries {
		if e.ServerID != "" {
			item.Known[e.Type+"/"+e.ID] = fhir.Place{Type: e.Type, ID: e.ID, ServerID: e.ServerID, ETag: e.ETag}
		}
	}
	b.items = []Item{item}
}

// number is valid for tests and never given to anybody.
const number = "9990000018"

// plan is a small agreed plan, frozen.
func plan(name string) Item { return revision(name, 1, "To bowl.") }

// revision is one revision of a plan, its id that of the record and its number.
func revision(name string, n int, words string) Item {
	r := &model.Record{ID: model.ID("0a000000-0000-4000-8000-0000000000" + name)}
	for _, p := range []model.Part{
		&model.Conversation{Head: model.Head{ID: "conversation"}, Kind: model.Assessment, Standing: model.Agreed, Organisation: "Otterford Council"},
		&model.Person{Head: model.Head{ID: "person"}, FullName: "Peggy Ashworth", NHSNumber: number},
		&model.Voice{Head: model.Head{ID: "v1"}, Role: model.RolePerson},
		&model.Want{Head: model.Head{ID: "w1"}, Words: model.Words{Text: words, Telling: model.Said}},
		&model.Risk{Head: model.Head{ID: "r1"}, Words: model.Words{Text: "The canal"}, Views: []model.View{{Voice: "v1", Stand: model.For}}},
	} {
		r = r.With(p)
	}
	id := model.ID(fmt.Sprintf("0b000000-0000-4000-8000-00000000%02d%s", n, name))
	bundle := fhir.Transaction(fhir.Resources(r, fhir.Options{
		At: time.Date(2026, 9, 15, 11, n, 0, 0, time.UTC), Revision: n, Mark: id,
		Say: func(m model.Message) string { return m.ID },
	}))
	return Item{ID: id, Record: r.ID, Bundle: bundle, SHA256: sha256.Sum256(bundle)}
}

func newBox(names ...string) *box {
	b := &box{taken: map[model.ID]bool{}}
	for _, n := range names {
		b.items = append(b.items, plan(n))
	}
	return b
}

func client(t *testing.T, m *maker, change ...func(*Options)) *Client {
	t.Helper()
	o := Options{
		URL: m.URL + "/fhir", Now: func() time.Time { return noon },
		Auth:      Bearer(func() (string, error) { return "secret", nil }),
		MayCreate: func(model.ID) bool { return true },
	}
	for _, f := range change {
		f(&o)
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// send makes one run of a new client and returns its report.
func send(t *testing.T, m *maker, b *box, change ...func(*Options)) Report {
	t.Helper()
	report, err := client(t, m, change...).Send(t.Context(), b, nil)
	if err != nil {
		t.Fatal(err)
	}
	m.mu.Lock() // an answer that was dropped is still being worked on
	defer m.mu.Unlock()
	return report
}

// at sets a client's clock.
func at(now time.Time) func(*Options) {
	return func(o *Options) { o.Now = func() time.Time { return now } }
}

// pauseInto keeps a pause that the server asks for.
func pauseInto(until *time.Time) func(time.Time) { return func(at time.Time) { *until = at } }

// capable has a client know what a server says of itself.
func capable(m *maker) func(*Options) {
	raw, _ := json.Marshal(m.capability())
	return func(o *Options) { o.Capability = raw }
}

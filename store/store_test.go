package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	bolt "go.etcd.io/bbolt"

	"ownwords/model"
	"ownwords/store/seal"
	"ownwords/store/vault"
)

const passphrase = "kettle window harbour nine"

var monday = time.Date(2026, 9, 14, 10, 3, 0, 0, time.UTC)

// create makes a store that is quick to unlock and is checked when the test
// has ended.
func create(t testing.TB) (*Store, string) {
	t.Helper()
	dir := t.TempDir()
	s, _, err := Create(dir, Options{Passphrase: []byte(passphrase), Cost: seal.CheapCost()})
	if err != nil {
		t.Fatalf("Create() = %v", err)
	}
	t.Cleanup(func() { checkFile(t, dir) })
	return s, dir
}

func unlock(t testing.TB, dir string) *Store {
	t.Helper()
	return unlockBy(t, dir, passphrase)
}

func unlockBy(t testing.TB, dir, phrase string) *Store {
	t.Helper()
	f, err := Open(dir, Options{Cost: seal.CheapCost()})
	if err != nil {
		t.Fatalf("Open() = %v", err)
	}
	s, err := f.Unlock(seal.Passphrase([]byte(phrase)))
	if err != nil {
		t.Fatalf("Unlock() = %v", err)
	}
	t.Cleanup(func() { _ = s.Close() }) // most tests have closed it
	return s
}

func reopen(t testing.TB, s *Store, dir string) *Store {
	t.Helper()
	shut(t, s)
	return unlock(t, dir)
}

func shut(t testing.TB, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatalf("Close() = %v", err)
	}
}

// bare changes or reads the file as somebody without a key could.
func bare(t testing.TB, dir string, do func(*bolt.Tx) error) {
	t.Helper()
	db, err := bolt.Open(filepath.Join(dir, vault.FileName), 0o600, &bolt.Options{Timeout: time.Second})
	if err != nil {
		t.Fatalf("open bare file: %v", err)
	}
	if err := errors.Join(db.Update(do), db.Close()); err != nil {
		t.Fatalf("work on bare file: %v", err)
	}
}

func checkFile(t testing.TB, dir string) {
	t.Helper()
	bare(t, dir, func(tx *bolt.Tx) error {
		for err := range tx.Check() {
			t.Errorf("file at the end: %v", err)
		}
		return nil
	})
}

// talk holds a conversation as the engine does: it changes a record and tells
// what happened as batches.
type talk struct {
	r   *model.Record
	seq uint64
	at  time.Time
	v   model.ID // the visit, where there is one
}

func newTalk() *talk { return &talk{r: &model.Record{ID: model.NewID()}, at: monday} }

func resumed(l Loaded) *talk { return &talk{r: l.Record, seq: l.Head, at: monday.Add(time.Hour)} }

func (k *talk) batch(action string, d model.Drawer, changes ...model.Change) model.Batch {
	k.seq++
	k.at = k.at.Add(time.Second)
	return model.Batch{Seq: k.seq, First: k.seq, At: k.at, Action: action, Drawer: d, Visit: k.v, Changes: changes}
}

func (k *talk) put(p model.Part) []model.Batch {
	c := model.NewChange(k.r.PartOf(p.PartKind(), p.PartHead().ID), p)
	k.r = k.r.With(p)
	return []model.Batch{k.batch("type", p.PartHead().Drawer, c)}
}

func (k *talk) drop(p model.Part) []model.Batch {
	k.r = k.r.Without(p.PartKind(), p.PartHead().ID)
	return []model.Batch{k.batch("drop", p.PartHead().Drawer, model.NewChange(p, nil))}
}

// move carries a part to another drawer.
func (k *talk) move(p model.Part, to model.Drawer) []model.Batch {
	from := p.PartHead().Drawer
	moved := model.Copy(p)
	moved.PartHead().Drawer = to
	k.r = k.r.With(moved)
	return []model.Batch{
		k.batch("mine", from, model.Change{Part: p.PartHead().ID, Kind: p.PartKind(), Left: true}),
		k.batch("mine", to, model.NewChange(nil, moved)),
	}
}

func (k *talk) note(text string) (*model.Note, []model.Batch) {
	n := &model.Note{
		Head: model.Head{ID: model.NewID(), Order: model.OrderBetween(model.LastOrder(k.r.Notes), "")},
		Text: text, Topic: "home", Typed: k.at,
	}
	return n, k.put(n)
}

func (k *talk) begin(name string) []model.Batch {
	c := &model.Conversation{
		Head: model.Head{ID: model.ID(model.KindConversation)}, Kind: model.Assessment, Standing: model.Draft, Began: k.at,
	}
	p := &model.Person{Head: model.Head{ID: model.ID(model.KindPerson)}, FullName: name}
	v := &model.Visit{Head: model.Head{ID: model.NewID()}, Began: k.at}
	return append(append(k.put(c), k.put(p)...), k.put(v)...)
}

// begun is a store with one conversation that was begun in it.
func begun(t testing.TB, name string) (*Store, string, *talk, *Writer) {
	t.Helper()
	s, dir := create(t)
	k := newTalk()
	w, err := s.New(k.r.ID)
	if err != nil {
		t.Fatalf("New() = %v", err)
	}
	hand(t, w, k.begin(name))
	return s, dir, k, w
}

// hand puts what happened into a record.
func hand(t testing.TB, w *Writer, b []model.Batch) {
	t.Helper()
	if err := w.Put(b); err != nil {
		t.Fatalf("Put() = %v", err)
	}
}

func flush(t testing.TB, w *Writer) {
	t.Helper()
	if err := w.Flush(t.Context()); err != nil {
		t.Fatalf("Flush() = %v", err)
	}
}

func leave(t testing.TB, w *Writer, k *talk, p model.Place) {
	t.Helper()
	if err := w.Leave(t.Context(), k.r, p); err != nil {
		t.Fatalf("Leave() = %v", err)
	}
}

// load opens a record in which nothing may be wrong.
func load(t testing.TB, s *Store, id model.ID) Loaded {
	t.Helper()
	l, err := s.Load(id)
	if err != nil || len(l.Damage) > 0 {
		t.Fatalf("Load() = damage %v, error %v, want none", l.Damage, err)
	}
	return l
}

func writer(t testing.TB, s *Store, id model.ID) *Writer {
	t.Helper()
	w, err := s.Writer(id)
	if err != nil {
		t.Fatalf("Writer() = %v", err)
	}
	return w
}

func sameRecord(t testing.TB, got, want *model.Record) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("record differs (-want +got):\n%s", diff)
	}
}

func TestPeggyIsVisitedTwice(t *testing.T) {
	s, dir, k, w := begun(t, "Peggy Ashworth")
	_, batches := k.note("I want to bowl again.")
	hand(t, w, batches)
	own, batches := k.note("She looked at her daughter before she answered.")
	hand(t, w, batches)
	hand(t, w, k.move(own, model.DrawerMine))
	guide, err := s.PutGuide([]byte(`{"id":"assessment"}`))
	if err != nil {
		t.Fatalf("PutGuide() = %v", err)
	}
	c := model.Copy(k.r.Conversation)
	c.GuideHash = guide
	hand(t, w, k.put(c))
	place := model.Place{Stage: model.StageTalk, Topic: "home", Part: own.ID, Caret: 3}
	leave(t, w, k, place)

	s = reopen(t, s, dir)
	l := load(t, s, k.r.ID)
	sameRecord(t, l.Record, k.r)
	if l.Place != place || l.Head != k.seq || string(l.Guide) != `{"id":"assessment"}` {
		t.Errorf("Load() = place %v, head %d, guide %q", l.Place, l.Head, l.Guide)
	}

	// The second visit changes a note and ends without leaving: the laptop's
	// battery is flat. What can be undone is all there.
	k = resumed(l)
	n := model.Copy(k.r.Notes[0])
	n.Text = "I want to bowl again, on Thursdays."
	w = writer(t, s, k.r.ID)
	hand(t, w, k.put(n))
	flush(t, w)
	s = reopen(t, s, dir)
	l = load(t, s, k.r.ID)
	sameRecord(t, l.Record, k.r)
	last := l.Tail[len(l.Tail)-1]
	before, err := last.Changes[0].DecodeBefore()
	if err != nil || before.(*model.Note).Text != "I want to bowl again." {
		t.Errorf("before the last change the note was %v (%v)", before, err)
	}
	cards, bad, err := s.List()
	if err != nil || len(bad) > 0 || len(cards) != 1 || cards[0].FullName != "Peggy Ashworth" {
		t.Errorf("List() = %v, %v, %v, want Peggy alone", cards, bad, err)
	}
}

func TestListKnowsANameBeforeTheConversationIsLeft(t *testing.T) {
	s, _, _, w := begun(t, "Adébáyọ̀ Okafor")
	flush(t, w)
	cards, _, err := s.List()
	if err != nil || len(cards) != 1 {
		t.Fatalf("List() = %v, %v", cards, err)
	}
	got := cards[0]
	if got.FullName != "Adébáyọ̀ Okafor" || got.Kind != model.Assessment || got.Standing != model.Draft || got.LastVisit.IsZero() {
		t.Errorf("List() = %+v, want who it is and where it stands", got)
	}
	shut(t, s)
}

func TestTheListKnowsWhenEachWasOpened(t *testing.T) {
	now := monday
	s, _, err := Create(t.TempDir(), Options{
		Passphrase: []byte(passphrase), Cost: seal.CheapCost(), Now: func() time.Time { return now },
	})
	if err != nil {
		t.Fatalf("Create() = %v", err)
	}
	k := newTalk()
	w, err := s.New(k.r.ID)
	if err != nil {
		t.Fatalf("New() = %v", err)
	}
	hand(t, w, k.begin("Peggy Ashworth"))
	leave(t, w, k, model.Place{})
	if c := onlyCard(t, s); !c.Opened.Equal(monday) {
		t.Errorf("List() = opened %v, want when it was begun, %v", c.Opened, monday)
	}
	now = monday.AddDate(0, 0, 3)
	load(t, s, k.r.ID)
	now = now.Add(time.Hour)
	steps := []*model.Step{
		{Head: model.Head{ID: model.NewID()}, What: "ring the club", By: model.When{Day: "2026-09-21"}},
		{Head: model.Head{ID: model.NewID()}, What: "a letter", By: model.When{Day: "2026-09-18"}, Done: true},
		{Head: model.Head{ID: model.NewID()}, What: "the ramp", By: model.When{Day: "2026-10-01"}},
	}
	for _, step := range steps {
		hand(t, w, k.put(step))
	}
	hand(t, w, k.put(&model.Worry{Head: model.Head{ID: model.NewID(), Drawer: model.DrawerWorry}, Began: k.at}))
	leave(t, w, k, model.Place{})
	c := onlyCard(t, s)
	if !c.Opened.Equal(monday.AddDate(0, 0, 3)) || c.Due() != "2026-09-21" || c.OpenWorries != 1 {
		t.Errorf("List() = opened %v, due %s, %d worries, want Thursday, the club, one", c.Opened, c.Due(), c.OpenWorries)
	}
	shut(t, s)
}

func TestNothingIsThereBeforeTheFirstWord(t *testing.T) {
	s, _ := create(t)
	id := model.NewID()
	if _, err := s.New(id); err != nil {
		t.Fatalf("New() = %v", err)
	}
	if cards, _, err := s.List(); err != nil || len(cards) != 0 {
		t.Errorf("List() = %v, %v, want nothing", cards, err)
	}
	if _, err := s.Load(id); !errors.Is(err, ErrNotFound) {
		t.Errorf("Load() = %v, want ErrNotFound", err)
	}
	if _, err := s.Writer(model.NewID()); !errors.Is(err, ErrNotFound) {
		t.Errorf("Writer() = %v, want ErrNotFound", err)
	}
	if _, err := s.New("peggy-ashworth"); !errors.Is(err, model.ErrBadID) {
		t.Errorf("New() of a name = %v, want ErrBadID", err)
	}
	if _, err := s.New(id); !errors.Is(err, ErrExists) {
		t.Errorf("New() again = %v, want ErrExists", err)
	}
	shut(t, s)
}

func TestASecondWindowIsToldWhoHoldsTheStore(t *testing.T) {
	t.Parallel()
	s, dir := create(t)
	_, err := Open(dir, Options{})
	held, ok := errors.AsType[*vault.LockedError](err)
	if !ok || held.PID != os.Getpid() || held.Since.IsZero() {
		t.Errorf("Open() of a held store = %v, want its holder, process %d", err, os.Getpid())
	}
	f, err := s.Lock()
	if err != nil {
		t.Fatalf("Lock() = %v", err)
	}
	if _, err := Open(dir, Options{}); err == nil {
		t.Error("Open() of a locked but held store = nil, want its holder")
	}
	if _, err := f.Unlock(seal.Passphrase([]byte("something else entirely"))); !errors.Is(err, seal.ErrWrongKey) {
		t.Errorf("Unlock() with another passphrase = %v, want ErrWrongKey", err)
	}
	s, err = f.Unlock(seal.Passphrase([]byte(passphrase)))
	if err != nil {
		t.Fatalf("Unlock() = %v", err)
	}
	shut(t, s)
}

func TestTakenIn(t *testing.T) {
	s, dir := create(t)
	k := newTalk()
	k.begin("Harjit Kaur Sandhu")
	n, _ := k.note("My pension card is with Manjit.")
	k.move(n, model.DrawerWorry)
	k.note("I sew.")
	if err := s.Import(k.r); err != nil {
		t.Fatalf("Import() = %v", err)
	}
	if err := s.Import(k.r); !errors.Is(err, ErrExists) {
		t.Errorf("Import() again = %v, want ErrExists", err)
	}
	if err := s.Import(&model.Record{ID: "harjit"}); !errors.Is(err, model.ErrBadID) {
		t.Errorf("Import() with a name for an id = %v, want ErrBadID", err)
	}
	s = reopen(t, s, dir)
	l := load(t, s, k.r.ID)
	sameRecord(t, l.Record, k.r)
	if len(l.Tail) != 0 || l.Head != 0 {
		t.Errorf("Load() = %d batches, head %d, want none", len(l.Tail), l.Head)
	}
	copies, _, err := s.Kept(k.r.ID)
	if err != nil || len(copies) != 1 || copies[0].Why != WhyTakenIn {
		t.Fatalf("Kept() = %v, %v, want it as it came", copies, err)
	}
	sameRecord(t, copies[0].Record, k.r)
	// What is changed afterwards goes on from there.
	k = resumed(l)
	w := writer(t, s, k.r.ID)
	_, batches := k.note("And I cook.")
	hand(t, w, batches)
	flush(t, w)
	sameRecord(t, load(t, s, k.r.ID).Record, k.r)
	shut(t, s)
}

func TestFinding(t *testing.T) {
	s, _, k, w := begun(t, "Adébáyọ̀ Okafor")
	own, batches := k.note("Secretly tired of the choir.")
	hand(t, w, batches)
	_, more := k.note("I’d like to see Łódź again.")
	hand(t, w, more)
	hand(t, w, k.move(own, model.DrawerMine))
	leave(t, w, k, model.Place{})
	for typed, want := range map[string]int{
		"Adebayo": 1, "ADÉBÁYỌ̀ oka": 1, "lodz": 1, "i'd": 1, "adebayo lodz": 1, "adebayo choir": 0, "choir": 0, "  ": 0,
	} {
		if got, err := s.Find(typed); err != nil || len(got) != want {
			t.Errorf("Find(%q) = %v, %v, want %d", typed, got, err, want)
		}
	}
	shut(t, s)
}

// TestWhateverWasTypedIsFound, of whatever kind it is, where others may find it:
// nothing of one's own notes or a worry, and no name that stands in every record.
func TestWhateverWasTypedIsFound(t *testing.T) {
	text := func(s string) model.Words { return model.Words{Text: s} }
	r := &model.Record{ID: "r"}
	for _, p := range []model.Part{
		&model.Conversation{Head: model.Head{ID: "conversation"}, Organisation: "Northmoor"},
		&model.Person{Head: model.Head{ID: "person"}, FullName: "Peggy Ashworth"},
		&model.Voice{Head: model.Head{ID: "v1", Order: "a"}, Name: "Dele", Role: model.RolePractitioner},
		&model.Voice{Head: model.Head{ID: "v2", Order: "b"}, Name: "Carol", Role: model.RoleCarer, Connection: "daughter"},
		&model.Note{Head: model.Head{ID: "n", Order: "a"}, Text: "marrows", Through: model.Through{Original: "pomidory"}},
		&model.Note{Head: model.Head{ID: "own", Order: "b", Drawer: model.DrawerMine}, Text: "bruise"},
		&model.Worry{Head: model.Head{ID: "w", Order: "a", Drawer: model.DrawerWorry}, Said: text("frightened")},
		&model.Need{Head: model.Head{ID: "need", Order: "a"}, Words: text("a bath"), Effect: text("itching")},
		&model.Step{Head: model.Head{ID: "s", Order: "a"}, What: "ring the lunch club"},
		&model.Decision{Head: model.Head{ID: "d", Order: "a"}, What: text("whether to move"), Consulted: "her nephew"},
		&model.Wishes{Head: model.Head{ID: "wishes"}, Never: text("no sirens")},
		&model.Advice{Head: model.Head{ID: "advice"}, Prevent: text("good boots")},
		&model.Risk{Head: model.Head{ID: "risk", Order: "a"}, Words: text("going out"), Views: []model.View{{Voice: "v2", Words: text("icy steps")}}},
	} {
		r = r.With(p)
	}
	all := foldWords(wordsOf(r))
	for _, typed := range []string{
		"peggy", "carol", "daughter", "marrows", "pomidory", "bath", "itching", "lunch", "move", "nephew", "sirens", "boots", "icy",
	} {
		if !hasAll(all, []string{typed}) {
			t.Errorf("%s is not found", typed)
		}
	}
	for _, typed := range []string{"bruise", "frightened", "dele", "northmoor"} {
		if hasAll(all, []string{typed}) {
			t.Errorf("%s is found", typed)
		}
	}
}

func TestSmallValues(t *testing.T) {
	s, dir := create(t)
	if v, err := s.Meta("token"); v != nil || err != nil {
		t.Errorf("Meta() of nothing = %q, %v, want nil", v, err)
	}
	for _, v := range []string{"first", "second"} {
		if err := s.SetMeta("token", []byte(v)); err != nil {
			t.Fatalf("SetMeta() = %v", err)
		}
	}
	s = reopen(t, s, dir)
	if v, err := s.Meta("token"); string(v) != "second" || err != nil {
		t.Errorf("Meta() = %q, %v, want second", v, err)
	}
	if _, err := s.Guide("none"); !errors.Is(err, ErrNotFound) {
		t.Errorf("Guide() of nothing = %v, want ErrNotFound", err)
	}
	shut(t, s)
}

package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/store"
)

// Talk is one conversation at the desk: the engine, and the writer that keeps
// what it does. Its methods are for the goroutine that drives the engine.
type Talk struct {
	*flow.Flow
	desk   *Desk
	writer *store.Writer
	// held are batches of a conversation that has no name and no word yet; it
	// begins to be kept with the first.
	held []model.Batch
	// frozen is the newest revision that was frozen.
	frozen int
	merged map[int]together // what revisions were brought together from, by their numbers
	guide  []byte
}

// Opened is what to tell at the opening of a conversation.
type Opened struct {
	Damage []store.Damage
	// Last is the note that was typed in last and Until when that was saved: what
	// to show after a crash.
	Last  *model.Note
	Until time.Time
	// Struck tells that it was not left in good order: nobody ended what was
	// being typed.
	Struck bool
	// NewDay tells that the latest visit began on another day, so that one asks
	// whether this is a new one.
	NewDay bool
}

// New begins a conversation of this kind.
func (d *Desk) New(kind model.ConversationKind) (*Talk, error) {
	g, err := content.LoadGuide(kind)
	if err != nil {
		return nil, fmt.Errorf("load guide: %w", err)
	}
	hash, raw := content.HashGuide(g)
	e := d.env()
	return &Talk{Flow: flow.Begin(g, hash, e.Worker, e), desk: d, guide: raw}, nil
}

// typist is who sits here: whoever's way in was taken.
func (d *Desk) typist() flow.Worker {
	w := flow.Worker{Name: d.Settings.Name, Role: d.Worker(), Organisation: d.Settings.Organisation}
	ways, err := d.store.Ways()
	if err != nil {
		return w // the settings know as much
	}
	for _, x := range ways {
		if x.Current {
			w.Name = d.nameOf(x)
		}
	}
	return w
}

// nameOf is whose a way in is: that of the set-up, which has no name, is whose the
// settings name.
func (d *Desk) nameOf(w store.Way) string { return cmp.Or(w.Name, d.Settings.Name) }

func (d *Desk) env() flow.Env {
	return flow.Env{By: model.ID(d.store.By()), Worker: d.typist(), Now: d.Now, NewID: d.NewID}
}

// Open goes on with a conversation. The error is store.ErrNotFound where there
// is none of this id.
func (d *Desk) Open(id model.ID) (*Talk, Opened, error) {
	d.opening.Lock()
	defer d.opening.Unlock()
	return d.open(id)
}

func (d *Desk) open(id model.ID) (*Talk, Opened, error) {
	l, err := d.store.Load(id)
	if err != nil {
		return nil, Opened{}, err
	}
	g, err := d.guideOf(l)
	if err != nil {
		return nil, Opened{}, err
	}
	w, err := d.store.Writer(id)
	if err != nil {
		return nil, Opened{}, err
	}
	t := &Talk{Flow: flow.Open(l.Record, l.Tail, g, d.env()), desk: d, writer: w}
	if c := l.Record.Conversation; c != nil {
		t.frozen = c.Revision
	}
	o := Opened{Damage: l.Damage, Struck: l.Left != l.Head}
	if n := len(l.Tail); n > 0 {
		o.Until = l.Tail[n-1].At
	}
	o.Last = lastWords(l.Record.InDrawer(model.DrawerShared).Notes, l.Tail)
	switch n, place := o.Last, l.Place; {
	case place.Stage == model.StageMine && !o.Struck:
		// Own notes never open by themselves: somebody else may be looking.
	case place.Stage != "" && !o.Struck:
		t.Go(place)
	case n != nil: // it was not left in good order after these words
		t.Go(model.Place{Stage: model.StageTalk, Topic: n.Topic, Part: n.ID, Caret: len(n.Text)})
	}
	if v := l.Record.Latest(); v != nil {
		o.NewDay = model.DayOf(v.Began) != model.DayOf(d.Now())
	}
	return t, o, nil
}

// lastWords is the note that was typed in last, or the newest; nil for none.
func lastWords(notes []*model.Note, tail []model.Batch) *model.Note {
	for _, b := range slices.Backward(tail) {
		for _, c := range slices.Backward(b.Changes) {
			if n := model.Find(notes, c.Part); n != nil {
				return n
			}
		}
	}
	if len(notes) == 0 {
		return nil
	}
	return slices.MaxFunc(notes, func(a, b *model.Note) int { return a.Typed.Compare(b.Typed) })
}

// guideOf is the guide a conversation began with: its stored copy, and today's
// where a record came from outside without one.
func (d *Desk) guideOf(l store.Loaded) (model.Guide, error) {
	if l.Guide != nil {
		g, err := content.DecodeGuide(l.Guide)
		if err != nil {
			return model.Guide{}, fmt.Errorf("read stored guide: %w", err)
		}
		return g, nil
	}
	kind := model.Assessment
	if c := l.Record.Conversation; c != nil {
		kind = c.Kind
	}
	return content.LoadGuide(kind)
}

// Save hands what happened to the writer, which has it on disk within a
// second. It waits for the disk only where an agreement is taken back: a plan
// that is on its way into the outbox could not be found there.
func (t *Talk) Save() error {
	t.held = append(t.held, t.Take()...)
	if len(t.held) == 0 {
		return nil
	}
	if err := t.begin(); err != nil || t.writer == nil {
		return err
	}
	batches := t.held
	t.logOverrides(batches)
	c := t.Record().Conversation
	held := c.ChangedSince && t.frozeAny(leftPlan(batches, t.desk.shared()))
	if c.Revision > t.frozen {
		late := false
		if turned(batches) { // it was done again
			late, _ = t.leftAfter(c.Revision) // what can't be read is told at the sending
		}
		if !late {
			return t.saveAgreed(batches)
		}
	}
	if err := t.hand(batches); err != nil {
		return err
	}
	switch {
	case c.Revision < t.frozen: // the agreeing was undone
		if err := t.withdraw(c); err != nil {
			return err
		}
	case held:
		// What waits holds what stands in no copy any more, and the plan as it is
		// now was not agreed: nothing goes until it is.
		if err := t.desk.store.TakeBack(t.Record().ID, 0); err != nil {
			return err
		}
	}
	t.frozen = c.Revision
	return t.outdated(batches)
}

// hand gives what happened to the writer. What it does not take is held on: it is
// never dropped without a word.
func (t *Talk) hand(batches []model.Batch) error {
	if err := t.writer.Put(batches); err != nil {
		return fmt.Errorf("save %s: %w", t.Record().ID, err)
	}
	t.held = nil
	return nil
}

// saveAgreed hands over what made a plan agreed, with what is frozen of it.
func (t *Talk) saveAgreed(batches []model.Batch) error {
	revision := t.Record().Conversation.Revision
	from, err := t.togetherFor(revision, batches)
	var items []store.OutItem
	if err == nil {
		items, err = t.desk.freeze(t.Record(), from)
	}
	if err == nil {
		err = t.writer.PutAgreed(batches, t.keep(), items)
	}
	if err != nil {
		// The words are kept whatever becomes of the sending.
		return fmt.Errorf("freeze revision %d: %w", revision, errors.Join(err, t.hand(batches)))
	}
	t.held, t.frozen = nil, revision
	t.desk.selfSoon()
	if from.Notes == nil {
		return nil
	}
	t.broughtTogether(revision, from)
	return t.desk.setTogether(t.Record().ID, nil)
}

// SaveNow is Save at a change of screen: the writer does not wait for more.
func (t *Talk) SaveNow() error {
	err := t.Save()
	if t.writer != nil {
		t.writer.Now()
	}
	return err
}

// begin makes the record in the store once there is somebody, or something, to
// keep.
func (t *Talk) begin() error {
	if t.writer != nil {
		return nil
	}
	r := t.Record()
	if t.empty() {
		return nil
	}
	if _, err := t.desk.store.PutGuide(t.guide); err != nil {
		return fmt.Errorf("keep guide: %w", err)
	}
	w, err := t.desk.store.New(r.ID)
	if err != nil {
		return fmt.Errorf("begin record: %w", err)
	}
	t.writer = w
	return nil
}

// empty tells whether there is nothing to keep that is not kept yet. The first
// batch is the beginning itself. Whatever was done after it counts, a name or
// not.
func (t *Talk) empty() bool {
	r := t.Record()
	return len(t.held) == 0 || t.writer == nil && len(t.held) < 2 && strings.TrimSpace(r.Person.FullName) == "" && len(r.Notes) == 0
}

// Kept tells whether the conversation is in the store: it is not while nobody
// was named and nothing typed.
func (t *Talk) Kept() bool { return t.writer != nil }

// State is when words were last saved, how many batches wait, and what stands
// in the way of saving if anything does.
func (t *Talk) State() (saved time.Time, waiting int, err error) {
	if t.writer == nil {
		return time.Time{}, len(t.held), nil
	}
	saved, waiting, err = t.writer.State()
	return saved, waiting + len(t.held), err
}

// Drop is for a conversation that was opened and is not gone on with.
func (t *Talk) Drop() {
	if t.writer != nil {
		t.writer.Done()
	}
}

// Flush saves and waits until it is on disk.
func (t *Talk) Flush(ctx context.Context) error {
	if err := t.Save(); err != nil || t.writer == nil {
		return err
	}
	ctx, stop := flushing(ctx)
	defer stop()
	return t.writer.Flush(ctx)
}

// Wait waits until all that was handed over is on disk. It may be called from
// any goroutine.
func (t *Talk) Wait(ctx context.Context) error {
	if t.writer == nil {
		return nil
	}
	ctx, stop := flushing(ctx)
	defer stop()
	return t.writer.Flush(ctx)
}

// Leave saves, waits, and puts the record in order for the next opening.
func (t *Talk) Leave(ctx context.Context) error {
	if err := t.Save(); err != nil || t.writer == nil {
		return err
	}
	ctx, stop := flushing(ctx)
	defer stop()
	return t.writer.Leave(ctx, t.Record(), t.Place())
}

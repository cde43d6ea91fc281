package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/model/fhir"
	"ownwords/model/flow"
	"ownwords/store"
)

// ErrNoConflict is returned where nobody else changed a plan, or no longer.
var ErrNoConflict = errors.New("no conflict")

// TheirsOf is Theirs for the newest plan of a record. The error is ErrNoConflict
// where nobody else changed that.
func (d *Desk) TheirsOf(ctx context.Context, record model.ID) (Theirs, error) {
	back, err := d.SentBack()
	if err != nil {
		return Theirs{}, err
	}
	i := slices.IndexFunc(back, func(p Parcel) bool { return p.Record == record && p.InConflict() })
	if i < 0 {
		return Theirs{}, fmt.Errorf("look at what is there of %s: %w", record, ErrNoConflict)
	}
	return d.Theirs(ctx, back[i].ID)
}

// Conflict is a plan that somebody changed at the server after it was sent from
// here, beside the plan as it is here.
type Conflict struct {
	Who    string    // at whose end it was changed
	At     time.Time // when, UTC; zero where the server does not say
	Points []Point
	// Brought is what only they changed: it is in what comes of it.
	Brought []model.Message

	ours, theirs, merged *model.Record
	together             together
}

// Same tells whether there is nothing to choose and nothing new: only what no page
// shows was changed.
func (c *Conflict) Same() bool { return len(c.Points)+len(c.Brought) == 0 }

// Changed says who changed the plan, and when where that is known.
func (c *Conflict) Changed() model.Message {
	if c.At.IsZero() {
		return model.Msg("conflict.changed-there", "who", c.Who)
	}
	return model.Msg("conflict.changed-on", "who", c.Who, "day", content.Date(c.At.Local()))
}

// Conflict puts what stands at the server beside the plan as it is here.
//
// Another Ownwords changes the form in which the whole record stands: what it
// made of it is brought together field by field. Other systems change the
// resources that were made of it: what those say otherwise than their own form
// is set beside ours. The error is one of fhir.Read.
func (t *Talk) Conflict(x Theirs) (*Conflict, error) {
	all, err := t.sides(x)
	if err != nil {
		return nil, err
	}
	there, at, err := x.notOurs()
	if err != nil {
		return nil, err
	}
	merged, clashes := model.Merge(all.base, all.ours, all.theirs.Openly())
	c := &Conflict{
		Who: cmp.Or(t.desk.Settings.Server.Name, t.desk.Text.Say(model.Msg("conflict.council"))), At: changedAt(there),
		Brought: t.broughtIn(all, merged), ours: all.ours, theirs: all.theirs, merged: merged, together: togetherOf(x),
	}
	for _, clash := range clashes {
		c.Points = append(c.Points, t.point(merged, clash))
	}
	earlier, err := t.madeEarlier(all.base, x.Base)
	if err != nil {
		return nil, err
	}
	for _, diff := range fhir.Differences(all.theirs, t.optionsOf(all.theirs), there, at) {
		if p, differs := t.pointOf(merged, diff); differs && !slices.Contains(earlier, diff) {
			c.Points = append(c.Points, p)
		}
	}
	return c, nil
}

// madeEarlier is what was sent from here otherwise than it would be now: another
// version of the program made other sentences of the same plan. Nobody changed that.
func (t *Talk) madeEarlier(base *model.Record, sent []byte) ([]fhir.Difference, error) {
	if sent == nil {
		return nil, nil
	}
	f, err := fhir.Thaw(sent)
	if err != nil {
		return nil, fmt.Errorf("read what was sent: %w", err)
	}
	was := map[string]json.RawMessage{}
	for _, p := range f.Entries {
		was[p.Key()] = p.Resource
	}
	return fhir.Differences(base, t.optionsOf(base), was, nil), nil
}

// sides are a plan as it is here and as it is there, and what both came of; nil
// where nothing is common.
type sides struct{ ours, base, theirs *model.Record }

func (t *Talk) sides(x Theirs) (all sides, err error) {
	if all.ours, err = t.overTheWire(); err != nil {
		return sides{}, err
	}
	if x.Base != nil {
		if all.base, err = fhir.Read(x.Base); err != nil {
			return sides{}, fmt.Errorf("read what was there: %w", err)
		}
	}
	all.theirs, err = formOf(x.There)
	if errors.Is(err, fhir.ErrNoConversation) {
		all.theirs, err = cmp.Or(all.base, all.ours), nil
	}
	if err != nil {
		return sides{}, fmt.Errorf("read what is there: %w", err)
	}
	return all, nil
}

// notOurs is what stands there and was not sent from here so: a plan that came
// only in part stands there in two revisions of ours.
func (x Theirs) notOurs() (map[string]json.RawMessage, fhir.Places, error) {
	there, at := maps.Clone(x.There), maps.Clone(x.At)
	for _, bundle := range [][]byte{x.Base, x.Ours} {
		if bundle == nil {
			continue
		}
		sent, err := fhir.Thaw(bundle)
		if err != nil {
			return nil, nil, fmt.Errorf("read what was sent: %w", err)
		}
		for _, p := range sent.Entries {
			council := p.Type == "Organization" // it is of all its records: what another laptop wrote there is no change of this one
			if raw, ok := there[p.Key()]; ok && (council || fhir.Same(p.Resource, raw, x.At)) {
				delete(there, p.Key())
				delete(at, p.Key())
			}
		}
	}
	return there, at, nil
}

// overTheWire is the plan as the server would have it from here now, and lost by
// the way what a wire loses: so that it is compared with what came over one.
func (t *Talk) overTheWire() (*model.Record, error) {
	r := t.Record()
	to, _ := t.desk.serverRecipient(r)
	copied, refusal := r.For(to)
	if refusal.Refused() {
		return nil, fmt.Errorf("look at what is there of %s: %w", r.ID, ErrNoConflict)
	}
	return fhir.Read(fhir.Transaction(fhir.Resources(copied, t.optionsOf(copied))))
}

func (t *Talk) optionsOf(r *model.Record) fhir.Options {
	to, _ := t.desk.serverRecipient(t.Record())
	return fhir.Options{
		At: r.Conversation.Stood, Revision: r.Conversation.Revision, Say: t.desk.Text.Say, Part: t.Record().LeavesOut(to),
	}
}

// formOf is the record in the form that stands at the server.
func formOf(there map[string]json.RawMessage) (*model.Record, error) {
	b := fhir.Bundle{ResourceType: "Bundle", Type: "collection"}
	for _, key := range slices.Sorted(maps.Keys(there)) {
		b.Entry = append(b.Entry, fhir.Entry{Resource: there[key]})
	}
	raw, err := json.Marshal(b)
	if err != nil {
		return nil, err
	}
	return fhir.Read(raw)
}

// stored is what a server says of a resource besides what is in it.
type stored struct {
	ID   string `json:"id"`
	Meta struct {
		Version string    `json:"versionId"`
		Updated time.Time `json:"lastUpdated"`
	} `json:"meta"`
}

func storedOf(raw json.RawMessage) stored {
	var s stored
	_ = json.Unmarshal(raw, &s) // a server need say nothing of it
	return s
}

func changedAt(there map[string]json.RawMessage) (at time.Time) {
	for _, raw := range there {
		if s := storedOf(raw); s.Meta.Updated.After(at) {
			at = s.Meta.Updated
		}
	}
	return at
}

// Resolve brings both together as the points say, as a revision of its own that
// is frozen at once. It is one step to take back, until it was sent.
func (t *Talk) Resolve(c *Conflict) (flow.Effect, error) {
	now, unheard := c.merged, false
	var beside []flow.Beside
	for _, p := range c.Points {
		b := t.beside(c, p)
		switch p.Keep {
		case KeepTheirs:
			taken := p.clash.Take(now)
			if p.outside {
				taken, unheard = p.unread(now, taken), true
				beside = append(beside, b)
			}
			now = taken
		case KeepBoth:
			beside = append(beside, b)
		case KeepOurs:
			if p.worded() {
				b.Own = true
				beside = append(beside, b)
			}
		}
	}
	before := t.Record()
	unheard = unheard || !summedAs(now, c.ours) && !summedAs(now, c.theirs)
	e := t.Merge(before.Follow(c.ours, now), beside, unheard)
	switch {
	case t.Record() == before:
		return e, nil
	case t.Record().Conversation.ChangedSince:
		e.Say = append(e.Say, model.Msg("conflict.asked-again", "who", before.Person.Name()))
		return e, errors.Join(t.keepTogether(c.together, before), t.SaveNow())
	}
	revision := t.Record().Conversation.Revision
	t.broughtTogether(revision, c.together)
	e.Say = append(e.Say, model.Msg("conflict.done", "n", revision))
	return e, t.SaveNow()
}

// summedAs tells whether two come to the same money. What comes of some lines of
// the one and some of the other was told to nobody.
func summedAs(a, b *model.Record) bool { return reflect.DeepEqual(a.Sums(), b.Sums()) }

// beside is what they say of a thing, to be kept beside what it says here.
func (t *Talk) beside(c *Conflict, p Point) flow.Beside {
	b := flow.Beside{About: p.clash.Part, Who: c.Who, End: t.desk.Text.Say(model.Msg("conflict.end"))}
	if n, ok := p.clash.Take(c.merged).PartOf(p.clash.Kind, p.clash.Part).(*model.Note); ok && p.clash.Field != "" {
		b.Note = n
		return b
	}
	if !c.At.IsZero() {
		at := c.At.Local()
		b.When = model.When{Typed: t.desk.Text.Say(content.Date(at)), Day: at.Format(time.DateOnly)}
	}
	for i, l := range p.Lines {
		if i > 0 {
			b.Text += "\n"
		}
		said := model.Msg("conflict.note", "what", p.What, "line", l.Label, "words", l.Is)
		if l.Is.Zero() {
			said = model.Msg("conflict.note-nothing", "what", p.What, "line", l.Label)
		}
		b.Text += t.desk.Text.Say(said)
	}
	return b
}

// InConflict tells whether somebody changed a plan at the server, so that it does
// not go before both were brought together.
func (p Parcel) InConflict() bool { return p.State.Step == store.OutConflict }

// Theirs tells whether the task is to look at what somebody changed at the server.
func (t Task) Theirs() bool { return t.What.ID == "todo.conflict" }

package desk

import (
	"errors"
	"slices"
	"time"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/store"
)

// Past is what is kept of how a conversation came to be, as it was read.
type Past struct {
	store.History
	names map[model.ID]string // of those who have a way into the store
}

// Line is one line of a history: something that happened to a part, or, where
// Version is there, a whole record that was kept.
type Line struct {
	flow.Happened
	What    model.Message // who did what
	Version *Version
}

// Version is a record that was kept whole.
type Version struct {
	store.Kept
	Lines []Line // what is not the same now; What is what it is called
}

// ReadPast reads what is kept of how a conversation came to be. It may be called
// from any goroutine. Of one that is not in the store yet there is nothing.
func (d *Desk) ReadPast(id model.ID) (Past, error) {
	h, err := d.store.History(id)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return Past{}, err
	}
	p := Past{History: h, names: map[model.ID]string{}}
	ways, err := d.store.Ways()
	if err != nil {
		return Past{}, err
	}
	for _, w := range ways {
		p.names[model.ID(w.ID)] = d.nameOf(w)
	}
	return p, nil
}

// History tells what happened, newest first, for the page where the conversation
// is: on that of one's own notes of these alone, and everywhere else of the talk
// and the plan, with the plans as they were agreed among it.
func (t *Talk) History(p Past) []Line {
	var out []Line
	kept := slices.Clone(p.Kept)
	if t.Place().Stage == model.StageMine {
		kept = nil
	}
	for _, h := range t.Flow.History(p.Tail) {
		for len(kept) > 0 && kept[len(kept)-1].Seq >= h.First {
			out = append(out, t.version(kept[len(kept)-1], p))
			kept = kept[:len(kept)-1]
		}
		out = append(out, Line{Happened: h, What: t.Told(&h).With("who", t.who(h, p))})
	}
	for _, k := range slices.Backward(kept) {
		out = append(out, t.version(k, p))
	}
	return out
}

// who did something: what the one is called here whose way in it was, and before
// there were names whoever holds the conversation.
func (t *Talk) who(h flow.Happened, p Past) string {
	v, name := p.who(h.By, t.Record())
	if v != nil {
		return t.VoiceName(v.ID)
	}
	return name
}

// who came in by a way: their voice in a record, or their name where they have
// none in it.
func (p Past) who(by model.ID, r *model.Record) (v *model.Voice, name string) {
	name = p.names[by]
	if v = r.WorkerNamed(name); v == nil && name == "" {
		v = r.WorkerVoice()
	}
	return v, name
}

func (t *Talk) version(k store.Kept, p Past) Line {
	v := &Version{Kept: k}
	since := slices.IndexFunc(p.Tail, func(b model.Batch) bool { return b.Seq > k.Seq })
	if since < 0 {
		since = len(p.Tail)
	}
	for _, h := range t.Since(k.Record, p.Tail[since:]) {
		v.Lines = append(v.Lines, Line{Happened: h, What: t.ThingOf(&h)})
	}
	return Line{
		Happened: flow.Happened{At: k.At}, Version: v,
		What: model.Msg("history.kept."+string(k.Why), "n", k.Revision),
	}
}

// SinceAgreed is the newest plan that was agreed or decided here, with what is
// not the same now; nil where none is kept.
func (t *Talk) SinceAgreed(p Past) *Version {
	for _, k := range slices.Backward(p.Kept) {
		if k.Revision > 0 && k.Revision == t.Record().Conversation.Revision {
			return t.version(k, p).Version
		}
	}
	return nil
}

// WentOut are the times at which a plan was kept that has this note in it and
// went out: there it stays.
func (p Past) WentOut(note model.ID) []time.Time {
	var out []time.Time
	for _, k := range p.Kept {
		if k.Went && model.Find(k.Record.Notes, note) != nil {
			out = append(out, k.At)
		}
	}
	return out
}

// takenFrom tells whether a line was taken out of a revision for good since it
// was agreed: what was frozen of it has the line, and goes nowhere. What can't be
// read may be one.
func (t *Talk) takenFrom(revision int) bool {
	all, damage, err := t.desk.store.Kept(t.Record().ID)
	return err != nil || len(damage) > 0 || slices.ContainsFunc(all, func(k store.Kept) bool {
		return k.Revision == revision && len(k.Taken) > 0
	})
}

package flow

import (
	"slices"
	"time"

	"ownwords/model"
)

// Happened is one thing that happened to one part: what it was before, and what
// became of it.
type Happened struct {
	First uint64    // the first batch of the act
	At    time.Time // when it was last gone on with, UTC
	By    model.ID  // who opened the store; empty in what came before it was noted
	Visit model.ID
	Act   string
	// Was and Is are the part before and after, nil where it was not there or is
	// gone.
	Was, Is model.Part
	// Taken tells that it was taken out for good, or went to another drawer:
	// nothing of what it was is left here to be shown.
	Taken bool
	Topic string // of the place where that was

	ref
	drawer model.Drawer
	left   bool // it, or words in it, left the talk since: a kept copy is all there is
}

// Part is the part that it happened to, as it was where it is gone; nil where it
// was taken out for good.
func (h *Happened) Part() model.Part {
	if h.Is != nil {
		return h.Is
	}
	return h.Was
}

// History tells what happened to the parts of the record, newest first. tail are
// the batches that led to it, oldest first. On the page of one's own notes that
// is what happened to them, and nowhere else is anything of them in it.
//
// What was typed in one go is one thing that happened, however often it was kept
// meanwhile. So is what was typed on in the same words, or put down in other lines
// of the same thing, one after the other, while nothing of it was taken out.
func (f *Flow) History(tail []model.Batch) []Happened {
	b := chronicle{f: f, newest: map[held]int{}, hidden: f.hiddenDrawers()}
	for _, batch := range tail {
		b.heard(batch)
	}
	out := slices.DeleteFunc(b.all, func(h Happened) bool { return h.nothing() })
	slices.Reverse(out)
	return out
}

// hiddenDrawers are those whose history is not for this page.
func (f *Flow) hiddenDrawers() []model.Drawer {
	if f.place.Stage == model.StageMine {
		return []model.Drawer{model.DrawerShared}
	}
	return []model.Drawer{model.DrawerMine, model.DrawerWorry}
}

// untold are kinds of which nothing is told: what they are is told otherwise, or
// is nobody's words.
var untold = map[model.PartKind]bool{
	model.KindConversation: true, model.KindVisit: true, model.KindVoice: true, model.KindTopic: true,
}

// chronicle is a history while it is put together, oldest first.
type chronicle struct {
	f      *Flow
	all    []Happened
	newest map[held]int // of each part
	hidden []model.Drawer
}

func (b *chronicle) heard(batch model.Batch) {
	if slices.Contains(b.hidden, batch.Drawer) {
		return
	}
	for _, c := range batch.Changes {
		if untold[c.Kind] || c.Left && (c.After != nil || c.Kind != model.KindNote) {
			continue
		}
		was, err := c.DecodeBefore()
		is, err2 := c.Decode()
		if err != nil || err2 != nil {
			continue // Load has told it
		}
		b.add(Happened{
			First: batch.First, At: batch.At, By: batch.By, Visit: batch.Visit, Act: batch.Action, Was: was, Is: is,
			Taken: c.Left, Topic: batch.Place.Topic, ref: ref{c.Kind, c.Part}, drawer: batch.Drawer,
		})
	}
}

// add goes on with what happened to the part last, where it is the same act or
// the same typing, or adds it.
func (b *chronicle) add(h Happened) {
	x := held{h.ref, h.drawer}
	i, known := b.newest[x]
	if known {
		last := &b.all[i]
		if last.First == h.First && !h.Taken || i == len(b.all)-1 && b.goesOn(last, &h) {
			last.At, last.Is = h.At, h.Is
			if soFar[last.Act] {
				last.Act = h.Act
			}
			return
		}
	}
	b.newest[x] = len(b.all)
	b.all = append(b.all, h)
}

// goesOn tells whether somebody went on with a part in the same visit, and
// nothing that stood in it was lost by it: it stands in it still, or stood in it
// before.
func (b *chronicle) goesOn(h, next *Happened) bool {
	if h.Is == nil || next.Is == nil || h.By != next.By || h.Visit != next.Visit {
		return false
	}
	was, note := h.Is.(*model.Note)
	if !note {
		return b.f.addsTo(h.Is, next.Is)
	}
	is, _ := next.Is.(*model.Note)
	if !typingActs[next.Act] || !typingActs[h.Act] && h.Was != nil || was.Voice != is.Voice {
		return false
	}
	first, changed := h.Was.(*model.Note)
	return grown(was.Text, is.Text) || changed && grown(was.Text, first.Text)
}

// addsTo tells whether every line of a part still says what it did.
func (f *Flow) addsTo(was, is model.Part) bool {
	now := f.linesOf(is)
	return !slices.ContainsFunc(f.linesOf(was), func(l Field) bool {
		return l.Value != "" && !slices.ContainsFunc(now, func(n Field) bool { return n.ID == l.ID && n.Value == l.Value })
	})
}

// typingActs are those of typing in a note, or of beginning one.
var typingActs = map[string]bool{"type": true, "note": true, "draft": true, "empty": true}

// grown tells whether a text has become another one by letters put into it in
// one place, or is the same.
func grown(was, is string) bool {
	from, to := between(was, is)
	return from == to
}

// between are the bytes of a text that are not the same in another: all before
// and all behind them is.
func between(text, other string) (from, to int) {
	end := behindChange(other, text)
	for from < min(len(text), len(other)) && text[from] == other[from] {
		from++
	}
	return min(from, end), end
}

// nothing tells whether in the end nothing happened that can be told: what was
// typed and taken away again in one go.
func (h *Happened) nothing() bool {
	switch {
	case h.Taken:
		return false
	case h.Was == nil && h.Is == nil:
		return true
	case h.Was == nil || h.Is == nil:
		return empty(h.Part())
	}
	return samePart(h.Was, h.Is)
}

// empty tells whether a part is a note that says nothing.
func empty(p model.Part) bool {
	n, ok := p.(*model.Note)
	return ok && n.Words().Empty()
}

// Since tells what is not the same in a whole record that was kept as it is in
// this one: Was is what it was there, and Is what it is. Its own order is that
// of the record. Nothing is told of one's own notes. tail are the batches that
// led from that record to this one.
func (f *Flow) Since(whole *model.Record, tail []model.Batch) []Happened {
	var out []Happened
	left := leftTalk(tail)
	whole = whole.InDrawer(model.DrawerShared)
	for was := range whole.Parts() {
		x := refOf(was)
		is := f.r.PartOf(x.kind, x.id)
		if is != nil && is.PartHead().Drawer != model.DrawerShared {
			is = nil
		}
		if !untold[x.kind] && (is == nil || !samePart(asHeard(was), asHeard(is))) && !empty(was) {
			out = append(out, Happened{Was: was, Is: is, ref: x, left: holdsLeft(was, left)})
		}
	}
	for is := range f.r.InDrawer(model.DrawerShared).Parts() {
		if x := refOf(is); !untold[x.kind] && whole.PartOf(x.kind, x.id) == nil && !empty(is) {
			out = append(out, Happened{Is: is, ref: x})
		}
	}
	return out
}

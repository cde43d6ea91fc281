package model

import (
	"bytes"
	"encoding/json"
	"slices"
)

// Fold returns a tail in which the visits before this one take less room: what
// one hand changed of a part within one visit is one change, first before and
// last after, under the number of the last. A batch of which nothing is left is
// not in the list, so that its number is missing there; folded tells whether
// any is, or is shorter.
//
// Left as they are: the beginning; what a plan became; a part that was taken
// out, with the words that it had; a part that left its drawer; and every batch
// in which words went from one note to another, since what may stay in a drawer
// when one of them leaves it is found by that.
func Fold(tail []Batch, visit ID) (out []Batch, folded bool) {
	f := folding{tail: slices.Clone(tail), last: map[foldedPart]foldedAt{}}
	for i, b := range f.tail {
		f.tail[i].Changes = slices.Clone(b.Changes)
		if b.Visit != visit && i < len(tail)-1 {
			f.take(i)
		}
	}
	for i, b := range f.tail {
		b.Changes = slices.DeleteFunc(b.Changes, func(c Change) bool { return c.Part == "" })
		if f.merged[i] {
			b.Undoes = 0 // it is more now than what that took back
			b.Changes = slices.DeleteFunc(b.Changes, func(c Change) bool { return bytes.Equal(c.Before, c.After) && !c.Left })
		}
		if len(b.Changes) > 0 || len(tail[i].Changes) == 0 {
			out = append(out, b)
		}
		folded = folded || len(b.Changes) < len(tail[i].Changes)
	}
	return out, folded
}

// Fresh tells whether nothing was done in a visit but to begin it, so that it is
// one step to what was done in the visit before: then none is to be folded.
func Fresh(tail []Batch, visit ID) bool {
	first := uint64(0)
	for _, b := range tail {
		switch {
		case b.Visit != visit || b.Undoes != 0:
		case first != 0 && b.First != first:
			return false
		default:
			first = b.First
		}
	}
	return true
}

// folding is a tail while it is folded.
type folding struct {
	tail   []Batch
	last   map[foldedPart]foldedAt // where each part was changed last
	merged map[int]bool            // batches that took in what others were
}

type foldedPart struct {
	kind   PartKind
	id     ID
	drawer Drawer
}

type foldedAt struct{ batch, change int }

// take brings into a batch what earlier ones changed of its parts.
func (f *folding) take(i int) {
	b := f.tail[i]
	for j, c := range b.Changes {
		x := foldedPart{c.Kind, c.Part, b.Drawer}
		at, known := f.last[x]
		if known && f.becomeOne(at, foldedAt{i, j}) {
			b.Changes[j].Before = f.tail[at.batch].Changes[at.change].Before
			f.tail[at.batch].Changes[at.change] = Change{}
			if f.merged == nil {
				f.merged = map[int]bool{}
			}
			f.merged[i] = true
		}
		f.last[x] = foldedAt{i, j}
	}
}

// becomeOne tells whether two changes of a part that follow each other may.
func (f *folding) becomeOne(first, second foldedAt) bool {
	a, b := f.tail[first.batch], f.tail[second.batch]
	was, is := a.Changes[first.change], b.Changes[second.change]
	return a.Visit == b.Visit && a.By == b.By && a.foldable() && b.foldable() &&
		is.Kind != KindConversation && !was.Left && !is.Left && len(is.After) > 0 && len(is.Before) > 0 &&
		bytes.Equal(was.After, is.Before) && fewerSources(was.After, is.After)
}

// foldable tells whether a batch may be folded with others.
func (b Batch) foldable() bool {
	notes := 0
	for _, c := range b.Changes {
		if c.Kind == KindNote {
			notes++
		}
	}
	return b.First > 1 && notes < 2
}

// fewerSources tells whether a part points to no note as the source of its
// words that it does not point to later.
func fewerSources(was, is json.RawMessage) bool {
	from := sources(was)
	if len(from) == 0 {
		return true
	}
	later := sources(is)
	return !slices.ContainsFunc(from, func(id ID) bool { return !slices.Contains(later, id) })
}

// sources are the notes from which the words in a part came, wherever in it
// they stand.
func sources(raw json.RawMessage) []ID {
	if !bytes.Contains(raw, []byte(`"from"`)) {
		return nil
	}
	var part struct {
		Words, First struct{ From []ID }
	}
	if err := json.Unmarshal(raw, &part); err != nil {
		return nil
	}
	return slices.Concat(part.Words.From, part.First.From)
}

package model

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"sync"
	"time"
)

// PartKind names a kind of part, as it stands in batches and in the JSON.
type PartKind string

// Head is what every part begins with.
type Head struct {
	ID     ID     `json:"id"`
	Order  string `json:"order,omitzero" mask:"never"` // its place among its kind, see OrderBetween
	Drawer Drawer `json:"drawer,omitzero"`
}

// PartHead gives the head to read and, before the part is put into a record,
// to fill in.
func (h *Head) PartHead() *Head { return h }

// Part is one thing in a record that is kept, undone, merged and shared as a
// whole: a note, a risk, a person in somebody's life. A part that stands in a
// record is never changed: Copy it, change the copy and put that in.
type Part interface {
	PartHead() *Head
	PartKind() PartKind
}

// Copy returns a copy of a part that can be changed without touching the
// first, lists and all. Of no part it is an empty one, to be filled in.
func Copy[T Part](p T) T {
	v := reflect.ValueOf(p)
	c := reflect.New(v.Type().Elem())
	if !v.IsNil() {
		c.Elem().Set(v.Elem())
		detach(c.Elem())
	}
	return c.Interface().(T)
}

// detach gives v lists and pointers of its own.
func detach(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			c := reflect.New(v.Type().Elem())
			c.Elem().Set(v.Elem())
			detach(c.Elem())
			v.Set(c)
		}
	case reflect.Slice:
		if !v.IsNil() {
			c := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			reflect.Copy(c, v)
			for i := range c.Len() {
				detach(c.Index(i))
			}
			v.Set(c)
		}
	case reflect.Struct:
		for _, i := range sharing(v.Type()) {
			detach(v.Field(i))
		}
	default: // numbers, texts, truths: nothing to share
	}
}

// sharing are the fields of a struct by which two copies of it would share
// something, looked up once for each type: parts are copied all the time. Times
// are none of them: they point to nothing that changes.
func sharing(t reflect.Type) []int {
	if known, ok := sharingOf.Load(t); ok {
		return known.([]int)
	}
	var out []int
	if t != timeType {
		for f := range t.Fields() {
			k := f.Type.Kind()
			if k == reflect.Pointer || k == reflect.Slice || k == reflect.Struct && len(sharing(f.Type)) > 0 {
				out = append(out, f.Index[0])
			}
		}
	}
	sharingOf.Store(t, out)
	return out
}

var (
	sharingOf sync.Map // []int by reflect.Type
	timeType  = reflect.TypeFor[time.Time]()
)

// Unknown is a part of a kind this version does not know: kept as it came and
// given back as it came, so that an older program never takes away what a
// newer one wrote. It goes into no copy but the council's: nobody here can say
// what is in it.
type Unknown struct {
	Head
	Kind PartKind
	Raw  json.RawMessage
}

// PartKind returns the kind as the newer program named it.
func (u *Unknown) PartKind() PartKind { return u.Kind }

// MarshalJSON gives back what came in.
func (u *Unknown) MarshalJSON() ([]byte, error) { return u.Raw, nil }

// single tells whether a record holds one part of this kind at most: its id is
// then the kind, and it stands in the JSON without a list round it.
func (u *Unknown) single() bool { return string(u.ID) == string(u.Kind) }

// slot is one kind's place in a record.
type slot struct {
	kind   PartKind
	single bool // a record has at most one, whose id is the kind
	fresh  func() Part
	put    func(*Record, Part)
	drop   func(*Record, ID)
	putAll func(*Record, map[ID]Part) // nil takes a part out
	each   func(*Record) iter.Seq[Part]
	edit   func(*Record, func(Part) Part) // nil takes a part out
}

// listed makes the slot of a kind of which a record may hold any number.
func listed[T any, P interface {
	*T
	Part
}](kind PartKind, list func(*Record) *[]P,
) slot {
	return slot{
		kind:  kind,
		fresh: func() Part { return P(new(T)) },
		put: func(r *Record, p Part) {
			l := list(r)
			*l = inserted(*l, p.(P))
		},
		drop: func(r *Record, id ID) {
			l := list(r)
			*l = slices.DeleteFunc(slices.Clone(*l), func(p P) bool { return p.PartHead().ID == id })
			if len(*l) == 0 {
				*l = nil // no list and an empty one are the same record
			}
		},
		putAll: func(r *Record, now map[ID]Part) {
			l := list(r)
			out := slices.DeleteFunc(slices.Clone(*l), func(p P) bool { _, other := now[p.PartHead().ID]; return other })
			for _, p := range now {
				if p != nil {
					out = append(out, p.(P))
				}
			}
			slices.SortFunc(out, inOrder)
			if *l = out; len(out) == 0 {
				*l = nil
			}
		},
		each: func(r *Record) iter.Seq[Part] {
			return func(yield func(Part) bool) {
				for _, p := range *list(r) {
					if !yield(p) {
						return
					}
				}
			}
		},
		edit: func(r *Record, edit func(Part) Part) {
			var out []P
			for _, p := range *list(r) {
				if q := edit(p); q != nil {
					out = append(out, q.(P))
				}
			}
			*list(r) = out
		},
	}
}

// single makes the slot of a kind of which a record holds one or none.
func single[T any, P interface {
	*T
	Part
}](kind PartKind, at func(*Record) *P,
) slot {
	return slot{
		kind:   kind,
		single: true,
		fresh:  func() Part { return P(new(T)) },
		put:    func(r *Record, p Part) { *at(r) = p.(P) },
		drop: func(r *Record, id ID) {
			if p := *at(r); p != nil && p.PartHead().ID == id {
				*at(r) = nil
			}
		},
		putAll: func(r *Record, now map[ID]Part) {
			for id, p := range now {
				if p != nil {
					*at(r) = p.(P)
				} else if was := *at(r); was != nil && was.PartHead().ID == id {
					*at(r) = nil
				}
			}
		},
		each: func(r *Record) iter.Seq[Part] {
			return func(yield func(Part) bool) {
				if p := *at(r); p != nil {
					yield(p)
				}
			}
		},
		edit: func(r *Record, edit func(Part) Part) {
			p := *at(r)
			if p == nil {
				return
			}
			*at(r) = nil
			if q := edit(p); q != nil {
				*at(r) = q.(P)
			}
		},
	}
}

// inserted returns the list with p in its place by order key, instead of the
// part with p's id if there is one. The list given is left as it was.
func inserted[P Part](list []P, p P) []P {
	id := p.PartHead().ID
	if i := slices.IndexFunc(list, func(q P) bool { return q.PartHead().ID == id }); i >= 0 {
		if list[i].PartHead().Order == p.PartHead().Order {
			out := slices.Clone(list)
			out[i] = p
			return out
		}
		list = slices.Delete(slices.Clone(list), i, i+1)
	}
	at, _ := slices.BinarySearchFunc(list, p, inOrder)
	return slices.Insert(slices.Clone(list), at, p)
}

// renumbered is the record with the parts of each list in the same order, and with
// the keys that they would have had if nothing else had ever stood there.
func (r *Record) renumbered() *Record {
	c := *r
	for _, s := range slots {
		var all []Part
		for p := range s.each(r) {
			all = append(all, p)
		}
		if s.single || len(all) == 0 {
			continue
		}
		keys := OrdersBetween("", "", len(all))
		s.edit(&c, func(p Part) Part {
			key := keys[0]
			keys = keys[1:]
			return at(p, key)
		})
	}
	return &c
}

// at is the part with another place in its list.
func at(p Part, order string) Part {
	if p.PartHead().Order == order {
		return p
	}
	p = Copy(p)
	p.PartHead().Order = order
	return p
}

// inOrder compares two parts of one kind by where they stand in their list.
func inOrder[P Part](a, b P) int {
	x, y := a.PartHead(), b.PartHead()
	return cmp.Or(cmp.Compare(x.Order, y.Order), cmp.Compare(x.ID, y.ID))
}

// decodePart reads a part of this kind from its JSON. A kind that is not known
// becomes an Unknown.
func decodePart(kind PartKind, raw json.RawMessage) (Part, error) {
	s, known := slotOf(kind)
	if !known {
		return decodeUnknown(kind, raw)
	}
	p := s.fresh()
	if err := json.Unmarshal(raw, p); err != nil {
		return nil, fmt.Errorf("read a %s: %w", kind, err)
	}
	return p, nil
}

// decodeUnknown keeps the JSON as encoding/json writes it, without blanks, so
// that a part is the same whether it came from a file or from a batch.
func decodeUnknown(kind PartKind, raw json.RawMessage) (Part, error) {
	u := &Unknown{Kind: kind}
	err := json.Unmarshal(raw, &u.Head)
	if err == nil {
		u.Raw, err = json.Marshal(raw)
	}
	if err != nil {
		return nil, fmt.Errorf("read a %s: %w", kind, err)
	}
	return u, nil
}

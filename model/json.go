package model

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
)

// MarshalJSON writes the record in the published format: its format number and
// id, then every kind that has parts under its name, in a fixed order. The
// person, the money and their like are objects; the rest are lists.
func (r *Record) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"format":%d`, Format)
	if err := writeMember(&b, "id", r.ID); err != nil {
		return nil, err
	}
	for _, s := range slots {
		parts := slices.Collect(s.each(r))
		if len(parts) == 0 {
			continue
		}
		var value any = parts
		if s.single {
			value = parts[0]
		}
		if err := writeMember(&b, string(s.kind), value); err != nil {
			return nil, err
		}
	}
	for kind, parts := range byKind(r.Unknowns) {
		var value any = parts
		if parts[0].single() {
			value = parts[0]
		}
		if err := writeMember(&b, string(kind), value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func writeMember(b *bytes.Buffer, name string, value any) error {
	raw, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	quoted, err := json.Marshal(name)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	fmt.Fprintf(b, `,%s:%s`, quoted, raw)
	return nil
}

// byKind groups what is unknown by kind, in the order in which kinds came.
func byKind(list []*Unknown) iter.Seq2[PartKind, []*Unknown] {
	return func(yield func(PartKind, []*Unknown) bool) {
		var seen []PartKind
		for _, u := range list {
			if !slices.Contains(seen, u.Kind) {
				seen = append(seen, u.Kind)
			}
		}
		for _, k := range seen {
			same := slices.DeleteFunc(slices.Clone(list), func(u *Unknown) bool { return u.Kind != k })
			if !yield(k, same) {
				return
			}
		}
	}
}

package desk

import (
	"slices"

	"ownwords/content/document"
	"ownwords/model"
	"ownwords/store"
)

// since is a plan as it was agreed or decided last, with who changed what after
// that; nil for one that was not changed since, or of which none is kept whole.
func (d *Desk) since(r *model.Record) (*document.Since, error) {
	c := r.Conversation
	if c == nil || !c.ChangedSince {
		return nil, nil
	}
	k, err := d.keptPlan(r.ID, c.Revision)
	if err != nil || k == nil {
		return nil, err
	}
	past, err := d.ReadPast(r.ID)
	if err != nil {
		return nil, err
	}
	return &document.Since{Record: k.Record, At: k.At, By: past.changers(k, r)}, nil
}

// changers are the names of those who changed each part since a plan was kept, in
// the order in which they did.
func (p Past) changers(k *store.Kept, r *model.Record) map[model.ID][]string {
	out := map[model.ID][]string{}
	for _, b := range p.Tail {
		if b.Seq <= k.Seq {
			continue
		}
		v, name := p.who(b.By, r)
		if v != nil {
			name = v.Name
		}
		for _, c := range b.Changes {
			if name != "" && !slices.Contains(out[c.Part], name) {
				out[c.Part] = append(out[c.Part], name)
			}
		}
	}
	return out
}

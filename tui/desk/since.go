package desk

import (
	"slices"

	"ownwords/content/document"
	"ownwords/model"
	"ownwords/store"
)

// since is the version of a plan beside which it is told what changed, with who
// changed what after it: of one that was changed since it was agreed or decided
// that one, and of one that was agreed anew the one before. It is nil for a plan
// that was never changed, or of which no other version is kept whole.
func (d *Desk) since(r *model.Record) (*document.Since, error) {
	k, err := d.versionBefore(r)
	if err != nil || k == nil {
		return nil, err
	}
	past, err := d.ReadPast(r.ID)
	if err != nil {
		return nil, err
	}
	return &document.Since{Record: k.Record, At: k.At, By: past.changers(k, r)}, nil
}

// versionBefore is that version. What was taken out of it for good since is in
// neither of the two.
func (d *Desk) versionBefore(r *model.Record) (*store.Kept, error) {
	c := r.Conversation
	if c == nil || !c.ChangedSince && c.ChangedWhy == "" {
		return nil, nil
	}
	all, damage, err := d.store.Kept(r.ID)
	if err != nil || len(damage) > 0 {
		return nil, err
	}
	for _, k := range slices.Backward(all) {
		then := k.Record.Conversation
		switch {
		case k.Revision == 0 || then == nil || then.ChangedSince: // taken back, and not agreed as it is
		case c.ChangedSince || then.ChangedWhy != c.ChangedWhy || then.ChangedBy != c.ChangedBy:
			return &k, nil
		}
	}
	return nil, nil
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

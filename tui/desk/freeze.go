package desk

import (
	"fmt"
	"slices"

	"ownwords/model"
	"ownwords/model/fhir"
	"ownwords/store"
)

// leftPlan are the parts that stand in no copy any more, from these changes on:
// those that left the shared drawer, and, where others read the server, those
// who are not to be contacted now.
func leftPlan(batches []model.Batch, others bool) []model.ID {
	var out []model.ID
	for _, b := range batches {
		for _, c := range b.Changes {
			left := b.Drawer == model.DrawerShared && c.Left && c.After == nil
			if left || others && c.Kind == model.KindRelationship && barred(c) {
				out = append(out, c.Part)
			}
		}
	}
	return out
}

// barred tells whether somebody is not to be contacted since this change. What
// can't be read may say so.
func barred(c model.Change) bool {
	p, err := c.Decode()
	was, bad := c.DecodeBefore()
	if err != nil || bad != nil {
		return true
	}
	x, there := p.(*model.Relationship)
	y, before := was.(*model.Relationship)
	return there && x.NotToContact && !(before && y.NotToContact)
}

// frozeAny tells whether any of these parts stands in what was frozen of the
// plan. What can't be read, or is not there yet, may hold it.
func (t *Talk) frozeAny(parts []model.ID) bool {
	if len(parts) == 0 {
		return false
	}
	all, damage, err := t.desk.store.Kept(t.Record().ID)
	if err != nil || len(damage) > 0 {
		return true
	}
	for _, k := range slices.Backward(all) {
		if k.Revision == t.frozen {
			return slices.ContainsFunc(parts, func(id model.ID) bool { return k.Record.Part(id) != nil })
		}
	}
	return true
}

func (t *Talk) keep() store.Keep {
	c := t.Record().Conversation
	why := store.WhyAgreed
	switch {
	case t.merged[c.Revision].Revises != nil:
		why = store.WhyMerge
	case c.Standing.Decided():
		why = store.WhyFinal
	}
	return store.Keep{Record: t.Record(), Revision: c.Revision, Why: why}
}

// TransactionKind is what frozen bytes of a plan are: a FHIR R4 transaction of
// resources under our own ids.
const TransactionKind = "fhir-r4-transaction"

// freeze makes what the server is to have of a plan as it is now: bytes that every
// try is made from. A server that others read has it only if the person said yes
// to it; a refusal freezes nothing. What is at the server of an earlier revision,
// and is in the plan no more, is withdrawn there.
func (d *Desk) freeze(r *model.Record, t together) ([]store.OutItem, error) {
	to, ok := d.serverRecipient(r)
	if !ok {
		return nil, nil
	}
	copied, refusal := r.For(to)
	if refusal.Refused() {
		return nil, nil
	}
	c := r.Conversation
	item := store.OutItem{
		ID: d.NewID(), Record: r.ID, Revision: c.Revision, For: frozenFor(to), Over: t.Over, Revises: t.Revises,
		Target: d.Settings.Server.Name, Kind: TransactionKind,
	}
	resources := fhir.Resources(copied, fhir.Options{
		At: c.Stood, Revision: c.Revision, Say: d.Text.Say, Mark: item.ID, Revises: t.Revises, Part: r.LeavesOut(to),
	})
	before, err := d.wentBefore(item)
	if err != nil {
		return nil, err
	}
	for _, b := range before {
		resources = append(resources, fhir.Withdrawn(b, resources)...)
	}
	item.Bytes = fhir.Transaction(resources)
	return []store.OutItem{item}, nil
}

// wentBefore are the frozen items of a record that the server may have from
// before this one, oldest first.
func (d *Desk) wentBefore(o store.OutItem) ([]fhir.Frozen, error) {
	items, _, err := d.store.Outbox()
	if err != nil {
		return nil, fmt.Errorf("read outbox: %w", err)
	}
	var out []fhir.Frozen
	for _, i := range items {
		mayGo := i.State.Step.Waits() && d.sending.Load()
		if i.Record != o.Record || !fits(i, o.For) || !i.State.Out() && !mayGo {
			continue
		}
		raw, err := d.store.Frozen(i.ID)
		if err != nil {
			continue // it can't be read, and is told by Verify
		}
		f, err := fhir.Thaw(raw)
		if err != nil {
			return nil, fmt.Errorf("read frozen %s: %w", i.ID, err)
		}
		out = append(out, f)
	}
	return out, nil
}

// newestRevision asks keptPlan for the last that was kept.
const newestRevision = 0

// keptPlan is the record as it was kept when it was agreed or decided here, whole;
// nil where it was not, or where lines were taken out of it since.
func (d *Desk) keptPlan(record model.ID, revision int) (*store.Kept, error) {
	all, damage, err := d.store.Kept(record)
	if err != nil || len(damage) > 0 {
		return nil, err
	}
	for _, k := range slices.Backward(all) {
		plan := k.Why == store.WhyAgreed || k.Why == store.WhyFinal || k.Why == store.WhyMerge
		if plan && (revision == newestRevision || k.Revision == revision) {
			if len(k.Taken) > 0 {
				return nil, nil
			}
			return &k, nil
		}
	}
	return nil, nil
}

// freezeAnew freezes a revision for the server that the settings name now, from
// the record as it was kept.
func (d *Desk) freezeAnew(c store.Card, revision int) error {
	k, err := d.keptPlan(c.ID, revision)
	if err != nil || k == nil || d.barredSince(k.Record, c) {
		return err // it stays until it is agreed again
	}
	items, err := d.freeze(k.Record, together{})
	if err != nil {
		return err
	}
	for _, o := range items {
		if err := d.store.Refreeze(o); err != nil {
			return err
		}
	}
	return nil
}

// barredSince tells whether somebody in a plan that was kept is not to be
// contacted now, where others read the server: the plan has their name in it.
func (d *Desk) barredSince(kept *model.Record, now store.Card) bool {
	return d.shared() && slices.ContainsFunc(kept.Relations, func(x *model.Relationship) bool {
		return !x.NotToContact && slices.Contains(now.Barred, x.ID)
	})
}

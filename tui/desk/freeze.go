package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"ownwords/content"
	"ownwords/model"
	"ownwords/model/fhir"
	"ownwords/store"
)

// leftTalk are the notes that left the shared drawer.
func leftTalk(batches []model.Batch) []model.ID {
	var out []model.ID
	for _, b := range batches {
		for _, c := range b.Changes {
			if b.Drawer == model.DrawerShared && c.Kind == model.KindNote && c.Left && c.After == nil {
				out = append(out, c.Part)
			}
		}
	}
	return out
}

// frozeAny tells whether any of these notes stands in what was frozen of the
// plan. What can't be read, or is not there yet, may hold it.
func (t *Talk) frozeAny(notes []model.ID) bool {
	if len(notes) == 0 {
		return false
	}
	all, damage, err := t.desk.store.Kept(t.Record().ID)
	if err != nil || len(damage) > 0 {
		return true
	}
	for _, k := range slices.Backward(all) {
		if k.Revision == t.frozen {
			return slices.ContainsFunc(notes, func(id model.ID) bool { return model.Find(k.Record.Notes, id) != nil })
		}
	}
	return true
}

func (t *Talk) keep() store.Keep {
	c := t.Record().Conversation
	why := store.WhyAgreed
	if c.Standing == model.Final || c.Standing == model.FinalNotAgreed {
		why = store.WhyFinal
	}
	return store.Keep{Record: t.Record(), Revision: c.Revision, Why: why}
}

// TransactionKind is what frozen bytes of a plan are: a FHIR R4 transaction of
// resources under our own ids.
const TransactionKind = "fhir-r4-transaction"

// freeze makes what the council's server is to have of a plan as it is now:
// bytes that every try is made from. A server that others read has it only if
// the person said yes to it; a refusal freezes nothing.
func (d *Desk) freeze(r *model.Record) []store.OutItem {
	to, ok := d.serverRecipient(r)
	if !ok {
		return nil
	}
	copied, refusal := r.For(to)
	if refusal.Refused() {
		return nil
	}
	c := r.Conversation
	resources := fhir.Resources(copied, fhir.Options{At: c.Stood, Revision: c.Revision, Say: d.Text.Say})
	return []store.OutItem{{
		ID: d.NewID(), Record: r.ID, Revision: c.Revision,
		Target: d.Settings.Server.Name, Kind: TransactionKind, Bytes: fhir.Transaction(resources),
	}}
}

// serverRecipient is who the server is to this record: the council itself, or
// one of those whom the person chooses.
func (d *Desk) serverRecipient(r *model.Record) (model.Recipient, bool) {
	if d.Settings.Server.Whose != content.WhoseShared {
		return model.Recipient{Council: true}, true
	}
	for _, s := range r.Sharing {
		if strings.EqualFold(strings.TrimSpace(s.Who), strings.TrimSpace(d.Settings.Server.Name)) {
			return model.Recipient{Sharing: s.ID}, true
		}
	}
	return model.Recipient{}, false
}

// asAgreed tells whether the server may still have what was frozen of a plan: a
// server that others read may not where the person has said something else
// since.
func (d *Desk) asAgreed(r *model.Record) bool {
	to, ok := d.serverRecipient(r)
	if !ok {
		return false
	}
	if s := model.Find(r.Sharing, to.Sharing); s != nil && s.At.After(r.Conversation.Stood) {
		return false
	}
	_, refusal := r.For(to)
	return !refusal.Refused()
}

// replaceOlder takes back what waited of earlier revisions: the newest says all
// that they said.
func (d *Desk) replaceOlder(record model.ID, revision int) error {
	return d.takeBack(record, func(i store.OutItem) bool { return i.Revision < revision })
}

// withdraw takes back what was frozen of an agreement that was undone. What
// stood before it is the plan again: it waits as it did.
func (t *Talk) withdraw(c *model.Conversation) error {
	ctx, stop := flushing(context.Background())
	defer stop()
	if err := t.writer.Flush(ctx); err != nil {
		return fmt.Errorf("withdraw revision %d: %w", t.frozen, err)
	}
	record := t.Record().ID
	if err := t.desk.takeBack(record, func(i store.OutItem) bool { return i.Revision > c.Revision }); err != nil {
		return err
	}
	if !c.Standing.Plan() || !t.desk.asAgreed(t.Record()) || t.takenFrom(c.Revision) {
		return nil
	}
	return t.desk.putBack(record, c.Revision)
}

// takeBack has what waits, and is chosen, never go. What may have arrived is
// left as it is.
func (d *Desk) takeBack(record model.ID, which func(store.OutItem) bool) error {
	items, _, err := d.store.Outbox()
	if err != nil {
		return fmt.Errorf("read outbox: %w", err)
	}
	for _, i := range items {
		if i.Record == record && i.State.Step == store.OutWaiting && which(i) {
			if err := d.store.SetOutState(i.ID, store.OutState{Step: store.OutReplaced}); err != nil {
				return fmt.Errorf("take back item %s: %w", i.ID, err)
			}
		}
	}
	return nil
}

// putBack has what was frozen last of a revision wait again, where a later one
// had taken its place before it went.
func (d *Desk) putBack(record model.ID, revision int) error {
	items, _, err := d.store.Outbox()
	if err != nil {
		return fmt.Errorf("read outbox: %w", err)
	}
	for _, i := range slices.Backward(items) { // oldest first
		if i.Record != record || i.Revision != revision {
			continue
		}
		if i.State.Step != store.OutReplaced {
			return nil
		}
		if err := d.store.SetOutState(i.ID, store.OutState{Step: store.OutWaiting}); err != nil {
			return fmt.Errorf("put back item %s: %w", i.ID, err)
		}
		return nil
	}
	return nil
}

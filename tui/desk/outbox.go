package desk

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"time"

	"ownwords/model"
	"ownwords/model/fhir"
	"ownwords/store"
	"ownwords/store/remote"
)

// outbox lets the client see the store's, in passes: in each at most one plan of
// a record.
type outbox struct {
	Sending

	desk    *Desk
	order   []model.ID                   // of this pass
	parcels map[model.ID]Parcel          // of all passes
	numbers map[model.ID]int             // in which order they were begun, from 1
	items   map[model.ID][]store.OutItem // all of the records in this pass, oldest first
	there   map[model.ID]bool            // the records of which something came there in the pass before
	before  map[model.ID][]model.ID      // of each in this pass, what waits of earlier revisions of its record
	of      int
}

// next lays out a pass, and tells whether there is anything in it: of each record
// what is oldest, and in a later pass what was only waiting for one before it.
func (b *outbox) next() (bool, error) {
	out, err := b.desk.WhatGoes()
	if err != nil {
		return false, err
	}
	first := b.order == nil
	b.order = nil
	begun := map[model.ID]bool{}
	for _, p := range out.Goes {
		if first && b.chosen(p) {
			b.of++
		}
		if _, tried := b.parcels[p.ID]; tried || begun[p.Record] || !b.chosen(p) || !first && !b.there[p.Record] {
			begun[p.Record] = true
			continue
		}
		begun[p.Record] = true
		b.parcels[p.ID] = p
		b.order = append(b.order, p.ID)
	}
	clear(b.there)
	return len(b.order) > 0, nil
}

func (b *outbox) chosen(p Parcel) bool { return len(b.Only) == 0 || slices.Contains(b.Only, p.ID) }

// Waiting gives the frozen bytes of what is to be sent. What can't be read has
// none, which the client finds not to be what was frozen: it stops none of the
// others.
func (b *outbox) Waiting() ([]remote.Item, error) {
	items, _, err := b.desk.store.Outbox()
	if err != nil {
		return nil, err
	}
	b.items, b.before = map[model.ID][]store.OutItem{}, map[model.ID][]model.ID{}
	for _, i := range items {
		b.items[i.Record] = append(b.items[i.Record], i)
	}
	var out []remote.Item
	for _, id := range b.order {
		p := b.parcels[id]
		item := remote.Item{ID: id, Record: p.Record, State: fromStore(p.State), Known: known(b.items[p.Record], p.item, b.desk.server())}
		if until := b.quiet(p); until.After(item.State.RetryAt) {
			item.State.RetryAt = until
		}
		for _, i := range b.items[p.Record] {
			if i.Revision < p.Revision && i.State.Step.Waits() {
				b.before[id] = append(b.before[id], i.ID)
			}
		}
		item.Bundle, _ = b.desk.store.Frozen(id)
		if sum, err := hex.DecodeString(p.item.Hash); err == nil {
			copy(item.SHA256[:], sum)
		}
		out = append(out, item)
	}
	return out, nil
}

// quiet is until when nothing newer of a record may go: what went out of an older
// plan, and was not answered, may still be committed and would write over it.
func (b *outbox) quiet(p Parcel) time.Time {
	var until time.Time
	for _, i := range b.items[p.Record] {
		if i.Revision < p.Revision && i.State.Step == store.OutThere && i.State.Next.After(until) {
			until = i.State.Next
		}
	}
	return until
}

// Claim has one be about to go, if it is still to go, and keeps what came of one
// before it.
func (b *outbox) Claim(id model.ID, going remote.State, came *remote.Came) (bool, error) {
	var kept []store.OutKept
	if came != nil {
		kept = append(kept, b.kept(came.ID, came.State))
	}
	return b.desk.store.Claim(id, b.desk.server(), toStore(going), kept...)
}

// Leave has one that was claimed be on its way, if nobody took it back.
func (b *outbox) Leave(id model.ID) (bool, error) { return b.desk.store.Leave(id) }

// Unclaim has one that did not leave wait as before.
func (b *outbox) Unclaim(id model.ID) error { return b.desk.store.Unclaim(id) }

// SetState keeps what came of one.
func (b *outbox) SetState(id model.ID, s remote.State) error {
	k := b.kept(id, s)
	return b.desk.store.SetOutState(k.ID, k.State, k.Before...)
}

// kept is what to keep of one. Once it is there, nothing earlier of its record
// goes any more.
func (b *outbox) kept(id model.ID, s remote.State) store.OutKept {
	return store.OutKept{ID: id, State: toStore(s), Before: b.before[id]}
}

// told passes on what the client tells.
func (b *outbox) told(g remote.Progress) {
	p := b.parcels[g.ID]
	p.State = toStore(g.State)
	b.parcels[g.ID] = p
	if p.There() {
		b.there[p.Record] = true
	}
	if b.numbers[g.ID] == 0 {
		b.numbers[g.ID] = len(b.numbers) + 1
	}
	if b.Told != nil {
		b.Told(Progress{p, b.numbers[g.ID], max(b.of, b.numbers[g.ID])})
	}
}

// known is what is at a server of an item's record, by the answers to everything
// else of it that went there, oldest first. What was seen there in a conflict counts for nothing but
// the revision in which somebody brought both together.
func known(items []store.OutItem, of store.OutItem, server string) fhir.Places {
	at := fhir.Places{}
	put := func(entries []store.OutEntry) {
		for _, e := range entries {
			if e.ServerID != "" {
				at[e.Type+"/"+e.ID] = fhir.Place{Type: e.Type, ID: e.ID, ServerID: e.ServerID, ETag: e.ETag}
			}
		}
	}
	for _, i := range items {
		elsewhere := i.Server != "" && i.Server != server
		if i.Record != of.Record || elsewhere {
			continue
		}
		if i.Anew {
			clear(at)
		}
		if i.ID != of.ID && i.State.Step != store.OutConflict {
			put(i.State.Entries)
		}
	}
	put(of.Over)
	return at
}

// steps are those of the client, as they are kept.
var steps = map[remote.Step]store.OutStep{
	remote.Waiting: store.OutWaiting, remote.Auth: store.OutWaiting, remote.NotNow: store.OutWaiting, remote.Asking: store.OutAsking,
	remote.Going: store.OutGoing, remote.Unsure: store.OutUnsure, remote.Partly: store.OutPartly, remote.There: store.OutThere,
	remote.Refused: store.OutRefused, remote.Conflict: store.OutConflict, remote.Gone: store.OutGone,
}

// What goes with an answer, in Detail.
const (
	detailStatus      = "status"
	detailSize        = "size"
	detailInteraction = "interaction"
)

// detailIssue names what the server named as wrong, from 0.
func detailIssue(n int) string { return fmt.Sprintf("issue.%d", n) }

func toStore(s remote.State) store.OutState {
	out := store.OutState{
		Step: steps[s.Step], Since: s.At, Tries: s.Tries, Next: s.RetryAt, Answer: string(s.Why), Detail: map[string]string{},
		Strategy: string(s.Strategy), Done: s.Done, Of: s.Of, Unclear: s.Unclear,
	}
	if s.Step == remote.Auth || s.Step == remote.NotNow {
		out.Answer = string(s.Step)
	}
	if s.Status != 0 {
		out.Detail[detailStatus] = strconv.Itoa(s.Status)
	}
	if s.Size != 0 {
		out.Detail[detailSize] = strconv.Itoa(s.Size)
	}
	if s.Interaction != "" {
		out.Detail[detailInteraction] = s.Interaction
	}
	for n, i := range s.Issues {
		out.Detail[detailIssue(n)] = i.Code + " " + i.Path
	}
	for _, e := range s.Entries {
		out.Entries = append(out.Entries, store.OutEntry{Type: e.Type, ID: e.ID, ServerID: e.ServerID, ETag: e.ETag, Done: e.Done})
	}
	return out
}

// fromStore is what a later try has to know of the ones before.
func fromStore(s store.OutState) remote.State {
	out := remote.State{
		At: s.Since, Tries: s.Tries, RetryAt: s.Next, Strategy: remote.Strategy(s.Strategy), Done: s.Done, Of: s.Of, Unclear: s.Unclear,
	}
	switch s.Step {
	case store.OutWaiting, store.OutReplaced:
	default:
		for from, to := range steps {
			if to == s.Step {
				out.Step = from
			}
		}
	}
	for _, e := range s.Entries {
		out.Entries = append(out.Entries, remote.Stored{Type: e.Type, ID: e.ID, ServerID: e.ServerID, ETag: e.ETag, Done: e.Done})
	}
	return out
}

package desk

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store"
	"ownwords/store/remote"
)

// Errors of Send.
var (
	ErrNoServer = errors.New("no server is set")
	// ErrSending is returned while another send goes on: there is one uploader.
	ErrSending = errors.New("a send goes on already")
)

// Parcel is one plan in the outbox, as people see it.
type Parcel struct {
	ID       model.ID
	Record   model.ID
	Name     string
	Standing model.Standing
	Revision int
	Frozen   time.Time // UTC
	Days     int       // whole days since
	State    store.OutState
}

// Going tells whether a parcel still has to go.
func (p Parcel) Going() bool {
	switch p.State.Step {
	case store.OutWaiting, store.OutGoing, store.OutUnsure:
		return true
	case store.OutThere, store.OutRefused, store.OutConflict, store.OutGone, store.OutReplaced:
	}
	return false
}

// Outbox are all plans that wait or have gone, oldest first.
func (d *Desk) Outbox() ([]Parcel, error) {
	items, _, err := d.store.Outbox()
	if err != nil {
		return nil, err
	}
	cards, _, err := d.store.List()
	if err != nil {
		return nil, err
	}
	byID := map[model.ID]store.Card{}
	for _, c := range cards {
		byID[c.ID] = c
	}
	out := make([]Parcel, 0, len(items))
	for _, i := range items {
		c := byID[i.Record]
		out = append(out, Parcel{
			ID: i.ID, Record: i.Record, Name: Entry{Card: c}.Name(), Standing: c.Standing, Revision: i.Revision,
			Frozen: i.Frozen, Days: days(i.Frozen, d.Now()), State: i.State,
		})
	}
	return out, nil
}

// Outgoing are the plans that a Send would try.
func (d *Desk) Outgoing() ([]Parcel, error) {
	all, err := d.Outbox()
	if err != nil {
		return nil, err
	}
	out := all[:0:0]
	for _, p := range all {
		if p.Going() {
			out = append(out, p)
		}
	}
	return out, nil
}

// SentBack are the plans that a Send does not try again by itself, because of
// what the server said: the newest of each record. Somebody has to look at them.
func (d *Desk) SentBack() ([]Parcel, error) {
	all, err := d.Outbox()
	if err != nil {
		return nil, err
	}
	newest := map[model.ID]model.ID{}
	for _, p := range all {
		if p.State.Step != store.OutReplaced {
			newest[p.Record] = p.ID
		}
	}
	return slices.DeleteFunc(all, func(p Parcel) bool {
		return newest[p.Record] != p.ID || p.Going() || p.State.Step == store.OutThere
	}), nil
}

// Send tries every waiting plan once, or only those named, and keeps what came
// of each. progress, where there is one, is told as it goes, from the
// goroutine that called Send. It ends within a second when ctx does.
//
// Its errors are ErrNoServer, ErrSending, those of remote.New and of
// remote.Client.Send; what became of a plan is no error but its State.
func (d *Desk) Send(ctx context.Context, only []model.ID, progress func(Parcel)) (remote.Report, error) {
	if d.Settings.Server.URL == "" {
		return remote.Report{}, ErrNoServer
	}
	if !d.sending.TryLock() {
		return remote.Report{}, ErrSending
	}
	defer d.sending.Unlock()
	token, err := d.token()
	if err != nil {
		return remote.Report{}, err
	}
	client, err := remote.New(remote.Options{URL: d.Settings.Server.URL, Token: token, Now: d.Now})
	if err != nil {
		return remote.Report{}, err
	}
	parcels, err := d.Outgoing()
	if err != nil {
		return remote.Report{}, err
	}
	box := &outbox{desk: d, parcels: map[model.ID]Parcel{}}
	for _, p := range parcels {
		if len(only) > 0 && !slices.Contains(only, p.ID) {
			continue
		}
		if stays, err := d.refusedSince(p); err != nil || stays {
			if err != nil {
				return remote.Report{}, err
			}
			continue
		}
		box.parcels[p.ID] = p
		box.order = append(box.order, p.ID)
	}
	report, err := client.Send(ctx, box, func(g remote.Progress) {
		if progress != nil {
			progress(box.parcels[g.ID])
		}
	})
	return report, errors.Join(err, d.store.Log("sent", "", report.There))
}

// refusedSince takes back a parcel for a server that the person has refused, or
// said something else about, since it was frozen, and tells whether it did.
func (d *Desk) refusedSince(p Parcel) (bool, error) {
	if d.Settings.Server.Whose != content.WhoseShared {
		return false, nil // the council's own record is told, not asked
	}
	l, err := d.store.Read(p.Record)
	if err != nil {
		return false, fmt.Errorf("look at the choices of %s: %w", p.Record, err)
	}
	if d.asAgreed(l.Record) {
		return false, nil
	}
	return true, d.takeBack(p.Record, func(i store.OutItem) bool { return i.ID == p.ID })
}

// token is read from its file for each run and kept in memory only.
func (d *Desk) token() (string, error) {
	if d.Settings.Server.TokenFile == "" {
		return "", nil
	}
	raw, err := os.ReadFile(d.Settings.Server.TokenFile)
	if err != nil {
		return "", fmt.Errorf("read token file: %w", err)
	}
	return strings.TrimSpace(string(raw)), nil
}

// outbox lets the client see the store's.
type outbox struct {
	desk    *Desk
	parcels map[model.ID]Parcel
	order   []model.ID
}

// Waiting gives the frozen bytes of what is to be sent.
func (b *outbox) Waiting() ([]remote.Item, error) {
	items, _, err := b.desk.store.Outbox()
	if err != nil {
		return nil, err
	}
	hashes := map[model.ID]string{}
	for _, i := range items {
		hashes[i.ID] = i.Hash
	}
	var out []remote.Item
	for _, id := range b.order {
		raw, err := b.desk.store.Frozen(id)
		if err != nil {
			return nil, err
		}
		item := remote.Item{ID: id, Bundle: raw, State: fromStore(b.parcels[id].State)}
		if _, err := hex.Decode(item.SHA256[:], []byte(hashes[id])); err != nil {
			return nil, fmt.Errorf("hash of item %s: %w", id, err)
		}
		out = append(out, item)
	}
	return out, nil
}

// SetState keeps what came of one.
func (b *outbox) SetState(id model.ID, s remote.State) error {
	st := toStore(s)
	p := b.parcels[id]
	p.State = st
	b.parcels[id] = p
	return b.desk.store.SetOutState(id, st)
}

func toStore(s remote.State) store.OutState {
	steps := map[remote.Step]store.OutStep{
		remote.Waiting: store.OutWaiting, remote.Auth: store.OutWaiting, remote.NotNow: store.OutWaiting,
		remote.Going: store.OutGoing, remote.There: store.OutThere, remote.Unsure: store.OutUnsure, remote.Refused: store.OutRefused,
	}
	out := store.OutState{Step: steps[s.Step], Since: s.At, Tries: s.Tries, Next: s.RetryAt, Answer: string(s.Why), Detail: map[string]string{}}
	if s.Step == remote.Auth || s.Step == remote.NotNow {
		out.Answer = string(s.Step)
	}
	if s.Status != 0 {
		out.Detail["status"] = fmt.Sprint(s.Status)
	}
	for n, i := range s.Issues {
		out.Detail[fmt.Sprintf("issue.%d", n)] = i.Code + " " + i.Path
	}
	for _, e := range s.Entries {
		out.Entries = append(out.Entries, store.OutEntry{Type: e.Type, ID: e.ID, ServerID: e.ServerID, ETag: e.ETag, Done: e.Done})
	}
	return out
}

func fromStore(s store.OutState) remote.State {
	steps := map[store.OutStep]remote.Step{
		store.OutGoing: remote.Going, store.OutUnsure: remote.Unsure, store.OutThere: remote.There, store.OutRefused: remote.Refused,
	}
	return remote.State{Step: steps[s.Step], At: s.Since, Tries: s.Tries, RetryAt: s.Next}
}

// Said is how far a parcel has come, in words: where it is, and, when it was
// sent back, why.
func (p Parcel) Said() model.Message {
	switch p.State.Step {
	case store.OutThere:
		return model.Msg("sent.there")
	case store.OutGoing:
		return model.Msg("sent.going")
	case store.OutUnsure:
		return model.Msg("sent.unsure")
	case store.OutRefused:
		return model.Msg("sent.refused", "why", model.Msg("sent.why."+why(p.State.Answer)), "field", p.State.Detail["issue.0"])
	case store.OutConflict:
		return model.Msg("sent.conflict")
	case store.OutGone:
		return model.Msg("sent.gone")
	case store.OutReplaced:
		return model.Msg("sent.replaced")
	case store.OutWaiting:
	}
	if p.State.Answer != "" {
		return model.Msg("sent.still", "why", model.Msg("sent.why."+why(p.State.Answer)))
	}
	return model.Msg("sent.waiting", "n", p.Days)
}

// why is a reason that there are words for.
func why(answer string) string {
	switch answer {
	case "unreachable", "certificate", "timeout", "stopped", "cut", "too-long", "redirect", "server", "not-fhir",
		"entries", "invalid", "conflict", "too-large", "damaged", "auth", "not-now":
		return answer
	}
	return "status"
}

// Sent says, in words, why a send could not begin.
func Sent(err error) (model.Message, bool) {
	if u, ok := errors.AsType[*remote.UnreachableError](err); ok {
		return model.Msg("sent.not-begun", "why", model.Msg("sent.why."+why(string(u.Why)))), true
	}
	if c, ok := errors.AsType[*remote.CapabilityError](err); ok {
		return model.Msg("sent.not-able", "missing", strings.Join(c.Missing, ", ")), true
	}
	switch {
	case errors.Is(err, ErrNoServer):
		return model.Msg("sent.no-server"), true
	case errors.Is(err, ErrSending):
		return model.Msg("sent.sending"), true
	case errors.Is(err, remote.ErrAddress):
		return model.Msg("sent.address"), true
	case errors.Is(err, remote.ErrNotSecure):
		return model.Msg("sent.not-secure"), true
	}
	return model.Message{}, false
}

package desk

import (
	"errors"
	"fmt"
	"time"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/store"
)

// BinDays is how many days a record stays in the bin before it goes for good.
const BinDays = store.BinDays

// HoldWhy is why a record is kept out of the bin.
type HoldWhy = store.HoldWhy

// Thrown is one record in the bin.
type Thrown struct {
	Entry

	Since time.Time // UTC
	Why   store.BinWhy
	Days  int // that it stays, at least
}

// Stays says how long a record stays in the bin, and why it is there.
func (b Thrown) Stays() model.Message {
	return model.Msg("bin.stays."+string(b.Why), "n", b.Days)
}

// Bin is what is in the bin, what goes first before the others.
func (d *Desk) Bin() ([]Thrown, []store.Damage, error) {
	all, damaged, err := d.store.Bin()
	if err != nil {
		return nil, nil, fmt.Errorf("read bin: %w", err)
	}
	out := make([]Thrown, 0, len(all))
	for _, b := range all {
		out = append(out, Thrown{Entry{Card: b.Card}, b.Since, b.Why, b.Days})
	}
	return out, damaged, nil
}

// takesBack tells whether a plan that waits here waits for nothing: no server is
// set, and it is not what keeps its record out of the bin.
func (d *Desk) takesBack() bool { return d.Settings.Server.URL == "" }

// MayThrow returns why a record may not go into the bin: BinRefused says it.
func (d *Desk) MayThrow(id model.ID) error { return d.store.MayThrow(id, d.takesBack()) }

// Throw puts a record into the bin. Its errors are those of store.Throw, which
// BinRefused says in words.
func (d *Desk) Throw(id model.ID) error { return d.store.Throw(id, store.BinByHand, d.takesBack()) }

// BringBack takes a record out of the bin, as it was.
func (d *Desk) BringBack(id model.ID) error { return d.store.BringBack(id) }

// Purge takes a record that is in the bin out of the notes for good. The file is
// made anew after it.
func (d *Desk) Purge(id model.ID) error {
	if err := d.setTogether(id, nil); err != nil {
		return err
	}
	return d.store.Purge(id)
}

// Hold keeps a record out of the bin for a reason, and no longer where the
// reason is none.
func (d *Desk) Hold(id model.ID, why store.HoldWhy) error {
	if why == "" {
		return d.store.LetGo(id)
	}
	return d.store.Hold(id, why)
}

// Held tells why a record is kept out of the bin, nothing for one that is not.
func (d *Desk) Held(id model.ID) (store.HoldWhy, error) {
	why, _, err := d.store.Holds(id)
	return why, err
}

// BinRefused says, in words, why a record can't go into the bin, or out of it.
func BinRefused(err error) (model.Message, bool) {
	for cause, id := range map[error]string{
		store.ErrUnsent: "bin.not.unsent", store.ErrHeld: "bin.not.held", store.ErrOpen: "bin.not.open",
		store.ErrBinned: "bin.not.there", store.ErrNotBinned: "bin.not.out",
	} {
		if errors.Is(err, cause) {
			return model.Msg(id), true
		}
	}
	return model.Message{}, false
}

// retiring is how long one look at what may go to the bin is enough.
const retiring = time.Hour

// retire puts what the council has, and what was kept long enough since, into
// the bin.
func (d *Desk) retire() error {
	days, now := d.Settings.KeepAfterSent, d.Now()
	if days == 0 || now.Sub(time.Unix(d.retired.Load(), 0)) < retiring {
		return nil
	}
	if _, err := d.store.Retire(time.Duration(days) * 24 * time.Hour); err != nil {
		return fmt.Errorf("retire records: %w", err)
	}
	d.retired.Store(now.Unix())
	return nil
}

// HoldSaid says why a record is kept out of the bin, or that it is no longer.
func HoldSaid(why store.HoldWhy) model.Message {
	if why == "" {
		return model.Msg("hold.none")
	}
	return model.Msg("hold.said", "why", model.Msg("hold."+string(why)))
}

// HoldEnd is the answer that a record is no longer to be kept out of the bin, or
// is not to be.
const HoldEnd store.HoldWhy = "none"

// HoldOptions are the reasons to choose from, and last the end of it, or to
// leave it as it is.
func HoldOptions(now store.HoldWhy) []flow.Option {
	var out []flow.Option
	for _, why := range store.HoldWhys {
		out = append(out, flow.Option{Value: string(why), Label: model.Msg("hold." + string(why))})
	}
	end := model.Msg("hold.leave")
	if now != "" {
		end = model.Msg("hold.end")
	}
	return append(out, flow.Option{Value: string(HoldEnd), Label: end})
}

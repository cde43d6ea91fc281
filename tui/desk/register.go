package desk

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"ownwords/model"
	"ownwords/store"
)

// ActionRegister is the entry in the log that the register was read.
const ActionRegister = "register"

// Registered is one record in the register: whose it is and where it stands,
// and none of their words.
type Registered struct {
	Entry

	Days int           // that it stays in the bin, at least; zero where it is not there
	Bin  *time.Time    // since when it is in the bin, UTC
	Sent store.OutStep // how far its newest plan has come, empty where none was agreed
}

// Register says whose records are on this laptop, in the bin or not: for the
// day the laptop is gone. Reading it stands in the log.
func (d *Desk) Register() ([]Registered, error) {
	cards, _, err := d.store.List()
	if err != nil {
		return nil, fmt.Errorf("read register: %w", err)
	}
	thrown, _, err := d.store.Bin()
	if err != nil {
		return nil, fmt.Errorf("read register: %w", err)
	}
	var out []Registered
	for _, c := range cards {
		out = append(out, Registered{Entry: Entry{Card: c}, Sent: c.Sending})
	}
	for _, b := range thrown {
		out = append(out, Registered{Entry: Entry{Card: b.Card}, Days: b.Days, Bin: &b.Since, Sent: b.Sending})
	}
	slices.SortFunc(out, func(a, b Registered) int {
		return cmp.Or(cmp.Compare(a.Name(), b.Name()), cmp.Compare(a.ID, b.ID))
	})
	if err := d.store.Log(ActionRegister, "", len(out)); err != nil {
		return nil, fmt.Errorf("read register: %w", err)
	}
	return out, nil
}

// Said is where a record in the register stands.
func (r Registered) Said() model.Message {
	switch {
	case r.Bin != nil:
		return model.Msg("register.bin", "n", r.Days)
	case r.Sent == store.OutThere && !r.ChangedSince:
		return model.Msg("register.sent")
	case r.Sent == store.OutThere:
		return model.Msg("register.changed")
	case r.Sent != "":
		return model.Msg("register.waits")
	}
	return model.Msg("register.here")
}

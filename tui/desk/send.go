package desk

import (
	"context"
	"errors"

	"ownwords/model"
	"ownwords/store/remote"
)

// Errors of Send.
var (
	ErrNoServer = errors.New("no server is set")
	// ErrSending is returned while another send goes on: there is one uploader.
	ErrSending = errors.New("a send goes on already")
)

// Sending is what a Send is to do.
type Sending struct {
	// Only are the plans that go; all that wait where none is named.
	Only []model.ID
	// MayCreate tells whether the person of a record may be made anew on a server
	// that can't tell by itself whether it knows them; nil for nobody.
	MayCreate func(record model.ID) bool
	// Told, where there is one, is told as it goes, from the goroutine of Send.
	Told func(Progress)
}

// Progress is how far a plan of a Send has come: the Nth that was begun, of Of.
type Progress struct {
	Parcel

	N, Of int
}

// Send tries every waiting plan once, and keeps what came of each. Of one record
// a later revision goes only once the one before is there. It ends within a
// second when ctx does, and goes on later where it was.
//
// Its errors are ErrNoServer, ErrSending, ErrNoKey, a *ServerFileError, and those
// of remote.New and of remote.Client.Send; what became of a plan is no error but
// its State.
func (d *Desk) Send(ctx context.Context, s Sending) error {
	if d.Settings.Server.URL == "" {
		return ErrNoServer
	}
	if !d.sending.CompareAndSwap(false, true) {
		return ErrSending
	}
	defer d.sending.Store(false)
	if err := d.Settle(ctx); err != nil { // what was just agreed is in the outbox then
		return err
	}
	client, err := d.client(s.MayCreate)
	if err != nil {
		return err
	}
	box := &outbox{desk: d, Sending: s, parcels: map[model.ID]Parcel{}, numbers: map[model.ID]int{}, there: map[model.ID]bool{}}
	n := 0
	for more := true; more && err == nil; {
		if more, err = box.next(); more {
			var r remote.Report
			r, err = client.Send(ctx, box, box.told)
			n += r.There
		}
	}
	if err == nil {
		err = d.lookAgain(ctx, client)
	}
	d.skew.Store(int64(client.Skew()))
	if n > 0 {
		err = errors.Join(err, d.store.Log(ActionSent, "", n))
	}
	return err
}

// ActionSent is the entry in the log that so many plans came to be there.
const ActionSent = "sent"

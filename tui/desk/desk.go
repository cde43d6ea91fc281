// Package desk is all that can be done around a conversation: set up and
// unlock, see who is here, begin and go on, take a copy, send what waits, lock.
// The full screen, plain mode and the commands all work through it, so that
// what one can do the others can. Its words: a Door is a store that is locked,
// the Desk one that is open, a Talk one conversation with its writer, an Entry
// one row of the list. Its one rule: no screen and no sentence; and nothing is
// saved but by the record's one writer.
package desk

import (
	"cmp"
	"context"
	"sync"
	"sync/atomic"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store"
	"ownwords/store/seal"
)

// Options are what the desk needs from the world.
type Options struct {
	Now   func() time.Time
	NewID func() model.ID
	Text  *content.Text
	// Built is when the program was made, zero where nobody knows: a clock that
	// is behind it is wrong.
	Built time.Time
	// Cost is that of every passphrase that is set later; zero is
	// [seal.DefaultCost].
	Cost seal.Cost
}

// Now and NewID stand in where Options leave them out.
func (o Options) filled() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.NewID == nil {
		o.NewID = model.NewID
	}
	if o.Text == nil {
		o.Text = content.English()
	}
	return o
}

// SetUp is what the first run asks.
type SetUp struct {
	Settings   content.Settings
	Passphrase []byte
	Team       []string // age public keys of the organisation
	Cost       seal.Cost
}

// Create sets up a data folder and opens it. The recovery code is shown this
// once and kept nowhere. The errors are those of JudgePlace,
// seal.JudgePassphrase and store.Create; nothing is left of one that is refused.
func Create(dir string, s SetUp, o Options) (*Desk, *seal.Code, error) {
	o = o.filled()
	if err := cmp.Or(JudgePlace(dir), seal.JudgePassphrase(s.Passphrase)); err != nil {
		return nil, nil, err
	}
	if err := SaveSettings(dir, s.Settings); err != nil {
		return nil, nil, err
	}
	st, code, err := store.Create(dir, store.Options{Now: o.Now, Passphrase: s.Passphrase, Team: s.Team, Cost: s.Cost})
	if err != nil {
		return nil, nil, err
	}
	d := &Desk{Options: o, Dir: dir, Settings: s.Settings, store: st}
	d.Local, _, _ = LoadLocal(dir) // Warnings tells what is wrong in it
	d.noteFaults()
	_ = st.Log(ActionSetUp, "", 0) // that the log does not say so is no reason to have no notes
	return d, code, nil
}

// noteFaults leaves a note of the first fault of the program's own in saving. It
// does not end the program: what was to be saved is in its memory alone.
func (d *Desk) noteFaults() {
	d.store.OnFault(func(e *store.FaultError) {
		_ = (&Crash{Stack: e.Stack}).Write(d.Dir, d.Now()) // that words wait is told all the same
	})
}

// Exists tells whether there is a store in dir.
func Exists(dir string) bool { return store.Exists(dir) }

// Door is a data folder whose store this process holds and nobody has unlocked.
type Door struct {
	Options
	Dir      string
	Settings content.Settings
	file     *store.File
	wrong    int // how often what was typed opened nothing, since it was last told in the log
}

// Open holds the store of a data folder. Its errors are those of store.Open.
// What is wrong in the settings keeps nobody out: LoadSettings tells it.
func Open(dir string, o Options) (*Door, error) {
	o = o.filled()
	settings, _ := LoadSettings(dir) // with the defaults of what could not be used
	f, err := store.Open(dir, store.Options{Now: o.Now, Cost: o.Cost})
	if err != nil {
		return nil, err
	}
	return &Door{Options: o, Dir: dir, Settings: settings, file: f}, nil
}

// Unlock opens the store. Its errors are those of store.File.Unlock.
func (d *Door) Unlock(key *seal.Opener) (*Desk, error) {
	st, err := d.file.Unlock(key)
	if err != nil {
		return nil, err
	}
	open := &Desk{Options: d.Options, Dir: d.Dir, Settings: d.Settings, store: st, reverted: d.file.Reverted()}
	open.Local, _, _ = LoadLocal(d.Dir) // Warnings tells what is wrong in it
	open.noteFaults()
	if d.wrong > 0 && st.Log(ActionWrong, "", d.wrong) == nil { // a full disk keeps nobody out
		d.wrong = 0
	}
	return open, nil
}

// Close lets go of the store.
func (d *Door) Close() error { return d.file.Close() }

// Desk is an open store and what is set for it. Its methods may be called from
// any goroutine, those of a Talk from one.
type Desk struct {
	Options
	Dir                  string
	Settings             content.Settings
	Local                content.Local // the council's own rules
	store                *store.Store
	reverted             bool         // all may be as it was one save earlier
	sending              atomic.Bool  // plans are being sent: there is one uploader
	opening              sync.Mutex   // held while a conversation is opened, or a note goes into one: two hands in one would write over each other
	given                sync.Mutex   // held while it is looked where copies lie, or noted
	selfNext, selfFailed atomic.Int64 // when plans go by themselves next, Unix nanoseconds; and how often they did not arrive since they last did
	skew                 atomic.Int64 // Outgoing.Skew
	inBoth               atomic.Bool  // a note that was moved was changed meanwhile, and stands in both records
	searched             atomic.Int64 // when the log was last told that somebody searched, Unix seconds
	retired              atomic.Int64 // when records that are done with were last looked for, Unix seconds
}

// Lock saves everything, puts the file in order and wipes the keys; the file
// stays held.
func (d *Desk) Lock() (*Door, error) {
	d.tidied(d.tidyFile) // a safety copy may take long
	f, err := d.store.Lock()
	if err != nil {
		return nil, err
	}
	return &Door{Options: d.Options, Dir: d.Dir, Settings: d.Settings, file: f}, nil
}

// Close saves everything, puts the file in order and lets go of the store. An
// error that is store.ErrWaiting means that words could not be saved: it is
// still open.
func (d *Desk) Close() error {
	d.tidied(d.Tidy)
	return d.store.Close()
}

// Worker is who sits at the desk.
func (d *Desk) Worker() model.Role {
	if d.Settings.Role == content.RolePeer {
		return model.RolePeer
	}
	return model.RolePractitioner
}

// Kind is what a new conversation is for whoever sits here.
func (d *Desk) Kind() model.ConversationKind {
	if d.Worker() == model.RolePeer {
		return model.Preparation
	}
	return model.Assessment
}

// flushLimit is how long leaving waits for the disk before it says that words
// are not saved.
const flushLimit = 10 * time.Second

func flushing(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, flushLimit)
}

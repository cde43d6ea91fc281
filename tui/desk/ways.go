package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"ownwords/model"
	"ownwords/store"
	"ownwords/store/seal"
	"ownwords/store/vault"
)

// Way is one way into the notes.
type Way struct {
	ID      string    `json:"id"`
	Kind    string    `json:"kind"`             // "passphrase", "recovery" or "team"
	Name    string    `json:"name,omitzero"`    // whose passphrase; empty for the one of the set-up
	Since   time.Time `json:"since,omitzero"`   // UTC; zero where that is not known
	TeamKey string    `json:"teamKey,omitzero"` // the organisation's public key
	Current bool      `json:"current"`          // the notes were opened by it
	Damaged bool      `json:"damaged,omitzero"` // it opens nothing until it is made again
}

// Ways are the ways into the notes: passphrases first, whoever is at the desk
// before the others, then the code and the teams' keys.
func (d *Desk) Ways() ([]Way, error) {
	all, err := d.store.Ways()
	var out []Way
	for _, w := range all {
		out = append(out, Way{
			ID: w.ID, Kind: string(w.Kind), Name: w.Name, Since: w.Since, TeamKey: w.Recipient,
			Current: w.Current, Damaged: w.Damaged,
		})
	}
	slices.SortStableFunc(out, func(a, b Way) int { return cmp.Compare(a.rank(), b.rank()) })
	return out, err
}

func (w Way) rank() int {
	switch {
	case w.Kind == string(seal.KindPassphrase) && w.Current:
		return 0
	case w.Kind == string(seal.KindPassphrase):
		return 1
	case w.Kind == string(seal.KindRecovery):
		return 2
	}
	return 3
}

// Prove tells whether what somebody typed, the passphrase or the recovery code,
// opens these notes: it is asked for before a way in is changed, since whoever
// sits here need not be whoever unlocked it. Words that do not stand in the log.
// Its errors are those of UnlockWith.
func (d *Desk) Prove(typed []byte) error {
	err := byTyped(typed, d.store.Prove)
	if _, wrong := WrongKey(err); wrong {
		_ = d.store.Log(ActionWrong, "", 1) // whoever typed them is told in any case
	}
	return err
}

// ByCode tells whether the notes were opened by the recovery code: whoever did
// has most likely forgotten the words.
func (d *Desk) ByCode() bool {
	all, err := d.store.Ways()
	return err == nil && slices.ContainsFunc(all, func(w store.Way) bool { return w.Current && w.Kind == seal.KindRecovery })
}

// ProofNeeded tells whether a passphrase is to be asked for before a way in is
// changed. Whoever came in by a code or a team key may have none.
func (d *Desk) ProofNeeded() (bool, error) {
	all, err := d.store.Ways()
	for _, w := range all {
		if w.Current {
			return w.Kind == seal.KindPassphrase, nil
		}
	}
	return true, err
}

// ChangePassphrase sets a new passphrase for a way in, or where id is empty for
// the one who is at the desk. The errors have their sentence by Trouble.
func (d *Desk) ChangePassphrase(id string, passphrase []byte) error {
	return d.store.ChangePassphrase(id, passphrase)
}

// AddUser lets a second person in by a passphrase of their own.
func (d *Desk) AddUser(name string, passphrase []byte) error {
	if name = strings.TrimSpace(name); name == "" {
		return errNoName
	}
	return d.store.AddUser(name, passphrase)
}

var errNoName = errors.New("a way in needs a name")

// RemoveWay takes a way in away: a second person's, or a team's.
func (d *Desk) RemoveWay(id string) error { return d.store.RemoveWay(id) }

// SetTeam lets the holders of these team keys in and of no others.
func (d *Desk) SetTeam(keys []string) error { return d.store.SetTeam(keys) }

// Tidy does what is due while no conversation is open: a move that something broke
// off is finished, what was kept long enough goes to the bin, what was taken out goes from the disk, and the day's safety
// copy is made if one is wanted. That somebody is in a conversation, or came into
// one meanwhile, is no error: it is done the next time.
func (d *Desk) Tidy(ctx context.Context) error {
	return errors.Join(d.finishMoves(ctx), d.retire(), d.tidyFile(ctx), d.BackupDaily(ctx))
}

func (d *Desk) tidyFile(ctx context.Context) error {
	err := d.store.Tidy(ctx)
	if errors.Is(err, store.ErrOpen) || errors.Is(err, vault.ErrYielded) {
		return nil
	}
	return err
}

// tidyLimit is how long locking or ending waits for the file to be put in order.
// What is not done by then is done the next time.
const tidyLimit = 10 * time.Second

// tidied puts the file in order, with what, before the notes are locked. No words
// hang on it, and what fails stays due.
func (d *Desk) tidied(what func(context.Context) error) {
	ctx, stop := context.WithTimeout(context.Background(), tidyLimit)
	defer stop()
	_ = what(ctx)
}

// wayTrouble is what to say about a change of the ways in that was not made.
func wayTrouble(err error) (model.Message, bool) {
	for _, x := range []struct {
		is  error
		say string
	}{
		{seal.ErrTooShort, "passphrase.too-short"},
		{seal.ErrTooCommon, "passphrase.too-common"},
		{seal.ErrRecipient, "trouble.way.team-key"},
		{ErrSecretKey, "trouble.way.team-secret"},
		{vault.ErrLastWay, "trouble.way.last"},
		{vault.ErrNoWay, "trouble.way.none"},
		{store.ErrCurrent, "trouble.way.current"},
		{store.ErrNamed, "trouble.way.named"},
		{store.ErrOpen, "trouble.way.open"},
		{errNoName, "trouble.way.no-name"},
	} {
		if errors.Is(err, x.is) {
			return model.Msg(x.say), true
		}
	}
	return model.Message{}, false
}

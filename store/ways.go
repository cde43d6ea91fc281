package store

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"ownwords/model"
	"ownwords/store/seal"
	"ownwords/store/vault"
)

// What is done to the ways in, in the log. The id of an entry is the way's.
const (
	ActionPassphraseChanged = "passphrase-changed"
	ActionUserAdded         = "user-added"
	ActionUserRemoved       = "user-removed"
	ActionCodeMade          = "code-made"
	ActionTeamChanged       = "team-changed"
)

// Way is one way into the store.
type Way struct {
	// ID stays the same when the passphrase or the code behind it changes: the
	// log and the history name by it who did something.
	ID        string
	Kind      seal.Kind
	Name      string    // whose passphrase it is; empty where nobody was named
	Since     time.Time // when it was made or last changed, UTC; zero where that is not known
	Recipient string    // of a team key: the age public key
	Current   bool      // the store was opened by it
	Damaged   bool      // it opens nothing until it is made again
}

// wayNote is what is kept of a way in beside its slot, where only those who are
// in can read it.
type wayNote struct {
	Slot  string    `json:"slot"`
	ID    string    `json:"id"`
	Name  string    `json:"name,omitzero"`
	Since time.Time `json:"since"`
}

const valueWays = "ways"

// wayNotes reads what is kept of the ways in. Names and dates that can't be read
// are no reason to keep anybody out.
func (t *tx) wayNotes() (notes []wayNote) {
	if err := t.read(nil, bucketValues, t.s.vault.Key(bucketValues, valueWays), &notes); err != nil {
		return nil
	}
	return notes
}

func (t *tx) setWayNotes(notes []wayNote) error {
	if err := t.write(nil, bucketValues, t.s.vault.Key(bucketValues, valueWays), notes); err != nil {
		return fmt.Errorf("note ways in: %w", err)
	}
	return nil
}

// noteOf is what is kept of a slot's way.
func noteOf(notes []wayNote, slot string) wayNote {
	if i := slices.IndexFunc(notes, func(n wayNote) bool { return n.Slot == slot }); i >= 0 {
		return notes[i]
	}
	return wayNote{Slot: slot, ID: slot}
}

// by is the id of the way by which the store was opened.
func (t *tx) by() string { return noteOf(t.wayNotes(), t.Opened()).ID }

// By is the id of the way by which the store was opened: who is at work, as the
// log and the history name them.
func (s *Store) By() string {
	var id string
	err := s.view(func(t *tx) error {
		id = t.by()
		return nil
	})
	if err != nil {
		return ""
	}
	return id
}

// Ways are the ways into the store, in the order in which they were made.
func (s *Store) Ways() ([]Way, error) {
	var all []Way
	err := s.view(func(t *tx) error {
		notes := t.wayNotes()
		for _, w := range t.Ways() {
			n := noteOf(notes, w.ID)
			all = append(all, Way{
				ID: n.ID, Kind: w.Kind, Name: n.Name, Since: n.Since, Recipient: w.Recipient,
				Current: w.ID == t.Opened(), Damaged: w.Damaged,
			})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list ways in: %w", err)
	}
	return all, nil
}

// Prove tells whether what was brought opens the store. Its errors are those of
// [vault.Vault.Prove], above all [*vault.WrongKeyError].
func (s *Store) Prove(key *seal.Opener) error { return s.vault.Prove(key) }

// changing is one change of the ways in.
type changing struct {
	*tx
	*vault.Ways

	notes []wayNote
}

// slotOf is the slot of a way by the way's id.
func (c *changing) slotOf(id string) (vault.Way, error) {
	for _, w := range c.Ways.List() {
		if noteOf(c.notes, w.ID).ID == id {
			return w, nil
		}
	}
	return vault.Way{}, vault.ErrNoWay
}

// note keeps what a new slot is for.
func (c *changing) note(n wayNote) {
	n.Since = c.s.now()
	c.notes = append(c.notes, n)
}

// replace takes the slots that are chosen away and returns the first's note, or
// a new one.
func (c *changing) replace(chosen func(vault.Way) bool) (wayNote, error) {
	var first wayNote
	for _, w := range c.Ways.List() {
		if !chosen(w) {
			continue
		}
		first = cmp.Or(first, noteOf(c.notes, w.ID))
		if err := c.Ways.Remove(w.ID); err != nil {
			return wayNote{}, err
		}
	}
	return first, nil
}

// changeWays makes a change durable together with its entry in the log, and has
// the file made anew by the next Tidy: until then the old slot is in it.
func (s *Store) changeWays(action string, change func(*changing) (id string, err error)) error {
	err := s.vault.ChangeWays(func(t *vault.Tx, w *vault.Ways) error {
		c := &changing{tx: &tx{t, s}, Ways: w}
		c.notes = c.wayNotes()
		id, err := change(c)
		if err != nil {
			return err
		}
		if err := c.log(action, model.ID(id), 0); err != nil {
			return err
		}
		there := w.List()
		c.notes = slices.DeleteFunc(c.notes, func(n wayNote) bool {
			return !slices.ContainsFunc(there, func(w vault.Way) bool { return w.ID == n.Slot })
		})
		if err := c.setWayNotes(c.notes); err != nil {
			return err
		}
		return c.due(dueCompact)
	})
	if err != nil {
		return fmt.Errorf("%s: %w", action, err)
	}
	return nil
}

// ChangePassphrase sets a new passphrase for a way in. An empty id stands for
// the one that the store was opened by or, where that is a code or a team key,
// for the only one there is. It returns [vault.ErrNoWay], or the errors of
// [seal.JudgePassphrase].
func (s *Store) ChangePassphrase(id string, passphrase []byte) error {
	return s.changeWays(ActionPassphraseChanged, func(c *changing) (string, error) {
		old, err := c.passphrase(id)
		if err != nil {
			return "", err
		}
		slot, err := c.AddPassphrase(passphrase, s.cost)
		if err != nil {
			return "", err
		}
		n, err := c.replace(func(w vault.Way) bool { return w.ID == old })
		if err != nil {
			return "", err
		}
		if old == c.Opened() {
			c.StandsFor(slot)
		}
		n.Slot = slot
		c.note(n)
		return n.ID, nil
	})
}

// passphrase is the slot that ChangePassphrase replaces.
func (c *changing) passphrase(id string) (string, error) {
	var all []string
	for _, w := range c.Ways.List() {
		if w.Kind != seal.KindPassphrase {
			continue
		}
		if id != "" && noteOf(c.notes, w.ID).ID == id || id == "" && w.ID == c.Opened() {
			return w.ID, nil
		}
		all = append(all, w.ID)
	}
	if id != "" || len(all) != 1 {
		return "", vault.ErrNoWay
	}
	return all[0], nil
}

// ErrNamed is returned for a new way in with the name of one that is there.
var ErrNamed = errors.New("somebody of that name is let in")

// AddUser lets somebody else in by a passphrase of their own. It returns
// ErrNamed, or the errors of [seal.JudgePassphrase].
func (s *Store) AddUser(name string, passphrase []byte) error {
	return s.changeWays(ActionUserAdded, func(c *changing) (string, error) {
		if slices.ContainsFunc(c.notes, func(n wayNote) bool { return n.Name == name }) {
			return "", ErrNamed
		}
		slot, err := c.AddPassphrase(passphrase, s.cost)
		if err != nil {
			return "", err
		}
		c.note(wayNote{Slot: slot, ID: slot, Name: name})
		return slot, nil
	})
}

// ErrCurrent is returned for the way in by which the store was opened, where it
// is to be taken away.
var ErrCurrent = errors.New("opened by this very way in")

// RemoveWay takes a way in away. It returns ErrCurrent for the one that is used,
// [vault.ErrLastWay] for the last passphrase and for the recovery code, which is
// there to be made anew, and [vault.ErrNoWay].
func (s *Store) RemoveWay(id string) error {
	all, err := s.Ways()
	if err != nil {
		return err
	}
	action := ActionUserRemoved
	if slices.ContainsFunc(all, func(w Way) bool { return w.ID == id && w.Kind == seal.KindTeam }) {
		action = ActionTeamChanged
	}
	return s.changeWays(action, func(c *changing) (string, error) {
		w, err := c.slotOf(id)
		if err != nil {
			return "", err
		}
		if w.ID == c.Opened() {
			return "", ErrCurrent
		}
		return id, c.Ways.Remove(w.ID)
	})
}

// NewRecoveryCode makes the recovery code anew, which nothing else holds. The one
// before opens nothing any more, and the new one counts as not on paper.
func (s *Store) NewRecoveryCode() (*seal.Code, error) {
	code := seal.NewCode()
	err := s.changeWays(ActionCodeMade, func(c *changing) (string, error) { return c.newCode(code) })
	if err != nil {
		code.Close()
		return nil, err
	}
	return code, nil
}

func (c *changing) newCode(code *seal.Code) (string, error) {
	opened := c.Opened()
	var by bool
	n, err := c.replace(func(w vault.Way) bool {
		by = by || w.Kind == seal.KindRecovery && w.ID == opened
		return w.Kind == seal.KindRecovery
	})
	if err != nil {
		return "", err
	}
	slot, err := c.AddCode(code)
	if err == nil {
		err = c.setCodeKept(false)
	}
	if err != nil {
		return "", err
	}
	if by {
		c.StandsFor(slot)
	}
	n.ID = cmp.Or(n.ID, slot)
	n.Slot = slot
	c.note(n)
	return n.ID, nil
}

// SetTeam lets those in who hold the private halves of these age public keys,
// and of no others. It returns [seal.ErrRecipient] for what is none, or
// ErrCurrent where the store was opened by a team key that would go.
func (s *Store) SetTeam(recipients []string) error {
	return s.changeWays(ActionTeamChanged, func(c *changing) (string, error) {
		missing := slices.Clone(recipients)
		for _, w := range c.Ways.List() {
			if w.Kind != seal.KindTeam {
				continue
			}
			at := slices.Index(missing, w.Recipient)
			switch {
			case at >= 0 && !w.Damaged:
				missing = slices.Delete(missing, at, at+1)
			case w.ID == c.Opened():
				return "", ErrCurrent
			default:
				if err := c.Ways.Remove(w.ID); err != nil {
					return "", err
				}
			}
		}
		for _, recipient := range missing {
			slot, err := c.AddTeam(recipient)
			if err != nil {
				return "", err
			}
			c.note(wayNote{Slot: slot, ID: slot})
		}
		return "", nil
	})
}

// noteFirstWays notes when the first ways in were made.
func (s *Store) noteFirstWays() error {
	return s.update(func(t *tx) error {
		var notes []wayNote
		for _, w := range t.Ways() {
			notes = append(notes, wayNote{Slot: w.ID, ID: w.ID, Since: s.now()})
		}
		return t.setWayNotes(notes)
	})
}

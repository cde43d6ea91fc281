package desk

import (
	"errors"
	"strings"
	"time"

	"ownwords/model"
	"ownwords/store"
	"ownwords/store/seal"
	"ownwords/store/vault"
)

// WrongKey tells whether an unlocking failed because what was brought opens
// nothing, and how long to wait before asking again.
func WrongKey(err error) (wait time.Duration, wrong bool) {
	if w, ok := errors.AsType[*vault.WrongKeyError](err); ok {
		return w.Wait, true
	}
	return 0, errors.Is(err, seal.ErrWrongKey)
}

// Held tells whether a store is open in another process, and by whom.
func Held(err error) (vault.Holder, bool) {
	if l, ok := errors.AsType[*vault.LockedError](err); ok {
		return l.Holder, true
	}
	return vault.Holder{}, false
}

// UnlockWith opens the store by what somebody typed: the passphrase, or the
// recovery code, with or without its check words. Its errors are those of
// Unlock, and a *seal.RowError for a code that was copied with a slip.
func (d *Door) UnlockWith(typed []byte) (*Desk, error) {
	var desk *Desk
	err := byTyped(typed, func(key *seal.Opener) (err error) {
		desk, err = d.Unlock(key)
		return err
	})
	return desk, d.judged(err)
}

// judged counts an unlocking that failed because nothing was opened: the log
// tells how many there were, once something is.
func (d *Door) judged(err error) error {
	if _, wrong := WrongKey(err); wrong {
		d.wrong++
	}
	return err
}

// byTyped tries what somebody typed as a passphrase, and as a recovery code.
func byTyped(typed []byte, try func(*seal.Opener) error) error {
	key := seal.Passphrase(typed)
	defer key.Close()
	err := try(key)
	if err == nil || !errors.Is(err, seal.ErrWrongKey) {
		return err
	}
	code, slip := seal.ParseCode(typed)
	if slip != nil {
		if row, ok := errors.AsType[*seal.RowError](slip); ok && row.Row > 0 && len(typed) >= codeLength {
			return errors.Join(err, slip)
		}
		return err
	}
	defer code.Close()
	recovery := seal.Recovery(code)
	defer recovery.Close()
	return try(recovery)
}

// CodeSlip tells whether an unlocking failed over a recovery code that was
// copied with a slip, and in which row, from 1.
func CodeSlip(err error) (row int, slip bool) {
	if r, ok := errors.AsType[*seal.RowError](err); ok {
		return r.Row, true
	}
	return 0, false
}

// codeLength is about how long a recovery code is when it is typed: what is
// shorter was meant to be a passphrase.
const codeLength = 48

// UnlockWithTeam opens the store by the organisation's private key, the text
// of an age identity file. Its errors are those of Unlock and seal.Team.
func (d *Door) UnlockWithTeam(identity []byte) (*Desk, error) {
	key, err := seal.Team(identity)
	if err != nil {
		return nil, err
	}
	defer key.Close()
	desk, err := d.Unlock(key)
	return desk, d.judged(err)
}

// Slots says by what the store in a folder can be opened, without opening it:
// "passphrase", "recovery", "team".
func Slots(dir string) ([]string, error) {
	slots, err := store.Probe(dir)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, s := range slots {
		out = append(out, string(s.Kind))
	}
	return out, nil
}

// JudgePassphrase says why a passphrase is not taken; zero where it is.
func JudgePassphrase(typed []byte) model.Message {
	switch err := seal.JudgePassphrase(typed); {
	case err == nil:
		return model.Message{}
	case errors.Is(err, seal.ErrTooShort):
		return model.Msg("passphrase.too-short")
	default:
		return model.Msg("passphrase.too-common")
	}
}

// MakePassphrase makes four random words, for somebody who would rather not
// think of any.
func MakePassphrase() []byte { return seal.MakePassphrase() }

// CodeRow is one row of the recovery code: its check word, and its letters.
type CodeRow struct{ Word, Letters string }

// CodeRows are the rows of a recovery code, to be shown once.
func CodeRows(c *seal.Code) []CodeRow {
	var out []CodeRow
	for _, r := range c.Rows() {
		out = append(out, CodeRow{Word: r.Word, Letters: strings.Join(r.Groups[:], "-")})
	}
	return out
}

// NotFound tells whether there is no record of the id that was asked for.
func NotFound(err error) bool { return errors.Is(err, store.ErrNotFound) }

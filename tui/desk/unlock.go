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

// UnlockWith opens the store by a passphrase. Its errors are those of Unlock.
func (d *Door) UnlockWith(passphrase []byte) (*Desk, error) {
	key := seal.Passphrase(passphrase)
	defer key.Close()
	return d.Unlock(key)
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

package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store/seal"
)

// CodeIsKept notes that somebody has the recovery code on paper.
func (d *Desk) CodeIsKept() error { return d.store.SetCodeKept(true) }

// CodeIsDue tells whether nobody is known to have it there: it was shown, and
// put off until later.
func (d *Desk) CodeIsDue() bool {
	kept, err := d.store.CodeKept()
	return err == nil && !kept // what can't be read is told where it is read
}

// ToShow is a code as it is shown, this once, which is noted: it is on no paper
// until somebody says so.
func (d *Desk) ToShow(code *seal.Code) ([]CodeRow, error) {
	return CodeRows(code), d.store.SetCodeKept(false)
}

// RenewCode makes the recovery code anew, to be shown this once, and notes that
// it is on no paper yet. The one before opens nothing any more.
func (d *Desk) RenewCode() ([]CodeRow, error) {
	code, err := d.store.NewRecoveryCode()
	if err != nil {
		return nil, err
	}
	defer code.Close()
	return CodeRows(code), nil
}

// SealAnew seals everything anew under keys that nobody has had, for when somebody
// else knows the passphrase or the code. It returns the new code, to be shown this
// once; every other person's passphrase is gone and has to be set again.
func (d *Desk) SealAnew(ctx context.Context, passphrase []byte) ([]CodeRow, error) {
	code, err := d.store.Leaked(ctx, passphrase)
	if err != nil {
		return nil, err
	}
	defer code.Close()
	return CodeRows(code), nil
}

// Called is what a way in is called.
func (w Way) Called() model.Message {
	switch {
	case w.Kind == "recovery":
		return model.Msg("ways.kind.recovery")
	case w.Kind == "team":
		return model.Msg("ways.kind.team")
	case w.Name != "":
		return model.Msg("ways.kind.named", "who", w.Name)
	case w.Current:
		return model.Msg("ways.kind.yours")
	}
	return model.Msg("ways.kind.first")
}

// Removable tells whether a way in can be taken away by itself: another person's
// words. The code and the teams' keys are changed and not taken away.
func (w Way) Removable() bool { return w.Kind == "passphrase" && !w.Current }

// Stands is since when a way in is there, and what else there is to know of it.
func (d *Desk) Stands(w Way) model.Message {
	switch {
	case w.Damaged:
		return model.Msg("ways.damaged")
	case w.Kind == "recovery" && d.CodeIsDue():
		return model.Msg("ways.not-on-paper")
	case w.Since.IsZero():
		return model.Msg("ways.unknown")
	}
	return model.Msg("ways.since", "day", content.Date(w.Since.Local()))
}

// PrintCode writes the page that a recovery code is kept on, to be printed: the
// file opens everything until it is thrown away. A path that begins with ~ is
// one of the home folder. What keeps it from being written is said by CodeTrouble.
func (d *Desk) PrintCode(path string, rows []CodeRow) (written string, err error) {
	path = expandHome(strings.TrimSpace(path))
	if err := writeAtomic(path, []byte(d.codePage(rows)), false); err != nil {
		return "", fmt.Errorf("write the page of the code: %w", err)
	}
	return path, nil
}

// CodeTrouble is what to say where the page of a code was not written.
func CodeTrouble(err error) model.Message {
	switch {
	case errors.Is(err, fs.ErrExist):
		return model.Msg("code.page.exists")
	case errors.Is(err, fs.ErrNotExist):
		return model.Msg("code.page.no-folder")
	}
	return Trouble(err)
}

// pageWidth is what any printer gets onto a row of A4, in letters.
const pageWidth = 72

// codePage is the page: whose notes, on which laptop, since when, the code with
// room around it, and how it is used.
func (d *Desk) codePage(rows []CodeRow) string {
	host, err := os.Hostname()
	if err != nil {
		host = "?" // the name and the day are what tells papers apart
	}
	var b strings.Builder
	say := func(id string, pairs ...any) {
		lines := content.Wrap(d.Text.Say(model.Msg(id, pairs...)), pageWidth)
		b.WriteString(strings.Join(lines, "\n") + "\n\n")
	}
	say("code.page.title")
	say("code.page.whose", "who", d.Settings.Name, "host", host, "day", content.Date(d.Now().Local()))
	for i, r := range rows {
		fmt.Fprintf(&b, "    %d   %-12s %s\n\n", i+1, r.Word, r.Letters)
	}
	say("code.page.how")
	say("code.page.where")
	return b.String()
}

func expandHome(path string) string {
	rest, ok := strings.CutPrefix(path, "~")
	if home, err := os.UserHomeDir(); ok && err == nil && (rest == "" || os.IsPathSeparator(rest[0])) {
		return filepath.Join(home, rest)
	}
	return path
}

// ErrSecretKey is returned where somebody gives the secret half of a team's key:
// what opens every laptop's notes was about to be left on one.
var ErrSecretKey = errors.New("the secret half of a team's key")

func isSecret(text []byte) bool {
	return bytes.Contains(bytes.ToUpper(text), []byte("AGE-SECRET-KEY-"))
}

// TeamKeysOf reads what somebody typed where a team's key is asked for: the key
// itself, or the path of a file that holds it. Nothing is no key. The error is
// ErrSecretKey or seal.ErrRecipient.
func TeamKeysOf(typed string) ([]string, error) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return nil, nil
	}
	if isSecret([]byte(typed)) {
		return nil, ErrSecretKey
	}
	keys, err := seal.ParseRecipients([]byte(typed))
	if err == nil && len(keys) > 0 {
		return keys, nil
	}
	raw, unread := content.ReadFile(content.Disk, expandHome(typed), content.MostTyped)
	if unread != nil {
		return nil, seal.ErrRecipient
	}
	defer clear(raw)
	if isSecret(raw) {
		return nil, ErrSecretKey
	}
	keys, err = seal.ParseRecipients(bytes.TrimSpace(raw))
	if err == nil && len(keys) == 0 {
		err = seal.ErrRecipient
	}
	return keys, err
}

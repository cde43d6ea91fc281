package main

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"ownwords/content"
	"ownwords/content/document"
	"ownwords/model"
	"ownwords/store"
	"ownwords/store/hub"
	"ownwords/store/seal"
	"ownwords/store/vault"
	"ownwords/tui/desk"
)

// The exit codes, which the manual lists.
const (
	codeOK       = 0
	codeFailed   = 1  // something that has no code of its own
	codeUsage    = 2  // the command line is not understood
	codeHeld     = 3  // the notes are open in another window
	codeKey      = 4  // the passphrase opens nothing
	codeDamaged  = 5  // the store can't be read: damaged, foreign or newer
	codeNone     = 6  // there is no store, or no such record in it
	codeExists   = 7  // a file, or a record, is there already
	codeInput    = 8  // what was given to read is not right: JSON, a guide, settings that are needed
	codeRefused  = 9  // the person said no, or was not asked; or the folder is no place for notes
	codeNotSent  = 10 // a plan was not sent, or it is not sure that it arrived
	codeTerminal = 11 // a terminal is needed, or a larger one
)

// failure is an error with its exit code and its sentence. Detail are further
// lines, of the program's own making.
type failure struct {
	Code   int
	Say    model.Message
	Detail string
	Err    error
}

// Error gives what developers read; people read Say.
func (f *failure) Error() string {
	if f.Err != nil {
		return f.Err.Error()
	}
	return f.Say.ID
}

// Unwrap gives the cause.
func (f *failure) Unwrap() error { return f.Err }

func fail(code int, id string, pairs ...any) *failure {
	return &failure{Code: code, Say: model.Msg(id, pairs...)}
}

func codeOf(err error) int {
	if err == nil {
		return codeOK
	}
	if f, ok := errors.AsType[*failure](err); ok {
		return f.Code
	}
	code, _ := known(err)
	return code
}

func sentence(err error) model.Message {
	if f, ok := errors.AsType[*failure](err); ok {
		return f.Say
	}
	_, m := known(err)
	return m
}

// known are the errors of the packages below that a person can do something
// about. Each says what did not happen, that the words are safe, and what to
// do now.
func known(err error) (int, model.Message) {
	if h, held := desk.Held(err); held {
		return codeHeld, model.Msg("command.fail.held", "pid", h.PID, "host", h.Host, "since", h.Since.Local().Format("15:04"))
	}
	if row, ok := errors.AsType[*seal.RowError](err); ok {
		return codeKey, model.Msg("command.fail.code-row", "row", row.Row)
	}
	if l, ok := errors.AsType[*desk.LostError](err); ok { // whatever else there is to say
		return codeFailed, l.Said()
	}
	if c, ok := errors.AsType[*desk.CrashError](err); ok {
		return codeFailed, model.Msg("command.fail.crash", "path", c.Note)
	}
	if _, wrong := desk.WrongKey(err); wrong {
		return codeKey, model.Msg("command.fail.key")
	}
	if code, m, ok := knownFile(err); ok {
		return code, m
	}
	if code, m, ok := knownInput(err); ok {
		return code, m
	}
	if m, ok := desk.Sent(err); ok {
		return codeNotSent, m
	}
	// What is left of cobra's own: an unknown command or flag, or one that is missing.
	for _, usage := range []string{"unknown command", "unknown flag", "unknown shorthand", "accepts", "require", "invalid argument", "flag needs"} {
		if strings.HasPrefix(err.Error(), usage) {
			return codeUsage, model.Msg("command.fail.usage", "fault", err.Error())
		}
	}
	return codeFailed, model.Msg("command.fail.other", "fault", err.Error())
}

// unsuited says what a document can be made as, where only the format is wrong.
func unsuited(u *document.UnsuitedError) model.Message {
	if len(u.Formats) == 0 {
		return model.Msg("command.fail.unsuited", "document", string(u.Document))
	}
	names := make([]string, len(u.Formats))
	for i, f := range u.Formats {
		names[i] = string(f)
	}
	return model.Msg("command.fail.format", "document", string(u.Document), "format", string(u.As), "formats", strings.Join(names, ", "))
}

func knownFile(err error) (int, model.Message, bool) {
	if u, ok := errors.AsType[*vault.UpgradeError](err); ok {
		if u.Copy == "" && desk.FullDisk(u) {
			return codeFailed, model.Msg("command.fail.upgrade-room", "path", u.Path), true
		}
		return codeFailed, model.Msg("command.fail.upgrade", "path", u.Path), true
	}
	if _, ok := errors.AsType[*vault.FileError](err); ok {
		return codeDamaged, desk.Trouble(err), true
	}
	if n, ok := errors.AsType[*vault.NewerError](err); ok {
		return codeDamaged, model.Msg("command.fail.newer", "path", n.Path), true
	}
	if d, ok := errors.AsType[*vault.DamageError](err); ok {
		if d.Vaults() {
			return codeDamaged, desk.Trouble(err), true
		}
		return codeDamaged, model.Msg("command.fail.damaged"), true
	}
	if _, ok := errors.AsType[*vault.PlaceError](err); ok {
		return codeRefused, desk.Trouble(err), true
	}
	if s, ok := errors.AsType[*desk.SettingsError](err); ok {
		return codeInput, model.Msg("command.fail.settings", "path", s.Path, "n", len(s.Faults)), true
	}
	switch {
	case errors.Is(err, store.ErrNotFound):
		return codeNone, model.Msg("command.fail.no-record"), true
	case errors.Is(err, store.ErrExists):
		return codeExists, model.Msg("command.fail.record-exists"), true
	case errors.Is(err, fs.ErrExist):
		return codeExists, model.Msg("command.fail.file-exists"), true
	case errors.Is(err, store.ErrWaiting):
		return codeFailed, model.Msg("command.fail.not-saved"), true
	case desk.FullDisk(err):
		return codeFailed, model.Msg("command.fail.full"), true
	}
	if code, m, ok := knownHub(err); ok {
		return code, m, true
	}
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return knownPlace(p)
	}
	return 0, model.Message{}, false
}

// knownPlace are the files and folders that people name and that are not as
// they think.
func knownPlace(p *fs.PathError) (int, model.Message, bool) {
	switch {
	case errors.Is(p, fs.ErrNotExist):
		return codeNone, model.Msg("command.fail.not-there", "path", p.Path), true
	case errors.Is(p, content.ErrNoFile), errors.Is(p, content.ErrTooLong):
		return codeInput, model.Msg("command.fail.read", "path", p.Path), true
	case errors.Is(p, syscall.ENOTDIR):
		return codeNone, model.Msg("command.fail.no-place", "path", p.Path), true
	case errors.Is(p, syscall.EROFS):
		return codeFailed, model.Msg("command.fail.read-only", "path", p.Path), true
	case errors.Is(p, fs.ErrPermission):
		return codeFailed, model.Msg("command.fail.not-allowed", "path", p.Path), true
	}
	return 0, model.Message{}, false
}

func knownHub(err error) (int, model.Message, bool) {
	switch {
	case errors.Is(err, hub.ErrNotSecure):
		return codeUsage, model.Msg("command.fail.hub-tls"), true
	case errors.Is(err, hub.ErrNoKey):
		return codeNone, model.Msg("command.fail.hub-key"), true
	case errors.Is(err, hub.ErrKeyOpen):
		return codeInput, model.Msg("command.fail.hub-key-open"), true
	case errors.Is(err, hub.ErrOtherName):
		return codeInput, model.Msg("hub.fail.other-name"), true
	case errors.Is(err, hub.ErrNoName):
		return codeUsage, model.Msg("command.fail.token-name"), true
	case errors.Is(err, hub.ErrNameTaken):
		return codeExists, model.Msg("command.fail.token-exists"), true
	case errors.Is(err, hub.ErrNoToken):
		return codeNone, model.Msg("command.fail.no-token"), true
	case errors.Is(err, syscall.EADDRINUSE):
		return codeFailed, model.Msg("command.fail.port"), true
	}
	return 0, model.Message{}, false
}

func knownInput(err error) (int, model.Message, bool) {
	if f, ok := errors.AsType[*model.FormatError](err); ok {
		id := "command.fail.not-record"
		switch {
		case errors.Is(f, model.ErrNotJSON):
			return codeInput, model.Msg("command.fail.not-json", "line", f.Line, "column", f.Column), true
		case errors.Is(f, model.ErrNewer):
			return codeInput, model.Msg("command.fail.newer-record"), true
		}
		return codeInput, model.Message{ID: id, Args: map[string]any{"line": f.Line, "column": f.Column, "where": f.Where}}, true
	}
	if r, ok := errors.AsType[*document.RefusedError](err); ok {
		switch r.Refusal.Choice {
		case model.ShareNo:
			return codeRefused, model.Msg("command.fail.refused", "who", r.Refusal.Who), true
		case model.NotUntil:
			return codeRefused, model.Msg("command.fail.not-yet", "who", r.Refusal.Who), true
		case model.NotAsked, model.ShareYes:
		}
		if r.Refusal.Who == "" {
			return codeRefused, model.Msg("command.fail.no-copy"), true
		}
		return codeRefused, model.Msg("command.fail.not-asked", "who", r.Refusal.Who), true
	}
	if l, ok := errors.AsType[*document.LettersError](err); ok {
		return codeInput, model.Msg("command.fail.letters", "letters", string(l.Letters)), true
	}
	if u, ok := errors.AsType[*document.UnsuitedError](err); ok {
		return codeUsage, unsuited(u), true
	}
	switch {
	case errors.Is(err, seal.ErrIdentity):
		return codeInput, model.Msg("command.fail.team-key"), true
	case errors.Is(err, seal.ErrRecipient):
		return codeInput, model.Msg("command.fail.recipient"), true
	case errors.Is(err, seal.ErrTooShort):
		return codeInput, model.Msg("command.fail.short"), true
	case errors.Is(err, seal.ErrTooCommon):
		return codeInput, model.Msg("command.fail.common"), true
	}
	return 0, model.Message{}, false
}

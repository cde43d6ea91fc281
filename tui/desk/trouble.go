package desk

import (
	"context"
	"errors"
	"io/fs"
	"syscall"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store"
	"ownwords/store/vault"
)

// Trouble is a sentence for an error: what did not happen, that the words are
// safe, and what to do. The error itself is for developers.
func Trouble(err error) model.Message {
	if h, held := Held(err); held {
		return heldBy(h)
	}
	if e, ok := errors.AsType[*vault.NewerError](err); ok {
		return model.Msg("trouble.newer", "path", e.Path)
	}
	if e, ok := errors.AsType[*vault.UpgradeError](err); ok && !FullDisk(e) {
		return model.Msg("trouble.upgrade")
	}
	if e, ok := errors.AsType[*vault.FileError](err); ok {
		return model.Msg("trouble.file."+faultWord(e.Fault), "path", e.Path, "size", int(e.Size))
	}
	if e, ok := errors.AsType[*vault.DamageError](err); ok && e.Vaults() {
		return model.Msg("trouble.file.meta")
	}
	if e, ok := errors.AsType[*vault.PlaceError](err); ok {
		return model.Msg("trouble.place."+string(e.Hazard), "path", e.Path, "by", e.By)
	}
	if e, ok := errors.AsType[*SettingsError](err); ok && len(e.Faults) > 0 {
		return e.Faults[0].Message()
	}
	if _, wrong := WrongKey(err); wrong {
		return model.Msg("trouble.wrong-key")
	}
	if m, ok := wayTrouble(err); ok {
		return m
	}
	if m, ok := BinRefused(err); ok {
		return m
	}
	switch {
	case FullDisk(err):
		return model.Msg("trouble.full")
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return model.Msg("trouble.not-allowed")
	case errors.Is(err, store.ErrNotFound):
		return model.Msg("trouble.not-found")
	case errors.Is(err, store.ErrWaiting), errors.Is(err, context.DeadlineExceeded):
		return model.Msg("trouble.slow")
	}
	return model.Msg("trouble.other")
}

// FullDisk tells whether an error says that there is no room.
func FullDisk(err error) bool { return vault.IsFull(err) }

func heldBy(h vault.Holder) model.Message {
	if h.PID == 0 {
		return model.Msg("trouble.held-unknown")
	}
	since := h.Since.Local()
	return model.Msg("trouble.held", "pid", h.PID, "host", h.Host,
		"day", content.DateDay(since), "clock", content.Clock(since))
}

func faultWord(f vault.Fault) string {
	switch f {
	case vault.FaultFolder:
		return "folder"
	case vault.FaultEmpty:
		return "empty"
	case vault.FaultShort:
		return "short"
	case vault.FaultForeign:
		return "foreign"
	default:
		return "damaged"
	}
}

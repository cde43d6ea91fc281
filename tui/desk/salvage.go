package desk

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"ownwords/content"
	"ownwords/store"
	"ownwords/store/seal"
	"ownwords/store/vault"
)

// Salvaged is what came out of notes that can't be opened, or not be trusted.
type Salvaged struct {
	store.Salvaged

	From, To string // files
}

// Salvage brings what can still be read of the notes in a folder into another,
// which has none, with the settings beside them. The first is only read. Its
// errors are those of store.Salvage, and a *vault.PlaceError for a folder in
// which no notes would be safe.
func Salvage(ctx context.Context, dir, to string, bring func(open func(*seal.Opener) error) error, o Options) (Salvaged, error) {
	o = o.filled()
	to, err := filepath.Abs(to)
	if err != nil {
		return Salvaged{}, fmt.Errorf("find folder: %w", err)
	}
	if err := JudgePlace(to); err != nil {
		return Salvaged{}, err
	}
	out := Salvaged{From: filepath.Join(dir, vault.FileName), To: filepath.Join(to, vault.FileName)}
	err = bring(func(key *seal.Opener) (err error) {
		out.Salvaged, err = store.Salvage(ctx, dir, to, key, store.Options{Now: o.Now})
		return err
	})
	if err != nil {
		return Salvaged{}, err
	}
	src, err := content.ReadFile(content.Disk, filepath.Join(dir, SettingsFile), content.MostTyped)
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	if err == nil {
		err = writeAtomic(filepath.Join(to, SettingsFile), src, false)
	}
	if errors.Is(err, fs.ErrExist) {
		err = nil // somebody put them there
	}
	return out, err
}

// TypedKey is for Salvage what somebody typed: the passphrase, or the code.
func TypedKey(typed []byte) func(func(*seal.Opener) error) error {
	return func(open func(*seal.Opener) error) error { return byTyped(typed, open) }
}

// TeamKey is for Salvage the organisation's private key.
func TeamKey(identity []byte) func(func(*seal.Opener) error) error {
	return func(open func(*seal.Opener) error) error {
		key, err := seal.Team(identity)
		if err != nil {
			return err
		}
		defer key.Close()
		return open(key)
	}
}

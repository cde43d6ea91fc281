package hub

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"ownwords/store/vault"
)

// The names of backups: in order of name they are in order of time (UTC).
const (
	backupNames = "hub-????????-??????.backup"
	backupName  = "hub-20060102-150405.backup"
)

const (
	// backupEvery is how old the newest backup gets, and backupLook how often
	// that is looked at.
	backupEvery = 24 * time.Hour
	backupLook  = 10 * time.Minute
	// backupsKept is how many of a hub's own lie in the folder.
	backupsKept = 14
)

// Backup makes a copy of the store in a folder while the hub goes on serving:
// sealed as it is, every value in it read again before it counts. It is opened by
// the hub's key file, which is not in it. It returns where it is; the error is one
// of [vault.Vault.Backup]'s.
func (h *Hub) Backup(ctx context.Context, folder string) (string, error) {
	path := filepath.Join(folder, h.now().UTC().Format(backupName))
	err := h.vault.Backup(ctx, path, func(v *vault.Vault) error {
		return v.View(func(tx *vault.Tx) error {
			for _, bucket := range layout.Buckets {
				for _, err := range tx.Each(bucket, nil) {
					if err != nil {
						return err
					}
				}
			}
			return ctx.Err()
		})
	})
	if err != nil {
		return "", fmt.Errorf("back up hub: %w", err)
	}
	return path, nil
}

// backups makes one each day, and whenever one is asked for, until ctx ends.
func (h *Hub) backups(ctx context.Context, c Config) {
	look := time.NewTicker(backupLook)
	defer look.Stop()
	for asked := false; ; {
		if asked || h.backupDue(c.BackupTo) {
			h.backupLogged(ctx, c)
		}
		select {
		case <-ctx.Done():
			return
		case <-look.C:
			asked = false
		case <-c.BackupNow:
			asked = true
		}
	}
}

// backupLogged makes one and tells the log: where it fails the hub goes on, and
// whoever looks after it has to know.
func (h *Hub) backupLogged(ctx context.Context, c Config) {
	path, err := h.Backup(ctx, c.BackupTo)
	if err == nil {
		err = h.dropBackups(c.BackupTo)
	}
	if err != nil {
		c.Log.Error("backup", "fault", err)
		return
	}
	c.Log.Info("backup", "file", filepath.Base(path))
}

// backupDue tells whether the newest is a day old, or all lie in the time to
// come: then nobody knows how old they are.
func (h *Hub) backupDue(folder string) bool {
	own := h.backupsIn(folder)
	if len(own) == 0 {
		return true
	}
	made, err := time.Parse(backupName, filepath.Base(own[len(own)-1]))
	age := h.now().Sub(made)
	return err != nil || age < 0 || age >= backupEvery
}

// backupsIn are this hub's in a folder, in the order in which they may go: first
// those whose name lies in the time to come, made while the clock was ahead, then
// the oldest. Others may keep theirs there.
func (h *Hub) backupsIn(folder string) []string {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil // the next backup tells
	}
	var out []string
	for _, e := range entries {
		if fits, err := filepath.Match(backupNames, e.Name()); err == nil && fits {
			out = append(out, filepath.Join(folder, e.Name()))
		}
	}
	out = slices.DeleteFunc(out, func(path string) bool {
		owner, err := vault.Owner(path, layout)
		return err != nil || owner != h.vault.Owner()
	})
	next := h.now().UTC().Add(time.Second).Format(backupName)
	ahead, _ := slices.BinarySearch(out, filepath.Join(folder, next))
	return slices.Concat(out[ahead:], out[:ahead])
}

func (h *Hub) dropBackups(folder string) error {
	own := h.backupsIn(folder)
	for _, path := range own[:max(0, len(own)-backupsKept)] {
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return nil
}

// watchBackups starts backups where they are wanted, and returns what waits for
// their end.
func (h *Hub) watchBackups(ctx context.Context, c Config) (wait func(), err error) {
	if c.BackupTo == "" {
		return func() {}, nil
	}
	if _, err := os.ReadDir(c.BackupTo); err != nil {
		return nil, fmt.Errorf("back up hub: %w", err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		h.backups(ctx, c)
	}()
	return func() { <-ended }, nil
}

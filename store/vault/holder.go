package vault

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// holderName is the side file in which the process that holds the vault says
// who it is, for the one that comes second. It decides nothing: the lock is on
// the vault's file itself and goes when its process goes, however it goes.
const holderName = "ownwords.lock"

// Holder is the process that has a vault open.
type Holder struct {
	PID   int       `json:"pid"`
	Host  string    `json:"host"`
	Since time.Time `json:"since"` // UTC
}

func writeHolder(dir string) error {
	host, err := os.Hostname()
	if err != nil {
		host = "?" // the process number is what helps on one laptop
	}
	text, err := json.Marshal(Holder{PID: os.Getpid(), Host: host, Since: time.Now().UTC().Truncate(time.Second)})
	if err != nil {
		return fmt.Errorf("write holder: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, holderName), text, filePerm); err != nil {
		return fmt.Errorf("write holder: %w", err)
	}
	return nil
}

// readHolder returns a zero holder where none can be read: whoever asks is told
// all the same that the vault is held.
func readHolder(dir string) Holder {
	var h Holder
	text, err := os.ReadFile(filepath.Join(dir, holderName))
	if err != nil || json.Unmarshal(text, &h) != nil {
		return Holder{}
	}
	return h
}

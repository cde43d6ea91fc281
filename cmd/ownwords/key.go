package main

import (
	"bytes"
	"os"

	"ownwords/tui/desk"
)

// key is what somebody brings to open notes with.
type key struct {
	words    []byte // the passphrase, or the recovery code
	identity []byte // the team's
}

// bring fetches the key or asks for it, the first time: whoever restores what is
// no safety copy is asked for none.
func (p *program) bring(k *key) error {
	if k.words != nil || k.identity != nil {
		return nil
	}
	if path := os.Getenv(envTeamKey); path != "" {
		var err error
		if k.identity, err = os.ReadFile(path); err != nil {
			return fail(codeInput, "command.fail.secret", "path", path)
		}
		return nil
	}
	pass, err := passphraseFile()
	if err == nil && pass == nil {
		pass, err = p.askSecret("plain.passphrase")
	}
	k.words = pass
	return err
}

func (k *key) open(door *desk.Door) (*desk.Desk, error) {
	if k.identity != nil {
		return door.UnlockWithTeam(k.identity)
	}
	return door.UnlockWith(k.words)
}

func (k *key) forget() {
	clear(k.words)
	clear(k.identity)
}

// passphraseFile is the passphrase that scripts give: the first line of the
// file that the environment names.
func passphraseFile() ([]byte, error) {
	path := os.Getenv(envPassphrase)
	if path == "" {
		return nil, nil
	}
	return readSecret(path)
}

func readSecret(path string) ([]byte, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fail(codeInput, "command.fail.secret", "path", path)
	}
	defer clear(raw)
	first, _, _ := bytes.Cut(raw, []byte("\n"))
	return bytes.Clone(bytes.TrimRight(first, "\r")), nil
}

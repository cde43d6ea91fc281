package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"

	"ownwords/content"
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
		k.identity, err = p.readKey(path)
		return err
	}
	pass, err := p.passphraseFile()
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
func (p *program) passphraseFile() ([]byte, error) {
	path := os.Getenv(envPassphrase)
	if path == "" {
		return nil, nil
	}
	return p.readSecret(path)
}

func (p *program) readSecret(path string) ([]byte, error) {
	raw, err := p.readKey(path)
	if err != nil {
		return nil, err
	}
	defer clear(raw)
	first, _, _ := bytes.Cut(raw, []byte("\n"))
	return bytes.Clone(bytes.TrimRight(first, "\r")), nil
}

// readKey reads a file that holds a key or a passphrase. Unlike others it may be a
// pipe: whoever keeps it in a safe of their own hands it over so, and it lies on
// no disk.
func (p *program) readKey(path string) ([]byte, error) {
	raw, err := orStopped(p, func() ([]byte, error) {
		if info, err := os.Stat(path); err == nil && info.Mode()&fs.ModeNamedPipe != 0 {
			return readPipe(path)
		}
		return content.ReadFile(content.Disk, path, content.MostTyped)
	})
	if _, stopped := errors.AsType[*failure](err); err == nil || stopped {
		return raw, err
	}
	return nil, fail(codeInput, "command.fail.secret", "path", path)
}

func readPipe(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	raw, err := content.ReadAll(f, content.MostTyped)
	return raw, errors.Join(err, f.Close())
}

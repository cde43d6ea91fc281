package hub

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"ownwords/store/seal"
)

// KeyFileName is the hub's key in its folder, unless another was named.
const KeyFileName = "hub.key"

// Errors of the key file.
var (
	ErrNoKey   = errors.New("the key file of this store is not there")
	ErrKeyOpen = errors.New("others may read the key file")
)

func (o Options) keyFile(dir string) string {
	if o.KeyFile != "" {
		return o.KeyFile
	}
	return filepath.Join(dir, KeyFileName)
}

// unlock opens something by a key file: as the text that it was made with, or
// as the recovery code, whose file may be named in its place.
func unlock[T any](keyFile string, open func(*seal.Opener) (T, error)) (T, error) {
	var none T
	key, err := readKey(keyFile)
	if err != nil {
		return none, err
	}
	defer clear(key)
	opener := seal.Passphrase(key)
	defer opener.Close()
	out, err := open(opener)
	if !errors.Is(err, seal.ErrWrongKey) {
		return out, err
	}
	code, noCode := seal.ParseCode(key)
	if noCode != nil {
		return none, err
	}
	defer code.Close()
	recovery := seal.Recovery(code)
	defer recovery.Close()
	return open(recovery)
}

// makeKey makes the key file of a new store, unless there is one with something
// in it. An empty one opens nothing.
func makeKey(path string) error {
	next, err := claimNext(path)
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.Size() > 0:
		return next.discard()
	case err != nil && !errors.Is(err, fs.ErrNotExist): // it may be there
		return errors.Join(err, next.discard())
	}
	return next.place([]byte(rand.Text() + rand.Text() + "\n"))
}

func readKey(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoKey
	}
	if err != nil {
		return nil, err
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return nil, ErrKeyOpen
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return bytes.TrimSpace(raw), nil
}

package store

import (
	"errors"
	"fmt"
)

// Meta returns a small value kept under a name, such as a server's token, or
// nil where none is.
func (s *Store) Meta(name string) ([]byte, error) {
	var value []byte
	err := s.view(func(t *tx) (err error) {
		value, err = t.get(nil, bucketValues, s.vault.Key(bucketValues, name))
		return err
	})
	if err != nil && !errors.Is(err, ErrNotFound) {
		return nil, fmt.Errorf("read value: %w", err)
	}
	return value, nil
}

// SetMeta keeps a small value under a name, instead of the one before. Neither
// can be read in the file.
func (s *Store) SetMeta(name string, value []byte) error {
	err := s.update(func(t *tx) error { return t.put(nil, bucketValues, s.vault.Key(bucketValues, name), value) })
	if err != nil {
		return fmt.Errorf("keep value: %w", err)
	}
	return nil
}

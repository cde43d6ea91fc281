package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// PutGuide keeps a guide under its hash, the SHA-256 of its bytes in hex, which
// it returns. A guide that is there already stays as it is.
func (s *Store) PutGuide(raw []byte) (hash string, err error) {
	hash = guideHash(raw)
	s.mu.Lock()
	s.guided[hash] = true // whatever is purged from now on leaves it
	s.mu.Unlock()
	if held, err := s.Guide(hash); err == nil && bytes.Equal(held, raw) {
		return hash, nil // without a transaction that changes nothing
	}
	err = s.update(func(t *tx) error { return t.put(nil, bucketGuides, s.guideKey(hash), raw) })
	if err != nil {
		return "", fmt.Errorf("keep guide: %w", err)
	}
	return hash, nil
}

func guideHash(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// Guide returns the guide kept under a hash, or ErrNotFound.
func (s *Store) Guide(hash string) ([]byte, error) {
	var raw []byte
	err := s.view(func(t *tx) (err error) {
		raw, err = t.guide(hash)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read guide: %w", err)
	}
	return raw, nil
}

func (t *tx) guide(hash string) ([]byte, error) {
	return t.get(nil, bucketGuides, t.s.guideKey(hash))
}

func (s *Store) guideKey(hash string) []byte { return s.vault.Key(bucketGuides, hash) }

package hub

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"ownwords/store/vault"
)

// tokenHash is what is kept of a token. Tokens are random, so that a plain hash
// of one can't be guessed back.
type tokenHash [sha256.Size]byte

// id names a token in logs, without the laptop's name.
func (h tokenHash) id() string { return hex.EncodeToString(h[:4]) }

// Token is what is known of a laptop that may send.
type Token struct {
	Name    string    `json:"name"` // the laptop's, as the operator typed it
	Made    time.Time `json:"made"` // UTC
	Revoked time.Time `json:"revoked,omitzero"`
}

// Live tells whether the token lets anybody in.
func (t Token) Live() bool { return t.Revoked.IsZero() }

// Errors of tokens.
var (
	ErrNoName    = errors.New("a token needs the laptop's name")
	ErrNameTaken = errors.New("a laptop of this name has a token")
	ErrNoToken   = errors.New("no laptop of this name has a token")
)

// AddToken makes a token for a laptop. It is returned once and kept nowhere.
// The error is ErrNoName or ErrNameTaken, or the store's.
func (h *Hub) AddToken(name string) (string, error) {
	name = strings.TrimSpace(name)
	if name == "" {
		return "", fmt.Errorf("add token: %w", ErrNoName)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, taken := h.liveToken(name); taken {
		return "", fmt.Errorf("add token: %w", ErrNameTaken)
	}
	var secret [32]byte
	// crypto/rand.Read never returns an error; it ends the program instead.
	_, _ = rand.Read(secret[:])
	token := base64.RawURLEncoding.EncodeToString(secret[:])
	if err := h.keepToken(sha256.Sum256([]byte(token)), Token{Name: name, Made: h.now().UTC()}); err != nil {
		return "", fmt.Errorf("add token: %w", err)
	}
	return token, nil
}

// Revoke takes a laptop's token back. What it sent stays. The error is
// ErrNoToken or the store's.
func (h *Hub) Revoke(name string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	hash, found := h.liveToken(strings.TrimSpace(name))
	if !found {
		return fmt.Errorf("revoke token: %w", ErrNoToken)
	}
	t := h.tokens[hash]
	t.Revoked = h.now().UTC()
	if err := h.keepToken(hash, t); err != nil {
		return fmt.Errorf("revoke token: %w", err)
	}
	return nil
}

// Tokens are all that were ever made, oldest first.
func (h *Hub) Tokens() []Token {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return slices.SortedFunc(maps.Values(h.tokens), func(a, b Token) int {
		return cmp.Or(a.Made.Compare(b.Made), cmp.Compare(a.Name, b.Name))
	})
}

// liveToken finds a laptop's token; h.mu is held.
func (h *Hub) liveToken(name string) (tokenHash, bool) {
	for hash, t := range h.tokens {
		if t.Name == name && t.Live() {
			return hash, true
		}
	}
	return tokenHash{}, false
}

// keepToken writes a token to disk and then lets it count; h.mu is held.
func (h *Hub) keepToken(hash tokenHash, t Token) error {
	raw, err := json.Marshal(t)
	if err != nil {
		return err
	}
	err = h.vault.Update(func(tx *vault.Tx) error { return tx.Put(bucketTokens, hash[:], raw) })
	if err != nil {
		return err
	}
	h.tokens[hash] = t
	return nil
}

func readTokens(v *vault.Vault) (map[tokenHash]Token, error) {
	out := map[tokenHash]Token{}
	err := v.View(func(tx *vault.Tx) error {
		for item, err := range tx.Each(bucketTokens, nil) {
			if err != nil {
				return err
			}
			var t Token
			if err := json.Unmarshal(item.Value, &t); err != nil {
				return fmt.Errorf("read token %x: %w", item.Key[:4], err)
			}
			out[tokenHash(item.Key)] = t
		}
		return nil
	})
	return out, err
}

// sender is who a request comes from.
type sender struct {
	id, name string
}

// admit finds out who shows this Authorization header, if anybody who may.
func (h *Hub) admit(header string) (sender, bool) {
	scheme, token, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return sender{}, false
	}
	hash := tokenHash(sha256.Sum256([]byte(strings.TrimSpace(token))))
	h.mu.RLock()
	defer h.mu.RUnlock()
	t, known := h.tokens[hash]
	return sender{id: hash.id(), name: t.Name}, known && t.Live()
}

package hub

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// tokenHash is what is kept of a token. Tokens are random, so that a plain hash
// of one can't be guessed back.
type tokenHash [sha256.Size]byte

// id names a token in logs, without the laptop's name.
func (h tokenHash) id() string { return hex.EncodeToString(h[:4]) }

// MarshalText is for keys of a JSON object.
func (h tokenHash) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, h[:]), nil }

// UnmarshalText reads what MarshalText wrote.
func (h *tokenHash) UnmarshalText(text []byte) error {
	if hex.DecodedLen(len(text)) != len(h) {
		return hex.ErrLength
	}
	_, err := hex.Decode(h[:], text)
	return err
}

// Token is what is known of a laptop that may send.
type Token struct {
	Name string    `json:"name"` // the laptop's, as the operator typed it
	Made time.Time `json:"made"` // UTC
	// ReadsAll is for whoever takes all that is here to another server. A laptop
	// reads what it can name: whoever finds one does not read the whole team's.
	ReadsAll bool      `json:"readsAll,omitzero"`
	Revoked  time.Time `json:"revoked,omitzero"`
}

// Live tells whether the token lets anybody in.
func (t Token) Live() bool { return t.Revoked.IsZero() }

// Errors of tokens.
var (
	ErrNoName    = errors.New("a token needs the laptop's name")
	ErrNameTaken = errors.New("a laptop of this name has a token")
	ErrNoToken   = errors.New("no laptop of this name has a token")
)

// Tokens are those of one hub, in a file that is changed while the hub serves:
// each change holds from the next request on. Methods may be called from several
// goroutines at once.
type Tokens struct {
	file tokenFile
	now  func() time.Time

	mu   sync.RWMutex
	seen fs.FileInfo // of the file as it was read last
	all  map[tokenHash]Token
}

// OpenTokens opens the tokens of the hub in dir, whether it is serving or not.
// The error is one that is [fs.ErrNotExist] where there are none, ErrNoKey,
// ErrKeyOpen, [seal.ErrWrongKey], or [seal.ErrSealed] for a file that is damaged.
func OpenTokens(dir string, o Options) (*Tokens, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	t := &Tokens{file: tokenFile{path: filepath.Join(dir, tokenFileName)}, now: o.Now}
	err := t.file.unlock(o.keyFile(dir))
	if err == nil {
		err = t.fresh()
	}
	if err != nil {
		return nil, fmt.Errorf("open tokens: %w", err)
	}
	return t, nil
}

// AddToken makes a token for a laptop. It is returned once and kept nowhere.
// The error is ErrNoName or ErrNameTaken, or the file's.
func (t *Tokens) AddToken(name string) (string, error) { return t.add(Token{Name: name}) }

// AddReader is AddToken for whoever may list all that is here.
func (t *Tokens) AddReader(name string) (string, error) {
	return t.add(Token{Name: name, ReadsAll: true})
}

func (t *Tokens) add(made Token) (string, error) {
	made.Name, made.Made = strings.TrimSpace(made.Name), t.now().UTC()
	if made.Name == "" {
		return "", fmt.Errorf("add token: %w", ErrNoName)
	}
	var secret [32]byte
	// crypto/rand.Read never returns an error; it ends the program instead.
	_, _ = rand.Read(secret[:])
	token := base64.RawURLEncoding.EncodeToString(secret[:])
	err := t.change(func(all map[tokenHash]Token) error {
		if _, taken := live(all, made.Name); taken {
			return ErrNameTaken
		}
		all[sha256.Sum256([]byte(token))] = made
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("add token: %w", err)
	}
	return token, nil
}

// Revoke takes a laptop's token back. What it sent stays. The error is
// ErrNoToken or the file's.
func (t *Tokens) Revoke(name string) error {
	err := t.change(func(all map[tokenHash]Token) error {
		hash, found := live(all, strings.TrimSpace(name))
		if !found {
			return ErrNoToken
		}
		gone := all[hash]
		gone.Revoked = t.now().UTC()
		all[hash] = gone
		return nil
	})
	if err != nil {
		return fmt.Errorf("revoke token: %w", err)
	}
	return nil
}

// All are all that were ever made, oldest first.
func (t *Tokens) All() []Token {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return slices.SortedFunc(maps.Values(t.all), func(a, b Token) int {
		return cmp.Or(a.Made.Compare(b.Made), cmp.Compare(a.Name, b.Name))
	})
}

// live finds the token of a laptop that was not taken back.
func live(all map[tokenHash]Token, name string) (tokenHash, bool) {
	for hash, t := range all {
		if t.Name == name && t.Live() {
			return hash, true
		}
	}
	return tokenHash{}, false
}

// sender is who a request comes from.
type sender struct {
	hash     tokenHash
	name     string
	readsAll bool
}

// id names the sender in logs; it is empty where nobody was let in.
func (s sender) id() string {
	if s.name == "" {
		return ""
	}
	return s.hash.id()
}

// admit finds out who shows this Authorization header, if anybody who may. The
// error is the file's: where it can't be read nobody is let in.
func (t *Tokens) admit(header string) (sender, bool, error) {
	scheme, token, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return sender{}, false, nil
	}
	if err := t.fresh(); err != nil {
		return sender{}, false, err
	}
	hash := tokenHash(sha256.Sum256([]byte(strings.TrimSpace(token))))
	t.mu.RLock()
	defer t.mu.RUnlock()
	known := t.all[hash]
	return sender{hash, known.Name, known.ReadsAll}, known.Name != "" && known.Live(), nil
}

package desk

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"

	"ownwords/model"
)

// serverKey is a key by which this laptop says who it is to a server. The private
// half is in the sealed store and nowhere else.
type serverKey struct {
	id      string
	private *ecdsa.PrivateKey
}

// ErrNoKey is returned where the settings name a key of the server that was never
// made here.
var ErrNoKey = errors.New("no such key of the server")

// JWKS is a set of public keys as RFC 7517 has it.
type JWKS struct {
	Keys []JWK `json:"keys"`
}

// JWK is the public half of a key on the curve P-384, for ES384.
type JWK struct {
	Type  string   `json:"kty"`
	Curve string   `json:"crv"`
	X     string   `json:"x"`
	Y     string   `json:"y"`
	ID    string   `json:"kid"`
	Alg   string   `json:"alg"`
	Ops   []string `json:"key_ops"`
}

// MakeServerKey makes a key, keeps it in the store, and returns its public half
// for whoever looks after the server. The settings name it by its ID.
func (d *Desk) MakeServerKey() (JWKS, error) {
	private, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		return JWKS{}, fmt.Errorf("make key: %w", err)
	}
	raw, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return JWKS{}, fmt.Errorf("make key: %w", err)
	}
	defer clear(raw)
	k := serverKey{string(d.NewID()), private}
	if err := d.store.SetMeta(valueKey+k.id, raw); err != nil {
		return JWKS{}, err
	}
	_ = d.store.Log(ActionServerKey, model.ID(k.id), 0) // the key is there, and does what it is for
	return k.public()
}

// ActionServerKey is the entry in the log that a key was made for a server.
const ActionServerKey = "server-key"

// ServerKey is the public half of a key that was made here. The error is ErrNoKey
// where there is none of this id.
func (d *Desk) ServerKey(id string) (JWKS, error) {
	k, err := d.serverKey(id)
	if err != nil {
		return JWKS{}, err
	}
	return k.public()
}

func (d *Desk) serverKey(id string) (serverKey, error) {
	raw, err := d.store.Meta(valueKey + id)
	if err != nil {
		return serverKey{}, err
	}
	defer clear(raw)
	parsed, err := x509.ParsePKCS8PrivateKey(raw)
	private, ok := parsed.(*ecdsa.PrivateKey)
	if err != nil || !ok {
		return serverKey{}, fmt.Errorf("key %q: %w", id, ErrNoKey)
	}
	return serverKey{id, private}, nil
}

func (k serverKey) public() (JWKS, error) {
	point, err := k.private.PublicKey.Bytes() // 4, x, y
	if err != nil {
		return JWKS{}, fmt.Errorf("write key: %w", err)
	}
	half := len(point) / 2
	b64 := base64.RawURLEncoding.EncodeToString
	return JWKS{[]JWK{{
		Type: "EC", Curve: "P-384", X: b64(point[1 : 1+half]), Y: b64(point[1+half:]), ID: k.id, Alg: "ES384", Ops: []string{"verify"},
	}}}, nil
}

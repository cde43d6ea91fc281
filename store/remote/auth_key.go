package remote

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	_ "crypto/sha512" // SHA-384, which both algorithms sign
	"encoding/asn1"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// KeyOptions are what a key signs in with, as SMART Backend Services has it
// (client_credentials with private_key_jwt).
type KeyOptions struct {
	ClientID string
	KeyID    string // as it stands in the key set that the server was given
	Key      crypto.Signer
	TokenURL string // empty: the server's .well-known/smart-configuration says
}

// ErrKey is returned for a key that is neither RSA nor on P-384.
var ErrKey = errors.New("key is neither RSA nor P-384")

const (
	// assertionLife is how long a signed request for a token is good for. SMART
	// allows five minutes; a minute of clock is left.
	assertionLife = 4 * time.Minute
	// maxTokenLife is for how long a token is believed to be good.
	maxTokenLife = 24 * time.Hour

	scope        = "system/*.cruds"
	jwtAssertion = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
)

// PrivateKey signs in with a key of this machine's own.
func PrivateKey(k KeyOptions) Credential {
	return &keyAuth{KeyOptions: k}
}

type keyAuth struct {
	KeyOptions
	token string
	until time.Time // UTC; zero where the server did not say
}

func (k *keyAuth) header(ctx context.Context, c *Client, renew bool) (string, error) {
	good := k.until.IsZero() || k.until.After(c.now())
	if k.token == "" || renew || !good {
		if err := k.signIn(ctx, c); err != nil {
			k.token = ""
			return "", err
		}
	}
	return "Bearer " + k.token, nil
}

// signIn gets a token. A server that refuses while its clock is another than
// ours is asked once more by its own.
func (k *keyAuth) signIn(ctx context.Context, c *Client) error {
	if k.TokenURL == "" {
		found, err := discover(ctx, c)
		if err != nil {
			return err
		}
		k.TokenURL = found
	}
	if _, err := safe(k.TokenURL); err != nil {
		return fmt.Errorf("use token address: %w", err)
	}
	believed := c.Skew()
	a, err := k.exchange(ctx, c, believed)
	if err != nil {
		return err
	}
	if refused := a.status == http.StatusBadRequest || a.status == http.StatusUnauthorized; refused && (c.Skew()-believed).Abs() > offClock {
		if a, err = k.exchange(ctx, c, c.Skew()); err != nil {
			return err
		}
	}
	return k.take(c, a)
}

// take reads the answer of a token endpoint.
func (k *keyAuth) take(c *Client, a answer) error {
	s := c.judge(a)
	if s.Step == Auth || s.Step == Refused {
		s.Why = WhyToken
		if c.Skew() != 0 {
			s.Why = WhyClock
		}
	}
	var given struct {
		Token   string  `json:"access_token"`
		Type    string  `json:"token_type"`
		Seconds float64 `json:"expires_in"`
	}
	if s.Step == There && (json.Unmarshal(a.body, &given) != nil || given.Token == "" || !strings.EqualFold(given.Type, "bearer")) {
		s.Step, s.Why = Unsure, WhyNotFHIR
	}
	if s.Step != There {
		return &tokenError{why: s.Why, status: a.status, header: a.header}
	}
	k.token, k.until = given.Token, time.Time{}
	if given.Seconds > 0 {
		k.until = c.now().Add(time.Duration(min(given.Seconds, maxTokenLife.Seconds())) * time.Second)
	}
	return nil
}

func (k *keyAuth) exchange(ctx context.Context, c *Client, skew time.Duration) (answer, error) {
	assertion, err := k.assertion(c.now().Add(skew))
	if err != nil {
		return answer{}, err
	}
	form := url.Values{
		"grant_type": {"client_credentials"}, "scope": {scope},
		"client_assertion_type": {jwtAssertion}, "client_assertion": {assertion},
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, k.TokenURL, strings.NewReader(form.Encode()))
	if err != nil {
		return answer{}, fmt.Errorf("use token address: %w", ErrAddress)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", plainJSON)
	return c.heard(c.do(req)), nil
}

// assertion is a JWT for one request of a token, with an id that is never used
// again (RFC 7523).
func (k *keyAuth) assertion(now time.Time) (string, error) {
	head := map[string]any{"alg": algorithm(k.Key), "typ": "JWT", "kid": k.KeyID}
	claims := map[string]any{
		"iss": k.ClientID, "sub": k.ClientID, "aud": k.TokenURL, "jti": rand.Text(),
		"iat": now.Unix(), "exp": now.Add(assertionLife).Unix(),
	}
	var parts []string
	for _, part := range []any{head, claims} {
		raw, err := json.Marshal(part)
		if err != nil {
			return "", fmt.Errorf("sign in: %w", err)
		}
		parts = append(parts, base64.RawURLEncoding.EncodeToString(raw))
	}
	signed := strings.Join(parts, ".")
	signature, err := sign(k.Key, signed)
	if err != nil {
		return "", fmt.Errorf("sign in: %w", err)
	}
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature), nil
}

// algorithm is what a key signs with by RFC 7518, or empty.
func algorithm(key crypto.Signer) string {
	if key == nil {
		return ""
	}
	switch public := key.Public().(type) {
	case *rsa.PublicKey:
		return "RS384"
	case *ecdsa.PublicKey:
		if public.Curve == elliptic.P384() {
			return "ES384"
		}
	}
	return ""
}

func sign(key crypto.Signer, text string) ([]byte, error) {
	kind := algorithm(key)
	if kind == "" {
		return nil, ErrKey
	}
	h := crypto.SHA384.New()
	h.Write([]byte(text))
	signature, err := key.Sign(rand.Reader, h.Sum(nil), crypto.SHA384)
	if err != nil || kind == "RS384" {
		return signature, err
	}
	// A JWT wants both numbers at their full width, not ASN.1.
	var pair struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(signature, &pair); err != nil {
		return nil, err
	}
	const width = 384 / 8
	out := make([]byte, 2*width)
	pair.R.FillBytes(out[:width])
	pair.S.FillBytes(out[width:])
	return out, nil
}

// discover asks the server where tokens are given.
func discover(ctx context.Context, c *Client) (string, error) {
	a := c.once(ctx, request{method: http.MethodGet, path: "/.well-known/smart-configuration"}, "", plainJSON)
	if s := c.judge(a); s.Step != There {
		return "", &tokenError{why: s.Why, status: a.status, header: a.header}
	}
	var found struct {
		TokenEndpoint string `json:"token_endpoint"`
	}
	if json.Unmarshal(a.body, &found) != nil || found.TokenEndpoint == "" {
		return "", &tokenError{why: WhyNotFHIR, status: a.status, header: a.header}
	}
	return found.TokenEndpoint, nil
}

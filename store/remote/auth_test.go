package remote

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestATokenIsRenewedOnce(t *testing.T) {
	tests := []struct {
		name   string
		tokens []string
		want   Report
		writes int
	}{
		{"a new one is in the file", []string{"old", "secret"}, Report{There: 1}, 2},
		{"the same is in the file", []string{"old", "old", "secret"}, Report{Waiting: 1}, 1},
		{"the new one is no better", []string{"old", "older", "secret"}, Report{Waiting: 1}, 2},
	}
	for _, tt := range tests {
		m := newMaker(t, Put)
		m.fault = func(n int, w http.ResponseWriter, r *http.Request) bool {
			if n == 0 || r.Header.Get("Authorization") == "Bearer secret" {
				return false
			}
			w.WriteHeader(http.StatusUnauthorized)
			return true
		}
		b := newBox("01")
		report := send(t, m, b, func(o *Options) {
			o.Auth = Bearer(func() (string, error) {
				next := tt.tokens[0]
				tt.tokens = tt.tokens[1:]
				return next, nil
			})
		})
		if report != tt.want || m.writes != tt.writes {
			t.Errorf("%s: %+v, %d writes, want %+v, %d", tt.name, report, m.writes, tt.want, tt.writes)
		}
	}
}

func TestATokenThatCannotBeReadEndsTheRun(t *testing.T) {
	m := newMaker(t, Put)
	gone := errors.New("no such file")
	_, err := client(t, m, func(o *Options) {
		o.Auth = Bearer(func() (string, error) { return "", gone })
	}).Send(t.Context(), newBox("01"), nil)
	if !errors.Is(err, gone) || len(m.log) != 0 {
		t.Errorf("Send = %v after %d requests", err, len(m.log))
	}
}

// office gives tokens to those who sign in with a key, by its own clock.
type office struct {
	*httptest.Server
	t     *testing.T
	key   crypto.PublicKey
	now   time.Time
	life  any // of a token, in seconds
	used  map[string]bool
	given int
	wrong bool // whether it refuses everybody
	busy  bool // whether it asks everybody to wait five minutes
}

func newOffice(t *testing.T, key crypto.PublicKey) *office {
	t.Helper()
	o := &office{t: t, key: key, now: noon, used: map[string]bool{}}
	o.Server = httptest.NewServer(o)
	t.Cleanup(o.Close)
	return o
}

func (o *office) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Date", o.now.Format(http.TimeFormat))
	if err := r.ParseForm(); err != nil || r.Form.Get("grant_type") != "client_credentials" || r.Form.Get("client_assertion_type") != jwtAssertion {
		o.t.Errorf("asked with %v", r.Form)
	}
	if o.busy {
		text(http.StatusServiceUnavailable, "text/plain", "", "Retry-After", "300")(w, r)
		return
	}
	if o.wrong || !o.fits(r.Form.Get("client_assertion")) {
		answerJSON(w, http.StatusBadRequest, map[string]any{"error": "invalid_client"})
		return
	}
	o.given++
	answerJSON(w, http.StatusOK, map[string]any{"access_token": "secret", "token_type": "bearer", "expires_in": o.life})
}

// fits tells whether an assertion is in time and signed, and new.
func (o *office) fits(assertion string) bool {
	o.t.Helper()
	parts := strings.Split(assertion, ".")
	var head struct{ Alg, Typ, Kid string }
	var claims struct {
		Iss, Sub, Aud, Jti string
		Iat, Exp           int64
	}
	for i, into := range []any{&head, &claims} {
		raw, _ := base64.RawURLEncoding.DecodeString(parts[i])
		if err := json.Unmarshal(raw, into); err != nil {
			o.t.Error(err)
		}
	}
	if head.Typ != "JWT" || head.Kid != "k1" || claims.Iss != "laptop" || claims.Sub != "laptop" || claims.Aud != o.URL || o.used[claims.Jti] {
		o.t.Errorf("assertion: %+v %+v, used: %t", head, claims, o.used[claims.Jti])
	}
	o.used[claims.Jti] = true
	signature, _ := base64.RawURLEncoding.DecodeString(parts[2])
	if !o.signed(head.Alg, parts[0]+"."+parts[1], signature) {
		o.t.Error("the signature does not fit")
	}
	now := o.now.Unix()
	return claims.Iat <= now && now < claims.Exp && claims.Exp <= now+300
}

func (o *office) signed(alg, text string, signature []byte) bool {
	h := crypto.SHA384.New()
	h.Write([]byte(text))
	switch key := o.key.(type) {
	case *ecdsa.PublicKey:
		return alg == "ES384" && len(signature) == 96 && ecdsa.Verify(key, h.Sum(nil),
			new(big.Int).SetBytes(signature[:48]), new(big.Int).SetBytes(signature[48:]))
	case *rsa.PublicKey:
		return alg == "RS384" && rsa.VerifyPKCS1v15(key, crypto.SHA384, h.Sum(nil), signature) == nil
	}
	return false
}

func curveKey(t *testing.T, curve elliptic.Curve) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(curve, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestAKeySignsIn(t *testing.T) {
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	for name, key := range map[string]crypto.Signer{"ES384": curveKey(t, elliptic.P384()), "RS384": rsaKey} {
		office := newOffice(t, key.Public())
		m := newMaker(t, Put)
		m.fault = func(_ int, w http.ResponseWriter, r *http.Request) bool {
			if strings.HasSuffix(r.URL.Path, "/smart-configuration") {
				answerJSON(w, 200, map[string]any{"token_endpoint": office.URL})
				return true
			}
			return false
		}
		report := send(t, m, newBox("01", "02"), func(o *Options) {
			o.Auth = PrivateKey(KeyOptions{ClientID: "laptop", KeyID: "k1", Key: key})
		})
		if report != (Report{There: 2}) || office.given != 1 || m.header.Get("Authorization") != "Bearer secret" {
			t.Errorf("%s: %+v, %d tokens, %v", name, report, office.given, m.header)
		}
	}
}

func TestATokenThatRunsOutIsGotAgain(t *testing.T) {
	key := curveKey(t, elliptic.P384())
	office := newOffice(t, key.Public())
	office.life = 60
	c := client(t, newMaker(t, Put), func(o *Options) {
		o.Now = func() time.Time { return office.now }
		o.Auth = PrivateKey(KeyOptions{ClientID: "laptop", KeyID: "k1", Key: key, TokenURL: office.URL})
	})
	for i, want := range []int{1, 1, 2} {
		report, err := c.Send(t.Context(), newBox([]string{"01", "02", "03"}[i]), nil)
		if err != nil || report != (Report{There: 1}) || office.given != want {
			t.Errorf("after %d times 40 s: %+v, %v, %d tokens, want %d", i, report, err, office.given, want)
		}
		office.now = office.now.Add(40 * time.Second)
	}
}

// TestATokenForEverIsGotOnce: a server may give any number of seconds.
func TestATokenForEverIsGotOnce(t *testing.T) {
	key := curveKey(t, elliptic.P384())
	for _, life := range []any{nil, 0, 3599.5, 9999999999, 1e30} {
		office := newOffice(t, key.Public())
		office.life = life
		report := send(t, newMaker(t, Put), newBox("01"), func(o *Options) {
			o.Auth = PrivateKey(KeyOptions{ClientID: "laptop", KeyID: "k1", Key: key, TokenURL: office.URL})
		})
		if report != (Report{There: 1}) || office.given != 1 {
			t.Errorf("of %v seconds: %+v, %d tokens", life, report, office.given)
		}
	}
}

func TestAKeySignsInByTheServersClock(t *testing.T) {
	key := curveKey(t, elliptic.P384())
	for _, off := range []time.Duration{9 * time.Minute, -24 * time.Hour} {
		office := newOffice(t, key.Public())
		m := newMaker(t, Put)
		c := client(t, m, at(noon.Add(off)), func(o *Options) {
			o.Auth = PrivateKey(KeyOptions{ClientID: "laptop", KeyID: "k1", Key: key, TokenURL: office.URL})
		})
		report, err := c.Send(t.Context(), newBox("01"), nil)
		if err != nil || report != (Report{There: 1}) || len(office.used) != 2 || c.Skew() != -off {
			t.Errorf("%v off: %+v, %v, asked %d times, skew %v", off, report, err, len(office.used), c.Skew())
		}
	}
}

func TestAKeyThatIsNotTaken(t *testing.T) {
	key := curveKey(t, elliptic.P384())
	office := newOffice(t, key.Public())
	office.wrong = true
	sendWith := func(now time.Time, k KeyOptions) error {
		m := newMaker(t, Put)
		k.ClientID, k.KeyID = "laptop", "k1"
		_, err := client(t, m, at(now), func(o *Options) { o.Auth = PrivateKey(k) }).Send(t.Context(), newBox("01"), nil)
		if m.writes > 0 {
			t.Error("something was sent")
		}
		return err
	}
	if e, ok := asUnreachable(sendWith(noon, KeyOptions{Key: key, TokenURL: office.URL})); !ok || e.Why != WhyToken || e.Status != 400 {
		t.Errorf("refused: %v", e)
	}
	if e, ok := asUnreachable(sendWith(noon.Add(time.Hour), KeyOptions{Key: key, TokenURL: office.URL})); !ok || e.Why != WhyClock {
		t.Errorf("refused while the clock is off: %v", e)
	}
	if e, ok := asUnreachable(sendWith(noon, KeyOptions{Key: key})); !ok || e.Status != 404 {
		t.Errorf("a server that names no token address: %v", e)
	}
	if err := sendWith(noon, KeyOptions{Key: key, TokenURL: "http://elsewhere.example/token"}); !errors.Is(err, ErrNotSecure) {
		t.Errorf("a token address in the clear: %v", err)
	}
	if err := sendWith(noon, KeyOptions{Key: curveKey(t, elliptic.P256()), TokenURL: office.URL}); !errors.Is(err, ErrKey) {
		t.Errorf("a key of another kind: %v", err)
	}
}

// TestWhoGivesTokensMayAskToWait: nobody is asked for one before the time, at the
// beginning of a run or in the middle.
func TestWhoGivesTokensMayAskToWait(t *testing.T) {
	key := curveKey(t, elliptic.P384())
	office := newOffice(t, key.Public())
	m := newMaker(t, Put)
	m.fault = func(n int, w http.ResponseWriter, _ *http.Request) bool {
		if n == 2 {
			office.busy = true
			w.WriteHeader(http.StatusUnauthorized)
		}
		return n == 2
	}
	var until time.Time
	options := func(o *Options) {
		o.Auth = PrivateKey(KeyOptions{ClientID: "laptop", KeyID: "k1", Key: key, TokenURL: office.URL})
		o.Pause, o.NotBefore = pauseInto(&until), until
	}
	b := newBox("01", "02", "03")
	want := noon.Add(5 * time.Minute)
	report := send(t, m, b, options)
	if st := b.items[1].State; report != (Report{There: 1, Waiting: 2}) || st.Step != NotNow || st.Status != 503 || !st.RetryAt.Equal(want) || until != want {
		t.Errorf("in the middle: %+v, %+v, until %v", report, st, until)
	}
	asked := len(office.used)
	until = time.Time{}
	_, err := client(t, m, options).Send(t.Context(), b, nil)
	if e, ok := asUnreachable(err); !ok || e.Why != WhyNotNow || !e.RetryAt.Equal(want) || until != want || len(office.used) != asked {
		t.Errorf("at the beginning: %v, until %v", err, until)
	}
}

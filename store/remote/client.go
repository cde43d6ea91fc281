package remote

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"ownwords/model"
	"ownwords/model/fhir"
)

const (
	dialTimeout   = 10 * time.Second
	headerTimeout = 60 * time.Second
	defaultLimit  = 120 * time.Second

	// maxAnswer is the longest answer that is read. It is longer than any
	// transaction that is sent, since a server may give all of it back.
	maxAnswer = 32 << 20

	// expectAbove is from where on a body waits until the server wants it.
	expectAbove = 1 << 20

	fhirJSON  = "application/fhir+json"
	plainJSON = "application/json"

	// offClock is from where on a difference between two clocks is told.
	offClock = time.Minute
)

// Options say which server, and as whom.
type Options struct {
	URL  string         // the FHIR base, such as https://fhir.council.example/R4
	Auth Credential     // nil for none
	CA   *x509.CertPool // whom to trust; nil for those this machine trusts
	// Limit is how long a request may take in all, its answer read; 0 means 120
	// seconds.
	Limit time.Duration
	Now   func() time.Time

	// Capability is what KeepCapability was handed within the last day, so that
	// the server need not be asked again; nil where there is none.
	Capability     []byte
	KeepCapability func([]byte)
	// MayCreate tells whether somebody said yes to making this record's person
	// at a server where only looking shows whether they are there already. Nil
	// means nobody did.
	MayCreate func(record model.ID) bool
	// NotBefore is the last that Pause was told: the server is left alone until
	// then.
	NotBefore time.Time
	Pause     func(until time.Time)
}

// Client sends to one server. It is for one run.
type Client struct {
	base    string
	auth    Credential
	clock   func() time.Time
	http    *http.Client
	limit   time.Duration
	o       Options
	format  string          // the content type that the server takes
	server  fhir.Capability // once known
	asked   bool            // whether server is this run's
	skew    time.Duration   // of the server's clock, ahead of ours
	noETag  bool            // the server was seen to tell no versions
	noForms bool            // the server was seen to take no search in a body
	strides bool            // the server was seen to leave numbers out between two versions

	claimedFor time.Duration
}

// New returns a client for one server. The error is ErrAddress or ErrNotSecure.
func New(o Options) (*Client, error) {
	u, err := safe(o.URL)
	if err != nil {
		return nil, fmt.Errorf("use server: %w", err)
	}
	c := &Client{
		base: strings.TrimRight(u.String(), "/"), auth: o.Auth, clock: o.Now, limit: o.Limit, o: o, format: fhirJSON,
		claimedFor: claimedFor,
	}
	if c.clock == nil {
		c.clock = time.Now
	}
	if c.limit <= 0 {
		c.limit = defaultLimit
	}
	c.http = &http.Client{
		Transport: c.transport(u.Scheme == "http"),
		// A redirect could take the plan and the token to another host.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return c, nil
}

// safe reads an address that a plan or a token may go to, without what may be left
// behind it of a query or a fragment that is empty.
func safe(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, ErrAddress
	}
	u.ForceQuery = false
	switch {
	case u.Scheme == "https", u.Scheme == "http" && loopback(u.Hostname()):
		return u, nil
	case u.Scheme == "http":
		return nil, ErrNotSecure
	}
	return nil, ErrAddress
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

func (c *Client) transport(plain bool) *http.Transport {
	d := &net.Dialer{Timeout: dialTimeout}
	if plain {
		d.Control = onlyLoopback
	}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            d.DialContext,
		TLSHandshakeTimeout:    dialTimeout,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: c.o.CA},
		ResponseHeaderTimeout:  min(headerTimeout, c.limit),
		ExpectContinueTimeout:  time.Second,
		MaxResponseHeaderBytes: 64 << 10,
		IdleConnTimeout:        30 * time.Second,
		ForceAttemptHTTP2:      true,
	}
}

// onlyLoopback refuses a plain connection to anything but this machine,
// whatever its name was resolved to.
func onlyLoopback(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil || !at.Addr().IsLoopback() {
		return ErrNotSecure
	}
	return nil
}

func (c *Client) now() time.Time { return c.clock().UTC() }

// Skew is how far the server's clock is ahead of this machine's, or behind it
// where it is negative, by its last answer; nought below a minute.
func (c *Client) Skew() time.Duration {
	if c.skew.Abs() <= offClock {
		return 0
	}
	return c.skew
}

// request is one thing to ask. The path begins behind the base.
type request struct {
	method, path string
	body         []byte
	kind         string // of body; empty: FHIR
	ifMatch      string
}

// answer is a server's whole answer, or why there is none.
type answer struct {
	status int
	header http.Header
	body   []byte
	why    Why
	out    bool // whether the request may have reached the server
}

// ask makes a request and reads the whole answer. Where the server refused to
// look at it, for its token or its content type, it is made once more with
// another.
func (c *Client) ask(ctx context.Context, r request) answer {
	token, a, ok := c.token(ctx, false)
	if !ok {
		return a
	}
	a = c.heard(c.once(ctx, r, token, c.format))
	if a.status == http.StatusUnauthorized {
		switch renewed, refused, ok := c.token(ctx, true); {
		case ok && renewed != token:
			a = c.heard(c.once(ctx, r, renewed, c.format))
		case !ok && tokenNotNow(refused):
			return refused
		}
	}
	if a.status != http.StatusUnauthorized && refusedToLook(a) && r.kind == "" && c.format == fhirJSON {
		c.format = plainJSON
		return c.ask(ctx, r)
	}
	return a
}

// refusedToLook tells whether a server turned a request away for who asks or
// for how it is written.
func refusedToLook(a answer) bool {
	return slices.Contains([]int{
		http.StatusUnauthorized, http.StatusUnsupportedMediaType, http.StatusNotAcceptable,
	}, a.status)
}

// heard takes the time from an answer.
func (c *Client) heard(a answer) answer {
	if at, err := http.ParseTime(a.header.Get("Date")); err == nil {
		c.skew = at.Sub(c.now())
	}
	return a
}

// token is the header that says who asks, or the answer that stands for a
// request that was not made.
func (c *Client) token(ctx context.Context, renew bool) (string, answer, bool) {
	if c.auth == nil {
		return "", answer{}, true
	}
	header, err := c.auth.header(ctx, c, renew)
	if err == nil {
		return header, answer{}, true
	}
	if refused, ok := asTokenError(err); ok {
		return "", answer{why: refused.why, status: refused.status, header: refused.header}, false
	}
	return "", answer{why: WhyToken}, false
}

// once makes a request. It changes nothing of the Client, as do does not.
func (c *Client) once(ctx context.Context, r request, token, format string) answer {
	req, err := http.NewRequestWithContext(ctx, r.method, c.base+r.path, reader(r.body))
	if err != nil {
		return answer{why: WhyUnreachable}
	}
	// No Idempotency-Key: net/http repeats a request that has one by itself.
	req.Header.Set("Accept", format)
	req.Header.Set("Cache-Control", "no-cache") // HAPI answers a search that it knows from a minute before
	if token != "" {
		req.Header.Set("Authorization", token)
	}
	if r.body != nil {
		req.Header.Set("Content-Type", cmp.Or(r.kind, format))
		req.Header.Set("Prefer", "return=minimal")
	}
	if r.ifMatch != "" {
		req.Header.Set("If-Match", r.ifMatch)
	}
	if len(r.body) > expectAbove {
		req.Header.Set("Expect", "100-continue")
	}
	return c.do(req)
}

// do makes one request and reads the whole answer within the limit.
func (c *Client) do(req *http.Request) answer {
	ctx, cancel := context.WithTimeout(req.Context(), c.limit)
	defer cancel()
	var connected atomic.Bool // to the server itself, behind any proxy, and secured
	traced := httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn: func(string) { connected.Store(false) }, // once more for a request that is made again
		GotConn: func(httptrace.GotConnInfo) { connected.Store(true) },
	})
	req.Header.Set("User-Agent", "ownwords")
	res, err := c.http.Do(req.WithContext(traced))
	if err != nil {
		return answer{out: connected.Load(), why: failed(ctx, err, connected.Load())}
	}
	defer func() { _ = res.Body.Close() }() // it was read; closing only frees the connection
	a := answer{status: res.StatusCode, header: res.Header, out: true}
	a.body, err = io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	switch {
	case err != nil:
		a.why = failed(ctx, err, true)
	case len(a.body) > maxAnswer:
		a.why = WhyTooLong
	}
	return a
}

// reader is nil for no body: a typed nil would be a body of length nought.
func reader(body []byte) io.Reader {
	if body == nil {
		return nil
	}
	return bytes.NewReader(body)
}

// failed says why a request has no answer.
func failed(ctx context.Context, err error, connected bool) Why {
	_, untrusted := errors.AsType[*tls.CertificateVerificationError](err)
	timeout, ok := errors.AsType[net.Error](err)
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return WhyStopped
	case untrusted:
		return WhyCertificate
	case !connected:
		return WhyUnreachable
	case ctx.Err() != nil || ok && timeout.Timeout():
		return WhyTimeout
	}
	return WhyCut
}

package remote

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

const (
	dialTimeout   = 10 * time.Second
	headerTimeout = 60 * time.Second
	wholeTimeout  = 120 * time.Second

	// maxAnswer is the longest answer that is read. It is longer than any
	// transaction that is sent, since a server may give all of it back.
	maxAnswer = 32 << 20

	// expectAbove is from where on a body waits until the server wants it.
	expectAbove = 1 << 20

	fhirJSON = "application/fhir+json"
)

// New returns a client for one server. The error is ErrAddress or ErrNotSecure.
func New(o Options) (*Client, error) {
	u, err := url.Parse(o.URL)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("use server: %w", ErrAddress)
	}
	switch {
	case u.Scheme == "https":
	case u.Scheme == "http" && loopback(u.Hostname()):
	case u.Scheme == "http":
		return nil, fmt.Errorf("use server: %w", ErrNotSecure)
	default:
		return nil, fmt.Errorf("use server: %w", ErrAddress)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Client{
		base: strings.TrimRight(o.URL, "/"), token: o.Token, clock: o.Now, whole: wholeTimeout,
		http: &http.Client{
			Transport: transport(u.Scheme == "http"),
			// A redirect could take the plan and the token to another host.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}, nil
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

func transport(plain bool) *http.Transport {
	d := &net.Dialer{Timeout: dialTimeout}
	if plain {
		d.Control = onlyLoopback
	}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            d.DialContext,
		TLSHandshakeTimeout:    dialTimeout,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		ResponseHeaderTimeout:  headerTimeout,
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

// answer is a server's whole answer, or why there is none.
type answer struct {
	status int
	header http.Header
	body   []byte
	why    Why
	out    bool // whether the request may have reached the server
}

// ask makes one request and reads the whole answer.
func (c *Client) ask(ctx context.Context, method, path string, body []byte) answer {
	ctx, cancel := context.WithTimeout(ctx, c.whole)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, reader(body))
	if err != nil {
		return answer{why: WhyUnreachable}
	}
	req.Header.Set("Accept", fhirJSON)
	req.Header.Set("User-Agent", "ownwords")
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	if body != nil {
		req.Header.Set("Content-Type", fhirJSON)
		req.Header.Set("Prefer", "return=minimal")
	}
	if len(body) > expectAbove {
		req.Header.Set("Expect", "100-continue")
	}
	res, err := c.http.Do(req)
	if err != nil {
		return failed(ctx, err)
	}
	defer func() { _ = res.Body.Close() }() // it was read; closing only frees the connection
	a := answer{status: res.StatusCode, header: res.Header, out: true}
	a.body, err = io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	switch {
	case err != nil:
		a.why = failed(ctx, err).why
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

// failed says why a request has no answer, and whether it may have got out.
func failed(ctx context.Context, err error) answer {
	a := answer{out: true, why: WhyCut}
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "dial" {
		a.out, a.why = false, WhyUnreachable
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		a.out, a.why = false, WhyCertificate
	}
	timeout, ok := errors.AsType[net.Error](err)
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		a.why = WhyStopped
	case a.out && (ctx.Err() != nil || ok && timeout.Timeout()):
		a.why = WhyTimeout
	}
	return a
}

package hub

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"
)

// ErrNotSecure is returned by Serve for an address that others can reach while
// there is no certificate.
var ErrNotSecure = errors.New("listening beyond this machine needs a certificate")

// DefaultAddress is where a hub listens unless told otherwise.
const DefaultAddress = "127.0.0.1:8737"

const (
	headerTimeout = 5 * time.Second
	idleTimeout   = 60 * time.Second
	stopTimeout   = 10 * time.Second
	maxHeader     = 16 << 10
)

// Config says where a hub listens.
type Config struct {
	Address string // host:port; empty is DefaultAddress
	// CertFile and KeyFile, in PEM, are for TLS, and read anew once they were
	// renewed. Without them the hub listens on loopback only.
	CertFile, KeyFile string
	// BackupTo is a folder for a backup a day, and one whenever something comes
	// from BackupNow. Empty is none.
	BackupTo  string
	BackupNow <-chan os.Signal
	Log       *slog.Logger
	// Ready, if not nil, is called with the address once requests are taken.
	Ready func(net.Addr)
}

// Serve answers requests until ctx ends, finishes those under way, and returns
// nil. The error is ErrNotSecure or the network's.
func (h *Hub) Serve(ctx context.Context, c Config) error {
	if c.Address == "" {
		c.Address = DefaultAddress
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	listener, err := listen(ctx, c)
	if err != nil {
		return fmt.Errorf("serve hub: %w", err)
	}
	ctx, cancel := context.WithCancel(ctx)
	backedUp, err := h.watchBackups(ctx, c)
	if err != nil {
		cancel()
		return errors.Join(err, listener.Close())
	}
	listed := h.handOutLists(ctx, c.Log)
	defer listed()
	defer backedUp()
	defer cancel()
	s := &http.Server{
		Handler:           h.Handler(c.Log),
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       bodyTimeout,
		WriteTimeout:      2 * bodyTimeout, // from the end of the header: the body is read in it
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(c.Log.Handler(), slog.LevelWarn),
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(listener) }()
	if c.Ready != nil {
		c.Ready(listener.Addr())
	}
	select {
	case err = <-ended:
		return fmt.Errorf("serve hub: %w", err)
	case <-ctx.Done():
	}
	grace, done := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer done()
	if err := s.Shutdown(grace); err != nil {
		return fmt.Errorf("stop hub: %w", errors.Join(err, s.Close()))
	}
	return nil
}

// listen opens the address and then looks where that is: a name says nothing.
func listen(ctx context.Context, c Config) (net.Listener, error) {
	var secure *tls.Config
	if c.CertFile != "" || c.KeyFile != "" {
		own := &pair{certFile: c.CertFile, keyFile: c.KeyFile}
		if _, err := own.get(nil); err != nil {
			return nil, err
		}
		secure = &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: own.get}
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", c.Address)
	if err != nil {
		return nil, err
	}
	if secure != nil {
		return tls.NewListener(l, secure), nil
	}
	if at, ok := l.Addr().(*net.TCPAddr); !ok || !at.IP.IsLoopback() {
		return nil, errors.Join(ErrNotSecure, l.Close())
	}
	return l, nil
}

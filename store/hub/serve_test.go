package hub

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestItListensOnlyHereUnlessSecure(t *testing.T) {
	h := openHub(t, t.TempDir())
	defer func() { _ = h.Close() }()
	for _, address := range []string{":0", "0.0.0.0:0"} {
		if err := h.Serve(t.Context(), Config{Address: address}); !errors.Is(err, ErrNotSecure) {
			t.Errorf("Serve on %s = %v, want ErrNotSecure", address, err)
		}
	}
	if err := h.Serve(t.Context(), Config{CertFile: "none.pem", KeyFile: "none.pem"}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Serve with a certificate that is not there = %v", err)
	}
}

// running serves in the background, says where, and stops when the test ends.
func running(t *testing.T, h *Hub, c Config) (at net.Addr, stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ready, ended := make(chan net.Addr, 1), make(chan error, 1)
	c.Ready = func(a net.Addr) { ready <- a }
	go func() { ended <- h.Serve(ctx, c) }()
	select {
	case at = <-ready:
	case err := <-ended:
		t.Fatal(err)
	}
	return at, func() error {
		cancel()
		select {
		case err := <-ended:
			return err
		case <-time.After(5 * time.Second):
			return errors.New("still serving five seconds after it was told to stop")
		}
	}
}

func TestItStopsWhenTold(t *testing.T) {
	h := openHub(t, t.TempDir())
	defer func() { _ = h.Close() }()
	at, stop := running(t, h, Config{Address: "127.0.0.1:0"})
	res, err := http.Get("http://" + at.String() + Health)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Errorf("health: %d, want 200", res.StatusCode)
	}
	if err := stop(); err != nil {
		t.Errorf("Serve = %v, want nil", err)
	}
}

func TestWithACertificateItListensEverywhere(t *testing.T) {
	h := openHub(t, t.TempDir())
	defer func() { _ = h.Close() }()
	cert, key, trusted := certificate(t)
	at, stop := running(t, h, Config{Address: "0.0.0.0:0", CertFile: cert, KeyFile: key})
	_, port, err := net.SplitHostPort(at.String())
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted}}}
	res, err := client.Get("https://127.0.0.1:" + port + Base + "/metadata")
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	client.CloseIdleConnections()
	if res.StatusCode != http.StatusOK || res.TLS == nil {
		t.Errorf("metadata: %d, by TLS: %v", res.StatusCode, res.TLS != nil)
	}
	if res, err := http.Get("http://127.0.0.1:" + port + Health); err == nil {
		_ = res.Body.Close()
		if res.StatusCode == http.StatusOK {
			t.Error("it answers without TLS too")
		}
	}
	if err := stop(); err != nil {
		t.Errorf("Serve = %v, want nil", err)
	}
}

// certificate makes one for this machine that signs itself.
func certificate(t *testing.T) (certFile, keyFile string, trusted *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(name, kind string, raw []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: raw}), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	trusted = x509.NewCertPool()
	trusted.AddCert(parsed)
	return write("cert.pem", "CERTIFICATE", der), write("key.pem", "PRIVATE KEY", secret), trusted
}

package hub

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// The files of a certificate that the hub made itself, in its folder.
const (
	CertFileName    = "certificate.pem"
	certKeyFileName = "certificate.key"
)

// certYears is how long a certificate that the hub made itself holds. Laptops
// have to be given a new one then.
const certYears = 5

// ErrOtherName is returned where the hub has made itself a certificate, and not
// for the names that are asked for now.
var ErrOtherName = errors.New("the certificate is for other names")

// Certificate is one that the hub has made itself.
type Certificate struct {
	CertFile, KeyFile string
	Made              bool      // just now
	Until             time.Time // UTC
	// Fingerprint is the SHA-256 of the certificate, as browsers and openssl
	// write it: whoever takes it to a laptop compares that.
	Fingerprint string
}

// SelfCertificate is the hub's own certificate, signed by itself, for names and
// addresses that laptops reach it by. It is made where there is none, or where
// it has run out. The error is ErrOtherName, or the files'.
func SelfCertificate(dir string, now time.Time, names ...string) (Certificate, error) {
	c := Certificate{CertFile: filepath.Join(dir, CertFileName), KeyFile: filepath.Join(dir, certKeyFileName)}
	x, err := readCertificate(c.CertFile)
	if errors.Is(err, fs.ErrNotExist) || err == nil && now.After(x.NotAfter) {
		c.Made = true
		x, err = c.make(now, names)
	}
	if err != nil {
		return Certificate{}, fmt.Errorf("own certificate: %w", err)
	}
	for _, name := range names {
		if x.VerifyHostname(name) != nil {
			return Certificate{}, fmt.Errorf("own certificate: %w", ErrOtherName)
		}
	}
	sum := sha256.Sum256(x.Raw)
	c.Fingerprint = strings.ReplaceAll(fmt.Sprintf("% X", sum[:]), " ", ":")
	c.Until = x.NotAfter.UTC()
	return c, nil
}

func readCertificate(path string) (*x509.Certificate, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(raw)
	if block == nil {
		return nil, errors.New("no certificate in the file")
	}
	return x509.ParseCertificate(block.Bytes)
}

// make makes the certificate and its key, the key first: what is there is whole
// once the certificate is.
func (c Certificate) make(now time.Time, names []string) (*x509.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: "Ownwords hub"},
		NotBefore: now.Add(-24 * time.Hour), NotAfter: now.AddDate(certYears, 0, 0), // a laptop's clock may be behind
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true,
	}
	local := []string{"localhost", "127.0.0.1", "::1"}
	if host, err := os.Hostname(); err == nil {
		local = append(local, host)
	}
	for _, name := range append(local, names...) {
		if ip := net.ParseIP(name); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, name)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	if err := writePEM(c.KeyFile, "PRIVATE KEY", secret); err != nil {
		return nil, err
	}
	if err := writePEM(c.CertFile, "CERTIFICATE", der); err != nil {
		return nil, err
	}
	return x509.ParseCertificate(der)
}

func writePEM(path, kind string, raw []byte) error {
	next, err := claimNext(path)
	if err != nil {
		return err
	}
	return next.place(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: raw}))
}

// pair is a certificate with its key, read anew when it was renewed: nobody has
// to stop the hub for that.
type pair struct {
	certFile, keyFile string

	mu   sync.Mutex
	seen fs.FileInfo // of the certificate as it was read last
	now  *tls.Certificate
}

// get is what TLS asks for at each new connection. While a renewal is half
// there, the one before is given.
func (p *pair) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	info, err := os.Stat(p.certFile)
	if err == nil && (p.seen == nil || !sameState(p.seen, info)) {
		var fresh tls.Certificate
		if fresh, err = tls.LoadX509KeyPair(p.certFile, p.keyFile); err == nil {
			p.seen, p.now = info, &fresh
		}
	}
	if p.now == nil {
		return nil, err
	}
	return p.now, nil
}

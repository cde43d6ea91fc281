package hub

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"ownwords/store/seal"
	"ownwords/store/vault"
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
	own, err := SelfCertificate(h.dir, time.Now(), "hub.council.example")
	if err != nil || !own.Made {
		t.Fatalf("SelfCertificate = %+v, %v, want one that was made", own, err)
	}
	at, stop := running(t, h, Config{Address: "0.0.0.0:0", CertFile: own.CertFile, KeyFile: own.KeyFile})
	_, port, err := net.SplitHostPort(at.String())
	if err != nil {
		t.Fatal(err)
	}
	shown := func(trusts ...string) (*x509.Certificate, error) {
		t.Helper()
		trusted := x509.NewCertPool()
		for _, file := range trusts {
			raw, err := os.ReadFile(file)
			if err != nil || !trusted.AppendCertsFromPEM(raw) {
				t.Fatalf("%s has no certificate: %v", file, err)
			}
		}
		client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted}}}
		defer client.CloseIdleConnections()
		res, err := client.Get("https://localhost:" + port + Base + "/metadata")
		if err != nil {
			return nil, err
		}
		_ = res.Body.Close()
		if res.StatusCode != http.StatusOK {
			t.Errorf("metadata: %d", res.StatusCode)
		}
		return res.TLS.PeerCertificates[0], nil
	}
	first, err := shown(own.CertFile)
	if err != nil {
		t.Fatal(err)
	}
	if sum := sha256.Sum256(first.Raw); !strings.EqualFold(hex.EncodeToString(sum[:]), strings.ReplaceAll(own.Fingerprint, ":", "")) {
		t.Errorf("the fingerprint is %s, that of what is shown %x", own.Fingerprint, sum)
	}
	if _, err := shown(); err == nil {
		t.Error("somebody who was not given the certificate trusts it")
	}
	again, err := SelfCertificate(h.dir, time.Now(), "hub.council.example", "localhost")
	if err != nil || again.Made || again.Fingerprint != own.Fingerprint {
		t.Errorf("SelfCertificate again = %+v, %v, want the same", again, err)
	}
	if _, err := SelfCertificate(h.dir, time.Now(), "other.example"); !errors.Is(err, ErrOtherName) {
		t.Errorf("SelfCertificate for another name = %v, want ErrOtherName", err)
	}
	later, err := SelfCertificate(h.dir, own.Until.Add(time.Hour))
	if err != nil || !later.Made {
		t.Fatalf("SelfCertificate once it has run out = %+v, %v, want a new one", later, err)
	}
	// The hub goes on with the new one, without being stopped. Its time is yet to come.
	if _, err := shown(own.CertFile); err == nil || !strings.Contains(err.Error(), "expired or is not yet valid") {
		t.Errorf("after the renewal: %v, want the new one, of years to come", err)
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

// TestBackupsAreMadeWhileItServes: one a day, one whenever it is asked for, and
// what is in them opens as a hub of its own, by the key file.
func TestBackupsAreMadeWhileItServes(t *testing.T) {
	var ahead atomic.Int64
	in := &inbox{t: t, dir: t.TempDir(), log: &bytes.Buffer{}}
	var err error
	in.hub, _, err = New(in.dir, Options{Cost: seal.CheapCost(), Now: func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }})
	if err != nil {
		t.Fatal(err)
	}
	in.serve()
	laptop := in.another("Dele's laptop")
	laptop.ask("POST", "", transaction(entry(patient("Peggy")), entry(plan("a plan"))))
	folder, now := t.TempDir(), make(chan os.Signal)
	_, stop := running(t, in.hub, Config{Address: "127.0.0.1:0", BackupTo: folder, BackupNow: now})
	made := func(n int) []string {
		t.Helper()
		for range 1000 {
			if all := in.hub.backupsIn(folder); len(all) == n {
				return all
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Fatalf("backups: %v, want %d", in.hub.backupsIn(folder), n)
		return nil
	}
	made(1) // there was none
	ahead.Store(int64(time.Minute))
	laptop.ask("PUT", "/Patient/p1", patient("Margaret"))
	now <- syscall.SIGTERM // any will do
	all := made(2)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if in.hub.backupDue(folder) {
		t.Error("another backup is due at once")
	}
	restored := t.TempDir()
	for name, from := range map[string]string{vault.FileName: all[1], KeyFileName: filepath.Join(in.dir, KeyFileName)} {
		raw, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(restored, name), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	h, _, err := New(restored, Options{Cost: seal.CheapCost()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = h.Close() }()
	if plans, err := h.List(); err != nil || len(plans) != 1 {
		t.Errorf("the backup has %v, %v, want one plan", plans, err)
	}
}

func TestOnlyTheNewestBackupsAreKept(t *testing.T) {
	h := openHub(t, t.TempDir())
	defer func() { _ = h.Close() }()
	folder := t.TempDir()
	first, err := h.Backup(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(first)
	if err != nil {
		t.Fatal(err)
	}
	others := filepath.Join(folder, "hub-20200101-000000.backup")
	if err := os.WriteFile(others, []byte("another's"), 0o600); err != nil {
		t.Fatal(err)
	}
	for day := range backupsKept {
		name := time.Date(2026, 1, 1+day, 0, 0, 0, 0, time.UTC).Format(backupName)
		if err := os.WriteFile(filepath.Join(folder, name), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.dropBackups(folder); err != nil {
		t.Fatal(err)
	}
	own := h.backupsIn(folder)
	if len(own) != backupsKept || own[len(own)-1] != first || filepath.Base(own[0]) != "hub-20260102-000000.backup" {
		t.Errorf("kept are %v, want all but the oldest", own)
	}
	if _, err := os.Stat(others); err != nil {
		t.Errorf("a file that is no backup of this hub: %v", err)
	}
	if err := h.Serve(t.Context(), Config{Address: "127.0.0.1:0", BackupTo: filepath.Join(folder, "none")}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Serve with a folder for backups that is not there = %v", err)
	}
}

// TestAClockThatWasAheadCostsNoBackups: what was made while it was ahead is named
// after a day to come. It is neither taken for the newest nor kept before others.
func TestAClockThatWasAheadCostsNoBackups(t *testing.T) {
	h := openHub(t, t.TempDir())
	defer func() { _ = h.Close() }()
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	h.now = func() time.Time { return now }
	folder := t.TempDir()
	first, err := h.Backup(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(first)
	if err != nil {
		t.Fatal(err)
	}
	lies := func(at time.Time) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(folder, at.Format(backupName)), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	lies(now.AddDate(1, 0, 0))
	for day := range backupsKept - 2 {
		lies(now.AddDate(0, 0, -1-day))
	}
	if h.backupDue(folder) {
		t.Error("another backup is due at once")
	}
	for day := range 2 {
		now = now.AddDate(0, 0, 1)
		if !h.backupDue(folder) {
			t.Errorf("no backup is due a day later")
		}
		lies(now)
		if err := h.dropBackups(folder); err != nil {
			t.Fatal(err)
		}
		own := h.backupsIn(folder)
		oldest := now.AddDate(0, 0, 1-backupsKept).Format(backupName)
		if len(own) != backupsKept || filepath.Base(own[0]) != oldest {
			t.Errorf("day %d: %d are kept from %s on, want those of %d days", day, len(own), filepath.Base(own[0]), backupsKept)
		}
	}
}

package hub

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownwords/store/seal"
)

// TestPlansAreListedWhileItServes: by whoever has the key, and by nobody else. The
// hub before it was killed, and has left its socket.
func TestPlansAreListedWhileItServes(t *testing.T) {
	in := newInbox(t)
	in.ask("POST", "", transaction(entry(patient("Marker-Peggy")), entry(plan("Marker-plan"))))
	want, err := in.hub.List()
	if err != nil || len(want) != 1 {
		t.Fatalf("List = %v, %v, want one plan", want, err)
	}
	socket := filepath.Join(in.dir, listSocket)
	if err := os.WriteFile(socket, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	_, stop := running(t, in.hub, Config{Address: "127.0.0.1:0", Log: slog.New(slog.NewTextHandler(&log, nil))})
	for range 2 {
		got, err := PlansIn(in.dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
	other := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(other, []byte("seven purple lanterns\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := PlansIn(in.dir, Options{KeyFile: other}); !errors.Is(err, seal.ErrWrongKey) {
		t.Errorf("PlansIn with another key = %v, want ErrWrongKey", err)
	}
	in.nobodyReads(socket)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(log.String(), "plans=1") || strings.Contains(log.String(), "Marker") {
		t.Errorf("the log says %q", log.String())
	}
	if _, err := os.Stat(socket); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it has left its socket: %v", err)
	}
	if err := in.hub.Close(); err != nil {
		t.Fatal(err)
	}
	if got, err := PlansIn(in.dir, Options{}); err != nil || !cmp.Equal(want, got) {
		t.Errorf("PlansIn once it has stopped = %v, %v, want %v", got, err, want)
	}
}

// nobodyReads is an error where what comes out of a socket has words in it.
func (in *inbox) nobodyReads(socket string) {
	in.t.Helper()
	conn, err := net.Dial("unix", socket)
	if err != nil {
		in.t.Fatal(err)
	}
	raw, err := io.ReadAll(conn)
	if err := errors.Join(err, conn.Close()); err != nil || len(raw) == 0 {
		in.t.Fatalf("%d bytes came, %v", len(raw), err)
	}
	if bytes.Contains(raw, []byte("Marker")) || bytes.Contains(raw, []byte("Dele")) {
		in.t.Error("the list can be read without the key")
	}
}

// TestAHubServesWithoutItsSocket: a folder whose path is too long for one keeps no
// hub from serving.
func TestAHubServesWithoutItsSocket(t *testing.T) {
	dir := filepath.Join(t.TempDir(), strings.Repeat("a-long-name", 12))
	h := openHub(t, dir)
	var log bytes.Buffer
	_, stop := running(t, h, Config{Address: "127.0.0.1:0", Log: slog.New(slog.NewTextHandler(&log, nil))})
	if err := errors.Join(stop(), h.Close()); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(log.String(), "msg=list fault=") {
		t.Errorf("the log says %q, want that there is no list", log.String())
	}
	if plans, err := PlansIn(dir, Options{}); err != nil || len(plans) != 0 {
		t.Errorf("PlansIn = %v, %v, want none", plans, err)
	}
}

func TestAFolderWithoutAHubIsListedAndLeftAlone(t *testing.T) {
	dir := t.TempDir()
	if _, err := PlansIn(dir, Options{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("PlansIn = %v, want ErrNotExist", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("in the folder are now %v, %v", left, err)
	}
}

package vault

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"ownwords/store/seal"
)

// helperEnv turns the test binary into a second process that holds a vault and
// saves to it until it is killed.
const helperEnv = "VAULT_TEST_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(helperEnv); dir != "" {
		fmt.Fprintln(os.Stderr, saveForEver(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// saveForEver saves numbers and prints each after it was acknowledged.
func saveForEver(dir string) error {
	f, err := Open(dir, notes)
	if err != nil {
		return err
	}
	v, err := f.Unlock(seal.Passphrase([]byte(passphrase)))
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		key := binary.BigEndian.AppendUint64(nil, uint64(n))
		err := v.Update(func(tx *Tx) error { return tx.Put("tail", key, fmt.Appendf(nil, "batch %d", n)) })
		if err != nil {
			return err
		}
		fmt.Println(n)
	}
}

// helper starts the second process and waits until it has saved once.
func helper(t *testing.T, dir string) (*exec.Cmd, *bufio.Reader) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), helperEnv+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(out)
	if _, err := r.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	return cmd, r
}

// kill ends the second process and returns the last number it printed.
func kill(t *testing.T, cmd *exec.Cmd, r *bufio.Reader) int {
	t.Helper()
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	last := 0
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			break
		}
		if n, err := strconv.Atoi(strings.TrimSpace(line)); err == nil {
			last = n
		}
	}
	_ = cmd.Wait() // it was killed
	return last
}

func TestTheSecondProcessIsToldWhoHoldsIt(t *testing.T) {
	t.Parallel()
	dir, v, _ := create(t)
	closeWhole(t, v)
	cmd, r := helper(t, dir)
	begin := time.Now()
	_, errOpen := Open(dir, notes)
	if took := time.Since(begin); took > 2*time.Second {
		t.Errorf("Open of a held vault took %v, want at most 2 s", took)
	}
	_, errProbe := Probe(dir, notes)
	for what, err := range map[string]error{"Open": errOpen, "Probe": errProbe} {
		if l := errorAs[*LockedError](err); l == nil || l.PID != cmd.Process.Pid || l.Host == "" || l.Since.IsZero() {
			t.Errorf("%s of a held vault = %v, want process %d named", what, err, cmd.Process.Pid)
		}
	}
	kill(t, cmd, r)
	unlock(t, dir, seal.Passphrase([]byte(passphrase)))
	if got := readHolder(dir).PID; got != os.Getpid() {
		t.Errorf("after the first was killed the holder is %d, want %d", got, os.Getpid())
	}
}

func TestWhatWasAcknowledgedSurvivesAKill(t *testing.T) {
	t.Parallel()
	dir, v, _ := create(t)
	closeWhole(t, v)
	for round := range 12 {
		cmd, r := helper(t, dir)
		time.Sleep(time.Duration(5+5*round) * time.Millisecond)
		last := kill(t, cmd, r)
		v := unlock(t, dir, seal.Passphrase([]byte(passphrase)))
		for n := range last + 1 {
			key := string(binary.BigEndian.AppendUint64(nil, uint64(n)))
			if got, want := get(t, v, "tail", key), fmt.Sprintf("batch %d", n); got != want {
				t.Fatalf("round %d: Get(%d) = %q, want %q", round, n, got, want)
			}
		}
		closeWhole(t, v)
	}
}

// rewriteMeta changes a meta page and makes its checksum hold again.
func rewriteMeta(page []byte, change func(meta []byte)) {
	meta := page[pageHeaderSize:]
	change(meta)
	sum := fnv.New64a()
	sum.Write(meta[:metaSummed])
	binary.LittleEndian.PutUint64(meta[metaSummed:], sum.Sum64())
}

// go test -fuzz=FuzzOpenFile ./store/vault
func FuzzOpenFile(f *testing.F) {
	dir := f.TempDir()
	v, _, err := Create(dir, notes, Options{Passphrase: []byte(passphrase), Cost: seal.CheapCost()})
	if err != nil {
		f.Fatal(err)
	}
	if err := v.Close(); err != nil {
		f.Fatal(err)
	}
	raw, err := os.ReadFile(v.file.path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint(pageHeaderSize+8), []byte{0, 16, 0, 0}) // the page size
	f.Add(uint(pageSize*5), bytes.Repeat([]byte{0xff}, 40))
	f.Fuzz(func(t *testing.T, at uint, with []byte) {
		bad := bytes.Clone(raw)
		copy(bad[at%uint(len(bad)):], with)
		for _, meta := range []int{0, pageSize} { // or nothing behind a checksum would ever be tried
			rewriteMeta(bad[meta:], func([]byte) {})
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, FileName), bad, filePerm); err != nil {
			t.Fatal(err)
		}
		_, _, err := readAll(dir)
		if err != nil && !typed(err) && !errors.Is(err, errReverted) && !errors.Is(err, seal.ErrWrongKey) {
			t.Fatalf("readAll = %v, want a typed error", err)
		}
	})
}

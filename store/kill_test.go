package store

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"ownwords/model"
	"ownwords/store/seal"
)

// saverEnv makes this test binary a program that types and saves until it is
// killed, and prints the number of each batch once it is saved.
const saverEnv = "STORE_TEST_SAVER"

func TestMain(m *testing.M) {
	if dir := os.Getenv(saverEnv); dir != "" {
		err := saveForEver(dir)
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	debug.SetGCPercent(400) // under the race detector collecting is dear
	os.Exit(m.Run())
}

func saveForEver(dir string) error {
	f, err := Open(dir, Options{})
	if err != nil {
		return err
	}
	s, err := f.Unlock(seal.Passphrase([]byte(passphrase)))
	if err != nil {
		return err
	}
	cards, _, err := s.List()
	if err != nil {
		return err
	}
	l, err := s.Load(cards[0].ID)
	if err != nil {
		return err
	}
	k := resumed(l)
	w, err := s.Writer(k.r.ID)
	if err != nil {
		return err
	}
	for i := 1; ; i++ {
		n, batches := k.note(fmt.Sprintf("word %d", k.seq+1))
		if i%5 == 0 {
			batches = append(batches, k.move(n, model.DrawerMine)...)
		}
		if err := w.Put(batches); err != nil {
			return err
		}
		err := w.Flush(context.Background())
		if i%7 == 0 {
			err = w.Leave(context.Background(), k.r, model.Place{})
		}
		if err != nil {
			return err
		}
		fmt.Println(k.seq)
	}
}

func TestKilledWhileTyping(t *testing.T) {
	s, dir, k, w := begun(t, "Leroy Bennett")
	leave(t, w, k, model.Place{})
	shut(t, s)
	saved := uint64(0)
	const kills = 8
	for range kills {
		acknowledged := killedAfter(t, dir, time.Duration(5+rand.IntN(60))*time.Millisecond)
		s = unlock(t, dir)
		l := load(t, s, k.r.ID)
		if l.Head < acknowledged {
			t.Fatalf("Load() has %d batches, %d were acknowledged", l.Head, acknowledged)
		}
		for _, n := range l.Record.Notes {
			if !strings.HasPrefix(n.Text, "word ") {
				t.Fatalf("a note says %q", n.Text)
			}
		}
		saved = l.Head
		shut(t, s)
	}
	t.Logf("%d kills, %d batches, nothing acknowledged was lost", kills, saved)
}

// killedAfter lets the saver work for a while behind its first save, kills it
// and returns the last number that it printed.
func killedAfter(t *testing.T, dir string, after time.Duration) (last uint64) {
	t.Helper()
	saver := exec.Command(os.Args[0])
	saver.Env = append(os.Environ(), saverEnv+"="+dir)
	saver.Stderr = t.Output()
	out, err := saver.StdoutPipe()
	if err == nil {
		err = saver.Start()
	}
	if err != nil {
		t.Fatalf("start saver: %v", err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		n, err := strconv.ParseUint(lines.Text(), 10, 64)
		if err != nil {
			t.Fatalf("saver printed %q", lines.Text())
		}
		if last == 0 {
			time.AfterFunc(after, func() { _ = saver.Process.Kill() }) // it is waited for below
		}
		last = n
	}
	if err := saver.Wait(); err == nil || last == 0 {
		t.Fatalf("saver ended by itself at %d: %v", last, err)
	}
	return last
}

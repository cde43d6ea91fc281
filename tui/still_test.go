package tui

import (
	"bytes"
	"io"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// counted is a program that shows the last key.
type counted struct{ key string }

func (c *counted) Init() tea.Cmd { return nil }

func (c *counted) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if k, ok := msg.(tea.KeyPressMsg); ok {
		c.key = k.String()
	}
	return c, nil
}

func (c *counted) View() tea.View { return tea.NewView("key " + c.key + " ") }

// screenFile is a terminal that tells when a text was written to it.
type screenFile struct {
	mu    sync.Mutex
	buf   bytes.Buffer
	shown chan struct{}
	want  string
}

func (s *screenFile) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.buf.Write(b)
	if s.want != "" && bytes.Contains(s.buf.Bytes(), []byte(s.want)) {
		close(s.shown)
		s.want = ""
	}
	return len(b), nil
}

// await returns a channel that is closed once a text was written.
func (s *screenFile) await(text string) <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.buf.Reset()
	s.want, s.shown = text, make(chan struct{})
	return s.shown
}

func TestNothingTicksWhileNobodyTypes(t *testing.T) {
	out := &screenFile{}
	s := newStill(&counted{})
	in, keys := io.Pipe()
	p := tea.NewProgram(s, tea.WithInput(in), tea.WithOutput(out), tea.WithWindowSize(80, 24), tea.WithoutSignalHandler())
	if !keepStill(p, s) {
		t.Fatal("the library's ticker is not where it was: see whether it draws on demand now")
	}
	first := out.await("key")
	done := make(chan error, 1)
	go func() { _, err := p.Run(); done <- err }()
	<-first
	time.Sleep(100 * time.Millisecond)

	ticks := make(chan int)
	go func() { // takes the ticks that the library would wake up for
		n, end := 0, time.After(2*time.Second)
		for {
			select {
			case <-s.ticks:
				n++
			case <-end:
				ticks <- n
				return
			}
		}
	}()
	if n := <-ticks; n > 1 {
		t.Errorf("the ticker ticked %d times in 2 idle seconds", n)
	}

	shown := out.await("x")
	began := time.Now()
	if _, err := keys.Write([]byte("x")); err != nil {
		t.Fatal(err)
	}
	select {
	case <-shown:
		t.Logf("a key is on the screen after %v", time.Since(began))
	case <-time.After(2 * time.Second):
		t.Error("a key is not on the screen after 2 s")
	}
	p.Quit()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

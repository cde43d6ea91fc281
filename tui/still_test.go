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

// A tick for each thing that happened, and no other: what is let out goes through
// the hands of this test, and nothing is drawn that they keep back.
func TestNothingTicksWhileNobodyTypes(t *testing.T) {
	out := &screenFile{}
	s, gate := newStill(&counted{}), make(chan time.Time)
	in, keys := io.Pipe()
	p := tea.NewProgram(s, tea.WithInput(in), tea.WithOutput(out), tea.WithWindowSize(80, 24), tea.WithoutSignalHandler())
	if !keepStill(p, still{ticks: gate}) {
		t.Fatal("the library's ticker is not where it was: see whether it draws on demand now")
	}
	first := out.await("key")
	done := make(chan error, 1)
	go func() { _, err := p.Run(); done <- err }()
	ticked := func(within time.Duration) bool {
		select {
		case <-s.ticks:
			return true
		case <-time.After(within):
			return false
		}
	}
	for ticked(200 * time.Millisecond) { // what happens at the beginning
		gate <- time.Time{}
	}
	await(t, first, "the first frame")
	if ticked(time.Second) {
		t.Error("the ticker ticked while nobody typed")
	}

	shown := out.await("x")
	if _, err := keys.Write([]byte("x")); err != nil {
		t.Fatal(err)
	}
	if !ticked(2 * time.Second) {
		t.Fatal("a key makes no tick")
	}
	select {
	case <-shown:
		t.Error("a key was drawn before its tick: the library has a ticker of its own")
	case <-time.After(200 * time.Millisecond):
	}
	gate <- time.Time{}
	await(t, shown, "the key")
	p.Quit()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func await(t *testing.T, shown <-chan struct{}, what string) {
	t.Helper()
	select {
	case <-shown:
	case <-time.After(2 * time.Second):
		t.Errorf("%s is not on the screen after 2 s", what)
	}
}

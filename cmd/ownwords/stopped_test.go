package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
)

// Whoever reads from somebody that says nothing is let go when they are told to.
func TestWaitingForWhatIsHandedInCanBeLeft(t *testing.T) {
	tests := map[string]func(*program) error{
		"import -": func(p *program) error { return p.importCommand().RunE(p.importCommand(), []string{"-"}) },
		"a passphrase": func(p *program) error {
			_, err := p.readSecret(fmt.Sprintf("/dev/fd/%d", p.in.Fd()))
			return err
		},
		"plain lines": func(p *program) error { return p.openPiped(t.Context(), nil) },
	}
	for name, wait := range tests {
		t.Run(name, func(t *testing.T) {
			silent, says, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := errors.Join(says.Close(), silent.Close()); err != nil {
					t.Error(err)
				}
			})
			stopped := make(chan struct{})
			p := &program{in: silent, printed: io.Discard, text: content.English(), stopped: stopped, home: t.TempDir()}
			left := make(chan error, 1)
			go func() { left <- wait(p) }()
			select {
			case err := <-left:
				t.Fatalf("it did not wait: %v", err)
			default:
				close(stopped)
			}
			if f, ok := errors.AsType[*failure](<-left); !ok || f.Say.ID != model.Msg("command.fail.stopped").ID || f.Code != codeFailed {
				t.Errorf("it ended with %v, want it stopped", f)
			}
		})
	}
}

// What never ends is read to a limit, whoever hands it in.
func TestWhatIsLongerThanAnyRecordIsNotTakenIn(t *testing.T) {
	long, err := os.Create(filepath.Join(t.TempDir(), "long.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(long.Truncate(desk.MostRecord+1), long.Close()); err != nil { // with nothing in it
		t.Fatal(err)
	}
	p := &program{text: content.English(), stopped: t.Context().Done()}
	_, err = p.readRecord(long.Name())
	if f, ok := errors.AsType[*failure](err); !ok || f.Say.ID != model.Msg("command.import.too-long").ID || f.Code != codeInput {
		t.Errorf("readRecord = %v, want it refused for its length", err)
	}
}

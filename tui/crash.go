package tui

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

// crash is where the program broke: function names, never a value.
type crash struct{ stack []string }

// crashedMsg is a crash in something that ran beside the screens.
type crashedMsg struct{ crash *crash }

// CrashError tells that the program broke and where the note about it is.
type CrashError struct{ Note string }

// Error names the note.
func (e *CrashError) Error() string { return fmt.Sprintf("crashed, see %s", e.Note) }

// newCrash gathers the names of the functions that led here.
func newCrash() *crash {
	const skipped, most = 3, 40
	pcs := make([]uintptr, most)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(skipped, pcs)])
	c := &crash{}
	for {
		f, more := frames.Next()
		c.stack = append(c.stack, fmt.Sprintf("%s (%s:%d)", f.Function, filepath.Base(f.File), f.Line))
		if !more {
			return c
		}
	}
}

// caught keeps a crash in Update from taking the terminal with it.
func (a *app) caught(cmd *tea.Cmd) {
	if recover() != nil {
		a.crash = newCrash()
		*cmd = tea.Quit
	}
}

// caughtDrawing is the same for View, which can ask for nothing.
func (a *app) caughtDrawing() {
	if recover() != nil {
		a.crash = newCrash()
		a.stop()
	}
}

// guarded is a command that tells of its crash instead of taking the terminal
// with it.
func guarded(cmd tea.Cmd) tea.Cmd {
	return func() (msg tea.Msg) {
		defer func() {
			if recover() != nil {
				msg = crashedMsg{newCrash()}
			}
		}()
		return cmd()
	}
}

// write leaves a note in the data folder: versions and function names.
func (c *crash) write(dir string, at time.Time) error {
	path := filepath.Join(dir, "crash-"+at.UTC().Format("20060102-150405")+".txt")
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s/%s\n", at.UTC().Format(time.RFC3339), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	if info, ok := debug.ReadBuildInfo(); ok {
		fmt.Fprintf(&b, "%s %s\n", info.Main.Path, info.Main.Version)
		for _, d := range info.Deps {
			fmt.Fprintf(&b, "%s %s\n", d.Path, d.Version)
		}
	}
	b.WriteString(strings.Join(c.stack, "\n") + "\n")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		return fmt.Errorf("write crash note: %w", err)
	}
	return &CrashError{Note: path}
}

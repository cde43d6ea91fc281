package desk

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"
)

// Crash is where the program broke: function names, never a value.
type Crash struct{ Stack []string }

// CrashError tells that the program broke and where the note about it is.
type CrashError struct{ Note string }

// Error names the note.
func (e *CrashError) Error() string { return fmt.Sprintf("crashed, see %s", e.Note) }

// NewCrash gathers the names of the functions that led to a panic. It is called
// in the deferred function that recovered; what the panic said is left out,
// since it may hold words.
func NewCrash() *Crash {
	const skipped, most = 3, 40
	pcs := make([]uintptr, most)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(skipped, pcs)])
	c := &Crash{}
	for {
		f, more := frames.Next()
		c.Stack = append(c.Stack, fmt.Sprintf("%s (%s:%d)", f.Function, filepath.Base(f.File), f.Line))
		if !more {
			return c
		}
	}
}

// Write leaves a note in the data folder, versions and function names, and
// returns a *CrashError that names it.
func (c *Crash) Write(dir string, at time.Time) error {
	path := filepath.Join(dir, "crash-"+at.UTC().Format("20060102-150405")+".txt")
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s/%s\n", at.UTC().Format(time.RFC3339), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	if info, ok := debug.ReadBuildInfo(); ok {
		fmt.Fprintf(&b, "%s %s\n", info.Main.Path, info.Main.Version)
		for _, d := range info.Deps {
			fmt.Fprintf(&b, "%s %s\n", d.Path, d.Version)
		}
	}
	b.WriteString(strings.Join(c.Stack, "\n") + "\n")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		return fmt.Errorf("write crash note: %w", err)
	}
	return &CrashError{Note: path}
}

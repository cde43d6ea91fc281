// Command ownwords holds structured conversations about what a person wants,
// who is in their life and the risks they define for themselves; keeps every
// word in a sealed local store; and sends finished plans later. This package
// is the wiring: one file a command, cmd_<verb>.go, and the exit codes.
package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"charm.land/fang/v2"
	"github.com/spf13/cobra"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// version and built, when that was made, are set by the linker for a release.
var (
	version = "dev"
	built   string
)

func main() {
	keepPrivate()
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole program but for the process: it returns the exit code.
func run(args []string, in *os.File, out, errOut *os.File) int {
	ctx, stop := signal.NotifyContext(context.Background(), endings()...)
	defer stop()
	p := &program{in: in, out: out, printed: kit.Terminal{To: out}, data: out, errOut: errOut, text: content.English(), stopped: ctx.Done()}
	if isTerminal(out) {
		p.data = p.printed
	}
	root := p.root()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	var failed error
	keepErrors(root, &failed)
	err := fang.Execute(ctx, root, fang.WithVersion(version), fang.WithErrorHandler(func(w io.Writer, _ fang.Styles, err error) {
		p.explain(w, err)
	}))
	if failed != nil {
		p.explain(errOut, failed)
		err = failed
	}
	return codeOf(err)
}

// keepErrors keeps what the commands below this one return from fang, which would
// ask the terminal for its colours before anything is said: that takes seconds where
// nothing answers, and it takes the keys that somebody types meanwhile.
func keepErrors(c *cobra.Command, kept *error) {
	if run := c.RunE; run != nil {
		c.RunE = func(c *cobra.Command, args []string) error {
			*kept = run(c, args)
			return nil
		}
	}
	for _, below := range c.Commands() {
		keepErrors(below, kept)
	}
}

// endings are the signals that end the program. Whoever starts it with nohup
// wants it to stay when the terminal is shut: a hub that serves does.
func endings() []os.Signal {
	all := []os.Signal{syscall.SIGTERM, os.Interrupt}
	if !signal.Ignored(syscall.SIGHUP) {
		all = append(all, syscall.SIGHUP)
	}
	return all
}

// program is what every command has at hand.
type program struct {
	in     *os.File
	out    *os.File
	errOut *os.File
	// printed is out for what commands say: words from elsewhere go without what a
	// terminal would obey, which stands behind many a pipe. Data is out for what is
	// asked for as it is: a file or a pipe gets every byte of it.
	printed, data io.Writer
	stopped       <-chan struct{} // closed once somebody ends the program
	text          *content.Text
	home          string // --home
	plain         bool   // --plain
}

// deskOptions are what everything is opened with.
func deskOptions() desk.Options {
	at, _ := time.Parse(time.RFC3339, built) // zero where nobody said
	return desk.Options{Built: at}
}

func (p *program) say(id string, pairs ...any) string { return p.text.Say(model.Msg(id, pairs...)) }

// explain writes the one sentence that a person gets for an error.
func (p *program) explain(w io.Writer, err error) {
	var text strings.Builder
	text.WriteString(p.text.Say(sentence(err)))
	if e, ok := errors.AsType[*failure](err); ok && e.Detail != "" {
		text.WriteString("\n" + e.Detail)
	}
	if e, ok := errors.AsType[*desk.SettingsError](err); ok {
		text.WriteString(p.faultLines(e))
	}
	// There is nowhere left to say that saying failed.
	_, _ = io.WriteString(w, kit.Shown(text.String())+"\n")
}

// faultLines are the faults of the settings, each on a line behind what is said
// of the file.
func (p *program) faultLines(e *desk.SettingsError) string {
	var lines strings.Builder
	for _, f := range e.Faults {
		lines.WriteString("\n" + p.text.Say(f.Message()))
	}
	return lines.String()
}

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
	"ownwords/tui/plain"
)

// Environment variables that choose without flags.
const (
	envHome       = "OWNWORDS_HOME"
	envPassphrase = "OWNWORDS_PASSPHRASE_FILE"
	envTeamKey    = "OWNWORDS_TEAM_KEY_FILE" // the organisation's private key, to open what a worker left
)

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:     "ownwords",
		Short:   p.say("command.root.short"),
		Long:    p.say("command.root.long"),
		Example: p.say("command.root.example"),
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return p.open(c.Context()) },
		PersistentPreRunE: func(c *cobra.Command, _ []string) error {
			if p.homeless() && needsHome(c) {
				return fail(codeUsage, "command.fail.homeless")
			}
			return nil
		},
	}
	root.PersistentFlags().StringVar(&p.home, "home", "", p.say("command.flag.home"))
	root.Flags().BoolVar(&p.plain, "plain", false, p.say("command.flag.plain"))
	root.AddCommand(
		p.initCommand(), p.demoCommand(), p.listCommand(), p.showCommand(), p.exportCommand(), p.importCommand(),
		p.sendCommand(), p.serverCommand(), p.hubCommand(), p.guideCommand(), p.whereCommand(), p.logCommand(), p.settingsCommand(),
		p.binCommand(), p.holdCommand(), p.registerCommand(), p.backupCommand(), p.restoreCommand(), p.keyCommand(), p.passphraseCommand(), p.doctorCommand(),
		p.schemaCommand(), p.versionCommand(),
	)
	return root
}

// dir is the data folder: --home, OWNWORDS_HOME, or the platform's usual one.
func (p *program) dir() string {
	switch {
	case p.home != "":
		return p.home
	case os.Getenv(envHome) != "":
		return os.Getenv(envHome)
	}
	return filepath.Join(xdg.DataHome, "ownwords")
}

// homeless tells whether nothing says where anything belongs, as where a service
// starts the program. The usual folder would be at the root of the disk then.
func (p *program) homeless() bool {
	return p.home == "" && os.Getenv(envHome) == "" && os.Getenv("HOME") == "" && xdg.Home == "/" &&
		!filepath.IsAbs(os.Getenv("XDG_DATA_HOME"))
}

// needsHome tells whether a command does something in the data folder.
func needsHome(c *cobra.Command) bool {
	if folder := c.Flags().Lookup("folder"); folder != nil && folder.Changed { // an inbox has its own
		return false
	}
	for c.HasParent() && c.Parent().HasParent() {
		c = c.Parent()
	}
	return !slices.Contains([]string{"completion", "demo", "guide", "help", "man", "schema", "version"}, c.Name())
}

// open is the program proper: the full screen, or plain lines.
func (p *program) open(ctx context.Context) error {
	pass, err := p.passphraseFile()
	if err != nil {
		return err
	}
	defer clear(pass)
	if !isTerminal(p.in) {
		return p.openPiped(ctx, pass)
	}
	s := sitting{dir: p.dir()}
	if s.plain, err = p.chooseFace(); err != nil {
		return err
	}
	if pass != nil && desk.Exists(s.dir) {
		if s.open, err = unlock(s.dir, pass); err != nil {
			return err
		}
	}
	return p.sit(ctx, s)
}

// openPiped reads plain lines from a pipe or file. With nothing there it says
// how to begin.
func (p *program) openPiped(ctx context.Context, pass []byte) error {
	in := bufio.NewReader(p.in)
	there, err := orStopped(p, func() (bool, error) {
		_, err := in.Peek(1)
		return err == nil, nil
	})
	if err != nil {
		return err
	}
	if !there {
		_, err := fmt.Fprintln(p.printed, p.say("command.begin"))
		return err
	}
	_, err = plain.Run(ctx, plain.Options{Dir: p.dir(), In: in, Out: p.out, Passphrase: pass, Desk: deskOptions()})
	return err
}

// sitting is one use of the program at a terminal, through as many changes of
// face as somebody likes.
type sitting struct {
	dir   string
	plain bool
	// open is a store that is open already, and at the conversation to go on
	// with in it.
	open *desk.Desk
	at   model.ID
}

func (p *program) sit(ctx context.Context, s sitting) error {
	if s.plain {
		return p.sitPlain(ctx, s)
	}
	return tui.Run(ctx, s.dir, tui.Options{
		Desk: deskOptions(), In: p.in, Out: p.out, Unlocked: s.open, At: s.at,
		Plain: func(ctx context.Context, d *desk.Desk, at model.ID) error {
			return p.sitPlain(ctx, sitting{dir: s.dir, open: d, at: at})
		},
	})
}

func (p *program) sitPlain(ctx context.Context, s sitting) error {
	left, err := p.plainLines(ctx, s)
	if err != nil || left.Desk == nil {
		return err
	}
	return p.sit(ctx, sitting{dir: s.dir, open: left.Desk, at: left.At})
}

// plainLines holds plain lines with the terminal in raw mode.
func (p *program) plainLines(ctx context.Context, s sitting) (left plain.Left, err error) {
	old, err := term.MakeRaw(int(p.in.Fd()))
	if err != nil {
		return left, fmt.Errorf("prepare the terminal: %w", err)
	}
	defer func() {
		// A terminal that is gone needs nothing back, and there is nobody to tell.
		_ = term.Restore(int(p.in.Fd()), old)
	}()
	stopping := make(chan os.Signal, 1)
	if stops := kit.StopSignals(); len(stops) > 0 { // of none it would be told all
		signal.Notify(stopping, stops...)
		defer signal.Stop(stopping)
	}
	return plain.Run(ctx, plain.Options{
		Dir: s.dir, In: p.in, Out: p.out, Terminal: true, Dumb: os.Getenv("TERM") == "dumb", Width: p.columns,
		Desk: deskOptions(), Unlocked: s.open, At: s.at, Stopping: stopping, Stop: func() { p.stop(old) },
	})
}

// stop gives the terminal back as it was, stops, and takes it again. What fails
// of that shows in the next line that is read.
func (p *program) stop(as *term.State) {
	_ = term.Restore(int(p.in.Fd()), as)
	_ = kit.StopProcess()
	_, _ = term.MakeRaw(int(p.in.Fd()))
}

func (p *program) columns() int {
	w, _, err := term.GetSize(int(p.out.Fd()))
	if err != nil || w <= 0 {
		return 80
	}
	return w
}

// chooseFace tells whether plain lines are wanted. On the first run it asks,
// before anything is drawn.
func (p *program) chooseFace() (plainLines bool, err error) {
	if p.plain || os.Getenv("ACCESSIBLE") != "" || os.Getenv("TERM") == "dumb" || !isTerminal(p.out) {
		return true, nil
	}
	if desk.Exists(p.dir()) {
		s, _ := desk.LoadSettings(p.dir()) // whichever face it is tells what is wrong
		return s.Face == content.FacePlain, nil
	}
	in := bufio.NewReader(oneByte{p.in})
	for {
		if _, err := fmt.Fprint(p.printed, p.say("command.face")+" "); err != nil {
			return false, err
		}
		line, err := orStopped(p, func() (string, error) { return in.ReadString('\n') })
		switch strings.TrimSpace(line) {
		case "1":
			return false, nil
		case "2":
			return true, nil
		}
		if err != nil { // the answer is left open, and so is its line
			_, _ = fmt.Fprintln(p.printed)
			if errors.Is(err, io.EOF) {
				err = fail(codeFailed, "command.fail.stopped")
			}
			return true, err
		}
	}
}

// oneByte reads no further than it is asked to: what is typed behind the
// answer belongs to whoever reads next.
type oneByte struct{ r io.Reader }

func (o oneByte) Read(b []byte) (int, error) { return o.r.Read(b[:min(1, len(b))]) }

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// desk opens the store for a command, by the key that somebody brings.
func (p *program) desk() (*desk.Desk, error) {
	if !desk.Exists(p.dir()) {
		return nil, fail(codeNone, "command.fail.no-store", "path", p.dir())
	}
	var k key
	defer k.forget()
	if err := p.bring(&k); err != nil {
		return nil, err
	}
	return opened(p.dir(), k.open)
}

func unlock(dir string, pass []byte) (*desk.Desk, error) {
	return opened(dir, func(door *desk.Door) (*desk.Desk, error) { return door.UnlockWith(pass) })
}

func opened(dir string, open func(*desk.Door) (*desk.Desk, error)) (*desk.Desk, error) {
	door, err := desk.Open(dir, deskOptions())
	if err != nil {
		return nil, err
	}
	d, err := open(door)
	if err != nil {
		return nil, errors.Join(err, door.Close())
	}
	return d, nil
}

// with opens the store, does something and closes it. Settings with faults stop
// it: nobody is there to be asked whether to go on without what they would set.
func (p *program) with(do func(*desk.Desk) error) error {
	if wrong := p.faultySettings(); wrong != nil {
		return wrong
	}
	return p.look(do)
}

// read is with for what only reads. It needs little of the settings, so it goes
// on where they have faults, and says so beside what it reads.
func (p *program) read(do func(*desk.Desk) error) error {
	if wrong := p.faultySettings(); wrong != nil {
		text := p.say("command.settings.meanwhile", "path", wrong.Path, "n", len(wrong.Faults))
		if _, err := fmt.Fprintln(p.errOut, text+p.faultLines(wrong)); err != nil {
			return err
		}
	}
	return p.look(do)
}

// look is with for what needs nothing of the settings. That the file may be one save
// back is told by whichever command opens it first: the next save mends it.
func (p *program) look(do func(*desk.Desk) error) error {
	d, err := p.desk()
	if err != nil {
		return err
	}
	if d.Reverted() {
		_, err = fmt.Fprintln(p.errOut, p.say("warning.reverted"))
	}
	return errors.Join(err, do(d), d.Close())
}

// faultySettings is what is wrong in the settings of the store that is there.
func (p *program) faultySettings() *desk.SettingsError {
	if !desk.Exists(p.dir()) {
		return nil
	}
	_, err := desk.LoadSettings(p.dir())
	wrong, _ := errors.AsType[*desk.SettingsError](err) // it has no other
	return wrong
}

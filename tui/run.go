package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/term"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// Options are what a run of the full screen begins with.
type Options struct {
	Desk desk.Options
	// SetUp is what the first run does not ask: team keys and the cost of the
	// passphrase.
	SetUp desk.SetUp
	// Unlocked is a store that is open already, and At the conversation to go on
	// with in it: where one comes from plain lines, or practises.
	Unlocked *desk.Desk
	At       model.ID
	// Plain goes on in plain lines once the terminal is given back, with the
	// open store and the conversation that was open, if any. Without a store it
	// sets up.
	Plain func(ctx context.Context, d *desk.Desk, at model.ID) error
	// In and Out are the terminal; nil for the process's own.
	In  io.Reader
	Out io.Writer
}

// Run shows the full screen over a data folder until it is left. When it
// returns everything typed is on disk, or the error says that it is not. What
// kept the store from being opened is the error too, though the screen has told
// it; a *desk.CrashError says that the program broke.
func Run(ctx context.Context, dir string, o Options) error {
	// These make the libraries write what is typed to a file.
	for _, name := range []string{"TEA_TRACE", "TEA_DEBUG", "UV_DEBUG"} {
		if err := os.Unsetenv(name); err != nil {
			return fmt.Errorf("unset %s: %w", name, err)
		}
	}
	a := newApp(ctx, dir, o)
	s := newStill(root{a})
	p := tea.NewProgram(s, o.program()...)
	keepStill(p, s)
	a.stop = func() { go guarded(func() tea.Msg { p.Quit(); return nil })() }
	end := atSignals(ctx, p)
	_, err := p.Run()
	s.rests.back()
	end()
	o.wipe()
	if errors.Is(err, syscall.EIO) {
		// Its window was closed, and the signal of that comes after the terminal.
		root{a}.Update(stopMsg{})
		err = nil
	}
	return a.close(ctx, o.Plain, err)
}

func (o Options) program() []tea.ProgramOption {
	out := []tea.ProgramOption{tea.WithoutCatchPanics(), tea.WithoutSignalHandler()}
	if o.In != nil {
		out = append(out, tea.WithInput(lettersOf(o.In)))
	}
	if o.Out != nil {
		out = append(out, tea.WithOutput(o.Out))
	}
	return out
}

// wipe leaves nothing to scroll back to where the terminal has no second screen.
func (o Options) wipe() {
	var out io.Writer = os.Stdout
	if o.Out != nil {
		out = o.Out
	}
	if f, ok := out.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		_, _ = io.WriteString(f, kit.WipeBehind) // a terminal that is gone shows nothing
	}
}

// atSignals ends the program at the signals of a terminal that is gone and a
// laptop that goes down, and locks it at those that stop it for a while.
func atSignals(ctx context.Context, p *tea.Program) (end func()) {
	ending := make(chan os.Signal, 1)
	signal.Notify(ending, syscall.SIGHUP, syscall.SIGTERM, os.Interrupt)
	stopping := make(chan os.Signal, 1)
	if stops := kit.StopSignals(); len(stops) > 0 { // of none it would be told all
		signal.Notify(stopping, stops...)
	}
	done := make(chan struct{})
	go func() {
		defer func() {
			if recover() != nil {
				p.Send(crashedMsg{desk.NewCrash()})
			}
		}()
		for {
			select {
			case <-stopping:
				p.Send(pauseMsg{})
				continue
			case <-ending:
			case <-ctx.Done():
			case <-done:
				return
			}
			p.Send(stopMsg{})
			return
		}
	}()
	return func() {
		signal.Stop(ending)
		signal.Stop(stopping)
		close(done)
	}
}

// newApp makes the app with its first screen: what is seen depends on whether
// there is a store, and whether it can be opened.
func newApp(ctx context.Context, dir string, o Options) *app {
	a := &app{
		ctx: ctx, dir: dir, text: o.Desk.Text, now: o.Desk.Now, opts: o.Desk,
		look: &kit.Look{}, drawn: map[markdown][]string{}, stop: func() {},
	}
	if a.text == nil {
		a.text = content.English()
	}
	if a.now == nil {
		a.now = time.Now
	}
	a.setUp = o.SetUp
	a.shades.Dark, a.heard = darkByEnvironment(os.Getenv("COLORFGBG"))
	a.quiet.touched = wall(a.now())
	a.quiet.back = o.At
	a.desk = o.Unlocked
	a.first = a.begin()
	return a
}

// use takes settings as what holds from now on: colours, keys.
func (a *app) use(s content.Settings) {
	a.setUp.Settings, a.keys = s, kit.NewBindings(s.Bindings())
	dark := a.shades.Dark
	a.shades = shadesOf(s)
	a.shades.Dark = dark
	a.restyle()
}

// kitThemes are the settings' themes as they are drawn.
var kitThemes = map[content.Theme]kit.Theme{
	content.ThemeAuto: kit.ThemeAuto, content.ThemeLight: kit.ThemeLight, content.ThemeDark: kit.ThemeDark,
	content.ThemeContrast: kit.ThemeHigh, content.ThemeTerminal: kit.ThemeTerminal,
}

// shadesOf is what the settings and the environment ask for beside a theme.
func shadesOf(s content.Settings) kit.StylesOptions {
	return kit.StylesOptions{ASCII: s.Borders == content.BordersASCII, NoColour: os.Getenv("NO_COLOR") != ""}
}

// darkByEnvironment reads what some terminals say of their colours before they
// are asked: the last of COLORFGBG's numbers is the background, of which 7 and
// 15 are white. A terminal that says nothing is taken for dark, as most are.
func darkByEnvironment(colours string) (dark, heard bool) {
	i := strings.LastIndexByte(colours, ';')
	if i < 0 {
		return true, false
	}
	n, err := strconv.Atoi(colours[i+1:])
	return n != 7 && n != 15, err == nil
}

// restyle has everything drawn in the tones that are wanted by now. Auto is the
// terminal's own colours until the terminal has said how light it is: some
// never do, and what is made for the dark can't be read in the light.
func (a *app) restyle() {
	o := a.shades
	o.Theme = a.theme()
	if o.Theme == kit.ThemeAuto && !a.heard {
		o.Theme = kit.ThemeTerminal
	}
	if o != a.styled {
		a.styled, a.look.Styles = o, kit.NewStyles(o)
	}
}

// close saves what is left, once the terminal is given back, and lets go of the
// store or goes on in plain lines with it.
func (a *app) close(ctx context.Context, plain func(context.Context, *desk.Desk, model.ID) error, err error) error {
	saving := context.WithoutCancel(ctx)
	a.lockedByNow(saving)
	var all []error
	if err != nil && a.crash == nil {
		all = append(all, fmt.Errorf("run the screen: %w", err))
	}
	at := a.quiet.back
	if a.talk != nil && a.talk.Kept() {
		at = a.talk.Record().ID
	}
	if a.crash != nil {
		all = append(all, a.crash.Write(a.dir, a.now()))
	}
	if a.toPlain && plain != nil && errors.Join(all...) == nil && a.leftForPlain(saving) {
		return plain(ctx, a.desk, at) // no desk: they set up in plain lines
	}
	switch {
	case a.desk != nil:
		all = append(all, a.desk.Shut(saving, a.talk, a.parting()))
	case a.door != nil:
		all = append(all, a.door.Close())
	}
	return errors.Join(append(all, a.broken)...)
}

// leftForPlain leaves the conversation, and tells whether all of it is on disk.
func (a *app) leftForPlain(ctx context.Context) bool {
	return a.talk == nil || a.talk.Leave(ctx) == nil
}

// parting is how the desk is left: with patience, unless somebody said that they
// leave without what the disk does not take; and after a crash as it stands, so
// that it opens at the last words.
func (a *app) parting() desk.Parting {
	p := desk.Parting{Patience: desk.Patience, AsIs: a.crash != nil}
	if a.forgone {
		p.Patience = 0
	}
	return p
}

// lockedByNow sees a lock to its end that is on its way. What it could not save
// is open still.
func (a *app) lockedByNow(ctx context.Context) {
	l := a.quiet.locking
	switch {
	case l == nil:
	case l.done(ctx) != nil:
		a.desk, a.talk = l.desk, l.talk
	default:
		a.door = l.door
	}
}

package tui

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"ownwords/content"
	"ownwords/store/seal"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

var update = flag.Bool("update", false, "write the goldens anew")

// TestMain collects less often: under the race detector that was a sixth of the
// time, for little that there is to collect.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	m.Run()
}

// The words that open every store of these tests, and the morning they are on.
const passphrase = "canal bowls kitchen"

var morning = time.Date(2026, 9, 15, 10, 2, 0, 0, time.UTC)

// drive is somebody at the keys: it presses them, lets what runs beside the
// screens come to its end, and looks.
type drive struct {
	t   *testing.T
	dir string
	app *app
	// clock is what the program takes for now.
	clock *wallClock
	quit  bool
}

// newDrive is a laptop that is set up, unlocked, and at home.
func newDrive(t *testing.T) *drive {
	t.Helper()
	d := newLaptop(t)
	files, err := setUpOnce()
	err = errors.Join(err, os.Mkdir(d.dir, 0o700))
	for name, b := range files {
		err = errors.Join(err, os.WriteFile(filepath.Join(d.dir, name), b, 0o600))
	}
	if err != nil {
		t.Fatal(err)
	}
	d.reopen()
	d.typed(passphrase)
	d.keys("enter")
	return d
}

// setUpOnce are the files of a laptop that is set up, made once for all tests.
var setUpOnce = sync.OnceValues(func() (files map[string][]byte, err error) {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	s := content.DefaultSettings()
	s.Name, s.Organisation = "Dele Martins", "Northmoor Council"
	s.Numbers = content.Numbers{Safety: "01632 960 114", Complaints: "01632 960 120", Emergency: "999"}
	err = setUpAt(dir, s, desk.Options{Now: newClock(morning).now})
	files = map[string][]byte{}
	for _, name := range []string{"ownwords.db", "settings.yaml"} {
		b, readErr := os.ReadFile(filepath.Join(dir, name))
		files[name], err = b, errors.Join(err, readErr)
	}
	return files, err
})

// setUpAt sets a folder up without the screens.
func setUpAt(dir string, s content.Settings, o desk.Options) error {
	k, code, err := desk.Create(dir, desk.SetUp{Settings: s, Passphrase: []byte(passphrase), Cost: seal.CheapCost()}, o)
	if err != nil {
		return err
	}
	code.Close()
	return k.Close()
}

// firstRun is a laptop that has never seen the program.
func firstRun(t *testing.T) *drive {
	t.Helper()
	d := newLaptop(t)
	d.reopen()
	return d
}

// newLaptop is one on which the program does not run yet.
func newLaptop(t *testing.T) *drive {
	t.Helper()
	d := &drive{t: t, dir: filepath.Join(t.TempDir(), "notes"), clock: newClock(morning)}
	t.Cleanup(func() {
		if d.app == nil {
			return
		}
		if err := d.app.close(context.Background(), nil, nil); err != nil && d.app.broken == nil {
			t.Errorf("close: %v", err)
		}
	})
	return d
}

func (d *drive) options() desk.Options {
	return desk.Options{Now: d.clock.now, Cost: seal.CheapCost()}
}

// create sets this laptop up without the screens.
func (d *drive) create(s content.Settings) {
	d.t.Helper()
	if err := setUpAt(d.dir, s, d.options()); err != nil {
		d.t.Fatal(err)
	}
}

// reopen ends the run, if there is one, and begins another in the same folder.
func (d *drive) reopen() {
	d.t.Helper()
	if d.app != nil {
		if err := d.app.close(context.Background(), nil, nil); err != nil {
			d.t.Fatal(err)
		}
	}
	a := newApp(context.Background(), d.dir, Options{Desk: d.options(), SetUp: desk.SetUp{Cost: seal.CheapCost()}})
	d.app, d.quit = a, false
	d.run(a.first)
	d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
}

// send gives the program a message and lets what comes of it come to its end.
func (d *drive) send(msg tea.Msg) {
	d.t.Helper()
	_, cmd := root{d.app}.Update(msg)
	if d.app.crash != nil {
		d.t.Fatalf("crashed:\n%s", strings.Join(d.app.crash.Stack, "\n"))
	}
	d.run(cmd)
}

// run runs a command as the library would, but for what only waits.
func (d *drive) run(cmd tea.Cmd) {
	d.t.Helper()
	if cmd == nil || waits(cmd) {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.QuitMsg:
		d.quit = true
	case tea.BatchMsg:
		for _, c := range msg {
			d.run(c)
		}
	default:
		if all := reflect.ValueOf(msg); all.Kind() == reflect.Slice && all.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
			for i := range all.Len() { // a sequence, whose type has no name outside the library
				d.run(all.Index(i).Interface().(tea.Cmd))
			}
			return
		}
		d.send(msg)
	}
}

// waits tells whether a command is a tick: tests say themselves when time goes
// by.
func waits(cmd tea.Cmd) bool {
	name := runtime.FuncForPC(reflect.ValueOf(cmd).Pointer()).Name()
	return strings.HasPrefix(name, "charm.land/bubbletea/v2.Tick") || strings.HasPrefix(name, "ownwords/tui.nextMinute")
}

// keys presses keys by their names.
func (d *drive) keys(names ...string) {
	d.t.Helper()
	for _, n := range names {
		d.press(press(n))
	}
}

// typed types a text, letter by letter, as a hand does.
func (d *drive) typed(text string) {
	d.t.Helper()
	for _, r := range text {
		d.press(press(strings.Replace(string(r), " ", "space", 1)))
	}
}

func (d *drive) press(k kit.Key) {
	d.t.Helper()
	defer func() {
		if d.app.crash != nil {
			d.t.Fatalf("crashed:\n%s", strings.Join(d.app.crash.Stack, "\n"))
		}
	}()
	var cmd tea.Cmd
	func() {
		defer d.app.caught(&cmd)
		cmd = d.app.pressed(k)
	}()
	d.run(cmd)
}

// reach goes to a line of a form by the arrow keys.
func (d *drive) reach(f *kit.Form, line string) {
	d.t.Helper()
	for _, way := range []string{"up", "down"} {
		for range 60 {
			if f.Focus() == line {
				return
			}
			d.keys(way)
		}
	}
	d.t.Fatalf("no key leads to %s:\n%s", line, d.screen())
}

// act does an action by its name, as the palette does.
func (d *drive) act(id string) {
	d.t.Helper()
	d.run(d.app.act(id))
}

// tick lets the second go by after which words are handed over.
func (d *drive) tick() {
	d.t.Helper()
	d.send(saveMsg{})
	d.run(d.app.flush(func(err error) tea.Cmd {
		if err != nil {
			d.t.Errorf("flush: %v", err)
		}
		return nil
	}))
}

// start begins with somebody new and goes on to the talk.
func (d *drive) start(name, here string) {
	d.t.Helper()
	d.keys("n")
	d.typed(name)
	d.keys("enter")
	first, _, _ := strings.Cut(name, " ")
	d.typed(first)
	d.keys("enter")
	d.typed(here)
	d.keys("ctrl+n")
}

// screen is what stands there now, without its tones.
func (d *drive) screen() string {
	d.t.Helper()
	text, _ := d.look()
	return text
}

func (d *drive) look() (text string, cursor *tea.Cursor) {
	d.t.Helper()
	v := root{d.app}.View()
	if d.app.crash != nil {
		d.t.Fatalf("crashed while drawing:\n%s", strings.Join(d.app.crash.Stack, "\n"))
	}
	rows := strings.Split(ansi.Strip(v.Content), "\n")
	for i := range rows {
		rows[i] = strings.TrimRight(rows[i], " ")
	}
	return strings.Join(rows, "\n"), v.Cursor
}

// shows checks that texts stand on the screen.
func (d *drive) shows(texts ...string) {
	d.t.Helper()
	s := d.screen()
	for _, text := range texts {
		if !strings.Contains(s, text) {
			d.t.Errorf("the screen does not show %q:\n%s", text, s)
		}
	}
}

// hides checks that texts do not stand on the screen.
func (d *drive) hides(texts ...string) {
	d.t.Helper()
	s := d.screen()
	for _, text := range texts {
		if strings.Contains(s, text) {
			d.t.Errorf("the screen shows %q:\n%s", text, s)
		}
	}
}

// sizes are the windows that every page is looked at in.
var sizes = []struct{ width, height int }{{80, 24}, {40, 12}, {120, 40}}

// golden holds the page against testdata in every window. The cursor stands in
// a last line.
func (d *drive) golden(name string) {
	d.t.Helper()
	if d.app.talk != nil {
		d.tick() // when words are on disk is the disk's affair
	}
	for _, s := range sizes {
		d.goldenAt(name, s.width, s.height)
	}
	d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	d.legible(name)
}

// goldenAt holds the page against testdata in one window.
func (d *drive) goldenAt(name string, width, height int) {
	d.t.Helper()
	d.send(tea.WindowSizeMsg{Width: width, Height: height})
	text, cursor := d.look()
	rows := strings.Split(text, "\n")
	if len(rows) != height {
		d.t.Errorf("%s at %dx%d has %d rows", name, width, height, len(rows))
	}
	for i, row := range rows {
		if w := d.app.look.Measure.Width(row); w > width {
			d.t.Errorf("%s at %dx%d: row %d is %d cells wide", name, width, height, i+1, w)
		}
	}
	text += "\n"
	if cursor != nil {
		text += fmt.Sprintf("cursor: column %d, row %d\n", cursor.X+1, cursor.Y+1)
	}
	d.compare(filepath.Join("testdata", fmt.Sprintf("%s-%dx%d.txt", name, width, height)), text)
}

func (d *drive) compare(path, got string) {
	d.t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			d.t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			d.t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		d.t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		d.t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// wallClock is what the program takes for now. What saves in the background
// looks at it too.
type wallClock struct{ at atomic.Pointer[time.Time] }

func newClock(at time.Time) *wallClock {
	c := &wallClock{}
	c.set(at)
	return c
}

func (c *wallClock) now() time.Time { return *c.at.Load() }

func (c *wallClock) set(at time.Time) { c.at.Store(&at) }

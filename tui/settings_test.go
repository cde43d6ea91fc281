package tui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ownwords/content"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// withSettings is a laptop whose settings file somebody has written, at the
// words that open it.
func withSettings(t *testing.T, file string) *drive {
	t.Helper()
	d := newDrive(t)
	d.settle(file)
	return d
}

// settle writes the settings file and opens the program again.
func (d *drive) settle(file string) {
	d.t.Helper()
	if err := os.WriteFile(filepath.Join(d.dir, desk.SettingsFile), []byte(file), 0o600); err != nil {
		d.t.Fatal(err)
	}
	d.app.broken = nil // what was wrong the last time was told
	d.reopen()
}

func (d *drive) unlock() {
	d.t.Helper()
	d.typed(passphrase)
	d.keys("enter")
}

// Every key that was changed is shown where the old one was, and does what that
// did; the old one does nothing any more.
func TestKeysAreThosePeopleWant(t *testing.T) {
	d := withSettings(t, "name: Dele Martins\nkeys:\n  palette: ctrl+k\n  mark: [f6, ctrl+o]\n  undo: none\n  cover: ctrl+e\n  turn: f8\n"+
		"  go.people: f7\n  prompt.next: ctrl+d\n  quit: ctrl+r\n  why: f2\n")
	d.shows("ctrl+d shows what you type.", "ctrl+r leave")
	d.unlock()
	d.shows("ctrl+k anything")
	d.start("Peggy Ashworth", "Carol (daughter)")
	d.shows("F6 mark", "ctrl+k anything", "ctrl+d something else to ask", "F2 about this question")
	d.typed("I want to bowl.")
	d.keys("f6")
	d.shows("1 something wanted")
	d.keys("1")
	d.shows("wanted")
	d.keys("enter")
	d.typed("And my kitchen.")
	d.keys("ctrl+o", "1", "ctrl+g", "ctrl+p", "ctrl+z")
	d.shows("And my kitchen.")
	d.keys("f2")
	d.shows("Good to know")
	d.keys("f2", "ctrl+k")
	d.shows("F8", "F7")
	d.keys("esc", "f7")
	d.shows("People")
	d.keys("f8")
	d.hides("anything")
	d.keys("f8")
	d.shows("anything")
	d.keys("ctrl+e")
	d.shows("Back in a moment.", "ctrl+e")
	d.keys("ctrl+l")
	d.shows("Back in a moment.")
	d.keys("ctrl+e")
	d.hides("Back in a moment.")
	d.keys("ctrl+r")
	d.shows("All is saved.")
	d.keys("ctrl+r")
	if !d.quit {
		t.Error("the key for leaving does not leave")
	}
}

// What has no key is said by its name where a sentence speaks of it.
func TestWhatHasNoKeyIsNamed(t *testing.T) {
	d := withSettings(t, "name: Dele Martins\nkeys:\n  mark: none\n  undo: none\n")
	d.unlock()
	d.start("Peggy Ashworth", "")
	d.shows("ctrl+p, “Mark the note in hand” marks it.")
	d.act("go.wants")
	d.shows("ctrl+p, “Mark the note in hand” 1 marks")
	d.keys("n")
	d.typed("to bowl")
	d.keys("enter")
	d.act("want.drop")
	d.shows("Taken out. ctrl+p, “Take back the last thing” brings it back.")
}

// No key that can be given to an action does anything in what is typed, found or
// chosen: there it would never get to its action.
func TestKeysThatCanBeGivenAreFreeEverywhere(t *testing.T) {
	look := &kit.Look{Styles: kit.NewStyles(kit.StylesOptions{})}
	editor := kit.NewEditor(look)
	editor.SetNotes([]kit.Note{{ID: "1", Text: "I want to bowl."}})
	form := kit.NewForm(look)
	form.SetRows([]kit.Row{{ID: "a", Label: "A"}, {ID: "b", Label: "B", Kind: kit.RowChoice, Options: []kit.Option{{ID: "x", Label: "X"}}}})
	list := kit.NewList(look)
	list.Find = true
	list.SetItems([]kit.Item{{ID: "a", Kind: kit.RowOpen, Cells: []string{"A"}}})
	free := 0
	for _, held := range []string{"", "ctrl+", "shift+", "ctrl+shift+"} {
		names := strings.Split("abcdefghijklmnopqrstuvwxyz", "")
		for i := range 12 {
			names = append(names, fmt.Sprintf("f%d", i+1))
		}
		for _, name := range names {
			key, err := content.ParseKey(held + name)
			if err != nil {
				continue
			}
			free++
			k := kit.Key{Name: key}
			_, inEditor := editor.Key(k)
			_, inForm := form.Key(k)
			_, inList := list.Key(k)
			if inEditor || inForm || inList {
				t.Errorf("%s is used by the notebook: %v, a form: %v, a list: %v", key, inEditor, inForm, inList)
			}
		}
	}
	if free < 17+12 {
		t.Errorf("%d keys can be given, want %d at least", free, 17+12)
	}
}

func TestWrongSettingsKeepNobodyOut(t *testing.T) {
	wrong := "name: Dele Martins\ntheme: pink\nkeys:\n  mark: ctrl+p\n"
	d := withSettings(t, wrong)
	d.app.top().(*faulty).err.Path = "/home/dele/notes/settings.yaml" // the folder of a test is another each time
	d.golden("settings-wrong")
	d.keys("enter")
	d.shows("Your words", "2 lines of the settings are not used until they are mended.")
	d.unlock()
	d.shows("Who are you with?", "Dele Martins", "ctrl+p anything")

	d.settle(wrong)
	d.settle(strings.NewReplacer("pink", "dark", "ctrl+p", "ctrl+k").Replace(wrong))
	d.shows("Your words")

	d.settle("name: [\n")
	d.shows("One line of the settings can't be used", "line 1")
	if err := os.WriteFile(filepath.Join(d.dir, desk.SettingsFile), []byte("name: Dele\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.keys("r")
	d.shows("Your words")
	d.hides("can't be used")
}

// The colours in focus are seen at once, Esc gives back what there was, and
// what is chosen is kept in its line of the file.
func TestColoursAreSeenAtOnceAndKept(t *testing.T) {
	d := withSettings(t, "# ours\nname: Dele Martins\ntheme: light # mine\n")
	d.unlock()
	light := d.drawn()
	d.act("theme")
	d.golden("themes")
	d.keys("down")
	d.screen()
	if dark := kit.NewStyles(kit.StylesOptions{Theme: kit.ThemeDark}); d.app.look.Styles != dark {
		t.Error("the theme in focus is not seen")
	}
	d.keys("esc")
	if d.drawn() != light {
		t.Error("Esc does not give back what there was")
	}
	d.act("theme")
	d.keys("down", "down", "enter")
	d.shows("Kept: as clear as can be")
	file, err := os.ReadFile(filepath.Join(d.dir, desk.SettingsFile))
	if want := "# ours\nname: Dele Martins\ntheme: contrast # mine\n"; err != nil || string(file) != want {
		t.Errorf("the settings are %q, %v, want %q", file, err, want)
	}
	d.reopen()
	if d.app.look.Styles != kit.NewStyles(kit.StylesOptions{Theme: kit.ThemeHigh, Dark: true}) {
		t.Error("the theme is not there the next time")
	}
}

// Colours that were only looked at are gone with their page, however one leaves
// it.
func TestColoursThatWereLookedAtAreGoneWithTheirPage(t *testing.T) {
	for _, c := range []struct {
		story string
		leave func(*drive)
	}{
		{"Esc", func(d *drive) { d.keys("esc") }},
		{"taking back", func(d *drive) { d.keys("ctrl+z") }},
		{"home", func(d *drive) { d.act("home") }},
		{"names that go after a while", func(d *drive) {
			d.act("home")
			d.act("others")
			d.act("theme")
			d.keys("down")
			d.pass(namesAfter)
		}},
		{"the lock", func(d *drive) { d.run(d.app.lock()) }},
	} {
		d := withSettings(t, "name: Dele Martins\ntheme: light\n")
		d.unlock()
		d.start("Peggy Ashworth", "")
		d.typed("I want to bowl.")
		d.act("theme")
		d.keys("down")
		d.screen()
		light := kit.NewStyles(kit.StylesOptions{Theme: kit.ThemeLight, Dark: true})
		if d.app.look.Styles == light {
			t.Fatal("the theme in focus is not seen")
		}
		if c.leave(d); d.screen() == "" || d.app.look.Styles != light {
			t.Errorf("%s leaves the colours that were looked at", c.story)
		}
	}
}

// A theme is a small thing: it must not cost what somebody wrote into a file
// that can't be read.
func TestAFileThatCannotBeReadIsNotWrittenOverForAColour(t *testing.T) {
	const broken = "name: [\n"
	d := withSettings(t, broken)
	d.keys("enter")
	d.unlock()
	d.act("theme")
	d.keys("down", "enter")
	d.shows("settings.yaml, line 1")
	if file, err := os.ReadFile(filepath.Join(d.dir, desk.SettingsFile)); err != nil || string(file) != broken {
		t.Errorf("the settings are %q, %v, want %q", file, err, broken)
	}
}

func TestCoverAndLockComeWhenTheSettingsSay(t *testing.T) {
	d := withSettings(t, "name: Dele Martins\ncover_after: 2\nlock_after_visit: 4\nlock_after: 3\n")
	d.unlock()
	d.pass(2 * time.Minute)
	d.shows("Back in a moment.")
	d.pass(time.Minute)
	d.shows("Your words")
	d.unlock()
	d.start("Peggy Ashworth", "")
	d.pass(3 * time.Minute)
	d.shows("Back in a moment.")
	d.pass(time.Minute)
	d.shows("Your words")
}

// pass lets quiet minutes go by.
func (d *drive) pass(quiet time.Duration) {
	d.t.Helper()
	for range quiet / time.Minute {
		d.clock.set(d.clock.now().Add(time.Minute))
		d.send(minuteMsg{})
	}
}

func TestWhatIsCopiedStaysHereWhereTheSettingsSaySo(t *testing.T) {
	for clipboard, leaves := range map[content.Clipboard]bool{content.ClipboardOwn: false, content.ClipboardSystem: true} {
		d := withSettings(t, "name: Dele Martins\nclipboard: "+string(clipboard)+"\n")
		d.unlock()
		d.start("Peggy Ashworth", "")
		d.typed("I want to bowl.")
		d.keys("ctrl+a")
		if cmd := d.app.toClipboard("bowl"); (cmd != nil) != leaves {
			t.Errorf("clipboard %s: the system is told: %v, want %v", clipboard, cmd != nil, leaves)
		}
		if d.app.clip != "bowl" {
			t.Errorf("clipboard %s: nothing to paste here", clipboard)
		}
		if cmd := d.app.emptyClipboard(); (cmd != nil) != leaves {
			t.Errorf("clipboard %s: the system's is emptied: %v, want %v", clipboard, cmd != nil, leaves)
		}
	}
}

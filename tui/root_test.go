package tui

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"ownwords/tui/desk"
)

func TestCoverIsLiftedByItsKeyAlone(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("A fall on the back step.")
	d.keys("ctrl+l")
	d.golden("cover")
	d.hides("Peggy", "fall", "Ownwords")
	d.keys("x", "enter", "esc", "ctrl+q", "ctrl+q", "ctrl+p")
	d.hides("Peggy")
	if d.quit {
		t.Error("a covered screen was left by a key")
	}
	d.keys("ctrl+l")
	d.shows("A fall on the back step.")
	d.hides("stepx")
}

func TestFiveQuietMinutesCoverAndTwentyLock(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("A fall on the back step.")
	d.tick()
	minutes := func(n int) {
		for range n {
			d.clock.set(d.clock.now().Add(time.Minute))
			d.send(minuteMsg{})
		}
	}
	minutes(4)
	d.shows("A fall")
	minutes(1)
	d.hides("A fall")
	d.shows("Back in a moment.")
	minutes(10)
	if d.app.desk == nil {
		t.Fatal("locked in the middle of a visit after 15 minutes")
	}
	minutes(5)
	if d.app.desk != nil || d.app.door == nil {
		t.Fatal("not locked after 20 minutes")
	}
	d.hides("A fall", "Peggy")
	d.typed(passphrase)
	d.keys("enter")
	d.shows("Peggy Ashworth · Talk · Starting well", "A fall on the back step.")
	d.typed("In June.")
	d.shows("  Peggy   A fall on the back step.", "> Peggy   In June.")
}

func TestALidThatWasShutLocks(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("A fall.")
	d.send(minuteMsg{})
	d.clock.set(d.clock.now().Add(8 * time.Minute)) // by the clock on the wall, in one go
	d.keys("x")
	d.hides("Peggy", "A fall")
	d.shows("The words that open these notes")
}

func TestHomeLocksSoonerAndHidesNames(t *testing.T) {
	d := newDrive(t)
	d.start("Joan Pemberton", "")
	d.act("home")
	d.clock.set(d.clock.now().AddDate(0, 0, 3))
	d.reopen()
	d.typed(passphrase)
	d.keys("enter")
	d.hides("Joan")
	d.shows("Somebody else: 1 on this laptop.")
	d.keys("o")
	d.shows("Joan Pemberton", "talking")
	d.golden("everyone")
	d.keys("/")
	d.typed("nobody of that name")
	d.hides("Joan")
	d.shows("Nobody fits that.")
	d.keys("esc")
	d.shows("Joan")
	d.send(minuteMsg{})
	for range 5 {
		d.clock.set(d.clock.now().Add(time.Minute))
		d.send(minuteMsg{})
	}
	if d.app.desk != nil {
		t.Error("not locked at home after five minutes")
	}
}

func TestWrongWordsDestroyNothing(t *testing.T) {
	t.Parallel()
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("A fall.")
	d.reopen()
	d.typed("not these words")
	d.keys("enter")
	d.shows("These words do not open it. Nothing is lost.")
	d.typed(passphrase)
	d.keys("enter", "enter")
	d.shows("A fall.")
}

func TestASecondWindowIsToldWhoHoldsTheNotes(t *testing.T) {
	t.Parallel()
	d := newDrive(t)
	a := newApp(t.Context(), d.dir, Options{Desk: d.options()})
	second := &drive{t: t, app: a}
	second.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	second.shows("open in another window already", "Nothing was changed by trying.")
	if err := d.app.desk.Close(); err != nil {
		t.Fatal(err)
	}
	d.app.desk = nil
	second.keys("enter")
	second.shows("The words that open these notes")
	if err := second.app.close(t.Context(), nil, nil); err != nil {
		t.Error(err)
	}
}

func TestADamagedFileIsToldAndLeftAsItIs(t *testing.T) {
	d := newDrive(t)
	if err := d.app.desk.Close(); err != nil {
		t.Fatal(err)
	}
	d.app.desk = nil
	files, err := filepath.Glob(filepath.Join(d.dir, "*.db"))
	if err != nil || len(files) != 1 {
		t.Fatalf("files of the store: %v, %v", files, err)
	}
	if err := os.WriteFile(files[0], []byte("this is a shopping list, and no store"), 0o600); err != nil {
		t.Fatal(err)
	}
	a := newApp(t.Context(), d.dir, Options{Desk: d.options()})
	d.app = a
	d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	d.shows("The notes can't be opened now")
	d.keys("ctrl+q")
	if !d.quit {
		t.Error("can't be left")
	}
}

func TestTooSmallAWindowSaysSo(t *testing.T) {
	d := newDrive(t)
	d.send(tea.WindowSizeMsg{Width: 30, Height: 10})
	d.shows("too small")
	d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	d.shows("Who are you with?")
}

func TestACrashIsKeptFromTheTerminal(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("Her words.")
	var cmd tea.Cmd
	func() {
		defer d.app.caught(&cmd)
		var p *peek
		_ = p.room()
	}()
	if d.app.crash == nil || cmd == nil {
		t.Fatal("a crash was not caught")
	}
	crash, ok := errors.AsType[*desk.CrashError](d.app.close(t.Context(), nil, nil))
	if !ok {
		t.Fatal("close() does not say where the note about the crash is")
	}
	note, err := os.ReadFile(crash.Note)
	if err != nil {
		t.Fatal(err)
	}
	if s := string(note); strings.Contains(s, "Her words") || strings.Contains(s, "Peggy") || !strings.Contains(s, "tui.(*peek)") {
		t.Errorf("the note about the crash says:\n%s", s)
	}
	d.app.desk, d.app.talk = nil, nil
	d.app.crash = nil
	d.reopen()
	d.typed(passphrase)
	d.keys("enter", "enter")
	d.shows("Her words.")
}

func TestNothingThatIsPastedIsAVoiceOrAMark(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "Carol")
	d.send(tea.PasteMsg{Content: "c: not hers\r\nme: not mine\nthird"})
	d.shows("Peggy   c: not hers", "Peggy   me: not mine", "Peggy   third")
}

func TestCopyCutAndPaste(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("the bowls club")
	d.keys("ctrl+a", "ctrl+c")
	d.shows("Copied")
	if d.app.asked {
		t.Error("copying was taken for leaving")
	}
	d.keys("ctrl+x")
	d.hides("the bowls club")
	d.keys("ctrl+v")
	d.shows("the bowls club")
	d.keys("ctrl+c")
	d.shows("All is saved. Once more to leave.")
}

func TestHelpIsThereEverywhere(t *testing.T) {
	d := newDrive(t)
	d.keys("f1")
	d.shows("Type what you hear. ctrl+g marks it.", "ctrl+p")
	d.keys("esc", "?")
	d.shows("Type what you hear.")
	d.keys("esc")
	d.start("Peggy Ashworth", "")
	d.keys("?")
	d.shows("Listen for")
	d.keys("esc")
	d.typed("Why? Because.")
	d.shows("Why? Because.")
}

package tui

import (
	"os"
	"path/filepath"
	"testing"
)

// backups are the safety copies in a folder.
func backups(t *testing.T, folder string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(folder, "*.backup"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestASafetyCopyIsMadeWhileATalkGoesOn(t *testing.T) {
	stick := filepath.Join(t.TempDir(), "stick")
	if err := os.Mkdir(stick, 0o700); err != nil {
		t.Fatal(err)
	}
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("She used to sing.")
	d.act("backup")
	d.golden("backup")
	d.keys("down", "enter") // no folder is named yet
	d.shows("say which folder")
	d.keys("up")
	d.typed(stick + "s")
	d.keys("down", "enter")
	d.shows("Nothing was copied:", "Is the stick in?")
	d.keys("up", "backspace", "down", "enter")
	d.shows("A safety copy is made", "1 conversation.")
	if got := backups(t, stick); len(got) != 1 {
		t.Errorf("there are the copies %q, want one", got)
	}
	d.keys("esc")
	d.typed(" And to bowl.")
	d.shows("She used to sing. And to bowl.")

	// The folder is known from then on, at home too.
	d.act("home")
	d.act("backup")
	d.shows("stick")
	d.keys("down", "enter")
	d.shows("A safety copy is made")
	if got := backups(t, stick); len(got) != 2 {
		t.Errorf("there are the copies %q, want two", got)
	}
}

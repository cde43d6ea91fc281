package desk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store/seal"
)

// settingsFolder is a data folder with a settings file in it.
func settingsFolder(t *testing.T, file string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, SettingsFile), []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func reads(t *testing.T, want string, path ...string) {
	t.Helper()
	got, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path[len(path)-1], diff)
	}
}

func dark(s *content.Settings) { s.Theme = content.ThemeDark }

func TestWhatPeopleWroteIntoTheSettingsStays(t *testing.T) {
	const file = "# from the IT desk\nname: Dele Martins # me\ntheme: light\n"
	dir := settingsFolder(t, file)
	s, err := LoadSettings(dir)
	if err != nil {
		t.Fatal(err)
	}
	s.Name = "Samira"
	if err := SaveSettings(dir, s); err != nil {
		t.Fatal(err)
	}
	reads(t, "# from the IT desk\nname: \"Samira\" # me\ntheme: light\n", dir, SettingsFile)
	if err := ChangeSettings(dir, dark); err != nil {
		t.Fatal(err)
	}
	reads(t, "# from the IT desk\nname: \"Samira\" # me\ntheme: dark\n", dir, SettingsFile)
	if _, err := os.Stat(filepath.Join(dir, SettingsFile+settingsBefore)); err == nil {
		t.Error("a copy was made although nothing was lost")
	}
}

// Where the file has to be written anew, it lies beside it as it was.
func TestSettingsWrittenAnewAreKeptAsTheyWere(t *testing.T) {
	const file = "{name: Dele Martins, theme: light} # ours\n"
	dir := settingsFolder(t, file)
	if err := ChangeSettings(dir, dark); err != nil {
		t.Fatal(err)
	}
	reads(t, file, dir, SettingsFile+settingsBefore)
	s, err := LoadSettings(dir)
	if err != nil || s.Theme != content.ThemeDark || s.Name != "Dele Martins" {
		t.Errorf("LoadSettings() = %q, %q, %v, want both as they were wanted", s.Name, s.Theme, err)
	}
}

// A file with faults is never written over for the sake of one setting: what is
// wrong in it may be all that somebody has of it.
func TestFaultySettingsAreChangedInPlaceOrNotAtAll(t *testing.T) {
	dir := settingsFolder(t, "role: boss\ntheme: light\n")
	if err := ChangeSettings(dir, dark); err != nil {
		t.Errorf("ChangeSettings() = %v, want nil", err)
	}
	reads(t, "role: boss\ntheme: dark\n", dir, SettingsFile)

	const broken = "name: [\n"
	dir = settingsFolder(t, broken)
	err := ChangeSettings(dir, dark)
	if wrong, ok := errors.AsType[*SettingsError](err); !ok || len(wrong.Faults) != 1 {
		t.Errorf("ChangeSettings() = %v, want the fault", err)
	}
	reads(t, broken, dir, SettingsFile)
}

// What stands where the settings should, and can't be read, is told like any
// other fault, and left alone.
func TestSettingsThatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, SettingsFile)
	for name, put := range map[string]func() error{
		"a folder":         func() error { return os.Mkdir(path, 0o700) },
		"a link to itself": func() error { return os.Symlink(path, path) },
	} {
		if err := put(); err != nil {
			t.Fatal(err)
		}
		s, err := LoadSettings(dir)
		if wrong, ok := errors.AsType[*SettingsError](err); !ok || len(wrong.Faults) != 1 || s.Role != content.RolePeer {
			t.Errorf("%s: LoadSettings() = a %s, %v, want a peer supporter and one fault", name, s.Role, err)
		}
		if err := ChangeSettings(dir, dark); err == nil {
			t.Errorf("%s: ChangeSettings() = nil, want an error", name)
		}
		if err := SaveSettings(dir, content.DefaultSettings()); err == nil {
			t.Errorf("%s: SaveSettings() = nil, want an error", name)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

// Somebody who keeps the settings elsewhere finds them changed there.
func TestALinkToTheSettingsIsFollowed(t *testing.T) {
	elsewhere := settingsFolder(t, "theme: light\n")
	dir := t.TempDir()
	if err := os.Symlink(filepath.Join(elsewhere, SettingsFile), filepath.Join(dir, SettingsFile)); err != nil {
		t.Fatal(err)
	}
	if err := ChangeSettings(dir, dark); err != nil {
		t.Fatal(err)
	}
	reads(t, "theme: dark\n", elsewhere, SettingsFile)
	if at, err := os.Readlink(filepath.Join(dir, SettingsFile)); err != nil {
		t.Errorf("the link is %q, %v, want it as it was", at, err)
	}
}

// TestNothingIsLeftOfASetUpThatWasRefused: what was answered in it is not taken
// over by the next one.
func TestNothingIsLeftOfASetUpThatWasRefused(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "notes")
	if _, _, err := Create(dir, SetUp{Settings: content.Settings{Name: "Dele"}, Passphrase: []byte("easy")}, Options{}); !errors.Is(err, seal.ErrTooShort) {
		t.Errorf("Create() = %v, want %v", err, seal.ErrTooShort)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what was refused left its folder: %v", err)
	}
}

func TestAStoreWithFaultySettingsCanBeOpened(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "notes")
	d, code, err := Create(dir, SetUp{Passphrase: []byte("slow green harbour"), Cost: seal.CheapCost()}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	code.Close()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, SettingsFile), []byte("name: Dele\ntheme: pink\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	door, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if door.Settings.Name != "Dele" || door.Settings.Theme != content.ThemeAuto {
		t.Errorf("Open() = settings %q, %q, want the name, and no theme of theirs", door.Settings.Name, door.Settings.Theme)
	}
	if err := door.Close(); err != nil {
		t.Error(err)
	}
}

// Whom to ring in danger is what the settings say, with and without a number to
// ring otherwise.
func TestAWorryNamesTheNumbersOfTheSettings(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	k.Add("My pension card is with somebody else.")
	k.Do("mark.mine", nil)
	k.Go(model.Place{Stage: model.StageMine, Part: k.Record().Notes[1].ID})
	k.Do("mine.settle", map[string]string{"as": "worry"})
	flush(t, k)
	d.Settings.Numbers.Emergency = "112"
	for _, safety := range []string{"01632 960 114", ""} {
		d.Settings.Numbers.Safety = safety
		tasks, err := d.ToDo()
		if err != nil || len(tasks) != 1 {
			t.Fatalf("to do = %+v, %v, want the worry", tasks, err)
		}
		if said := d.Text.Say(tasks[0].What); !strings.Contains(said, safety) || !strings.Contains(said, "In danger now: 112.") {
			t.Errorf("the worry says %q, want %q and 112", said, safety)
		}
	}
}

// What can't be read may have been more private than what a laptop begins with:
// until it is mended the desk is a peer supporter's.
func TestBrokenSettingsOpenNoDesk(t *testing.T) {
	dir := t.TempDir()
	d, code, err := Create(dir, SetUp{Passphrase: []byte("slow green harbour"), Cost: seal.CheapCost()}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	code.Close()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, SettingsFile), []byte("role: peer\nclipboard: own\nname: [\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	door, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if d, err = door.UnlockWith([]byte("slow green harbour")); err != nil {
		t.Fatal(err)
	}
	if d.Worker() != model.RolePeer || d.Settings.Clipboard != content.ClipboardOwn {
		t.Errorf("a %s's desk with the clipboard %s, want a peer supporter's, and their own", d.Worker(), d.Settings.Clipboard)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
}

package plain

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownwords/content"
	"ownwords/store/seal"
	"ownwords/tui/desk"
)

// settingUp is a first run of so many lines, and what it says.
func settingUp(t *testing.T, dir string, lines ...string) (said string) {
	t.Helper()
	var out bytes.Buffer
	_, err := Run(t.Context(), Options{
		Dir: dir, In: strings.NewReader(strings.Join(lines, "\n") + "\n"), Out: &out, Echo: true,
		SetUp: desk.SetUp{Cost: seal.CheapCost()},
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// Every step is gone back on once: what was answered there stands still, and an
// empty line leaves it.
func TestSettingUpAndGoingBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "notes")
	said := settingUp(t, dir,
		"", "Dele Martin", ".", "", ".", "Dele Martins", "1", "Northmoor Council",
		"01632 960 1", "01632 960 114", ".", ".", "01632 960 120", "",
		"age1 with a slip", ".", "", ".", ".", ".", ".", "2", "", "", "",
		"short", "slow green harbour", ".", "slow green harbour", "something else", "slow green harbour", "slow green harbour", "", ".quit")
	for _, want := range []string{"Your name (Dele Martin): ", "Your organisation, or Enter (Northmoor Council): ", "(01632 960 1): ", "(01632 960 114): ", "That is no team key,", "Those two differ.", "It stands above until you leave or lock.", "Set up."} {
		if !strings.Contains(strings.Join(strings.Fields(said), " ")+" ", want) {
			t.Errorf("setting up does not say %q:\n%s", want, said)
		}
	}
	s, err := desk.LoadSettings(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := content.DefaultSettings()
	want.Name, want.Role, want.Organisation, want.Face = "Dele Martins", content.RolePeer, "Northmoor Council", content.FacePlain
	want.Numbers.Complaints, want.Numbers.Safety = "01632 960 120", "01632 960 114"
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
}

// Settings that are there before the first run stay, faults and all.
func TestSettingUpWithSettingsFromSomebodyElse(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const file = "# from the IT desk\ntheme: pink\nnumbers:\n  safety: 01632 960 114\nname: nobody yet\nface: plain\n"
	if err := os.WriteFile(filepath.Join(dir, desk.SettingsFile), []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	said := settingUp(t, dir, "Dele Martins", "", "", "", "", "", "slow green harbour", "slow green harbour", "", ".quit")
	if !strings.Contains(said, "line 2") || !strings.Contains(said, "Going on.") {
		t.Errorf("the fault is not told:\n%s", said)
	}
	got, err := os.ReadFile(filepath.Join(dir, desk.SettingsFile))
	if want := strings.Replace(file, "nobody yet", `"Dele Martins"`, 1); err != nil || string(got) != want {
		t.Errorf("the settings are %q, %v, want %q", got, err, want)
	}
}

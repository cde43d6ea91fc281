package content

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestSettingsAsTheyBegin(t *testing.T) {
	file := string(EncodeSettings(DefaultSettings()))
	got, wrong := ParseSettings([]byte(file))
	compareFaults(t, wrong, nil)
	if diff := cmp.Diff(DefaultSettings(), got); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
	for _, line := range []string{`role: practitioner`, `  emergency: "999"`, `server:`, `  url: ""`} {
		if !strings.Contains(file, "\n"+line+"\n") {
			t.Errorf("the file has no line %q:\n%s", line, file)
		}
	}
	before := ""
	for line := range strings.Lines(file) {
		if strings.Contains(line, ": ") && !strings.Contains(line, "#") && !strings.Contains(before, "#") {
			t.Errorf("%q is not explained", line)
		}
		if len(line) > 80 || strings.Contains(line, "[settings") {
			t.Errorf("%q is too long, or nobody wrote it", line)
		}
		before = line
	}
}

func TestSettingsAsPeopleWriteThem(t *testing.T) {
	got, wrong := ParseSettings([]byte(`
name: Dele Martins
role: practitioner
organisation: Northmoor Council
face: plain
numbers:
  safety: 01632960114      # not a number to reckon with
  team: 01632 960 120, ask for duty
server:
  url: https://care.example.org/fhir
  whose: shared
`))
	compareFaults(t, wrong, nil)
	want := DefaultSettings()
	want.Name, want.Organisation, want.Face = "Dele Martins", "Northmoor Council", FacePlain
	want.Numbers.Safety, want.Numbers.Team = "01632960114", "01632 960 120, ask for duty"
	want.Server.URL, want.Server.Whose = "https://care.example.org/fhir", WhoseShared
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
}

// What somebody typed into the settings comes back as it was typed.
func TestSettingsRoundTrip(t *testing.T) {
	text := rapid.StringOf(rapid.RuneFrom([]rune("aZ é茶👍🏽\"'\\#:{}[]&*!|>%@`~-?,0=<\u2028\u00a0")))
	rapid.Check(t, func(t *rapid.T) {
		s := DefaultSettings()
		s.Name = text.Draw(t, "name")
		s.Organisation = text.Draw(t, "organisation")
		s.Numbers.Safety = text.Draw(t, "safety")
		s.Server.TokenFile = text.Draw(t, "token file")
		s.Role = rapid.SampledFrom([]Role{RolePractitioner, RolePeer}).Draw(t, "role")
		s.Theme = rapid.SampledFrom([]Theme{ThemeAuto, ThemeLight, ThemeDark, ThemeContrast, ThemeTerminal}).Draw(t, "theme")
		s.Borders = rapid.SampledFrom([]Borders{BordersLines, BordersASCII}).Draw(t, "borders")
		s.Mouse = rapid.SampledFrom([]Mouse{MouseOn, MouseOff}).Draw(t, "mouse")
		s.LockAfterVisit = rapid.IntRange(1, MostMinutes).Draw(t, "lock")
		s.KeepAfterSent = rapid.IntRange(0, 3650).Draw(t, "keep")
		s.BackupsKeep = rapid.IntRange(1, 50).Draw(t, "copies")
		got, wrong := ParseSettings(EncodeSettings(s))
		if len(wrong) > 0 {
			t.Fatal(English().Say(wrong[0].Message()))
		}
		if diff := cmp.Diff(s, got); diff != "" {
			t.Fatalf("settings (-want +got):\n%s", diff)
		}
	})
}

func TestSettingsFaults(t *testing.T) {
	tests := []struct {
		name, yaml string
		want       []string
	}{
		{"nothing", "", nil},
		{"only comments", "# name: Dele\n", nil},
		{"a group without keys", "numbers:\n", nil},
		{"an unknown key", "name: Dele\ncolour: blue\n", []string{"settings.yaml:2 key-unknown"}},
		{"an unknown key in a group", "numbers:\n  safety: 1\n  pizza: 2\n", []string{"settings.yaml:3 key-unknown"}},
		{"a role there is not", "role: manager\n", []string{"settings.yaml:1 not-one-of"}},
		{"a theme there is not", "face: plain\ntheme: pink\n", []string{"settings.yaml:2 not-one-of"}},
		{"no emergency number", "numbers:\n  emergency: ' '\n", []string{"settings.yaml:2 empty"}},
		{"words for a group", "server: https://x.example\n", []string{"settings.yaml:1 not-group"}},
		{"a group for words", "name:\n  first: Dele\n", []string{"settings.yaml:1 not-text"}},
		{"two lines", "name: |\n  Dele\n  Martins\n", []string{"settings.yaml:1 more-lines"}},
		{"no address", "server:\n  url: care.example.org\n", []string{"settings.yaml:2 not-address"}},
		{"an address of something else", "server:\n  url: ftp://care.example.org\n", []string{"settings.yaml:2 not-address"}},
		{"a password in the address", "server:\n  url: https://me:secret@care.example.org\n", []string{"settings.yaml:2 address-more"}},
		{"a token in the address", "server:\n  url: https://care.example.org/?token=secret\n", []string{"settings.yaml:2 address-more"}},
		{"an open line", "server:\n  url: http://care.example.org/fhir\n", []string{"settings.yaml:2 not-sealed"}},
		{"an open line within the laptop", "server:\n  url: http://127.0.0.1:8080/fhir\n", nil},
		{"broken", "name: \"Dele\n", []string{"settings.yaml:1 yaml"}},
		{"a second part", "name: Dele\n---\nname: Samira\n", []string{"settings.yaml:3 second-part"}},
		{"a second part behind dots", "name: Dele\n...\nname: Samira\n", []string{"settings.yaml:3 second-part"}},
		{"dashes where it begins and ends", "# ours\n---\nname: Dele\n---\n# nothing more\n", nil},
		{"an address of nobody", "server:\n  url: https://:8443\n", []string{"settings.yaml:2 not-address"}},
		{"longer than a laptop may stand open", "lock_after: 45\n", []string{"settings.yaml:1 not-minutes"}},
		{"no time at all", "cover_after: 0\n", []string{"settings.yaml:1 not-minutes"}},
		{"no number", "cover_after: ten\n", []string{"settings.yaml:1 not-minutes"}},
		{"kept for longer than anybody may", "keep_after_sent: 3651\n", []string{"settings.yaml:1 not-between"}},
		{"kept for a time before it was sent", "keep_after_sent: -1\n", []string{"settings.yaml:1 not-between"}},
		{"kept as long as nobody throws it out", "keep_after_sent: 0\n", nil},
		{"no copy kept at all", "backups_keep: 0\n", []string{"settings.yaml:1 not-between"}},
		{"copies wherever the program is started", "backup_to: copies\n", []string{"settings.yaml:1 not-whole-path"}},
		{"copies nowhere", "backup_to: \"\"\n", nil},
		{"a mouse there is not", "mouse: maybe\n", []string{"settings.yaml:1 not-one-of"}},
		{"another file put there by mistake", strings.Repeat("name: x\n", 10<<17), []string{"settings.yaml:0 too-large"}},
		{"two faults", "role: boss\nnumbers: { safety: [1] }\n", []string{"settings.yaml:1 not-one-of", "settings.yaml:2 not-text"}},
		{"not UTF-8", "name: D\xe9l\xe9\n", []string{"settings.yaml:1 utf8"}},
		{"an escape sequence spelt out", "name: \"\\x1b[2J\"\n", []string{"settings.yaml:1 control"}},
		{"an escape sequence", "name: \"\x1b[2J\"\n", []string{"settings.yaml:1 control"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, wrong := ParseSettings([]byte(tt.yaml))
			compareFaults(t, wrong, tt.want)
			for _, f := range wrong {
				if strings.Contains(English().Say(f.Message()), "secret") {
					t.Error("the fault repeats a secret")
				}
			}
			if got.Theme != ThemeAuto || got.Numbers.Emergency != "999" || got.LockAfter > 5 {
				t.Errorf("a wrong value was taken: %+v", got)
			}
		})
	}
}

// A place may have another number for an emergency than most: it stands in the
// settings, and in no sentence.
func TestNoSentenceNamesTheNumberForAnEmergency(t *testing.T) {
	for id, s := range everySentence(t) {
		for _, pieces := range s {
			for _, p := range pieces {
				if strings.Contains(p.literal, DefaultSettings().Numbers.Emergency) {
					t.Errorf("%q names it: %q", id, p.literal)
				}
			}
		}
	}
}

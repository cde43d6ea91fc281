package content

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ownwords/model/testdata/rounds"
)

func TestOneSettingIsChangedInItsLine(t *testing.T) {
	light := func(s *Settings) { s.Theme = ThemeLight }
	for _, tt := range []struct {
		name, before string
		change       func(*Settings)
		after        string
	}{
		{
			"what people wrote around it stays", "# mine\nname: Dele # me\ntheme:   'dark'  # nice\n\nface: plain\n", light,
			"# mine\nname: Dele # me\ntheme: light  # nice\n\nface: plain\n",
		},
		{"a last line that is not ended", "theme: dark", light, "theme: light\n"},
		{"lines ended the other way", "name: Dele\r\ntheme: dark\r\nface: plain\r\n", light, "name: Dele\r\ntheme: light\r\nface: plain\r\n"},
		{
			"a line that is not there", "name: Dele\n", light,
			"name: Dele\n\n# Colours. auto: light or dark, as your window is. light. dark. contrast: as\n" +
				"# clear as can be. terminal: the window's own colours.\ntheme: light\n",
		},
		{
			"a line of a group", "numbers:\n    team: \"1 # 2\" # duty\n", func(s *Settings) { s.Numbers.Team = "3" },
			"numbers:\n    team: \"3\" # duty\n",
		},
		{
			"a group without the line", "numbers:\n    team: \"1\"\n", func(s *Settings) { s.Numbers.Safety = "2" },
			"numbers:\n    # Whom to ring with a worry about somebody's safety.\n    safety: \"2\"\n    team: \"1\"\n",
		},
		{"a fault in another line stays to be mended", "role: boss\ntheme: dark\n", light, "role: boss\ntheme: light\n"},
		{"nothing to change", "theme: light\n", light, "theme: light\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			want, _ := ParseSettings([]byte(tt.before))
			tt.change(&want)
			got, kept := ChangeSettings([]byte(tt.before), want)
			if !kept {
				t.Error("the file was written anew")
			}
			if diff := cmp.Diff(tt.after, string(got)); diff != "" {
				t.Errorf("file (-want +got):\n%s", diff)
			}
		})
	}
}

// YAML can be written in more ways than one line a key. What can't be changed in
// its place is never changed to something else.
func TestSettingsThatCannotBeChangedInPlaceAreWrittenAnew(t *testing.T) {
	for _, before := range []string{
		"{theme: dark, name: Dele}\n", "theme:\n  dark\n", "theme: >\n  dark\n", "name: [\n",
	} {
		want, _ := ParseSettings([]byte(before))
		want.Theme = ThemeContrast
		out, kept := ChangeSettings([]byte(before), want)
		if kept {
			t.Errorf("ChangeSettings(%q) kept the file:\n%s", before, out)
		}
		got, wrong := ParseSettings(out)
		compareFaults(t, wrong, nil)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", before, diff)
		}
	}
}

// Whatever is changed in the file as the program wrote it, all of it is there
// and nothing else is different.
func TestChangedSettingsAreReadAsTheyWereWanted(t *testing.T) {
	text := rapid.StringOf(rapid.RuneFrom([]rune("aZ é\"'\\\\#:{}[]&*!|>%@`~-?,0= ")))
	rounds.Few(t, func(t *rapid.T) {
		have, want := DefaultSettings(), DefaultSettings()
		for i, s := range []*Settings{&have, &want} {
			s.Name = text.Draw(t, "name")
			s.Numbers.Complaints = text.Draw(t, "complaints")
			s.Server.Name = text.Draw(t, "server")
			s.Theme = []Theme{ThemeDark, ThemeTerminal}[i]
			s.CoverAfter = rapid.IntRange(1, MostMinutes).Draw(t, "cover")
		}
		out, kept := ChangeSettings(EncodeSettings(have), want)
		got, wrong := ParseSettings(out)
		if !kept || len(wrong) > 0 {
			t.Fatalf("kept %v, with %d faults", kept, len(wrong))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("settings (-want +got):\n%s", diff)
		}
	})
}

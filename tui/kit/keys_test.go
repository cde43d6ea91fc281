package kit

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"
)

func TestKeysHaveOneNameWhateverTheTerminalSends(t *testing.T) {
	for _, c := range []struct {
		story string
		press tea.Key
		want  Key
	}{
		{"a letter", tea.Key{Code: 'a', Text: "a"}, Key{Name: "a", Text: "a"}},
		{"a capital", tea.Key{Code: 'a', ShiftedCode: 'A', Mod: tea.ModShift, Text: "A"}, Key{Name: "A", Text: "A"}},
		{"the space bar", tea.Key{Code: tea.KeySpace, Text: " "}, Key{Name: "space", Text: " "}},
		{"a joined emoji", tea.Key{Code: tea.KeyExtended, Text: "👩‍👧"}, Key{Name: "👩‍👧", Text: "👩‍👧"}},
		{"ctrl+j is Enter", tea.Key{Code: 'j', Mod: tea.ModCtrl}, Key{Name: "enter"}},
		{"ctrl+m is Enter, where the terminal tells them apart", tea.Key{Code: 'm', Mod: tea.ModCtrl}, Key{Name: "enter"}},
		{"shift+Enter is Enter", tea.Key{Code: tea.KeyEnter, Mod: tea.ModShift}, Key{Name: "enter"}},
		{"alt+Enter is Enter", tea.Key{Code: tea.KeyEnter, Mod: tea.ModAlt}, Key{Name: "enter"}},
		{"ctrl+i is Tab", tea.Key{Code: 'i', Mod: tea.ModCtrl}, Key{Name: "tab"}},
		{"shift+Tab", tea.Key{Code: tea.KeyTab, Mod: tea.ModShift}, Key{Name: "shift+tab"}},
		{"alt+letter types the letter", tea.Key{Code: 'n', Mod: tea.ModAlt}, Key{Name: "n", Text: "n"}},
		{"alt+shift+letter types the capital", tea.Key{Code: 'n', Mod: tea.ModAlt | tea.ModShift}, Key{Name: "N", Text: "N"}},
		{"AltGr on Windows is ctrl+alt with a text", tea.Key{Code: 'e', Mod: tea.ModAlt | tea.ModCtrl, Text: "é"}, Key{Name: "é", Text: "é"}},
		{"alt+left is ctrl+left", tea.Key{Code: tea.KeyLeft, Mod: tea.ModAlt}, Key{Name: "ctrl+left"}},
		{"alt+up is up", tea.Key{Code: tea.KeyUp, Mod: tea.ModAlt}, Key{Name: "up"}},
		{"ctrl+g", tea.Key{Code: 'g', Mod: tea.ModCtrl}, Key{Name: "ctrl+g"}},
		{"ctrl+g with caps lock on", tea.Key{Code: 'g', Mod: tea.ModCtrl | tea.ModCapsLock}, Key{Name: "ctrl+g"}},
		{"ctrl+g on a Cyrillic layout", tea.Key{Code: 'п', BaseCode: 'g', Mod: tea.ModCtrl}, Key{Name: "ctrl+g"}},
		{"ctrl+space", tea.Key{Code: tea.KeySpace, Mod: tea.ModCtrl}, Key{Name: "ctrl+space"}},
		{"ctrl+shift+left", tea.Key{Code: tea.KeyLeft, Mod: tea.ModCtrl | tea.ModShift}, Key{Name: "ctrl+shift+left"}},
		{"page up", tea.Key{Code: tea.KeyPgUp}, Key{Name: "pgup"}},
		{"the other Home", tea.Key{Code: tea.KeyFind}, Key{Name: "home"}},
		{"a digit of the keypad", tea.Key{Code: tea.KeyKp5}, Key{Name: "5", Text: "5"}},
		{"Enter of the keypad", tea.Key{Code: tea.KeyKpEnter}, Key{Name: "enter"}},
		{"the Windows key types nothing", tea.Key{Code: 'a', Text: "a", Mod: tea.ModSuper}, Key{Name: "super+a"}},
		{"F1", tea.Key{Code: tea.KeyF1}, Key{Name: "f1"}},
		{"Esc", tea.Key{Code: tea.KeyEscape}, Key{Name: "esc"}},
	} {
		var k Keyboard
		if got := k.Key(tea.KeyPressMsg(c.press)); got != c.want {
			t.Errorf("%s: Key(%+v) = %+v, want %+v", c.story, c.press, got, c.want)
		}
	}
}

func TestTheByteOfCtrlHDeletesAWordOnlyAfterARealBackspace(t *testing.T) {
	var k Keyboard
	var got []string
	ctrlH, del := tea.Key{Code: 'h', Mod: tea.ModCtrl}, tea.Key{Code: tea.KeyBackspace}
	for _, key := range []tea.Key{ctrlH, ctrlH, del, ctrlH, del, {Code: tea.KeyBackspace, Mod: tea.ModCtrl}} {
		got = append(got, k.Key(tea.KeyPressMsg(key)).Name)
	}
	want := []string{"backspace", "backspace", "backspace", "ctrl+backspace", "backspace", "ctrl+backspace"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
}

func TestAKeyLeadsToItsAction(t *testing.T) {
	b := NewBindings(map[string][]string{"mark": {"ctrl+g"}, "help": {"f1", "f9"}})
	for key, want := range map[string]string{"ctrl+g": "mark", "f1": "help", "f9": "help", "ctrl+p": ""} {
		if got, ok := b.Action(key); got != want || ok != (want != "") {
			t.Errorf("Action(%s) = %q, %v, want %q", key, got, ok, want)
		}
	}
	if diff := cmp.Diff([]string{"f1", "f9"}, b.Keys("help")); diff != "" {
		t.Errorf("Keys(help) (-want +got):\n%s", diff)
	}
}

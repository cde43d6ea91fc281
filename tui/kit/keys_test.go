package kit

import (
	"errors"
	"testing"
	"time"

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
		if got := k.Key(tea.KeyPressMsg(c.press), time.Time{}); got != c.want {
			t.Errorf("%s: Key(%+v) = %+v, want %+v", c.story, c.press, got, c.want)
		}
	}
}

func TestTheByteOfCtrlHDeletesAWordOnlyAfterARealBackspace(t *testing.T) {
	var k Keyboard
	var got []string
	ctrlH, del := tea.Key{Code: 'h', Mod: tea.ModCtrl}, tea.Key{Code: tea.KeyBackspace}
	for _, key := range []tea.Key{ctrlH, ctrlH, del, ctrlH, del, {Code: tea.KeyBackspace, Mod: tea.ModCtrl}} {
		got = append(got, k.Key(tea.KeyPressMsg(key), time.Time{}).Name)
	}
	want := []string{"backspace", "backspace", "backspace", "ctrl+backspace", "backspace", "ctrl+backspace"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
}

func TestKeysFasterThanAHandArePasted(t *testing.T) {
	var k Keyboard
	start := time.Date(2026, time.September, 15, 10, 3, 0, 0, time.UTC)
	var got []bool
	for _, after := range []time.Duration{0, 2, 4, 104, 108, 113} {
		got = append(got, k.Key(tea.KeyPressMsg{Code: 'a', Text: "a"}, start.Add(after*time.Millisecond)).Pasted)
	}
	if diff := cmp.Diff([]bool{false, true, true, false, true, false}, got); diff != "" {
		t.Errorf("Pasted (-want +got):\n%s", diff)
	}
}

func TestKeysInTheSettings(t *testing.T) {
	for _, c := range []struct {
		written, want, same string
		why                 KeyWhy
	}{
		{written: "ctrl+g", want: "ctrl+g"},
		{written: "Ctrl-G", want: "ctrl+g"},
		{written: "PageUp", want: "pgup"},
		{written: "F5", want: "f5"},
		{written: "delete", want: "delete"},
		{written: "Shift+Ctrl+Left", want: "ctrl+shift+left"},
		{written: "?", want: "?"},
		{written: "ctrl+i", why: WhySame, same: "tab"},
		{written: "Shift+Enter", why: WhySame, same: "enter"},
		{written: "ctrl+h", why: WhySame, same: "backspace"},
		{written: "alt+x", why: WhyAlt},
		{written: "ctrl+alt+x", why: WhyAlt},
		{written: "windows+x", why: WhyUnknown},
		{written: "shift+x", why: WhyUnknown},
		{written: "", why: WhyUnknown},
	} {
		got, err := ParseKey(c.written)
		if got != c.want {
			t.Errorf("ParseKey(%q) = %q, want %q", c.written, got, c.want)
		}
		if wrong, ok := errors.AsType[*KeyError](err); ok != (c.why != "") || ok && (wrong.Why != c.why || wrong.Same != c.same) {
			t.Errorf("ParseKey(%q): error %v, want reason %q, same as %q", c.written, err, c.why, c.same)
		}
	}
}

func TestRemappedKeysAndTheirClashes(t *testing.T) {
	b, err := NewBindings(map[string][]string{"mark": {"ctrl+g"}, "palette": {"ctrl+p"}, "help": {"f1", "?"}})
	if err != nil {
		t.Fatal(err)
	}
	if clashes := b.Clashes(); clashes != nil {
		t.Errorf("Clashes() = %v, want none", clashes)
	}
	mine, err := b.Remap("mark", "Ctrl-P")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Clash{{Key: "ctrl+p", Actions: []string{"mark", "palette"}}}, mine.Clashes()); diff != "" {
		t.Errorf("Clashes() (-want +got):\n%s", diff)
	}
	if action, ok := b.Action("ctrl+g"); action != "mark" || !ok {
		t.Errorf("Action(ctrl+g) = %q, %v, want mark: remapping must leave the first bindings alone", action, ok)
	}
	if action, ok := mine.Action("ctrl+g"); ok {
		t.Errorf("Action(ctrl+g) = %q after it was given up", action)
	}
	if _, err := b.Remap("mark", "ctrl+m"); err == nil {
		t.Error("Remap(mark, ctrl+m) = nil, want an error")
	}
}

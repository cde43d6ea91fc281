package content

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestKeysAsPeopleWriteThem(t *testing.T) {
	for _, c := range []struct {
		written, want, same string
		why                 KeyWhy
	}{
		{written: "ctrl+g", want: "ctrl+g"},
		{written: "Ctrl-G", want: "ctrl+g"},
		{written: " control k ", want: "ctrl+k"},
		{written: "F5", want: "f5"},
		{written: "Shift+Ctrl+F5", why: KeyUnknown}, // few terminals send it
		{written: "shift+f2", why: KeyUnknown},
		{written: "ctrl+f2", why: KeyUnknown},
		{written: "ctrl+i", why: KeySame, same: "tab"},
		{written: "Shift+Enter", why: KeySame, same: "enter"},
		{written: "ctrl+h", why: KeySame, same: "backspace"},
		{written: "ctrl+shift+k", why: KeySame, same: "ctrl+k"},
		{written: "alt+x", why: KeyAlt},
		{written: "ctrl+Option+x", why: KeyAlt},
		{written: "windows+x", why: KeyUnknown},
		{written: "ctrl+1", why: KeyUnknown},
		{written: "f13", why: KeyUnknown},
		{written: "", why: KeyUnknown},
		{written: "x", why: KeyWrites},
		{written: "?", why: KeyWrites},
		{written: "shift+x", why: KeyWrites},
		{written: "Shift+Ctrl+Left", why: KeyWrites},
		{written: "PageUp", why: KeyWrites},
		{written: "ctrl+c", why: KeyWrites},
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

func TestTheKeysThatTheProgramBeginsWith(t *testing.T) {
	owner := map[string]string{}
	for action, keys := range (Settings{}).Bindings() {
		if !English().Has(actionPrefix + action) {
			t.Errorf("%s is no action", action)
		}
		for _, key := range keys {
			if name, err := ParseKey(key); err != nil || name != key {
				t.Errorf("ParseKey(%q) = %q, %v, want it as it stands", key, name, err)
			}
			if owner[key] != "" {
				t.Errorf("%s is %s and %s", key, owner[key], action)
			}
			owner[key] = action
		}
	}
}

// A key that somebody has changed must not stand in a sentence as it was: every
// sentence is given its keys.
func TestNoSentenceNamesAKeyThatCanBeChanged(t *testing.T) {
	var keys []string
	for _, list := range (Settings{}).Bindings() {
		for _, key := range list {
			keys = append(keys, key, strings.ToUpper(key[:1])+key[1:])
		}
	}
	about := []string{"settings", "fault"} // what may stand in the file, and what is wrong with it
	for id, s := range everySentence(t) {
		if chapter, _, _ := strings.Cut(id, "."); slices.Contains(about, chapter) {
			continue
		}
		for _, p := range slices.Concat(slices.Collect(maps.Values(s))...) {
			for word := range strings.FieldsFuncSeq(p.literal, func(r rune) bool { return strings.ContainsRune(" .,;:()", r) }) {
				if slices.Contains(keys, word) {
					t.Errorf("%q names the key %s", id, word)
				}
			}
		}
	}
}

func TestKeysInTheSettings(t *testing.T) {
	for _, tt := range []struct {
		name, yaml string
		want       map[string][]string
		wrong      []string
	}{
		{"none", "keys:\n", nil, nil},
		{"one", "keys: {palette: Ctrl+K}\n", map[string][]string{"palette": {"ctrl+k"}}, nil},
		{"several", "keys:\n  why: [f1, f9, F9]\n", map[string][]string{"why": {"f1", "f9"}}, nil},
		{"no key for it", "keys:\n  saved: none\n  redo: []\n", map[string][]string{"saved": nil, "redo": nil}, nil},
		{"nothing behind it", "keys:\n  saved:\n", nil, nil},
		{"one that had none", "keys:\n  go.people: f6\n", map[string][]string{"go.people": {"f6"}}, nil},
		{"two that change places", "keys:\n  mark: ctrl+p\n  palette: ctrl+g\n", map[string][]string{"mark": {"ctrl+p"}, "palette": {"ctrl+g"}}, nil},
		{"a key that is given up and taken", "keys:\n  saved: none\n  send: ctrl+s\n", map[string][]string{"saved": nil, "send": {"ctrl+s"}}, nil},
		{"an action there is not", "keys:\n  palete: ctrl+k\n", nil, []string{"settings.yaml:2 action-unknown"}},
		{"a key there is not", "keys:\n  palette: hyper+k\n", nil, []string{"settings.yaml:2 no-key"}},
		{"a key that is another", "keys:\n  palette: ctrl+m\n", nil, []string{"settings.yaml:2 key-same"}},
		{"alt", "keys:\n  palette: alt+p\n", nil, []string{"settings.yaml:2 key-alt"}},
		{"a letter", "keys:\n  palette: p\n", nil, []string{"settings.yaml:2 key-writes"}},
		{"one of two is wrong", "keys:\n  why:\n    - f9\n    - alt+w\n", nil, []string{"settings.yaml:4 key-alt"}},
		{"the way to all others", "keys:\n  palette: none\n  quit: []\n  cover: none\n", nil, []string{
			"settings.yaml:2 action-needed", "settings.yaml:3 action-needed", "settings.yaml:4 action-needed",
		}},
		{"private pages", "keys:\n  go.mine: f6\n", nil, []string{"settings.yaml:2 action-private"}},
		{"a key that is taken", "keys:\n  mark: ctrl+p\n", nil, []string{"settings.yaml:2 key-taken"}},
		{"the same key twice", "keys:\n  mark: ctrl+k\n  find: ctrl+k\n  turn: ctrl+e\n", map[string][]string{"turn": {"ctrl+e"}}, []string{"settings.yaml:3 key-taken"}},
		{"one slip that brings another", "keys:\n  mark: ctrl+e\n  palette: ctrl+g\n  cover: ctrl+e\n", nil, []string{
			"settings.yaml:3 key-taken", "settings.yaml:4 key-taken",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, wrong := ParseSettings([]byte(tt.yaml))
			compareFaults(t, wrong, tt.wrong)
			if diff := cmp.Diff(tt.want, got.Keys); diff != "" {
				t.Errorf("keys (-want +got):\n%s", diff)
			}
			again, wrong := ParseSettings(EncodeSettings(got))
			compareFaults(t, wrong, nil)
			if diff := cmp.Diff(got, again); diff != "" {
				t.Errorf("written and read again (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAClashIsToldWithBothNames(t *testing.T) {
	_, wrong := ParseSettings([]byte("keys:\n  mark: ctrl+k\n  palette: ctrl+k\n"))
	if len(wrong) != 1 {
		t.Fatalf("%d faults, want 1", len(wrong))
	}
	said, want := English().Say(wrong[0].Message()), "ctrl+k is already mark; it can't be palette too."
	if !strings.Contains(said, want) {
		t.Errorf("the fault says %q, want %q in it", said, want)
	}
}

func TestASlipInANameIsToldWithWhatWasMeant(t *testing.T) {
	for slip, want := range map[string]string{"palete": "palette", "people": "go.people", "Undoo": "undo", "topic-next": "topic.next", "rereadback": "go.readback"} {
		if got := nearest(slip, Actions()); !slices.Contains(got, want) {
			t.Errorf("nearest(%q) = %v, want %s among them", slip, got, want)
		}
	}
}

// The file names every action, so that nobody has to guess: each line does what
// it says once its first sign is taken away.
func TestTheFileNamesEveryActionWithItsKey(t *testing.T) {
	file := strings.ReplaceAll(string(EncodeSettings(DefaultSettings())), "\n  # ", "\n  ")
	_, file, _ = strings.Cut(file, "\nkeys:\n")
	s, wrong := ParseSettings([]byte("keys:\n" + file))
	compareFaults(t, wrong, nil)
	if diff := cmp.Diff(slices.Sorted(slices.Values(Actions())), slices.Sorted(maps.Keys(s.Keys))); diff != "" {
		t.Errorf("actions (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff((Settings{}).Bindings(), s.Bindings()); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
}

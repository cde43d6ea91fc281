package content

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// The keys of the whole screen stand here, and nowhere else, and so does what a
// key's name may be: settings are read where no screen is, and a fault in them
// has to be told with its line all the same.

// actionKey is an action and the keys that it has until somebody changes them.
type actionKey struct {
	action string
	keys   []string
	needed bool // without a key for it nobody would get to the others, or away
	gives  bool // its keys go to whatever else somebody gives them
}

// actionKeys are the actions that begin with keys, in the order in which the
// file lists them. Every other action that the catalogue names can be given
// some.
func actionKeys() []actionKey {
	return []actionKey{
		{action: "palette", keys: []string{"ctrl+p"}, needed: true},
		{action: "cover", keys: []string{"ctrl+l"}, needed: true},
		{action: "quit", keys: []string{"ctrl+q"}, needed: true},
		{action: "mark", keys: []string{"ctrl+g"}},
		{action: "prompt.next", keys: []string{"ctrl+r"}},
		{action: "topic.next", keys: []string{"ctrl+n"}},
		{action: "topic.back", keys: []string{"ctrl+b"}},
		{action: "turn", keys: []string{"ctrl+t"}},
		{action: "why", keys: []string{"f1"}},
		{action: "places", keys: []string{"f5"}},
		{action: "find", keys: []string{"ctrl+f"}},
		{action: "chain.back", keys: []string{"ctrl+o"}, gives: true},
		{action: "chain.on", keys: []string{"ctrl+e"}, gives: true},
		{action: "undo", keys: []string{"ctrl+z"}},
		{action: "redo", keys: []string{"ctrl+y"}},
		{action: "saved", keys: []string{"ctrl+s"}},
	}
}

// keyless are the actions that no key may lead to: a page that nobody in the room
// should come upon does not open by one slip of a hand.
var keyless = []string{"go.mine", "go.decisions", "worry.set"}

// Bindings are the keys of every action that has some: those that it begins
// with, or those that somebody gave it.
func (s Settings) Bindings() map[string][]string {
	out := map[string][]string{}
	for _, x := range actionKeys() {
		out[x.action] = x.keys
	}
	maps.Copy(out, s.Keys)
	giveWay(out, s.Keys)
	maps.DeleteFunc(out, func(_ string, keys []string) bool { return len(keys) == 0 })
	return out
}

// giveWay takes keys that somebody gave to an action from those that begin with
// them and give them away: such a one came later than many a settings file.
func giveWay(keys, given map[string][]string) {
	for _, x := range actionKeys() {
		if _, own := given[x.action]; own || !x.gives {
			continue
		}
		for _, taken := range given {
			keys[x.action] = slices.DeleteFunc(slices.Clone(keys[x.action]), func(k string) bool { return slices.Contains(taken, k) })
		}
	}
}

// actionPrefix begins the name of an action's sentence in the catalogue.
const actionPrefix = "action."

// Actions are the names of all actions that can have a key: those that begin
// with one first, then the others by name.
func Actions() []string {
	var out []string
	for _, x := range actionKeys() {
		out = append(out, x.action)
	}
	begin := len(out)
	for id := range English().chapters["action"]() {
		if name := strings.TrimPrefix(id, actionPrefix); !slices.Contains(out[:begin], name) && !slices.Contains(keyless, name) {
			out = append(out, name)
		}
	}
	slices.Sort(out[begin:])
	return out
}

// KeyWhy says why a name cannot be a key of the program.
type KeyWhy string

// The reasons, which are faults of the settings by these names.
const (
	KeyUnknown KeyWhy = "no-key"     // there is no such key, or few terminals send it
	KeySame    KeyWhy = "key-same"   // terminals, or some of them, send it as another key
	KeyAlt     KeyWhy = "key-alt"    // where AltGr or Option writes letters there is no such key
	KeyWrites  KeyWhy = "key-writes" // it writes, or moves about in what is written
)

// KeyError is a key that cannot be bound. Same is the key as which it arrives,
// where that is the reason.
type KeyError struct {
	Key, Same string
	Why       KeyWhy
}

func (e *KeyError) Error() string { return fmt.Sprintf("bind key %q: %s", e.Key, e.Why) }

// sameKeys arrive as another key at a program in a terminal.
var sameKeys = map[string]string{
	"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+j": "enter", "ctrl+h": "backspace", "ctrl+[": "esc", "ctrl+@": "ctrl+space",
	"shift+enter": "enter", "ctrl+enter": "enter", "ctrl+?": "backspace",
}

// writingKeys write, or move and select: alone, and with shift or ctrl.
var writingKeys = []string{
	"enter", "esc", "tab", "space", "backspace", "delete", "insert", "up", "down", "left", "right", "home", "end", "pgup", "pgdown",
}

// writingControls do what they do in an office program, in every line.
var writingControls = []string{"ctrl+a", "ctrl+c", "ctrl+v", "ctrl+w", "ctrl+x"}

// keySpellings are other ways in which people write a key's name.
var keySpellings = map[string]string{
	"control": "ctrl", "escape": "esc", "return": "enter", "pageup": "pgup", "pagedown": "pgdown", "pgdn": "pgdown", "del": "delete",
	"spacebar": "space", "option": "alt", "meta": "alt", "altgr": "alt",
}

// ParseKey returns the name of a key as a person wrote it in the settings
// ("Ctrl-G", "F5"), or a *KeyError. What can be bound is ctrl with a letter and
// the F keys alone, since every terminal sends these and nothing is typed with
// them.
func ParseKey(written string) (string, error) {
	name := strings.ToLower(strings.TrimSpace(written))
	if utf8.RuneCountInString(name) == 1 {
		return "", &KeyError{Key: written, Why: KeyWrites}
	}
	parts := strings.FieldsFunc(name, func(r rune) bool { return r == '+' || r == '-' || r == ' ' })
	for i, part := range parts {
		parts[i] = cmp.Or(keySpellings[part], part)
	}
	if len(parts) == 0 {
		return "", &KeyError{Key: written, Why: KeyUnknown}
	}
	key, mods := parts[len(parts)-1], parts[:len(parts)-1]
	if slices.Contains(mods, "alt") {
		return "", &KeyError{Key: written, Why: KeyAlt}
	}
	name = ""
	for _, mod := range []string{"ctrl", "shift"} {
		if slices.Contains(mods, mod) {
			name += mod + "+"
			mods = slices.DeleteFunc(mods, func(m string) bool { return m == mod })
		}
	}
	if len(mods) > 0 {
		return "", &KeyError{Key: written, Why: KeyUnknown}
	}
	return bindable(written, name, key)
}

// bindable judges a key by its name behind those of the keys held with it.
func bindable(written, held, key string) (string, error) {
	name, letter := held+key, len(key) == 1 && key[0] >= 'a' && key[0] <= 'z'
	same := sameKeys[name]
	if held == "ctrl+shift+" && letter {
		same = "ctrl+" + key
	}
	switch {
	case same != "":
		return "", &KeyError{Key: written, Same: same, Why: KeySame}
	case slices.Contains(writingKeys, key), slices.Contains(writingControls, name), held == "shift+" && utf8.RuneCountInString(key) == 1:
		return "", &KeyError{Key: written, Why: KeyWrites}
	case held == "ctrl+" && letter, held == "" && slices.Contains(functionKeys, key):
		return name, nil
	}
	return "", &KeyError{Key: written, Why: KeyUnknown}
}

var functionKeys = []string{"f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12"}

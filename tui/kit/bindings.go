package kit

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// KeyWhy says why a name cannot be a key of the program.
type KeyWhy string

// The reasons. WhySame: every terminal, or some, send it as another key. WhyAlt: keyboards with AltGr have no such key.
const (
	WhyUnknown KeyWhy = "unknown"
	WhySame    KeyWhy = "same"
	WhyAlt     KeyWhy = "alt"
)

// KeyError is a key that cannot be bound. Same is the key as which it arrives, where that is the reason.
type KeyError struct {
	Key, Same string
	Why       KeyWhy
}

func (e *KeyError) Error() string {
	return fmt.Sprintf("bind key %q: %s", e.Key, e.Why)
}

var sameKeys = map[string]string{
	"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+j": "enter", "ctrl+h": "backspace", "ctrl+[": "esc", "ctrl+@": "ctrl+space",
	"shift+enter": "enter", "ctrl+enter": "enter", "ctrl+?": "backspace",
}

var namedKeys = []string{
	"enter", "esc", "tab", "space", "backspace", "delete", "insert", "up", "down", "left", "right", "home", "end", "pgup", "pgdown",
	"f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12",
}

// keySpellings are other ways in which people write a key's name.
var keySpellings = map[string]string{
	"control": "ctrl", "escape": "esc", "return": "enter", "pageup": "pgup", "pagedown": "pgdown", "pgdn": "pgdown", "del": "delete",
	"spacebar": "space",
}

// ParseKey returns the name of a key as a person wrote it in the settings ("Ctrl-G", "PageUp"), or a *KeyError.
func ParseKey(written string) (string, error) {
	name := strings.TrimSpace(written)
	if utf8.RuneCountInString(name) == 1 {
		return name, nil
	}
	parts := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r == '+' || r == '-' || r == ' ' })
	for i, part := range parts {
		parts[i] = cmp.Or(keySpellings[part], part)
	}
	if len(parts) == 0 {
		return "", &KeyError{Key: written, Why: WhyUnknown}
	}
	key, mods := parts[len(parts)-1], parts[:len(parts)-1]
	if slices.Contains(mods, "alt") {
		return "", &KeyError{Key: written, Why: WhyAlt}
	}
	name = ""
	for _, mod := range []string{"ctrl", "shift"} {
		if slices.Contains(mods, mod) {
			name += mod + "+"
			mods = slices.DeleteFunc(mods, func(m string) bool { return m == mod })
		}
	}
	single := utf8.RuneCountInString(key) == 1
	if len(mods) > 0 || !single && !slices.Contains(namedKeys, key) || single && strings.HasPrefix(name, "shift+") {
		return "", &KeyError{Key: written, Why: WhyUnknown}
	}
	name += key
	if same, ok := sameKeys[name]; ok {
		return "", &KeyError{Key: written, Same: same, Why: WhySame}
	}
	return name, nil
}

// Bindings say which keys lead to which action. It is a value: a changed one is a new one.
type Bindings struct {
	keys map[string][]string
}

// NewBindings takes the keys of each action by the action's name.
func NewBindings(keys map[string][]string) (Bindings, error) {
	b := Bindings{keys: map[string][]string{}}
	for action, names := range keys {
		var err error
		if b, err = b.Remap(action, names...); err != nil {
			return Bindings{}, err
		}
	}
	return b, nil
}

// Remap returns the bindings with other keys for one action. It returns a *KeyError where a key cannot be bound; whether the
// keys are taken already is for Clashes to say.
func (b Bindings) Remap(action string, names ...string) (Bindings, error) {
	parsed := make([]string, 0, len(names))
	for _, written := range names {
		name, err := ParseKey(written)
		if err != nil {
			return b, fmt.Errorf("remap %s: %w", action, err)
		}
		parsed = append(parsed, name)
	}
	keys := maps.Clone(b.keys)
	keys[action] = parsed
	return Bindings{keys: keys}, nil
}

// Keys returns the keys of an action, the first of which is the one to show.
func (b Bindings) Keys(action string) []string {
	return b.keys[action]
}

// Action returns the action of a key by its name.
func (b Bindings) Action(key string) (action string, ok bool) {
	for _, name := range slices.Sorted(maps.Keys(b.keys)) {
		if slices.Contains(b.keys[name], key) {
			return name, true
		}
	}
	return "", false
}

// Clash is one key that leads to several actions.
type Clash struct {
	Key     string
	Actions []string
}

// Clashes returns the keys that lead to more than one action, in the order of their names.
func (b Bindings) Clashes() []Clash {
	actions := map[string][]string{}
	for _, action := range slices.Sorted(maps.Keys(b.keys)) {
		for _, key := range b.keys[action] {
			actions[key] = append(actions[key], action)
		}
	}
	var clashes []Clash
	for _, key := range slices.Sorted(maps.Keys(actions)) {
		if len(actions[key]) > 1 {
			clashes = append(clashes, Clash{Key: key, Actions: actions[key]})
		}
	}
	return clashes
}

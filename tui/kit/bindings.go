package kit

import "slices"

// Bindings say which keys lead to which action. It is a value, and never
// changes.
type Bindings struct {
	keys map[string][]string
}

// NewBindings takes the keys of each action by the action's name. No key may be
// that of two actions.
func NewBindings(keys map[string][]string) Bindings {
	return Bindings{keys: keys}
}

// Keys returns the keys of an action, the first of which is the one to show.
func (b Bindings) Keys(action string) []string { return b.keys[action] }

// Action returns the action of a key by its name.
func (b Bindings) Action(key string) (action string, ok bool) {
	for action, keys := range b.keys {
		if slices.Contains(keys, key) {
			return action, true
		}
	}
	return "", false
}

package content

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"
)

// noKey is what stands behind an action that shall have no key.
const noKey = "none"

// binding is a line of the file: an action with other keys than it begins with.
type binding struct {
	action string
	keys   []string
	line   int
}

// keys reads the keys that somebody gave to actions. A line that is wrong, or
// wants a key that is another action's, is a fault, and its action has the
// keys that it begins with. Nil where no line is left.
func (f *faults) keys(e entry) map[string][]string {
	var lines []binding
	for _, e := range f.inner(e) {
		if b, ok := f.binding(e); ok {
			lines = append(lines, b)
		}
	}
	lines = f.unclashed(lines)
	if len(lines) == 0 {
		return nil
	}
	out := map[string][]string{}
	for _, b := range lines {
		out[b.action] = b.keys
	}
	return out
}

// binding reads one line. It is not ok where it leaves the action as it begins.
func (f *faults) binding(e entry) (b binding, ok bool) {
	b = binding{action: e.key, line: e.line}
	if slices.Contains(keyless, e.key) {
		f.add(e.line, "action-private", "action", e.key)
		return b, false
	}
	if all := Actions(); !slices.Contains(all, e.key) {
		f.add(e.line, "action-unknown", "action", e.key, "near", strings.Join(nearest(e.key, all), ", "))
		return b, false
	}
	before := len(f.list)
	for _, v := range f.keyNames(e) {
		if name, fine := f.key(v); fine && !slices.Contains(b.keys, name) {
			b.keys = append(b.keys, name)
		}
	}
	s, isText := scalar(e.node)
	switch {
	case len(f.list) > before, isText && s == "":
		return b, false
	case len(b.keys) == 0 && isNeeded(e.key):
		f.add(e.line, "action-needed", "action", e.key)
		return b, false
	}
	return b, true
}

// keyNames are the keys of a line: one, a list of them, or none.
func (f *faults) keyNames(e entry) []value {
	s, ok := scalar(e.node)
	switch {
	case !ok:
		return f.texts(e)
	case s == "", s == noKey:
		return nil
	}
	return []value{f.seen(value{s, e.line})}
}

// key reads the name of a key, and notes why it can be none.
func (f *faults) key(v value) (string, bool) {
	name, err := ParseKey(v.text)
	if wrong, ok := errors.AsType[*KeyError](err); ok {
		f.add(v.line, string(wrong.Why), "key", v.text, "same", wrong.Same)
	}
	return name, err == nil
}

func isNeeded(action string) bool {
	return slices.ContainsFunc(actionKeys(), func(x actionKey) bool { return x.action == action && x.needed })
}

// unclashed leaves out the lines that want a key which is another action's: both
// would be pressed for by one key. What a line leaves behind goes back to its
// action, and may be what another line has taken; so it looks until no two are
// left.
func (f *faults) unclashed(lines []binding) []binding {
	for {
		given, at := map[string][]string{}, map[string]int{}
		for _, b := range lines {
			given[b.action], at[b.action] = b.keys, b.line
		}
		key, other, action := clash(Settings{Keys: given}.Bindings(), at)
		if action == "" {
			return lines
		}
		f.add(at[action], "key-taken", "key", key, "other", other, "action", action)
		lines = slices.DeleteFunc(lines, func(b binding) bool { return b.action == action || b.action == other })
	}
}

// clash finds a key that two actions have: the second is the one whose line in
// the file stands lower, and what the other has may be what it begins with.
func clash(owned map[string][]string, line map[string]int) (key, other, action string) {
	has := map[string]string{}
	inOrder := func(a, b string) int { return cmp.Or(cmp.Compare(line[a], line[b]), strings.Compare(a, b)) }
	for _, name := range slices.SortedFunc(maps.Keys(owned), inOrder) {
		for _, k := range owned[name] {
			if first, taken := has[k]; taken {
				return k, first, name
			}
			has[k] = name
		}
	}
	return "", "", ""
}

package tui

import "ownwords/tui/kit"

// press returns the key of a name. A name of one character types it.
func press(name string) kit.Key {
	switch {
	case name == "space":
		return kit.Key{Name: name, Text: " "}
	case len([]rune(name)) == 1:
		return kit.Key{Name: name, Text: name}
	}
	return kit.Key{Name: name}
}

package kit

// pressed returns the key of a name. A name of one character types it.
func pressed(name string) Key {
	switch {
	case name == "space":
		return Key{Name: name, Text: " "}
	case len([]rune(name)) == 1:
		return Key{Name: name, Text: name}
	}
	return Key{Name: name}
}

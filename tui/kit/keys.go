package kit

import (
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// Key is a key press as the program speaks of it, whatever the terminal made of it. What is done with the mouse is one too.
type Key struct {
	// Name is "enter", "esc", "tab", "ctrl+g", "shift+left", "f1", "space", or the letter itself.
	Name string
	// Text is what the key types; empty where it types nothing.
	Text string
	// On is the widget that the mouse is used on, and X and Y the cell, counted from its upper left corner (see Mouse).
	On   any
	X, Y int
}

// Keyboard turns a terminal's key presses into keys. There is one in a run, since what a byte means depends on what this
// terminal has sent before: 0x08 is Backspace until 0x7f has been seen, and deletes a word from then on.
type Keyboard struct {
	sawDelete bool
}

// Key returns the key that was pressed.
func (k *Keyboard) Key(msg tea.KeyPressMsg) Key {
	key := tea.Key(msg)
	key.Mod &= tea.ModShift | tea.ModAlt | tea.ModCtrl | tea.ModMeta | tea.ModHyper | tea.ModSuper
	if key.Mod&(tea.ModMeta|tea.ModHyper|tea.ModSuper) != 0 {
		return Key{Name: tea.Key{Code: key.Code, Mod: key.Mod}.Keystroke()}
	}
	if key.Text != "" {
		return typed(key.Text)
	}
	if digit, ok := keypad[key.Code]; ok {
		return typed(digit)
	}
	if code, ok := movedKeys[key.Code]; ok {
		key.Code = code
	}
	switch key.Code {
	case tea.KeyEnter, tea.KeyKpEnter:
		return Key{Name: "enter"} // shift, alt and ctrl with it are the same key on too many terminals
	case tea.KeySpace:
		if key.Mod&tea.ModCtrl != 0 {
			return Key{Name: "ctrl+space"}
		}
		return typed(" ")
	case tea.KeyBackspace:
		return k.backspace(key.Mod)
	}
	if key.Mod&tea.ModAlt != 0 {
		return withAlt(key)
	}
	if key.Mod&tea.ModCtrl != 0 && key.Mod&tea.ModShift == 0 {
		return k.withCtrl(key)
	}
	return Key{Name: key.Keystroke()}
}

func typed(text string) Key {
	if text == " " {
		return Key{Name: "space", Text: text}
	}
	return Key{Name: text, Text: text}
}

// backspace notes that this terminal sends 0x7f, for only then can it mean something else by 0x08.
func (k *Keyboard) backspace(mod tea.KeyMod) Key {
	if mod&(tea.ModCtrl|tea.ModAlt) != 0 {
		return Key{Name: "ctrl+backspace"}
	}
	k.sawDelete = true
	return Key{Name: "backspace"}
}

// withCtrl names the control bytes that are other keys: a terminal that tells ctrl+i from Tab must not give it a meaning
// that no other terminal can send.
func (k *Keyboard) withCtrl(key tea.Key) Key {
	code := key.Code
	if key.BaseCode != 0 {
		code = key.BaseCode
	}
	switch code {
	case 'h':
		if k.sawDelete {
			return Key{Name: "ctrl+backspace"}
		}
		return Key{Name: "backspace"}
	case 'i':
		return Key{Name: "tab"}
	case 'j', 'm':
		return Key{Name: "enter"}
	case '[':
		return Key{Name: "esc"}
	case '@':
		return Key{Name: "ctrl+space"}
	}
	return Key{Name: key.Keystroke()}
}

// withAlt lets alt with a letter type the letter, since AltGr and dead keys arrive so, and lets alt with a moving key do what
// ctrl does, as on a Mac. Nothing is reached by alt alone.
func withAlt(key tea.Key) Key {
	key.Mod &^= tea.ModAlt
	if key.Mod&tea.ModCtrl == 0 && unicode.IsPrint(key.Code) {
		r := key.Code
		if key.Mod&tea.ModShift != 0 {
			r = unicode.ToUpper(r)
			if key.ShiftedCode != 0 {
				r = key.ShiftedCode
			}
		}
		return typed(string(r))
	}
	switch key.Code {
	case tea.KeyLeft, tea.KeyRight, tea.KeyDelete:
		key.Mod |= tea.ModCtrl
	}
	return Key{Name: key.Keystroke()}
}

// movedKeys are the keys of old terminals that send Home and End by other names.
var movedKeys = map[rune]rune{
	tea.KeyFind:     tea.KeyHome,
	tea.KeySelect:   tea.KeyEnd,
	tea.KeyKpUp:     tea.KeyUp,
	tea.KeyKpDown:   tea.KeyDown,
	tea.KeyKpLeft:   tea.KeyLeft,
	tea.KeyKpRight:  tea.KeyRight,
	tea.KeyKpPgUp:   tea.KeyPgUp,
	tea.KeyKpPgDown: tea.KeyPgDown,
	tea.KeyKpHome:   tea.KeyHome,
	tea.KeyKpEnd:    tea.KeyEnd,
	tea.KeyKpDelete: tea.KeyDelete,
}

var keypad = map[rune]string{
	tea.KeyKp0: "0", tea.KeyKp1: "1", tea.KeyKp2: "2", tea.KeyKp3: "3", tea.KeyKp4: "4",
	tea.KeyKp5: "5", tea.KeyKp6: "6", tea.KeyKp7: "7", tea.KeyKp8: "8", tea.KeyKp9: "9",
	tea.KeyKpPlus: "+", tea.KeyKpMinus: "-", tea.KeyKpMultiply: "*", tea.KeyKpDivide: "/",
	tea.KeyKpDecimal: ".", tea.KeyKpComma: ",", tea.KeyKpEqual: "=",
}

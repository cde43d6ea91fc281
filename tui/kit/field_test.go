package kit

import (
	"strings"
	"testing"
)

func TestTypingInAField(t *testing.T) {
	for _, c := range []struct {
		story, value string
		multiline    bool
		keys         []string
		want         string
	}{
		{story: "at the end", value: "Peg", keys: []string{"g", "y"}, want: "Peggy"},
		{story: "at the beginning", value: "eggy", keys: []string{"home", "P"}, want: "Peggy"},
		{story: "a grapheme goes whole", value: "x👩‍👧", keys: []string{"backspace"}, want: "x"},
		{story: "a word goes whole", value: "Peggy Ashworth", keys: []string{"ctrl+w"}, want: "Peggy "},
		{story: "over what is selected", value: "Peggy", keys: []string{"ctrl+a", "C"}, want: "C"},
		{story: "Backspace at the beginning", value: "a", keys: []string{"home", "backspace"}, want: "a"},
		{story: "Delete at the end", value: "a", keys: []string{"delete"}, want: "a"},
		{story: "Enter is not typed", value: "a", keys: []string{"enter"}, want: "a"},
		{story: "Enter is typed in several lines", value: "a", multiline: true, keys: []string{"enter", "b"}, want: "a\nb"},
	} {
		t.Run(c.story, func(t *testing.T) {
			f := NewField(plainLook())
			f.Multiline = c.multiline
			f.SetValue(c.value)
			for _, key := range c.keys {
				before := f.Value()
				changed, _ := f.Key(pressed(key))
				if changed != (f.Value() != before) {
					t.Errorf("Key(%s) says changed %v, %q to %q", key, changed, before, f.Value())
				}
			}
			if got := f.Value(); got != c.want {
				t.Errorf("Value() = %q, want %q", got, c.want)
			}
		})
	}
}

func TestKeysThatLeaveAField(t *testing.T) {
	f := NewField(plainLook())
	f.SetValue("one two three")
	f.View(5)
	for _, key := range []string{"enter", "tab", "shift+tab", "esc", "down", "pgup", "ctrl+p"} {
		if _, used := f.Key(pressed(key)); used {
			t.Errorf("Key(%s) is used", key)
		}
	}
	for _, key := range []string{"up", "up", "down", "left", "home"} {
		if _, used := f.Key(pressed(key)); !used {
			t.Errorf("Key(%s) is not used within three rows", key)
		}
	}
}

func TestPastingIntoAField(t *testing.T) {
	for _, c := range []struct {
		multiline  bool
		text, want string
	}{
		{false, "one\r\ntwo\n", "one two"},
		{false, "\r\n", ""},
		{true, "one\r\ntwo\rthree", "one\ntwo\nthree"},
		{false, "a\x1b[31m\x00b", "a[31mb"},
	} {
		f := NewField(plainLook())
		f.Multiline = c.multiline
		if changed := f.Paste(c.text); changed != (c.want != "") || f.Value() != c.want {
			t.Errorf("Paste(%q) = %v, value %q, want %q", c.text, changed, f.Value(), c.want)
		}
	}
}

func TestAMaskedFieldShowsNothingOfItsValue(t *testing.T) {
	f := NewField(plainLook())
	f.SetValue("Siân 👩‍👧")
	f.Mask(true)
	d := f.View(20)
	if got := strings.Join(d.Rows, "\n"); got != "••••••" {
		t.Errorf("View = %q, want six dots", got)
	}
	if d.Cursor.X != 6 {
		t.Errorf("cursor at %d, want 6", d.Cursor.X)
	}
	f.Key(pressed("backspace"))
	f.Key(pressed("ctrl+a"))
	if got := f.Selected(); got != "" {
		t.Errorf("Selected() = %q of a secret, want nothing", got)
	}
	f.Mask(false)
	if got := strings.Join(f.View(20).Rows, "\n"); !strings.Contains(got, "Siân") {
		t.Errorf("View after Mask(false) = %q, want what was typed", got)
	}
}

func TestTheCaretBehindAFullRow(t *testing.T) {
	f := NewField(plainLook())
	f.SetValue("12345 12345")
	if d := f.View(5); d.Cursor.X != 5 || d.Cursor.Y != 1 {
		t.Errorf("cursor at %v, want behind the second row", d.Cursor)
	}
	f.SetValue("1234567")
	if d := f.View(5); len(d.Rows) != 2 || d.Cursor.X != 2 || d.Cursor.Y != 1 {
		t.Errorf("cursor at %v in %q, want behind the second row", d.Cursor, d.Rows)
	}
}

package kit

import "testing"

// TestALineIsTakenBackWordByWord: what is typed in a line can be taken back
// while it is typed in, and typed again.
func TestALineIsTakenBackWordByWord(t *testing.T) {
	for _, c := range []struct {
		story string
		keys  []string
		want  []string // after each Untype, down to what stood there
	}{
		{"a word at a time", []string{" ", "M", "a", "y", " ", "A"}, []string{"Peggy May ", "Peggy ", "Peggy"}},
		{"erasing is a step, and what is typed then belongs to it", []string{"!", "backspace", "?", "?"}, []string{"Peggy!", "Peggy"}},
		{"all of it at once", []string{"ctrl+a", "x"}, []string{"Peggy"}},
		{"a caret that moved", []string{"a", "left", "b"}, []string{"Peggy a", "Peggy"}},
		{"what was pasted", []string{"a", "paste one two", "b"}, []string{"Peggy aone two", "Peggy a", "Peggy"}},
		{"graphemes whole", []string{" ", "👩‍👩‍👧", "backspace"}, []string{"Peggy 👩‍👩‍👧", "Peggy ", "Peggy"}},
	} {
		t.Run(c.story, func(t *testing.T) {
			f := NewForm(plainLook())
			f.SetRows(answers())
			for _, k := range c.keys {
				switch {
				case len(k) > 6 && k[:6] == "paste ":
					f.Paste(k[6:])
				case k == " " || k[0] > 'z' || len(k) == 1:
					f.Key(typed(k))
				default:
					f.Key(pressed(k))
				}
			}
			_, end, _ := f.Editing()
			for _, want := range c.want {
				if !f.Untype() {
					t.Fatalf("Untype() found nothing, want %q", want)
				}
				if _, got, _ := f.Editing(); got != want {
					t.Fatalf("Untype() leaves %q, want %q", got, want)
				}
			}
			if f.Untype() {
				t.Error("Untype() goes on before the line's beginning")
			}
			for range c.want {
				f.Retype()
			}
			if _, got, _ := f.Editing(); got != end || f.Retype() {
				t.Errorf("typed again %q, want %q and nothing more", got, end)
			}
		})
	}
}

// TestALinesWordsAreTakenBackInItAlone: behind its end the line is one thing to
// its owner, and a secret is remembered nowhere.
func TestALinesWordsAreTakenBackInItAlone(t *testing.T) {
	f := NewForm(plainLook())
	f.SetRows(answers())
	f.Key(typed("!"))
	f.Leave()
	if f.Untype() {
		t.Error("Untype() after the line was left")
	}
	f.Key(typed("?"))
	f.Untype()
	if _, got, _ := f.Editing(); got != "Peggy!" || f.Untype() {
		t.Errorf("the next typing is taken back to %q, and further", got)
	}
	f = passphrase(plainLook())
	f.SetFocus("again")
	f.Key(typed("canal"))
	if f.Untype() {
		t.Error("a secret was remembered")
	}
}

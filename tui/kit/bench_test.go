package kit

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkNotebookKey is one key and one drawing: typing in the middle of notes of that size, the owner handing all of
// them back. A page is many notes of ordinary length, or, the hardest case, one note.
func BenchmarkNotebookKey(b *testing.B) {
	sentence := "Walking to the club by the canal, though everyone wants me in a taxi – नमस्ते. "
	for _, c := range []struct {
		name  string
		size  int
		notes int
	}{
		{"1kB", 1 << 10, 5}, {"100kB", 100 << 10, 500}, {"100kB-in-one-note", 100 << 10, 1},
	} {
		b.Run(c.name, func(b *testing.B) {
			look := &Look{Styles: NewStyles(StylesOptions{Dark: true})}
			e := NewEditor(look)
			notes := make([]Note, c.notes)
			for i := range notes {
				notes[i] = Note{
					ID: fmt.Sprint(i), Gutter: "Peggy", Quoted: i%2 == 0, Mark: "wanted",
					Text: strings.Repeat(sentence, c.size/c.notes/len(sentence)),
				}
			}
			e.SetNotes(notes)
			e.SetCaret(notes[c.notes/2].ID, len(notes[0].Text)/2)
			e.View(80, 16)
			keys := []Key{pressed("x"), pressed("space"), pressed("backspace"), pressed("backspace"), pressed("down"), pressed("up")}
			for n := 0; b.Loop(); n++ {
				events, _ := e.Key(keys[n%len(keys)])
				for _, event := range events {
					edit := event.(Edit)
					note := &notes[c.notes/2]
					note.Text = note.Text[:edit.From] + edit.With + note.Text[edit.To:]
				}
				e.SetNotes(notes)
				e.View(80, 16)
			}
		})
	}
}

// BenchmarkFormView is one drawing of a whole form in its frame.
func BenchmarkFormView(b *testing.B) {
	look := &Look{Styles: NewStyles(StylesOptions{Dark: true})}
	f, frame := beginning(look), frameFor("Somebody new")
	for b.Loop() {
		w, h := frame.Page(look, 80, 24)
		frame.View(look, 80, 24, f.View(w, h))
	}
}

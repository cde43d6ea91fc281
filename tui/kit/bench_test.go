package kit

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"
)

// typist is something that is typed in: it takes a key and draws itself.
type typist interface{ key(n int) }

// benchKeys are what a hand does in the middle of a text.
var benchKeys = []tea.KeyPressMsg{
	{Code: 'x', Text: "x"}, {Code: tea.KeySpace, Text: " "}, {Code: tea.KeyBackspace}, {Code: tea.KeyBackspace}, {Code: tea.KeyDown}, {Code: tea.KeyUp},
}

// ours is the notebook with an owner that hands its notes back.
type ours struct {
	editor *Editor
	board  Keyboard
	notes  []Note
}

// newOurs is that many bytes in so many notes, with the caret in the middle.
func newOurs(size, notes int) *ours {
	o := &ours{editor: NewEditor(&Look{Styles: NewStyles(StylesOptions{Dark: true})})}
	text := letter(size)
	for i := range notes {
		part := strings.ToValidUTF8(text[i*len(text)/notes:(i+1)*len(text)/notes], "")
		o.notes = append(o.notes, Note{ID: fmt.Sprint(i), Gutter: "Peggy", Quoted: i%2 == 0, Mark: "wanted", Text: part})
	}
	o.editor.SetNotes(o.notes)
	o.editor.SetCaret(o.notes[notes/2].ID, len(o.notes[notes/2].Text)/2)
	o.editor.View(80, 16)
	return o
}

func (o *ours) key(n int) {
	events, _ := o.editor.Key(o.board.Key(benchKeys[n%len(benchKeys)]))
	for _, event := range events {
		edit := event.(Edit)
		note := &o.notes[o.editor.index(edit.Note)]
		note.Text = note.Text[:edit.From] + edit.With + note.Text[edit.To:]
		o.editor.SetNote(*note)
	}
	o.editor.View(80, 16)
}

// library is the text area that others use.
type library struct{ area textarea.Model }

func newLibrary(size int) *library {
	area := textarea.New()
	area.MaxHeight, area.CharLimit = 0, 0
	area.SetWidth(61)
	area.SetHeight(16)
	area.SetValue(strings.ReplaceAll(letter(size), ". ", ".\n"))
	area.Focus()
	for range area.LineCount() / 2 {
		area.CursorUp()
	}
	return &library{area}
}

func (l *library) key(n int) {
	l.area, _ = l.area.Update(benchKeys[n%len(benchKeys)])
	_ = l.area.View()
}

// BenchmarkKey is one key and one drawing, beside the library's text area: a page of notes of ordinary length, and the
// hardest case, one note.
func BenchmarkKey(b *testing.B) {
	p99 := map[string]float64{}
	for _, kB := range []int{1, 5, 20, 50, 100} {
		for _, c := range []struct {
			name string
			make func() typist
		}{
			{"notes", func() typist { return newOurs(kB<<10, 5*kB) }},
			{"one-note", func() typist { return newOurs(kB<<10, 1) }},
			{"textarea", func() typist { return newLibrary(kB << 10) }},
		} {
			name := fmt.Sprintf("%dkB/%s", kB, c.name)
			b.Run(name, func(b *testing.B) {
				typist := c.make()
				var took []time.Duration
				for n := 0; b.Loop(); n++ {
					began := time.Now()
					typist.key(n)
					took = append(took, time.Since(began))
				}
				slices.Sort(took)
				p99[name] = float64(took[max(0, int(math.Ceil(0.99*float64(len(took))))-1)].Microseconds()) / 1000
				b.ReportMetric(p99[name], "p99-ms")
			})
		}
	}
	for _, kB := range []int{1, 5, 20, 50, 100} {
		at := func(name string) float64 { return p99[fmt.Sprintf("%dkB/%s", kB, name)] }
		fmt.Printf("beside kit-key-%dkB-p99 notes %.3g ms, one note %.3g ms, textarea %.3g ms\n", kB, at("notes"), at("one-note"), at("textarea"))
	}
	for _, c := range []struct {
		kB    int
		limit float64
	}{{1, 2}, {100, 4}} {
		value := max(p99[fmt.Sprintf("%dkB/notes", c.kB)], p99[fmt.Sprintf("%dkB/one-note", c.kB)])
		verdict := "ok"
		if value > c.limit {
			verdict = "over"
		}
		fmt.Printf("budget key-%dkB %.3g ms limit %g %s\n", c.kB, value, c.limit, verdict)
	}
}

// BenchmarkFormView is one drawing of a whole form in its frame.
func BenchmarkFormView(b *testing.B) {
	look := &Look{Styles: NewStyles(StylesOptions{Dark: true})}
	f, frame := beginning(look), frameFor("Somebody new")
	for b.Loop() {
		window := frame.Lay(look, 80, 24)
		window.View(f.View(window.Page()))
	}
}

package kit

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func anyKeysKeepTheEditorTrue(t *rapid.T) {
	texts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
		return strings.NewReplacer("\n", "", "\r", "").Replace(anyText(t, "text"))
	}), 0, 4).Draw(t, "texts")
	e, o := notebook(texts...)
	o.refuse = rapid.Bool().Draw(t, "refuse")
	e.look.Measure.Graphemes = rapid.Bool().Draw(t, "graphemes")
	names := append(slices.Sorted(maps.Keys(moves)), slices.Sorted(maps.Keys(acts))...)
	for range rapid.IntRange(1, 30).Draw(t, "keys") {
		k := pressed(rapid.SampledFrom(names).Draw(t, "key"))
		switch rapid.IntRange(0, 4).Draw(t, "what") {
		case 0:
			k = typed(rapid.SampledFrom(pieces).Draw(t, "piece"))
		case 1:
			k.Name = "shift+" + k.Name
		case 2:
			o.apply(e.Paste(anyText(t, "paste")))
			e.SetNotes(o.notes)
		}
		events, _ := e.Key(k)
		o.apply(events)
		e.SetNotes(o.notes)
		width := rapid.SampledFrom([]int{40, 80}).Draw(t, "width")
		height := rapid.IntRange(1, 8).Draw(t, "height")
		d := e.View(width, height)
		if d.Cursor == nil || d.Cursor.Y < 0 || d.Cursor.Y >= len(d.Rows) || d.Cursor.X >= width || len(d.Rows) > height {
			t.Fatalf("View(%d, %d) after %q: cursor %v in %d rows", width, height, k.Name, d.Cursor, len(d.Rows))
		}
		for i, n := range o.notes {
			if e.notes[i].Text != n.Text || e.notes[i].para.text != n.Text {
				t.Fatalf("note %d after %q = %q in the editor, want %q", i, k.Name, e.notes[i].Text, n.Text)
			}
		}
		if e.has() && !slices.Contains(ends(e.look.Measure, e.current().Text), e.caret.off) {
			t.Fatalf("caret after %q stands at byte %d, inside a grapheme of %q", k.Name, e.caret.off, e.current().Text)
		}
	}
}

func TestAnyKeysKeepTheEditorTrue(t *testing.T) { rapid.Check(t, anyKeysKeepTheEditorTrue) }

package kit

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// slowPage is the simplest thing that edits notes right: it cuts every text into graphemes anew at every key.
type slowPage struct {
	texts     []string
	note, off int
}

func (s *slowPage) ends() []int { return ends(Measure{}, s.texts[s.note]) }

func (s *slowPage) put(from, to int, with string) {
	text := s.texts[s.note]
	s.texts[s.note] = text[:from] + with + text[to:]
	s.off = from + len(with)
	for _, end := range s.ends() {
		if end >= s.off {
			s.off = end
			return
		}
	}
}

func (s *slowPage) press(key string) {
	before, after := s.off, s.off
	for _, end := range s.ends() {
		if end < s.off {
			before = end
		}
	}
	for _, end := range slices.Backward(s.ends()) {
		if end > s.off {
			after = end
		}
	}
	if s.off == 0 {
		before = 0
	}
	last := len(s.texts) - 1
	switch key {
	case "left":
		if s.off == 0 && s.note > 0 {
			s.note--
			before = len(s.texts[s.note])
		}
		s.off = before
	case "right":
		if s.off == len(s.texts[s.note]) && s.note < last {
			s.note++
			after = 0
		}
		s.off = after
	case "backspace":
		switch {
		case s.off > 0:
			s.put(before, s.off, "")
		case s.note > 0:
			s.join(s.note)
		}
	case "delete":
		switch {
		case s.off < len(s.texts[s.note]):
			s.put(s.off, after, "")
		case s.note < last:
			s.join(s.note + 1)
		}
	case "enter":
		s.enter()
	case "ctrl+home":
		s.note, s.off = 0, 0
	case "ctrl+end":
		s.note, s.off = last, len(s.texts[last])
	default:
		s.put(s.off, s.off, key)
	}
}

func (s *slowPage) join(i int) {
	s.note, s.off = i-1, len(s.texts[i-1])
	s.texts[i-1] += s.texts[i]
	s.texts = slices.Delete(s.texts, i, i+1)
	s.put(s.off, s.off, "")
}

func (s *slowPage) enter() {
	text := s.texts[s.note]
	switch {
	case text == "":
		return
	case s.off == 0 && s.note > 0 && s.texts[s.note-1] == "":
		s.note--
	case s.off == 0:
		s.texts = slices.Insert(s.texts, s.note, "")
	case s.off == len(text) && s.note+1 < len(s.texts) && s.texts[s.note+1] == "":
		s.note++
	default:
		s.texts[s.note] = text[:s.off]
		s.note++
		s.texts = slices.Insert(s.texts, s.note, text[s.off:])
	}
	s.off = 0
}

func keysLeadWhereTheSlowPageGoes(t *rapid.T) {
	slow := &slowPage{texts: []string{"one two", "नमस्ते 👩"}}
	e, o := notebook(slow.texts...)
	for range rapid.IntRange(1, 40).Draw(t, "keys") {
		key := rapid.SampledFrom([]string{
			"left", "right", "backspace", "delete", "enter", "ctrl+home", "ctrl+end",
			"a", " ", "é", "\u0301", "\u200d", "👩", "नमस्ते", "bowls", `"`,
		}).Draw(t, "key")
		k := pressed(key)
		if len(key) > 1 && len(key) < 20 && moves[key].to == nil && acts[key] == nil {
			k = typed(key)
		}
		events, _ := e.Key(k)
		slow.press(key)
		o.apply(events)
		e.SetNotes(o.notes)
		if diff := cmp.Diff(slow.texts, o.texts()); diff != "" {
			t.Fatalf("notes after %q (-slow +editor):\n%s", key, diff)
		}
		if _, off := e.Caret(); e.caret.note != slow.note || off != slow.off {
			t.Fatalf("caret after %q in %q = %v, want %d, %d", key, slow.texts, e.caret, slow.note, slow.off)
		}
	}
}

func TestKeysLeadWhereTheSlowPageGoes(t *testing.T) {
	rapid.Check(t, keysLeadWhereTheSlowPageGoes)
}

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

func FuzzEditor(f *testing.F) { f.Fuzz(rapid.MakeFuzz(anyKeysKeepTheEditorTrue)) }

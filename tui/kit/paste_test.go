package kit

import (
	"fmt"
	"strings"
	"testing"
)

// letter is so many bytes of what somebody might paste: sentences in two scripts, with a tab here and there.
func letter(bytes int) string {
	var b strings.Builder
	for n := 0; b.Len() < bytes; n++ {
		fmt.Fprintf(&b, "%d\tWalking to the club by the canal – नमस्ते, says Mrs Rao. ", n)
	}
	return b.String()
}

func TestNoByteOfALongPasteIsLost(t *testing.T) {
	const size = 100 << 10
	one := strings.TrimSpace(letter(size))
	for _, c := range []struct {
		story, text string
		want        []string
	}{
		{"in one line", one, []string{one}},
		{"in lines", strings.ReplaceAll(one, ". ", ".\n"), strings.Split(strings.ReplaceAll(one, ". ", ".\n"), "\n")},
		{"in lines from Windows", strings.ReplaceAll(one, ". ", ".\r\n"), strings.Split(strings.ReplaceAll(one, ". ", ".\n"), "\n")},
		{"in lines from an old Mac", strings.ReplaceAll(one, ". ", ".\r"), strings.Split(strings.ReplaceAll(one, ". ", ".\n"), "\n")},
	} {
		t.Run(c.story, func(t *testing.T) {
			e, o := notebook("before and after")
			e.SetCaret("n1", len("before "))
			o.apply(e.Paste(c.text))
			e.SetNotes(o.notes)
			got, want := strings.Join(o.texts(), "\n"), "before "+strings.Join(c.want, "\n")+"and after"
			if got != want {
				t.Fatalf("pasted %d bytes, and %d are there, want %d", len(c.text), len(got), len(want))
			}
			d := e.View(80, 19)
			if d.Cursor == nil || len(d.Rows) != 19 || !d.Above {
				t.Errorf("the page shows %d rows with the cursor at %v", len(d.Rows), d.Cursor)
			}
			press(e, o, "left", "!")
			if last := o.notes[len(o.notes)-1].Text; !strings.HasSuffix(last, "!"+last[strings.LastIndex(last, "and after")-1:]) {
				t.Errorf("typed before the end of what was pasted, and the last note ends in %q", last[max(0, len(last)-30):])
			}
		})
	}
}

// BenchmarkPaste is one paste with the drawing behind it.
func BenchmarkPaste(b *testing.B) {
	for _, c := range []struct {
		name string
		text string
	}{
		{"100kB", letter(100 << 10)},
		{"100kB-in-lines", strings.ReplaceAll(letter(100<<10), ". ", ".\n")},
		{"5MB", letter(5 << 20)},
		{"5MB-in-lines", strings.ReplaceAll(letter(5<<20), ". ", ".\n")},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			for b.Loop() {
				e, o := notebook("before and after")
				e.SetCaret("n1", len("before "))
				events := e.Paste(c.text)
				if paste, ok := events[0].(Paste); ok {
					o.notes = o.notes[:0]
					for i, line := range paste.Lines {
						o.notes = append(o.notes, Note{ID: fmt.Sprint(i), Text: line})
					}
				} else {
					o.apply(events)
				}
				e.SetNotes(o.notes)
				e.View(80, 19)
			}
		})
	}
}

package kit

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func plainLook() *Look {
	return &Look{Styles: NewStyles(StylesOptions{Theme: ThemeTerminal, NoColour: true})}
}

// owner stands in for the engine: it does what events ask for and hands the notes back.
type owner struct {
	notes  []Note
	made   int
	refuse bool // joins are refused
}

func (o *owner) at(id string) int {
	return slices.IndexFunc(o.notes, func(n Note) bool { return n.ID == id })
}

func (o *owner) add(i int, text string) {
	o.made++
	o.notes = slices.Insert(o.notes, i, Note{ID: fmt.Sprintf("new%d", o.made), Text: text})
}

func (o *owner) apply(events []Event) {
	for _, event := range events {
		switch ev := event.(type) {
		case Edit:
			if ev.Note == "" {
				o.add(0, ev.With)
				continue
			}
			n := &o.notes[o.at(ev.Note)]
			n.Text = n.Text[:ev.From] + ev.With + n.Text[ev.To:]
		case Split:
			i := o.at(ev.Note)
			rest := o.notes[i].Text[ev.At:]
			o.notes[i].Text = o.notes[i].Text[:ev.At]
			o.add(i+1, rest)
		case Join:
			if i := o.at(ev.Note); i > 0 && !o.refuse {
				o.notes[i-1].Text += o.notes[i].Text
				o.notes = slices.Delete(o.notes, i, i+1)
			}
		case New:
			o.add(o.at(ev.After)+1, "")
		case Cut:
			o.cut(ev)
		case Paste:
			o.paste(ev)
		}
	}
}

func (o *owner) cut(ev Cut) {
	i, j := o.at(ev.From), o.at(ev.To)
	first, rest := &o.notes[i], o.notes[j].Text[ev.Until:]
	if ev.At == 0 && rest != "" {
		first = &o.notes[j]
		first.Text, ev.At = "", 0
		i, j = i-1, j-1
	}
	first.Text = first.Text[:ev.At] + rest
	o.notes = slices.Delete(o.notes, i+1, j+1)
}

func (o *owner) paste(ev Paste) {
	i, rest := o.at(ev.Note), ""
	if i >= 0 {
		n := &o.notes[i]
		rest = n.Text[ev.At:]
		n.Text = n.Text[:ev.At] + ev.Lines[0]
	} else {
		i = 0
		o.add(0, ev.Lines[0])
	}
	for k, line := range ev.Lines[1:] {
		if k == len(ev.Lines)-2 {
			line += rest
		}
		i++
		o.add(i, line)
	}
}

func (o *owner) texts() []string {
	texts := []string{}
	for _, n := range o.notes {
		texts = append(texts, n.Text)
	}
	return texts
}

// notebook is an editor with its owner, driven by keys.
func notebook(texts ...string) (*Editor, *owner) {
	o := &owner{}
	for i, text := range texts {
		o.notes = append(o.notes, Note{ID: fmt.Sprintf("n%d", i+1), Gutter: "Peggy", Text: text})
	}
	e := NewEditor(plainLook())
	e.SetNotes(o.notes)
	return e, o
}

func press(e *Editor, o *owner, keys ...string) {
	for _, key := range keys {
		k := pressed(key)
		if text, ok := strings.CutPrefix(key, "type "); ok {
			k = typed(text)
		}
		events, _ := e.Key(k)
		o.apply(events)
		e.SetNotes(o.notes)
	}
}

// edited is a key pressed among notes, and what it becomes.
type edited struct {
	story string
	texts []string
	keys  []string
	key   string
	want  []Event
}

func (c *edited) test(t *testing.T) {
	e, o := notebook(c.texts...)
	press(e, o, c.keys...)
	k := pressed(c.key)
	if text, ok := strings.CutPrefix(c.key, "type "); ok {
		k = typed(text)
	}
	got, used := e.Key(k)
	if !used {
		t.Errorf("Key(%s) is not used", c.key)
	}
	if diff := cmp.Diff(c.want, got); diff != "" {
		t.Errorf("Key(%s) (-want +got):\n%s", c.key, diff)
	}
}

func TestLettersAndDeletingBecomeEdits(t *testing.T) {
	for _, c := range []edited{
		{"typing at the end", []string{"tea"}, []string{"end"}, "!", []Event{Edit{Note: "n1", From: 3, To: 3, With: "!"}}},
		{"a family is one Backspace", []string{"a👨‍👩‍👧‍👦"}, []string{"end"}, "backspace", []Event{Edit{Note: "n1", From: 1, To: 26}}},
		{"a letter with its accent is one Backspace", []string{"e\u0301"}, []string{"end"}, "backspace", []Event{Edit{Note: "n1", From: 0, To: 3}}},
		{"a Hindi conjunct is one Backspace", []string{"नमस्ते"}, []string{"end"}, "backspace", []Event{Edit{Note: "n1", From: 6, To: 18}}},
		{"Delete takes the Welsh flag whole", []string{"🏴󠁧󠁢󠁷󠁬󠁳󠁿x"}, nil, "delete", []Event{Edit{Note: "n1", From: 0, To: 28}}},
		{"Backspace at the beginning", []string{"a", "b"}, []string{"down"}, "backspace", []Event{Join{Note: "n2"}}},
		{"Backspace at the very beginning", []string{"a"}, nil, "backspace", []Event{Join{Note: "n1"}}},
		{"Delete at the end takes nothing but the gap", []string{"a", "b"}, []string{"end"}, "delete", []Event{Join{Note: "n2"}}},
		{"Delete at the very end", []string{"a"}, []string{"end"}, "delete", nil},
		{"ctrl+w", []string{"the bowls club"}, []string{"end"}, "ctrl+w", []Event{Edit{Note: "n1", From: 10, To: 14}}},
		{"ctrl+w over a blank", []string{"she's tired "}, []string{"end"}, "ctrl+backspace", []Event{Edit{Note: "n1", From: 6, To: 12}}},
		{"ctrl+delete", []string{"the bowls club"}, nil, "ctrl+delete", []Event{Edit{Note: "n1", From: 0, To: 4}}},
		{"typing on a page without notes", nil, nil, "x", []Event{Edit{With: "x"}}},
		{"Backspace on a page without notes", nil, nil, "backspace", nil},
		{"control characters are not typed", []string{""}, nil, "type a\x1b[31m\x07b", []Event{Edit{Note: "n1", With: "a[31mb"}}},
		{"broken bytes are replaced", []string{""}, nil, "type a\xffb", []Event{Edit{Note: "n1", With: "a\ufffdb"}}},
	} {
		t.Run(c.story, c.test)
	}
}

func TestEnterMakesNotesAndParts(t *testing.T) {
	for _, c := range []edited{
		{"Enter at the end", []string{"a"}, []string{"end"}, "enter", []Event{New{After: "n1"}}},
		{"Enter in the middle", []string{"one two"}, []string{"ctrl+right"}, "enter", []Event{Split{Note: "n1", At: 4}}},
		{"Enter at the beginning", []string{"a", "b"}, []string{"down"}, "enter", []Event{New{After: "n1"}}},
		{"Enter at the very beginning", []string{"a"}, nil, "enter", []Event{New{}}},
		{"Enter on an empty note", []string{"a", ""}, []string{"down"}, "enter", nil},
		{"Enter before an empty note", []string{"a", ""}, []string{"end"}, "enter", nil},
	} {
		t.Run(c.story, c.test)
	}
}

func TestWhatIsSelectedIsTypedOver(t *testing.T) {
	for _, c := range []edited{
		{"typing over what is selected", []string{"one two"}, []string{"ctrl+a"}, "x", []Event{
			Edit{Note: "n1", From: 0, To: 7}, Edit{Note: "n1", From: 0, To: 0, With: "x"},
		}},
		{"typing lets go of parts of three notes", []string{"one", "two", "three"}, []string{"right", "shift+down", "shift+down"}, "x", []Event{
			Edit{Note: "n3", From: 1, To: 1, With: "x"},
		}},
		{"typing lets go of the page", []string{"one", "two"}, []string{"ctrl+a", "ctrl+a"}, "x", []Event{
			Edit{Note: "n2", From: 3, To: 3, With: "x"},
		}},
		{"typing into an empty note after ctrl+a", []string{"one", ""}, []string{"down", "ctrl+a"}, "x", []Event{
			Edit{Note: "n2", With: "x"},
		}},
		{"deleting parts of three notes", []string{"one", "two", "three"}, []string{"right", "shift+down", "shift+down"}, "backspace", []Event{
			Cut{From: "n1", At: 1, To: "n3", Until: 1},
		}},
		{"deleting the page", []string{"one", "two"}, []string{"ctrl+a", "ctrl+a"}, "delete", []Event{
			Cut{From: "n1", At: 0, To: "n2", Until: 3},
		}},
		{"deleting a whole note and the beginning of the next", []string{"one", "two"}, []string{"shift+down", "shift+right"}, "delete", []Event{
			Cut{From: "n1", At: 0, To: "n2", Until: 1},
		}},
		{"Enter in place of what is selected", []string{"one two"}, []string{"ctrl+shift+right"}, "enter", []Event{
			Edit{Note: "n1", From: 0, To: 4}, New{},
		}},
		{"Enter lets go of parts of two notes", []string{"one", "two"}, []string{"right", "shift+down"}, "enter", []Event{
			Split{Note: "n2", At: 1},
		}},
	} {
		t.Run(c.story, c.test)
	}
}

func TestTheCaretGoesWhereTheHandsExpectIt(t *testing.T) {
	for _, c := range []struct {
		story string
		texts []string
		keys  []string
		note  string
		off   int
	}{
		{"Enter at the end leads to the new note", []string{"a", "b"}, []string{"end", "enter"}, "new1", 0},
		{"Enter inside leads to the second half", []string{"one two"}, []string{"ctrl+right", "enter"}, "new1", 0},
		{"joining leads to the seam", []string{"one", "two"}, []string{"down", "backspace"}, "n1", 3},
		{"Delete at the end stays at the seam", []string{"one", "two"}, []string{"end", "delete"}, "n1", 3},
		{"down keeps its column over a short note", []string{"a long note", "ab", "a long note"}, []string{"end", "down", "down"}, "n3", 11},
		{"left goes to the note before", []string{"one", "two"}, []string{"down", "left"}, "n1", 3},
		{"right goes to the next note", []string{"one", "two"}, []string{"end", "right"}, "n2", 0},
		{"up on the first row goes to the beginning", []string{"one"}, []string{"end", "up"}, "n1", 0},
		{"ctrl+end", []string{"one", "two"}, []string{"ctrl+end"}, "n2", 3},
		{"ctrl+home", []string{"one", "two"}, []string{"ctrl+end", "ctrl+home"}, "n1", 0},
		{"left leaves a selection to its left", []string{"one two"}, []string{"ctrl+a", "left"}, "n1", 0},
		{"right leaves it to its right", []string{"one two"}, []string{"ctrl+a", "right"}, "n1", 7},
		{"a word to the left", []string{"she's tired, now"}, []string{"end", "ctrl+left", "ctrl+left"}, "n1", 11},
		{"a word to the right", []string{"she's tired"}, []string{"ctrl+right"}, "n1", 6},
		{"typing on a page without notes", nil, []string{"type Tea."}, "new1", 4},
		{"a joiner joins what it stands between", []string{"👩👧"}, []string{"right", "type \u200d"}, "n1", 11},
	} {
		t.Run(c.story, func(t *testing.T) {
			e, o := notebook(c.texts...)
			press(e, o, c.keys...)
			if note, off := e.Caret(); note != c.note || off != c.off {
				t.Errorf("Caret() = %s, %d, want %s, %d", note, off, c.note, c.off)
			}
		})
	}
}

func TestARefusedJoinLeavesTheCaretWhereItWas(t *testing.T) {
	e, o := notebook("one", "two")
	o.refuse = true
	press(e, o, "down", "backspace")
	if note, off := e.Caret(); note != "n2" || off != 0 {
		t.Errorf("Caret() = %s, %d, want n2, 0", note, off)
	}
}

func TestWhatTheOwnerHasNotDoneIsForgotten(t *testing.T) {
	e, o := notebook("one", "two")
	e.SetCaret("n1", 3)
	e.Key(pressed("enter")) // the owner does nothing
	press(e, o, "!")
	o.add(1, "later, from somewhere else")
	e.SetNotes(o.notes)
	if note, off := e.Caret(); note != "n1" || off != 4 {
		t.Errorf("Caret() = %s, %d, want n1, 4", note, off)
	}
}

func TestTheCaretStaysBesideItsWordsWhenTheOwnerChangesThem(t *testing.T) {
	for _, c := range []struct {
		story, before, after string
		off, want            int
	}{
		{"the name at the beginning went into the gutter", "c: lonely", "lonely", 3, 0},
		{"undone behind the caret", "one two", "one", 2, 2},
		{"undone before the caret", "one two three", "two three", 7, 3},
		{"undone around the caret", "one big three", "one three", 6, 4},
	} {
		t.Run(c.story, func(t *testing.T) {
			e, o := notebook(c.before)
			e.SetCaret("n1", c.off)
			o.notes[0].Text = c.after
			e.SetNote(o.notes[0])
			if _, off := e.Caret(); off != c.want {
				t.Errorf("Caret() = %d, want %d", off, c.want)
			}
		})
	}
}

func TestPastedLinesAreNotes(t *testing.T) {
	for _, c := range []struct {
		story, text string
		want        []string
		note        string
		off         int
	}{
		{"one line", "x", []string{"one xtwo"}, "n1", 5},
		{"one line with its end", "x\r\n", []string{"one xtwo"}, "n1", 5},
		{"lines from Windows", "x\r\ny\r\nz", []string{"one x", "y", "ztwo"}, "new2", 1},
		{"lines from an old Mac, and empty ones", "x\r\r\ry", []string{"one x", "ytwo"}, "new1", 1},
		{"a tab stays", "x\ty", []string{"one x\tytwo"}, "n1", 7},
		{"what speaks to the terminal goes", "x\x1b]0;y\x07", []string{"one x]0;ytwo"}, "n1", 9},
		{"nothing", "\r\n", []string{"one two"}, "n1", 4},
	} {
		t.Run(c.story, func(t *testing.T) {
			e, o := notebook("one two")
			e.SetCaret("n1", 4)
			o.apply(e.Paste(c.text))
			e.SetNotes(o.notes)
			if diff := cmp.Diff(c.want, o.texts()); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
			if note, off := e.Caret(); note != c.note || off != c.off {
				t.Errorf("Caret() = %s, %d, want %s, %d", note, off, c.note, c.off)
			}
		})
	}
}

func TestSelecting(t *testing.T) {
	for _, c := range []struct {
		story string
		keys  []string
		want  string
	}{
		{"nothing", []string{"right"}, ""},
		{"with shift", []string{"shift+right", "shift+right"}, "on"},
		{"with shift by words", []string{"ctrl+shift+right"}, "one "},
		{"after ctrl+space by any move", []string{"ctrl+space", "ctrl+right", "end"}, "one two"},
		{"ctrl+a takes the note", []string{"ctrl+a"}, "one two"},
		{"and then the page", []string{"ctrl+a", "ctrl+a"}, "one two\nthree"},
		{"ctrl+a takes nothing of an empty note", []string{"ctrl+end", "enter", "ctrl+a"}, ""},
		{"and the page from there", []string{"ctrl+end", "enter", "ctrl+a", "ctrl+a"}, "one two\nthree\n"},
		{"over two notes", []string{"end", "left", "shift+down"}, "o\nthree"},
		{"a move ends it", []string{"ctrl+a", "end"}, ""},
	} {
		t.Run(c.story, func(t *testing.T) {
			e, o := notebook("one two", "three")
			press(e, o, c.keys...)
			if got := e.Selected(); got != c.want {
				t.Errorf("Selected() = %q, want %q", got, c.want)
			}
		})
	}
}

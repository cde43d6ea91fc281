package kit

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"
)

// rat is a hand at the mouse over one drawing, which it looks at anew before every move.
type rat struct {
	mouse Mouse
	clock time.Time
	draw  func() Drawing
}

func (r *rat) does(t *testing.T, msg tea.MouseMsg) (Key, bool) {
	t.Helper()
	r.clock = r.clock.Add(time.Second)
	return r.mouse.Key(msg, r.draw().Zones, r.clock)
}

func at(x, y int) tea.Mouse { return tea.Mouse{X: x, Y: y, Button: tea.MouseLeft} }

// A line in focus opens at the first click: the second is not meant for what lies there on the page that has come.
func TestADoubleClickIsForOnePage(t *testing.T) {
	look := plainLook()
	list, next := NewList(look), NewList(look)
	front := list
	for _, l := range []*List{list, next} {
		l.SetItems([]Item{{ID: "one", Kind: RowOpen, Cells: []string{"One"}}, {ID: "two", Kind: RowOpen, Cells: []string{"Two"}}})
	}
	r := rat{clock: time.Unix(0, 0), draw: func() Drawing { return front.View(80, 8) }}
	clicks := func(behind *List) (Key, bool) {
		front = list
		if k, ok := r.does(t, tea.MouseClickMsg(at(5, 1))); !ok || k.Name != "click" || k.On != any(list) {
			t.Errorf("the first click is %q on %p: %v", k.Name, k.On, ok)
		}
		front = behind
		r.clock = r.clock.Add(doubleClick/2 - time.Second)
		return r.does(t, tea.MouseClickMsg(at(5, 1)))
	}
	if k, ok := clicks(next); ok {
		t.Errorf("the second half of a double click is a %q on the page behind it", k.Name)
	}
	if k, ok := clicks(list); !ok || k.Name != "double click" || k.On != any(list) {
		t.Errorf("two clicks in one place are %q: %v", k.Name, ok)
	}
}

func TestTheMouseInTheNotebook(t *testing.T) {
	type turn struct {
		msg  tea.MouseMsg
		soon bool // right behind the one before
	}
	click := func(x, y int) turn { return turn{msg: tea.MouseClickMsg(at(x, y))} }
	drag := func(x, y int) turn { return turn{msg: tea.MouseMotionMsg(at(x, y))} }
	wheel := func(b tea.MouseButton) turn { return turn{msg: tea.MouseWheelMsg{X: 20, Y: 1, Button: b}} }
	shift := tea.MouseClickMsg{X: 14, Y: 1, Button: tea.MouseLeft, Mod: tea.ModShift}
	for _, c := range []struct {
		story    string
		turns    []turn
		note     string
		off      int
		selected string
	}{
		{"a click puts the caret before what is there", []turn{click(14, 0)}, "n1", 4, ""},
		{"a click in the gutter is the beginning", []turn{click(3, 1)}, "n2", 0, ""},
		{"a click behind the end is the end", []turn{click(60, 0)}, "n1", 11, ""},
		{"a click below the last note is the page's end", []turn{click(20, 7)}, "n3", 20, ""},
		{"a click on the first half of a wide letter stands before it", []turn{click(12, 1)}, "n2", 3, ""},
		{"a click on its second half stands behind it", []turn{click(13, 1)}, "n2", 6, ""},
		{"a conjunct is never split", []turn{click(12, 2)}, "n3", 6, ""},
		{"dragging selects", []turn{click(10, 0), drag(13, 0)}, "n1", 3, "one"},
		{"dragging over notes", []turn{click(14, 0), drag(12, 1)}, "n2", 3, "two six\n我"},
		{"dragging out of the window goes on", []turn{click(14, 0), drag(40, 30)}, "n3", 20, "two six\n我要去\nनमस्ते x"},
		{"dragging back to the left", []turn{click(14, 0), drag(10, 0)}, "n1", 0, "one "},
		{"shift+click stretches", []turn{click(10, 1), {msg: shift}}, "n2", 6, "我要"},
		{"two clicks take the word", []turn{click(15, 0), {msg: click(15, 0).msg, soon: true}}, "n1", 7, "two"},
		{"two slow clicks do not", []turn{click(15, 0), click(15, 0)}, "n1", 5, ""},
		{"three clicks end with a click", []turn{
			click(15, 0), {msg: click(15, 0).msg, soon: true}, {msg: click(15, 0).msg, soon: true},
		}, "n1", 5, ""},
		{"another button does nothing", []turn{{msg: tea.MouseClickMsg{X: 14, Button: tea.MouseRight}}}, "n1", 0, ""},
		{"the wheel leaves the caret", []turn{click(14, 0), wheel(tea.MouseWheelDown), wheel(tea.MouseWheelUp)}, "n1", 4, ""},
	} {
		t.Run(c.story, func(t *testing.T) {
			e, _ := notebook("one two six", "我要去", "नमस्ते x")
			r := rat{clock: time.Unix(0, 0), draw: func() Drawing { return e.View(80, 8) }}
			for _, turn := range c.turns {
				if turn.soon {
					r.clock = r.clock.Add(doubleClick/2 - time.Second)
				}
				if k, ok := r.does(t, turn.msg); ok {
					if _, used := e.Key(k); !used {
						t.Errorf("Key(%+v) is not used", k)
					}
				}
			}
			if note, off := e.Caret(); note != c.note || off != c.off {
				t.Errorf("Caret() = %s, %d, want %s, %d", note, off, c.note, c.off)
			}
			if got := e.Selected(); got != c.selected {
				t.Errorf("Selected() = %q, want %q", got, c.selected)
			}
		})
	}
}

func TestTheWheelMovesTheViewAndTheNextKeyComesBack(t *testing.T) {
	texts := strings.Split(strings.TrimSpace(strings.Repeat("a note\n", 40)), "\n")
	e, o := notebook(texts...)
	first := func() int { e.View(80, 10); return e.top.note }
	roll := func(name string, times int) {
		for range times {
			e.Key(Key{Name: name, On: e})
		}
	}
	roll("wheeldown", 2)
	if got := first(); got != 6 {
		t.Errorf("two notches down show note %d first, want 6", got)
	}
	if d := e.View(80, 10); d.Cursor != nil || !d.Above {
		t.Errorf("with the caret rolled away the cursor is %v, and there is more above: %v", d.Cursor, d.Above)
	}
	roll("wheeldown", 40)
	if got := first(); got != 30 {
		t.Errorf("rolled beyond the end, note %d is first, want 30", got)
	}
	roll("wheelup", 40)
	if got := first(); got != 0 {
		t.Errorf("rolled beyond the beginning, note %d is first, want 0", got)
	}
	roll("wheeldown", 5)
	press(e, o, "x")
	if got := first(); got != 0 || o.notes[0].Text != "xa note" {
		t.Errorf("after a key note %d is first and the first note is %q", got, o.notes[0].Text)
	}
}

// TestAClickFindsWhatIsDrawnThere clicks the cell of every grapheme and expects the caret that the keys lead to.
func TestAClickFindsWhatIsDrawnThere(t *testing.T) {
	for _, width := range []int{40, 80} {
		e, _ := notebook("The walk to the club by the canal takes longer than it did, and नमस्ते says Mrs Rao.", "", "👨‍👩‍👧‍👦 and 我要去打球。")
		e.notes[0].Quoted = true
		e.update(0, e.notes[0].Note)
		e.Key(pressed("ctrl+home"))
		for range 200 {
			d := e.View(width, 12)
			want := e.caret
			e.Key(Key{Name: "click", On: e, X: d.Cursor.X, Y: d.Cursor.Y})
			if e.caret != want {
				t.Fatalf("at width %d a click on the cursor of %v puts the caret at %v", width, want, e.caret)
			}
			e.Key(pressed("right"))
		}
	}
}

func TestTheMouseInAForm(t *testing.T) {
	look := plainLook()
	yesNo := []Option{{ID: "yes", Label: "yes"}, {ID: "no", Label: "no"}, {ID: "later", Label: "ask later"}}
	rows := []Row{
		{Kind: RowHeading, Label: "Beginning"},
		{ID: "name", Kind: RowText, Label: "Name", Value: "Peggy"},
		{ID: "may", Kind: RowChoice, Label: "May we ring", Options: yesNo, Value: "no"},
		{ID: "how", Kind: RowChoice, Choice: ChoiceFolded, Label: "How", Options: yesNo},
		{ID: "more", Kind: RowOpen, Label: "More about her"},
		{ID: "pick", Kind: RowChoice, Choice: ChoiceListed, Many: true, Label: "Any of", Options: yesNo, Value: "yes"},
	}
	click := func(x, y int) tea.MouseMsg { return tea.MouseClickMsg(at(x, y)) }
	for _, c := range []struct {
		story string
		does  []tea.MouseMsg
		focus string
		want  []Event
		opens bool // the last of it is Enter
	}{
		{"a click on a label", []tea.MouseMsg{click(4, 2)}, "may", nil, false},
		{"a click on a heading", []tea.MouseMsg{click(4, 0)}, "name", nil, false},
		{"a click on an option", []tea.MouseMsg{click(31, 2)}, "may", []Event{Changed{ID: "may", Value: "yes"}}, false},
		{"a click on the last option", []tea.MouseMsg{click(45, 2)}, "may", []Event{Changed{ID: "may", Value: "later"}}, false},
		{"a click on one that leads elsewhere", []tea.MouseMsg{click(4, 4)}, "more", nil, false},
		{"a second one", []tea.MouseMsg{click(4, 4), click(4, 4)}, "more", nil, true},
		{"a second one on folded options", []tea.MouseMsg{click(4, 3), click(4, 3)}, "how", nil, true},
		{"a click on one of several", []tea.MouseMsg{click(34, 6)}, "pick", []Event{Changed{ID: "pick", Value: "yes no"}}, false},
		{"a click below the form", []tea.MouseMsg{click(4, 15)}, "name", nil, false},
	} {
		t.Run(c.story, func(t *testing.T) {
			f := NewForm(look)
			f.SetRows(rows)
			r := rat{clock: time.Unix(0, 0), draw: func() Drawing { return f.View(80, 20) }}
			var got []Event
			opens := false
			for _, msg := range c.does {
				k, _ := r.does(t, msg)
				if opens = k.On != nil && f.Opens(k.X, k.Y); opens {
					break
				}
				events, _ := f.Key(k)
				got = append(got, events...)
			}
			if diff := cmp.Diff(c.want, got); diff != "" || f.Focus() != c.focus || opens != c.opens {
				t.Errorf("in focus: %q, want %q; opens: %v, want %v; events (-want +got):\n%s", f.Focus(), c.focus, opens, c.opens, diff)
			}
		})
	}
}

func TestAClickInATextTypesThere(t *testing.T) {
	look := plainLook()
	f := NewForm(look)
	f.SetRows([]Row{{ID: "name", Kind: RowText, Label: "Name", Value: "Peggy"}, {ID: "born", Kind: RowText, Label: "Born"}})
	r := rat{clock: time.Unix(0, 0), draw: func() Drawing { return f.View(80, 20) }}
	for _, msg := range []tea.MouseMsg{tea.MouseClickMsg(at(33, 0)), tea.MouseMotionMsg(at(34, 0))} {
		k, _ := r.does(t, msg)
		f.Key(k)
	}
	if got := f.Selected(); got != "g" {
		t.Errorf("Selected() = %q, want g", got)
	}
	f.Key(typed("G"))
	k, _ := r.does(t, tea.MouseClickMsg(at(35, 1)))
	got, _ := f.Key(k)
	if diff := cmp.Diff([]Event{Changed{ID: "name", Value: "PeGgy"}}, got); diff != "" {
		t.Errorf("events of leaving by a click (-want +got):\n%s", diff)
	}
	if id, _, ok := f.Editing(); id != "born" || !ok {
		t.Errorf("typing in %q, %v, want born", id, ok)
	}
}

func TestTheMouseInAList(t *testing.T) {
	l := NewList(plainLook())
	items := []Item{{Kind: RowHeading, Cells: []string{"Who"}}}
	for id := range strings.SplitSeq("abcdefghijklmnopqrst", "") {
		items = append(items, Item{ID: id, Kind: RowOpen, Cells: []string{id + " somebody"}})
	}
	l.SetItems(items)
	r := rat{clock: time.Unix(0, 0), draw: func() Drawing { return Stack(Drawing{Rows: []string{"find", ""}}, l.View(80, 6)) }}
	does := func(msg tea.MouseMsg) Key {
		k, _ := r.does(t, msg)
		l.Key(k)
		return k
	}
	if k := does(tea.MouseClickMsg(at(5, 4))); l.Focus() != "b" || !l.Opens(k.X, k.Y) {
		t.Errorf("a click puts the focus on %q, want b; a second one opens: %v", l.Focus(), l.Opens(k.X, k.Y))
	}
	does(tea.MouseClickMsg(at(5, 2)))
	if l.Focus() != "b" {
		t.Errorf("a click on a heading puts the focus on %q", l.Focus())
	}
	does(tea.MouseWheelMsg{X: 5, Y: 4, Button: tea.MouseWheelDown})
	if row := l.View(80, 6).Rows[0]; l.Focus() != "b" || !strings.Contains(row, "c somebody") {
		t.Errorf("after the wheel %q is in focus and %q stands first", l.Focus(), row)
	}
	l.Key(pressed("down"))
	if row := l.View(80, 6).Rows[0]; !strings.Contains(row, "c somebody") || l.Focus() != "c" {
		t.Errorf("after a key %q is in focus and %q stands first", l.Focus(), row)
	}
}

func TestZonesGoWhereTheirDrawingsGo(t *testing.T) {
	look := plainLook()
	one := Drawing{Rows: []string{"a", "b"}, Zones: []Zone{{On: "one", W: 10, H: 2}}}
	two := Drawing{Rows: []string{"c"}, Zones: []Zone{{On: "two", W: 5, H: 1}}}
	page := Stack(Drawing{Rows: []string{""}}, Beside(look.Measure, 20, one, Stack(one, two)))
	want := []Zone{{On: "one", Y: 1, W: 10, H: 2}, {On: "one", X: 20, Y: 1, W: 10, H: 2}, {On: "two", X: 20, Y: 3, W: 5, H: 1}}
	if diff := cmp.Diff(want, page.Zones); diff != "" {
		t.Errorf("zones (-want +got):\n%s", diff)
	}
	var f Frame
	for _, width := range []int{40, 80, 200} {
		rows := make([]string, 40)
		rows[3] = "x marks it"
		page := Drawing{Rows: rows, Zones: []Zone{{On: "x", Y: 3, W: 10, H: 1}, {On: "below", Y: 39, W: 1, H: 1}}}
		window := f.Lay(look, width, 24)
		zones := window.Zones(page)
		content, _ := window.View(page)
		y := strings.Index(content, "x marks it")
		row := strings.Count(content[:y], "\n")
		column := y - strings.LastIndex(content[:y], "\n") - 1
		if diff := cmp.Diff([]Zone{{On: "x", X: column, Y: row, W: 10, H: 1}}, zones); diff != "" {
			t.Errorf("zones at width %d (-want +got):\n%s", width, diff)
		}
	}
}

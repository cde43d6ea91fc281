package kit

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
)

func home(look *Look) *List {
	l := NewList(look)
	l.Columns = []int{3, 26}
	l.SetItems([]Item{
		{Kind: RowBlank},
		{Kind: RowWords, Cells: []string{"Who are you with?"}},
		{Kind: RowBlank},
		{ID: "peggy", Kind: RowOpen, Cells: []string{"Peggy Ashworth", "first talk · begun today"}},
		{Kind: RowBlank},
		{ID: "new", Kind: RowOpen, Key: "n", Cells: []string{"Somebody new"}},
		{Kind: RowBlank},
		{ID: "others", Kind: RowOpen, Key: "o", Cells: []string{"Somebody else: 11 on this laptop. Names are hidden until you ask."}},
		{Kind: RowBlank},
		{ID: "todo", Kind: RowOpen, Key: "t", Cells: []string{"To do today", "1"}},
		{ID: "waiting", Kind: RowOpen, Key: "s", Cells: []string{"Waiting to go", "2 plans, the longest for 6 days"}},
	})
	return l
}

func everyone(look *Look) *List {
	l := NewList(look)
	l.Columns = []int{3, 25, 60, 71}
	l.Find = true
	items := []Item{{Kind: RowQuiet, Cells: []string{"name", "where it stands", "last visit", "waiting"}}}
	for _, person := range [][]string{
		{"Tomasz Zieliński", "with the council, for the money", " 4 Sep", "11 days"},
		{"Siân Pritchard", "agreed, waiting to go", "11 Sep", " 4 days"},
		{"Peggy Ashworth", "agreed with her today", "15 Sep", ""},
		{"Harjit Kaur Sandhu", "talking, second visit Thursday", " 3 Sep", ""},
		{"Adébáyọ̀ Olúṣẹ́gun Oyèdépò the Younger", "final, sent 2 Sep", "26 Aug", ""},
	} {
		items = append(items, Item{ID: person[0], Kind: RowOpen, Cells: person})
	}
	l.SetItems(items)
	return l
}

// Where two things go on in the next row, no dot hangs at the end of the first.
func TestNoRowEndsInADot(t *testing.T) {
	l := NewList(plainLook())
	l.Columns = []int{3, 26}
	l.SetItems([]Item{{ID: "a", Kind: RowOpen, Cells: []string{"Peggy", "agreed, waiting for the council · last visit 15 September"}}})
	for width := 40; width <= 100; width++ {
		for _, row := range l.View(width, 8).Rows {
			if strings.HasSuffix(strings.TrimSpace(ansi.Strip(row)), "·") {
				t.Errorf("at %d cells a row is %q", width, row)
			}
		}
	}
}

func TestLists(t *testing.T) {
	frame := frameFor("Ownwords")
	for _, c := range []struct {
		name  string
		list  func(*Look) *List
		focus string
	}{
		{"home", home, "peggy"},
		{"home-last", home, "waiting"},
		{"everyone", everyone, "Siân Pritchard"},
	} {
		t.Run(c.name, func(t *testing.T) {
			look := plainLook()
			l := c.list(look)
			l.SetFocus(c.focus)
			pages(t, "list-"+c.name, frame, look, l.View)
		})
	}
}

func TestMovingInAList(t *testing.T) {
	for _, c := range []struct {
		keys []string
		want string
	}{
		{nil, "peggy"},
		{[]string{"down"}, "new"},
		{[]string{"down", "down", "up"}, "new"},
		{[]string{"up"}, "peggy"},
		{[]string{"end"}, "waiting"},
		{[]string{"end", "down"}, "waiting"},
		{[]string{"end", "home"}, "peggy"},
		{[]string{"pgdown"}, "waiting"},
		{[]string{"pgdown", "pgup"}, "peggy"},
	} {
		l := home(plainLook())
		for _, key := range c.keys {
			if _, used := l.Key(pressed(key)); !used {
				t.Errorf("Key(%s) is not used", key)
			}
		}
		if got := l.Focus(); got != c.want {
			t.Errorf("Focus() after %v = %s, want %s", c.keys, got, c.want)
		}
	}
}

func TestEnterOpensAndLettersAreTheOwners(t *testing.T) {
	l := home(plainLook())
	l.SetFocus("todo")
	events, used := l.Key(pressed("enter"))
	if diff := cmp.Diff([]Event{Opened{ID: "todo"}}, events); diff != "" || !used {
		t.Errorf("Key(enter) used %v (-want +got):\n%s", used, diff)
	}
	if _, used := l.Key(pressed("n")); used {
		t.Error("Key(n) is used by a list that does not find")
	}
	empty := NewList(plainLook())
	if _, used := empty.Key(pressed("enter")); used {
		t.Error("Key(enter) is used by an empty list")
	}
}

func TestFindingInAList(t *testing.T) {
	for _, c := range []struct {
		keys []string
		want string
	}{
		{[]string{"z", "i", "e"}, "zie [Tomasz Zieliński]"},
		{[]string{"adebayo"}, "adebayo [Adébáyọ̀ Olúṣẹ́gun Oyèdépò the Younger]"},
		{[]string{"s", "i", "a", "n"}, "sian [Siân Pritchard]"},
		{[]string{"council"}, "council [Tomasz Zieliński]"},
		{[]string{"x", "x"}, "xx []"},
		{[]string{"x", "x", "esc"}, " [Tomasz Zieliński Siân Pritchard Peggy Ashworth Harjit Kaur Sandhu Adébáyọ̀ Olúṣẹ́gun Oyèdépò the Younger]"},
		{[]string{"p", "e", "g", "x", "backspace"}, "peg [Peggy Ashworth]"},
		// Whoever begins so stands first, then who has a word that does, then who has it in the name.
		{[]string{"p"}, "p [Peggy Ashworth Siân Pritchard Adébáyọ̀ Olúṣẹ́gun Oyèdépò the Younger Tomasz Zieliński Harjit Kaur Sandhu]"},
	} {
		l := everyone(plainLook())
		for _, key := range c.keys {
			k := pressed(key)
			if len(key) > 4 && key != "backspace" {
				k = typed(key)
			}
			if _, used := l.Key(k); !used {
				t.Errorf("Key(%s) is not used", key)
			}
		}
		names := []string{}
		for _, i := range l.shown {
			if l.items[i].Kind.focusable() {
				names = append(names, l.items[i].ID)
			}
		}
		if got := fmt.Sprint(l.Query(), " ", names); got != c.want {
			t.Errorf("found after %v: %s, want %s", c.keys, got, c.want)
		}
	}
}

func TestTheFocusStaysWithItsLine(t *testing.T) {
	l := home(plainLook())
	l.SetFocus("todo")
	l.SetItems([]Item{{ID: "a", Kind: RowOpen}, {ID: "todo", Kind: RowOpen}})
	if got := l.Focus(); got != "todo" {
		t.Errorf("Focus() = %q, want todo", got)
	}
	l.SetItems([]Item{{ID: "a", Kind: RowOpen}, {ID: "b", Kind: RowOpen}})
	if got := l.Focus(); got != "b" {
		t.Errorf("Focus() where the line is gone = %q, want b, which stands in its place", got)
	}
	l.SetItems(nil)
	if got := l.Focus(); got != "" {
		t.Errorf("Focus() of an empty list = %q", got)
	}
}

// A list whose owner finds tells that something else is looked for, and has
// nothing in focus until it is found.
func TestTheOwnerFindsForItsList(t *testing.T) {
	l := home(plainLook())
	l.Find, l.ByOwner = true, true
	for _, c := range []struct {
		key   string
		query string
	}{
		{"p", "p"}, {"e", "pe"}, {"backspace", "p"}, {"ctrl+w", ""}, {"x", "x"}, {"esc", ""},
	} {
		events, used := l.Key(pressed(c.key))
		if diff := cmp.Diff([]Event{Sought{}}, events); diff != "" || !used || l.Query() != c.query {
			t.Fatalf("Key(%s) looks for %q, used %v (-want +got):\n%s", c.key, l.Query(), used, diff)
		}
		if _, used := l.Key(pressed("enter")); used {
			t.Fatalf("Enter opens %q before it is known what is found", l.Focus())
		}
	}
	if events := l.Paste("Starting\nwell"); len(events) != 1 || l.Query() != "Starting well" {
		t.Errorf("Paste looks for %q, %d events", l.Query(), len(events))
	}
	l.SetItems([]Item{{Kind: RowHeading}, {ID: "best", Kind: RowOpen}, {ID: "new", Kind: RowOpen}})
	if got := l.Focus(); got != "best" {
		t.Errorf("Focus() = %q, want the best that was found", got)
	}
}

// While the keys are elsewhere nothing looks as if they were here, and no click
// is Enter.
func TestAListThatRests(t *testing.T) {
	l := home(plainLook())
	l.View(80, 20)
	row := 0
	for !l.Opens(5, row) {
		if row++; row > 20 {
			t.Fatal("a click opens nothing")
		}
	}
	focus := l.Focus()
	l.Rest(true)
	d := l.View(80, 20)
	if drawn := strings.Join(d.Rows, "\n"); d.Cursor != nil || strings.Contains(drawn, ">") {
		t.Errorf("cursor %v in\n%s", d.Cursor, drawn)
	}
	if l.Opens(5, row) {
		t.Error("a click on the line it has in mind is Enter")
	}
	l.Rest(false)
	if l.Focus() != focus || !l.Opens(5, row) {
		t.Errorf("Focus() = %q afterwards, want %q", l.Focus(), focus)
	}
}

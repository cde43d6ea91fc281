package kit

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
)

func TestTheTitleKeepsTheNameAndTheLastPart(t *testing.T) {
	for _, c := range []struct {
		width int
		parts []string
		right string
		want  string
	}{
		{80, []string{"Peggy Ashworth", "Talk", "What matters"}, "10:14", " Peggy Ashworth · Talk · What matters                                     10:14"},
		{40, []string{"Peggy Ashworth", "Talk", "What matters"}, "10:14", "Peggy Ashworth · What matters      10:14"},
		{40, []string{"Peggy Ashworth", "What matters, and a good day"}, "10:14", "Peggy Ashworth · What matters, a…  10:14"},
		{40, []string{"Peggy", "Who may see it, and who not"}, "10:14", "Peggy · Who may see it, and who not"}, // the clock makes way
		{40, []string{"Peggy", "Talk", "Who may see it, and who not"}, "10:14", "Peggy · Who may see it, and who not"},
		{40, []string{"Dr Adébáyọ̀ Olúṣẹ́gun Oyèdépò the Younger", "Talk"}, "10:14", "Dr Adébáyọ̀ Olúṣẹ́gun Oyèdépò the…   10:14"},
		{40, nil, "10:14", "                                   10:14"},
		{40, []string{"Peggy"}, "", "Peggy"},
	} {
		f := Frame{Title: c.parts, Right: c.right}
		got := ansi.Strip(f.title(plainLook(), c.width))
		if strings.TrimRight(got, " ") != c.want {
			t.Errorf("title at %d of %q =\n%q, want\n%q", c.width, c.parts, got, c.want)
		}
		if cells := (Measure{}).Width(got); cells > c.width {
			t.Errorf("title at %d of %q is %d cells wide", c.width, c.parts, cells)
		}
	}
}

func TestHintsThatHaveNoRoomGoFromTheMiddle(t *testing.T) {
	f := Frame{Hints: []Hint{{"Enter", "new note"}, {"c:", "Carol's words"}, {"ctrl+g", "mark"}, {"Esc", "topics"}, {"ctrl+p", "anything"}, {"F1", "sixth"}}}
	for _, c := range []struct {
		room int
		want string
	}{
		{80, "Enter new note   c: Carol's words   ctrl+g mark   Esc topics   ctrl+p anything"},
		{75, "Enter new note  c: Carol's words  ctrl+g mark  Esc topics  ctrl+p anything"},
		{65, "Enter new note  c: Carol's words  ctrl+g mark  ctrl+p anything"},
		{40, "Enter new note  ctrl+p anything"},
		{20, "Enter new note"},
		{5, ""},
	} {
		if got := ansi.Strip(f.hints(plainLook(), c.room)); got != c.want {
			t.Errorf("hints in %d cells = %q, want %q", c.room, got, c.want)
		}
	}
}

func TestAMessageTakesThePlaceOfTheStatus(t *testing.T) {
	f := Frame{Status: "Saved on this laptop 10:14", Message: "Marked: a risk."}
	foot := f.foot(plainLook(), 80)
	if got := ansi.Strip(foot[0]); got != " Marked: a risk." || len(foot) != 2 {
		t.Errorf("foot = %q, want the message in the first of two lines", foot)
	}
}

func TestTheBandsStandWhereTheyAlwaysStand(t *testing.T) {
	f := frameFor("Peggy Ashworth")
	look := plainLook()
	for _, c := range []struct{ width, height, page int }{
		{80, 24, 19}, {120, 50, 45}, {40, 12, 8}, {60, 20, 15}, {80, 19, 15},
	} {
		window := f.Lay(look, c.width, c.height)
		w, h := window.Page()
		if w != c.width || h != c.page {
			t.Errorf("Page(%d, %d) = %d, %d, want %d, %d", c.width, c.height, w, h, c.width, c.page)
		}
		content, cursor := window.View(Drawing{Rows: []string{"one"}, Cursor: &tea.Position{X: 3, Y: 0}})
		rows := strings.Split(ansi.Strip(content), "\n")
		if len(rows) != c.height || rows[2] != "one" || !strings.Contains(rows[c.height-2], "Saved") {
			t.Errorf("View(%d, %d) =\n%s", c.width, c.height, content)
		}
		if cursor == nil || cursor.X != 3 || cursor.Y != 2 {
			t.Errorf("cursor at %v, want column 3 of row 2", cursor)
		}
	}
	if _, cursor := f.Lay(look, 80, 24).View(Drawing{}); cursor != nil {
		t.Errorf("a page without a cursor has one at %v", cursor)
	}
	if !TooSmall(39, 24) || !TooSmall(80, 11) || TooSmall(40, 12) {
		t.Error("TooSmall does not begin below 40x12")
	}
}

func TestTheTurnedScreenHasNothingAroundItsPage(t *testing.T) {
	look := &Look{Styles: NewStyles(StylesOptions{Theme: ThemeHigh})}
	content, cursor := Sheet(look, 40, 12, Drawing{Rows: []string{"", "  What I want"}}, look.Styles.Person)
	rows := strings.Split(content, "\n")
	if len(rows) != 12 || cursor != nil {
		t.Fatalf("Sheet has %d rows, cursor %v", len(rows), cursor)
	}
	for i, row := range rows {
		if !strings.HasPrefix(row, look.Styles.Person.on) || look.Measure.Width(ansi.Strip(row)) != 40 {
			t.Errorf("row %d is not painted from edge to edge: %q", i, row)
		}
	}
	if got := strings.TrimRight(ansi.Strip(rows[1]), " "); got != "  What I want" {
		t.Errorf("row 1 = %q", got)
	}
}

func TestDrawingsUnderEachOther(t *testing.T) {
	got := Stack(
		Drawing{Rows: []string{"a", "b"}, Cursor: &tea.Position{X: 1, Y: 1}},
		Drawing{Rows: []string{"c"}, Cursor: &tea.Position{X: 2, Y: 0}, Below: true},
	)
	want := Drawing{Rows: []string{"a", "b", "c"}, Cursor: &tea.Position{X: 2, Y: 2}, Below: true}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Stack (-want +got):\n%s", diff)
	}
}

func TestRulesInASCII(t *testing.T) {
	look := &Look{Styles: NewStyles(StylesOptions{ASCII: true, NoColour: true})}
	f := frameFor("Peggy Ashworth", "Talk")
	content, _ := f.Lay(look, 80, 24).View(Drawing{Rows: make([]string, 19), Above: true, Below: true})
	rows := strings.Split(ansi.Strip(content), "\n")
	if want := strings.Repeat("-", 74) + " ^ ---"; rows[1] != want {
		t.Errorf("upper rule = %q, want %q", rows[1], want)
	}
	if want := strings.Repeat("-", 74) + " v ---"; rows[21] != want {
		t.Errorf("lower rule = %q, want %q", rows[21], want)
	}
	if !strings.HasPrefix(rows[0], " Peggy Ashworth - Talk ") {
		t.Errorf("title = %q", rows[0])
	}
}

func TestALongMessageIsSaidWhole(t *testing.T) {
	f := Frame{Message: "The disk is full: your words are kept here, and go on being kept, as long as this window is open."}
	foot := f.foot(plainLook(), 40)
	said := strings.Join(strings.Fields(ansi.Strip(strings.Join(foot, " "))), " ")
	if said != f.Message {
		t.Errorf("foot says %q, want %q", said, f.Message)
	}
	if _, h := f.Lay(plainLook(), 40, 12).Page(); h != 12-2-len(foot) {
		t.Errorf("Page leaves %d rows beside a foot of %d", h, len(foot))
	}
	f.Message = strings.Repeat("on and on ", 200)
	if rows := len(f.foot(plainLook(), 40)); rows != mostMessage+1 {
		t.Errorf("an endless message takes %d rows, want %d", rows, mostMessage+1)
	}
}

func TestInAWideWindowThePageStandsInTheMiddle(t *testing.T) {
	look := plainLook()
	f := Frame{Title: []string{"Peggy"}, Right: "10:14", Status: "Saved."}
	w, _ := f.Lay(look, 200, 60).Page()
	if w != MostWidth {
		t.Fatalf("Page is %d cells wide, want %d", w, MostWidth)
	}
	content, cursor := f.Lay(look, 200, 60).View(Drawing{Rows: []string{"> words"}, Cursor: &tea.Position{X: 2, Y: 0}})
	rows := strings.Split(ansi.Strip(content), "\n")
	if want := strings.Repeat(" ", 40) + "> words"; strings.TrimRight(rows[2], " ") != want {
		t.Errorf("the page's row = %q, want %q", rows[2], want)
	}
	if want := strings.Repeat(" ", 40) + strings.Repeat("─", MostWidth); strings.TrimRight(rows[1], " ") != want {
		t.Errorf("the rule = %q, want %q", rows[1], want)
	}
	if cursor.X != 42 || cursor.Y != 2 {
		t.Errorf("cursor at %d,%d, want 42,2", cursor.X, cursor.Y)
	}
}

func TestBesideKeepsTheRightOneInItsColumn(t *testing.T) {
	left := Drawing{Rows: []string{"\x1b[1mŵy\x1b[m", "a longer row"}}
	right := Drawing{Rows: []string{"one", "", "three"}, Cursor: &tea.Position{X: 1, Y: 2}, Below: true}
	got := Beside(Measure{}, 14, left, right)
	want := []string{"\x1b[1mŵy\x1b[m            one", "a longer row", "              three"}
	if diff := cmp.Diff(want, got.Rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if got.Cursor == nil || got.Cursor.X != 15 || got.Cursor.Y != 2 || !got.Below {
		t.Errorf("cursor %v, below %v, want the right one's", got.Cursor, got.Below)
	}
}

func TestAHintNamesAKey(t *testing.T) {
	tests := []struct{ hint, name, text string }{
		{"Enter", "enter", ""},
		{"Esc", "esc", ""},
		{"Tab", "tab", ""},
		{"ctrl+p", "ctrl+p", ""},
		{"F1", "f1", ""},
		{"F12", "f12", ""},
		{"n", "n", "n"},
		{"C", "c", "c"},
		{"+", "+", "+"},
		{"space", "space", " "},
		{"PageDown", "pgdown", ""},
		{"< >", "", ""},
		{"1 to 5", "", ""},
		{"any other key", "", ""},
		{"letters", "", ""},
		{"find", "", ""},
	}
	for _, tt := range tests {
		got, ok := Hint{Key: tt.hint}.Press()
		if got != (Key{Name: tt.name, Text: tt.text}) || ok != (tt.name != "") {
			t.Errorf("Hint{%q}.Press() = %+v, %t, want %q typing %q", tt.hint, got, ok, tt.name, tt.text)
		}
	}
}

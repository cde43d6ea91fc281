package kit

import (
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
)

// answers are a form of each kind of line, as an owner keeps it.
func answers() []Row {
	return []Row{
		{Kind: RowHeading, Label: "About you"},
		{ID: "name", Label: "Name", Value: "Peggy"},
		{ID: "now", Kind: RowChoice, Label: "Today", Options: noYesLater()},
		{Kind: RowBlank},
		{ID: "need", Kind: RowChoice, Choice: ChoiceListed, Many: true, Label: "For which", Options: []Option{{"a", "the club"}, {"b", "the bath"}, {"c", "the step"}}},
		{ID: "how", Kind: RowChoice, Choice: ChoiceFolded, Label: "How", Value: "aloud", Options: []Option{{"aloud", "aloud"}, {"signed", "signed"}}},
		{ID: "more", Kind: RowOpen, Label: "More"},
		{ID: "so", Kind: RowChoice, Choice: ChoiceNumbered, Label: "So", Options: noYesLater()},
		{ID: "last", Label: "Last"},
		{Kind: RowWords, Label: "The end"},
	}
}

func fillIn(t *testing.T, f *Form, keys ...string) (events []Event) {
	t.Helper()
	for _, key := range keys {
		more, _ := f.Key(pressed(key))
		events = append(events, more...)
	}
	return events
}

func TestKeysOfAForm(t *testing.T) {
	for _, c := range []struct {
		story string
		fill  bool
		focus string
		keys  []string
		want  []Event
		end   string
	}{
		{"typing begins at once, behind what stands there", false, "name", []string{"!", "enter"}, []Event{Changed{"name", "Peggy!"}}, "name"},
		{"Enter begins, Enter ends", false, "last", []string{"enter", "x", "enter"}, []Event{Changed{"last", "x"}}, "last"},
		{"nothing typed is nothing changed", false, "name", []string{"enter", "enter"}, nil, "name"},
		{"Esc keeps what was typed", false, "name", []string{"!", "esc"}, []Event{Changed{"name", "Peggy!"}}, "name"},
		{"Tab keeps it and goes on", false, "name", []string{"!", "tab"}, []Event{Changed{"name", "Peggy!"}}, "now"},
		{"an arrow keeps it and goes on", false, "last", []string{"x", "up"}, []Event{Changed{"last", "x"}}, "so"},
		{"Backspace begins as well", false, "name", []string{"backspace", "enter"}, []Event{Changed{"name", "Pegg"}}, "name"},
		{"Enter goes on where a page is filled in", true, "name", []string{"!", "enter"}, []Event{Changed{"name", "Peggy!"}}, "now"},
		{"over a line left as it is too", true, "name", []string{"enter", "enter"}, nil, "need"},
		{"and ends on the last line", true, "last", []string{"x", "enter"}, []Event{Changed{"last", "x"}, Finished{}}, "last"},
		{"a digit chooses nothing where no number stands", false, "now", []string{"2"}, nil, "now"},
		{"once they are open it does", false, "now", []string{"enter", "2"}, []Event{Changed{"now", "yes"}}, "now"},
		{"a digit chooses by the number that stands there", false, "so", []string{"2"}, []Event{Changed{"so", "yes"}}, "so"},
		{"a digit too high does not", false, "so", []string{"4"}, nil, "so"},
		{"the same again changes nothing", false, "so", []string{"2", "2"}, []Event{Changed{"so", "yes"}}, "so"},
		{"space chooses the next", false, "now", []string{"space", "space"}, []Event{Changed{"now", "no"}, Changed{"now", "yes"}}, "now"},
		{"left chooses the last", false, "now", []string{"left"}, []Event{Changed{"now", "later"}}, "now"},
		{"right goes round", false, "now", []string{"left", "right"}, []Event{Changed{"now", "later"}, Changed{"now", "no"}}, "now"},
		{"several are chosen and given back", false, "need", []string{"3", "1", "3"}, []Event{
			Changed{"need", "c"}, Changed{"need", "a c"}, Changed{"need", "a"},
		}, "need"},
		{"Enter opens what is folded", false, "how", []string{"enter", "down", "enter"}, []Event{Changed{"how", "signed"}}, "how"},
		{"there too a digit chooses", true, "how", []string{"enter", "2"}, []Event{Changed{"how", "signed"}}, "how"},
		{"folded, a digit chooses nothing unseen", false, "how", []string{"2"}, nil, "how"},
		{"Esc closes it and leaves it as it was", false, "how", []string{"enter", "down", "esc"}, nil, "how"},
		{"Tab closes it and goes on", false, "how", []string{"enter", "down", "tab"}, nil, "more"},
		{"space cycles what is folded", false, "how", []string{"space"}, []Event{Changed{"how", "signed"}}, "how"},
		{"several are chosen one after another while they are open", false, "need", []string{"enter", "space", "down", "down", "space", "enter"}, []Event{
			Changed{"need", "a"}, Changed{"need", "a c"},
		}, "need"},
		{"Enter opens a line that leads elsewhere", true, "more", []string{"enter"}, []Event{Opened{"more"}}, "more"},
		{"home and end", false, "more", []string{"home", "end", "home"}, nil, "name"},
		{"up on the first line stays", false, "name", []string{"up"}, nil, "name"},
	} {
		t.Run(c.story, func(t *testing.T) {
			f := NewForm(plainLook())
			f.Fill = c.fill
			f.SetRows(answers())
			f.SetFocus(c.focus)
			got := fillIn(t, f, c.keys...)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%v (-want +got):\n%s", c.keys, diff)
			}
			if got := f.Focus(); got != c.end {
				t.Errorf("Focus() after %v = %s, want %s", c.keys, got, c.end)
			}
		})
	}
}

func TestKeysThatAreNotTheForms(t *testing.T) {
	for _, c := range []struct{ focus, key string }{
		{"last", "tab"}, {"name", "shift+tab"}, {"name", "esc"}, {"more", "v"}, {"more", "space"}, {"now", "x"}, {"name", "ctrl+p"}, {"how", "left"},
	} {
		f := NewForm(plainLook())
		f.SetRows(answers())
		f.SetFocus(c.focus)
		if events, used := f.Key(pressed(c.key)); used || events != nil {
			t.Errorf("Key(%s) on %s = %v, %v, want nothing", c.key, c.focus, events, used)
		}
	}
}

func TestTabBeyondTheLastLineKeepsWhatWasTyped(t *testing.T) {
	f := NewForm(plainLook())
	f.SetRows(answers())
	f.SetFocus("last")
	f.Key(pressed("x"))
	events, used := f.Key(pressed("tab"))
	if diff := cmp.Diff([]Event{Changed{"last", "x"}}, events); diff != "" || used {
		t.Errorf("Key(tab) used %v (-want +got):\n%s", used, diff)
	}
}

func TestUnfinishedWordsCanBeKept(t *testing.T) {
	f := NewForm(plainLook())
	f.SetRows(answers())
	if _, _, ok := f.Editing(); ok {
		t.Error("Editing() before anything was typed")
	}
	f.Key(pressed("!"))
	rows := answers()
	rows[1].Value = "Peggy!" // the owner has saved it, and hands the page back
	f.SetRows(rows)
	f.Key(pressed("!"))
	if id, value, ok := f.Editing(); id != "name" || value != "Peggy!!" || !ok {
		t.Errorf("Editing() = %s, %q, %v, want name, Peggy!!", id, value, ok)
	}
	if diff := cmp.Diff([]Event{Changed{"name", "Peggy!!"}}, f.Leave()); diff != "" {
		t.Errorf("Leave() (-want +got):\n%s", diff)
	}
	if events := f.Leave(); events != nil {
		t.Errorf("Leave() again = %v, want nothing", events)
	}
}

func TestTheFocusStaysWithItsLineOfAForm(t *testing.T) {
	f := NewForm(plainLook())
	f.SetRows(answers())
	f.SetFocus("how")
	f.SetRows(append([]Row{{ID: "first", Label: "First"}}, answers()...))
	if got := f.Focus(); got != "how" {
		t.Errorf("Focus() = %s, want how", got)
	}
	f.SetRows([]Row{{ID: "first"}, {Kind: RowBlank}})
	if got := f.Focus(); got != "first" {
		t.Errorf("Focus() where its line is gone = %s, want first", got)
	}
	f.SetRows([]Row{{Kind: RowWords, Label: "Nothing to choose."}})
	if got := f.Focus(); got != "" {
		t.Errorf("Focus() = %s where no line can be in focus", got)
	}
	if d := f.View(80, 19); d.Cursor != nil || len(d.Rows) != 1 {
		t.Errorf("View = %q, cursor %v, want one row and none", d.Rows, d.Cursor)
	}
}

func TestCuttingOutOfAForm(t *testing.T) {
	f := NewForm(plainLook())
	f.SetRows(answers())
	if f.Selected() != "" || f.DeleteSelection() {
		t.Error("something is selected before anything was typed")
	}
	fillIn(t, f, "shift+left", "shift+left")
	if got := f.Selected(); got != "gy" {
		t.Errorf("Selected() = %q, want gy", got)
	}
	if !f.DeleteSelection() || f.DeleteSelection() {
		t.Error("DeleteSelection() does not delete once")
	}
	if _, value, _ := f.Editing(); value != "Peg" {
		t.Errorf("left %q, want Peg", value)
	}
}

func TestPastingIntoAForm(t *testing.T) {
	f := NewForm(plainLook())
	f.SetRows(answers())
	f.SetFocus("last")
	if !f.Paste("two\r\nlines") {
		t.Error("Paste on a text is not used")
	}
	if _, value, _ := f.Editing(); value != "two lines" {
		t.Errorf("pasted %q, want two lines in one", value)
	}
	f.SetFocus("more")
	if f.Paste("x") {
		t.Error("Paste on a line that leads elsewhere is used")
	}
}

func passphrase(look *Look) *Form {
	f := NewForm(look)
	f.ValueAt, f.Fill = 21, true
	f.SetRows([]Row{
		{Kind: RowHeading, Label: "The words that open this laptop’s notes"},
		{Kind: RowBlank},
		{ID: "words", Label: "Your words", Masked: true, Value: "correct horse battery"},
		{ID: "again", Label: "Once more", Masked: true},
		{Kind: RowBlank},
		{Kind: RowWords, Label: "Nobody can open the notes without these words or the code on the next page: not your manager, not us."},
	})
	return f
}

func TestFormsWhileTheyAreFilledIn(t *testing.T) {
	for _, c := range []struct {
		name  string
		form  func(*Look) *Form
		focus string
		keys  []string
	}{
		{"masked", passphrase, "again", []string{"c", "o"}},
		{"typing-long", beginning, "how", []string{"S", "type lowly, with tea first, and never before nine o’clock; she likes to see what is typed"}},
		{"options-open", money, "how", []string{"enter", "down"}},
		{"figure-typed", money, "share", []string{"backspace"}},
		{"scrolled-down", agree, "dele", []string{"pgdown"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			look := plainLook()
			pages(t, "form-"+c.name, frameFor("Peggy Ashworth"), look, func(w, h int) Drawing {
				f := c.form(look)
				f.SetFocus(c.focus)
				f.View(w, h)
				for _, key := range c.keys {
					k := pressed(key)
					if len(key) > 5 && key[:5] == "type " {
						k = typed(key[5:])
					}
					f.Key(k)
				}
				return f.View(w, h)
			})
		})
	}
}

func TestSecretsAreShownOnlyWhenAskedFor(t *testing.T) {
	look := plainLook()
	f := passphrase(look)
	f.SetFocus("again")
	f.Key(typed("correct"))
	row := func(i int) string { return ansi.Strip(f.View(80, 19).Rows[i]) }
	if row := row(3); row != ">  Once more         •••••••" {
		t.Errorf("row %q, want dots", row)
	}
	f.ShowSecrets(true)
	if row := row(3); row != ">  Once more         correct" {
		t.Errorf("row %q, want what was typed", row)
	}
	f.ShowSecrets(false)
	if row := row(2); row != "   Your words        •••••••••••••••••••••" {
		t.Errorf("row %q, want dots", row)
	}
}

// TestWordsTypedIntoAChoiceChooseNothing: somebody who takes a line of choices
// for one to write in must not turn it with every blank.
func TestWordsTypedIntoAChoiceChooseNothing(t *testing.T) {
	f := NewForm(&Look{Styles: NewStyles(StylesOptions{})})
	f.SetRows([]Row{{ID: "stand", Label: "Carol", Kind: RowChoice, Choice: ChoiceNumbered, Options: []Option{{ID: "for"}, {ID: "if"}, {ID: "against"}}}})
	var chosen []string
	hear := func(k Key) {
		events, _ := f.Key(k)
		for _, e := range events {
			if c, ok := e.(Changed); ok {
				chosen = append(chosen, c.Value)
			}
		}
	}
	for _, r := range "She is all for it, 2 of them" {
		hear(typed(string(r)))
	}
	if len(chosen) != 0 {
		t.Errorf("typing words chose %q", chosen)
	}
	hear(pressed("left"))
	hear(typed("2"))
	if len(chosen) != 2 || chosen[1] != "if" {
		t.Errorf("an arrow and a digit after it chose %q, want something and then if", chosen)
	}
}

// A page further is a page further for the keys as well: what is typed next goes where one looks.
func TestAPageKeyTakesTheFocusAlong(t *testing.T) {
	f := NewForm(plainLook())
	var rows []Row
	for i := range 40 {
		rows = append(rows, Row{ID: strconv.Itoa(i), Label: "Line", Value: "x"}, Row{Kind: RowWords, Label: "read"})
	}
	f.SetRows(rows)
	f.Key(pressed("!"))
	for _, key := range []string{"pgdown", "pgdown", "pgup", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown"} {
		before := f.View(80, 10)
		events, used := f.Key(pressed(key))
		now := f.View(80, 10)
		if now.Cursor == nil || now.Cursor.Y < 0 || now.Cursor.Y >= 10 || !used {
			t.Fatalf("after %s the focus is on %s, the cursor at %v", key, f.Focus(), now.Cursor)
		}
		if len(events) > 0 && events[0] != (Changed{"0", "x!"}) {
			t.Errorf("%s = %v, want what was typed kept", key, events)
		}
		if key == "pgup" && !before.Above {
			t.Error("there was nothing above to go to")
		}
	}
	if now := f.View(80, 10); now.Below || f.Focus() == "0" {
		t.Errorf("the focus is on %s and there is more below: %v, want the end", f.Focus(), now.Below)
	}
}

// Who lays a form out is told how many rows it takes, and may have fewer.
func TestAFormSaysHowManyRowsItTakes(t *testing.T) {
	for _, width := range []int{40, 80, 120} {
		f := NewForm(plainLook())
		f.SetRows(answers())
		rows, view := f.Lay(width)
		if whole := view(rows); len(whole.Rows) != rows || whole.Above || whole.Below {
			t.Errorf("Lay(%d) takes %d rows, and in so many %d are drawn, more above %v, below %v", width, rows, len(whole.Rows), whole.Above, whole.Below)
		}
		if short := view(rows - 1); len(short.Rows) != rows-1 || !short.Below {
			t.Errorf("Lay(%d) in a row less: %d rows, more below %v", width, len(short.Rows), short.Below)
		}
	}
}

// A label that is longer than what there is room for beside a second column goes
// on beneath itself, and what stands in the column stays in it.
func TestALongLabelLeavesTheSecondColumnWhereItIs(t *testing.T) {
	f := NewForm(plainLook())
	f.ExtraAt = 50
	f.SetRows([]Row{
		{ID: "a", Kind: RowOpen, Label: "A copy for Carol", Extra: "28 November"},
		{ID: "b", Kind: RowOpen, Label: "A copy for Peggy Ashworth: support plan, in large print", Extra: "3 December"},
	})
	want := ">  A copy for Carol                               28 November\n" +
		"   A copy for Peggy Ashworth: support plan, in    3 December\n" +
		"   large print"
	var rows []string
	for _, row := range f.View(80, 10).Rows {
		rows = append(rows, strings.TrimRight(ansi.Strip(row), " "))
	}
	if got := strings.Join(rows, "\n"); got != want {
		t.Errorf("View() =\n%s\nwant\n%s", got, want)
	}
}

// TestALongLabelLeavesNoColumnOfSingleLetters: what stands in its line goes beyond the column beside it, or below, and is
// read as words.
func TestALongLabelLeavesNoColumnOfSingleLetters(t *testing.T) {
	for _, cells := range []int{20, 40, 42, 44, 46, 48, 50, 60, 70, 90} {
		f := NewForm(plainLook())
		f.LabelAt, f.ValueAt, f.ExtraAt = 2, 28, 58
		f.SetRows([]Row{{ID: "share", Label: strings.Repeat("n", cells), Prompt: "not asked yet", Extra: "final"}})
		got := ansi.Strip(strings.Join(f.View(80, 12).Rows, "\n"))
		if !strings.Contains(got, "not asked yet") || !strings.Contains(got, "final") {
			t.Errorf("a label of %d cells:\n%s", cells, got)
		}
	}
}

package tui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
)

// hands types as fast as it is told to, and looks after every burst.
type hands struct {
	*drive
	clock time.Time
}

// after lets so much time go by, with what falls due in it, and presses a key.
func (h *hands) after(gap time.Duration, name string) {
	h.t.Helper()
	if gap >= burstGap {
		h.quiet()
	}
	h.clock = h.clock.Add(gap)
	h.run(h.app.keyed(press(name), h.clock))
}

// quiet lets a burst come to its end.
func (h *hands) quiet() {
	h.t.Helper()
	h.clock = h.clock.Add(time.Second)
	h.run(h.app.burstDue(h.clock))
}

// types presses the keys of a text with the same gap before each; a line break
// is Enter.
func (h *hands) types(gap time.Duration, text string) {
	h.t.Helper()
	for _, r := range text {
		name := string(r)
		switch r {
		case ' ':
			name = "space"
		case '\n':
			name = "enter"
		case '\t':
			name = "tab"
		}
		h.after(gap, name)
	}
}

// notes are the notes of the page with whose they are, as the screen has them.
func (h *hands) notes() string {
	var all []string
	for _, n := range h.app.talk.Notes() {
		text := h.app.voiceName(model.Find(h.app.talk.Record().Voices, n.Voice)) + ": " + n.Text
		if n.Telling == model.Said {
			text += " (said)"
		}
		all = append(all, text)
	}
	return strings.Join(all, " | ")
}

const (
	byHand = 80 * time.Millisecond
	atOnce = time.Millisecond // as fast as the program takes them
)

func TestWhatIsTypedInAStallIsTypedAndWhatIsPastedIsPasted(t *testing.T) {
	for _, c := range []struct {
		story string
		does  func(*hands)
		want  string
	}{
		{"by hand", func(h *hands) { h.types(byHand, "c: I worry") }, "Carol: I worry"},
		{"in a stall", func(h *hands) { h.types(atOnce, "c: "); h.types(byHand, "I worry") }, "Carol: I worry"},
		{"two stalls", func(h *hands) {
			h.types(atOnce, "c")
			h.types(byHand, "a")
			h.types(atOnce, "rol: ")
			h.types(byHand, "I")
		}, "Carol: I"},
		{"a stall with an Enter in it", func(h *hands) { h.types(byHand, "Home."); h.types(atOnce, "\nc: "); h.types(byHand, "No.") }, "Peggy: Home. | Carol: No."},
		{"seven keys in a stall", func(h *hands) { h.types(atOnce, "me: one") }, "me: one"},
		{"a line pasted letter by letter", func(h *hands) { h.types(atOnce, "c: not hers") }, "Peggy: c: not hers"},
		{"a quotation that is pasted", func(h *hands) { h.types(atOnce, `"Home," she said.`) }, `Peggy: "Home," she said.`},
		{"a quotation by hand", func(h *hands) { h.types(byHand, `"Home`) }, "Peggy: Home (said)"},
		{"lines", func(h *hands) { h.types(atOnce, "one\nc: two\n\nme: three") }, "Peggy: one | Peggy: c: two | Peggy: me: three"},
		{"a tab in it", func(h *hands) { h.types(atOnce, "milk\t2 pints") }, "Peggy: milk\t2 pints"},
		{"a line and its Enter, and then a hand", func(h *hands) { h.types(atOnce, "c: not hers\n"); h.types(byHand, "c: hers") }, "Peggy: c: not hers | Carol: hers"},
		{"pasted behind what a hand typed", func(h *hands) { h.types(byHand, "me: "); h.types(atOnce, "c: not hers") }, "me: c: not hers"},
		{"a hand behind what was pasted", func(h *hands) { h.types(atOnce, "the bowls club"); h.types(byHand, ", by the canal") }, "Peggy: the bowls club, by the canal"},
		{"more than is held at once", func(h *hands) { h.types(atOnce, strings.Repeat("c: bowls\n", 1000)+"end") }, "Peggy: " + strings.Repeat("c: bowls | Peggy: ", 1000) + "end"},
	} {
		t.Run(c.story, func(t *testing.T) {
			h := &hands{drive: newDrive(t), clock: morning}
			h.start("Peggy Ashworth", "Carol")
			c.does(h)
			h.quiet()
			if got := h.notes(); got != c.want {
				t.Errorf("notes = %.200q, want %.200q", got, c.want)
			}
		})
	}
}

func TestWhateverComesNextFindsTheKeysThatWereHeld(t *testing.T) {
	for _, c := range []struct {
		story string
		msg   tea.Msg
		want  string
	}{
		{"a key that is no text", tea.KeyPressMsg{Code: tea.KeyLeft}, "Peggy: bowls"},
		{"a paste", tea.PasteMsg{Content: "!"}, "Peggy: bowls!"},
		{"the mouse", tea.MouseClickMsg{X: 12, Y: 20, Button: tea.MouseLeft}, "Peggy: bowls"},
		{"the minute", minuteMsg{}, "Peggy: bowls"},
		{"the end", stopMsg{}, "Peggy: bowls"},
		{"a crash beside the screen", crashedMsg{}, "Peggy: bowls"},
	} {
		t.Run(c.story, func(t *testing.T) {
			h := &hands{drive: newDrive(t), clock: morning}
			h.start("Peggy Ashworth", "")
			h.types(atOnce, "bowls")
			if got := h.notes(); got != "Peggy: b" {
				t.Errorf("while the keys are held the notes are %q", got)
			}
			h.send(c.msg)
			if got := h.notes(); got != c.want {
				t.Errorf("notes = %q, want %q", got, c.want)
			}
		})
	}
}

func TestAKeyAloneIsNeverHeldAndNothingWakesForIt(t *testing.T) {
	h := &hands{drive: newDrive(t), clock: morning}
	h.start("Peggy Ashworth", "")
	for _, r := range "by the canal" {
		h.clock = h.clock.Add(byHand)
		cmd := h.app.keyed(press(strings.Replace(string(r), " ", "space", 1)), h.clock)
		if h.app.burst.ticking || len(h.app.burst.held) > 0 {
			t.Fatalf("%q is held", r)
		}
		h.run(cmd)
	}
	h.shows("by the canal")
}

func TestHeldKeysDrawNothing(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	send := func(key string) string {
		root{d.app}.Update(tea.KeyPressMsg{Code: []rune(key)[0], Text: key})
		return root{d.app}.View().Content
	}
	before := send("a")
	d.app.burst.last = time.Now().Add(time.Hour) // whatever comes now is part of a burst
	if got := send("b"); got != before || len(d.app.burst.held) != 1 {
		t.Errorf("with %d keys held the screen is another", len(d.app.burst.held))
	}
	d.send(tea.WindowSizeMsg{Width: 100, Height: 30})
	if got := d.screen(); strings.Count(got, "\n") != 29 {
		t.Errorf("a window of 30 rows is drawn with %d while a key is held", strings.Count(got, "\n")+1)
	}
	d.app.burst.last = time.Time{}
	d.send(burstMsg{})
	d.shows("ab")
}

func TestAPasteIntoALineAndItsEnter(t *testing.T) {
	h := &hands{drive: newDrive(t), clock: morning}
	h.keys("n")
	h.types(atOnce, "Peggy Ashworth\n")
	h.quiet()
	h.typed("Peg")
	h.keys("ctrl+n")
	h.shows("Peggy Ashworth")
	if p := h.app.talk.Record().Person; p.FullName != "Peggy Ashworth" || p.Called != "Peg" {
		t.Errorf("the person is %q, called %q", p.FullName, p.Called)
	}
}

func TestACrashLosesNoKeyThatWasHeld(t *testing.T) {
	h := &hands{drive: newDrive(t), clock: morning}
	h.start("Peggy Ashworth", "")
	h.types(atOnce, "bowls")
	var cmd tea.Cmd
	func() {
		defer h.app.caught(&cmd)
		h.app.peek.top = 1 // there is none
	}()
	if got := h.notes(); h.app.crash == nil || got != "Peggy: bowls" {
		t.Errorf("after a crash the notes are %q", got)
	}
	h.app.crash = nil
}

func TestALongPasteIsThereWholeAndOnDisk(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "Carol")
	var lines []string
	for i := range 1600 {
		lines = append(lines, fmt.Sprintf(`c: "line %d"	नमस्ते, by the canal, everyone wants me in a taxi`, i))
	}
	d.send(tea.PasteMsg{Content: strings.Join(lines, "\r\n")})
	d.shows(`c: "line 1599"`)
	d.tick()
	d.reopen()
	d.typed(passphrase)
	d.keys("enter", "enter")
	notes := d.app.talk.Notes()
	if len(notes) != len(lines) {
		t.Fatalf("%d notes after a restart, want %d", len(notes), len(lines))
	}
	for i, n := range notes {
		if n.Text != lines[i] || n.Telling == model.Said || n.Voice != d.app.talk.Record().PersonVoice().ID {
			t.Fatalf("note %d is %q of %s", i, n.Text, n.Voice)
		}
	}
}

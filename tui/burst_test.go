package tui

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/kit"
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
		{"a line of one letter", func(h *hands) { h.types(atOnce, "I\nwant to bowl") }, "Peggy: I | Peggy: want to bowl"},
		{"a tab in it", func(h *hands) { h.types(atOnce, "milk\t2 pints") }, "Peggy: milk\t2 pints"},
		{"a line and its Enter, and then a hand", func(h *hands) { h.types(atOnce, "c: not hers\n"); h.types(byHand, "c: hers") }, "Peggy: c: not hers | Carol: hers"},
		{"pasted behind what a hand typed", func(h *hands) { h.types(byHand, "me: "); h.types(atOnce, "c: not hers") }, "me: c: not hers"},
		{"a hand behind what was pasted", func(h *hands) { h.types(atOnce, "the bowls club"); h.types(byHand, ", by the canal") }, "Peggy: the bowls club, by the canal"},
		{"more than is held at once, parted at the end of a line", func(h *hands) { h.types(atOnce, strings.Repeat("bowls\n", 1000)+"end") }, strings.Repeat("Peggy: bowls | ", 1000) + "Peggy: end"},
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
	s := newStill(root{d.app})
	send := func(msg tea.Msg) string {
		m, _ := s.Update(msg)
		s = m.(still)
		return s.View().Content
	}
	before := send(tea.KeyPressMsg{Code: 'a', Text: "a"})
	d.app.burst.last = time.Now().Add(time.Hour) // whatever comes now is part of a burst
	if got := send(tea.KeyPressMsg{Code: 'b', Text: "b"}); got != before || len(d.app.burst.held) != 1 {
		t.Errorf("with %d keys held the screen is another", len(d.app.burst.held))
	}
	if send(drawnMsg{}); len(s.ticks) != 0 {
		t.Error("a frame is let out for a key that is held")
	}
	if got := send(tea.WindowSizeMsg{Width: 100, Height: 30}); strings.Count(got, "\n") != 29 {
		t.Errorf("a window of 30 rows is drawn with %d while a key is held", strings.Count(got, "\n")+1)
	}
	d.app.burst.last = time.Time{}
	if got := send(burstMsg{}); !strings.Contains(got, "ab") {
		t.Errorf("what was held is not drawn:\n%s", got)
	}
	if send(drawnMsg{}); len(s.ticks) != 1 {
		t.Error("no frame is let out for what was held")
	}
}

// slowPage is the talk on a laptop that takes its time.
type slowPage struct {
	*talkPage
	pressing, drawing, keeping time.Duration
}

func (s *slowPage) key(k kit.Key) (tea.Cmd, bool) {
	time.Sleep(s.pressing)
	return s.talkPage.key(k)
}

func (s *slowPage) view(width, height int) kit.Drawing {
	time.Sleep(s.drawing)
	return s.talkPage.view(width, height)
}

func (s *slowPage) keep() { time.Sleep(s.keeping) }

func (s *slowPage) typing() bool { return true }

// How long the program takes for a key says nothing of how fast the next one
// came.
func TestWhatIsPastedOnASlowLaptopIsPasted(t *testing.T) {
	const slow = 2 * burstGap
	for story, page := range map[string]slowPage{
		"pressing": {pressing: slow}, "drawing": {drawing: slow}, "both": {pressing: slow, drawing: slow}, "saving in between": {keeping: slow},
	} {
		t.Run(story, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := &hands{drive: newDrive(t)}
				h.start("Peggy Ashworth", "Carol")
				page.talkPage = h.app.top().(*talkPage)
				h.app.stack[len(h.app.stack)-1] = &page
				r := root{h.app}
				for i, letter := range "one\nc: not hers\nc: no" {
					k := tea.KeyPressMsg{Code: letter, Text: string(letter)}
					if letter == '\n' {
						k = tea.KeyPressMsg{Code: tea.KeyEnter}
					}
					r.Update(k)
					r.View()
					if i%5 == 1 {
						r.Update(saveMsg{})
						r.View()
					}
				}
				time.Sleep(burstGap)
				r.Update(burstMsg{})
				if got, want := h.notes(), "Peggy: one | Peggy: c: not hers | Peggy: c: no"; got != want {
					t.Errorf("notes = %q, want %q", got, want)
				}
			})
		})
	}
}

func TestAPasteGoesOnBehindWhatWasSavedOfIt(t *testing.T) {
	h := &hands{drive: newDrive(t), clock: morning}
	h.start("Peggy Ashworth", "Carol")
	h.types(atOnce, "home is where")
	h.send(saveMsg{})
	h.shows("home is wher")
	h.run(h.app.burstDue(h.clock.Add(atOnce))) // the look that was waited for when its first keys came
	h.types(atOnce, "\nc: no")
	h.quiet()
	if got, want := h.notes(), "Peggy: home is where | Peggy: c: no"; got != want {
		t.Errorf("notes = %q, want %q", got, want)
	}
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

// frailPage is a talk that breaks at a letter, and at the first paste.
type frailPage struct {
	*talkPage
	letter string
	pastes int
}

func (f *frailPage) key(k kit.Key) (tea.Cmd, bool) {
	if k.Text == f.letter {
		panic("a letter")
	}
	return f.talkPage.key(k)
}

func (f *frailPage) paste(text string) tea.Cmd {
	if f.pastes++; f.pastes == 1 {
		panic("a paste")
	}
	return f.talkPage.paste(text)
}

func TestACrashLosesNoKeyThatWasHeld(t *testing.T) {
	for _, c := range []struct{ story, typed, want string }{
		{"held keys", "bowls", "Peggy: bowls"},
		{"one of them breaks it again", "boxwls", "Peggy: bowls"},
		{"a paste that broke it", "bowls club\nby the canal\n", "Peggy: bowls club | Peggy: by the canal"},
	} {
		t.Run(c.story, func(t *testing.T) {
			h := &hands{drive: newDrive(t), clock: morning}
			h.start("Peggy Ashworth", "")
			h.app.stack[len(h.app.stack)-1] = &frailPage{talkPage: h.app.top().(*talkPage), letter: "x"}
			h.types(atOnce, c.typed)
			var cmd tea.Cmd
			func() {
				defer h.app.caught(&cmd)
				h.app.letGo()
				h.app.peek.top = 1 // there is none
			}()
			if got := h.notes(); h.app.crash == nil || got != c.want {
				t.Errorf("after a crash the notes are %q, want %q", got, c.want)
			}
			h.app.crash = nil
		})
	}
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

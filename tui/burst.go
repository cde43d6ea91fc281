package tui

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/kit"
)

const (
	// burstGap is the longest time between two keys that no hand can have typed.
	burstGap = 5 * time.Millisecond
	// mostTyped is how many keys a hand can have typed while the program, or the
	// laptop, stood still: they arrive as fast as what is pasted.
	mostTyped = 6
	// mostHeld is how many keys of a paste are held at once.
	mostHeld = 4096
)

// burst holds keys that come faster than a hand types until it is known what
// they are: a few were typed during a stall, more than that are text which the
// terminal pastes letter by letter. Pasted text is never a voice, a mark or a
// command, and Enter in it is the end of a line.
type burst struct {
	last    time.Time // when all was done of the last key that can be part of one
	held    []kit.Key // not yet given to anybody
	pasting bool
	ticking bool
	began   time.Time // when the last thing began that is not drawn yet
	unseen  bool      // all that has happened since the last drawing is that a key is held
}

// worked tells how long something took, a key with its drawing or whatever came
// between two: the keys that were ready meanwhile had to wait, and came no
// slower for that.
func (b *burst) worked(took time.Duration) {
	if !b.last.IsZero() {
		b.last = b.last.Add(took)
	}
}

// drawn tells that what began is drawn now.
func (b *burst) drawn(at time.Time) {
	if !b.began.IsZero() {
		b.worked(at.Sub(b.began))
		b.began = time.Time{}
	}
}

// burstMsg tells that it is time to look whether a burst has ended.
type burstMsg struct{}

// keyed takes a key from the terminal. The first of a burst is given on at once,
// so that nothing waits while a hand types; but for a quotation mark, which
// alone would make a quotation of what is pasted.
func (a *app) keyed(k kit.Key, at time.Time) tea.Cmd {
	if a.stillHeld(k, at) {
		return a.letGo()
	}
	b := &a.burst
	follows := at.Sub(b.last) < burstGap
	if !mayBePasted(k) {
		cmd := a.letGo()
		b.last = time.Time{}
		return tea.Batch(cmd, a.pressed(k))
	}
	var cmd tea.Cmd
	if !follows {
		cmd = a.letGo()
	}
	b.last = at
	if r, _ := utf8.DecodeRuneInString(k.Text); !follows && !model.IsQuotationMark(r) {
		return tea.Batch(cmd, a.pressed(k))
	}
	b.held = append(b.held, k)
	b.pasting = b.pasting || len(b.held) > mostTyped
	b.unseen = follows
	if len(b.held) > mostHeld {
		cmd = tea.Batch(cmd, a.putPasted(b.seam()))
		b.unseen = false
	}
	return tea.Batch(cmd, b.wait())
}

// mayBePasted tells whether a key is one that text is made of.
func mayBePasted(k kit.Key) bool {
	return k.Text != "" || k.Name == "enter" || k.Name == "tab"
}

func (b *burst) wait() tea.Cmd {
	if b.ticking {
		return nil
	}
	b.ticking = true
	return tea.Tick(burstGap, func(time.Time) tea.Msg { return burstMsg{} })
}

// burstDue lets go of what is held once it has been quiet for long enough.
func (a *app) burstDue(at time.Time) tea.Cmd {
	b := &a.burst
	b.ticking = false
	if (b.pasting || len(b.held) > 0) && at.Sub(b.last) < burstGap {
		return b.wait()
	}
	return a.letGo()
}

// before lets go of what is held ahead of whatever must not overtake it. Words
// that are due to be saved wait for no more than the burst; a long paste is
// saved as far as it came.
func (a *app) before(msg tea.Msg) tea.Cmd {
	a.burst.unseen = false
	switch msg.(type) {
	case tea.PasteMsg, tea.MouseMsg, minuteMsg, stopMsg, crashedMsg:
		return a.letGo()
	case saveMsg:
		if a.burst.pasting {
			return a.putPasted(a.burst.seam())
		}
	}
	return nil
}

// letGo ends a burst: a long one is pasted, the keys of a short one are pressed.
// Enter and Tab at the end of a long one are pressed as well.
func (a *app) letGo() tea.Cmd {
	var cmds []tea.Cmd
	if a.burst.pasting {
		cmds = append(cmds, a.putPasted(a.burst.text()))
		a.burst.pasting = false
	}
	for len(a.burst.held) > 0 {
		k := a.burst.held[0]
		a.burst.held = a.burst.held[1:]
		cmds = append(cmds, a.pressed(k))
	}
	a.burst.held = nil
	return tea.Batch(cmds...)
}

// putPasted pastes so many of the keys that are held. They are held until that
// is done.
func (a *app) putPasted(keys int) tea.Cmd {
	if keys == 0 {
		return nil
	}
	var text strings.Builder
	for _, k := range a.burst.held[:keys] {
		switch k.Name {
		case "enter":
			text.WriteByte('\n')
		case "tab":
			text.WriteByte('\t')
		default:
			text.WriteString(k.Text)
		}
	}
	cmd := a.pasted(text.String())
	a.burst.held = slices.Clone(a.burst.held[keys:])
	return cmd
}

// text is how many of the keys that are held are text. Enters and Tabs at the
// end are keys.
func (b *burst) text() int {
	n := len(b.held)
	for n > 0 && !isLetter(b.held[n-1]) {
		n--
	}
	return n
}

// seam is where what is held of a text can be parted, and come together again as
// it was: between two letters, since a line break that is pasted first or last
// begins no line.
func (b *burst) seam() int {
	n := len(b.held) - 1
	for n > 0 && !(isLetter(b.held[n-1]) && isLetter(b.held[n])) {
		n--
	}
	return max(0, n)
}

func isLetter(k kit.Key) bool { return k.Name != "enter" && k.Name != "tab" }

// letGoAfterCrash saves what it can of what is held: where one key crashes
// again, the others are pressed all the same.
func (a *app) letGoAfterCrash() {
	try := func(do func() tea.Cmd) {
		defer func() { _ = recover() }()
		do()
	}
	b := &a.burst
	if b.pasting {
		n := b.text()
		rest := b.held[n:]
		try(func() tea.Cmd { return a.putPasted(n) })
		b.held, b.pasting = rest, false
	}
	for len(b.held) > 0 {
		try(a.letGo)
	}
}

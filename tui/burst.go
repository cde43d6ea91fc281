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
	last    time.Time // when the last key came that can be part of one
	held    []kit.Key // not yet given to anybody
	pasting bool
	ticking bool
}

// burstMsg tells that it is time to look whether a burst has ended.
type burstMsg struct{}

// keyed takes a key from the terminal. The first of a burst is given on at once,
// so that nothing waits while a hand types; but for a quotation mark, which
// alone would make a quotation of what is pasted.
func (a *app) keyed(k kit.Key, at time.Time) tea.Cmd {
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
	a.undrawn = follows
	if len(b.held) > mostHeld {
		cmd = tea.Batch(cmd, a.putPasted())
		a.undrawn = false
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
	a.burst.ticking = false
	if len(a.burst.held) > 0 && at.Sub(a.burst.last) < burstGap {
		return a.burst.wait()
	}
	return a.letGo()
}

// before lets go of what is held ahead of whatever must not overtake it. Words
// that are due to be saved wait for no more than the burst; a long paste is
// saved as far as it came.
func (a *app) before(msg tea.Msg) tea.Cmd {
	a.undrawn = false
	switch msg.(type) {
	case tea.PasteMsg, tea.MouseMsg, minuteMsg, stopMsg, crashedMsg:
		return a.letGo()
	case saveMsg:
		if a.burst.pasting {
			return a.putPasted()
		}
	}
	return nil
}

// letGo ends a burst: a long one is pasted, the keys of a short one are pressed.
// Enter and Tab at the end of a long one are pressed as well.
func (a *app) letGo() tea.Cmd {
	var cmds []tea.Cmd
	if a.burst.pasting {
		cmds = append(cmds, a.putPasted())
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

// putPasted pastes what is held, up to where it is known to go on.
func (a *app) putPasted() tea.Cmd {
	var text strings.Builder
	ends := 0
	for i, k := range a.burst.held {
		switch {
		case k.Name == "enter":
			text.WriteByte('\n')
		case k.Name == "tab":
			text.WriteByte('\t')
		default:
			text.WriteString(k.Text)
			ends = i + 1
		}
	}
	keys := len(a.burst.held) - ends // each of them is one byte
	a.burst.held = slices.Clone(a.burst.held[ends:])
	return a.pasted(text.String()[:text.Len()-keys])
}

// letGoAfterCrash saves what it can of what is held.
func (a *app) letGoAfterCrash() {
	defer func() { _ = recover() }()
	a.letGo()
}

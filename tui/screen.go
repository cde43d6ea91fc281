package tui

import (
	tea "charm.land/bubbletea/v2"

	"ownwords/tui/kit"
)

// screen is one page, dialog or sheet. Its methods are called by the root, on
// one goroutine.
type screen interface {
	// arrive is called when the screen comes to the front, and when what it
	// shows has changed beneath it.
	arrive()
	// key takes a key. One that is not used may be the root's.
	key(k kit.Key) (cmd tea.Cmd, used bool)
	// frame is what stands around the page. The root fills in the right end of
	// the title and the status where they are empty.
	frame() kit.Frame
	view(width, height int) kit.Drawing
}

// paster is a screen that text can be pasted on.
type paster interface{ paste(text string) tea.Cmd }

// keeper is a screen on which a line is typed that the conversation does not
// have yet.
type keeper interface {
	// keep hands what is typed so far to the conversation. It is called within
	// a second of the typing and before the screen is left, and ends nothing
	// that can be seen.
	keep()
	// typing tells whether there are words that are nowhere else.
	typing() bool
}

// clipper is a screen that text can be taken from by the clipboard.
type clipper interface {
	selected() string
	cut() tea.Cmd
}

// bare is a screen without bands, in one tone from edge to edge, for somebody
// who is not the typist: nothing is taken back there and nothing listed.
type bare interface{ ground() kit.Tone }

// adviser is a screen that can say more about the thing in focus.
type adviser interface{ about() []kit.Row }

// private is a screen that can be one that nobody in the room should come upon:
// it locks sooner then, and what covers or locks it leads back to the talk.
type private interface{ private() bool }

// settler is a screen on which a line can be in the middle of being typed: the
// line is ended before anything else is done.
type settler interface{ settle() tea.Cmd }

package tui

import (
	"time"

	"ownwords/tui/kit"
)

const (
	// leastRead is how long a page is there at least before the key that turned
	// to it turns it too: nobody has read it sooner.
	leastRead = 400 * time.Millisecond
	// leastPause is the least time between two presses of a hand. What comes
	// sooner is the keyboard, which goes on for as long as the key is down.
	leastPause = 150 * time.Millisecond
)

// turner is a screen that some keys turn to its next page. Where one is held
// down, or lain upon, nothing may be said yes to that nobody has read.
type turner interface{ turns(k kit.Key) bool }

// heldKey is the key that turned a page last, while no other has been pressed.
type heldKey struct {
	key string
	// turned is when it turned the page, and came when it last came at all.
	turned, came time.Time
}

// stillHeld tells whether a key is the one that has just turned a page, and not
// let go since. It stays that key's on whatever page it led to.
func (a *app) stillHeld(k kit.Key, at time.Time) bool {
	h := &a.held
	last := h.came
	if h.came = at; h.key != "" && h.key == k.Name && (at.Sub(h.turned) < leastRead || at.Sub(last) < leastPause) {
		return true
	}
	*h = heldKey{}
	if t, ok := a.top().(turner); ok && !a.quiet.covered && a.peek == nil && t.turns(k) {
		*h = heldKey{key: k.Name, turned: at, came: at}
	}
	return false
}

// scrolls tells whether a key moves what is read on a page, and turns none.
func scrolls(k kit.Key) bool {
	switch k.Name {
	case "up", "down", "pgup", "pgdown":
		return true
	}
	return k.Rows() != 0
}

func (p *turnedPage) turns(k kit.Key) bool { return !scrolls(k) }

func (p *readBack) turns(k kit.Key) bool { return !p.changing && !scrolls(k) }

func (p *talkPage) turns(k kit.Key) bool { return p.a.isFor("prompt.next", k) }

package tui

import (
	"ownwords/model"
	"ownwords/tui/desk"
)

// sitting is what the screens know of the one conversation that is open, or of
// none at home. It is replaced whole where another begins and where the notes
// are locked: what is left of it would stand in somebody else's record, or on a
// page that anybody can look at.
type sitting struct {
	talk      *desk.Talk  // nil where none is open
	stage     model.Stage // of the page on the stack; empty at home
	unvisited bool        // nobody was asked yet whether today is a new visit
	message   string      // stands on the status line until the next key
	peek      *peek       // over the screen until the next key
	found     found       // what was found last in the notes
	unasked   unasked
}

// unasked is what was typed in the dialog of an action that was not done, by
// action and field. It stands there the next time.
type unasked map[string]map[string]string

func newSitting(t *desk.Talk) sitting { return sitting{talk: t, unasked: unasked{}} }

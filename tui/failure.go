package tui

import "ownwords/tui/desk"

// fail says an error on the status line, in a sentence that people can use.
func (a *app) fail(err error) { a.tell(desk.Trouble(err)) }

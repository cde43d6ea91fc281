package tui

import "ownwords/model"

// persons is the record as the person may have it: what is on a turned screen
// is made of this and of nothing else.
func (a *app) persons() *model.Record { return a.talk.Persons() }

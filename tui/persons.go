package tui

import "ownwords/model"

// persons is the record as the person may have it: what is on a turned screen
// is made of this and of nothing else.
func (a *app) persons() *model.Record {
	r, refusal := a.talk.Record().For(model.Recipient{Person: true})
	if refusal.Refused() {
		return &model.Record{}
	}
	return r
}

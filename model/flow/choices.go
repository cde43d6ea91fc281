package flow

import (
	"slices"

	"ownwords/model"
)

// choices knows which choices about sharing left the list: nothing in the record
// tells it any more, and what went out with them in it still says yes.
type choices struct {
	revision int // in force at the last batch that was heard
	// made and left are in which revision each was last made and taken out.
	made, left map[model.ID]int
}

// heard takes in batches, oldest first.
func (c *choices) heard(batches []model.Batch) {
	for _, b := range batches {
		for _, x := range b.Changes {
			switch {
			case x.Kind == model.KindConversation:
				if p, err := x.Decode(); err == nil {
					conversation, _ := p.(*model.Conversation)
					c.revision = revisionOf(conversation)
				}
			case x.Kind == model.KindSharing && x.Before == nil:
				c.made[x.Part] = c.revision
			case x.Kind == model.KindSharing && x.After == nil:
				c.left[x.Part] = c.revision
			}
		}
	}
}

// remember takes in the batches that led to a record.
func (c *choices) remember(tail []model.Batch) {
	for _, b := range slices.Backward(tail) {
		for _, x := range b.Changes {
			if x.Kind != model.KindConversation {
				continue
			}
			if p, err := x.DecodeBefore(); err == nil {
				conversation, _ := p.(*model.Conversation)
				c.revision = revisionOf(conversation)
			}
		}
	}
	c.heard(tail)
}

// since tells whether a choice left the list in a revision in which it was not
// made.
func (c *choices) since(revision int, r *model.Record) bool {
	for id, in := range c.left {
		made, here := c.made[id]
		gone := !slices.ContainsFunc(r.Sharing, func(s *model.Sharing) bool { return s.ID == id })
		if in == revision && gone && !(here && made == revision) {
			return true
		}
	}
	return false
}

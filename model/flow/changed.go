package flow

import "ownwords/model"

// changedDeeds are about a plan that was changed after it was agreed: a new
// version says why, and whose wish it was (Care Act 2014 s27: a plan is kept
// under review and revised for a reason).
var changedDeeds = []deed{{
	id: "changed.why", command: "reason", stage: model.StageAgree,
	can: func(f *Flow) model.Message {
		return unless(f.r.Conversation.Standing.Plan() && f.r.Conversation.ChangedSince, "why.not-changed")
	},
	ask: func(f *Flow) []Field { return fields(changedLines(model.Copy(f.r.Conversation))) },
	do: func(f *Flow, a map[string]string) Effect {
		return edit(f, "changed.why", f.r.Conversation, changedLines, a)
	},
}}

// AsksWhy tells whether a plan that was changed since it was agreed can be agreed
// again, and nobody has said yet why it was changed. It is owed, and is no
// condition.
func (f *Flow) AsksWhy() bool {
	c := f.r.Conversation
	return c.Standing.Plan() && c.ChangedSince && c.ChangedWhy == "" && canAgree(f).Zero()
}

func changedLines(c *model.Conversation) []line {
	return []line{textLine("changed.why", &c.ChangedWhy), textLine("changed.by", &c.ChangedBy)}
}

// beside are acts that say something of a conversation and make no other plan
// of it: what was changed since it was agreed stays the same.
var beside = map[string]bool{"changed.why": true, "share.sooner": true}

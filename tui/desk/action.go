package desk

import (
	"slices"

	"ownwords/model"
	"ownwords/model/flow"
)

// Place is where one is around conversations: at home or in one.
type Place string

// The places.
const (
	AtHome Place = "home"
	InTalk Place = "talk"
)

// Actions are what can be done around a conversation, in palette order: both
// faces have all of them, next to the conversation's own. They are off where
// they make no sense, with the reason.
func (d *Desk) Actions(at Place) []flow.Action {
	talk := at == InTalk
	var out []flow.Action
	add := func(id, command string, on bool, why string) {
		a := flow.Action{ID: id, Command: command, On: on}
		if !on {
			a.Why = model.Msg(why)
		}
		out = append(out, a)
	}
	add("copy", "copy", talk, "why.no-talk")
	add(actionEverything, "everything", talk, "why.no-talk")
	add(actionSafety, "safeguarding", false, "why.not-mine")
	add("home", "home", talk, "why.at-home")
	add("new", "new", !talk, "why.in-talk")
	add("others", "others", !talk, "why.in-talk")
	add("todo", "todo", true, "")
	add("send", "send", true, "")
	add("bin", "bin", !talk, "why.in-talk")
	add("bin.put", "throw", talk, "why.no-talk")
	add("hold", "keep", talk, "why.no-talk")
	add("register", "register", !talk, "why.in-talk")
	add("log", "log", !talk, "why.in-talk")
	add("turn", "show", talk, "why.no-talk")
	add("read", "read", talk, "why.no-talk")
	add("gaps", "gaps", talk, "why.no-talk")
	add("history", "history", talk, "why.no-talk")
	add("why", "why", talk, "why.no-talk")
	add("where", "where", true, "")
	add("backup", "backup", true, "")
	add("check", "check", !talk, "why.in-talk")
	add("ways", "ways", !talk, "why.in-talk")
	add("cover", "cover", true, "")
	add("lock", "lock", true, "")
	add("face", "face", true, "")
	add("theme", "colours", true, "")
	add("help", "help", true, "")
	add("saved", "save", true, "")
	add("quit", "quit", true, "")
	return out
}

// The copies that are no choice of the person's.
const (
	actionEverything = "copy.everything"
	actionSafety     = "copy.safety"
)

// Offered is all that can be done in an open conversation, in palette order:
// what is done around it, and its own actions. Both faces offer these and no
// others.
func (t *Talk) Offered() []flow.Action {
	around := t.desk.Actions(InTalk)
	for i, a := range around {
		if a.ID == actionSafety {
			around[i] = t.safety(a)
		}
	}
	return slices.Concat(around, t.Actions())
}

// safety is the copy for the safeguarding team. It is made on the page of one's
// own notes alone, and says nothing of a worry anywhere else.
func (t *Talk) safety(a flow.Action) flow.Action {
	if t.Place().Stage != model.StageMine {
		return a
	}
	_, refusal := t.Record().For(model.Recipient{Safety: true})
	if a.On = !refusal.Refused(); a.On {
		a.Why = model.Message{}
	} else {
		a.Why = model.Msg("why.none-to-pass")
	}
	return a
}

package flow

import (
	"slices"

	"ownwords/model"
)

// stages are the pages on which the kinds of part stand that can be brought
// back. What somebody agreed to, or said may be shared, is not among them: that
// is said anew.
var stages = map[model.PartKind]model.Stage{
	model.KindNote: model.StageTalk, model.KindPerson: model.StageStart, model.KindWant: model.StageWants,
	model.KindRelationship: model.StagePeople, model.KindRisk: model.StageRisks, model.KindSupport: model.StageHelps,
	model.KindBudget: model.StageMoney, model.KindQuestion: model.StageQuestions, model.KindStep: model.StageAgree,
	model.KindWorry: model.StageMine, model.KindNeed: model.StageNeeds, model.KindAdvice: model.StageDesk,
	model.KindDecision: model.StageDecisions, model.KindPower: model.StageDecisions, model.KindAdvocacy: model.StageDecisions,
	model.KindWishes: model.StageWishes, model.KindPayment: model.StagePayment, model.KindOwed: model.StageDesk,
}

// MayBringBack says what stands in the way of bringing back what a part was, or
// nothing.
func (f *Flow) MayBringBack(h *Happened) model.Message {
	p := h.Was
	switch {
	case h.Taken || h.left:
		return model.Msg("history.taken-out")
	case p == nil:
		return model.Msg("history.nothing-before")
	}
	stage, may := stages[p.PartKind()]
	now := f.r.PartOf(p.PartKind(), p.PartHead().ID)
	mine := p.PartHead().Drawer != model.DrawerShared
	switch {
	case !may || !f.guide.Has(stage):
		return model.Msg("history.not-brought")
	case mine != (f.place.Stage == model.StageMine):
		return model.Msg("history.not-here")
	case now != nil && now.PartHead().Drawer != p.PartHead().Drawer:
		return model.Msg("history.elsewhere")
	case now != nil && samePart(now, p):
		return model.Msg("history.stands")
	}
	return model.Message{}
}

// BringBack makes a part what it was before something happened to it, and goes
// to it. It is an act like any other, to be taken back.
func (f *Flow) BringBack(h *Happened) Effect {
	if why := f.MayBringBack(h); !why.Zero() {
		return Effect{Look: f.place, Say: []model.Message{why}}
	}
	p := h.Was
	id := p.PartHead().ID
	e := f.act("history.bring", func(t *tx) {
		t.put(p)
		f.leave()
		f.place = f.standing(p)
	})
	delete(f.closed, id)
	delete(f.halfRead, id)
	e.Look = f.place
	e.Say = []model.Message{model.Msg("history.brought", "what", f.shortly(p), "undo", model.Msg("action.undo"))}
	return e
}

// shortly names a part where there is little room.
func (f *Flow) shortly(p model.Part) model.Message {
	if n, ok := p.(*model.Note); ok {
		return noteThing(n, begins(n.Words()))
	}
	return f.thing(p)
}

// standing is the place at which a part stands.
func (f *Flow) standing(p model.Part) model.Place {
	at := model.Place{Stage: stages[p.PartKind()], Part: p.PartHead().ID}
	switch p := p.(type) {
	case *model.Note:
		at.Topic, at.Caret = p.Topic, len(p.Text)
		if p.Drawer == model.DrawerMine {
			at.Stage, at.Topic = model.StageMine, ""
		}
	case *model.Person:
		if v := f.r.Latest(); v != nil {
			at.Part = v.ID
		}
	case *model.Budget, *model.Payment, *model.Advice, *model.Wishes:
		at.Part = "" // their page is about nothing else
	case *model.Agreement:
		at = model.Place{Stage: model.StageAgree}
	}
	return at
}

// leftTalk are the parts that left the talk, by the batches that led to it: for
// good, or for another drawer. True stands for those of which words were taken
// out for good while the rest stayed. What they were is brought back by nothing,
// wherever it still stands.
func leftTalk(tail []model.Batch) map[model.ID]bool {
	out := map[model.ID]bool{}
	for _, b := range tail {
		if b.Drawer != model.DrawerShared {
			continue
		}
		for _, c := range b.Changes {
			switch {
			case c.Left:
				out[c.Part] = out[c.Part] || len(c.After) > 0
			case len(c.Before) == 0 && !out[c.Part]:
				delete(out, c.Part) // it came back into the talk
			}
		}
	}
	return out
}

// holdsLeft tells whether a part as it was kept is one that left the talk, or
// holds words that did.
func holdsLeft(was model.Part, left map[model.ID]bool) bool {
	gone := func(id model.ID) bool { _, ok := left[id]; return ok }
	return gone(was.PartHead().ID) || slices.ContainsFunc(wordsFrom(was), gone)
}

package flow

import "ownwords/model"

// chainDeeds walk from what was said to who decided, one step at a time, in
// either direction.
var chainDeeds = []deed{
	along("chain.back", "from", (*model.Record).ComesFrom),
	along("chain.on", "leadsto", (*model.Record).LeadsTo),
}

// along is one step along the chain from what is in hand: to the one part there
// is, or to that of several which was chosen.
func along(id, command string, next func(*model.Record, model.ID) []model.Part) deed {
	return deed{
		id: id, command: command, leaves: true,
		can: canWalk,
		ask: func(f *Flow) []Field { return f.whichWay(id, next(f.r, f.link().PartHead().ID)) },
		do: func(f *Flow, a map[string]string) Effect {
			parts := next(f.r, f.link().PartHead().ID)
			switch chosen := model.Find(parts, model.ID(a["part"])); {
			case len(parts) == 0:
				return Effect{Look: f.place, Say: []model.Message{f.endOf(id)}}
			case len(parts) == 1:
				return f.walk(parts[0])
			case chosen != nil:
				return f.walk(chosen)
			}
			return Effect{Look: f.place}
		},
	}
}

// canWalk says why there is no chain here: nothing is in hand, something that
// stands by itself, or what nothing may be drawn from.
func canWalk(f *Flow) model.Message {
	p := f.r.Part(f.place.Part)
	switch {
	case f.link() != nil:
		return model.Message{}
	case f.place.Stage == model.StageMine:
		return model.Msg("why.own-notes")
	case f.place.Stage == model.StageWishes, p != nil && stages[p.PartKind()] == model.StageDecisions:
		return model.Msg("why.no-chain")
	}
	return model.Msg("why.not-in-hand")
}

// walk goes to a part of the chain and says what it is.
func (f *Flow) walk(p model.Part) Effect {
	e := f.Go(f.standing(p))
	e.Say = append(e.Say, f.shortly(p))
	return e
}

// endOf says that the chain goes no further in this direction. At a note it
// begins.
func (f *Flow) endOf(id string) model.Message {
	p := f.link()
	if _, said := p.(*model.Note); said && id == "chain.back" {
		return model.Msg("chain.begins", "what", f.shortly(p))
	}
	return model.Msg(id+".none", "what", f.shortly(p))
}

// whichWay asks to which of several parts one goes.
func (f *Flow) whichWay(id string, parts []model.Part) []Field {
	if len(parts) < 2 {
		return nil
	}
	l := Field{ID: "part", Label: model.Msg("field." + id), Kind: Choice}
	for _, p := range parts {
		l.Options = append(l.Options, Option{Value: string(p.PartHead().ID), Label: f.atLength(p)})
	}
	return []Field{l}
}

// atLength names a part by as many of its words as tell it from others.
func (f *Flow) atLength(p model.Part) model.Message {
	m := f.shortly(p)
	switch p := p.(type) {
	case *model.Note:
		return noteThing(p, long(p.Text))
	case *model.Need:
		return m.With("words", long(p.Words.Text))
	case *model.Want:
		return m.With("words", long(p.Words.Text))
	case *model.Risk:
		return m.With("words", long(p.Words.Text))
	case *model.Support:
		return m.With("words", long(p.What.Text))
	}
	return m
}

// link is the part of the chain on which one stands, or nil: on the pages of
// the money, the direct payment and the agreement the one part that they are
// about. One's own notes and worries are no part of the chain.
func (f *Flow) link() model.Part {
	if p := f.r.Part(f.place.Part); p != nil {
		if p.PartHead().Drawer == model.DrawerShared && inChain(p) {
			return p
		}
		return nil
	}
	switch f.place.Stage {
	case model.StageTalk:
		if n := f.noteInHand(); n != nil {
			return n
		}
	case model.StageMoney, model.StageHelps:
		if b := f.r.Budget; b != nil {
			return b
		}
	case model.StagePayment:
		if p := f.r.Payment; p != nil {
			return p
		}
	case model.StageAgree:
		if a := f.r.Agreement; a != nil {
			return a
		}
	default:
	}
	return nil
}

// inChain tells whether a part is of a kind that the chain holds.
func inChain(p model.Part) bool {
	switch p.(type) {
	case *model.Note, *model.Need, *model.Want, *model.Support, *model.Budget, *model.Payment, *model.Agreement,
		*model.Risk, *model.Relationship, *model.Question:
		return true
	}
	return false
}

// PlaceOf is where a part stands, and where one is for what is nowhere.
func (f *Flow) PlaceOf(id model.ID) model.Place {
	if p := f.r.Part(id); p != nil {
		return f.standing(p)
	}
	return f.place
}

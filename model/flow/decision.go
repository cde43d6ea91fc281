package flow

import "ownwords/model"

// decisionDeeds are about single decisions of which it was asked whether the
// person can make them (Mental Capacity Act 2005 ss 1 to 4).
var decisionDeeds = []deed{
	{
		id: "decision.new", command: "newdecision", stage: model.StageDecisions,
		ask: func(*Flow) []Field { return fields([]line{wordsLine("decision.what", &model.Words{})}) },
		do:  func(f *Flow, a map[string]string) Effect { return f.newDecision(a) },
	},
	{
		id: "decision.set", stage: model.StageDecisions, can: onDecision,
		ask: func(f *Flow) []Field { return fields(f.capacityLines(model.Copy(f.decision()))) },
		do: func(f *Flow, a map[string]string) Effect {
			return edit(f, "decision.set", f.decision(), f.capacityLines, a)
		},
	},
	{
		id: "decision.drop", stage: model.StageDecisions, can: onDecision,
		do: func(f *Flow, _ map[string]string) Effect {
			return f.taken("decision.drop", model.StageDecisions, f.decision(), nil)
		},
	},
}

func (f *Flow) decision() *model.Decision { return focused(f, model.StageDecisions, f.r.Decisions) }

func onDecision(f *Flow) model.Message { return on(f.decision(), "why.no-decision") }

func (f *Flow) newDecision(a map[string]string) Effect {
	d := &model.Decision{Head: newHead(f, f.r.Decisions)}
	f.answer(func() []line { return f.capacityLines(d) }, a)
	if d.What.Empty() {
		return Effect{Look: f.place}
	}
	return f.made("decision.new", model.StageDecisions, d)
}

// capacityLines are the lines of one decision, in the order of the law: what was
// done to help them decide stands before the four things that deciding takes,
// and what is decided for somebody is only asked where it was concluded that
// they cannot.
func (f *Flow) capacityLines(d *model.Decision) []line {
	lines := []line{
		wordsLine("decision.what", &d.What), textLine("decision.why", &d.Why), f.dayLine("decision.at", &d.At, false),
		wordsLine("decision.explained", &d.Explained), wordsLine("decision.helped", &d.Helped),
	}
	for _, x := range []struct {
		id string
		at *model.Ability
	}{
		{"understand", &d.Understand}, {"retain", &d.Retain}, {"weigh", &d.Weigh}, {"communicate", &d.Communicate},
	} {
		lines = append(lines, abilityLines(x.id, x.at)...)
	}
	because := textLine("decision.because", &d.Because)
	because.Hint = model.Msg("hint.decision.because")
	lines = append(lines, because,
		choiceLine("decision.conclusion", &d.Conclusion, "can", "cannot", "not-yet"),
		textLine("decision.by", &d.By).whole(),
		choiceLine("decision.can-wait", &d.CanWait, "yes", "no"),
	)
	if d.CanWait == "yes" || fold(d.Until) != "" {
		lines = append(lines, textLine("decision.until", &d.Until))
	}
	if d.Conclusion == "cannot" || !d.Interests.Empty() || fold(d.Consulted) != "" {
		lines = append(lines, textLine("decision.consulted", &d.Consulted), wordsLine("decision.interests", &d.Interests))
	}
	return append(lines, wordsLine("decision.differ", &d.Differ), f.dayLine("decision.look", &d.Look, true))
}

// abilityLines ask one of the four things that deciding takes: can they, and in
// what words that was seen.
func abilityLines(id string, a *model.Ability) []line {
	can := choiceLine("ability.can", &a.Can, "yes", "no", "not-sure")
	can.ID, can.Label = id, model.Msg("field.decision."+id)
	words := wordsLine("ability.words", &a.Words)
	words.ID = id + ".words"
	return []line{can, words}
}

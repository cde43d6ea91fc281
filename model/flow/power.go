package flow

import (
	"strings"

	"ownwords/model"
)

// powerDeeds are about who has a legal power to decide for the person. Next of
// kin is none (Mental Capacity Act 2005 ss 9, 16).
var powerDeeds = []deed{
	{
		id: "power.new", command: "newpower", stage: model.StageDecisions,
		ask: func(*Flow) []Field { return fields([]line{textLine("power.who", new(string)).whole()}) },
		do:  func(f *Flow, a map[string]string) Effect { return f.newPower(a) },
	},
	{
		id: "power.set", stage: model.StageDecisions, can: onPower,
		ask: func(f *Flow) []Field { return fields(f.powerLines(model.Copy(f.power()))) },
		do: func(f *Flow, a map[string]string) Effect {
			return edit(f, "power.set", f.power(), f.powerLines, a)
		},
	},
	{
		id: "power.drop", stage: model.StageDecisions, can: onPower,
		do: func(f *Flow, _ map[string]string) Effect {
			return f.taken("power.drop", model.StageDecisions, f.power(), nil)
		},
	},
}

// powerKinds are the powers there are in England and Wales.
var powerKinds = []string{"lpa-health", "lpa-money", "deputy-health", "deputy-money", "appointee", "other"}

func (f *Flow) power() *model.Power { return focused(f, model.StageDecisions, f.r.Powers) }

func onPower(f *Flow) model.Message { return on(f.power(), "why.no-power") }

func (f *Flow) newPower(a map[string]string) Effect {
	p := &model.Power{Head: newHead(f, f.r.Powers)}
	f.answer(func() []line { return f.powerLines(p) }, a)
	if strings.TrimSpace(p.Who) == "" {
		return Effect{Look: f.place}
	}
	return f.made("power.new", model.StageDecisions, p)
}

func (f *Flow) powerLines(p *model.Power) []line {
	kind := choiceLine("power.kind", &p.Kind, powerKinds...)
	for i, k := range powerKinds {
		kind.Options[i].Label = model.Msg("doc.power." + k)
	}
	lines := []line{textLine("power.who", &p.Who).whole(), kind, textLine("power.covers", &p.Covers), choiceLine("power.seen", &p.Seen, "yes", "no")}
	if p.Seen == "yes" {
		lines = append(lines, f.dayLine("power.seen-on", &p.SeenOn, false))
	}
	return lines
}

package desk

import (
	"errors"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store"
	"ownwords/store/seal"
)

// HealthLine is one sentence about how everything is; one that is Under another
// says more of it.
type HealthLine struct {
	Say   model.Message
	Under bool
}

// Lines say all that was found, and at the end how it is in all. People are
// named where only the one who asked can read it.
func (h *Health) Lines(named bool) []HealthLine {
	names := h.Names
	if !named {
		names = nil
	}
	var lines []HealthLine
	for _, f := range h.Findings {
		lines = append(lines, HealthLine{Say: f.Say})
		if h.Report != nil {
			lines = append(lines, damageLines(DamageUnder(f.Check, h.Report.Damage), names)...)
		}
		if !f.Do.Zero() {
			lines = append(lines, HealthLine{f.Do, true})
		}
	}
	return append(lines, HealthLine{Say: model.Msg("doctor.in-all." + string(h.State()))})
}

// DamageLines say what is missing, by ids.
func DamageLines(all []store.Damage) []HealthLine { return damageLines(all, nil) }

func damageLines(all []store.Damage, names map[model.ID]string) []HealthLine {
	var lines []HealthLine
	for _, d := range all {
		var who any = string(d.Record)
		if name := names[d.Record]; name != "" {
			who = model.Msg("doctor.who", "name", name, "id", string(d.Record))
		}
		lines = append(lines, HealthLine{damageSaid(d, who), true})
		if d.Mended {
			lines = append(lines, HealthLine{model.Msg("doctor.mended"), true})
		}
	}
	return lines
}

// damageSaid says one thing that is damaged, and whose.
func damageSaid(d store.Damage, who any) model.Message {
	if d.Where == "tail" && !d.Mended && !d.After.IsZero() && !d.Before.IsZero() {
		after := d.After.Local()
		return model.Msg("doctor.at.typed", "who", who, "n", int(d.Last-d.First+1),
			"day", content.DateDay(after), "clock", content.Clock(after), "until", content.Clock(d.Before.Local()))
	}
	return model.Msg("doctor.at."+d.Where, "who", who)
}

// Fault is what is wrong with one value, in a word for machines.
func Fault(d store.Damage) string {
	switch {
	case errors.Is(d, store.ErrMissing):
		return "missing"
	case errors.Is(d, store.ErrChain):
		return "chain"
	case errors.Is(d, seal.ErrSealed):
		return "sealed"
	}
	return "unread"
}

// DamageUnder is what of the damage stands under one heading.
func DamageUnder(check string, all []store.Damage) []store.Damage {
	var out []store.Damage
	for _, d := range all {
		if checkOf(d) == check {
			out = append(out, d)
		}
	}
	return out
}

// checkOf is under which heading something that is damaged stands.
func checkOf(d store.Damage) string {
	switch {
	case d.Where == "log":
		return "log"
	case d.Where == "out" || d.Where == "outstate":
		return "outbox"
	case errors.Is(d, store.ErrChain), errors.Is(d, store.ErrMissing):
		return "chain"
	}
	return "seals"
}

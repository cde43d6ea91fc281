package model

import (
	"cmp"
	"slices"
)

// Due is something that was promised, or is to be looked at, on a day.
type Due struct {
	Day   string // 2006-01-02
	Say   Message
	Place Place
}

// Dues are what is due and not done, the earliest first: next steps, copies that
// are owed, what the council asks or passed on, decisions to look at again, and a
// direct payment to be looked at where nobody was visited on that day or since.
func (r *Record) Dues() []Due {
	var out []Due
	add := func(w When, say Message, at Place) {
		if w.Day != "" {
			out = append(out, Due{w.Day, say, at})
		}
	}
	for _, s := range r.Steps {
		if !s.Done {
			add(s.By, Msg("todo.step", "what", s.What), Place{Stage: StageAgree, Part: s.ID})
		}
	}
	for _, o := range r.Owed {
		if o.Open() {
			add(o.By, Msg("todo.owed", "who", o.Who), Place{Stage: StageDesk, Part: o.ID})
		}
	}
	if a := r.Agreement; a.Decided() != "" && !a.DecisionAt.IsZero() {
		if said := r.CouncilSaid(); !said.Zero() { // it waits for somebody to answer it
			add(When{Day: DayOf(a.DecisionAt)}, said, Place{Stage: StageAgree})
		}
	}
	for _, d := range r.Decisions {
		add(d.Look, Msg("todo.decision", "words", d.What.String()), Place{Stage: StageDecisions, Part: d.ID})
	}
	if p := r.Payment; p != nil {
		visited := ""
		if v := r.Latest(); v != nil {
			visited = DayOf(v.Began)
		}
		for _, w := range p.Looks {
			if w.Day > visited {
				add(w, Msg("todo.payment"), Place{Stage: StagePayment})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Due) int { return cmp.Compare(a.Day, b.Day) })
	return out
}

package desk

import (
	"slices"

	"ownwords/content/document"
	"ownwords/model"
	"ownwords/model/flow"
)

// happened tells what happened to a record, own notes and worries among it,
// newest first: for everything that is held, and for no other copy.
func (d *Desk) happened(r *model.Record, g *model.Guide) ([]document.Happened, error) {
	past, err := d.ReadPast(r.ID)
	if err != nil {
		return nil, err
	}
	t := &Talk{Flow: flow.Open(r, past.Tail, *g, d.env()), desk: d}
	var out []document.Happened
	for _, stage := range []model.Stage{model.StageTalk, model.StageMine} {
		t.Go(model.Place{Stage: stage})
		for _, h := range t.Flow.History(past.Tail) {
			out = append(out, document.Happened{At: h.At, What: t.Told(&h).With("who", t.who(h, past)), Was: h.Was, Is: h.Is})
		}
	}
	slices.SortStableFunc(out, func(a, b document.Happened) int { return b.At.Compare(a.At) })
	return out, nil
}

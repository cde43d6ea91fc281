package flow

import (
	"slices"

	"ownwords/model"
)

// Purpose is what somebody asks the gaps for.
type Purpose string

// The purposes.
const (
	ForTalk  Purpose = "talk"  // what was not talked about
	ForAgree Purpose = "agree" // what is not there when a plan is agreed
)

// Gaps are what is not there, for whoever asks. They block nothing, and "not
// talked about", "would rather not say" and "nothing to add" are three
// different things: only the first is a gap.
func (f *Flow) Gaps(p Purpose) []model.Message {
	if p == ForTalk {
		var out []model.Message
		for _, t := range f.guide.Topics {
			if f.r.TopicWay(t.ID) == model.NotTalked {
				out = append(out, model.Msg("gap.topic", "topic", t.Title))
			}
		}
		return out
	}
	var out []model.Message
	for _, w := range f.r.Loose().Wants {
		out = append(out, model.Msg("gap.want", "words", w.Words.String()))
	}
	if f.guide.Has(model.StageMoney) {
		if f.budgetCopy().Arranged.Empty() {
			out = append(out, model.Msg("gap.arranged", "who", f.r.Person.Name()))
		}
		if !f.r.Sums().ShareOK {
			out = append(out, model.Msg("gap.share", "who", f.r.Person.Name()))
		}
	}
	for _, d := range f.notAsked() {
		out = append(out, model.Msg("gap.asked", "who", d))
	}
	return out
}

// notAsked are those whom the plan counts on and nobody has asked.
func (f *Flow) notAsked() []string {
	var out []string
	add := func(who string, asked model.Asked) {
		if asked == model.NotAskedYet && fold(who) != "" && !f.inRoom(who) && !slices.Contains(out, who) {
			out = append(out, who)
		}
	}
	for _, x := range f.r.Risks {
		for _, who := range f.NotAsked(x) {
			add(who, model.NotAskedYet)
		}
	}
	for _, s := range f.r.Supports {
		if s.Unpaid {
			add(s.Who, s.Asked)
		}
	}
	return out
}

package flow

import (
	"slices"
	"strings"

	"ownwords/model"
)

// owedDeeds are about the copies that are owed, each to somebody: the person
// has a right to theirs, and so has whoever they ask it to go to (Care Act 2014
// ss 12(3), 13(2), 25(9)).
var owedDeeds = []deed{
	{
		id: "owed.new", command: "owe", stage: model.StageAgree,
		ask: func(f *Flow) []Field {
			who := textLine("owed.who", new(string))
			who.Hint = model.Msg("hint.owed", "who", f.r.Person.Name())
			return fields([]line{who})
		},
		do: func(f *Flow, a map[string]string) Effect { return f.newOwed(a) },
	},
	{
		id: "owed.set", stage: model.StageAgree, can: onOwed,
		ask: func(f *Flow) []Field { return fields(f.owedLines(model.Copy(f.owed()))) },
		do: func(f *Flow, a map[string]string) Effect {
			return edit(f, "owed.set", f.owed(), f.owedLines, a)
		},
	},
	{
		id: "owed.drop", stage: model.StageAgree, can: onOwed,
		do: func(f *Flow, _ map[string]string) Effect {
			return f.taken("owed.drop", f.owedStage(), f.owed(), nil)
		},
	},
	{
		id: "owed.given", command: "given", stage: model.StageAgree,
		can: func(f *Flow) model.Message { return unless(len(f.stillOwed()) > 0, "why.none-owed") },
		ask: func(f *Flow) []Field {
			l := Field{ID: "copy", Label: model.Msg("field.owed.which"), Kind: Choice}
			for _, o := range f.stillOwed() {
				l.Options = append(l.Options, Option{Value: string(o.ID), Label: model.Msg("verbatim", "text", o.Who)})
			}
			return []Field{l}
		},
		do: func(f *Flow, a map[string]string) Effect { return f.owedGiven(model.ID(a["copy"])) },
	},
}

// owedPapers are those that can be owed.
var owedPapers = []string{model.OwedPlan, model.OwedMyPlan, model.OwedCard, model.OwedAssessment}

// owed is the copy in focus. Copies stand wherever promises do: at the desk,
// and where it is agreed what happens next.
func (f *Flow) owed() *model.Owed { return model.Find(f.r.Owed, f.place.Part) }

func (f *Flow) owedStage() model.Stage {
	if f.place.Stage == model.StageAgree {
		return model.StageAgree
	}
	return model.StageDesk
}

func onOwed(f *Flow) model.Message { return on(f.owed(), "why.no-owed") }

// OwedHere are the copies owed that can be told where one is: at the desk all,
// and where others look on none that tells of a refusal or of a worry.
func (f *Flow) OwedHere() []*model.Owed {
	if f.place.Stage == model.StageDesk || len(f.r.Owed) == 0 {
		return f.r.Owed
	}
	return f.Persons().Owed
}

// OwedSaid is a copy that is owed, in words: for whom, of what, and how they want
// it.
func OwedSaid(o *model.Owed) model.Message {
	paper, how := model.Msg("paper."+o.Paper), strings.TrimSpace(o.How)
	switch {
	case o.Paper != "" && how != "":
		return model.Msg("owed.copy-of", "who", o.Who, "what", model.Msg("owed.paper-how", "paper", paper, "how", how))
	case o.Paper != "":
		return model.Msg("owed.copy-of", "who", o.Who, "what", paper)
	case how != "":
		return model.Msg("owed.copy-of", "who", o.Who, "what", how)
	}
	return model.Msg("owed.copy", "who", o.Who)
}

func (f *Flow) stillOwed() []*model.Owed {
	return slices.DeleteFunc(slices.Clone(f.OwedHere()), func(o *model.Owed) bool { return !o.Open() })
}

// newOwed notes that somebody is owed a copy. One person can be owed several.
func (f *Flow) newOwed(a map[string]string) Effect {
	who := strings.TrimSpace(a["who"])
	if who == "" {
		return Effect{Look: f.place}
	}
	o := &model.Owed{Head: newHead(f, f.r.Owed), Who: who}
	f.answer(func() []line { return f.owedLines(o) }, without(a, "who"))
	return f.made("owed.new", f.owedStage(), o)
}

func (f *Flow) owedLines(o *model.Owed) []line {
	paper := choiceLine("owed.paper", &o.Paper, owedPapers...)
	paper.Options = options("paper", owedPapers...)
	return []line{
		textLine("owed.who", &o.Who).more(),
		paper,
		textLine("owed.how", &o.How),
		f.dayLine("owed.by", &o.By, true),
		f.dayLine("owed.given", &o.Given, false),
	}
}

// owedGiven notes that a copy was given today.
func (f *Flow) owedGiven(id model.ID) Effect {
	o := model.Find(f.r.Owed, id)
	if o == nil {
		return Effect{Look: f.place}
	}
	return f.act("owed.given", func(t *tx) {
		c := model.Copy(o)
		now := f.env.Now().Local()
		c.Given = model.ParseWhen(now.Format("2 January 2006"), now, false)
		t.put(c)
	})
}

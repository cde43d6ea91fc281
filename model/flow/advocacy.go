package flow

import (
	"slices"

	"ownwords/model"
)

// advocacyDeeds are about whether somebody independent has to be found, for one
// purpose at a time (Care Act 2014 ss 67, 68). Who could support the person is
// never taken from who is close to them.
var advocacyDeeds = []deed{
	{
		id: "advocacy.new", command: "independent", stage: model.StageDecisions,
		ask: func(*Flow) []Field {
			return []Field{{ID: "for", Label: model.Msg("field.advocacy.for"), Kind: Choice, Options: options("doc.independent.for", advocacyFor...)}}
		},
		do: func(f *Flow, a map[string]string) Effect { return f.newAdvocacy(a["for"]) },
	},
	{
		id: "advocacy.set", stage: model.StageDecisions, can: onAdvocacy,
		ask: func(f *Flow) []Field { return fields(f.advocacyLines(model.Copy(f.advocacy()))) },
		do: func(f *Flow, a map[string]string) Effect {
			return edit(f, "advocacy.set", f.advocacy(), f.advocacyLines, a)
		},
	},
	{
		id: "advocacy.drop", stage: model.StageDecisions, can: onAdvocacy,
		do: func(f *Flow, _ map[string]string) Effect {
			return f.taken("advocacy.drop", model.StageDecisions, f.advocacy(), nil)
		},
	},
}

// The purposes for which somebody independent may have to be found, and what may
// be very hard for somebody (Care Act 2014 s67(3) and (4)).
var (
	advocacyFor = []string{"talk", "plan", "look-again", model.AdvocacySafety}
	veryHard    = []string{"understand", "retain", "weigh", "communicate"}
)

func (f *Flow) advocacy() *model.Advocacy { return focused(f, model.StageDecisions, f.r.Advocacy) }

func onAdvocacy(f *Flow) model.Message { return on(f.advocacy(), "why.no-advocacy") }

// newAdvocacy goes to what is known for this purpose, and makes it where nothing
// is.
func (f *Flow) newAdvocacy(purpose string) Effect {
	if !slices.Contains(advocacyFor, purpose) {
		return Effect{Look: f.place}
	}
	for _, x := range f.r.Advocacy {
		if x.For == purpose {
			return f.Go(model.Place{Stage: model.StageDecisions, Part: x.ID})
		}
	}
	return f.made("advocacy.new", model.StageDecisions, &model.Advocacy{Head: newHead(f, f.r.Advocacy), For: purpose})
}

func (f *Flow) advocacyLines(x *model.Advocacy) []line {
	hard := manyLine("advocacy.hard", &x.Hard, veryHard...)
	hard.Options = options("doc.independent.hard", veryHard...)
	lines := []line{hard, textLine("advocacy.who", &x.Who).whole()}
	if fold(x.Who) != "" {
		lines = append(lines, askedLine("advocacy.asked", &x.Asked).about("asked", x.Who),
			yesNoLine("advocacy.willing", &x.Willing), yesNoLine("advocacy.not-paid", &x.NotPaid), yesNoLine("advocacy.accepted", &x.Accepted))
	}
	return append(lines, textLine("advocacy.why", &x.Why), f.dayLine("advocacy.asked-for", &x.AskedFor, false),
		textLine("advocacy.advocate", &x.Advocate).whole())
}

// yesNoLine asks for a yes or a no, of which nothing stands there until somebody
// says so.
func yesNoLine(id string, at *string) line {
	l := choiceLine(id, at, "yes", "no")
	l.Options = options("choice.flag", "yes", "no")
	return l
}

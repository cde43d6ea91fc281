package flow

import (
	"strings"

	"ownwords/model"
)

// placeDeeds go to the stages of the conversation that the guide has.
var placeDeeds = []deed{
	goTo("start", model.StageStart),
	goTo("talk", model.StageTalk),
	goTo("wants", model.StageWants),
	goTo("people", model.StagePeople),
	goTo("risks", model.StageRisks),
	goTo("helps", model.StageHelps),
	goTo("money", model.StageMoney),
	goTo("questions", model.StageQuestions),
	goTo("readback", model.StageReadBack),
	goTo("agree", model.StageAgree),
	goTo("share", model.StageShare),
	goTo("needs", model.StageNeeds),
	goTo("desk", model.StageDesk),
	goTo("payment", model.StagePayment),
	goTo("decisions", model.StageDecisions),
	goTo("wishes", model.StageWishes),
	goTo("mine", model.StageMine).as("mynotes"),
}

func goTo(command string, s model.Stage) deed {
	return deed{
		id: "go." + command, command: command, stage: s, leaves: true,
		do: func(f *Flow, _ map[string]string) Effect {
			e := f.Go(model.Place{Stage: s})
			if s == model.StageReadBack {
				f.reading, f.reworded, f.halfRead = 0, map[model.ID]bool{}, map[model.ID]bool{}
			}
			return e
		},
	}
}

// as gives a deed another plain command.
func (d deed) as(command string) deed {
	d.command = command
	return d
}

// NotHere says of a page or an action that this kind of conversation has none
// such, and why.
func (f *Flow) NotHere() model.Message {
	if f.guide.Kind == model.Preparation {
		return model.Msg("not.in.preparation", "who", f.r.Person.Name())
	}
	return model.Msg("not.in.guide")
}

// focused is the part of this type that one is on, or nil.
func focused[T model.Part](f *Flow, s model.Stage, list []T) T {
	var none T
	if f.place.Stage != s || f.place.Part == "" {
		return none
	}
	return model.Find(list, f.place.Part)
}

// on says what stands in the way where nothing of this kind is in focus.
func on[T interface {
	model.Part
	comparable
}](p T, why string,
) model.Message {
	var none T
	return unless(p != none, why)
}

// made makes a part, and goes to it: what is typed on there is typed in a line
// of it.
func (f *Flow) made(name string, s model.Stage, p model.Part) Effect {
	e := f.act(name, func(t *tx) {
		t.put(p)
		f.place = model.Place{Stage: s, Part: p.PartHead().ID}
	})
	f.became(strings.TrimSuffix(name, "new")+"set", p.PartHead().ID)
	return e
}

// taken drops a part and goes to the list it stood in.
func (f *Flow) taken(name string, s model.Stage, p model.Part, also func(*tx)) Effect {
	e := f.act(name, func(t *tx) {
		t.drop(p)
		if also != nil {
			also(t)
		}
	})
	f.place = model.Place{Stage: s}
	e.Look = f.place
	e.Say = append(e.Say, takenOut())
	return e
}

// takenOut says that something is gone, and that it need not be. How it is
// undone is a face's to say: each puts its own key or command there.
func takenOut() model.Message {
	return model.Msg("taken.out", "undo", model.Msg("action.undo"))
}

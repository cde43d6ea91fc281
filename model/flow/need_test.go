package flow

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownwords/model"
)

// planned is Peggy's plan as far as a want and what helps with it: what she said
// of the bath, and what the bath is for.
func planned(t *testing.T) (f *Flow, note, want, help model.ID) {
	t.Helper()
	f = newFlow(t)
	f.Add("Bath takes the morning.")
	note = f.Notes()[0].ID
	f.Add(`"If I have a bath I don't cook."`)
	f.Do("mark.wanted", nil)
	want = f.Record().Wants[0].ID
	f.Go(model.Place{Stage: model.StageHelps})
	f.Do("help.new", map[string]string{
		"what": "help with the bath", "for": string(want), "who": "home care", "priced": "visits", "times": "2", "hours": "0.75", "rate": "23.40",
	})
	f.Go(model.Place{Stage: model.StageMoney})
	f.Do("money.set", map[string]string{"share": "22.75"})
	return f, note, want, f.Record().Supports[0].ID
}

// A need is drawn out of a note in one step, says what the law asks of it, and
// stands behind a want.
func TestANeedIsDrawnFromWhatWasSaid(t *testing.T) {
	f, note, want, _ := planned(t)
	f.Go(model.Place{Stage: model.StageTalk, Topic: "matters", Part: note})
	f.Do("need.from", nil)
	if at := f.Place(); at.Stage != model.StageNeeds || at.Part == "" {
		t.Fatalf("the need is made at %+v, want its own lines", at)
	}
	for _, a := range []map[string]string{
		{"outcomes": "ca14.f,ca14.b"},
		{"unable": "longer,distress"},
		{"effect": `"No cooking on a bath day."`},
		{"family": "Carol washes her hair"},
		{"wants": string(want)},
		{"met": "council"},
		{"by-council": "home care twice a week"},
		{"eligible": "yes"},
		{"eligible-why": "two outcomes, and she gives up cooking for it"},
		{"eligible-by": "Dele Martins"},
	} {
		f.Do("need.set", a)
	}
	got := model.Copy(f.Record().Needs[0])
	if got.EligibleAt.IsZero() {
		t.Error("nobody knows when it was decided")
	}
	got.Head = model.Head{}
	wanted := &model.Need{
		Words: model.Words{Text: "Bath takes the morning.", From: []model.ID{note}}, Outcomes: []string{"ca14.b", "ca14.f"},
		Unable: []model.Unable{model.UnableInDistress, model.UnableInTime},
		Effect: model.ParseWords(`"No cooking on a bath day."`), Family: model.ParseWords("Carol washes her hair"),
		Met: []model.Met{model.MetByCouncil}, ByCouncil: "home care twice a week",
		Eligible: model.EligibleYes, EligibleWhy: "two outcomes, and she gives up cooking for it", EligibleBy: "Dele Martins",
		EligibleAt: got.EligibleAt,
	}
	if diff := cmp.Diff(wanted, got); diff != "" {
		t.Errorf("the need (-want +got):\n%s", diff)
	}
	if got := f.Record().Wants[0].Needs; !slices.Equal(got, []model.ID{f.Record().Needs[0].ID}) {
		t.Errorf("the want's needs = %v, want this one", got)
	}
}

// What another said of somebody is never made theirs.
func TestANeedIsNotDrawnFromWhatAnotherSaid(t *testing.T) {
	f := newFlow(t)
	f.Add("c: She can't manage the bath.")
	if a, _ := f.Action("need.from"); a.On {
		t.Error("Carol's words can be made Peggy's need")
	}
}

func TestADecisionTakenBackIsNobodysAndOfNoDay(t *testing.T) {
	f, note, _, _ := planned(t)
	f.Go(model.Place{Stage: model.StageTalk, Topic: "matters", Part: note})
	f.Do("need.from", nil)
	f.Do("need.set", map[string]string{"eligible": "no"})
	first := f.Record().Needs[0].EligibleAt
	f.Do("need.set", map[string]string{"eligible-why": "she manages"})
	if got := f.Record().Needs[0].EligibleAt; got != first {
		t.Errorf("its reason was written and the decision is of %v, want %v", got, first)
	}
	f.Do("need.set", map[string]string{"eligible": ""})
	if got := f.Record().Needs[0]; got.Eligible != "" || !got.EligibleAt.IsZero() || got.EligibleWhy == "" {
		t.Errorf("decision taken back: %q of %v with the reason %q; want none of no day, and the words kept", got.Eligible, got.EligibleAt, got.EligibleWhy)
	}
}

// A need that is taken out is named by nothing any more, and stands everywhere
// again when it is taken back.
func TestANeedTakenOutIsNamedByNothing(t *testing.T) {
	f, note, want, help := planned(t)
	f.Go(model.Place{Stage: model.StageTalk, Topic: "matters", Part: note})
	f.Do("need.from", nil)
	need := f.Record().Needs[0].ID
	f.Do("need.set", map[string]string{"wants": string(want)})
	f.Go(model.Place{Stage: model.StageHelps, Part: help})
	f.Do("help.set", map[string]string{"needs": string(need)})
	f.Go(model.Place{Stage: model.StagePayment})
	f.Do("payment.set", map[string]string{"needs": string(need)})
	f.Go(model.Place{Stage: model.StageNeeds, Part: need})
	f.Do("need.drop", nil)
	r := f.Record()
	if len(r.Needs) != 0 || len(r.Wants[0].Needs) != 0 || len(r.Supports[0].Needs) != 0 || len(r.Payment.Needs) != 0 {
		t.Error("something names a need that is gone")
	}
	f.Undo()
	r = f.Record()
	if len(r.Needs) != 1 || len(r.Wants[0].Needs) != 1 || len(r.Supports[0].Needs) != 1 || len(r.Payment.Needs) != 1 {
		t.Error("it came back, and not everywhere")
	}
}

func TestAWantTakenOutSaysWhichHelpWasForIt(t *testing.T) {
	f, _, want, _ := planned(t)
	f.Go(model.Place{Stage: model.StageWants, Part: want})
	e := f.Do("want.drop", nil)
	i := slices.IndexFunc(e.Say, func(m model.Message) bool { return m.ID == "want.was-for" })
	if i < 0 || e.Say[i].Args["helps"] != "help with the bath" {
		t.Errorf("said %v, want which help was for it", e.Say)
	}
	if got := f.Record().Supports[0].For; len(got) != 0 {
		t.Errorf("the help is for %v still", got)
	}
}

// TestNothingIsFilledInForAnybody types all that can be typed of a visit, the
// name of somebody close among it, and finds nothing of what only a person can
// say: no decision, no power, nobody independent, no wishes, no verdict.
func TestNothingIsFilledInForAnybody(t *testing.T) {
	f, note, _, _ := planned(t)
	f.Do("someone.new", map[string]string{"name": "Carol", "who": "daughter, next of kin", "close": "closest"})
	f.Go(model.Place{Stage: model.StageTalk, Topic: "matters", Part: note})
	f.Do("need.from", nil)
	f.Do("need.set", map[string]string{"outcomes": "ca14.a,ca14.b,ca14.c", "unable": "help,danger"})
	f.Go(model.Place{Stage: model.StageDecisions})
	f.Do("decision.new", map[string]string{"what": "where to live"})
	f.Do("decision.set", map[string]string{"understand": "no", "retain": "no", "weigh": "no", "communicate": "no"})
	f.Do("advocacy.new", map[string]string{"for": "plan"})
	f.Do("advocacy.set", map[string]string{"hard": "understand,retain"})
	r := f.Record()
	if n := r.Needs[0]; n.Eligible != "" || !n.EligibleAt.IsZero() {
		t.Error("the program decided on a need")
	}
	if d := r.Decisions[0]; d.Conclusion != "" || d.Because != "" || d.By != "" {
		t.Error("the program concluded something about somebody")
	}
	if a := r.Advocacy[0]; a.Who != "" || a.Advocate != "" || a.Accepted != "" || a.Willing != "" {
		t.Error("the program named somebody to support her")
	}
	if len(r.Powers) != 0 || r.Wishes != nil || r.Advice != nil {
		t.Error("the program gave somebody a power, or her wishes")
	}
}

func TestOnePurposeHasOneAnswerAboutSomebodyIndependent(t *testing.T) {
	f := newFlow(t)
	f.Do("advocacy.new", map[string]string{"for": "plan"})
	first := f.Place().Part
	f.Do("advocacy.new", map[string]string{"for": "talk"})
	f.Do("advocacy.new", map[string]string{"for": "plan"})
	if got := f.Place().Part; got != first || len(f.Record().Advocacy) != 2 {
		t.Errorf("%d purposes, at %s; want two, at the first", len(f.Record().Advocacy), got)
	}
}

// What is decided for somebody is asked only where somebody concluded that they
// cannot decide it themselves.
func TestWhatIsDecidedForSomebodyIsAskedLast(t *testing.T) {
	f := newFlow(t)
	f.Do("decision.new", map[string]string{"what": "where to live"})
	asks := func(id string) bool {
		a, _ := f.Action("decision.set")
		return slices.ContainsFunc(a.Ask, func(l Field) bool { return l.ID == id })
	}
	if asks("interests") || asks("until") {
		t.Error("it is asked what was decided for her before anybody concluded anything")
	}
	f.Do("decision.set", map[string]string{"conclusion": "cannot", "can-wait": "yes"})
	if !asks("interests") || !asks("consulted") || !asks("until") {
		t.Error("it is not asked what was decided for her, whom they asked, and until when it can wait")
	}
}

func TestTagsOfTheLawThatANewerGuideKnowsStay(t *testing.T) {
	f, _, want, _ := planned(t)
	c := model.Copy(f.Record().Wants[0])
	c.Tags = []string{"ssww.2"}
	f.r = f.r.With(c)
	f.Go(model.Place{Stage: model.StageWants, Part: want})
	f.Do("want.set", map[string]string{"tags": "wb.a,ca14.i"})
	if got, want := f.Record().Wants[0].Tags, []string{"ca14.i", "wb.a", "ssww.2"}; !slices.Equal(got, want) {
		t.Errorf("tags = %v, want %v", got, want)
	}
}

// What is written down as hard is read to her as everything is: she hears it,
// puts it in other words, or leaves it out, and then it is nobody's to meet.
func TestNeedsAreReadBack(t *testing.T) {
	f, _, _, _ := planned(t)
	for _, words := range []string{"Bath takes the morning.", "the stairs", "the garden"} {
		f.Do("need.new", map[string]string{"words": words})
	}
	f.Go(model.Place{Stage: model.StageNeeds, Part: f.r.Needs[0].ID})
	f.Do("need.set", map[string]string{"effect": `"No cooking."`, "eligible": "yes", "eligible-why": "two outcomes"})
	f.Do("go.readback", nil)
	var heard []string
	for {
		i, more := f.Reading()
		if !more {
			break
		}
		if i.Kind != model.KindNeed {
			f.Do("read.yes", nil)
			continue
		}
		heard = append(heard, i.Words.Text)
		for _, l := range i.Lines {
			heard = append(heard, l.Say.ID+l.Words.Text)
		}
		switch i.Words.Text {
		case "the stairs":
			f.Do("read.change", map[string]string{"words": `"The stairs at night."`})
		case "the garden":
			f.Do("read.leave", nil)
		default:
			f.Do("read.yes", nil)
		}
	}
	if diff := cmp.Diff([]string{"Bath takes the morning.", "read.effect", "No cooking.", "the stairs", "the garden"}, heard); diff != "" {
		t.Errorf("read to her (-want +got):\n%s", diff)
	}
	empty := model.Copy(f.r.Needs[0])
	empty.Words = model.Words{}
	f.r = f.r.With(empty)
	if i := f.ReadBack()[1]; i.Kind != model.KindNeed || i.Lines[0].Say.ID != "words.gone" {
		t.Errorf("a need whose words were taken out is read as %+v", i)
	}
	n := f.r.Needs
	if n[0].Read != model.ReadYes || n[1].Words.Text != "The stairs at night." || n[1].First.Text != "the stairs" || n[2].Read != model.LeftOut {
		t.Errorf("needs = %+v %+v %+v", n[0], n[1], n[2])
	}
}

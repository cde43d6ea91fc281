package document

import (
	"strings"
	"testing"

	"ownwords/model"
)

// changedSince is Peggy's plan, with what she changed of it after it was agreed:
// a want in other words, dearer help, no shopping any more and somebody new.
func changedSince(t *testing.T) (now *model.Record, since *Since) {
	agreed := peggy(t)
	ty := &typist{t: t, r: agreed, n: 900, person: agreed.PersonVoice().ID, worker: agreed.WorkerVoice().ID}
	ty.conversation(func(c *model.Conversation) { c.ChangedSince = true })
	want, help := model.Copy(agreed.Wants[1]), model.Copy(agreed.Supports[0])
	want.Words = said("And I want my own kitchen to myself before eight o'clock.")
	help.Cost.Rate = ty.figure("15.00", model.UnitRate)
	ty.r = ty.r.With(want).With(help)
	for _, s := range ty.r.Supports {
		if s.Unpaid {
			ty.r = ty.r.Without(model.KindSupport, s.ID)
			break
		}
	}
	ty.put(&model.Relationship{Name: "Winnie", Who: "next door", Close: model.Around})
	risk := model.Copy(agreed.Risks[0])
	risk.Views[1].Stand, risk.Views[1].If = model.ForIf, "Maureen drives"
	step := model.Copy(agreed.Steps[0])
	step.Done = true
	ty.r = ty.r.With(risk).With(step)
	note := model.Copy(agreed.Notes[4])
	note.Text = "Husband Frank died in March."
	ty.r = ty.r.With(note)
	ty.put(&model.Note{Voice: ty.person, Text: "The bus goes at ten now.", Topic: "matters", Typed: visit.UTC()})
	return ty.r, &Since{Record: agreed, At: visit.UTC(), By: map[model.ID][]string{want.ID: {"Dele", "Marsha Reid"}, help.ID: {"Dele"}}}
}

// sinceSection is what a copy says under "What changed since".
func sinceSection(t *testing.T, r *model.Record, since *Since, name Name, to model.Recipient) string {
	t.Helper()
	o := options(t, r, name, PlainText, to)
	o.Since = since
	raw, err := Export(r, o)
	if err != nil {
		t.Fatal(err)
	}
	page := squeezed(string(raw))
	for _, heading := range []string{"What changed since -", "What changed from the plan before -"} {
		if _, section, found := strings.Cut(page, heading); found {
			section, _, _ = strings.Cut(section, "Who may have a copy")
			return section
		}
	}
	return ""
}

func TestTheTwoVersionsOfAPlanStandSideBySide(t *testing.T) {
	r, since := changedSince(t)
	for _, to := range []model.Recipient{council, person} {
		section := sinceSection(t, r, since, SupportPlan, to)
		for _, want := range []string{
			"What is in the plan now, beside what was agreed or decided on 15 September 2026.",
			`Words: was: "And I want my own kitchen to myself before nine o'clock."; now: "And I want my own kitchen to myself before eight o'clock."`,
			"Who changed it: Dele, Marsha Reid",
			"Cost: was: £35.10 a week (2 x 0.75 x 23.40); now: £22.50 a week (2 x 0.75 x 15.00) Who changed it: Dele",
			"Views: was: Carol: against it: \"It's deserted when it rains. I'd never forgive myself.\"; what would settle it: if she carried a phone and went with somebody (15 September 2026); now: Carol: for it, if: Maureen drives: ",
			"Words: was: Husband Frank died in February.; now: Husband Frank died in March.", "New in the plan - Somebody in the person's life", ": Winnie", "No longer in the plan - Something that helps: the shopping",
		} {
			if !strings.Contains(section, want) {
				t.Errorf("the support plan lacks %q:\n%s", want, section)
			}
		}
		for _, never := range []string{"The bus goes", "Done", "Dele Martins: for it"} {
			if strings.Contains(section, never) {
				t.Errorf("%q stands as a change of the plan:\n%s", never, section)
			}
		}
	}
}

func TestNobodyElseReadsWhatThePlanWas(t *testing.T) {
	r, since := changedSince(t)
	for _, tt := range []struct {
		name Name
		to   model.Recipient
	}{{MyPlan, person}, {SupportPlan, sharing(t, r, "Carol")}, {SupportPlan, sharing(t, r, "Her GP")}} {
		if section := sinceSection(t, r, since, tt.name, tt.to); section != "" {
			t.Errorf("%s for %v says what it was: %s", tt.name, tt.to, section)
		}
	}
	if section := sinceSection(t, since.Record, since, SupportPlan, council); section != "" {
		t.Errorf("a plan that is what was agreed says that it changed: %s", section)
	}
}

// A line that went to somebody's own notes, or was taken out for good, comes back
// by no older version of what was made of it.
func TestALineThatWasTakenOutIsNotRepeated(t *testing.T) {
	r, since := changedSince(t)
	note := since.Record.Wants[1].Words.From[0]
	moved := model.Copy(model.Find(r.Notes, note))
	moved.Drawer = model.DrawerMine
	for what, now := range map[string]*model.Record{"moved": r.With(moved), "taken out": r.Without(model.KindNote, note)} {
		for _, to := range []model.Recipient{council, person} {
			section := sinceSection(t, now, since, SupportPlan, to)
			if strings.Contains(section, "nine o'clock") || !strings.Contains(section, "Cost: was") {
				t.Errorf("the line was %s, and the copy says: %s", what, section)
			}
		}
	}
}

// What is kept from somebody now is kept from them in the older version too: it
// reads as if it had never been there, for the person whoever is not to be
// contacted, for both what went to somebody's own notes.
func TestTheOlderVersionKeepsWhatIsKeptNow(t *testing.T) {
	payment := &model.Payment{Head: model.Head{ID: "payment"}, Needs: []model.ID{"n1"}}
	agreed := peggy(t).With(&model.Need{Head: model.Head{ID: "n1", Order: "a"}, Words: told("the bath takes the morning")}).With(payment)
	find := func(name string) *model.Relationship {
		for _, x := range agreed.Relations {
			if x.Name == name {
				return model.Copy(x)
			}
		}
		t.Fatalf("nobody is called %s", name)
		return nil
	}
	both := []model.Recipient{council, person}
	for _, tt := range []struct {
		name  string
		now   func() *model.Record
		to    []model.Recipient
		never []string
	}{
		{"somebody is not to be contacted any more", func() *model.Record {
			x := find("Maureen")
			x.NotToContact = true
			return agreed.With(x)
		}, []model.Recipient{person}, []string{"Maureen"}},
		{"nor under another name", func() *model.Record {
			x := find("Maureen")
			x.NotToContact, x.Name = true, "Mo"
			risk := model.Copy(agreed.Risks[0])
			risk.Try = told("dry Wednesdays for six weeks")
			return agreed.With(x).With(risk).Without(model.KindStep, agreed.Steps[0].ID)
		}, []model.Recipient{person}, []string{"Maureen", "Mo "}},
		{"nor somebody whom nobody had put down", func() *model.Record {
			return agreed.With(&model.Relationship{Head: model.Head{ID: model.NewID(), Order: "zz"}, Name: "Kyle", NotToContact: true})
		}, []model.Recipient{person}, []string{"Kyle"}},
		{"a risk went to somebody's own notes", func() *model.Record {
			x := model.Copy(agreed.Risks[0])
			x.Drawer = model.DrawerMine
			return agreed.With(x)
		}, both, []string{"canal", "isk"}},
		{"a view was taken back", func() *model.Record {
			x := model.Copy(agreed.Risks[0])
			for i := range x.Views {
				x.Views[i].MayReadBack = false
			}
			return agreed.With(x)
		}, []model.Recipient{person}, []string{"deserted"}},
		{"a want was left out", func() *model.Record {
			x := model.Copy(agreed.Wants[0])
			x.Read = model.LeftOut
			return agreed.With(x)
		}, both, []string{"bowls club"}},
		{"a need was left out that something else names", func() *model.Record {
			need := &model.Need{Head: model.Head{ID: "n1", Order: "a"}, Words: told("the bath takes the morning"), Read: model.LeftOut}
			return agreed.With(need).With(payment)
		}, []model.Recipient{person}, []string{"bath takes", "n1", "direct payment"}},
	} {
		for _, to := range tt.to {
			since := &Since{Record: agreed, At: visit.UTC()}
			section := sinceSection(t, tt.now(), since, SupportPlan, to)
			for _, never := range tt.never {
				if strings.Contains(section, never) {
					t.Errorf("%s: the older version has %q in it: %s", tt.name, never, section)
				}
			}
		}
	}
}

// What somebody else said, and may not be read back any more, comes back by no older
// version of what was drawn from it.
func TestWordsThatMayNotBeReadBackAreNotReadBackFromTheOlderVersion(t *testing.T) {
	ty := &typist{t: t, r: peggy(t), n: 900}
	lonely := model.Copy(ty.r.Notes[2])
	lonely.MayReadBack = true
	ty.r = ty.r.With(lonely)
	need := model.Find(ty.r.Needs, ty.put(&model.Need{Words: told("The evenings are long"), Effect: lonely.Words()}))
	agreed := ty.r
	lonely, need = model.Copy(lonely), model.Copy(need)
	lonely.MayReadBack, need.Words = false, told("The evenings are quiet")
	section := sinceSection(t, agreed.With(lonely).With(need), &Since{Record: agreed, At: visit.UTC()}, SupportPlan, person)
	if strings.Contains(section, "lonely") || !strings.Contains(section, "was: The evenings are long") {
		t.Errorf("the older version says: %s", section)
	}
}

// A yes to other words opens none of those before them: Carol was asked about what
// she says now, and of what stood there when the plan was agreed she said nothing.
func TestAYesToOtherWordsIsNoneToTheOlderOnes(t *testing.T) {
	agreed := peggy(t)
	lonely := model.Copy(agreed.Notes[2])
	before := lonely.Text
	lonely.MayReadBack = false
	risk := model.Copy(agreed.Risks[0])
	for i := range risk.Views {
		risk.Views[i].MayReadBack = false
	}
	agreed = agreed.With(lonely).With(risk)
	lonely, risk = model.Copy(lonely), model.Copy(risk)
	lonely.Text, lonely.MayReadBack = "She misses Dad.", true
	for i := range risk.Views {
		risk.Views[i].Words, risk.Views[i].MayReadBack = told("It's dry now."), true
	}
	section := sinceSection(t, agreed.With(lonely).With(risk), &Since{Record: agreed, At: visit.UTC()}, SupportPlan, person)
	for _, never := range []string{before, "deserted", "forgive myself"} {
		if strings.Contains(section, never) {
			t.Errorf("the older version has %q in it: %s", never, section)
		}
	}
}

// A part that says what it said is not told of, whatever changed about it.
func TestWhatSaysTheSameIsNoChange(t *testing.T) {
	agreed := peggy(t)
	now := model.Copy(agreed.Wants[0])
	now.Read, now.Words.From = model.ReadYes, nil
	if section := sinceSection(t, agreed.With(now), &Since{Record: agreed, At: visit.UTC()}, SupportPlan, council); section != "" {
		t.Errorf("a want that was read back is told of as changed: %s", section)
	}
}

package document

import (
	"strings"
	"testing"
	"time"

	"ownwords/model"
)

// lastly gives Peggy's record what came after it was read back.
func lastly(t *testing.T, change func(*model.Conversation, *model.Agreement)) *model.Record {
	t.Helper()
	r := peggy(t)
	c, a := model.Copy(r.Conversation), model.Copy(r.Agreement)
	change(c, a)
	return r.With(c).With(a)
}

func TestTheCouncilsQuestionQuotesTheWant(t *testing.T) {
	var want string
	r := lastly(t, func(_ *model.Conversation, a *model.Agreement) {
		w := peggy(t).Wants[0]
		want = w.Words.Text
		a.Decision, a.DecisionBy, a.About, a.Reason = "question", "Ms Okafor", w.ID, "Is there a bus?"
	})
	for _, name := range []Name{MyPlan, SupportPlan} {
		page := squeezed(export(t, r, name, PlainText, council))
		if line := "a question; by Ms Okafor; about: \"" + want + "\"; Is there a bus?"; !strings.Contains(page, line) {
			t.Errorf("%s lacks %q:\n%s", name, line, page[strings.Index(page, "The council"):])
		}
	}
}

func TestWhyAPlanWasChangedStandsInTheCouncilsCopyAlone(t *testing.T) {
	r := lastly(t, func(c *model.Conversation, _ *model.Agreement) {
		c.ChangedSince, c.ChangedWhy, c.ChangedBy = true, "Carol broke her wrist", "Peggy's"
	})
	said := "Why it was changed since it was agreed: Carol broke her wrist; whose wish: Peggy's"
	if page := squeezed(export(t, r, SupportPlan, PlainText, council)); !strings.Contains(page, said) {
		t.Errorf("the council's copy lacks %q", said)
	}
	for what, page := range household(t, r) {
		if strings.Contains(page, "wrist") {
			t.Errorf("%s tells why", what)
		}
	}
}

func TestACopyAllTheSameIsToldToTheCouncilAlone(t *testing.T) {
	r := lastly(t, func(c *model.Conversation, _ *model.Agreement) {
		c.SoonerNot = model.Words{Text: "that I fell", Telling: model.Said}
	})
	refused := model.Copy(model.Find(r.Sharing, sharing(t, r, "Ron").Sharing))
	refused.Override = model.Override{
		Ground: "danger", Why: "he has her spare key", By: "Ms Okafor", At: visit.Add(time.Hour).UTC(), Told: "by telephone",
	}
	r = r.With(refused)
	page := squeezed(export(t, r, SupportPlan, PlainText, council))
	for _, said := range []string{
		"a copy all the same: somebody is in danger; he has her spare key; decided by Ms Okafor on 15 September 2026; told of it: by telephone",
		"What Peggy would sooner the council did not hold: \"that I fell\"",
	} {
		if !strings.Contains(page, said) {
			t.Errorf("the council's copy lacks %q:\n%s", said, page[strings.Index(page, "Who may have a copy"):])
		}
	}
	for what, page := range household(t, r) {
		if strings.Contains(page, "spare key") || strings.Contains(page, "all the same") || strings.Contains(page, "that I fell") {
			t.Errorf("%s tells what is the council's alone", what)
		}
	}
	for what, page := range household(t, r) {
		if strings.Contains(page, "without Peggy's yes") {
			t.Errorf("%s tells of a copy that somebody else has", what)
		}
	}
}

// Whoever has a copy against somebody's no reads on it that there was no yes, on
// what ground they have it and whose decision that was; never why the ground
// holds, which is not theirs to know.
func TestACopyAllTheSameSaysOnWhatGround(t *testing.T) {
	r := lastly(t, func(*model.Conversation, *model.Agreement) {})
	ron := model.Copy(model.Find(r.Sharing, sharing(t, r, "Ron").Sharing))
	ron.Override = model.Override{
		Ground: "danger", Why: "he has her spare key", By: "Ms Okafor", At: visit.Add(time.Hour).UTC(), Told: "by telephone",
	}
	const lawful = "Given without Peggy's yes: somebody is in danger. Decided by Ms Okafor on 15 September 2026."
	for _, tt := range []struct {
		paper Name
		as    Format
	}{{MyPlan, PlainText}, {SupportPlan, HTML}, {SupportPlan, CSV}, {SupportPlan, PDF}, {AboutMe, Markdown}, {Card, PlainText}} {
		page := squeezed(export(t, r.With(ron), tt.paper, tt.as, model.Recipient{Sharing: ron.ID}))
		if !strings.Contains(strings.ReplaceAll(plain(page), "\n", " "), lawful) {
			t.Errorf("%s as %s does not say on what ground it was given:\n%s", tt.paper, tt.as, page)
		}
		if strings.Contains(page, "spare key") || strings.Contains(page, "telephone") {
			t.Errorf("%s as %s says why, or who was told", tt.paper, tt.as)
		}
	}
	if page := export(t, r, MyPlan, PlainText, sharing(t, r, "Carol")); strings.Contains(page, "without Peggy's yes") {
		t.Errorf("a copy that she said yes to says that she did not")
	}
}

// A decision that nobody put their name to is none, on no page.
func TestADecisionWithoutANameIsNone(t *testing.T) {
	r := lastly(t, func(_ *model.Conversation, a *model.Agreement) {
		a.Decision, a.Reason, a.Without = "yes", "assessed needs", "advice comes with the review"
	})
	for _, name := range []Name{MyPlan, SupportPlan} {
		if page := squeezed(export(t, r, name, PlainText, council)); !strings.Contains(page, "The council: not decided yet") || strings.Contains(page, "assessed needs") {
			t.Errorf("%s tells of a decision that nobody made", name)
		}
	}
}

func TestWhyItIsFinalWithoutWhatIsMissing(t *testing.T) {
	r := lastly(t, func(c *model.Conversation, a *model.Agreement) {
		c.Standing = model.Final
		a.Decision, a.DecisionBy, a.Reason, a.Without = "yes", "Ms Okafor", "assessed needs", "advice comes with the review"
	})
	said := "yes; by Ms Okafor; assessed needs; final without what is not there yet: advice comes with the review"
	if page := squeezed(export(t, r, SupportPlan, PlainText, council)); !strings.Contains(page, said) {
		t.Errorf("the council's copy lacks %q", said)
	}
}

package tui

import (
	"strings"
	"testing"
)

func TestAWordTypedBehindAnotherStandsApart(t *testing.T) {
	d := withVisit(t, peggysVisit)
	d.act("go.risks")
	d.keys("enter")
	d.reach(d.app.top().(*risksPage).risk.form, "try")
	d.typed("and a phone")
	d.keys("enter")
	if got := d.app.talk.Record().Risks[0].Try.Text; !strings.HasSuffix(got, "she'll come and a phone") {
		t.Errorf("the line is %q, want its words and the new ones apart", got)
	}
}

func TestTheLinesOfARiskStayWhereTheyAre(t *testing.T) {
	d := withVisit(t, peggysTalk)
	d.app.talk.Do("risk.new", map[string]string{"words": "\"Walking by the canal.\""})
	d.act("go.risks")
	d.keys("enter")
	lines := []string{"What I get", "Could go wrong", "Before", "We try", "Each will do", "Not agreed", "Look again"}
	d.shows(lines...)
	p := d.app.top().(*risksPage)
	for _, id := range []string{"get", "could", "try"} {
		p.risk.form.SetFocus(id)
		d.typed("something")
		d.keys("enter")
	}
	d.tick()
	d.keys("esc", "enter")
	d.shows(lines...)
	d.keys("+")
	if at := p.risk.form.Focus(); at == "" || at == "words" {
		t.Errorf("the keys are in %q, want the first line that was added", at)
	}
}

func TestAColonBehindANameIsNoPartOfIt(t *testing.T) {
	d := withVisit(t, peggysVisit)
	d.act("go.risks")
	d.keys("enter")
	for _, typed := range []string{"Peggy: rings Carol", "Zelda: waits"} {
		d.app.talk.Do("risk.set", map[string]string{"doing.0": typed})
		x := d.app.talk.Record().Risks[0].Doing[0]
		if who, _, _ := strings.Cut(typed, ":"); x.Who != who || strings.Contains(x.What, ":") {
			t.Errorf("%q is %+v", typed, x)
		}
	}
}

func TestAnEmptyOwnNoteIsNothingYet(t *testing.T) {
	d := withVisit(t, peggysTalk)
	d.act("go.mine")
	d.hides("Tab the lines below")
	d.typed("Something about the purse.")
	d.tick()
	d.shows("a worry about safety")
	d.keys("enter")
	d.hides("a worry about safety", "the lines below")
}

package document

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"ownwords/model"
)

// strange is a code that no version of the program has ever written.
const strange = "by-moonlight"

// Whatever a newer version chose, a paper says it in its own words and never by
// the id of a sentence that is not there.
func TestAChoiceThatThisVersionDoesNotKnowIsSaidInItsOwnWords(t *testing.T) {
	asTold := "by moonlight (said in a way this version does not know)"
	for _, tt := range []struct {
		where  string
		change func(r *model.Record)
	}{
		{"legal powers", func(r *model.Record) { r.Powers[0].Kind = strange }},
		{"whether its paper was seen", func(r *model.Record) { r.Powers[0].Seen = strange }},
		{"the conclusion of a decision", func(r *model.Record) { r.Decisions[0].Conclusion = strange }},
		{"what deciding takes", func(r *model.Record) { r.Decisions[0].Understand.Can = strange }},
		{"somebody independent, for what", func(r *model.Record) { r.Advocacy[0].For = strange }},
		{"somebody independent, what is hard", func(r *model.Record) { r.Advocacy[0].Hard = []string{strange} }},
		{"somebody independent, in a visit", func(r *model.Record) { r.Visits[0].Independent = strange }},
		{"which outcomes it touches", func(r *model.Record) { r.Needs[0].Outcomes = []string{strange} }},
		{"what a want touches", func(r *model.Record) { r.Wants[0].Tags = []string{strange, "ca14.a"} }},
		{"in what way it is hard", func(r *model.Record) { r.Needs[0].Unable = []model.Unable{strange} }},
		{"who meets it", func(r *model.Record) { r.Needs[0].Met = []model.Met{strange, model.MetByOthers} }},
		{"eligible or not", func(r *model.Record) { r.Needs[0].Eligible = strange }},
		{"what somebody said to the plan", func(r *model.Record) { r.Agreement.Answers[0].Says = strange }},
		{"how they said it", func(r *model.Record) { r.Agreement.Answers[0].How = strange }},
		{"what the council decided", func(r *model.Record) { r.Agreement.Decision, r.Agreement.DecisionBy = strange, "Ann" }},
		{"where a risk has come to", func(r *model.Record) { r.Risks[0].State = strange }},
		{"how somebody stands", func(r *model.Record) { r.Risks[0].Views[0].Stand = strange }},
		{"who is close", func(r *model.Record) { r.Relations[0].Close = strange }},
		{"who should be close", func(r *model.Record) { r.Relations[0].Wished = strange }},
		{"whether they may be rung", func(r *model.Record) { r.Relations[0].MayRing = strange }},
		{"a talk of their own", func(r *model.Record) { r.Relations[0].OwnTalk = strange }},
		{"where a note is from", func(r *model.Record) { r.Notes[0].Source = strange }},
		{"what a want is for", func(r *model.Record) { r.Wants[0].Purpose = strange }},
		{"what kind of help", func(r *model.Record) { r.Supports[0].Kind = strange }},
		{"how it is arranged", func(r *model.Record) { r.Supports[0].Arranged = strange }},
		{"how often a line is paid for", func(r *model.Record) { r.Supports[0].Cost.Period = strange }},
		{"how often it is paid for", func(r *model.Record) { r.Payment.Every = strange }},
		{"where it is paid to", func(r *model.Record) { r.Payment.To = strange }},
		{"what an employer sees to", func(r *model.Record) { r.Payment.Employer = []model.Duty{{ID: strange, Done: "yes"}} }},
		{"whether they saw to it", func(r *model.Record) { r.Payment.Employer = []model.Duty{{ID: "dbs", Done: strange}} }},
		{"which chapter is kept back", func(r *model.Record) { r.Sharing[0].Without = []model.Chapter{strange} }},
		{"whether somebody may have it", func(r *model.Record) { r.Sharing[0].Choice = strange }},
		{"whether the law asks all the same", func(r *model.Record) { r.Conversation.StillAsked = strange }},
	} {
		r := decided(t)
		tt.change(r)
		if page := squeezed(export(t, r, SupportPlan, PlainText, council)); !strings.Contains(page, asTold) {
			t.Errorf("%s: the support plan lacks %q", tt.where, asTold)
		}
	}
}

// A day that was typed for seeing a paper goes with having seen it.
func TestAPaperThatWasNotSeenHasNoDayOfSeeingIt(t *testing.T) {
	for seen, want := range map[string]string{
		"yes": "the paper was seen, Sunday 3 May", "no": "the paper was not seen", "": "property and money; money and the house",
	} {
		r := decided(t)
		r.Powers[0].Seen, r.Powers[0].SeenOn = seen, day("3 May 2026")
		_, power, _ := strings.Cut(squeezed(export(t, r, SupportPlan, PlainText, council)), "Legal powers")
		line, _, _ := strings.Cut(power, "Somebody independent")
		if !strings.Contains(line, want) || seen != "yes" && strings.Contains(line, "May") {
			t.Errorf("seen %q: %q, want %q", seen, line, want)
		}
	}
}

// bare is the id of a sentence, as it stands where there is none.
var bare = regexp.MustCompile(`\[[a-z]+\.[a-z0-9.-]+\]`)

// No paper names a sentence instead of saying it, when not one choice of a record
// is known.
func TestNoPaperNamesASentenceThatIsNotThere(t *testing.T) {
	r := decided(t)
	changed := 0
	for p := range r.Parts() {
		changed += estrange(reflect.ValueOf(p).Elem())
	}
	if changed < 60 {
		t.Fatalf("%d choices were changed, want all of them", changed)
	}
	for _, name := range append(Documents(model.Assessment), Everything) {
		for _, to := range []model.Recipient{person, council, whole} {
			if !slices.Contains(Formats(name), PlainText) || !paperOf(name).isFor(to) {
				continue
			}
			if ids := bare.FindAllString(export(t, r, name, PlainText, to), -1); ids != nil {
				t.Errorf("%s says %q", name, ids)
			}
		}
	}
}

// estrange makes each choice within v one that nobody knows, and tells how many
// there were. What kind of talk it is decides which papers there are, so that
// stays, and so do ids and drawers.
func estrange(v reflect.Value) int {
	n := 0
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			n += estrange(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			n += estrange(v.Index(i))
		}
	case reflect.Struct:
		for f, x := range v.Fields() {
			code := f.Type.Kind() == reflect.String && f.Type != reflect.TypeFor[string]()
			switch x.Interface().(type) {
			case model.Head, model.ConversationKind, model.Role, model.ID, time.Time:
				continue
			}
			if code || f.Type.Kind() == reflect.String && f.Tag.Get("mask") == "never" {
				x.SetString(strange)
				n++
				continue
			}
			n += estrange(x)
		}
	case reflect.String:
		if v.Type() != reflect.TypeFor[string]() && v.Type() != reflect.TypeFor[model.ID]() {
			v.SetString(strange)
			n++
		}
	}
	return n
}

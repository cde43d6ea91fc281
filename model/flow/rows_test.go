package flow

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownwords/model"
)

// rowed is a list whose lines are numbered, as an action asks for them.
type rowed struct {
	action string
	rows   []string // the lines of its first two rows, and of the empty one behind them
	now    func(*Flow) []string
}

// rowedLists are all that there are, by what they are called.
func rowedLists() map[string]rowed {
	risk := func(f *Flow) *model.Risk { return f.Record().Risks[0] }
	doings := func(list []model.Doing) (out []string) {
		for _, d := range list {
			out = append(out, strings.TrimSpace(d.Who+" "+d.What))
		}
		return out
	}
	return map[string]rowed{
		"ways of going on": {"risk.set", []string{"option.0", "option.1", "option.2"}, func(f *Flow) (out []string) {
			for _, o := range risk(f).Options {
				out = append(out, o.What.Text)
			}
			return out
		}},
		"who does what": {"risk.set", []string{"doing.0", "doing.1", "doing.2"}, func(f *Flow) []string {
			return doings(risk(f).Doing)
		}},
		"what if": {"risk.set", []string{"if.0", "if.1", "if.2"}, func(f *Flow) (out []string) {
			for _, x := range risk(f).IfThens {
				out = append(out, x.If)
			}
			return out
		}},
		"what then": {"risk.set", []string{"if.0.then.0", "if.0.then.1", "if.0.then.2"}, func(f *Flow) []string {
			return doings(risk(f).IfThens[0].Then)
		}},
		"looks at a direct payment": {"payment.set", []string{"look.0", "look.1", "look.2"}, func(f *Flow) (out []string) {
			for _, w := range f.Record().Payment.Looks {
				out = append(out, w.Typed)
			}
			return out
		}},
		"the deal": {"deal.set", []string{"i.0", "i.1", "i.2"}, func(f *Flow) (out []string) {
			for _, l := range f.Record().Deal.Lines {
				out = append(out, l.I)
			}
			return out
		}},
	}
}

// twoRows is a plan in which that list has two rows, one and two.
func twoRows(t *testing.T, l rowed) *Flow {
	f := newFlow(t)
	if l.action == "risk.set" {
		f.Do("risk.new", map[string]string{"words": "the canal"})
		f.Do("risk.set", map[string]string{"if.0": "it freezes"})
		if l.rows[0] == "if.0" {
			f.Do("risk.set", map[string]string{"if.0": ""})
		}
	}
	f.Do(l.action, map[string]string{l.rows[0]: "Carol one"})
	f.Do(l.action, map[string]string{l.rows[1]: "Carol two"})
	if diff := cmp.Diff([]string{"Carol one", "Carol two"}, l.now(f)); diff != "" {
		t.Fatalf("as made (-want +got):\n%s", diff)
	}
	return f
}

// A row that is emptied goes, and what was answered about the row behind it, or
// about the next one, stays where it was put.
func TestAnEmptiedRowTakesNoAnswerOfAnother(t *testing.T) {
	for name, l := range rowedLists() {
		f := twoRows(t, l)
		f.Do(l.action, map[string]string{l.rows[0]: "", l.rows[1]: "Carol three", l.rows[2]: "Carol four"})
		if diff := cmp.Diff([]string{"Carol three", "Carol four"}, l.now(f)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// Somebody empties a row, thinks, and types it anew: the hand rests long enough
// for it to be kept empty, and the row behind it is none of its business.
func TestARowThatIsTypedAnewStaysTheRowItIs(t *testing.T) {
	for name, l := range rowedLists() {
		f := twoRows(t, l)
		for _, typed := range []string{"", "Carol", "Carol five"} {
			f.DoSoFar(l.action, map[string]string{l.rows[0]: typed})
		}
		f.Do(l.action, map[string]string{l.rows[0]: "Carol five"})
		if diff := cmp.Diff([]string{"Carol five", "Carol two"}, l.now(f)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestANextStepThatIsTypedAnewIsNotLost(t *testing.T) {
	f := newFlow(t)
	f.Do("agree.set", map[string]string{"step.+": "ring the club"})
	what := "step." + string(f.Record().Steps[0].ID) + ".what"
	for _, typed := range []string{"", "ring"} {
		f.DoSoFar("agree.set", map[string]string{what: typed})
	}
	f.Do("agree.set", map[string]string{what: "ring Maureen"})
	if got := f.Record().Steps; len(got) != 1 || got[0].What != "ring Maureen" {
		t.Errorf("steps = %+v, want the one that was typed anew", got)
	}
	f.Do("agree.set", map[string]string{what: ""})
	if got := f.Record().Steps; len(got) != 0 {
		t.Errorf("steps = %+v, want none once it is left empty", got)
	}
}

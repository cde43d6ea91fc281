package content

import (
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ownwords/model"
)

const northmoor = `rules: 2026-27
approvals:
  - who: Senior practitioner
    weekly: 150
    once: 500.00
  - who: Team manager
    weekly: £500
rates:
  - {name: Personal assistant, rate: 13.80, per: hour}
finance: []
buffer:
  weeks: 8
  ceiling: 800
  above: we talk first
contacts:
  - what: payroll
    who: Northmoor Independent Living
    number: 01632960150
forms:
  - name: Care and support plan
    blocks:
      - heading: What matters to me
        from: [wants]
      - heading: How my needs will be met
        from: [needs, helps]
words:
  - word: service user
    instead: person
looks: [6 weeks, 1 year]
`

func figure(t *testing.T, typed string, unit model.Unit) model.Figure {
	t.Helper()
	f, wrong := model.ParseFigure(typed, unit)
	if !wrong.Zero() {
		t.Fatalf("ParseFigure(%q): %v", typed, wrong)
	}
	return f
}

func TestACouncilsOwnRules(t *testing.T) {
	got, wrong := ParseLocal([]byte(northmoor))
	compareFaults(t, wrong, nil)
	want := Local{
		Rules: "2026-27",
		Approvals: []Approval{
			{Who: "Senior practitioner", Weekly: figure(t, "150", model.UnitPence), Once: figure(t, "500.00", model.UnitPence)},
			{Who: "Team manager", Weekly: figure(t, "£500", model.UnitPence)},
		},
		Rates:    []Rate{{"Personal assistant", figure(t, "13.80", model.UnitRate), "hour"}},
		Finance:  []string{},
		Buffer:   Buffer{8, figure(t, "800", model.UnitPence), "we talk first"},
		Contacts: []Contact{{"payroll", "Northmoor Independent Living", "01632960150"}},
		Forms: []Form{{"Care and support plan", []Block{
			{"What matters to me", []string{FromWants}},
			{"How my needs will be met", []string{FromNeeds, FromHelps}},
		}}},
		Activities: DefaultLocal().Activities,
		Usual:      DefaultLocal().Usual,
		Words:      []PlainWord{{"service user", "person"}},
		Looks:      []Span{{6, spanWeek}, {1, spanYear}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
}

// A council that has no rules of its own has no figures at all: none of them may
// come from the program.
func TestRulesOfNoCouncilHoldNoFigure(t *testing.T) {
	for _, file := range []string{"", string(EncodedLocal())} {
		got, wrong := ParseLocal([]byte(file))
		compareFaults(t, wrong, nil)
		if n := len(got.Approvals) + len(got.Rates) + len(got.Contacts) + len(got.Forms) + got.Buffer.Weeks; n > 0 || got.Buffer.Ceiling.Asked() || got.Rules != "" {
			t.Errorf("rules of nobody: %+v", got)
		}
		if len(got.Activities) < 5 || len(got.Words) < 10 || len(got.Looks) != 3 || len(got.Usual) == 0 {
			t.Errorf("words and activities by default: %+v", got)
		}
	}
	for line := range strings.Lines(string(EncodedLocal())) {
		if len(line) > 81 && !strings.HasPrefix(line, "activities:") {
			t.Errorf("%q is too long", line)
		}
	}
}

// Each case spoils one thing; all else holds.
func TestFaultsOfLocalRules(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"broken", "rules: 2026-27", "rules: [", "local.yaml:1 yaml"},
		{"a key nobody knows", "finance:", "finances:", "local.yaml:10 key-unknown"},
		{"a comma in a figure", "weekly: 150", `weekly: "1,50"`, "local.yaml:4 not-figure"},
		{"a limit below nought", "weekly: £500", "weekly: -500", "local.yaml:7 not-figure"},
		{"a limit beyond all sense", "weekly: £500", "weekly: 1e12", "local.yaml:7 not-figure"},
		{"a limit that is left empty", "weekly: £500", "weekly:", "local.yaml:7 not-figure"},
		{"nobody approves", "who: Team manager\n    weekly", "weekly", "local.yaml:6 key-missing"},
		{"nobody by name", "who: Team manager", "who:", "local.yaml:6 empty"},
		{"a rate of nothing", ", per: hour", "", "local.yaml:9 key-missing"},
		{"half a week", "weeks: 8", "weeks: 0.5", "local.yaml:12 not-between"},
		{"rates as words", "- {name: Personal assistant, rate: 13.80, per: hour}", "- thirteen", "local.yaml:9 not-group"},
		{"approvals as words", "buffer:\n  weeks: 8\n  ceiling: 800\n  above: we talk first", "buffer: eight", "local.yaml:11 not-group"},
		{"a heading from nowhere", "from: [needs, helps]", "from: [needs, horoscope]", "local.yaml:25 not-one-of"},
		{"a heading twice from one", "from: [needs, helps]", "from: [needs, needs]", "local.yaml:25 listed-twice"},
		{"forms that are no list", "forms:\n  - name", "forms:\n    name", "local.yaml:19 not-list"},
		{"a while nobody can count", "6 weeks", "soon", "local.yaml:29 not-span"},
		{"a while of nought", "6 weeks", "0 weeks", "local.yaml:29 not-span"},
	} {
		file := strings.Replace(northmoor, c.old, c.new, 1)
		if file == northmoor {
			t.Fatalf("%s: %q is not in the file", c.name, c.old)
		}
		l, wrong := ParseLocal([]byte(file))
		compareFaults(t, wrong[:min(1, len(wrong))], []string{c.want})
		if len(l.Activities) == 0 {
			t.Errorf("%s: what was not spoiled is gone", c.name)
		}
	}
	_, wrong := ParseLocal([]byte(strings.Repeat("#", mostLocal+1)))
	compareFaults(t, wrong, []string{"local.yaml:0 local-too-large"})
	_, wrong = UnreadLocal(&fs.PathError{Err: ErrTooLong})
	compareFaults(t, wrong, []string{"local.yaml:0 local-too-large"})
	_, wrong = UnreadLocal(fs.ErrPermission)
	compareFaults(t, wrong, []string{"local.yaml:0 unread"})
}

func TestWhoMayApprove(t *testing.T) {
	l, _ := ParseLocal([]byte(northmoor))
	for _, c := range []struct {
		week, once model.Pence
		who        string
		ok         bool
	}{
		{0, 0, "Senior practitioner", true},
		{150_00, 500_00, "Senior practitioner", true},
		{150_01, 0, "Team manager", true},
		{0, 500_01, "Team manager", true}, // no limit for what is paid once
		{500_01, 0, "", false},
	} {
		if who, ok := l.MayApprove(c.week, c.once); who != c.who || ok != c.ok {
			t.Errorf("MayApprove(%v, %v) = %q, %v, want %q, %v", c.week, c.once, who, ok, c.who, c.ok)
		}
	}
	if who, ok := DefaultLocal().MayApprove(1, 0); ok {
		t.Errorf("without limits %q may approve", who)
	}
}

func TestWhenItIsLookedAt(t *testing.T) {
	from := time.Date(2026, 9, 21, 0, 0, 0, 0, time.UTC)
	for typed, want := range map[string]string{
		"10 days": "2026-10-01", "6 weeks": "2026-11-02", "6 months": "2027-03-21", "1 year": "2027-09-21",
	} {
		s, ok := span(typed)
		if got := s.After(from).Format(time.DateOnly); !ok || got != want {
			t.Errorf("%s after %s = %s, %v, want %s", typed, from, got, ok, want)
		}
	}
}

package desk

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ownwords/content"
	"ownwords/model"
)

const localRules = `rules: 2026-27
approvals:
  - {who: Senior practitioner, weekly: 50, once: 200}
  - {who: Team manager, weekly: 500, once: 2000}
rates:
  - {name: Personal assistant, rate: 13.80, per: hour}
  - {name: Sleep-in, rate: 60, per: night}
buffer: {weeks: 8, ceiling: 800, above: we talk first}
contacts:
  - {what: payroll, who: Northmoor Living, number: 01632 960 150}
  - {what: insurance, who: the library}
`

// ruled is a desk with a council's own rules.
func ruled(t *testing.T) *Desk {
	l, wrong := content.ParseLocal([]byte(localRules))
	if len(wrong) > 0 {
		t.Fatalf("rules: %v", wrong[0].Message())
	}
	return &Desk{Local: l}
}

func pounds(typed string) model.Figure {
	f, _ := model.ParseFigure(typed, model.UnitPence)
	return f
}

func TestTheCouncilsRulesStandBesideALineAndInNone(t *testing.T) {
	from := model.ParseWhen("21 September 2026", time.Now(), true)
	r := &model.Record{Payment: &model.Payment{From: from}}
	for _, c := range []struct{ action, line, want string }{
		{"help.set", "rate", "rule: 13.80 Personal assistant, per hour; 60 Sleep-in, per night"},
		{"help.set", "tell-finance", "such as: laundry and bedding, heating, a diet that costs more, getting about, an alarm, clothes that wear out sooner"},
		{"money.set", "contingency", "rule: 8 weeks of it, at most £800.00"},
		{"payment.set", "holds", "rule: 8 weeks of it, at most £800.00"},
		{"payment.set", "above", "rule: we talk first"},
		{"payment.set", "look.0", "rule: 2 November 2026"},
		{"payment.set", "look.1", "rule: 21 March 2027"},
		{"payment.set", "look.3", ""},
		{"payment.set", "amount", ""},
		{"deal.set", "help", "near here: payroll: Northmoor Living, 01632 960 150; insurance: the library"},
		{"deal.set", "rules", "rule: 2026-27"},
		{"wants.set", "look.0", ""},
	} {
		m := ruled(t).Rule(r, c.action, c.line)
		got := ""
		if !m.Zero() {
			got = content.English().Say(m)
		}
		if got != c.want {
			t.Errorf("%s %s: %q, want %q", c.action, c.line, got, c.want)
		}
	}
	none := &Desk{Local: content.DefaultLocal()}
	for _, line := range []string{"help.set rate", "money.set contingency", "deal.set help", "deal.set rules"} {
		action, field, _ := strings.Cut(line, " ")
		if m := none.Rule(&model.Record{}, action, field); !m.Zero() {
			t.Errorf("%s: a council without rules says %q", line, m.ID)
		}
	}
}

func TestWhoMayApproveWhatTheCouncilWouldPay(t *testing.T) {
	plan := func(week, once, share string) *model.Record {
		r := &model.Record{Supports: []*model.Support{
			{Head: model.Head{ID: "a"}, Cost: model.Cost{Amount: pounds(week)}},
			{Head: model.Head{ID: "b"}, Cost: model.Cost{Amount: pounds(once), Period: model.Once}},
		}}
		if share != "" {
			r.Budget = &model.Budget{Share: pounds(share), ShareState: model.ShareFinal}
		}
		return r
	}
	for _, c := range []struct{ name, week, once, share, want, who string }{
		{"what is left after the share", "76.50", "118", "30", "local.may-approve", "Senior practitioner"},
		{"more than the first may", "76.50", "118", "22.75", "local.may-approve", "Team manager"},
		{"more than anybody may", "76.50", "2000.01", "22.75", "local.passed-up", ""},
		{"the share was not asked", "76.50", "118", "", "", ""},
		{"a figure that is none", "76,50", "118", "22.75", "", ""},
		{"a share above the cost", "20", "118", "22.75", "", ""},
	} {
		m := ruled(t).MayApprove(plan(c.week, c.once, c.share))
		if who, _ := m.Args["who"].(string); m.ID != c.want || who != c.who {
			t.Errorf("%s: %q %q, want %q %q", c.name, m.ID, who, c.want, c.who)
		}
		if beside := ruled(t).Rule(plan(c.week, c.once, c.share), "decide", "by"); beside.ID != c.want {
			t.Errorf("%s: beside who decided %q, want %q", c.name, beside.ID, c.want)
		}
	}
	if m := (&Desk{Local: content.DefaultLocal()}).MayApprove(plan("1", "1", "1")); !m.Zero() {
		t.Errorf("without limits: %q", m.ID)
	}
}

func TestALineThatNamesOneActivityIsAskedGently(t *testing.T) {
	d := &Desk{Local: content.DefaultLocal()}
	hours, _ := model.ParseFigure("2", model.UnitQuantity)
	s := &model.Support{What: model.Words{Text: "Swimming"}, Cost: model.Cost{Hours: hours, Rate: hours}}
	if m := d.SaidAsPurpose(s); m.ID != "local.purpose" {
		t.Errorf("swimming: %q", m.ID)
	}
	s.Purpose = "being active"
	if m := d.SaidAsPurpose(s); !m.Zero() {
		t.Errorf("with a purpose: %q", m.ID)
	}
	if m := d.SaidAsPurpose(nil); !m.Zero() {
		t.Errorf("nothing: %q", m.ID)
	}
}

// Rules that can't be used are told, and keep nobody from their notes.
func TestRulesThatCanNotBeUsedAreTold(t *testing.T) {
	dir := t.TempDir()
	if m := localWarning(dir); !m.Zero() {
		t.Errorf("without a file: %q", m.ID)
	}
	path := filepath.Join(dir, LocalFile)
	if err := os.WriteFile(path, []byte("rules: 2026-27\nrates: lots\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	l, _, err := LoadLocal(dir)
	wrong, ok := errors.AsType[*SettingsError](err)
	if !ok || wrong.Path != path || len(wrong.Faults) != 1 || wrong.Faults[0].Line != 2 {
		t.Fatalf("LoadLocal = %v", err)
	}
	if l.Rules != "2026-27" || len(l.Activities) == 0 {
		t.Errorf("what is right in it does not hold: %+v", l)
	}
	if m := localWarning(dir); m.ID != "warning.local" {
		t.Errorf("told %q", m.ID)
	}
	if err := errors.Join(os.Remove(path), os.Mkdir(path, 0o700)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := LoadLocal(dir); err == nil {
		t.Error("a folder in its place is read")
	}
}

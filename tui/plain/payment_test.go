package plain

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ownwords/content"
	"ownwords/tui/desk"
)

// A direct payment, its deal and an employer's list, asked line by line, with a
// council's own rules told before the lines that they are about.
func TestADirectPaymentInPlainLines(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	rules := "approvals: [{who: Team manager, weekly: 50, once: 50}]\nrates: [{name: Personal assistant, rate: 13.80, per: hour}]\n" +
		"buffer: {weeks: 8}\ncontacts: [{what: payroll, who: Northmoor Living}]\nrules: 2026-27\n"
	if err := os.WriteFile(filepath.Join(dir, desk.LocalFile), []byte(rules), 0o600); err != nil {
		t.Fatal(err)
	}
	golden(t, "payment.golden", sit(t, dir, o, script(t, "payment.in")))
}

// What most do without is asked for behind the sums, a direct payment and an
// employer's list too, where .more is typed after them.
func TestMoreOfTheMoneyIsReached(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	helps := ".helps new\nbeing active\n\nPersonal assistant\n2\n3\n13.80\n.more\n\n\n2\n1\n.\n"
	got := sit(t, dir, o, start+helps+".money\n\n\n\n.more\n2\n368\nwe talk first\n\n.payment\n184\n3\n1\n\n\n.more\npaid whole\n.\n"+
		".employer\n2\n.\n.more\nasked for a quote\n.\n.quit\n")
	r := recordAfter(t, dir, o)
	if r.Budget.Contingency.Typed != "368" || r.Budget.ContingencyAbove != "we talk first" {
		t.Errorf("the money for the unexpected is %+v", r.Budget)
	}
	if r.Payment.Terms != "paid whole" || len(r.Payment.Employer) != 1 || r.Payment.Employer[0].Note != "asked for a quote" {
		t.Errorf("the direct payment is %+v", r.Payment)
	}
	if t.Failed() {
		t.Log(got)
	}
}

// A command that there is none of is told at a form's question as it is among
// notes: what was typed is kept, and it is said as what.
func TestAMistypedCommandAtAQuestionIsTold(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	got := sit(t, dir, o, start+".deal\n.duty\n.\n.quit\n")
	if !strings.Contains(strings.Join(strings.Fields(got), " "), "Kept as the answer: .duty. No command duty here. .help says them all.") {
		t.Errorf("a line .duty at the deal's question is not told:\n%s", got)
	}
}

// What helps is a list like the others: a number opens the one that is there,
// and nothing new is made of it.
func TestAHelpThatIsThereOpensByItsNumber(t *testing.T) {
	for _, way := range []struct{ story, typed string }{
		{"behind the command", ".helps 2\n\n\nhome care\n.\n"},
		{"asked for", ".helps\n2\n\n\nhome care\n.\n"},
		{"one that is not there, an empty line, then the right one", ".helps 9\n.helps\n\n.helps 2\n\n\nhome care\n.\n"},
	} {
		t.Run(way.story, func(t *testing.T) {
			t.Parallel()
			dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
			got := sit(t, dir, o, start+".helps new\nthe bath\n.\nbeing active\n.\n\n"+way.typed+".quit\n")
			helps := recordAfter(t, dir, o).Supports
			if len(helps) != 2 || helps[0].Who != "" || helps[1].What.Text != "being active" || helps[1].Who != "home care" {
				t.Errorf("what helps is %+v after\n%s", helps, got)
			}
			if !strings.Contains(got, "2 being active") {
				t.Errorf("the list does not stand in\n%s", got)
			}
		})
	}
}

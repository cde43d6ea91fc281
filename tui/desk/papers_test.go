package desk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ownwords/content/document"
	"ownwords/model"
	"ownwords/model/flow"
)

func TestEverybodyIsOfferedThePapersThatAreTheirs(t *testing.T) {
	plan := &model.Record{Conversation: &model.Conversation{Kind: model.Assessment}}
	paid := plan.With(&model.Support{Head: model.Head{ID: "help"}, Arranged: model.WayPayment})
	ready := &model.Record{Conversation: &model.Conversation{Kind: model.Preparation}}
	tests := []struct {
		name string
		r    *model.Record
		to   model.Recipient
		want string
	}{
		{"the person", plan, model.Recipient{Person: true}, "card my-plan support-plan about-me"},
		{"the person with a direct payment", paid, model.Recipient{Person: true}, "card my-plan support-plan about-me deal spending"},
		{"the council", plan, model.Recipient{Council: true}, "support-plan blocks prompts"},
		{"somebody else", plan, model.Recipient{Sharing: "carol"}, "support-plan about-me"},
		{"the person, getting ready", ready, model.Recipient{Person: true}, "card getting-ready about-me prompts"},
		{"somebody else, getting ready", ready, model.Recipient{Sharing: "carol"}, "getting-ready about-me"},
		{"the safeguarding team", plan, model.Recipient{Safety: true}, "safety"},
		{"whoever answers for the data", plan, model.Recipient{Whole: true}, "everything"},
	}
	for _, tt := range tests {
		if got := strings.Join(Papers(tt.r, tt.to), " "); got != tt.want {
			t.Errorf("the papers for %s = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestAFileSaysNothingOfWhomItIsAbout(t *testing.T) {
	d := newDesk(t)
	if got := d.FileName("my-plan", document.PDF); got != "my-plan-2026-09-15.pdf" {
		t.Errorf("FileName = %s", got)
	}
	if got := d.FileName("safety", document.PlainText); got != "paper-2026-09-15.txt" {
		t.Errorf("the file of a worry is called %s", got)
	}
	for ending, as := range formats {
		if got := Ending(as); got != ending && ending != ".htm" {
			t.Errorf("Ending(%s) = %s, want %s", as, got, ending)
		}
	}
}

func TestTheEndingOfAFileSaysAsWhatItIsMade(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	tests := []struct{ file, begins string }{
		{"", "Draft."},
		{"plan.txt", "Draft."},
		{"plan", "Draft."},
		{"plan.csv", "Draft."},
		{"plan.HTML", "<!doctype html>"},
		{"plan.pdf", "%PDF"},
	}
	for _, tt := range tests {
		out, err := d.Paper(k.Record(), k.Guide(), "my-plan", tt.file, model.Recipient{Person: true})
		if err != nil || !strings.HasPrefix(string(out), tt.begins) {
			t.Errorf("my plan in %q begins %.20q (%v), want %q", tt.file, out, err, tt.begins)
		}
	}
}

// What lies about outside is known, and taken away when somebody says so, but
// never what somebody made of it.
func TestCopiesThatLieAboutAreKnown(t *testing.T) {
	d := newDesk(t)
	id := withPlan(t, d).Record().ID
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	for _, name := range []string{"a.txt", "b.txt", "c.txt"} {
		if err := d.WriteCopy(id, at(name), []byte("the plan")); err != nil {
			t.Fatal(err)
		}
	}
	write := func(name, text string) {
		if err := os.WriteFile(at(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("b.txt", "a letter of my own")
	write("d.txt", "the plan") // not from here
	if err := os.Remove(at("c.txt")); err != nil {
		t.Fatal(err)
	}
	all, err := d.Given()
	if err != nil || len(all) != 2 || all[0].Path != at("a.txt") || all[0].Changed || !all[1].Changed || all[0].Record != id {
		t.Fatalf("Given() = %+v, %v, want a and the changed b", all, err)
	}
	gone, left, err := d.ClearGiven()
	if err != nil || len(gone) != 1 || len(left) != 1 || left[0].Path != at("b.txt") {
		t.Errorf("ClearGiven() = %+v, %+v, %v, want a gone and b left", gone, left, err)
	}
	names, err := filepath.Glob(at("*"))
	if err != nil || !slices.Equal(names, []string{at("b.txt"), at("d.txt")}) {
		t.Errorf("files %q, %v, want b and d", names, err)
	}
}

// A copy on a stick that is not in is not forgotten for another that is written or
// taken away meanwhile.
func TestACopyOnAStickIsRemembered(t *testing.T) {
	d := newDesk(t)
	id := withPlan(t, d).Record().ID
	dir := t.TempDir()
	stick, drawer := filepath.Join(dir, "stick"), filepath.Join(dir, "drawer")
	if err := os.Mkdir(stick, 0o700); err != nil {
		t.Fatal(err)
	}
	write := func(path string) {
		if err := d.WriteCopy(id, path, []byte("the plan")); err != nil {
			t.Fatal(err)
		}
	}
	move := func(from, to string) {
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(stick, "plan.txt"))
	move(stick, drawer)
	write(filepath.Join(dir, "here.txt"))
	if gone, left, err := d.ClearGiven(); err != nil || len(gone) != 1 || len(left) != 0 {
		t.Errorf("ClearGiven() without the stick = %+v, %+v, %v, want here.txt gone", gone, left, err)
	}
	if all, err := d.Given(); err != nil || len(all) != 0 {
		t.Errorf("Given() without the stick = %+v, %v, want none", all, err)
	}
	move(drawer, stick)
	if all, err := d.Given(); err != nil || len(all) != 1 || all[0].Path != filepath.Join(stick, "plan.txt") {
		t.Errorf("Given() with the stick = %+v, %v, want the plan on it", all, err)
	}
}

// What is not remembered is not written, and what was not written is not
// remembered.
func TestACopyIsRememberedBeforeItLiesThere(t *testing.T) {
	d := newDesk(t)
	id := withPlan(t, d).Record().ID
	path := filepath.Join(t.TempDir(), "plan.txt")
	if err := d.WriteCopy(id, path, []byte("the plan")); err != nil {
		t.Fatal(err)
	}
	if err := d.WriteCopy(id, path, []byte("another")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("WriteCopy() over a file = %v, want it to be there", err)
	}
	if all, err := d.Given(); err != nil || len(all) != 1 || all[0].Changed {
		t.Errorf("Given() = %+v, %v, want the plan, unchanged", all, err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	late := filepath.Join(filepath.Dir(path), "late.txt")
	if err := d.WriteCopy(id, late, []byte("the plan")); err == nil {
		t.Error("WriteCopy() with the notes shut = nil")
	}
	if _, err := os.Stat(late); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a copy that nobody knows of lies about: %v", err)
	}
}

// The copy for the safeguarding team is made among one's own notes. Anywhere
// else nothing that is offered tells whether there is a worry.
func TestNothingThatIsOfferedTellsOfAWorry(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	safety := func() (on bool, why string) {
		all := k.Offered()
		a := all[slices.IndexFunc(all, func(a flow.Action) bool { return a.ID == actionSafety })]
		return a.On, a.Why.ID
	}
	for _, worry := range []bool{false, true} {
		if worry {
			k.Go(model.Place{Stage: model.StageMine})
			if on, why := safety(); on || why != "why.none-to-pass" {
				t.Errorf("without a worry the copy is on %t (%s)", on, why)
			}
			k.Add("Somebody takes money from her purse.")
			k.Do("mine.settle", map[string]string{"as": "worry"})
			if on, _ := safety(); !on {
				t.Error("with a worry the copy is not made among one's own notes")
			}
			out, err := d.Paper(k.Record(), k.Guide(), "safety", "", model.Recipient{Safety: true})
			if err != nil || !strings.Contains(string(out), "purse") || strings.Contains(string(out), "bowls") {
				t.Errorf("the copy = %.200q, %v, want the worry alone", out, err)
			}
		}
		k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
		if on, why := safety(); on || why != "why.not-mine" {
			t.Errorf("worry %t: in the talk the copy is on %t (%s)", worry, on, why)
		}
	}
}

// All that is held is made with what happened to it, own notes among it, and the
// log tells that it was given out.
func TestEverythingHeldTellsWhatHappened(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	k.Go(model.Place{Stage: model.StageMine})
	k.Add("She looked away.")
	flush(t, k)
	out, err := d.Paper(k.Record(), k.Guide(), "everything", "", model.Recipient{Whole: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"bowls club", "She looked away", "wrote down"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("everything lacks %q:\n%s", want, out)
		}
	}
}

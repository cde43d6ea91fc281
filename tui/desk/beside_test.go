package desk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ownwords/content"
	"ownwords/model"
)

// TestWhatStillHasWhatWasTakenOutIsNamed: a copy that the program put beside the
// notes by itself is told when somebody goes for good, and where all is looked
// at.
func TestWhatStillHasWhatWasTakenOutIsNamed(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	if m := d.PurgedSaid("Peggy"); m.ID != "bin.purged" || !d.StillBeside().Zero() {
		t.Errorf("with nothing beside the notes it says %s, %s", m.ID, d.StillBeside().ID)
	}
	for _, name := range []string{"ownwords-schema-1-20260101-120000.000.backup", "ownwords-before-restore-20260101-120000.000.db"} {
		if err := os.WriteFile(filepath.Join(d.Dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range []model.Message{d.PurgedSaid("Peggy"), d.StillBeside()} {
		if s := d.Text.Say(m); !strings.Contains(s, "2 files beside the notes") {
			t.Errorf("with two files beside the notes it says %q", s)
		}
	}
	if err := k.Leave(t.Context()); err != nil {
		t.Fatal(err)
	}
	h, err := d.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if f := h.found("beside"); f.State != StateTold || f.Do.Zero() || h.State() != StateTold {
		t.Errorf("Check() has %+v, want the files told and what to do", f)
	}
}

// TestARecordFromOutsideMissesNoGuide: neither one that this program has, nor
// one that nothing here knows.
func TestARecordFromOutsideMissesNoGuide(t *testing.T) {
	d := newDesk(t)
	g, err := content.LoadGuide(model.Assessment)
	if err != nil {
		t.Fatal(err)
	}
	own, _ := content.HashGuide(g)
	for _, hash := range []string{own, strings.Repeat("ab", 32)} {
		r := &model.Record{ID: model.NewID(), Conversation: &model.Conversation{Head: model.Head{ID: model.NewID()}, Kind: model.Assessment, GuideHash: hash}}
		if err := d.pinGuide(r); err != nil {
			t.Fatal(err)
		}
		if err := d.store.Import(r); err != nil {
			t.Fatal(err)
		}
		_, o, err := d.Open(r.ID)
		if err != nil || len(o.Damage) > 0 {
			t.Errorf("Open() = damage %v, %v, want none", o.Damage, err)
		}
	}
	if h, err := d.Check(t.Context()); err != nil || h.State() == StateDamaged {
		t.Errorf("Check() = %s, %v, %v, want no damage", h.State(), h.Report, err)
	}
}

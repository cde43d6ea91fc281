package desk

import (
	"slices"
	"strings"
	"testing"

	"ownwords/content/document"
	"ownwords/model"
)

// TestAnotherWorkersLaptopTypesInTheirName: Dele's conversation goes to Priya's
// laptop, and on from there.
func TestAnotherWorkersLaptopTypesInTheirName(t *testing.T) {
	dele := newDesk(t)
	k := withPlan(t, dele)
	agree(t, k)
	raw, err := dele.Copy(k.Record(), k.Guide(), document.Options{Document: document.Record, As: document.JSON, For: model.Recipient{Council: true}})
	if err != nil {
		t.Fatal(err)
	}
	priya := newDesk(t)
	priya.Settings.Name = "Priya Nair"
	taken, err := takenIn(priya, raw)
	if err != nil {
		t.Fatal(err)
	}
	there, _, err := priya.Open(taken.ID)
	if err != nil {
		t.Fatal(err)
	}
	there.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	there.Add("me: I went back on Monday.")
	flush(t, there)
	past, err := priya.ReadPast(taken.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range there.History(past) {
		if who, _ := line.What.Args["who"].(string); strings.Contains(who, "Dele") {
			t.Errorf("%s is told as Dele's", line.What.ID)
		}
	}
	r, _, err := priya.Show(taken.ID)
	if err != nil {
		t.Fatal(err)
	}
	n := r.Notes[len(r.Notes)-1]
	if v := model.Find(r.Voices, n.Voice); v == nil || v.Name != "Priya Nair" || v.Role != model.RolePractitioner {
		t.Errorf("the note is %+v's, want Priya's", v)
	}
}

// TestASecondUserOfALaptopTypesInTheirOwnName, whoever the settings name.
func TestASecondUserOfALaptopTypesInTheirOwnName(t *testing.T) {
	d := newDesk(t)
	withPlan(t, d)
	pass := []byte("window lantern meadow")
	if err := d.AddUser("Joan Price", slices.Clone(pass)); err != nil {
		t.Fatal(err)
	}
	door, err := d.Lock()
	if err != nil {
		t.Fatal(err)
	}
	joan, err := door.UnlockWith(pass)
	if err != nil {
		t.Fatal(err)
	}
	k, err := joan.New(model.Assessment)
	if err != nil {
		t.Fatal(err)
	}
	if v := k.Me(); v.Name != "Joan Price" {
		t.Errorf("%s types, want Joan", v.Name)
	}
}

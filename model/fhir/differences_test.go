package fhir

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownwords/model"
)

// atServer is Peggy's plan as a server holds it under ids of its own.
func atServer(t *testing.T) (map[string]json.RawMessage, Places) {
	t.Helper()
	f := thaw(t, Transaction(Resources(peggy(model.Agreed), optionsFor(t))))
	places := settled(t, f)
	theirs := map[string]json.RawMessage{}
	for i, p := range f.Entries {
		theirs[p.Key()] = marshal(stored(t, f, i, places))
	}
	return theirs, places
}

func TestWhatStandsAsItWasSentIsNoDifference(t *testing.T) {
	theirs, places := atServer(t)
	if got := Differences(peggy(model.Agreed), optionsFor(t), theirs, places); len(got) > 0 {
		t.Errorf("%d differences: %+v", len(got), got)
	}
}

func TestWhatTheCouncilChangedIsToldByPart(t *testing.T) {
	r := peggy(model.Agreed)
	want, gp := r.Wants[0], r.Person
	for _, w := range r.Wants {
		if w.Read != model.LeftOut {
			want = w
		}
	}
	tests := []struct {
		name   string
		kind   string
		change func(object)
		want   []Difference
	}{
		{"a want put otherwise", "Goal", func(x object) {
			x["description"].(object)["text"] = "Attend bowls once a fortnight"
		}, []Difference{{
			Part: want.ID, Kind: model.KindWant, Field: "words", Element: "Goal.description.text",
			Ours: "To bowl.", Theirs: "Attend bowls once a fortnight",
		}}},
		{"a note put before ours", "Goal", func(x object) {
			x["note"] = append(list{object{"text": "Funding panel on the 3rd"}}, x["note"].(list)...)
		}, []Difference{{
			Part: want.ID, Kind: model.KindWant, Element: "Goal.note[0]", Theirs: "Funding panel on the 3rd",
		}}},
		{"another GP", "Patient", func(x object) {
			x["generalPractitioner"] = list{object{"display": "Dr Lim"}}
		}, []Difference{{
			Part: gp.ID, Kind: model.KindPerson, Field: "gp", Element: "Patient.generalPractitioner[0].display",
			Ours: "Dr Osei", Theirs: "Dr Lim",
		}}},
		{"called otherwise", "Patient", func(x object) {
			x["name"].(list)[1].(object)["text"] = "Meg"
		}, []Difference{{
			Part: gp.ID, Kind: model.KindPerson, Field: "called", Element: "Patient.name[1].text", Ours: "Peggy", Theirs: "Meg",
		}}},
		{"the plan in force", "CarePlan", func(x object) {
			x["status"] = "active"
			text := x["text"].(object)
			text["div"] = "<div>" + text["div"].(string) + "<p>Panel said yes.</p></div>"
		}, []Difference{
			{Part: "conversation", Kind: model.KindConversation, Element: "CarePlan.status", Ours: "draft", Theirs: "active"},
			{Part: "conversation", Kind: model.KindConversation, Element: "CarePlan.text.div", Theirs: "Panel said yes."},
		}},
		{"a goal taken out of the plan", "CarePlan", func(x object) {
			delete(x, "goal")
		}, []Difference{{Part: "conversation", Kind: model.KindConversation, Element: "CarePlan.goal", Ours: "To bowl."}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			theirs, places := atServer(t)
			for key, raw := range theirs {
				if tree := treeOf(raw); tree["resourceType"] == tt.kind {
					tt.change(tree)
					theirs[key] = marshal(tree)
				}
			}
			got := Differences(r, optionsFor(t), theirs, places)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatIsGoneFromTheServerIsTold(t *testing.T) {
	r := peggy(model.Agreed)
	theirs, places := atServer(t)
	for _, p := range places {
		if p.Type == "RiskAssessment" || p.Type == "Provenance" {
			delete(theirs, p.Type+"/"+p.ID)
		}
	}
	got := Differences(r, optionsFor(t), theirs, places)
	want := []Difference{{Part: r.Risks[0].ID, Kind: model.KindRisk, Element: "RiskAssessment", Gone: true}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	clear(places)
	if got := Differences(r, optionsFor(t), nil, places); len(got) > 0 {
		t.Errorf("what never stood there is gone: %d", len(got))
	}
}

// TestEachDifferenceIsOfItsPart changes the first text of every resource.
func TestEachDifferenceIsOfItsPart(t *testing.T) {
	r := peggy(model.Agreed)
	theirs, places := atServer(t)
	for key, raw := range theirs {
		tree := treeOf(raw)
		tree["note"] = list{object{"text": "more"}}
		theirs[key] = marshal(tree)
	}
	kinds := map[model.PartKind]int{}
	for _, d := range Differences(r, optionsFor(t), theirs, places) {
		if r.PartOf(d.Kind, d.Part) == nil {
			t.Errorf("%s is of %s %s, which the record does not have", d.Element, d.Kind, d.Part)
		}
		if d.Theirs == "more" {
			kinds[d.Kind]++
		}
	}
	want := map[model.PartKind]int{
		model.KindPerson: 1, model.KindVoice: 2, model.KindRelationship: 2, model.KindWant: 1, model.KindRisk: 4,
		model.KindSupport: 3, model.KindSharing: 3, model.KindConversation: 4,
	}
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Error(diff)
	}
}

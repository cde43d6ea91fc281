package fhir

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCheckTellsWhatIsWrongAndWhere: and, of what is no resource at all, little,
// and nothing of what stands in it.
func TestCheckTellsWhatIsWrongAndWhere(t *testing.T) {
	many := func(n int, x any) list {
		out := make(list, n)
		for i := range out {
			out[i] = x
		}
		return out
	}
	var deep any = list{nil, nil}
	for range 1000 {
		deep = object{"extension": deep}
	}
	tests := []struct {
		name  string
		put   object // into a Patient
		first Issue  // none where it is empty
		all   int
	}{
		{"a name", object{"name": list{object{"text": "Peggy"}}}, Issue{}, 0},
		{"what is beside a value", object{"_birthDate": object{"extension": list{object{"url": "urn:x"}}}}, Issue{}, 0},
		{"nothing as a value", object{"gender": nil}, Issue{"structure", "Patient.gender"}, 2},
		{"two empty texts", object{"name": list{object{"text": "Peggy"}, object{"text": " ", "family": ""}}}, Issue{"value", "Patient.name[1].family"}, 2},
		{"200,000 times nothing", object{"name": many(200_000, nil)}, Issue{"structure", "Patient.name[0]"}, MaxIssues},
		{"200,000 without a language", object{"communication": many(200_000, object{"preferred": true})}, Issue{"required", "Patient.communication[0].language"}, MaxIssues},
		{"words for a name", object{"name": object{"Peggy has said so": nil}}, Issue{"structure", "Patient.name"}, 1},
		{"somebody for a name", object{"Peggy": nil}, Issue{"structure", "Patient"}, 1},
		{"no name for a name", object{"name": object{"": "Peggy"}}, Issue{"structure", "Patient.name"}, 1},
		{"a name without end", object{strings.Repeat("a", 200_000): many(2000, nil)}, Issue{"structure", "Patient"}, 1},
		{"what has no bottom", object{"extension": deep}, Issue{"structure", "Patient" + strings.Repeat(".extension", 20)}, 1},
	}
	for _, tt := range tests {
		tree := tt.put
		tree["resourceType"], tree["id"] = "Patient", "p1"
		got := Check(tree)
		if len(got) != tt.all {
			t.Errorf("%s: %d issues, want %d", tt.name, len(got), tt.all)
		}
		if len(got) > 0 {
			if diff := cmp.Diff(tt.first, got[0]); diff != "" {
				t.Errorf("%s: %s", tt.name, diff)
			}
		}
	}
}

func TestFewIssuesOfAnAnswerAreRead(t *testing.T) {
	one := `{"severity":"error","code":"value","expression":["Patient.name"]}`
	long := `{"severity":"error","code":"` + strings.Repeat("a", 1000) + `"}`
	answer := `{"resourceType":"OperationOutcome","issue":[` + long + strings.Repeat(","+one, 1000) + `]}`
	got := Issues([]byte(answer))
	if len(got) != MaxIssues || got[0] != (Issue{}) || got[1] != (Issue{"value", "Patient.name"}) {
		t.Errorf("%d issues, the first %d bytes of code, want %d and none", len(got), len(got[0].Code), MaxIssues)
	}
}

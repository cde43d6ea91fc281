package document

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownwords/model"
)

var update = flag.Bool("update", false, "write the golden files anew")

var endings = map[Format]string{Markdown: "md", PlainText: "txt", HTML: "html", JSON: "json", FHIR: "fhir.json", CSV: "csv"}

// inEveryFormat are the documents whose every format is looked at: one tree has
// one Markdown and one HTML, whatever stands in it.
var inEveryFormat = []Name{Card, MyPlan, SupportPlan, GettingReady}

// FHIR has its goldens in its own package, and a PDF is read back in its own test.
func TestGolden(t *testing.T) {
	visits := []struct {
		name string
		r    *model.Record
	}{{"peggy", peggy(t)}, {"harjit", harjit(t, true)}, {"yusuf", yusuf(t)}}
	for _, v := range visits {
		for _, name := range Documents(v.r.Conversation.Kind) {
			to := person
			if name == SupportPlan {
				to = council
			}
			for _, as := range Formats(name) {
				if as != FHIR && as != PDF && name != Prompts && (slices.Contains(inEveryFormat, name) || !slices.Contains([]Format{Markdown, HTML}, as)) {
					golden(t, v.name+"-"+string(name)+"."+endings[as], export(t, v.r, name, as, to))
				}
			}
		}
	}
}

func TestGoldenCopies(t *testing.T) {
	r, prep := peggy(t), yusuf(t)
	golden(t, "peggy-for-gp.txt", export(t, r, SupportPlan, PlainText, sharing(t, r, "Her GP")))
	golden(t, "peggy-for-bowls-club.txt", export(t, r, MyPlan, PlainText, sharing(t, r, "Bowls club secretary")))
	golden(t, "peggy-decided-support-plan.txt", export(t, decided(t), SupportPlan, PlainText, council))
	golden(t, "peggy-decided-my-plan.txt", export(t, decided(t), MyPlan, PlainText, person))
	golden(t, "peggy-decided-blocks.txt", export(t, decided(t), Blocks, PlainText, council))
	golden(t, "assessment-prompts.txt", export(t, r, Prompts, PlainText, council))
	golden(t, "harjit-everything.txt", export(t, harjit(t, true), Everything, PlainText, whole))
	golden(t, "yusuf-for-assessor.txt", export(t, prep, GettingReady, PlainText, sharing(t, prep, "The assessor")))
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", name, diff)
	}
}

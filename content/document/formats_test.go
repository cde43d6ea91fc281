package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"html"
	"slices"
	"strings"
	"testing"

	"ownwords/content"
	"ownwords/model"
)

func TestPunjabiAndEmojiByteForByte(t *testing.T) {
	for _, name := range []Name{MyPlan, SupportPlan} {
		for _, as := range []Format{Markdown, PlainText, HTML} {
			page := export(t, harjit(t, true), name, as, person)
			for _, want := range []string{`"` + roti + `"`, `"Sunday at the gurdwara I serve. I am not the one who is served. 🙏🏽"`} {
				if !strings.Contains(page, want) {
					t.Errorf("%s as %s lacks %s", name, as, want)
				}
			}
		}
	}
	var back model.Record
	if err := json.Unmarshal([]byte(export(t, harjit(t, true), Record, JSON, council)), &back); err != nil {
		t.Fatal(err)
	}
	if got := back.Notes[0].Through.Original; got != roti {
		t.Errorf("the JSON gives back %q, want %q", got, roti)
	}
}

func TestWhatDoesNotGoTogether(t *testing.T) {
	tests := []struct {
		r    *model.Record
		name Name
		as   Format
	}{
		{peggy(t), Card, JSON},
		{peggy(t), MyPlan, FHIR},
		{peggy(t), GettingReady, HTML},
		{peggy(t), Record, HTML},
		{peggy(t), "letter", HTML},
		{yusuf(t), SupportPlan, HTML},
		{yusuf(t), MyPlan, PlainText},
		{peggy(t), Card, "docx"},
	}
	for _, tt := range tests {
		out, err := Export(tt.r, options(t, tt.r, tt.name, tt.as, person))
		if e, ok := errors.AsType[*UnsuitedError](err); !ok || out != nil || e.Document != tt.name || e.As != tt.as {
			t.Errorf("Export(%s as %s of a %s) = %q, %v, want an UnsuitedError", tt.name, tt.as, tt.r.Conversation.Kind, out, err)
		}
	}
}

func TestJSONGivesTheRecordBack(t *testing.T) {
	r := peggy(t)
	back, err := model.DecodeRecord([]byte(export(t, r, Record, JSON, council)))
	if err != nil {
		t.Fatal(err)
	}
	want, refusal := r.For(council)
	if refusal.Refused() {
		t.Fatal("the council's copy was refused")
	}
	a, b := mustJSON(t, back), mustJSON(t, want)
	if !bytes.Equal(a, b) {
		t.Errorf("the JSON gives back another record:\n%s\nwant\n%s", a, b)
	}
}

func mustJSON(t *testing.T, r *model.Record) []byte {
	t.Helper()
	raw, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestFHIRIsADocumentBundle(t *testing.T) {
	r := peggy(t)
	for _, name := range []Name{SupportPlan, Record} {
		var bundle struct {
			ResourceType, Type string
			Entry              []struct{ Resource struct{ ResourceType string } }
		}
		if err := json.Unmarshal([]byte(export(t, r, name, FHIR, council)), &bundle); err != nil {
			t.Fatal(err)
		}
		if bundle.ResourceType != "Bundle" || bundle.Type != "document" || len(bundle.Entry) == 0 ||
			bundle.Entry[0].Resource.ResourceType != "Composition" {
			t.Errorf("%s as FHIR is a %s of type %s that does not begin with a Composition", name, bundle.ResourceType, bundle.Type)
		}
	}
	if page := export(t, r, SupportPlan, FHIR, person); strings.Contains(page, "lonely") || strings.Contains(page, `"Ron"`) {
		t.Errorf("the household's FHIR tells what its pages do not")
	}
}

func TestLargePrint(t *testing.T) {
	r := peggy(t)
	for _, tt := range []struct {
		name  Name
		large bool
		want  string
	}{
		{SupportPlan, false, "html { font-size: 12pt; }"},
		{MyPlan, false, "html { font-size: 16pt; }"},
		{Card, false, "html { font-size: 16pt; }"},
		{SupportPlan, true, "html { font-size: 20pt; }"},
	} {
		o := options(t, r, tt.name, HTML, person)
		o.LargePrint = tt.large
		page, err := Export(r, o)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(page, []byte(tt.want)) {
			t.Errorf("%s, large print %t, lacks %q", tt.name, tt.large, tt.want)
		}
	}
}

func TestHTMLReachesOutToNothing(t *testing.T) {
	page := export(t, peggy(t), MyPlan, HTML, person)
	for _, word := range []string{"<script", "http:", "https:", "url(", "@import", "<img", "<link", "src="} {
		if strings.Contains(page, word) {
			t.Errorf("the page has %q in it", word)
		}
	}
}

func TestEveryDocumentOfARecordWithNothingInItYet(t *testing.T) {
	for kind, first := range map[model.ConversationKind]string{
		model.Assessment: "Draft. Not agreed and not final.", model.Preparation: "Getting ready, still being written.",
	} {
		r := (&model.Record{ID: model.NewID()}).
			With(&model.Conversation{Head: model.Head{ID: "conversation"}, Kind: kind, Standing: model.Draft}).
			With(&model.Person{Head: model.Head{ID: "person"}, FullName: "Somebody New"})
		for _, name := range Documents(kind) {
			for _, as := range []Format{Markdown, PlainText} {
				if name == Record {
					continue
				}
				begins := first
				if own := paperOf(name).standing; own != "" {
					begins = content.English().Say(model.Msg(own, "name", "Somebody"))
				}
				if page := export(t, r, name, as, person); !strings.HasPrefix(page, begins) || strings.Contains(page, "[") {
					t.Errorf("%s as %s of a record with nothing in it = %q", name, as, page)
				}
			}
		}
		if page := export(t, r, Record, JSON, person); !strings.Contains(page, "Somebody New") {
			t.Errorf("the JSON of a record with nothing in it = %s", page)
		}
	}
}

func TestOnePlanSaysTheSameAsAPageAsJSONAndAsFHIR(t *testing.T) {
	for name, r := range map[string]*model.Record{"decided": decided(t), "harjit": harjit(t, true)} {
		given, _ := r.For(council)
		page := html.UnescapeString(export(t, r, SupportPlan, HTML, council))
		markdown := unmarkedUp.Replace(export(t, r, SupportPlan, Markdown, council))
		record, bundle := stringsIn(t, export(t, r, Record, JSON, council)), stringsIn(t, export(t, r, SupportPlan, FHIR, council))
		texts := textsIn(t, given)
		if len(texts) < 20 {
			t.Fatalf("the copy of %s has %d texts, want a whole plan", name, len(texts))
		}
		for _, text := range texts {
			if !strings.Contains(page, text) || !strings.Contains(markdown, text) {
				t.Errorf("a page of %s lacks %q", name, text)
			}
			if !slices.Contains(record, text) {
				t.Errorf("the JSON of %s lacks %q", name, text)
			}
			if !slices.Contains(bundle, text) {
				t.Errorf("the FHIR of %s lacks %q", name, text)
			}
		}
	}
}

// unmarkedUp takes the backslashes out that keep Markdown from reading markup.
var unmarkedUp = strings.NewReplacer(`\\`, `\`, `\`, "")

// stringsIn are all strings of a JSON document.
func stringsIn(t *testing.T, page string) []string {
	t.Helper()
	var tree any
	if err := json.Unmarshal([]byte(page), &tree); err != nil {
		t.Fatal(err)
	}
	var out []string
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			out = append(out, v)
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			for _, x := range v {
				walk(x)
			}
		}
	}
	walk(tree)
	return out
}

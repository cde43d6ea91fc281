package fhir

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ownwords/model"
	"ownwords/model/testdata/rounds"
)

func TestEveryWordIsFoundAgainAndReadBack(t *testing.T) {
	for name, r := range visits() {
		bundle := Transaction(Resources(r, optionsFor(t)))
		if lost := missing(r, decode(t, bundle)); len(lost) > 0 {
			t.Errorf("%s: %d texts are not in the Bundle", name, len(lost))
		}
		if name == "empty" {
			continue
		}
		for _, b := range [][]byte{bundle, Document(r, optionsFor(t))} {
			back, err := Read(b)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if diff := cmp.Diff(r, back); diff != "" {
				t.Errorf("%s came back changed:\n%s", name, diff)
			}
		}
	}
}

func TestEveryGeneratedRecord(t *testing.T) {
	rounds.Few(t, func(t *rapid.T) {
		r := records(t)
		o := optionsFor(t)
		bundle := Transaction(checkAll(t, r, o))
		if lost := missing(r, decode(t, bundle)); len(lost) > 0 {
			t.Fatalf("lost: %q", lost)
		}
		back, err := Read(bundle)
		if err != nil {
			t.Fatalf("Read: %v", err)
		}
		if diff := cmp.Diff(carried(t, r), back); diff != "" {
			t.Fatalf("came back changed:\n%s", diff)
		}
	})
}

// carried is a record as far as R4 can carry it: its texts cleaned, and those
// gone that were only blank.
func carried(t *rapid.T, r *model.Record) *model.Record {
	raw, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	out, err := model.DecodeRecord(encode(decode(t, raw)))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestATextTooLongForOneStringGoesOn(t *testing.T) {
	b := begin("long", "Somebody", model.Assessment, model.Agreed)
	long := strings.Repeat("ਮੈਂ ", maxText/9)
	p := b.add(&model.Voice{Name: "Somebody", Role: model.RolePerson})
	b.add(&model.Note{Voice: p, Text: long, Typed: morning})
	list := Resources(b.r, optionsFor(t))
	for _, x := range list {
		if bad := Check(treeOf(x.JSON)); len(bad) > 0 {
			t.Errorf("%s: %v", x.Type, bad)
		}
	}
	back, err := Read(Transaction(list))
	if err != nil {
		t.Fatal(err)
	}
	if got := back.Notes[0].Text; got != long {
		t.Errorf("%d bytes came back, want %d", len(got), len(long))
	}
}

func TestANarrativeEndsBeforeItIsTooLongAndSaysWhereTheRestIs(t *testing.T) {
	b := begin("long", "Somebody", model.Assessment, model.Agreed)
	p := b.add(&model.Voice{Name: "Somebody", Role: model.RolePerson})
	for range 6 { // each five times as long in a narrative
		b.add(&model.Note{Voice: p, Text: "The first words. " + strings.Repeat("&", 48<<10), Typed: morning})
	}
	list := Resources(b.r, optionsFor(t))
	form := only(t, list, "QuestionnaireResponse")
	div := at(form, "text", "div").(string)
	if got := len(div); got > maxText || got < maxText/2 {
		t.Errorf("the narrative has %d bytes, want most of %d", got, maxText)
	}
	if want := "<p>" + catalogue()["fhir.text.more"] + "</p></div>"; !strings.HasSuffix(div, want) {
		t.Errorf("the narrative ends %q, want %q", div[len(div)-len(want):], want)
	}
	if lost := missing(b.r, decode(t, Transaction(list))); len(lost) > 0 {
		t.Errorf("%d texts are in no resource", len(lost))
	}
}

func TestHelpHasNoEmptyLines(t *testing.T) {
	plan := only(t, Resources(peggy(model.Agreed), optionsFor(t)), "CarePlan")
	for _, a := range plan["activity"].(list) {
		if text, _ := at(a, "detail", "description").(string); strings.Contains(text, "\n\n") || strings.HasSuffix(text, "\n") {
			t.Errorf("help is told as %q", text)
		}
	}
}

func TestReadRefusesWhatIsNotOurs(t *testing.T) {
	tests := []struct {
		name, bundle string
		want         error
	}{
		{"no JSON", "<html>", model.ErrNotJSON},
		{"somebody else's", `{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient"}}]}`, ErrNoConversation},
		{"newer", `{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"QuestionnaireResponse","questionnaire":"urn:ownwords:Questionnaire/conversation|99"}}]}`, model.ErrNewer},
		{"without an id", `{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"QuestionnaireResponse","questionnaire":"urn:ownwords:Questionnaire/conversation|1"}}]}`, model.ErrNotRecord},
	}
	for _, tt := range tests {
		if _, err := Read([]byte(tt.bundle)); !errors.Is(err, tt.want) {
			t.Errorf("%s: Read = %v, want %v", tt.name, err, tt.want)
		}
	}
}

// TestThreeValidators runs other people's validators over the visits and some
// generated records, where OWNWORDS_FHIR_PEER names the folder they are in.
// Without it our own check has to do. OWNWORDS_FHIR_MANY says how many records,
// of which the tenth and each fiftieth after it have texts of 100 kB.
func TestThreeValidators(t *testing.T) {
	peer, n := os.Getenv("OWNWORDS_FHIR_PEER"), 10
	if many, err := strconv.Atoi(os.Getenv("OWNWORDS_FHIR_MANY")); err == nil {
		n = many
	}
	judged := validators{dir: t.TempDir(), peer: peer}
	for name, r := range visits() {
		judged.both(t, strings.ReplaceAll(name, " ", "-"), r)
	}
	before := thaw(t, Transaction(Resources(peggy(model.Agreed), optionsFor(t))))
	now := Resources(bare(), optionsFor(t))
	judged.write(t, "withdrawn", Transaction(append(now, Withdrawn(before, now)...)))
	usual, long := rapid.Custom(records), rapid.Custom(longRecords)
	for i := range n {
		r := usual.Example(i)
		if i%50 == 9 {
			r = long.Example(i)
		}
		judged.both(t, fmt.Sprintf("generated-%04d", i), r)
	}
	signed := optionsFor(t)
	signed.SignedOff = true
	judged.write(t, "signed-off", Document(peggy(model.Final), signed))
	judged.judge(t)
	if peer == "" {
		t.Log("OWNWORDS_FHIR_PEER is not set: only our own check was run")
	}
}

// validators are other people's programs that look at files, some at a time.
type validators struct {
	dir, peer string
	files     []string
}

func (v *validators) both(t *testing.T, name string, r *model.Record) {
	t.Helper()
	v.write(t, name+"-transaction", Transaction(checkAll(t, r, optionsFor(t))))
	v.write(t, name+"-document", checkDocument(t, r))
}

func (v *validators) write(t *testing.T, name string, raw []byte) {
	t.Helper()
	if v.peer == "" {
		return
	}
	file := filepath.Join(v.dir, name+".json")
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if v.files = append(v.files, file); len(v.files) == 100 {
		v.judge(t)
	}
}

func (v *validators) judge(t *testing.T) {
	t.Helper()
	if len(v.files) == 0 {
		return
	}
	cmd := exec.CommandContext(t.Context(), "node", append([]string{"validate.mjs", "--quiet"}, v.files...)...)
	cmd.Dir = v.peer
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%.4000s", err, out)
	}
	for _, file := range v.files {
		if err := os.Remove(file); err != nil {
			t.Error(err)
		}
	}
	v.files = nil
}

// FuzzRead reads Bundles that somebody bent: what is read at all can be sent and
// read again, and says the same then.
func FuzzRead(f *testing.F) {
	o := optionsFor(f)
	for _, r := range visits() {
		f.Add(Transaction(Resources(r, o)))
	}
	f.Fuzz(func(t *testing.T, bundle []byte) {
		r, err := Read(bundle)
		if err != nil || r.Conversation == nil {
			return
		}
		sent := Transaction(Resources(r, o))
		if lost := missing(r, decode(t, sent)); len(lost) > 0 {
			t.Fatalf("lost: %q", lost)
		}
		once, err := Read(sent)
		if err != nil {
			t.Fatalf("what was sent can't be read: %v", err)
		}
		twice, err := Read(Transaction(Resources(once, o)))
		if diff := cmp.Diff(once, twice); err != nil || diff != "" {
			t.Fatalf("read and sent again: %v\n%s", err, diff)
		}
	})
}

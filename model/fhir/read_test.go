package fhir

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
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
		if bad := Check(x.JSON); len(bad) > 0 {
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

// TestThreeValidators runs other people's validators over the visits and fifty
// generated records, where OWNWORDS_FHIR_PEER names the folder they are in.
// Without it our own check has to do.
func TestThreeValidators(t *testing.T) {
	dir := t.TempDir()
	var files []string
	write := func(name string, raw []byte) {
		file := filepath.Join(dir, name+".json")
		if err := os.WriteFile(file, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	both := func(name string, r *model.Record) {
		write(name+"-transaction", Transaction(checkAll(t, r, optionsFor(t))))
		checkDocument(t, r)
		write(name+"-document", Document(r, optionsFor(t)))
	}
	for name, r := range visits() {
		both(strings.ReplaceAll(name, " ", "-"), r)
	}
	generated := rapid.Custom(records)
	peer, n := os.Getenv("OWNWORDS_FHIR_PEER"), 10
	if peer != "" {
		n = 50
	}
	for i := range n {
		both(fmt.Sprintf("generated-%02d", i), generated.Example(i))
	}
	if peer == "" {
		t.Log("OWNWORDS_FHIR_PEER is not set: only our own check was run")
		return
	}
	cmd := exec.CommandContext(t.Context(), "node", append([]string{"validate.mjs", "--quiet"}, files...)...)
	cmd.Dir = peer
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%.4000s", err, out)
	}
}

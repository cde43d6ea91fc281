package model

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ownwords/model/testdata/rounds"
)

var update = flag.Bool("update", false, "write the generated files anew")

func encoded(t interface {
	Helper()
	Fatal(...any)
}, r *Record,
) []byte {
	t.Helper()
	raw, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// Import of an export gives the same record back, whatever was typed.
func TestARecordComesBackFromItsJSON(t *testing.T) {
	rounds.Few(t, func(t *rapid.T) {
		r := anyRecord().Draw(t, "record")
		raw := encoded(t, r)
		got, err := DecodeRecord(raw)
		if err != nil {
			t.Fatalf("DecodeRecord: %v", err)
		}
		same(t, "strictly", r, got)
		var own Record
		if err := json.Unmarshal(raw, &own); err != nil {
			t.Fatal(err)
		}
		same(t, "as its own", r, &own)
		if again := encoded(t, got); !bytes.Equal(again, raw) {
			t.Fatalf("written again it is\n%s\nwant\n%s", again, raw)
		}
	})
}

func TestTheVisitsComeBackFromTheirJSON(t *testing.T) {
	for _, r := range []*Record{peggy(), harjit(), yusuf()} {
		var pretty bytes.Buffer
		if err := json.Indent(&pretty, encoded(t, r), "", "\t"); err != nil {
			t.Fatal(err)
		}
		got, err := DecodeRecord(pretty.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		same(t, r.Person.FullName, r, got)
	}
	if !strings.Contains(string(encoded(t, harjit())), "ਮੈਂ ਆਪਣੀ ਰੋਟੀ ਆਪ ਬਣਾਉਣੀ ਚਾਹੁੰਦੀ ਹਾਂ") {
		t.Error("Harjit's words are not in her record byte for byte")
	}
}

// The record that version 1 wrote. This file is never written anew: every
// later version opens it as it is.
func TestTheFirstRecordStillOpens(t *testing.T) {
	file, err := os.ReadFile("testdata/record-v1.json")
	if err != nil {
		t.Fatal(err)
	}
	r, err := DecodeRecord(file)
	if err != nil {
		t.Fatalf("DecodeRecord: %v", err)
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, encoded(t, r), "", "  "); err != nil {
		t.Fatal(err)
	}
	pretty.WriteByte('\n')
	if !bytes.Equal(pretty.Bytes(), file) {
		t.Errorf("written again it is\n%s", pretty.Bytes())
	}
	for _, s := range slots {
		found := false
		for range s.each(r) {
			found = true
		}
		if later := slices.Contains(laterKinds, s.kind); found == later {
			t.Errorf("it holds a %s: %t, want %t", s.kind, found, !later)
		}
	}
	if s := r.Sums(); s.Council.String() != "53.75" || s.Own.String() != "4.50" {
		t.Errorf("its sums are %s and %s, want 53.75 and 4.50", s.Council, s.Own)
	}
	if got := r.Wants[0].Words.String(); got != `"I want to get back to the bowls club on a Wednesday. Not to watch. To bowl."` {
		t.Errorf("what Peggy wants first is %s", got)
	}
	if d := r.Risks[0].Differ; d.Empty() || len(r.Risks[0].Views) != 3 {
		t.Errorf("of the canal it keeps %d views and differs %q", len(r.Risks[0].Views), d)
	}
}

// laterKinds came after the first record was written.
var laterKinds = []PartKind{
	KindNeed, KindAdvice, KindDecision, KindPower, KindAdvocacy, KindWishes, KindPayment, KindDeal, KindOwed,
}

// whole is a record as small as it may be, with text in it.
const whole = `{"format":1,"id":"r",
"conversation":{"id":"conversation","kind":"assessment","guide":"g","guideVersion":1,"standing":"draft","began":"2026-09-15T09:00:00Z"},
"person":{"id":"person","fullName":"Peggy"},
"note":[
 {"id":"a","voice":"v","text":"canal","typed":"2026-09-15T09:00:00Z"},
 {"id":"b","voice":"v","text":"canal","typed":"2026-09-15T09:00:00Z"}
],
"risk":[{"id":"k","words":{"text":"canal"},"views":[{"voice":"v"},{"voice":"w","stand":"for"}]}]}`

func TestWhatIsWrongWithAFileAndWhere(t *testing.T) {
	if _, err := DecodeRecord([]byte(whole)); err != nil {
		t.Fatalf("DecodeRecord of a whole record: %v", err)
	}
	tests := []struct {
		name, old, new string
		at             string // the place is where this text begins
		where          string
		fault          error
	}{
		{"nothing", whole, "", "", "", ErrNotJSON},
		{"a photograph", whole, "\x89PNG\r\n canal", "\x89", "", ErrNotJSON},
		{"cut off", `"stand":"for"}]}]}`, `"stand":"for"}]}`, "}", "", ErrNotJSON},
		{"a comma too many", `"views":[`, `"views":[,`, `,{"voice":"v"}`, "", ErrNotJSON},
		{"something behind it", `]}]}`, `]}]} #canal`, "#", "", ErrNotJSON},
		{"a list", whole, "\n\n [\"canal\"]", "[", "", ErrNotRecord},
		{"a number", whole, "12", "12", "", ErrNotRecord},
		{"no format", `"format":1,`, ``, "{", "format", ErrMissing},
		{"format 0", `"format":1,`, `"format":0,`, "{", "format", ErrMissing},
		{"a format in words", `"format":1,`, `"format":"canal",`, `"canal","id"`, "format", ErrNoValue},
		{"a newer format", `"format":1,`, `"format":2,"canal":2,`, `2,"canal"`, "format", ErrNewer},
		{"no id", `"id":"r",`, ``, "{", "id", ErrMissing},
		{"an id that is none", `"id":"r",`, `"id":7,`, "7", "id", ErrNoValue},
		{"nobody", `"person":{"id":"person","fullName":"Peggy"},`, ``, "{", "conversation, person", ErrMissing},
		{"the person twice", `"note":[`, `"person":{"id":"person","fullName":"canal"},"note":[`, `{"id":"person","fullName":"canal"}`, "person", ErrTwice},
		{"persons", `{"id":"person","fullName":"Peggy"}`, `[{"id":"person","fullName":"Peggy"}]`, `[{"id":"person"`, "person", ErrNoValue},
		{"a note alone", `"note":[`, `"note":{"id":"n"},"topic":[`, `{"id":"n"}`, "note", ErrNoValue},
		{"a note in words", ` {"id":"b",`, ` "canal",{"id":"b",`, `"canal",{`, "note[1]", ErrNoValue},
		{"a field of another's", `"fullName":"Peggy"`, `"fullName":"Peggy","canal":7`, "7", "person", ErrNoField},
		{"a field in capitals", `"id":"b","voice":`, `"id":"b","Voice": `, `"v","text":"canal","typed":"2026-09-15T09:00:00Z"}` + "\n]", "note[1]", ErrNoField},
		{"a field twice", `"id":"b","voice":"v"`, `"id":"b","voice":"v","voice":"w2"`, `"w2"`, "note[1].voice", ErrTwice},
		{"a text that is a number", `"id":"b","voice":"v","text":"canal"`, `"id":"b","voice":"v","text":77`, "77", "note[1].text", ErrNoValue},
		{"a text that is nothing", `"id":"b","voice":"v","text":"canal"`, `"id":"b","voice":"v","text":null`, "null", "note[1].text", ErrNoValue},
		{"a text of broken bytes", `"id":"b","voice":"v","text":"canal"`, "\"id\":\"b\",\"voice\":\"v\",\"text\":\"can\xff\"", "\"can\xff", "note[1].text", ErrNoValue},
		{"half a character", `"id":"b","voice":"v","text":"canal"`, `"id":"b","voice":"v","text":"\ud83d"`, `"\ud83d`, "note[1].text", ErrNoValue},
		{"no day of any calendar", "canal\",\"typed\":\"2026-09-15T09:00:00Z\"}\n", "canal\",\"typed\":\"2026-09-35T09:00:00Z\"}\n", `"2026-09-35`, "note[1].typed", ErrNoValue},
		{"a list that is none", `"views":[{"voice":"v"},{"voice":"w","stand":"for"}]`, `"views":"canals"`, `"canals"`, "risk[0].views", ErrNoValue},
		{"words that are a text", `"words":{"text":"canal"}`, `"words":"canals"`, `"canals"`, "risk[0].words", ErrNoValue},
		{"far inside", `"stand":"for"`, `"stand":true`, "true", "risk[0].views[1].stand", ErrNoValue},
		{"half a number", `"guideVersion":1`, `"guideVersion":1.5`, "1.5", "conversation.guideVersion", ErrNoValue},
		{"a part without id", `"id":"k",`, ``, `{"words"`, "risk[0].id", ErrMissing},
		{"two notes of one id", `"id":"b"`, `"id":"a"`, `{"id":"a","voice":"v","text":"canal","typed":"2026-09-15T09:00:00Z"}` + "\n]", "note[1].id", ErrTwice},
		{"two parts of one id", `"id":"k"`, `"id":"a"`, `{"id":"a","words"`, "risk[0].id", ErrTwice},
		{"a drawer that is none", `"id":"k"`, `"id":"k","drawer":"canal"`, `{"id":"k"`, "risk[0].drawer", ErrNoValue},
		{"an order that is none", `"id":"k"`, `"id":"k","order":"canal0"`, `{"id":"k"`, "risk[0].order", ErrNoValue},
		{"a new kind in words", `"note":[`, `"canal":"canals","note":[`, `"canals"`, "", ErrNoValue},
		{"a new kind without id", `"note":[`, `"canal":[{"canal":1}],"note":[`, `{"canal":1}`, "[0].id", ErrMissing},
		{"a new kind that would change its shape", `"note":[`, `"canal":{"id":"c"},"note":[`, `{"id":"c"}`, ".id", ErrNoValue},
		{"a new kind twice", `"note":[`, `"canal":[],"canal":[ ],"note":[`, `[ ]`, "", ErrTwice},
	}
	for _, tt := range tests {
		file := strings.Replace(whole, tt.old, tt.new, 1)
		r, err := DecodeRecord([]byte(file))
		e, ok := errors.AsType[*FormatError](err)
		if !ok || r != nil {
			t.Errorf("%s: DecodeRecord() = %v, %v, want a FormatError", tt.name, r, err)
			continue
		}
		before := file[:strings.LastIndex(file, tt.at)]
		line, column := strings.Count(before, "\n")+1, len(before)-strings.LastIndex(before, "\n")
		if tt.at == "{" {
			line, column = 1, 1
		}
		if e.Line != line || e.Column != column || e.Where != tt.where || !errors.Is(err, tt.fault) {
			t.Errorf("%s: %v, want line %d, column %d, %s: %v", tt.name, err, line, column, tt.where, tt.fault)
		}
		if strings.Contains(err.Error(), "canal") {
			t.Errorf("%s: the error repeats what stands in the file: %v", tt.name, err)
		}
		if tt.fault != ErrNotJSON && tt.fault != ErrNewer && !errors.Is(err, ErrNotRecord) {
			t.Errorf("%s: %v is not told as ErrNotRecord too", tt.name, err)
		}
	}
}

func TestAFaultSaysItsPlaceInWords(t *testing.T) {
	file := strings.Replace(whole, `"stand":"for"`, `"stand":true`, 1)
	_, err := DecodeRecord([]byte(file))
	want := "line 8, column 88, risk[0].views[1].stand: not a record: no value of this field"
	if err == nil || err.Error() != want {
		t.Errorf("DecodeRecord() = %v, want %s", err, want)
	}
}

// A record that this program wrote is read though a later one added fields to
// kinds it knows: it is the store that refuses to write it back.
func TestItsOwnFilesAreReadGenerously(t *testing.T) {
	file := strings.Replace(whole, `"id":"k",`, `"id":"k","added":{"later":1},`, 1)
	var r Record
	if err := json.Unmarshal([]byte(file), &r); err != nil || len(r.Risks) != 1 {
		t.Errorf("Unmarshal = %v and %d risks, want one", err, len(r.Risks))
	}
	var drawer Record
	if err := json.Unmarshal([]byte(`{"format":1,"id":"r","note":[{"id":"a"}]}`), &drawer); err != nil || len(drawer.Notes) != 1 {
		t.Errorf("a drawer without the person: %v", err)
	}
	if err := json.Unmarshal([]byte(`{"format":9,"id":"r"}`), &r); !errors.Is(err, ErrNewer) {
		t.Errorf("a newer record = %v, want ErrNewer", err)
	}
	if len(r.Risks) != 1 {
		t.Error("a record that could not be read took the old one away")
	}
}

func FuzzDecodeRecord(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte(`{"format":1,"id":"r","new":[{"id":"x","a":1e999}],"one":{"id":"one"}}`))
	f.Add([]byte("{\"format\":1,\"id\":\"\xff\"}"))
	for _, r := range []*Record{peggy(), harjit(), yusuf()} {
		f.Add(encoded(f, r))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := DecodeRecord(data)
		if err != nil {
			e, ok := errors.AsType[*FormatError](err)
			if !ok || e.Line < 1 || e.Column < 1 {
				t.Fatalf("DecodeRecord = %#v", err)
			}
			return
		}
		again, err := DecodeRecord(encoded(t, r))
		if err != nil {
			t.Fatalf("what was read and written can't be read: %v", err)
		}
		same(t, "read, written and read", r, again)
	})
}

package model

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	reflected "github.com/invopop/jsonschema"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"ownwords/model/testdata/rounds"
)

// The schema that is published is the one of the types. After a change of them:
// go test ./model -run Schema -update
func TestSchemaIsThatOfTheTypes(t *testing.T) {
	want := generatedSchema(t)
	if *update {
		if err := os.WriteFile("schema.json", want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(Schema(), want) {
		t.Error("schema.json is not that of the types; go test ./model -run Schema -update writes it anew")
	}
}

// generatedSchema makes the schema of a record out of those of its parts.
func generatedSchema(t *testing.T) []byte {
	t.Helper()
	r := &reflected.Reflector{Anonymous: true, Mapper: codeSchema}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		if err := r.AddGoComments("ownwords/model", f); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range r.CommentMap {
		r.CommentMap[name] = strings.Join(strings.Fields(text), " ")
	}
	one := func(typ reflect.Type) *reflected.Schema { return &reflected.Schema{Ref: "#/$defs/" + typ.Name()} }
	root := &reflected.Schema{
		Version:     "https://json-schema.org/draft/2020-12/schema",
		ID:          "urn:ownwords:record:1",
		Title:       "Record",
		Description: "Everything held about one conversation with one person. A kind of part that is not described here is kept as it came: a list, or one part whose id is its kind.",
		Type:        "object",
		Definitions: reflected.Definitions{},
		Properties:  reflected.NewProperties(),
		Required:    []string{"format", "id", "conversation", "person"},
	}
	root.Properties.Set("format", &reflected.Schema{Const: Format, Description: "The version of this format."})
	root.Properties.Set("id", &reflected.Schema{Type: "string", MinLength: new(uint64(1)), Description: r.CommentMap["ownwords/model.ID"]})
	for _, s := range slots {
		typ := reflect.TypeOf(s.fresh()).Elem()
		part := r.ReflectFromType(typ)
		for name, def := range part.Definitions {
			describe(r, name, def)
			root.Definitions[name] = def
		}
		if s.single {
			root.Properties.Set(string(s.kind), one(typ))
		} else {
			root.Properties.Set(string(s.kind), &reflected.Schema{Type: "array", Items: one(typ)})
		}
	}
	unknown := &reflected.Schema{
		Type: "object", Required: []string{"id"}, Properties: reflected.NewProperties(),
		Description: "A part of a kind that a newer version knows.",
	}
	unknown.Properties.Set("id", &reflected.Schema{Type: "string", MinLength: new(uint64(1))})
	root.Definitions["Unknown"] = unknown
	ref := &reflected.Schema{Ref: "#/$defs/Unknown"}
	root.AdditionalProperties = &reflected.Schema{OneOf: []*reflected.Schema{ref, {Type: "array", Items: ref}}}
	raw, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(raw, '\n')
}

// codeSchema lists the values of the program's own words.
func codeSchema(t reflect.Type) *reflected.Schema {
	switch {
	case t == idType:
		return &reflected.Schema{Type: "string"}
	case codes[t] != nil:
		return enum(codes[t])
	}
	return nil
}

func enum(values []string) *reflected.Schema {
	s := &reflected.Schema{Type: "string"}
	for _, v := range values {
		s.Enum = append(s.Enum, v)
	}
	return s
}

// describe adds what a type of part can't say of itself.
func describe(r *reflected.Reflector, typ string, def *reflected.Schema) {
	if text := r.CommentMap["ownwords/model."+typ]; text != "" {
		def.Description = text
	}
	for field, values := range fieldCodes {
		of, name, _ := strings.Cut(field, ".")
		if of != typ || values == nil {
			continue
		}
		property, ok := def.Properties.Get(jsonName(of, name))
		switch {
		case ok && property.Items != nil:
			property.Items.Enum = enum(values).Enum
		case ok:
			property.Enum = enum(values).Enum
		}
	}
	if typ == "Figure" {
		if value, ok := def.Properties.Get("value"); ok {
			value.Minimum, value.Maximum = json.Number("0"), json.Number("100000000000")
		}
	}
	if day, ok := def.Properties.Get("day"); ok && typ == "When" {
		day.Pattern = `^(\d{4}-\d{2}-\d{2})?$`
	}
	if order, ok := def.Properties.Get("order"); ok {
		order.Pattern = "^([0-9a-z]*[1-9a-z])?$"
	}
	if id, ok := def.Properties.Get("id"); ok {
		id.MinLength = new(uint64(1))
	}
}

func jsonName(typ, field string) string {
	out := ""
	everyType(func(t reflect.Type) {
		if f, ok := t.FieldByName(field); ok && t.Name() == typ {
			out, _, _ = strings.Cut(f.Tag.Get("json"), ",")
		}
	})
	return out
}

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("record.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("record.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(s *jsonschema.Schema, raw []byte) error {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	return s.Validate(doc)
}

func TestSchemaAllowsWhateverTheProgramWrites(t *testing.T) {
	s := compiled(t)
	golden, err := os.ReadFile("testdata/record-v1.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := validate(s, golden); err != nil {
		t.Errorf("the golden record: %v", err)
	}
	for _, r := range []*Record{peggy(), harjit(), yusuf()} {
		if err := validate(s, encoded(t, r)); err != nil {
			t.Errorf("%s: %v", r.Person.FullName, err)
		}
	}
	rounds.Few(t, func(t *rapid.T) {
		r := anyRecord().Draw(t, "record")
		if err := validate(s, encoded(t, r)); err != nil {
			t.Fatal(err)
		}
	})
}

func TestSchemaRefusesWhatIsNoRecord(t *testing.T) {
	s := compiled(t)
	if err := validate(s, []byte(whole)); err != nil {
		t.Fatalf("a whole record: %v", err)
	}
	tests := []struct{ name, old, new string }{
		{"no format", `"format":1,`, ``},
		{"another format", `"format":1`, `"format":2`},
		{"no id", `"id":"r",`, ``},
		{"an empty id", `"id":"r"`, `"id":""`},
		{"nobody", `"person":{"id":"person","fullName":"Peggy"},`, ``},
		{"a person without a name", `,"fullName":"Peggy"`, ``},
		{"a field too many", `"fullName":"Peggy"`, `"fullName":"Peggy","age":80`},
		{"a number for a text", `"text":"canal"`, `"text":7`},
		{"nothing for a text", `"text":"canal"`, `"text":null`},
		{"a note alone", `"note":[`, `"note":{"id":"n"},"more":[`},
		{"a note in words", `"note":[`, `"note":["canal",`},
		{"a time that is none", `"began":"2026-09-15T09:00:00Z"`, `"began":"yesterday"`},
		{"a stand that is none", `"stand":"for"`, `"stand":"perhaps"`},
		{"a drawer that is none", `"id":"k",`, `"id":"k","drawer":"top",`},
		{"an order that is none", `"id":"k",`, `"id":"k","order":"A0",`},
		{"a day that is none", `"id":"k",`, `"id":"k","look":{"day":"soon"},`},
		{"a code that is none", `"note":[`, `"visit":[{"id":"v","began":"2026-09-15T09:00:00Z","independent":"perhaps"}],"note":[`},
		{"a sum below nought", `"note":[`, `"budget":{"id":"budget","share":{"typed":"-1","value":-100}},"note":[`},
		{"a new kind in words", `"note":[`, `"needs":"many","note":[`},
		{"a new kind without ids", `"note":[`, `"needs":[{"text":"canal"}],"note":[`},
		{"a list", whole, `[]`},
	}
	for _, tt := range tests {
		broken := strings.Replace(whole, tt.old, tt.new, 1)
		if broken == whole {
			t.Fatalf("%s: nothing was broken", tt.name)
		}
		if err := validate(s, []byte(broken)); err == nil {
			t.Errorf("%s: the schema allows it", tt.name)
		}
	}
}

// Somebody who reads the schema alone must understand what a field is for.
func TestSchemaDescribesItsTypes(t *testing.T) {
	var doc struct {
		Defs map[string]struct {
			Description string `json:"description"`
		} `json:"$defs"`
	}
	if err := json.Unmarshal(Schema(), &doc); err != nil {
		t.Fatal(err)
	}
	var names []string
	everyType(func(typ reflect.Type) {
		if typ != reflect.TypeFor[Head]() {
			names = append(names, typ.Name())
		}
	})
	for _, name := range names {
		if doc.Defs[name].Description == "" {
			t.Errorf("%s is not described", name)
		}
	}
	if len(doc.Defs) != len(names)+1 {
		t.Errorf("%d types are described, want %d and the unknown", len(doc.Defs), len(names))
	}
	if first := Schema(); !slices.Equal(first, Schema()) {
		t.Error("Schema() differs from call to call")
	} else if first[0] = 'x'; Schema()[0] == 'x' {
		t.Error("whoever holds the schema can change it")
	}
}

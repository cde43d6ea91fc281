package fhir

import (
	"reflect"
	"strings"
	"sync"
	"time"

	"ownwords/model"
)

// shape is what a field of a record's JSON may hold, as the types of the model
// have it: the QuestionnaireResponse is made and read by it, so that a field
// added to the model is carried without a line here.
type shape struct {
	name   string
	list   bool
	answer string   // the R4 type of its answers; empty for a group
	fields []*shape // of a group, in the order of the model
}

// field returns the shape of a field, or nil where the model has none.
func (s *shape) field(name string) *shape {
	for _, f := range s.fields {
		if f.name == name {
			return f
		}
	}
	return nil
}

// recordShape is the shape of a record: a group of each kind of part.
var recordShape = sync.OnceValue(func() *shape {
	out := &shape{fields: []*shape{{name: "id", answer: "String"}}}
	part := reflect.TypeFor[model.Part]()
	for f := range reflect.TypeFor[model.Record]().Fields() {
		t := f.Type
		if t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		if !t.Implements(part) || t == reflect.TypeFor[*model.Unknown]() {
			continue
		}
		kind := reflect.New(t.Elem()).Interface().(model.Part).PartKind()
		s := shapeOf(string(kind), t)
		s.list = f.Type.Kind() == reflect.Slice
		out.fields = append(out.fields, s)
	}
	return out
})

func shapeOf(name string, t reflect.Type) *shape {
	s := &shape{name: name}
	if t.Kind() == reflect.Slice {
		s.list, t = true, t.Elem()
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t == reflect.TypeFor[time.Time]():
		s.answer = "DateTime"
	case t.Kind() == reflect.Struct:
		s.fields = fieldShapes(t)
	case t.Kind() == reflect.Bool:
		s.answer = "Boolean"
	case t.Kind() == reflect.String && t != reflect.TypeFor[string]() && t != reflect.TypeFor[model.ID]():
		s.answer = "Coding"
	case t.Kind() == reflect.String:
		s.answer = "String"
	default:
		s.answer = "Decimal"
	}
	return s
}

func fieldShapes(t reflect.Type) []*shape {
	var out []*shape
	for f := range t.Fields() {
		if f.Anonymous {
			out = append(out, fieldShapes(f.Type)...)
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		out = append(out, shapeOf(name, f.Type))
	}
	return out
}

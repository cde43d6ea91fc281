package model

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"time"

	"pgregory.net/rapid"
)

// anyRecord makes records that somebody could have typed, of all kinds of part
// and some of a version to come.
func anyRecord() *rapid.Generator[*Record] {
	return rapid.Custom(func(t *rapid.T) *Record {
		g := generator{t: t}
		r := &Record{ID: testID(0)}
		for i, s := range slots {
			count := 1
			if !s.single {
				count = rapid.IntRange(0, 2).Draw(t, string(s.kind))
			} else if i > 1 {
				count = rapid.IntRange(0, 1).Draw(t, string(s.kind))
			}
			order := ""
			for range count {
				p := s.fresh()
				g.fill(reflect.ValueOf(p).Elem())
				h := p.PartHead()
				order = OrderBetween(order, "")
				*h = Head{ID: g.id(), Order: order, Drawer: h.Drawer}
				g.figures(p)
				if s.single {
					*h = Head{ID: ID(s.kind), Drawer: h.Drawer}
				}
				r = r.With(p)
			}
		}
		for range rapid.IntRange(0, 2).Draw(t, "unknown") {
			r = r.With(g.unknown())
		}
		return r
	})
}

// figures makes every figure of a part one that somebody typed.
func (g *generator) figures(p Part) {
	typed := rapid.OneOf(rapid.SampledFrom([]string{"", "3", "£14.20", "14,20", "-1", "1e12", "0.75"}), rapid.String())
	for _, f := range figures(p) {
		*f.Figure, _ = ParseFigure(typed.Draw(g.t, "figure"), f.unit)
	}
}

type generator struct {
	t    *rapid.T
	last int
}

func (g *generator) id() ID {
	g.last++
	return testID(g.last)
}

// unknown is a part as a newer version would write it.
func (g *generator) unknown() *Unknown {
	kind, id := PartKind("needs\n\u2028\x01"), g.id()
	if rapid.Bool().Draw(g.t, "single") {
		kind, id = "capacity", "capacity"
	}
	text, err := json.Marshal(rapid.String().Draw(g.t, "text"))
	if err != nil {
		g.t.Fatal(err)
	}
	raw := fmt.Sprintf(`{"id": %q, "words": {"text": %s}, "n": 12345678901234567890, "drawer": "mine"}`, id, text)
	p, err := decodePart(kind, json.RawMessage(raw))
	if err != nil {
		g.t.Fatal(err)
	}
	return p.(*Unknown)
}

// fill gives every field of v a value.
func (g *generator) fill(v reflect.Value) {
	switch typ := v.Type(); {
	case typ == timeType:
		if rapid.Bool().Draw(g.t, "a time") {
			v.Set(reflect.ValueOf(time.Unix(rapid.Int64Range(0, 4e9).Draw(g.t, "time"), 123456789).UTC()))
		}
	case typ == idType:
		v.SetString(string(testID(rapid.IntRange(1, 20).Draw(g.t, "reference"))))
	case codes[typ] != nil:
		v.SetString(rapid.SampledFrom(codes[typ]).Draw(g.t, typ.Name()))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			field := typ.Field(i)
			choice := fieldCodes[typ.Name()+"."+field.Name]
			switch {
			case choice != nil && field.Type.Kind() == reflect.Slice:
				for _, one := range rapid.SliceOfNDistinct(rapid.SampledFrom(choice), 0, 2, rapid.ID).Draw(g.t, field.Name) {
					v.Field(i).Set(reflect.Append(v.Field(i), reflect.ValueOf(one)))
				}
			case choice != nil:
				v.Field(i).SetString(rapid.SampledFrom(choice).Draw(g.t, field.Name))
			case typ == reflect.TypeFor[When]() && field.Name == "Day":
				v.Field(i).SetString(rapid.SampledFrom([]string{"", "2026-09-15"}).Draw(g.t, "day"))
			case field.Name != "Order":
				g.fill(v.Field(i))
			}
		}
	case v.Kind() == reflect.Slice:
		for range rapid.IntRange(0, 2).Draw(g.t, "length") {
			one := reflect.New(typ.Elem()).Elem()
			g.fill(one)
			v.Set(reflect.Append(v, one))
		}
	case v.Kind() == reflect.Pointer:
		if rapid.Bool().Draw(g.t, "there") {
			v.Set(reflect.New(typ.Elem()))
			g.fill(v.Elem())
		}
	case v.Kind() == reflect.Bool:
		v.SetBool(rapid.Bool().Draw(g.t, "bool"))
	case v.CanInt():
		v.SetInt(rapid.Int64Range(0, 1e9).Draw(g.t, "number"))
	case typ == textType:
		v.SetString(rapid.OneOf(rapid.Just(""), rapid.String()).Draw(g.t, "text"))
	default:
		g.t.Fatalf("nobody has said what a %s may hold", typ)
	}
}

// everyType calls see with every struct type that is in a part, once.
func everyType(see func(reflect.Type)) {
	var seen []reflect.Type
	var walk func(reflect.Type)
	walk = func(t reflect.Type) {
		switch {
		case t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice:
			walk(t.Elem())
		case t.Kind() == reflect.Struct && t != timeType && !slices.Contains(seen, t):
			seen = append(seen, t)
			see(t)
			for field := range t.Fields() {
				walk(field.Type)
			}
		}
	}
	for _, s := range slots {
		walk(reflect.TypeOf(s.fresh()))
	}
}

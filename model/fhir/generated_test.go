package fhir

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"ownwords/model"
)

// texts are what hands, tongues and broken devices type.
var texts = rapid.OneOf(
	rapid.SampledFrom([]string{
		"", " ", "\u00a0", "\x00", "bell \a here", "tab\tline\r\nend", "🙏🏽 👨‍👩‍👧", "شكراً جزيلاً", "ਮੈਂ ਆਪਣੀ ਰੋਟੀ",
		"non\u00a0breaking\u2003blanks", "\u202eright to left\u202c", "<b>\"&amp;'</b>", "\ufeffmark", "e\u0301", "line\u2028two",
	}),
	rapid.StringN(0, 40, -1),
	rapid.SampledFrom([]string{"walking by the canal", "my own kitchen", `"To bowl."`}),
)

// longTexts are of 100 kB now and then, which is more than a narrative holds. A
// record has some hundred texts: more of these would only take long.
var longTexts = rapid.OneOf(append(slices.Repeat([]*rapid.Generator[string]{texts}, 29),
	rapid.Just(strings.Repeat("walking by the canal, and <back> & \"home\" 🙏🏽\n", 2000)))...)

var times = rapid.Map(rapid.Int64Range(0, 4e9), func(s int64) time.Time { return time.Unix(s, 0).UTC() })

// records draws a record with every field of every shared part filled in by
// its type, references to other parts among them.
func records(t *rapid.T) *model.Record { return drawing{T: t, texts: texts}.record() }

func longRecords(t *rapid.T) *model.Record { return drawing{T: t, texts: longTexts}.record() }

// drawing is a record being drawn.
type drawing struct {
	*rapid.T
	texts *rapid.Generator[string]
	ids   []model.ID // of other parts
}

func (t drawing) record() *model.Record {
	r := &model.Record{ID: drawID(t.T)}
	t.ids = []model.ID{drawID(t.T), drawID(t.T), drawID(t.T), drawID(t.T)}
	part := reflect.TypeFor[model.Part]()
	for f := range reflect.TypeFor[model.Record]().Fields() {
		typ, n := f.Type, 1
		if typ.Kind() == reflect.Slice {
			typ, n = typ.Elem(), rapid.IntRange(0, 2).Draw(t.T, "parts")
		}
		if !typ.Implements(part) || typ == reflect.TypeFor[*model.Unknown]() {
			continue
		}
		for i := range n {
			v := reflect.New(typ.Elem())
			t.fill(v.Elem())
			p := v.Interface().(model.Part)
			*p.PartHead() = model.Head{ID: model.ID(p.PartKind()), Order: string(rune('a' + i))}
			if f.Type.Kind() == reflect.Slice {
				p.PartHead().ID = model.ID(derived(string(r.ID), string(p.PartKind()), string(rune('a'+i))))
				if p.PartKind() == model.KindVoice && i < len(t.ids) {
					p.PartHead().ID = t.ids[i]
				}
			}
			r = r.With(p)
		}
	}
	return r
}

func drawID(t *rapid.T) model.ID {
	return model.ID(derived("drawn", rapid.StringN(1, 8, -1).Draw(t, "id"), rapid.String().Draw(t, "id")))
}

// enums are values that fields of named types hold, and one that they do not.
var enums = map[string][]string{
	"Standing": {"draft", "agreed", "final", "final-not-agreed", "not-wanted", "stopped", "odd one"},
	"Role":     {"person", "practitioner", "peer", "carer", "professional", "odd"}, "Telling": {"", "said", "thought"},
	"Stand": {"", "for", "for-if", "against", "not-saying"}, "Choice": {"", "yes", "no", "not-until"},
	"Says": {"yes", "yes-but", "no", "not-said", "somebody", ""}, "Chapter": {"money", "risks", "odd"},
	"Closeness": {"", "closest", "paid"}, "RiskState": {"", "trying", "not-agreed"}, "Period": {"", "month", "once", "four-weeks"},
	"Read": {"", "yes", "left-out"}, "Asked": {"", "asked"}, "Drawer": {""}, "ConversationKind": {"assessment", "preparation"},
}

func (t drawing) fill(v reflect.Value) {
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(times.Draw(t.T, "time")))
	case v.Type() == reflect.TypeFor[model.ID]():
		v.Set(reflect.ValueOf(rapid.SampledFrom(t.ids).Draw(t.T, "reference")))
	case v.Type() == reflect.TypeFor[model.Figure]():
		typed := rapid.SampledFrom([]string{"", "12.50", "3", "about ten", "0.75"}).Draw(t.T, "figure")
		f, _ := model.ParseFigure(typed, model.UnitPence)
		v.Set(reflect.ValueOf(f))
	case v.Type() == reflect.TypeFor[model.When]():
		typed := rapid.SampledFrom([]string{"", "in the spring", "2 March 2027", "31 12 99"}).Draw(t.T, "when")
		v.Set(reflect.ValueOf(model.ParseWhen(typed, morning, true)))
	case v.Kind() == reflect.Struct:
		for _, f := range v.Fields() {
			t.fill(f)
		}
	case v.Kind() == reflect.Slice:
		n := rapid.IntRange(0, 2).Draw(t.T, "length")
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			t.fill(v.Index(i))
		}
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		t.fill(v.Elem())
	case v.Kind() == reflect.String && v.Type() != reflect.TypeFor[string]():
		v.SetString(rapid.SampledFrom(append([]string{"odd"}, enums[v.Type().Name()]...)).Draw(t.T, v.Type().Name()))
	case v.Kind() == reflect.String:
		v.SetString(t.texts.Draw(t.T, "text"))
	case v.Kind() == reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t.T, "bool"))
	case v.CanInt():
		v.SetInt(rapid.Int64Range(0, 1e6).Draw(t.T, "int"))
	}
}

// typedIn are all texts that stand in a record, as the wire can carry them.
func typedIn(v reflect.Value) []string {
	switch v.Kind() {
	case reflect.String:
		if s := clean(v.String()); s != "" {
			return []string{s}
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return nil
		}
		var out []string
		for _, f := range v.Fields() {
			out = append(out, typedIn(f)...)
		}
		return out
	case reflect.Slice:
		var out []string
		for i := range v.Len() {
			out = append(out, typedIn(v.Index(i))...)
		}
		return out
	case reflect.Pointer:
		if !v.IsNil() {
			return typedIn(v.Elem())
		}
	}
	return nil
}

// textsOf are all texts of decoded JSON.
func textsOf(v any) []string {
	var out []string
	switch v := v.(type) {
	case string:
		out = append(out, v)
	case list:
		for _, x := range v {
			out = append(out, textsOf(x)...)
		}
	case object:
		for _, x := range v {
			out = append(out, textsOf(x)...)
		}
	}
	return out
}

// missing are the texts of a record that stand nowhere in a Bundle.
func missing(r *model.Record, bundle any) []string {
	all := strings.Join(textsOf(bundle), "\x00")
	return slices.DeleteFunc(typedIn(reflect.ValueOf(r)), func(s string) bool { return strings.Contains(all, s) })
}

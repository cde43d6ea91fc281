package document

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"ownwords/content"
	"ownwords/model"
)

// Happened is one thing that happened to a part, told where everything that is
// held is asked for.
type Happened struct {
	At   time.Time // UTC
	What model.Message
	// Was and Is are the part before and after; nil where it was not there or is
	// gone.
	Was, Is model.Part
}

// everything is all that is held, for whoever answers for the data (UK GDPR
// article 15): every part of every drawer with each of its fields, and what
// happened to them. It is read from the types of the model, so that a field that
// is added there is in it without a line here.
func (b *builder) everything() {
	b.doc.Title = b.say("doc.everything.nobody")
	if name := text(b.r.Person.FullName); name != nil {
		b.doc.Title = b.say("doc.everything.title", "name", name)
	}
	b.para(b.say("doc.everything.how"))
	w := newWalk(b, false)
	kind, n := model.PartKind(""), 0
	for p := range b.r.Parts() {
		if p.PartKind() != kind {
			kind, n = p.PartKind(), 0
			b.heading(2, w.kind(p))
		}
		n++
		if !only(p) {
			b.heading(3, spaced(w.called[p.PartHead().ID], w.drawer(p)))
		}
		b.rows(w.part(p)...)
	}
	b.happened(w)
	b.madeOn()
}

// happened is the history: what each part was before it became what it is.
func (b *builder) happened(w walk) {
	if len(b.o.History) == 0 {
		return
	}
	b.heading(2, b.say("doc.everything.history"))
	for _, h := range b.o.History {
		b.para(w.moment(h.At), ours(b.unquoted(h.What)))
		b.rows(w.before(h)...)
	}
}

// unquoted says a message without the marks in which a screen sets what something
// is called: on paper they are kept for what was said. What people typed keeps its
// own.
func (b *builder) unquoted(m model.Message) string {
	return marksBack.Replace(marksGone.Replace(b.o.Text.Say(marksKept(m))))
}

// Two signs that stand for the marks that people typed, while the others go.
var (
	marksHidden = strings.NewReplacer("“", "\ue000", "”", "\ue001")
	marksGone   = strings.NewReplacer("“", "", "”", "")
	marksBack   = strings.NewReplacer("\ue000", "“", "\ue001", "”")
)

// marksKept is a message whose gaps hold the signs in place of the marks.
func marksKept(m model.Message) model.Message {
	args := make(map[string]any, len(m.Args))
	for gap, v := range m.Args {
		switch v := v.(type) {
		case string:
			args[gap] = marksHidden.Replace(v)
		case model.Message:
			args[gap] = marksKept(v)
		default:
			args[gap] = v
		}
	}
	return model.Message{ID: m.ID, Args: args}
}

// walk goes through parts field by field.
type walk struct {
	b      *builder
	called map[model.ID][]Run // each part by its kind and number, a voice by its name
	// agreed tells that what was agreed to is told of and no more: neither where
	// words came from nor how far they were read back, and money as sums.
	agreed bool
}

// untold tells of the fields that are no more than how far a sentence was read
// back, where a note stands, that a step was taken or somebody asked.
func untold(kind, name string) bool {
	switch model.PartKind(kind) {
	case model.KindNote:
		return name != "text"
	case model.KindStep:
		return name == "done"
	case model.KindSupport:
		return name == "asked" || name == "first" || name == "read"
	}
	return name == "first" || name == "read"
}

// newWalk begins a walk in which every part has what others call it by.
func newWalk(b *builder, agreed bool) walk {
	w := walk{b: b, called: map[model.ID][]Run{}, agreed: agreed}
	w.name()
	if agreed {
		for p := range b.r.Parts() {
			if slices.Contains(agreedTo, p.PartKind()) {
				w.called[p.PartHead().ID] = w.inShort(p)
			}
		}
	}
	return w
}

func (w walk) name() {
	n := map[model.PartKind]int{}
	for p := range w.b.r.Parts() {
		n[p.PartKind()]++
		w.called[p.PartHead().ID] = w.kind(p)
		if !only(p) {
			w.called[p.PartHead().ID] = spaced(w.kind(p), ours(strconv.Itoa(n[p.PartKind()])))
		}
	}
	for _, v := range w.b.r.Voices {
		if strings.TrimSpace(v.Name) != "" {
			w.called[v.ID] = typed(v.Name)
		}
	}
}

// only tells whether a record has one such part and never more: it is called by
// its kind then.
func only(p model.Part) bool { return string(p.PartHead().ID) == string(p.PartKind()) }

// kind is what a kind of part is called. One of a newer version has its own name
// for it.
func (w walk) kind(p model.Part) []Run {
	if id := "fhir.kind." + string(p.PartKind()); w.b.o.Text.Has(id) {
		return w.b.say(id)
	}
	return typed(string(p.PartKind()))
}

// drawer marks what is in no other copy.
func (w walk) drawer(p model.Part) []Run {
	if d := p.PartHead().Drawer; d != model.DrawerShared {
		return w.b.say("doc.everything.drawer." + string(d))
	}
	return nil
}

// part is each field of a part that holds something.
func (w walk) part(p model.Part) []Row {
	if u, ok := p.(*model.Unknown); ok {
		return []Row{{w.b.say("doc.everything.unknown"), typed(string(u.Raw))}}
	}
	if x, ok := p.(*model.Relationship); ok && w.agreed {
		return w.somebody(x)
	}
	return w.rows(string(p.PartKind()), reflect.ValueOf(p).Elem())
}

// somebody is each thing that a plan says of somebody in the person's life.
func (w walk) somebody(x *model.Relationship) []Row {
	rows := []Row{{w.b.say("fhir.field.name"), text(x.Name)}}
	for _, told := range w.b.relationshipParts(x) {
		rows = append(rows, Row{w.b.say("doc.since.of-them"), told})
	}
	return filledRows(rows)
}

// inShort is what kind of thing a part is, with the first thing that it says.
func (w walk) inShort(p model.Part) []Run {
	rows := w.part(p)
	if len(rows) == 0 || only(p) {
		return w.kind(p)
	}
	return joined(": ", w.kind(p), rows[0].Value)
}

// before is each field that is not any more what it was.
func (w walk) before(h Happened) []Row {
	if h.Was == nil {
		return nil
	}
	var now []Row
	if h.Is != nil {
		now = w.part(h.Is)
	}
	return slices.DeleteFunc(w.part(h.Was), func(was Row) bool {
		return slices.ContainsFunc(now, func(is Row) bool {
			return flat(is.Label) == flat(was.Label) && flat(is.Value) == flat(was.Value)
		})
	})
}

// hidden are the fields that tell a program something and a person nothing.
var hidden = []string{"guideHash"}

// offered are the beginnings of the ids under which a code was offered, by its
// field, where they are not made of the field's name.
var offered = map[string]string{
	"relationship.close":       "doc.ring.",
	"relationship.wished":      "doc.ring.",
	"risk.views.stand":         "doc.stand.",
	"risk.state":               "doc.risk-state.",
	"sharing.choice":           "doc.choice.",
	"sharing.without":          "doc.chapter.",
	"voice.role":               "fhir.role.",
	"support.arranged":         "choice.help.arranged.",
	"support.kind":             "choice.help.kind.",
	"budget.notOffered.way":    "choice.help.arranged.",
	"power.kind":               "doc.power.",
	"power.seen":               "doc.power.seen.",
	"payment.every":            "period.",
	"payment.employer.id":      "duty.",
	"payment.employer.done":    "choice.duty.done.",
	"advocacy.for":             "doc.independent.for.",
	"advocacy.hard":            "doc.independent.hard.",
	"owed.paper":               "paper.",
	"sharing.override.ground":  "choice.override.ground.",
	"agreement.decision":       "choice.decide.decision.",
	"decision.understand.can":  "doc.answer.",
	"decision.retain.can":      "doc.answer.",
	"decision.weigh.can":       "doc.answer.",
	"decision.communicate.can": "doc.answer.",
}

func (w walk) rows(kind string, v reflect.Value) []Row {
	var out []Row
	for f, value := range v.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous, slices.Contains(hidden, name), w.agreed && untold(kind, name), value.IsZero():
			continue
		}
		for _, runs := range w.field(kind, name, v, value) {
			out = append(out, Row{w.b.say("fhir.field." + name), runs})
		}
	}
	return out
}

// field is one field in words: in one line, or where it is a list of things with
// fields of their own, in a line for each. The text of a note is a quotation where
// it was said, and so is what was said before it was put into other words.
func (w walk) field(kind, name string, of, v reflect.Value) [][]Run {
	switch {
	case name == "original":
		return [][]Run{{{Whose: Quotation, Text: v.String(), Foreign: true}}}
	case kind == "note" && name == "text":
		telling := model.Telling(of.FieldByName("Telling").String())
		return filledIn([][]Run{w.words(model.Words{Text: v.String(), Telling: telling})})
	case v.Kind() != reflect.Slice:
		return filledIn([][]Run{w.value(kind+"."+name, v)})
	}
	var each [][]Run
	for i := range v.Len() {
		each = append(each, w.value(kind+"."+name, v.Index(i)))
	}
	each = filledIn(each)
	if v.Type().Elem().Kind() == reflect.Struct || len(each) == 0 {
		return each
	}
	return [][]Run{joined("; ", each...)}
}

// value is one value in words: of a reference what it leads to, of a code the
// words in which it was offered, of anything with fields each of them.
func (w walk) value(field string, v reflect.Value) []Run {
	if w.agreed {
		if runs := w.b.inThePlan(v.Interface()); runs != nil {
			return runs
		}
	}
	switch x := v.Interface().(type) {
	case model.Words:
		return w.words(x)
	case *model.Words:
		return w.words(*x)
	case model.When:
		return w.b.when(x)
	case model.Figure:
		return text(x.Typed)
	case time.Time:
		return w.moment(x)
	case model.ID:
		if runs := w.called[x]; runs != nil || w.agreed { // what a copy does not have has no name in it
			return runs
		}
		return typed(string(x))
	case bool:
		return w.b.say("doc.answer.yes")
	}
	switch v.Kind() {
	case reflect.Struct:
		var out [][]Run
		for _, r := range w.rows(field, v) {
			out = append(out, joined(": ", r.Label, r.Value))
		}
		return joined("; ", out...)
	case reflect.String:
		return w.text(field, v.String())
	default:
		return typed(strconv.FormatInt(v.Int(), 10))
	}
}

// text is a code in the words in which it was offered, and any other text as it is.
func (w walk) text(field, s string) []Run {
	for _, begins := range []string{"doc.tag.", cmp.Or(offered[field], "choice."+field+".")} {
		if id := begins + s; w.b.o.Text.Has(id) {
			return w.b.say(id)
		}
	}
	return text(s)
}

// words are a text, and which notes it came from where they are known.
func (w walk) words(x model.Words) []Run {
	if x.Empty() {
		return nil
	}
	runs := typed(x.Text)
	if x.Telling == model.Said {
		runs = quoted(x.Text)
	}
	var from [][]Run
	for _, id := range x.From {
		from = append(from, w.called[id])
	}
	if came := filledIn(from); len(came) > 0 && !w.agreed {
		runs = spaced(runs, w.b.say("doc.everything.from", "notes", joined(", ", came...)))
	}
	return runs
}

func (w walk) moment(t time.Time) []Run {
	local := t.In(w.b.o.Now.Location())
	return w.b.say("doc.everything.moment", "day", content.Date(local), "clock", content.Clock(local))
}

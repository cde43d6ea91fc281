package document

import (
	"reflect"
	"slices"
	"time"

	"ownwords/model"
)

// Since is a plan as it was agreed or decided last, where it was changed after
// that.
type Since struct {
	Record *model.Record // as it was kept
	At     time.Time     // when it was kept, UTC
	// By are the names of those who changed a part since, in the order in which
	// they did.
	By map[model.ID][]string
}

// agreedTo are the kinds of what is agreed to in a plan. What was only said since,
// and who may have a copy, is none of it; of the talk, what stands there in other
// words.
var agreedTo = []model.PartKind{
	model.KindWant, model.KindNeed, model.KindSupport, model.KindBudget, model.KindRisk, model.KindRelationship,
	model.KindAdvice, model.KindWishes, model.KindPayment, model.KindDeal, model.KindStep,
	model.KindDecision, model.KindPower, model.KindAdvocacy,
}

// versions are one part before and now; nil where it was not there or is gone.
type versions struct{ was, is model.Part }

// changedSince are the two versions of a plan, the one that was agreed and this
// one: part by part what it was, what it is and who changed it. It stands in the
// copies that have the whole plan, and either side is what this recipient may have.
func (b *builder) changedSince() {
	if b.o.Since == nil || !b.to.whole || b.to.who != "" {
		return
	}
	then, refusal := b.o.Since.Record.For(b.o.For)
	if refusal.Refused() {
		return
	}
	before := *b
	before.r = then
	was, is := newWalk(&before, true), newWalk(b, true)
	var changed []versions
	var came, went [][]Run
	for _, v := range b.differing(then) {
		switch {
		case v.was == nil:
			came = append(came, is.inShort(v.is))
		case v.is == nil:
			went = append(went, was.inShort(v.was))
		default:
			changed = append(changed, v)
		}
	}
	if len(changed)+len(came)+len(went) == 0 {
		return
	}
	b.heading(2, b.say("doc.since.heading"))
	b.para(b.say("doc.since.kept", "day", b.day(b.o.Since.At)))
	for _, v := range changed {
		b.heading(3, is.called[v.is.PartHead().ID])
		b.rows(append(b.bothVersions(was.part(v.was), is.part(v.is)), Row{b.say("doc.since.by"), b.changedBy(v.is)})...)
	}
	b.listed(b.say("doc.since.came"), came)
	b.listed(b.say("doc.since.went"), went)
}

// listed is a list with what it is of, or nothing where nothing is listed.
func (b *builder) listed(of []Run, items [][]Run) {
	if len(items) > 0 {
		b.para(strong(of))
		b.list(items...)
	}
}

// differing are the parts of a plan that are not what they were.
func (b *builder) differing(then *model.Record) []versions {
	var out []versions
	for was := range then.Parts() {
		is := b.r.Part(was.PartHead().ID)
		if (slices.Contains(agreedTo, was.PartKind()) || reworded(was, is)) && !model.Alike(was, is) && !b.withdrawn(was, then) {
			out = append(out, versions{was, is})
		}
	}
	for is := range b.r.Parts() {
		if slices.Contains(agreedTo, is.PartKind()) && then.Part(is.PartHead().ID) == nil {
			out = append(out, versions{nil, is})
		}
	}
	return out
}

// reworded tells of a note of which the words are not what they were.
func reworded(was, is model.Part) bool {
	before, ok := was.(*model.Note)
	now, there := is.(*model.Note)
	return ok && there && before.Text != now.Text
}

// withdrawn tells whether a part was made of a line that is not in the talk any
// more: it went to somebody's own notes, or it was taken out for good. Nothing
// repeats it then.
func (b *builder) withdrawn(p model.Part, then *model.Record) bool {
	return slices.ContainsFunc(sources(reflect.ValueOf(p)), func(id model.ID) bool {
		return model.Find(then.Notes, id) != nil && model.Find(b.r.Notes, id) == nil
	})
}

// sources are the notes that any words of a part came from.
func sources(v reflect.Value) []model.ID {
	var out []model.ID
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			return sources(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			out = append(out, sources(v.Index(i))...)
		}
	case reflect.Struct:
		switch x := v.Interface().(type) {
		case model.Words:
			return x.From
		case time.Time:
			return nil
		}
		for _, field := range v.Fields() {
			out = append(out, sources(field)...)
		}
	}
	return out
}

// bothVersions are the fields of a part that are not what they were, each with
// what it was and what it is.
func (b *builder) bothVersions(was, is []Row) []Row {
	var out []Row
	for _, r := range slices.Concat(is, was) {
		label := flat(r.Label)
		if slices.ContainsFunc(out, func(x Row) bool { return flat(x.Label) == label }) {
			continue
		}
		before, now := valuesOf(was, label), valuesOf(is, label)
		if flat(before) == flat(now) {
			continue
		}
		if now == nil {
			now = b.say("doc.since.nothing")
		}
		if before != nil {
			before = b.say("doc.since.was", "what", before)
		}
		out = append(out, Row{r.Label, joined("; ", before, b.say("doc.since.is", "what", now))})
	}
	return out
}

// valuesOf is everything that stands under a label.
func valuesOf(rows []Row, label string) []Run {
	var out [][]Run
	for _, r := range rows {
		if flat(r.Label) == label {
			out = append(out, r.Value)
		}
	}
	return joined("; ", out...)
}

func (b *builder) changedBy(p model.Part) []Run {
	var names [][]Run
	for _, name := range b.o.Since.By[p.PartHead().ID] {
		names = append(names, text(name))
	}
	return joined(", ", names...)
}

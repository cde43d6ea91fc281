package document

import (
	"slices"
	"time"

	"ownwords/model"
)

// Since is an older version of a plan, as it was agreed or decided: the last one,
// where it was changed after that, or of one that was agreed anew the one before.
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

// versions are one part before and now; nil where it was not in the plan or is not
// any more.
type versions struct{ was, is model.Part }

// changedSince are the two versions of a plan, the one that was agreed and this
// one: part by part what it was, what it is and who changed it. It stands in the
// copies that have the whole plan, and either side is what this recipient may have
// now.
func (b *builder) changedSince() {
	if b.o.Since == nil || !b.to.whole || b.to.who != "" {
		return
	}
	before := *b
	before.r = b.o.Since.Record
	was, is := newWalk(&before, true), newWalk(b, true)
	var changed []Block
	var came, went [][]Run
	for _, v := range b.differing() {
		switch {
		case v.was == nil:
			came = append(came, is.inShort(v.is))
		case v.is == nil && b.r.Part(v.was.PartHead().ID) != nil: // left out, so nothing repeats it
			went = append(went, was.kind(v.was))
		case v.is == nil:
			went = append(went, was.inShort(v.was))
		default:
			if rows := b.bothVersions(was.part(v.was), is.part(v.is)); len(rows) > 0 {
				rows = append(rows, Row{b.say("doc.since.by"), b.changedBy(v.is)})
				changed = append(changed, Paragraph{Runs: strong(is.inShort(v.is))}, Rows{Rows: filledRows(rows)})
			}
		}
	}
	if len(changed)+len(came)+len(went) == 0 {
		return
	}
	b.heading(2, b.sinceHeading())
	b.para(b.say("doc.since.kept", "day", b.day(b.o.Since.At)))
	b.add(changed...)
	b.listed(b.say("doc.since.came"), came)
	b.listed(b.say("doc.since.went"), went)
}

// sinceHeading tells whether the plan was agreed or decided anew with what changed.
func (b *builder) sinceHeading() []Run {
	if b.r.Conversation.ChangedSince {
		return b.say("doc.since.heading")
	}
	return b.say("doc.since.before")
}

// listed is a list with what it is of, or nothing where nothing is listed.
func (b *builder) listed(of []Run, items [][]Run) {
	if len(items) > 0 {
		b.para(strong(of))
		b.list(items...)
	}
}

// differing are the parts of a plan that are not what they were.
func (b *builder) differing() []versions {
	then := b.o.Since.Record
	var out []versions
	for was := range then.Parts() {
		is := b.r.Part(was.PartHead().ID)
		if (agreed(was) || reworded(was, is)) && !model.Alike(was, is) {
			out = append(out, versions{inPlan(was), inPlan(is)})
		}
	}
	for is := range b.r.Parts() {
		if agreed(is) && then.Part(is.PartHead().ID) == nil {
			out = append(out, versions{nil, inPlan(is)})
		}
	}
	return slices.DeleteFunc(out, func(v versions) bool { return v.was == nil && v.is == nil })
}

func agreed(p model.Part) bool { return slices.Contains(agreedTo, p.PartKind()) }

// inPlan is a part that stands in the plan, else nil: what the person left out of it
// does not. A need does: it is what the council found.
func inPlan(p model.Part) model.Part {
	var read model.Read
	switch p := p.(type) {
	case *model.Want:
		read = p.Read
	case *model.Support:
		read = p.Read
	case *model.Risk:
		read = p.Read
	}
	if read == model.LeftOut {
		return nil
	}
	return p
}

// reworded tells of a note of which the words are not what they were.
func reworded(was, is model.Part) bool {
	before, ok := was.(*model.Note)
	now, there := is.(*model.Note)
	return ok && there && before.Text != now.Text
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
		before, now := without(was, is, label), without(is, was, label)
		switch {
		case before == nil && now == nil:
			continue
		case now == nil:
			now = b.say("doc.since.nothing")
		}
		if before != nil {
			before = b.say("doc.since.was", "what", before)
		}
		out = append(out, Row{r.Label, joined("; ", before, b.say("doc.since.is", "what", now))})
	}
	return out
}

// without is everything that stands under a label in these rows and not in the
// others: of a list, such as the views of a risk, what is not the same.
func without(rows, others []Row, label string) []Run {
	var out [][]Run
	for _, r := range rows {
		same := func(x Row) bool { return flat(x.Label) == label && flat(x.Value) == flat(r.Value) }
		if flat(r.Label) == label && !slices.ContainsFunc(others, same) {
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

package document

import (
	"slices"
	"strings"

	"ownwords/model"
)

// wants are the person's wants in their words, each with what helps.
func (b *builder) wants() {
	list := b.planned()
	if len(list) == 0 {
		return
	}
	b.heading(2, b.own("wants"))
	for i, w := range list {
		b.want(i, w)
		if b.mine {
			b.helpsWith(w)
		} else {
			b.chain(w)
		}
	}
}

// want is one of the wants, with what the person says of it.
func (b *builder) want(i int, w *model.Want) {
	b.heading(3, b.own("want", "n", i+1))
	b.lead(w.Words)
	b.rows(
		Row{b.own("want-why"), b.words(w.Why)},
		Row{b.own("want-already"), b.words(w.Already)},
		Row{b.own("want-now"), b.words(w.Now)},
		Row{b.own("want-good"), b.words(w.Good)},
		Row{b.own("want-purpose"), b.chosen("want.purpose", w.Purpose)},
	)
}

// planned are the wants that the person did not leave out of the plan.
func (b *builder) planned() []*model.Want {
	var out []*model.Want
	for _, w := range b.r.Wants {
		if w.Read != model.LeftOut && !blank(w.Words, w.Why, w.Already, w.Now, w.Good) {
			out = append(out, w)
		}
	}
	return out
}

// blank tells whether nothing stands in any of these.
func blank(list ...model.Words) bool {
	return !slices.ContainsFunc(list, func(w model.Words) bool { return !w.Empty() })
}

// leaveOut keeps two things from coming back into the person's plan by way of
// the notes: what they left out of it, and the first words of what they put
// differently. A note of which the plan has only a part still has more to say.
func (b *builder) leaveOut() {
	out := func(read model.Read, words ...model.Words) {
		for _, w := range words {
			for _, id := range w.From {
				n := model.Find(b.r.Notes, id)
				if n != nil && (read == model.LeftOut || !strings.Contains(n.Text, w.Text)) {
					b.printed[id] = true
				}
			}
		}
	}
	for _, w := range b.r.Wants {
		out(w.Read, w.Words, w.Why, w.Already, w.Now, w.Good)
	}
	for _, x := range b.r.Risks {
		out(x.Read, x.Words, x.Get, x.Could, x.Before, x.Try, x.Differ)
	}
	for _, s := range b.r.Supports {
		out(s.Read, s.What)
	}
	for _, n := range b.r.Needs {
		out(n.Read, n.Words, n.Effect, n.Family)
	}
}

// standingHelp are the lines of what helps that stand in the plan.
func (b *builder) standingHelp() []*model.Support {
	var out []*model.Support
	for _, s := range b.r.Supports {
		if s.Read != model.LeftOut && (!blank(s.What) || strings.TrimSpace(s.Purpose+s.Who) != "" || s.Cost.Priced()) {
			out = append(out, s)
		}
	}
	return out
}

// supports are the lines that stand in the plan and help with this want, or
// with none that stands in it where the id is empty.
func (b *builder) supports(want model.ID) []*model.Support {
	wants := b.planned()
	var out []*model.Support
	for _, s := range b.standingHelp() {
		loose := !slices.ContainsFunc(wants, func(w *model.Want) bool { return slices.Contains(s.For, w.ID) })
		if want == "" && loose || want != "" && slices.Contains(s.For, want) {
			out = append(out, s)
		}
	}
	return out
}

func (b *builder) helpsWith(w *model.Want) {
	lines := b.supports(w.ID)
	if len(lines) == 0 {
		b.nothingYet()
		return
	}
	b.para(b.own("helps"))
	b.list(b.helpItems(lines)...)
}

// nothingYet tells of a want that nothing helps with. What a copy leaves out may
// be what helps, so only a whole one says it.
func (b *builder) nothingYet() {
	if b.to.whole {
		b.para(b.own("nothing-helps"))
	}
}

func (b *builder) helpItems(lines []*model.Support) [][]Run {
	var items [][]Run
	for _, s := range lines {
		items = append(items, b.help(s))
	}
	return items
}

// otherHelp is what helps without being there for one want.
func (b *builder) otherHelp() {
	lines := b.supports("")
	if len(lines) == 0 {
		return
	}
	b.heading(2, b.own("other-help"))
	if b.mine {
		b.list(b.helpItems(lines)...)
		return
	}
	for _, s := range lines {
		b.supportRows(s)
	}
}

// chain is the way from what was said to who decided, for one want: every link
// is named, the missing ones too.
func (b *builder) chain(w *model.Want) {
	b.rows(
		Row{b.say("doc.chain.from"), b.origins(w.Words)},
		Row{b.say("doc.chain.touches"), b.tags(w.Tags)},
		Row{b.say("doc.chain.need"), b.needsBehind(w)},
	)
	lines := b.supports(w.ID)
	if len(lines) == 0 {
		b.nothingYet()
	}
	for _, s := range lines {
		b.supportRows(s)
	}
}

// origins say of each note that words came from whose it is, when it was typed
// and in which topic.
func (b *builder) origins(w model.Words) []Run {
	var out [][]Run
	for _, id := range w.From {
		n := model.Find(b.r.Notes, id)
		if n == nil {
			continue
		}
		out = append(out, b.say("doc.chain.note."+tellingName(n.Telling),
			"who", b.voice(n.Voice), "day", b.day(n.Typed), "topic", b.topicTitle(n.Topic)))
	}
	return joined("; ", out...)
}

func tellingName(t model.Telling) string {
	if t == model.Said || t == model.Thought {
		return string(t)
	}
	return "told"
}

// tags are the outcomes and wellbeing areas by name (SI 2015/313 reg 2(2); Care
// Act 2014 s1(2)).
func (b *builder) tags(tags []string) []Run {
	var out [][]Run
	for _, t := range tags {
		out = append(out, b.coded("doc.tag.", t))
	}
	return joined("; ", out...)
}

// supportRows are one line of the plan for the council.
func (b *builder) supportRows(s *model.Support) {
	decided := b.decided()
	if !s.Budgeted() {
		decided = nil
	}
	what := joined(", ", b.what(s), text(s.Purpose), b.gap("doc.help.example", "example", s.Example))
	b.para(strong(spaced(b.say("doc.chain.support"), what)))
	b.rows(
		Row{b.say("doc.chain.needs"), b.needsNamed(s.Needs)},
		Row{b.say("doc.chain.who"), joined(", ", text(s.Who), b.helpKind(s))},
		Row{b.say("doc.chain.kind"), b.kindOfHelp(s)},
		Row{b.say("doc.chain.cost"), b.cost(s)},
		Row{b.say("doc.chain.sized"), text(s.Sized)},
		Row{b.say("doc.chain.arranged"), b.chosen("help.arranged", s.Arranged)},
		Row{b.say("doc.chain.from-until"), b.span(s)},
		Row{b.say("doc.chain.meantime"), text(s.Meantime)},
		Row{b.say("doc.chain.decided"), decided},
	)
}

// help is one line of what helps. Sums stand with the money; only in getting
// ready, which has none, does a line say what the person pays for it.
func (b *builder) help(s *model.Support) []Run {
	var pays []Run
	if b.o.Document == GettingReady {
		pays = b.cost(s)
	}
	return joined(", ",
		b.what(s),
		b.howMuch(s),
		text(s.Purpose),
		b.gap("doc.help.example", "example", s.Example),
		b.gap("doc.help.who", "who", s.Who),
		b.helpKind(s),
		pays,
		b.span(s),
		b.gap("doc.help.meantime", "meantime", s.Meantime),
	)
}

// howMuch is how often and how long, in words; what it costs stands elsewhere. What
// is no number is told as that, and no amount is made of it.
func (b *builder) howMuch(s *model.Support) []Run {
	m := s.HowMuch("doc.help.visits", "doc.help.hours")
	if m.Zero() {
		return nil
	}
	if wrong := b.wrongly("doc.money.not-a-number", s.Cost.Times, s.Cost.Hours); wrong != nil {
		return wrong
	}
	var args []any
	for gap, value := range m.Args {
		args = append(args, gap, value)
	}
	return b.say(m.ID, args...)
}

// what is the name of a line. A line that has none is still in the sums.
func (b *builder) what(s *model.Support) []Run {
	if s.What.Empty() {
		return b.say("doc.help.unnamed")
	}
	return b.words(s.What)
}

// helpKind tells unpaid help, what the person pays for, and what was not
// found. Unpaid help is a sentence: it has no sum, not even nought.
func (b *builder) helpKind(s *model.Support) []Run {
	var kind, asked []Run
	switch {
	case s.NotFound:
		kind = b.say("doc.help.not-found")
	case s.Own:
		kind = b.own("help-own")
	case s.Unpaid:
		kind = b.say("doc.help.unpaid")
		asked = b.askedOf(s.Who, s.Asked)
	}
	return joined(", ", kind, asked)
}

func (b *builder) span(s *model.Support) []Run {
	var from, until []Run
	if w := b.when(s.From); w != nil {
		from = b.say("doc.help.from", "day", w)
	}
	if w := b.when(s.Until); w != nil {
		until = b.say("doc.help.until", "day", w)
	}
	return spaced(from, until)
}

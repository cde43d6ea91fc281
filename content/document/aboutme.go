package document

import (
	"slices"
	"strings"

	"github.com/rivo/uniseg"

	"ownwords/model"
)

// A page has room for so many lines between its title and its end. Each section
// is one fact with what it is called beside it: so wide in cells are the two.
const (
	aboutLines = 26
	aboutLabel = 24
	aboutWidth = 44
)

// aboutRoom is how many lines a section takes; one that is empty takes none.
func aboutRoom(s Section) int {
	rows := func(runs []Run, wide int) int { return 1 + uniseg.StringWidth(flat(runs))/wide }
	n := 0
	for _, item := range s.Lines {
		n += rows(item, aboutWidth)
	}
	if n == 0 {
		return 0
	}
	return max(rows(s.Label, aboutLabel), n)
}

// aboutMe is one page about the person in their words, for whom they choose: a
// ward, a club, a new assistant. Its sections are those of the PRSB About Me
// standard v2.0.1; none has to be filled. It names nobody but those who are
// close, and nothing in it is a plan.
func (b *builder) aboutMe() {
	b.doc.Title = b.say("doc.about.title")
	b.leaveOut()
	p := b.r.Person
	b.para(strong(text(p.FullName)), b.aboutCalled())
	sections := []Section{
		{b.say("doc.about.important"), b.aboutWants()},
		{b.say("doc.about.people"), b.aboutPeople()},
		{b.say("doc.about.talk"), filledIn([][]Run{
			text(p.HowToTalk), b.gap("doc.about.languages", "languages", strings.Join(p.Language, ", ")),
		})},
		{b.say("doc.about.well"), nil},
		{b.say("doc.about.do"), b.aboutDo()},
		{b.say("doc.about.support"), b.aboutSupport()},
		{b.say("doc.about.worth"), nil},
	}
	for i := range sections {
		sections[i].Lines = append(sections[i].Lines, b.aboutNotes("am."+string(rune('1'+i)))...)
	}
	left := aboutFit(sections)
	if sections = slices.DeleteFunc(sections, func(s Section) bool { return len(s.Lines) == 0 }); len(sections) > 0 {
		b.add(Sections{sections})
	}
	b.doc.nothing = len(sections) == 0
	b.aboutEnd(left)
}

// aboutEnd says whose words these are and when they were last talked about, in
// one paragraph: the page has no room for more.
func (b *builder) aboutEnd(left bool) {
	var more []Run
	if left {
		more = b.say("doc.about.more")
	}
	b.add(Rule{})
	b.para(
		more, b.say("doc.about.whose", "worker", b.worker(false)), b.say("doc.about.updated", "day", b.day(b.talkDay())),
		b.supporter(), b.made(), b.lawfully(),
	)
}

// aboutCalled is what the person likes to be called, and their pronouns.
func (b *builder) aboutCalled() []Run {
	p := b.r.Person
	called := text(p.Called)
	if p.Called == p.FullName {
		called = nil
	}
	known := joined(", ", called, text(p.Pronouns))
	if known == nil {
		return nil
	}
	return b.say("doc.about.called", "called", known)
}

func (b *builder) aboutWants() [][]Run {
	var out [][]Run
	for _, w := range b.planned() {
		out = append(out, b.words(w.Words))
	}
	return filledIn(out)
}

// aboutPeople are those whom the person has, or would like to have, close.
func (b *builder) aboutPeople() [][]Run {
	var out [][]Run
	near := []model.Closeness{model.Closest, model.Close}
	for _, x := range b.r.Relations {
		if !x.NotToContact && (slices.Contains(near, x.Close) || slices.Contains(near, x.Wished)) {
			out = append(out, joined(", ", text(x.Name), text(x.Who), text(x.Often)))
		}
	}
	return filledIn(out)
}

// aboutDo is what to do and what never to do: the words they dislike among it.
func (b *builder) aboutDo() [][]Run {
	out := [][]Run{b.gap("doc.about.disliked", "words", b.r.Person.Disliked)}
	if w := b.r.Wishes; w != nil && !w.Never.Empty() {
		out = append(out, b.say("doc.about.never", "what", b.words(w.Never)))
	}
	return filledIn(out)
}

// aboutSupport is when and how help is wanted, without what it costs.
func (b *builder) aboutSupport() [][]Run {
	out := [][]Run{b.gap("doc.about.best-time", "time", b.r.Person.BestTime)}
	for _, s := range b.r.Supports {
		if s.Read != model.LeftOut && !s.NotFound && !s.What.Empty() {
			out = append(out, joined(", ", b.what(s), text(s.Purpose), b.gap("doc.help.who", "who", s.Who)))
		}
	}
	return filledIn(out)
}

// aboutNotes are the person's own notes, not printed yet, in topics that speak
// first of all to this section.
func (b *builder) aboutNotes(section string) [][]Run {
	me := b.r.PersonVoice()
	if me == nil || b.o.Guide == nil {
		return nil
	}
	var out [][]Run
	for _, n := range b.unprinted() {
		t, ok := b.o.Guide.Topic(n.Topic)
		if ok && n.Voice == me.ID && aboutTag(t) == section {
			out = append(out, b.words(n.Words()))
		}
	}
	return filledIn(out)
}

// aboutTag is the section that a topic speaks to first, or nothing.
func aboutTag(t model.Topic) string {
	for _, tag := range t.Maps {
		if strings.HasPrefix(tag, "am.") {
			return tag
		}
	}
	return ""
}

// aboutFit leaves in the sections what fits on a page: of each the first, then
// of each the second, so that no section takes another's room. Nothing is cut
// within. It tells whether anything was left off.
func aboutFit(sections []Section) (left bool) {
	all := slices.Clone(sections)
	for i := range sections {
		sections[i].Lines = nil
	}
	for round, more := 0, true; more; round++ {
		more = false
		for i, s := range all {
			if round >= len(s.Lines) {
				continue
			}
			more = true
			before := sections[i]
			sections[i].Lines = append(slices.Clone(before.Lines), s.Lines[round])
			if linesOf(sections) > aboutLines {
				sections[i], left = before, true
			}
		}
	}
	return left
}

func linesOf(sections []Section) int {
	n := 0
	for _, s := range sections {
		n += aboutRoom(s)
	}
	return n
}

package flow

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ownwords/model"
)

// Told says what happened, with a gap "who" for who did it. It has the words of
// notes in it as far as a line has room for them.
func (f *Flow) Told(h *Happened) model.Message {
	if h.Taken {
		return model.Msg("history.taken", "who", "")
	}
	if n, ok := h.Part().(*model.Note); ok {
		return f.toldNote(h, n)
	}
	return model.Msg("history.thing."+h.came(), "who", "", "what", f.thing(h.Part()))
}

// came is whether a part came, went or was changed.
func (h *Happened) came() string {
	switch {
	case h.Was == nil:
		return "new"
	case h.Is == nil:
		return "gone"
	}
	return "changed"
}

func (f *Flow) toldNote(h *Happened, n *model.Note) model.Message {
	was, _ := h.Was.(*model.Note)
	v := model.Find(f.r.Voices, n.Voice)
	own, whose, words := v == nil || v.Role.Worker(), f.VoiceName(n.Voice), long(n.Text)
	switch {
	case h.came() == "changed" && was.Text == n.Text && n.Telling != model.Said:
		return model.Msg("history.about-told", "who", "", "what", model.Msg("act."+h.Act), "words", words)
	case h.came() == "changed" && was.Text == n.Text:
		return model.Msg("history.about", "who", "", "what", model.Msg("act."+h.Act), "words", words)
	case h.came() == "changed":
		before, now := changedWords(was.Text, n.Text)
		if own {
			return model.Msg("history.noted.changed", "who", "", "was", before, "is", now)
		}
		if n.Telling != model.Said {
			return model.Msg("history.told.changed", "who", "", "whose", whose, "was", before, "is", now)
		}
		return model.Msg("history.said.changed", "who", "", "whose", whose, "was", before, "is", now)
	case own:
		return model.Msg("history.noted."+h.came(), "who", "", "words", words)
	}
	if n.Telling != model.Said { // only what was said stands in quotation marks
		return model.Msg("history.told."+h.came(), "who", "", "whose", whose, "words", words)
	}
	return model.Msg("history.said."+h.came(), "who", "", "whose", whose, "words", words)
}

// ThingOf is what the part is called that something happened to: a note by its
// words, before and now where they are not the same.
func (f *Flow) ThingOf(h *Happened) model.Message {
	was, before := h.Was.(*model.Note)
	is, now := h.Is.(*model.Note)
	switch {
	case before && now && was.Text != is.Text:
		from, to := changedWords(was.Text, is.Text)
		if is.Telling != model.Said {
			return model.Msg("history.became-told", "was", from, "is", to)
		}
		return model.Msg("history.became", "was", from, "is", to)
	case now:
		return noteThing(is, long(is.Text))
	case before:
		return noteThing(was, long(was.Text))
	case h.Was != nil:
		return f.thing(h.Was)
	}
	return f.thing(h.Is)
}

// thing is what a part is called that is no note.
func (f *Flow) thing(p model.Part) model.Message {
	if name := named(p); !name.Zero() {
		return name
	}
	return model.Msg("history.kind."+string(p.PartKind()), "who", f.r.Person.Name())
}

// mostTold is how many letters of somebody's words a line of the history has
// room for, on each side of what became of them.
const mostTold = 44

// long is the beginning of words, for a line that has room.
func long(text string) string { return beginning(text, mostTold) }

// mostAround is how many bytes of a text are not worth leaving out at its ends.
const mostAround = 16

// changedWords are what was changed in a text, before and now, with the words
// around it that make it understood.
func changedWords(was, is string) (before, now string) {
	from, to := between(was, is)
	_, until := between(is, was)
	return around(was, from, to), around(is, min(from, until), until)
}

// around is a piece of a text with the words at its ends whole, and one more
// before it.
func around(text string, from, to int) string {
	from, to = wholeWords(text, from, to)
	if from <= mostAround {
		from = 0
	}
	if to+mostAround >= len(text) {
		to = len(text)
	}
	words := long(text[from:to])
	if from > 0 {
		words = "… " + words
	}
	if to < len(text) && !strings.HasSuffix(words, "…") {
		words += " …"
	}
	return words
}

// mostLooked is how many bytes of a text are looked through for the ends of
// words: what somebody pasted can be one word for pages.
const mostLooked = 512

// wholeWords are the bytes of the words that a piece of a text lies in, and of
// one before them.
func wholeWords(text string, from, to int) (begin, end int) {
	at := max(0, from-mostLooked)
	for at < from && !utf8.RuneStart(text[at]) {
		at++
	}
	until := min(len(text), to+mostLooked)
	begin, last := at, at
	for n, ends := range letters(text[at:until]) {
		end = at + n
		switch {
		case !ends:
		case end < from:
			begin, last = last, end
		case end >= to:
			return begin + blanks(text[begin:]), end
		}
	}
	return begin + blanks(text[begin:]), max(end, to)
}

// blanks are the bytes of the blanks at the beginning of a text.
func blanks(text string) int { return len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace)) }

// Compared is one line of a part, before and now.
type Compared struct {
	Label   model.Message
	Was, Is model.Message // zero where nothing stood there

	id string
}

// Same tells whether the line did not change.
func (c Compared) Same() bool {
	return c.Was.ID == c.Is.ID && (c.Was.Zero() || c.Was.Args["text"] == c.Is.Args["text"])
}

// Compare puts a part as it was beside what it became, line by line. Lines in
// which nothing stood are left out.
func (f *Flow) Compare(h *Happened) []Compared {
	var out []Compared
	put := func(lines []Field, set func(*Compared, model.Message)) {
		for _, l := range lines {
			i := slices.IndexFunc(out, func(c Compared) bool { return c.id == l.ID })
			value := l.said()
			if i < 0 && value.Zero() {
				continue
			}
			if i < 0 {
				i = len(out)
				out = append(out, Compared{Label: l.Label, id: l.ID})
			}
			set(&out[i], value)
		}
	}
	put(f.linesOf(h.Was), func(c *Compared, m model.Message) { c.Was = m })
	put(f.linesOf(h.Is), func(c *Compared, m model.Message) { c.Is = m })
	return out
}

// said is what stands in a line, as one would say it.
func (l Field) said() model.Message {
	if l.Value == "" {
		return model.Message{}
	}
	for _, o := range l.Options {
		if o.Value == l.Value {
			return o.Label
		}
	}
	if l.Kind == Choice || l.Kind == Many {
		return model.Message{} // what was chosen from is not there any more
	}
	return model.Msg("verbatim", "text", l.Value)
}

// linesOf are the lines of a part, with what stands in them.
func (f *Flow) linesOf(p model.Part) []Field {
	switch p := p.(type) {
	case *model.Note:
		return f.noteFields(p)
	case *model.Person:
		return fields(f.personLines(model.Copy(p)))
	case *model.Want:
		return eachChosen(fields(f.wantLines(model.Copy(p))))
	case *model.Relationship:
		return fields(f.someoneLines(model.Copy(p)))
	case *model.Risk:
		return fields(f.riskLines(model.Copy(p)))
	case *model.Support:
		return fields(f.helpLines(model.Copy(p)))
	case *model.Budget:
		b := model.Copy(p)
		return fields(slices.Concat(f.moneyLines(b), offeredLines(b)))
	case *model.Question:
		return fields(questionLines(model.Copy(p)))
	case *model.Sharing:
		return fields(f.sharingLines(model.Copy(p)))
	case *model.Worry:
		return fields(f.worryLines(model.Copy(p)))
	case *model.Step:
		return fields(f.stepLines(f.agreeing(), model.Copy(p)))
	case *model.Agreement:
		return fields(f.agreeLines(&agreeing{a: model.Copy(p)}))
	default:
		return f.deskLinesOf(p)
	}
}

// deskLinesOf are the lines of a part that is filled in at the desk.
func (f *Flow) deskLinesOf(p model.Part) []Field {
	switch p := p.(type) {
	case *model.Need:
		return eachChosen(fields(f.needLines(f.needing(model.Copy(p)))))
	case *model.Advice:
		return fields(adviceLines(model.Copy(p)))
	case *model.Decision:
		return fields(f.capacityLines(model.Copy(p)))
	case *model.Power:
		return fields(f.powerLines(model.Copy(p)))
	case *model.Advocacy:
		return eachChosen(fields(f.advocacyLines(model.Copy(p))))
	case *model.Wishes:
		return fields(f.wishesLines(model.Copy(p)))
	case *model.Payment:
		c := model.Copy(p)
		return eachChosen(fields(slices.Concat(f.paymentLines(c), dutyLines(c))))
	case *model.Deal:
		return fields(f.dealLines(model.Copy(p)))
	case *model.Owed:
		return fields(f.owedLines(model.Copy(p)))
	}
	return nil
}

// eachChosen has a line of its own for each of several things that are chosen,
// so that it can be told which of them came and which went.
func eachChosen(lines []Field) []Field {
	var out []Field
	for _, l := range lines {
		if l.Kind != Many || l.Value == "" {
			out = append(out, l)
			continue
		}
		for value := range strings.SplitSeq(l.Value, ",") {
			one := l
			one.ID, one.Value = l.ID+"."+value, value
			out = append(out, one)
		}
	}
	return out
}

// noteFields are what is told of a note: its words, whose they are, where it
// stands and how it is marked.
func (f *Flow) noteFields(n *model.Note) []Field {
	topic, _ := f.guide.Topic(n.Topic)
	out := []Field{
		{ID: "words", Label: model.Msg("history.line.words"), Value: n.Words().Typed()},
		{ID: "whose", Label: model.Msg("history.line.whose"), Value: f.VoiceName(n.Voice)},
		{ID: "topic", Label: model.Msg("history.line.topic"), Value: cmp.Or(topic.Short, topic.Title)},
		{ID: "original", Label: model.Msg("field.through.original"), Value: n.Through.Original},
	}
	for _, m := range slices.Sorted(slices.Values(n.Marks)) {
		out = append(out, Field{
			ID: "mark." + string(m), Label: model.Msg("history.line.mark"), Value: string(m),
			Options: []Option{{string(m), model.Msg("mark." + string(m))}},
		})
	}
	return out
}

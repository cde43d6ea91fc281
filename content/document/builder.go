package document

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"ownwords/content"
	"ownwords/model"
)

// builder puts one document together from what a recipient may have.
type builder struct {
	r   *model.Record
	o   Options
	to  audience
	doc Document
	// mine tells that the document speaks as the person: I, my, me.
	mine bool
	// printed are the notes whose words stand in the document already, or that
	// the person wanted left out of their plan.
	printed map[model.ID]bool
	// off is what was kept off a card.
	off []string
}

func newBuilder(r *model.Record, o Options, to audience) *builder {
	b := &builder{r: r, o: o, to: to, printed: map[model.ID]bool{}}
	paper := paperOf(o.Document)
	b.mine = paper.mine
	b.doc.Language = cmp.Or(printable(r.Conversation.Language), "en-GB")
	b.doc.Standing = b.standing()
	if paper.standing != "" {
		b.doc.Standing = b.say(paper.standing, "name", b.r.Person.Name())
	}
	return b
}

// build makes the tree of a document.
func build(r *model.Record, o Options, to audience) Document {
	b := newBuilder(r, o, to)
	paperOf(o.Document).build(b)
	for _, runs := range b.doc.lines() {
		for i := range runs {
			runs[i].Text = printable(runs[i].Text)
		}
	}
	return b.doc
}

// say puts a sentence of the catalogue into runs. A gap that is given a string
// gets it as somebody typed it, one that is given runs gets those; sums,
// counts and Messages become our own words.
func (b *builder) say(id string, pairs ...any) []Run {
	// The gaps are filled with a private sign and their number first, so that
	// what people typed never passes through the catalogue.
	const sign = "\uE000"
	args := map[string]any{}
	var filled [][]Run
	for i := 0; i < len(pairs); i += 2 {
		gap, value := pairs[i].(string), pairs[i+1]
		if s, ok := value.(string); ok {
			value = typed(s)
		}
		if runs, ok := value.([]Run); ok {
			args[gap] = sign + strconv.Itoa(len(filled)) + sign
			filled = append(filled, runs)
			continue
		}
		args[gap] = value
	}
	var out []Run
	for i, part := range strings.Split(b.o.Text.Say(model.Message{ID: id, Args: args}), sign) {
		if n, err := strconv.Atoi(part); i%2 == 1 && err == nil {
			out = append(out, filled[n]...)
			continue
		}
		if part != "" {
			out = append(out, Run{Text: part})
		}
	}
	return out
}

// own says a sentence as the person, or as the council writes of them.
func (b *builder) own(id string, pairs ...any) []Run {
	if b.mine {
		return b.say("doc.mine."+id, pairs...)
	}
	return b.say("doc.council."+id, append(pairs, "name", b.r.Person.Name())...)
}

func (b *builder) add(blocks ...Block) { b.doc.Blocks = append(b.doc.Blocks, blocks...) }

func (b *builder) heading(level int, runs []Run) { b.add(Heading{level, runs}) }

// para adds a paragraph of what is not empty.
func (b *builder) para(parts ...[]Run) {
	if runs := spaced(parts...); len(runs) > 0 {
		b.add(Paragraph{Runs: runs})
	}
}

// lead adds the words that everything behind them is about.
func (b *builder) lead(w model.Words) {
	if runs := b.words(w); runs != nil {
		b.add(Paragraph{Runs: runs, Lead: true})
	}
}

// list adds a list of what is not empty.
func (b *builder) list(items ...[]Run) {
	items = filledIn(items)
	if len(items) > 0 {
		b.add(List{Items: items})
	}
}

func filledIn(items [][]Run) [][]Run {
	var out [][]Run
	for _, x := range items {
		if len(x) > 0 {
			out = append(out, x)
		}
	}
	return out
}

// rows adds the facts that have a value.
func (b *builder) rows(rows ...Row) {
	if rows = filledRows(rows); len(rows) > 0 {
		b.add(Rows{Rows: rows})
	}
}

func filledRows(rows []Row) []Row {
	var out []Row
	for _, x := range rows {
		if len(x.Value) > 0 {
			out = append(out, x)
		}
	}
	return out
}

// words are a short text as it prints: within quotation marks when it was said,
// as it was typed when it was not. Where an interpreter put them into other
// words, what was said stands before.
func (b *builder) words(w model.Words) []Run {
	if w.Empty() {
		return nil
	}
	runs := typed(w.Text)
	if w.Telling == model.Said {
		runs = quoted(w.Text)
	}
	for _, id := range w.From {
		if n := model.Find(b.r.Notes, id); n != nil && n.Text == w.Text {
			b.printed[id] = true
			return b.through(n, runs)
		}
	}
	return runs
}

// through puts what was said in another language, or in another way, before
// the words it was put into; and behind words in their own language, how they
// were put to the typist.
func (b *builder) through(n *model.Note, words []Run) []Run {
	var original []Run
	if n.Through.Original != "" {
		original = quoted(n.Through.Original)
		original[0].Foreign = true
	}
	var how []Run
	who, way := model.Find(b.r.Voices, n.Through.Voice), b.chosen("through.way", n.Through.Way)
	switch {
	case who != nil && way != nil:
		how = b.say("doc.through.way", "who", who.Name, "way", way)
	case who != nil:
		how = b.say("doc.through.voice", "who", who.Name)
	case way != nil:
		how = b.say("doc.through.only-way", "way", way)
	}
	var rendering []Run
	if strings.TrimSpace(n.Through.Rendering) != "" {
		rendering = b.say("doc.through.rendering", "text", n.Through.Rendering, "worker", b.worker(false))
	}
	return spaced(original, how, words, rendering)
}

// text is a line that was typed and is nobody's quotation.
func text(s string) []Run {
	if strings.TrimSpace(printable(s)) == "" {
		return nil
	}
	return typed(s)
}

// gap says a sentence with one typed gap, or nothing where nothing was typed.
func (b *builder) gap(id, gap, value string) []Run {
	if strings.TrimSpace(value) == "" {
		return nil
	}
	return b.say(id, gap, value)
}

// day is a time of the record as a day in the place of the reader.
func (b *builder) day(t time.Time) model.Message { return content.Date(t.In(b.o.Now.Location())) }

// when is a day that people mean: in words where it is one, else as typed.
func (b *builder) when(w model.When) []Run {
	if w.Empty() {
		return nil
	}
	t, ok := w.Date()
	switch {
	case w.NoSuchDay():
		return b.say("doc.no-such-day", "typed", w.Typed)
	case !ok:
		return typed(w.Typed)
	}
	if t.Year() == b.o.Now.Year() {
		return ours(b.o.Text.Say(content.DateDay(t)))
	}
	return ours(b.o.Text.Say(content.Date(t)))
}

// worker is the name of whoever typed: their first, or the whole.
func (b *builder) worker(whole bool) []Run {
	v := b.r.WorkerVoice()
	if v == nil || v.Name == "" {
		return b.say("doc.the-worker")
	}
	if first, _, _ := strings.Cut(v.Name, " "); !whole {
		return typed(first)
	}
	return typed(v.Name)
}

// voice is a voice's name as a label.
func (b *builder) voice(id model.ID) []Run {
	v := model.Find(b.r.Voices, id)
	switch {
	case v == nil || strings.TrimSpace(v.Name) == "":
		return b.say("doc.somebody")
	case v.Role == model.RolePerson && b.mine:
		return b.say("doc.mine.me")
	case v.Role == model.RolePerson:
		return typed(b.r.Person.Name())
	}
	return typed(v.Name)
}

// caller gives what stands for another person's name in a copy that leaves
// names out, such as "Peggy's daughter".
func caller(t *content.Text, p *model.Person) func(*model.Relationship) string {
	return func(x *model.Relationship) string {
		who := strings.TrimSpace(x.Who)
		switch {
		case who == "":
			return t.Say(model.Msg("doc.call.unknown"))
		case strings.ContainsAny(who, " \t"):
			return t.Say(model.Msg("doc.call.described", "who", who))
		}
		return t.Say(model.Msg("doc.call.related", "name", p.Name(), "who", who))
	}
}

package flow

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ownwords/model"
)

// Notes are the notes of the page one is on: those of the topic, or one's own.
func (f *Flow) Notes() []*model.Note {
	var out []*model.Note
	for _, n := range f.r.Notes {
		if f.onPage(n) {
			out = append(out, n)
		}
	}
	return out
}

func (f *Flow) onPage(n *model.Note) bool {
	if f.place.Stage == model.StageMine {
		return n.Drawer == model.DrawerMine
	}
	return n.Drawer == model.DrawerShared && n.Topic == f.place.Topic
}

func (f *Flow) note(id model.ID) *model.Note { return model.Find(f.r.Notes, id) }

// Edit puts with in place of the bytes from..to of a note's text, which must
// lie at grapheme ends. The empty id is the note that is not there yet, behind
// the last: its first letter makes it. Words typed at a note's start may say
// whose it is, and a quotation mark there that it was said.
func (f *Flow) Edit(note model.ID, from, to int, with string) Effect {
	n := f.note(note)
	if n == nil {
		if with == "" {
			return Effect{Look: f.place}
		}
		return f.beginNote(with)
	}
	from, to = clamp(from, to, n.Text)
	if e, done := f.quotation(n, from, to, with); done {
		return e
	}
	text := n.Text[:from] + with + n.Text[to:]
	e := f.retype(n, text, from+len(with))
	if strings.HasSuffix(with, " ") && !f.literal[n.ID] {
		if v, rest, ok := f.voicePrefix(text[:from+len(with)]); ok && rest == "" {
			return f.voiceTyped(n.ID, v, text[from+len(with):])
		}
	}
	return e
}

// EditPasted is Edit for letters that no hand typed. Nothing in them says whose
// the note is or that it was said, but the mark that ends a quotation ends it.
func (f *Flow) EditPasted(note model.ID, from, to int, with string) Effect {
	n := f.note(note)
	if n == nil {
		if with == "" {
			return Effect{Look: f.place}
		}
		n = f.freshNote()
		f.literal[n.ID] = true
		f.place.Part = n.ID
		return f.retype(n, with, len(with))
	}
	from, to = clamp(from, to, n.Text)
	if n.Telling == model.Said {
		if e, done := f.quotation(n, from, to, with); done {
			return e
		}
	}
	if from == 0 {
		f.literal[n.ID] = true
	}
	return f.retype(n, n.Text[:from]+with+n.Text[to:], from+len(with))
}

// clamp keeps a range inside a text, and off the middle of a letter: a caret
// that is wrong must never tear one.
func clamp(from, to int, text string) (int, int) {
	snap := func(i int) int {
		i = min(max(i, 0), len(text))
		for i > 0 && i < len(text) && !utf8.RuneStart(text[i]) {
			i--
		}
		return i
	}
	from = snap(from)
	return from, max(snap(to), from)
}

// beginNote makes the note that was not there yet out of its first letters.
func (f *Flow) beginNote(with string) Effect {
	first, size := utf8.DecodeRuneInString(with)
	n := f.freshNote()
	if model.IsQuotationMark(first) && n.Telling != model.Thought {
		n.Telling, with = model.Said, with[size:]
	}
	n.Text = with
	f.place.Part, f.place.Caret = n.ID, len(n.Text)
	e := f.typed(n.ID, func(t *tx) { t.put(n) })
	e.Look = f.place
	return e
}

// freshNote is an empty note of the person's at the end of this page, not yet
// in the record.
func (f *Flow) freshNote() *model.Note {
	n := &model.Note{Head: newHead(f, f.r.Notes), Typed: f.env.Now().UTC()}
	if v := f.r.PersonVoice(); v != nil {
		n.Voice = v.ID
	}
	if v := f.r.Latest(); v != nil {
		n.Visit = v.ID
	}
	n.Topic = cmp.Or(f.place.Topic, f.topic, f.firstTopic())
	if f.place.Stage == model.StageMine {
		n.Drawer, n.Topic = model.DrawerMine, ""
		n.JustForMe = f.guide.Kind == model.Preparation
		if w := f.r.WorkerVoice(); w != nil && !n.JustForMe {
			n.Voice, n.Telling = w.ID, model.Thought
		}
	}
	return n
}

// retype gives a note another text, and what was drawn from it word for word
// follows.
func (f *Flow) retype(n *model.Note, text string, caret int) Effect {
	f.place.Part, f.place.Caret = n.ID, caret
	e := f.typed(n.ID, func(t *tx) {
		c := model.Copy(n)
		c.Text = text
		t.put(c)
		t.follow(n, c)
	})
	e.Look = f.place
	return e
}

// quotation handles a quotation mark typed where it stands for the telling:
// at the start of a note that has none, and at the end of one that was said.
func (f *Flow) quotation(n *model.Note, from, to int, with string) (Effect, bool) {
	r, size := utf8.DecodeRuneInString(with)
	mark := model.IsQuotationMark(r) && size == len(with)
	said := n.Telling == model.Said
	switch {
	case mark && !said && from == 0 && to == 0 && n.Text == "" && n.Telling == model.Told:
		return f.tell(n, model.Said, n.Text), true
	case mark && said && from == len(n.Text) && f.endsWord(n.Text):
		if _, twice := f.closed[n.ID]; twice {
			return Effect{Look: f.place}, true
		}
		f.closed[n.ID] = ""
		return Effect{Look: f.place}, true
	}
	behind, closed := f.closed[n.ID]
	if !closed {
		return Effect{}, false
	}
	if !said || from != len(n.Text) || to != len(n.Text) {
		delete(f.closed, n.ID)
		return Effect{}, false
	}
	if !strings.ContainsFunc(with, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		// Blanks and stops behind the closing mark wait: only words behind it
		// make the whole note a telling with a quotation in it.
		f.closed[n.ID] = behind + with
		if strings.TrimSpace(behind+with) != "" {
			return f.opened(n, behind+with), true
		}
		return Effect{Look: f.place}, true
	}
	return f.opened(n, behind+with), true
}

// opened makes a said note, behind whose closing mark something was typed, a
// told one with the quotation in it.
func (f *Flow) opened(n *model.Note, behind string) Effect {
	delete(f.closed, n.ID)
	return f.tell(n, model.Told, `"`+n.Text+`"`+behind)
}

func (f *Flow) endsWord(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return text != "" && !unicode.IsSpace(r)
}

func (f *Flow) tell(n *model.Note, telling model.Telling, text string) Effect {
	f.place.Part, f.place.Caret = n.ID, len(text)
	e := f.typed(n.ID, func(t *tx) {
		c := model.Copy(n)
		c.Telling, c.Text = telling, text
		t.put(c)
		t.follow(n, c)
	})
	e.Look = f.place
	return e
}

// follow changes what was drawn out of a note word for word as the note
// changed: a want marked in the middle of a sentence has the whole sentence.
func (t *tx) follow(was, now *model.Note) {
	for _, x := range t.r.Wants {
		if drawnWhole(x.Words, was) {
			c := model.Copy(x)
			c.Words = now.Words()
			t.put(c)
		}
	}
	for _, x := range t.r.Risks {
		if drawnWhole(x.Words, was) {
			c := model.Copy(x)
			c.Words = now.Words()
			t.put(c)
		}
	}
}

// voiceTyped takes "c: " off a note's start and makes the note that voice's. It
// is an act of its own, so that one undoing brings the letters back as text.
func (f *Flow) voiceTyped(note model.ID, v *model.Voice, rest string) Effect {
	n := f.note(note)
	e := f.act("voice", func(t *tx) {
		c := model.Copy(n)
		c.Voice, c.Text, c.Telling = v.ID, rest, model.Told
		if v.Role.Worker() {
			c.Telling = model.Thought
		}
		t.put(c)
	})
	f.place.Part, f.place.Caret = note, 0
	e.Look = f.place
	return e
}

// voicePrefix reads whose words a line says it is, at its start: the name or
// the first letters of the name of somebody who is here, or "me", then a colon
// and a blank. What names nobody, or more than one, is text.
func (f *Flow) voicePrefix(line string) (v *model.Voice, rest string, ok bool) {
	name, rest, found := strings.Cut(line, ":")
	if !found || name == "" || rest != "" && !strings.HasPrefix(rest, " ") || rest == "" {
		return nil, line, false
	}
	rest = strings.TrimLeft(rest, " ")
	name = fold(name)
	if name == "" {
		return nil, line, false
	}
	if name == "me" {
		w := f.r.WorkerVoice()
		return w, rest, w != nil
	}
	var named, fits []*model.Voice
	for _, x := range f.Here() {
		for _, form := range []string{f.VoiceName(x.ID), x.Name, f.personFull(x)} {
			form = fold(form)
			if form == name && !slices.Contains(named, x) {
				named = append(named, x)
			}
			if strings.HasPrefix(form, name) && !slices.Contains(fits, x) {
				fits = append(fits, x)
			}
		}
	}
	if len(named) > 0 {
		fits = named // "Carol" is Carol's, though Caroline is here too
	}
	if len(fits) != 1 {
		return nil, line, false
	}
	return fits[0], rest, true
}

func (f *Flow) personFull(v *model.Voice) string {
	if v.Role == model.RolePerson && f.r.Person != nil {
		return f.r.Person.FullName
	}
	return ""
}

// Prefix is what to type so that the next note is this voice's: as few letters
// as tell them from everybody else who is here.
func (f *Flow) Prefix(id model.ID) string {
	v := model.Find(f.r.Voices, id)
	if v == nil {
		return ""
	}
	if v.Role.Worker() {
		return "me"
	}
	name := []rune(fold(f.VoiceName(id)))
	for n := 1; n <= len(name); n++ {
		if got, _, ok := f.voicePrefix(string(name[:n]) + ": "); ok && got.ID == id {
			return string(name[:n])
		}
	}
	return string(name)
}

// Add makes a whole line a note of its own, behind the last: whose words it
// is, and whether they were said, as its start has it. An empty line is none.
// What was kept of the line while it was typed becomes this note.
func (f *Flow) Add(line string) Effect {
	begun := f.note(f.drafting)
	f.drafting = ""
	if strings.TrimSpace(line) == "" {
		if begun == nil {
			return Effect{Look: f.place}
		}
		return f.act("undraft", func(t *tx) { t.drop(begun) })
	}
	return f.act("note", func(t *tx) { f.place.Part, f.place.Caret = t.lineNote(begun, line) })
}

// Draft keeps a line that is still being typed, so that it is on disk before
// it is finished, whatever it is the answer to: after a crash it stands in the
// talk. Add makes it a note; an empty Add takes it away, as if it had never
// been.
func (f *Flow) Draft(line string) Effect {
	begun := f.note(f.drafting)
	if begun == nil && strings.TrimSpace(line) == "" {
		return Effect{Look: f.place}
	}
	return f.act("draft", func(t *tx) { f.drafting, _ = t.lineNote(begun, line) })
}

// Finish leaves a line that was kept while it was typed as the note it is: it was
// broken off, and what is typed next is another.
func (f *Flow) Finish() { f.drafting = "" }

// lineNote puts a line into the note that was begun, or into a fresh one.
func (t *tx) lineNote(begun *model.Note, line string) (model.ID, int) {
	n := t.f.freshNote()
	if begun != nil {
		n.Head, n.Typed = begun.Head, begun.Typed
	}
	t.f.fill(n, line)
	t.put(n)
	return n.ID, len(n.Text)
}

// fill gives a note the words of a typed line.
func (f *Flow) fill(n *model.Note, line string) {
	if v, rest, ok := f.voicePrefix(line); ok {
		n.Voice, line = v.ID, rest
		if v.Role.Worker() {
			n.Telling, n.Text = model.Thought, line
			return
		}
		n.Telling = model.Told
	}
	if n.Telling == model.Thought {
		n.Text = line
		return
	}
	w := model.ParseWords(line)
	n.Text, n.Telling = w.Text, w.Telling
}

// Amend gives a note another line, as if it had been typed anew: for a face
// that has no caret to move.
func (f *Flow) Amend(note model.ID, line string) Effect {
	n := f.note(note)
	if n == nil {
		return Effect{Look: f.place}
	}
	return f.act("amend", func(t *tx) {
		c := model.Copy(n)
		f.fill(c, line)
		t.put(c)
		t.follow(n, c)
		f.place.Part, f.place.Caret = c.ID, len(c.Text)
	})
}

// TypedLine is what somebody would type to get this note: Amend's opposite.
func (f *Flow) TypedLine(n *model.Note) string {
	line := n.Words().Typed()
	if v := f.r.PersonVoice(); v != nil && n.Voice != v.ID {
		return f.Prefix(n.Voice) + ": " + line
	}
	return line
}

// NewNote goes to a fresh note behind the last. An empty note stays where it is.
func (f *Flow) NewNote() Effect {
	f.settle()
	if n := f.note(f.place.Part); n == nil || n.Text == "" {
		return Effect{Look: f.place}
	}
	f.place.Part, f.place.Caret = "", 0
	return Effect{Look: f.place}
}

// Split makes two notes of one. The first half keeps its id; what pointed to
// it points to both.
func (f *Flow) Split(note model.ID, at int) Effect {
	n := f.note(note)
	if n == nil || n.Text == "" {
		return Effect{Look: f.place}
	}
	at, _ = clamp(at, at, n.Text)
	left, right := n.Text[:at], strings.TrimLeft(n.Text[at:], " ")
	if strings.TrimSpace(right) == "" {
		return f.NewNote()
	}
	return f.act("split", func(t *tx) {
		first, second := model.Copy(n), model.Copy(n)
		first.Text = strings.TrimRight(left, " ")
		second.Text = right
		second.Head = model.Head{ID: f.env.NewID(), Drawer: n.Drawer, Order: model.OrderBetween(n.Order, f.orderBehind(n))}
		t.put(first)
		t.put(second)
		t.follow(n, first)
		t.pointAlso(n.ID, second.ID)
		f.place.Part, f.place.Caret = second.ID, 0
	})
}

func (f *Flow) orderBehind(n *model.Note) string {
	i := slices.IndexFunc(f.r.Notes, func(x *model.Note) bool { return x.ID == n.ID })
	if i+1 < len(f.r.Notes) {
		return f.r.Notes[i+1].Order
	}
	return ""
}

// Join puts a note behind the one before it on the page, where both are the
// same voice's and the same telling. Where not, it says why.
func (f *Flow) Join(note model.ID) Effect {
	page := f.Notes()
	i := slices.IndexFunc(page, func(n *model.Note) bool { return n.ID == note })
	if i < 0 {
		return f.backInto(page)
	}
	n := page[i]
	if n.Telling == model.Said && n.Text == "" {
		return f.tell(n, model.Told, "")
	}
	if i == 0 {
		return Effect{Look: f.place}
	}
	before := page[i-1]
	if n.Text != "" && (before.Voice != n.Voice || before.Telling != n.Telling) {
		return Effect{Look: f.place, Say: []model.Message{model.Msg("join.differs")}}
	}
	return f.act("join", func(t *tx) {
		c := model.Copy(before)
		gap := ""
		if c.Text != "" && n.Text != "" && !strings.HasSuffix(c.Text, " ") {
			gap = " "
		}
		f.place.Part, f.place.Caret = c.ID, len(c.Text)
		c.Text += gap + n.Text
		for _, m := range n.Marks {
			if !c.Marked(m) {
				c.Marks = append(c.Marks, m)
			}
		}
		t.put(c)
		t.follow(before, c)
		t.pointInstead(n.ID, c.ID)
		t.drop(n)
	})
}

// backInto goes from the note that is not there yet to the end of the last.
func (f *Flow) backInto(page []*model.Note) Effect {
	if len(page) > 0 {
		last := page[len(page)-1]
		f.place.Part, f.place.Caret = last.ID, len(last.Text)
	}
	return Effect{Look: f.place}
}

// Paste puts lines that were not typed here: the first into the note at this
// byte, each of the others as a note of its own of the same voice. Nothing in
// them is a voice or a mark.
func (f *Flow) Paste(note model.ID, at int, lines []string) Effect {
	lines = slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return strings.TrimSpace(l) == "" })
	if len(lines) == 0 {
		return Effect{Look: f.place}
	}
	return f.act("paste", func(t *tx) {
		n := f.note(note)
		if n == nil {
			n = f.freshNote()
		}
		at, _ = clamp(at, at, n.Text)
		first := model.Copy(n)
		behind := n.Text[at:]
		first.Text = n.Text[:at] + lines[0]
		if after, closed := f.closed[n.ID]; closed && behind == "" {
			first.Telling, first.Text = model.Told, `"`+n.Text+`"`+after+lines[0]
		}
		delete(f.closed, n.ID)
		last, caret := first, len(first.Text)
		order, next := n.Order, f.orderBehind(n)
		made := []*model.Note{first}
		for _, l := range lines[1:] {
			order = model.OrderBetween(order, next)
			c := model.Copy(n)
			c.Head = model.Head{ID: f.env.NewID(), Order: order, Drawer: n.Drawer}
			c.Text, c.Marks = l, nil
			if c.Telling == model.Said {
				c.Telling = model.Told // the quotation was begun in the first, and in no other
			}
			made = append(made, c)
			last, caret = c, len(c.Text)
		}
		last.Text += behind
		for _, c := range made {
			t.put(c)
			f.literal[c.ID] = true
		}
		t.follow(n, first)
		f.place.Part, f.place.Caret = last.ID, caret
	})
}

// dropEmpty takes an emptied note out of the record when it is left.
func (f *Flow) dropEmpty() []model.ID {
	n := f.note(f.place.Part)
	if n == nil || strings.TrimSpace(n.Text) != "" {
		return nil
	}
	return f.act("empty", func(t *tx) {
		t.drop(n)
		f.place.Part, f.place.Caret = "", 0
	}).Changed
}

// pointAlso makes what points to one note point to another too.
func (t *tx) pointAlso(to, also model.ID) {
	t.repoint(func(from []model.ID) []model.ID {
		if slices.Contains(from, to) && !slices.Contains(from, also) {
			return append(slices.Clone(from), also)
		}
		return from
	})
}

// pointInstead makes what points to one note point to another.
func (t *tx) pointInstead(to, instead model.ID) {
	t.repoint(func(from []model.ID) []model.ID {
		if !slices.Contains(from, to) {
			return from
		}
		out := slices.DeleteFunc(slices.Clone(from), func(id model.ID) bool { return id == to || id == instead })
		return append(out, instead)
	})
}

// repoint passes every list of notes that wants and risks came from through
// change.
func (t *tx) repoint(change func([]model.ID) []model.ID) {
	for _, x := range t.r.Wants {
		if from := change(x.Words.From); !slices.Equal(from, x.Words.From) {
			c := model.Copy(x)
			c.Words.From = from
			t.put(c)
		}
	}
	for _, x := range t.r.Risks {
		if from := change(x.Words.From); !slices.Equal(from, x.Words.From) {
			c := model.Copy(x)
			c.Words.From = from
			t.put(c)
		}
	}
}

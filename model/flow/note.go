package flow

import (
	"cmp"
	"strings"
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
	f.hand(n.ID, from, to, with, false)
	if e, done := f.quotation(n, from, to, with); done {
		return e
	}
	if v := f.voiceBefore(n, from, with); v != nil {
		f.voiceTyped(n.ID, v, n.Text[to:])
		return f.Edit(n.ID, 0, 0, with)
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
		f.hand(n.ID, 0, 0, with, true)
		return f.retype(n, with, len(with))
	}
	from, to = clamp(from, to, n.Text)
	f.hand(n.ID, from, to, with, true)
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
	f.hand(n.ID, 0, 0, with, false)
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
		if w := f.Me(); w != nil && !n.JustForMe {
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

// follow changes what was drawn out of a note word for word as the note
// changed: a want marked in the middle of a sentence has the whole sentence.
func (t *tx) follow(was, now *model.Note) {
	for _, x := range t.now().Wants {
		if drawnWhole(x.Words, was) {
			c := model.Copy(x)
			c.Words = now.Words()
			t.put(c)
		}
	}
	for _, x := range t.now().Risks {
		if drawnWhole(x.Words, was) {
			c := model.Copy(x)
			c.Words = now.Words()
			t.put(c)
		}
	}
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
		return f.line("undraft", func(t *tx) { t.drop(begun) })
	}
	return f.line("note", func(t *tx) { f.place.Part, f.place.Caret = t.lineNote(begun, line) })
}

// drafts is where lines are typed that are kept before they are finished.
var drafts = typedIn{action: "draft"}

// line ends a line, and with it the step that it is to take back.
func (f *Flow) line(name string, do func(*tx)) Effect {
	f.resume(drafts)
	e := f.perform(name, do)
	f.settle()
	return e
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
	f.resume(drafts)
	return f.perform("draft", func(t *tx) { f.drafting, _ = t.lineNote(begun, line) })
}

// Finish leaves a line that was kept while it was typed as the note it is: it was
// broken off, and what is typed next is another.
func (f *Flow) Finish() {
	f.drafting = ""
	f.settle()
}

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

// dropEmpty takes an emptied note out of the record when it is left, and what
// marks had drawn out of it. Where it was just emptied, that is one step with the
// erasing.
func (f *Flow) dropEmpty() []model.ID {
	n := f.note(f.place.Part)
	if n == nil || strings.TrimSpace(n.Text) != "" {
		return nil
	}
	drop := func(t *tx) {
		t.undraw(n)
		t.drop(n)
		f.place.Part, f.place.Caret = "", 0
	}
	if f.run != nil && f.run.in == inNote(n.ID) {
		return f.typed(n.ID, drop).Changed
	}
	return f.act("empty", drop).Changed
}

package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/kit"
)

// notebook is the notes of a page in the editor: those of a topic, or one's own.
// What the editor makes of the keys goes to the engine, which says what stands
// there now.
type notebook struct {
	a      *app
	editor *kit.Editor
	ids    []string
}

// unbegun is the id by which the editor knows the note that is not there yet:
// its first letter makes it.
const unbegun = "unbegun"

func newNotebook(a *app) notebook { return notebook{a: a, editor: kit.NewEditor(a.look)} }

// arrive shows the notes as they are now, with the caret where the engine has
// it.
func (b *notebook) arrive() {
	place := b.a.talk.Place()
	var notes []kit.Note
	for _, n := range b.a.talk.Notes() {
		notes = append(notes, b.inEditor(n))
	}
	caret := string(place.Part)
	if !slices.ContainsFunc(notes, func(n kit.Note) bool { return n.ID == caret }) {
		caret = unbegun
		notes = append(notes, kit.Note{ID: unbegun, Gutter: b.a.gutterName(b.next())})
	}
	b.ids = idsOf(notes)
	b.editor.SetNames(b.names(notes))
	b.editor.SetNotes(notes)
	if note, off := b.editor.Caret(); note != caret || off != place.Caret {
		b.editor.SetCaret(caret, place.Caret)
	}
}

// names are those of the notes and, in the talk, of everybody who is here to
// speak for themselves.
func (b *notebook) names(notes []kit.Note) []string {
	var out []string
	for _, n := range notes {
		out = append(out, n.Gutter)
	}
	if b.a.talk.Place().Stage != model.StageTalk {
		return out
	}
	for _, v := range b.a.talk.Here() {
		if v.Role != model.RoleInterpreter {
			out = append(out, b.a.gutterName(v))
		}
	}
	return out
}

// next is whose the note will be that is not there yet: one's own among one's
// own notes, else the person's.
func (b *notebook) next() *model.Voice {
	t := b.a.talk
	if t.Place().Stage == model.StageMine && t.Guide().Kind != model.Preparation {
		return t.Me()
	}
	return t.Record().PersonVoice()
}

func idsOf(notes []kit.Note) []string {
	out := make([]string, len(notes))
	for i, n := range notes {
		out[i] = n.ID
	}
	return out
}

// inEditor is a note as the editor has it.
func (b *notebook) inEditor(n *model.Note) kit.Note {
	v := model.Find(b.a.talk.Record().Voices, n.Voice)
	mark := ""
	if marks := b.a.marks(n); len(marks) > 0 {
		mark = marks[0]
	}
	return kit.Note{
		ID: string(n.ID), Gutter: b.a.gutterName(v), Mark: mark, Under: b.a.under(n), Text: n.Text,
		Quoted: n.Telling == model.Said, Thought: n.Telling == model.Thought,
	}
}

// gutterName is what stands beside somebody's words: a name that is wider than
// its column can be is the first of its names.
func (a *app) gutterName(v *model.Voice) string { return a.firstName(a.voiceName(v), kit.MostNames) }

// voiceName is whose words they are: the name, and for whoever types, me.
func (a *app) voiceName(v *model.Voice) string {
	switch {
	case v == nil:
		return ""
	case v.Role.Worker():
		return a.say("screen.voice.me")
	}
	if name := a.talk.VoiceName(v.ID); name != "" {
		return name
	}
	return a.say("screen.voice.person")
}

// through says how words came to be typed that were not spoken to the typist,
// and how they were put to them.
func (a *app) through(n *model.Note) string {
	who, way := a.talk.VoiceName(n.Through.Voice), n.Through.Way
	var how string
	switch {
	case who != "" && way != "":
		how = a.say("screen.talk.through-way", "who", who, "way", model.Msg("choice.through.way."+way))
	case who != "":
		how = a.say("screen.talk.through", "who", who)
	case way != "":
		how = a.said(model.Msg("choice.through.way." + way))
	}
	if n.Through.Rendering == "" {
		return how
	}
	return a.say("screen.talk.rendering", "how", how, "words", n.Through.Rendering)
}

// marks are a note's marks in a word each, the newest first.
func (a *app) marks(n *model.Note) []string {
	var out []string
	for _, m := range slices.Backward(n.Marks) {
		if m.Stays() {
			out = append(out, a.said(model.Msg("screen.mark."+string(m))))
		}
	}
	return out
}

// under is what stands beneath a note: through whom it came, and the marks that
// there is no room for beside it.
func (a *app) under(n *model.Note) string {
	var out []string
	if how := a.through(n); how != "" {
		out = append(out, how)
	}
	if marks := a.marks(n); len(marks) > 1 {
		out = append(out, a.say("screen.mark.also", "marks", strings.Join(marks[1:], ", ")))
	}
	return strings.Join(out, "\n")
}

func (b *notebook) key(k kit.Key) (tea.Cmd, bool) {
	events, used := b.editor.Key(k)
	if !used {
		return nil, false
	}
	b.happened(events)
	return nil, true
}

// paste puts text in at the caret. A line break that it begins with ends the line
// there: the editor knows none but those between lines.
func (b *notebook) paste(text string) tea.Cmd {
	if _, off := b.editor.Caret(); off > 0 && strings.HasPrefix(text, "\n") {
		b.key(kit.Key{Name: "enter"})
	}
	b.happened(b.editor.Paste(text))
	return nil
}

// happened gives to the engine what the editor made of a key, and shows what
// came of it.
func (b *notebook) happened(events []kit.Event) {
	if len(events) == 0 {
		b.moved()
		return
	}
	var edited []model.ID
	do := func() {
		for _, e := range events {
			b.one(e)
			edited = append(edited, b.a.talk.Place().Part)
		}
	}
	if len(events) > 1 {
		b.a.talk.AsOne(do)
	} else {
		do()
	}
	if !b.same() {
		b.arrive()
		return
	}
	for _, id := range edited {
		if n := model.Find(b.a.talk.Record().Notes, id); n != nil {
			b.editor.SetNote(b.inEditor(n))
		}
	}
	place := b.a.talk.Place()
	if note, off := b.editor.Caret(); note != string(place.Part) && place.Part != "" || off != place.Caret {
		b.editor.SetCaret(string(place.Part), place.Caret)
	}
}

// moved tells the engine where the caret is. A note that was left empty is gone
// then.
func (b *notebook) moved() {
	note, off := b.editor.Caret()
	if note == unbegun {
		note = ""
	}
	if place := b.a.talk.Place(); note != string(place.Part) || off != place.Caret {
		b.a.talk.SetCaret(model.ID(note), off)
	}
	if !b.same() {
		b.arrive()
	}
}

// same tells whether the editor shows the very notes that there are.
func (b *notebook) same() bool {
	now := b.a.talk.Notes()
	want := len(now)
	if b.a.talk.Place().Part == "" {
		want++
	}
	if len(b.ids) != want {
		return false
	}
	for i, n := range now {
		if string(n.ID) != b.ids[i] {
			return false
		}
	}
	return true
}

func (b *notebook) one(e kit.Event) {
	t := b.a.talk
	switch e := e.(type) {
	case kit.Edit:
		if e.Pasted {
			t.EditPasted(model.ID(e.Note), e.From, e.To, e.With)
			return
		}
		t.Edit(model.ID(e.Note), e.From, e.To, e.With)
	case kit.Split:
		t.Split(model.ID(e.Note), e.At)
	case kit.Join:
		b.a.tell(t.Join(model.ID(e.Note)).Say...)
	case kit.New:
		t.NewNote()
	case kit.Cut:
		t.Cut(model.ID(e.From), e.At, model.ID(e.To), e.Until)
	case kit.Paste:
		t.Paste(model.ID(e.Note), e.At, e.Lines)
	}
}

func (b *notebook) selected() string { return b.editor.Selected() }

func (b *notebook) cut() tea.Cmd {
	b.happened(b.editor.DeleteSelection())
	return nil
}

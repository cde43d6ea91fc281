package flow

import (
	"slices"
	"strings"
	"unicode/utf8"

	"ownwords/model"
)

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
// and a blank or a quotation mark. What names nobody, or more than one, is text.
func (f *Flow) voicePrefix(line string) (v *model.Voice, rest string, ok bool) {
	name, rest, found := strings.Cut(line, ":")
	if first, _ := utf8.DecodeRuneInString(rest); !found || name == "" || first != ' ' && !model.IsQuotationMark(first) {
		return nil, line, false
	}
	rest = strings.TrimLeft(rest, " ")
	name = fold(name)
	if name == "" {
		return nil, line, false
	}
	if name == "me" {
		w := f.Me()
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

// voiceBefore is whose words a note is said to be by what stands in it before a
// quotation mark that is typed now, without the blank between: nil for nobody's.
func (f *Flow) voiceBefore(n *model.Note, at int, with string) *model.Voice {
	r, size := utf8.DecodeRuneInString(with)
	if size != len(with) || !model.IsQuotationMark(r) || f.literal[n.ID] {
		return nil
	}
	v, rest, ok := f.voicePrefix(n.Text[:at] + " ")
	if !ok || rest != "" {
		return nil
	}
	return v
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

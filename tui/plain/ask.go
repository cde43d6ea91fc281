package plain

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// errBack is returned when somebody typed a full stop alone: one step back.
// errCommand is returned when a command was typed where something was asked:
// what was asked is left, and the command is done from the talk.
var (
	errBack    = errors.New("back")
	errCommand = errors.New("command")
)

// ask asks for one line behind a prompt from the catalogue. The error is
// errCommand where a command of the talk was typed instead.
func (s *session) ask(id string, pairs ...any) (string, error) {
	return s.answered(s.text.Say(model.Msg(id, pairs...))+" ", nil)
}

// answered reads the answer to a question, which may be a command instead.
func (s *session) answered(prompt string, keep func(string)) (string, error) {
	typed, err := s.read(prompt, false, keep)
	if err == nil && !s.pasted && s.isCommand(typed) {
		s.pending = typed
		return "", errCommand
	}
	return typed, err
}

// field asks for one field and returns the answer that the engine knows: an
// option's value, not its number. ok is false where it was left as it is.
func (s *session) field(f flow.Field, keep func(string)) (value string, ok bool, err error) {
	return s.fieldOf(f, keep, false)
}

// takesAway is what is typed to take away what stands in a line of a form.
const takesAway = "-"

// fieldOf is field; of a line of a form what stands there can be taken away.
func (s *session) fieldOf(f flow.Field, keep func(string), ofForm bool) (value string, ok bool, err error) {
	if ofForm && f.Value != "" && !s.saidDash {
		s.saidDash = true
		s.say("plain.take-away")
	}
	prompt := s.label(f.Label)
	if len(f.Options) > 0 {
		s.options(f)
		keep = nil
	}
	if now := s.standsNow(f); now != "" {
		prompt += " (" + drawn(now) + ")"
	}
	for {
		typed, err := s.answered(prompt+": ", keep)
		if err != nil {
			return "", false, err
		}
		switch {
		case strings.TrimSpace(typed) == ".":
			return "", false, errBack
		case strings.TrimSpace(typed) == "":
			return "", false, nil
		case strings.TrimSpace(typed) == takesAway && ofForm && f.Value != "" && !s.pasted:
			return "", true, nil
		case len(f.Options) == 0:
			if word, ok := mistyped(typed); ok && !s.pasted {
				s.say("plain.kept-as-answer", "words", strings.TrimSpace(typed))
				s.say("plain.no-command", "name", word)
			}
			return typed, true, nil
		}
		if v, fits := choose(f, typed, s.text.Say); fits {
			return v, true, nil
		}
		s.say("plain.choose-number", "n", len(f.Options))
	}
}

// standsNow is what a field holds, as one would say it.
func (s *session) standsNow(f flow.Field) string {
	if len(f.Options) == 0 {
		return f.Value
	}
	var labels []string
	for i, o := range f.Options {
		if o.Value == f.Value && f.Value != "" {
			return s.text.Say(o.Label)
		}
		if f.Kind == flow.Many && slices.Contains(strings.Split(f.Value, ","), o.Value) {
			labels = append(labels, strconv.Itoa(i+1))
		}
	}
	return strings.Join(labels, " ")
}

// options prints what can be chosen, several to a line where they are short.
// The same again is not printed twice in a row.
func (s *session) options(f flow.Field) {
	var all strings.Builder
	var rows []string
	row := ""
	for i, o := range f.Options {
		item := fmt.Sprintf("%d %s", i+1, drawn(s.text.Say(o.Label)))
		all.WriteString(item)
		switch {
		case row == "":
			row = item
		case measure.Width(row)+1+measure.Width(item) <= width:
			row += " " + item
		default:
			rows, row = append(rows, row), item
		}
	}
	if s.asked == all.String() {
		return
	}
	rows = append(rows, row)
	for _, r := range rows {
		if f.Options[0].Label.ID == "verbatim" {
			s.print(r) // somebody's words are uncut
		} else {
			s.lines(r)
		}
	}
	s.asked = all.String()
}

// choose reads a number, several where several may be chosen, or the beginning
// of a label.
func choose(f flow.Field, typed string, say func(model.Message) string) (string, bool) {
	parts := []string{typed}
	if f.Kind == flow.Many {
		parts = strings.FieldsFunc(typed, func(r rune) bool { return r == ',' || r == ' ' })
		if v, ok := chooseOne(f, typed, say); ok {
			return v, true
		}
	}
	var values []string
	for _, p := range parts {
		v, ok := chooseOne(f, p, say)
		if !ok {
			return "", false
		}
		if !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	return strings.Join(values, ","), len(values) > 0
}

// fewestLetters is how many letters of an answer say which of several are meant:
// one that stands alone may be the name that a law has for something else.
const fewestLetters = 3

func chooseOne(f flow.Field, typed string, say func(model.Message) string) (string, bool) {
	typed = strings.TrimSpace(typed)
	if n, err := strconv.Atoi(typed); err == nil {
		if n < 1 || n > len(f.Options) {
			return "", false
		}
		return f.Options[n-1].Value, true
	}
	begun := kit.Fold(typed)
	beginning := begun != "" && (f.Kind != flow.Many || len([]rune(begun)) >= fewestLetters)
	var fits []string
	for _, o := range f.Options {
		label := kit.Fold(say(o.Label))
		if label == begun || o.Value == typed {
			return o.Value, true
		}
		if beginning && strings.HasPrefix(label, begun) {
			fits = append(fits, o.Value)
		}
	}
	if len(fits) != 1 {
		return "", false // "all" may be all of it, or all but
	}
	return fits[0], true
}

// form asks what an action asks, one field after another, and does each answer
// at once: what was typed is kept whether or not the rest is. Lines that appear
// because of an answer are asked in their place.
func (s *session) form(action string, want func(flow.Field) bool) error {
	return s.formOf(action, asking{done: map[string]bool{}, want: want})
}

// formOf is form from where an asking has come to.
func (s *session) formOf(action string, a asking) error {
	for {
		f, ok := a.next(s.fields(action))
		if !ok {
			return nil
		}
		kept := false
		if m := s.desk.Rule(s.talk.Record(), action, f.ID); f.Value == "" && !m.Zero() {
			s.tell(m)
		}
		keep := s.keeping(action, f)
		value, given, err := s.fieldOf(f, func(text string) { kept = true; keep(text) }, true)
		left := err == nil && !given || errors.Is(err, errBack) || errors.Is(err, errCommand)
		switch {
		case f.Whole && (left || err == nil):
			s.talk.Add("") // it was kept in the talk while it was typed
		case left && kept:
			s.talk.Do(action, map[string]string{f.ID: f.Value}) // it is left as it was
		}
		if err != nil {
			return err
		}
		if given {
			if err := s.answer(action, f, value); err != nil {
				return err
			}
		}
		a.answered(f, value, given, s.fields(action))
	}
}

// keeping is how a field's line is kept while it is typed: in the field, so far
// as half of it is half of it, and else in the talk.
func (s *session) keeping(action string, f flow.Field) func(string) {
	if f.Whole {
		return s.draft
	}
	return func(text string) {
		if s.mayBeCommand(text) {
			return
		}
		s.talk.DoSoFar(action, map[string]string{f.ID: text})
		s.save()
	}
}

// asking is how far a form has come.
type asking struct {
	done map[string]bool
	want func(flow.Field) bool // nil: all
	more bool                  // those lines too that are not asked for otherwise
	// made is a line that an answer to "one more" has just made, with what was
	// answered: it is not asked for once more.
	label, value string
}

func (a *asking) next(fields []flow.Field) (flow.Field, bool) {
	for _, f := range fields {
		if a.done[f.ID] || f.More && !a.more || a.want != nil && !a.want(f) {
			continue
		}
		if a.label == f.Label.ID && a.value == f.Value && !isMore(f.ID) {
			a.done[f.ID], a.label = true, ""
			continue
		}
		return f, true
	}
	return flow.Field{}, false
}

func (a *asking) answered(f flow.Field, value string, given bool, fields []flow.Field) {
	a.label = ""
	switch {
	case isMore(f.ID) && given:
		a.label, a.value = f.Label.ID, value // asked again until it is left empty
		return
	case isList(f.ID) && !given && f.Value == "":
		// The empty line behind a list ends it.
		skipList(a.done, f.ID, fields)
	}
	a.done[f.ID] = true
}

// isMore tells whether a field asks for one more of something.
func isMore(id string) bool { return strings.HasSuffix(id, ".+") }

// answer does one answer. A figure that is none is told, kept, and asked again
// once.
func (s *session) answer(action string, f flow.Field, value string) error {
	for range 2 {
		e := s.talk.Do(action, map[string]string{f.ID: value})
		s.save()
		if !s.hush {
			s.told(e.Say)
		}
		wrong := s.wrong(action, f.ID)
		if wrong.Zero() {
			return nil
		}
		s.tell(wrong)
		again, given, err := s.field(flow.Field{ID: f.ID, Label: f.Label, Kind: f.Kind, Options: f.Options}, nil)
		if err != nil || !given {
			return err
		}
		value = again
	}
	return nil
}

func (s *session) fields(action string) []flow.Field {
	a, _ := s.talk.Action(action)
	return a.Ask
}

func (s *session) wrong(action, field string) model.Message {
	for _, f := range s.fields(action) {
		if f.ID == field {
			return f.Wrong
		}
	}
	return model.Message{}
}

// isList tells whether a field is one of a list that grows as it is answered:
// its id ends in a number.
func isList(id string) bool {
	_, err := strconv.Atoi(id[strings.LastIndexByte(id, '.')+1:])
	return err == nil
}

// skipList takes what hangs on an empty line as asked.
func skipList(done map[string]bool, id string, fields []flow.Field) {
	for _, f := range fields {
		if strings.HasPrefix(f.ID, id+".") {
			done[f.ID] = true
		}
	}
}

// draft keeps a line that is the beginning of something new.
func (s *session) draft(text string) {
	if s.mayBeCommand(text) {
		text = ""
	}
	s.talk.Draft(text)
	s.save()
}

// one asks the only field of an action that makes something, and does it.
// false tells that it was left empty.
func (s *session) one(action, prompt string, arg string) (bool, error) {
	fields := s.fields(action)
	if len(fields) == 0 {
		e := s.talk.Do(action, nil)
		s.told(e.Say)
		return false, nil
	}
	f := fields[0]
	value, given := arg, arg != ""
	if !given {
		if prompt != "" {
			f.Label = model.Msg(prompt, "who", s.talk.Record().Person.Name())
		}
		var err error
		if value, given, err = s.field(f, s.draft); err != nil {
			return false, err
		}
		s.talk.Add("") // it was kept while it was typed; what becomes of it comes next
		if !given {
			return false, nil
		}
	}
	e := s.talk.Do(action, map[string]string{f.ID: value})
	s.save()
	s.told(e.Say)
	return true, nil
}

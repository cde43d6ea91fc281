package flow

import (
	"maps"
	"slices"

	"ownwords/model"
)

// Kind is what may be put into a Field.
type Kind string

// The kinds of field.
const (
	Text   Kind = "text"   // a line of text
	Words  Kind = "words"  // a line that may be said or told: quotation marks count
	Choice Kind = "choice" // one of the options
	Many   Kind = "many"   // any of the options, their values joined by commas
	Pounds Kind = "pounds" // a sum of money
	Number Kind = "number" // a quantity
	Day    Kind = "day"    // a date, or words for one
)

// Option is one thing that can be chosen: what it is to the engine, and what
// to call it.
type Option struct {
	Value string
	Label model.Message
}

// Field is one thing that an action asks: data, from which a page of lines, a
// run of plain questions and the help are made.
type Field struct {
	ID      string
	Label   model.Message
	Kind    Kind
	Options []Option
	// Value is what stands there now, as typed.
	Value string
	// Wrong says what is the matter with the value. It is kept all the same.
	Wrong model.Message
	// Hint says, in a few words, what could stand there.
	Hint model.Message
	// More tells that the field is there when wanted, and is never asked for.
	More bool
	// Whole tells that the field counts only once it is finished: half a name
	// would be somebody else.
	Whole bool
	// Part is what the field is about, where a page shows several parts.
	Part model.ID
}

// Action is something that can be done: help, the palette and plain mode's
// commands are made from these alone. Keys are the full screen's affair.
type Action struct {
	ID string
	// Command is the plain command without its full stop; "" for none.
	Command string
	On      bool
	Why     model.Message // what stands in the way while it is not On
	Ask     []Field
}

// deed is how the engine holds an action.
type deed struct {
	id, command string
	// stage, where set, must be in the guide.
	stage model.Stage
	// leaves tells that it leaves the note one is in, which is gone where it was
	// emptied: that belongs to the erasing.
	leaves bool
	// can says what stands in the way, or nothing. Nil means nothing ever does.
	can func(*Flow) model.Message
	ask func(*Flow) []Field
	do  func(*Flow, map[string]string) Effect
}

var deeds = slices.Concat(
	talkDeeds, markDeeds, wrongDeeds, placeDeeds, chainDeeds, startDeeds, wantDeeds, peopleDeeds, riskDeeds,
	helpDeeds, moneyDeeds, paymentDeeds, dealDeeds, questionDeeds, readBackDeeds, agreeDeeds, changedDeeds,
	shareDeeds, owedDeeds, needDeeds, adviceDeeds, decisionDeeds, powerDeeds, advocacyDeeds, wishesDeeds, mineDeeds,
)

// Actions are all actions of a conversation in the order of the palette, each
// with whether it can be done here and, if not, why.
func (f *Flow) Actions() []Action {
	out := make([]Action, 0, len(deeds))
	for _, d := range deeds {
		if a, ok := f.action(d); ok {
			out = append(out, a)
		}
	}
	return out
}

func (f *Flow) action(d deed) (Action, bool) {
	if d.stage != "" && !f.guide.Has(d.stage) {
		return Action{}, false
	}
	a := Action{ID: d.id, Command: d.command, On: true}
	if d.can != nil {
		a.Why = d.can(f)
		a.On = a.Why.Zero()
	}
	if d.ask != nil && a.On {
		a.Ask = d.ask(f)
	}
	return a, true
}

// Commands are the plain commands of all actions of every kind of conversation.
func Commands() []string {
	var out []string
	for _, d := range deeds {
		if d.command != "" {
			out = append(out, d.command)
		}
	}
	return out
}

// Action returns the action with this id as it is here, and whether this
// conversation has it at all.
func (f *Flow) Action(id string) (Action, bool) {
	i := slices.IndexFunc(deeds, func(d deed) bool { return d.id == id })
	if i < 0 {
		return Action{}, false
	}
	return f.action(deeds[i])
}

// Do does an action with the answers to what it asks, by the fields' ids. An
// answer that is not given leaves its field as it is. An action that is not On
// does nothing and says why. All of it is one step to take back, together with
// what DoSoFar has kept of the same answers.
func (f *Flow) Do(id string, answers map[string]string) Effect {
	e := f.deed(id, answers)
	f.settle()
	return e
}

// DoSoFar is Do for an answer that is typed still, so that it is on disk before
// it is finished. Do with the same answers ends it, as everything else does.
func (f *Flow) DoSoFar(id string, answers map[string]string) Effect {
	f.soFar = true
	defer func() { f.soFar = false }()
	return f.deed(id, answers)
}

func (f *Flow) deed(id string, answers map[string]string) Effect {
	i := slices.IndexFunc(deeds, func(d deed) bool { return d.id == id })
	if i < 0 {
		return Effect{Look: f.place, Say: []model.Message{f.NotHere()}}
	}
	a, ok := f.action(deeds[i])
	switch {
	case !ok:
		return Effect{Look: f.place, Say: []model.Message{f.NotHere()}}
	case !a.On:
		return Effect{Look: f.place, Say: []model.Message{a.Why}}
	}
	var dropped []model.ID
	if deeds[i].leaves {
		dropped = f.dropEmpty()
	}
	f.resume(typedIn{id, f.place.Part})
	f.acting, f.field = true, ""
	if len(answers) == 1 {
		for line := range answers {
			f.field = line
		}
	}
	defer func() { f.acting, f.field = false, "" }()
	e := deeds[i].do(f, answers)
	e.Changed = append(e.Changed, dropped...)
	return e
}

// line is a field with what an answer to it does.
type line struct {
	Field
	set func(value string)
	// tidy, where set, is done once all was answered.
	tidy func()
}

func fields(lines []line) []Field {
	out := make([]Field, len(lines))
	for i, l := range lines {
		out[i] = l.Field
	}
	return out
}

// answer sets every answer on the lines it belongs to. Lines that appear only
// because of another answer are set too. What is typed still tidies nothing: a
// row that is empty now may have words again in a moment.
func (f *Flow) answer(lines func() []line, answers map[string]string) {
	left := map[string]string{}
	maps.Copy(left, answers)
	for {
		i, now := -1, lines()
		for j, l := range now {
			if _, ok := left[l.ID]; ok {
				i = j
				break
			}
		}
		if i < 0 {
			break
		}
		now[i].set(left[now[i].ID])
		delete(left, now[i].ID)
	}
	for _, l := range lines() {
		if l.tidy != nil && !f.soFar {
			l.tidy()
		}
	}
}

// edit is the shape of most actions: change a copy of one part by answers.
func edit[T model.Part](f *Flow, name string, part T, lines func(T) []line, answers map[string]string) Effect {
	e := f.act(name, func(t *tx) {
		c := model.Copy(part)
		f.answer(func() []line { return lines(c) }, answers)
		if !samePart(part, c) {
			t.put(c)
		}
	})
	return e
}

func options(prefix string, values ...string) []Option {
	out := make([]Option, len(values))
	for i, v := range values {
		out[i] = Option{Value: v, Label: model.Msg(prefix + "." + orNone(v))}
	}
	return out
}

func orNone(v string) string {
	if v == "" {
		return "none"
	}
	return v
}

func stringsOf[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = string(x)
	}
	return out
}

// The makers of common lines. Each field's label is "field." and its kind of
// part and name, so that the catalogue lists them together.

func textLine(id string, at *string) line {
	return line{Field: Field{ID: tail(id), Label: model.Msg("field." + id), Kind: Text, Value: *at}, set: func(v string) { *at = v }}
}

func wordsLine(id string, at *model.Words) line {
	l := line{Field: Field{ID: tail(id), Label: model.Msg("field." + id), Kind: Words}}
	if !at.Empty() {
		l.Value = at.Typed()
	}
	l.set = func(v string) {
		from := at.From
		*at = model.ParseWords(v)
		at.From = from
	}
	return l
}

func choiceLine(id string, at *string, values ...string) line {
	return line{
		Field: Field{ID: tail(id), Label: model.Msg("field." + id), Kind: Choice, Value: *at, Options: options("choice."+id, values...)},
		set: func(v string) {
			if v == "" || slices.Contains(values, v) {
				*at = v
			}
		},
	}
}

func figureLine(id string, kind Kind, unit model.Unit, at *model.Figure) line {
	l := line{Field: Field{ID: tail(id), Label: model.Msg("field." + id), Kind: kind, Value: at.Typed}}
	_, l.Wrong = model.ParseFigure(at.Typed, unit)
	l.set = func(v string) { *at, _ = model.ParseFigure(v, unit) }
	return l
}

func (f *Flow) dayLine(id string, at *model.When, next bool) line {
	l := line{
		Field: Field{ID: tail(id), Label: model.Msg("field." + id), Kind: Day, Value: at.Typed},
		set:   func(v string) { *at = model.ParseWhen(v, f.env.Now(), next) },
	}
	if at.NoSuchDay() {
		l.Wrong = model.Msg("wrong.no-such-day", "typed", at.Typed)
	}
	return l
}

// flagLine asks for a yes. Nothing stands there until it is one: a no is what
// nobody has to say.
func flagLine(id string, at *bool) line {
	now := ""
	if *at {
		now = "yes"
	}
	l := choiceLine(id, &now, "no", "yes")
	l.Options = options("choice.flag", "no", "yes")
	set := l.set
	l.set = func(v string) { set(v); *at = now == "yes" }
	return l
}

// tidied makes a line the empty one behind the rows of a list. Rows that were
// emptied go when all was answered, and no sooner: until then each row keeps its
// number, so that no answer is put into another's.
func tidied[T any](list *[]T, empty func(T) bool, next line) line {
	next.tidy = func() { *list = slices.DeleteFunc(*list, empty) }
	return next
}

// about gives a line's label the name of whom it is about.
func (l line) about(id, name string) line {
	l.ID = id
	l.Label = model.Msg(l.Label.ID, "who", name)
	return l
}

// more makes a line one that is never asked for.
func (l line) more() line {
	l.More = true
	return l
}

// whole makes a line count only once it is finished.
func (l line) whole() line {
	l.Whole = true
	return l
}

// tail is what stands behind the first full stop: the field's own name.
func tail(id string) string {
	for i := range id {
		if id[i] == '.' {
			return id[i+1:]
		}
	}
	return id
}

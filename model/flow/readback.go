package flow

import (
	"slices"
	"strings"

	"ownwords/model"
)

var readBackDeeds = []deed{
	{id: "read.yes", command: "yes", stage: model.StageReadBack, can: reading, do: readAs(model.ReadYes)},
	{
		id: "read.change", command: "change", stage: model.StageReadBack, can: canChange,
		ask: func(f *Flow) []Field {
			i, _ := f.Reading()
			return []Field{{ID: "words", Label: model.Msg("field.read.change"), Kind: Words, Value: i.Words.Typed()}}
		},
		do: func(f *Flow, a map[string]string) Effect { return f.readChange(a["words"], f.soFar) },
	},
	{id: "read.leave", command: "leaveout", stage: model.StageReadBack, can: canChange, do: readAs(model.LeftOut)},
	{
		id: "read.back", command: "before", stage: model.StageReadBack,
		do: func(f *Flow, _ map[string]string) Effect {
			f.reading = max(f.reading-1, 0)
			return Effect{Look: f.place}
		},
	},
}

// Line is one line of something read back: words of the record, or a sentence
// of the program's.
type Line struct {
	Say   model.Message
	Words model.Words
}

// Item is one thing read back: one thing on the turned screen, then one
// question.
type Item struct {
	Part model.ID
	Kind model.PartKind
	// Heading stands over it; Words are the person's own, which can be changed.
	Heading model.Message
	Words   model.Words
	Lines   []Line
	Ask     model.Message
}

// Persons is the record as the person may have it, which is refused to nobody:
// what is read back, and whatever others who look on may see, is made of this and
// of nothing else. It is to read: many ask for it of one record.
func (f *Flow) Persons() *model.Record {
	if f.persons.of != f.r {
		copied, _ := f.r.For(model.Recipient{Person: true})
		f.persons = persons{f.r, copied}
	}
	return f.persons.copied
}

// persons is a record as the person may have it.
type persons struct{ of, copied *model.Record }

// ReadBack is all that is read back, in the order in which it is read.
func (f *Flow) ReadBack() []Item {
	r := f.Persons()
	var out []Item
	for _, w := range r.Wants {
		if w.Read != model.LeftOut {
			out = append(out, wantItem(r, w))
		}
	}
	for _, n := range r.Needs {
		if n.Read != model.LeftOut {
			out = append(out, needItem(n))
		}
	}
	for _, x := range r.Risks {
		if x.Read != model.LeftOut {
			out = append(out, f.riskItem(r, x))
		}
	}
	for _, s := range r.Supports {
		if len(s.For) == 0 && s.Read != model.LeftOut && !s.Own {
			out = append(out, supportItem(s))
		}
	}
	for _, q := range r.Questions {
		heading := "read.question"
		if q.NotToMiss {
			heading = "read.not-to-miss"
		}
		out = append(out, Item{Part: q.ID, Kind: model.KindQuestion, Heading: model.Msg(heading), Words: q.Words, Ask: model.Msg("read.right")})
	}
	if f.guide.Has(model.StageMoney) && slices.ContainsFunc(r.Supports, func(s *model.Support) bool { return s.Cost.Priced() }) {
		money := Item{Kind: model.KindBudget, Heading: model.Msg("read.money"), Ask: model.Msg("read.right")}
		for _, m := range f.SumsSaid() {
			// The same sums as everywhere, said in the first person.
			money.Lines = append(money.Lines, Line{Say: model.Message{ID: "read." + m.ID, Args: m.Args}})
		}
		out = append(out, money)
	}
	for i := range out {
		if out[i].Part != "" && out[i].Words.Empty() {
			out[i].Lines = slices.Insert(out[i].Lines, 0, Line{Say: model.Msg("words.gone")})
		}
	}
	return out
}

// supportItem is a help that is for no want.
func supportItem(s *model.Support) Item {
	i := Item{
		Part: s.ID, Kind: model.KindSupport, Heading: model.Msg("read.help"), Words: s.What,
		Lines: whoLines(s), Ask: model.Msg("read.right"),
	}
	if s.NotFound {
		i.Heading, i.Lines = model.Msg("read.not-found"), nil
	}
	return i
}

func wantItem(r *model.Record, w *model.Want) Item {
	i := Item{Part: w.ID, Kind: model.KindWant, Heading: model.Msg("read.want"), Words: w.Words, Ask: model.Msg("read.right")}
	var missing []Line
	for _, s := range r.Supports {
		switch {
		case !slices.Contains(s.For, w.ID) || s.Read == model.LeftOut:
		case s.NotFound:
			missing = append(missing, Line{Words: s.What})
		default:
			if len(i.Lines) == 0 {
				i.Lines = []Line{{Say: model.Msg("read.helps")}}
			}
			i.Lines = append(append(i.Lines, Line{Words: s.What}), whoLines(s)...)
		}
	}
	if len(missing) > 0 { // no help that anybody could say yes to
		i.Lines = append(append(i.Lines, Line{Say: model.Msg("read.not-found")}), missing...)
	}
	if len(i.Lines) == 0 {
		i.Lines = []Line{{Say: model.Msg("read.nothing-yet")}}
	}
	return i
}

// needItem is what is hard, and what it does to their life. What the council
// decides of it is no question to them.
func needItem(n *model.Need) Item {
	i := Item{Part: n.ID, Kind: model.KindNeed, Heading: model.Msg("read.need"), Words: n.Words, Ask: model.Msg("read.right")}
	if !n.Effect.Empty() {
		i.Lines = []Line{{Say: model.Msg("read.effect")}, {Words: n.Effect}}
	}
	return i
}

// whoLines say who gives a help and how much of it, and for what, in words.
func whoLines(s *model.Support) []Line {
	var out []Line
	if s.Who != "" {
		out = append(out, Line{Say: model.Msg("read.who", "who", s.Who)})
	}
	if m := s.HowMuch("read.visits", "read.hours"); !m.Zero() {
		out = append(out, Line{Say: m})
	}
	if s.Purpose != "" {
		out = append(out, Line{Words: model.Words{Text: s.Purpose}})
	}
	return out
}

func (f *Flow) riskItem(r *model.Record, x *model.Risk) Item {
	i := Item{Part: x.ID, Kind: model.KindRisk, Heading: model.Msg("read.risk"), Words: x.Words, Ask: model.Msg("read.fair")}
	for _, v := range x.Views {
		i.Lines = append(i.Lines, f.viewSaid(r, v)...)
	}
	if !x.Try.Empty() {
		i.Lines = append(i.Lines, Line{Say: model.Msg("read.try")}, Line{Words: x.Try})
	}
	i.Lines = append(i.Lines, doingSaid(x)...)
	if !x.Differ.Empty() {
		i.Lines = append(i.Lines, Line{Say: model.Msg("read.differ")}, Line{Words: x.Differ})
	}
	return i
}

// doingSaid says who will do what, and what happens if.
func doingSaid(x *model.Risk) []Line {
	var out []Line
	said := func(list []model.Doing) {
		for _, d := range list {
			out = append(out, Line{Words: model.Words{Text: strings.TrimSpace(d.Who + " " + d.What)}})
		}
	}
	if len(x.Doing) > 0 {
		out = append(out, Line{Say: model.Msg("read.doing")})
		said(x.Doing)
	}
	for _, t := range x.IfThens {
		out = append(out, Line{Say: model.Msg("read.if", "if", t.If)})
		said(t.Then)
	}
	return out
}

func (f *Flow) viewSaid(r *model.Record, v model.View) []Line {
	voice := model.Find(r.Voices, v.Voice)
	if voice == nil || v.Stand == model.NoStand {
		return nil
	}
	if voice.Role == model.RolePerson {
		return []Line{{Say: model.Msg("read.me."+string(v.Stand), "if", v.If)}}
	}
	name := f.VoiceName(v.Voice)
	switch v.Stand {
	case model.For, model.ForIf:
		return []Line{{Say: model.Msg("read.other."+string(v.Stand), "who", name, "if", v.If)}}
	case model.NotSaying:
		return []Line{{Say: model.Msg("read.other.not-saying", "who", name)}}
	}
	if v.Words.Empty() {
		return []Line{{Say: model.Msg("read.other.ask", "who", name)}}
	}
	return []Line{{Say: model.Msg("read.other.differs", "who", name)}, {Words: v.Words}}
}

// Reading is what is being read back now; false once all was.
func (f *Flow) Reading() (Item, bool) {
	items := f.ReadBack()
	if f.reading >= len(items) {
		return Item{}, false
	}
	return items[f.reading], true
}

func reading(f *Flow) model.Message {
	if f.place.Stage != model.StageReadBack {
		return model.Msg("why.not-reading")
	}
	_, ok := f.Reading()
	return unless(ok, "why.all-read")
}

func canChange(f *Flow) model.Message {
	if why := reading(f); !why.Zero() {
		return why
	}
	i, _ := f.Reading()
	return unless(i.Part != "", "why.sums")
}

// readAs notes what was said to what was read, and goes on.
func readAs(said model.Read) func(*Flow, map[string]string) Effect {
	return func(f *Flow, _ map[string]string) Effect {
		i, _ := f.Reading()
		left := said == model.LeftOut
		e := f.act("read."+string(said), func(t *tx) {
			if q, ok := f.r.PartOf(i.Kind, i.Part).(*model.Question); ok && left {
				t.drop(q)
				return
			}
			if p := withRead(f.r.PartOf(i.Kind, i.Part), said); p != nil {
				t.putIfNew(p)
			}
			if !left && f.halfRead[i.Part] { // a yes to the other words as far as they were typed
				t.reworded(i.Part)
			}
		})
		switch {
		case !left:
			f.reading++
		case i.Kind == model.KindQuestion:
			e.Say = append(e.Say, takenOut())
		case i.Kind == model.KindNeed:
			e.Say = append(e.Say, model.Msg("read.left-need"))
		default:
			e.Say = append(e.Say, model.Msg("read.left"))
		}
		return f.readOn(e)
	}
}

// readOn says, behind the last, that all was read back.
func (f *Flow) readOn(e Effect) Effect {
	if _, more := f.Reading(); more {
		return e
	}
	back := f.act("read.done", func(t *tx) {
		a := f.agreementCopy()
		a.ReadBack = true
		t.putIfNew(a)
	})
	e.Changed = append(e.Changed, back.Changed...)
	e.Say = append(e.Say, model.Msg("read.all", "n", f.agreementCopy().Changed))
	return e
}

// readChange puts other words in place of what was read. The first ones are
// kept too. What is typed so far is kept before it is finished: it is nothing
// that anybody said yes to yet, and what is left as it was is as it was.
func (f *Flow) readChange(typed string, soFar bool) Effect {
	i, _ := f.Reading()
	was := f.beforeRun(ref{i.Kind, i.Part})
	old, w := wordsOf(was), model.ParseWords(typed)
	w.From = old.From
	same := w.Empty() || w.Text == old.Text && w.Telling == old.Telling
	if same || soFar {
		f.halfRead[i.Part] = !same
		return f.act("read.typing", func(t *tx) {
			p := was
			if !same {
				p = withWords(was, w)
			}
			t.putIfNew(p)
		})
	}
	e := f.act("read.change", func(t *tx) {
		p := withWords(was, w)
		if read := withRead(p, model.ReadYes); read != nil {
			p = read
		}
		t.put(p)
		t.reworded(i.Part)
	})
	f.reading++
	e.Say = append(e.Say, model.Msg("read.changed"))
	return f.readOn(e)
}

// reworded counts a part whose words were changed in this reading back, once.
func (t *tx) reworded(part model.ID) {
	if !t.f.reworded[part] {
		a := t.f.agreementCopy()
		a.Changed++
		t.put(a)
	}
	t.f.reworded[part], t.f.halfRead[part] = true, false
}

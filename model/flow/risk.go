package flow

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"ownwords/model"
)

var riskDeeds = []deed{
	{
		id: "risk.new", command: "newrisk", stage: model.StageRisks,
		ask: func(f *Flow) []Field {
			return fields([]line{wordsLine("risk.words", &model.Words{}).about("words", f.r.Person.Name())})
		},
		do: func(f *Flow, a map[string]string) Effect { return f.newRisk(a) },
	},
	{
		id: "risk.set", stage: model.StageRisks, can: onRisk,
		ask: func(f *Flow) []Field { x := model.Copy(f.riskHere()); return fields(f.riskLines(x)) },
		do: func(f *Flow, a map[string]string) Effect {
			return f.setRisk(a)
		},
	},
	{
		id: "risk.drop", stage: model.StageRisks, can: onRisk,
		do: func(f *Flow, _ map[string]string) Effect {
			return f.taken("risk.drop", model.StageRisks, f.riskHere(), nil)
		},
	},
}

func (f *Flow) riskHere() *model.Risk { return focused(f, model.StageRisks, f.r.Risks) }

func onRisk(f *Flow) model.Message { return on(f.riskHere(), "why.no-risk") }

func (f *Flow) newRisk(a map[string]string) Effect {
	x := &model.Risk{Head: newHead(f, f.r.Risks)}
	f.answer(func() []line { return f.riskLines(x) }, a)
	if x.Words.Empty() {
		return Effect{Look: f.place}
	}
	return f.made("risk.new", model.StageRisks, x)
}

// setRisk changes the risk in focus. A view of somebody who is not in the
// record yet makes a voice of them.
func (f *Flow) setRisk(a map[string]string) Effect {
	name := strings.TrimSpace(a["view.+"])
	if name == "" {
		return edit(f, "risk.set", f.riskHere(), f.riskLines, without(a, "view.+"))
	}
	return f.act("risk.set", func(t *tx) {
		s := f.startCopy()
		name, connection := cutConnection(name)
		id := s.voice(f, name, connection, nil)
		for _, v := range s.voices {
			t.putIfNew(v)
		}
		c := model.Copy(f.riskHere())
		if _, ok := c.View(id); !ok {
			c.Views = append(c.Views, model.View{Voice: id, At: f.env.Now().UTC()})
		}
		t.put(c)
	})
}

// riskLines are the lines of a risk's page. What the person gets stands before
// what could go wrong, and every view under its owner's name.
func (f *Flow) riskLines(x *model.Risk) []line {
	person := f.r.Person.Name()
	lines := []line{
		wordsLine("risk.words", &x.Words).about("words", person),
		wordsLine("risk.get", &x.Get).about("get", person),
		wordsLine("risk.could", &x.Could),
		wordsLine("risk.before", &x.Before),
	}
	for _, v := range f.viewVoices(x) {
		lines = append(lines, f.viewLines(x, v)...)
	}
	lines = append(lines, line{Field: Field{ID: "view.+", Label: model.Msg("field.risk.somebody"), Kind: Text, Whole: true}, set: func(string) {}})
	lines = append(lines, optionLines(x)...)
	lines = append(lines, wordsLine("risk.try", &x.Try), stateLine(x), textLine("risk.long", &x.For).more(), textLine("risk.know", &x.Know).more())
	lines = append(lines, f.doingLines("doing", "field.risk.doing", &x.Doing)...)
	lines = append(lines, f.ifThenLines(x)...)
	return append(lines,
		wordsLine("risk.differ", &x.Differ), f.dayLine("risk.look", &x.Look, true).more(),
		textLine("risk.decided", &x.Decided).more(),
		wordsLine("risk.kept-what", &x.Kept.What).more(), textLine("risk.kept-by", &x.Kept.By).more(),
		textLine("risk.kept-since", &x.Kept.Since).more(), textLine("risk.kept-right", &x.Kept.Right).more(),
		textLine("risk.kept-less", &x.Kept.Less).more())
}

// stateLine asks where a risk has come to, once there is something to try.
func stateLine(x *model.Risk) line {
	state := string(x.State)
	l := choiceLine("risk.state", &state, stringsOf(model.RiskStates)...)
	set := l.set
	l.set = func(v string) { set(v); x.State = model.RiskState(state) }
	l.More = x.Try.Empty()
	return l
}

// NotAsked are those whom a risk's page counts on, who are not in the room and
// whom nobody has asked: who does something in it, and who is named in what is
// tried.
func (f *Flow) NotAsked(x *model.Risk) []string {
	var out []string
	add := func(who string, asked model.Asked) {
		if asked == model.NotAskedYet && fold(who) != "" && !f.inRoom(who) && !slices.Contains(out, who) {
			out = append(out, who)
		}
	}
	for _, d := range x.Doing {
		add(d.Who, d.Asked)
	}
	for _, t := range x.IfThens {
		for _, d := range t.Then {
			add(d.Who, d.Asked)
		}
	}
	for _, y := range f.r.Relations {
		if namedIn(x.Try.Text, y.Name) {
			add(y.Name, y.Asked)
		}
	}
	return out
}

// namedIn tells whether a name stands in a text as words of its own.
func namedIn(text, name string) bool {
	cut := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' }
	return name != "" && strings.Contains(
		" "+strings.Join(strings.FieldsFunc(fold(text), cut), " ")+" ",
		" "+strings.Join(strings.FieldsFunc(fold(name), cut), " ")+" ")
}

// viewVoices are those whose view can stand here: who is in the room, and who
// gave one before.
func (f *Flow) viewVoices(x *model.Risk) []*model.Voice {
	out := f.Here()
	for _, v := range x.Views {
		if w := model.Find(f.r.Voices, v.Voice); w != nil && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	// An interpreter speaks for others, and a peer supporter does not judge.
	out = slices.DeleteFunc(out, func(v *model.Voice) bool {
		return v.Role == model.RoleInterpreter || v.Role == model.RolePeer
	})
	slices.SortStableFunc(out, func(a, b *model.Voice) int { return turn(a) - turn(b) })
	return out
}

func (f *Flow) viewLines(x *model.Risk, v *model.Voice) []line {
	id, name := "view."+string(v.ID), f.VoiceName(v.ID)
	view, _ := x.View(v.ID)
	view.Voice = v.ID
	keep := func() {
		view.At = f.env.Now().UTC()
		i := slices.IndexFunc(x.Views, func(w model.View) bool { return w.Voice == v.ID })
		if i < 0 {
			x.Views = append(x.Views, view)
			return
		}
		x.Views[i] = view
	}
	stand := string(view.Stand)
	first := choiceLine("view.stand", &stand, stringsOf(model.Stands)...)
	out := []line{kept(first.about(id+".stand", name), func() { view.Stand = model.Stand(stand) }, keep)}
	switch view.Stand {
	case model.NoStand, model.NotSaying:
		return out
	case model.ForIf:
		out = append(out, kept(textLine("view.if", &view.If).about(id+".if", name), nil, keep))
	case model.For, model.NotSure, model.Against:
	}
	// What they said while they stood elsewhere is theirs still, and has its line to
	// change it or take it out.
	if view.Stand != model.ForIf || !view.Words.Empty() {
		out = append(out, kept(wordsLine("view.words", &view.Words).about(id+".words", name), nil, keep))
	}
	if view.Stand == model.NotSure || view.Stand == model.Against || view.Settle != "" {
		out = append(out, kept(textLine("view.settle", &view.Settle).about(id+".settle", name), nil, keep))
	}
	if v.Role != model.RolePerson && !v.Role.Worker() && !view.Words.Empty() {
		may := yesNo(view.MayReadBack)
		l := choiceLine("view.may", &may, "no", "yes").about(id+".may", name).more()
		out = append(out, kept(l, func() { view.MayReadBack = may == "yes" }, keep))
	}
	return out
}

// kept makes a line that, once set, does two more things.
func kept(l line, then, keep func()) line {
	set := l.set
	l.set = func(v string) {
		set(v)
		if then != nil {
			then()
		}
		keep()
	}
	return l
}

// doingLines are one line for each thing that somebody does, whether they were
// asked where they are not in the room, and an empty line for the next.
func (f *Flow) doingLines(id, label string, list *[]model.Doing) []line {
	var out []line
	for i := range *list {
		d := &(*list)[i]
		at := fmt.Sprintf("%s.%d", id, i)
		out = append(out, line{
			Field: Field{ID: at, Label: model.Msg(label), Kind: Text, Value: strings.TrimSpace(d.Who + " " + d.What), Hint: model.Msg("hint.doing")},
			set: func(v string) {
				asked := d.Asked
				*d = f.doing(v)
				d.Asked = asked
			},
		})
		if d.Who != "" && !f.inRoom(d.Who) {
			out = append(out, askedLine("doing.asked", &d.Asked).about(at+".asked", d.Who))
		}
	}
	return append(out, tidied(list, emptyDoing, line{
		Field: Field{ID: fmt.Sprintf("%s.%d", id, len(*list)), Label: model.Msg(label), Kind: Text, Hint: model.Msg("hint.doing")},
		set: func(v string) {
			if fold(v) != "" {
				*list = append(*list, f.doing(v))
			}
		},
	}))
}

func emptyDoing(d model.Doing) bool { return fold(d.Who) == "" && fold(d.What) == "" }

// doing reads "Carol rings the club": who is a name the record knows, however
// many words it has, else the first word. A colon behind it is no part of it.
func (f *Flow) doing(typed string) model.Doing {
	typed = strings.TrimSpace(typed)
	var names []string
	for _, v := range f.r.Voices {
		names = append(names, f.VoiceName(v.ID), v.Name)
	}
	for _, x := range f.r.Relations {
		names = append(names, x.Name)
	}
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	for _, n := range names {
		if n == "" || len(typed) < len(n) || fold(typed[:len(n)]) != fold(n) {
			continue
		}
		if rest := typed[len(n):]; rest == "" || rest[0] == ' ' || rest[0] == ':' {
			return model.Doing{Who: typed[:len(n)], What: strings.TrimSpace(strings.TrimPrefix(rest, ":"))}
		}
	}
	who, what, _ := strings.Cut(typed, " ")
	if name, behind, colon := strings.Cut(who, ":"); colon && name != "" {
		who, what = name, behind+" "+what
	}
	return model.Doing{Who: who, What: strings.TrimSpace(what)}
}

// inRoom tells whether somebody of this name is here, and so was asked by
// being here.
func (f *Flow) inRoom(name string) bool {
	return slices.ContainsFunc(f.Here(), func(v *model.Voice) bool {
		return fold(f.VoiceName(v.ID)) == fold(name) || fold(v.Name) == fold(name)
	})
}

func (f *Flow) ifThenLines(x *model.Risk) []line {
	var out []line
	for i := range x.IfThens {
		t := &x.IfThens[i]
		at := fmt.Sprintf("if.%d", i)
		out = append(out, textLine("risk.if", &t.If).about(at, ""))
		out = append(out, f.doingLines(at+".then", "field.risk.then", &t.Then)...)
		out = append(out, textLine("risk.number", &t.Number).about(at+".number", "").more())
	}
	next := ""
	l := textLine("risk.if", &next).about(fmt.Sprintf("if.%d", len(x.IfThens)), "")
	l.set = func(v string) {
		if fold(v) != "" {
			x.IfThens = append(x.IfThens, model.IfThen{If: v})
		}
	}
	return append(out, tidied(&x.IfThens, emptyIfThen, l))
}

func emptyIfThen(t model.IfThen) bool { return fold(t.If) == "" && len(t.Then) == 0 }

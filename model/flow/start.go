package flow

import (
	"slices"
	"strings"

	"ownwords/model"
)

var startDeeds = []deed{
	{
		id: "visit.set", command: "visit",
		ask: func(f *Flow) []Field { s := f.startCopy(); return fields(f.startLines(s)) },
		do:  func(f *Flow, a map[string]string) Effect { return f.setStart(a) },
	},
	{
		id: "here.add", command: "here",
		ask: func(f *Flow) []Field {
			return []Field{{ID: "who", Label: model.Msg("field.here.add"), Kind: Text, Hint: model.Msg("hint.here")}}
		},
		do: func(f *Flow, a map[string]string) Effect { return f.addHere(a["who"]) },
	},
	{
		id: "visit.new", command: "newvisit",
		can: func(f *Flow) model.Message { return unless(f.begun(), "why.not-begun") },
		do:  func(f *Flow, _ map[string]string) Effect { return f.newVisit() },
	},
	{
		id: "person.set", command: "about",
		ask: func(f *Flow) []Field { return fields(f.personLines(model.Copy(f.r.Person))) },
		do: func(f *Flow, a map[string]string) Effect {
			return edit(f, "person.set", f.r.Person, f.personLines, a)
		},
	},
	{
		id: "not-wanted", command: "notwanted",
		can: func(f *Flow) model.Message {
			if f.guide.Kind == model.Assessment {
				return model.Message{}
			}
			return f.NotHere()
		},
		ask: func(f *Flow) []Field { return fields(notWantedLines(model.Copy(f.r.Conversation))) },
		do:  func(f *Flow, a map[string]string) Effect { return f.notWanted(a) },
	},
	{
		id: "stop", command: "stop",
		can: func(f *Flow) model.Message { return unless(f.r.Conversation.Standing == model.Draft, "why.not-draft") },
		ask: func(f *Flow) []Field { return fields([]line{f.stopLine()}) },
		do:  func(f *Flow, a map[string]string) Effect { return f.stop(a["why"]) },
	},
	{
		id: "resume", command: "resume",
		can: func(f *Flow) model.Message {
			s := f.r.Conversation.Standing
			return unless(s == model.Stopped || s == model.NotWanted, "why.not-stopped")
		},
		do: func(f *Flow, _ map[string]string) Effect { return f.stand("resume", model.Draft) },
	},
}

// start is what the page of a visit's start changes: three parts at once.
type start struct {
	person *model.Person
	visit  *model.Visit
	voices []*model.Voice
}

func (f *Flow) startCopy() *start {
	s := &start{person: model.Copy(f.r.Person), visit: &model.Visit{}}
	if v := f.r.Latest(); v != nil {
		s.visit = model.Copy(v)
	}
	for _, v := range f.r.Voices {
		s.voices = append(s.voices, model.Copy(v))
	}
	return s
}

func (f *Flow) startLines(s *start) []line {
	who := textLine("start.who", &s.person.FullName)
	who.Hint = model.Msg("hint.who")
	here := line{
		Field: Field{ID: "here", Label: model.Msg("field.start.here"), Kind: Text, Value: f.hereTyped(s), Hint: model.Msg("hint.here")},
		set:   func(v string) { f.setHere(s, v) },
	}
	lines := []line{
		who, textLine("start.called", &s.person.Called), here, textLine("start.where", &s.visit.Where),
	}
	if f.guide.Kind == model.Preparation {
		return append(lines,
			textLine("start.meeting", &s.visit.Meeting),
			textLine("start.how-to-talk", &s.person.HowToTalk),
			textLine("start.best-time", &s.person.BestTime),
			textLine("start.disliked", &s.person.Disliked).more())
	}
	why := string(s.visit.Why)
	whyLine := choiceLine("start.why", &why, string(model.WhyPlan), string(model.WhyReview), string(model.WhyWorry))
	setWhy := whyLine.set
	whyLine.set = func(v string) { setWhy(v); s.visit.Why = model.Why(why) }
	lines = append(lines, whyLine, choiceLine("start.needed", &s.visit.NeededToday, "no", "yes", "later"))
	if s.visit.NeededToday == "yes" {
		lines = append(lines, textLine("start.needed-what", &s.visit.NeededTodayWhat))
	}
	return append(lines,
		choiceLine("start.independent", &s.visit.Independent, "no", "yes", "later"),
		textLine("start.how-to-talk", &s.person.HowToTalk),
		textLine("start.disliked", &s.person.Disliked).more())
}

// hereTyped is who is here as one would type it: the person and the worker are
// not in it, they always are.
func (f *Flow) hereTyped(s *start) string {
	var out []string
	for _, id := range s.visit.Here {
		v := model.Find(s.voices, id)
		if v == nil || v.Role == model.RolePerson || v.Role.Worker() {
			continue
		}
		name := v.Name
		if v.Connection != "" {
			name += " (" + v.Connection + ")"
		}
		out = append(out, name)
	}
	return strings.Join(out, ", ")
}

// setHere makes voices of the names typed, "Carol (daughter), Amrit", and has
// them in the room. Somebody who was here before is known by their name.
func (f *Flow) setHere(s *start, typed string) {
	var here []model.ID
	for _, v := range s.voices {
		if v.Role == model.RolePerson && slices.Contains(s.visit.Here, v.ID) {
			here = append(here, v.ID)
		}
	}
	for _, part := range splitNames(typed) {
		name, connection := cutConnection(part)
		if name == "" || fold(name) == fold(s.person.FullName) || fold(name) == fold(s.person.Name()) {
			continue
		}
		here = append(here, s.voice(f, name, connection, here))
	}
	for _, v := range s.voices {
		if v.Role.Worker() && slices.Contains(s.visit.Here, v.ID) {
			here = append(here, v.ID)
		}
	}
	s.visit.Here = here
}

// splitNames cuts at commas that stand outside brackets.
func splitNames(typed string) []string {
	depth := 0
	return strings.FieldsFunc(typed, func(r rune) bool {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
		return r == ',' && depth <= 0
	})
}

// cutConnection reads "Carol (daughter)".
func cutConnection(typed string) (name, connection string) {
	name, connection, _ = strings.Cut(typed, "(")
	return strings.TrimSpace(name), strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(connection), ")"))
}

// voice is the id of the voice with this name, made if nobody has it but those
// who are taken: two of one name in the room are two people. Of two, the one
// connected as was typed is meant.
func (s *start) voice(f *Flow, name, connection string, taken []model.ID) model.ID {
	connected := func(v *model.Voice) bool { return fold(v.Connection) == fold(connection) }
	var found *model.Voice
	for _, v := range s.voices {
		if fold(v.Name) != fold(name) || v.Role.Worker() || slices.Contains(taken, v.ID) {
			continue
		}
		if found == nil || connected(v) && !connected(found) {
			found = v
		}
	}
	if found != nil {
		if connection != "" {
			found.Connection, found.Role = connection, roleOf(connection)
		}
		return found.ID
	}
	v := &model.Voice{Head: newHead(f, s.voices), Name: name, Connection: connection, Role: roleOf(connection)}
	s.voices = append(s.voices, v)
	return v.ID
}

// roleOf knows the roles that have rules of their own by their English names;
// everybody else is connected as their words say.
func roleOf(connection string) model.Role {
	first, _, _ := strings.Cut(fold(connection), ",")
	for _, r := range []model.Role{model.RoleInterpreter, model.RoleAdvocate, model.RoleCarer, model.RoleFriend} {
		if strings.HasPrefix(first, string(r)) {
			return r
		}
	}
	return model.RoleOther
}

func (f *Flow) setStart(a map[string]string) Effect {
	e := f.act("visit.set", func(t *tx) {
		s := f.startCopy()
		f.answer(func() []line { return f.startLines(s) }, a)
		t.putIfNew(s.person)
		t.putIfNew(s.visit)
		for _, v := range s.voices {
			if v.Role == model.RolePerson {
				v.Name = s.person.FullName
			}
			t.putIfNew(v)
		}
		t.dropUnheard(s.visit)
	})
	return e
}

// dropUnheard takes out whoever is not in the room after all and is nowhere
// else in the record: half a name, while the rest was being typed.
func (t *tx) dropUnheard(v *model.Visit) {
	for _, x := range t.now().Voices {
		if x.Role != model.RolePerson && !x.Role.Worker() && !slices.Contains(v.Here, x.ID) && !t.heard(x.ID) {
			t.drop(x)
		}
	}
}

// heard tells whether a voice stands anywhere in the record.
func (t *tx) heard(id model.ID) bool {
	r := t.now()
	return slices.ContainsFunc(r.Notes, func(n *model.Note) bool { return n.Voice == id || n.Through.Voice == id }) ||
		slices.ContainsFunc(r.Visits, func(v *model.Visit) bool { return slices.Contains(v.Here, id) }) ||
		slices.ContainsFunc(r.Relations, func(x *model.Relationship) bool { return x.Voice == id }) ||
		slices.ContainsFunc(r.Risks, func(x *model.Risk) bool { _, has := x.View(id); return has }) ||
		r.Agreement != nil && slices.ContainsFunc(r.Agreement.Answers, func(a model.Answer) bool { return a.Voice == id })
}

// putIfNew puts a part unless it says what stands there already.
func (t *tx) putIfNew(p model.Part) {
	if was := t.part(refOf(p)); was == nil || !samePart(was, p) {
		t.put(p)
	}
}

func (f *Flow) addHere(typed string) Effect {
	e := f.act("here.add", func(t *tx) {
		s := f.startCopy()
		all := f.hereTyped(s)
		name, connection, found := strings.Cut(typed, ",")
		if found && !strings.Contains(typed, "(") {
			// "Carol, daughter" is one person, as people say it.
			typed = strings.TrimSpace(name) + " (" + strings.TrimSpace(connection) + ")"
		}
		f.setHere(s, strings.Trim(all+", "+typed, ", "))
		t.putIfNew(s.visit)
		for _, v := range s.voices {
			t.putIfNew(v)
		}
	})
	if name, _ := cutConnection(strings.Split(typed, ",")[0]); name != "" {
		for _, v := range f.Here() {
			if fold(v.Name) == fold(name) {
				e.Say = append(e.Say, model.Msg("here.now", "who", v.Name, "prefix", f.Prefix(v.ID)))
			}
		}
	}
	return e
}

func (f *Flow) newVisit() Effect {
	return f.act("visit.new", func(t *tx) {
		v := &model.Visit{Head: newHead(f, f.r.Visits), Began: f.env.Now().UTC()}
		for _, x := range []*model.Voice{f.r.PersonVoice(), f.Me()} {
			if x != nil {
				v.Here = append(v.Here, x.ID)
			}
		}
		t.put(v)
		f.place = model.Place{Stage: model.StageStart, Part: v.ID}
	})
}

func (f *Flow) personLines(p *model.Person) []line {
	nhs := textLine("person.nhs", &p.NHSNumber)
	if _, ok := model.ParseNHSNumber(p.NHSNumber); !ok && p.NHSNumber != "" {
		nhs.Wrong = model.Msg("wrong.nhs")
	}
	born := f.dayLine("person.born", &p.Born, false)
	if p.Born.Typed != "" && p.Born.Day == "" {
		born.Wrong = model.Msg("wrong.day")
	}
	languages := strings.Join(p.Language, ", ")
	spoken := textLine("person.languages", &languages)
	spoken.set = func(v string) {
		p.Language = nil
		for l := range strings.SplitSeq(v, ",") {
			if l = strings.TrimSpace(l); l != "" {
				p.Language = append(p.Language, l)
			}
		}
	}
	return []line{
		textLine("person.full-name", &p.FullName), textLine("person.called", &p.Called),
		textLine("person.pronouns", &p.Pronouns), born, spoken,
		textLine("person.how-to-talk", &p.HowToTalk), textLine("person.disliked", &p.Disliked),
		textLine("person.best-time", &p.BestTime), textLine("person.gp", &p.GP), nhs,
		textLine("person.local-id", &p.LocalID),
	}
}

func notWantedLines(c *model.Conversation) []line {
	lines := []line{
		wordsLine("notwanted.words", &c.NotWantedWords),
		choiceLine("notwanted.still", &c.StillAsked, "no", "yes"),
	}
	if c.StillAsked == "yes" {
		lines = append(lines, textLine("notwanted.why", &c.StillAskedWhy))
	}
	return lines
}

// notWanted notes that the person did not want an assessment: a standing of
// its own, not an empty record.
func (f *Flow) notWanted(a map[string]string) Effect {
	e := edit(f, "not-wanted", f.r.Conversation, notWantedLines, a)
	if c := f.r.Conversation; c.Standing != model.NotWanted {
		return f.stand("not-wanted", model.NotWanted)
	}
	return e
}

// stopReasons are why a talk ends without a plan, as the person would say it;
// goOn is that it does not.
var stopReasons = []string{"not-now", "enough", "elsewhere"}

const goOn = "go-on"

// stopLine asks why it ends. It is asked once, and nothing ends without an
// answer: the command is a word that a hand can slip to, and the first answer
// is that it goes on.
func (f *Flow) stopLine() line {
	why := ""
	return choiceLine("stop.why", &why, slices.Insert(slices.Clone(stopReasons), 0, goOn)...).about("why", f.r.Person.Name())
}

// stop ends the talk without a plan. Why stands in its history.
func (f *Flow) stop(why string) Effect {
	if !slices.Contains(stopReasons, why) {
		return Effect{Look: f.place, Say: []model.Message{model.Msg("stop.not")}}
	}
	return f.stand("stop."+why, model.Stopped)
}

// stand gives the conversation another standing, now.
func (f *Flow) stand(name string, s model.Standing) Effect {
	e := f.act(name, func(t *tx) {
		c := model.Copy(f.r.Conversation)
		c.Standing, c.Stood = s, f.env.Now().UTC()
		t.put(c)
	})
	e.Say = append(e.Say, model.Msg("standing."+string(s), "who", f.r.Person.Name()))
	return e
}

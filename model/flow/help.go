package flow

import (
	"slices"
	"strings"

	"ownwords/model"
)

var helpDeeds = []deed{
	{
		id: "help.new", command: "newhelp", stage: model.StageHelps,
		ask: func(f *Flow) []Field { return fields([]line{wordsLine("help.what", &model.Words{})}) },
		do:  func(f *Flow, a map[string]string) Effect { return f.newHelp(a, false) },
	},
	{
		id: "help.set", stage: model.StageHelps, can: onHelp,
		ask: func(f *Flow) []Field { return fields(f.helpLines(model.Copy(f.help()))) },
		do:  func(f *Flow, a map[string]string) Effect { return f.setHelp(a) },
	},
	{
		id: "help.drop", stage: model.StageHelps, can: onHelp,
		do: func(f *Flow, _ map[string]string) Effect {
			return f.taken("help.drop", model.StageHelps, f.help(), nil)
		},
	},
	{
		id: "own.new", command: "own", stage: model.StageHelps,
		ask: func(f *Flow) []Field {
			return fields([]line{wordsLine("own.what", &model.Words{}).about("what", f.r.Person.Name())})
		},
		do: func(f *Flow, a map[string]string) Effect { return f.newHelp(a, true) },
	},
}

// help is the support in focus, on the page of what helps or of the money.
func (f *Flow) help() *model.Support {
	if f.place.Stage != model.StageHelps && f.place.Stage != model.StageMoney {
		return nil
	}
	return model.Find(f.r.Supports, f.place.Part)
}

func onHelp(f *Flow) model.Message { return on(f.help(), "why.no-help") }

func (f *Flow) newHelp(a map[string]string, own bool) Effect {
	s := &model.Support{Head: newHead(f, f.r.Supports), Own: own}
	if own {
		s.Cost.How = pricedSum
	}
	f.answer(func() []line { return f.helpLines(s) }, a)
	if s.What.Empty() {
		return Effect{Look: f.place}
	}
	stage := model.StageHelps
	if own && f.place.Stage == model.StageMoney {
		stage = model.StageMoney
	}
	e := f.made("help.new", stage, s)
	e.Say = f.costSaid(s)
	return e
}

func (f *Flow) setHelp(a map[string]string) Effect {
	was, employed := f.help(), f.r.Employs()
	e := edit(f, "help.set", was, f.helpLines, a)
	now := f.help()
	if now == nil || samePart(now, was) {
		return e
	}
	if !samePart(&model.Support{Cost: now.Cost}, &model.Support{Cost: was.Cost}) && (now.Cost.Priced() || was.Cost.Priced()) {
		e.Say = append(e.Say, f.costSaid(now)...)
	}
	if f.r.Employs() && !employed {
		e.Say = append(e.Say, model.Msg("help.employs", "who", f.r.Person.Name()))
	}
	return e
}

// Ways of pricing a line.
const (
	pricedVisits = "visits" // so many a week, so long each, at a rate an hour
	pricedHours  = "hours"  // so many hours a week, at a rate
	pricedSum    = "sum"    // an amount that comes round
	pricedOnce   = "once"
	pricedUnpaid = "unpaid"
)

func priced(s *model.Support) string {
	if s.Unpaid {
		return pricedUnpaid
	}
	return s.Cost.How
}

// helpLines are the lines of something that helps. Somebody in the person's
// life who is not paid gives help, and no price is asked.
func (f *Flow) helpLines(s *model.Support) []line {
	if s.Own {
		return f.ownLines(s)
	}
	who := textLine("help.who", &s.Who).whole() // the beginning of an agency's name may be a friend's
	setWho := who.set
	who.set = func(v string) {
		setWho(v)
		if f.unpaidFriend(v) {
			s.Unpaid, s.Cost = true, model.Cost{}
		}
	}
	lines := []line{wordsLine("help.what", &s.What), f.forLine(s), who}
	if s.Unpaid {
		if !f.inRoom(s.Who) && fold(s.Who) != "" {
			lines = append(lines, askedLine("help.asked", &s.Asked).about("asked", s.Who))
		}
		lines = append(lines, f.pricedLine(s).more())
		return append(lines, f.rarelyAsked(s)...)
	}
	lines = append(lines, f.pricedLine(s))
	lines = append(lines, costLines(s)...)
	return append(lines, f.rarelyAsked(s)...)
}

// rarelyAsked are the lines that most help does without. What happens until it
// starts is asked of everything that starts later.
func (f *Flow) rarelyAsked(s *model.Support) []line {
	meantime := textLine("help.meantime", &s.Meantime)
	meantime.More = !f.later(s.From)
	var lines []line
	if !s.Unpaid {
		lines = append(lines, textLine("help.purpose", &s.Purpose).more(), textLine("help.example", &s.Example).more(), arrangedLine(s))
	}
	kind := choiceLine("help.kind", &s.Kind, model.HelpKinds...)
	kind.More = !s.ByPayment()
	lines = append(lines, kind)
	if len(f.r.Needs) > 0 {
		lines = append(lines, f.needsLine("help.needs", &s.Needs).more())
	}
	if !s.Unpaid {
		lines = append(lines, textLine("help.sized", &s.Sized).more(), flagLine("help.tell-finance", &s.TellFinance).more())
	}
	if s.ByPayment() && s.Cost.Period == model.Once {
		lines = append(lines, flagLine("help.start-up", &s.StartUp))
	}
	return append(lines, f.dayLine("help.from", &s.From, true).more(), f.dayLine("help.until", &s.Until, true).more(),
		meantime, flagLine("help.not-found", &s.NotFound).more())
}

// later tells whether a day is still to come.
func (f *Flow) later(w model.When) bool { return w.Day > model.DayOf(f.env.Now()) }

// arrangedLine offers every way of arranging a line, and the one that an earlier
// version called otherwise where it stands there.
func arrangedLine(s *model.Support) line {
	ways := model.Ways
	if s.Arranged != "" && !slices.Contains(ways, s.Arranged) {
		ways = append(slices.Clone(ways), s.Arranged)
	}
	return choiceLine("help.arranged", &s.Arranged, ways...).more()
}

func (f *Flow) ownLines(s *model.Support) []line {
	lines := []line{wordsLine("own.what", &s.What).about("what", f.r.Person.Name()), figureLine("help.amount", Pounds, model.UnitPence, &s.Cost.Amount)}
	if s.Cost.Amount.Asked() {
		lines = append(lines, periodLine(&s.Cost.Period, model.Periods...))
	}
	return append(lines, flagLine("help.tell-finance", &s.TellFinance).more())
}

func (f *Flow) forLine(s *model.Support) line {
	l := line{Field: Field{ID: "for", Label: model.Msg("field.help.for"), Kind: Many}}
	for _, w := range f.r.Wants {
		if w.Read != model.LeftOut {
			l.Options = append(l.Options, Option{Value: string(w.ID), Label: model.Msg("verbatim", "text", w.Words.String())})
		}
	}
	return chosenIDs(l, &s.For)
}

// needsLine asks which needs something is about.
func (f *Flow) needsLine(id string, at *[]model.ID) line {
	l := line{Field: Field{ID: tail(id), Label: model.Msg("field." + id), Kind: Many}}
	for _, n := range f.r.Needs {
		l.Options = append(l.Options, Option{Value: string(n.ID), Label: model.Msg("verbatim", "text", n.Words.String())})
	}
	return chosenIDs(l, at)
}

// chosenIDs makes a line choose among the parts that are its options.
func chosenIDs(l line, at *[]model.ID) line {
	l.Value = strings.Join(stringsOf(*at), ",")
	l.set = func(v string) {
		*at = nil
		for id := range strings.SplitSeq(v, ",") {
			if slices.ContainsFunc(l.Options, func(o Option) bool { return o.Value == id }) {
				*at = append(*at, model.ID(id))
			}
		}
	}
	return l
}

// unpaidFriend tells whether this is somebody in the person's life who is not
// paid, or the person themselves.
func (f *Flow) unpaidFriend(name string) bool {
	if fold(name) == "" {
		return false
	}
	for _, x := range f.r.Relations {
		if fold(x.Name) == fold(name) {
			return x.Close != model.Paid
		}
	}
	for _, v := range f.r.Voices {
		if fold(f.VoiceName(v.ID)) == fold(name) || fold(v.Name) == fold(name) {
			return v.Role == model.RolePerson || v.Role == model.RoleCarer || v.Role == model.RoleFriend ||
				v.Role == model.RoleRelative || v.Role == model.RoleOther
		}
	}
	return false
}

func (f *Flow) pricedLine(s *model.Support) line {
	now := priced(s)
	l := choiceLine("help.priced", &now, pricedVisits, pricedHours, pricedSum, pricedOnce, pricedUnpaid)
	l.set = func(v string) {
		if v == priced(s) {
			return
		}
		s.Unpaid, s.Cost = v == pricedUnpaid, model.Cost{}
		if !s.Unpaid {
			s.Cost.How = v
		}
		if v == pricedOnce {
			s.Cost.Period = model.Once
		}
	}
	return l
}

func costLines(s *model.Support) []line {
	c := &s.Cost
	switch priced(s) {
	case pricedVisits:
		return []line{
			figureLine("help.times", Number, model.UnitQuantity, &c.Times),
			figureLine("help.hours", Number, model.UnitQuantity, &c.Hours),
			figureLine("help.rate", Pounds, model.UnitRate, &c.Rate),
		}
	case pricedHours:
		return []line{
			figureLine("help.hours-a-week", Number, model.UnitQuantity, &c.Hours),
			figureLine("help.rate", Pounds, model.UnitRate, &c.Rate),
		}
	case pricedSum:
		return []line{
			figureLine("help.amount", Pounds, model.UnitPence, &c.Amount),
			periodLine(&c.Period, model.Weekly, model.Fortnightly, model.FourWeekly, model.Monthly, model.Yearly),
		}
	case pricedOnce:
		return []line{figureLine("help.amount", Pounds, model.UnitPence, &c.Amount)}
	}
	return nil
}

// weekly is the name by which a choice of period knows the zero Period.
const weekly = "week"

func periodLine(at *model.Period, periods ...model.Period) line {
	l := line{Field: Field{ID: "period", Label: model.Msg("field.help.period"), Kind: Choice, Value: string(*at)}}
	if *at == model.Weekly {
		l.Value = weekly
	}
	for _, p := range periods {
		v := string(p)
		if p == model.Weekly {
			v = weekly
		}
		l.Options = append(l.Options, Option{Value: v, Label: model.Msg("period." + v)})
	}
	l.set = func(v string) {
		if v == weekly {
			v = string(model.Weekly)
		}
		if slices.Contains(periods, model.Period(v)) {
			*at = model.Period(v)
		}
	}
	return l
}

// CostSaid says what the line in focus comes to, with its working.
func (f *Flow) CostSaid() []model.Message {
	if s := f.help(); s != nil {
		return f.costSaid(s)
	}
	return nil
}

// costSaid says what a line comes to, with its working.
func (f *Flow) costSaid(s *model.Support) []model.Message {
	switch {
	case s.Unpaid && fold(s.Who) == "":
		return []model.Message{model.Msg("cost.unpaid-nobody")}
	case s.Unpaid:
		return []model.Message{model.Msg("cost.unpaid", "who", s.Who)}
	}
	sum, ok := s.Cost.Sum()
	switch {
	case s.Cost.TooLarge():
		return []model.Message{model.Msg("cost.too-large", "working", Working(s.Cost))}
	case !ok:
		return nil
	case s.Cost.Period == model.Once:
		return []model.Message{model.Msg("cost.once", "sum", sum)}
	case s.Own:
		return []model.Message{model.Msg("cost.own", "sum", sum)}
	case s.Cost.Amount.Asked() && periodName(s.Cost.Period) == weekly:
		return []model.Message{model.Msg("cost.a-week", "sum", sum)} // it is its own working
	}
	return []model.Message{model.Msg("cost.week", "sum", sum, "working", Working(s.Cost))}
}

// Working is how a line's sum is made up, as far as it was asked for.
func Working(c model.Cost) model.Message {
	switch shape := c.Shape(); {
	case c.Amount.Asked():
		return model.Msg("working.amount."+periodName(c.Period), "amount", sumOrTyped(c.Amount))
	case shape == model.InVisits:
		return model.Msg("working.visits", "times", c.Times.Typed, "hours", c.Hours.Typed, "rate", c.Rate.Typed)
	default:
		return model.Msg("working.hours", "hours", c.Hours.Typed, "rate", c.Rate.Typed)
	}
}

// sumOrTyped is a sum, and what is no number as it was typed.
func sumOrTyped(f model.Figure) any {
	if !f.OK() {
		return f.Typed
	}
	return f.Pence()
}

func periodName(p model.Period) string {
	if p == model.Weekly {
		return weekly
	}
	return string(p)
}

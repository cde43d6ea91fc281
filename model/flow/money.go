package flow

import "ownwords/model"

var moneyDeeds = []deed{
	{
		id: "money.set", command: "cost", stage: model.StageMoney,
		ask: func(f *Flow) []Field { return fields(f.moneyLines(f.budgetCopy())) },
		do:  func(f *Flow, a map[string]string) Effect { return f.setMoney(a) },
	},
}

func (f *Flow) budgetCopy() *model.Budget {
	if f.r.Budget != nil {
		return model.Copy(f.r.Budget)
	}
	return &model.Budget{Head: model.Head{ID: model.ID(model.KindBudget)}}
}

func (f *Flow) setMoney(a map[string]string) Effect {
	e := f.act("money.set", func(t *tx) {
		b := f.budgetCopy()
		f.answer(func() []line { return f.moneyLines(b) }, a)
		t.putIfNew(b)
	})
	e.Say = append(e.Say, f.SumsSaid()...)
	return e
}

func (f *Flow) moneyLines(b *model.Budget) []line {
	share := figureLine("money.share", Pounds, model.UnitPence, &b.Share).about("share", f.r.Person.Name())
	setShare := share.set
	share.set = func(v string) {
		setShare(v)
		switch {
		case !b.Share.Asked():
			b.ShareState = model.ShareNotAsked
		case b.ShareState == model.ShareNotAsked:
			b.ShareState = model.ShareEstimated
		}
	}
	if s := f.r.Sums(); s.ShareTooLarge {
		share.Wrong = model.Msg("wrong.share", "sum", s.Weekly)
	}
	lines := []line{share}
	if b.Share.Asked() {
		state := string(b.ShareState)
		l := choiceLine("money.share-state", &state, string(model.ShareEstimated), string(model.ShareFinal))
		set := l.set
		l.set = func(v string) { set(v); b.ShareState = model.ShareState(state) }
		lines = append(lines, l)
	}
	lines = append(lines, figureLine("money.guess", Pounds, model.UnitPence, &b.Guess))
	if b.Guess.Asked() {
		lines = append(lines, textLine("money.guess-source", &b.GuessSource).more(), f.dayLine("money.guess-date", &b.GuessDate, false).more())
	}
	return append(lines, wordsLine("money.arranged", &b.Arranged).about("arranged", f.r.Person.Name()), flagLine("money.hide-guess", &b.HideGuess).more(),
		figureLine("money.contingency", Pounds, model.UnitPence, &b.Contingency).more(),
		textLine("money.contingency-above", &b.ContingencyAbove).more(), wordsLine("money.contingency-people", &b.ContingencyPeople).more())
}

// SumsSaid are the sums of the plan in the order in which they are told: what
// it costs, the person's share, what the council would pay. A sum that rests
// on one that was not asked for is said in words and not as a figure.
func (f *Flow) SumsSaid() []model.Message {
	s, name := f.r.Sums(), f.r.Person.Name()
	var out []model.Message
	say := func(id string, pairs ...any) { out = append(out, model.Msg(id, pairs...)) }
	if s.WeeklyOK {
		say("sums.week", "sum", s.Weekly)
	} else {
		say("sums.week.not")
	}
	b := f.budgetCopy()
	switch {
	case s.ShareOK:
		say("sums.share."+string(b.ShareState), "who", name, "sum", s.Share)
	case b.Share.Asked():
		say("sums.share.wrong", "who", name, "typed", b.Share.Typed)
	default:
		say("sums.share.not", "who", name)
	}
	four, ok := s.FourWeekly()
	switch {
	case ok:
		say("sums.council", "sum", s.Council)
		say("sums.four", "sum", four)
	case s.ShareTooLarge:
		say("sums.council.large")
	default:
		say("sums.council.not")
	}
	if b.DecidedBy == "" {
		say("sums.undecided")
	} else {
		say("sums.decided", "who", b.DecidedBy)
	}
	if s.OnceOK && s.Once != 0 {
		say("sums.once", "sum", s.Once)
	}
	if s.OwnOK && s.Own != 0 {
		say("sums.own", "who", name, "sum", s.Own)
	}
	if b.Guess.OK() && !b.HideGuess {
		say("sums.guess", "sum", b.Guess.Pence())
	}
	return out
}

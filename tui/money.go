package tui

import (
	"strings"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// sumsPage are the sums of each week, what stands outside them, and what was
// asked about them.
func (p *helpsPage) sumsPage(fields []flow.Field, _ []kit.Row) []kit.Row {
	if len(fields) == 0 {
		return nil
	}
	typed := map[string]kit.Row{}
	for _, r := range p.a.rows(fields, true) {
		p.a.rule("money.set", &r)
		typed[r.ID] = r
	}
	return append(p.sumRows(typed), p.askedRows(typed)...)
}

// sumRows are the three sums, each with how far it is known; then what stands
// outside them. A sum that rests on what was not asked for is words.
func (p *helpsPage) sumRows(typed map[string]kit.Row) []kit.Row {
	a, r := p.a, p.a.talk.Record()
	s, name := r.Sums(), a.called()
	week := p.sum(a.say("screen.money.week"), s.Weekly, s.WeeklyOK, "")
	if !pricedWeekly(r) {
		week = p.inWords(week, a.say("screen.money.no-line"))
	}
	share := typed["share"]
	share.Label, share.Prompt, share.Extra = a.say("screen.money.share", "who", name), a.say("screen.money.not-asked"), p.shareState()
	p.figure(&share)
	if s.ShareOK {
		share.Value = a.say("screen.money.sum", "sum", s.Share)
	}
	out := []kit.Row{week, share}
	if state, ok := typed["share-state"]; ok && p.sums.more {
		state.LabelAt, state.ValueAt = 4, 36
		out = append(out, state)
	}
	decided := a.say("screen.money.not-decided")
	if b := r.Budget; b != nil && b.DecidedBy != "" {
		decided = a.say("screen.money.decided", "who", b.DecidedBy)
	}
	if four, ok := s.FourWeekly(); ok {
		in4 := p.sum(a.say("screen.money.four"), four, true, "")
		in4.LabelAt = 4
		out = append(out, p.sum(a.say("screen.money.council"), s.Council, true, decided), in4)
		if m := a.desk.MayApprove(r); !m.Zero() {
			out = append(out, kit.Row{Kind: kit.RowQuiet, LabelAt: 4, Label: a.said(m)})
		}
	} else {
		out = append(out, p.sum(a.say("screen.money.council"), 0, false, ""))
	}
	if s.Once != 0 || !s.OnceOK {
		out = append(out, p.sum(a.say("screen.money.once"), s.Once, s.OnceOK, ""))
	}
	if s.Own != 0 || !s.OwnOK {
		out = append(out, p.sum(a.say("screen.money.own", "who", name), s.Own, s.OwnOK, a.say("period.week")))
	}
	if s.OwnOnce != 0 {
		out = append(out, p.sum(a.say("screen.money.own", "who", name), s.OwnOnce, s.OwnOnceOK, a.say("period.once")))
	}
	return out
}

// sum is one sum of the page, in words where there is none.
func (p *helpsPage) sum(label string, sum model.Pence, ok bool, extra string) kit.Row {
	r := kit.Row{Kind: kit.RowWords, Label: label, Figure: true, Extra: extra}
	if extra == "" {
		r.Extra = " " // keeps the sums under each other
	}
	if ok {
		r.Value = p.a.say("screen.money.sum", "sum", sum)
		return r
	}
	return p.inWords(r, p.a.say("screen.money.cannot"))
}

// inWords is the row of a sum that is words yet. Beside what helps they are wider
// than the sums' column, and begin behind the longest label.
func (p *helpsPage) inWords(r kit.Row, words string) kit.Row {
	r.Value = words
	if p.wide() {
		r.Figure, r.Extra, r.ValueAt = false, "", sumWordsAt
	}
	return r
}

// sumWordsAt is the column behind the longest label of the sums.
const sumWordsAt = 32

// figure has a typed sum stand under the others, and the words that stand
// there while it was not asked end where they do.
func (p *helpsPage) figure(r *kit.Row) {
	r.Figure = r.Value != ""
	switch {
	case r.Figure || p.a.narrow():
	case p.wide():
		r.ValueAt = sumWordsAt
	default:
		r.ValueAt = p.sums.form.ExtraAt - 3 - p.a.look.Measure.Width(r.Prompt)
	}
}

// shareState is how far the person's share is known.
func (p *helpsPage) shareState() string {
	b := p.a.talk.Record().Budget
	if b == nil || b.ShareState == model.ShareNotAsked {
		return " "
	}
	return p.a.said(model.Msg("choice.money.share-state." + string(b.ShareState)))
}

// askedRows are the council's guess, with which nothing is compared, and how
// the person would like it arranged.
func (p *helpsPage) askedRows(typed map[string]kit.Row) []kit.Row {
	a, b := p.a, p.a.talk.Record().Budget
	out := []kit.Row{{Kind: kit.RowBlank}}
	guess := typed["guess"]
	guess.Label, guess.Prompt = a.say("screen.money.guess"), a.say("screen.money.no-guess")
	if b != nil && b.Guess.OK() {
		guess.Value = a.say("screen.money.sum", "sum", b.Guess.Pence())
	}
	p.figure(&guess)
	guess.Extra = " "
	if guess.Value != "" {
		guess.Extra = a.say("screen.money.up-or-down")
	}
	if b == nil || !b.HideGuess {
		out = append(out, guess)
		for _, id := range []string{"guess-source", "guess-date", "hide-guess"} {
			if row, ok := typed[id]; ok && p.sums.more {
				row.LabelAt, row.ValueAt = 4, 36
				out = append(out, row)
			}
		}
	} else {
		out = append(out, kit.Row{Kind: kit.RowQuiet, Label: a.say("screen.money.hidden")})
	}
	arranged := typed["arranged"]
	arranged.Label = a.say("field.money.arranged", "who", a.called())
	arranged.ValueAt, arranged.Prompt = 38, a.say("screen.money.not-asked")
	return append(append(out, arranged), p.unexpected(typed)...)
}

// unexpected are the money and the people for what nobody could foresee. They
// are there when they are asked for, or something stands in them.
func (p *helpsPage) unexpected(typed map[string]kit.Row) []kit.Row {
	var out []kit.Row
	for _, id := range []string{"contingency", "contingency-above", "contingency-people"} {
		row := typed[id]
		if row.Value == "" && !p.sums.more {
			continue
		}
		row.ValueAt = 38
		if id == "contingency" && p.a.talk.Record().Budget != nil && p.a.talk.Record().Budget.Contingency.OK() {
			row.Value = p.a.say("screen.money.sum", "sum", p.a.talk.Record().Budget.Contingency.Pence())
		}
		out = append(out, row)
	}
	return out
}

// pricedWeekly tells whether any line of the plan has a weekly cost.
func pricedWeekly(r *model.Record) bool {
	for _, s := range r.Supports {
		if s.Budgeted() && s.Cost.Period != model.Once && s.Read != model.LeftOut {
			return true
		}
	}
	return false
}

// about is every way of arranging it, why three sums stand here, and what the
// finance team wants to be told.
func (p *helpsPage) about() []kit.Row {
	if !p.a.talk.Guide().Has(model.StageMoney) {
		return nil
	}
	say := []model.Message{model.Msg("screen.money.ways"), model.Msg("screen.money.three")}
	if told := p.a.desk.Local.Finance; len(told) > 0 {
		say = append(say, model.Msg("screen.money.finance", "list", strings.Join(told, ", ")))
	}
	return p.a.sentences(append(say, model.Msg("screen.money.source"))...)
}

package model

import (
	"cmp"
	"slices"
	"strings"
)

// Lack is something that the Care Act 2014 asks of an assessment or a plan and
// that is not there yet. It is told when asked for, and blocks nothing.
type Lack struct {
	Say     Message // "law." and what is not there
	Section string  // of the Care Act 2014: "s25(1)(a)"
	Stage   Stage   // where it is put right
	Part    ID      // what it is about; empty where it is about the whole
	Line    string  // the line of it in which it is put down; empty where that is not one
}

// Lacks are what sections 9, 12, 13 and 25 of the Care Act 2014 ask for and this
// record does not hold, in the order of the plan. It is worked out on the copy
// that it stands in, so that it tells nothing that was taken out, and never from
// worries. A conversation without a plan lacks nothing.
func (r *Record) Lacks() []Lack {
	c := r.Conversation
	refused := c != nil && c.Standing == NotWanted && c.StillAsked != "yes" // s11(2) asks for one all the same
	if c == nil || c.Kind == Preparation || refused || c.Standing == Stopped {
		return nil
	}
	return slices.Concat(
		r.needLacks(), r.wantLacks(), r.supportLacks(), r.moneyLacks(), r.adviceLacks(), r.agreementLacks(),
	)
}

func (r *Record) needLacks() []Lack {
	var out []Lack
	for _, n := range r.Needs { // also those that the person left out of their plan
		lacks := func(id, section, line string) {
			out = append(out, Lack{Msg("law."+id, "words", n.Words.String()), section, StageNeeds, n.ID, line})
		}
		switch {
		case n.Eligible != EligibleYes && n.Eligible != EligibleNo:
			lacks("eligible", "s25(1)(b)", "eligible")
		case blank(n.EligibleWhy) || blank(n.EligibleBy):
			lacks("reasons", "s13(2)", "eligible-why")
		}
		if len(n.Met) == 0 {
			lacks("met", "s25(1)(c)", "met")
		}
	}
	if len(r.Needs) == 0 {
		return []Lack{{Msg("law.needs"), "s25(1)(a)", StageNeeds, "", ""}}
	}
	return out
}

// wantLacks are the wants without a need, where there are needs: without any,
// that is told once.
func (r *Record) wantLacks() []Lack {
	var out []Lack
	for _, w := range r.Wants {
		if len(r.Needs) > 0 && !leftOut(w) && len(r.linked(KindNeed, w.Needs)) == 0 {
			out = append(out, Lack{Msg("law.wants-needs", "words", w.Words.String()), "s9(4)(c)", StageWants, w.ID, "needs"})
		}
	}
	return out
}

// supportLacks are the lines that nobody said a reason for.
func (r *Record) supportLacks() []Lack {
	var out []Lack
	for _, s := range r.Supports {
		if s.reasoned() && len(r.linked(KindWant, s.For)) == 0 {
			out = append(out, Lack{Msg("law.relevant", "words", s.What.String()), "s25(1)(d)", StageHelps, s.ID, "for"})
		}
	}
	return out
}

func (r *Record) moneyLacks() []Lack {
	var out []Lack
	if !r.Sums().CouncilOK || r.Budget == nil || blank(r.Budget.DecidedBy) {
		out = append(out, Lack{Msg("law.budget"), "s25(1)(e)", StageMoney, "", ""})
	}
	paid := slices.ContainsFunc(r.Supports, func(s *Support) bool { return s.ByPayment() && !leftOut(s) })
	if p := r.Payment; paid && (p == nil || len(r.linked(KindNeed, p.Needs)) == 0 || !p.Amount.OK() || p.Every == "") {
		out = append(out, Lack{Msg("law.payment"), "s25(2)", StagePayment, "", ""})
	}
	return out
}

func (r *Record) adviceLacks() []Lack {
	var out []Lack
	a := cmp.Or(r.Advice, &Advice{})
	if a.Reduce.Empty() {
		out = append(out, Lack{Msg("law.advice"), "s25(1)(f)(i)", StageDesk, "", ""})
	}
	if a.Prevent.Empty() {
		out = append(out, Lack{Msg("law.prevent"), "s25(1)(f)(ii)", StageDesk, "", ""})
	}
	return out
}

func (r *Record) agreementLacks() []Lack {
	var out []Lack
	a := cmp.Or(r.Agreement, &Agreement{})
	if r.Conversation.Standing == FinalNotAgreed && blank(a.Reason) {
		out = append(out, Lack{Msg("law.not-agreed-why", "who", r.whom()), "s25(5)", StageAgree, "", ""})
	}
	owed := func(of ...string) bool {
		return slices.ContainsFunc(r.Owed, func(o *Owed) bool { return r.owedToPerson(o) && slices.Contains(of, o.Paper) })
	}
	if len(r.Needs) > 0 && !owed(OwedAssessment, OwedPlan) {
		out = append(out, Lack{Msg(lawAssessment, "who", r.whom()), "s12(3)", StageDesk, "", ""})
	}
	if a.PaperCopy == "" && !owed("", OwedPlan, OwedMyPlan, OwedCard) {
		out = append(out, Lack{Msg(lawCopy, "who", r.whom()), "s25(9)", StageDesk, "", ""})
	}
	return out
}

// whom is the person by name, or as whom nobody has named yet.
func (r *Record) whom() any {
	if name := r.Person.Name(); name != "" {
		return name
	}
	return Msg("law.the-person")
}

// The lacks that a copy mends.
const (
	lawAssessment = "law.assessment"
	lawCopy       = "law.copy"
)

// Copy tells whether it is a copy that is neither owed nor given yet.
func (l Lack) Copy() bool { return l.Say.ID == lawAssessment || l.Say.ID == lawCopy }

// owedToPerson tells whether a copy is for the person themselves.
func (r *Record) owedToPerson(o *Owed) bool {
	p := r.Person
	return p != nil && (Names(o.Who, p.FullName, "") || Names(o.Who, p.Name(), ""))
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

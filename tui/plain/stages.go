package plain

import (
	"errors"
	"strings"

	"ownwords/model"
	"ownwords/tui/kit"
)

// gone goes to a page for as long as do takes, and back to the talk.
func (s *session) gone(stage model.Stage, do func() error) error {
	if !s.talk.Guide().Has(stage) {
		s.tell(s.talk.NotHere())
		return nil
	}
	s.talk.Go(model.Place{Stage: stage})
	err := do()
	if s.talk == nil {
		return err
	}
	s.talk.Go(model.Place{Stage: model.StageTalk})
	s.saved()
	if errors.Is(err, errBack) {
		return nil
	}
	return err
}

// isNew tells whether what stands behind a command asks for something new.
func (s *session) isNew(arg string) bool {
	return kit.Fold(arg) == kit.Fold(s.text.Say(model.Msg("plain.new")))
}

// each makes one thing after another until a name is left empty.
func (s *session) each(first, action, set, again string, stage model.Stage, done func()) error {
	arg := first
	for {
		s.talk.Go(model.Place{Stage: stage})
		prompt := ""
		if arg == "" {
			prompt = again
		}
		made, err := s.one(action, prompt, arg)
		if err != nil || !made {
			return err
		}
		s.putDown(set, s.talk.Place())
		if err := s.quietForm(set, skipMade(action)); err != nil && !errors.Is(err, errBack) {
			return err
		}
		done()
		arg, again = "", againOf[action]
	}
}

// againOf is how one more is asked for.
var againOf = map[string]string{
	"someone.new": "plain.another", "risk.new": "plain.another-risk", "help.new": "plain.what-else-helps",
	"own.new": "plain.own-else", "share.new": "plain.who-else", "want.new": "plain.what-else-wanted",
	"question.new": "plain.question-else", "question.not-to-miss": "plain.not-to-miss-else",
	"owed.new": "plain.owed-else", "need.new": "plain.need-else", "decision.new": "plain.decision-else", "power.new": "plain.power-else",
}

// skipMade leaves out the line that the making itself has answered.
func skipMade(action string) func(field) bool {
	made := map[string]string{
		"risk.new": "words", "help.new": "what", "own.new": "what", "want.new": "words", "share.new": "who", "owed.new": "who",
		"need.new": "words", "decision.new": "what", "power.new": "who",
		"question.new": "words", "question.not-to-miss": "not-to-miss",
	}[action]
	return func(f field) bool { return f.ID != made }
}

func (s *session) people(arg string) error {
	return s.gone(model.StagePeople, func() error {
		if arg == "" {
			s.peopleSaid()
		}
		for _, n := range s.talk.NotShaped(model.MarkPerson) {
			if arg == "" {
				s.words(n.Words().String())
			}
		}
		name, isNew, err := s.chosenOf(arg, model.StagePeople, s.seen())
		if err != nil || !isNew {
			s.someoneSaid()
			return err
		}
		return s.each(name, "someone.new", "someone.set", "plain.another", model.StagePeople, s.someoneSaid)
	})
}

// seen are who is told of without being asked for. Whoever is not to be contacted
// is gone to by their name.
func (s *session) seen() []named {
	var list []named
	for _, x := range s.talk.Record().Relations {
		if !x.NotToContact {
			list = append(list, named{x.ID, "someone.set", x.Name})
		}
	}
	return list
}

// someoneSaid says in a line who was just put down.
func (s *session) someoneSaid() {
	x := model.Find(s.talk.Record().Relations, s.talk.Place().Part)
	if x == nil {
		return
	}
	person := s.talk.Record().Person.Name()
	switch {
	case x.NotToContact:
		s.say("plain.someone.not-to-contact", "name", x.Name)
	case x.Wished == model.Closest || x.Wished == model.Close && x.Close == model.Around:
		s.say("plain.someone.closer", "name", x.Name, "ring", model.Msg("ring."+string(x.Close)), "who", person)
	case x.Close == "":
		s.say("plain.someone.noted", "name", x.Name)
	case x.Who == "":
		s.say("plain.someone.ring", "name", x.Name, "ring", model.Msg("ring."+string(x.Close)))
	default:
		s.say("plain.someone.who", "name", x.Name, "what", x.Who, "ring", model.Msg("ring."+string(x.Close)))
	}
}

func (s *session) peopleSaid() {
	r := s.talk.Record()
	for _, ring := range []model.Closeness{model.Closest, model.Close, model.Around, model.Paid} {
		var names []string
		for _, x := range r.Relations {
			if x.Close == ring && !x.NotToContact {
				names = append(names, x.Name)
			}
		}
		if len(names) > 0 {
			s.say("plain.ring-of", "ring", model.Msg("ring."+string(ring)), "names", strings.Join(names, ", "))
		}
	}
}

func (s *session) wants(arg string) error {
	return s.gone(model.StageWants, func() error {
		var list []named
		for _, w := range s.talk.Record().Wants {
			list = append(list, named{w.ID, "want.set", w.Words.String()})
		}
		words, isNew, err := s.chosenOf(arg, model.StageWants, list)
		if err != nil || !isNew {
			return err
		}
		return s.each(words, "want.new", "want.set", "plain.what-else-wanted", model.StageWants, func() {})
	})
}

func (s *session) risks(arg string) error {
	return s.gone(model.StageRisks, func() error {
		if s.isNew(arg) {
			s.say("plain.risk.hint", "who", s.talk.Record().Person.Name())
		}
		words, isNew, err := s.chooseRisk(arg)
		if err != nil || !isNew {
			return err
		}
		return s.each(words, "risk.new", "risk.set", "", model.StageRisks, s.riskSaid)
	})
}

// chooseRisk goes through one of the risks there are, or tells that it is a new
// one and what was typed of it.
func (s *session) chooseRisk(arg string) (words string, isNew bool, err error) {
	var list []named
	for _, x := range s.talk.Record().Risks {
		list = append(list, named{x.ID, "risk.set", x.Words.String()})
	}
	words, isNew, err = s.chosenOf(arg, model.StageRisks, list)
	if !isNew && s.talk.Place().Stage == model.StageRisks {
		s.riskSaid()
	}
	return words, isNew, err
}

// riskSaid says where a risk has come to, and who was not asked yet.
func (s *session) riskSaid() {
	x := model.Find(s.talk.Record().Risks, s.talk.Place().Part)
	if x == nil {
		return
	}
	s.tell(model.Msg("plain.risk.state." + riskState(x.State)))
	if names := s.talk.NotAsked(x); len(names) > 0 {
		s.say("plain.not-asked-yet", "names", strings.Join(names, ", "))
	}
}

func riskState(st model.RiskState) string {
	if st == model.RiskTalking {
		return "none"
	}
	return string(st)
}

// costSaid says what a line comes to, and what a council's own rules ask of it.
func (s *session) costSaid() {
	s.told(s.talk.CostSaid())
	if m := s.desk.SaidAsPurpose(model.Find(s.talk.Record().Supports, s.talk.Place().Part)); !m.Zero() {
		s.tell(m)
	}
}

func (s *session) helps(arg string) error {
	return s.gone(model.StageHelps, func() error {
		var list []named
		for _, h := range s.talk.Record().Supports {
			list = append(list, named{h.ID, "help.set", h.What.String()})
		}
		words, isNew, err := s.chosenOf(arg, model.StageHelps, list)
		if err != nil || !isNew {
			return err
		}
		return s.each(words, "help.new", "help.set", "", model.StageHelps, s.costSaid)
	})
}

// money asks what the person pays for, their share, the guess; then says the
// sums. With a word behind it only what that names.
func (s *session) money(arg string) error {
	return s.gone(model.StageMoney, func() error {
		only := func(field) bool { return true }
		if arg != "" {
			only = func(f field) bool { return strings.HasPrefix(f.ID, kit.Fold(arg)) }
		} else if err := s.each("", "own.new", "help.set", "plain.own-else", model.StageMoney, s.costSaid); err != nil {
			return err
		}
		s.talk.Go(model.Place{Stage: model.StageMoney})
		s.putDown("money.set", s.talk.Place())
		if err := s.quietForm("money.set", only); err != nil {
			return err
		}
		if arg == "" {
			s.told(s.talk.SumsSaid())
			if m := s.desk.MayApprove(s.talk.Record()); !m.Zero() {
				s.tell(m)
			}
			return nil
		}
		for _, m := range s.talk.SumsSaid() {
			if strings.HasPrefix(m.ID, "sums.share") {
				s.tell(m)
			}
		}
		return nil
	})
}

// own asks what the person pays for themselves.
func (s *session) own(arg string) error {
	return s.gone(model.StageHelps, func() error {
		return s.each(arg, "own.new", "help.set", "plain.own-else", model.StageHelps, s.costSaid)
	})
}

// payment asks what a plan has to say of a direct payment, and tells what else
// there is about one.
func (s *session) payment(string) error {
	return s.gone(model.StagePayment, func() error {
		if four, ok := s.talk.Record().Sums().FourWeekly(); ok {
			s.say("screen.payment.council", "sum", s.talk.Record().Sums().Council, "four", four)
		}
		s.putDown("payment.set", s.talk.Place())
		if err := s.quietForm("payment.set", nil); err != nil {
			return err
		}
		s.told(s.talk.PaymentSaid())
		s.say("plain.payment.more")
		return nil
	})
}

// notOffered says why a way of arranging it was not offered, where one was not.
func (s *session) notOffered(string) error {
	return s.gone(model.StagePayment, func() error {
		s.say("screen.payment.ways")
		return s.quietForm("offered.set", nil)
	})
}

// quietForm is form without what each answer says: it is said at the end.
func (s *session) quietForm(action string, want func(field) bool) error {
	s.hush = true
	defer func() { s.hush = false }()
	return s.form(action, want)
}

func (s *session) questions(string) error {
	return s.gone(model.StageQuestions, func() error {
		if err := s.each("", "question.not-to-miss", "question.set", "plain.not-to-miss-else", model.StageQuestions, func() {}); err != nil {
			return err
		}
		return s.each("", "question.new", "question.set", "plain.question-else", model.StageQuestions, func() {})
	})
}

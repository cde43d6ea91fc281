package plain

import (
	"slices"
	"strings"

	"ownwords/content"
	"ownwords/model"
	"ownwords/model/flow"
)

// toMend is something that the page of the desk tells, and what puts it right.
type toMend struct {
	say  model.Message
	mend func() error
}

// atDesk tells what the law asks for and is not there, what nothing uses, what is
// promised; and goes to where one of these is put right.
func (s *session) atDesk(arg string) error {
	if !s.talk.Guide().Has(model.StageDesk) {
		s.tell(s.talk.NotHere())
		return nil
	}
	lacks, loose := s.lacks(), s.loose()
	all := append(lacks, loose...)
	if arg == "" {
		if len(lacks) == 0 {
			s.say("screen.desk.law-none")
		}
		s.listed("plain.desk.law", lacks, 0)
		s.listed("plain.desk.loose", loose, len(lacks))
		s.owedSaid()
		if len(all) == 0 {
			return nil
		}
		var err error
		if arg, err = s.ask("plain.desk.go"); err != nil || strings.TrimSpace(arg) == "" || strings.TrimSpace(arg) == "." {
			return err
		}
	}
	n := number(arg)
	if n < 1 || n > len(all) {
		s.say("plain.choose-number", "n", len(all))
		return nil
	}
	return all[n-1].mend()
}

// listed says what there is under a heading, numbered behind what was said
// before.
func (s *session) listed(heading string, list []toMend, before int) {
	if len(list) == 0 {
		return
	}
	s.tell(model.Msg(heading))
	for i, x := range list {
		s.lines(numbered(before+i+1, s.text.Say(x.say)))
	}
}

// lacks are what the law asks for and is not there yet.
func (s *session) lacks() []toMend {
	var out []toMend
	for _, l := range s.talk.Record().Lacks() {
		out = append(out, toMend{l.Say, func() error { return s.mendLack(l) }})
	}
	return out
}

// mendLack asks what is missing.
func (s *session) mendLack(l model.Lack) error {
	switch {
	case l.Part != "":
		return s.gone(l.Stage, func() error { return s.linesOf(model.Place{Stage: l.Stage, Part: l.Part}, setOf[l.Stage]) })
	case l.Copy():
		return s.owe("")
	case l.Stage == model.StageDesk:
		return s.gone(model.StageDesk, func() error { return s.quietForm("advice.set", nil) })
	case l.Stage == model.StageAgree:
		return s.decide("")
	}
	return ways[string(l.Stage)](s, "")
}

// setOf are the actions that ask the lines of a part, by the page on which it
// stands.
var setOf = map[model.Stage]string{
	model.StageNeeds: "need.set", model.StageWants: "want.set", model.StageHelps: "help.set", model.StageRisks: "risk.set",
	model.StagePeople: "someone.set", model.StageMoney: "money.set", model.StagePayment: "payment.set", model.StageAgree: "agree.set",
}

// loose are what nothing points to, and what points to nothing.
func (s *session) loose() []toMend {
	var out []toMend
	for _, l := range s.talk.Loose() {
		out = append(out, toMend{l.Say, func() error { return s.mendLoose(l.Part) }})
	}
	return out
}

// mendLoose asks what helps with a want, or the lines of what stands by itself. A
// note is put in hand: what becomes of it is for a mark to say.
func (s *session) mendLoose(p model.Part) error {
	at := s.talk.PlaceOf(p.PartHead().ID)
	switch p.(type) {
	case *model.Note:
		s.talk.Go(at)
		s.putDown("", at)
		s.topicSaid()
		return nil
	case *model.Want:
		return s.helps(s.text.Say(model.Msg("plain.new")))
	}
	return s.gone(at.Stage, func() error { return s.linesOf(at, setOf[at.Stage]) })
}

// owedSaid says which copies are owed and which steps are not done, each with whom
// and by when.
func (s *session) owedSaid() {
	r := s.talk.Record()
	said := false
	say := func(by model.When, texts ...string) {
		if !said {
			s.say("screen.desk.owed")
		}
		said = true
		s.lines(commas(append(texts, s.day(by))...))
	}
	for _, o := range r.Owed {
		if o.Open() {
			say(o.By, s.text.Say(flow.OwedSaid(o)))
		}
	}
	for _, x := range r.Steps {
		if !x.Done {
			say(x.By, x.What, x.Who)
		}
	}
}

// day is a day as people say it, or the words that were typed for one.
func (s *session) day(w model.When) string {
	if t, ok := w.Date(); ok {
		return s.text.Say(content.DateDay(t))
	}
	return w.Typed
}

// commas are these texts one after another, without those that are empty.
func commas(texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(t string) bool { return strings.TrimSpace(t) == "" }), ", ")
}

package plain

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"ownwords/content"
	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// deskCommand does what is done around a conversation.
func (s *session) deskCommand(id, arg string) error {
	if s.talk != nil {
		s.saved()
	}
	if way, ok := deskWays[id]; ok {
		return way(s, arg)
	}
	return nil
}

// deskWays are what is done around a conversation, by the actions' ids.
var deskWays map[string]func(*session, string) error

func init() {
	alone := func(way func(*session) error) func(*session, string) error {
		return func(s *session, _ string) error { return way(s) }
	}
	deskWays = map[string]func(*session, string) error{
		"copy": (*session).copyFor, "others": (*session).others, "backup": (*session).backup, "turn": (*session).readBack,
		"copy.everything": alone(func(s *session) error { return s.giveCopy(model.Recipient{Whole: true}) }),
		"copy.safety":     alone(func(s *session) error { return s.giveCopy(model.Recipient{Safety: true}) }),
		"home":            alone(func(*session) error { return errHome }),
		"new":             alone(func(s *session) error { return s.begin(s.desk.Kind()) }),
		"face":            alone((*session).toTheScreen), "todo": alone((*session).today), "saved": alone((*session).savedAlready),
		"send": alone((*session).send), "bin": alone((*session).bin), "bin.put": alone((*session).throw), "hold": alone((*session).keep),
		"register": alone((*session).register), "log": alone((*session).log), "read": alone((*session).readTopic),
		"gaps": alone((*session).gaps), "history": alone((*session).history), "why": alone((*session).why), "where": alone((*session).where),
		"check": alone((*session).check), "ways": alone((*session).waysIn), "cover": alone((*session).cover), "lock": alone((*session).away),
		"theme": alone((*session).theme), "help": alone((*session).help), "quit": alone((*session).quit),
	}
}

// toTheScreen leaves for the whole screen.
func (s *session) toTheScreen() error {
	s.toScreen = true
	return errLeave
}

// today says what is to be done today; at the first page it goes there too.
func (s *session) today() error {
	if s.talk == nil {
		return s.doToday()
	}
	_, err := s.toDo()
	return err
}

func (s *session) savedAlready() error {
	s.say("plain.saved-already")
	return nil
}

// readTopic reads the notes of the topic one is in.
func (s *session) readTopic() error {
	notes := s.talk.Notes()
	title := s.talk.Topic().Title
	if s.talk.Place().Stage == model.StageMine {
		title = s.text.Say(model.Msg("action.go.mine"))
	}
	s.say("plain.read.title", "title", title, "n", len(notes))
	for i, n := range notes {
		s.lines(fmt.Sprintf("%d %s", i+1, s.noteSaid(n)))
		s.words(n.Words().String())
		if n.Through.Voice != "" {
			s.say("plain.read.through", "who", s.talk.VoiceName(n.Through.Voice))
		}
	}
	return nil
}

// noteSaid is whose a note is, what it is and how it is marked, in words.
func (s *session) noteSaid(n *model.Note) string {
	parts := []string{s.talk.VoiceName(n.Voice)}
	switch n.Telling {
	case model.Said:
		parts = append(parts, s.text.Say(model.Msg("plain.as-said")))
	case model.Thought:
		parts = append(parts, s.text.Say(model.Msg("plain.what-i-think")))
	case model.Told:
		parts = append(parts, s.text.Say(model.Msg("plain.told")))
	}
	for _, m := range n.Marks {
		parts = append(parts, s.text.Say(model.Msg("plain.mark."+string(m))))
	}
	return strings.Join(parts, ", ")
}

func (s *session) gaps() error {
	p := flow.ForTalk
	if len(s.talk.Record().Wants) > 0 {
		p = flow.ForAgree
	}
	list := s.talk.Gaps(p)
	if len(list) == 0 {
		s.say("plain.gaps-none")
	}
	for _, m := range list {
		s.tell(m)
	}
	return nil
}

// why says why this is asked: what to listen for, and what is good to know,
// with its source.
func (s *session) why() error {
	t := s.talk.Topic()
	s.say("plain.listen-for")
	for _, l := range t.ListenFor {
		s.lines(l)
	}
	s.lines(t.GoodToKnow)
	if t.Source != "" {
		s.say("plain.source", "source", t.Source)
	}
	return nil
}

func (s *session) where() error {
	s.say("plain.where.saved", "clock", content.Clock(s.savedAt()))
	s.say("plain.where.folder")
	s.words(s.desk.Dir)
	out, err := s.desk.WhatGoes()
	if err != nil {
		return err
	}
	s.say("plain.where.waiting", "n", len(out.Goes))
	tasks, err := s.desk.ToDo()
	if err != nil {
		return err
	}
	s.say("plain.where.todo", "n", len(tasks))
	given, err := s.desk.Given()
	if err == nil && len(given) > 0 {
		s.say("where.given", "n", len(given))
	}
	return err
}

// cover pushes everything off the page, until it is asked for again.
func (s *session) cover() error {
	for range 60 {
		s.print("")
	}
	for {
		s.say("plain.covered")
		typed, err := s.read("", false, nil)
		if err != nil {
			return err
		}
		if strings.TrimSpace(typed) == ".cover" {
			return nil
		}
	}
}

func (s *session) help() error {
	s.say("plain.help")
	for _, a := range s.offered() {
		line := "." + commandOf(a) + "  " + s.text.Say(model.Msg("action."+a.ID))
		if !a.On {
			line += " (" + s.text.Say(a.Why) + ")"
		}
		s.lines(line)
	}
	s.say("plain.take-away")
	return nil
}

// offered is all that can be done where one is.
func (s *session) offered() []flow.Action {
	if s.talk != nil {
		return s.talk.Offered()
	}
	return s.desk.Actions(desk.AtHome)
}

// copyFor makes a copy for somebody: their own for the person, and for others
// what they may have. A refusal writes nothing and says only that.
func (s *session) copyFor(arg string) error {
	if err := s.talk.SaveNow(); err != nil {
		return err
	}
	if arg == "" {
		typed, err := s.ask("plain.copy.for")
		if err != nil || strings.TrimSpace(typed) == "" {
			return err
		}
		arg = typed
	}
	r := s.talk.Record()
	to := s.recipient(r, arg)
	if refused := s.refused(r, to, arg); refused {
		return nil
	}
	return s.giveCopy(to)
}

// giveCopy gives a copy to somebody who may have one: the paper is chosen where
// there are several.
func (s *session) giveCopy(to model.Recipient) error {
	if err := s.talk.SaveNow(); err != nil {
		return err
	}
	paper, err := s.choosePaper(s.talk.Record(), to)
	if err != nil || paper == "" {
		return err
	}
	s.readOver(paper, to)
	return s.givePaper(paper, to)
}

// recipient finds whom a copy is for by what was typed.
func (s *session) recipient(r *model.Record, typed string) model.Recipient {
	if name := kit.Fold(typed); name == kit.Fold(r.Person.Name()) || name == kit.Fold(r.Person.FullName) {
		return model.Recipient{Person: true}
	}
	if council := kit.Fold(s.text.Say(model.Msg("plain.copy.council"))); council == kit.Fold(typed) || strings.HasSuffix(council, " "+kit.Fold(typed)) {
		return model.Recipient{Council: true}
	}
	if x := r.LastAnswer(typed); x != nil {
		return model.Recipient{Sharing: x.ID}
	}
	return model.Recipient{}
}

func (s *session) refused(r *model.Record, to model.Recipient, typed string) bool {
	_, no := r.For(to)
	if !no.Refused() {
		return false
	}
	s.say("plain.copy.nothing")
	who := no.Who
	if who == "" {
		who = strings.TrimSpace(typed)
	}
	name := r.Person.Name()
	switch {
	case no.Choice == model.ShareNo:
		s.say("plain.copy.said-no", "day", content.DateDay(no.At.Local()), "name", name, "who", who)
	case no.Choice == model.NotUntil:
		s.say("plain.copy.not-yet", "name", name, "who", who)
	default:
		s.say("plain.copy.not-asked", "name", name, "who", who)
	}
	return true
}

func (s *session) choosePaper(r *model.Record, to model.Recipient) (string, error) {
	papers := desk.Papers(r, to)
	if len(papers) == 1 {
		return papers[0], nil
	}
	f := field{ID: "paper", Label: model.Msg("plain.copy.which"), Kind: flow.Choice}
	for _, p := range papers {
		f.Options = append(f.Options, flow.Option{Value: p, Label: model.Msg("paper." + p)})
	}
	value, given, err := s.field(f, nil)
	if err != nil || !given {
		return "", err
	}
	return value, nil
}

// offCard says what the card has no room for: whoever hands it over says it.
func (s *session) offCard(paper string) {
	if paper != "card" {
		return
	}
	off := s.desk.OffTheCard(s.talk.Record(), s.talk.Guide())
	if len(off) == 0 {
		return
	}
	s.say("plain.copy.off-card")
	for _, what := range off {
		s.words(cmp.Or(what, s.text.Say(model.Msg("todo.look"))))
	}
}

// givePaper says a copy, or writes it where somebody names a file, as what the
// ending of its name says.
func (s *session) givePaper(paper string, to model.Recipient) error {
	s.offCard(paper)
	typed, err := s.ask("plain.copy.file")
	if err != nil {
		return err
	}
	path := strings.TrimSpace(typed)
	text, err := s.desk.Paper(s.talk.Record(), s.talk.Guide(), paper, path, to)
	if letters, ok := desk.Unprintable(err); ok {
		s.say("plain.copy.letters", "letters", letters)
		return nil
	}
	if desk.NothingTheirs(err) {
		s.say("screen.copy.nothing-theirs")
		return nil
	}
	if err != nil {
		return err
	}
	if path == "" {
		if paper == "card" {
			s.say("plain.copy.to-say")
		}
		for l := range strings.SplitSeq(strings.TrimRight(string(text), "\n"), "\n") {
			s.words(l)
		}
		return nil
	}
	err = s.desk.WriteCopy(s.talk.Record().ID, path, text)
	switch {
	case errors.Is(err, fs.ErrExist):
		s.say("plain.copy.exists")
		return nil
	case err != nil:
		s.say("plain.copy.not-written")
		return nil
	}
	s.talk.Beyond("copy")
	s.say("plain.copy.written")
	return nil
}

package plain

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

type field = flow.Field

// errHome goes back to the first page.
var errHome = errors.New("home")

// conversation is the talk: every line is a note, but what a full stop and a
// command's name begin.
func (s *session) conversation() error {
	for {
		err := s.oneThing()
		switch {
		case errors.Is(err, errBack), errors.Is(err, errCommand):
		case errors.Is(err, errHome):
			if s.leaveTalk() == nil {
				return nil
			}
			s.say("plain.not-saved") // so one stays
		case err != nil:
			return err
		}
	}
}

// oneThing does the command that was typed where something else was asked, or
// takes the next line.
func (s *session) oneThing() error {
	if s.pending == "" {
		return s.noteLine()
	}
	name, arg, _ := s.command(s.pending)
	s.pending = ""
	return s.run1(name, arg)
}

func (s *session) noteLine() error {
	if p := s.talk.Place(); p.Stage != model.StageTalk && p.Stage != model.StageMine {
		s.talk.Go(model.Place{Stage: model.StageTalk})
	}
	prompt := s.text.Say(model.Msg("plain.note", "n", len(s.talk.Notes())+1)) + " "
	if s.talk.Place().Stage == model.StageMine {
		prompt = s.text.Say(model.Msg("plain.own-note", "n", len(s.talk.Notes())+1)) + " "
	}
	typed, err := s.read(prompt, false, s.draft)
	if err != nil {
		return err
	}
	if s.pasted {
		s.talk.Add("")
		s.talk.Paste("", 0, []string{typed})
		s.last.noted = true
		s.saved()
		return nil
	}
	if name, arg, ok := s.command(typed); ok {
		s.talk.Add("") // half of it may have been kept as words
		return s.run1(name, arg)
	}
	if strings.TrimSpace(typed) == "." {
		// One step back, as everywhere: from my own notes to the talk.
		s.talk.Add("")
		s.talk.Go(model.Place{Stage: model.StageTalk})
		return nil
	}
	s.talk.Add(typed)
	s.last.noted = true
	s.saved()
	s.hint(typed)
	return nil
}

// refocused goes back to what was put down last for an action that needs
// something in focus: in plain lines nothing stays in focus by itself.
func (s *session) refocused(a flow.Action) flow.Action {
	if a.On || s.last.action == "" {
		return a
	}
	here := s.talk.Place()
	s.talk.Go(s.last.place)
	if there, _ := s.talk.Action(a.ID); there.On {
		return there
	}
	s.talk.Go(here)
	return a
}

// may tells whether an action is there and can be done now, and says why it can't.
func (s *session) may(a flow.Action, here bool) bool {
	switch {
	case !here:
		s.tell(s.talk.NotHere())
	case !a.On:
		s.tell(a.Why)
	}
	return here && a.On
}

// act does an action of the conversation: with what was typed behind it as the
// answer to the one thing it asks, else asking.
func (s *session) act(a flow.Action, arg string) error {
	if !s.may(a, true) {
		return nil
	}
	if len(a.Ask) > 1 {
		// Nothing is done before the first answer: a question that was left
		// empty decides nothing.
		if slices.ContainsFunc(a.Ask, func(f field) bool { return f.More }) {
			s.putDown(a.ID, s.talk.Place()) // .more goes on with it
		}
		return s.form(a.ID, nil)
	}
	answers := map[string]string{}
	if len(a.Ask) == 1 {
		value, given := "", arg != ""
		if given {
			if value = arg; len(a.Ask[0].Options) > 0 {
				value, given = choose(a.Ask[0], arg, s.text.Say)
			}
		}
		if !given {
			var err error
			if value, given, err = s.field(a.Ask[0], nil); err != nil || !given {
				return err
			}
		}
		answers[a.Ask[0].ID] = value
	}
	before := s.talk.Place()
	e := s.talk.Do(a.ID, answers)
	s.saved()
	s.told(e.Say)
	if now := s.talk.Place(); now.Topic != before.Topic && now.Stage == model.StageTalk {
		s.topicSaid()
	}
	return nil
}

// topicSaid says where one is and what might be asked.
func (s *session) topicSaid() {
	t := s.talk.Topic()
	s.lines(t.Title + ".")
	if t.Alone {
		s.say("plain.alone")
	}
	if q, ok := s.talk.Prompt(); ok {
		s.say("plain.to-ask")
		s.lines(q)
		s.say("plain.ask-hint")
	}
}

func (s *session) topics(arg string) error {
	if arg != "" {
		a, _ := s.talk.Action("topic.go")
		if id, ok := topicFor(a.Ask[0], arg, s.text.Say); ok {
			s.talk.Do("topic.go", map[string]string{"topic": id})
			s.saved()
			s.topicSaid()
			return nil
		}
		s.say("topic.unknown")
	}
	lists := s.talk.Topics()
	var all []model.Topic
	say := func(id string, list []model.Topic) {
		if len(list) == 0 {
			return
		}
		s.say(id)
		for _, t := range list {
			all = append(all, t)
			s.print(fmt.Sprintf("%d %s", len(all), t.Title))
		}
	}
	say("plain.topics.talked", lists.Talked)
	say("plain.topics.next", lists.Next)
	say("plain.topics.others", lists.Others)
	say("plain.topics.rather-not", lists.RatherNot)
	typed, err := s.ask("plain.choose")
	if err != nil || strings.TrimSpace(typed) == "" || strings.TrimSpace(typed) == "." {
		return err
	}
	if n, err := strconv.Atoi(strings.TrimSpace(typed)); err == nil && n >= 1 && n <= len(all) {
		typed = all[n-1].ID
	}
	return s.topics(typed)
}

// topicFor finds a topic by its id, or by letters anywhere in its title.
func topicFor(f field, typed string, say func(model.Message) string) (string, bool) {
	if v, ok := chooseOne(f, typed, say); ok {
		return v, true
	}
	for _, o := range f.Options {
		if strings.HasPrefix(o.Value, kit.Fold(typed)) || strings.Contains(kit.Fold(say(o.Label)), kit.Fold(typed)) {
			return o.Value, true
		}
	}
	return "", false
}

func (s *session) prompt(string) error {
	e := s.talk.Do("prompt.next", nil)
	s.told(e.Say)
	if q, ok := s.talk.Prompt(); ok {
		s.lines(q)
	}
	return nil
}

func (s *session) undo(string) error { return s.backOr("undo") }
func (s *session) redo(string) error { return s.backOr("redo") }

func (s *session) backOr(id string) error {
	before := s.talk.Place()
	e := s.talk.Do(id, nil)
	s.saved()
	s.told(e.Say)
	if now := s.talk.Place(); now.Stage == model.StageTalk && now.Topic != before.Topic {
		s.lines(s.talk.Topic().Title + ".")
	}
	return nil
}

// noteOf is the note of this number, or nil where there is none, which it says.
func (s *session) noteOf(arg string) *model.Note {
	notes := s.talk.Notes()
	switch n := number(arg); {
	case n >= 1 && n <= len(notes):
		return notes[n-1]
	case len(notes) == 0:
		s.say("why.no-note")
	default:
		s.say("plain.which-note", "n", len(notes))
	}
	return nil
}

// edit puts other words in place of a note's.
func (s *session) edit(arg string) error {
	note := s.noteOf(arg)
	if note == nil {
		return nil
	}
	s.words(s.talk.TypedLine(note))
	typed, err := s.answered(s.text.Say(model.Msg("plain.new-words"))+" ", s.draft)
	if err != nil && !errors.Is(err, errCommand) {
		return err
	}
	s.talk.Add("")
	if err != nil || strings.TrimSpace(typed) == "" || strings.TrimSpace(typed) == "." {
		return err
	}
	s.talk.Amend(note.ID, typed)
	s.saved()
	s.say("plain.changed-note", "n", number(arg))
	return nil
}

// more asks what is not asked for otherwise, of what was put down last.
func (s *session) more(string) error {
	if s.last.action == "" {
		s.say("plain.more-none")
		return nil
	}
	if p := s.talk.Record().Part(s.last.place.Part); p != nil {
		s.say("plain.more-of", "what", s.talk.ThingOf(&flow.Happened{Was: p, Is: p}))
	}
	s.hush = s.last.action == "money.set" // each answer would say all the sums anew
	defer func() { s.hush = false }()
	return s.gone(s.last.place.Stage, func() error {
		s.talk.Go(s.last.place)
		a := asking{done: map[string]bool{}, more: true}
		for _, f := range s.fields(s.last.action) {
			a.done[f.ID] = !f.More // those were asked
		}
		return s.formOf(s.last.action, a)
	})
}

func (s *session) visit(string) error {
	s.talk.Go(model.Place{Stage: model.StageStart})
	err := s.form("visit.set", nil)
	s.talk.Go(model.Place{Stage: model.StageTalk})
	return err
}

package plain

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// home asks who one is with. No name is said but those of today.
func (s *session) home() error {
	h, err := s.desk.Home()
	if err != nil {
		return err
	}
	s.say("plain.home.new")
	s.say("plain.home.others", "n", h.Others)
	s.say("plain.home.todo", "n", h.ToDo)
	if h.ToGo.Plans > 0 {
		s.say("plain.home.waiting", "n", h.ToGo.Plans, "since", s.since(h.ToGo))
	} else {
		s.say("plain.home.waiting-none")
	}
	for i, e := range h.Today {
		s.oneSaid(i+5, e)
	}
	if n := h.SentBack.Plans; n > 0 {
		s.say("plain.home.back", "n", n)
	}
	if n := h.Changed.Plans; n > 0 {
		s.say("plain.home.changed", "n", n)
	}
	if n := h.Council.Plans; n > 0 {
		s.say("plain.home.council", "n", n, "since", s.since(h.Council))
	}
	if h.Bin > 0 {
		s.say("plain.home.bin", "n", h.Bin)
	}
	if h.CodeDue {
		s.say("plain.home.code")
	}
	if len(h.Damaged) > 0 {
		s.say("plain.home.damaged", "n", len(h.Damaged))
	}
	s.sendSelf()
	typed, err := s.ask("plain.choose")
	if err != nil {
		return err
	}
	return s.chosen(strings.TrimSpace(typed), h)
}

// since is since when the longest of a wait lasts.
func (s *session) since(w desk.Wait) model.Message {
	return content.Since(w.Since.Local(), s.desk.Now().Local())
}

// nameOf is what somebody is called in a list.
func (s *session) nameOf(e desk.Entry) string {
	return s.shortly(e.Name())
}

// mostName is how many cells of a name are said: any name anybody goes by has
// room in them, and what was pasted in place of one is not read out for minutes.
const mostName = 60

// shortly is a name as it is said, or that there is none yet.
func (s *session) shortly(name string) string {
	if strings.TrimSpace(name) == "" {
		return s.text.Say(model.Msg("plain.no-name"))
	}
	return drawn(measure.Short(name, mostName, "..."))
}

// oneSaid says who one of a list is, by the number that opens them, and how far
// they have come.
func (s *session) oneSaid(n int, e desk.Entry) {
	s.lines(numbered(n, s.nameOf(e)+", "+s.standing(e)))
}

// standing is how far somebody's conversation has come, and how long it waits.
func (s *session) standing(e desk.Entry) string {
	said := s.text.Say(e.Stands(s.desk.Now()))
	if e.Days > 0 {
		said += ", " + s.text.Say(model.Msg("plain.waits", "n", e.Days))
	}
	return said
}

func (s *session) chosen(typed string, h desk.Home) error {
	n, err := strconv.Atoi(typed)
	switch {
	case typed == "":
		return nil
	case err == nil && n == 1:
		return s.begin(s.desk.Kind())
	case err == nil && n == 2:
		return s.others("")
	case err == nil && n == 3:
		return s.doToday()
	case err == nil && n == 4:
		return s.send()
	case err == nil && n-5 >= 0 && n-5 < len(h.Today):
		return s.open(h.Today[n-5].ID, "")
	case strings.HasPrefix(typed, "."):
		return s.homeCommand(typed[1:])
	}
	// A name typed at the door is looked for, so that nobody has to be read out.
	return s.others(typed)
}

func (s *session) homeCommand(typed string) error {
	name, arg, _ := strings.Cut(typed, " ")
	if name == "undo" || name == "redo" {
		s.say("undo.no-talk")
		return nil
	}
	for _, a := range s.desk.Actions(desk.AtHome) {
		if a.Command != name {
			continue
		}
		if !s.may(a, true) {
			return nil
		}
		return s.deskCommand(a.ID, strings.TrimSpace(arg))
	}
	s.say("plain.no-command", "name", name)
	return nil
}

// others finds somebody by what is typed. With nothing typed it asks; a full
// stop and "all" say every name.
func (s *session) others(find string) error {
	if find == "" {
		typed, err := s.ask("plain.find")
		if err != nil || strings.TrimSpace(typed) == "" {
			return err
		}
		find = typed
	}
	if kit.Fold(find) == kit.Fold(s.text.Say(model.Msg("plain.find-all"))) {
		find = ""
	}
	list, damaged, err := s.desk.Everyone(find)
	if err != nil {
		return err
	}
	if find == "" {
		s.desk.NamesRead(len(list))
	}
	if len(list) == 0 {
		s.say("plain.find-none")
		return nil
	}
	for i, e := range list {
		s.oneSaid(i+1, e)
	}
	for _, d := range damaged {
		s.say("plain.damaged", "id", string(d.Record))
	}
	i, err := s.oneOf(len(list))
	if err != nil || i < 0 {
		return err
	}
	return s.open(list[i].ID, "")
}

// oneOf asks for one of so many that were said, and returns -1 for none.
func (s *session) oneOf(n int) (int, error) {
	for {
		typed, err := s.ask("plain.choose")
		typed = strings.TrimSpace(typed)
		if err != nil || typed == "" || typed == "." {
			return -1, err
		}
		if i, err := strconv.Atoi(typed); err == nil && i >= 1 && i <= n {
			return i - 1, nil
		}
		s.say("plain.choose-number", "n", n)
	}
}

// doToday says what is to be done and goes to where one of it is done: to a worry
// among one's own notes, since this is for the desk.
func (s *session) doToday() error {
	tasks, err := s.toDo()
	if err != nil || len(tasks) == 0 {
		return err
	}
	i, err := s.oneOf(len(tasks))
	if err != nil || i < 0 {
		return err
	}
	if tasks[i].Record == "" {
		return s.waysIn()
	}
	if tasks[i].Theirs() {
		return s.open(tasks[i].Record, "theirs")
	}
	at := tasks[i].Place
	return s.open(tasks[i].Record, map[model.Stage]string{
		model.StageMine: "mynotes " + string(at.Part), model.StageAgree: "agree",
	}[at.Stage])
}

// toDo says what is to be done today. In a talk it says what is this person's,
// but of a worry, and how much there is besides.
func (s *session) toDo() ([]desk.Task, error) {
	tasks, err := s.desk.ToDo()
	if err != nil {
		return nil, err
	}
	if len(tasks) == 0 {
		s.say("plain.todo-none")
	}
	besides := 0
	for i, t := range tasks {
		said := s.text.Say(t.What)
		if t.Name != "" {
			said = s.shortly(t.Name) + ": " + said
		}
		switch {
		case s.talk == nil: // here one can be chosen
			s.words(numbered(i+1, said))
		case s.maySay(t.Record) && t.Place.Stage != model.StageMine:
			s.words(said)
		default:
			besides++
		}
	}
	if besides > 0 {
		s.say("plain.todo-besides", "n", besides)
	}
	return tasks, nil
}

// begin starts with somebody new: only their name has to be said.
func (s *session) begin(kind model.ConversationKind) error {
	t, err := s.desk.New(kind)
	if err != nil {
		return err
	}
	s.talk = t
	err = s.start()
	command := errors.Is(err, errCommand)
	if err != nil && !command && !errors.Is(err, errBack) {
		return errors.Join(err, s.leaveTalk())
	}
	if !t.Kept() {
		typed := s.pending
		s.pending = ""
		if s.leaveTalk() != nil {
			s.say("plain.not-saved") // somebody was named: one goes on in memory
			return s.conversation()
		}
		if !command {
			return nil
		}
		return s.homeCommand(strings.TrimPrefix(typed, "."))
	}
	t.Go(model.Place{Stage: model.StageTalk})
	s.say("plain.first", "who", s.shortly(t.Record().Person.FullName), "topic", s.talk.Topic().Title)
	s.say("plain.say-first")
	s.words(t.Guide().Opening)
	return s.conversation()
}

// start asks for the start of a visit; an empty line leaves a thing as it is.
func (s *session) start() error {
	if ok, err := s.named(); err != nil || !ok {
		return err
	}
	return s.form("visit.set", func(f field) bool { return f.ID != "who" })
}

// named asks whom it is with. Without a name there is nobody to begin with.
func (s *session) named() (bool, error) {
	for _, f := range s.fields("visit.set") {
		if f.ID != "who" {
			continue
		}
		name, given, err := s.field(f, nil)
		if err != nil || !given {
			return false, err
		}
		s.talk.Do("visit.set", map[string]string{"who": name})
		s.save()
	}
	return true, nil
}

// open goes on with somebody, with a command where one is given. On another day
// it asks whether this is a new visit; how to talk with them comes before the
// door.
func (s *session) open(id model.ID, command string) error {
	t, o, err := s.desk.Open(id)
	if desk.NotFound(err) {
		s.say("plain.not-found")
		return nil
	}
	if m, binned := desk.BinRefused(err); binned {
		s.tell(m)
		return nil
	}
	if err != nil {
		return err
	}
	s.talk = t
	p := t.Record().Person
	s.words(s.shortly(p.FullName))
	for _, d := range o.Damage {
		s.say("plain.damaged", "id", string(d.Record))
	}
	if p.HowToTalk != "" {
		s.say("plain.how-to-talk")
		s.words(p.HowToTalk)
	}
	if p.Disliked != "" {
		s.say("plain.disliked")
		s.words(p.Disliked)
	}
	if err := s.visitAgain(o); err != nil && !errors.Is(err, errCommand) {
		return errors.Join(err, s.leaveTalk())
	}
	if command != "" && s.pending == "" {
		s.pending = "." + command
	}
	return s.conversation()
}

func (s *session) visitAgain(o desk.Opened) error {
	if !o.NewDay {
		if o.Last != nil {
			s.say("plain.all-here", "clock", content.Clock(o.Until.Local()))
			s.words(o.Last.Words().String())
		}
		return nil
	}
	s.promised()
	typed, err := s.ask("plain.new-visit")
	if err != nil || !s.isYes(typed) {
		return err
	}
	s.talk.Do("visit.new", nil)
	s.save()
	err = s.form("visit.set", func(f field) bool { return f.ID != "who" && f.ID != "called" })
	s.talk.Go(model.Place{Stage: model.StageTalk})
	if errors.Is(err, errBack) {
		return nil
	}
	return err
}

// promised says what was to happen next, and whether it was done.
func (s *session) promised() {
	steps := s.talk.Record().Steps
	if len(steps) > 0 {
		s.say("plain.promised")
	}
	for _, x := range steps {
		done := "plain.step-open"
		if x.Done {
			done = "plain.step-done"
		}
		s.words(s.text.Say(model.Msg(done, "what", x.What)))
	}
}

// leaveTalk puts the conversation in order and away. One that can't be saved
// stays open.
func (s *session) leaveTalk() error {
	if s.talk == nil {
		return nil
	}
	if err := s.talk.Leave(context.WithoutCancel(s.ctx)); err != nil {
		return err
	}
	s.talk = nil
	_ = s.desk.Tidy(s.ctx) // no words hang on it, and what fails stays due
	return nil
}

// save hands over what happened, to be committed at once; it does not wait for
// the disk.
func (s *session) save() {
	if err := s.talk.SaveNow(); err != nil {
		s.say("plain.not-saved")
	}
}

// saved waits until all is on disk, which the next prompt's number tells.
func (s *session) saved() {
	if err := s.talk.Flush(s.ctx); err != nil && s.ctx.Err() == nil {
		s.say("plain.not-saved")
		return
	}
	s.tellTight()
}

package plain

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ownwords/model"
	"ownwords/model/flow"
)

// mayBeCommand tells whether what is being typed could still become a command,
// so that half a command is not kept as words.
func (s *session) mayBeCommand(text string) bool {
	rest, ok := strings.CutPrefix(text, ".")
	if !ok {
		return false
	}
	name, _, _ := strings.Cut(rest, " ")
	return slices.ContainsFunc(s.commands(), func(c string) bool { return strings.HasPrefix(c, name) })
}

// dotted cuts a line that begins as commands do, with a full stop and a letter,
// behind its first word.
func dotted(typed string) (name, arg string, ok bool) {
	rest, found := strings.CutPrefix(typed, ".")
	if first, _ := utf8.DecodeRuneInString(rest); !found || !unicode.IsLetter(first) {
		return "", "", false
	}
	name, arg, _ = strings.Cut(rest, " ")
	return name, strings.TrimSpace(arg), true
}

// command reads a line as a command: a dotted one with the name of one of them.
// Everything else is words.
func (s *session) command(typed string) (name, arg string, ok bool) {
	name, arg, ok = dotted(typed)
	return name, arg, ok && slices.Contains(s.commands(), name)
}

func (s *session) isCommand(typed string) bool {
	if s.talk == nil {
		return false
	}
	_, _, ok := s.command(typed)
	return ok
}

// commands are the names of all that can be done.
func (s *session) commands() []string {
	var out []string
	for _, a := range s.talk.Offered() {
		out = append(out, commandOf(a))
	}
	for c := range ways {
		out = append(out, c)
	}
	out = append(out, flow.Commands()...) // what this kind of talk has not says so
	slices.Sort(out)
	return slices.Compact(out)
}

// commandOf is what stands behind the full stop: an action's command, or its
// id where it has none.
func commandOf(a flow.Action) string {
	if a.Command != "" {
		return a.Command
	}
	return a.ID
}

// mistyped is the word behind a full stop at a line's beginning: it was meant for
// a command, mistyped or one of those that are elsewhere.
func mistyped(typed string) (word string, ok bool) {
	word, _, ok = dotted(strings.TrimSpace(typed))
	return word, ok
}

// hint tells that a line was kept which was meant for a command: mistyped, or,
// once, without its full stop.
func (s *session) hint(typed string) {
	name := strings.TrimSpace(typed)
	who := s.talk.Record().Person.Name()
	if notes := s.talk.Notes(); s.talk.Place().Stage == model.StageMine && len(notes) > 0 {
		who = s.talk.VoiceName(notes[len(notes)-1].Voice)
	}
	word, meant := mistyped(typed)
	switch {
	case meant:
		s.say("plain.kept-as-words", "who", who, "words", name)
		s.say("plain.no-command", "name", word)
	case !s.hinted && slices.Contains(s.commands(), name):
		s.hinted = true
		s.say("plain.kept-as-words", "who", who, "words", name)
		s.say("plain.the-command-is", "name", name)
	}
}

// ways are the commands that lead through a page, question by question, and
// those that look. All that they do they do by the engine's actions.
var ways map[string]func(*session, string) error

func init() {
	ways = map[string]func(*session, string) error{
		"people": (*session).people, "wants": (*session).wants, "risks": (*session).risks,
		"helps": (*session).helps, "money": (*session).money, "questions": (*session).questions,
		"readback": (*session).readBack, "agree": (*session).agree, "share": (*session).share, "owe": (*session).owe, "decide": (*session).decide,
		"mynotes": (*session).myNotes, "worry": (*session).worry, "edit": (*session).edit, "topics": (*session).topics,
		"undo": (*session).undo, "redo": (*session).redo, "ask": (*session).prompt,
		"visit": (*session).visit, "own": (*session).own,
		"payment": (*session).payment, "offered": (*session).notOffered,
		"needs": (*session).needs, "desk": (*session).atDesk, "decisions": (*session).decisions, "wishes": (*session).wishes,
		"isneed": (*session).isNeed, "newpower": (*session).powers, "independent": (*session).independent,
		"from": (*session).from, "leadsto": (*session).leadsTo,
		"newwant": fresh((*session).wants), "newrisk": fresh((*session).risks), "newhelp": fresh((*session).helps),
		"newneed": fresh((*session).needs), "newdecision": fresh((*session).decisions),
		"someone": fresh((*session).people), "sharewith": fresh((*session).share), "settle": (*session).settle, "override": (*session).override,
		"more": (*session).more, "wrong": (*session).wrongNote, "theirs": (*session).theirs,
	}
}

// fresh goes the way of a page with something new, whatever else there is: what is
// typed behind the command are its words.
func fresh(way func(*session, string) error) func(*session, string) error {
	return func(s *session, arg string) error {
		if arg == "" {
			arg = s.text.Say(model.Msg("plain.new"))
		}
		return way(s, arg)
	}
}

func (s *session) run1(name, arg string) error {
	if way, ok := ways[name]; ok {
		return way(s, arg)
	}
	for _, a := range s.talk.Offered() {
		if commandOf(a) != name {
			continue
		}
		if _, own := s.talk.Action(a.ID); own {
			return s.act(s.refocused(a), arg)
		}
		if !s.may(a, true) {
			return nil
		}
		return s.deskCommand(a.ID, arg)
	}
	s.tell(s.talk.NotHere())
	return nil
}

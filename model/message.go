package model

import "maps"

// Message is something to tell a person, without the words: the name of a
// sentence in the text catalogue and what goes into its gaps. Everything below
// the catalogue speaks in Messages, so that no sentence is buried in code and
// another language is another file.
//
// Args holds strings (a person's words or names, shown as they are), ints
// (they choose the plural), Pence, and other Messages (put into words first).
type Message struct {
	ID   string
	Args map[string]any
}

// Msg makes a Message from a name and pairs of gap and value:
//
//	Msg("undo.back", "what", "Maureen")
//
// A gap without a value is a mistake in the program and panics.
func Msg(id string, pairs ...any) Message {
	if len(pairs) == 0 {
		return Message{ID: id}
	}
	args := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		args[pairs[i].(string)] = pairs[i+1]
	}
	return Message{ID: id, Args: args}
}

// With is the message with another value in a gap, if it has that gap.
func (m Message) With(gap string, value any) Message {
	if _, ok := m.Args[gap]; !ok {
		return m
	}
	args := maps.Clone(m.Args)
	args[gap] = value
	return Message{ID: m.ID, Args: args}
}

// Zero tells whether there is nothing to say.
func (m Message) Zero() bool { return m.ID == "" }

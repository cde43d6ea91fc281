//go:build linux

package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"ownwords/model"
)

// scene is where somebody types when it happens, and what the record then has
// of it.
type scene struct {
	name  string // begins with the face
	home  string // what is shown once the program can be used
	begin []press
	// goOn leads there again the next time, once back is shown; without it every
	// time begins in an empty store.
	back string
	goOn []press
	// first is typed before anything else where one goes on.
	first   []step
	endings [][]step
	kept    func(kept) []said
	rare    bool // it is tried a fifth as often
}

// plain tells whether the scene is played in plain lines.
func (s scene) plain() bool { return strings.HasPrefix(s.name, "plain") }

// kept is what is compared of a record.
type kept struct {
	Person struct{ HowToTalk string }
	Note   []said
}

// said is a text in the record, and whether it is marked as something wanted.
type said struct {
	Text  string
	Marks []model.Mark
}

func (k kept) notes() []said { return k.Note }

func (k kept) howToTalk() []said {
	if k.Person.HowToTalk == "" {
		return nil
	}
	return []said{{Text: k.Person.HowToTalk}}
}

var (
	newNote  = []step{{key: "\r", does: breaks}}
	ctrlG1   = []step{{key: "\x07", does: leads}, {key: "1", does: marks}}
	wanted   = append(letters(".wanted", leads), step{key: "\r", does: marks})
	toScreen = []press{{"n", "Likes"}, {typedName + "\x0e", "Starting"}}
	toPlain  = []press{{"1\r", "Who is it with"}, {typedName + "\r", "Likes"}, {strings.Repeat("\r", 7), "Note 1:"}}
)

var scenes = []scene{
	{
		name: "screen", home: "Who are you with?", begin: toScreen,
		back: typedName, goOn: []press{{"\r", "Starting"}}, first: newNote,
		endings: [][]step{newNote, slices.Concat(ctrlG1, newNote)}, kept: kept.notes,
	},
	{
		name: "plain", home: "Choose:", begin: toPlain, back: "Choose:", goOn: []press{{"5\r", "Note"}},
		endings: [][]step{newNote, slices.Concat(newNote, wanted)}, kept: kept.notes,
	},
	{
		name: "screen-line", home: "Who are you with?", begin: []press{{"n", "Likes"}, {typedName + strings.Repeat("\r", 7), ""}},
		kept: kept.howToTalk, rare: true,
	},
	{
		name: "plain-line", home: "Choose:", begin: []press{toPlain[0], toPlain[1], {strings.Repeat("\r", 6), "How to talk"}},
		kept: kept.howToTalk, rare: true,
	},
}

// missing holds a record against what was typed. It has to be what stood on the
// page after some key; age is how old the next one was, zero where none is
// missing.
func missing(before []said, typed []step, now []said, at time.Time) (age time.Duration, err error) {
	page := slices.Clone(before)
	last, fresh := -1, true
	if same(page, now) {
		last = 0
	}
	for i, s := range typed {
		page, fresh = s.on(page, fresh)
		if same(page, now) {
			last = i + 1
		}
	}
	switch {
	case last < 0:
		return 0, fmt.Errorf("the record never was on the page: it has\n%+v\ninstead of\n%+v", now, page)
	case last == len(typed):
		return 0, nil
	}
	return at.Sub(typed[last].at), nil
}

// on is the page after a key. It is fresh when the next letter begins a text.
func (s step) on(page []said, fresh bool) ([]said, bool) {
	switch {
	case s.does == types && fresh:
		return append(page, said{Text: s.key}), false
	case s.does == types:
		page[len(page)-1].Text += s.key
	case s.does == breaks:
		return page, true
	case s.does == marks:
		page[len(page)-1].Marks = []model.Mark{model.MarkWanted}
	}
	return page, fresh
}

func same(a, b []said) bool {
	return slices.EqualFunc(a, b, func(x, y said) bool {
		return strings.TrimRight(x.Text, " ") == strings.TrimRight(y.Text, " ") && slices.Equal(x.Marks, y.Marks)
	})
}

package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// Actions that the full screen knows by name because a key of theirs means
// something there.
const (
	keyTurn  = "turn"
	keyWhy   = "why"
	keyCover = "cover"
	keyQuit  = "quit"
	keyUndo  = "undo"
	keyRedo  = "redo"
	keyFrom  = "chain.back"
	keyOn    = "chain.on"
)

// Actions of the full screen that are none of the conversation or the desk.
const (
	keyPalette = "palette"
	keyMark    = "mark"
	keyPlaces  = "places"
	keyFind    = "find"
	noteAway   = "note.away"
	keyWrong   = "note.wrong"
)

// key is the key of an action as hints name it; empty for one without a key.
// Single letters are a page's own and stand in no table: they type in most
// places.
func (a *app) key(action string) string {
	keys := a.keys.Keys(action)
	if len(keys) == 0 {
		return ""
	}
	if name, ok := strings.CutPrefix(keys[0], "f"); ok && name != "" {
		return strings.ToUpper(keys[0])
	}
	return keys[0]
}

// by is how an action is done, for a sentence: by its key, or by its name.
func (a *app) by(action string) string {
	if key := a.key(action); key != "" {
		return key
	}
	return a.say("screen.app.by-name", "key", a.key(keyPalette), "name", actionLabel(action))
}

// keyShow shows what is typed unseen, on the pages before anything is open. It
// is the talk's key for one more thing to ask, and keyMark's makes up words
// there: these pages have no key of their own that another could be.
const keyShow = "prompt.next"

// doorKey is the key of an action on those pages, where nothing is reached by
// its name: one whose key was taken away has the one it began with.
func (a *app) doorKey(action string) string {
	for _, keys := range [][]string{a.keys.Keys(action), content.Settings{}.Bindings()[action]} {
		if len(keys) > 0 {
			return keys[0]
		}
	}
	return ""
}

// isFor tells whether a key is one of an action's.
func (a *app) isFor(action string, k kit.Key) bool {
	return slices.Contains(a.keys.Keys(action), k.Name)
}

// hint is a key and what it does. The id names its sentence.
func (a *app) hint(key, id string) kit.Hint { return kit.Hint{Key: key, Label: a.said(model.Msg(id))} }

// anything is the last hint of most pages: the palette.
func (a *app) anything() kit.Hint {
	return kit.Hint{Key: a.key(keyPalette), Label: a.say("screen.hint.anything")}
}

// lineHints are those of a page of lines: what Enter does in one, and how to go on
// and back.
func (a *app) lineHints(enter string) []kit.Hint {
	return []kit.Hint{a.hint("Enter", enter), a.hint("Tab", "screen.hint.next-line"), a.hint("Esc", "screen.hint.back"), a.anything()}
}

// actions are all actions here, in the order of the palette.
func (a *app) actions() []flow.Action {
	if a.desk == nil {
		return nil
	}
	if a.talk != nil {
		return a.talk.Offered()
	}
	return a.desk.Actions(desk.AtHome)
}

// act does what a person chose, by a key or by name. An action that is off says
// why, one that asks opens its questions.
func (a *app) act(id string) tea.Cmd {
	if id == keyUndo || id == keyRedo {
		return a.undone(id)
	}
	return tea.Sequence(a.settle(), a.chosen(id))
}

// settle ends what is being typed on the screen in front.
func (a *app) settle() tea.Cmd {
	a.keep()
	if s, ok := a.top().(settler); ok {
		return s.settle()
	}
	return nil
}

func (a *app) chosen(id string) tea.Cmd {
	all := a.everything()
	i := slices.IndexFunc(all, func(x flow.Action) bool { return x.ID == id })
	if i < 0 {
		return nil
	}
	x := all[i]
	if !x.On {
		a.tell(x.Why)
		return nil
	}
	if cmd, ok := a.deskAct(id); ok {
		return cmd
	}
	if len(x.Ask) > 0 {
		return a.push(newAsking(a, x))
	}
	return a.do(id, nil)
}

// pushRead pushes a screen and has it read what it shows from the store, where it
// is one that does.
func (a *app) pushRead(s screen) tea.Cmd {
	cmd := a.push(s)
	if r, ok := s.(interface{ read() tea.Cmd }); ok {
		return tea.Batch(cmd, r.read())
	}
	return cmd
}

// pageFor is the page that an action opens over what is in front, or nil.
func (a *app) pageFor(id string) screen {
	switch id {
	case "others":
		return newEveryone(a)
	case "todo":
		return newToDo(a)
	case "bin":
		return newBinPage(a)
	case "register":
		return newRegister(a)
	case "log":
		return newLog(a)
	case "topic.go":
		return newTopics(a)
	case "copy":
		return newCopiesPage(a, forPerson)
	case "copy.everything":
		return newCopiesPage(a, forWhole)
	case "copy.safety":
		return newCopiesPage(a, forSafety)
	case "decide":
		return newDecidePage(a)
	case "advice.set":
		return newAdvicePage(a)
	case "override.set":
		return newOverridePage(a)
	case keyPalette:
		return newPalette(a)
	case keyPlaces:
		return newPlaces(a)
	case "backup":
		return newBackupPage(a)
	case "check":
		return newCheckPage(a)
	case "ways":
		return newWaysPage(a)
	case "theme":
		return newThemes(a)
	}
	return nil
}

// deskAct does an action around a conversation, if this is one.
func (a *app) deskAct(id string) (tea.Cmd, bool) {
	if s := a.pageFor(id); s != nil {
		return a.pushRead(s), true
	}
	switch id {
	case "home":
		cmd, _ := a.leaveTalk()
		return cmd, true
	case "new":
		return a.beginTalk(), true
	case "bin.put":
		return a.askThrow(), true
	case "hold":
		return a.askHold(), true
	case "send":
		return a.showSend(), true
	case keyTurn:
		return a.turn(), true
	case "read":
		return a.read(a.say("action.read"), a.readRows()), true
	case "gaps":
		return a.read(a.say("action.gaps"), a.gapRows()), true
	case keyWhy:
		return a.advise(), true
	case "history":
		return a.history(), true
	case "payment.set", "deal.set", "offered.set", "employer.set":
		return a.toPayment(id), true
	case keyWrong:
		return a.wrong(), true
	case "help":
		return a.read(a.say("action.help"), a.helpRows()), true
	case keyMark: // where there are notes, their page has taken the key
		a.tell(model.Msg("why.no-note"))
	case keyFind:
		return a.find(), true
	case noteAway: // it is asked for by name, and has no key: letters do it
		a.tell(model.Msg("screen.talk.away", "undo", a.by(keyUndo)))
	case "where":
		a.tell(a.where()...)
	case keyCover:
		a.quiet.covered = true
	case "lock":
		return a.lock(), true
	case "face":
		return a.onceSaved(func() tea.Cmd {
			a.toPlain = true
			return tea.Quit
		}), true
	case "saved":
		return a.saidSaved(), true
	case keyQuit:
		return a.quit(), true
	default:
		return nil, false
	}
	return nil, true
}

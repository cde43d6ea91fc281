package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// home asks who one is with. No name stands on it but those of today: it is
// opened on somebody's kitchen table.
type home struct {
	a      *app
	list   *kit.List
	found  desk.Home
	loaded bool
}

// The lines of the page that are nobody's record.
const (
	homeNew    = "/new"
	homeOthers = "/others"
	homeToDo   = "/todo"
	homeSend   = "/send"
	homeCode   = "/code"
)

func newHome(a *app) *home {
	h := &home{a: a, list: kit.NewList(a.look)}
	h.list.Columns = []int{3, 26}
	return h
}

// goHome makes home all there is, and reads it.
func (a *app) goHome() tea.Cmd {
	h := newHome(a)
	a.talk, a.stage = nil, ""
	a.rekey()
	a.start(h)
	return h.read()
}

func (h *home) read() tea.Cmd {
	d := h.a.desk
	return work(h.a, h, func(context.Context) (desk.Home, error) { return d.Home() }, func(found desk.Home, err error) tea.Cmd {
		if err != nil {
			h.a.fail(err)
			return nil
		}
		first := !h.loaded
		h.found, h.loaded = found, true
		h.arrive()
		if first && len(found.Today) > 0 {
			h.list.SetFocus(string(found.Today[0].ID))
		}
		return nil
	})
}

func (h *home) arrive() {
	a, blank := h.a, kit.Item{Kind: kit.RowBlank}
	h.list.Columns = []int{3, 26}
	items := []kit.Item{blank, {Kind: kit.RowHeading, Cells: []string{a.say("screen.home.heading")}}, blank}
	for _, e := range h.found.Today {
		items = append(items, kit.Item{ID: string(e.ID), Kind: kit.RowOpen, Cells: []string{a.entryName(e), a.stands(e)}})
	}
	if len(h.found.Today) > 0 {
		items = append(items, blank)
	}
	if h.loaded && len(h.found.Today)+h.found.Others == 0 {
		items = append(items, kit.Item{Kind: kit.RowWords, Cells: []string{a.say("screen.home.nobody")}}, blank)
	}
	items = append(items, kit.Item{ID: homeNew, Kind: kit.RowOpen, Key: "n", Cells: []string{a.say("screen.home.new")}})
	if n := h.found.Others; n > 0 {
		items = append(items, blank, kit.Item{ID: homeOthers, Kind: kit.RowOpen, Key: "o", Cells: []string{a.say("screen.home.others", "n", n)}})
	}
	items = append(items, blank)
	items = append(items, h.owed()...)
	for range h.found.Damaged {
		items = append(items, kit.Item{Kind: kit.RowWords, Cells: []string{a.say("screen.home.damaged")}})
		break
	}
	h.list.SetItems(items)
}

// owed is what waits for the worker: today's tasks, plans to send, a code that
// is on no paper.
func (h *home) owed() []kit.Item {
	a := h.a
	toDo := a.say("screen.home.todo-none")
	if h.found.ToDo > 0 {
		toDo = a.say("screen.home.todo", "n", h.found.ToDo)
	}
	items := []kit.Item{{ID: homeToDo, Kind: kit.RowOpen, Key: "t", Cells: []string{toDo}}}
	if n := h.found.Waiting; n > 0 {
		items = append(items, kit.Item{ID: homeSend, Kind: kit.RowOpen, Key: "s", Cells: []string{
			a.say("screen.home.waiting", "n", n, "since", content.Since(h.found.Oldest.Local(), a.now().Local())),
		}})
	}
	if a.code[0].word != "" {
		items = append(items, kit.Item{ID: homeCode, Kind: kit.RowOpen, Key: "c", Cells: []string{a.say("screen.home.code")}})
	}
	return items
}

func (h *home) key(k kit.Key) (tea.Cmd, bool) {
	for _, id := range []string{homeNew, homeOthers, homeToDo, homeSend, homeCode} {
		if k.Name == map[string]string{homeNew: "n", homeOthers: "o", homeToDo: "t", homeSend: "s", homeCode: "c"}[id] {
			return h.open(id), true
		}
	}
	events, used := h.list.Key(k)
	for _, e := range events {
		if o, ok := e.(kit.Opened); ok {
			return h.open(o.ID), true
		}
	}
	return nil, used
}

func (h *home) open(id string) tea.Cmd {
	switch id {
	case homeNew:
		return h.a.act("new")
	case homeOthers:
		return h.a.act("others")
	case homeToDo:
		return h.a.act("todo")
	case homeSend:
		return h.a.act("send")
	case homeCode:
		if h.a.code[0].word == "" {
			return nil
		}
		return h.a.push(newCodePage(h.a, h.a.pop))
	}
	return h.a.openRecord(model.ID(id), true)
}

func (h *home) paste(string) tea.Cmd { return nil }

// keep has nothing to hand over: nothing is typed at home.
func (h *home) keep() {}

func (h *home) frame() kit.Frame {
	a, now := h.a, h.a.now().Local()
	title := []string{a.say("screen.home.title")}
	f := kit.Frame{Title: title, Small: title}
	f.Right = a.say("screen.home.now", "who", a.desk.Settings.Name, "day", content.DateShort(now), "clock", content.Clock(now))
	f.Hints = []kit.Hint{a.hint("Enter", "screen.hint.open"), a.hint("n", "screen.hint.new")}
	if h.found.Others > 0 {
		f.Hints = append(f.Hints, a.hint("o", "screen.hint.others"))
	}
	if h.found.Waiting > 0 {
		f.Hints = append(f.Hints, a.hint("s", "screen.hint.send"))
	}
	f.Hints = append(f.Hints, a.anything())
	return f
}

func (h *home) view(width, height int) kit.Drawing { return h.list.View(width, height) }

// entryName is what somebody stands in a list as.
func (a *app) entryName(e desk.Entry) string {
	if n := e.Name(); n != "" {
		return n
	}
	return a.say("screen.home.no-name")
}

// stands says where a conversation stands, and since when.
func (a *app) stands(e desk.Entry) string {
	now := a.now().Local()
	began := a.say("screen.home.begun-today")
	if !sameDay(e.Began.Local(), now) {
		began = a.say("screen.home.last-visit", "day", content.DateBrief(e.LastVisit.Local()))
	}
	return a.said(e.Stands(now)) + a.look.Styles.Glyphs.Dot + began
}

func sameDay(a, b time.Time) bool { return a.Format(time.DateOnly) == b.Format(time.DateOnly) }

package tui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// home asks who one is with. No name stands on it but those of today: it is
// opened on somebody's kitchen table. What waits for the worker stands under
// the names, or beside them where there is room.
type home struct {
	a     *app
	who   *kit.List
	owed  *kit.List
	lists pair // who and owed, where they stand beside each other
	found desk.Home
	read  bool
}

// The lines of the page that are nobody's record.
const (
	homeNew    = "/new"
	homeOthers = "/others"
	homeToDo   = "/todo"
	homeSend   = "/send"
	homeBack   = "/back"
	homeCode   = "/code"
	homeBin    = "/bin"
)

// homeKeys are their letters.
var homeKeys = map[string]string{"n": homeNew, "o": homeOthers, "t": homeToDo, "s": homeSend, "c": homeCode, "b": homeBin}

// owedAt is where what waits begins, beside the names: each is as wide as a list
// with columns of its own asks for.
const owedAt = listsFrom / 2

// homeColumns are the names and where each stands, where no name is long.
var homeColumns = []int{3, 26}

func newHome(a *app) *home {
	h := &home{a: a, who: kit.NewList(a.look), owed: kit.NewList(a.look)}
	h.owed.Columns = []int{3, 24}
	h.lists = newPair(h.who, h.owed)
	return h
}

// goHome makes home all there is, and reads it.
func (a *app) goHome() tea.Cmd {
	h := newHome(a)
	a.start(h)
	return h.look()
}

// look reads what there is.
func (h *home) look() tea.Cmd {
	d := h.a.desk
	return work(h.a, h, func(context.Context) (desk.Home, error) { return d.Home() }, func(found desk.Home, err error) tea.Cmd {
		if err != nil {
			h.a.fail(err)
			return nil
		}
		first := !h.read
		h.found, h.read = found, true
		h.arrive()
		if first && len(found.Today) > 0 {
			h.who.SetFocus(string(found.Today[0].ID))
		}
		return nil
	})
}

func (h *home) wide() bool { return h.a.pageWidth() >= listsFrom }

func (h *home) arrive() {
	if !h.wide() {
		h.lists.put(false)
		items := append(h.people(), h.waits()...)
		if h.a.low() { // then all of it is seen at once
			items = slices.DeleteFunc(items, func(i kit.Item) bool { return i.Kind == kit.RowBlank })
		}
		h.who.Columns = h.a.roomForNames(homeColumns, h.a.pageWidth(), items)
		h.who.SetItems(items)
		return
	}
	blank := kit.Item{Kind: kit.RowBlank}
	heading := kit.Item{Kind: kit.RowHeading, Cells: []string{h.a.say("screen.home.owed")}}
	people := h.people()
	h.who.Columns = h.a.roomForNames(homeColumns, owedAt, people)
	h.who.SetItems(people)
	h.owed.SetItems(append([]kit.Item{blank, heading, blank}, h.waits()...))
}

// people are those of today, and the ways to everybody else.
func (h *home) people() []kit.Item {
	a, blank := h.a, kit.Item{Kind: kit.RowBlank}
	items := []kit.Item{blank, {Kind: kit.RowHeading, Cells: []string{a.say("screen.home.heading")}}, blank}
	for _, e := range h.found.Today {
		items = append(items, kit.Item{ID: string(e.ID), Kind: kit.RowOpen, Cells: []string{a.entryName(e), a.stands(e)}})
	}
	if len(h.found.Today) > 0 {
		items = append(items, blank)
	}
	if h.read && len(h.found.Today)+h.found.Others == 0 {
		items = append(items, kit.Item{Kind: kit.RowWords, Cells: []string{a.say("screen.home.nobody")}}, blank)
	}
	items = append(items, kit.Item{ID: homeNew, Kind: kit.RowOpen, Key: "n", Cells: []string{a.say("screen.home.new")}})
	if n := h.found.Others; n > 0 {
		items = append(items, blank, kit.Item{ID: homeOthers, Kind: kit.RowOpen, Key: "o", Cells: []string{a.say("screen.home.others", "n", n)}})
	}
	return append(items, blank)
}

// waits is what waits for the worker, and what the worker waits for: today's
// tasks, plans to send, a code that is on no paper.
func (h *home) waits() []kit.Item {
	a := h.a
	var items []kit.Item
	line := func(id, key, label, said string) {
		i := kit.Item{ID: id, Kind: kit.RowOpen, Key: key, Cells: []string{label, said}}
		if id == "" {
			i.Kind = kit.RowWords
		}
		items = append(items, i)
	}
	toDo := a.say("screen.home.todo-none")
	if h.found.ToDo > 0 {
		toDo = a.say("screen.home.things", "n", h.found.ToDo)
	}
	line(homeToDo, "t", a.say("screen.home.todo"), toDo)
	if w := h.found.ToGo; w.Plans > 0 {
		line(homeSend, "s", a.say("screen.home.waiting"), a.plans(w))
	}
	if w := h.found.SentBack; w.Plans > 0 {
		line(homeBack, unkeyed, a.say("screen.home.back"), a.say("screen.home.back-see", "n", w.Plans))
	}
	if w := h.found.Changed; w.Plans > 0 {
		line(homeBack, unkeyed, a.say("screen.home.changed"), a.say("screen.home.back-see", "n", w.Plans))
	}
	if w := h.found.Council; w.Plans > 0 {
		line("", unkeyed, a.say("screen.home.council"), a.plans(w))
	}
	if n := h.found.Bin; n > 0 {
		line(homeBin, "b", a.say("screen.home.bin"), a.say("screen.home.bin-n", "n", n))
	}
	if h.found.CodeDue || a.code[0].word != "" {
		line(homeCode, "c", a.say("screen.home.code"), a.say("screen.home.code-how"))
	}
	if len(h.found.Damaged) > 0 {
		items = append(items, kit.Item{Kind: kit.RowBlank}, kit.Item{Kind: kit.RowWords, Cells: []string{a.say("screen.home.damaged")}})
	}
	return items
}

// unkeyed stands where a line has no letter.
const unkeyed = " "

// plans is how many plans wait, and for how long the longest does.
func (a *app) plans(w desk.Wait) string {
	return a.say("screen.home.plans", "n", w.Plans, "since", content.Since(w.Since.Local(), a.now().Local()))
}

func (h *home) key(k kit.Key) (tea.Cmd, bool) {
	if id, ok := homeKeys[k.Name]; ok {
		return h.open(id), true
	}
	if h.across(k) {
		return nil, true
	}
	list := h.who
	if second, _ := h.lists.whose(k); second {
		list = h.owed
	}
	events, used := list.Key(k)
	for _, e := range events {
		// Until it is known who is here an Enter, pressed in haste behind the
		// passphrase, must not begin with somebody new.
		if o, ok := e.(kit.Opened); ok && h.read {
			return h.open(o.ID), true
		}
	}
	return nil, used
}

// across takes a key that leads from one column to the other, where there are
// two.
func (h *home) across(k kit.Key) bool {
	if !h.wide() {
		return false
	}
	switch k.Name {
	case "tab", "shift+tab":
		h.lists.goTo(!h.lists.inSecond)
	case "right":
		h.lists.goTo(true)
	case "left":
		h.lists.goTo(false)
	default:
		return false
	}
	return true
}

func (h *home) open(id string) tea.Cmd {
	switch id {
	case homeNew:
		return h.a.act("new")
	case homeOthers:
		return h.a.act("others")
	case homeToDo, homeBack:
		return h.a.act("todo")
	case homeSend:
		return h.a.act("send")
	case homeBin:
		return h.a.act("bin")
	case homeCode:
		if h.a.code[0].word == "" { // it is shown no more: a new one is made there
			return h.a.act("ways")
		}
		return h.a.push(newCodePage(h.a, h.a.pop))
	}
	return h.a.openRecord(model.ID(id), model.Place{})
}

func (h *home) about() []kit.Row {
	rows := h.a.sentences(model.Msg("screen.home.about"), model.Msg("screen.home.about-names"), model.Msg("screen.home.about-waits"))
	return append(rows, h.a.helpRows()...)
}

func (h *home) frame() kit.Frame {
	a, now := h.a, h.a.now().Local()
	title := []string{a.say("screen.home.title")}
	f := kit.Frame{Title: title, Small: title}
	f.Right = a.say("screen.home.now", "who", a.desk.Settings.Name, "day", content.DateShort(now), "clock", content.Clock(now), "dot", a.look.Styles.Glyphs.Dot)
	f.Hints = []kit.Hint{a.hint("Enter", "screen.hint.open"), a.hint("n", "screen.hint.new")}
	if h.found.Others > 0 {
		f.Hints = append(f.Hints, a.hint("o", "screen.hint.others"))
	}
	if h.found.ToGo.Plans > 0 {
		f.Hints = append(f.Hints, a.hint("s", "screen.hint.send"))
	}
	f.Hints = append(f.Hints, a.anything())
	return f
}

func (h *home) view(width, height int) kit.Drawing {
	if !h.wide() {
		return h.who.View(width, height)
	}
	return kit.Beside(h.a.look.Measure, owedAt, h.who.View(owedAt, height), h.owed.View(width-owedAt, height))
}

// entryName is what somebody stands in a list as.
func (a *app) entryName(e desk.Entry) string {
	if n := e.Name(); n != "" {
		return a.shortly(n)
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

package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/kit"
)

// partsPage is the shape of the pages that list what a conversation has of one
// kind and show the lines of one of them: people, wants, risks, what helps.
type partsPage struct {
	a     *app
	stage model.Stage
	// list is the list. The ID of a row that stands for a part is the part's;
	// every other row's that can be opened begins with a stroke.
	list *fieldForm
	// entered is Enter on a row that is no part's.
	entered func(id string) tea.Cmd
	// another is the action that puts down one more, which n does in the list; or
	// none.
	another string
	// front are the lines that the keys are in, where a page has more of them
	// than its list.
	front func() *fieldForm
	// unfold makes the lines of the part that is open.
	unfold func() *fieldForm
	lines  *fieldForm
	// open is the part whose lines are shown, or none; placed is the part on
	// which the list itself has put the place. A part that somebody else put
	// it on is opened.
	open, placed model.ID
}

// newPartsPage makes the page of a stage; rows are those of its list, and set
// the action that asks the lines of one part.
func newPartsPage(a *app, stage model.Stage, set string, rows func() []kit.Row) partsPage {
	p := partsPage{
		a: a, stage: stage, list: a.newFieldForm(""),
		entered: func(string) tea.Cmd { return nil },
		unfold: func() *fieldForm {
			f := a.newFieldForm(set)
			f.decorate = a.openly
			return f
		},
	}
	p.list.form.LabelAt = 2
	p.list.after = rows
	return p
}

func (p *partsPage) arrive() {
	made := false
	if at := p.a.talk.Place().Part; at != p.placed {
		p.placed, made = at, at != ""
		p.show(at)
	}
	if p.open != "" && p.a.talk.Record().Part(p.open) == nil {
		p.open = ""
	}
	if p.open != "" {
		p.lines.arrive()
		if made {
			p.lines.toEmpty()
		}
		return
	}
	p.list.arrive()
	p.place()
}

// show opens a part's lines, or the list again.
func (p *partsPage) show(part model.ID) {
	p.open = part
	if part != "" {
		p.lines = p.unfold()
	}
}

// place tells the engine which part is in focus, so that what can be done to
// it can be done.
func (p *partsPage) place() {
	part := model.ID(p.list.form.Focus())
	if p.a.talk.Record().Part(part) == nil || p.current() != p.list {
		part = ""
	}
	if part == p.placed {
		return
	}
	p.placed = part
	p.a.talk.Go(model.Place{Stage: p.stage, Part: part})
}

func (p *partsPage) key(k kit.Key) (tea.Cmd, bool) {
	if p.open != "" {
		cmd, used := p.lines.key(k)
		if !used && k.Name == "esc" {
			p.close()
			return cmd, true
		}
		return cmd, used
	}
	if id := p.list.form.Focus(); k.Name == "enter" && p.a.talk.Record().Part(model.ID(id)) != nil {
		p.show(model.ID(id))
		p.arrive()
		return nil, true
	} else if k.Name == "enter" && strings.HasPrefix(id, "/") {
		return p.entered(id), true
	}
	cmd, used := p.list.key(k)
	p.place()
	if !used && k.Name == "n" && p.another != "" {
		return p.a.act(p.another), true
	}
	return cmd, used
}

// close goes from a part's lines back to the list, where the part stands.
func (p *partsPage) close() {
	p.lines.keep()
	part := p.open
	p.open = ""
	p.arrive()
	p.list.form.SetFocus(string(part))
	p.place()
}

// current are the lines that are in front.
func (p *partsPage) current() *fieldForm {
	if p.front != nil {
		return p.front()
	}
	if p.open != "" {
		return p.lines
	}
	return p.list
}

func (p *partsPage) paste(text string) tea.Cmd { return p.current().paste(text) }

func (p *partsPage) keep() { p.current().keep() }

func (p *partsPage) typing() bool { return p.current().typing() }

func (p *partsPage) line() string { return p.current().line() }

func (p *partsPage) toLine(line string) { p.current().toLine(line) }

func (p *partsPage) settle() tea.Cmd { return p.current().settle() }

func (p *partsPage) selected() string { return p.current().selected() }

func (p *partsPage) cut() tea.Cmd { return p.current().cut() }

func (p *partsPage) view(width, height int) kit.Drawing { return p.current().view(width, height) }

// worded is a part in its words, as lists have it: that they were taken out for good,
// and that it is left out of the plan, where that is so.
func (a *app) worded(words model.Words, read model.Read) string {
	text := words.String()
	if words.Empty() {
		text = a.say("words.gone")
	}
	if read == model.LeftOut {
		return a.say("screen.wants.left-out", "words", text)
	}
	return text
}

// listed is the frame of the list: its name, what Enter does in it, what n is
// called, and what else there is to press.
func (p *partsPage) listed(page, enter, another string, more ...kit.Hint) kit.Frame {
	f := p.titled(page, "")
	f.Hints = []kit.Hint{p.a.hint("n", another)}
	if p.list.form.Focus() != "" {
		f.Hints = slices.Concat([]kit.Hint{p.a.hint("Enter", enter)}, f.Hints, more)
	}
	f.Hints = append(f.Hints, p.a.anything())
	return f
}

// titled is the frame of the page: its name, and of what part the lines are.
func (p *partsPage) titled(page, part string) kit.Frame {
	f := kit.Frame{Title: p.a.title(page), Small: p.a.smallTitle(page)}
	if part != "" {
		f.Title, f.Small = p.a.title(page, part), p.a.smallTitle(part)
		f.Hints = []kit.Hint{p.a.hint("Enter", "screen.hint.change"), p.a.hint("Esc", "screen.hint.back"), p.a.anything()}
		if p.lines.folded() {
			f.Hints = slices.Insert(f.Hints, 1, p.a.hint("+", "screen.hint.more"))
		}
	}
	return f
}

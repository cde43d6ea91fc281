package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// codeRow is one row of the recovery code as it is written down.
type codeRow struct{ word, groups string }

func codeRows(rows []desk.CodeRow) (out [4]codeRow) {
	for i, r := range rows[:min(len(rows), len(out))] {
		out[i] = codeRow{word: r.Word, groups: r.Letters}
	}
	return out
}

// codePage shows the recovery code and has its words typed back: enough to show
// that the paper is there.
type codePage struct {
	a     *app
	form  *kit.Form
	typed string
	wrong bool
	file  string // where it was to be written to
	done  func() tea.Cmd
}

// The lines of the page beside that for its words.
const (
	codeLater = "/later"
	codeFile  = "file"
)

func newCodePage(a *app, done func() tea.Cmd) *codePage {
	c := &codePage{a: a, form: kit.NewForm(a.look), done: done}
	c.form.Fill = true
	return c
}

func (c *codePage) arrive() {
	a := c.a
	if c.gone() {
		c.form.SetRows(a.pageRows("screen.setup.code", model.Msg("screen.setup.code-done")))
		return
	}
	// The code stands right above the line, so that both are seen in the smallest
	// window. There what is said about it stands below.
	keep := model.Msg("screen.setup.code-keep")
	rows := a.pageRows("screen.setup.code", keep)
	if a.low() {
		rows = a.pageRows("screen.setup.code-low")
	}
	rows = append(append(rows, c.codeRows()...), kit.Row{Kind: kit.RowBlank})
	words := kit.Row{ID: "words", Label: a.say("screen.setup.code-type"), Value: c.typed, ValueAt: 25}
	if c.wrong {
		words.Wrong = a.say("screen.setup.code-wrong")
	}
	paper := kit.Row{ID: codeFile, Label: a.say("screen.setup.code-file"), Value: c.file, ValueAt: 25, Prompt: a.say("screen.setup.code-path")}
	rows = append(rows, words, paper, kit.Row{Kind: kit.RowBlank},
		kit.Row{ID: codeLater, Kind: kit.RowOpen, Label: a.say("screen.setup.code-later")})
	if a.low() {
		rows = append(append(rows, kit.Row{Kind: kit.RowBlank}), a.sentences(keep)...)
	}
	c.form.SetRows(rows)
}

// codeRows are the code itself, each row behind its word.
func (c *codePage) codeRows() []kit.Row {
	var rows []kit.Row
	for _, r := range c.a.code {
		rows = append(rows, kit.Row{Kind: kit.RowWords, LabelAt: 6, ValueAt: 17, Label: r.word, Value: r.groups})
	}
	return rows
}

// gone tells whether the code is on paper, and shown no more.
func (c *codePage) gone() bool { return c.a.code[0].word == "" }

func (c *codePage) key(k kit.Key) (tea.Cmd, bool) {
	if c.gone() && k.Name == "enter" {
		return c.done(), true
	}
	enter, line := k.Name == "enter", c.form.Focus()
	events, used := c.form.Key(k)
	for _, e := range events {
		switch e := e.(type) {
		case kit.Changed:
			if e.ID != codeFile {
				return c.copied(e.Value, enter), true
			}
			c.file = e.Value
		case kit.Opened:
			return c.done(), true
		}
	}
	if enter && line == codeFile { // no other key writes what opens everything
		return c.print(), true
	}
	return nil, used
}

// copied takes the words that were typed back. The right ones are all it takes;
// others are wrong once Enter says that they are meant.
func (c *codePage) copied(typed string, meant bool) tea.Cmd {
	c.typed, c.wrong = typed, false
	if c.right() {
		c.a.code = [4]codeRow{}
		return tea.Batch(c.isKept(), c.done())
	}
	if meant && strings.TrimSpace(typed) != "" {
		c.wrong = true
		c.form.SetFocus("words")
	}
	c.arrive()
	return nil
}

// isKept notes that the code is on paper.
func (c *codePage) isKept() tea.Cmd {
	a, d := c.a, c.a.desk
	return work(a, nil, func(context.Context) (struct{}, error) { return struct{}{}, d.CodeIsKept() }, func(_ struct{}, err error) tea.Cmd {
		if err != nil {
			a.fail(err)
		}
		if h, ok := a.stack[0].(*home); ok { // it says so until then
			return h.look()
		}
		return nil
	})
}

// print writes the code to a file, as a page to be printed. Then its words are
// to be typed, from that paper: what was wrong of them before is gone.
func (c *codePage) print() tea.Cmd {
	path := c.file
	if strings.TrimSpace(path) == "" {
		return nil
	}
	c.form.SetFocus(codeFile)
	a, d := c.a, c.a.desk
	var rows []desk.CodeRow
	for _, r := range a.code {
		rows = append(rows, desk.CodeRow{Word: r.word, Letters: r.groups})
	}
	return work(a, nil, func(context.Context) (string, error) { return d.PrintCode(path, rows) }, func(written string, err error) tea.Cmd {
		if err != nil {
			a.tell(desk.CodeTrouble(err))
			return nil
		}
		if c.wrong {
			c.typed, c.wrong = "", false
		}
		c.arrive()
		c.form.SetFocus("words")
		a.tell(model.Msg("screen.setup.code-written", "path", written), model.Msg("screen.setup.code-printed"))
		return nil
	})
}

// put puts by what was typed so far, for who comes back.
func (c *codePage) put() {
	for _, e := range c.form.Leave() {
		if e, ok := e.(kit.Changed); ok && e.ID != codeFile {
			c.typed = e.Value
		}
	}
}

// right tells whether the four words were typed, in their order.
func (c *codePage) right() bool {
	typed := strings.Fields(kit.Fold(c.typed))
	if len(typed) != len(c.a.code) {
		return false
	}
	for i, r := range c.a.code {
		if kit.Fold(r.word) != typed[i] {
			return false
		}
	}
	return true
}

func (c *codePage) paste(text string) tea.Cmd {
	c.form.Paste(text)
	return nil
}

func (c *codePage) about() []kit.Row { return c.a.sentences(model.Msg("screen.setup.why-code")) }

func (c *codePage) frame() kit.Frame {
	title := []string{c.a.say("screen.setup.code-title")}
	return kit.Frame{Title: title, Small: title, Hints: []kit.Hint{
		c.a.hint("Enter", "screen.hint.next"), c.a.hint("Tab", "screen.hint.next-line"), c.a.hint("Esc", "screen.hint.back"),
	}}
}

func (c *codePage) view(width, height int) kit.Drawing { return c.form.View(width, height) }

package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/kit"
)

// codeRow is one row of the recovery code as it is written down.
type codeRow struct{ word, groups string }

// codePage shows the recovery code and has its words typed back: enough to show
// that the paper is there.
type codePage struct {
	a     *app
	form  *kit.Form
	typed string
	wrong bool
	done  func() tea.Cmd
}

const codeLater = "/later"

func newCodePage(a *app, done func() tea.Cmd) *codePage {
	c := &codePage{a: a, form: kit.NewForm(a.look), done: done}
	c.form.Fill = true
	return c
}

func (c *codePage) arrive() {
	a := c.a
	// The code stands right above the line, so that both are seen in the smallest
	// window.
	rows := a.pageRows("screen.setup.code", model.Msg("screen.setup.code-keep"))
	rows = append(append(rows, c.codeRows()...), kit.Row{Kind: kit.RowBlank})
	words := kit.Row{ID: "words", Label: a.say("screen.setup.code-type"), Value: c.typed, ValueAt: 25}
	if c.wrong {
		words.Wrong = a.say("screen.setup.code-wrong")
	}
	rows = append(rows, words, kit.Row{Kind: kit.RowBlank},
		kit.Row{ID: codeLater, Kind: kit.RowOpen, Label: a.say("screen.setup.code-later")})
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

func (c *codePage) key(k kit.Key) (tea.Cmd, bool) {
	events, used := c.form.Key(k)
	for _, e := range events {
		switch e := e.(type) {
		case kit.Changed:
			c.typed = e.Value
			if c.right() { // Enter on the line that is right is all it takes
				c.a.code = [4]codeRow{}
				return c.done(), true
			}
			c.wrong = strings.TrimSpace(c.typed) != ""
			c.arrive()
			c.form.SetFocus("words")
		case kit.Opened:
			return c.done(), true
		}
	}
	return nil, used
}

// put puts by what was typed so far, for who comes back.
func (c *codePage) put() {
	for _, e := range c.form.Leave() {
		if e, ok := e.(kit.Changed); ok {
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
		c.a.hint("Enter", "screen.hint.next"), c.a.hint("Tab", "screen.hint.later"), c.a.hint("Esc", "screen.hint.back"),
	}}
}

func (c *codePage) view(width, height int) kit.Drawing { return c.form.View(width, height) }

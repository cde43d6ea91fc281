package tui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/glamour/v2"
	"charm.land/glamour/v2/ansi"
)

// What a guide says stands as far in as other text that is read, and is no wider
// than a good line.
const (
	markdownAt    = 5
	markdownCells = 66
)

// drawMarkdown draws what is good to know into something that is being read. It
// takes a moment the first time, so that it is done beside the screens, once
// for each text and width.
func (a *app) drawMarkdown(p *peek, text string) tea.Cmd {
	if text == "" {
		return nil
	}
	width := min(markdownCells, a.width-markdownAt-1)
	drawn := markdown{text, width}
	if rows, ok := a.drawn[drawn]; ok {
		p.body = rows
		return nil
	}
	return work(a, nil, func(context.Context) ([]string, error) { return drawn.draw() }, func(rows []string, err error) tea.Cmd {
		if err != nil { // it is no less true for being plain
			rows = indented(a.look.Measure.Wrap(text, width))
		}
		a.drawn[drawn] = rows
		if a.peek == p {
			p.body = rows
		}
		return nil
	})
}

// toned are drawn rows in the tone of words, whatever the colours are by now.
func (a *app) toned(rows []string) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = a.look.Styles.Words.Under(r)
	}
	return out
}

// markdown is a text to be drawn at a width, in nothing but weight and slant:
// colours are laid under it where it is shown.
type markdown struct {
	text  string
	width int
}

func (m markdown) draw() ([]string, error) {
	strong, slanted := true, true
	style := ansi.StyleConfig{
		Emph:   ansi.StylePrimitive{Italic: &slanted},
		Strong: ansi.StylePrimitive{Bold: &strong},
		Item:   ansi.StylePrimitive{BlockPrefix: "- "},
	}
	r, err := glamour.NewTermRenderer(glamour.WithStyles(style), glamour.WithWordWrap(m.width))
	if err != nil {
		return nil, fmt.Errorf("prepare markdown: %w", err)
	}
	out, err := r.Render(m.text)
	if err != nil {
		return nil, fmt.Errorf("draw markdown: %w", err)
	}
	return indented(strings.Split(strings.Trim(out, "\n"), "\n")), nil
}

func indented(rows []string) []string {
	out := make([]string, 0, len(rows)+1)
	for _, r := range rows {
		out = append(out, strings.Repeat(" ", markdownAt)+strings.TrimRight(r, " "))
	}
	return append(out, "")
}

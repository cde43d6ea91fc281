// Command line is the least that Bubble Tea and its text input make: one line to
// type in. The benchmarks hold the program beside it.
package main

import (
	"fmt"
	"os"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
)

type line struct{ textinput.Model }

func (l line) Init() tea.Cmd { return nil }

func (l line) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	l.Model, cmd = l.Model.Update(msg)
	return l, cmd
}

func (l line) View() tea.View {
	v := tea.NewView("Your words\n" + l.Model.View())
	v.AltScreen = true
	return v
}

func main() {
	l := line{textinput.New()}
	l.SetWidth(78)
	l.Focus()
	if _, err := tea.NewProgram(l).Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

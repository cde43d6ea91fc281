// Command area shows the file that it is named in Bubbles' text area, with the
// caret at its end. The benchmarks hold the notebook beside it.
package main

import (
	"fmt"
	"os"

	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"
)

type area struct{ textarea.Model }

func (a area) Init() tea.Cmd { return nil }

func (a area) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if w, ok := msg.(tea.WindowSizeMsg); ok {
		a.SetWidth(w.Width)
		a.SetHeight(w.Height)
	}
	var cmd tea.Cmd
	a.Model, cmd = a.Model.Update(msg)
	return a, cmd
}

func (a area) View() tea.View {
	v := tea.NewView(a.Model.View())
	v.AltScreen = true
	return v
}

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	a := area{textarea.New()}
	a.CharLimit, a.MaxHeight = 0, 0
	a.SetWidth(80)
	a.SetHeight(24)
	a.SetValue(string(text))
	a.MoveToEnd()
	a.Focus()
	_, err = tea.NewProgram(a).Run()
	return err
}

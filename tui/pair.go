package tui

import (
	tea "charm.land/bubbletea/v2"

	"ownwords/tui/kit"
)

// rester is a widget that can be told that the keys are elsewhere on the page.
type rester interface{ Rest(resting bool) }

// pair is a page with two parts, and which of them the keys are in. A click in
// the other part takes them there; the wheel only moves what lies under it.
type pair struct {
	first, second rester
	inSecond      bool
	// leave ends what is being typed in the part that the keys go from, arrived
	// shows the page with them in the other.
	leave   func() tea.Cmd
	arrived func()
}

// newPair has the keys in the first of two parts.
func newPair(first, second rester) pair {
	second.Rest(true)
	return pair{first: first, second: second, leave: func() tea.Cmd { return nil }, arrived: func() {}}
}

// goTo takes the keys to one of the parts. What was being typed is kept.
func (p *pair) goTo(second bool) tea.Cmd {
	if p.inSecond == second {
		return nil
	}
	cmd := p.leave()
	p.put(second)
	p.arrived()
	return cmd
}

// put has the keys in one of the parts, where nothing is being typed.
func (p *pair) put(second bool) {
	p.inSecond = second
	p.first.Rest(second)
	p.second.Rest(!second)
}

// whose tells which part a key is for, and takes the keys there where it was a
// click.
func (p *pair) whose(k kit.Key) (second bool, cmd tea.Cmd) {
	switch k.On {
	case any(p.first):
		second = false
	case any(p.second):
		second = true
	default:
		return p.inSecond, nil
	}
	if k.Rows() == 0 {
		cmd = p.goTo(second)
	}
	return second, cmd
}

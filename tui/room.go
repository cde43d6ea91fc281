package tui

import "ownwords/tui/kit"

// Pages change their shape at few widths, and all of them here. A page asks how
// wide it is, and not the window: in a wide window it stands in the middle.
const (
	// columnsFrom is the width of a page from which views and refusals stand
	// beside each other.
	columnsFrom = 100
	// besideFrom is the width from which a second part of a page stands beside
	// the first.
	besideFrom = 110
	// listsFrom is the width from which two lists do, and sums beside one.
	listsFrom = kit.MostWidth
)

// pageWidth is how many cells wide a page is in this window.
func (a *app) pageWidth() int { return min(a.width, kit.MostWidth) }

// narrow tells whether a page has its narrow shape.
func (a *app) narrow() bool { return a.width < kit.NarrowBelow }

// low tells whether a window has no rows to spare.
func (a *app) low() bool { return a.height < kit.ShortBelow }

// roomToDraw tells whether a page has room to draw in.
func (a *app) roomToDraw() bool { return !a.narrow() && !a.low() }

// inShort is the id of a sentence's short form where there is little room.
func (a *app) inShort(id string) string {
	if a.narrow() {
		return id + "-short"
	}
	return id
}

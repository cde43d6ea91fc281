package tui

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"ownwords/model"
	"ownwords/tui/desk"
)

// TestThePaletteOffersEveryAction goes to every place of the visits, on every
// page and on every part, and finds in the palette each action that the engine
// and the desk offer there, in their order, with their own reason where it is
// off. Plain mode's tests find the same list among its commands.
func TestThePaletteOffersEveryAction(t *testing.T) {
	for name, visit := range map[string]func(*desk.Talk){"peggy": peggysVisit, "harjit": harjitsVisit} {
		t.Run(name, func(t *testing.T) {
			d := newDrive(t)
			d.start("Somebody", "")
			visit(d.app.talk)
			p := newPalette(d.app)
			for _, place := range placesOf(d.app.talk) {
				d.app.talk.Go(place)
				p.arrive()
				shown := drawn(p)
				for _, x := range d.app.talk.Offered() {
					if slices.Contains(wholePages, x.ID) { // its page stands there, by its own name
						continue
					}
					row := d.app.said(actionLabel(x.ID)) + " "
					if !x.On {
						row += strings.Join(strings.Fields(d.app.said(x.Why)), " ")
					}
					if !strings.Contains(shown, row) {
						t.Errorf("at %+v: the palette does not show %q (%s)", place, row, x.ID)
					}
				}
			}
		})
	}
}

func placesOf(talk *desk.Talk) []model.Place {
	var out []model.Place
	for _, stage := range talk.Guide().Pages() {
		out = append(out, model.Place{Stage: stage})
		for p := range talk.Record().Parts() {
			out = append(out, model.Place{Stage: stage, Part: p.PartHead().ID})
		}
	}
	return out
}

// drawn is all that a palette draws, with every run of blanks made one.
func drawn(p *palette) string {
	rows := p.list.View(200, 200).Rows
	return strings.Join(strings.Fields(ansi.Strip(strings.Join(rows, "\n"))), " ") + " "
}

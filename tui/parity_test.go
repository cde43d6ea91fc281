package tui

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/desk"
)

// offer is an action as a face offers it: its id, and its reason where it is
// off.
type offer struct{ ID, Why string }

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
				if diff := cmp.Diff(offersOf(d.app, d.app.talk.Offered()), shownBy(p)); diff != "" {
					t.Fatalf("at %+v (-offered +shown):\n%s", place, diff)
				}
			}
		})
	}
}

func placesOf(talk *desk.Talk) []model.Place {
	var out []model.Place
	for _, stage := range talk.Guide().Stages {
		out = append(out, model.Place{Stage: stage})
		for p := range talk.Record().Parts() {
			out = append(out, model.Place{Stage: stage, Part: p.PartHead().ID})
		}
	}
	return out
}

func offersOf(a *app, list []flow.Action) []offer {
	var out []offer
	for _, x := range list {
		o := offer{ID: x.ID}
		if !x.On {
			o.Why = a.said(x.Why)
		}
		out = append(out, o)
	}
	return out
}

func shownBy(p *palette) []offer {
	var out []offer
	for _, x := range p.a.actions() {
		i := p.item(x)
		o := offer{ID: i.ID}
		if i.Quiet {
			o.Why = i.Cells[1]
		}
		out = append(out, o)
	}
	return out
}

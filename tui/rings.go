package tui

import (
	"slices"
	"strings"

	"ownwords/model"
	"ownwords/tui/kit"
)

// rings are those of the circle from the outermost in.
var rings = []model.Closeness{model.Paid, model.Around, model.Close, model.Closest}

// ringFromMiddle is how far out somebody stands; who was not placed comes last.
func ringFromMiddle(c model.Closeness) int {
	if i := slices.Index(rings, c); i >= 0 {
		return len(rings) - i
	}
	return len(rings) + 1
}

// circle is the circle of these people, whoever is not to be contacted and
// whoever has no place in it left out. The sentences that tell where somebody
// is wished begin with say; wished draws everybody there.
func (a *app) circle(people []*model.Relationship, say string, wished bool) *circle {
	c := &circle{
		in: map[model.Closeness][]string{}, brief: map[model.Closeness][]string{}, word: map[model.Closeness]string{},
		inner: strings.ToUpper(kit.Drawn(a.called())),
	}
	for _, r := range rings {
		c.word[r] = a.said(model.Msg("ring." + string(r)))
	}
	for _, x := range people {
		ring := x.Close
		if wished && x.Wished != model.NoRing {
			ring = x.Wished
		}
		if !x.NotToContact && ring != model.NoRing {
			c.in[ring] = append(c.in[ring], kit.Drawn(a.inCircle(x, say, wished)))
			c.brief[ring] = append(c.brief[ring], kit.Drawn(a.inCircle(x, "screen.people.brief.", wished)))
		}
	}
	return c
}

// inCircle is what stands for somebody in the circle.
func (a *app) inCircle(x *model.Relationship, say string, wished bool) string {
	name := x.Name
	if x.Under18 {
		name = a.say("screen.people.child", "who", name)
	}
	switch {
	case !wishedElsewhere(x):
		return name
	case !wished:
		return name + "  " + a.said(model.Msg(say+wish(x), "who", a.called()))
	case x.Close == model.NoRing:
		return name
	}
	return name + "  " + a.say("screen.people.now", "ring", model.Msg("ring."+string(x.Close)))
}

// wishedElsewhere tells whether the person would like somebody in another ring.
func wishedElsewhere(x *model.Relationship) bool {
	return !x.NotToContact && x.Wished != model.NoRing && x.Wished != x.Close
}

// wish is what the person would like of somebody, as it is told: the name of a
// ring says less than which way it is wished.
func wish(x *model.Relationship) string {
	switch {
	case x.Wished == model.Paid:
		return "wished.paid"
	case x.Close == model.NoRing:
		return "wished.here"
	case x.Close == model.Paid || ringFromMiddle(x.Wished) < ringFromMiddle(x.Close):
		return "wished.closer"
	}
	return "wished.further"
}

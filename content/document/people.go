package document

import (
	"strings"

	"ownwords/model"
)

// people are those in the person's life, in the order of the circle.
func (b *builder) people() {
	var rows []Row
	var not [][]Run
	for _, x := range b.r.Relations {
		if x.NotToContact {
			not = append(not, joined(", ", text(x.Name), text(x.Who)))
			continue
		}
		rows = append(rows, Row{strong(typed(x.Name)), b.relationship(x)})
	}
	if len(rows) == 0 && (len(not) == 0 || b.mine) {
		return
	}
	b.heading(2, b.own("people"))
	for i, x := range rows {
		if len(x.Value) == 0 {
			rows[i].Value = b.say("doc.people.no-more")
		}
	}
	b.rows(rows...)
	if !b.mine {
		b.rows(Row{b.say("doc.people.not-contact"), joined("; ", not...)})
	}
}

func (b *builder) relationship(x *model.Relationship) []Run {
	return joined("; ", b.relationshipParts(x)...)
}

// relationshipParts are the things that are said of somebody, one by one.
func (b *builder) relationshipParts(x *model.Relationship) [][]Run {
	var wished []Run
	if x.Wished != model.NoRing && x.Wished != x.Close {
		wished = b.own("wished", "ring", b.coded("doc.ring.", string(x.Wished)))
	}
	parts := [][]Run{
		text(x.Who), b.coded("doc.ring.", string(x.Close)), wished, text(x.Often),
		b.labelled("gives", x.Gives), b.labelled("gets", x.Gets), b.words(x.Words),
	}
	if !b.mine {
		parts = append(parts, b.forCouncil(x)...)
	}
	return parts
}

// labelled puts a label of ours before somebody's words.
func (b *builder) labelled(id string, w model.Words) []Run {
	words := b.words(w)
	if words == nil {
		return nil
	}
	return spaced(b.own(id), words)
}

// forCouncil is what only the council has to know of somebody in the person's
// life: whether they may be rung, were offered a talk of their own (Care Act
// 2014 s10), and that a child helps (SI 2014/2827 reg 4).
func (b *builder) forCouncil(x *model.Relationship) [][]Run {
	out := [][]Run{b.coded("doc.people.ring.", x.MayRing)}
	if talk := b.coded("doc.people.own-talk.", x.OwnTalk); talk != nil {
		out = append(out, joined(": ", talk, b.words(x.OwnTalkWords)))
	}
	switch {
	case x.Under18 && strings.TrimSpace(x.HelpsWith) != "":
		out = append(out, b.say("doc.people.child-helps", "what", x.HelpsWith))
	case x.Under18:
		out = append(out, b.say("doc.people.child"))
	case strings.TrimSpace(x.HelpsWith) != "":
		out = append(out, b.say("doc.people.helps", "what", x.HelpsWith))
	}
	return out
}

// askedOf tells whether somebody who was not in the room was asked to do what
// the plan says they will. Who was in the room heard it.
func (b *builder) askedOf(who string, asked model.Asked) []Run {
	is, heard := b.r.AskedOf(who, asked)
	switch {
	case heard:
		return nil
	case is == model.WasAsked:
		return b.say("doc.asked.yes")
	}
	return b.say("doc.asked.not-yet")
}

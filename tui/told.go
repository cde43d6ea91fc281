package tui

import (
	"slices"
	"strings"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// told is what is known of somebody, in sentences.
func (p *peoplePage) told(x *model.Relationship) string {
	a, person := p.a, p.a.called()
	var out []string
	add := func(s string) { out = append(out, stopped(s)) }
	if first := joined(", ", x.Who, x.Often); first != "" {
		add(first)
	}
	if x.NotToContact {
		out = append(out, a.say("screen.people.not-to-contact"))
	}
	switch {
	case x.Under18 && x.HelpsWith != "":
		add(a.say("screen.people.child-helps", "what", x.HelpsWith))
	case x.Under18:
		add(a.say("screen.people.is-child"))
	}
	if !x.Gives.Empty() {
		add(a.say("screen.people.from", "who", a.firstName(x.Name, mostNames), "what", x.Gives.String()))
	}
	if !x.Gets.Empty() {
		add(a.say("screen.people.from", "who", person, "what", x.Gets.String()))
	}
	if !x.Words.Empty() {
		out = append(out, x.Words.String())
	}
	if x.OwnTalk != "" {
		add(a.said(model.Msg("screen.people.own-talk." + x.OwnTalk)))
	}
	if x.MayRing != "" {
		add(a.said(model.Msg("screen.people.may-ring." + x.MayRing)))
	}
	if a.notAsked(x.Name) {
		add(a.say("screen.people.counted-on"))
	}
	if x.Close == model.NoRing && !x.NotToContact {
		add(a.say("screen.people.no-place"))
	}
	return strings.Join(out, " ")
}

// notAsked tells whether the plan counts on somebody whom nobody has asked.
func (a *app) notAsked(name string) bool {
	return slices.ContainsFunc(a.talk.Gaps(flow.ForAgree), func(m model.Message) bool {
		who, _ := m.Args["who"].(string)
		return m.ID == "gap.asked" && kit.Fold(who) == kit.Fold(name)
	})
}

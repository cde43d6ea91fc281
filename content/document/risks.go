package document

import (
	"slices"
	"strings"

	"ownwords/model"
)

// risks are the person's own: their words first, what they get from it before
// what could go wrong, each view under its owner's name, and what is not
// agreed as plainly as what is.
func (b *builder) risks() {
	var list []*model.Risk
	for _, x := range b.r.Risks {
		if x.Read != model.LeftOut && !(blank(x.Words, x.Get, x.Could, x.Before, x.Try, x.Differ) && len(x.Views) == 0) {
			list = append(list, x)
		}
	}
	if len(list) == 0 {
		return
	}
	b.heading(2, b.own("risks"))
	for i, x := range list {
		b.heading(3, b.own("risk", "n", i+1))
		b.lead(x.Words)
		b.risk(x)
	}
}

func (b *builder) risk(x *model.Risk) {
	b.rows(
		Row{b.own("risk-get"), b.words(x.Get)},
		Row{b.own("risk-could"), b.words(x.Could)},
		Row{b.own("risk-before"), b.words(x.Before)},
	)
	b.views(x)
	b.kept(x.Kept)
	b.options(x.Options)
	b.rows(
		Row{b.own("risk-try"), b.words(x.Try)},
		Row{b.say("doc.risk.long"), text(x.For)},
		Row{b.own("risk-know"), text(x.Know)},
	)
	b.doings(x)
	b.rows(
		Row{strong(b.say("doc.risk.differ")), b.words(x.Differ)},
		Row{b.say("doc.risk.decided"), text(x.Decided)},
		Row{b.say("doc.risk.state"), b.state(x.State)},
		Row{b.say("doc.risk.look"), b.when(x.Look)},
	)
}

// state is where a risk has come to. Getting ready tells it only where there is
// more to tell than that it was talked about.
func (b *builder) state(s model.RiskState) []Run {
	switch {
	case s != model.RiskTalking:
		return b.coded("doc.risk-state.", string(s))
	case b.o.Document == GettingReady:
		return nil
	}
	return b.say("doc.risk-state.talking")
}

// views stand side by side, each under its owner's name with its date.
func (b *builder) views(x *model.Risk) {
	var rows []Row
	for _, v := range x.Views {
		if v.Stand != model.NoStand || !v.Words.Empty() {
			rows = append(rows, Row{strong(b.voice(v.Voice)), b.view(v)})
		}
	}
	if len(rows) > 0 {
		b.para(b.own("views"))
		b.rows(rows...)
	}
}

func (b *builder) view(v model.View) []Run {
	var stand, on []Run
	switch {
	case v.Stand == model.NoStand:
	case v.Stand == model.ForIf && strings.TrimSpace(v.If) != "":
		stand = b.say("doc.stand.for-if-what", "what", v.If)
	default:
		stand = b.coded("doc.stand.", string(v.Stand))
	}
	settle := b.gap("doc.stand.settle", "what", v.Settle)
	if !v.At.IsZero() {
		on = b.say("doc.stand.on", "day", b.day(v.At))
	}
	return spaced(joined("; ", joined(": ", stand, b.words(v.Words)), b.askThem(v), settle), on)
}

// askThem stands on the person's page in place of words that somebody else did
// not say may be read back: that they differ is known, why is theirs to say.
func (b *builder) askThem(v model.View) []Run {
	who := model.Find(b.r.Voices, v.Voice)
	differs := v.Stand == model.Against || v.Stand == model.NotSure || v.Stand == model.ForIf
	if !b.mine || who == nil || who.Role == model.RolePerson || who.Role.Worker() || !differs ||
		!v.Words.Empty() || v.If != "" {
		return nil
	}
	return b.say("doc.stand.ask", "who", who.Name)
}

// kept is what is being stopped or kept from the person, by whom and on what
// right.
func (b *builder) kept(k model.Kept) {
	if k.What.Empty() {
		return
	}
	b.rows(Row{b.own("risk-kept"), joined("; ",
		b.words(k.What),
		b.gap("doc.kept.by", "who", k.By),
		b.gap("doc.kept.since", "since", k.Since),
		b.gap("doc.kept.right", "right", k.Right),
		b.gap("doc.kept.less", "less", k.Less),
	)})
}

func (b *builder) options(list []model.Option) {
	var items [][]Run
	for _, o := range list {
		items = append(items, b.option(o))
	}
	if len(filledIn(items)) > 0 {
		b.para(b.say("doc.risk.options"))
		b.list(items...)
	}
}

func (b *builder) option(o model.Option) []Run {
	return joined("; ",
		b.words(o.What),
		labelledWords(b.say("doc.risk.gains"), b.words(o.Gains)),
		labelledWords(b.say("doc.risk.losses"), b.words(o.Losses)),
	)
}

func labelledWords(label, words []Run) []Run {
	if words == nil {
		return nil
	}
	return spaced(label, words)
}

// doings are what each will do, what happens if something else happens, and
// who was not asked yet.
func (b *builder) doings(x *model.Risk) {
	var items [][]Run
	for _, d := range x.Doing {
		items = append(items, b.doing(d))
	}
	if len(filledIn(items)) > 0 {
		b.para(b.say("doc.risk.doing"))
		b.list(items...)
	}
	for _, it := range x.IfThens {
		b.rows(Row{b.say("doc.risk.if", "if", it.If), b.then(it)})
	}
	var names [][]Run
	for _, name := range b.unasked(x) {
		names = append(names, typed(name))
	}
	b.rows(Row{b.say("doc.risk.not-asked"), joined(", ", names...)})
}

// then is what is done if something happens, and the number to ring.
func (b *builder) then(it model.IfThen) []Run {
	then := make([][]Run, 0, len(it.Then)+1)
	for _, d := range it.Then {
		then = append(then, b.doing(d))
	}
	return joined("; ", append(then, b.gap("doc.risk.number", "number", it.Number))...)
}

func (b *builder) doing(d model.Doing) []Run {
	did := spaced(text(d.Who), text(d.What))
	if did == nil {
		return nil
	}
	if asked := b.askedOf(d.Who, d.Asked); asked != nil {
		return spaced(did, b.say("doc.asked.bracket", "asked", asked))
	}
	return did
}

// unasked are the people a risk's plan counts on who were not in the room and
// were not asked yet: those who are to do something, and those of the person's
// life whom what is tried names.
func (b *builder) unasked(x *model.Risk) []string {
	doing := slices.Clone(x.Doing)
	for _, it := range x.IfThens {
		doing = append(doing, it.Then...)
	}
	plan, askedOf := []string{x.Try.Text}, []string{}
	for _, d := range doing {
		plan = append(plan, d.What)
		if d.Asked == model.WasAsked {
			askedOf = append(askedOf, d.Who)
		}
	}
	var names []string
	add := func(name string) {
		if !slices.ContainsFunc(names, func(n string) bool { return b.r.Names(n, name) || b.r.Names(name, n) }) {
			names = append(names, name)
		}
	}
	for _, d := range doing {
		if asked, heard := b.r.AskedOf(d.Who, d.Asked); !heard && asked != model.WasAsked {
			add(d.Who)
		}
	}
	named := func(in []string, r *model.Relationship) bool {
		return slices.ContainsFunc(in, func(s string) bool { return b.r.Names(s, r.Name) })
	}
	for _, r := range b.r.Relations {
		if r.Asked != model.WasAsked && !b.r.Spoke(r) && named(plan, r) && !named(askedOf, r) {
			add(r.Name)
		}
	}
	return names
}

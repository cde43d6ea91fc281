package flow

import (
	"slices"
	"strings"
	"time"

	"ownwords/model"
)

var shareDeeds = []deed{
	{
		id: "share.new", command: "sharewith", stage: model.StageShare,
		ask: func(*Flow) []Field { return fields([]line{textLine("share.who", new(string))}) },
		do:  func(f *Flow, a map[string]string) Effect { return f.newSharing(a) },
	},
	{
		id: "share.set", stage: model.StageShare, can: onSharing,
		ask: func(f *Flow) []Field { return fields(f.sharingLines(model.Copy(f.sharing()))) },
		do: func(f *Flow, a map[string]string) Effect {
			e := edit(f, "share.set", f.sharing(), f.sharingLines, a)
			e.Say = append(e.Say, f.SharedSaid()...)
			return e
		},
	},
	{
		id: "share.drop", stage: model.StageShare, can: onSharing,
		do: func(f *Flow, _ map[string]string) Effect {
			return f.taken("share.drop", model.StageShare, f.sharing(), nil)
		},
	},
	{
		id: "share.sooner", command: "sooner", stage: model.StageShare,
		can: func(f *Flow) model.Message {
			return unless(f.guide.Kind != model.Preparation, "why.not-the-council")
		},
		ask: func(f *Flow) []Field { return fields(f.soonerLines(model.Copy(f.r.Conversation))) },
		do: func(f *Flow, a map[string]string) Effect {
			return edit(f, "share.sooner", f.r.Conversation, f.soonerLines, a)
		},
	},
	{
		id: "override.set", command: "override", stage: model.StageShare, can: canOverride,
		ask: func(f *Flow) []Field { return fields(f.overrideLines(model.Copy(f.sharing()))) },
		do: func(f *Flow, a map[string]string) Effect {
			return edit(f, "override.set", f.sharing(), f.overrideLines, a)
		},
	},
	{
		id: "share.done", command: "shared", stage: model.StageShare,
		can: func(f *Flow) model.Message { return unless(f.place.Stage == model.StageShare, "why.not-sharing") },
		do:  func(f *Flow, _ map[string]string) Effect { return f.shareDone() },
	},
}

func (f *Flow) sharing() *model.Sharing { return focused(f, model.StageShare, f.r.Sharing) }

func onSharing(f *Flow) model.Message { return on(f.sharing(), "why.no-sharing") }

func (f *Flow) newSharing(a map[string]string) Effect {
	who := strings.TrimSpace(a["who"])
	if who == "" {
		return Effect{Look: f.place}
	}
	for _, s := range f.r.Sharing {
		if fold(s.Who) == fold(who) {
			f.place = model.Place{Stage: model.StageShare, Part: s.ID}
			return edit(f, "share.set", s, f.sharingLines, without(a, "who"))
		}
	}
	s := &model.Sharing{Head: newHead(f, f.r.Sharing), Who: who}
	f.answer(func() []line { return f.sharingLines(s) }, without(a, "who"))
	return f.made("share.new", model.StageShare, s)
}

// What can be chosen for a recipient: a choice and, for a yes, of what.
const (
	shareAll     = "all"
	shareAllBut  = "all-but"
	shareOnly    = "only"
	shareNothing = "nothing"
	shareUntil   = "not-until"
)

func shareChoice(s *model.Sharing) string {
	switch {
	case s.Choice == model.ShareNo:
		return shareNothing
	case s.Choice == model.NotUntil:
		return shareUntil
	case s.Choice == model.NotAsked:
		return ""
	case len(s.Only) > 0 || s.OnlyWords != "" || s.Limited:
		return shareOnly
	case len(s.Without) > 0 || s.Parts:
		return shareAllBut
	}
	return shareAll
}

// SharesPart tells whether a yes is for a part only.
func (f *Flow) SharesPart(s *model.Sharing) bool {
	c := shareChoice(s)
	return c == shareAllBut || c == shareOnly
}

func (f *Flow) sharingLines(s *model.Sharing) []line {
	now := shareChoice(s)
	what := choiceLine("share.what", &now, shareAll, shareAllBut, shareOnly, shareNothing, shareUntil)
	what.set = func(v string) { f.chooseSharing(s, v) }
	who := textLine("share.who", &s.Who).more()
	lines := []line{who, what}
	switch now {
	case shareAllBut:
		lines = append(lines, chaptersLine(s), textLine("share.until", &s.Until).more())
	case shareOnly:
		names := yesNo(s.NameOthers)
		l := choiceLine("share.name-others", &names, "no", "yes").more()
		set := l.set
		l.set = func(v string) { set(v); s.NameOthers = names == "yes" }
		lines = append(lines, textLine("share.only-words", &s.OnlyWords), f.onlyLine(s), l)
	case shareNothing:
		lines = append(lines, wordsLine("share.why", &s.Why))
	case shareUntil:
		lines = append(lines, textLine("share.until", &s.Until))
	}
	if now != "" {
		lines = append(lines, choiceLine("share.how", &s.How, "aloud", "signed", "other").more())
	}
	return lines
}

func (f *Flow) chooseSharing(s *model.Sharing, v string) {
	if v == shareChoice(s) {
		return
	}
	s.Without, s.Only, s.OnlyWords, s.Until, s.Limited, s.Parts = nil, nil, "", "", false, false
	s.Override = model.Override{} // it went past what they said before
	s.At = f.env.Now().UTC()
	if s.How == "" {
		s.How = "aloud"
	}
	switch v {
	case shareAll:
		s.Choice = model.ShareYes
	case shareAllBut:
		s.Choice, s.Parts = model.ShareYes, true
	case shareOnly:
		s.Choice, s.Limited = model.ShareYes, true
	case shareNothing:
		s.Choice = model.ShareNo
	case shareUntil:
		s.Choice = model.NotUntil
	default:
		s.Choice, s.At, s.How = model.NotAsked, time.Time{}, ""
	}
}

func chaptersLine(s *model.Sharing) line {
	l := line{Field: Field{
		ID: "without", Label: model.Msg("field.share.without"), Kind: Many,
		Options: options("chapter", stringsOf(model.Chapters)...), Value: strings.Join(stringsOf(s.Without), ","),
	}}
	l.set = func(v string) {
		s.Without = nil
		for c := range strings.SplitSeq(v, ",") {
			if slices.Contains(model.Chapters, model.Chapter(c)) {
				s.Without = append(s.Without, model.Chapter(c))
			}
		}
	}
	return l
}

// onlyLine chooses the single parts that a yes is for.
func (f *Flow) onlyLine(s *model.Sharing) line {
	l := line{Field: Field{ID: "only", Label: model.Msg("field.share.only"), Kind: Many, Value: strings.Join(stringsOf(s.Only), ",")}}
	var ids []model.ID
	add := func(id model.ID, w model.Words) {
		if !w.Empty() {
			ids = append(ids, id)
			l.Options = append(l.Options, Option{Value: string(id), Label: model.Msg("verbatim", "text", w.String())})
		}
	}
	for _, w := range f.r.Wants {
		add(w.ID, w.Words)
	}
	for _, x := range f.r.Risks {
		add(x.ID, x.Words)
	}
	for _, h := range f.r.Supports {
		add(h.ID, h.What)
	}
	for _, n := range f.r.Needs {
		add(n.ID, n.Words)
	}
	for _, d := range f.r.Decisions {
		add(d.ID, d.What)
	}
	l.set = func(v string) {
		s.Only = nil
		for id := range strings.SplitSeq(v, ",") {
			if slices.Contains(ids, model.ID(id)) {
				s.Only = append(s.Only, model.ID(id))
			}
		}
	}
	return l
}

// soonerLines ask what the person would sooner the council did not hold. It
// holds it all the same where the law has it kept; that they said so stands with
// it.
func (f *Flow) soonerLines(c *model.Conversation) []line {
	return []line{wordsLine("share.sooner", &c.SoonerNot).about("sooner", f.r.Person.Name())}
}

// SharedSaid says what was chosen for the recipient in focus.
func (f *Flow) SharedSaid() []model.Message {
	s := f.sharing()
	if s == nil || shareChoice(s) == "" {
		return nil
	}
	return []model.Message{model.Msg("shared."+shareChoice(s), "who", s.Who)}
}

// shareDone ends the asking. Where the choices changed after the plan was
// agreed, they are a revision of their own, since they bind what goes out. One
// that was taken out of the list changed too.
func (f *Flow) shareDone() Effect {
	c := f.r.Conversation
	changed := f.choices.since(c.Revision, f.r) ||
		slices.ContainsFunc(f.r.Sharing, func(s *model.Sharing) bool { return s.At.After(c.Stood) })
	if !c.Standing.Plan() || c.ChangedSince || !changed {
		return f.Go(model.Place{Stage: model.StageTalk})
	}
	e := f.act("share.done", func(t *tx) {
		n := model.Copy(c)
		if !t.talkedSince(c) {
			n.Stood = f.env.Now().UTC()
		}
		t.revise(n)
	})
	f.place = f.intoTopic(model.Place{Stage: model.StageTalk})
	e.Look = f.place
	return e
}

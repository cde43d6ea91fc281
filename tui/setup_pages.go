package tui

import (
	"strings"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/kit"
)

func (s *setUp) rows() []kit.Row {
	switch s.step {
	case stepHow:
		return s.howRows()
	case stepWho:
		return s.whoRows()
	case stepTeam:
		return s.teamRows()
	case stepWords:
		return s.wordsRows()
	case stepCode:
		s.code.arrive()
		return nil
	}
	return s.readyRows()
}

// pageRows are a heading and sentences below it, with air where there is room.
func (a *app) pageRows(heading string, sentences ...model.Message) []kit.Row {
	rows := []kit.Row{{Kind: kit.RowHeading, Label: a.said(model.Msg(heading))}}
	if !a.low() {
		rows = []kit.Row{{Kind: kit.RowBlank}, rows[0], {Kind: kit.RowBlank}}
	}
	return append(rows, a.sentences(sentences...)...)
}

func (s *setUp) howRows() []kit.Row {
	a := s.a
	return append(a.pageRows("screen.setup.how"), kit.Row{
		ID: "face", Kind: kit.RowChoice, Label: a.say("screen.setup.use"), Value: string(s.settings.Face), Choice: kit.ChoiceListed, ValueAt: answerAt,
		Options: []kit.Option{
			{ID: string(content.FaceScreen), Label: a.say("screen.setup.screen")},
			{ID: string(content.FacePlain), Label: a.say("screen.setup.plain")},
		},
	})
}

// whoRows ask who types, and for whom. Only a name has to be there.
func (s *setUp) whoRows() []kit.Row {
	a, n := s.a, s.settings.Numbers
	return append(a.pageRows("screen.setup.who"),
		s.text("name", "screen.setup.name", s.settings.Name, "screen.setup.name-prompt"),
		kit.Row{
			ID: "role", Kind: kit.RowChoice, Label: a.say("screen.setup.role"), Value: string(s.settings.Role), Choice: kit.ChoiceListed, ValueAt: answerAt,
			Options: []kit.Option{
				{ID: string(content.RolePractitioner), Label: a.say("screen.setup.practitioner")},
				{ID: string(content.RolePeer), Label: a.say("screen.setup.peer")},
			},
		},
		kit.Row{Kind: kit.RowBlank},
		kit.Row{Kind: kit.RowWords, Label: a.say("screen.setup.where-why")},
		kit.Row{Kind: kit.RowBlank},
		s.text("organisation", "screen.setup.organisation", s.settings.Organisation, ""),
		s.text("complaints", "screen.setup.complaints", n.Complaints, "screen.setup.complaints-prompt"),
		s.text("safety", "screen.setup.safety", n.Safety, "screen.setup.safety-prompt"),
	)
}

// teamRows ask for the key of an organisation that can open the notes where the
// worker can't.
func (s *setUp) teamRows() []kit.Row {
	rows := s.a.pageRows("screen.setup.team", model.Msg("screen.setup.team-what"))
	rows = append(rows, s.text("team", "screen.setup.team-key", s.team, "screen.setup.team-none"), kit.Row{Kind: kit.RowBlank})
	return append(rows, s.a.sentences(model.Msg("screen.setup.team-how"))...)
}

func (s *setUp) wordsRows() []kit.Row {
	a := s.a
	if a.desk != nil {
		return a.pageRows("screen.setup.words", model.Msg("screen.setup.words-set"))
	}
	rows := a.pageRows("screen.setup.words", model.Msg("screen.setup.words-how"))
	first, again := s.text("words", "screen.setup.your-words", s.words, ""), s.text("again", "screen.setup.again", s.again, "")
	first.Masked, again.Masked = true, true
	rows = append(rows, first, again, kit.Row{Kind: kit.RowBlank})
	opens := model.Msg("screen.setup.words-nobody")
	if strings.TrimSpace(s.team) != "" {
		opens = model.Msg("screen.setup.words-team")
	}
	return append(rows, a.sentences(
		model.Msg("screen.setup.words-keys", "show", a.doorKey(keyShow), "make", a.doorKey(keyMark)), opens)...)
}

func (s *setUp) readyRows() []kit.Row {
	a := s.a
	return a.pageRows("screen.setup.ready",
		model.Msg("screen.setup.ready-type"), model.Msg("screen.setup.ready-mark", "mark", a.by(keyMark)),
		model.Msg("screen.setup.ready-anything", "palette", a.key(keyPalette), "why", a.by(keyWhy)),
		model.Msg("screen.setup.ready-saved", "undo", a.by(keyUndo), "quit", a.key(keyQuit)),
		model.Msg("screen.setup.ready-stays", "cover", a.key(keyCover)))
}

// answerAt is the column in which answers are typed on the pages before anything
// is open.
const answerAt = 21

// text is a line to type in, with what is wrong with what stands there.
func (s *setUp) text(id, label, value, prompt string) kit.Row {
	r := kit.Row{ID: id, Label: s.a.said(model.Msg(label)), Value: value, ValueAt: answerAt}
	if prompt != "" {
		r.Prompt = s.a.said(model.Msg(prompt))
	}
	if why := s.wrong[id]; !why.Zero() {
		r.Wrong = s.a.said(why)
	}
	return r
}

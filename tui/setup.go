package tui

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// The steps of setting up, in their order. The first was asked before anything
// was drawn, and is come back to only by who goes back.
const (
	stepHow = iota
	stepWho
	stepTeam // only of a practitioner's
	stepWords
	stepCode
	stepReady
	setUpSteps
)

// setUp is the first run: how it is used, who types and for whom, the team's key,
// the words that open the notes, and the code for the day they are forgotten. Each step can be
// gone back on, and what was typed stays.
type setUp struct {
	a        *app
	step     int
	settings content.Settings
	form     *kit.Form
	team     string // the team's key, or its file, as it was typed
	again    string // the passphrase typed once more
	words    string
	wrong    map[string]model.Message
	shown    bool
	made     bool // the words are the program's, and shown to be learnt
	working  bool
	code     *codePage
}

func newSetUp(a *app) *setUp {
	s := &setUp{a: a, step: stepWho, settings: a.setUp.Settings, wrong: map[string]model.Message{}}
	s.settings.Face = content.FaceScreen
	return s
}

func (s *setUp) arrive() {
	if s.form == nil {
		s.form = kit.NewForm(s.a.look)
		s.form.Fill = true
	}
	s.form.SetRows(s.rows())
	s.form.ShowSecrets(s.shown)
}

// turn goes to another step.
func (s *setUp) turn(step int) {
	s.step, s.form, s.shown = step, nil, false
	clear(s.wrong)
	s.arrive()
}

func (s *setUp) key(k kit.Key) (tea.Cmd, bool) {
	switch {
	case s.working:
		return nil, true
	case k.Name == "esc":
		return s.back(), true
	case s.step == stepCode:
		return s.code.key(k)
	case s.step == stepReady || s.step == stepWords && s.a.desk != nil:
		if k.Name == "enter" {
			return s.next(), true
		}
	case s.step == stepWords && k.Name == s.a.doorKey(keyShow):
		s.shown = !s.shown
		s.form.ShowSecrets(s.shown)
		return nil, true
	case s.step == stepWords && k.Name == s.a.doorKey(keyMark):
		s.makeWords()
		return nil, true
	}
	events, used := s.form.Key(k)
	s.coverOwn()
	return s.happened(events), used
}

// coverOwn hides what is typed over words that were made up: it was shown
// because those have to be learnt, and these are somebody's own.
func (s *setUp) coverOwn() {
	if id, typed, ok := s.form.Editing(); ok && s.made && id == "words" && typed != s.words {
		s.made, s.shown = false, false
		s.form.ShowSecrets(false)
	}
}

// makeWords makes up a passphrase, and shows it: it has to be learnt.
func (s *setUp) makeWords() {
	s.form.Leave()
	s.words, s.again, s.shown, s.made = string(desk.MakePassphrase()), "", true, true
	clear(s.wrong)
	s.form = nil
	s.arrive()
	s.form.SetFocus("again")
	s.a.tell(model.Msg("screen.setup.made-up", "show", s.a.doorKey(keyShow)))
}

func (s *setUp) happened(events []kit.Event) tea.Cmd {
	for _, e := range events {
		switch e := e.(type) {
		case kit.Changed:
			s.take(e)
		case kit.Finished:
			return s.next()
		}
	}
	return nil
}

func (s *setUp) take(c kit.Changed) {
	v := strings.TrimSpace(c.Value)
	switch c.ID {
	case "face":
		s.settings.Face = content.Face(v)
	case "name":
		s.settings.Name = v
	case "role":
		s.settings.Role = content.Role(v)
	case "organisation":
		s.settings.Organisation = v
	case "complaints":
		s.settings.Numbers.Complaints = v
	case "safety":
		s.settings.Numbers.Safety = v
	case "team":
		s.team = v
	case "words":
		s.words = c.Value
	case "again":
		s.again = c.Value
	}
	if !s.wrong[c.ID].Zero() {
		delete(s.wrong, c.ID)
		s.arrive()
	}
}

// next goes on, if this step has what it needs.
func (s *setUp) next() tea.Cmd {
	switch {
	case s.step == stepHow && s.settings.Face == content.FacePlain:
		return s.plain()
	case s.step == stepWho && s.settings.Name == "":
		return s.amiss("name", model.Msg("screen.setup.name-needed"))
	case s.step == stepTeam:
		return s.teamed()
	case s.step == stepWords && s.a.desk == nil:
		return s.make()
	case s.step == stepReady:
		return s.a.goHome()
	case s.step == stepWho && s.a.desk != nil:
		return s.resave()
	}
	s.turn(s.after())
	return nil
}

// after and before are the steps beside this one. A peer supporter's notes are
// no council's to open.
func (s *setUp) after() int {
	if s.step == stepWho && s.isPeer() {
		return stepTeam + 1
	}
	return s.step + 1
}

func (s *setUp) before() int {
	if s.step == stepTeam+1 && s.isPeer() {
		return stepTeam - 1
	}
	return s.step - 1
}

func (s *setUp) isPeer() bool { return s.settings.Role == content.RolePeer }

// counted is which step this is of how many.
func (s *setUp) counted() (n, of int) {
	n, of = s.step+1, setUpSteps
	if s.isPeer() {
		of--
		if s.step > stepTeam {
			n--
		}
	}
	return n, of
}

// teamed takes the team's key, or that there is none.
func (s *setUp) teamed() tea.Cmd {
	keys, err := desk.TeamKeysOf(s.team)
	if errors.Is(err, desk.ErrSecretKey) {
		s.team, s.form = "", nil // not to be read off the screen
		s.arrive()
		return s.amiss("team", desk.Trouble(err))
	}
	if err != nil {
		return s.amiss("team", model.Msg("screen.setup.team-wrong"))
	}
	same := slices.Equal(keys, s.a.setUp.Team)
	s.a.setUp.Team = keys
	d := s.a.desk
	s.turn(s.after())
	if d == nil || same {
		return nil
	}
	return work(s.a, s, func(context.Context) (struct{}, error) {
		return struct{}{}, d.SetTeam(keys)
	}, s.kept)
}

// kept says what went wrong where something was kept once more.
func (s *setUp) kept(_ struct{}, err error) tea.Cmd {
	if err != nil {
		s.a.fail(err)
	}
	return nil
}

func (s *setUp) back() tea.Cmd {
	switch {
	case s.step == stepCode:
		s.code.put()
	case s.step > stepHow:
		s.happened(s.form.Leave())
	}
	if s.step > stepHow {
		s.turn(s.before())
	}
	return nil
}

// plain goes on in plain lines: they set up by themselves, or open what was set
// up here.
func (s *setUp) plain() tea.Cmd {
	s.a.toPlain = true
	if s.a.desk == nil {
		return tea.Quit
	}
	return tea.Sequence(s.resave(), tea.Quit)
}

// amiss says beside a line why one can't go on yet.
func (s *setUp) amiss(id string, why model.Message) tea.Cmd {
	s.wrong[id] = why
	s.arrive()
	s.form.SetFocus(id)
	return nil
}

// make makes the store: from here on the words open it.
func (s *setUp) make() tea.Cmd {
	if why := desk.JudgePassphrase([]byte(s.words)); !why.Zero() {
		return s.amiss("words", why)
	}
	if s.words != s.again {
		return s.amiss("again", model.Msg("screen.setup.differ", "show", s.a.doorKey(keyShow)))
	}
	s.working = true
	s.a.tell(model.Msg("screen.setup.making"))
	set := s.a.setUp
	set.Settings, set.Passphrase = s.settings, []byte(s.words)
	type made struct {
		desk *desk.Desk
		rows [4]codeRow
	}
	return work(s.a, s, func(context.Context) (made, error) {
		defer clear(set.Passphrase)
		d, code, err := desk.Create(s.a.dir, set, s.a.opts)
		if err != nil {
			return made{}, err
		}
		defer code.Close()
		rows, err := d.ToShow(code)
		return made{d, codeRows(rows)}, err
	}, func(m made, err error) tea.Cmd {
		s.working = false
		if err != nil {
			s.a.fail(err)
		}
		if m.desk == nil {
			return nil
		}
		s.a.message, s.words, s.again = "", "", ""
		s.a.desk, s.a.code = m.desk, m.rows
		s.code = newCodePage(s.a, s.codeDone)
		s.turn(stepCode)
		return nil
	})
}

func (s *setUp) codeDone() tea.Cmd {
	s.turn(stepReady)
	return nil
}

// resave keeps what was changed after the store was made.
func (s *setUp) resave() tea.Cmd {
	d, set := s.a.desk, s.settings
	s.turn(s.after())
	return work(s.a, s, func(context.Context) (struct{}, error) {
		return struct{}{}, d.SetSettings(set)
	}, s.kept)
}

func (s *setUp) paste(text string) tea.Cmd {
	if s.step == stepCode {
		return s.code.paste(text)
	}
	s.form.Paste(text)
	s.coverOwn()
	return nil
}

func (s *setUp) about() []kit.Row {
	a := s.a
	switch s.step {
	case stepHow:
		return a.sentences(model.Msg("screen.setup.why-how"))
	case stepWho:
		return a.sentences(model.Msg("screen.setup.why-who"), model.Msg("screen.setup.why-where"))
	case stepTeam:
		return a.sentences(model.Msg("screen.setup.why-team"))
	case stepWords:
		return a.sentences(model.Msg("screen.setup.why-words"))
	case stepCode:
		return a.sentences(model.Msg("screen.setup.why-code"))
	}
	return a.sentences(model.Msg("screen.setup.why-ready", "why", a.by(keyWhy), "palette", a.key(keyPalette)))
}

func (s *setUp) frame() kit.Frame {
	title := []string{s.a.say("screen.setup.title")}
	n, of := s.counted()
	right := s.a.say("screen.setup.step", "n", n, "of", of)
	f := kit.Frame{Title: title, Small: title, Right: right, SmallRight: right, Status: s.a.say("screen.app.nothing-left")}
	f.Hints = append(f.Hints, s.a.hint("Enter", "screen.hint.next"))
	if s.step > stepHow {
		f.Hints = append(f.Hints, s.a.hint("Esc", "screen.hint.back"))
	}
	if s.step == stepCode {
		f.Hints = append(f.Hints, s.a.hint("Tab", "screen.hint.next-line"))
	}
	f.Hints = append(f.Hints, s.a.hint(s.a.key(keyWhy), "screen.hint.why-asked"))
	return f
}

func (s *setUp) view(width, height int) kit.Drawing {
	if s.step == stepCode {
		return s.code.view(width, height)
	}
	return s.form.View(width, height)
}

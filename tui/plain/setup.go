package plain

import (
	"bytes"
	"errors"
	"strings"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// savedAt is when words were last saved, in the place's own time.
func (s *session) savedAt() time.Time {
	if s.talk != nil {
		if at, _, _ := s.talk.State(); !at.IsZero() {
			return at.Local()
		}
	}
	return s.desk.Now().Local()
}

// setUp asks what the first run asks and opens the store. A full stop alone goes
// one step back, to what was answered there.
func (s *session) setUp(settings content.Settings) error {
	s.say("plain.setup.hello")
	settings.Face = content.FacePlain
	var pass []byte
	first := s.SetUp
	steps := []func() error{
		func() error { return s.line("plain.setup.name", &settings.Name, true) },
		func() error { return s.role(&settings.Role) },
		func() error { return s.line("plain.setup.organisation", &settings.Organisation, false) },
		func() error { return s.line("plain.setup.complaints", &settings.Numbers.Complaints, false) },
		func() error { return s.line("plain.setup.safety", &settings.Numbers.Safety, false) },
		func() error { return s.team(settings.Role, &first.Team) },
		func() (err error) { pass, err = s.newPassphrase(); return err },
	}
	for i := 0; i < len(steps); {
		switch err := steps[i](); {
		case errors.Is(err, errBack):
			i = max(0, i-1)
		case err != nil:
			return err
		default:
			i++
		}
	}
	first.Settings, first.Passphrase = settings, pass
	d, code, err := desk.Create(s.Dir, first, s.Options.Desk)
	clear(pass)
	if err != nil {
		return err
	}
	s.desk = d
	defer code.Close()
	rows, err := d.ToShow(code)
	if err != nil {
		return err
	}
	if err = s.showCode(rows); err == nil {
		s.say("plain.setup.done")
	}
	return err
}

// team asks a practitioner for the key of an organisation that can open the
// notes where the worker can't; an empty line is none.
func (s *session) team(role content.Role, keys *[]string) error {
	if role == content.RolePeer {
		*keys = nil
		return nil
	}
	s.say("plain.setup.team")
	for {
		typed, err := s.ask("plain.setup.team-ask")
		if err != nil {
			return err
		}
		if strings.TrimSpace(typed) == "." {
			return errBack
		}
		if *keys, err = desk.TeamKeysOf(typed); err == nil {
			return nil
		}
		if errors.Is(err, desk.ErrSecretKey) {
			s.tell(desk.Trouble(err))
			continue
		}
		s.say("screen.setup.team-wrong")
	}
}

// faulty says what is wrong in the settings, with line and mend. It keeps nobody
// from their notes.
func (s *session) faulty(list []content.Fault) {
	for _, f := range list[:min(len(list), mostFaults)] {
		s.tell(f.Message())
	}
	s.say("plain.faulty", "n", len(list))
}

// mostFaults are as many as anybody listens to. All of them are told by
// ownwords settings check.
const mostFaults = 10

// theme asks for the colours of the whole screen: plain lines have none.
func (s *session) theme() error {
	f := field{ID: "theme", Label: model.Msg("action.theme"), Kind: flow.Choice, Value: string(s.desk.Settings.Theme)}
	for _, t := range content.Themes() {
		f.Options = append(f.Options, flow.Option{Value: string(t), Label: model.Msg("theme." + string(t))})
	}
	value, given, err := s.field(f, nil)
	if err != nil || !given {
		return err
	}
	theme := content.Theme(value)
	if err := desk.ChangeSettings(s.Dir, func(c *content.Settings) { c.Theme = theme }); err != nil {
		s.tell(desk.Trouble(err))
		return nil
	}
	s.desk.Settings.Theme = theme
	s.say("plain.theme.kept")
	return nil
}

// line asks for a line of the settings; an empty one leaves what stands there,
// which has to be something where it is needed.
func (s *session) line(id string, value *string, needed bool) error {
	f := field{Label: model.Msg(id), Kind: flow.Text, Value: *value}
	for {
		typed, given, err := s.field(f, nil)
		if err != nil {
			return err
		}
		if given {
			*value = strings.TrimSpace(typed)
		}
		if *value != "" || !needed {
			return nil
		}
	}
}

func (s *session) role(value *content.Role) error {
	typed, given, err := s.field(field{
		ID: "role", Label: model.Msg("plain.setup.role"), Kind: flow.Choice,
		Options: []flow.Option{
			{Value: string(content.RolePractitioner), Label: model.Msg("role.practitioner")},
			{Value: string(content.RolePeer), Label: model.Msg("role.peer")},
		},
	}, nil)
	if given {
		*value = content.Role(typed)
	}
	return err
}

// newPassphrase asks for the words that open the store, twice. A full stop
// alone goes back, from the first of them to the step before.
func (s *session) newPassphrase() ([]byte, error) {
	if s.Passphrase != nil {
		s.say("plain.setup.passphrase")
		return bytes.Clone(s.Passphrase), nil
	}
	return s.typedPassphrase()
}

// typedPassphrase asks for new words of one's own, twice.
func (s *session) typedPassphrase() ([]byte, error) {
	return s.passphraseOf("plain.setup.passphrase-ask")
}

// passphraseOf asks for new words, twice. The sentence says whose they are.
func (s *session) passphraseOf(whose string) ([]byte, error) {
	s.say("plain.setup.passphrase")
	for {
		first, err := s.secret(whose)
		if err != nil {
			return nil, err
		}
		if first == "." {
			return nil, errBack
		}
		if wrong := desk.JudgePassphrase([]byte(first)); !wrong.Zero() {
			s.tell(wrong)
			continue
		}
		again, err := s.secret("plain.setup.passphrase-again")
		if err != nil {
			return nil, err
		}
		switch again {
		case first:
			return []byte(first), nil
		case ".":
		default:
			s.say("plain.setup.passphrase-differs")
		}
	}
}

// showCode shows a recovery code, and has its words typed back to show that it
// was copied; or writes it to a file to be printed.
func (s *session) showCode(rows []desk.CodeRow) error {
	s.say("screen.setup.code")
	var wanted []string
	for _, r := range rows {
		s.print(r.Word + " " + r.Letters)
		wanted = append(wanted, r.Word)
	}
	s.say("screen.setup.code-keep")
	for {
		typed, err := s.ask("plain.setup.code-ask")
		if err != nil {
			return err
		}
		switch said, path, _ := strings.Cut(strings.TrimSpace(typed), " "); {
		case said == "":
			s.say("plain.setup.code-later")
			return nil
		case said == ".print":
			s.printCode(path, rows)
		case kit.Fold(strings.Join(strings.Fields(typed), " ")) == kit.Fold(strings.Join(wanted, " ")):
			return s.desk.CodeIsKept()
		default:
			s.say("plain.setup.code-wrong")
		}
	}
}

func (s *session) printCode(path string, rows []desk.CodeRow) {
	if path == "" {
		s.say("plain.setup.code-where")
		return
	}
	written, err := s.desk.PrintCode(path, rows)
	if err != nil {
		s.tell(desk.CodeTrouble(err))
		return
	}
	s.say("screen.setup.code-written", "path", written)
}

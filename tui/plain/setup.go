package plain

import (
	"bytes"
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

// setUp asks what the first run asks, in five steps, and opens the store.
func (s *session) setUp() error {
	settings, err := desk.LoadSettings(s.Dir)
	if err != nil {
		return err
	}
	s.say("plain.setup.hello")
	if settings.Name, err = s.must("plain.setup.name"); err != nil {
		return err
	}
	if settings.Role, err = s.role(); err != nil {
		return err
	}
	if settings.Organisation, err = s.ask("plain.setup.organisation"); err != nil {
		return err
	}
	settings.Face = content.FacePlain
	pass, err := s.newPassphrase()
	if err != nil {
		return err
	}
	first := s.SetUp
	first.Settings, first.Passphrase = settings, pass
	d, code, err := desk.Create(s.Dir, first, s.Options.Desk)
	clear(pass)
	if err != nil {
		return err
	}
	s.desk = d
	defer code.Close()
	return s.showCode(desk.CodeRows(code))
}

// must asks until something was typed.
func (s *session) must(id string) (string, error) {
	for {
		typed, err := s.ask(id)
		if err != nil {
			return "", err
		}
		if typed = strings.TrimSpace(typed); typed != "" {
			return typed, nil
		}
	}
}

func (s *session) role() (content.Role, error) {
	f := field{
		ID: "role", Label: model.Msg("plain.setup.role"), Kind: flow.Choice,
		Options: []flow.Option{
			{Value: string(content.RolePractitioner), Label: model.Msg("role.practitioner")},
			{Value: string(content.RolePeer), Label: model.Msg("role.peer")},
		},
	}
	value, given, err := s.field(f, nil)
	if err != nil || !given {
		return content.RolePractitioner, err
	}
	return content.Role(value), nil
}

// newPassphrase asks for the words that open the store, twice.
func (s *session) newPassphrase() ([]byte, error) {
	s.say("plain.setup.passphrase")
	if s.Passphrase != nil {
		return bytes.Clone(s.Passphrase), nil
	}
	for {
		first, err := s.secret("plain.setup.passphrase-ask")
		if err != nil {
			return nil, err
		}
		if wrong := desk.JudgePassphrase([]byte(first)); !wrong.Zero() {
			s.tell(wrong)
			continue
		}
		again, err := s.secret("plain.setup.passphrase-again")
		if err != nil {
			return nil, err
		}
		if first == again {
			return []byte(first), nil
		}
		s.say("plain.setup.passphrase-differs")
	}
}

// showCode shows the recovery code this once, and has its words typed back to
// show that it was copied.
func (s *session) showCode(rows []desk.CodeRow) error {
	s.say("plain.setup.code")
	var wanted []string
	for _, r := range rows {
		s.print(r.Word + " " + r.Letters)
		wanted = append(wanted, r.Word)
	}
	s.say("plain.setup.code-keep")
	for {
		typed, err := s.ask("plain.setup.code-ask")
		if err != nil {
			return err
		}
		if strings.TrimSpace(typed) == "" {
			s.say("plain.setup.code-later")
			break
		}
		if kit.Fold(strings.Join(strings.Fields(typed), " ")) == kit.Fold(strings.Join(wanted, " ")) {
			break
		}
		s.say("plain.setup.code-wrong")
	}
	s.say("plain.setup.done")
	return nil
}

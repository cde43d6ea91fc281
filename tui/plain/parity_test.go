package plain

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
)

// TestEveryActionCanBeDoneInPlainLines goes to every place of the three visits,
// on every page and on every part, and finds each action that the engine and
// the desk offer there under a command of its own, with the engine's own reason
// where it is off. The full screen's tests find the same list in the palette.
func TestEveryActionCanBeDoneInPlainLines(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		role content.Role
	}{
		{"peggy", content.RolePractitioner},
		{"harjit", content.RolePractitioner},
		{"yusuf", content.RolePeer},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir, o := setUp(t, tt.role, "Dele Martins")
			sit(t, dir, o, script(t, tt.name+".in"))
			s := reopened(t, dir, o)
			for _, p := range placesOf(s.talk) {
				s.talk.Go(p)
				everyAction(t, s, p)
			}
		})
	}
}

func everyAction(t *testing.T, s *session, p model.Place) {
	t.Helper()
	offered, commands := s.talk.Offered(), s.commands()
	seen := map[string]string{}
	for _, a := range offered {
		name := commandOf(a)
		if !slices.Contains(commands, name) {
			t.Errorf("at %+v: .%s is no command for %s", p, name, a.ID)
		}
		if other := seen[name]; other != "" {
			t.Errorf("at %+v: .%s is %s and %s", p, name, other, a.ID)
		}
		seen[name] = a.ID
	}
	var out bytes.Buffer
	s.Out = &out
	if err := s.help(); err != nil {
		t.Fatal(err)
	}
	said := strings.Join(strings.Fields(out.String()), " ")
	for _, a := range offered {
		if why := s.text.Say(a.Why); !a.On && !strings.Contains(said, why) {
			t.Errorf("at %+v: help does not say why %s is off: %s", p, a.ID, why)
		}
	}
}

// reopened is a session with the one conversation of a store open.
func reopened(t *testing.T, dir string, o desk.Options) *session {
	t.Helper()
	s := newSession(context.Background(), Options{Dir: dir, In: strings.NewReader(""), Out: &bytes.Buffer{}, Passphrase: []byte(passphrase), Desk: o})
	if err := s.enter(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.leaveTalk(); err != nil {
			t.Error(err)
		}
		if err := s.shut(); err != nil {
			t.Error(err)
		}
	})
	all, _, err := s.desk.Everyone("")
	if err != nil || len(all) != 1 {
		t.Fatalf("%d records, %v", len(all), err)
	}
	talk, _, err := s.desk.Open(all[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	s.talk = talk
	return s
}

// placesOf are all pages of a conversation, each alone and with every part in
// focus.
func placesOf(talk *desk.Talk) []model.Place {
	var out []model.Place
	for _, stage := range talk.Guide().Pages() {
		out = append(out, model.Place{Stage: stage})
		for p := range talk.Record().Parts() {
			out = append(out, model.Place{Stage: stage, Part: p.PartHead().ID})
		}
	}
	return slices.Clip(out)
}

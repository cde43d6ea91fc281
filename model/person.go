package model

import (
	"strings"
	"unicode"
)

// Person is whom the conversation is with. Only FullName is asked for at the
// start.
type Person struct {
	Head
	FullName string   `json:"fullName" mask:"never"`
	Called   string   `json:"called,omitzero" mask:"never"`   // what they like to be called
	Pronouns string   `json:"pronouns,omitzero" mask:"never"` // as they say them, such as "she" or "they"
	Born     When     `json:"born,omitzero"`
	Language []string `json:"languages,omitempty"`
	// HowToTalk is how to talk with them and Disliked the words they dislike:
	// both are shown before the next visit.
	HowToTalk string `json:"howToTalk,omitzero"`
	Disliked  string `json:"disliked,omitzero"`
	BestTime  string `json:"bestTime,omitzero"`
	NHSNumber string `json:"nhsNumber,omitzero" mask:"never"` // as typed; see ParseNHSNumber
	LocalID   string `json:"localId,omitzero" mask:"never"`   // the council's number for them
	GP        string `json:"gp,omitzero"`
}

// PartKind returns KindPerson.
func (*Person) PartKind() PartKind { return KindPerson }

// Name is what the person is called: what they like, else the first word of
// their full name.
func (p *Person) Name() string {
	if p == nil {
		return ""
	}
	if c := strings.TrimSpace(p.Called); c != "" {
		return c
	}
	first, _, _ := strings.Cut(strings.TrimSpace(p.FullName), " ")
	return first
}

// Role is as what somebody speaks.
type Role string

// The roles a voice can have.
const (
	RolePerson       Role = "person"
	RolePractitioner Role = "practitioner"
	RolePeer         Role = "peer" // peer supporter
	RoleCarer        Role = "carer"
	RoleRelative     Role = "relative"
	RoleFriend       Role = "friend"
	RoleAdvocate     Role = "advocate"
	RoleInterpreter  Role = "interpreter"
	RoleProfessional Role = "professional" // somebody else who is paid
	RoleOther        Role = "other"        // connected as Connection says
)

// Worker tells whether this role is the one at the keyboard.
func (r Role) Worker() bool { return r == RolePractitioner || r == RolePeer }

// Voice is somebody whose words stand in the record.
type Voice struct {
	Head
	Name string `json:"name" mask:"whole"`
	Role Role   `json:"role"`
	// Connection is who they are to the person, in words: "daughter".
	Connection string `json:"connection,omitzero"`
}

// PartKind returns KindVoice.
func (*Voice) PartKind() PartKind { return KindVoice }

// PersonVoice is the voice of the person the conversation is with, or nil.
func (r *Record) PersonVoice() *Voice {
	return r.voiceBy(func(v *Voice) bool { return v.Role == RolePerson })
}

// WorkerVoice is the voice of the worker who holds the conversation, or nil: the
// first, where it went to another's laptop. Who types now is the flow's Me.
func (r *Record) WorkerVoice() *Voice {
	return r.voiceBy(func(v *Voice) bool { return v.Role.Worker() })
}

// WorkerNamed is the voice of the worker of this name, or nil. Case and blanks
// around it do not matter.
func (r *Record) WorkerNamed(name string) *Voice {
	return r.voiceBy(func(v *Voice) bool {
		return v.Role.Worker() && name != "" && strings.EqualFold(strings.TrimSpace(v.Name), strings.TrimSpace(name))
	})
}

func (r *Record) voiceBy(is func(*Voice) bool) *Voice {
	for _, v := range r.Voices {
		if is(v) {
			return v
		}
	}
	return nil
}

// ParseNHSNumber returns the ten digits of an NHS number typed with or without
// blanks and hyphens, and whether its check digit is right: digits one to nine
// weighted ten to two, 11 less the sum's remainder by 11; 11 counts as 0 and
// 10 is never issued (NHS Data Dictionary, NHS NUMBER).
func ParseNHSNumber(typed string) (digits string, ok bool) {
	digits = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' {
			return -1
		}
		return r
	}, typed)
	if len(digits) != 10 {
		return digits, false
	}
	sum := 0
	for i := range 10 {
		d := int(digits[i]) - '0'
		if d < 0 || d > 9 {
			return digits, false
		}
		if i < 9 {
			sum += d * (10 - i)
		}
	}
	check := (11 - sum%11) % 11
	return digits, check == int(digits[9])-'0'
}

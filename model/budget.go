package model

import "time"

// ShareState is how much is known of what the person pays.
type ShareState string

// The states of the person's share. The program never works a charge out.
const (
	ShareNotAsked  ShareState = ""
	ShareEstimated ShareState = "estimated"
	ShareFinal     ShareState = "final"
)

// Budget is what was typed about the money of the plan. Its sums are worked out
// by Record.Sums.
type Budget struct {
	Head
	Share      Figure     `json:"share,omitzero"` // the person's, a week, in pence
	ShareState ShareState `json:"shareState,omitzero"`
	// Guess is the council's indicative figure a week, in pence: it may go up
	// or down. HideGuess keeps it off the screen.
	Guess       Figure `json:"guess,omitzero"`
	GuessSource string `json:"guessSource,omitzero"`
	GuessDate   When   `json:"guessDate,omitzero"`
	HideGuess   bool   `json:"hideGuess,omitzero"`
	// DecidedBy and DecidedAt are the council's decision on the money (Care Act
	// 2014 s26); empty while it is not decided.
	DecidedBy string    `json:"decidedBy,omitzero"`
	DecidedAt time.Time `json:"decidedAt,omitzero"` // UTC
	// Arranged is how the person would like it arranged: all ways are offered
	// to everyone.
	Arranged Words `json:"arranged,omitzero"`
	// Contingency is money kept for the unexpected, in pence.
	Contingency Figure `json:"contingency,omitzero"`
	// ContingencyAbove is what becomes of more than that, and
	// ContingencyPeople who comes when whoever helps does not.
	ContingencyAbove  string `json:"contingencyAbove,omitzero"`
	ContingencyPeople Words  `json:"contingencyPeople,omitzero"`
	// NotOffered are the ways of arranging it that were not offered, and why.
	NotOffered []NotOffered `json:"notOffered,omitempty"`
}

// NotOffered is a way of arranging the money that was not offered to the
// person, with the reason.
type NotOffered struct {
	Way string `json:"way" mask:"never"` // as in Support.Arranged
	Why string `json:"why,omitzero"`
}

// PartKind returns KindBudget.
func (*Budget) PartKind() PartKind { return KindBudget }

// Undecide takes out that the council decided: it did so on other sums.
func (b *Budget) Undecide() { b.DecidedBy, b.DecidedAt = "", time.Time{} }

// Sums are the sums of a plan, worked out from its lines. A sum that rests on a
// figure that was not asked for, or is no number, is not there: its OK is
// false and nothing prints in its place but words.
type Sums struct {
	Weekly   Pence // what it costs each week
	WeeklyOK bool
	Share    Pence // the person's share a week
	ShareOK  bool
	// Council is what the council would pay a week: Weekly less Share.
	Council   Pence
	CouncilOK bool
	// Once is what is paid once only, in no weekly sum.
	Once   Pence
	OnceOK bool
	// Own is what the person pays for themselves a week, in no other sum, and
	// OwnOnce what they pay so once only.
	Own       Pence
	OwnOK     bool
	OwnOnce   Pence
	OwnOnceOK bool
	// ShareTooLarge tells that the share is more than the cost, which makes no
	// sense of the council's part: none is worked out.
	ShareTooLarge bool
	// Wrong are the supports whose figures are not numbers.
	Wrong []ID
}

// FourWeekly is what the council would pay in four weeks.
func (s Sums) FourWeekly() (Pence, bool) { return 4 * s.Council, s.CouncilOK }

// Sums works out the plan's sums: each line rounded half up to the penny, then
// added. A line left out at the reading back is not in them.
func (r *Record) Sums() Sums {
	s := Sums{WeeklyOK: true, OnceOK: true, OwnOK: true, OwnOnceOK: true}
	for _, line := range r.Supports {
		if !line.Cost.Priced() || line.Unpaid || line.Read == LeftOut {
			continue
		}
		sum, ok := line.Cost.Sum()
		if !ok {
			s.Wrong = append(s.Wrong, line.ID)
		}
		into, fine := &s.Weekly, &s.WeeklyOK
		once := line.Cost.Period == Once
		switch {
		case line.Own && once:
			into, fine = &s.OwnOnce, &s.OwnOnceOK
		case line.Own:
			into, fine = &s.Own, &s.OwnOK
		case once:
			into, fine = &s.Once, &s.OnceOK
		}
		*into += sum
		*fine = *fine && ok
	}
	if b := r.Budget; b != nil && b.Share.OK() && b.ShareState != ShareNotAsked {
		s.Share, s.ShareOK = b.Share.Pence(), true
	}
	s.ShareTooLarge = s.WeeklyOK && s.ShareOK && s.Share > s.Weekly
	if s.WeeklyOK && s.ShareOK && !s.ShareTooLarge {
		s.Council, s.CouncilOK = s.Weekly-s.Share, true
	}
	return s
}

package model

import "time"

// Worry is a concern about safety. It stands in a drawer of its own, in no
// copy but the safeguarding team's, and the program raises nothing by itself:
// somebody tells somebody, and says here whom and when. "Not passed on" is a
// decision too, with a name and a time.
type Worry struct {
	Head
	Note    ID     `json:"note,omitzero"` // the note it came from
	Said    Words  `json:"said"`
	Alone   string `json:"alone,omitzero"`   // alone, or who was there
	SafeNow string `json:"safeNow,omitzero"` // "", "no", "yes", and in words
	Wants   Words  `json:"wants,omitzero"`   // what the person wants to happen
	Touches string `json:"touches,omitzero"` // who else it may touch
	// ToldFirst tells that the person was told, before they spoke, what would
	// have to be passed on; Agrees what they say to its going on.
	ToldFirst string `json:"toldFirst,omitzero"`
	Agrees    string `json:"agrees,omitzero"`
	// Told is whom I told and when; Decided what was decided, by whom and why.
	// Both are empty until somebody typed them.
	Told      string `json:"told,omitzero"`
	ToldWhen  string `json:"toldWhen,omitzero"`
	Decided   string `json:"decided,omitzero"`
	DecidedBy string `json:"decidedBy,omitzero"`
	Why       string `json:"why,omitzero"`
	// NotPassed tells that it was decided to pass it on to nobody, and
	// DecidedWhen when.
	NotPassed   bool      `json:"notPassed,omitzero"`
	DecidedWhen string    `json:"decidedWhen,omitzero"`
	Began       time.Time `json:"began"` // UTC
}

// PartKind returns KindWorry.
func (*Worry) PartKind() PartKind { return KindWorry }

// Open tells whether the worry still waits for a name and a time: until then
// it is in what is to be done today. Who was told will do, or who decided to
// tell nobody.
func (w *Worry) Open() bool {
	told := w.Told != "" && w.ToldWhen != ""
	return !told && !w.kept()
}

// kept tells whether somebody decided to tell nobody, and nobody was told.
func (w *Worry) kept() bool {
	return w.NotPassed && w.DecidedBy != "" && w.DecidedWhen != "" && w.Told == ""
}

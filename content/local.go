package content

import (
	_ "embed"
	"slices"
	"sync"
	"time"

	"ownwords/model"
)

// LocalFile is the name of the council's own rules in the data folder.
const LocalFile = "local.yaml"

// Local are a council's own rules: what changes with the year, or from one
// council to the next. They stand in local.yaml in the data folder. They are
// shown beside what people type and never typed for them: no sum is worked out
// of a rule, and nothing is refused by one.
type Local struct {
	// Rules is what the rules in force are called, mostly by their year: it stands
	// on the deal, so that nobody is held to rules of another day.
	Rules     string     `json:"rules"`
	Approvals []Approval `json:"approvals"` // who may approve how much, the lowest first
	Rates     []Rate     `json:"rates"`
	// Finance is what the finance team wants to be told, for a person to choose
	// from: the program works no charge out.
	Finance  []string  `json:"finance"`
	Buffer   Buffer    `json:"buffer"`
	Contacts []Contact `json:"contacts"` // where help with a direct payment is
	Forms    []Form    `json:"forms"`
	// Activities are single ones by name. A line that is named after one could
	// often be said as what it is for.
	Activities []string    `json:"activities"`
	Usual      []string    `json:"usual"` // what to talk through; never a reason for a no
	Words      []PlainWord `json:"words"`
	Looks      []Span      `json:"looks"` // how long after its beginning a direct payment is looked at
}

// Approval is who may approve a plan of how much, in pence. A limit that is
// not there is none: they may approve any sum of that kind.
type Approval struct {
	Who    string       `json:"who"`
	Weekly model.Figure `json:"weekly,omitzero"`
	Once   model.Figure `json:"once,omitzero"`
}

// Rate is a rate by name, in hundredths of a penny, and what it is paid for: an
// hour, a day, a night. It is a suggestion beside a field.
type Rate struct {
	Name string       `json:"name"`
	Rate model.Figure `json:"rate"`
	Per  string       `json:"per"`
}

// Buffer is how much of a direct payment may be kept for the unexpected: so
// many weeks of it, or a sum in pence; and what happens above that.
type Buffer struct {
	Weeks   int          `json:"weeks,omitzero"`
	Ceiling model.Figure `json:"ceiling,omitzero"`
	Above   string       `json:"above,omitzero"`
}

// Contact is somebody to ring about a direct payment.
type Contact struct {
	What   string `json:"what"`
	Who    string `json:"who"`
	Number string `json:"number,omitzero"`
}

// Form is a form of the council's, by its headings.
type Form struct {
	Name   string  `json:"name"`
	Blocks []Block `json:"blocks"`
}

// Block is one heading of a council's form and the parts of the plan that go
// under it, in the order in which they stand there.
type Block struct {
	Heading string   `json:"heading"`
	From    []string `json:"from"` // of BlockSources
}

// PlainWord is a word to avoid in what others will read, and what could stand
// in its place. Instead is empty where the sentence is better said anew.
type PlainWord struct {
	Word    string `json:"word"`
	Instead string `json:"instead,omitzero"`
}

// Span is a while, as a rule says it.
type Span struct {
	N    int    `json:"n"`
	Unit string `json:"unit"` // of spanUnits
}

// The units of a Span, as the file has them: one and many.
const (
	spanDay   = "day"
	spanWeek  = "week"
	spanMonth = "month"
	spanYear  = "year"
)

var spanUnits = []string{spanDay, spanWeek, spanMonth, spanYear}

// After is the day on which the while is over that begins on this day.
func (s Span) After(t time.Time) time.Time {
	switch s.Unit {
	case spanWeek:
		return t.AddDate(0, 0, 7*s.N)
	case spanMonth:
		return t.AddDate(0, s.N, 0)
	case spanYear:
		return t.AddDate(s.N, 0, 0)
	}
	return t.AddDate(0, 0, s.N)
}

// What a block of a council's form can be made of.
const (
	FromPerson   = "person"
	FromTalk     = "talk" // the notes, by topic
	FromWants    = "wants"
	FromNeeds    = "needs"
	FromHelps    = "helps"
	FromMoney    = "money"
	FromRisks    = "risks"
	FromPeople   = "people"
	FromAdvice   = "advice"
	FromDecision = "decisions"
	FromWishes   = "wishes"
	FromSteps    = "steps"
	FromAgree    = "agreement"
)

// BlockSources are what a block of a form can be made of, in the order in which
// a plan has them.
func BlockSources() []string {
	return []string{
		FromPerson, FromTalk, FromWants, FromNeeds, FromHelps, FromMoney, FromRisks, FromPeople,
		FromAdvice, FromDecision, FromWishes, FromSteps, FromAgree,
	}
}

//go:embed local.yaml
var localFile []byte

// DefaultLocal are the rules where a council has none of its own: words to
// avoid, activities by name, and when a direct payment is looked at. Figures
// are in none of them.
func DefaultLocal() Local { return defaultLocal() }

var defaultLocal = sync.OnceValue(func() Local {
	l, wrong := parseLocal(localFile)
	if len(wrong) > 0 {
		panic("read local.yaml: " + English().Say(wrong[0].Message()))
	}
	return l
})

// EncodedLocal is the file that holds DefaultLocal, with every key explained:
// what a council begins its own with.
func EncodedLocal() []byte { return slices.Clone(localFile) }

// MayApprove is the first who may approve a plan of this much a week and this
// much once. It is not ok where nobody may, and then the plan is passed on; nor
// where there are no limits at all, and then nothing can be said of it.
func (l Local) MayApprove(week, once model.Pence) (who string, ok bool) {
	within := func(limit model.Figure, sum model.Pence) bool { return !limit.OK() || sum <= limit.Pence() }
	for _, a := range l.Approvals {
		if within(a.Weekly, week) && within(a.Once, once) {
			return a.Who, true
		}
	}
	return "", false
}

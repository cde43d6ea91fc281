package document

import (
	"slices"

	"ownwords/model"
)

// Name says which document.
type Name string

// The documents. Record is no page: it is what this recipient may have, for
// another program. Everything is all that is held, own notes and history too.
const (
	Card         Name = "card"
	MyPlan       Name = "my-plan"
	SupportPlan  Name = "support-plan"
	GettingReady Name = "getting-ready"
	AboutMe      Name = "about-me"
	Blocks       Name = "blocks"
	Deal         Name = "deal"
	Spending     Name = "spending"
	Safety       Name = "safety"
	Everything   Name = "everything"
	Prompts      Name = "prompts"
	Record       Name = "record"
)

// Format is what a document is made as.
type Format string

// The formats.
const (
	Markdown  Format = "markdown"
	PlainText Format = "text"
	HTML      Format = "html"
	PDF       Format = "pdf"
	JSON      Format = "json"
	FHIR      Format = "fhir"
	CSV       Format = "csv"
)

// paper is one document: of what it can be made, as what, and how.
type paper struct {
	name Name
	of   func(model.ConversationKind) bool
	as   []Format
	// mine tells that it speaks as the person. It is read in their household
	// then, whoever prints it.
	mine bool
	// standing is the sentence at its head where that is not how far the plan has
	// come.
	standing string
	// whom tells who gets it; where it is nil, whoever gets any copy of the
	// person's.
	whom func(model.Recipient) bool
	// points is the size of its letters on paper; 0 is what most have.
	points int
	// build makes its tree. What is no page has none.
	build func(*builder)
}

// pages are the formats of whatever is read by people.
var pages = []Format{Markdown, PlainText, HTML, PDF}

// papers are all documents, in the order in which they are offered.
var papers = []paper{
	{name: Card, of: everyKind, as: pages, mine: true, points: 16, build: (*builder).card},
	{name: GettingReady, of: preparations, as: pages, mine: true, build: (*builder).gettingReady},
	{name: MyPlan, of: plans, as: pages, mine: true, points: 16, build: (*builder).myPlan},
	{name: AboutMe, of: everyKind, as: pages, mine: true, standing: "doc.about.standing", build: (*builder).aboutMe},
	{name: SupportPlan, of: plans, as: also(FHIR, CSV), build: (*builder).supportPlan},
	{name: Deal, of: plans, as: pages, mine: true, points: 14, whom: oneOfTwo, build: (*builder).deal},
	{name: Spending, of: plans, as: also(CSV), mine: true, whom: oneOfTwo, build: (*builder).spending},
	{name: Blocks, of: plans, as: pages, whom: oneOfTwo, build: (*builder).blocks},
	{name: Prompts, of: everyKind, as: pages, standing: "doc.prompts.standing", whom: oneOfTwo, build: (*builder).prompts},
	{name: Record, of: everyKind, as: []Format{JSON, FHIR}},
	{name: Safety, of: everyKind, as: pages, standing: "doc.safety.standing", whom: safetyOnly, build: (*builder).safety},
	{name: Everything, of: everyKind, as: also(JSON), standing: "doc.everything.standing", whom: wholeOnly, build: (*builder).everything},
}

func everyKind(model.ConversationKind) bool      { return true }
func preparations(k model.ConversationKind) bool { return k == model.Preparation }
func plans(k model.ConversationKind) bool        { return k != model.Preparation }

func wholeOnly(to model.Recipient) bool { return to.Whole }

// oneOfTwo are the person and the council: what is between the two, or for
// whoever types, goes to nobody else.
func oneOfTwo(to model.Recipient) bool { return to.Person || to.Council }

// isFor tells whether this recipient may be given the document at all.
func (p paper) isFor(to model.Recipient) bool {
	if p.whom == nil {
		return !to.Whole && !to.Safety
	}
	return p.whom(to)
}

// also are the formats of a page that can be made as something else besides.
func also(more ...Format) []Format { return append(slices.Clone(pages), more...) }

// paperOf is a document by its name; one that does not exist goes with nothing.
func paperOf(n Name) paper {
	for _, p := range papers {
		if p.name == n {
			return p
		}
	}
	return paper{name: n, of: func(model.ConversationKind) bool { return false }}
}

// Documents are what can be made of a conversation of this kind, in the order in
// which they are offered. What neither the person nor the council gets is asked
// for by name.
func Documents(kind model.ConversationKind) []Name {
	var out []Name
	for _, p := range papers {
		if p.of(kind) && p.isFor(model.Recipient{Person: true}) {
			out = append(out, p.name)
		}
	}
	return out
}

// Formats are what a document can be made as.
func Formats(n Name) []Format { return paperOf(n).as }

// Package document makes what is printed, kept or handed over of a record: the
// papers of the list in papers.go, the record's JSON and its FHIR bundle. Its
// words are Document, Block, Run and Quotation. A builder makes one tree per
// document and several writers walk it, so that no format can say more, less or
// something else than another.
//
// Its one rule: nobody's words are changed. What was said prints byte for byte
// within quotation marks, but for signs that show nothing and that whatever shows
// it would obey; nothing else gets any, and a record comes in by Export alone,
// which asks Record.For before anything looks at it.
package document

// Document is one document, ready for any writer.
type Document struct {
	// Standing says how far the plan has come. It stands first, and on every
	// printed page where the format has pages.
	Standing []Run
	Title    []Run
	Language string // BCP 47
	Blocks   []Block
	// nothing tells that nothing stands in it but its title and its end.
	nothing bool
}

// Block is one of Heading, Paragraph, List, Rows, Beside, Sections, Room, Rule
// and PageBreak.
type Block interface{ block() }

// Heading begins a part of the document. Level 1 is the title's, so a heading
// within is 2 or 3. It never holds a quotation.
type Heading struct {
	Level int
	Runs  []Run
}

// Paragraph is text that belongs together. Lead makes it stand out: the words
// that everything behind it is about.
type Paragraph struct {
	Runs []Run
	Lead bool
}

// List is a list of things, numbered where their order matters.
type List struct {
	Items    [][]Run
	Numbered bool
}

// Rows are facts, each with what it is called. Even tells that the names of things
// are as long as what stands behind them, so that either has half the page.
type Rows struct {
	Rows []Row
	Even bool
}

// Row is one fact.
type Row struct{ Label, Value []Run }

// Beside are pairs of facts of which one stands beside the other where a page
// has room for it: what two sides do about one thing.
type Beside struct{ Pairs [][2]Row }

// Sections are several things each under what they are called, every one in a
// line of its own: as much as can be on one page.
type Sections struct{ Sections []Section }

// Section is one of them.
type Section struct {
	Label []Run
	Lines [][]Run
}

// Room is where somebody writes by hand: so many empty lines.
type Room struct{ Lines int }

// Rule is a line between two parts.
type Rule struct{}

// PageBreak begins a new page where there are pages.
type PageBreak struct{}

func (Heading) block()   {}
func (Paragraph) block() {}
func (List) block()      {}
func (Rows) block()      {}
func (Beside) block()    {}
func (Sections) block()  {}
func (Room) block()      {}
func (Rule) block()      {}
func (PageBreak) block() {}

// Whose tells whose words a run is.
type Whose int

// Ours are the catalogue's words. Typed are words as somebody typed them, in
// any language and with any marks. A Quotation is what somebody said: writers
// print it within quotation marks and leave every byte as it is.
const (
	Ours Whose = iota
	Typed
	Quotation
)

// Run is a piece of text that is one person's.
type Run struct {
	Whose  Whose
	Text   string
	Strong bool
	// Foreign tells that the language is not known to be the document's, so
	// that nothing reads it aloud in the wrong voice.
	Foreign bool
}

// ours is a run of the program's own words.
func ours(text string) []Run { return []Run{{Text: text}} }

// typed is a run of what somebody typed.
func typed(text string) []Run { return []Run{{Whose: Typed, Text: text}} }

// quoted is a run of what somebody said.
func quoted(text string) []Run { return []Run{{Whose: Quotation, Text: text}} }

// strong makes runs stand out.
func strong(runs []Run) []Run {
	out := make([]Run, len(runs))
	for i, r := range runs {
		r.Strong = true
		out[i] = r
	}
	return out
}

// spaced joins what is not empty with a blank between.
func spaced(parts ...[]Run) []Run { return joined(" ", parts...) }

// joined joins what is not empty with something of ours between.
func joined(between string, parts ...[]Run) []Run {
	var out []Run
	for _, p := range parts {
		if len(p) == 0 {
			continue
		}
		if len(out) > 0 {
			out = append(out, Run{Text: between})
		}
		out = append(out, p...)
	}
	return out
}

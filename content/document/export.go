package document

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/model/fhir"
)

// Options say what is made, of what, for whom.
type Options struct {
	Document Name
	As       Format
	For      model.Recipient
	Text     *content.Text
	// Guide is the one the conversation began with: it has the topics' titles
	// and their order. Without it topics stand as their first notes do.
	Guide *model.Guide
	// Now is the time of making, in the place whose days are meant.
	Now time.Time
	// SignedOff tells that the record is as it stood when it was agreed or
	// decided, at Now: its FHIR is final. No other format tells.
	SignedOff bool
	// LargePrint is at least 20 point where a format has sizes. My plan and the
	// card are never below 16.
	LargePrint bool
	// Numbers are whom to ring. One that is empty is told as somebody to ask.
	Numbers content.Numbers
	// Local are the council's own rules: the headings of its forms among them.
	Local content.Local
	// History is what happened, newest first, for Everything alone.
	History []Happened
	// Since is the version beside which a support plan says what changed; nil for
	// one that was not.
	Since *Since
}

// RefusedError is returned where the recipient gets no copy. Nothing is to be
// written then, and nothing said but why, and what the Refusal says.
type RefusedError struct {
	Refusal model.Refusal
	Why     Why
}

// Why is why a recipient gets no copy.
type Why string

// The reasons.
const (
	NotGiven  Why = ""           // the record is not for them, as the Refusal says
	NotTheirs Why = "not-theirs" // the paper is for others, whatever anybody said
	Nothing   Why = "nothing"    // what they may have fills nothing of the paper
)

// Error names neither the person nor the recipient.
func (*RefusedError) Error() string { return "no copy for this recipient" }

// UnsuitedError is returned for a document that this kind of conversation does
// not have, or that can't be made in this format.
type UnsuitedError struct {
	Document Name
	As       Format
	Kind     model.ConversationKind
	Formats  []Format // what it can be made as of this conversation; none where it has no such document
}

// Error says which three do not go together.
func (e *UnsuitedError) Error() string {
	return fmt.Sprintf("no %s as %s of this conversation (%s)", e.Document, e.As, e.Kind)
}

// Export makes a document of a whole record: the one way to any format. What
// the recipient may not have is taken out by Record.For before anything else
// sees the record.
//
// It returns a *RefusedError where there is no copy for this recipient, a
// *UnsuitedError for a document or format that does not go with the record, and
// a *LettersError for a PDF whose words the program's fonts can't show.
func Export(r *model.Record, o Options) ([]byte, error) {
	to := o.For
	if to.Call == nil {
		to.Call = caller(o.Text, r.Person)
	}
	copied, refusal := r.For(to)
	if refusal.Refused() {
		return nil, &RefusedError{Refusal: refusal}
	}
	if !paperOf(o.Document).isFor(to) {
		return nil, &RefusedError{model.Refusal{Unknown: true}, NotTheirs}
	}
	if copied.Conversation == nil {
		return nil, &UnsuitedError{Document: o.Document, As: o.As}
	}
	kind, paper := copied.Conversation.Kind, paperOf(o.Document)
	if !paper.of(kind) {
		return nil, &UnsuitedError{Document: o.Document, As: o.As, Kind: kind}
	}
	if !slices.Contains(paper.as, o.As) {
		return nil, &UnsuitedError{o.Document, o.As, kind, paper.as}
	}
	if o.For.Council && paper.mine {
		copied, _ = r.For(model.Recipient{Person: true})
	}
	o.Since = o.Since.given(r, copied, o.For)
	switch o.As {
	case JSON:
		return indented(copied)
	case FHIR:
		return fhir.Document(copied, fhir.Options{
			At: o.Now.UTC(), Revision: max(1, copied.Conversation.Revision), SignedOff: o.SignedOff, Say: o.Text.Say,
			Part: r.LeavesOut(o.For),
		}), nil
	case CSV:
		if o.For.Sharing != "" && len(copied.Supports) == 0 { // a sheet of headings alone
			return nil, &RefusedError{model.Refusal{Unknown: true}, Nothing}
		}
		return newBuilder(copied, o, audienceOf(r, o.For)).sheet(), nil
	case Markdown, PlainText, HTML, PDF:
	}
	d := build(copied, o, audienceOf(r, o.For))
	switch {
	case d.nothing && o.For.Sharing != "":
		return nil, &RefusedError{model.Refusal{Unknown: true}, Nothing}
	case o.As == PDF:
		return writePDF(d, o)
	}
	return written(d, o), nil
}

// written walks the tree with the writer of the format.
func written(d Document, o Options) []byte {
	switch o.As {
	case HTML:
		return writeHTML(d, points(o))
	case PlainText:
		return writeText(d)
	case Markdown, PDF, JSON, FHIR, CSV:
	}
	return writeMarkdown(d)
}

// points is the size of the letters on paper.
func points(o Options) int {
	if o.LargePrint {
		return 20
	}
	return cmp.Or(paperOf(o.Document).points, 12)
}

func indented(r *model.Record) ([]byte, error) {
	raw, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("write record: %w", err)
	}
	var b bytes.Buffer
	if err := json.Indent(&b, raw, "", "  "); err != nil {
		return nil, fmt.Errorf("indent record: %w", err)
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// audience is whom a copy is for, as far as the page itself tells.
type audience struct {
	who string // a recipient by the name the record has for them
	// whole tells that nothing was kept back: only then can a page say that
	// something is not there yet.
	whole   bool
	council bool
	// lawful is why they have a copy without the person's yes; nil where they do
	// not.
	lawful *model.Override
	// councils is the council's own copy, for the person's: what they left out of
	// their plan is there.
	councils func() *model.Record
}

// lacking are the things that the law asks for and that are in neither this copy
// nor the council's.
func (a audience) lacking(copied *model.Record) []model.Lack {
	if a.councils == nil {
		return copied.Lacks()
	}
	found := a.councils().Lacks()
	return slices.DeleteFunc(copied.Lacks(), func(l model.Lack) bool {
		return !slices.ContainsFunc(found, func(x model.Lack) bool { return x.Say.ID == l.Say.ID && x.Part == l.Part })
	})
}

func audienceOf(r *model.Record, to model.Recipient) audience {
	if to.Person || to.Council || to.Safety || to.Whole {
		a := audience{whole: true, council: to.Council}
		if to.Person && r.Conversation != nil && plans(r.Conversation.Kind) {
			a.councils = func() *model.Record {
				copied, _ := r.For(model.Recipient{Council: true}) // of a plan it is never refused
				return copied
			}
		}
		return a
	}
	s := model.Find(r.Sharing, to.Sharing) // For has found it, else it had refused
	a := audience{who: s.Who, whole: s.Whole()}
	if s.Overridden() {
		a.lawful = &s.Override
	}
	return a
}

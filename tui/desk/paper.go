package desk

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"ownwords/content/document"
	"ownwords/model"
)

// Papers are the documents that a face offers for a recipient by name, the one
// that is wanted most first. What goes with a direct payment is offered where
// there is one.
func Papers(r *model.Record, to model.Recipient) []string {
	kind := r.Conversation.Kind
	own := []document.Name{document.Card, document.GettingReady, document.MyPlan, document.SupportPlan, document.AboutMe}
	if kind == model.Preparation {
		own = append(own, document.Prompts)
	}
	var all []document.Name
	switch {
	case to.Whole:
		return []string{string(document.Everything)}
	case to.Safety:
		return []string{string(document.Safety)}
	case to.Person:
		all = own
		if paying(r) {
			all = append(all, document.Deal, document.Spending)
		}
	case to.Council:
		all = []document.Name{document.SupportPlan, document.Blocks}
		if paying(r) {
			all = append(all, document.Deal)
		}
		all = append(all, document.Prompts)
	default:
		all = []document.Name{document.SupportPlan, document.GettingReady, document.AboutMe}
	}
	made := document.Documents(kind)
	var out []string
	for _, n := range all {
		plan := n == document.GettingReady && kind != model.Preparation
		if slices.Contains(made, n) && !plan {
			out = append(out, string(n))
		}
	}
	return out
}

// paying tells whether there is a direct payment, or is to be one.
func paying(r *model.Record) bool {
	return r.Payment != nil || slices.ContainsFunc(r.Supports, (*model.Support).ByPayment)
}

// Paper makes a document for a recipient: as plain text to be read here, and for
// a file as the ending of its name says, where it can be made so.
func (d *Desk) Paper(r *model.Record, g *model.Guide, paper, file string, to model.Recipient) ([]byte, error) {
	o := document.Options{Document: document.Name(paper), As: document.PlainText, For: to}
	as := formats[strings.ToLower(filepath.Ext(file))]
	if slices.Contains(document.Formats(o.Document), as) {
		o.As = as
	}
	return d.Copy(r, g, o)
}

// formats are what is meant by the ending of a file's name.
var formats = map[string]document.Format{
	".pdf": document.PDF, ".html": document.HTML, ".htm": document.HTML, ".md": document.Markdown,
	".txt": document.PlainText, ".csv": document.CSV, ".json": document.JSON,
}

// NothingTheirs tells whether the error is that a paper would be empty: its
// recipient may have a copy, and nothing of what they may have belongs in it.
func NothingTheirs(err error) bool {
	refused, ok := errors.AsType[*document.RefusedError](err)
	return ok && refused.Why == document.Nothing
}

// Ending is how the name of a file ends that holds a document made so.
func Ending(as document.Format) string {
	for _, ending := range []string{".pdf", ".html", ".md", ".txt", ".csv", ".json"} {
		if formats[ending] == as {
			return ending
		}
	}
	return ""
}

// FileName is what a file is called where nobody said otherwise: the paper and
// the day, and nothing of whom it is about. Of a worry not even that it is one.
func (d *Desk) FileName(paper string, as document.Format) string {
	if paper == string(document.Safety) {
		paper = "paper"
	}
	return paper + "-" + model.DayOf(d.Now()) + Ending(as)
}

// Unprintable are the letters for which a PDF has no font; ok is false for any
// other error.
func Unprintable(err error) (letters string, ok bool) {
	e, ok := errors.AsType[*document.LettersError](err)
	if !ok {
		return "", false
	}
	return string(e.Letters), true
}

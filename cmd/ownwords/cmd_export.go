package main

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"ownwords/content/document"
	"ownwords/model"
	"ownwords/tui/desk"
)

// showCommand prints a record to read.
func (p *program) showCommand() *cobra.Command {
	as, all := "md", false
	c := &cobra.Command{
		Use: "show ID", Short: p.say("command.show.short"), Long: p.say("command.show.long"), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.read(func(d *desk.Desk) error { return p.show(d, args[0], formatOf(as), all) })
		},
	}
	c.Flags().StringVar(&as, "as", as, p.say("command.flag.as"))
	c.Flags().BoolVar(&all, "all", false, p.say("command.show.all"))
	return c
}

// show prints what the council has of a record, and says that it is not all; or
// everything that is held, which the log tells.
func (p *program) show(d *desk.Desk, typed string, as document.Format, all bool) error {
	id, err := find(d, typed)
	if err != nil {
		return err
	}
	r, g, err := d.Show(id)
	if err != nil {
		return err
	}
	out, err := d.Copy(r, &g, shown(r, as, all))
	if err != nil {
		return err
	}
	if _, err := p.data.Write(out); err != nil {
		return err
	}
	if all {
		return d.Exported(id)
	}
	_, err = fmt.Fprintln(p.errOut, p.say("command.show.not-all"))
	return err
}

// shown is what show prints of a record.
func shown(r *model.Record, as document.Format, all bool) document.Options {
	o := document.Options{Document: ownPaper(r), As: as, For: model.Recipient{Council: true}}
	switch {
	case all:
		o.Document, o.For = document.Everything, model.Recipient{Whole: true}
		return o
	case o.As == document.JSON || o.As == document.FHIR:
		o.Document = document.Record
	}
	if r.Conversation != nil && r.Conversation.Kind == model.Preparation {
		o.For = model.Recipient{Person: true}
	}
	return o
}

// ownPaper is the fullest document of such a record.
func ownPaper(r *model.Record) document.Name {
	if r.Conversation != nil && r.Conversation.Kind == model.Preparation {
		return document.GettingReady
	}
	return document.SupportPlan
}

func formatOf(typed string) document.Format {
	switch strings.ToLower(typed) {
	case "md":
		return document.Markdown
	case "txt":
		return document.PlainText
	}
	return document.Format(strings.ToLower(typed))
}

// exportCommand makes a copy of a document for somebody.
func (p *program) exportCommand() *cobra.Command {
	var name, as, to, path string
	var large bool
	c := &cobra.Command{
		Use: "export ID", Short: p.say("command.export.short"), Long: p.say("command.export.long"), Example: p.say("command.export.example"), Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if c.Flags().Changed("for") && strings.TrimSpace(to) == "" { // a script's name that is not set
				return fail(codeUsage, "command.fail.for-nobody")
			}
			return p.with(func(d *desk.Desk) error {
				o := document.Options{Document: document.Name(name), As: formatOf(as), LargePrint: large}
				return p.export(d, args[0], forWhom(o.Document, to), path, paperFor(o, to))
			})
		},
	}
	f := c.Flags()
	f.StringVar(&name, "document", "", p.say("command.export.document"))
	f.StringVar(&as, "as", "html", p.say("command.flag.as"))
	f.StringVar(&to, "for", "", p.say("command.export.for"))
	f.StringVarP(&path, "output", "o", "", p.say("command.export.output"))
	f.BoolVar(&large, "large-print", false, p.say("command.export.large"))
	if err := c.MarkFlagRequired("output"); err != nil {
		panic(err) // a flag that is not there: a mistake in this file
	}
	return c
}

// The recipients that have a word of their own.
const (
	forPerson       = "person"
	forCouncil      = "council"
	forSafeguarding = "safeguarding"
	forInformation  = "information-officer"
)

// forWhom is whom a copy is for where nobody was named: the person, but of all
// that is held whoever answers for the data.
func forWhom(name document.Name, to string) string {
	if to == "" && name == document.Everything {
		return forInformation
	}
	return cmp.Or(to, forPerson)
}

// paperFor is what is made where no document was named: my plan, and for those
// who have one paper alone that.
func paperFor(o document.Options, to string) document.Options {
	switch {
	case o.Document != "":
	case to == forSafeguarding:
		o.Document = document.Safety
	case to == forInformation:
		o.Document = document.Everything
	default:
		o.Document = document.MyPlan
	}
	return o
}

func (p *program) export(d *desk.Desk, typed, to, path string, o document.Options) error {
	id, err := find(d, typed)
	if err != nil {
		return err
	}
	r, g, err := d.Show(id)
	if err != nil {
		return err
	}
	if o.For, err = recipient(r, to); err != nil {
		return err
	}
	out, err := d.Copy(r, &g, o)
	if refused, ok := errors.AsType[*document.RefusedError](err); ok {
		return whyNot(refused, o)
	}
	if err != nil {
		return err
	}
	if path == "-" {
		if _, err = p.data.Write(out); err != nil {
			return err
		}
		return d.Exported(id)
	}
	return d.WriteCopy(id, path, out)
}

// whyNot says why there is no such paper for a recipient where that is not the
// person's to say; it is the refusal itself where it is.
func whyNot(refused *document.RefusedError, o document.Options) error {
	to := o.For
	switch {
	case refused.Why == document.Nothing:
		return fail(codeRefused, "command.fail.nothing-theirs", "document", string(o.Document))
	case refused.Why != document.NotTheirs && to.Safety:
		return fail(codeRefused, "command.fail.no-worry")
	case refused.Why != document.NotTheirs:
		return refused
	case to.Safety:
		return fail(codeRefused, "command.fail.safety-alone")
	case to.Whole:
		return fail(codeRefused, "command.fail.whole-alone")
	case o.Document == document.Safety:
		return fail(codeRefused, "command.fail.for-safety")
	case o.Document == document.Everything:
		return fail(codeRefused, "command.fail.for-whole")
	}
	return fail(codeRefused, "command.fail.not-theirs", "document", string(o.Document))
}

// recipient is whom a copy is for: one of those with a word of their own, or
// somebody whom the sharing names.
func recipient(r *model.Record, typed string) (model.Recipient, error) {
	switch typed {
	case forPerson:
		return model.Recipient{Person: true}, nil
	case forCouncil:
		return model.Recipient{Council: true}, nil
	case forSafeguarding:
		return model.Recipient{Safety: true}, nil
	case forInformation:
		return model.Recipient{Whole: true}, nil
	}
	s := r.LastAnswer(typed)
	if s == nil {
		return model.Recipient{}, fail(codeRefused, "command.fail.not-asked", "who", typed)
	}
	return model.Recipient{Sharing: s.ID}, nil
}

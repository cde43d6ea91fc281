package main

import (
	"strings"

	"github.com/spf13/cobra"

	"ownwords/content/document"
	"ownwords/model"
	"ownwords/tui/desk"
)

// showCommand prints a record to read.
func (p *program) showCommand() *cobra.Command {
	as := "md"
	c := &cobra.Command{
		Use: "show ID", Short: p.say("command.show.short"), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.read(func(d *desk.Desk) error {
				id, err := find(d, args[0])
				if err != nil {
					return err
				}
				r, g, err := d.Show(id)
				if err != nil {
					return err
				}
				o := document.Options{Document: ownPaper(r), As: formatOf(as), For: model.Recipient{Council: true}}
				if o.As == document.JSON || o.As == document.FHIR {
					o.Document = document.Record
				}
				if r.Conversation != nil && r.Conversation.Kind == model.Preparation {
					o.For = model.Recipient{Person: true}
				}
				out, err := d.Copy(r, &g, o)
				if err != nil {
					return err
				}
				_, err = p.out.Write(out)
				return err
			})
		},
	}
	c.Flags().StringVar(&as, "as", as, p.say("command.flag.as"))
	return c
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
		Use: "export ID", Short: p.say("command.export.short"), Long: p.say("command.export.long"), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.with(func(d *desk.Desk) error {
				o := document.Options{Document: document.Name(name), As: formatOf(as), LargePrint: large}
				return p.export(d, args[0], to, path, o)
			})
		},
	}
	f := c.Flags()
	f.StringVar(&name, "document", string(document.MyPlan), p.say("command.export.document"))
	f.StringVar(&as, "as", "html", p.say("command.flag.as"))
	f.StringVar(&to, "for", "person", p.say("command.export.for"))
	f.StringVarP(&path, "output", "o", "", p.say("command.export.output"))
	f.BoolVar(&large, "large-print", false, p.say("command.export.large"))
	if err := c.MarkFlagRequired("output"); err != nil {
		panic(err) // a flag that is not there: a mistake in this file
	}
	return c
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
	if err != nil {
		return err
	}
	if path == "-" {
		if _, err = p.out.Write(out); err != nil {
			return err
		}
		return d.Exported(id)
	}
	return d.WriteCopy(id, path, out)
}

// recipient is whom a copy is for: "person", "council", or somebody whom the
// sharing names.
func recipient(r *model.Record, typed string) (model.Recipient, error) {
	switch typed {
	case "person":
		return model.Recipient{Person: true}, nil
	case "council":
		return model.Recipient{Council: true}, nil
	}
	for _, s := range r.Sharing {
		if strings.EqualFold(s.Who, typed) {
			return model.Recipient{Sharing: s.ID}, nil
		}
	}
	return model.Recipient{}, fail(codeRefused, "command.fail.not-asked", "who", typed)
}

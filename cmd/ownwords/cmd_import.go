package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
)

// importCommand takes in a record from its JSON. What is wrong with it is said
// with its place, and nothing was changed.
func (p *program) importCommand() *cobra.Command {
	return &cobra.Command{
		Use: "import FILE", Short: p.say("command.import.short"), Long: p.say("command.import.long"), Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			r, err := orStopped(p, func() (*model.Record, error) { return p.readRecord(args[0]) })
			if err != nil {
				return err
			}
			return p.with(func(d *desk.Desk) error {
				if c.Context().Err() != nil { // while it was opened
					return fail(codeFailed, "command.fail.stopped")
				}
				if err := d.Import(r); err != nil {
					return err
				}
				if _, err := fmt.Fprintln(p.printed, r.ID); err != nil {
					return err
				}
				return p.tellStrange(r)
			})
		},
	}
}

// tellStrange says that a record which was taken in has answers that this version
// does not know.
func (p *program) tellStrange(r *model.Record) error {
	n := r.Strange()
	if n == 0 {
		return nil
	}
	_, err := fmt.Fprintln(p.errOut, p.say("command.import.strange", "n", n))
	return err
}

// readRecord reads a record from a file, or from standard input for "-".
func (p *program) readRecord(path string) (*model.Record, error) {
	var data []byte
	var err error
	if path == "-" {
		data, err = content.ReadAll(p.in, desk.MostRecord)
	} else {
		data, err = content.ReadFile(content.Disk, path, desk.MostRecord)
	}
	switch {
	case errors.Is(err, content.ErrTooLong):
		return nil, fail(codeInput, "command.import.too-long", "n", desk.MostRecord>>20)
	case errors.Is(err, content.ErrNoFile):
		return nil, fail(codeInput, "command.import.no-file", "path", path)
	case err != nil:
		return nil, fail(codeInput, "command.fail.read", "path", path)
	}
	return desk.ReadRecord(data)
}

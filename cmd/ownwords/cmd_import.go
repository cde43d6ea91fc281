package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"ownwords/model"
	"ownwords/tui/desk"
)

// importCommand takes in a record from its JSON. What is wrong with it is said
// with its place, and nothing was changed.
func (p *program) importCommand() *cobra.Command {
	return &cobra.Command{
		Use: "import FILE", Short: p.say("command.import.short"), Long: p.say("command.import.long"), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			data, err := p.readFile(args[0])
			if err != nil {
				return err
			}
			return p.with(func(d *desk.Desk) error {
				r, err := d.Import(data)
				if err != nil {
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

// readFile reads a file, or standard input for "-".
func (p *program) readFile(path string) ([]byte, error) {
	if path == "-" {
		return orStopped(p, func() ([]byte, error) { return io.ReadAll(p.in) })
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fail(codeInput, "command.fail.read", "path", path)
	}
	return data, nil
}

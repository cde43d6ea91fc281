package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"ownwords/model"
	"ownwords/store"
	"ownwords/tui/desk"
)

// restoreCommand brings a safety copy back.
func (p *program) restoreCommand() *cobra.Command {
	var damaged bool
	c := &cobra.Command{
		Use: "restore FILE", Short: p.say("command.restore.short"), Long: p.say("command.restore.long"), Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			var k key
			defer k.forget()
			unlock := func(door *desk.Door) (*desk.Desk, error) {
				if err := p.bring(&k); err != nil {
					return nil, err
				}
				return k.open(door)
			}
			done, err := desk.Restore(c.Context(), p.dir(), args[0], unlock, damaged, deskOptions())
			if e, ok := errors.AsType[*store.DamagedBackupError](err); ok {
				return fail(codeDamaged, "command.fail.damaged-copy", "path", e.Path, "n", len(e.Read.Damage))
			}
			if err != nil {
				return err
			}
			return p.printRestored(done)
		},
	}
	c.Flags().BoolVar(&damaged, "damaged", false, p.say("command.restore.damaged"))
	return c
}

// printRestored says what came of it, and under what is about some of the
// records which those are.
func (p *program) printRestored(r desk.Restored) error {
	records := map[string][]model.ID{"restore.purged": r.Purged, "restore.again": r.Again}
	for _, m := range desk.RestoredSaid(r) {
		lines := []string{p.text.Say(m)}
		for _, id := range records[m.ID] {
			lines = append(lines, "  "+string(id))
		}
		if _, err := fmt.Fprintln(p.printed, strings.Join(lines, "\n")); err != nil {
			return err
		}
	}
	return nil
}

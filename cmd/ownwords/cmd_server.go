package main

import (
	"github.com/spf13/cobra"

	"ownwords/tui/desk"
)

// serverCommand is what this laptop is to the server that plans go to.
func (p *program) serverCommand() *cobra.Command {
	c := &cobra.Command{Use: "server", Short: p.say("command.server.short"), Args: cobra.NoArgs}
	c.AddCommand(&cobra.Command{
		Use: "key [KID]", Short: p.say("command.server.key"), Long: p.say("command.server.key-long"), Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.look(func(d *desk.Desk) error {
				if len(args) == 0 {
					set, err := d.MakeServerKey()
					if err != nil {
						return err
					}
					return p.json(set)
				}
				set, err := d.ServerKey(args[0])
				if err != nil {
					return err
				}
				return p.json(set)
			})
		},
	})
	return c
}

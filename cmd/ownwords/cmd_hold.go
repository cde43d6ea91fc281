package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ownwords/store"
	"ownwords/tui/desk"
)

// holdCommand keeps a record out of the bin, or no longer.
func (p *program) holdCommand() *cobra.Command {
	var why string
	var end bool
	c := &cobra.Command{
		Use: "hold ID", Short: p.say("command.hold.short"), Long: p.say("command.hold.long"), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			reason := store.HoldWhy(why)
			if end == (why != "") || why != "" && !slices.Contains(store.HoldWhys, reason) {
				return fail(codeUsage, "command.fail.hold-why", "whys", holdWhys())
			}
			return p.with(func(d *desk.Desk) error { return p.hold(d, args[0], reason) })
		},
	}
	c.Flags().StringVar(&why, "why", "", p.say("command.hold.why", "whys", holdWhys()))
	c.Flags().BoolVar(&end, "end", false, p.say("command.hold.end"))
	return c
}

func (p *program) hold(d *desk.Desk, typed string, why store.HoldWhy) error {
	id, err := find(d, typed)
	if err != nil { // what is in the bin is brought back by holding it
		b, binErr := findInBin(d, typed)
		if binErr != nil || why == "" {
			return err
		}
		id = b.ID
	}
	if err := d.Hold(id, why); err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.printed, p.text.Say(desk.HoldSaid(why)))
	return err
}

// holdWhys are the reasons as they are typed.
func holdWhys() string {
	var all []string
	for _, w := range store.HoldWhys {
		all = append(all, string(w))
	}
	return strings.Join(all, ", ")
}

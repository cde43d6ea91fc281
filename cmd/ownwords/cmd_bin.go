package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"ownwords/model"
	"ownwords/store"
	"ownwords/tui/desk"
)

// binCommand throws records out, brings them back, and takes them out for good.
func (p *program) binCommand() *cobra.Command {
	c := &cobra.Command{Use: "bin", Short: p.say("command.bin.short"), Long: p.say("command.bin.long"), Args: cobra.NoArgs}
	c.AddCommand(p.binListCommand(), p.binPutCommand(), p.binBackCommand(), p.binPurgeCommand())
	return c
}

// binned is one record in `bin list --json`.
type binned struct {
	ID    model.ID     `json:"id"`
	Name  string       `json:"name"`
	Since time.Time    `json:"since"` // UTC
	Why   store.BinWhy `json:"why"`
	Days  int          `json:"days"` // that it stays, at least
}

func (p *program) binListCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "list", Short: p.say("command.bin.list.short"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return p.read(func(d *desk.Desk) error { return p.listBin(d, asJSON) })
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, p.say("command.flag.json"))
	return c
}

func (p *program) listBin(d *desk.Desk, asJSON bool) error {
	all, damaged, err := d.Bin()
	if err != nil {
		return err
	}
	if asJSON {
		out := make([]binned, 0, len(all))
		for _, b := range all {
			out = append(out, binned{b.ID, b.Name(), b.Since, b.Why, b.Days})
		}
		return p.json(out)
	}
	for _, b := range all {
		if _, err := fmt.Fprintf(p.printed, "%s  %s  %s\n", b.ID, p.nameIn(b.Entry), p.text.Say(b.Stays())); err != nil {
			return err
		}
	}
	for _, x := range damaged {
		if _, err := fmt.Fprintln(p.errOut, p.say("plain.damaged", "id", string(x.Record))); err != nil {
			return err
		}
	}
	if len(all) == 0 {
		_, err = fmt.Fprintln(p.errOut, p.say("bin.empty"))
	}
	return err
}

// nameIn is what somebody stands in a list as.
func (p *program) nameIn(e desk.Entry) string {
	if n := e.Name(); n != "" {
		return n
	}
	return p.say("plain.no-name")
}

func (p *program) binPutCommand() *cobra.Command {
	return &cobra.Command{
		Use: "put ID", Short: p.say("command.bin.put.short"), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.with(func(d *desk.Desk) error {
				id, err := find(d, args[0])
				if err != nil {
					return err
				}
				if err := d.Throw(id); err != nil {
					return refusedByBin(err)
				}
				_, err = fmt.Fprintln(p.printed, p.say("bin.thrown", "n", store.BinDays))
				return err
			})
		},
	}
}

func (p *program) binBackCommand() *cobra.Command {
	return &cobra.Command{
		Use: "back ID", Short: p.say("command.bin.back.short"), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.with(func(d *desk.Desk) error {
				b, err := findInBin(d, args[0])
				if err != nil {
					return err
				}
				if err := d.BringBack(b.ID); err != nil {
					return refusedByBin(err)
				}
				_, err = fmt.Fprintln(p.printed, p.say("bin.back", "who", p.nameIn(b.Entry)))
				return err
			})
		},
	}
}

func (p *program) binPurgeCommand() *cobra.Command {
	var sure bool
	c := &cobra.Command{
		Use: "purge ID", Short: p.say("command.bin.purge.short"), Long: p.say("command.bin.purge.long"), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.with(func(d *desk.Desk) error {
				b, err := findInBin(d, args[0])
				if err != nil {
					return err
				}
				if !sure {
					return fail(codeUsage, "command.fail.not-sure", "who", p.nameIn(b.Entry))
				}
				if err := d.Purge(b.ID); err != nil {
					return refusedByBin(err)
				}
				_, err = fmt.Fprintln(p.printed, p.text.Say(d.PurgedSaid(p.nameIn(b.Entry))))
				return err
			})
		},
	}
	c.Flags().BoolVar(&sure, "yes", false, p.say("command.flag.yes"))
	return c
}

// refusedByBin says why a record can't go into the bin, or out of it.
func refusedByBin(err error) error {
	if m, is := desk.BinRefused(err); is {
		return &failure{Code: codeFailed, Say: m, Err: err}
	}
	return err
}

// findInBin finds a record in the bin as find does one that is not.
func findInBin(d *desk.Desk, typed string) (desk.Thrown, error) {
	all, _, err := d.Bin()
	if err != nil {
		return desk.Thrown{}, err
	}
	var fits []desk.Thrown
	for _, b := range all {
		if begins(b.ID, typed) {
			fits = append(fits, b)
		}
	}
	if len(fits) != 1 {
		return desk.Thrown{}, fail(codeNone, "command.fail.not-in-bin", "id", typed)
	}
	return fits[0], nil
}

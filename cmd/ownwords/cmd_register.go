package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"ownwords/model"
	"ownwords/store"
	"ownwords/tui/desk"
)

// registered is one record in `register --json`. Times are UTC.
type registered struct {
	ID           model.ID               `json:"id"`
	Name         string                 `json:"name"`
	Kind         model.ConversationKind `json:"kind"`
	Since        time.Time              `json:"since,omitzero"`
	LastVisit    time.Time              `json:"lastVisit,omitzero"`
	Standing     model.Standing         `json:"standing"`
	ChangedSince bool                   `json:"changedSince,omitzero"`
	Sent         store.OutStep          `json:"sent,omitzero"` // how far the newest plan has come
	Bin          *time.Time             `json:"bin,omitzero"`  // since when it is there
	Days         int                    `json:"days,omitzero"` // that it stays there, at least
	Hold         store.HoldWhy          `json:"hold,omitzero"`
}

// registerCommand says whose records are on this laptop, without words of
// theirs.
func (p *program) registerCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "register", Short: p.say("command.register.short"), Long: p.say("command.register.long"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return p.read(func(d *desk.Desk) error { return p.register(d, asJSON) })
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, p.say("command.flag.json"))
	return c
}

func (p *program) register(d *desk.Desk, asJSON bool) error {
	all, err := d.Register()
	if err != nil {
		return err
	}
	if asJSON {
		out := make([]registered, 0, len(all))
		for _, r := range all {
			out = append(out, registered{
				r.ID, r.Name(), r.Kind, r.Began, r.LastVisit, r.Standing, r.ChangedSince, r.Sent, r.Bin, r.Days, r.Hold,
			})
		}
		return p.json(out)
	}
	now := d.Now().Local()
	if _, err := fmt.Fprintln(p.printed, p.say("register.head", "n", len(all), "who", d.Settings.Name, "day", now.Format(time.DateOnly))); err != nil {
		return err
	}
	for _, r := range all {
		stands := p.text.Say(r.StandingSaid())
		if r.Standing == "" {
			stands = ""
		}
		line := p.say("register.line", "id", string(r.ID), "who", p.nameIn(r.Entry), "since", dayOr(r.Began), "visit", dayOr(r.LastVisit), "stands", stands, "where", r.Said())
		if r.Hold != "" {
			line += " " + p.text.Say(desk.HoldSaid(r.Hold))
		}
		if _, err := fmt.Fprintln(p.printed, line); err != nil {
			return err
		}
	}
	return nil
}

// dayOr is a civil day, and a dash where there is none.
func dayOr(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.Local().Format(time.DateOnly)
}

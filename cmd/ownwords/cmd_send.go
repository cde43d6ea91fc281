package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"ownwords/model"
	"ownwords/store"
	"ownwords/tui/desk"
)

// sent is one plan in `send --json`.
type sent struct {
	ID       model.ID      `json:"id"`
	Record   model.ID      `json:"record"`
	Revision int           `json:"revision"`
	State    store.OutStep `json:"state"`
	Since    time.Time     `json:"since,omitzero"` // UTC
	Tries    int           `json:"tries"`
	Answer   string        `json:"answer,omitzero"`
}

// sendCommand sends what is waiting.
func (p *program) sendCommand() *cobra.Command {
	var dry, asJSON bool
	c := &cobra.Command{
		Use: "send", Short: p.say("command.send.short"), Long: p.say("command.send.long"), Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.with(func(d *desk.Desk) error { return p.send(c.Context(), d, dry, asJSON) })
		},
	}
	c.Flags().BoolVar(&dry, "dry-run", false, p.say("command.send.dry"))
	c.Flags().BoolVar(&asJSON, "json", false, p.say("command.flag.json"))
	return c
}

func (p *program) send(ctx context.Context, d *desk.Desk, dry, asJSON bool) error {
	going, err := d.Outgoing()
	if err != nil {
		return err
	}
	if !asJSON {
		if err := p.sentBack(d); err != nil {
			return err
		}
	}
	if dry || len(going) == 0 {
		return p.parcels(d, going, asJSON)
	}
	report, err := d.Send(ctx, nil, func(x desk.Parcel) {
		if !asJSON {
			// Progress that can't be shown is no reason to stop sending.
			_, _ = fmt.Fprintln(p.out, x.Name+": "+p.text.Say(x.Said()))
		}
	})
	if err != nil {
		return err
	}
	if asJSON {
		all, err := d.Outbox()
		if err != nil {
			return err
		}
		ids := map[model.ID]bool{}
		for _, x := range going {
			ids[x.ID] = true
		}
		var now []desk.Parcel
		for _, x := range all {
			if ids[x.ID] {
				now = append(now, x)
			}
		}
		if err := p.parcels(d, now, true); err != nil {
			return err
		}
	}
	if report.There < len(going) {
		return fail(codeNotSent, "command.fail.not-sent", "n", len(going)-report.There)
	}
	return nil
}

// sentBack says which plans the server gave back earlier: they are not tried
// again, and must not be taken for sent.
func (p *program) sentBack(d *desk.Desk) error {
	back, err := d.SentBack()
	if err != nil {
		return err
	}
	for _, x := range back {
		if _, err := fmt.Fprintln(p.out, x.Name+": "+p.text.Say(x.Said())); err != nil {
			return err
		}
	}
	return nil
}

func (p *program) parcels(d *desk.Desk, list []desk.Parcel, asJSON bool) error {
	if asJSON {
		out := make([]sent, 0, len(list))
		for _, x := range list {
			out = append(out, sent{x.ID, x.Record, x.Revision, x.State.Step, x.State.Since, x.State.Tries, x.State.Answer})
		}
		return p.json(out)
	}
	if len(list) == 0 {
		_, err := fmt.Fprintln(p.out, p.say("plain.send.none"))
		return err
	}
	if _, err := fmt.Fprintln(p.out, p.say("plain.send.waiting", "n", len(list), "to", d.Settings.Server.Name)); err != nil {
		return err
	}
	for _, x := range list {
		if _, err := fmt.Fprintln(p.out, x.Name+", "+p.text.Say(x.Said())); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(p.out, p.say("plain.send.stays"))
	return err
}

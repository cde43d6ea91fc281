package main

import (
	"errors"
	"fmt"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
)

// lying is a copy outside the store, for a program that reads it.
type lying struct {
	Record  model.ID  `json:"record"`
	Path    string    `json:"path"`
	Written time.Time `json:"written"` // UTC
	Changed bool      `json:"changed"` // since it was written
}

// copies lists the copies that lie about, or takes their files away
// and lists those that are left.
func (p *program) copies(d *desk.Desk, away, asJSON bool) error {
	left, err := d.Given()
	if err == nil && away {
		var gone []desk.Given
		gone, left, err = d.ClearGiven()
		if len(gone) > 0 && !asJSON {
			_, bad := fmt.Fprintln(p.printed, p.say("command.where.cleared", "n", len(gone)))
			err = errors.Join(err, bad)
		}
	}
	if asJSON {
		list := make([]lying, 0, len(left))
		for _, g := range left {
			list = append(list, lying{g.Record, g.Path, g.At, g.Changed})
		}
		return errors.Join(err, p.json(list))
	}
	return errors.Join(err, p.listCopies(left, away))
}

func (p *program) listCopies(left []desk.Given, cleared bool) error {
	if len(left) == 0 && !cleared {
		_, err := fmt.Fprintln(p.printed, p.say("command.where.none-lie"))
		return err
	}
	for _, g := range left {
		id := "command.where.lies"
		if g.Changed {
			id = "command.where.changed"
		}
		if _, err := fmt.Fprintln(p.printed, p.say(id, "path", g.Path, "day", content.Date(g.At.Local()))); err != nil {
			return err
		}
	}
	return nil
}

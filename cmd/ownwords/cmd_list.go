package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ownwords/model"
	"ownwords/tui/desk"
)

// listed is one record in `list --json`.
type listed struct {
	ID           model.ID               `json:"id"`
	Name         string                 `json:"name"`
	Kind         model.ConversationKind `json:"kind"`
	Standing     model.Standing         `json:"standing"`
	ChangedSince bool                   `json:"changedSince,omitzero"`
	LastVisit    time.Time              `json:"lastVisit,omitzero"` // UTC
	Sending      string                 `json:"sending,omitzero"`
	Stays        string                 `json:"stays,omitzero"` // why the plan goes to nobody, as a word
}

// listCommand says what is here and where it stands.
func (p *program) listCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "list", Short: p.say("command.list.short"), Long: p.say("command.list.long"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return p.read(func(d *desk.Desk) error { return p.list(d, asJSON) })
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, p.say("command.flag.json"))
	return c
}

func (p *program) list(d *desk.Desk, asJSON bool) error {
	all, damaged, err := d.Everyone("")
	if err != nil {
		return err
	}
	d.NamesRead(len(all))
	for _, x := range damaged {
		if _, err := fmt.Fprintln(p.errOut, p.say("plain.damaged", "id", string(x.Record))); err != nil {
			return err
		}
	}
	if asJSON {
		out := make([]listed, 0, len(all))
		for _, e := range all {
			out = append(out, listed{e.ID, e.Name(), e.Kind, e.Standing, e.ChangedSince, e.LastVisit, string(e.Sending), stayWord(e.Stays)})
		}
		return p.json(out)
	}
	for _, e := range all {
		last := ""
		if !e.LastVisit.IsZero() {
			last = e.LastVisit.Local().Format(time.DateOnly)
		}
		stands := p.text.Say(e.StandingSaid())
		switch {
		case !e.Stays.Zero():
			stands = p.say("command.list.stays", "who", e.Whom(), "why", e.Stays)
			if e.SentBack() {
				stands += " " + p.text.Say(e.Sent())
			}
		case e.WithOthers():
			stands = p.say("command.list.stays", "who", e.Whom(), "why", e.Sent())
		case !e.Sent().Zero():
			stands += " " + p.text.Say(e.Sent())
		}
		if _, err := fmt.Fprintf(p.printed, "%s  %-10s  %s  %s\n", e.ID, last, p.nameIn(e), stands); err != nil {
			return err
		}
	}
	if len(all) == 0 {
		_, err = fmt.Fprintln(p.errOut, p.say("command.list.none"))
	}
	return err
}

func (p *program) json(v any) error {
	e := json.NewEncoder(p.data)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// find takes an id, or enough of its beginning to tell it from the others.
func find(d *desk.Desk, typed string) (model.ID, error) {
	all, _, err := d.Everyone("")
	if err != nil {
		return "", err
	}
	var fits []model.ID
	for _, e := range all {
		if begins(e.ID, typed) {
			fits = append(fits, e.ID)
		}
	}
	if len(fits) != 1 {
		return "", fail(codeNone, "command.fail.no-id", "id", typed)
	}
	return fits[0], nil
}

// begins tells whether an id begins with what was typed, and that is enough of
// it.
func begins(id model.ID, typed string) bool {
	const enough = 4
	return len(typed) >= enough && strings.HasPrefix(string(id), typed)
}

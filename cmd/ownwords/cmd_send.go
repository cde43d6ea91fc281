package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ownwords/model"
	"ownwords/store"
	"ownwords/tui/desk"
)

// sending is what `send --json` prints, whatever came of it.
type sending struct {
	Server string   `json:"server"` // its address; empty where none is set
	Plans  []sent   `json:"plans"`  // what waited, and what was sent back
	Stays  []stayed `json:"stays"`  // what is agreed and does not go
	// Error is why it could not begin, or that it was stopped: a word for scripts,
	// empty where all went on as it should.
	Error string `json:"error"`
}

// sent is one plan in `send --json`. It has ids and no names.
type sent struct {
	ID       model.ID       `json:"id"`
	Record   model.ID       `json:"record"`
	Revision int            `json:"revision"`
	Standing model.Standing `json:"standing"`
	State    store.OutStep  `json:"state"`
	Since    time.Time      `json:"since,omitzero"` // UTC
	Tries    int            `json:"tries"`
	Why      string         `json:"why,omitzero"`     // the reason, as a word
	Field    string         `json:"field,omitzero"`   // what the server names as wrong
	Code     int            `json:"code,omitzero"`    // HTTP status
	Retry    time.Time      `json:"retryAt,omitzero"` // UTC
	IDs      []serverID     `json:"ids,omitempty"`    // what it is there
}

// serverID is one resource of a plan at the server.
type serverID struct {
	Type   string   `json:"type"`
	ID     model.ID `json:"id"` // ours
	Server string   `json:"server"`
}

// stayed is one plan in `send --json` that does not go.
type stayed struct {
	Record   model.ID `json:"record"`
	Revision int      `json:"revision"`
	Why      string   `json:"why"` // the reason, as a word
}

// sendFlags are the choices of `send`.
type sendFlags struct{ dry, json, newPeople bool }

// sendCommand sends what is waiting.
func (p *program) sendCommand() *cobra.Command {
	var f sendFlags
	c := &cobra.Command{
		Use: "send", Short: p.say("command.send.short"), Long: p.say("command.send.long"), Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.with(func(d *desk.Desk) error { return p.send(c.Context(), d, f) })
		},
	}
	c.Flags().BoolVar(&f.dry, "dry-run", false, p.say("command.send.dry"))
	c.Flags().BoolVar(&f.json, "json", false, p.say("command.flag.json"))
	c.Flags().BoolVar(&f.newPeople, "new-people", false, p.say("command.send.new-people"))
	return c
}

func (p *program) send(ctx context.Context, d *desk.Desk, f sendFlags) error {
	before, err := d.WhatGoes()
	if err != nil {
		return err
	}
	if !f.json {
		if err := p.tellWaiting(before, f.dry); err != nil {
			return err
		}
	}
	var failed error
	switch {
	case f.dry:
	case len(before.Goes) > 0:
		failed = d.Send(ctx, p.sendingOf(f))
	case before.To != "":
		failed = p.lookThere(ctx, d, f)
	}
	after, err := d.WhatGoes()
	if err != nil {
		return errors.Join(failed, err)
	}
	plans, err := p.nowOf(d, before, after)
	if err != nil {
		return errors.Join(failed, err)
	}
	if f.json {
		if err := p.json(sendingSaid(d, plans, after, failed)); err != nil {
			return err
		}
	}
	if f.dry {
		return nil
	}
	return p.outcome(before, after, plans, failed)
}

// lookThere asks whether what was sent is still there: nothing waits to go.
func (p *program) lookThere(ctx context.Context, d *desk.Desk, f sendFlags) error {
	l, err := d.Look(ctx)
	if err != nil || f.json {
		return err
	}
	for _, m := range l.Said() {
		if _, err := fmt.Fprintln(p.printed, p.text.Say(m)); err != nil {
			return err
		}
	}
	return nil
}

// sendingOf is a sending that tells how far each plan has come.
func (p *program) sendingOf(f sendFlags) desk.Sending {
	s := desk.Sending{Told: func(x desk.Progress) {
		if !f.json && x.News() {
			// Progress that can't be shown is no reason to stop sending.
			_, _ = fmt.Fprintln(p.printed, p.text.Say(x.Told()))
		}
	}}
	if f.newPeople {
		s.MayCreate = func(model.ID) bool { return true }
	}
	return s
}

// tellWaiting says what would go where, what stays, and what was sent back
// earlier: that is not tried again, and must not be taken for sent.
func (p *program) tellWaiting(o desk.Outgoing, dry bool) error {
	var b strings.Builder
	line := func(s string) { b.WriteString(s + "\n") }
	for _, x := range o.Back {
		line(x.Name + ": " + p.text.Say(x.Said()))
	}
	for _, x := range o.Stays {
		line(x.Name + ": " + p.text.Say(x.Why))
	}
	switch {
	case len(o.Goes) == 0:
		line(p.say("plain.send.none"))
	case !dry:
	case o.To == "":
		line(p.say("plain.send.nowhere", "n", len(o.Goes)))
	default:
		line(p.say("plain.send.waiting", "n", len(o.Goes), "to", o.To))
	}
	if dry && len(o.Goes) > 0 {
		for _, x := range o.Goes {
			line(x.Name + ", " + p.text.Say(x.Said()))
		}
		line(p.say("plain.send.stays"))
	}
	_, err := fmt.Fprint(p.printed, b.String())
	return err
}

// nowOf are the plans that waited, or had been sent back, as they are now.
func (p *program) nowOf(d *desk.Desk, before, after desk.Outgoing) ([]desk.Parcel, error) {
	all, err := d.Outbox()
	if err != nil {
		return nil, err
	}
	told := map[model.ID]bool{}
	for _, list := range [][]desk.Parcel{before.Goes, after.Goes, after.Back} {
		for _, x := range list {
			told[x.ID] = true
		}
	}
	out := all[:0:0]
	for _, x := range all {
		if told[x.ID] {
			out = append(out, x)
		}
	}
	return out, nil
}

// outcome says what came of it where not all of it is there.
func (p *program) outcome(before, after desk.Outgoing, plans []desk.Parcel, failed error) error {
	there := 0
	for _, x := range plans {
		if x.There() {
			there++
		}
	}
	if failed == nil && there == len(before.Goes) && len(after.Back) <= len(before.Back) {
		return nil
	}
	m, known := desk.Sent(failed)
	if failed != nil && !known {
		return failed
	}
	lines := make([]string, 0, 4)
	for _, m := range after.Came(there) {
		lines = append(lines, p.text.Say(m))
	}
	f := &failure{Code: codeNotSent, Say: model.Msg("sent.out.not-all"), Detail: strings.Join(lines, "\n"), Err: failed}
	if failed != nil {
		f.Say = m
	}
	if errors.Is(failed, context.Canceled) {
		f.Say = model.Msg("sent.out.stopped")
	}
	return f
}

func sendingSaid(d *desk.Desk, plans []desk.Parcel, o desk.Outgoing, failed error) sending {
	out := sending{Server: d.Settings.Server.URL, Plans: []sent{}, Stays: []stayed{}}
	for _, x := range plans {
		out.Plans = append(out.Plans, sentSaid(x))
	}
	for _, x := range o.Stays {
		out.Stays = append(out.Stays, stayed{x.Record, x.Revision, stayWord(x.Why)})
	}
	if failed != nil {
		out.Error = "other"
		if m, known := desk.Sent(failed); known {
			out.Error = strings.TrimPrefix(strings.TrimPrefix(m.ID, "sent."), "out.")
		}
	}
	return out
}

// stayWord is why a plan stays as a word for scripts, empty where it does not.
func stayWord(why model.Message) string { return strings.TrimPrefix(why.ID, "stays.") }

func sentSaid(x desk.Parcel) sent {
	s := sent{
		ID: x.ID, Record: x.Record, Revision: x.Revision, Standing: x.Standing, State: x.State.Step, Since: x.State.Since,
		Tries: x.State.Tries, Why: x.State.Answer, Field: x.Named(), Retry: x.State.Next,
	}
	s.Code, _ = strconv.Atoi(x.State.Detail["status"])
	for _, e := range x.State.Entries {
		if e.Done {
			s.IDs = append(s.IDs, serverID{e.Type, model.ID(e.ID), e.ServerID})
		}
	}
	return s
}

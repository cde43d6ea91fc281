package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"ownwords/model"
	"ownwords/store"
	"ownwords/store/vault"
	"ownwords/tui/desk"
)

// doctorCommand says whether all is whole and what to do, and brings out of a
// damaged file what can be read.
func (p *program) doctorCommand() *cobra.Command {
	var asJSON bool
	var to string
	c := &cobra.Command{
		Use: "doctor", Short: p.say("command.doctor.short"), Long: p.say("command.doctor.long"), Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if !desk.Exists(p.dir()) {
				return fail(codeNone, "command.fail.no-store", "path", p.dir())
			}
			if to != "" {
				return p.salvage(c.Context(), to, asJSON)
			}
			return p.examine(c.Context(), asJSON)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, p.say("command.flag.json"))
	c.Flags().StringVar(&to, "salvage", "", p.say("command.doctor.salvage"))
	return c
}

// damaged is one thing that is not as it was written, in `doctor --json`.
type damaged struct {
	Where  string    `json:"where"`
	Record model.ID  `json:"record,omitzero"` // for out and outstate the item's
	Drawer string    `json:"drawer,omitzero"`
	First  uint64    `json:"first,omitzero"`
	Last   uint64    `json:"last,omitzero"`
	After  time.Time `json:"after,omitzero"`
	Before time.Time `json:"before,omitzero"`
	Mended bool      `json:"mended"`
	Fault  string    `json:"fault"`
}

func damageOf(all []store.Damage) []damaged {
	out := make([]damaged, 0, len(all))
	for _, d := range all {
		x := damaged{
			Where: d.Where, Record: d.Record, Drawer: string(d.Drawer), First: d.First, Last: d.Last,
			After: d.After, Before: d.Before, Mended: d.Mended, Fault: desk.Fault(d),
		}
		if x.Drawer == "" && (d.Where == "base" || d.Where == "tail" || d.Where == "kept" || d.Where == "keys") {
			x.Drawer = "shared"
		}
		out = append(out, x)
	}
	return out
}

// finding is one thing that was looked at, in `doctor --json`.
type finding struct {
	Check string     `json:"check"`
	State desk.State `json:"state"`
	Fault string     `json:"fault,omitzero"`
	Text  string     `json:"text"`
	Do    string     `json:"do,omitzero"`
}

// health is `doctor --json`: ids and counts, no names and no words.
type health struct {
	Path     string        `json:"path"`
	Size     int64         `json:"size"`
	State    desk.State    `json:"state"`
	Findings []finding     `json:"findings"`
	Counts   *store.Counts `json:"counts,omitempty"`
	Damage   []damaged     `json:"damage,omitzero"`
}

func (p *program) examine(ctx context.Context, asJSON bool) error {
	var k key
	defer k.forget()
	h, err := desk.Examine(ctx, p.dir(), func(door *desk.Door) (*desk.Desk, error) {
		if err := p.bring(&k); err != nil {
			return nil, err
		}
		return k.open(door)
	}, deskOptions())
	if err != nil {
		return err
	}
	if asJSON {
		err = p.json(p.healthOf(h))
	} else {
		// People are named on a terminal, and nowhere that is kept.
		err = p.lines(h.Lines(isTerminal(p.out)))
	}
	if err == nil && h.State() == desk.StateDamaged {
		return fail(codeDamaged, "command.fail.examined")
	}
	return err
}

func (p *program) healthOf(h desk.Health) health {
	out := health{Path: h.Path, Size: h.Size, State: h.State()}
	for _, f := range h.Findings {
		x := finding{Check: f.Check, State: f.State, Fault: f.Fault, Text: p.text.Say(f.Say)}
		if !f.Do.Zero() {
			x.Do = p.text.Say(f.Do)
		}
		out.Findings = append(out.Findings, x)
	}
	if h.Report != nil {
		out.Counts, out.Damage = &h.Report.Counts, damageOf(h.Report.Damage)
	}
	return out
}

// lines prints what was found. What says more of a line is set in.
func (p *program) lines(all []desk.HealthLine) error {
	for _, line := range all {
		text := p.text.Say(line.Say)
		if line.Under {
			text = "  " + text
		}
		if _, err := fmt.Fprintln(p.printed, text); err != nil {
			return err
		}
	}
	return nil
}

// salvaged is `doctor --salvage --json`.
type salvaged struct {
	From         string       `json:"from"`
	To           string       `json:"to"`
	State        string       `json:"state"` // whole or partly
	Pages        int          `json:"pages"`
	BadPages     int          `json:"badPages"`
	StrayPages   int          `json:"strayPages"`
	Values       int          `json:"values"`
	Mended       int          `json:"mended"`
	Refused      int          `json:"refused"`
	FreeListLost bool         `json:"freeListLost"`
	NamesLost    bool         `json:"namesLost"`
	Counts       store.Counts `json:"counts"`
	Damage       []damaged    `json:"damage"`
}

func (p *program) salvage(ctx context.Context, to string, asJSON bool) error {
	out, err := p.salvageBy(ctx, to)
	if err != nil {
		return nothingOut(err)
	}
	whole := len(out.Report.Damage) == 0
	if asJSON {
		state := "whole"
		if !whole {
			state = "partly"
		}
		err = p.json(salvaged{
			From: out.From, To: out.To, State: state,
			Pages: out.Pages, BadPages: out.Bad, StrayPages: out.Stray, Values: out.Values, Mended: out.Mended,
			Refused: out.Refused, FreeListLost: out.FreeLost, NamesLost: out.NamesLost,
			Counts: out.Report.Counts, Damage: damageOf(out.Report.Damage),
		})
	} else {
		err = p.printSalvaged(out, whole)
	}
	if err == nil && !whole {
		return fail(codeDamaged, "command.fail.salvaged")
	}
	return err
}

// nothingOut says of a file that nothing can be brought out of. Its sentence
// elsewhere would tell to try this.
func nothingOut(err error) error {
	_, file := errors.AsType[*vault.FileError](err)
	if d, ok := errors.AsType[*vault.DamageError](err); file || ok && d.Vaults() {
		return &failure{Code: codeDamaged, Say: model.Msg("command.fail.nothing-out"), Err: err}
	}
	return err
}

func (p *program) salvageBy(ctx context.Context, to string) (desk.Salvaged, error) {
	var k key
	defer k.forget()
	if err := p.bring(&k); err != nil {
		return desk.Salvaged{}, err
	}
	bring := desk.TypedKey(k.words)
	if k.identity != nil {
		bring = desk.TeamKey(k.identity)
	}
	return desk.Salvage(ctx, p.dir(), to, bring, deskOptions())
}

func (p *program) printSalvaged(out desk.Salvaged, whole bool) error {
	var lines []desk.HealthLine
	add := func(id string, pairs ...any) { lines = append(lines, desk.HealthLine{Say: model.Msg(id, pairs...)}) }
	if whole {
		add("salvage.whole", "n", out.Report.Counts.Records)
	} else {
		add("salvage.partly", "n", out.Report.Counts.Records)
	}
	lines = append(lines, desk.DamageLines(out.Report.Damage)...)
	if out.Refused > 0 {
		add("salvage.refused", "n", out.Refused)
	}
	if out.FreeLost {
		add("salvage.free-lost")
	}
	if out.NamesLost {
		add("salvage.names-lost")
	}
	add("salvage.next", "path", out.To)
	return p.lines(lines)
}

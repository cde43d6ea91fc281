package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store"
	"ownwords/tui/desk"
)

// place is where everything is, for a program that reads it.
type place struct {
	Folder   string   `json:"folder"`
	Settings string   `json:"settings"`
	SetUp    bool     `json:"setUp"`
	Ways     []string `json:"ways,omitzero"` // of opening it; none while it is open in another window
}

// whereCommand says where everything is, without opening it; and of the copies
// that lie about outside, for which it has to be opened.
func (p *program) whereCommand() *cobra.Command {
	var asJSON, copies, away bool
	c := &cobra.Command{
		Use: "where", Short: p.say("command.where.short"), Long: p.say("command.where.long"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if copies || away {
				return p.read(func(d *desk.Desk) error { return p.copies(d, away, asJSON) })
			}
			at := place{Folder: p.dir(), Settings: filepath.Join(p.dir(), desk.SettingsFile), SetUp: desk.Exists(p.dir())}
			var err error
			if at.SetUp {
				at.Ways, err = desk.Slots(p.dir())
			}
			if _, held := desk.Held(err); held {
				err = nil // it is open in another window, and where it is can be said
			}
			if asJSON {
				return errors.Join(p.json(at), err)
			}
			return errors.Join(p.where(at), err)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, p.say("command.flag.json"))
	c.Flags().BoolVar(&copies, "copies", false, p.say("command.where.copies"))
	c.Flags().BoolVar(&away, "clear", false, p.say("command.where.clear"))
	return c
}

func (p *program) where(at place) error {
	id := "command.where.none"
	if at.SetUp {
		id = "command.where.here"
	}
	text := p.say(id, "path", at.Folder, "settings", at.Settings)
	if len(at.Ways) > 0 {
		text += "\n" + p.say("command.where.slots", "slots", strings.Join(at.Ways, ", "))
	}
	_, err := fmt.Fprintln(p.out, text)
	return err
}

// schemaCommand prints the published schema of a record's JSON.
func (p *program) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use: "schema", Short: p.say("command.schema.short"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := p.out.Write(model.Schema())
			return err
		},
	}
}

// versions are the four that matter, printed together.
type versions struct {
	Program string         `json:"program"`
	Record  int            `json:"record"`
	Store   int            `json:"store"`
	Guides  map[string]int `json:"guides"`
	Built   string         `json:"built"`
}

func (p *program) versionCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "version", Short: p.say("command.version.short"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			v := versions{Program: version, Record: model.Format, Store: store.Schema, Guides: map[string]int{}, Built: runtime.Version()}
			for _, id := range content.Guides() {
				g, err := content.LoadGuide(model.ConversationKind(id))
				if err != nil {
					return err
				}
				v.Guides[id] = g.Version
			}
			if asJSON {
				return p.json(v)
			}
			text := p.say("command.version.text", "program", v.Program, "record", v.Record, "store", v.Store,
				"assessment", v.Guides["assessment"], "preparation", v.Guides["preparation"], "built", v.Built)
			_, err := fmt.Fprintln(p.out, text)
			return err
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, p.say("command.flag.json"))
	return c
}

package main

import (
	"errors"
	"fmt"
	"os"
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
	Local    string   `json:"local,omitzero"` // a council's own rules, where there are any
	SetUp    bool     `json:"setUp"`
	Ways     []string `json:"ways,omitzero"` // of opening it; none while it is open in another window
	// Copies is how many lie about outside; nil where the notes were not opened.
	Copies *int `json:"copies,omitempty"`
}

// whereCommand says where everything is without asking for anything; and of the
// copies that lie about outside, for which it has to be opened.
func (p *program) whereCommand() *cobra.Command {
	var asJSON, copies, away bool
	c := &cobra.Command{
		Use: "where", Short: p.say("command.where.short"), Long: p.say("command.where.long"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if copies || away {
				return p.read(func(d *desk.Desk) error { return p.copies(d, away, asJSON) })
			}
			at, err := p.place()
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

// place looks where everything is. How many copies lie about is sealed in the
// notes: they are opened for it where the passphrase is at hand in a file.
func (p *program) place() (place, error) {
	at := place{Folder: p.dir(), Settings: filepath.Join(p.dir(), desk.SettingsFile), SetUp: desk.Exists(p.dir())}
	if local := filepath.Join(p.dir(), desk.LocalFile); isFile(local) {
		at.Local = local
	}
	if !at.SetUp {
		return at, nil
	}
	var err error
	if at.Ways, err = desk.Slots(p.dir()); err == nil && os.Getenv(envPassphrase) != "" {
		err = p.look(func(d *desk.Desk) error {
			left, err := d.Given()
			if err == nil {
				at.Copies = new(len(left))
			}
			return err
		})
	}
	if _, held := desk.Held(err); held {
		err = nil // it is open in another window, and where it is can be said
	}
	return at, err
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

func (p *program) where(at place) error {
	id := "command.where.none"
	if at.SetUp {
		id = "command.where.here"
	}
	text := p.say(id, "path", at.Folder, "settings", at.Settings)
	if at.Local != "" {
		text += "\n" + p.say("command.where.local", "local", at.Local)
	}
	if len(at.Ways) > 0 {
		text += "\n" + p.say("command.where.slots", "slots", strings.Join(at.Ways, ", "))
	}
	switch {
	case at.SetUp && at.Copies == nil:
		text += "\n" + p.say("command.where.unopened")
	case at.SetUp && *at.Copies > 0:
		text += "\n" + p.say("where.given", "n", *at.Copies)
	}
	_, err := fmt.Fprintln(p.printed, text)
	return err
}

// schemaCommand prints the published schema of a record's JSON.
func (p *program) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use: "schema", Short: p.say("command.schema.short"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := p.data.Write(model.Schema())
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
			_, err := fmt.Fprintln(p.printed, text)
			return err
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, p.say("command.flag.json"))
	return c
}

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/spf13/cobra"

	"ownwords/content"
	"ownwords/tui/desk"
)

// settingsCommand prints the settings as they are, with every key explained: a
// file that can be used as it is.
func (p *program) settingsCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "settings", Short: p.say("command.settings.short"), Long: p.say("command.settings.long"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			s, err := desk.LoadSettings(p.dir())
			if err != nil {
				return err
			}
			if asJSON {
				return p.json(s)
			}
			_, err = p.data.Write(content.EncodeSettings(s))
			return err
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, p.say("command.flag.json"))
	c.AddCommand(p.settingsCheckCommand(), p.settingsLocalCommand())
	return c
}

// settingsLocalCommand prints the council's own rules, and says what is wrong in
// them.
func (p *program) settingsLocalCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "local", Short: p.say("command.settings.local"), Long: p.say("command.settings.local-long"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			l, src, err := desk.LoadLocal(p.dir())
			if err != nil {
				return err
			}
			if asJSON {
				return p.json(l)
			}
			_, err = p.data.Write(src)
			return err
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, p.say("command.flag.json"))
	return c
}

// settingsCheckCommand says what is wrong in a settings file: file, line, what
// is wrong and the mend.
func (p *program) settingsCheckCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "check [FILE]", Short: p.say("command.settings.check"), Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			path := filepath.Join(p.dir(), desk.SettingsFile)
			if len(args) > 0 {
				path = args[0]
			}
			faults, err := checkSettings(path)
			if err != nil {
				return err
			}
			if asJSON {
				if err := p.json(p.faultsSaid(faults)); err != nil {
					return err
				}
			}
			switch {
			case len(faults) > 0:
				return &desk.SettingsError{Path: path, Faults: faults}
			case !asJSON:
				_, err = fmt.Fprintln(p.printed, p.say("command.settings.fine", "path", path))
			}
			return err
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, p.say("command.flag.json"))
	return c
}

func checkSettings(path string) ([]content.Fault, error) {
	src, err := content.ReadFile(content.Disk, path, content.MostTyped)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fail(codeNone, "command.fail.no-settings", "path", path)
	}
	if err != nil {
		return nil, fail(codeInput, "command.fail.read", "path", path)
	}
	var faults []content.Fault
	if filepath.Base(path) == desk.LocalFile { // the council's, which has other keys
		_, faults = content.ParseLocal(src)
	} else {
		_, faults = content.ParseSettings(src)
	}
	for i := range faults {
		faults[i].File = path
	}
	return faults, nil
}

// fault is a fault as scripts read it.
type fault struct {
	File string `json:"file"`
	Line int    `json:"line"`
	What string `json:"what"`
	Mend string `json:"mend"`
	// Until is what holds until it is mended, where that is not what it was in
	// the beginning.
	Until string `json:"until,omitzero"`
}

func (p *program) faultsSaid(faults []content.Fault) []fault {
	out := []fault{}
	for _, f := range faults {
		said := fault{File: f.File, Line: f.Line, What: p.text.Say(f.What), Mend: p.text.Say(f.Mend)}
		if !f.Until.Zero() {
			said.Until = p.text.Say(f.Until)
		}
		out = append(out, said)
	}
	return out
}

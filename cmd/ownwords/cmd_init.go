package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"ownwords/content"
	"ownwords/store/seal"
	"ownwords/tui/desk"
)

// initCommand sets up for scripts what the first run asks people.
func (p *program) initCommand() *cobra.Command {
	var name, role, organisation, passphrase, recovery string
	var team []string
	c := &cobra.Command{
		Use:     "init",
		Short:   p.say("command.init.short"),
		Long:    p.say("command.init.long"),
		Example: p.say("command.init.example"),
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			s, err := desk.LoadSettings(p.dir()) // an organisation may have put them there
			if err != nil {
				return err
			}
			s.Name = name
			if c.Flags().Changed("organisation") {
				s.Organisation = organisation
			}
			switch content.Role(role) {
			case content.RolePractitioner, content.RolePeer:
			default:
				return fail(codeUsage, "command.fail.role", "role", role)
			}
			if c.Flags().Changed("role") {
				s.Role = content.Role(role)
			}
			return p.initialise(s, passphrase, recovery, team)
		},
	}
	f := c.Flags()
	f.StringVar(&name, "name", "", p.say("command.init.name"))
	f.StringVar(&role, "role", string(content.RolePractitioner), p.say("command.init.role"))
	f.StringVar(&organisation, "organisation", "", p.say("command.init.organisation"))
	f.StringVar(&passphrase, "passphrase-file", "", p.say("command.init.passphrase"))
	f.StringVar(&recovery, "recovery-file", "", p.say("command.init.recovery"))
	f.StringArrayVar(&team, "team-key", nil, p.say("command.init.team"))
	for _, required := range []string{"name", "passphrase-file", "recovery-file"} {
		if err := c.MarkFlagRequired(required); err != nil {
			panic(err) // a flag that is not there: a mistake in this file
		}
	}
	return c
}

func (p *program) initialise(s content.Settings, passphrasePath, recoveryPath string, team []string) error {
	if desk.Exists(p.dir()) {
		return fail(codeExists, "command.fail.store-exists", "path", p.dir())
	}
	pass, err := p.readSecret(passphrasePath)
	if err != nil {
		return err
	}
	defer clear(pass)
	if err := seal.JudgePassphrase(pass); err != nil {
		return err
	}
	kept, err := makeCodeFile(recoveryPath)
	if err != nil {
		return err
	}
	d, code, err := desk.Create(p.dir(), desk.SetUp{Settings: s, Passphrase: pass, Team: team}, desk.Options{})
	if err != nil {
		kept.discard()
		return err
	}
	defer code.Close()
	if err := kept.write(code); err != nil {
		return err
	}
	if err := d.Close(); err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.printed, p.say("command.init.done", "path", p.dir(), "recovery", recoveryPath))
	return err
}

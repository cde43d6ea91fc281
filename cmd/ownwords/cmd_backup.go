package main

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"ownwords/store"
	"ownwords/tui/desk"
)

// backupCommand makes a safety copy where the notes are not open.
func (p *program) backupCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "backup [FOLDER]", Short: p.say("command.backup.short"), Long: p.say("command.backup.long"), Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			folder := ""
			if len(args) > 0 {
				folder = args[0]
			}
			return p.read(func(d *desk.Desk) error {
				b, err := d.Backup(c.Context(), folder)
				if err != nil {
					return backupFailure(err, folder)
				}
				if asJSON {
					return p.json(backupReport{Backup: b, Read: b.Read.Counts, Damaged: len(b.Read.Damage)})
				}
				if len(b.Read.Damage) > 0 {
					return &failure{Code: codeDamaged, Say: desk.BackupSaid(b)}
				}
				_, err = fmt.Fprintln(p.printed, p.text.Say(desk.BackupSaid(b)))
				return err
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, p.say("command.flag.json"))
	return c
}

func backupFailure(err error, folder string) error {
	code := codeFailed
	switch {
	case errors.Is(err, desk.ErrNoFolder):
		code = codeUsage
	case errors.Is(err, fs.ErrNotExist):
		code = codeNone
	}
	return &failure{Code: code, Say: desk.BackupTrouble(err, folder), Err: err}
}

// backupReport is a safety copy for scripts.
type backupReport struct {
	store.Backup

	Read    store.Counts `json:"read"`
	Damaged int          `json:"damaged"` // values that can't be read, in it as here
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"ownwords/content"
	"ownwords/store"
	"ownwords/store/seal"
	"ownwords/store/vault"
	"ownwords/tui/desk"
)

// keyCommand is all that can be done about the ways into the notes.
func (p *program) keyCommand() *cobra.Command {
	c := &cobra.Command{Use: "key", Short: p.say("command.key.short"), Long: p.say("command.key.long"), Args: cobra.NoArgs}
	c.AddCommand(p.keyListCommand(), p.keyCodeCommand(), p.keyUserCommand(), p.keyTeamCommand(), p.keyRemoveCommand(), p.keyLeakedCommand())
	return c
}

func (p *program) keyListCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "list", Short: p.say("command.key.list"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return p.look(func(d *desk.Desk) error {
				all, err := d.Ways()
				if err != nil {
					return err
				}
				if asJSON {
					return p.json(all)
				}
				for _, w := range all {
					if _, err := fmt.Fprintln(p.printed, p.wayLine(w)); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, p.say("command.flag.json"))
	return c
}

// shownID is how much of a way's id is shown: enough to tell it from the others.
const shownID = 8

func (p *program) wayLine(w desk.Way) string {
	what := w.Kind // one of a later version
	switch seal.Kind(w.Kind) {
	case seal.KindPassphrase:
		what = p.say("command.key.kind-passphrase")
	case seal.KindRecovery:
		what = p.say("command.key.kind-recovery")
	case seal.KindTeam:
		what = p.say("command.key.kind-team", "key", w.TeamKey)
	}
	if w.Name != "" {
		what = p.say("command.key.whose", "what", what, "who", w.Name)
	}
	line := w.ID[:min(shownID, len(w.ID))] + "  " + what
	if !w.Since.IsZero() {
		line += ", " + p.say("command.key.since", "day", content.Date(w.Since.Local()))
	}
	if w.Damaged {
		line += ". " + p.say("command.key.damaged")
	}
	if w.Current {
		line += ". " + p.say("command.key.current")
	}
	return line
}

func (p *program) keyCodeCommand() *cobra.Command {
	var page string
	c := &cobra.Command{
		Use: "code", Short: p.say("command.key.code"), Long: p.say("command.key.code-long"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return p.look(func(d *desk.Desk) error {
				if err := absent(page); err != nil {
					return err
				}
				rows, err := d.RenewCode()
				if err != nil {
					return wayFailure(err)
				}
				return p.giveCode(d, rows, page)
			})
		},
	}
	c.Flags().StringVarP(&page, "output", "o", "", p.say("command.key.page"))
	return c
}

// absent returns an error that is fs.ErrExist where a file is there: a code must
// not be made that then can't be written down.
func absent(path string) error {
	if _, err := os.Lstat(path); path == "" || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return fmt.Errorf("%s: %w", path, fs.ErrExist)
}

// giveCode writes the page of a new code, or the code itself, which nothing else
// holds: where the page can't be written it is shown all the same.
func (p *program) giveCode(d *desk.Desk, rows []desk.CodeRow, page string) error {
	var failed error
	if page != "" {
		var written string
		if written, failed = d.PrintCode(page, rows); failed == nil {
			_, err := fmt.Fprintln(p.printed, p.say("command.key.code-page", "path", written))
			return errors.Join(err, d.CodeIsKept())
		}
	}
	for _, r := range rows {
		if _, err := fmt.Fprintln(p.printed, r.Word, r.Letters); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(p.errOut, p.say("command.key.code-shown"))
	return errors.Join(failed, err)
}

func (p *program) keyUserCommand() *cobra.Command {
	var file string
	c := &cobra.Command{
		Use: "user NAME", Short: p.say("command.key.user"), Long: p.say("command.key.user-long"), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.look(func(d *desk.Desk) error {
				return p.newPassphrase(file, func(pass []byte) error {
					if err := d.AddUser(args[0], pass); err != nil {
						return err
					}
					_, err := fmt.Fprintln(p.printed, p.say("command.key.user-added", "who", args[0]))
					return err
				})
			})
		},
	}
	p.newFileFlag(c, &file)
	return c
}

func (p *program) keyTeamCommand() *cobra.Command {
	var none bool
	c := &cobra.Command{
		Use: "team [KEY|FILE ...]", Short: p.say("command.key.team"), Long: p.say("command.key.team-long"),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 && args[0] == "none" {
				none, args = true, nil
			}
			if none == (len(args) > 0) { // nobody takes a key away by looking what this does
				return fail(codeUsage, "command.key.team-which")
			}
			var keys []string
			for _, typed := range args {
				some, err := desk.TeamKeysOf(typed)
				if err != nil {
					return wayFailure(err)
				}
				keys = append(keys, some...)
			}
			return p.look(func(d *desk.Desk) error {
				if err := d.SetTeam(keys); err != nil {
					return wayFailure(err)
				}
				_, err := fmt.Fprintln(p.printed, p.say("command.key.team-set", "n", len(keys)))
				return err
			})
		},
	}
	c.Flags().BoolVar(&none, "none", false, p.say("command.key.team-none"))
	return c
}

func (p *program) keyRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use: "remove ID", Short: p.say("command.key.remove"), Long: p.say("command.key.remove-long"), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.look(func(d *desk.Desk) error {
				w, err := findWay(d, args[0])
				if err != nil {
					return err
				}
				if err := d.RemoveWay(w.ID); err != nil {
					return wayFailure(err)
				}
				_, err = fmt.Fprintln(p.printed, p.say("command.key.removed", "id", w.ID[:min(shownID, len(w.ID))]))
				return err
			})
		},
	}
}

// findWay takes an id, or enough of its beginning to tell it from the others.
func findWay(d *desk.Desk, typed string) (desk.Way, error) {
	all, err := d.Ways()
	if err != nil {
		return desk.Way{}, err
	}
	var found []desk.Way
	for _, w := range all {
		if typed != "" && strings.HasPrefix(strings.ToUpper(w.ID), strings.ToUpper(typed)) {
			found = append(found, w)
		}
	}
	if len(found) != 1 {
		return desk.Way{}, wayFailure(vault.ErrNoWay)
	}
	return found[0], nil
}

func (p *program) keyLeakedCommand() *cobra.Command {
	var file, page string
	c := &cobra.Command{
		Use: "leaked", Short: p.say("command.key.leaked"), Long: p.say("command.key.leaked-long"), Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.look(func(d *desk.Desk) error {
				if err := absent(page); err != nil {
					return err
				}
				return p.newPassphrase(file, func(pass []byte) error { return p.leaked(c.Context(), d, pass, page) })
			})
		},
	}
	p.newFileFlag(c, &file)
	c.Flags().StringVarP(&page, "output", "o", "", p.say("command.key.page"))
	return c
}

func (p *program) leaked(ctx context.Context, d *desk.Desk, pass []byte, page string) error {
	rows, err := d.SealAnew(ctx, pass)
	if len(rows) == 0 {
		return err
	}
	_, e := fmt.Fprintln(p.errOut, p.say("command.key.leaked-done"))
	return errors.Join(err, e, p.giveCode(d, rows, page))
}

// wayFailure gives an error about the ways in its code and sentence.
func wayFailure(err error) error {
	code := codeFailed
	switch {
	case err == nil:
		return nil
	case errors.Is(err, vault.ErrNoWay):
		code = codeNone
	case errors.Is(err, store.ErrNamed):
		code = codeExists
	case errors.Is(err, seal.ErrTooShort), errors.Is(err, seal.ErrTooCommon), errors.Is(err, seal.ErrRecipient), errors.Is(err, desk.ErrSecretKey):
		code = codeInput
	case errors.Is(err, vault.ErrLastWay), errors.Is(err, store.ErrCurrent):
	default:
		return err // it has its own
	}
	return &failure{Code: code, Say: desk.Trouble(err), Err: err}
}

package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"ownwords/store/seal"
	"ownwords/tui/desk"
)

// passphraseCommand sets a new passphrase, for somebody who has the old one or
// the recovery code.
func (p *program) passphraseCommand() *cobra.Command {
	c := &cobra.Command{Use: "passphrase", Short: p.say("command.passphrase.short"), Args: cobra.NoArgs}
	c.AddCommand(p.passphraseChangeCommand(), p.passphraseRecoverCommand())
	return c
}

func (p *program) passphraseChangeCommand() *cobra.Command {
	var file string
	c := &cobra.Command{
		Use: "change", Short: p.say("command.passphrase.change"), Long: p.say("command.passphrase.change-long"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return p.look(func(d *desk.Desk) error { return p.changePassphrase(d, "", file) })
		},
	}
	p.newFileFlag(c, &file)
	return c
}

func (p *program) passphraseRecoverCommand() *cobra.Command {
	var codeFile, file, id string
	c := &cobra.Command{
		Use: "recover", Short: p.say("command.passphrase.recover"), Long: p.say("command.passphrase.recover-long"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if !desk.Exists(p.dir()) {
				return fail(codeNone, "command.fail.no-store", "path", p.dir())
			}
			code, err := p.recoveryCode(codeFile)
			if err != nil {
				return err
			}
			defer code.Close()
			d, err := opened(p.dir(), func(door *desk.Door) (*desk.Desk, error) {
				key := seal.Recovery(code)
				defer key.Close()
				return door.Unlock(key)
			})
			if err != nil {
				return err
			}
			return errors.Join(p.recover(d, id, file), d.Close())
		},
	}
	c.Flags().StringVar(&codeFile, "code-file", "", p.say("command.passphrase.code-file"))
	c.Flags().StringVar(&id, "way", "", p.say("command.passphrase.way"))
	p.newFileFlag(c, &file)
	return c
}

func (p *program) recover(d *desk.Desk, typed, file string) error {
	if typed == "" {
		return p.recoverOnly(d, file)
	}
	w, err := findWay(d, typed)
	if err != nil {
		return err
	}
	return p.changePassphrase(d, w.ID, file)
}

// recoverOnly changes the passphrase where there is only one. Of several nobody
// can tell whose is meant.
func (p *program) recoverOnly(d *desk.Desk, file string) error {
	all, err := d.Ways()
	if err != nil {
		return err
	}
	var lines []string
	for _, w := range all {
		if seal.Kind(w.Kind) == seal.KindPassphrase {
			lines = append(lines, p.wayLine(w))
		}
	}
	if len(lines) > 1 {
		several := fail(codeUsage, "command.passphrase.which")
		several.Detail = strings.Join(lines, "\n")
		return several
	}
	return p.changePassphrase(d, "", file)
}

func (p *program) changePassphrase(d *desk.Desk, id, file string) error {
	return p.newPassphrase(file, func(pass []byte) error {
		if err := d.ChangePassphrase(id, pass); err != nil {
			return err
		}
		_, err := fmt.Fprintln(p.printed, p.say("command.passphrase.changed"))
		return err
	})
}

// recoveryCode reads a code from a file, or asks for it.
func (p *program) recoveryCode(path string) (*seal.Code, error) {
	var typed []byte
	var err error
	if path == "" {
		typed, err = p.askSecret("command.passphrase.ask-code")
	} else {
		typed, err = p.readKey(path)
	}
	if err != nil {
		return nil, err
	}
	defer clear(typed)
	code, err := seal.ParseCode(typed)
	if err == nil {
		return code, nil
	}
	rows := codeRows(typed)
	defer clear(rows)
	if code, e := seal.ParseCode(rows); e == nil {
		return code, nil
	}
	return nil, err
}

// codeRows are the rows of a code on the page that was made to be printed: what
// is numbered there, without its number.
func codeRows(page []byte) []byte {
	var rows []byte
	for line := range bytes.Lines(page) {
		if f := bytes.Fields(line); len(f) == 3 && len(f[0]) == 1 && bytes.Contains(f[2], []byte("-")) {
			rows = append(append(append(append(rows, f[1]...), ' '), f[2]...), '\n')
		}
	}
	return rows
}

func (p *program) newFileFlag(c *cobra.Command, file *string) {
	c.Flags().StringVar(file, "new-file", "", p.say("command.passphrase.new-file"))
}

// newPassphrase hands over a passphrase that is to be set: from a file, or typed
// twice. It is wiped after that.
func (p *program) newPassphrase(file string, set func([]byte) error) error {
	pass, err := p.readNew(file)
	if err != nil {
		return err
	}
	defer clear(pass)
	if err := seal.JudgePassphrase(pass); err != nil {
		return err
	}
	return wayFailure(set(pass))
}

func (p *program) readNew(file string) ([]byte, error) {
	if file != "" {
		return p.readSecret(file)
	}
	pass, err := p.askSecret("command.passphrase.ask-new")
	if err != nil {
		return nil, err
	}
	again, err := p.askSecret("command.passphrase.ask-again")
	if err != nil {
		return nil, err
	}
	defer clear(again)
	if !bytes.Equal(pass, again) {
		clear(pass)
		return nil, fail(codeInput, "command.fail.not-same")
	}
	return pass, nil
}

// askSecret asks for what nobody is to see.
func (p *program) askSecret(question string) ([]byte, error) {
	if !isTerminal(p.in) {
		return nil, fail(codeTerminal, "command.fail.no-terminal")
	}
	if _, err := fmt.Fprint(p.errOut, p.say(question)+" "); err != nil {
		return nil, err
	}
	typed, err := p.readUnseen()
	if _, e := fmt.Fprintln(p.errOut); err == nil {
		err = e
	}
	return typed, err
}

// readUnseen reads a line that the terminal does not show. Whoever ends the program
// meanwhile gets the terminal back as it was.
func (p *program) readUnseen() ([]byte, error) {
	fd := int(p.in.Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return nil, fmt.Errorf("read the terminal's state: %w", err)
	}
	typed, err := orStopped(p, func() ([]byte, error) { return term.ReadPassword(fd) })
	if err != nil {
		return nil, errors.Join(err, term.Restore(fd, before))
	}
	return typed, nil
}

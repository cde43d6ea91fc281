package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ownwords/content"
	"ownwords/store/seal"
	"ownwords/tui/desk"
	"ownwords/tui/plain"
)

// demoCommand opens a store of made-up people in a folder that goes away.
func (p *program) demoCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "demo", Short: p.say("command.demo.short"), Long: p.say("command.demo.long"), Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return p.demo(c.Context()) },
	}
	c.Flags().BoolVar(&p.plain, "plain", false, p.say("command.flag.plain"))
	return c
}

func (p *program) demo(ctx context.Context) (err error) {
	dir, err := os.MkdirTemp("", "ownwords-practice-*")
	if err != nil {
		return fmt.Errorf("make a folder for practice: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	pass := seal.MakePassphrase()
	defer clear(pass)
	if err := p.fillDemo(ctx, dir, pass, io.Discard); err != nil {
		return err
	}
	p.home = dir
	if !isTerminal(p.in) {
		return p.openPiped(ctx, pass)
	}
	s := sitting{dir: dir}
	if s.open, err = unlock(dir, pass); err != nil {
		return err
	}
	s.plain = p.plain || os.Getenv("ACCESSIBLE") != "" || os.Getenv("TERM") == "dumb" || !isTerminal(p.out)
	return p.sit(ctx, s)
}

// fillDemo types the made-up conversations in plain lines, each sitting on its
// day, so that they are what the program itself makes of what somebody types. What
// it says to them goes to said.
func (p *program) fillDemo(ctx context.Context, dir string, pass []byte, said io.Writer) error {
	list, err := content.Demo(time.Now())
	if err != nil {
		return err
	}
	for i, x := range list {
		past := time.Duration(x.Days) * 24 * time.Hour
		o := desk.Options{Now: func() time.Time { return time.Now().Add(-past) }}
		if i == 0 {
			if err := newDemo(dir, pass, x.Worker, o); err != nil {
				return err
			}
		}
		if err := desk.SaveSettings(dir, x.Worker); err != nil {
			return err
		}
		_, err := plain.Run(ctx, plain.Options{
			Dir: dir, In: strings.NewReader(x.Typed), Out: said, Passphrase: pass, Desk: o,
		})
		if err != nil {
			return fmt.Errorf("hold a practice conversation: %w", err)
		}
	}
	return nil
}

// newDemo makes the practice store, with a made-up council's own rules beside it.
func newDemo(dir string, pass []byte, worker content.Settings, o desk.Options) error {
	// The passphrase is made up and lives as long as the folder: the cost that
	// guards real ones would only make people wait.
	d, code, err := desk.Create(dir, desk.SetUp{Settings: worker, Passphrase: pass, Cost: seal.CheapCost()}, o)
	if err != nil {
		return err
	}
	code.Close()
	if err := d.Close(); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, desk.LocalFile), content.DemoLocal(), 0o600); err != nil {
		return fmt.Errorf("write practice rules: %w", err)
	}
	return nil
}

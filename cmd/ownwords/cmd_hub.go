package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"ownwords/store/hub"
)

// hubCommand is a team's own inbox.
func (p *program) hubCommand() *cobra.Command {
	c := &cobra.Command{Use: "hub", Short: p.say("command.hub.short"), Long: p.say("command.hub.long"), Args: cobra.NoArgs}
	var dir, keyFile string
	c.PersistentFlags().StringVar(&dir, "folder", "", p.say("command.hub.folder"))
	c.PersistentFlags().StringVar(&keyFile, "key-file", "", p.say("command.hub.key-file"))
	with := func(do func(*hub.Hub) error) error {
		if dir == "" {
			dir = filepath.Join(p.dir(), "hub")
		}
		h, code, err := hub.New(dir, hub.Options{KeyFile: keyFile})
		if err != nil {
			return err
		}
		if code != nil {
			// The hub comes up by its key file; its code would only be one more
			// thing to keep.
			code.Close()
		}
		return errors.Join(do(h), h.Close())
	}
	c.AddCommand(p.hubServe(with), p.hubToken(with), p.hubList(with))
	return c
}

type withHub func(func(*hub.Hub) error) error

func (p *program) hubServe(with withHub) *cobra.Command {
	var o hub.Config
	c := &cobra.Command{
		Use: "serve", Short: p.say("command.hub.serve"), Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return with(func(h *hub.Hub) error {
				o.Log = slog.New(slog.NewTextHandler(p.errOut, nil))
				o.Ready = func(a net.Addr) {
					scheme := "http"
					if o.CertFile != "" {
						scheme = "https"
					}
					// The address also stands in the log.
					_, _ = fmt.Fprintf(p.out, "%s://%s/fhir/R4\n", scheme, a)
				}
				return h.Serve(c.Context(), o)
			})
		},
	}
	f := c.Flags()
	f.StringVar(&o.Address, "listen", hub.DefaultAddress, p.say("command.hub.listen"))
	f.StringVar(&o.CertFile, "tls-cert", "", p.say("command.hub.cert"))
	f.StringVar(&o.KeyFile, "tls-key", "", p.say("command.hub.tls-key"))
	return c
}

func (p *program) hubToken(with withHub) *cobra.Command {
	c := &cobra.Command{Use: "token", Short: p.say("command.hub.token"), Args: cobra.NoArgs}
	c.AddCommand(
		&cobra.Command{
			Use: "add NAME", Short: p.say("command.hub.token-add"), Args: cobra.ExactArgs(1),
			RunE: func(_ *cobra.Command, args []string) error {
				return with(func(h *hub.Hub) error {
					token, err := h.AddToken(args[0])
					if err != nil {
						return err
					}
					_, err = fmt.Fprintln(p.out, token)
					return err
				})
			},
		},
		&cobra.Command{
			Use: "list", Short: p.say("command.hub.token-list"), Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error {
				return with(func(h *hub.Hub) error {
					for _, t := range h.Tokens() {
						if !t.Live() {
							continue
						}
						if _, err := fmt.Fprintf(p.out, "%s  %s\n", t.Made.Local().Format(time.DateOnly), t.Name); err != nil {
							return err
						}
					}
					return nil
				})
			},
		},
		&cobra.Command{
			Use: "revoke NAME", Short: p.say("command.hub.token-revoke"), Args: cobra.ExactArgs(1),
			RunE: func(_ *cobra.Command, args []string) error {
				return with(func(h *hub.Hub) error { return h.Revoke(args[0]) })
			},
		},
	)
	return c
}

func (p *program) hubList(with withHub) *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: p.say("command.hub.list"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return with(func(h *hub.Hub) error {
				plans, err := h.List()
				if err != nil {
					return err
				}
				return p.json(plans)
			})
		},
	}
}

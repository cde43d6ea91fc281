package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store/hub"
	"ownwords/store/seal"
	"ownwords/store/vault"
	"ownwords/tui/kit"
)

// inbox is a team's own, in a folder.
type inbox struct {
	*program

	named        string // --folder
	keyFile      string
	recoveryFile string
}

// hubCommand is a team's own inbox.
func (p *program) hubCommand() *cobra.Command {
	i := &inbox{program: p}
	c := &cobra.Command{Use: "hub", Short: p.say("command.hub.short"), Long: p.say("command.hub.long"), Args: cobra.NoArgs}
	f := c.PersistentFlags()
	f.StringVar(&i.named, "folder", "", p.say("command.hub.folder"))
	f.StringVar(&i.keyFile, "key-file", "", p.say("command.hub.key-file"))
	f.StringVar(&i.recoveryFile, "recovery-file", "", p.say("command.hub.recovery"))
	c.AddCommand(i.serveCommand(), i.tokenCommand(), i.listCommand())
	return c
}

func (i *inbox) folder() string { return cmp.Or(i.named, filepath.Join(i.dir(), "hub")) }

func (i *inbox) options() hub.Options { return hub.Options{KeyFile: i.keyFile} }

// open opens the inbox, or makes it where there is none.
func (i *inbox) open() (*hub.Hub, error) {
	if hub.Exists(i.folder()) {
		if err := i.hasItsCode(); err != nil {
			return nil, err
		}
		h, _, err := hub.New(i.folder(), i.options())
		return h, i.trouble(err)
	}
	if i.recoveryFile == "" {
		h, code, err := hub.New(i.folder(), i.options())
		if err != nil {
			return nil, i.trouble(err)
		}
		code.Close()
		_, err = fmt.Fprintln(i.errOut, i.say("hub.made", "path", i.folder()))
		return h, err
	}
	kept, err := makeCodeFile(i.recoveryFile)
	if err != nil {
		return nil, err
	}
	h, code, err := hub.New(i.folder(), i.options())
	if err != nil {
		kept.discard()
		return nil, i.trouble(err)
	}
	defer code.Close()
	if err := kept.write(code); err != nil {
		return nil, errors.Join(err, h.Close())
	}
	_, err = fmt.Fprintln(i.errOut, i.say("hub.made-code", "path", i.folder(), "recovery", i.recoveryFile))
	return h, err
}

// hasItsCode refuses a new recovery code for an inbox that is not new.
func (i *inbox) hasItsCode() error {
	if _, err := os.Stat(i.recoveryFile); i.recoveryFile != "" && err != nil {
		return fail(codeExists, "hub.fail.no-code", "path", i.folder())
	}
	return nil
}

// trouble says of an inbox what is said of notes in other words.
func (i *inbox) trouble(err error) error {
	if l, held := errors.AsType[*vault.LockedError](err); held {
		return &failure{Code: codeHeld, Say: model.Msg("hub.fail.serving", "pid", l.PID, "since", l.Since.Local().Format("15:04")), Err: err}
	}
	switch {
	case errors.Is(err, fs.ErrNotExist) && !hub.Exists(i.folder()):
		return &failure{Code: codeNone, Say: model.Msg("hub.fail.none", "path", i.folder()), Err: err}
	case errors.Is(err, seal.ErrWrongKey):
		return &failure{Code: codeKey, Say: model.Msg("hub.fail.key"), Err: err}
	case errors.Is(err, seal.ErrSealed):
		return &failure{Code: codeDamaged, Say: model.Msg("hub.fail.tokens"), Err: err}
	}
	return err
}

func (i *inbox) serveCommand() *cobra.Command {
	var o hub.Config
	var self bool
	var names []string
	c := &cobra.Command{
		Use: "serve", Short: i.say("command.hub.serve"), Long: i.say("command.hub.serve-long"), Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if o.CertFile == "" && o.KeyFile == "" && !self && !onlyHere(o.Address) {
				return hub.ErrNotSecure // before an inbox is made for it
			}
			for _, path := range []string{o.CertFile, o.KeyFile} { // TLS would read them for ever
				if path == "" {
					continue
				}
				if _, err := content.ReadFile(content.Disk, path, content.MostTyped); err != nil {
					return err
				}
			}
			h, err := i.open()
			if err != nil {
				return err
			}
			if self {
				if o.CertFile, o.KeyFile, err = i.certificate(o.Address, names); err != nil {
					return errors.Join(err, h.Close())
				}
			}
			now := make(chan os.Signal, 1)
			if asks := backupSignals(); len(asks) > 0 { // of none it would be told all
				signal.Notify(now, asks...)
				defer signal.Stop(now)
			}
			o.BackupNow = now
			o.Log = slog.New(slog.NewTextHandler(i.errOut, nil))
			o.Ready = func(a net.Addr) {
				// An address that can't be printed is no reason not to serve.
				_, _ = fmt.Fprintln(i.printed, address(a, o.CertFile != "", names))
			}
			return errors.Join(h.Serve(c.Context(), o), h.Close())
		},
	}
	f := c.Flags()
	f.StringVar(&o.Address, "listen", hub.DefaultAddress, i.say("command.hub.listen"))
	f.StringVar(&o.CertFile, "tls-cert", "", i.say("command.hub.cert"))
	f.StringVar(&o.KeyFile, "tls-key", "", i.say("command.hub.tls-key"))
	f.BoolVar(&self, "tls-self", false, i.say("command.hub.tls-self"))
	f.StringArrayVar(&names, "name", nil, i.say("command.hub.name"))
	f.StringVar(&o.BackupTo, "backup-to", "", i.say("command.hub.backup-to"))
	c.MarkFlagsMutuallyExclusive("tls-cert", "tls-self")
	return c
}

// address is what laptops are told of where an inbox listens: by its name where
// it listens everywhere.
func address(at net.Addr, secure bool, names []string) string {
	host, port, err := net.SplitHostPort(at.String())
	if err != nil {
		return at.String()
	}
	if unspecified(host) && len(names) > 0 {
		host = names[0]
	}
	scheme := "http"
	if secure {
		scheme = "https"
	}
	return scheme + "://" + net.JoinHostPort(host, port) + hub.Base
}

// certificate is the inbox's own, for the names that laptops reach it by. What
// they have to compare is said once, when it is made.
func (i *inbox) certificate(listen string, names []string) (certFile, keyFile string, err error) {
	if host, _, err := net.SplitHostPort(listen); err == nil && host != "" && !unspecified(host) {
		names = append(names, host)
	}
	own, err := hub.SelfCertificate(i.folder(), time.Now(), names...)
	if err != nil {
		return "", "", err
	}
	if own.Made {
		_, err = fmt.Fprintln(i.errOut, i.say("hub.certificate", "path", own.CertFile, "until", own.Until.Format(time.DateOnly), "fingerprint", own.Fingerprint))
	}
	return own.CertFile, own.KeyFile, err
}

// onlyHere tells whether what listens on an address is for this machine alone. One
// that can't be read is refused by the listening itself.
func onlyHere(address string) bool {
	at, err := net.ResolveTCPAddr("tcp", address)
	return err != nil || at.IP.IsLoopback()
}

func unspecified(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsUnspecified()
}

func (i *inbox) tokenCommand() *cobra.Command {
	c := &cobra.Command{Use: "token", Short: i.say("command.hub.token"), Args: cobra.NoArgs}
	var asJSON bool
	list := &cobra.Command{
		Use: "list", Short: i.say("command.hub.token-list"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return i.withTokens(func(t *hub.Tokens) error { return i.tokens(t.All(), asJSON) })
		},
	}
	list.Flags().BoolVar(&asJSON, "json", false, i.say("command.flag.json"))
	var readsAll bool
	add := &cobra.Command{
		Use: "add NAME", Short: i.say("command.hub.token-add"), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return i.addToken(args[0], readsAll) },
	}
	add.Flags().BoolVar(&readsAll, "reads-all", false, i.say("command.hub.reads-all"))
	c.AddCommand(
		add,
		list,
		&cobra.Command{
			Use: "revoke NAME", Short: i.say("command.hub.token-revoke"), Args: cobra.ExactArgs(1),
			RunE: func(_ *cobra.Command, args []string) error {
				return i.withTokens(func(t *hub.Tokens) error { return i.revoke(t, args[0]) })
			},
		},
	)
	return c
}

func (i *inbox) withTokens(do func(*hub.Tokens) error) error {
	t, err := hub.OpenTokens(i.folder(), i.options())
	if err != nil {
		return i.trouble(err)
	}
	return do(t)
}

// addToken makes a token, and first the inbox, or its file of tokens, where there
// is none.
func (i *inbox) addToken(name string, readsAll bool) error {
	t, err := hub.OpenTokens(i.folder(), i.options())
	if errors.Is(err, fs.ErrNotExist) {
		var h *hub.Hub
		if h, err = i.open(); err != nil {
			return err
		}
		t, err = h.Tokens, h.Close()
	}
	if err != nil {
		return i.trouble(err)
	}
	add := t.AddToken
	if readsAll {
		add = t.AddReader
	}
	token, err := add(name)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(i.printed, token)
	return err
}

func (i *inbox) revoke(t *hub.Tokens, name string) error {
	if err := t.Revoke(name); err != nil {
		return err
	}
	_, err := fmt.Fprintln(i.printed, i.say("hub.token.gone", "who", name))
	return err
}

func (i *inbox) tokens(all []hub.Token, asJSON bool) error {
	if asJSON {
		return i.json(all)
	}
	if len(all) == 0 {
		_, err := fmt.Fprintln(i.errOut, i.say("hub.token.none"))
		return err
	}
	for _, t := range all {
		line := i.say("hub.token.line", "made", t.Made.Local().Format(time.DateOnly), "who", t.Name)
		if t.ReadsAll {
			line = i.say("hub.token.reads-all", "line", line)
		}
		if !t.Live() {
			line = i.say("hub.token.revoked", "line", line, "day", t.Revoked.Local().Format(time.DateOnly))
		}
		if _, err := fmt.Fprintln(i.printed, line); err != nil {
			return err
		}
	}
	return nil
}

func (i *inbox) listCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "list", Short: i.say("command.hub.list"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := i.hasItsCode(); err != nil {
				return err
			}
			plans, err := hub.PlansIn(i.folder(), i.options())
			if err != nil {
				return i.trouble(err)
			}
			return i.plans(plans, asJSON)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, i.say("command.flag.json"))
	return c
}

// planRow is a plan in one row, whatever line breaks and controls a laptop has put
// into its words.
func planRow(x hub.Plan) string {
	cells := []string{x.At.Local().Format("2006-01-02 15:04"), x.By, strconv.FormatUint(x.Version, 10), x.Status, x.Title}
	for i, c := range cells {
		cells[i] = strings.Join(strings.Fields(kit.Shown(c)), " ")
	}
	return strings.Join(cells, "\t")
}

// plans shows what came in, the newest first.
func (i *inbox) plans(all []hub.Plan, asJSON bool) error {
	if asJSON {
		return i.json(all)
	}
	if len(all) == 0 {
		_, err := fmt.Fprintln(i.errOut, i.say("hub.list.none"))
		return err
	}
	w := tabwriter.NewWriter(i.printed, 0, 0, 2, ' ', 0)
	_, err := fmt.Fprintln(w, i.say("hub.list.head"))
	for _, x := range all {
		_, e := fmt.Fprintln(w, planRow(x))
		err = errors.Join(err, e)
	}
	return errors.Join(err, w.Flush())
}

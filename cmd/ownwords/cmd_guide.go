package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"ownwords/content"
	"ownwords/model"
)

// guideCommand lists guides, checks one in a folder, and shows a topic as it
// will be asked.
func (p *program) guideCommand() *cobra.Command {
	c := &cobra.Command{Use: "guide", Short: p.say("command.guide.short"), Args: cobra.NoArgs}
	c.AddCommand(
		&cobra.Command{
			Use: "list", Short: p.say("command.guide.list"), Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error { return p.guides() },
		},
		&cobra.Command{
			Use: "check FOLDER", Short: p.say("command.guide.check"), Args: cobra.ExactArgs(1),
			RunE: func(_ *cobra.Command, args []string) error { return p.checkGuide(args[0]) },
		},
		&cobra.Command{
			Use: "preview TOPIC", Short: p.say("command.guide.preview"), Args: cobra.ExactArgs(1),
			RunE: func(_ *cobra.Command, args []string) error { return p.previewTopic(args[0]) },
		},
	)
	return c
}

func (p *program) guides() error {
	for _, id := range content.Guides() {
		g, err := content.LoadGuide(model.ConversationKind(id))
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(p.printed, "%s %d  %s  (%d)\n", g.ID, g.Version, g.Title, len(g.Topics)); err != nil {
			return err
		}
	}
	return nil
}

func (p *program) checkGuide(folder string) error {
	folder = filepath.Clean(folder)
	_, faults := content.ParseGuide(os.DirFS(filepath.Dir(folder)), filepath.Base(folder))
	if len(faults) == 0 {
		_, err := fmt.Fprintln(p.printed, p.say("command.guide.fine"))
		return err
	}
	var lines []string
	for _, f := range faults {
		lines = append(lines, p.text.Say(f.Message()))
	}
	bad := fail(codeInput, "command.fail.guide", "n", len(faults))
	bad.Detail = strings.Join(lines, "\n")
	return bad
}

func (p *program) previewTopic(id string) error {
	for _, kind := range content.Guides() {
		g, err := content.LoadGuide(model.ConversationKind(kind))
		if err != nil {
			return err
		}
		t, ok := g.Topic(id)
		if !ok {
			return fail(codeNone, "command.fail.no-topic", "id", id)
		}
		if _, err := fmt.Fprintf(p.printed, "%s: %s\n\n", g.Title, t.Title); err != nil {
			return err
		}
		for _, q := range t.Ask {
			if _, err := fmt.Fprintln(p.printed, "- "+q); err != nil {
				return err
			}
		}
		if _, err := fmt.Fprintf(p.printed, "\n%s\n%s\n\n", t.GoodToKnow, t.Source); err != nil {
			return err
		}
	}
	return nil
}

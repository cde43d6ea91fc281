package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"ownwords/model"
	"ownwords/store"
	"ownwords/tui/desk"
)

// logCommand prints the log: what was done, when and by whom, with ids and
// counts and no words.
func (p *program) logCommand() *cobra.Command {
	var record, since string
	var asJSON bool
	c := &cobra.Command{
		Use: "log", Short: p.say("command.log.short"), Long: p.say("command.log.long"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			from, err := civil(since)
			if err != nil {
				return err
			}
			return p.read(func(d *desk.Desk) error { return p.log(d, record, from, asJSON) })
		},
	}
	c.Flags().StringVar(&record, "record", "", p.say("command.log.record"))
	c.Flags().StringVar(&since, "since", "", p.say("command.log.since"))
	c.Flags().BoolVar(&asJSON, "json", false, p.say("command.flag.json"))
	return c
}

// civil reads a day as it is typed, 2006-01-02, where this laptop is.
func civil(typed string) (time.Time, error) {
	if typed == "" {
		return time.Time{}, nil
	}
	t, err := time.ParseInLocation(time.DateOnly, typed, time.Local)
	if err != nil {
		return time.Time{}, fail(codeUsage, "command.fail.day", "value", typed)
	}
	return t, nil
}

// log prints every entry that can be read, and says at the end that some can't.
func (p *program) log(d *desk.Desk, record string, since time.Time, asJSON bool) error {
	var id model.ID
	if record != "" {
		var err error
		if id, err = findLogged(d, record); err != nil {
			return err
		}
	}
	var broken error
	listed := []logListed{}
	for line, err := range d.LogLines(id, since) {
		if damage, is := errors.AsType[store.Damage](err); is {
			broken = &failure{Code: codeDamaged, Say: model.Msg("command.fail.log-damaged"), Err: damage}
			if _, err := fmt.Fprintln(p.errOut, p.say("log.damaged", "n", int(damage.First))); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return err
		}
		if asJSON {
			listed = append(listed, logListed{line.LogEntry, p.text.Say(line.Who)})
			continue
		}
		if err := p.logLine(line); err != nil {
			return err
		}
	}
	if asJSON {
		return errors.Join(p.json(listed), broken)
	}
	return broken
}

// logListed is an entry for a program that reads it.
type logListed struct {
	store.LogEntry

	Who string `json:"who,omitzero"` // by whose way in, as it is named
}

func (p *program) logLine(line desk.LogLine) error {
	who := ""
	if !line.Who.Zero() {
		who = "  " + p.say("log.by", "who", line.Who)
	}
	_, err := fmt.Fprintf(p.printed, "%6d  %s  %-36s  %s%s\n",
		line.Seq, line.At.Local().Format("2006-01-02 15:04:05"), line.Record, p.text.Say(line.Said), who)
	return err
}

// findLogged finds a record that the log tells of by the beginning of its id:
// one that is not here any more, too.
func findLogged(d *desk.Desk, typed string) (model.ID, error) {
	fits := map[model.ID]bool{}
	for e, err := range d.LogLines("", time.Time{}) {
		if _, damaged := errors.AsType[store.Damage](err); err != nil && !damaged {
			return "", err
		}
		if begins(e.Record, typed) {
			fits[e.Record] = true
		}
	}
	for id := range fits {
		if len(fits) == 1 {
			return id, nil
		}
	}
	return "", fail(codeNone, "command.fail.no-id", "id", typed)
}

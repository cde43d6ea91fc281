package desk

import (
	"cmp"
	"fmt"
	"iter"
	"time"

	"ownwords/model"
	"ownwords/store"
	"ownwords/store/seal"
)

// LogLine is an entry of the log as people read it.
type LogLine struct {
	store.LogEntry

	Record model.ID // that it was about, also where ID is that of a plan in the outbox
	Name   string   // of the person, empty where nobody of that record is here
	Said   model.Message
	Who    model.Message // by whose way in; zero where that is not known
}

// LogLines are the entries of the log, oldest first, that are about a record,
// where one is given, and not older than a time: what was done, when and by
// whom. What is wrong with one comes beside it as a store.Damage, and the next
// follows.
func (d *Desk) LogLines(record model.ID, since time.Time) iter.Seq2[LogLine, error] {
	return func(yield func(LogLine, error) bool) {
		names, records, err := d.named()
		if err != nil {
			yield(LogLine{}, err)
			return
		}
		who, err := d.whose()
		if err != nil {
			yield(LogLine{}, err)
			return
		}
		for e, err := range d.store.LogEntries() {
			line := LogLine{LogEntry: e, Record: e.ID, Said: d.saidOf(e), Who: who[e.By]}
			if r, is := records[e.ID]; is {
				line.Record = r
			}
			line.Name = names[line.Record]
			if err == nil && (record != "" && line.Record != record || e.At.Before(since)) {
				continue
			}
			if !yield(line, err) {
				return
			}
		}
	}
}

// named gives whose each record here is, and of which record each item of the
// outbox.
func (d *Desk) named() (names map[model.ID]string, records map[model.ID]model.ID, err error) {
	cards, _, err := d.store.List()
	if err != nil {
		return nil, nil, fmt.Errorf("read log: %w", err)
	}
	thrown, _, err := d.store.Bin()
	if err != nil {
		return nil, nil, fmt.Errorf("read log: %w", err)
	}
	items, _, err := d.store.Outbox()
	if err != nil {
		return nil, nil, fmt.Errorf("read log: %w", err)
	}
	names, records = map[model.ID]string{}, map[model.ID]model.ID{}
	for _, c := range cards {
		names[c.ID] = Entry{Card: c}.Name()
	}
	for _, b := range thrown {
		names[b.ID] = Entry{Card: b.Card}.Name()
	}
	for _, i := range items {
		records[i.ID] = i.Record
	}
	return names, records, nil
}

// saidOf says what was done, in the words that there are for it.
func (d *Desk) saidOf(e store.LogEntry) model.Message {
	if e.Action == "" {
		return model.Msg("log.unreadable")
	}
	if m := model.Msg("log."+e.Action, "n", e.N); d.Text.Has(m.ID) {
		return m
	}
	return model.Msg("log.other", "action", e.Action)
}

// whose says whose each way into the store is: the log names who did something
// by it.
func (d *Desk) whose() (map[string]model.Message, error) {
	ways, err := d.store.Ways()
	if err != nil {
		return nil, fmt.Errorf("read log: %w", err)
	}
	out := map[string]model.Message{}
	for _, w := range ways {
		switch name := cmp.Or(w.Name, d.Settings.Name); {
		case w.Kind == seal.KindTeam:
			out[w.ID] = model.Msg("log.by.team")
		case w.Kind == seal.KindRecovery:
			out[w.ID] = model.Msg("log.by.recovery")
		case name != "":
			out[w.ID] = model.Msg("verbatim", "text", name)
		}
	}
	return out, nil
}

// What the desk itself puts into the log, beside copies, searches and the like.
const (
	ActionSetUp  = "set-up"
	ActionWrong  = "wrong-words" // n times what was typed opened nothing
	ActionListed = "listed"      // the names of n people were read
)

// ActionSearched is the entry in the log that words were looked for, which n
// records hold.
const ActionSearched = "searched"

// searching is how long one search counts as the same: each letter of what is
// looked for is a search of its own.
const searching = time.Minute

// logSearch notes that all words were searched. That it can't be noted, on a
// full disk, keeps nobody from finding.
func (d *Desk) logSearch(found int) {
	now := d.Now()
	if now.Sub(time.Unix(d.searched.Load(), 0)) < searching {
		return
	}
	if d.store.Log(ActionSearched, "", found) == nil {
		d.searched.Store(now.Unix())
	}
}

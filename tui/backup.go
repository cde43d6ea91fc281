package tui

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// backupPage makes a safety copy of everything. It is made beside the screens:
// whoever goes back to the talk meanwhile is told there what came of it.
type backupPage struct {
	a      *app
	form   *kit.Form
	folder string
	busy   bool
	said   model.Message // what came of it
}

const (
	rowFolder     = "folder"
	rowMakeBackup = "/make"
)

func newBackupPage(a *app) *backupPage {
	p := &backupPage{a: a, form: kit.NewForm(a.look), folder: a.desk.BackupFolder()}
	p.form.ValueAt = 24
	return p
}

func (p *backupPage) arrive() {
	a := p.a
	rows := []kit.Row{
		{Kind: kit.RowBlank},
		{ID: rowFolder, Label: a.say("screen.backup.folder"), Value: p.folder},
		{Kind: kit.RowBlank},
		{ID: rowMakeBackup, Kind: kit.RowOpen, Label: a.say("screen.backup.make")},
		{Kind: kit.RowBlank},
	}
	switch {
	case p.busy:
		rows = append(rows, kit.Row{Kind: kit.RowQuiet, Label: a.say("screen.backup.working")})
	case !p.said.Zero():
		rows = append(rows, kit.Row{Kind: kit.RowWords, Label: a.said(p.said)})
	default:
		rows = append(rows, p.about()...)
	}
	p.form.SetRows(rows)
}

// about is what a safety copy is, and where it belongs.
func (p *backupPage) about() []kit.Row {
	return p.a.sentences(model.Msg("screen.backup.about"), model.Msg("screen.backup.about-where"))
}

func (p *backupPage) key(k kit.Key) (tea.Cmd, bool) {
	events, used := p.form.Key(k)
	for _, e := range events {
		switch e := e.(type) {
		case kit.Changed:
			p.folder = strings.TrimSpace(e.Value)
		case kit.Opened:
			return p.begin(), true
		}
	}
	return nil, used
}

func (p *backupPage) begin() tea.Cmd {
	if p.busy {
		return nil
	}
	p.busy, p.said = true, model.Message{}
	p.arrive()
	a, folder := p.a, p.folder
	d := a.desk
	return work(a, nil, func(ctx context.Context) (desk.SafetyCopy, error) {
		if folder == "" {
			return desk.SafetyCopy{}, desk.ErrNoFolder
		}
		return d.Backup(ctx, folder)
	}, func(b desk.SafetyCopy, err error) tea.Cmd {
		p.made(d, b, err)
		return nil
	})
}

// made says what came of it, on the page or, where somebody went on, over what
// is in front. Once the notes are locked nobody is told: locking has ended it.
func (p *backupPage) made(d *desk.Desk, b desk.SafetyCopy, err error) {
	p.busy = false
	said := desk.BackupSaid(b)
	if err != nil {
		said = desk.BackupTrouble(err, p.folder)
	}
	switch {
	case p.a.desk != d || errors.Is(err, context.Canceled):
	case p.a.top() == screen(p):
		p.said = said
		p.arrive()
	default:
		p.a.tell(said)
	}
}

func (p *backupPage) paste(text string) tea.Cmd {
	p.form.Paste(text)
	return nil
}

func (p *backupPage) frame() kit.Frame {
	title := []string{p.a.say("action.backup")} // it is everybody's: nobody is named
	enter := "screen.hint.do"
	if p.form.Focus() == rowFolder {
		enter = "screen.hint.change"
	}
	return kit.Frame{Title: title, Small: title, Hints: []kit.Hint{p.a.hint("Enter", enter), p.a.hint("Esc", "screen.hint.back")}}
}

func (p *backupPage) view(width, height int) kit.Drawing { return p.form.View(width, height) }

// copyDaily makes the day's safety copy beside the screens, if one is wanted.
// Where none comes about for some days, a warning says so.
func (a *app) copyDaily(d *desk.Desk) tea.Cmd {
	if d.Settings.BackupTo == "" {
		return nil
	}
	return work(a, nil, func(ctx context.Context) (struct{}, error) { return struct{}{}, d.BackupDaily(ctx) },
		func(struct{}, error) tea.Cmd { return nil })
}

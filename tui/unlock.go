package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// unlock asks for the words that open the notes. Wrong ones destroy nothing;
// they cost a wait that grows.
type unlock struct {
	a       *app
	form    *kit.Form
	working bool // being tried, or waiting until one may try again
	wrong   bool
	wait    time.Duration
	shown   bool
}

func newUnlock(a *app) *unlock { return &unlock{a: a} }

func (u *unlock) arrive() {
	if u.form == nil {
		u.form = kit.NewForm(u.a.look)
		u.form.Fill = true
	}
	rows := []kit.Row{
		{Kind: kit.RowBlank},
		{Kind: kit.RowHeading, Label: u.a.say("screen.unlock.heading")},
		{Kind: kit.RowBlank},
		{ID: "words", Label: u.a.say("screen.setup.your-words"), Masked: true, ValueAt: answerAt},
		{Kind: kit.RowBlank},
	}
	switch {
	case u.wrong && u.wait > 0:
		rows[3].Wrong = u.a.say("screen.unlock.wrong-wait", "n", int(u.wait.Seconds()))
	case u.wrong:
		rows[3].Wrong = u.a.say("screen.unlock.wrong")
	}
	rows = append(rows, kit.Row{Kind: kit.RowWords, Label: u.a.say("screen.unlock.shows", "show", u.a.doorKey(keyShow))}, kit.Row{Kind: kit.RowBlank},
		kit.Row{Kind: kit.RowWords, Label: u.a.say("screen.unlock.forgotten")})
	u.form.SetRows(rows)
	u.form.ShowSecrets(u.shown)
}

func (u *unlock) key(k kit.Key) (tea.Cmd, bool) {
	switch {
	case u.working || u.a.door == nil:
		return nil, true
	case k.Name == u.a.doorKey(keyShow):
		u.shown = !u.shown
		u.form.ShowSecrets(u.shown)
		return nil, true
	case k.Name == "enter":
		_, typed, _ := u.form.Editing()
		return u.try(typed), true
	}
	_, used := u.form.Key(k)
	return nil, used
}

func (u *unlock) try(typed string) tea.Cmd {
	if typed == "" {
		return nil
	}
	u.working, u.form, u.wrong = true, nil, false
	u.arrive()
	u.a.tell(model.Msg("screen.unlock.trying"))
	door, words := u.a.door, []byte(typed)
	return work(u.a, u, func(context.Context) (*desk.Desk, error) {
		defer clear(words)
		return door.UnlockWith(words)
	}, u.tried)
}

func (u *unlock) tried(d *desk.Desk, err error) tea.Cmd {
	u.a.message = ""
	wait, wrong := desk.WrongKey(err)
	switch {
	case err == nil:
		return u.a.unlocked(d)
	case !wrong:
		u.working = false
		u.a.fail(err)
		return nil
	}
	u.wrong, u.wait = true, wait
	u.arrive()
	// What is typed meanwhile is not taken: nobody can type ahead of the wait.
	return work(u.a, u, func(ctx context.Context) (struct{}, error) {
		select {
		case <-time.After(wait):
		case <-ctx.Done():
		}
		return struct{}{}, nil
	}, func(struct{}, error) tea.Cmd {
		u.working, u.wait = false, 0
		u.arrive()
		return nil
	})
}

// unlocked goes home, or back to where one was when it was locked.
func (a *app) unlocked(d *desk.Desk) tea.Cmd {
	a.door, a.desk = nil, d
	a.quiet.touched = wall(a.now())
	back := a.quiet.back
	a.quiet.back = ""
	cmd := tea.Batch(a.goHome(), a.copyDaily(d))
	if back == "" {
		a.tell(a.onOpening(d)...)
		return tea.Batch(cmd, a.finishMoves())
	}
	return tea.Batch(cmd, a.openRecord(back, model.Place{}))
}

// onOpening is what to tell whoever has opened the notes.
func (a *app) onOpening(d *desk.Desk) []model.Message {
	told := d.Warnings()
	if d.ByCode() {
		told = append(told, model.Msg("ways.by-code", "ways", a.by("ways")))
	}
	return told
}

func (u *unlock) paste(text string) tea.Cmd {
	if !u.working {
		u.form.Paste(text)
	}
	return nil
}

func (u *unlock) about() []kit.Row { return u.a.sentences(model.Msg("screen.unlock.why")) }

func (u *unlock) frame() kit.Frame {
	title := []string{u.a.say("screen.unlock.title")}
	f := kit.Frame{Title: title, Small: title, Status: u.a.say("screen.unlock.status")}
	f.Hints = []kit.Hint{u.a.hint("Enter", "screen.hint.open"), u.a.hint(u.a.doorKey(keyShow), "screen.hint.show"), u.a.hint(u.a.key(keyQuit), "screen.hint.leave")}
	return f
}

func (u *unlock) view(width, height int) kit.Drawing { return u.form.View(width, height) }

package tui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/tui/desk"
)

// opening is what is found in the data folder: the settings, and the notes with
// a door before them, or why there is none.
type opening struct {
	open bool // the notes are open already
	told bool // what is wrong in the settings was told: they are opened all the same

	settings content.Settings
	wrong    *desk.SettingsError
	notes    bool
	door     *desk.Door
	shut     error
}

// look reads the settings and opens the notes. What is wrong in the settings is
// told before anything else, and keeps nobody out.
func (o opening) look(dir string, opts desk.Options) opening {
	var err error
	o.settings, err = desk.LoadSettings(dir)
	o.wrong, _ = errors.AsType[*desk.SettingsError](err)
	if o.open || o.wrong != nil && !o.told {
		return o
	}
	if o.notes = desk.Exists(dir); o.notes {
		o.door, o.shut = desk.Open(dir, opts)
	} else {
		o.shut = desk.JudgePlace(dir)
	}
	return o
}

// begin shows the first page, before there is anything on the screen.
func (a *app) begin() tea.Cmd {
	return a.begun(opening{open: a.desk != nil}.look(a.dir, a.opts))
}

// beginAgain does the same beside a page that says why it could not be done. It
// is no page's job: a door must not be forgotten that is open by then, or nobody
// could open the notes any more.
func (a *app) beginAgain(told bool) tea.Cmd {
	a.tell(model.Msg("screen.unlock.trying"))
	o := opening{open: a.desk != nil, told: told}
	return work(a, nil, func(context.Context) (opening, error) {
		return o.look(a.dir, a.opts), nil
	}, func(o opening, _ error) tea.Cmd { return a.begun(o) })
}

// begun shows what was found: what is wrong, or a page to set up or to unlock
// on. Notes that are open already are gone on with.
func (a *app) begun(o opening) tea.Cmd {
	a.use(o.settings)
	if o.wrong != nil && !o.told {
		a.start(newFaulty(a, o.wrong))
		return nil
	}
	a.broken = nil
	var cmd tea.Cmd
	switch {
	case o.open:
		cmd = a.unlocked(a.desk)
	case o.shut != nil:
		a.start(newShut(a, o.shut))
	case !o.notes:
		a.start(newSetUp(a))
	default:
		a.door = o.door
		a.start(newUnlock(a))
	}
	if o.wrong != nil {
		a.tell(model.Msg("screen.faulty.meanwhile", "n", len(o.wrong.Faults)))
	}
	return cmd
}

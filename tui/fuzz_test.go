package tui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ownwords/model"
)

// anyKeys are what a fuzzed hand presses.
var anyKeys = strings.Fields(`enter tab shift+tab esc backspace delete up down left right home end pgup pgdown space
	shift+left shift+right shift+up shift+down ctrl+left ctrl+right ctrl+backspace ctrl+space ctrl+a ctrl+c ctrl+x ctrl+v ctrl+f ctrl+g
	ctrl+e ctrl+l ctrl+n ctrl+b ctrl+o ctrl+p ctrl+r ctrl+s ctrl+t ctrl+w ctrl+y ctrl+z f1 f5 a c d e l n o s v w + . : " 1 2 3 4 5 6 7 8 9 0`)

// anyPastes are what it pastes.
var anyPastes = []string{
	"two\r\nlines\tand more", "c: Carol's?", "\"said\"", "\xff\xfe broken \xed\xa0\x80 bytes", "\x1b]2;title\a\x1b[2J", strings.Repeat("long ", 200),
	"👨‍👩‍👧 नमस्ते 中文 e\u0301\u0301\u0301", "\u200d\u0301\u200b", "", "\u202etxt", "𝒳\u0000y",
}

// anySizes are the windows that it drags the terminal to.
var anySizes = []tea.WindowSizeMsg{
	{Width: 80, Height: 24},
	{Width: 40, Height: 12},
	{Width: 120, Height: 40},
	{Width: 200, Height: 60},
	{Width: 1, Height: 1},
	{},
	{Width: 39, Height: 11},
	{Width: 41, Height: 13},
	{Width: 500, Height: 200},
	{Width: 59, Height: 19},
	{Width: 80, Height: 1},
	{Width: 3, Height: 90},
}

// anyStages are where it begins.
var anyStages = []model.Stage{
	model.StageTalk, model.StageStart, model.StageWants, model.StagePeople, model.StageRisks, model.StageHelps, model.StageMoney,
	model.StageAgree, model.StageShare, model.StageMine, model.StageNeeds, model.StageDesk, model.StageDecisions, model.StageWishes,
	model.StagePayment,
}

// FuzzKeys does to the program, wherever it stands, whatever a hand, a cat or a
// terminal may do to it: it does not crash, and never draws more than the
// window holds.
func FuzzKeys(f *testing.F) {
	for stage := range anyStages {
		f.Add(append([]byte{byte(stage)}, "\x01\x05\x45enter\x90\x91\xa0\xa1\xb4\xc8\xd0\xdc\xe0\xf0"...))
	}
	f.Add([]byte{3, 1, 0, 200, 1, 11, 6, 202, 3, 4, 204, 120, 121, 122, 160, 161, 206, 2, 0, 0, 0, 3})
	f.Add([]byte("\x02\x24\x24\x26\x0b\xcb\x00\x00\xc9\x12\x28\x2c\xca\x23\xcc\x31\x32\xc6\x30"))
	f.Fuzz(func(t *testing.T, does []byte) {
		if len(does) == 0 || len(does) > 60 {
			return
		}
		t.Chdir(t.TempDir()) // what it copies goes there
		d := withVisit(t, peggysVisit)
		d.run(d.app.goTo(model.Place{Stage: anyStages[int(does[0])%len(anyStages)]}))
		for _, b := range does[1:] {
			d.anything(int(b))
			if d.quit {
				return
			}
			d.fits()
		}
	})
}

// anything does one of all things.
func (d *drive) anything(n int) {
	d.t.Helper()
	switch {
	case n < 160:
		d.keys(anyKeys[n%len(anyKeys)])
	case n < 180:
		d.send(tea.PasteMsg{Content: anyPastes[n%len(anyPastes)]})
	case n < 200:
		d.send(anySizes[n%len(anySizes)])
	case n < 210:
		d.tick()
	case n < 216:
		d.clock.set(d.clock.now().Add(time.Minute))
		d.send(minuteMsg{})
	case n < 230:
		d.send(tea.MouseClickMsg{X: n % 80, Y: n % 24, Button: tea.MouseLeft})
	case n < 236:
		d.send(tea.MouseWheelMsg{X: n % 80, Y: n % 24, Button: tea.MouseWheelDown})
	case n < 240:
		d.send(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset})
	case d.app.talk != nil:
		if all := d.app.talk.Offered(); d.app.desk != nil && !d.app.quiet.covered {
			d.act(all[n*len(all)/256].ID)
		}
	}
}

// fits checks that what is drawn is no larger than the window.
func (d *drive) fits() {
	d.t.Helper()
	text, cursor := d.look()
	w, h := d.app.width, d.app.height
	rows := strings.Split(text, "\n")
	if text != "" && len(rows) > h {
		d.t.Fatalf("%d rows are drawn in a window of %dx%d:\n%s", len(rows), w, h, text)
	}
	for i, row := range rows {
		if cells := d.app.look.Measure.Width(row); cells > w {
			d.t.Fatalf("row %d is %d cells wide in a window of %dx%d:\n%s", i+1, cells, w, h, text)
		}
	}
	if cursor != nil && (cursor.X < 0 || cursor.Y < 0 || cursor.X >= max(w, 1) || cursor.Y >= max(h, 1)) {
		d.t.Fatalf("the cursor stands at %d, %d in a window of %dx%d:\n%s", cursor.X, cursor.Y, w, h, text)
	}
}

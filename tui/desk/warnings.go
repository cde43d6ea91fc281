package desk

import (
	"errors"
	"slices"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store/vault"
)

// clockBehind is how far the clock may be behind what was kept here last: two
// laptops are seldom nearer, and somebody who sets a clock right sets it by minutes.
const clockBehind = 10 * time.Minute

// JudgePlace returns a *vault.PlaceError for a folder in which notes would not
// be safe.
func JudgePlace(dir string) error { return vault.JudgePlace(dir) }

// Warnings are what to tell whoever opens the notes, before anything else: what
// is not as it should be about the laptop, and is nobody's words.
func (d *Desk) Warnings() []model.Message {
	var out []model.Message
	if d.reverted {
		out = append(out, model.Msg("warning.reverted"))
	}
	if d.inBoth.Load() {
		out = append(out, model.Msg("warning.in-both"))
	}
	out = append(out, placeWarning(d.Dir), d.clockWarning())
	if d.Tight() {
		out = append(out, model.Msg("warning.tight"))
	}
	out = append(out, d.backupWarning(), localWarning(d.Dir))
	return slices.DeleteFunc(out, model.Message.Zero)
}

// Reverted says that all may be as it was one save earlier, which Warnings tells
// too: whoever opens the notes must be told.
func (d *Desk) Reverted() bool { return d.reverted }

// placeWarning says why notes are not safe in a folder; zero where they are.
func placeWarning(dir string) model.Message {
	p, ok := errors.AsType[*vault.PlaceError](vault.JudgePlace(dir))
	if !ok {
		return model.Message{}
	}
	return model.Msg("warning.place."+string(p.Hazard), "path", p.Path, "by", p.By)
}

// clockWarning says that the laptop's clock can't be right: what is kept here, or
// the program itself, was made later than it says it is. Nothing goes by it but
// the dates that people read: order is by number.
func (d *Desk) clockWarning() model.Message {
	newest, err := d.store.Newest()
	if err != nil {
		return model.Message{} // reading says so elsewhere
	}
	now := d.Now().Local()
	if !now.Before(newest.Add(-clockBehind)) && !now.Before(d.Built.Add(-clockBehind)) {
		return model.Message{}
	}
	return model.Msg("warning.clock", "day", content.DateDay(now), "clock", content.Clock(now))
}

// Tight tells whether the disk was found full. What is typed is still saved, for
// some time.
func (d *Desk) Tight() bool { return d.store.Tight() }

// KeepRoom looks whether the disk has room again, and tells whether it has none.
func (d *Desk) KeepRoom() (tight bool) { return d.store.KeepRoom() }

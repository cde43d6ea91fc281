package desk

import (
	"errors"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store/vault"
)

// skew is how far the clock may be behind what was kept here last: two laptops
// are seldom nearer, and somebody who sets a clock right sets it by minutes.
const skew = 10 * time.Minute

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
	if p, ok := errors.AsType[*vault.PlaceError](vault.JudgePlace(d.Dir)); ok {
		out = append(out, model.Msg("warning.place."+string(p.Hazard), "path", p.Path, "by", p.By))
	}
	if d.clockIsBehind() {
		now := d.Now().Local()
		out = append(out, model.Msg("warning.clock", "day", content.DateDay(now), "clock", content.Clock(now)))
	}
	if d.Tight() {
		out = append(out, model.Msg("warning.tight"))
	}
	if late := d.backupWarning(); !late.Zero() {
		out = append(out, late)
	}
	return out
}

// clockIsBehind tells whether the laptop's clock can't be right: what is kept
// here, or the program itself, was made later than it says it is. Nothing goes
// by it but the dates that people read: order is by number.
func (d *Desk) clockIsBehind() bool {
	newest, err := d.store.Newest()
	if err != nil {
		return false // reading says so elsewhere
	}
	now := d.Now()
	return now.Before(newest.Add(-skew)) || now.Before(d.Built.Add(-skew))
}

// Tight tells whether the disk was found full. What is typed is still saved, for
// some time.
func (d *Desk) Tight() bool { return d.store.Tight() }

// KeepRoom looks whether the disk has room again, and tells whether it has none.
func (d *Desk) KeepRoom() (tight bool) { return d.store.KeepRoom() }

package desk

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store"
	"ownwords/store/seal"
	"ownwords/store/vault"
)

// State is how well one thing is.
type State string

// The states, from the best to the worst. What cannot be found out is no fault.
const (
	StateWell    State = "well"
	StateUnknown State = "unknown"
	StateTold    State = "told" // to be put right by somebody, while all is there
	StateDamaged State = "damaged"
)

var states = []State{StateWell, StateUnknown, StateTold, StateDamaged}

// Finding is one thing that was looked at.
type Finding struct {
	Check string
	State State
	Fault string        // of the file, in one word; empty where there is none
	Say   model.Message // how it is
	Do    model.Message // what to do now; zero for nothing
}

// Health is how everything is in a data folder.
type Health struct {
	Path     string // of the file of the notes
	Size     int64  // bytes
	Findings []Finding
	Report   *store.Report // nil where the file could not be opened
	// Names are those of the people whose records are damaged, for the one who
	// sits here and for nobody else.
	Names map[model.ID]string
}

// State is the worst of the findings. Something that could not be found out
// leaves all well.
func (h *Health) State() State {
	worst := StateWell
	for _, f := range h.Findings {
		if f.State != StateUnknown && slices.Index(states, f.State) > slices.Index(states, worst) {
			worst = f.State
		}
	}
	return worst
}

func (h *Health) add(check string, state State, say model.Message) *Finding {
	h.Findings = append(h.Findings, Finding{Check: check, State: state, Say: say})
	return &h.Findings[len(h.Findings)-1]
}

// Examine looks at everything in a data folder: the file, each value in it, and
// what is around it. It changes nothing but the rights of files that others can
// read, and where all is whole the log. A file that can't be opened is a finding;
// the errors are those of Open and unlock that are none.
func Examine(ctx context.Context, dir string, unlock func(*Door) (*Desk, error), o Options) (Health, error) {
	door, err := Open(dir, o)
	if err != nil {
		return unopened(dir, err)
	}
	d, err := unlock(door)
	if err != nil {
		if closing := door.Close(); closing != nil {
			err = errors.Join(err, closing)
		}
		return unopened(dir, err)
	}
	h, err := d.Check(ctx)
	// Not by Desk.Close, which would put the file in order: a damaged one is left
	// as it is.
	return h, errors.Join(err, d.store.Close())
}

// unopened is how a folder is whose file can't be opened.
func unopened(dir string, err error) (Health, error) {
	fault := fileFault(err)
	if fault == "" {
		return Health{}, err
	}
	h := newHealth(dir)
	h.add("file", StateDamaged, Trouble(err)).Fault = fault // which says what to do
	h.around(dir)
	return h, nil
}

// fileFault is what keeps a file from being opened, in one word; empty where
// that is not the file.
func fileFault(err error) string {
	if _, ok := errors.AsType[*vault.NewerError](err); ok {
		return "newer"
	}
	if e, ok := errors.AsType[*vault.FileError](err); ok {
		return faultWord(e.Fault)
	}
	if _, ok := errors.AsType[*vault.DamageError](err); ok {
		return "meta"
	}
	return ""
}

func newHealth(dir string) Health {
	h := Health{Path: filepath.Join(dir, vault.FileName), Names: map[model.ID]string{}}
	if info, err := os.Stat(h.Path); err == nil {
		h.Size = info.Size()
	}
	return h
}

// actionChecked is the log entry of having looked at everything: n records.
const actionChecked = "checked"

// Check is Examine for notes that are open.
func (d *Desk) Check(ctx context.Context) (Health, error) {
	h := newHealth(d.Dir)
	report, err := d.store.Verify(ctx)
	switch fault := fileFault(err); {
	case err != nil && fault == "":
		return Health{}, err
	case err != nil:
		h.add("file", StateDamaged, Trouble(err)).Fault = fault
		h.around(d.Dir)
		return h, nil
	case d.reverted:
		h.add("file", StateTold, model.Msg("warning.reverted")).Fault = "reverted"
	default:
		h.add("file", StateWell, model.Msg("doctor.file", "path", h.Path, "size", int(h.Size)))
	}
	h.around(d.Dir)
	h.backups(d)
	h.ways(d)
	h.clock(d)
	h.content(report)
	if len(report.Damage) > 0 {
		return h, h.name(d)
	}
	_ = d.store.Log(actionChecked, "", report.Counts.Records) // a full disk keeps nobody from looking
	return h, nil
}

// around looks at what is around the file, which takes no key.
func (h *Health) around(dir string) {
	h.rights(dir)
	h.place(dir)
	switch vault.SealOfDisk(dir) {
	case vault.DiskSealed:
		h.add("disk", StateWell, model.Msg("doctor.disk.sealed"))
	case vault.DiskOpen:
		h.add("disk", StateTold, model.Msg("doctor.disk.open")).Do = model.Msg("doctor.do.disk")
	default:
		h.add("disk", StateUnknown, model.Msg("doctor.disk.unknown"))
	}
	h.room(dir)
	h.beside(dir)
}

// rights closes to others what of the folder they could read.
func (h *Health) rights(dir string) {
	if runtime.GOOS == "windows" {
		h.add("rights", StateUnknown, model.Msg("doctor.rights.unknown"))
		return
	}
	closed, failed := 0, ""
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.Type()&fs.ModeSymlink != 0 {
			return err
		}
		info, err := e.Info()
		if err != nil || info.Mode().Perm()&0o077 == 0 {
			return err
		}
		if err := os.Chmod(path, info.Mode().Perm()&^0o077); err != nil {
			failed = path
			return nil
		}
		closed++
		return nil
	})
	switch {
	case failed != "" || err != nil:
		h.add("rights", StateTold, model.Msg("doctor.rights.open", "path", dir)).Do = model.Msg("doctor.do.rights")
	case closed > 0:
		h.add("rights", StateTold, model.Msg("doctor.rights.closed", "n", closed))
	default:
		h.add("rights", StateWell, model.Msg("doctor.rights.well"))
	}
}

func (h *Health) place(dir string) {
	if unsafe := placeWarning(dir); !unsafe.Zero() {
		h.add("place", StateTold, unsafe)
		return
	}
	h.add("place", StateWell, model.Msg("doctor.place.well"))
}

// leastRoom is what must be free beside room for the file to be made anew.
const leastRoom = 64 << 20

func (h *Health) room(dir string) {
	free, err := vault.Room(dir)
	megabytes := int(free >> 20)
	switch {
	case err != nil:
		h.add("room", StateUnknown, model.Msg("doctor.room.unknown"))
	case free < leastRoom+uint64(h.Size):
		h.add("room", StateTold, model.Msg("doctor.room.told", "n", megabytes)).Do = model.Msg("doctor.do.room")
	default:
		h.add("room", StateWell, model.Msg("doctor.room.well", "n", megabytes))
	}
}

func (h *Health) backups(d *Desk) {
	last, changed, err := d.store.LastBackup()
	day := content.DateDay(last.At.Local())
	switch warning := d.backupWarning(); {
	case err != nil || last.At.IsZero():
		h.add("backups", StateTold, model.Msg("doctor.backups.none")).Do = model.Msg("doctor.do.backups")
	case !warning.Zero():
		h.add("backups", StateTold, warning)
	case taken(last.Path):
		f := h.add("backups", StateTold, model.Msg("doctor.backups.gone", "day", day, "path", last.Path))
		f.Do = model.Msg("doctor.do.backups")
	case changed && !d.lately(last):
		f := h.add("backups", StateTold, model.Msg("doctor.backups.last", "day", day, "path", last.Path))
		f.Do = model.Msg("doctor.do.backups")
	default:
		h.add("backups", StateWell, model.Msg("doctor.backups.last", "day", day, "path", last.Path))
	}
}

func (h *Health) ways(d *Desk) {
	all, err := d.Ways()
	code, damaged := false, 0
	for _, w := range all {
		code = code || w.Kind == string(seal.KindRecovery) && !w.Damaged
		if w.Damaged {
			damaged++
		}
	}
	switch {
	case damaged > 0:
		h.add("ways", StateDamaged, model.Msg("doctor.ways.damaged", "n", damaged)).Do = model.Msg("doctor.do.ways")
	case err == nil && !code:
		h.add("ways", StateTold, model.Msg("doctor.ways.no-code")).Do = model.Msg("doctor.do.ways")
	default:
		h.add("ways", StateWell, model.Msg("doctor.ways.well", "n", len(all)))
	}
}

func (h *Health) clock(d *Desk) {
	if behind := d.clockWarning(); !behind.Zero() {
		h.add("clock", StateTold, behind)
		return
	}
	h.add("clock", StateWell, model.Msg("doctor.clock.well"))
}

// content sorts what reading everything came to.
func (h *Health) content(r store.Report) {
	h.Report = &r
	counts := map[string]int{
		"seals": r.Counts.Records, "chain": r.Counts.Batches, "log": r.Counts.Entries, "outbox": r.Counts.Items,
	}
	for _, check := range []string{"seals", "chain", "log", "outbox"} {
		damaged := len(DamageUnder(check, r.Damage))
		if damaged == 0 {
			h.add(check, StateWell, model.Msg("doctor.well."+check, "n", counts[check]))
			continue
		}
		h.add(check, StateDamaged, model.Msg("doctor.damaged."+check, "n", damaged)).Do = model.Msg("doctor.do.damage")
	}
}

// name finds the names of those whose records are damaged, as far as their
// cards can be read.
func (h *Health) name(d *Desk) error {
	all, _, err := d.entries()
	if err != nil {
		return fmt.Errorf("find names: %w", err)
	}
	for _, e := range all {
		if slices.ContainsFunc(h.Report.Damage, func(x store.Damage) bool { return x.Record == e.ID }) {
			h.Names[e.ID] = e.Name()
		}
	}
	return nil
}

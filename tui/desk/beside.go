package desk

import (
	"path/filepath"

	"ownwords/model"
	"ownwords/store"
)

// PurgedSaid says that a record is gone for good, and what still has it.
func (d *Desk) PurgedSaid(who string) model.Message {
	if n := len(store.Beside(d.Dir)); n > 0 {
		return model.Msg("bin.purged-beside", "who", who, "n", n)
	}
	return model.Msg("bin.purged", "who", who)
}

// StillBeside says how many files beside the notes still have what is taken out
// of them now; zero where there is none.
func (d *Desk) StillBeside() model.Message {
	if n := len(store.Beside(d.Dir)); n > 0 {
		return model.Msg("wrong.beside", "n", n)
	}
	return model.Message{}
}

// beside tells of each file that holds all of the notes of an earlier day.
func (h *Health) beside(dir string) {
	for _, path := range store.Beside(dir) {
		f := h.add("beside", StateTold, model.Msg("doctor.beside", "file", filepath.Base(path)))
		f.Do = model.Msg("doctor.do.beside")
	}
}

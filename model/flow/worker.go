package flow

import (
	"slices"

	"ownwords/model"
)

// Me is the voice of whoever types here: of the worker whose name the Env has,
// else of the one who holds the conversation. A record that came from another
// worker's laptop knows nothing of us until we change something in it; what we
// type is ours from the first letter on.
func (f *Flow) Me() *model.Voice {
	if v := f.r.WorkerNamed(f.env.Worker.Name); v != nil {
		return v
	}
	if f.newcomer != nil {
		return f.newcomer
	}
	return f.r.WorkerVoice()
}

// comes is the voice of whoever types where another worker holds the record, nil
// where it is theirs already: they are in it by name, or began it under a name
// that they had then.
func (f *Flow) comes(tail []model.Batch) *model.Voice {
	w := f.env.Worker
	began := len(tail) > 0 && tail[0].Action == actBegin && tail[0].By == f.env.By
	if w.Name == "" || began || f.r.WorkerVoice() == nil || f.r.WorkerNamed(w.Name) != nil {
		return nil
	}
	return &model.Voice{Head: model.Head{ID: f.env.NewID()}, Name: w.Name, Role: w.Role}
}

// arrives puts whoever types into the record, and into the room where the visit
// is today's, with the first thing that they change.
func (t *tx) arrives() {
	v, r := t.f.newcomer, t.now()
	if v == nil || model.Find(r.Voices, v.ID) != nil || r.WorkerNamed(v.Name) != nil {
		return
	}
	c := model.Copy(v)
	c.Head = behind(r.Voices, v.ID)
	t.put(c)
	if x := r.Latest(); x != nil && model.DayOf(x.Began) == model.DayOf(t.f.env.Now()) && !slices.Contains(x.Here, v.ID) {
		x = model.Copy(x)
		x.Here = append(slices.Clone(x.Here), v.ID)
		t.put(x)
	}
}

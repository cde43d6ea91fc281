package desk

import (
	"cmp"
	"slices"

	"ownwords/model"
	"ownwords/store"
)

// Task is one thing to do today.
type Task struct {
	Record model.ID // none for what is the laptop's own: the recovery code
	Name   string   // of the person
	What   model.Message
	Late   bool
	// Place is where in the conversation it is done; zero for where that was
	// left. A worry's is among one's own notes: it is for the desk.
	Place  model.Place
	urgent int
}

// ToDo are the things to do today: worries first, each with the number to ring
// until a name and a time stand there, then plans that were sent back, then what
// was promised or is to be looked at by today.
func (d *Desk) ToDo() ([]Task, error) {
	all, _, err := d.entries()
	if err != nil {
		return nil, err
	}
	back, err := d.SentBack()
	if err != nil {
		return nil, err
	}
	today := model.DayOf(d.Now())
	var out []Task
	for _, p := range back {
		out = append(out, Task{
			Record: p.Record, Name: p.Name, What: p.Mend(), Place: model.Place{Stage: model.StageAgree}, urgent: 1,
		})
	}
	for _, e := range all {
		if e.Needs() {
			out = append(out, Task{Record: e.ID, Name: e.Name(), What: e.Stays, Place: model.Place{Stage: model.StageShare}, urgent: 1})
		}
		if e.inRecord(today) == 0 {
			continue
		}
		l, err := d.store.Read(e.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, d.tasksOf(e, l.Record, today)...)
	}
	if d.CodeIsDue() {
		out = append(out, Task{What: model.Msg("todo.code")})
	}
	slices.SortStableFunc(out, func(a, b Task) int { return cmp.Compare(b.urgent, a.urgent) })
	return out, nil
}

func (d *Desk) tasksOf(e Entry, r *model.Record, today string) []Task {
	var out []Task
	add := func(t Task) {
		t.Record, t.Name = e.ID, e.Name()
		out = append(out, t)
	}
	for _, w := range r.Worries {
		if w.Open() {
			add(Task{What: d.worryTask(), Place: model.Place{Stage: model.StageMine, Part: w.ID}, urgent: 2})
		}
	}
	for _, due := range r.Dues() {
		if due.Day <= today {
			add(Task{What: due.Say, Late: due.Day < today, Place: due.Place})
		}
	}
	if a := r.Agreement; a != nil && a.LookAgain.Day != "" && a.LookAgain.Day <= today {
		add(Task{What: model.Msg("todo.look"), Late: a.LookAgain.Day < today})
	}
	return out
}

// worryTask says whom to ring. The program passes nothing on by itself.
func (d *Desk) worryTask() model.Message {
	n := d.Settings.Numbers
	if n.Safety == "" {
		return model.Msg("todo.worry.no-number", "emergency", n.Emergency)
	}
	return model.Msg("todo.worry", "number", n.Safety, "emergency", n.Emergency)
}

// SentBack tells whether the plan of an entry does not go again by itself,
// because of what the server said: somebody has to look at it.
func (e Entry) SentBack() bool {
	return slices.Contains([]store.OutStep{store.OutRefused, store.OutConflict, store.OutGone}, e.Sending)
}

// Mend says why a plan does not go again by itself, and what to do about it.
func (p Parcel) Mend() model.Message {
	switch p.State.Step {
	case store.OutConflict:
		return model.Msg("todo.conflict")
	case store.OutGone:
		if p.PartGone() {
			return model.Msg("todo.gone-part")
		}
		return model.Msg("todo.gone")
	default:
		return model.Msg("todo.sent-back", "why", p.why())
	}
}

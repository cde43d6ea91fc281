package desk

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"ownwords/model"
	"ownwords/store"
)

// Entry is one row of the list: a conversation and how it stands.
type Entry struct {
	store.Card
	// Days are whole days since the wait began, where somebody is waited for.
	Days int
}

// Home is what stands on the first page. No name is on it but those of today.
type Home struct {
	Today   []Entry // opened today, or due today
	Others  int     // on this laptop besides
	Damaged []store.Damage
	ToDo    int
	// Waiting are plans that wait to go, and Oldest since when the oldest does.
	Waiting int
	Oldest  time.Time
}

// Home reads the first page.
func (d *Desk) Home() (Home, error) {
	all, damaged, err := d.entries()
	if err != nil {
		return Home{}, err
	}
	h := Home{Damaged: damaged}
	today := day(d.Now())
	for _, e := range all {
		if e.isToday(today) {
			h.Today = append(h.Today, e)
		} else {
			h.Others++
		}
		h.ToDo += e.toDo(today)
		if e.Waiting.On == store.WaitSend {
			h.Waiting++
			if h.Oldest.IsZero() || e.Waiting.Since.Before(h.Oldest) {
				h.Oldest = e.Waiting.Since
			}
		}
	}
	return h, nil
}

func (e Entry) isToday(today string) bool {
	return day(e.Opened) == today || day(e.LastVisit) == today || e.Due == today || e.LookAgain == today
}

// toDo counts what a card says is to be done today: worries that nobody was
// told of, and one for a step or a look again that is due.
func (e Entry) toDo(today string) int {
	n := e.OpenWorries
	if e.Due != "" && e.Due <= today {
		n++
	}
	if e.LookAgain != "" && e.LookAgain <= today {
		n++
	}
	return n
}

func (d *Desk) entries() ([]Entry, []store.Damage, error) {
	cards, damaged, err := d.store.List()
	if err != nil {
		return nil, nil, err
	}
	out := make([]Entry, 0, len(cards))
	for _, c := range cards {
		e := Entry{Card: c}
		if c.Waiting.On != "" {
			e.Days = days(c.Waiting.Since, d.Now())
		}
		out = append(out, e)
	}
	return out, damaged, nil
}

func days(from, to time.Time) int {
	a, b := from.Local(), to.Local()
	x := time.Date(a.Year(), a.Month(), a.Day(), 0, 0, 0, 0, time.UTC)
	y := time.Date(b.Year(), b.Month(), b.Day(), 0, 0, 0, 0, time.UTC)
	return int(y.Sub(x).Hours() / 24)
}

// Everyone is the whole list, the longest wait first, narrowed to those whose
// name or words fit what was typed.
func (d *Desk) Everyone(find string) ([]Entry, []store.Damage, error) {
	all, damaged, err := d.entries()
	if err != nil {
		return nil, nil, err
	}
	if find != "" {
		ids, err := d.store.Find(find)
		if err != nil {
			return nil, nil, err
		}
		all = slices.DeleteFunc(all, func(e Entry) bool { return !slices.Contains(ids, e.ID) })
	}
	slices.SortStableFunc(all, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(b.Days, a.Days), b.LastVisit.Compare(a.LastVisit))
	})
	return all, damaged, nil
}

// Task is one thing to do today.
type Task struct {
	Record model.ID
	Name   string // of the person
	What   model.Message
	Worry  bool
	Late   bool
}

// ToDo are the things to do today: worries first, each with the number to
// ring, until a name and a time stand there.
func (d *Desk) ToDo() ([]Task, error) {
	all, _, err := d.entries()
	if err != nil {
		return nil, err
	}
	today := day(d.Now())
	var out []Task
	for _, e := range all {
		if e.toDo(today) == 0 {
			continue
		}
		l, err := d.store.Load(e.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, d.tasksOf(e, l.Record, today)...)
	}
	slices.SortStableFunc(out, func(a, b Task) int {
		return cmp.Compare(rank(a), rank(b))
	})
	return out, nil
}

func rank(t Task) int {
	if t.Worry {
		return 0
	}
	return 1
}

func (d *Desk) tasksOf(e Entry, r *model.Record, today string) []Task {
	var out []Task
	name := e.Name()
	for _, w := range r.Worries {
		if w.Open() {
			out = append(out, Task{Record: e.ID, Name: name, Worry: true, What: d.worryTask()})
		}
	}
	for _, s := range r.Steps {
		if !s.Done && s.By.Day != "" && s.By.Day <= today {
			out = append(out, Task{Record: e.ID, Name: name, Late: s.By.Day < today, What: model.Msg("todo.step", "what", s.What)})
		}
	}
	if a := r.Agreement; a != nil && a.LookAgain.Day != "" && a.LookAgain.Day <= today {
		out = append(out, Task{Record: e.ID, Name: name, Late: a.LookAgain.Day < today, What: model.Msg("todo.look")})
	}
	return out
}

// worryTask says whom to ring. The program passes nothing on by itself.
func (d *Desk) worryTask() model.Message {
	if d.Settings.Numbers.Safety == "" {
		return model.Msg("todo.worry.no-number")
	}
	return model.Msg("todo.worry", "number", d.Settings.Numbers.Safety)
}

// Name is what the person of an entry is called.
func (e Entry) Name() string {
	if e.FullName != "" {
		return e.FullName
	}
	return e.Called
}

// Log are the entries of the log, oldest first: what was done, when, with ids
// and counts and no words.
func (d *Desk) Log() iter.Seq2[store.LogEntry, error] { return d.store.LogEntries() }

package desk

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"ownwords/model"
	"ownwords/store"
)

// Entry is one row of the list: a conversation and how it stands.
type Entry struct {
	store.Card
	// Days are whole days since the wait began, where somebody is waited for.
	Days int
	// Stays says why the plan goes to nobody, zero where it goes or has gone.
	Stays model.Message
}

// Home is what stands on the first page. No name is on it but those of today.
type Home struct {
	Today   []Entry // opened today, or due today
	Others  int     // on this laptop besides
	Damaged []store.Damage
	ToDo    int
	// The plans that wait: to go from here, for somebody to put right what was
	// sent back, and for the council to decide.
	ToGo, SentBack, Council Wait
	Changed                 Wait // changed or gone there: somebody has to look
	Bin                     int  // how many are in the bin
	// CodeDue tells that the recovery code is on no paper yet.
	CodeDue bool
}

// Wait is how many plans wait on the same, and since when the longest does.
type Wait struct {
	Plans int
	Since time.Time // UTC
}

func (w *Wait) add(since time.Time) {
	if w.Plans == 0 || since.Before(w.Since) {
		w.Since = since
	}
	w.Plans++
}

// Home reads the first page.
func (d *Desk) Home() (Home, error) {
	all, damaged, err := d.entries()
	if err != nil {
		return Home{}, err
	}
	bin, _, err := d.Bin()
	if err != nil {
		return Home{}, err
	}
	h := Home{Damaged: damaged, Bin: len(bin), CodeDue: d.CodeIsDue()}
	if h.CodeDue {
		h.ToDo++
	}
	today := model.DayOf(d.Now())
	for _, e := range all {
		if e.isToday(today) {
			h.Today = append(h.Today, e)
		} else {
			h.Others++
		}
		h.ToDo += e.toDo(today)
		switch {
		case e.Sending == store.OutConflict || e.Sending == store.OutGone:
			h.Changed.add(e.Outgoing.Frozen)
		case !e.Stays.Zero():
		case e.SentBack():
			h.SentBack.add(e.WaitsSince())
		case e.Waiting.On == store.WaitSend:
			h.ToGo.add(e.WaitsSince())
		case e.Waiting.On == store.WaitCouncil:
			h.Council.add(e.WaitsSince())
		}
	}
	return h, nil
}

func (e Entry) isToday(today string) bool {
	return model.DayOf(e.Opened) == today || model.DayOf(e.LastVisit) == today || slices.Contains(e.Dues, today) || e.LookAgain == today
}

// toDo counts what a card says is to be done today, as ToDo lists it: a plan that
// was sent back, one that somebody has who may not, and what stands in the record.
func (e Entry) toDo(today string) int {
	n := e.inRecord(today)
	if e.SentBack() {
		n++
	}
	if e.Needs() {
		n++
	}
	return n
}

// inRecord counts worries that nobody was told of, whatever else is due, and a
// look again.
func (e Entry) inRecord(today string) int {
	n := e.OpenWorries
	for _, due := range e.Dues {
		if due <= today {
			n++
		}
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
	var s shelf
	if d.shared() { // the council may have it, whatever was said
		if s, err = d.shelfOf(cards); err != nil {
			return nil, nil, err
		}
	}
	out := make([]Entry, 0, len(cards))
	for _, c := range cards {
		e := Entry{Card: c}
		if e.Stays, err = d.staysHere(s, c); err != nil {
			return nil, nil, err
		}
		if since := e.WaitsSince(); !since.IsZero() {
			e.Days = days(since, d.Now())
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
		d.logSearch(len(ids))
		all = slices.DeleteFunc(all, func(e Entry) bool { return !slices.Contains(ids, e.ID) })
	}
	slices.SortStableFunc(all, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(b.Days, a.Days), b.LastVisit.Compare(a.LastVisit))
	})
	return all, damaged, nil
}

// NamesRead notes in the log that the whole list was read, with n names in it.
// That it can't be noted, on a full disk, keeps nobody from reading.
func (d *Desk) NamesRead(n int) { _ = d.store.Log(ActionListed, "", n) }

// Name is what the person of an entry is called, in one line: a name from another
// laptop's file may hold line breaks, and would make a row of its own.
func (e Entry) Name() string {
	return strings.Join(strings.Fields(cmp.Or(strings.TrimSpace(e.FullName), e.Called)), " ")
}

// Whom is the person of an entry in a sentence: by name, or as whom nobody has
// named yet.
func (e Entry) Whom() any {
	if name := e.Name(); name != "" {
		return name
	}
	return model.Msg("law.the-person")
}

// Names are what somebody can be found by.
func (e Entry) Names() []string { return []string{e.FullName, e.Called} }

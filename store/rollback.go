package store

import (
	"sync"

	"ownwords/model"
)

// logged is how a record was left, as the log tells it.
type logged struct {
	seq  uint64 // its batches were at least so many
	head []byte // the hash of one of them; nil where that is not known
}

// lives are the records that should be here by the log.
type lives map[model.ID]logged

// take brings them up to an entry.
func (l lives) take(e LogEntry) {
	x := l[e.ID]
	switch e.Action {
	case ActionBegun, ActionTakenIn:
		x = logged{}
	case ActionChanged:
		x = logged{x.seq + uint64(e.N), e.Head}
	case string(WhyAgreed), string(WhyFinal):
		x.head = e.Head
	case ActionResealed, ActionFolded:
		x.head = nil // it was another before that
	case ActionPurged:
		delete(l, e.ID)
		return
	default:
		return
	}
	l[e.ID] = x
}

// earlier is what the log said of records when the store was opened, until each
// was compared with it: nobody else can change one after that.
type earlier struct {
	mu    sync.Mutex
	lives lives // nil before it was read
}

// of says how a record was left before the store was opened, once. A log that
// can't be read says nothing here; LogEntries tells it.
func (x *earlier) of(s *Store, id model.ID) logged {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.lives == nil {
		x.lives = lives{}
		for e, err := range s.LogEntries() {
			if err == nil {
				x.lives.take(e)
			}
		}
	}
	was := x.lives[id]
	delete(x.lives, id)
	return was
}

// rolledBack finds out whether the whole of a record is of an earlier day than
// the log says: it hangs together, so nothing else shows that it was put back.
func (t *tx) rolledBack(id recordKey, c card, was logged) ([]Damage, error) {
	if was.seq == 0 && was.head == nil {
		return nil, nil
	}
	ds, err := t.drawersOf(id, c)
	if err != nil {
		return nil, err
	}
	defer ds.close()
	g := glance{t: t, id: id, ds: ds, card: c, was: was}
	if _, err := g.chain(); err != nil {
		return nil, err
	}
	err = g.tell(g.rolledBack())
	return g.Damage, err
}

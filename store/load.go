package store

import (
	"errors"
	"fmt"

	"ownwords/model"
)

// Loaded is a record as it was opened.
type Loaded struct {
	Record *model.Record
	// Tail are all batches that led to it, from the first on, without a gap in
	// their numbers. One that can't be read stands there with its number
	// alone; one that a part was taken out of, since it left the drawer, has
	// fewer changes than were made.
	Tail []model.Batch
	// Guide is the guide that the conversation began with, as PutGuide was
	// given it, or nil.
	Guide []byte
	// Place is where one was when the record was left, behind batch Left.
	Place model.Place
	Left  uint64
	Head  uint64 // number of the last batch; the next has one more
	// Damage is what could not be read, or not noted, in opening.
	Damage []Damage
}

// IsOpen tells whether somebody is in a record, or something of it is not saved.
func (s *Store) IsOpen(id model.ID) bool {
	w := s.writer(id)
	return w != nil && w.open()
}

// Load opens a record to be worked on, which goes into the log and onto its
// card. What its Writer still holds is saved first. Damage costs no more than
// itself and is told in the result; the error is ErrNotFound where there is no
// such record, ErrBinned where it is in the bin, and otherwise what made it
// impossible to read any of it.
func (s *Store) Load(id model.ID) (Loaded, error) {
	return s.load(id, func(t *tx, k recordKey, c *card) error {
		m, err := t.readMark(k)
		if err == nil && m.binned() {
			err = ErrBinned
		}
		c.Opened = s.now()
		return err
	}, ActionOpened)
}

// Read is Load for looking only: the log tells that it was read, it does not
// count as opened, and what is in the bin can be looked at.
func (s *Store) Read(id model.ID) (Loaded, error) {
	return s.load(id, func(*tx, recordKey, *card) error { return nil }, ActionRead)
}

func (s *Store) load(id model.ID, how func(*tx, recordKey, *card) error, action string) (Loaded, error) {
	k, err := keyOf(id)
	if err != nil {
		return Loaded{}, err
	}
	if w := s.writer(id); w != nil {
		if err := w.save(); err != nil {
			return Loaded{}, fmt.Errorf("load %s: %w", id, err)
		}
	}
	var l Loaded
	var c card
	read := false
	was := s.earlier.of(s, id)
	err = s.update(func(t *tx) (err error) {
		if l, c, err = t.load(k); err != nil {
			return err
		}
		if len(l.Damage) == 0 {
			if l.Damage, err = t.rolledBack(k, c, was); err != nil {
				return err
			}
		}
		if err := how(t, k, &c); err != nil {
			return err
		}
		read = true
		return errors.Join(t.writeCard(k, c), t.log(action, id, 0))
	})
	if !read {
		return Loaded{}, fmt.Errorf("load %s: %w", id, err)
	}
	if err != nil {
		// A full disk must not keep anybody from reading; that it was opened
		// stands in no log is told.
		l.Damage = append(l.Damage, Damage{Where: bucketLog, Record: id, Err: err})
	}
	return l, nil
}

// load reads a record, and gives its card as it is to be now that it was
// read: one that was behind (the program was killed) or damaged is made anew.
func (t *tx) load(id recordKey) (Loaded, card, error) {
	c, cardErr := t.readCard(id)
	ds, err := t.drawersOf(id, c)
	if err != nil {
		return Loaded{}, card{}, orNotFound(cardErr, err)
	}
	defer ds.close()
	l, end, err := t.record(id, ds, c.Head)
	if err != nil {
		return Loaded{}, card{}, err
	}
	if cardErr != nil {
		c = card{Logged: end.Seq} // the log never tells of more batches than there are
		l.Damage = append(l.Damage, Damage{Where: bucketCards, Record: id.id, Mended: true, Err: cardErr})
	}
	t.loadBeside(id, &l)
	if cardErr != nil || c.Head.Seq < end.Seq || c.Choices == nil {
		c.of(l.Record)
		c.Head = end
	}
	c.ID, c.Keys = id.id, ds.wrapped
	return l, c, nil
}

// record puts a record together from its bases and its tail, and says where
// the tail ends.
func (t *tx) record(id recordKey, ds drawers, known head) (Loaded, head, error) {
	tail, err := t.readTail(id, ds, known)
	if err != nil {
		return Loaded{}, head{}, err
	}
	l := Loaded{Record: &model.Record{ID: id.id}, Tail: tail.batches, Head: tail.prev.seq}
	from := tail.prev.seq
	var bad []Damage
	for n := range model.Drawers {
		d := t.drawerAt(id, ds, n, tail)
		l.Record = l.Record.Merged(d.record)
		from = min(from, d.from)
		bad = append(bad, d.damage...)
	}
	for _, d := range tail.damage {
		d.Mended = d.Last <= from // every base is of a later batch
		l.Damage = append(l.Damage, d)
	}
	l.Damage = append(l.Damage, bad...)
	return l, tail.head(), nil
}

// placed is where one was when a record was left, and the last batch before.
type placed struct {
	model.Place

	Seq uint64 `json:"seq"`
}

// loadBeside reads what is beside the record: where one was in it, and the
// guide that it began with.
func (t *tx) loadBeside(id recordKey, l *Loaded) {
	var at placed
	err := t.read(nil, bucketPlaces, id.key(), &at)
	if err != nil && !errors.Is(err, ErrNotFound) {
		l.Damage = append(l.Damage, Damage{Where: bucketPlaces, Record: id.id, Err: err})
	}
	l.Place, l.Left = at.Place, at.Seq
	if c := l.Record.Conversation; c != nil && c.GuideHash != "" {
		l.Guide, err = t.guide(c.GuideHash)
		if err != nil {
			l.Damage = append(l.Damage, Damage{Where: bucketGuides, Record: id.id, Err: err})
		}
	}
}

// orNotFound tells ErrNotFound where there is neither card nor key.
func orNotFound(cardErr, keyErr error) error {
	if errors.Is(cardErr, ErrNotFound) && errors.Is(keyErr, ErrNotFound) {
		return ErrNotFound
	}
	return keyErr
}

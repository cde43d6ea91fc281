package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ownwords/model"
)

// BinDays is how many days a record stays in the bin before it goes for good.
const BinDays = 30

// mostApart is how many days count between two on which the store was in use: a
// clock that jumps a year ahead must not empty the bin, and neither must a
// laptop that lay in a drawer.
const mostApart = 7

// lived counts the days that went by since they were last counted. Where the
// clock was set back they are counted from that day on.
func (m mark) lived(today string) mark {
	from, err := time.Parse(time.DateOnly, m.Day)
	to, toErr := time.Parse(time.DateOnly, today)
	if err == nil && toErr == nil {
		m.Days -= min(max(int(to.Sub(from).Hours())/24, 0), mostApart)
	}
	m.Day = today
	return m
}

// today is the day to count by. It is that of UTC: a laptop that is taken to another
// place, or is told of another, would count a day that did not go by.
func (s *Store) today() string { return s.now().UTC().Format(time.DateOnly) }

// emptyBin counts the days of what is in the bin, and purges what stayed there
// for all of them. What can't go just now is left for the next time.
func (s *Store) emptyBin(ctx context.Context) error {
	over, err := s.countDays()
	if err != nil {
		return fmt.Errorf("empty bin: %w", err)
	}
	for _, id := range over {
		if ctx.Err() != nil {
			return fmt.Errorf("empty bin: %w", context.Cause(ctx))
		}
		err := s.Purge(id)
		switch {
		case errors.Is(err, ErrOpen), errors.Is(err, ErrUnsent), errors.Is(err, ErrNotBinned):
		case err != nil:
			return fmt.Errorf("empty bin: %w", err)
		}
	}
	return nil
}

// countDays counts the days that went by, once a day, and says whose are over.
func (s *Store) countDays() (over []model.ID, err error) {
	today, behind := s.today(), false
	err = s.view(func(t *tx) error {
		marks, _, err := t.marks() // what can't be read stays
		for id, m := range marks {
			if !m.binned() {
				continue
			}
			behind = behind || m.Day != today
			if m.lived(today).Days <= 0 {
				over = append(over, id)
			}
		}
		return err
	})
	if err != nil || !behind {
		return over, err
	}
	return over, s.recount(func(m mark) mark { return m.lived(today) })
}

// countAnew counts the days in the bin on from today, of a store that was away
// for some time. Each record stays for some days more: somebody may have brought
// the store back for that one.
func (s *Store) countAnew() error {
	err := s.recount(func(m mark) mark {
		m.Day, m.Days = s.today(), max(m.Days, mostApart)
		return m
	})
	if err != nil {
		return fmt.Errorf("count days in the bin anew: %w", err)
	}
	return nil
}

// recount changes the mark of everything that is in the bin.
func (s *Store) recount(change func(mark) mark) error {
	return s.update(func(t *tx) error {
		marks, _, err := t.marks() // what can't be read stays
		if err != nil {
			return err
		}
		for id, m := range marks {
			if !m.binned() {
				continue
			}
			k, err := keyOf(id)
			if err != nil {
				return err
			}
			if err := t.writeMark(k, change(m)); err != nil {
				return err
			}
		}
		return nil
	})
}

package store

import (
	"errors"
	"fmt"
	"time"
)

// lived are the times at which the store was in use, in the order in which it
// was, by its log: the clock alone says nothing of how long it was, since it may
// have jumped ahead.
type lived []time.Time

func (s *Store) lived() (lived, error) {
	var out lived
	for e, err := range s.LogEntries() {
		if _, damaged := errors.AsType[Damage](err); damaged {
			continue // Verify tells it; at worst less time counts
		}
		if err != nil {
			return nil, fmt.Errorf("count time in use: %w", err)
		}
		out = append(out, e.At)
	}
	return append(out, s.now()), nil
}

// since is how long the store was in use since a time. What lies between two
// uses counts for no more than mostApart days, as in the bin, and a clock that
// was set back for nothing.
func (l lived) since(at time.Time) time.Duration {
	const most = mostApart * 24 * time.Hour
	var sum time.Duration
	for i, now := range l {
		if !now.After(at) {
			sum = 0 // no later than then, whatever was noted before
			continue
		}
		was := at
		if i > 0 && l[i-1].After(at) {
			was = l[i-1]
		}
		sum += min(max(now.Sub(was), 0), most)
	}
	return sum
}

package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Unsaved says when the oldest words were typed that wait and are not on disk
// (UTC), zero where none wait.
func (s *Store) Unsaved() (since time.Time) {
	for _, w := range s.all() {
		if at := w.waitsSince(); !at.IsZero() && (since.IsZero() || at.Before(since)) {
			since = at
		}
	}
	return since
}

// Save commits what waits in every record and returns when it is on disk, or an
// error that is ErrWaiting and says why it is not. Where ctx ends first the
// commits go on by themselves.
func (s *Store) Save(ctx context.Context) error {
	var bad error
	for _, w := range s.all() {
		if err := w.Flush(ctx); err != nil {
			bad = errors.Join(bad, fmt.Errorf("%w: %w", ErrWaiting, err))
		}
	}
	return bad
}

// all are the writers there are, to be asked one by one: a disk that takes long
// must not keep everybody from them.
func (s *Store) all() []*Writer {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Collect(maps.Values(s.writers))
}

func (w *Writer) waitsSince() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, x := range w.queue {
		if len(x.batches) > 0 {
			return x.batches[0].At
		}
	}
	return time.Time{}
}

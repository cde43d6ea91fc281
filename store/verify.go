package store

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"

	"ownwords/model"
	"ownwords/store/vault"
)

// Counts say how much of everything was read.
type Counts struct {
	Records int `json:"records"`
	Batches int `json:"batches"`
	Kept    int `json:"kept"`
	Guides  int `json:"guides"`
	Items   int `json:"items"`   // frozen for sending
	Entries int `json:"entries"` // of the log
	Values  int `json:"values"`
}

func (c *Counts) add(d Counts) {
	c.Records += d.Records
	c.Batches += d.Batches
	c.Kept += d.Kept
	c.Guides += d.Guides
	c.Items += d.Items
	c.Entries += d.Entries
	c.Values += d.Values
}

// Report is what reading all of a store came to.
type Report struct {
	Counts Counts
	Damage []Damage
	// Newest is the latest time that stands in the log (UTC).
	Newest time.Time
}

// glanced is how many records are looked at in one state of the file: none may
// be held for long while somebody types.
const glanced = 32

// Verify opens every value there is and follows every chain, and tells all that
// is not as it was written. Nothing is changed. Where it returns an error, the
// file as a whole can't be read, or ctx has ended.
//
// The seal of a value vouches for its bytes, so that only what links values
// with one another is decoded. Where that shows a fault the record is put
// together as Load does it, to tell what is lost.
func (s *Store) Verify(ctx context.Context) (Report, error) {
	v := verifier{s: s}
	for again := true; again; again = len(v.report.Damage) > 0 && v.outrun() {
		v.lives, v.report, v.guides = lives{}, Report{}, map[string][]model.ID{}
		if err := v.all(ctx); err != nil {
			return Report{}, fmt.Errorf("verify store: %w", err)
		}
	}
	slices.SortStableFunc(v.report.Damage, func(a, b Damage) int {
		return cmp.Or(cmp.Compare(a.Where, b.Where), cmp.Compare(a.Record, b.Record))
	})
	return v.report, nil
}

type verifier struct {
	s     *Store
	lives lives  // the records that should be here by the log
	seen  uint64 // the last entry of the log that was read

	mu     sync.Mutex
	report Report
	guides map[string][]model.ID // by hash, the records that began with them
}

func (v *verifier) all(ctx context.Context) error {
	if err := v.log(ctx); err != nil {
		return err
	}
	records, err := v.ids(bucketCards, bucketKeys, bucketBase, bucketTail, bucketKept, bucketWords, bucketPlaces, bucketBin)
	if err != nil {
		return err
	}
	items, err := v.ids(bucketOut, bucketOutState)
	if err != nil {
		return err
	}
	v.gone(records)
	return errors.Join(
		v.spread(ctx, records, v.record),
		v.spread(ctx, items, v.item),
		v.s.view(v.rest),
	)
}

// log follows the log. It is read first: what it says of a record is then never
// newer than the record.
func (v *verifier) log(ctx context.Context) error {
	for e, err := range v.s.LogEntries() {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err != nil {
			if err := v.tell(err); err != nil {
				return err
			}
			continue
		}
		v.report.Counts.Entries++
		v.seen = e.Seq
		if e.At.After(v.report.Newest) {
			v.report.Newest = e.At
		}
		v.lives.take(e)
	}
	return nil
}

// outrun tells whether a record was purged meanwhile, which then is missed where
// nothing is wrong.
func (v *verifier) outrun() bool {
	for e, err := range v.s.logFrom(v.seen + 1) {
		if err == nil && e.Action == ActionPurged {
			return true
		}
	}
	return false
}

// tell notes an error that is a [Damage], and returns any other.
func (v *verifier) tell(err error) error {
	d, ok := errors.AsType[Damage](err)
	if ok {
		v.report.Damage = append(v.report.Damage, d)
		return nil
	}
	return err
}

// ids are the ids that the keys of these buckets begin with.
func (v *verifier) ids(buckets ...string) ([]recordKey, error) {
	seen := map[model.ID]bool{}
	err := v.s.view(func(t *tx) error {
		for _, bucket := range buckets {
			for item, err := range t.EachWith(closed, bucket, nil) {
				if err != nil {
					return err
				}
				id := idOf(item.Key)
				if !rightKey(bucket, item.Key) {
					v.report.Damage = append(v.report.Damage, Damage{Where: bucket, Record: id, Err: errKey})
					continue
				}
				seen[id] = true
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var all []recordKey
	for id := range seen {
		k, err := keyOf(id)
		if err != nil {
			v.report.Damage = append(v.report.Damage, Damage{Where: buckets[0], Record: id, Err: errKey})
			continue
		}
		all = append(all, k)
	}
	return all, nil
}

// errKey is what is wrong with a value under a key that this program makes none
// like: a bit of the key has fallen over.
var errKey = errors.New("stands under a key that nothing has")

func rightKey(bucket string, key []byte) bool {
	switch bucket {
	case bucketKeys, bucketBase:
		return len(key) == idSize+1 && int(key[idSize]) < len(model.Drawers)
	case bucketTail, bucketKept:
		_, _, ok := numberIn(key)
		return ok
	}
	return len(key) == idSize
}

// gone tells of records that the log has and of which nothing at all is there.
// A log with a gap may have lost that they were purged.
func (v *verifier) gone(there []recordKey) {
	if slices.ContainsFunc(v.report.Damage, func(d Damage) bool { return d.Where == bucketLog }) {
		return
	}
	held := map[model.ID]bool{}
	for _, k := range there {
		held[k.id] = true
	}
	for id := range v.lives {
		if !held[id] {
			v.report.Damage = append(v.report.Damage, Damage{Where: bucketCards, Record: id, Err: ErrMissing})
		}
	}
}

// spread looks at many ids on all processors, some in one state of the file.
func (v *verifier) spread(ctx context.Context, ids []recordKey, look func(*tx, recordKey) (Report, error)) error {
	next := make(chan []recordKey)
	failed := make(chan error, runtime.GOMAXPROCS(0))
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var workers sync.WaitGroup
	for range cap(failed) {
		workers.Go(func() {
			for some := range next {
				if err := v.s.view(func(t *tx) error { return v.some(t, some, look) }); err != nil {
					stop(err)
				}
			}
		})
	}
	for some := range slices.Chunk(ids, glanced) {
		select {
		case next <- some:
		case <-ctx.Done():
		}
	}
	close(next)
	workers.Wait()
	return context.Cause(ctx)
}

func (v *verifier) some(t *tx, ids []recordKey, look func(*tx, recordKey) (Report, error)) error {
	for _, id := range ids {
		found, err := look(t, id)
		if err != nil {
			return err
		}
		v.mu.Lock()
		v.report.Counts.add(found.Counts)
		v.report.Damage = append(v.report.Damage, found.Damage...)
		v.mu.Unlock()
	}
	return nil
}

// item reads what is frozen of an id, and how far it has come.
func (v *verifier) item(t *tx, id recordKey) (Report, error) {
	r := Report{Counts: Counts{Items: 1}}
	_, err := t.readOut(id)
	if err := r.tell(Damage{Where: bucketOut, Record: id.id, Err: err}); err != nil {
		return r, err
	}
	var x outState
	err = t.read(nil, bucketOutState, id.key(), &x)
	return r, r.tell(Damage{Where: bucketOutState, Record: id.id, Mended: true, Err: err})
}

// tell notes what is wrong with a value, if anything is. It returns what is
// wrong with the file as a whole.
func (r *Report) tell(d Damage) error {
	if d.Err == nil {
		return nil
	}
	if _, file := errors.AsType[*vault.FileError](d.Err); file {
		return d.Err
	}
	if errors.Is(d.Err, ErrNotFound) {
		d.Err = ErrMissing
	}
	r.Damage = append(r.Damage, d)
	return nil
}

// needs notes which guide a record began with.
func (v *verifier) needs(guide string, id model.ID) {
	if guide != "" {
		v.mu.Lock()
		defer v.mu.Unlock()
		v.guides[guide] = append(v.guides[guide], id)
	}
}

// rest reads what belongs to no record, or to many.
func (v *verifier) rest(t *tx) error {
	for hash, records := range v.guides {
		if _, err := t.guide(hash); errors.Is(err, ErrNotFound) { // what does not open is told below
			for _, id := range records {
				v.report.Damage = append(v.report.Damage, Damage{Where: bucketGuides, Record: id, Err: ErrMissing})
			}
		}
	}
	for item, err := range t.Each(bucketGuides, nil) {
		if item.Key == nil {
			return err
		}
		v.report.Counts.Guides++
		if err == nil && !bytes.Equal(v.s.guideKey(guideHash(item.Value)), item.Key) {
			err = ErrChain
		}
		if err := v.report.tell(Damage{Where: bucketGuides, Err: err}); err != nil {
			return err
		}
	}
	for item, err := range t.Each(bucketValues, nil) {
		if item.Key == nil {
			return err
		}
		v.report.Counts.Values++
		if err := v.report.tell(Damage{Where: bucketValues, Err: err}); err != nil {
			return err
		}
	}
	return nil
}

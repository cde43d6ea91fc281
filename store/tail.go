package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"

	"ownwords/model"
	"ownwords/store/vault"
)

// link is a batch as it stands in the tail, together with the hash of the one
// before it.
//
// The hash is taken over the key and the plain JSON of a link, not over its
// sealed bytes, so that sealing a store anew for another epoch leaves every
// chain whole. Since the hash of the one before is inside the seal, nobody
// without the key can forge a link; what the chain adds is that an older state
// of a batch, put back in its place, is noticed.
type link struct {
	Prev []byte `json:"prev,omitempty"`
	// From is the first number that the batch stands for, where batches before it
	// were folded: the numbers from there up to its own have no batch.
	From  uint64      `json:"from,omitzero"`
	Batch model.Batch `json:"batch"`
}

// entry is one place of the tail, read.
type entry struct {
	seq    uint64
	drawer int
	hash   []byte
	size   int // bytes of JSON
	link   link
	err    error // why it can't be read; hash and link are then empty
}

func hashOf(key, plain []byte) []byte {
	h := sha256.New()
	h.Write([]byte("ownwords/1/tail"))
	h.Write(key) // always of one length
	h.Write(plain)
	return h.Sum(nil)
}

// putLink writes a batch behind the one whose hash it has. It returns the head
// that it makes and the bytes of JSON it took.
func (t *tx) putLink(id recordKey, ds drawers, l link) (head, int, error) {
	b := l.Batch
	n, err := drawerNumber(b.Drawer)
	if err != nil {
		return head{}, 0, fmt.Errorf("write batch %d: %w", b.Seq, err)
	}
	plain, err := json.Marshal(l)
	if err != nil {
		return head{}, 0, fmt.Errorf("write batch %d: %w", b.Seq, err)
	}
	key := id.numbered(b.Seq, n)
	if err := t.put(ds.keys[n], bucketTail, key, plain); err != nil {
		return head{}, 0, fmt.Errorf("write batch %d: %w", b.Seq, err)
	}
	return head{b.Seq, hashOf(key, plain)}, len(plain), nil
}

// tail reads all of a record's tail in order. Nothing may be written to it
// meanwhile. An error beside an entry is the vault's own and ends the walk;
// what is wrong with one entry stands in it.
func (t *tx) tail(id recordKey, ds drawers) iter.Seq2[entry, error] {
	return func(yield func(entry, error) bool) {
		for item, err := range t.EachWith(ds.of, bucketTail, id.key()) {
			if item.Key == nil {
				yield(entry{}, fmt.Errorf("walk tail: %w", err))
				return
			}
			seq, n, ok := numberIn(item.Key)
			if !ok {
				continue // no batch of ours ever had such a key
			}
			if !yield(readLink(entry{seq: seq, drawer: n, err: err}, item), nil) {
				return
			}
		}
	}
}

func readLink(e entry, item vault.Item) entry {
	if e.err == nil {
		e.err = decode(bucketTail, item.Value, &e.link)
	}
	if e.err == nil {
		e.hash, e.size = hashOf(item.Key, item.Value), len(item.Value)
	}
	return e
}

// tailReader puts a tail together and notes what is wrong with it.
type tailReader struct {
	id    recordKey
	known head // how far the card says that it goes
	// batches are all of them from the first on. One that is lost or was folded
	// stands there with its number alone, so that none is ever written under its
	// number.
	batches []model.Batch
	damage  []Damage
	prev    entry
	sizes   []int  // of each batch, bytes of JSON
	missing uint64 // numbers that none was found under
	strays  uint64 // what was found under numbers that can't be theirs
	timed   int    // damage from here on waits to hear when the next batch was made
	last    time.Time
}

func (t *tx) readTail(id recordKey, ds drawers, known head) (*tailReader, error) {
	r := &tailReader{id: id, known: known}
	for e, err := range t.tail(id, ds) {
		if err != nil {
			return nil, err
		}
		r.take(e)
	}
	if r.prev.seq < known.Seq {
		r.lost(known.Seq, 0, ErrMissing)
		r.prev.hash = known.Hash
	}
	if r.strays > r.missing {
		r.lost(r.prev.seq+r.strays-r.missing, 0, ErrMissing)
	}
	return r, nil
}

// head is where the tail ends: what the next batch is written behind.
func (r *tailReader) head() head { return head{r.prev.seq, r.prev.hash} }

// maxGap is more numbers than are ever lost together. A key is bound into the seal
// of what it stands for: where that does not open, a number behind such a gap is
// what is wrong with it, and what it was is one of those that are missing.
const maxGap = 1 << 12

func (r *tailReader) take(e entry) {
	if e.err != nil && e.seq > max(r.prev.seq, r.known.Seq)+maxGap {
		r.strays++
		return
	}
	if e.seq <= r.prev.seq { // of the same number, in another drawer
		r.tell(Damage{Drawer: model.Drawers[e.drawer], First: e.seq, Last: e.seq, Err: ErrChain})
		return
	}
	switch {
	case e.seq == r.prev.seq+1:
	case e.err == nil && e.link.From == r.prev.seq+1:
		r.numbers(e.seq-1, 0)
	default:
		r.lost(e.seq-1, 0, ErrMissing)
	}
	if e.err != nil {
		r.lost(e.seq, e.drawer, e.err)
		return
	}
	if r.prev.err == nil && !bytes.Equal(e.link.Prev, r.prev.hash) {
		r.tell(Damage{First: r.prev.seq, Last: r.prev.seq, Err: ErrChain})
	}
	if e.seq == r.known.Seq && !bytes.Equal(e.hash, r.known.Hash) {
		r.tell(Damage{First: e.seq, Last: e.seq, Err: ErrChain})
	}
	r.batches = append(r.batches, e.link.Batch)
	r.sizes = append(r.sizes, e.size)
	r.prev, r.last = e, e.link.Batch.At
	for i := r.timed; i < len(r.damage); i++ {
		r.damage[i].Before = r.last
	}
	r.timed = len(r.damage)
}

// lost notes that the batches up to this number can't be read.
func (r *tailReader) lost(upTo uint64, drawer int, err error) {
	r.tell(Damage{Drawer: model.Drawers[drawer], First: r.prev.seq + 1, Last: upTo, Err: err})
	if errors.Is(err, ErrMissing) {
		r.missing += upTo - r.prev.seq
	}
	r.numbers(upTo, drawer)
	r.prev = entry{seq: upTo, err: err}
}

// numbers fills in the numbers behind the last batch that have none.
func (r *tailReader) numbers(upTo uint64, drawer int) {
	for seq := r.prev.seq + 1; seq <= upTo; seq++ {
		r.batches = append(r.batches, model.Batch{Seq: seq, First: seq, Drawer: model.Drawers[drawer]})
		r.sizes = append(r.sizes, 0)
	}
}

func (r *tailReader) tell(d Damage) {
	d.Where, d.Record, d.After = bucketTail, r.id.id, r.last
	r.damage = append(r.damage, d)
}

// wholeAfter tells whether every batch after this one could be read.
func (r *tailReader) wholeAfter(seq uint64) bool {
	for _, d := range r.damage {
		if d.Last > seq {
			return false
		}
	}
	return true
}

// sizeAfter is how many bytes of JSON came after a batch.
func (r *tailReader) sizeAfter(seq uint64) (sum int) {
	for _, n := range r.sizes[min(seq, uint64(len(r.sizes))):] {
		sum += n
	}
	return sum
}

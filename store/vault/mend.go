package vault

import (
	"bytes"

	"ownwords/store/seal"
)

// cutMended takes a checksum off, and puts right the one bit that may have
// fallen over in what it stands for.
func cutMended(stored []byte) (text []byte, ok bool) {
	if text, ok = seal.CutSum(stored); ok {
		return text, true
	}
	mended := mend(stored, func(try []byte) bool {
		_, ok := seal.CutSum(try)
		return ok
	})
	return seal.CutSum(mended)
}

// mend turns over one bit after the other until all is right and returns
// what is then right, or nil where that does not help.
func mend(b []byte, right func([]byte) bool) []byte {
	try := bytes.Clone(b)
	for i := range try {
		for bit := range 8 {
			try[i] ^= 1 << bit
			if right(try) {
				return try
			}
			try[i] ^= 1 << bit
		}
	}
	return nil
}

const (
	// mostTried is how many bytes are opened in trying bits: some seconds' work.
	mostTried = 1 << 30
	// lostRun is a run of zeros that no sealed value has: there the disk has lost
	// more than a bit.
	lostRun = 16
	// triedBits are those of a size that are tried on a page that is otherwise
	// whole: more would run over the page.
	triedBits = 24
)

type tries struct{ left int }

// takeMended looks for the one bit that may have fallen over in a value, in its
// key or in its size. Of a value that the tree does not lead to the bit is
// elsewhere on its page, or in its key.
func (w *Wreck) takeMended(p piece, t *tries, keyOf keyOf, rank rankOf) bool {
	stored, err := w.read(p)
	if err != nil {
		return false
	}
	for _, bucket := range w.bucketsOf(p) {
		var plain []byte
		right := func(key, value []byte) bool {
			if t.left -= len(value); t.left > 0 {
				plain = w.opened(keyOf, bucket, key, value)
			}
			return plain != nil
		}
		f := found{bucket: bucket, key: p.key, piece: p, stored: stored}
		if key := mend(p.key, func(key []byte) bool { return right(key, stored) }); key != nil {
			f.key = key
		} else if keyOf(bucket, p.key) == nil {
			continue // its key is lost, and no bit of it would bring that back
		} else if f.key, f.stored = w.mendValue(p, stored, right); f.stored == nil {
			continue
		}
		w.out.Mended++
		f.rank = rank(bucket, f.key, plain)
		w.keep(f)
		return true
	}
	return false
}

// mendValue is what a value is with one bit of it, or of the size of it or of its
// key, turned over.
func (w *Wreck) mendValue(p piece, stored []byte, right func(key, value []byte) bool) (key, value []byte) {
	if !p.sure || bytes.Contains(stored, make([]byte, lostRun)) {
		return nil, nil
	}
	if p.stored == nil {
		whole := p
		whole.at -= int64(len(p.key))
		for bit := range triedBits {
			keySize := len(p.key) ^ 1<<bit
			whole.size = uint64(keySize) + p.size
			if text, err := w.read(whole); keySize <= longestKey && err == nil && right(text[:keySize], text[keySize:]) {
				return text[:keySize], text[keySize:]
			}
			whole.size = uint64(len(p.key)) + (p.size ^ 1<<bit)
			if text, err := w.read(whole); err == nil && right(p.key, text[len(p.key):]) {
				return p.key, text[len(p.key):]
			}
		}
	}
	if value := mend(stored, func(value []byte) bool { return right(p.key, value) }); value != nil {
		return p.key, value
	}
	return nil, nil
}

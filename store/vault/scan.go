package vault

import (
	"bytes"
	"encoding/binary"
	"io"
	"maps"
	"slices"
)

// piece is one value that was found on a page, still sealed.
type piece struct {
	page   uint64
	bucket string // empty where the page does not tell
	key    []byte
	stored []byte // of a small bucket; else it is to be read from the file
	at     int64
	size   uint64
	sure   bool // the tree leads to it
}

// gap is what could not be read of a tree: a page, and the keys of a bucket that
// may have stood on it or below. One without a bucket is of any that the tree
// does not lead to.
type gap struct {
	page   uint64
	bucket string
	bounds
}

// holds tells whether a key that was found on a page may be of the gap. On the
// gap's own page it is whatever its bounds: what told them may be wrong.
func (g gap) holds(page uint64, key []byte) bool { return g.page == page || g.hold(key) }

// scan finds what still stands in a file of which not every page is right. The
// tree is walked as far as it holds. What may have stood where it does not is
// looked for on the pages that nothing leads to and that are not free, the bad
// page itself among them: what is there is believed if its seal opens. A free
// page is never looked at, since what was taken out of a record may still stand
// on it, unless nobody knows which they are.
type scan struct {
	file    io.ReaderAt
	bytes   uint64 // size of the file
	meta    boltMeta
	buckets []string
	seen    map[uint64]bool // pages that the tree leads to
	walked  map[string]bool // buckets that it leads to
	free    map[uint64]bool
	noFree  bool // the list of free pages can't be read
	pieces  []piece
	gaps    []gap
	bad     int // pages that are not as bbolt writes them
}

func newScan(file io.ReaderAt, size int64, buckets []string) *scan {
	s := &scan{
		file: file, bytes: uint64(size), buckets: append([]string{string(metaBucket)}, buckets...),
		seen: map[uint64]bool{}, walked: map[string]bool{}, free: map[uint64]bool{},
	}
	var err error
	if s.meta, err = newestMeta(file); err != nil {
		s.meta = boltMeta{pageSize: pageSize}
		s.bad, s.noFree, s.gaps = metaPages, true, []gap{{}}
	} else {
		s.readFree()
		s.page(s.meta.root, gap{}, 0)
	}
	if len(s.gaps) > 0 {
		s.strays(s.lostBuckets)
		s.strays(s.lostValues)
	}
	return s
}

// page walks one page of a tree and all below it. The root's own tree is the
// one without a bucket, and what stands in it are the buckets.
func (s *scan) page(id uint64, in gap, depth int) {
	p, list := s.whole(id, in.bounds, depth)
	if p == nil {
		s.bad++
		in.page = id
		s.gaps = append(s.gaps, in)
		return
	}
	for i, e := range list {
		switch {
		case p.flags == branchPage:
			below := gap{bucket: in.bucket, bounds: bounds{low: e.key, high: in.high}}
			if i+1 < len(list) {
				below.high = list[i+1].key
			}
			s.page(e.child, below, depth+1)
		case in.bucket == "":
			s.bucket(p, e)
		default:
			s.pieces = append(s.pieces, piece{
				page: id, bucket: in.bucket, key: bytes.Clone(e.key), at: p.at + int64(e.valueAt), size: e.valueSize, sure: true,
			})
		}
	}
}

// whole reads a page if it is as bbolt would have written it in this place, and
// takes it and what it runs over.
func (s *scan) whole(id uint64, in bounds, depth int) (*sheet, []element) {
	if id < metaPages || s.seen[id] || depth >= deepest {
		return nil, nil
	}
	p := &sheet{file: s.file, at: int64(id * s.meta.pageSize), head: make([]byte, s.meta.pageSize)}
	if _, err := s.file.ReadAt(p.head, p.at); err != nil {
		return nil, nil
	}
	p.parse()
	pages := uint64(binary.LittleEndian.Uint32(p.head[12:])) + 1
	p.size = pages * s.meta.pageSize
	if p.id != id || (p.flags != leafPage && p.flags != branchPage) || (p.flags == branchPage && p.count == 0) {
		return nil, nil
	}
	list, err := p.elements()
	if err != nil || inOrder(list, in) != nil {
		return nil, nil
	}
	end := uint64(pageHeaderSize)
	if n := len(list); n > 0 {
		end = list[n-1].valueAt + list[n-1].valueSize
	}
	if uint64(p.at)+end > s.bytes {
		return nil, nil
	}
	// What a page says it runs over is not believed further than it needs.
	for i := range min(pages, end/s.meta.pageSize+1) {
		s.seen[id+i] = true
	}
	return p, list
}

// bucket follows an entry of the root's tree. A small bucket stands in the entry
// itself, and makes it longer.
func (s *scan) bucket(p *sheet, e element) {
	name := string(e.key)
	if !slices.Contains(s.buckets, name) {
		name = string(mend(e.key, func(key []byte) bool { return slices.Contains(s.buckets, string(key)) }))
	}
	value, err := p.bytes(e.valueAt, e.valueSize)
	if err != nil || name == "" || s.walked[name] {
		return
	}
	switch {
	case len(value) == bucketSize:
		s.walked[name] = true
		s.page(binary.LittleEndian.Uint64(value), gap{bucket: name}, 0)
	case len(value) >= bucketSize+pageHeaderSize:
		s.walked[name] = true
		s.small(p.id, name, value[bucketSize:], true)
	}
}

// small takes what stands in a small bucket, to which the tree leads or not.
func (s *scan) small(page uint64, name string, text []byte, led bool) {
	p := &sheet{head: text, size: uint64(len(text)), isValue: true}
	p.parse()
	var list []element
	sure := inlineBucket(text) == nil
	if sure {
		list, _ = p.elements() // which was seen to be whole
	} else {
		list = p.loose(p.size)
	}
	if led && !sure {
		s.bad++
		s.gaps = append(s.gaps, gap{page: page, bucket: name})
	}
	sure = sure && led
	for _, e := range list {
		s.pieces = append(s.pieces, piece{
			page: page, bucket: name, key: bytes.Clone(e.key), sure: sure,
			stored: bytes.Clone(text[e.valueAt : e.valueAt+e.valueSize]), size: e.valueSize,
		})
	}
}

// strays hands over the pages that nothing leads to and that are not free.
func (s *scan) strays(look func(p *sheet, list []element)) {
	for id := uint64(metaPages); id*s.meta.pageSize < s.bytes; id++ {
		if s.seen[id] || s.free[id] {
			continue
		}
		p := &sheet{file: s.file, id: id, at: int64(id * s.meta.pageSize), head: make([]byte, s.meta.pageSize)}
		n, err := s.file.ReadAt(p.head, p.at)
		if err != nil && n < pageHeaderSize {
			continue
		}
		p.parse()
		if p.flags == branchPage || (p.id != id && p.flags != leafPage) {
			continue
		}
		p.id, p.size = id, s.bytes-uint64(p.at)
		look(p, p.loose(p.size))
	}
}

// lostBuckets finds the buckets that stand on a page of the root's tree that is
// bad. Where nobody knows which pages are free, older ones can't be told from
// those that count: then only the small ones are taken, of all of them.
func (s *scan) lostBuckets(p *sheet, list []element) {
	if !slices.ContainsFunc(s.gaps, func(g gap) bool { return g.bucket == "" }) {
		return
	}
	if s.noFree {
		for _, e := range list {
			s.oneOfBuckets(p, e)
		}
		return
	}
	// Of several readings of one entry one is whole, if any is.
	for _, e := range list {
		value, err := p.bytes(e.valueAt, e.valueSize)
		if err == nil && (len(value) == bucketSize || len(value) > bucketSize && inlineBucket(value[bucketSize:]) == nil) {
			s.bucket(p, e)
		}
	}
	for _, e := range list {
		s.bucket(p, e)
	}
}

func (s *scan) oneOfBuckets(p *sheet, e element) {
	name := string(e.key)
	value, err := p.bytes(e.valueAt, e.valueSize)
	if err == nil && slices.Contains(s.buckets, name) && len(value) >= bucketSize+pageHeaderSize && len(value) <= pageSize {
		s.small(p.id, name, value[bucketSize:], false)
	}
}

// lostValues takes from a page what may have stood in a gap.
func (s *scan) lostValues(p *sheet, list []element) {
	for _, e := range list {
		if len(s.fitting(p.id, e.key)) == 0 {
			continue
		}
		s.pieces = append(s.pieces, piece{
			page: p.id, key: bytes.Clone(e.key), at: p.at + int64(e.valueAt), size: e.valueSize,
		})
	}
}

// isGap tells whether a page is one that the tree led to and that was bad.
func (s *scan) isGap(page uint64) bool {
	return slices.ContainsFunc(s.gaps, func(g gap) bool { return g.page == page })
}

// fitting are the buckets in which a key on a page may have stood in a gap.
func (s *scan) fitting(page uint64, key []byte) []string {
	fits := map[string]bool{}
	for _, g := range s.gaps {
		switch {
		case g.bucket != "":
			fits[g.bucket] = fits[g.bucket] || g.holds(page, key)
		default:
			for _, b := range s.buckets {
				fits[b] = fits[b] || !s.walked[b]
			}
		}
	}
	maps.DeleteFunc(fits, func(_ string, fit bool) bool { return !fit })
	return slices.Sorted(maps.Keys(fits))
}

// readFree reads which pages are free, and takes the list's own with them.
func (s *scan) readFree() {
	list := survey{file: s.file, meta: s.meta, seen: make([]bool, s.meta.pages)}
	if list.freeList() != nil {
		s.noFree = true
		return
	}
	for id, free := range list.seen {
		if free {
			s.free[uint64(id)] = true
		}
	}
}

const (
	longestKey = 128 // more than any key in a vault has
	sizeBits   = 32  // of any size that a page tells
)

// loose reads all that may be an entry on a leaf, believing no field more than
// the others: a seal will say which is one.
func (p *sheet) loose(limit uint64) []element {
	rows := max(len(p.head)-pageHeaderSize, 0) / elementSize
	if rows == 0 {
		return nil
	}
	// How many there are can be had from where the first one's data begin, too.
	begins, _, _ := p.row(0)
	counts := []int{min(p.count, rows), min(int(min(begins, uint64(len(p.head))))/elementSize-1, rows)}
	var list []element
	for _, count := range slices.Compact(counts) {
		list = append(list, p.looseRows(count, limit)...)
	}
	return list
}

// row is where the data of an entry begin, and the sizes of its key and value.
func (p *sheet) row(i int) (begins, keySize, size uint64) {
	le, r := binary.LittleEndian, p.head[pageHeaderSize+i*elementSize:]
	return firstElement + uint64(i)*elementSize + uint64(le.Uint32(r[4:])), uint64(le.Uint32(r[8:])), uint64(le.Uint32(r[12:]))
}

// looseRows reads so many entries. They stand end to end, so that where one
// begins and ends can be had from its neighbours.
func (p *sheet) looseRows(count int, limit uint64) []element {
	var list []element
	end := uint64(firstElement + count*elementSize) // of what stands before the next
	for i := range count {
		begins, keySize, size := p.row(i)
		try := [][3]uint64{{begins, keySize, size}, {end, keySize, size}}
		if i+1 < count {
			next, _, _ := p.row(i + 1)
			try = append(try, [3]uint64{begins, next - begins - size, size}, [3]uint64{begins, keySize, next - begins - keySize})
		} else {
			for bit := range sizeBits {
				try = append(try, [3]uint64{begins, keySize ^ 1<<bit, size}, [3]uint64{begins, keySize, size ^ 1<<bit})
			}
		}
		end = begins + keySize + size
		list = append(list, p.entries(try, limit)...)
	}
	return list
}

// entries are those of some readings of one entry that can be.
func (p *sheet) entries(try [][3]uint64, limit uint64) []element {
	slices.SortFunc(try, func(a, b [3]uint64) int { return slices.Compare(a[:], b[:]) })
	var list []element
	for _, x := range slices.Compact(try) {
		begins, keySize, size := x[0], x[1], x[2]
		if begins < firstElement || keySize == 0 || keySize > longestKey || size == 0 || size > limit || begins > limit-size {
			continue
		}
		if begins+keySize+size > limit {
			continue
		}
		whole := *p
		whole.size = limit
		key, err := whole.bytes(begins, keySize)
		if err == nil {
			list = append(list, element{key: key, valueAt: begins + keySize, valueSize: size})
		}
	}
	return list
}

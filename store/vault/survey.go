package vault

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
)

// Kinds of page and sizes of what stands on them, as bbolt writes them.
const (
	branchPage   = 0x01
	leafPage     = 0x02
	freePage     = 0x10
	elementSize  = 16
	bucketSize   = 16 // a bucket's root and sequence, before a small bucket's own page
	bucketFlag   = 0x01
	manyFree     = 0xFFFF // the count of a free list that is too long for its field
	deepest      = 32     // levels; a tree of 4 kB pages has six at the most
	rootTree     = true
	ownTree      = false
	freeIDSize   = 8
	firstElement = pageHeaderSize
)

// survey walks all pages by itself, with reads that cannot fault, before bbolt
// is trusted with them. bbolt keeps no checksum of a page: a fallen bit in one
// makes it miss keys without a word, give a page away that is in use, or walk
// in a circle until the memory is gone. What a page says of itself is so rigid
// that nearly every such bit shows; in keys and values the seals show it.
type survey struct {
	file io.ReaderAt
	meta boltMeta
	seen []bool // pages that something stands on
}

func newSurvey(file io.ReaderAt) (*survey, error) {
	meta, err := newestMeta(file)
	if err != nil {
		return nil, err
	}
	return &survey{file: file, meta: meta, seen: make([]bool, meta.pages)}, nil
}

// surveyTop walks what is needed before a file is opened for writing: what
// leads to the buckets, the vault's own bucket and the free list.
func surveyTop(file io.ReaderAt) (boltMeta, error) {
	s, err := newSurvey(file)
	if err != nil {
		return boltMeta{}, err
	}
	roots, err := s.tree(s.meta.root, rootTree)
	if err != nil {
		return boltMeta{}, err
	}
	if root, ok := roots[string(metaBucket)]; ok {
		if _, err := s.tree(root, ownTree); err != nil {
			return boltMeta{}, err
		}
	}
	return s.meta, s.freeList()
}

// surveyAll walks every page and makes sure that each is used once or free.
func surveyAll(file io.ReaderAt) error {
	s, err := newSurvey(file)
	if err != nil {
		return err
	}
	if err := s.trees(); err != nil {
		return err
	}
	if err := s.freeList(); err != nil {
		return err
	}
	if lost := slices.Index(s.seen[min(metaPages, len(s.seen)):], false); lost >= 0 {
		return fmt.Errorf("page %d is neither used nor free", lost+metaPages)
	}
	return nil
}

// trees walks the pages of all buckets.
func (s *survey) trees() error {
	roots, err := s.tree(s.meta.root, rootTree)
	if err != nil {
		return err
	}
	for _, root := range roots {
		if _, err := s.tree(root, ownTree); err != nil {
			return err
		}
	}
	return nil
}

// tree walks one bucket's pages; of the root's own it returns where the buckets
// in it begin, those apart that stand within its pages.
func (s *survey) tree(root uint64, isRoot bool) (map[string]uint64, error) {
	w := walk{survey: s, isRoot: isRoot, roots: map[string]uint64{}}
	err := w.page(root, bounds{}, 0)
	return w.roots, err
}

// claim takes a page and what it runs over, which nothing else may have.
func (s *survey) claim(id, overflow uint64) error {
	if id < metaPages || id >= s.meta.pages || overflow >= s.meta.pages-id {
		return fmt.Errorf("page %d is out of bounds", id)
	}
	for i := id; i <= id+overflow; i++ {
		if s.seen[i] {
			return fmt.Errorf("page %d is used twice", i)
		}
		s.seen[i] = true
	}
	return nil
}

// sheet is one page as far as it has been read: its first 4 kB or so, and more
// when asked for, since most of a long page is values that nobody looks at.
type sheet struct {
	file    io.ReaderAt
	at      int64
	head    []byte
	size    uint64 // with what it runs over
	id      uint64
	flags   uint16
	count   int
	isValue bool // stands within another page
}

func (s *survey) read(id uint64) (*sheet, error) {
	if id >= s.meta.pages {
		return nil, fmt.Errorf("page %d is out of bounds", id)
	}
	p := &sheet{file: s.file, at: int64(id * s.meta.pageSize), head: make([]byte, s.meta.pageSize)}
	if _, err := s.file.ReadAt(p.head, p.at); err != nil {
		return nil, fmt.Errorf("page %d: %w", id, err)
	}
	p.parse()
	overflow := uint64(binary.LittleEndian.Uint32(p.head[12:]))
	p.size = (overflow + 1) * s.meta.pageSize
	if p.id != id {
		return nil, fmt.Errorf("page %d says it is page %d", id, p.id)
	}
	return p, s.claim(id, overflow)
}

func (p *sheet) parse() {
	p.id = binary.LittleEndian.Uint64(p.head)
	p.flags = binary.LittleEndian.Uint16(p.head[8:])
	p.count = int(binary.LittleEndian.Uint16(p.head[10:]))
}

func (p *sheet) bytes(from, n uint64) ([]byte, error) {
	if from > p.size || n > p.size-from {
		return nil, fmt.Errorf("page %d is overrun", p.id)
	}
	if from+n <= uint64(len(p.head)) {
		return p.head[from : from+n], nil
	}
	b := make([]byte, n)
	if _, err := p.file.ReadAt(b, p.at+int64(from)); err != nil {
		return nil, fmt.Errorf("page %d: %w", p.id, err)
	}
	return b, nil
}

// element is one entry of a page, with the place of its data checked.
type element struct {
	key       []byte
	child     uint64 // of a branch
	isBucket  bool   // of a leaf
	valueAt   uint64
	valueSize uint64
}

// elements reads a page's entries. bbolt writes their data end to end, in
// order, right behind the table: no other layout is its own.
func (p *sheet) elements() ([]element, error) {
	table, err := p.bytes(firstElement, uint64(p.count)*elementSize)
	if err != nil {
		return nil, err
	}
	le, next := binary.LittleEndian, uint64(firstElement+len(table))
	list := make([]element, p.count)
	for i := range list {
		e, row := &list[i], table[i*elementSize:]
		var pos, keySize uint64
		if p.flags == leafPage {
			flags := le.Uint32(row)
			e.isBucket = flags == bucketFlag
			pos, keySize, e.valueSize = uint64(le.Uint32(row[4:])), uint64(le.Uint32(row[8:])), uint64(le.Uint32(row[12:]))
			if flags > bucketFlag {
				return nil, fmt.Errorf("page %d: entry %d has flags %x", p.id, i, flags)
			}
		} else {
			pos, keySize, e.child = uint64(le.Uint32(row)), uint64(le.Uint32(row[4:])), le.Uint64(row[8:])
		}
		if firstElement+uint64(i)*elementSize+pos != next || keySize == 0 {
			return nil, fmt.Errorf("page %d: entry %d is out of place", p.id, i)
		}
		if e.key, err = p.bytes(next, keySize); err != nil {
			return nil, err
		}
		e.valueAt = next + keySize
		next = e.valueAt + e.valueSize
		if next > p.size {
			return nil, fmt.Errorf("page %d is overrun", p.id)
		}
	}
	if p.isValue && next != p.size {
		return nil, fmt.Errorf("page %d does not fill its value", p.id)
	}
	return list, nil
}

// bounds are the keys that a page may hold: from low on, below high if any.
type bounds struct{ low, high []byte }

func (b bounds) hold(key []byte) bool {
	return bytes.Compare(key, b.low) >= 0 && (b.high == nil || bytes.Compare(key, b.high) < 0)
}

// walk is the way through one tree.
type walk struct {
	*survey
	isRoot bool
	roots  map[string]uint64
}

func (w *walk) page(id uint64, in bounds, depth int) error {
	p, err := w.read(id)
	if err != nil {
		return err
	}
	isBranch := p.flags == branchPage
	switch {
	case !isBranch && p.flags != leafPage:
		return fmt.Errorf("page %d is of kind %x", id, p.flags)
	case isBranch && depth >= deepest:
		return errors.New("tree has no end")
	case p.count == 0 && (isBranch || depth > 0):
		return fmt.Errorf("page %d has nothing on it", id)
	}
	list, err := p.elements()
	if err != nil {
		return err
	}
	if err := inOrder(list, in); err != nil {
		return fmt.Errorf("page %d: %w", id, err)
	}
	for i, e := range list {
		if isBranch {
			below := bounds{low: e.key, high: in.high}
			if i+1 < len(list) {
				below.high = list[i+1].key
			}
			err = w.page(e.child, below, depth+1)
		} else {
			err = w.entry(p, e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func inOrder(list []element, in bounds) error {
	for i, e := range list {
		if !in.hold(e.key) || (i > 0 && bytes.Compare(list[i-1].key, e.key) >= 0) {
			return fmt.Errorf("entry %d is out of order", i)
		}
	}
	return nil
}

// entry looks at one entry of a leaf: in the root tree a bucket, else a value.
func (w *walk) entry(p *sheet, e element) error {
	if e.isBucket != w.isRoot {
		return fmt.Errorf("page %d: a bucket and a value are confused", p.id)
	}
	if !e.isBucket {
		return nil
	}
	value, err := p.bytes(e.valueAt, e.valueSize)
	if err != nil {
		return err
	}
	if len(value) < bucketSize {
		return fmt.Errorf("page %d: a bucket is cut short", p.id)
	}
	root := binary.LittleEndian.Uint64(value)
	if root != 0 {
		w.roots[string(e.key)] = root
		return nil
	}
	return inlineBucket(value[bucketSize:])
}

// inlineBucket looks at a bucket that is small enough to stand as one leaf in
// the value of its entry.
func inlineBucket(text []byte) error {
	if len(text) < pageHeaderSize {
		return errors.New("a small bucket is cut short")
	}
	p := &sheet{head: text, size: uint64(len(text)), isValue: true}
	p.parse()
	if p.flags != leafPage {
		return errors.New("a small bucket is no leaf")
	}
	list, err := p.elements()
	if err != nil {
		return err
	}
	for _, e := range list {
		if e.isBucket {
			return errors.New("a bucket stands in a small bucket")
		}
	}
	return inOrder(list, bounds{})
}

// freeList claims the pages that bbolt thinks are free, and the list's own.
func (s *survey) freeList() error {
	p, err := s.read(s.meta.freelist)
	if err != nil {
		return err
	}
	if p.flags != freePage {
		return fmt.Errorf("page %d is no free list", p.id)
	}
	from, count := uint64(pageHeaderSize), uint64(p.count)
	if p.count == manyFree {
		long, err := p.bytes(from, freeIDSize)
		if err != nil {
			return err
		}
		from, count = from+freeIDSize, binary.LittleEndian.Uint64(long)
	}
	if count > s.meta.pages {
		return errors.New("free list is longer than the file")
	}
	list, err := p.bytes(from, count*freeIDSize)
	if err != nil {
		return err
	}
	for id := range slices.Chunk(list, freeIDSize) {
		if err := s.claim(binary.LittleEndian.Uint64(id), 0); err != nil {
			return fmt.Errorf("free list: %w", err)
		}
	}
	return nil
}

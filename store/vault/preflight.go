package vault

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math/bits"
	"os"
)

// What bbolt's first two pages hold. They are read here before bbolt maps the
// file, since a file that is shorter than its own count of pages does not give
// an error there: it ends the process. The byte order is the machine's own,
// which is the small end first on every machine this program is built for.
const (
	pageHeaderSize = 16
	metaSize       = 64
	metaSummed     = 56
	metaMagic      = 0xED0CDAED
	metaVersion    = 2
	metaPages      = 2
	minPageBits    = 10
	maxPageBits    = 16
	noFreelist     = ^uint64(0)
)

// boltMeta is one of the two pages of which the valid one with the higher
// transaction counts.
type boltMeta struct {
	version  uint32
	pageSize uint64
	root     uint64
	freelist uint64
	pages    uint64 // high-water mark: pages in use, counted from the file's start
	txid     uint64
	alone    bool // the other page does not hold
}

var (
	errNoMeta  = errors.New("no meta page")
	errMetaSum = errors.New("meta page has a wrong checksum")
)

// preflight looks at a file without changing it and says whether bbolt may
// open it. It returns a [*FileError], a [*NewerError] or the system's error.
func preflight(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	fail := func(fault Fault, cause error) error {
		return &FileError{Path: path, Size: info.Size(), Fault: fault, Err: cause}
	}
	switch {
	case info.IsDir():
		return fail(FaultFolder, nil)
	case !info.Mode().IsRegular():
		return fail(FaultForeign, nil) // opening a pipe would wait for ever
	case info.Size() == 0:
		return fail(FaultEmpty, nil)
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // nothing was written
	meta, err := newestMeta(file)
	if err != nil && errors.Is(err, errNoMeta) {
		return fail(FaultForeign, nil)
	}
	if err != nil {
		return fail(FaultDamaged, err)
	}
	if meta.version > metaVersion {
		return &NewerError{Path: path, What: "file", Found: meta.version, Known: metaVersion}
	}
	if meta.freelist == noFreelist {
		return fail(FaultForeign, nil) // ours always has one; bbolt would write one into it
	}
	// The size is asked for again: a holder may have made the file grow.
	if info, err = file.Stat(); err != nil {
		return err
	}
	if hi, need := bits.Mul64(meta.pages, meta.pageSize); hi != 0 || need > uint64(info.Size()) {
		return fail(FaultShort, nil)
	}
	return nil
}

// newestMeta finds the meta page that bbolt will go by. Where the second lies
// depends on the page size, which a damaged first one does not tell.
func newestMeta(file io.ReaderAt) (boltMeta, error) {
	first, err := readMeta(file, 0)
	if err == nil {
		second, err := readMeta(file, int64(first.pageSize))
		if err == nil && second.txid > first.txid {
			return second, nil
		}
		first.alone = err != nil
		return first, nil
	}
	for shift := minPageBits; shift <= maxPageBits; shift++ {
		second, err2 := readMeta(file, 1<<shift)
		if err2 == nil && second.pageSize == 1<<shift {
			second.alone = true
			return second, nil
		}
		if errors.Is(err2, errMetaSum) {
			err = err2
		}
	}
	return boltMeta{}, err
}

func readMeta(file io.ReaderAt, at int64) (boltMeta, error) {
	var b [pageHeaderSize + metaSize]byte
	if _, err := file.ReadAt(b[:], at); err != nil {
		return boltMeta{}, errNoMeta
	}
	p, le := b[pageHeaderSize:], binary.LittleEndian
	if le.Uint32(p) != metaMagic {
		return boltMeta{}, errNoMeta
	}
	sum := fnv.New64a()
	sum.Write(p[:metaSummed])
	if sum.Sum64() != le.Uint64(p[metaSummed:]) {
		return boltMeta{}, errMetaSum
	}
	m := boltMeta{
		version: le.Uint32(p[4:]), pageSize: uint64(le.Uint32(p[8:])), root: le.Uint64(p[16:]),
		freelist: le.Uint64(p[32:]), pages: le.Uint64(p[40:]), txid: le.Uint64(p[48:]),
	}
	if bits.OnesCount64(m.pageSize) != 1 || m.pageSize < 1<<minPageBits || m.pageSize > 1<<maxPageBits {
		return boltMeta{}, fmt.Errorf("page size %d: %w", m.pageSize, errMetaSum)
	}
	return m, nil
}

package vault

import (
	"bytes"
	"fmt"
	"io"
)

// blanker passes on one state of a file as bbolt writes it, with zeros in place
// of the pages that nothing in it points to. What was taken out of the file
// stands on those still, and is to go into no copy of it.
type blanker struct {
	file io.ReaderAt // where the pages of that state stand
	to   io.Writer
	at   uint64
	used *survey // nil before the first page, which says what the state is
}

// Write takes whole pages or parts of them, in order from the first on, which
// comes whole.
func (b *blanker) Write(p []byte) (n int, err error) {
	if b.used == nil {
		if b.used, err = usedIn(b.file, p); err != nil {
			return 0, err
		}
	}
	size := b.used.meta.pageSize
	blank := make([]byte, size)
	for n < len(p) {
		piece := p[n:min(len(p), n+int(size-b.at%size))]
		if id := b.at / size; id >= metaPages && (id >= b.used.meta.pages || !b.used.seen[id]) {
			piece = blank[:len(piece)]
		}
		wrote, err := b.to.Write(piece)
		n += wrote
		b.at += uint64(wrote)
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// usedIn walks what a meta page leads to.
func usedIn(file io.ReaderAt, page []byte) (*survey, error) {
	meta, err := readMeta(bytes.NewReader(page), 0)
	if err != nil {
		return nil, fmt.Errorf("read meta page: %w", err)
	}
	s := &survey{file: file, meta: meta, seen: make([]bool, meta.pages)}
	if err := s.trees(); err != nil {
		return nil, err
	}
	_, err = s.read(meta.freelist)
	return s, err
}

package kit

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// longestLine is how long a line gets that is read: a hundred times what anybody
// has in one. What has no end at all would fill the laptop.
const longestLine = 64 << 20

var errEndless = errors.New("a line that does not end")

// LineReader reads lines from a pipe or a file, whatever their length.
type LineReader struct {
	in *bufio.Reader
}

// NewLineReader reads from in.
func NewLineReader(in io.Reader) *LineReader {
	return &LineReader{in: bufio.NewReader(in)}
}

// Next returns the next line, cleaned and without its end, be that LF or CRLF. A last line without an end is a line too. After
// it the error is io.EOF; a failing read is reported once what came before it has been returned. What can be no line for its
// length is an error too.
func (l *LineReader) Next() (string, error) {
	var line []byte
	for {
		piece, err := l.in.ReadSlice('\n')
		line = append(line, piece...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull) && len(line) < longestLine:
			continue
		case errors.Is(err, bufio.ErrBufferFull):
			return "", errEndless
		case err != nil && (len(line) == 0 || !errors.Is(err, io.EOF)):
			return "", err
		}
		return Clean(string(bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r")))), nil
	}
}

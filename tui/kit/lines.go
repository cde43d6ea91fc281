package kit

import (
	"bufio"
	"errors"
	"io"
	"strings"
)

// LineReader reads lines of any length from a pipe or a file.
type LineReader struct {
	in *bufio.Reader
}

// NewLineReader reads from in.
func NewLineReader(in io.Reader) *LineReader {
	return &LineReader{in: bufio.NewReader(in)}
}

// Next returns the next line, cleaned and without its end, be that LF or CRLF. A last line without an end is a line too. After
// it the error is io.EOF; a failing read is reported once what came before it has been returned.
func (l *LineReader) Next() (string, error) {
	line, err := l.in.ReadString('\n')
	if err != nil && (line == "" || !errors.Is(err, io.EOF)) {
		return "", err
	}
	return Clean(strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")), nil
}

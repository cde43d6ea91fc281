package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
)

// file is a PDF file being written: numbered objects, and where each begins.
type file struct {
	buf    bytes.Buffer
	starts []int
	packed bytes.Buffer
	packer *zlib.Writer
}

func newFile() *file {
	f := &file{}
	f.packer = zlib.NewWriter(&f.packed)
	// Bytes above 127 tell whatever copies the file that it isn't text.
	f.buf.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	return f
}

// reserve gives an object's number before the object is written.
func (f *file) reserve() int {
	f.starts = append(f.starts, 0)
	return len(f.starts)
}

// put writes an object.
func (f *file) put(number int, object string) {
	f.begin(number)
	f.buf.WriteString(object)
	f.buf.WriteString("\nendobj\n")
}

func (f *file) begin(number int) {
	f.starts[number-1] = f.buf.Len()
	fmt.Fprintf(&f.buf, "%d 0 obj\n", number)
}

// add writes an object under the next number.
func (f *file) add(object string) int {
	n := f.reserve()
	f.put(n, object)
	return n
}

// stream writes data, packed, with what its dictionary says besides.
func (f *file) stream(dictionary string, data []byte) int {
	f.packed.Reset()
	f.packer.Reset(&f.packed)
	_, _ = f.packer.Write(data) // a buffer takes everything
	_ = f.packer.Close()
	return f.raw("/Filter/FlateDecode"+dictionary, f.packed.Bytes())
}

// raw writes data as it is.
func (f *file) raw(dictionary string, data []byte) int {
	n := f.reserve()
	f.begin(n)
	fmt.Fprintf(&f.buf, "<</Length %d%s>>stream\n", len(data), dictionary)
	f.buf.Write(data)
	f.buf.WriteString("\nendstream\nendobj\n")
	return n
}

// finish writes the table of objects and gives the whole file. Its identity is
// made of its bytes, so that the same text is the same file.
func (f *file) finish(catalog, info int) []byte {
	sum := sha256.Sum256(f.buf.Bytes())
	start := f.buf.Len()
	fmt.Fprintf(&f.buf, "xref\n0 %d\n0000000000 65535 f \n", len(f.starts)+1)
	for _, at := range f.starts {
		fmt.Fprintf(&f.buf, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&f.buf, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%X><%X>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(f.starts)+1, catalog, info, sum[:16], sum[:16], start)
	return f.buf.Bytes()
}

// number writes a measure with as many places as can be seen on paper.
func number(x float64) string {
	s := strconv.FormatFloat(x, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}

// textString writes text as an object: UTF-16 in hexadecimal, which needs no
// escapes.
func textString(s string) string { return "<FEFF" + utf16Hex(s) + ">" }

const hexDigits = "0123456789ABCDEF"

func utf16Hex(s string) string {
	b := make([]byte, 0, 4*len(s))
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, hexDigits[u>>12], hexDigits[u>>8&15], hexDigits[u>>4&15], hexDigits[u&15])
	}
	return string(b)
}

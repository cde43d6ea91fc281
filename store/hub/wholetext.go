package hub

import (
	"bytes"
	"strconv"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// wholeText tells whether JSON is text to the last letter: UTF-8, and no half of
// a surrogate pair in an escape. A decoder puts another letter in the place of
// what is not, and somebody's words would be others.
func wholeText(raw []byte) bool {
	if !utf8.Valid(raw) {
		return false
	}
	for {
		i := bytes.IndexByte(raw, '\\')
		if i < 0 || i+1 == len(raw) {
			return true
		}
		raw = raw[i:]
		r, escape := escaped(raw)
		switch {
		case !escape:
			raw = raw[2:]
		case !utf16.IsSurrogate(r):
			raw = raw[escapeLen:]
		default:
			low, _ := escaped(raw[escapeLen:])
			if utf16.DecodeRune(r, low) == unicode.ReplacementChar {
				return false
			}
			raw = raw[2*escapeLen:]
		}
	}
}

const escapeLen = len(`\u0000`)

// escaped is the letter of an escape by number that raw begins with.
func escaped(raw []byte) (rune, bool) {
	if len(raw) < escapeLen || raw[0] != '\\' || raw[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(raw[2:escapeLen]), 16, 16)
	return rune(n), err == nil
}

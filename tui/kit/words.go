package kit

import (
	"unicode"
	"unicode/utf8"
)

type runeClass int

const (
	classBlank runeClass = iota
	classWord
	classSign
	classJoined // marks and joiners, which belong to what stands before them
)

func classOf(r rune) runeClass {
	switch {
	case unicode.IsSpace(r):
		return classBlank
	case unicode.IsLetter(r), unicode.IsNumber(r), r == '\'', r == '\u2019', r == '_':
		return classWord
	case unicode.IsMark(r), unicode.Is(unicode.Cf, r):
		return classJoined
	}
	return classSign
}

// wordLeft returns the beginning of the word before the byte off: over blanks first, then over one run of letters or of
// other signs.
func wordLeft(s string, off int) int {
	seen := classBlank
	for off > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:off])
		class := classOf(r)
		switch {
		case class == classJoined, class == seen:
		case seen == classBlank:
			seen = class
		default:
			return off
		}
		off -= size
	}
	return off
}

// wordRight returns the beginning of the word behind the byte off: over the run it stands in, then over blanks.
func wordRight(s string, off int) int {
	first, _ := utf8.DecodeRuneInString(s[off:])
	run, seen := classOf(first), classOf(first)
	for off < len(s) {
		r, size := utf8.DecodeRuneInString(s[off:])
		class := classOf(r)
		if class == classJoined {
			class = seen
		}
		if class != run && class != classBlank || seen == classBlank && class != classBlank {
			return off
		}
		seen = class
		off += size
	}
	return off
}

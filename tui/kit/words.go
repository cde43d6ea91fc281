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
// other signs. Marks go with what they stand on, and at the very beginning with what follows.
func wordLeft(s string, off int) int {
	seen := classBlank
	for at := off; at > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
		class := classOf(r)
		switch {
		case class == classJoined && at > 0:
			continue
		case class == classJoined, class == seen:
		case seen == classBlank:
			seen = class
		default:
			return off
		}
		off = at
	}
	return off
}

// wordRight returns the beginning of the word behind the byte off: over the run it stands in, then over blanks.
func wordRight(s string, off int) int {
	run, seen := classJoined, classJoined
	for off < len(s) {
		r, size := utf8.DecodeRuneInString(s[off:])
		class := classOf(r)
		switch {
		case class == classJoined:
			class = seen
		case run == classJoined:
			run = class
		case class != run && class != classBlank, seen == classBlank && class != classBlank:
			return off
		}
		seen = class
		off += size
	}
	return off
}

package model

import "unicode"

// uncased tells whether a word is written in a script without capitals, such as
// Gurmukhi or Arabic: there a name can't be told from a word by its first
// letter, and is taken for a name.
func uncased(w string) bool {
	for _, r := range w {
		if unicode.IsUpper(r) || unicode.IsLower(r) || unicode.IsTitle(r) {
			return false
		}
		if unicode.IsLetter(r) {
			return true
		}
	}
	return false
}

// unspaced are the scripts that put no blanks between words.
var unspaced = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}

// abuts tells whether a word may stand against r without a blank between them.
func abuts(r rune) bool { return r > unicode.MaxLatin1 && unicode.In(r, unspaced...) }

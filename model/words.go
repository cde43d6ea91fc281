package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Telling says what a text is: somebody's words as they said them, what they
// told in the typist's words, or what the typist thinks.
type Telling string

// The three tellings. Only what was Said prints as a quotation.
const (
	Told    Telling = ""        // their meaning, in the typist's words
	Said    Telling = "said"    // typed in quotation marks; kept byte for byte
	Thought Telling = "thought" // what the typist makes of it
)

// Words are a short text and what it is. The quotation marks of what was said
// are not in Text: they stand for the telling and are put back when it prints.
type Words struct {
	Text    string  `json:"text,omitzero"`
	Telling Telling `json:"telling,omitzero"`
	// From are the notes these words came from, when they came from notes.
	From []ID `json:"from,omitempty"`
}

// Empty tells whether nothing was said. Blanks are not nothing, but they are
// no words.
func (w Words) Empty() bool { return strings.TrimSpace(w.Text) == "" }

// String gives the words as they print: in quotation marks when they were
// said, and in no others than were typed when they were not.
func (w Words) String() string {
	if w.Telling == Said {
		return `"` + w.Text + `"`
	}
	return w.Text
}

// Typed is what a person would type to get these words: what ParseWords makes
// the same words of.
func (w Words) Typed() string {
	typed := w.String()
	if w.Telling == Said && ParseWords(typed).Text != w.Text {
		return typed[:len(typed)-1] // a quotation in it was never closed
	}
	return typed
}

// IsQuotationMark tells whether r opens or closes a quotation. An apostrophe
// never does: people's words are full of them.
func IsQuotationMark(r rune) bool {
	return strings.ContainsRune("\"“”„«»", r)
}

// ParseWords reads what was typed into a line. It is Said when a quotation
// mark begins it and the quotation goes to its end:
//
//	"To bowl."           said: To bowl.
//	"To bowl             said: To bowl
//	"To bowl", she said  told, with the quotation marks in it
//
// The outer marks are taken off and nothing else is touched.
func ParseWords(typed string) Words {
	first, n := utf8.DecodeRuneInString(typed)
	if !IsQuotationMark(first) {
		return Words{Text: typed}
	}
	inner := typed[n:]
	end, after := closing(inner)
	if strings.TrimSpace(after) != "" {
		return Words{Text: typed}
	}
	return Words{Text: inner[:end], Telling: Said}
}

// closing finds where a quotation that has just been opened ends: before which
// byte of s, and what stands behind its closing mark. A mark between a blank
// and a word opens a quotation inside this one. Every mark may do either: „one“
// hand closes with what “another” opens with.
func closing(s string) (end int, after string) {
	depth, before := 1, ' '
	for i, r := range s {
		if IsQuotationMark(r) {
			rest := s[i+utf8.RuneLen(r):]
			next, _ := utf8.DecodeRuneInString(rest)
			if i > 0 && unicode.IsSpace(before) && rest != "" && !unicode.IsSpace(next) {
				depth++
			} else {
				depth--
			}
			if depth == 0 {
				return i, rest
			}
		}
		before = r
	}
	return len(s), ""
}

package model

import (
	"strings"
	"unicode"
)

// OneActivity tells whether the line is paid for and is named after one of these
// activities, and nothing says what it is for. Such a line could often be said as
// a purpose, which moves without asking anew.
func (s *Support) OneActivity(activities []string) bool {
	if s.Unpaid || s.Own || strings.TrimSpace(s.Purpose) != "" || !s.Cost.Priced() {
		return false
	}
	what := apartWords(s.What.Text)
	for _, a := range activities {
		if name := apartWords(a); name != "  " && strings.Contains(what, name) {
			return true
		}
	}
	return false
}

// apartWords are the words of a text in small letters, a blank before and behind
// each.
func apartWords(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) })
	return " " + strings.Join(words, " ") + " "
}

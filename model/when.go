package model

import (
	"slices"
	"strings"
	"time"
)

// When is a date as people mean it: a civil day without a clock, kept as it
// was typed. Day is empty where what was typed is no date ("in the spring"),
// which is allowed wherever it is not marked.
type When struct {
	Typed string `json:"typed,omitzero"`
	Day   string `json:"day,omitzero" mask:"never"` // 2006-01-02
}

// DayOf is the civil day on which a moment fell for whoever sits at this machine,
// 2006-01-02: a visit half an hour after midnight in summer was on the day that
// people say it was, and not on the day before, on which it was in UTC.
func DayOf(t time.Time) string { return t.Local().Format(time.DateOnly) }

// dayLayouts are the ways of typing a day that are read as one.
var dayLayouts = []string{
	"2006-01-02", "2/1/2006", "2.1.2006", "2-1-2006", "2 Jan 2006", "2 January 2006",
	"Mon 2 Jan 2006", "Monday 2 January 2006",
}

// dayLayoutsNoYear are those that leave the year to be thought of.
var dayLayoutsNoYear = []string{"2 Jan", "2 January", "2/1", "Mon 2 Jan", "Monday 2 January"}

// ParseWhen reads a date typed the British way, day before month. Without a
// year it is the next such day from today on, where next is true, else the
// last such day. What is no date is kept as typed, and so is a day that is
// not there (29 February in most years) or falls on another day of the week
// than the one typed.
func ParseWhen(typed string, today time.Time, next bool) When {
	w := When{Typed: typed}
	words := strings.Fields(typed)
	for i, word := range words {
		words[i] = cardinal(word)
	}
	s := strings.Join(words, " ")
	for _, l := range dayLayouts {
		if t, err := time.Parse(l, s); err == nil && onWeekday(t, l, words[0]) {
			w.Day = t.Format(time.DateOnly)
			return w
		}
	}
	for _, l := range dayLayoutsNoYear {
		t, err := time.Parse(l, s)
		if err != nil {
			continue
		}
		if day, ok := nearest(t, today, next); ok && onWeekday(day, l, words[0]) {
			w.Day = day.Format(time.DateOnly)
		}
		return w
	}
	return w
}

// cardinal makes 1 of 1st, and leaves every other word as it is.
func cardinal(word string) string {
	if word[0] < '0' || word[0] > '9' || len(word) < 3 {
		return word
	}
	n, ending := word[:len(word)-2], strings.ToLower(word[len(word)-2:])
	if digits(n) && slices.Contains([]string{"st", "nd", "rd", "th"}, ending) {
		return n
	}
	return word
}

// nearest is the day of the month closest to today, on it or after it where
// next is true, else on it or before. 29 February waits for a leap year, at
// most eight years away.
func nearest(t, today time.Time, next bool) (time.Time, bool) {
	today = today.Local()
	now := time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, time.UTC)
	step := -1
	if next {
		step = 1
	}
	for years := range 9 {
		day := time.Date(today.Year()+step*years, t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
		if day.Day() == t.Day() && day.Compare(now)*step >= 0 {
			return day, true
		}
	}
	return time.Time{}, false
}

// onWeekday tells whether a day typed with its day of the week falls on it;
// time.Parse reads the name and does not compare.
func onWeekday(day time.Time, layout, name string) bool {
	return !strings.HasPrefix(layout, "Mon") ||
		strings.EqualFold(name[:3], day.Weekday().String()[:3])
}

// Date is the day as a time at midnight UTC, and whether it is one.
func (w When) Date() (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, w.Day)
	return t, err == nil
}

// Empty tells whether nothing was typed.
func (w When) Empty() bool { return strings.TrimSpace(w.Typed) == "" }

// NoSuchDay tells whether what was typed is spelled as a day and is none: 31
// February, or a Monday that falls on a Tuesday. Words such as "in the spring"
// and "after 6 weeks" are no such thing.
func (w When) NoSuchDay() bool {
	if w.Day != "" {
		return false
	}
	month, day := false, false
	for _, word := range strings.FieldsFunc(strings.ToLower(w.Typed), func(r rune) bool { return r == ' ' || r == ',' }) {
		switch word = cardinal(word); {
		case digits(word):
			day = day || len(word) <= 2
		case inFigures(word):
			month, day = true, true
		case shortened(word, monthNames):
			month = true
		case !shortened(word, dayNames):
			return false
		}
	}
	return month && day
}

// inFigures tells whether a word is a date in figures: 31/2, 31.2.2026,
// 2026-02-31.
func inFigures(word string) bool {
	if !digits(word[:1]) {
		return false
	}
	for _, sign := range []string{"/", ".", "-"} {
		if n := strings.Count(word, sign); n > 0 {
			return digits(strings.ReplaceAll(word, sign, "")) && (n == 2 || n == 1 && sign == "/")
		}
	}
	return false
}

var (
	monthNames = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
	dayNames   = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)

// shortened tells whether a word is one of these names, or begins one with at
// least three letters.
func shortened(word string, names []string) bool {
	return len(word) >= 3 && slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(name, word) })
}

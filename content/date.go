package content

import (
	"strconv"
	"time"

	"ownwords/model"
)

// Dates and times are Messages, to be said or put into the gap of another, so
// that each language orders and spells them its own way. A time is taken as it
// is: one that comes out of a record is in UTC and wants Local first; a day
// that people mean has no place and wants nothing.

// Date is a day in full: 15 September 2026.
func Date(t time.Time) model.Message {
	return model.Msg("date.full", "day", t.Day(), "month", month(t), "year", t.Year())
}

// DateDay is a day of this year in full: Tuesday 15 September.
func DateDay(t time.Time) model.Message {
	return model.Msg("date.day", "weekday", model.Msg("date.weekday."+weekday(t)), "day", t.Day(), "month", month(t))
}

// DateShort is a day where there is little room: Tue 15 Sep.
func DateShort(t time.Time) model.Message {
	return model.Msg("date.short", "weekday", model.Msg("date.weekday-short."+weekday(t)), "day", t.Day(), "month", monthShort(t))
}

// DateBrief is a day in a column: 15 Sep.
func DateBrief(t time.Time) model.Message {
	return model.Msg("date.brief", "day", t.Day(), "month", monthShort(t))
}

// Clock is the time of day: 09:05.
func Clock(t time.Time) model.Message {
	return model.Msg("date.clock", "hour", t.Format("15"), "minute", t.Format("04"))
}

// Since is how long something has been so, in days as people count them, where
// now is: since today, since yesterday, 6 days. What lies ahead is today.
func Since(then, now time.Time) model.Message {
	switch days := dayNumber(now) - dayNumber(then.In(now.Location())); {
	case days <= 0:
		return model.Msg("date.since-today")
	case days == 1:
		return model.Msg("date.since-yesterday")
	default:
		return model.Msg("date.days", "n", days)
	}
}

// dayNumber counts the civil days; two clocks that go forward or back between
// two days don't matter to it.
func dayNumber(t time.Time) int {
	const secondsADay = 24 * 60 * 60
	return int(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC).Unix() / secondsADay)
}

func month(t time.Time) model.Message {
	return model.Msg("date.month." + strconv.Itoa(int(t.Month())))
}

func monthShort(t time.Time) model.Message {
	return model.Msg("date.month-short." + strconv.Itoa(int(t.Month())))
}

func weekday(t time.Time) string { return strconv.Itoa(int(t.Weekday())) }

package content

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ownwords/model"
)

// Fault is one mistake in a file that people write: a guide, the settings, the
// catalogue. It never stops a file from being read to its end, so that all of
// a file's faults can be told at once.
type Fault struct {
	File string
	Line int // from 1; 0 where it is the whole file
	What model.Message
	Mend model.Message
	// Until is what holds until it is mended, where that is not what a person
	// would expect of something that is left out.
	Until model.Message
}

// Message is the fault in one go: file, line, what is wrong, the mend, and what
// holds until then.
func (f Fault) Message() model.Message {
	m := model.Msg("fault.whole", "file", f.File, "what", f.What, "mend", f.Mend)
	if f.Line > 0 {
		m = model.Msg("fault.at", "file", f.File, "line", f.Line, "what", f.What, "mend", f.Mend)
	}
	if f.Until.Zero() {
		return m
	}
	return model.Msg("fault.until", "fault", m, "until", f.Until)
}

// faults gathers what is wrong with one file.
type faults struct {
	file string
	list []Fault
}

// add notes a fault. Its kind names two entries of the catalogue: what is
// wrong and the mend; both may use the same gaps.
func (f *faults) add(line int, kind string, gaps ...any) {
	f.list = append(f.list, Fault{
		File: f.file,
		Line: line,
		What: model.Msg("fault."+kind+".what", gaps...),
		Mend: model.Msg("fault."+kind+".mend", gaps...),
	})
}

// sorted gives the faults in the order of the lines.
func (f *faults) sorted() []Fault {
	slices.SortStableFunc(f.list, func(a, b Fault) int { return cmp.Compare(a.Line, b.Line) })
	return f.list
}

// clean makes the text of a file ready to be read: without the mark that some
// editors put at its start, lines ended the Unix way. It refuses what is not
// UTF-8, and control characters: an escape sequence in a borrowed guide would
// otherwise speak to the terminal.
func (f *faults) clean(src []byte) (text string, ok bool) {
	s := strings.ReplaceAll(string(bytes.TrimPrefix(src, []byte("\xef\xbb\xbf"))), "\r\n", "\n")
	line := 1
	for i, r := range s {
		switch {
		case r == '\n':
			line++
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)):
			f.add(line, "utf8")
			return "", false
		case unicode.IsControl(r) && r != '\t':
			f.add(line, "control")
			return "", false
		}
	}
	return s, true
}

// oneOf tells whether a value is one of those allowed, and notes it if not.
func (f *faults) oneOf(v value, allowed []string) bool {
	if slices.Contains(allowed, v.text) {
		return true
	}
	f.add(v.line, "not-one-of", "value", v.text, "allowed", strings.Join(allowed, ", "))
	return false
}

// distinct returns the values without those that stand there twice, and notes
// them.
func (f *faults) distinct(list []value) []value {
	var out []value
	for _, v := range list {
		if slices.ContainsFunc(out, func(o value) bool { return o.text == v.text }) {
			f.add(v.line, "listed-twice", "value", v.text)
			continue
		}
		out = append(out, v)
	}
	return out
}

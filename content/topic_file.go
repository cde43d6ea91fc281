package content

import (
	"slices"
	"strings"

	"ownwords/model"
)

// topicFile is what stands in the Markdown file of a topic.
type topicFile struct {
	topic      model.Topic // without Ask and Next, which depend on the guide
	id         value
	next       []value
	ask, ready []string
}

// The sections of a topic, each of which must be there once.
const (
	sectionAsk    = "Ask"
	sectionListen = "Listen for"
	sectionKnow   = "Good to know"
	sectionReady  = "Getting ready"
)

var sections = []string{sectionAsk, sectionListen, sectionKnow, sectionReady}

// nextMost is how many topics are shown as often following: more than three is
// a list nobody reads while somebody speaks.
const nextMost = 3

// tags are what a topic may map to, by the word before the full stop.
var tags = map[string]string{
	"ca14":  "abcdefghij", // SI 2015/313 reg 2(2)
	"carer": "12345678",   // SI 2015/313 reg 3(2)
	"wb":    "abcdefghi",  // Care Act 2014 s1(2)
	"am":    "1234567",    // PRSB About Me
}

// readTopicFile reads a topic: front matter between two lines of ---, then the
// four sections.
func readTopicFile(f *faults, src []byte) *topicFile {
	t := &topicFile{}
	s, ok := f.clean(src)
	if !ok {
		return t
	}
	front, body, ok := cutFront(s)
	if !ok {
		f.add(1, "no-front")
		return t
	}
	f.readAll(front, 1, t.readers(f))
	t.readSections(f, s, body)
	return t
}

// cutFront finds the front matter, and the byte at which the body begins.
func cutFront(s string) (front string, body int, ok bool) {
	inner, ok := strings.CutPrefix(s, "---\n")
	if !ok {
		return "", 0, false
	}
	at := 0
	for line := range strings.Lines(inner) {
		if strings.TrimRight(line, " \n") == "---" {
			return inner[:at], len("---\n") + at + len(line), true
		}
		at += len(line)
	}
	return "", 0, false
}

// readers take the keys of the front matter.
func (t *topicFile) readers(f *faults) []reader {
	return []reader{
		{"id", true, func(e entry) {
			if t.id = f.text(e); t.id.text == "" {
				f.add(e.line, "empty", "key", e.key)
			}
		}},
		{"title", true, func(e entry) { t.topic.Title = f.title(f.text(e), titleCells) }},
		{"short", true, func(e entry) { t.topic.Short = f.title(f.text(e), shortCells) }},
		{"next", false, func(e entry) {
			if t.next = f.distinct(f.texts(e)); len(t.next) > nextMost {
				f.add(e.line, "next-many", "most", nextMost)
			}
		}},
		{"alone", false, func(e entry) {
			v := f.text(e)
			t.topic.Alone = f.oneOf(v, []string{"true", "false"}) && v.text == "true"
		}},
		{"maps", false, func(e entry) {
			for _, v := range f.distinct(f.texts(e)) {
				if !isTag(v.text) {
					f.add(v.line, "tag-unknown", "tag", v.text)
					continue
				}
				t.topic.Maps = append(t.topic.Maps, v.text)
			}
		}},
	}
}

func isTag(s string) bool {
	family, member, _ := strings.Cut(s, ".")
	return len(member) == 1 && strings.Contains(tags[family], member)
}

// readSections reads the body, which begins at a byte of the file.
func (t *topicFile) readSections(f *faults, file string, body int) {
	m := markdown{src: []byte(file[body:]), base: strings.Count(file[:body], "\n")}
	found := m.sections(f)
	lines := strings.Split(file, "\n")
	for _, name := range sections {
		s, ok := found[name]
		if !ok {
			f.add(0, "section-missing", "section", name)
			continue
		}
		switch name {
		case sectionAsk:
			t.ask = m.items(f, s, name)
		case sectionReady:
			t.ready = m.items(f, s, name)
		case sectionListen:
			t.topic.ListenFor = m.items(f, s, name)
		case sectionKnow:
			t.topic.GoodToKnow, t.topic.Source = f.goodToKnow(s, lines[s.from-1:s.end])
		}
	}
}

// goodToKnow reads prose that ends in where it is known from. A note without a
// source is an opinion, and a guide does not have those.
func (f *faults) goodToKnow(s section, lines []string) (prose, source string) {
	at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "Source:") })
	if at < 0 {
		f.add(s.line, "no-source")
		at = len(lines)
	} else {
		whole := strings.Join(lines[at:], " ")
		source = strings.Join(strings.Fields(strings.TrimPrefix(whole, "Source:")), " ")
		if source == "" {
			f.add(s.from+at, "no-source")
		}
	}
	if prose = strings.TrimSpace(strings.Join(lines[:at], "\n")); prose == "" {
		f.add(s.line, "section-empty", "section", sectionKnow)
	}
	return prose, source
}

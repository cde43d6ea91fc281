package content

import (
	"errors"
	"slices"
	"strings"

	"ownwords/model"
)

// guard is a setting that keeps things private, and what it is while a file does
// not say it clearly: a slip must never open what somebody meant to keep shut.
type guard struct {
	key  string // of the setting, or of the group that stands and falls with it
	slip string // the setting whose name, written with a slip, brings the guard up
	set  func(*Settings)
}

func guards() []guard {
	return []guard{
		{"role", "role", func(s *Settings) { s.Role = RolePeer }},
		{"clipboard", "clipboard", func(s *Settings) { s.Clipboard = ClipboardOwn }},
		{"cover_after", "cover_after", func(s *Settings) { s.CoverAfter = fewestMinutes }},
		{"lock_after_visit", "lock_after_visit", func(s *Settings) { s.LockAfterVisit = fewestMinutes }},
		{"lock_after", "lock_after", func(s *Settings) { s.LockAfter = fewestMinutes }},
		// What is thrown away because of a slip is gone.
		{"keep_after_sent", "keep_after_sent", func(s *Settings) { s.KeepAfterSent = 0 }},
		// It must not be guessed where a plan goes, and whose choices bind there.
		{serverGroup, "server.whose", func(s *Settings) { s.Server = DefaultSettings().Server }},
	}
}

// UnreadSettings is what holds where there is a settings file that can't be read
// at all, and its fault: why says whether it is too long.
func UnreadSettings(why error) (Settings, []Fault) {
	f := &faults{file: SettingsFile}
	if errors.Is(why, ErrTooLong) {
		f.add(0, "too-large", "most", mostSettings/1000)
	} else {
		f.add(0, "unread")
	}
	return unread(f.list)
}

// unread are the settings where nothing of the file could be read.
func unread(list []Fault) (Settings, []Fault) {
	s := DefaultSettings()
	for _, g := range guards() {
		g.set(&s)
	}
	for i := range list {
		list[i].Until = model.Msg("settings.until.all")
	}
	return s, list
}

// judge notes whether the file says a setting, or a group, clearly: once, and
// without a fault among those behind so many.
func (p *parsing) judge(key string, e entry, before int) {
	p.stands = append(p.stands, key)
	if len(p.list) > before {
		p.doubt(key, p.list[before:])
	}
	if e.again > 0 {
		p.doubt(key, p.at(e.again))
	}
}

// doubt brings up the guard of a setting, if it has one. The faults that are the
// reason say what holds until they are mended.
func (p *parsing) doubt(key string, told []Fault) {
	if !slices.ContainsFunc(guards(), func(g guard) bool { return g.key == key }) {
		return
	}
	p.unsure = append(p.unsure, key)
	for i := range told {
		if told[i].Until.Zero() {
			told[i].Until = model.Msg("settings.until." + key)
		}
	}
}

// at is the first fault of a line that does not say yet what holds until it is
// mended.
func (p *parsing) at(line int) []Fault {
	i := slices.IndexFunc(p.list, func(f Fault) bool { return f.Line == line && f.Until.Zero() })
	if i < 0 {
		return nil
	}
	return p.list[i : i+1]
}

// guard sets what is not clear, when all of the file has been read. A name that
// nobody knows may have been meant for a setting that the file lacks, if half of
// its letters are right.
func (p *parsing) guard() {
	for _, g := range guards() {
		name := g.slip[strings.LastIndex(g.slip, ".")+1:]
		for _, e := range p.unknown {
			if !slices.Contains(p.stands, g.slip) && unlike(e.key, name) <= len(e.key)/2 {
				p.doubt(g.key, p.at(e.line))
			}
		}
		if slices.Contains(p.unsure, g.key) {
			g.set(&p.settings)
		}
	}
}

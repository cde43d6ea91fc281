package content

import (
	"net"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
)

// SettingsFile is the name of the settings in the data folder.
const SettingsFile = "settings.yaml"

// setting is one key of the file: its name, with its group's before a full
// stop, what it may be, and where it is kept.
type setting struct {
	key     string
	allowed []string                      // empty: any text
	bare    bool                          // written without quotation marks
	check   func(f *faults, v value) bool // beyond that
	get     func(*Settings) string
	set     func(*Settings, string)
}

// settingOf makes the setting of a field.
func settingOf[T ~string](key string, field func(*Settings) *T, check func(*faults, value) bool, allowed ...T) setting {
	s := setting{
		key:   key,
		check: check,
		get:   func(s *Settings) string { return string(*field(s)) },
		set:   func(s *Settings, v string) { *field(s) = T(v) },
	}
	for _, a := range allowed {
		s.allowed = append(s.allowed, string(a))
	}
	return s
}

// countOf makes the setting of a field that counts something.
func countOf(key string, field func(*Settings) *int, check func(*faults, value) bool) setting {
	return setting{
		key: key, bare: true, check: check,
		get: func(s *Settings) string { return strconv.Itoa(*field(s)) },
		set: func(s *Settings, v string) { *field(s), _ = strconv.Atoi(v) }, // it has been checked
	}
}

// settingList is all of them but the keys, in the order of the file. What a
// person may set is listed here and in the catalogue, and nowhere else.
func settingList() []setting {
	return []setting{
		settingOf("name", func(s *Settings) *string { return &s.Name }, nil),
		settingOf("role", func(s *Settings) *Role { return &s.Role }, nil, RolePractitioner, RolePeer),
		settingOf("organisation", func(s *Settings) *string { return &s.Organisation }, nil),
		settingOf("face", func(s *Settings) *Face { return &s.Face }, nil, FaceScreen, FacePlain),
		settingOf("theme", func(s *Settings) *Theme { return &s.Theme }, nil, Themes()...),
		settingOf("borders", func(s *Settings) *Borders { return &s.Borders }, nil, BordersLines, BordersASCII),
		settingOf("mouse", func(s *Settings) *Mouse { return &s.Mouse }, nil, MouseOn, MouseOff),
		settingOf("clipboard", func(s *Settings) *Clipboard { return &s.Clipboard }, nil, ClipboardSystem, ClipboardOwn),
		countOf("cover_after", func(s *Settings) *int { return &s.CoverAfter }, (*faults).minutes),
		countOf("lock_after_visit", func(s *Settings) *int { return &s.LockAfterVisit }, (*faults).minutes),
		countOf("lock_after", func(s *Settings) *int { return &s.LockAfter }, (*faults).minutes),
		countOf("keep_after_sent", func(s *Settings) *int { return &s.KeepAfterSent }, between(0, mostKeptDays)),
		settingOf("backup_to", func(s *Settings) *string { return &s.BackupTo }, (*faults).folder),
		countOf("backups_keep", func(s *Settings) *int { return &s.BackupsKeep }, between(fewestCopies, mostCopies)),
		settingOf("numbers.safety", func(s *Settings) *string { return &s.Numbers.Safety }, nil),
		settingOf("numbers.complaints", func(s *Settings) *string { return &s.Numbers.Complaints }, nil),
		settingOf("numbers.team", func(s *Settings) *string { return &s.Numbers.Team }, nil),
		settingOf("numbers.emergency", func(s *Settings) *string { return &s.Numbers.Emergency }, (*faults).emergency),
		settingOf("server.url", func(s *Settings) *string { return &s.Server.URL }, (*faults).address),
		settingOf("server.name", func(s *Settings) *string { return &s.Server.Name }, nil),
		settingOf("server.whose", func(s *Settings) *Whose { return &s.Server.Whose }, nil, WhoseOwn, WhoseShared),
		settingOf("server.token_file", func(s *Settings) *string { return &s.Server.TokenFile }, nil),
		settingOf("server.ca_file", func(s *Settings) *string { return &s.Server.CAFile }, nil),
		settingOf("server.client_id", func(s *Settings) *string { return &s.Server.ClientID }, nil),
		settingOf("server.key", func(s *Settings) *string { return &s.Server.Key }, nil),
		settingOf("server.by_itself", func(s *Settings) *ByItself { return &s.Server.ByItself }, nil, ByItselfNo, ByItselfYes),
		countOf("server.limit", func(s *Settings) *int { return &s.Server.Limit }, between(shortestLimit, longestLimit)),
	}
}

// The groups of the file that are read in a way of their own.
const (
	serverGroup = "server"
	keysGroup   = "keys"
)

// mostSettings is how many bytes a settings file may have: many times what it
// takes. A file that was put there by mistake must not hold anybody up.
const mostSettings = 64_000

// ParseSettings reads a settings.yaml. Every key may be left out. A value that
// is wrong is a fault and its setting keeps what it has by default, so that a
// slip in the file keeps nobody from their notes; but what keeps things private
// is then at its most private, and the fault says so in Until.
func ParseSettings(src []byte) (Settings, []Fault) {
	p := &parsing{faults: &faults{file: SettingsFile}, settings: DefaultSettings()}
	entries, ok := p.fileEntries(src)
	if !ok {
		return unread(p.list)
	}
	p.take(entries, p.readers())
	p.guard()
	return p.settings, p.sorted()
}

// parsing is a settings file that is being read.
type parsing struct {
	*faults
	settings Settings
	stands   []string // the settings that the file has a line for
	unsure   []string // the guards of those that it does not say clearly
	unknown  []entry
}

func (p *parsing) fileEntries(src []byte) ([]entry, bool) {
	if len(src) > mostSettings {
		p.add(0, "too-large", "most", mostSettings/1000)
		return nil, false
	}
	text, ok := p.clean(src)
	if !ok {
		return nil, false
	}
	return p.entries(text, 0)
}

// readers take what the file may hold.
func (p *parsing) readers() []reader {
	var out []reader
	groups := map[string][]reader{}
	for _, item := range settingList() {
		group, key, grouped := strings.Cut(item.key, ".")
		if !grouped {
			out = append(out, reader{key: item.key, take: p.taker(item)})
			continue
		}
		if _, begun := groups[group]; !begun {
			out = append(out, reader{key: group, take: func(e entry) {
				before := len(p.list)
				p.take(p.inner(e), groups[group])
				p.judge(group, e, before)
			}})
		}
		groups[group] = append(groups[group], reader{key: key, take: p.taker(item)})
	}
	return append(out, reader{key: keysGroup, take: func(e entry) { p.settings.Keys = p.keys(e) }})
}

// take hands out the keys of the file, or of a group.
func (p *parsing) take(entries []entry, readers []reader) {
	unknown := p.read(entries, readers)
	p.unknown = append(p.unknown, unknown...)
}

// taker takes the value of one setting, if it can be that.
func (p *parsing) taker(item setting) func(entry) {
	return func(e entry) {
		before := len(p.list)
		v := p.text(e)
		switch {
		case len(p.list) > before:
		case strings.Contains(v.text, "\n"):
			p.add(v.line, "more-lines", "key", e.key)
		case len(item.allowed) > 0 && !p.oneOf(v, item.allowed):
		case item.check != nil && !item.check(p.faults, v):
		default:
			item.set(&p.settings, v.text)
		}
		p.judge(item.key, e, before)
	}
}

// emergency refuses to be without a number for an emergency.
func (f *faults) emergency(v value) bool {
	if strings.TrimSpace(v.text) == "" {
		f.add(v.line, "empty", "key", "emergency")
		return false
	}
	return true
}

// minutes takes a whole number that no laptop stands open longer than.
func (f *faults) minutes(v value) bool {
	n, err := strconv.Atoi(v.text)
	if err != nil || n < fewestMinutes || n > MostMinutes || strconv.Itoa(n) != v.text {
		f.add(v.line, "not-minutes", "value", v.text, "most", MostMinutes)
		return false
	}
	return true
}

// between takes a whole number from the fewest to the most.
func between(fewest, most int) func(*faults, value) bool {
	return func(f *faults, v value) bool {
		n, err := strconv.Atoi(v.text)
		if err != nil || n < fewest || n > most || strconv.Itoa(n) != v.text {
			f.add(v.line, "not-between", "value", v.text, "fewest", fewest, "most", most)
			return false
		}
		return true
	}
}

// folder takes nothing, or a folder by its whole path: where the program was
// started must not decide where copies of everything lie.
func (f *faults) folder(v value) bool {
	if v.text != "" && !filepath.IsAbs(v.text) {
		f.add(v.line, "not-whole-path", "value", v.text)
		return false
	}
	return true
}

// address takes nothing, or the address of a server. What goes there is about
// people, so outside this laptop it goes sealed or not at all.
func (f *faults) address(v value) bool {
	if v.text == "" {
		return true
	}
	u, err := url.Parse(v.text)
	switch {
	case err != nil || u.Hostname() == "" || u.Scheme != "https" && u.Scheme != "http":
		f.add(v.line, "not-address", "value", v.text)
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		f.add(v.line, "address-more", "value", u.Host)
	case u.Scheme == "http" && !loopback(u.Hostname()):
		f.add(v.line, "not-sealed", "value", v.text)
	default:
		return true
	}
	return false
}

// loopback tells whether a host is this laptop itself.
func loopback(host string) bool {
	return host == "localhost" || net.ParseIP(host).IsLoopback()
}

package content

import (
	"encoding/json"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"

	"ownwords/model"
)

// SettingsFile is the name of the settings in the data folder.
const SettingsFile = "settings.yaml"

// settingsWidth is how wide the explanations in the file are, in cells.
const settingsWidth = 76

// setting is one key of the file: its name, with its group's before a full
// stop, what it may be, and where it is kept.
type setting struct {
	key     string
	allowed []string                      // empty: any text
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

// settingList is all of them, in the order of the file. What a person may set
// is listed here and in the catalogue, and nowhere else.
func settingList() []setting {
	return []setting{
		settingOf("name", func(s *Settings) *string { return &s.Name }, nil),
		settingOf("role", func(s *Settings) *Role { return &s.Role }, nil, RolePractitioner, RolePeer),
		settingOf("organisation", func(s *Settings) *string { return &s.Organisation }, nil),
		settingOf("face", func(s *Settings) *Face { return &s.Face }, nil, FaceScreen, FacePlain),
		settingOf("theme", func(s *Settings) *Theme { return &s.Theme }, nil,
			ThemeAuto, ThemeLight, ThemeDark, ThemeContrast, ThemeTerminal),
		settingOf("borders", func(s *Settings) *Borders { return &s.Borders }, nil, BordersLines, BordersASCII),
		settingOf("numbers.safety", func(s *Settings) *string { return &s.Numbers.Safety }, nil),
		settingOf("numbers.complaints", func(s *Settings) *string { return &s.Numbers.Complaints }, nil),
		settingOf("numbers.team", func(s *Settings) *string { return &s.Numbers.Team }, nil),
		settingOf("numbers.emergency", func(s *Settings) *string { return &s.Numbers.Emergency }, (*faults).emergency),
		settingOf("server.url", func(s *Settings) *string { return &s.Server.URL }, (*faults).address),
		settingOf("server.name", func(s *Settings) *string { return &s.Server.Name }, nil),
		settingOf("server.whose", func(s *Settings) *Whose { return &s.Server.Whose }, nil, WhoseOwn, WhoseShared),
		settingOf("server.token_file", func(s *Settings) *string { return &s.Server.TokenFile }, nil),
	}
}

// ParseSettings reads a settings.yaml. Every key may be left out. A value that
// is wrong is a fault and its setting keeps what it has by default, so that a
// slip in the file keeps nobody from their notes.
func ParseSettings(src []byte) (Settings, []Fault) {
	s, f := DefaultSettings(), &faults{file: SettingsFile}
	text, ok := f.clean(src)
	if !ok {
		return s, f.list
	}
	var readers []reader
	groups := map[string][]reader{}
	for _, item := range settingList() {
		group, key, grouped := strings.Cut(item.key, ".")
		if !grouped {
			readers = append(readers, reader{key: item.key, take: item.taker(f, &s)})
			continue
		}
		if _, begun := groups[group]; !begun {
			readers = append(readers, reader{key: group, take: func(e entry) { f.read(f.inner(e), groups[group]) }})
		}
		groups[group] = append(groups[group], reader{key: key, take: item.taker(f, &s)})
	}
	f.readAll(text, 0, readers)
	return s, f.sorted()
}

// taker takes the value of one setting, if it can be that.
func (item setting) taker(f *faults, s *Settings) func(entry) {
	return func(e entry) {
		before := len(f.list)
		v := f.text(e)
		switch {
		case len(f.list) > before:
		case strings.Contains(v.text, "\n"):
			f.add(v.line, "more-lines", "key", e.key)
		case len(item.allowed) > 0 && !f.oneOf(v, item.allowed):
		case item.check != nil && !item.check(f, v):
		default:
			item.set(s, v.text)
		}
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

// address takes nothing, or the address of a server. What goes there is about
// people, so outside this laptop it goes sealed or not at all.
func (f *faults) address(v value) bool {
	if v.text == "" {
		return true
	}
	u, err := url.Parse(v.text)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
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

// EncodeSettings writes a settings.yaml, each setting with its explanation in
// a comment. Comments that somebody added are not kept.
func EncodeSettings(s Settings) []byte {
	var b strings.Builder
	explain := func(indent, key string) {
		for _, line := range wrap(English().Say(model.Msg("settings.about."+key)), settingsWidth) {
			fmt.Fprintf(&b, "%s# %s\n", indent, line)
		}
	}
	explain("", "file")
	in := ""
	for _, item := range settingList() {
		group, key, grouped := strings.Cut(item.key, ".")
		indent := "  "
		if !grouped {
			group, key, indent = "", item.key, ""
		}
		if group != in {
			b.WriteString("\n")
			explain("", group)
			fmt.Fprintf(&b, "%s:\n", group)
			in = group
		} else {
			b.WriteString("\n")
		}
		explain(indent, item.key)
		fmt.Fprintf(&b, "%s%s: %s\n", indent, key, item.written(&s))
	}
	return []byte(b.String())
}

// written is a value as the file has it: a word where only words are allowed,
// else in quotation marks, which keep a telephone number from being a number.
func (item setting) written(s *Settings) string {
	v := item.get(s)
	if slices.Contains(item.allowed, v) {
		return v
	}
	quoted, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("write setting %s: %v", item.key, err)) // a text can't fail
	}
	return string(quoted)
}

// wrap cuts a text at blanks into lines of at most so many bytes. It is for
// our own explanations, which are of plain letters.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

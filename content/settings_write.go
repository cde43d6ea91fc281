package content

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"ownwords/model"
)

// settingsWidth is how wide the explanations in the file are, in cells.
const settingsWidth = 76

// EncodeSettings writes a settings.yaml, each setting with its explanation in
// a comment. Comments that somebody added are not kept: see ChangeSettings.
func EncodeSettings(s Settings) []byte {
	var b strings.Builder
	explain(&b, "", "file")
	in := ""
	for _, item := range settingList() {
		group, key, grouped := strings.Cut(item.key, ".")
		indent := "  "
		if !grouped {
			group, key, indent = "", item.key, ""
		}
		b.WriteString("\n")
		if group != in {
			explain(&b, "", group)
			fmt.Fprintf(&b, "%s:\n", group)
			in = group
		}
		explain(&b, indent, item.key)
		fmt.Fprintf(&b, "%s%s: %s\n", indent, key, item.written(&s))
	}
	b.WriteString("\n")
	explain(&b, "", keysGroup)
	fmt.Fprintf(&b, "%s:\n", keysGroup)
	for _, action := range Actions() {
		fmt.Fprintf(&b, "%-31s # %s\n", s.keyLine(action), English().Say(model.Msg(actionPrefix+action)))
	}
	return []byte(b.String())
}

// explain writes what stands in the catalogue about a key, as a comment.
func explain(b *strings.Builder, indent, key string) {
	for _, line := range Wrap(English().Say(model.Msg("settings.about."+key)), settingsWidth) {
		fmt.Fprintf(b, "%s# %s\n", indent, line)
	}
}

// keyLine is an action with its keys. One that has those it begins with is a
// comment, to be written out by who wants others.
func (s Settings) keyLine(action string) string {
	keys, own := s.Keys[action]
	sign := ""
	if !own {
		keys, sign = Settings{}.Bindings()[action], "# "
	}
	written := noKey
	switch len(keys) {
	case 0:
	case 1:
		written = keys[0]
	default:
		written = "[" + strings.Join(keys, ", ") + "]"
	}
	return "  " + sign + action + ": " + written
}

// written is a value as the file has it: a word where only words are allowed,
// else in quotation marks, which keep a telephone number from being a number.
func (item setting) written(s *Settings) string {
	v := item.get(s)
	if item.bare || slices.Contains(item.allowed, v) {
		return v
	}
	quoted, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("write setting %s: %v", item.key, err)) // a text can't fail
	}
	return string(quoted)
}

// Wrap cuts a text at blanks into lines of at most so many bytes. It is for
// our own explanations, which are of plain letters.
func Wrap(text string, width int) []string {
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

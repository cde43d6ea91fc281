package content

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

// ChangeSettings brings a settings file to what is wanted and leaves all else
// in it as people wrote it: their comments, their order, and the lines that
// have faults. Where that can't be done it is not kept, and what comes back is
// the file as EncodeSettings writes it.
func ChangeSettings(src []byte, want Settings) (out []byte, kept bool) {
	have, wrong := ParseSettings(src)
	out = src
	for _, item := range settingList() {
		if value := item.written(&want); value != item.written(&have) {
			out = changeLine(out, item.key, value)
		}
	}
	// The file is read again, since there are more ways to write YAML than this
	// knows how to change.
	got, still := ParseSettings(out)
	if len(still) > len(wrong) || !bytes.Equal(EncodeSettings(got), EncodeSettings(want)) {
		return EncodeSettings(want), false
	}
	return out, true
}

// changeLine puts a value behind a key, in its line or in one more.
func changeLine(src []byte, path, written string) []byte {
	f := &faults{file: SettingsFile}
	entries, _ := f.entries(string(src), 0)
	lines := slices.Collect(strings.Lines(string(src)))
	if n := len(lines); n > 0 && !strings.HasSuffix(lines[n-1], "\n") {
		lines[n-1] += "\n"
	}
	group, key, grouped := strings.Cut(path, ".")
	if !grouped {
		return []byte(strings.Join(putLine(lines, entries, "", group, path, written, len(lines)), ""))
	}
	g := slices.IndexFunc(entries, func(e entry) bool { return e.key == group })
	if g < 0 {
		lines = append(lines, "\n", group+":\n")
		return []byte(strings.Join(putLine(lines, nil, "  ", key, path, written, len(lines)), ""))
	}
	inner, indent := f.inner(entries[g]), "  "
	if len(inner) > 0 {
		first := lines[inner[0].line-1]
		indent = first[:len(first)-len(strings.TrimLeft(first, " "))]
	}
	return []byte(strings.Join(putLine(lines, inner, indent, key, path, written, entries[g].line), ""))
}

// putLine changes the line of a key, or puts in one with its explanation behind
// so many lines.
func putLine(lines []string, entries []entry, indent, key, path, written string, behind int) []string {
	i := slices.IndexFunc(entries, func(e entry) bool { return e.key == key })
	if i < 0 {
		var b strings.Builder
		if indent == "" {
			b.WriteString("\n")
		}
		explain(&b, indent, path)
		return slices.Insert(lines, behind, b.String()+indent+key+": "+written+"\n")
	}
	at := entries[i].line - 1
	if m := keyedLine.FindStringSubmatch(lines[at]); m != nil {
		lines[at] = m[1] + " " + written + m[2]
	}
	return lines
}

// keyedLine is a key with a value on one line: what stands before the value,
// and what comes behind it.
var keyedLine = regexp.MustCompile(`^(\x{feff}?\s*["']?\w+["']?\s*:)[ \t]*(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^#"'\r\n]?(?:[^\r\n#]|[^\s]#)*?)((?:[ \t]+#[^\r\n]*)?\r?\n)$`)

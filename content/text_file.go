package content

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/feature/plural"
)

// cut is a run of lines of one file of the catalogue: one key of its outermost
// mapping.
type cut struct {
	file string
	base int // lines before it
	text strings.Builder
}

// cutText cuts the files of a catalogue into chapters. YAML has every line
// that belongs to a key further to the right than the key, so a line that
// begins at the edge begins the next.
func cutText(fsys fs.FS, dir string) (map[string][]*cut, error) {
	files, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, fmt.Errorf("list text: %w", err)
	}
	chapters := map[string][]*cut{}
	for _, file := range files {
		src, err := fs.ReadFile(fsys, path.Join(dir, file.Name()))
		if err != nil {
			return nil, fmt.Errorf("read text: %w", err)
		}
		var now *cut
		n := 0
		for line := range strings.Lines(string(src)) {
			if name := edge(line); name != "" {
				now = &cut{file: file.Name(), base: n}
				chapters[name] = append(chapters[name], now)
			}
			if now != nil {
				now.text.WriteString(line)
			}
			n++
		}
	}
	return chapters, nil
}

// edge is the first word of a name that begins at the left edge of a line.
func edge(line string) string {
	end := strings.IndexAny(line, ".:\r\n")
	if end <= 0 || strings.ContainsAny(line[:1], " \t#") {
		return ""
	}
	return line[:end]
}

// readChapter parses the sentences of one chapter and tells what is wrong with
// them.
func readChapter(cuts []*cut) (map[string]sentence, []Fault) {
	out := map[string]sentence{}
	var wrong []Fault
	for _, c := range cuts {
		f := &faults{file: c.file}
		entries, _ := f.entries(c.text.String(), c.base)
		for _, e := range entries {
			f.sentences(out, e.key, e)
		}
		wrong = slices.Concat(wrong, f.sorted())
	}
	return out, wrong
}

// sentences reads one entry: a sentence, the forms of one, or a group.
func (f *faults) sentences(out map[string]sentence, id string, e entry) {
	if text, ok := scalar(e.node); ok {
		f.sentence(out, id, e.line, map[plural.Form]value{plural.Other: {text, e.line}})
		return
	}
	inner := f.inner(e)
	if forms, ok := f.forms(inner); ok {
		f.sentence(out, id, e.line, forms)
		return
	}
	for _, e := range inner {
		f.sentences(out, id+"."+e.key, e)
	}
}

// sentence puts a sentence into the catalogue.
func (f *faults) sentence(out map[string]sentence, id string, line int, forms map[plural.Form]value) {
	if _, twice := out[id]; twice {
		f.add(line, "key-twice", "key", id)
		return
	}
	s := sentence{}
	for form, v := range forms {
		pieces, ok := pieces(v.text)
		if !ok || v.text == "" {
			f.add(v.line, "not-template", "key", id)
		}
		s[form] = pieces
	}
	out[id] = s
}

// formNames are the plural forms by their names in Unicode's plural rules, as
// many as any language has.
var formNames = map[string]plural.Form{
	"zero": plural.Zero, "one": plural.One, "two": plural.Two,
	"few": plural.Few, "many": plural.Many, "other": plural.Other,
}

// forms reads a mapping as the plural forms of one sentence, if that is what
// it is: there is an "other", and nothing but forms.
func (f *faults) forms(inner []entry) (map[plural.Form]value, bool) {
	out := map[plural.Form]value{}
	for _, e := range inner {
		form, ok := formNames[e.key]
		if !ok {
			return nil, false
		}
		text, ok := scalar(e.node)
		if !ok {
			return nil, false
		}
		out[form] = value{text, e.line}
	}
	_, ok := out[plural.Other]
	return out, ok
}

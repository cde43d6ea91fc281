package content

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strconv"

	"github.com/rivo/uniseg"
	"golang.org/x/text/language"

	"ownwords/model"
)

// guideFile is what stands in a guide.yaml.
type guideFile struct {
	guide  model.Guide
	name   string // the path of guide.yaml
	from   value  // the folder of the guide whose topics these are, where it is another
	topics []value
}

// Titles stand in the first line of a screen of 80 cells beside a name and the
// time; short ones in a list, and in the first line of a screen of 40.
const (
	titleCells = 48
	shortCells = 20
)

var (
	kinds = []string{string(model.Assessment), string(model.Preparation)}
	marks = []string{
		string(model.MarkWanted), string(model.MarkRisk), string(model.MarkPerson), string(model.MarkLater),
		string(model.MarkMove), string(model.MarkMine), string(model.MarkWhose),
	}
	stages = []string{
		string(model.StageStart), string(model.StageTalk), string(model.StageWants), string(model.StagePeople),
		string(model.StageRisks), string(model.StageHelps), string(model.StageMoney), string(model.StageQuestions),
		string(model.StageReadBack), string(model.StageAgree), string(model.StageShare), string(model.StageMine),
		string(model.StageNeeds), string(model.StageDesk), string(model.StageDecisions), string(model.StageWishes),
		string(model.StagePayment),
	}
)

// readGuideFile reads id/guide.yaml. It returns nil where there is none or it
// can't be read at all.
func readGuideFile(fsys fs.FS, id string) (*guideFile, []Fault) {
	f := &faults{file: path.Join(id, "guide.yaml")}
	src, err := ReadFile(fsys, f.file, MostTyped)
	if err != nil {
		f.addUnread(err, "no-guide", "id", id)
		return nil, f.list
	}
	text, ok := f.clean(src)
	if !ok {
		return nil, f.list
	}
	g := &guideFile{name: f.file}
	if !f.readAll(text, 0, g.readers(f, id)) {
		return nil, f.sorted()
	}
	return g, f.sorted()
}

// addUnread notes a file that is not there, or that can't be read.
func (f *faults) addUnread(err error, kind string, gaps ...any) {
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		f.add(0, kind, gaps...)
		return
	}
	f.add(0, "unread")
}

// readers take the keys of a guide.yaml.
func (g *guideFile) readers(f *faults, id string) []reader {
	return []reader{
		{"id", true, func(e entry) { g.guide.ID = f.named(f.text(e), id) }},
		{"version", true, func(e entry) { g.guide.Version = f.number(f.text(e)) }},
		{"kind", true, func(e entry) {
			if v := f.text(e); f.oneOf(v, kinds) {
				g.guide.Kind = model.ConversationKind(v.text)
			}
		}},
		{"language", true, func(e entry) { g.guide.Language = f.language(f.text(e)) }},
		{"title", true, func(e entry) { g.guide.Title = f.title(f.text(e), titleCells) }},
		{"opening", true, func(e entry) { g.guide.Opening = f.said(e) }},
		{"closing", true, func(e entry) { g.guide.Closing = f.said(e) }},
		{"marks", true, func(e entry) { g.guide.Marks = offered[model.Mark](f, e, marks) }},
		{"stages", true, func(e entry) {
			g.guide.Stages = offered[model.Stage](f, e, stages)
			if !slices.Contains(g.guide.Stages, model.StageTalk) {
				f.add(e.line, "no-talk")
			}
		}},
		{"topics_from", false, func(e entry) { g.from = f.text(e) }},
		{"topics", true, func(e entry) {
			if g.topics = f.distinct(f.texts(e)); len(g.topics) == 0 {
				f.add(e.line, "no-topics")
			}
		}},
	}
}

// folder is where the guide's topics stand.
func (g *guideFile) folder() string {
	if g.from.text != "" {
		return g.from.text
	}
	return path.Dir(g.name)
}

// offered reads a list in which every value is one of those allowed.
func offered[T ~string](f *faults, e entry, allowed []string) []T {
	var out []T
	for _, v := range f.distinct(f.texts(e)) {
		if f.oneOf(v, allowed) {
			out = append(out, T(v.text))
		}
	}
	return out
}

// named checks an id against the name of its file or folder: whoever looks for
// a topic looks for its file.
func (f *faults) named(v value, name string) string {
	if v.text != name {
		f.add(v.line, "id-file", "id", v.text, "name", name)
	}
	return v.text
}

// number reads a whole number from 1.
func (f *faults) number(v value) int {
	n, err := strconv.Atoi(v.text)
	if err != nil || n < 1 {
		f.add(v.line, "not-number", "value", v.text)
	}
	return n
}

// language reads a BCP 47 tag and gives it back as it was typed.
func (f *faults) language(v value) string {
	if _, err := language.Parse(v.text); err != nil {
		f.add(v.line, "not-language", "value", v.text)
	}
	return v.text
}

// said reads a text that must not be empty.
func (f *faults) said(e entry) string {
	v := f.text(e)
	if v.text == "" {
		f.add(e.line, "empty", "key", e.key)
	}
	return v.text
}

// title reads a title that fits into so many cells.
func (f *faults) title(v value, cells int) string {
	switch wide := uniseg.StringWidth(v.text); {
	case v.text == "":
		f.add(v.line, "no-title")
	case wide > cells:
		f.add(v.line, "too-wide", "title", v.text, "cells", cells, "n", wide-cells)
	}
	return v.text
}

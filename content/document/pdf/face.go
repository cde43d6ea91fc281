package pdf

import (
	"bytes"
	"compress/gzip"
	"embed"
	"io"
	"slices"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
)

//go:embed fonts/*.ttf.gz
var fontFiles embed.FS

// family is one design of letters: the files it lies in and the scripts it is
// made for.
type family struct {
	regular, bold string
	scripts       []language.Script
}

// families are tried in this order where the script doesn't decide. One without
// a bold file is made bold by drawing round its letters.
var families = [...]family{
	{"NotoSans-Regular", "NotoSans-Bold", []language.Script{language.Latin, language.Greek, language.Cyrillic}},
	{"NotoNaskhArabic-Regular", "", []language.Script{language.Arabic}},
	{"NotoSansDevanagari-Regular", "", []language.Script{language.Devanagari}},
	{"NotoSansGurmukhi-Regular", "", []language.Script{language.Gurmukhi}},
	{"NotoSansBengali-Regular", "", []language.Script{language.Bengali}},
	{"NotoSansGujarati-Regular", "", []language.Script{language.Gujarati}},
	{"NotoSansTamil-Regular", "", []language.Script{language.Tamil}},
	{"NotoSansHebrew-Regular", "", []language.Script{language.Hebrew}},
	{"NotoSansMath-Regular", "", nil},
	{"NotoSansSymbols2-Regular", "", nil},
	{"NotoEmoji-Regular", "", nil},
}

const (
	bodyFamily  = 0
	emojiFamily = len(families) - 1
)

// notHeld is printed in the place of a character that no font holds.
const notHeld = '\uFFFD'

// design is one font of the program. It is opened when it is first asked for and
// then kept: the next file needs it too, and all of them are a few megabytes.
type design struct {
	name string
	file []byte
	font *font.Font
}

var designs sync.Map // name to func() *design

// designed opens a font of the program. That one can't be opened is a mistake in
// the program and not in what it was given.
func designed(name string) *design {
	open, _ := designs.LoadOrStore(name, sync.OnceValue(func() *design {
		file, err := unpacked("fonts/" + name + ".ttf.gz")
		if err != nil {
			panic("pdf: open font " + name + ": " + err.Error())
		}
		parsed, err := font.ParseTTF(bytes.NewReader(file))
		if err != nil {
			panic("pdf: parse font " + name + ": " + err.Error())
		}
		return &design{name, file, parsed.Font}
	}))
	return open.(func() *design)()
}

func unpacked(name string) ([]byte, error) {
	packed, err := fontFiles.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = packed.Close() }() // it lies in the program
	plain, err := gzip.NewReader(packed)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(plain)
}

// face is one font as it is used in one file.
type face struct {
	*design
	number  int  // in the file, from 1
	outline bool // is made bold by drawing round its letters
	glyphs  *font.Face
	shaper  *harfbuzz.Font
	upem    float64
	// ascent and descent are the room above and below the baseline, in ems.
	ascent, descent float64
	// text is what each glyph that is used stands for where nothing else is
	// said, and sure the glyphs for which it was met alone, as themselves.
	text map[font.GID]string
	sure map[font.GID]bool
}

// fontSet has the fonts that one file needs.
type fontSet struct {
	open    map[string]*face
	used    []*face // in the order in which they came
	missing []rune
}

func newFontSet() *fontSet { return &fontSet{open: map[string]*face{}} }

func (s *fontSet) get(name string) *face {
	if f := s.open[name]; f != nil {
		return f
	}
	d := designed(name)
	f := &face{design: d, glyphs: font.NewFace(d.font), upem: float64(d.font.Upem()), text: map[font.GID]string{}, sure: map[font.GID]bool{}}
	f.shaper = harfbuzz.NewFont(f.glyphs)
	extents, _ := f.glyphs.FontHExtents()
	f.ascent, f.descent = float64(extents.Ascender)/f.upem, -float64(extents.Descender)/f.upem
	s.open[name] = f
	return f
}

// number gives a font its place in the file.
func (s *fontSet) number(f *face) {
	if f.number == 0 {
		s.used = append(s.used, f)
		f.number = len(s.used)
	}
}

// choose gives the font for a grapheme, or nil where none holds all of it. Own
// is the script that it is written in, 0 for what goes with any; then the script
// around it and the font before it decide, so that blanks and figures don't cut
// a line to pieces.
func (s *fontSet) choose(grapheme []rune, own, around language.Script, bold bool, before *face) *face {
	if slices.Contains(grapheme, 0xFE0F) {
		if f := s.face(emojiFamily, bold); f.holds(grapheme) {
			return f
		}
	}
	for i, x := range families {
		if !slices.Contains(x.scripts, around) {
			continue
		}
		if f := s.face(i, bold); f.holds(grapheme) {
			return f
		}
	}
	if before != nil && before.holds(grapheme) {
		return before
	}
	for i, x := range families {
		if x.scripts != nil && i != bodyFamily && own != 0 {
			continue
		}
		if f := s.face(i, bold); f.holds(grapheme) {
			return f
		}
	}
	return nil
}

func (s *fontSet) face(number int, bold bool) *face {
	x := families[number]
	if bold && x.bold != "" {
		return s.get(x.bold)
	}
	f := s.get(x.regular)
	f.outline = x.bold == "" && x.scripts != nil
	return f
}

// lacks remembers a character that no font holds.
func (s *fontSet) lacks(r rune) {
	if !slices.Contains(s.missing, r) {
		s.missing = append(s.missing, r)
	}
}

// holds tells whether a font has a glyph for each character that shows.
func (f *face) holds(grapheme []rune) bool {
	for _, r := range grapheme {
		if _, ok := f.glyphs.NominalGlyph(r); !ok && !harfbuzz.IsDefaultIgnorable(r) {
			return false
		}
	}
	return true
}

// width is how far a glyph moves on, in ems.
func (f *face) width(g font.GID) float64 { return float64(f.glyphs.HorizontalAdvance(g)) / f.upem }

package kit

import "image/color"

// Theme is a choice of colours that a person makes in the settings.
type Theme string

// The themes. Auto goes by whether the terminal says that it is dark and leaves its background alone. Terminal has the two
// colours that the terminal writes with, and nothing but weight beside them: which of its sixteen can be read on which is
// for nobody but its owner to know. The others lay their own background.
const (
	ThemeAuto     Theme = "auto"
	ThemeLight    Theme = "light"
	ThemeDark     Theme = "dark"
	ThemeHigh     Theme = "high"
	ThemeTerminal Theme = "terminal"
)

// Look is what everything is drawn with: how text is measured and how it is coloured. The program has one, shares it by
// pointer with all it draws, and changes it in place.
type Look struct {
	Measure Measure
	Styles  Styles
}

// Styles are the tones by what they mean. Nothing is told by a tone alone: each is a help for the eye beside a word, a sign
// or a place. The person's own words are never in the quiet tone.
type Styles struct {
	Words    Tone // what people said, and ordinary text
	Name     Tone // the person's name, the gutter of the note in focus
	Heading  Tone
	Quiet    Tone // where everything is, hints, prompts
	Rule     Tone
	Marker   Tone // the sign of the thing in focus
	Mark     Tone // a note's mark, in words
	Thought  Tone // what the worker thinks
	Key      Tone // a key in a hint
	Notice   Tone // a message in place of the status
	Wrong    Tone // a value that is kept as typed but is no such value, and why
	Selected Tone
	Person   Tone // the turned screen: dark on light, always
	Strong   Tone // its headings and its question
	Picked   Tone // what is selected on it

	Page Tone // laid under every page; nothing where the terminal's own background stays

	Glyphs Glyphs
}

// OnPaper are the styles of what is drawn on the turned screen: whatever a widget means, it is dark on light there.
func (s Styles) OnPaper() Styles {
	plain, strong := s.Person, s.Strong
	return Styles{
		Words: plain, Name: strong, Heading: strong, Quiet: plain, Rule: plain, Marker: strong, Mark: plain, Thought: plain,
		Key: strong, Notice: strong, Wrong: strong, Selected: s.Picked, Person: plain, Strong: strong, Picked: s.Picked, Page: plain, Glyphs: s.Glyphs,
	}
}

// Glyphs are the few signs the kit draws, for terminals and readers that want ASCII as well.
type Glyphs struct {
	Rule, Dot, More, Mask, Up, Down, Open, Shut string
}

var (
	drawnGlyphs = Glyphs{Rule: "─", Dot: " · ", More: "…", Mask: "•", Up: "↑", Down: "↓", Open: "“", Shut: "”"}
	asciiGlyphs = Glyphs{Rule: "-", Dot: " - ", More: "~", Mask: "*", Up: "^", Down: "v", Open: `"`, Shut: `"`}
)

// palette is the colours of one theme; nil is the terminal's own. Each stands in the 256-colour cube, so that a terminal
// with 256 colours shows the very same.
type palette struct {
	words, quiet, rule, accent, mark, thought, wrong, notice color.Color
	selectedText, selected                                   color.Color
	ink, paper                                               color.Color
	page                                                     color.Color
}

func rgb(hex uint32) color.Color {
	return color.RGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

func lightPalette() palette {
	return palette{
		words: rgb(0x262626), quiet: rgb(0x585858), rule: rgb(0x626262), accent: rgb(0x005f87), mark: rgb(0x875f00),
		thought: rgb(0x005f00), wrong: rgb(0xaf0000), notice: rgb(0x5f005f),
		selectedText: rgb(0xffffff), selected: rgb(0x005f87),
		ink: rgb(0x1c1c1c), paper: rgb(0xffffd7),
	}
}

func darkPalette() palette {
	return palette{
		words: rgb(0xe4e4e4), quiet: rgb(0xb2b2b2), rule: rgb(0x9e9e9e), accent: rgb(0x87d7ff), mark: rgb(0xd7af5f),
		thought: rgb(0xafd7af), wrong: rgb(0xffaf87), notice: rgb(0xffd787),
		selectedText: rgb(0x000000), selected: rgb(0x87d7ff),
		ink: rgb(0x1c1c1c), paper: rgb(0xffffd7),
	}
}

func highPalette() palette {
	return palette{
		words: rgb(0xffffff), quiet: rgb(0xd0d0d0), rule: rgb(0xffffff), accent: rgb(0x00ffff), mark: rgb(0xffff00),
		thought: rgb(0xafffaf), wrong: rgb(0xffaf5f), notice: rgb(0xffff00),
		selectedText: rgb(0x000000), selected: rgb(0xffff00),
		ink: rgb(0x000000), paper: rgb(0xffffff), page: rgb(0x000000),
	}
}

func paletteOf(theme Theme, dark bool) palette {
	switch theme {
	case ThemeLight:
		p := lightPalette()
		p.page = rgb(0xffffff)
		return p
	case ThemeDark:
		p := darkPalette()
		p.page = rgb(0x1c1c1c)
		return p
	case ThemeHigh:
		return highPalette()
	case ThemeTerminal:
		return palette{}
	case ThemeAuto:
	}
	if dark {
		return darkPalette()
	}
	return lightPalette()
}

// StylesOptions say which styles are wanted. The zero value is Auto on a light terminal.
type StylesOptions struct {
	Theme    Theme
	Dark     bool // the terminal's background is dark
	ASCII    bool // rules and signs in ASCII
	NoColour bool // NO_COLOR: weight and reversal only
}

// NewStyles makes the styles of a theme.
func NewStyles(o StylesOptions) Styles {
	p := paletteOf(o.Theme, o.Dark)
	if o.NoColour {
		p = palette{}
	}
	s := Styles{
		Words:    newTone(p.words, nil, plainWeight),
		Name:     newTone(p.words, nil, bold),
		Heading:  newTone(p.words, nil, bold),
		Quiet:    newTone(p.quiet, nil, plainWeight),
		Rule:     newTone(p.rule, nil, plainWeight),
		Marker:   newTone(p.accent, nil, bold),
		Mark:     newTone(p.mark, nil, plainWeight),
		Thought:  newTone(p.thought, nil, plainWeight),
		Key:      newTone(p.accent, nil, bold),
		Notice:   newTone(p.notice, nil, bold),
		Wrong:    newTone(p.wrong, nil, bold),
		Selected: newTone(p.selectedText, p.selected, plainWeight),
		Person:   newTone(p.ink, p.paper, plainWeight),
		Strong:   newTone(p.ink, p.paper, bold),
		Picked:   newTone(p.paper, p.ink, plainWeight),
		Page:     newTone(p.words, p.page, plainWeight),
		Glyphs:   drawnGlyphs,
	}
	if p.page == nil {
		s.Page = Tone{}
	}
	if p.selected == nil {
		s.Selected = newTone(nil, nil, reverse)
	}
	if p.paper == nil {
		s.Person, s.Strong, s.Picked = turned(o.Dark)
	}
	if o.ASCII {
		s.Glyphs = asciiGlyphs
	}
	return s
}

// turned are the tones of the turned screen where there are no colours: a dark terminal is reversed, a light one is right
// as it is. What is selected on it can't be reversed once more, and is underlined.
func turned(dark bool) (person, strong, picked Tone) {
	if dark {
		return newTone(nil, nil, reverse), newTone(nil, nil, reverse|bold), newTone(nil, nil, reverse|bold|underline)
	}
	return Tone{}, newTone(nil, nil, bold), newTone(nil, nil, reverse)
}

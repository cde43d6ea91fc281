package tui

import (
	"strings"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// rows makes lines of a form out of what an action asks. Fields that are there
// when wanted are left out until they are, or have something in them.
func (a *app) rows(fields []flow.Field, more bool) []kit.Row {
	var out []kit.Row
	for _, f := range fields {
		if !more && onlyWhenWanted(f) {
			continue
		}
		out = append(out, a.row(f))
	}
	return out
}

func (a *app) row(f flow.Field) kit.Row {
	r := kit.Row{ID: f.ID, Label: a.label(f.Label), Value: f.Value}
	if !f.Wrong.Zero() {
		r.Wrong = a.said(f.Wrong)
	}
	if !f.Hint.Zero() {
		r.Prompt = a.said(f.Hint)
	}
	switch f.Kind {
	case flow.Choice:
		r.Kind = kit.RowChoice
	case flow.Many:
		r.Kind, r.Many, r.Choice = kit.RowChoice, true, kit.ChoiceFolded
		r.Value = strings.ReplaceAll(f.Value, ",", " ")
	default:
		return r
	}
	cells := 0
	for _, o := range f.Options {
		label := a.said(o.Label)
		cells += a.look.Measure.Width(label) + len(" / ")
		r.Options = append(r.Options, kit.Option{ID: o.Value, Label: label})
	}
	if !r.Many && cells > inlineCells {
		r.Choice = kit.ChoiceFolded
		if len(r.Options) <= listedOptions {
			r.Choice = kit.ChoiceListed
		}
	}
	return r
}

// label is what a line is called. One that a long name makes wide has the first
// of its names, so that what stands in the line stays in its column.
func (a *app) label(m model.Message) string {
	text := a.said(m)
	who, named := m.Args["who"].(string)
	if !named || a.look.Measure.Width(text) <= widestLabel {
		return text
	}
	return a.said(m.With("who", a.firstName(who, 0)))
}

// widestLabel is how wide a label is before the name in it is shortened.
const widestLabel = 26

// Options stand in one row as long as they fit in it, else one under another
// where they are few, else only the chosen one is shown.
const (
	inlineCells   = 47
	listedOptions = 4
)

// onlyWhenWanted tells whether a field is left out of the lines until it is asked
// for.
func onlyWhenWanted(f flow.Field) bool { return f.More && f.Value == "" }

// answerOf turns what changed in a form into the answer to a field.
func answerOf(fields []flow.Field, c kit.Changed) map[string]string {
	for _, f := range fields {
		if f.ID == c.ID && f.Kind == flow.Many {
			return map[string]string{c.ID: strings.ReplaceAll(c.Value, " ", ",")}
		}
	}
	return map[string]string{c.ID: c.Value}
}

// choosing is how one is chosen in the line in focus, where that is a line of
// choices that an arrow turns.
func (a *app) choosing(f *kit.Form) (kit.Hint, bool) {
	keys := "screen.start.choose-arrows"
	if f.Numbered() {
		keys = "screen.start.choose-keys"
	}
	return a.hint(a.say(keys), "screen.hint.choose"), f.Chooses()
}

// openly shows what can be chosen in a line without its being opened, each with
// its number: in a row if it is short, else one under another.
func (a *app) openly(r *kit.Row) {
	if r.Kind != kit.RowChoice || r.Choice != kit.ChoiceFolded || len(r.Options) > mostOpen {
		return
	}
	cells := 0
	for _, o := range r.Options {
		cells += a.look.Measure.Width(o.Label) + 5
	}
	if r.Choice = kit.ChoiceNumbered; cells > 2*inlineCells {
		r.Choice = kit.ChoiceListed
	}
}

// mostOpen is how many options have a number of one digit.
const mostOpen = 9

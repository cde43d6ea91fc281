package tui

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// riskLines is the page of one risk: lines and not a form. A line in which
// nothing stands is not there until it is asked for.
type riskLines struct {
	*fieldForm
	risk model.ID
	// fresh tells that nothing but its words stood in the risk when the page
	// was opened: then the lines that are talked about are offered at once.
	fresh bool
}

// The IDs of the page's own lines: views, one under another or side by side, and
// the way back to the notes.
const (
	rowViews = "/views"
	rowFrom  = "/from"
)

func newRiskLines(a *app, risk model.ID) *riskLines {
	p := &riskLines{fieldForm: a.newFieldForm("risk.set"), risk: risk}
	if x := p.now(); x != nil {
		p.fresh = x.Get.Empty() && x.Could.Empty() && x.Try.Empty() && len(x.Views) == 0
	}
	p.form.LabelAt, p.form.ValueAt, p.form.ExtraAt = 2, riskAt, 30
	p.arrange = p.page
	p.fieldForm.opened = p.openRow
	return p
}

// riskAt is where what stands in the lines begins.
const riskAt = 18

func (p *riskLines) now() *model.Risk { return model.Find(p.a.talk.Record().Risks, p.risk) }

// command takes the page's letters. In a line that holds words every letter is
// typed, whether or not any stand there yet.
func (p *riskLines) command(k kit.Key) (tea.Cmd, bool) {
	if _, _, typing := p.form.Editing(); typing || p.inNumber() {
		return nil, false
	}
	switch {
	case k.Name == "v" && !p.inWords():
		return p.openViews(), true
	case k.Name == "w" && !p.inWords():
		return p.from(), true
	case k.Name == "+":
		p.more = !p.more
		p.fresh = false
		p.arrive()
		return nil, true
	}
	return nil, false
}

// inNumber tells whether the keys are in the line of a telephone number, which
// may begin with the sign that shows more lines.
func (p *riskLines) inNumber() bool { return strings.HasSuffix(p.form.Focus(), ".number") }

// from shows where the risk came from.
func (p *riskLines) from() tea.Cmd { return p.a.push(newFromPage(p.a, p.sources())) }

// openRow is Enter on one of the page's own lines.
func (p *riskLines) openRow(id string) tea.Cmd {
	if id == rowFrom {
		return p.from()
	}
	return p.openViews()
}

func (p *riskLines) openViews() tea.Cmd { return p.a.push(newViewsPage(p.a, p.now())) }

// sources are the notes from which anything in the risk was drawn.
func (p *riskLines) sources() []model.ID {
	x := p.now()
	return slices.Concat(x.Words.From, x.Get.From, x.Could.From, x.Before.From, x.Try.From, x.Differ.From)
}

func (p *riskLines) hints() []kit.Hint {
	a := p.a
	more := kit.Hint{Key: "+", Label: a.say("screen.risk.more")}
	if p.more {
		more.Label = a.say("screen.risk.less")
	}
	if p.inWords() {
		return []kit.Hint{
			{Key: "Enter", Label: a.say("screen.risk.type")},
			{Key: "Tab", Label: a.say("screen.hint.next-line")},
			more,
			{Key: "Esc", Label: a.say("screen.hint.back")},
			a.anything(),
		}
	}
	return []kit.Hint{
		{Key: "Enter", Label: a.say(a.inShort("screen.risk.change"))},
		{Key: "v", Label: a.say("screen.risk.view")},
		{Key: "w", Label: a.say("screen.risk.from")},
		more, a.anything(),
	}
}

// page puts the lines in order: what the person gets before what could go
// wrong, views under their owners' names, what is not agreed in plain words.
func (p *riskLines) page(fields []flow.Field, rows []kit.Row) []kit.Row {
	out := p.a.riskHeading()
	slices.SortStableFunc(rows, func(x, y kit.Row) int { return cmp.Compare(atEnd(x.ID), atEnd(y.ID)) })
	block := ""
	wide := p.a.width >= sideBySide
	for i, r := range rows {
		f := fields[slices.IndexFunc(fields, func(f flow.Field) bool { return f.ID == r.ID })]
		now := blockOf(r.ID)
		if wide && now == "view" && r.ID != "view.+" {
			continue
		}
		p.label(&rows[i])
		if (f.Value == "" || strings.HasSuffix(f.ID, ".may")) && !p.offers(f) {
			continue
		}
		if block == "words" && now != block {
			out = p.viewsBegin(out, wide)
		}
		if block != "" && block != now && now != "view" {
			out = append(out, kit.Row{Kind: kit.RowBlank})
		}
		block = now
		out = append(out, rows[i])
	}
	if block == "words" {
		out = p.viewsBegin(out, wide)
	}
	return append(out, p.ending(out)...)
}

// viewsBegin heads what each makes of it, and puts it side by side where there
// is room.
func (p *riskLines) viewsBegin(out []kit.Row, wide bool) []kit.Row {
	out = append(out, kit.Row{ID: rowViews, Kind: kit.RowOpen, Label: p.a.say("screen.risk.views")})
	if wide {
		out = p.besideEachOther(out)
	}
	return out
}

// ending is the way back to the notes, and what + would show.
func (p *riskLines) ending(shown []kit.Row) []kit.Row {
	rows := []kit.Row{{Kind: kit.RowBlank}}
	if len(p.sources()) > 0 {
		rows = append(rows, kit.Row{ID: rowFrom, Kind: kit.RowOpen, Label: p.a.say("screen.from.title")})
	}
	if hidden := p.hidden(shown); len(hidden) > 0 {
		rows = append(rows, kit.Row{Kind: kit.RowQuiet, Label: p.a.say("screen.risk.hidden", "lines", strings.Join(hidden, ", "))})
	}
	return rows
}

// hidden are the labels of the lines that are not there until they are asked
// for, of those that stand by themselves.
func (p *riskLines) hidden(shown []kit.Row) []string {
	var out []string
	for _, f := range p.fields {
		there := slices.ContainsFunc(shown, func(r kit.Row) bool { return r.ID == f.ID })
		if there || blockOf(f.ID) == "view" || strings.Count(f.ID, ".") > 1 || blockOf(f.ID) == "kept" && f.ID != "kept-what" {
			continue
		}
		r := kit.Row{ID: f.ID}
		if p.label(&r); r.Label != "" && !slices.Contains(out, r.Label) {
			out = append(out, r.Label)
		}
	}
	return out
}

// atEnd moves what a risk has come to behind what is tried.
func atEnd(id string) int {
	switch {
	case strings.HasPrefix(id, "kept-"):
		return 3
	case id == "look" || id == "decided":
		return 2
	case id == "state" || id == "differ":
		return 1
	}
	return 0
}

// offers tells whether a line without anything in it is shown.
func (p *riskLines) offers(f flow.Field) bool {
	return p.more || p.fresh && !f.More && !strings.HasPrefix(f.ID, "if.")
}

// sideBySide is the window in which views stand beside each other; no page is
// wider than widestPage.
const (
	sideBySide = 100
	widestPage = 120
)

// blockOf is which part of the page a line belongs to.
func blockOf(id string) string {
	switch {
	case strings.HasPrefix(id, "view."):
		return "view"
	case slices.Contains([]string{"words", "get", "could", "before"}, id):
		return "words"
	case strings.HasPrefix(id, "kept-"):
		return "kept"
	}
	return "try"
}

// label gives a line the short label of this page. The lines of a view, and of
// what somebody does, stand under what they belong to.
func (p *riskLines) label(r *kit.Row) {
	part := strings.Split(r.ID, ".")
	last := part[len(part)-1]
	switch {
	case part[0] == "view" && last == "stand":
		r.Choice, r.Prompt = kit.ChoiceFolded, p.a.say("screen.risk.not-said")
	case part[0] == "view" && last == "words":
		r.LabelAt, r.Label, r.Prompt = p.form.ValueAt-2, "", r.Label
	case last == "asked":
		r.LabelAt, r.ValueAt = p.form.ValueAt, 2*riskAt
	case part[0] == "view" && last == "+":
	case part[0] == "view":
		r.LabelAt, r.Label = p.form.ValueAt, p.a.said(model.Msg("screen.risk.under."+last))
	case part[0] == "doing":
		r.Label = p.a.say("screen.risk.label.doing")
	case part[0] == "if" && len(part) == 2:
		r.Label = p.a.say("screen.risk.label.if")
	case part[0] == "if" && last == "number":
		r.Label = p.a.say("screen.risk.label.number")
	case part[0] == "if":
		r.Label = p.a.say("screen.risk.label.then")
	case last == "words":
		r.Label = p.a.called()
	case last == "state":
		r.Choice = kit.ChoiceFolded
		r.Label = p.a.say("screen.risk.label.state")
	default:
		r.Label = p.a.said(model.Msg("screen.risk.label." + last))
	}
}

// besideEachOther are the views in columns, three in a row.
func (p *riskLines) besideEachOther(out []kit.Row) []kit.Row {
	x := p.now()
	if x == nil || len(x.Views) == 0 {
		return out
	}
	wide := min(p.a.width, widestPage)
	for group := range slices.Chunk(x.Views, 3) {
		r := kit.Row{ID: rowViews + string(group[0].Voice), Kind: kit.RowOpen, ValueAt: wide / 3, ExtraAt: wide * 2 / 3}
		for i, at := range []*string{&r.Label, &r.Value, &r.Extra} {
			if i < len(group) {
				*at = p.a.viewText(group[i])
			}
		}
		out = append(out, r)
	}
	return out
}

// viewText is what one makes of a risk: where they stand, in their words, and
// what would settle it.
func (a *app) viewText(v model.View) string {
	stand := model.Msg("choice.view.stand." + string(v.Stand))
	lines := []string{a.say("screen.risks.stands", "who", a.talk.VoiceName(v.Voice), "stand", stand)}
	if v.Stand == model.ForIf {
		lines[0] += " " + v.If
	}
	if !v.Words.Empty() {
		lines = append(lines, v.Words.String())
	}
	if v.Settle != "" {
		lines = append(lines, a.say("screen.risk.settles", "what", stopped(v.Settle)))
	}
	return strings.Join(lines, "\n")
}

// viewsPage is what each makes of one risk, to be typed: over the risk's page.
type viewsPage struct {
	*fieldForm
	title string
}

func newViewsPage(a *app, x *model.Risk) *viewsPage {
	p := &viewsPage{fieldForm: a.newFieldForm("risk.set"), title: firstSentence(x.Words.Text)}
	p.form.LabelAt, p.form.ValueAt = 2, viewAt
	p.more = true
	p.arrange = func(_ []flow.Field, rows []kit.Row) []kit.Row {
		out := []kit.Row{{Kind: kit.RowWords, LabelAt: 2, Label: x.Words.String()}}
		for _, r := range rows {
			if blockOf(r.ID) == "view" {
				out = append(out, a.viewRows(r)...)
			}
		}
		return out
	}
	return p
}

// viewRows are one line of a view: where somebody stands under their name, and
// what belongs to it under that.
func (a *app) viewRows(r kit.Row) []kit.Row {
	part := r.ID[strings.LastIndex(r.ID, ".")+1:]
	switch part {
	case "stand":
		r.Choice = kit.ChoiceNumbered
		return []kit.Row{{Kind: kit.RowBlank}, r}
	case "+":
		return []kit.Row{{Kind: kit.RowBlank}, r}
	case "words":
		r.LabelAt, r.Label, r.Prompt = viewAt-2, "", r.Label
	default:
		r.LabelAt, r.Label = viewAt, a.said(model.Msg("screen.risk.under."+part))
	}
	return []kit.Row{r}
}

// viewAt is where the lines of a view begin.
const viewAt = 12

// key goes on to where somebody stands who was just named.
func (p *viewsPage) key(k kit.Key) (tea.Cmd, bool) {
	before := p.stands()
	cmd, used := p.fieldForm.key(k)
	for _, id := range p.stands() {
		if !slices.Contains(before, id) {
			p.form.SetFocus(id)
		}
	}
	return cmd, used
}

// stands are the lines of where each stands.
func (p *viewsPage) stands() []string {
	var out []string
	for _, f := range p.fields {
		if strings.HasSuffix(f.ID, ".stand") {
			out = append(out, f.ID)
		}
	}
	return out
}

func (p *viewsPage) frame() kit.Frame {
	return kit.Frame{
		Title: p.a.title(p.a.say("action.go.risks"), p.title), Small: p.a.smallTitle(p.title),
		Hints: []kit.Hint{
			{Key: "1 to 5", Label: p.a.say("screen.risk.stand")},
			{Key: "Enter", Label: p.a.say("screen.risk.change")},
			{Key: "Esc", Label: p.a.say("screen.hint.back")},
			p.a.anything(),
		},
	}
}

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

// riskLines is the page of one risk: lines and not a form. The lines that are
// talked about of every risk are always there, so that none moves under the
// hand; of the others those in which nothing stands are not there until they are
// asked for.
type riskLines struct {
	*fieldForm
	risk  model.ID
	shown []string // the lines that are there, by their IDs
}

// The IDs of the page's own lines: views, one under another or side by side, and
// the way back to the notes.
const (
	rowViews = "/views"
	rowFrom  = "/from"
)

func newRiskLines(a *app, risk model.ID) *riskLines {
	p := &riskLines{fieldForm: a.newFieldForm("risk.set"), risk: risk}
	p.form.LabelAt, p.form.ValueAt, p.form.ExtraAt = 2, riskAt, 30
	p.arrange = p.page
	p.fieldForm.opened = p.openRow
	return p
}

// tallFrom is the height from which the views stand apart from what is above
// them.
const tallFrom = 30

// riskAt is where what stands in the lines begins.
const riskAt = 18

func (p *riskLines) now() *model.Risk { return model.Find(p.a.talk.Record().Risks, p.risk) }

// command takes the page's one sign. In a line that leads elsewhere no letter
// does anything: it may be the first of a sentence.
func (p *riskLines) command(k kit.Key) (tea.Cmd, bool) {
	if _, _, typing := p.form.Editing(); typing || p.inNumber() {
		return nil, false
	}
	switch {
	case k.Name == "+":
		p.turnMore()
		return nil, true
	case k.Text != "" && p.leads():
		p.a.tell(model.Msg("screen.app.enter-opens"))
		return nil, true
	}
	return nil, false
}

// turnMore shows the rarer lines, with the keys in the first of them, or takes
// the empty ones away again. Whether words may be read back is the one line in
// which the keys never come to stand by themselves: it is somebody's consent.
func (p *riskLines) turnMore() {
	before := p.shown
	p.more = !p.more
	p.arrive()
	for _, id := range p.shown {
		if p.more && !slices.Contains(before, id) && !strings.HasSuffix(id, ".may") {
			p.form.SetFocus(id)
			return
		}
	}
}

// leads tells whether the keys are in a line that leads elsewhere.
func (p *riskLines) leads() bool { return strings.HasPrefix(p.form.Focus(), "/") }

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
	more := a.hint("+", "screen.risk.more")
	if p.more {
		more = a.hint("+", "screen.risk.less")
	}
	if p.inWords() {
		return []kit.Hint{
			a.hint("Enter", "screen.risk.type"), a.hint("Tab", "screen.hint.next-line"), more,
			a.hint("Esc", "screen.hint.back"), a.anything(),
		}
	}
	enter := a.inShort("screen.risk.change")
	switch {
	case p.form.Focus() == rowFrom:
		enter = "screen.risk.from"
	case p.leads():
		enter = "screen.risk.view"
	}
	return []kit.Hint{
		a.hint("Enter", enter), a.hint("Tab", "screen.hint.next-line"), more, a.hint("Esc", "screen.hint.back"), a.anything(),
	}
}

// page puts the lines in order: what the person gets before what could go
// wrong, views under their owners' names, what is not agreed in plain words.
func (p *riskLines) page(fields []flow.Field, rows []kit.Row) []kit.Row {
	out := p.a.riskHeading()
	if at := slices.IndexFunc(fields, func(f flow.Field) bool { return f.ID == "look" }); at >= 0 &&
		!slices.ContainsFunc(rows, func(r kit.Row) bool { return r.ID == "look" }) {
		rows = append(rows, p.a.row(fields[at]))
	}
	slices.SortStableFunc(rows, func(x, y kit.Row) int { return cmp.Compare(atEnd(x.ID), atEnd(y.ID)) })
	block := ""
	wide := p.a.pageWidth() >= columnsFrom
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
	out = append(out, p.ending(out)...)
	p.shown = p.shown[:0:0]
	for _, r := range out {
		p.shown = append(p.shown, r.ID)
	}
	return out
}

// viewsBegin heads what each makes of it, and puts it side by side where there
// is room.
func (p *riskLines) viewsBegin(out []kit.Row, wide bool) []kit.Row {
	if p.a.height >= tallFrom {
		out = append(out, kit.Row{Kind: kit.RowBlank})
	}
	out = append(out, kit.Row{ID: rowViews, Kind: kit.RowOpen, Strong: true, Label: p.a.say("screen.risk.views")})
	if wide {
		out = p.viewColumns(out)
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

// offers tells whether a line without anything in it is shown: those that are
// talked about of every risk, with everybody's view and the first that says what
// each will do.
func (p *riskLines) offers(f flow.Field) bool {
	core := []string{"words", "get", "could", "before", "try", "doing.0", "differ", "look"}
	return p.more || slices.Contains(core, f.ID) || blockOf(f.ID) == "view" && !f.More
}

// blockOf is which part of the page a line belongs to.
func blockOf(id string) string {
	switch {
	case strings.HasPrefix(id, "view."):
		return "view"
	case strings.HasPrefix(id, "option."):
		return "option"
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
	case part[0] == "option" && len(part) == 2:
		r.Label = p.a.say("screen.risk.label.option")
	case part[0] == "option":
		r.LabelAt, r.ValueAt = p.form.ValueAt, 2*riskAt
		r.Label = p.a.said(model.Msg("screen.risk.under." + last))
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

// viewColumns are the views in columns, three in a row.
func (p *riskLines) viewColumns(out []kit.Row) []kit.Row {
	x := p.now()
	if x == nil || len(x.Views) == 0 {
		return out
	}
	wide := p.a.pageWidth()
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

package tui

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ownwords/content/document"
	"ownwords/model"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// copiesPage makes a copy of a conversation: which paper, for whom, as what,
// into which file. Nothing is written before Enter on its last line.
type copiesPage struct {
	a    *app
	form *kit.Form
	// The choices, by the values of the form's lines.
	who, paper, as, file string
	named                bool          // the file's name was typed
	said                 model.Message // what came of the writing
}

// The lines, and what a recipient is called in them who is no entry of the
// sharing.
const (
	rowWho   = "who"
	rowPaper = "paper"
	rowAs    = "as"
	rowFile  = "file"
	rowWrite = "/write"

	forPerson  = "person"
	forCouncil = "council"
	forWhole   = "whole"  // everything that is held
	forSafety  = "safety" // the safeguarding team
)

// newCopiesPage is for the person and whoever else may have a copy, or for one
// of those alone who are asked for by name.
func newCopiesPage(a *app, who string) *copiesPage {
	p := &copiesPage{a: a, form: kit.NewForm(a.look), who: who, as: string(document.PDF)}
	p.form.ValueAt = 24
	p.fitting()
	return p
}

// private tells whether the copy holds what is in no other: it is looked at by
// whoever makes it.
func (p *copiesPage) private() bool { return p.who == forWhole || p.who == forSafety }

// recipients are all for whom a copy can be made, as options.
func (p *copiesPage) recipients() []kit.Option {
	if p.private() {
		return []kit.Option{{ID: p.who, Label: p.a.say("screen.copies.for." + p.who)}}
	}
	var out []kit.Option
	r := p.a.talk.Record()
	for _, to := range desk.Recipients(r) {
		switch {
		case to.Person:
			out = append(out, kit.Option{ID: forPerson, Label: p.a.called()})
		case to.Council:
			out = append(out, kit.Option{ID: forCouncil, Label: p.a.say("plain.copy.council")})
		default:
			out = append(out, kit.Option{ID: string(to.Sharing), Label: model.Find(r.Sharing, to.Sharing).Who})
		}
	}
	return out
}

func (p *copiesPage) recipient() model.Recipient {
	switch p.who {
	case forPerson:
		return model.Recipient{Person: true}
	case forCouncil:
		return model.Recipient{Council: true}
	case forWhole:
		return model.Recipient{Whole: true}
	case forSafety:
		return model.Recipient{Safety: true}
	}
	return model.Recipient{Sharing: model.ID(p.who)}
}

// whose is for whom the copy is, in words.
func (p *copiesPage) whose() string {
	all := p.recipients()
	if i := slices.IndexFunc(all, func(o kit.Option) bool { return o.ID == p.who }); i >= 0 {
		return all[i].Label
	}
	return ""
}

func (p *copiesPage) papers() []string {
	return desk.Papers(p.a.talk.Record(), p.recipient())
}

// formats are what the paper can be made as, the one to print first.
func (p *copiesPage) formats() []document.Format {
	var out []document.Format
	for _, f := range []document.Format{document.PDF, document.HTML, document.PlainText, document.Markdown, document.CSV, document.JSON} {
		if slices.Contains(document.Formats(document.Name(p.paper)), f) {
			out = append(out, f)
		}
	}
	return out
}

// fitting keeps what was chosen possible: each recipient has papers of their
// own, each paper formats.
func (p *copiesPage) fitting() {
	if all := p.papers(); !slices.Contains(all, p.paper) {
		p.paper = all[0]
	}
	if all := p.formats(); !slices.Contains(all, document.Format(p.as)) {
		p.as = string(all[0])
	}
	if !p.named {
		p.file = p.a.desk.FileName(p.paper, document.Format(p.as))
	}
}

func (p *copiesPage) arrive() {
	a := p.a
	papers := make([]kit.Option, 0, len(p.papers()))
	for _, x := range p.papers() {
		papers = append(papers, kit.Option{ID: x, Label: a.said(model.Msg("paper." + x))})
	}
	var formats []kit.Option
	for _, f := range p.formats() {
		formats = append(formats, kit.Option{ID: string(f), Label: a.said(model.Msg("screen.copies.as." + string(f)))})
	}
	rows := []kit.Row{
		{Kind: kit.RowBlank},
		p.whoRow(),
		{Kind: kit.RowBlank},
		{ID: rowPaper, Kind: kit.RowChoice, Label: a.say("screen.copies.paper"), Options: papers, Value: p.paper},
		{ID: rowAs, Kind: kit.RowChoice, Label: a.say("screen.copies.as"), Options: formats, Value: p.as},
		{ID: rowFile, Label: a.say("screen.copies.file"), Value: p.file},
		{Kind: kit.RowBlank},
		{ID: rowWrite, Kind: kit.RowOpen, Label: a.say("screen.copies.write", "paper", model.Msg("paper."+p.paper), "who", p.whose())},
		{Kind: kit.RowBlank},
	}
	rows = append(rows, p.offCard()...)
	p.form.SetRows(append(append(rows, p.outcome()), p.readOver()...))
}

// whoRow lists for whom a copy can be made, each by a number as long as there is
// a digit for it.
func (p *copiesPage) whoRow() kit.Row {
	row := kit.Row{ID: rowWho, Kind: kit.RowChoice, Choice: kit.ChoiceListed, Label: p.a.say("screen.copies.who"), Options: p.recipients(), Value: p.who}
	if len(row.Options) > mostOpen {
		row.Choice = kit.ChoiceFolded
	}
	return row
}

// offCard tells what does not stand on the card, where that is the paper: whoever
// hands it over says it.
func (p *copiesPage) offCard() []kit.Row {
	if p.paper != string(document.Card) {
		return nil
	}
	a := p.a
	var off []string
	for _, what := range a.desk.OffTheCard(a.talk.Record(), a.talk.Guide()) {
		off = append(off, cmp.Or(what, a.say("todo.look")))
	}
	if len(off) == 0 {
		return nil
	}
	return []kit.Row{{Kind: kit.RowWords, Label: a.say("screen.copies.off-card", "things", strings.Join(off, "; "))}, {Kind: kit.RowBlank}}
}

// outcome is what came of the writing, and before it what a file is.
func (p *copiesPage) outcome() kit.Row {
	if !p.said.Zero() {
		return kit.Row{Kind: kit.RowWords, Label: p.a.said(p.said)}
	}
	return kit.Row{Kind: kit.RowQuiet, Label: p.a.say("screen.copies.not-sealed")}
}

func (p *copiesPage) key(k kit.Key) (tea.Cmd, bool) {
	if _, _, typing := p.form.Editing(); !typing && p.form.Focus() != rowFile {
		switch k.Name {
		case "v":
			return p.a.showCopy(p.options(document.PlainText), p.a.said(model.Msg("paper."+p.paper))), true
		case "c":
			if !p.private() {
				return p.a.showCard(), true
			}
		}
	}
	events, used := p.form.Key(k)
	for _, e := range events {
		switch e := e.(type) {
		case kit.Changed:
			p.changed(e)
		case kit.Opened:
			return p.write(), true
		}
	}
	return nil, used
}

func (p *copiesPage) changed(c kit.Changed) {
	switch c.ID {
	case rowWho:
		p.who = c.Value
	case rowPaper:
		p.paper = c.Value
	case rowAs:
		p.as = c.Value
	case rowFile:
		p.file, p.named = c.Value, strings.TrimSpace(c.Value) != ""
	}
	p.said = model.Message{}
	p.fitting()
	p.arrive()
}

func (p *copiesPage) options(as document.Format) document.Options {
	return document.Options{Document: document.Name(p.paper), As: as, For: p.recipient()}
}

// write makes the copy and writes it. Where there is none for this recipient
// nothing is written, and one sentence says so.
func (p *copiesPage) write() tea.Cmd {
	a, path := p.a, strings.TrimSpace(p.file)
	return a.makeCopy(p, p.options(document.Format(p.as)), func(m made) tea.Cmd {
		switch {
		case m.refused != nil:
			return p.tell(a.refusal(m.refused))
		case m.letters != "":
			return p.tell(model.Msg("screen.copies.letters", "letters", m.letters))
		}
		desk, id := a.desk, a.talk.Record().ID
		return work(a, p, func(context.Context) (string, error) {
			whole, err := filepath.Abs(path)
			if err != nil {
				return path, err
			}
			return whole, desk.WriteCopy(id, whole, m.data)
		}, func(path string, err error) tea.Cmd {
			switch {
			case errors.Is(err, fs.ErrExist):
				return p.tell(model.Msg("screen.copies.exists", "file", filepath.Base(path)))
			case err != nil:
				return p.tell(model.Msg("screen.copies.not-written", "file", path))
			}
			a.talk.Beyond("copy")
			return p.tell(model.Msg("screen.copies.written", "file", path))
		})
	})
}

// tell says on the page what came of the writing.
func (p *copiesPage) tell(m model.Message) tea.Cmd {
	p.said = m
	p.arrive()
	return nil
}

func (p *copiesPage) paste(text string) tea.Cmd {
	p.form.Paste(text)
	return nil
}

func (p *copiesPage) frame() kit.Frame {
	title := p.a.say("action.copy")
	hints := []kit.Hint{p.a.hint("Enter", "screen.copies.choose"), p.a.hint("v", "screen.share.see")}
	if !p.private() {
		hints = append(hints, p.a.hint("c", "screen.copies.card"))
	}
	return kit.Frame{Title: p.a.title(title), Small: p.a.smallTitle(title), Hints: append(hints, p.a.hint("Esc", "screen.hint.back"))}
}

func (p *copiesPage) view(width, height int) kit.Drawing { return p.form.View(width, height) }

// about is what a copy holds, and the card where there is no printer.
func (p *copiesPage) about() []kit.Row {
	return p.a.sentences(model.Msg("screen.copies.about"), model.Msg("screen.copies.about-card"))
}

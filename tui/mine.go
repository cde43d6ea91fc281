package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/kit"
)

// minePage is one's own notes, looked at again at the desk: the notebook of
// those that are in no copy, what each of them is, and the lines of a worry. It
// says what no screen can promise: that somebody could ask to see them.
type minePage struct {
	notebook
	form   *kit.Form
	parts  pair // the notes, and the lines below them
	came   bool // the page was looked at before
	below  bool // there are lines below the notes
	asking bool // the digits of what a note is stand on the last lines
}

// rowIs is the line of what a note is.
const rowIs = "as"

func newMinePage(a *app) *minePage {
	p := &minePage{notebook: newNotebook(a), form: kit.NewForm(a.look)}
	p.form.LabelAt, p.form.ValueAt = 2, 34
	p.parts = newPair(p.editor, p.form)
	p.parts.leave, p.parts.arrived = p.settle, p.lines
	return p
}

func (p *minePage) private() bool { return model.StageMine.Alone() }

func (p *minePage) arrive() {
	if !p.came {
		p.came = true
		p.toUnsettled()
	}
	// A worry's page is that of the note it came from.
	if w := model.Find(p.a.talk.Record().Worries, p.a.talk.Place().Part); w != nil {
		n := model.Find(p.a.talk.Record().Notes, w.Note)
		if n != nil {
			p.a.talk.SetCaret(n.ID, len(n.Text))
		}
	}
	p.notebook.arrive()
	p.lines()
}

// toUnsettled goes to the first note of which nobody has said what it is, or to
// the last.
func (p *minePage) toUnsettled() {
	notes := p.a.talk.Notes()
	if len(notes) == 0 || p.a.talk.Place().Part != "" {
		return
	}
	at := slices.IndexFunc(notes, func(n *model.Note) bool { return n.Settled == "" })
	if at < 0 {
		at = len(notes) - 1
	}
	p.a.talk.SetCaret(notes[at].ID, len(notes[at].Text))
}

// lines are those below the notes, of the note in hand.
func (p *minePage) lines() {
	var rows []kit.Row
	settle, ok := p.a.talk.Action("mine.settle")
	if begun := p.a.talk.Place().Part != ""; ok && settle.On && begun { // a note without a word in it is nothing yet
		rows = p.a.rows(settle.Ask, true)
		for i := range rows {
			rows[i].Choice, rows[i].ValueAt = kit.ChoiceNumbered, 18
		}
	}
	if worry := p.worryFields(); len(worry) > 0 {
		rows = append(rows, kit.Row{Kind: kit.RowBlank}, kit.Row{Kind: kit.RowHeading, Label: p.a.say("screen.mine.worry")})
		if p.a.narrow() && p.oldestOpen() != nil {
			rows = append(rows, kit.Row{Kind: kit.RowQuiet, Label: p.a.said(p.status(func(id string) string { return id }))})
		}
		for _, r := range p.a.rows(worry, true) {
			rows = append(rows, r)
			if w := p.a.talk.Worry(); r.ID == "passed" && w.NotPassed && w.Open() {
				rows = append(rows, kit.Row{Kind: kit.RowQuiet, Label: p.a.say("screen.mine.undecided")})
			}
		}
		rows = append(rows, kit.Row{Kind: kit.RowBlank}, kit.Row{Kind: kit.RowQuiet, Label: p.a.said(p.duty())})
	}
	if p.below = len(rows) > 0; !p.below {
		p.parts.put(false)
	}
	if !p.parts.inSecond {
		for i, r := range rows {
			rows[i] = p.asRead(r)
		}
	}
	p.form.SetRows(rows)
}

// asRead is a line while the keys are in the notes.
func (p *minePage) asRead(r kit.Row) kit.Row {
	switch {
	case r.ID == "", r.ID == rowIs:
		return r
	case r.Kind == kit.RowChoice:
		if i := slices.IndexFunc(r.Options, func(o kit.Option) bool { return o.ID == r.Value }); i >= 0 {
			r.Value = r.Options[i].Label
		}
	}
	r.Kind = kit.RowWords
	return r
}

func (p *minePage) worryFields() []flow.Field {
	if x, ok := p.a.talk.Action("worry.set"); ok && x.On {
		return x.Ask
	}
	return nil
}

// duty is what the law may ask, for whom it binds: a peer supporter passes on
// and looks into nothing.
func (p *minePage) duty() model.Message {
	if p.a.talk.Guide().Kind == model.Preparation {
		return model.Msg("screen.mine.peer")
	}
	return model.Msg("screen.mine.duty")
}

func (p *minePage) key(k kit.Key) (tea.Cmd, bool) {
	inForm, left := p.parts.whose(k)
	switch {
	case p.asking:
		p.asking = false
		if cmd, used := p.answered(k); used || k.Name == "esc" {
			return cmd, true
		}
	case inForm:
		cmd, used := p.formKey(k)
		return tea.Sequence(left, cmd), used
	}
	switch {
	case k.Name == "tab":
		return p.enterForm(), true
	case p.a.isFor(keyMark, k):
		x, _ := p.a.talk.Action("mine.settle")
		if p.asking = x.On; !x.On {
			p.a.tell(x.Why)
		}
		return nil, true
	}
	cmd, used := p.notebook.key(k)
	if used {
		p.lines()
	}
	return tea.Sequence(left, cmd), used
}

// enterForm goes on from the notes to the lines below them, where there are any.
func (p *minePage) enterForm() tea.Cmd {
	cmd := p.parts.goTo(true)
	if p.form.Focus() == "" {
		return tea.Sequence(cmd, p.parts.goTo(false))
	}
	return cmd
}

// answered takes the digit that says what the note is.
func (p *minePage) answered(k kit.Key) (tea.Cmd, bool) {
	x, _ := p.a.talk.Action("mine.settle")
	if !x.On || len(k.Text) != 1 || k.Text < "1" || int(k.Text[0]-'1') >= len(x.Ask[0].Options) {
		return nil, false
	}
	return p.settleAs(x.Ask[0].Options[k.Text[0]-'1'].Value), true
}

func (p *minePage) settleAs(as string) tea.Cmd {
	cmd := p.a.do("mine.settle", map[string]string{rowIs: as})
	if as == "worry" {
		cmd = tea.Sequence(cmd, p.enterForm())
		for _, f := range p.worryFields() {
			if f.Value == "" {
				p.form.SetFocus(f.ID)
				break
			}
		}
	}
	return cmd
}

func (p *minePage) formKey(k kit.Key) (tea.Cmd, bool) {
	events, used := p.form.Key(k)
	cmd := p.changed(events)
	if used {
		return cmd, true
	}
	switch k.Name {
	case "tab", "shift+tab", "esc":
		return tea.Sequence(cmd, p.parts.goTo(false)), true
	}
	return cmd, false
}

func (p *minePage) changed(events []kit.Event) tea.Cmd {
	var cmds []tea.Cmd
	for _, e := range events {
		c, ok := e.(kit.Changed)
		switch {
		case !ok:
		case c.ID == rowIs:
			cmds = append(cmds, p.settleAs(c.Value))
		default:
			cmds = append(cmds, p.a.do("worry.set", map[string]string{c.ID: c.Value}))
		}
	}
	return tea.Batch(cmds...)
}

func (p *minePage) paste(text string) tea.Cmd {
	if p.parts.inSecond {
		p.form.Paste(text)
		return nil
	}
	return p.notebook.paste(text)
}

func (p *minePage) typing() bool {
	return unkept(p.form, p.worryFields())
}

func (p *minePage) settle() tea.Cmd { return p.changed(p.form.Leave()) }

func (p *minePage) keep() {
	id, value, typing := p.form.Editing()
	if !typing {
		return
	}
	i := slices.IndexFunc(p.worryFields(), func(f flow.Field) bool { return f.ID == id && f.Value != value })
	if i >= 0 {
		p.a.talk.DoSoFar("worry.set", map[string]string{id: value})
		p.lines()
	}
}

func (p *minePage) selected() string {
	if p.parts.inSecond {
		return p.form.Selected()
	}
	return p.notebook.selected()
}

func (p *minePage) cut() tea.Cmd {
	if p.parts.inSecond {
		p.form.DeleteSelection()
		return nil
	}
	return p.notebook.cut()
}

func (p *minePage) frame() kit.Frame {
	a, title := p.a, p.a.say("action.go.mine")
	f := kit.Frame{Title: a.title(title), Small: a.smallTitle(title), Status: a.said(p.status(a.inShort))}
	if p.asking {
		x, _ := a.talk.Action("mine.settle")
		f.Ask = a.said(x.Ask[0].Label)
		for i, o := range x.Ask[0].Options {
			f.Answers = append(f.Answers, kit.Hint{Key: string(rune('1' + i)), Label: a.said(o.Label)})
		}
		return f
	}
	f.Hints = []kit.Hint{
		a.hint("Enter", "screen.hint.new-note"), a.hint(a.key(keyMark), "screen.mine.what"), a.hint("Tab", "screen.mine.lines"),
		a.hint(a.key(keyCover), "screen.mine.cover"), a.hint("Esc", "screen.mine.back"),
	}
	if !p.below {
		f.Hints = slices.Delete(f.Hints, 1, 3)
	}
	if p.parts.inSecond {
		f.Hints = []kit.Hint{
			a.hint("Enter", "screen.hint.change"), a.hint("Tab", "screen.hint.next-line"),
			a.hint(a.key(keyCover), "screen.mine.cover"), a.hint("Esc", "screen.mine.notes"),
		}
	}
	return f
}

// status says where these notes are, and, while a worry was not passed on, for
// how long that is and whom to ring; in short where inShort shortens.
func (p *minePage) status(inShort func(string) string) model.Message {
	n := p.a.desk.Settings.Numbers
	w := p.oldestOpen()
	if w == nil {
		return model.Msg("screen.mine.no-copy")
	}
	since := content.Since(w.Began.Local(), p.a.now().Local())
	if sameDay(w.Began.Local(), p.a.now().Local()) {
		since = model.Msg("screen.mine.since", "clock", content.Clock(w.Began.Local()))
	}
	if n.Safety != "" {
		return model.Msg(inShort("screen.mine.not-passed-on"), "since", since, "number", n.Safety, "emergency", n.Emergency)
	}
	return model.Msg(inShort("screen.mine.no-number"), "since", since, "emergency", n.Emergency)
}

// oldestOpen is the worry that has waited longest to be passed on, or nil.
func (p *minePage) oldestOpen() *model.Worry {
	var oldest *model.Worry
	for _, w := range p.a.talk.Record().Worries {
		if w.Open() && (oldest == nil || w.Began.Before(oldest.Began)) {
			oldest = w
		}
	}
	return oldest
}

// head says what these notes are and who could still see them; short is the
// ending of its short form's name.
func (p *minePage) head(short string) string {
	r := p.a.talk.Record()
	if p.a.talk.Guide().Kind == model.Preparation {
		worker := ""
		if v := r.WorkerVoice(); v != nil {
			worker = p.a.talk.VoiceName(v.ID)
		}
		return p.a.said(model.Msg("screen.mine.just-for"+short, "who", p.a.called(), "worker", worker))
	}
	return p.a.said(model.Msg("screen.mine.held"+short, "who", p.a.called()))
}

// view has the notes above and the lines below. Where there is not room for
// both, what the keys are in has the most of it. That these notes are still held
// stands above them in every window.
func (p *minePage) view(width, height int) kit.Drawing {
	head := p.headRows(width, height)
	room := height - len(head.Rows)
	lines, viewLines := p.form.Lay(width)
	most := max(room-lines, room/2)
	if p.parts.inSecond {
		most = max(room-lines, min(3, room/2))
	}
	above := p.editor.View(width, most)
	if len(above.Rows) < most {
		above.Rows = append(above.Rows, "")
	}
	return kit.Stack(head, above, viewLines(max(1, room-len(above.Rows))))
}

// headRows are the head in as many rows as it takes; in a low window in few
// words, with no blank row under it.
func (p *minePage) headRows(width, height int) (head kit.Drawing) {
	text, small := p.head(""), height < kit.ShortBelow/2
	if small {
		text = p.head("-short")
	}
	for _, row := range p.a.look.Measure.Wrap(text, width-3) {
		head.Rows = append(head.Rows, " "+p.a.look.Styles.Quiet.Render(row))
	}
	if !small {
		head.Rows = append(head.Rows, "")
	}
	return head
}

// about is what the law asks of a worry about safety.
func (p *minePage) about() []kit.Row {
	if p.a.talk.Guide().Kind == model.Preparation {
		return p.a.sentences(model.Msg("screen.mine.peer"), model.Msg("screen.mine.secret"))
	}
	return p.a.sentences(model.Msg("screen.mine.law"), model.Msg("screen.mine.secret"), model.Msg("screen.mine.source"))
}

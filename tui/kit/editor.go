package kit

import (
	"slices"
	"strings"
)

// Note is one paragraph of a page of notes as the editor shows it.
type Note struct {
	ID      string
	Gutter  string // whose words, in the column beside them
	Mark    string // a mark in words, behind them
	Under   string // said of them in the quiet tone, in rows of its own
	Text    string
	Quoted  bool // drawn within quotation marks, which are no part of Text
	Thought bool // the typist's own, drawn in another tone
}

// Editor is the notebook: it shows notes that others own and turns keys into edits of them. It keeps no history. It puts
// each Edit into its own copy at once, so that the next key finds it there; what makes or takes away notes waits for the
// owner to hand the notes back. Its caret stands between two graphemes of one note.
type Editor struct {
	look    *Look
	notes   []*entry
	resting bool
	caret   place
	// anchor is the other end of the selection. While marking is set every move stretches the selection, else only a move
	// with shift does.
	anchor  *place
	marking bool
	found   bool // what is selected was found, not chosen: typing goes behind it
	goal    int  // the column that up and down try to keep; -1 where there is none
	await   *await
	top     rowPlace
	free    bool // the window was moved by the wheel and need not show the caret

	width, height int
	names         int // how wide the longest name beside the words is
	// alone is how wide the words are where nothing stands beside them, as in a field; 0 in a notebook.
	alone int
}

type entry struct {
	Note
	para para
}

// place is where a caret stands: which note, and at which byte of its text.
type place struct{ note, off int }

func (p place) before(q place) bool {
	return p.note < q.note || p.note == q.note && p.off < q.off
}

// await is where the caret goes once the owner has handed back the notes: to the new note behind the note id; or, if gone is
// no longer there, to a byte of the note id.
type await struct {
	id    string
	steps int
	off   int
	gone  string
}

// NewEditor returns an editor without notes.
func NewEditor(look *Look) *Editor {
	return &Editor{look: look, goal: -1, width: 80, height: 19}
}

// SetNames tells whose words are to be expected beside those that stand there: the column of the names is wide enough for
// all of them, so that it does not move once they speak.
func (e *Editor) SetNames(names []string) {
	e.names = 0
	for _, n := range names {
		e.names = max(e.names, e.look.Measure.Width(n))
	}
}

// SetNotes gives the editor the notes as they are now. Those it has already keep their layout. Where a text is another than
// the editor's copy, the caret moves with the words around it.
func (e *Editor) SetNotes(notes []Note) {
	old := e.notes
	caretID := ""
	if e.has() {
		caretID = e.current().ID
	}
	same := len(old) == len(notes)
	byID := map[string]*entry{}
	for i := range notes {
		if i >= len(old) || old[i].ID != notes[i].ID {
			same = false
			for _, n := range old {
				byID[n.ID] = n
			}
			break
		}
	}
	e.notes = make([]*entry, len(notes))
	for i, n := range notes {
		switch {
		case i < len(old) && old[i].ID == n.ID:
			e.notes[i] = old[i]
		case byID[n.ID] != nil:
			e.notes[i] = byID[n.ID]
		default:
			e.notes[i] = &entry{}
		}
	}
	if !same {
		e.Deselect()
		e.follow(caretID)
	}
	for i, n := range notes {
		e.update(i, n)
	}
	e.arrive(old)
	e.settle()
}

// SetNote gives the editor one of its notes as it is now.
func (e *Editor) SetNote(n Note) {
	if i := e.index(n.ID); i >= 0 {
		e.update(i, n)
		e.settle()
	}
}

func (e *Editor) update(i int, n Note) {
	entry := e.notes[i]
	if i == e.caret.note && entry.ID == n.ID && entry.Text != n.Text {
		e.caret.off = carried(entry.Text, n.Text, e.caret.off)
		e.Deselect()
	}
	entry.Note = n
	open, shut := "", ""
	if n.Quoted {
		open, shut = e.look.Styles.Glyphs.Open, e.look.Styles.Glyphs.Shut
	}
	if n.Under != "" {
		shut += "\n" + n.Under
	}
	entry.para.set(n.Text, open, shut, entry.para.mask)
}

// carried is where a caret belongs after a text was changed by somebody else: beside the same words, or behind what came
// in the place of them.
func carried(before, after string, off int) int {
	ahead := 0
	for ahead < len(before) && ahead < len(after) && before[ahead] == after[ahead] {
		ahead++
	}
	behind := 0
	for behind < len(before)-ahead && behind < len(after)-ahead && before[len(before)-1-behind] == after[len(after)-1-behind] {
		behind++
	}
	switch {
	case off >= len(before)-behind:
		return off + len(after) - len(before)
	case off <= ahead:
		return off
	}
	return len(after) - behind
}

// follow keeps the caret in the note it was in, or near it where that note is gone.
func (e *Editor) follow(id string) {
	if i := e.index(id); i >= 0 {
		e.caret.note = i
		return
	}
	if e.caret.note >= len(e.notes) {
		e.caret = place{max(0, len(e.notes)-1), 0}
		if e.has() {
			e.caret.off = len(e.current().Text)
		}
		return
	}
	e.caret.off = 0
}

// arrive moves the caret to where the last key was to lead, if the owner has done what it asked for.
func (e *Editor) arrive(old []*entry) {
	await := e.await
	e.await = nil
	if await == nil {
		return
	}
	i := e.index(await.id)
	if await.gone != "" {
		if i >= 0 && e.index(await.gone) < 0 {
			e.caret = place{i, await.off}
		}
		return
	}
	to := i + await.steps
	if i < 0 && await.id != "" || to >= len(e.notes) {
		return
	}
	known := func(n *entry) bool { return n.ID == e.notes[to].ID }
	if !slices.ContainsFunc(old, known) {
		e.caret = place{to, await.off}
	}
}

// settle brings the caret back to a place that there is.
func (e *Editor) settle() {
	if !e.has() {
		e.caret = place{}
		return
	}
	e.caret.note = min(max(0, e.caret.note), len(e.notes)-1)
	e.caret.off = e.para(e.caret.note).snap(e.caret.off)
}

// Caret returns the note that the caret is in, empty if there is none, and the byte at which it stands.
func (e *Editor) Caret() (note string, off int) {
	if !e.has() {
		return "", 0
	}
	return e.current().ID, e.caret.off
}

// SetCaret moves the caret. A byte beyond the note's end is its end; a note that is not there leaves the caret alone.
func (e *Editor) SetCaret(note string, off int) {
	if i := e.index(note); i >= 0 {
		e.await, e.goal, e.free = nil, -1, false
		e.Deselect()
		e.caret = place{i, off}
		e.settle()
	}
}

func (e *Editor) has() bool {
	return len(e.notes) > 0
}

func (e *Editor) current() *entry {
	return e.notes[e.caret.note]
}

// index returns where the note is, or -1. The note in focus is asked first, since nearly every call is about it.
func (e *Editor) index(id string) int {
	if e.caret.note < len(e.notes) && e.current().ID == id {
		return e.caret.note
	}
	return slices.IndexFunc(e.notes, func(n *entry) bool { return n.ID == id })
}

// para returns a note's paragraph, laid out.
func (e *Editor) para(i int) *para {
	p := &e.notes[i].para
	p.fit(e.look.Measure, e.layout().cells)
	return p
}

// Rest tells whether the keys are elsewhere on the page: no note is then marked as in focus, and there is no cursor.
func (e *Editor) Rest(resting bool) {
	e.resting = resting
}

// Key takes a key. It returns what the owner has to do, in this order, and whether the key was one of the editor's.
func (e *Editor) Key(k Key) (events []Event, used bool) {
	if k.On != nil {
		return nil, e.pointed(k)
	}
	e.free = false
	e.await = nil // what an owner has not done by the next key is not going to be done
	name, shift := strings.CutPrefix(k.Name, "shift+")
	if !shift {
		name, shift = cutShift(k.Name)
	}
	if m, ok := moves[name]; ok && e.has() {
		e.move(m, shift)
		return nil, true
	}
	if act, ok := acts[k.Name]; ok {
		e.goal = -1
		return act(e), true
	}
	if k.Text == "" {
		return nil, false
	}
	e.goal = -1
	return e.typed(k.Text, false), true
}

// cutShift takes the shift out of "ctrl+shift+left".
func cutShift(name string) (string, bool) {
	rest, ok := strings.CutPrefix(name, "ctrl+shift+")
	if !ok {
		return name, false
	}
	return "ctrl+" + rest, true
}

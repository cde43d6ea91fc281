package kit

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// page is the simplest thing that edits notes right: each is its graphemes, the caret stands before one of them, and every
// text is cut anew at every key. It knows of no rows, so it is held against an editor that is wider than any note.
type page struct {
	notes   [][]string
	at      spotOnPage
	anchor  *spotOnPage
	marking bool
	goal    int // the column that up and down keep, -1 for none
}

type spotOnPage struct{ note, i int }

const pageHeight = 4

func cut(text string) []string {
	var all []string
	for _, c := range (Measure{}).Clusters(text) {
		all = append(all, c)
	}
	return all
}

func cells(graphemes []string) int { return Measure{}.Width(strings.Join(graphemes, "")) }

func (p *page) texts() []string {
	all := []string{}
	for _, n := range p.notes {
		all = append(all, strings.Join(n, ""))
	}
	return all
}

func (p *page) selected() (from, to spotOnPage, any bool) {
	if p.anchor == nil || *p.anchor == p.at {
		return p.at, p.at, false
	}
	from, to = *p.anchor, p.at
	if to.note < from.note || to.note == from.note && to.i < from.i {
		from, to = to, from
	}
	return from, to, true
}

func (p *page) selection() string {
	from, to, any := p.selected()
	if !any {
		return ""
	}
	var parts []string
	for n := from.note; n <= to.note; n++ {
		first, last := 0, len(p.notes[n])
		if n == from.note {
			first = from.i
		}
		if n == to.note {
			last = to.i
		}
		parts = append(parts, strings.Join(p.notes[n][first:last], ""))
	}
	return strings.Join(parts, "\n")
}

// replace puts texts, the first and the last of which grow onto what stands there, in place of what lies between two
// places, and the caret behind the last.
func (p *page) replace(from, to spotOnPage, with ...string) {
	behind := strings.Join(p.notes[to.note][to.i:], "")
	with[0] = strings.Join(p.notes[from.note][:from.i], "") + with[0]
	last := len(with) - 1
	caret := len(with[last])
	with[last] += behind
	var made [][]string
	for _, text := range with {
		made = append(made, cut(text))
	}
	p.notes = append(p.notes[:from.note:from.note], append(made, p.notes[to.note+1:]...)...)
	p.at = spotOnPage{note: from.note + last}
	for bytes := 0; bytes < caret; p.at.i++ {
		bytes += len(p.notes[p.at.note][p.at.i])
	}
	p.anchor, p.marking = nil, false
}

// put takes away what is selected in a note first: what stands there then may fall into other graphemes. What is selected in
// several is let go.
func (p *page) put(with ...string) {
	if from, to, any := p.selected(); any && from.note == to.note {
		p.replace(from, to, "")
	}
	p.replace(p.at, p.at, with...)
}

func (p *page) end(note int) spotOnPage { return spotOnPage{note, len(p.notes[note])} }

func (p *page) left(at spotOnPage) spotOnPage {
	switch {
	case at.i > 0:
		at.i--
	case at.note > 0:
		at = p.end(at.note - 1)
	}
	return at
}

func (p *page) right(at spotOnPage) spotOnPage {
	switch {
	case at.i < len(p.notes[at.note]):
		at.i++
	case at.note+1 < len(p.notes):
		at = spotOnPage{at.note + 1, 0}
	}
	return at
}

func classOfGrapheme(g string) runeClass {
	r, _ := utf8.DecodeRuneInString(g)
	return classOf(r)
}

// wordBack goes over blanks and then over one run of letters or of signs; wordOn over the run and then over blanks. Loose
// marks and joiners go with what stands around them.
func (p *page) wordBack(at spotOnPage) spotOnPage {
	if at.i == 0 {
		return p.left(at)
	}
	note, seen := p.notes[at.note], classBlank
	for ; at.i > 0; at.i-- {
		class := classOfGrapheme(note[at.i-1])
		if class != classJoined && seen != classBlank && class != seen {
			return at
		}
		if class != classJoined && seen == classBlank {
			seen = class
		}
	}
	return at
}

func (p *page) wordOn(at spotOnPage) spotOnPage {
	note := p.notes[at.note]
	if at.i == len(note) {
		return p.right(at)
	}
	run := classJoined
	for ; at.i < len(note); at.i++ {
		class := classOfGrapheme(note[at.i])
		if run == classJoined {
			run = class
		}
		if class != run && class != classJoined {
			break
		}
	}
	for ; at.i < len(note) && run != classBlank; at.i++ {
		if class := classOfGrapheme(note[at.i]); class != classBlank && class != classJoined {
			break
		}
	}
	return at
}

func (p *page) vertical(at spotOnPage, by int) spotOnPage {
	if p.goal < 0 {
		p.goal = cells(p.notes[at.note][:at.i])
	}
	to := min(max(0, at.note+by), len(p.notes)-1)
	switch {
	case to == at.note && by < 0:
		return spotOnPage{}
	case to == at.note:
		return p.end(len(p.notes) - 1)
	}
	i := 0
	for i < len(p.notes[to]) && cells(p.notes[to][:i+1]) <= p.goal {
		i++
	}
	return spotOnPage{to, i}
}

// moved tells where a key leads, and whether it is one that leads anywhere.
func (p *page) moved(key string) (to spotOnPage, moves bool) {
	if key != "up" && key != "down" && key != "pgup" && key != "pgdown" {
		p.goal = -1
	}
	switch key {
	case "left":
		return p.left(p.at), true
	case "right":
		return p.right(p.at), true
	case "ctrl+left":
		return p.wordBack(p.at), true
	case "ctrl+right":
		return p.wordOn(p.at), true
	case "home":
		return spotOnPage{p.at.note, 0}, true
	case "end":
		return p.end(p.at.note), true
	case "ctrl+home":
		return spotOnPage{}, true
	case "ctrl+end":
		return p.end(len(p.notes) - 1), true
	case "up":
		return p.vertical(p.at, -1), true
	case "down":
		return p.vertical(p.at, 1), true
	case "pgup":
		return p.vertical(p.at, 1-pageHeight), true
	case "pgdown":
		return p.vertical(p.at, pageHeight-1), true
	}
	return p.at, false
}

func (p *page) move(key string, to spotOnPage, shift bool) {
	from, last, any := p.selected()
	switch {
	case shift || p.marking:
		if p.anchor == nil {
			here := p.at
			p.anchor = &here
		}
	case any && key == "left":
		to = from
	case any && key == "right":
		to = last
	}
	if !shift && !p.marking {
		p.anchor = nil
	}
	p.at = to
}

func (p *page) press(key string) {
	bare, shift := strings.CutPrefix(key, "shift+")
	if rest, ok := strings.CutPrefix(key, "ctrl+shift+"); ok {
		bare, shift = "ctrl+"+rest, true
	}
	if to, moves := p.moved(bare); moves {
		p.move(bare, to, shift)
		return
	}
	_, _, any := p.selected()
	switch key {
	case "backspace", "ctrl+w":
		to := p.left(p.at)
		if key == "ctrl+w" {
			to = p.wordBack(p.at)
		}
		p.erase(any, to, p.at)
	case "delete", "ctrl+delete":
		to := p.right(p.at)
		if key == "ctrl+delete" {
			to = p.wordOn(p.at)
		}
		p.erase(any, p.at, to)
	case "enter":
		p.enter()
	case "ctrl+space":
		here := p.at
		p.anchor, p.marking = &here, true
	case "ctrl+a":
		p.selectMore()
	default:
		p.put(Lines(key)...)
	}
}

func (p *page) erase(any bool, from, to spotOnPage) {
	if any {
		from, to, _ = p.selected()
	}
	p.anchor, p.marking = nil, false
	if from != to {
		p.replace(from, to, "")
	}
}

func (p *page) enter() {
	if from, to, any := p.selected(); any && from.note == to.note {
		p.replace(from, to, "")
	}
	p.anchor, p.marking = nil, false
	note := p.notes[p.at.note]
	before, behind := p.at.note-1, p.at.note+1
	switch {
	case len(note) == 0:
	case p.at.i == 0 && before >= 0 && len(p.notes[before]) == 0:
		p.at = spotOnPage{before, 0}
	case p.at.i == 0:
		p.replace(p.at, p.at, "", "")
		p.at = spotOnPage{p.at.note - 1, 0}
	case p.at.i == len(note) && behind < len(p.notes) && len(p.notes[behind]) == 0:
		p.at = spotOnPage{behind, 0}
	default:
		p.replace(p.at, p.at, "", "")
	}
}

func (p *page) selectMore() {
	note := p.at.note
	all := strings.Join(p.notes[note], "")
	from, to := spotOnPage{note, 0}, p.end(note)
	if all == "" && p.anchor == nil {
		p.anchor = &from
		return
	}
	if first, last, any := p.selected(); all == "" || any && first == from && last == to ||
		any && (first.note < note || first == from) && (last.note > note || last == to) {
		from, to = spotOnPage{}, p.end(len(p.notes)-1)
	}
	p.anchor, p.at = &from, to
}

// fuzzKeys are the keys that a byte of the fuzzer's stands for.
var fuzzKeys = []string{
	"left", "right", "up", "down", "home", "end", "pgup", "pgdown", "ctrl+left", "ctrl+right", "ctrl+home", "ctrl+end",
	"shift+left", "shift+right", "shift+up", "shift+down", "shift+home", "shift+end", "ctrl+shift+left", "ctrl+shift+right",
	"backspace", "delete", "ctrl+w", "ctrl+delete", "enter", "ctrl+space", "ctrl+a",
	"a", " ", ".", "bowls club", "é", "e\u0301", "\u0301", "\u200d", "👩", "👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "🇬", "🇧", "नमस्ते", "স্ক্রি", "ਪੰਜਾਬੀ", "بلدية", "我要去",
	"\t", "one\r\ntwo", "\u0301x\ry\n\nz",
}

// FuzzEditor presses keys in the editor and on the simplest page there is, and holds their notes, carets and selections
// against each other after every one.
func FuzzEditor(f *testing.F) {
	all := make([]byte, len(fuzzKeys))
	for i := range all {
		all[i] = byte(i)
	}
	f.Add(all)
	f.Add([]byte("\x1e\x18\x24\x18\x28\x0e\x0e\x1b\x00\x00\x14\x15"))
	f.Add([]byte("\x2e\x2f\x1a\x1a\x1b\x2f\x0c\x0c\x0e\x18\x22\x21"))
	f.Fuzz(func(t *testing.T, keys []byte) {
		e, o := notebook("one two", "नमस्ते 👩")
		e.alone, e.height = 1<<20, pageHeight
		p := &page{goal: -1}
		for _, text := range o.texts() {
			p.notes = append(p.notes, cut(text))
		}
		for n, b := range keys[:min(len(keys), 200)] {
			key := fuzzKeys[int(b)%len(fuzzKeys)]
			k := pressed(key)
			if moves[key].to == nil && acts[key] == nil && !strings.Contains(key, "shift+") {
				k = typed(key)
			}
			events, _ := e.Key(k)
			o.apply(events)
			e.SetNotes(o.notes)
			p.press(key)
			if diff := cmp.Diff(p.texts(), o.texts()); diff != "" {
				t.Fatalf("notes after key %d, %q (-page +editor):\n%s%q %v %v", n, key, diff, o.texts(), events, p.at)
			}
			off := len(strings.Join(p.notes[p.at.note][:p.at.i], ""))
			if e.caret != (place{p.at.note, off}) {
				t.Fatalf("caret after key %d, %q, in %q = %v, want %v", n, key, o.texts(), e.caret, place{p.at.note, off})
			}
			if got, want := e.Selected(), p.selection(); got != want {
				t.Fatalf("Selected() after key %d, %q, in %q = %q, want %q", n, key, o.texts(), got, want)
			}
		}
	})
}

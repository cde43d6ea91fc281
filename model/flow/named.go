package flow

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"ownwords/model"
)

// backSaid says what a step was, which t took back or did again: what is there
// again, or is not.
func (f *Flow) backSaid(way string, last step, t *tx) model.Message {
	b := backing{f: f, step: last, tx: t, redo: way == "redo"}
	what, there := b.what()
	if there {
		return model.Msg(way+".back", "what", what)
	}
	return model.Msg(way+".gone", "what", what)
}

// staying are the marks that can be seen to come and go.
var staying = []model.Mark{model.MarkWanted, model.MarkRisk, model.MarkPerson, model.MarkLater}

// backing is a step while a name for it is found.
type backing struct {
	f    *Flow
	step step
	tx   *tx
	redo bool
}

// what is what the step was about, and whether it is there now. Where nothing
// came or went it is the act itself.
func (b *backing) what() (what model.Message, there bool) {
	kind, act, _ := strings.Cut(b.step.name, ".")
	switch {
	case b.step.own() && b.f.place.Stage != model.StageMine:
		return model.Msg("thing.own"), b.came() || b.redo && !b.went()
	case slices.Contains([]string{"type", "note", "draft", "empty"}, b.step.name):
		return b.typed()
	case b.step.name == "cut":
		return b.act(), !b.redo
	case kind == "mark" && len(b.step.changes) > 0:
		if n := b.f.note(b.step.changes[0].Part); n != nil && slices.Contains(staying, model.Mark(act)) {
			return b.act(), n.Marked(model.Mark(act))
		}
	case slices.Contains([]string{"someone", "want", "risk", "help", "question", "share", "agree", "owed", "need", "decision", "power"}, kind):
		return b.thing()
	}
	return b.act(), b.redo
}

func (b *backing) act() model.Message { return model.Msg("act." + b.step.name) }

// came tells whether something is there that was not, or was elsewhere.
func (b *backing) came() bool {
	return slices.ContainsFunc(b.tx.parts, func(x touched) bool {
		return x.after != nil && (x.before == nil || b.tx.leaves(x))
	})
}

// went tells whether something is not there any more.
func (b *backing) went() bool {
	return slices.ContainsFunc(b.tx.parts, func(x touched) bool { return x.after == nil })
}

// typed names a note that came or went by its words, and else what was typed in
// it, or erased.
func (b *backing) typed() (what model.Message, there bool) {
	for _, c := range b.step.changes {
		was, now := b.parts(c)
		n, isNow := now.(*model.Note)
		m, wasThere := was.(*model.Note)
		switch {
		case isNow && wasThere && (len(n.Text) > len(m.Text)) == b.redo:
			return model.Msg("act.type"), b.redo
		case isNow && wasThere:
			return model.Msg("act.erase"), !b.redo
		case isNow:
			return noteThing(n, begins(n.Words())), true
		case wasThere:
			return noteThing(m, begins(m.Words())), false
		}
	}
	return b.act(), b.redo
}

// noteThing names a note by its words: only what was said stands in quotation
// marks, and a question without them would end a sentence twice.
func noteThing(n *model.Note, words string) model.Message {
	if n.Telling == model.Said {
		return model.Msg("thing.note", "words", words)
	}
	return model.Msg("thing.note-told", "words", cmp.Or(strings.TrimRight(words, "?!"), words))
}

// parts are what a change was of, as it was before and as it is now.
func (b *backing) parts(c changed) (was, now model.Part) {
	x := ref{c.Kind, c.Part}
	return b.tx.partBefore(x), b.tx.part(x)
}

// thing names what was made, taken out or changed.
func (b *backing) thing() (what model.Message, there bool) {
	for _, c := range b.step.changes {
		was, now := b.parts(c)
		p := now
		if p == nil {
			p = was
		}
		name := named(p)
		switch {
		case name.Zero():
			continue
		case now == nil || was == nil, c.Kind == model.KindRelationship:
			return name, now != nil
		default:
			return model.Msg("thing.change", "what", name), b.redo
		}
	}
	return b.act(), b.redo
}

// named is what a part is called in a sentence, for those that have words or a
// name of their own.
func named(p model.Part) model.Message {
	switch p := p.(type) {
	case *model.Relationship:
		switch {
		case p.NotToContact:
			return model.Msg("thing.not-to-contact", "who", p.Name)
		case p.Close == model.NoRing:
			return model.Msg("verbatim", "text", p.Name)
		}
		return model.Msg("thing.someone", "who", p.Name, "ring", model.Msg("ring."+string(p.Close)))
	case *model.Want:
		return model.Msg("thing.want", "words", begins(p.Words))
	case *model.Risk:
		return model.Msg("thing.risk", "words", begins(p.Words))
	case *model.Support:
		return model.Msg("thing.help", "words", begins(p.What))
	case *model.Question:
		return model.Msg("thing.question", "words", begins(p.Words))
	case *model.Step:
		return model.Msg("thing.step", "words", begins(model.Words{Text: p.What}))
	case *model.Sharing:
		return model.Msg("thing.share", "who", p.Who)
	case *model.Owed:
		return model.Msg("thing.owed", "who", p.Who)
	case *model.Need:
		return model.Msg("thing.need", "words", begins(p.Words))
	case *model.Decision:
		return model.Msg("thing.decision", "words", begins(p.What))
	case *model.Power:
		return model.Msg("thing.power", "who", p.Who)
	}
	return model.Message{}
}

// mostBegins is how many letters of somebody's words a sentence has room for.
const mostBegins = 24

// begins is the beginning of words, whole words of it where it can be, without
// the stop that the sentence has, and without quotation marks: the sentence has
// its own around them.
func begins(w model.Words) string { return beginning(w.Text, mostBegins) }

// beginning is begins for as many letters as there is room for.
func beginning(text string, most int) string {
	const stops = " ,;:."
	text = strings.Map(unquoted, text)
	end, word, n := 0, 0, 0
	for to, ends := range letters(text) {
		if n++; n > most {
			return strings.TrimRight(text[:cmp.Or(word, end)], stops) + "…"
		}
		if end = to; ends {
			word = to
		}
	}
	return strings.TrimRight(text, stops)
}

// letters are the graphemes of a text: the byte behind each, and whether a word
// ends there. Of a script that has no blanks between its words, such as Chinese
// or Thai, every letter may be the last of one.
func letters(text string) iter.Seq2[int, bool] {
	return func(yield func(int, bool) bool) {
		rest, state := text, -1
		for rest != "" {
			var letter string
			var borders int
			letter, rest, borders, state = uniseg.StepString(rest, state)
			first, _ := utf8.DecodeRuneInString(letter)
			next, _ := utf8.DecodeRuneInString(rest)
			apart := borders&uniseg.MaskWord != 0 && unicode.IsLetter(first) && unicode.IsLetter(next)
			if !yield(len(text)-len(rest), rest == "" || unicode.IsSpace(next) || apart) {
				return
			}
		}
	}
}

// unquoted maps a double quotation mark to nothing.
func unquoted(r rune) rune {
	if strings.ContainsRune("\"“”", r) {
		return -1
	}
	return r
}

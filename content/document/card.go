package document

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"ownwords/content"
	"ownwords/model"
)

// cardWords is how many words the card has at most: it is read out, copied by
// hand or photographed.
const cardWords = 60

// card says who came, what happens next by when, and whom to ring. It has no
// sum and no other person's name but the worker's: it lies about in a house.
func (b *builder) card() {
	b.doc.Title = ours(b.o.Text.Say(content.DateDay(b.talkDay())))
	came := b.say("doc.card.came", "worker", b.worker(true))
	if b.r.Conversation.Kind == model.Preparation {
		came = b.say("doc.card.helped", "worker", b.worker(true))
	}
	ring := b.ringOrAsk("doc.card.ring", "doc.card.ask")
	b.add(Paragraph{Runs: came})
	// The line under the title and the numbers of the list count as words too:
	// whoever counts them by machine gets no more than sixty either.
	used := countWords(b.doc.Standing, b.doc.Title, came, ring) + 1
	items, off := b.cardItems(cardWords - used)
	if len(items) > 0 {
		b.add(List{Items: items, Numbered: true})
	}
	b.add(Paragraph{Runs: ring})
	b.para(b.lawfully())
	b.off = off
}

// OffTheCard are the next things, as they were typed, that do not stand on the
// card: there are no words left for them, or they name somebody else or a sum.
// Whoever hands the card over says them.
func OffTheCard(r *model.Record, o Options) []string {
	copied, refusal := r.For(model.Recipient{Person: true})
	if refusal.Refused() || copied.Conversation == nil {
		return nil
	}
	o.Document = Card
	b := newBuilder(copied, o, audience{whole: true})
	b.card()
	return b.off
}

// cardLine is one of the next things. What names somebody else, or a sum, is
// kept off a card whatever room there is.
type cardLine struct {
	runs  []Run
	typed string // empty for the day to look again
	never bool
}

// cardItems are as many of the next things as there are words for, each with
// its number. The day on which it is looked at again has its words kept first:
// of all that stands there it is what nobody else will remind the person of.
// Then the nearest come first, and those without a day last.
func (b *builder) cardItems(room int) (items [][]Run, off []string) {
	cost := func(l cardLine) int { return countWords(l.runs) + 1 }
	lines := b.cardLines()
	var last [][]Run
	if end := len(lines) - 1; end >= 0 && lines[end].typed == "" && cost(lines[end]) <= room {
		room -= cost(lines[end])
		last, lines = [][]Run{lines[end].runs}, lines[:end]
	}
	for _, l := range lines {
		if l.never || len(l.runs) == 0 || cost(l) > room {
			off = append(off, l.typed)
			continue
		}
		room -= cost(l)
		items = append(items, l.runs)
	}
	return append(items, last...), off
}

func (b *builder) cardLines() []cardLine {
	var out []cardLine
	if m := b.meeting(); m != "" {
		out = append(out, cardLine{runs: b.say("doc.card.meeting", "meeting", m), typed: m})
	}
	steps := slices.DeleteFunc(slices.Clone(b.r.Steps), func(s *model.Step) bool { return s.Done || strings.TrimSpace(s.What) == "" })
	slices.SortStableFunc(steps, func(x, y *model.Step) int { return cmp.Compare(dayOrLast(x.By), dayOrLast(y.By)) })
	for _, s := range steps {
		runs := b.stepBy(text(s.What), b.cardDay(s.By))
		out = append(out, cardLine{runs: runs, typed: s.What, never: b.namesAnother(s.Who) || b.tellsTooMuch(runs)})
	}
	if day := b.lookAgain(); day != nil {
		out = append(out, cardLine{runs: b.say("doc.card.look", "day", b.cardDay(*day))})
	}
	return out
}

// dayOrLast orders days, and what has none behind all that have.
func dayOrLast(w model.When) string { return cmp.Or(w.Day, "~") }

// cardDay is a day in as few words as can be.
func (b *builder) cardDay(w model.When) []Run {
	t, ok := w.Date()
	if !ok || t.Year() != b.o.Now.Year() {
		return b.when(w)
	}
	return b.say("doc.card.day", "day", t.Day(), "month", model.Msg("date.month."+strconv.Itoa(int(t.Month()))))
}

// tellsTooMuch tells whether a line has a sum in it or names somebody else.
func (b *builder) tellsTooMuch(runs []Run) bool {
	for _, r := range runs {
		if strings.ContainsAny(r.Text, "£$€") || b.namesAnother(r.Text) {
			return true
		}
	}
	return false
}

// namesAnother tells whether a line names anybody but the person and the
// worker.
func (b *builder) namesAnother(s string) bool {
	for _, x := range b.r.Relations {
		if b.r.Names(s, x.Name) {
			return true
		}
	}
	for _, v := range b.r.Voices {
		if v.Role != model.RolePerson && !v.Role.Worker() && b.r.Names(s, v.Name) {
			return true
		}
	}
	return false
}

// countWords counts what stands between blanks.
func countWords(lines ...[]Run) int {
	n := 0
	for _, runs := range lines {
		var line strings.Builder
		for _, r := range runs {
			line.WriteString(r.Text)
		}
		n += len(strings.FieldsFunc(line.String(), unicode.IsSpace))
	}
	return n
}

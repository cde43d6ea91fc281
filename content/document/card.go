package document

import (
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
	if items := b.cardItems(cardWords - used); len(items) > 0 {
		b.add(List{Items: items, Numbered: true})
	}
	b.add(Paragraph{Runs: ring})
}

// cardItems are as many of the next things as there are words for, each with
// its number.
func (b *builder) cardItems(room int) [][]Run {
	var items [][]Run
	for _, item := range b.cardSteps() {
		words := countWords(item) + 1
		if len(item) == 0 || words > room || b.tellsTooMuch(item) {
			continue
		}
		room -= words
		items = append(items, item)
	}
	return items
}

func (b *builder) cardSteps() [][]Run {
	var out [][]Run
	if m := b.meeting(); m != "" {
		out = append(out, b.say("doc.card.meeting", "meeting", m))
	}
	for _, s := range b.r.Steps {
		if s.Done || strings.TrimSpace(s.What) == "" || b.namesAnother(s.Who) {
			continue
		}
		out = append(out, b.stepBy(text(s.What), b.cardDay(s.By)))
	}
	if day := b.lookAgain(); day != nil {
		out = append(out, b.say("doc.card.look", "day", b.cardDay(*day)))
	}
	return out
}

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
		if b.names(s, x.Name) {
			return true
		}
	}
	for _, v := range b.r.Voices {
		if v.Role != model.RolePerson && !v.Role.Worker() && b.names(s, v.Name) {
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

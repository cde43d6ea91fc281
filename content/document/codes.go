package document

import (
	"cmp"
	"slices"
	"strings"

	"ownwords/model"
)

// coded is a choice of the record in the sentence for it, whose id is how all of
// its kind begin and then the choice's code. There may be no sentence for it in
// this version: a newer one wrote it, or another program. It stands in its own
// words then, with that beside it, since nothing that somebody chose is left out.
func (b *builder) coded(begins, code string, pairs ...any) []Run {
	switch id := begins + code; {
	case strings.TrimSpace(code) == "":
		return nil
	case b.o.Text.Has(id):
		return b.say(id, pairs...)
	}
	return b.unknownChoice(code)
}

func (b *builder) unknownChoice(code string) []Run {
	return b.say("doc.unknown-choice", "code", strings.ReplaceAll(code, "-", " "))
}

// chosen is what was chosen in a field, in the words in which it was offered.
func (b *builder) chosen(field, value string) []Run { return b.coded("choice."+field+".", value) }

// yesNo is an answer that was chosen, or nothing.
func (b *builder) yesNo(answer string) []Run { return b.coded("doc.answer.", answer) }

// inOrder are choices in the order in which this version offers them, and behind
// them those that it does not know.
func inOrder[T any, C comparable](chosen []T, offered []C, code func(T) C) []T {
	place := func(x T) int {
		if i := slices.Index(offered, code(x)); i >= 0 {
			return i
		}
		return len(offered)
	}
	return slices.SortedStableFunc(slices.Values(chosen), func(x, y T) int { return cmp.Compare(place(x), place(y)) })
}

// every is a sum and how often it comes.
func (b *builder) every(sum any, p model.Period) []Run {
	begins := "doc.period."
	if b.o.Text.Has(begins + string(p)) {
		return b.say(begins+string(p), "sum", sum)
	}
	return joined(", ", b.say("doc.money.sum", "sum", sum), b.coded(begins, string(p)))
}

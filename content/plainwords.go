package content

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ownwords/model"
)

// Plainer is why a text could be plainer.
type Plainer string

// The three reasons.
const (
	PlainerLong      Plainer = "long"       // a sentence of more than PlainWords words
	PlainerWord      Plainer = "word"       // a word that others put off
	PlainerShortForm Plainer = "short-form" // letters that stand for words
)

// PlainWords is how many words a sentence has at most that everybody can follow
// when it is read to them.
const PlainWords = 15

// Suggestion is one place of a text, in bytes, that could be plainer, with what
// could stand there; Instead is empty where it is better said anew.
type Suggestion struct {
	At, End int
	Kind    Plainer
	Instead string
}

// Suggest finds what could be plainer in words that somebody typed: it suggests
// and changes nothing. It is not for quotations, and passes over those that stand
// within the text: nobody's own words are put right.
func (l Local) Suggest(text string, t *Text) []Suggestion {
	known := strings.Fields(t.Say(model.Msg("plainer.known")))
	avoid := make([][]string, len(l.Words))
	for i, p := range l.Words {
		avoid[i] = strings.Fields(p.Word)
	}
	var out []Suggestion
	for _, sentence := range sentences(text) {
		if len(sentence) > PlainWords {
			out = append(out, Suggestion{sentence[0].at, sentence[len(sentence)-1].end, PlainerLong, ""})
		}
		shouted := !slices.ContainsFunc(sentence, func(w typedWord) bool { return strings.ContainsFunc(w.in(text), unicode.IsLower) })
		for i, w := range sentence {
			which := slices.IndexFunc(avoid, func(parts []string) bool { return begins(text, sentence[i:], parts) })
			if which >= 0 {
				end := sentence[i+len(avoid[which])-1].end
				out = append(out, Suggestion{w.at, end, PlainerWord, l.Words[which].Instead})
			} else if !shouted && isShortForm(w.in(text)) && !slices.Contains(known, w.in(text)) {
				out = append(out, Suggestion{w.at, w.end, PlainerShortForm, ""})
			}
		}
	}
	return out
}

// begins tells whether words begin with these, the last of which may stand for
// several.
func begins(text string, words []typedWord, parts []string) bool {
	if len(parts) == 0 || len(parts) > len(words) {
		return false
	}
	for i, part := range parts {
		word := words[i].in(text)
		if !strings.EqualFold(part, word) && (i < len(parts)-1 || !strings.EqualFold(part, strings.TrimSuffix(word, "s"))) {
			return false
		}
	}
	return true
}

// isShortForm tells whether a word is two to five capitals, with or without an s.
func isShortForm(word string) bool {
	word = strings.TrimSuffix(word, "s")
	n := utf8.RuneCountInString(word)
	return n >= 2 && n <= 5 && !strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsUpper(r) })
}

// typedWord is a word by where it stands in its text, in bytes.
type typedWord struct{ at, end int }

func (w typedWord) in(text string) string { return text[w.at:w.end] }

// sentences are the words of a text by sentence, without what stands within
// quotation marks. A full stop ends a sentence where a blank or the end follows.
func sentences(text string) [][]typedWord {
	var out [][]typedWord
	var now []typedWord
	at, quoted := -1, false
	word := func(end int) {
		if at >= 0 && !quoted {
			now = append(now, typedWord{at, end})
		}
		at = -1
	}
	sentence := func() {
		if len(now) > 0 {
			out, now = append(out, now), nil
		}
	}
	for i, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || at >= 0 && strings.ContainsRune("'’-", r):
			if at < 0 {
				at = i
			}
			continue
		}
		word(i)
		switch {
		case model.IsQuotationMark(r):
			quoted = !quoted
		case r == '\n' || strings.ContainsRune(".!?", r) && endsHere(text[i+utf8.RuneLen(r):]):
			sentence()
		}
	}
	word(len(text))
	sentence()
	return out
}

// endsHere tells whether a full stop before this ends a sentence.
func endsHere(rest string) bool {
	r, n := utf8.DecodeRuneInString(rest)
	return n == 0 || unicode.IsSpace(r)
}

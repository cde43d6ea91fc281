package document

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"ownwords/content"
	"ownwords/model"
)

// Reading is what is worth reading once more before a document is handed over.
// It is told and changes nothing.
type Reading struct {
	// Plainer says what could be plainer of what was typed; never of what was said.
	Plainer []model.Message
	// Names are words that could be somebody's name, in a copy that leaves other
	// people's names out: no program knows every name that people go by.
	Names []string
}

// mostTold is how many of each are told: more than can be read at a glance are
// not read.
const mostTold = 12

// ReadOver reads a document as this recipient would have it. Of one that they do
// not get, or that is no page, there is nothing to read.
func ReadOver(r *model.Record, o Options) Reading {
	if o.For.Call == nil {
		o.For.Call = caller(o.Text, r.Person)
	}
	copied, refusal := r.For(o.For)
	p := paperOf(o.Document)
	if refusal.Refused() || copied.Conversation == nil || p.build == nil || !p.isFor(o.For) || !p.of(copied.Conversation.Kind) {
		return Reading{}
	}
	var out Reading
	runs := build(copied, o, audienceOf(r, o.For)).runs()
	for _, run := range runs {
		if run.Whose == Typed {
			out.Plainer = append(out.Plainer, plainer(run.Text, o)...)
		}
	}
	if s := model.Find(r.Sharing, o.For.Sharing); s != nil && (s.Limited || len(s.Only) > 0 || s.OnlyWords != "") && !s.NameOthers {
		out.Names = maybeNames(runs, knownNames(copied, s.Who, o.Text))
	}
	out.Plainer = atMost(out.Plainer, func(a, b model.Message) bool { return a.ID == b.ID && a.Args["words"] == b.Args["words"] })
	out.Names = atMost(out.Names, func(a, b string) bool { return a == b })
	return out
}

// atMost leaves what was told already out, and what is too much to be read.
func atMost[T any](list []T, same func(a, b T) bool) []T {
	var out []T
	for _, x := range list {
		if len(out) < mostTold && !slices.ContainsFunc(out, func(y T) bool { return same(x, y) }) {
			out = append(out, x)
		}
	}
	return out
}

// plainer says what could be plainer in one text.
func plainer(typed string, o Options) []model.Message {
	var out []model.Message
	for _, s := range o.Local.Suggest(typed, o.Text) {
		found := typed[s.At:s.End]
		switch {
		case s.Kind == content.PlainerLong:
			out = append(out, model.Msg("plainer.long", "words", firstWords(found), "n", len(strings.Fields(found))))
		case s.Kind == content.PlainerShortForm:
			out = append(out, model.Msg("plainer.short-form", "words", found))
		case s.Instead == "":
			out = append(out, model.Msg("plainer.word-anew", "words", found))
		default:
			out = append(out, model.Msg("plainer.word", "words", found, "instead", s.Instead))
		}
	}
	return out
}

// firstWords are enough of a long sentence to find it by.
func firstWords(s string) string {
	words := strings.Fields(s)
	return strings.Join(words[:min(6, len(words))], " ")
}

// knownNames are words that have a capital and tell nobody anything new: the
// person, whoever types and for whom, the recipient, days and months.
func knownNames(r *model.Record, recipient string, t *content.Text) []string {
	known := []string{r.Person.FullName, r.Person.Name(), recipient, r.Conversation.Organisation}
	for _, v := range r.Voices {
		if v.Role.Worker() {
			known = append(known, v.Name)
		}
	}
	for n := range 12 {
		known = append(known, t.Say(model.Msg("date.month."+strconv.Itoa(n+1))), t.Say(model.Msg("date.weekday."+strconv.Itoa(n%7))))
	}
	return strings.FieldsFunc(strings.ToLower(strings.Join(known, " ")), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
}

// maybeNames are words with a capital within a sentence, and words in a script
// without capitals, that are not known.
func maybeNames(runs []Run, known []string) []string {
	var out []string
	for _, run := range runs {
		if run.Whose == Ours {
			continue
		}
		begins := true
		for word := range strings.FieldsSeq(run.Text) {
			bare := strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
			bare = strings.TrimSuffix(strings.TrimSuffix(bare, "'s"), "’s")
			lower := strings.ToLower(bare)
			if couldBeName(bare, begins) && !slices.Contains(known, lower) && !slices.Contains(known, strings.TrimSuffix(lower, "s")) {
				out = append(out, bare)
			}
			begins = strings.ContainsAny(word, ".!?:")
		}
	}
	return out
}

// couldBeName tells it of a word of more than one letter. One that begins a
// sentence has a capital whatever it is.
func couldBeName(word string, begins bool) bool {
	letters := []rune(word)
	if len(letters) < 2 {
		return false
	}
	cased := unicode.IsUpper(letters[0]) || unicode.IsLower(letters[0])
	return !cased || unicode.IsUpper(letters[0]) && !begins
}

// runs are all runs of a document in their order.
func (d Document) runs() []Run { return slices.Concat(d.lines()...) }

// lines are the runs that stand together, in their order.
func (d Document) lines() [][]Run {
	out := [][]Run{d.Standing, d.Title}
	for _, block := range d.Blocks {
		switch block := block.(type) {
		case Heading:
			out = append(out, block.Runs)
		case Paragraph:
			out = append(out, block.Runs)
		case List:
			out = append(out, block.Items...)
		case Rows:
			for _, r := range block.Rows {
				out = append(out, r.Label, r.Value)
			}
		case Beside:
			for _, pair := range block.Pairs {
				for _, r := range pair {
					out = append(out, r.Label, r.Value)
				}
			}
		case Sections:
			for _, s := range block.Sections {
				out = append(append(out, s.Label), s.Lines...)
			}
		case Room, Rule, PageBreak:
		}
	}
	return out
}

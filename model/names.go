package model

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// nameForm is one way in which somebody's name may stand in a sentence.
type nameForm struct {
	runes []rune // folded
	// capital tells that it counts only with a capital: it is an everyday word
	// as well, or too short to be told from one.
	capital bool
	as      string // what stands in its place where names are left out
	stays   bool   // is nobody to hide, whatever name stands in it
}

// names are the names to look for. The longest comes first, so that "Carol
// Ashworth" is not taken for a Carol with something behind her.
type names []nameForm

// add puts in the ways in which somebody's name may stand in a sentence: whole,
// and each word of it that names them. The words in own are somebody else's
// name too, and count only together with others.
func (l *names) add(name, as string, own map[string]bool) {
	words := nameWords(name)
	if len(words) == 0 {
		return
	}
	whole := folded(strings.Join(words, " "))
	l.put(whole, len(words) == 1 && unsure(string(whole)), as, own)
	for i, piece := range namePieces(name) {
		l.addPiece(nameWords(piece), i > 0, as, own)
	}
}

// addAll puts in every name somebody goes by, with the same in place of each.
func (l *names) addAll(x *Relationship, as string, own map[string]bool) {
	for _, name := range x.names() {
		l.add(name, as, own)
	}
}

// keep has a whole name stay, such as that of the organisation, whoever shares a
// word with it. Somebody who goes by this very name and was put in before does
// not stay for it.
func (l *names) keep(name string) {
	l.insert(nameForm{runes: folded(strings.Join(nameWords(name), " ")), stays: true})
}

// addPiece puts in the words of one piece of a name. Its first word that names
// somebody counts however it was typed, the others with a capital. Behind the
// first piece may stand another name or who they are: "Ronald (Ron)", "Carol
// (daughter)".
func (l *names) addPiece(words []string, behind bool, as string, own map[string]bool) {
	titled := !behind
	for len(words) > 1 && (titles[string(folded(words[0]))] || noNames[string(folded(words[0]))]) {
		titled = titles[string(folded(words[0]))]
		words = words[1:]
	}
	for i, w := range words {
		f := folded(w)
		word := string(f)
		if noNames[word] || behind && kin[word] {
			continue
		}
		switch {
		case i == 0 && (titled || capital(w)):
			l.put(f, unsure(word), as, own)
		case capital(w) && len(f) > 1:
			l.put(f, true, as, own)
		}
	}
}

// put puts in a form of a name that is nobody else's.
func (l *names) put(f []rune, capital bool, as string, own map[string]bool) {
	if !own[string(f)] {
		l.insert(nameForm{runes: f, capital: capital, as: as})
	}
}

// insert keeps the list in order, the longest first.
func (l *names) insert(f nameForm) {
	if len(f.runes) == 0 { // an accent alone is no name
		return
	}
	at, _ := slices.BinarySearchFunc(*l, len(f.runes), func(have nameForm, n int) int {
		if len(have.runes) >= n {
			return -1 // behind those of the same length: the first put in holds
		}
		return 1
	})
	*l = slices.Insert(*l, at, f)
}

// in tells whether one of the names stands in s as a word of its own.
func (l names) in(s string) bool {
	if len(l) == 0 {
		return false
	}
	text := fold(s)
	for i := 0; i < len(text); i++ {
		f, ok := l.at(text, i)
		switch {
		case !ok:
		case f.stays:
			i += len(f.runes) - 1
		default:
			return true
		}
	}
	return false
}

// Names tells whether s names somebody, by their whole name or by a word of it,
// however it was typed. Words that are in the name of other too, such as the
// surname of a family, count only together with the rest.
func Names(s, name, other string) bool {
	own := map[string]bool{}
	for _, w := range nameWords(other) {
		own[string(folded(w))] = true
	}
	var l names
	l.add(name, "", own)
	return l.in(s)
}

// left puts what each name has in its stead in place of it, wherever it stands
// in s as a word of its own.
func (l names) left(s string) string {
	text := fold(s)
	var out strings.Builder
	from := 0
	for i := 0; i < len(text); i++ {
		f, ok := l.at(text, i)
		if !ok {
			continue
		}
		last := i + len(f.runes) - 1
		if !f.stays {
			out.WriteString(s[from:text[i].from])
			out.WriteString(f.as)
			from = text[last].to
		}
		i = last
	}
	return out.String() + s[from:]
}

// at is the longest name that stands at place i of a folded text.
func (l names) at(text []letter, i int) (nameForm, bool) {
	within := i > 0 && unicode.IsLetter(text[i-1].r)
	for _, f := range l {
		end := i + len(f.runes)
		if end > len(text) || f.capital && text[i].small || within && !abuts(f.runes[0]) {
			continue
		}
		same := slices.EqualFunc(text[i:end], f.runes, func(t letter, r rune) bool { return t.r == r })
		if same && (abuts(f.runes[len(f.runes)-1]) || ended(text[end:]) || len(f.runes) > 2 && text[end].r == 's' && ended(text[end+1:])) {
			return f, true
		}
	}
	return nameForm{}, false
}

// ended tells whether a word is over before rest. Hands that are quick leave
// out the apostrophe of "Ron's", so one s may stand between.
func ended(rest []letter) bool {
	return len(rest) == 0 || !unicode.IsLetter(rest[0].r) && !unicode.IsMark(rest[0].r)
}

// letter is one rune of a folded text and the bytes it was folded from.
type letter struct {
	r        rune
	from, to int
	small    bool // was a small letter
}

// fold makes names findable however they were typed: without capitals and
// accents, with one kind of apostrophe and single blanks. Hands are quick, and
// a name must not slip out because of them.
func fold(s string) []letter {
	out := make([]letter, 0, len(s))
	for i, r := range s {
		end := i + utf8.RuneLen(r)
		if r == unicode.ReplacementChar {
			end = i + 1 // may be a byte that is no text: never step over more
		}
		switch {
		case 'a' <= r && r <= 'z': // most are: no tables for them
			out = append(out, letter{r, i, end, true})
		case between(r):
			if n := len(out); n > 0 && out[n-1].r == ' ' {
				out[n-1].to = end
				continue
			}
			out = append(out, letter{' ', i, end, false})
		case r == '’' || r == 'ʼ':
			out = append(out, letter{'\'', i, end, false})
		default:
			for _, d := range norm.NFD.String(string(r)) {
				switch accent := '\u0300' <= d && d <= '\u036f'; {
				case !accent:
					for _, plain := range undivided(unicode.ToLower(d)) {
						out = append(out, letter{plain, i, end, unicode.IsLower(r)})
					}
				case len(out) > 0:
					out[len(out)-1].to = end
				}
			}
		}
	}
	return out
}

// undivided is how a small letter is typed by whoever has no key for it, where
// no normal form takes it apart: Łukasz is Lukasz too.
func undivided(r rune) string {
	switch r {
	case 'ł':
		return "l"
	case 'ø':
		return "o"
	case 'đ', 'ð':
		return "d"
	case 'ħ':
		return "h"
	case 'ı':
		return "i"
	case 'ŧ':
		return "t"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ß':
		return "ss"
	case 'þ':
		return "th"
	}
	return string(r)
}

func folded(s string) []rune {
	var out []rune
	for _, l := range fold(s) {
		out = append(out, l.r)
	}
	return out
}

// sameName tells whether two people typed one name: without capitals, accents and
// outer blanks.
func sameName(a, b string) bool {
	return slices.Equal(folded(strings.TrimSpace(a)), folded(strings.TrimSpace(b)))
}

// nameWords are the words of a name, without what stands round and between
// them.
func nameWords(name string) []string {
	words := strings.FieldsFunc(name, func(r rune) bool { return between(r) || aside(r) })
	for i, w := range words {
		words[i] = strings.TrimFunc(w, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
		})
	}
	return slices.DeleteFunc(words, func(w string) bool { return w == "" })
}

// namePieces are the parts of what was typed for a name that may each be one:
// "Ronald (Ron) Ashworth", "Ron/Ronnie", "Ron or Ronnie".
func namePieces(name string) []string {
	var out []string
	for _, piece := range strings.FieldsFunc(name, aside) {
		var words []string
		for _, w := range strings.FieldsFunc(piece, between) {
			switch strings.ToLower(w) {
			case "or", "and", "aka":
				out, words = append(out, strings.Join(words, " ")), nil
			default:
				words = append(words, w)
			}
		}
		out = append(out, strings.Join(words, " "))
	}
	return slices.DeleteFunc(out, func(piece string) bool { return len(nameWords(piece)) == 0 })
}

// between tells whether r parts the words of a name: "Mary-Ann" is "Mary Ann"
// too.
func between(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) }

// aside tells whether r parts one name from another, or from who they are.
func aside(r rune) bool { return strings.ContainsRune(`/()[]{}<>,;:&+"“”„«»‘`, r) }

// namesIn picks the names out of a field that says who does something. Where
// it is a phrase such as "Home care", or an organisation, it names nobody.
func namesIn(who string) []string {
	var out []string
	who = strings.NewReplacer(" - ", ",", " – ", ",", " — ", ",").Replace(who)
	for _, piece := range namePieces(who) {
		words := nameWords(piece)
		if organisation(words) {
			continue
		}
		if !slices.ContainsFunc(words, func(w string) bool { return !capital(w) }) {
			out = append(out, strings.Join(words, " "))
			continue
		}
		if capital(words[0]) {
			continue
		}
		for _, w := range words {
			if uncased(w) || capital(w) && w != strings.ToUpper(w) {
				out = append(out, w)
			}
		}
	}
	return out
}

// organisation tells whether the words of a name say that it is no person's: one
// of them says of what kind it is. A title says that somebody is meant, and so
// may an owner: "Carol's Care Team".
func organisation(words []string) bool {
	owned := func(w string) bool { return strings.HasSuffix(w, "'s") || strings.HasSuffix(w, "’s") }
	kind := func(w string) bool { return bodies[string(folded(w))] }
	return !titles[string(folded(words[0]))] && !slices.ContainsFunc(words, owned) && slices.ContainsFunc(words, kind)
}

// capital tells whether a word begins as names do.
func capital(w string) bool {
	for _, r := range w {
		return unicode.IsUpper(r) || unicode.IsTitle(r) || uncased(w)
	}
	return false
}

// unsure tells whether a folded word is a name only when it has a capital.
func unsure(w string) bool { return wordToo[w] || len([]rune(w)) < 3 }

func wordSet(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}

var (
	// titles stand before a name and are none.
	titles = wordSet(`dr mr mrs ms miss mx sir rev prof nurse sister brother father mother aunt auntie uncle
		cousin gran granny nan nana grandad grandma grandpa`)

	// kin are words that say who somebody is behind their name: "Carol
	// (Daughter)".
	kin = wordSet(`brother sister father mother mum mam mom dad son daughter wife husband partner ex uncle aunt
		auntie cousin nephew niece grandson granddaughter gran nan grandad neighbor gp`)

	// wordToo are first names that are everyday words as well: "will" stands in
	// every plan.
	wordToo = wordSet(`april art ash august bill chase cliff daisy dale dawn dean drew faith frank glen grace
		grant guy harry heather holly hope iris ivy jack joy june kit lance lily love mark max may miles nick
		olive pat penny ray rich rob robin rose ruby sandy sky sue summer sunny tony victor violet will`)

	// bodies are kinds of organisations, which stand in the name of one and of
	// hardly anybody: no "church", no "day".
	bodies = wordSet(`agency ambulance association care carers centre charity cic clinic club college company council
		department foundation group healthcare homecare hospice hospital housing library limited llp ltd nhs
		partnership pharmacy plc police project service services society solutions support surgery taxis team
		transport trust uk university volunteers`)

	// noNames begin phrases that people type where a name is asked for: "the
	// lad next door", "my sister".
	noNames = wordSet(`a an the my her his our their your some next other another from of at in on for with and
		or i me we us they he she it you nobody somebody someone everybody everyone council carer carers family
		home social day district community neighbour friend hospital police team`)
)

// doers are the names of those who will do something in the plan, who need not
// stand among the people in it. The person and whoever types are not in them.
func (r *Record) doers(own map[string]bool) []string {
	own = maps.Clone(own)
	for _, v := range r.Voices {
		if !v.Role.Worker() {
			continue
		}
		for _, word := range nameWords(v.Name) {
			own[string(folded(word))] = true
		}
	}
	var out []string
	take := func(who string) {
		for _, name := range namesIn(who) {
			if f := string(folded(name)); !own[f] && !noNames[f] {
				out = append(out, name)
			}
		}
	}
	for _, x := range r.Risks {
		for _, d := range x.Doing {
			take(d.Who)
		}
		for _, i := range x.IfThens {
			for _, d := range i.Then {
				take(d.Who)
			}
		}
	}
	for _, s := range r.Supports {
		take(s.Who)
	}
	for _, s := range r.Steps {
		take(s.Who)
	}
	return out
}

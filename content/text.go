package content

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/language"

	"ownwords/model"
)

// Text is the catalogue of one language: every sentence that people see, by
// name. It may be used from several goroutines at once.
//
// The names' first words are its chapters. A chapter is parsed when one of its
// sentences is first said, so that showing the first screen does not wait for
// the sentences of all the others.
type Text struct {
	language language.Tag
	chapters map[string]func() map[string]sentence
}

// English is the catalogue in British English.
func English() *Text { return english() }

var english = sync.OnceValue(func() *Text { return openText(textFiles, "text/en", language.BritishEnglish) })

// openText finds the chapters of a catalogue without parsing them. A mistake
// in a sentence costs that sentence; the tests see to it that there is none.
func openText(fsys fs.FS, dir string, tag language.Tag) *Text {
	t := &Text{language: tag, chapters: map[string]func() map[string]sentence{}}
	cuts, err := cutText(fsys, dir)
	if err != nil {
		panic(fmt.Sprintf("open text %s: %v", tag, err)) // embedded: it was there when the program was built
	}
	for name, chapter := range cuts {
		t.chapters[name] = sync.OnceValue(func() map[string]sentence {
			sentences, _ := readChapter(chapter)
			return sentences
		})
	}
	return t
}

// Has tells whether the catalogue has a sentence of this name.
func (t *Text) Has(id string) bool {
	_, ok := t.find(id)
	return ok
}

func (t *Text) find(id string) (sentence, bool) {
	name, _, _ := strings.Cut(id, ".")
	chapter, ok := t.chapters[name]
	if !ok {
		return sentence{}, false
	}
	s, ok := chapter()[id]
	return s, ok
}

// Say puts a message into words. No message is no words. A sentence that the
// catalogue lacks is said as its name in brackets, and so is a gap for which
// nothing was given: both are mistakes in the program that must not stop
// somebody in the middle of a conversation.
func (t *Text) Say(m model.Message) string {
	if m.Zero() {
		return ""
	}
	s, ok := t.find(m.ID)
	if !ok {
		return "[" + m.ID + "]"
	}
	var b strings.Builder
	for _, p := range s.form(t.language, m.Args) {
		b.WriteString(p.literal)
		if p.gap == "" {
			continue
		}
		if v, given := m.Args[p.gap]; given {
			b.WriteString(t.fill(v))
		} else {
			b.WriteString("[" + p.gap + "]")
		}
	}
	return b.String()
}

// fill is a gap's value in words. Strings are a person's: they stay as they are.
func (t *Text) fill(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case model.Message:
		return t.Say(v)
	case model.Pence:
		if sum, below := strings.CutPrefix(v.String(), "-"); below {
			return "-£" + sum
		}
		return "£" + v.String()
	}
	return fmt.Sprint(v)
}

package model

import (
	"reflect"
	"slices"
	"strings"
	"sync"
)

// A mask says what becomes of a part on its way into a copy. It looks through
// every field by its type: a plain string is a text that people typed, and so
// are Words; a string with a type of its own is one of the program's words and
// is never looked at, nor are numbers and times. A field that somebody adds
// tomorrow is therefore masked unless its tag says otherwise:
//
//	mask:"never"  a code, a key, a day, or the person's own name
//	mask:"whole"  what the rest is about: without it all of it goes
//	mask:"said"   a quotation, which may be left out and never changed
//	mask:"note"   the text of a note, whose telling stands beside it
type mask struct {
	// text returns what shall stand for a text; without Text it is left out.
	text func(Words) Words
	// ref tells whether an id of another part may stay.
	ref func(ID) bool
}

// part returns a masked copy of p, or nil where nothing of it may stay.
func (m mask) part(p Part) Part {
	if _, unknown := p.(*Unknown); unknown {
		return nil // what can't be looked through is not given away
	}
	c := Copy(p)
	if m.gone(reflect.ValueOf(c).Elem()) {
		return nil
	}
	return c
}

var (
	wordsType = reflect.TypeFor[Words]()
	textType  = reflect.TypeFor[string]()
	idType    = reflect.TypeFor[ID]()
)

// gone masks v in place and tells whether what it stands for is gone.
func (m mask) gone(v reflect.Value) bool {
	switch v.Type() {
	case textType:
		return m.textGone(v, Told)
	case wordsType:
		return m.wordsGone(v.Addr().Interface().(*Words))
	case idType:
		if m.ref(ID(v.String())) {
			return false
		}
		v.SetZero()
		return true
	case timeType:
		return false
	}
	switch v.Kind() {
	case reflect.Struct:
		return m.structGone(v)
	case reflect.Slice:
		m.list(v)
	case reflect.Pointer:
		if !v.IsNil() && m.gone(v.Elem()) {
			v.SetZero()
		}
	default: // the program's own words, numbers and truths
	}
	return false
}

func (m mask) textGone(v reflect.Value, telling Telling) bool {
	if v.String() == "" {
		return false
	}
	v.SetString(m.text(Words{Text: v.String(), Telling: telling}).Text)
	return v.String() == ""
}

func (m mask) wordsGone(w *Words) bool {
	had := w.Text != ""
	*w = m.text(*w)
	if had && w.Text == "" {
		*w = Words{}
		return true
	}
	w.From = slices.DeleteFunc(w.From, func(id ID) bool { return !m.ref(id) })
	if len(w.From) == 0 {
		w.From = nil
	}
	return false
}

// noteGone masks a note's text. An original in another language goes with the
// first word that is changed: nobody looked through it.
func (m mask) noteGone(n *Note) bool {
	was := n.Text
	n.Text = m.text(n.Words()).Text
	if n.Text != was {
		n.Through.Original = ""
	}
	return was != "" && strings.TrimSpace(n.Text) == ""
}

func (m mask) structGone(v reflect.Value) bool {
	for i, tag := range maskTags(v.Type()) {
		f := v.Field(i)
		switch tag {
		case "never":
		case "said":
			m.textGone(f, Said)
		case "note":
			if m.noteGone(v.Addr().Interface().(*Note)) {
				return true
			}
		default:
			if m.gone(f) && tag == "whole" {
				return true
			}
		}
	}
	return false
}

// maskTags are the tags of a struct's fields, looked up once for each type.
func maskTags(t reflect.Type) []string {
	if known, ok := maskTagsOf.Load(t); ok {
		return known.([]string)
	}
	var out []string
	for f := range t.Fields() {
		out = append(out, f.Tag.Get("mask"))
	}
	maskTagsOf.Store(t, out)
	return out
}

var maskTagsOf sync.Map // []string by reflect.Type

// list takes out of a list what is gone from it.
func (m mask) list(v reflect.Value) {
	kept := reflect.Zero(v.Type())
	for i := range v.Len() {
		if !m.gone(v.Index(i)) {
			kept = reflect.Append(kept, v.Index(i))
		}
	}
	v.Set(kept)
}

// unmasked leaves every text as it is.
func unmasked(w Words) Words { return w }

// Texts are all texts that people typed in a part, in the order of its fields:
// no code, key or day, and not the person's own name. Of a part of a kind that
// this version does not know there are none.
func Texts(p Part) []string {
	var out []string
	mask{ref: func(ID) bool { return true }, text: func(w Words) Words {
		if w.Text != "" {
			out = append(out, w.Text)
		}
		return w
	}}.part(p)
	return out
}

// references are the ids of other parts that p names.
func references(p Part) map[ID]bool {
	found := map[ID]bool{}
	mask{text: unmasked, ref: func(id ID) bool {
		found[id] = true
		return true
	}}.part(p)
	delete(found, p.PartHead().ID)
	return found
}

package model

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
)

// statements are the fields of a part that are one statement: half of it from
// one copy and half from another would be said by nobody.
var statements = map[PartKind][][]string{
	KindConversation: {{"standing", "stood", "revision", "changedSince", "changedWhy", "changedBy"}, {"guide", "guideVersion", "guideHash"}, {"stillAsked", "stillAskedWhy"}},
	KindNote:         {{"text", "telling", "through"}},
	KindVisit:        {{"neededToday", "neededTodayWhat"}},
	KindBudget:       {{"share", "shareState"}, {"guess", "guessSource", "guessDate"}, {"decidedBy", "decidedAt"}},
	KindSharing:      {{"choice", "without", "only", "onlyWords", "parts", "limited", "nameOthers", "until", "how", "why", "at", "override"}},
	KindAgreement:    {{"decision", "decisionBy", "decisionAt", "reason", "about", "finalWithout"}},
	KindNeed:         {{"eligible", "eligibleBy", "eligibleWhy", "eligibleAt"}},
	KindDecision:     {{"conclusion", "because", "by"}, {"canWait", "until"}},
	KindPower:        {{"seen", "seenOn"}},
	KindAdvocacy:     {{"who", "asked", "willing", "notPaid", "accepted"}},
	KindWishes:       {{"refusal", "refusalPaper"}},
	KindPayment:      {{"amount", "every"}, {"to", "who"}},
	KindWorry:        {{"decided", "decidedBy", "why", "notPassed", "decidedWhen"}},
}

// voiced are the lists of a part in which each voice has one entry.
var voiced = map[PartKind]string{KindRisk: "views", KindAgreement: "answers", KindDeal: "saidYes"}

// fields is a part taken apart: what can be told apart of it, by name, in the
// order in which it came. A nil one is of a part that is not there.
type fields struct {
	names []string
	raw   map[string]json.RawMessage
}

func (f *fields) get(name string) json.RawMessage {
	if f == nil {
		return nil
	}
	return f.raw[name]
}

// set has a field hold this, or nothing.
func (f *fields) set(name string, raw json.RawMessage) {
	if !slices.Contains(f.names, name) {
		f.names = append(f.names, name)
	}
	if f.raw[name] = raw; len(raw) == 0 {
		delete(f.raw, name)
	}
}

// all are the names of these fields and then those of the others.
func (f *fields) all(others *fields) []string {
	out := slices.Clone(f.names)
	for _, name := range others.names {
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// takenApart takes a part apart.
func takenApart(p Part) *fields {
	if p == nil {
		return nil
	}
	f := &fields{raw: map[string]json.RawMessage{}}
	kind := p.PartKind()
	for _, x := range (piece{raw: mustEncode(p)}).pieces() {
		if x.name != voiced[kind] {
			f.set(x.name, x.raw)
			continue
		}
		for _, one := range (piece{raw: x.raw}).pieces() {
			var who struct{ Voice ID }
			_ = json.Unmarshal(one.raw, &who) // the model's own JSON
			name := x.name + "." + string(who.Voice)
			for f.get(name) != nil { // a file from elsewhere can hold two of one voice
				name += ".again"
			}
			f.set(name, one.raw)
		}
	}
	for _, names := range statements[kind] {
		f.join(names)
	}
	return f
}

// join makes several fields one, under the name of the first.
func (f *fields) join(names []string) {
	var b bytes.Buffer
	for _, name := range names {
		if raw := f.raw[name]; raw != nil {
			fmt.Fprintf(&b, ",%q:%s", name, raw)
			delete(f.raw, name)
		}
	}
	f.names = slices.DeleteFunc(f.names, func(name string) bool { return slices.Contains(names, name) })
	if b.Len() > 0 {
		f.set(names[0], fmt.Appendf(nil, "{%s}", b.Bytes()[1:]))
	}
}

// part puts the part together again. It panics only if what the model wrote
// can't be read by the model.
func (f *fields) part(kind PartKind) Part {
	var b, list bytes.Buffer
	for _, name := range f.names {
		raw := f.raw[name]
		switch first, _, inList := strings.Cut(name, "."); {
		case raw == nil:
		case inList && first == voiced[kind]:
			fmt.Fprintf(&list, ",%s", raw)
		case slices.ContainsFunc(statements[kind], func(names []string) bool { return names[0] == name }):
			if len(raw) > len("{}") {
				fmt.Fprintf(&b, ",%s", raw[1:len(raw)-1])
			}
		default:
			fmt.Fprintf(&b, ",%s:%s", mustQuote(name), raw)
		}
	}
	if list.Len() > 0 {
		fmt.Fprintf(&b, ",%q:[%s]", voiced[kind], list.Bytes()[1:])
	}
	p, err := decodePart(kind, fmt.Appendf(nil, "{%s}", b.Bytes()[1:]))
	if err != nil {
		panic(fmt.Sprintf("put a %s together: %v", kind, err))
	}
	return p
}

func mustQuote(s string) []byte {
	raw, err := json.Marshal(s)
	if err != nil {
		panic(fmt.Sprintf("quote a field's name: %v", err))
	}
	return raw
}

// united is what comes of a field that two copies changed, each in its own way,
// where that is nobody's words: of a list of ids or codes all that either put in,
// without what either took out; of two times the later. ok is false for
// everything else.
func united(base, mine, theirs json.RawMessage) (one json.RawMessage, ok bool) {
	var at, other time.Time
	if json.Unmarshal(mine, &at) == nil && json.Unmarshal(theirs, &other) == nil {
		if other.After(at) {
			return theirs, true
		}
		return mine, true
	}
	return unitedList(base, mine, theirs)
}

func unitedList(base, mine, theirs json.RawMessage) (list json.RawMessage, ok bool) {
	was, ok1 := codesIn(base)
	out, ok2 := codesIn(mine)
	added, ok3 := codesIn(theirs)
	if !ok1 || !ok2 || !ok3 {
		return nil, false
	}
	out = slices.DeleteFunc(out, func(s string) bool { return slices.Contains(was, s) && !slices.Contains(added, s) })
	for _, s := range added {
		if !slices.Contains(out, s) && !slices.Contains(was, s) {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return nil, true
	}
	raw, err := json.Marshal(out)
	return raw, err == nil
}

// codesIn are the texts of a list; ok is false for what is no list of texts.
func codesIn(raw json.RawMessage) (list []string, ok bool) {
	return list, len(raw) == 0 || raw[0] == '[' && json.Unmarshal(raw, &list) == nil
}

// Worded is the JSON of a field of a part that says this text, as somebody told
// it; ok is false for a field that holds no text.
func Worded(p Part, field, text string) (raw json.RawMessage, ok bool) {
	i := slices.IndexFunc(reflect.VisibleFields(reflect.TypeOf(p).Elem()), func(f reflect.StructField) bool {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		return name == field
	})
	if i < 0 {
		return nil, false
	}
	var value any
	switch reflect.VisibleFields(reflect.TypeOf(p).Elem())[i].Type {
	case textType:
		value = text
	case wordsType:
		value = Words{Text: text}
	case reflect.TypeFor[When]():
		value = whenOf(text)
	default:
		return nil, false
	}
	raw, err := json.Marshal(value)
	return raw, err == nil
}

// whenOf is a text as a time, with its day where it is one as machines write it.
func whenOf(text string) When {
	w := When{Typed: text}
	if _, err := time.Parse(time.DateOnly, text); err == nil {
		w.Day = text
	}
	return w
}

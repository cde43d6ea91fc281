package content

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"ownwords/model"
)

// mostLocal is how many bytes a file of local rules may have: forms have many
// headings, and a file that was put there by mistake must not hold anybody up.
const mostLocal = 256_000

// ParseLocal reads a local.yaml. Every key may be left out and is then as in
// DefaultLocal; so is one that is wrong, which is a fault and keeps nobody from
// their notes.
func ParseLocal(src []byte) (Local, []Fault) {
	l, wrong := parseLocal(src)
	return l.filled(), wrong
}

// UnreadLocal is what holds where the file is there and can't be read: why says
// whether it is too long.
func UnreadLocal(why error) (Local, []Fault) {
	f := &faults{file: LocalFile}
	if errors.Is(why, ErrTooLong) {
		f.add(0, "local-too-large", "most", mostLocal/1000)
	} else {
		f.add(0, "unread")
	}
	return DefaultLocal(), f.list
}

// filled has what the file did not set as it is by default.
func (l Local) filled() Local {
	d := DefaultLocal()
	for _, list := range []struct{ at, to *[]string }{
		{&l.Finance, &d.Finance}, {&l.Activities, &d.Activities}, {&l.Usual, &d.Usual},
	} {
		if *list.at == nil {
			*list.at = *list.to
		}
	}
	if l.Words == nil {
		l.Words = d.Words
	}
	if l.Looks == nil {
		l.Looks = d.Looks
	}
	return l
}

func parseLocal(src []byte) (Local, []Fault) {
	f := &faults{file: LocalFile}
	var l Local
	if len(src) > mostLocal {
		f.add(0, "local-too-large", "most", mostLocal/1000)
		return l, f.list
	}
	if text, ok := f.clean(src); ok {
		f.readAll(text, 0, l.readers(f))
	}
	return l, f.sorted()
}

// readers take the keys of the file.
func (l *Local) readers(f *faults) []reader {
	list := func(key string, at *[]string) reader {
		return reader{key: key, take: func(e entry) { *at = textsOf(f.distinct(f.texts(e))) }}
	}
	return []reader{
		{key: "rules", take: func(e entry) { l.Rules = f.text(e).text }},
		{key: "approvals", take: func(e entry) { l.Approvals = groupsOf(f, e, f.approval) }},
		{key: "rates", take: func(e entry) { l.Rates = groupsOf(f, e, f.rate) }},
		list("finance", &l.Finance),
		{key: "buffer", take: func(e entry) { l.Buffer = f.buffer(e) }},
		{key: "contacts", take: func(e entry) { l.Contacts = groupsOf(f, e, f.contact) }},
		{key: "forms", take: func(e entry) { l.Forms = groupsOf(f, e, f.form) }},
		list("activities", &l.Activities),
		list("usual", &l.Usual),
		{key: "words", take: func(e entry) { l.Words = groupsOf(f, e, f.plainWord) }},
		{key: "looks", take: func(e entry) { l.Looks = f.spans(e) }},
	}
}

// textsOf is a list that was given, even where nothing is in it: whoever writes
// an empty list means one.
func textsOf(values []value) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = v.text
	}
	return out
}

// groupsOf reads a list whose members have keys of their own.
func groupsOf[T any](f *faults, e entry, take func(at entry, keys []entry) T) []T {
	seq, ok := e.node.(*ast.SequenceNode)
	if !ok {
		f.add(e.line, "not-list", "key", e.key)
		return nil
	}
	out := make([]T, 0, len(seq.Values))
	for _, n := range seq.Values {
		at := entry{key: e.key, line: e.base + lineOf(n), node: n, base: e.base}
		before := len(f.list)
		keys := f.inner(at)
		if keys == nil && len(f.list) > before {
			continue // it is no group, which is all there is to say of it
		}
		out = append(out, take(at, keys))
	}
	return out
}

// need notes the keys that must be there and are not, at the line where their
// group begins.
func (f *faults) need(at entry, keys []entry, wanted ...string) {
	for _, key := range wanted {
		if !slices.ContainsFunc(keys, func(e entry) bool { return e.key == key }) {
			f.add(at.line, "key-missing", "key", key)
		}
	}
}

func (f *faults) approval(at entry, keys []entry) (a Approval) {
	f.need(at, keys, "who")
	f.read(keys, []reader{
		{key: "who", take: func(e entry) { a.Who = f.said(e) }},
		{key: "weekly", take: func(e entry) { a.Weekly = f.figure(e, model.UnitPence) }},
		{key: "once", take: func(e entry) { a.Once = f.figure(e, model.UnitPence) }},
	})
	return a
}

func (f *faults) rate(at entry, keys []entry) (r Rate) {
	f.need(at, keys, "name", "rate", "per")
	f.read(keys, []reader{
		{key: "name", take: func(e entry) { r.Name = f.said(e) }},
		{key: "rate", take: func(e entry) { r.Rate = f.figure(e, model.UnitRate) }},
		{key: "per", take: func(e entry) { r.Per = f.said(e) }},
	})
	return r
}

func (f *faults) buffer(e entry) (b Buffer) {
	f.read(f.inner(e), []reader{
		{key: "weeks", take: func(e entry) { b.Weeks = f.whole(f.text(e)) }},
		{key: "ceiling", take: func(e entry) { b.Ceiling = f.figure(e, model.UnitPence) }},
		{key: "above", take: func(e entry) { b.Above = f.text(e).text }},
	})
	return b
}

func (f *faults) contact(at entry, keys []entry) (c Contact) {
	f.need(at, keys, "what", "who")
	f.read(keys, []reader{
		{key: "what", take: func(e entry) { c.What = f.said(e) }},
		{key: "who", take: func(e entry) { c.Who = f.said(e) }},
		{key: "number", take: func(e entry) { c.Number = f.text(e).text }},
	})
	return c
}

func (f *faults) form(at entry, keys []entry) (x Form) {
	f.need(at, keys, "name", "blocks")
	f.read(keys, []reader{
		{key: "name", take: func(e entry) { x.Name = f.said(e) }},
		{key: "blocks", take: func(e entry) { x.Blocks = groupsOf(f, e, f.block) }},
	})
	return x
}

func (f *faults) block(at entry, keys []entry) (b Block) {
	f.need(at, keys, "heading", "from")
	f.read(keys, []reader{
		{key: "heading", take: func(e entry) { b.Heading = f.said(e) }},
		{key: "from", take: func(e entry) { b.From = offered[string](f, e, BlockSources()) }},
	})
	return b
}

func (f *faults) plainWord(at entry, keys []entry) (w PlainWord) {
	f.need(at, keys, "word")
	f.read(keys, []reader{
		{key: "word", take: func(e entry) { w.Word = f.said(e) }},
		{key: "instead", take: func(e entry) { w.Instead = f.text(e).text }},
	})
	return w
}

// spans reads a list of whiles: 6 weeks, 1 year.
func (f *faults) spans(e entry) []Span {
	out := []Span{}
	for _, v := range f.texts(e) {
		if s, ok := span(v.text); ok {
			out = append(out, s)
			continue
		}
		f.add(v.line, "not-span", "value", v.text)
	}
	return out
}

func span(typed string) (Span, bool) {
	number, unit, _ := strings.Cut(strings.TrimSpace(typed), " ")
	n, err := strconv.Atoi(number)
	unit = strings.TrimSuffix(strings.TrimSpace(unit), "s")
	return Span{n, unit}, err == nil && n > 0 && n < 1000 && slices.Contains(spanUnits, unit)
}

// figure reads a number of the unit and notes what is none.
func (f *faults) figure(e entry, unit model.Unit) model.Figure {
	v := f.text(e)
	fig, wrong := model.ParseFigure(v.text, unit)
	if !wrong.Zero() || !fig.Asked() {
		f.add(v.line, "not-figure", "key", e.key, "value", v.text)
		return model.Figure{}
	}
	return fig
}

// whole reads a whole number from 1.
func (f *faults) whole(v value) int {
	n, err := strconv.Atoi(v.text)
	if err != nil || n < 1 || n > 1000 {
		f.add(v.line, "not-between", "value", v.text, "fewest", 1, "most", 1000)
		return 0
	}
	return n
}

package content

import (
	"errors"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// entry is one key of a YAML file with what stands behind it.
type entry struct {
	key  string
	line int
	node ast.Node
	base int // lines before the part of the file that node was read from
	// again is the line where the key stands once more, perhaps with something
	// else behind it; 0: nowhere.
	again int
}

// value is one text of a YAML or Markdown file and where it stands.
type value struct {
	text string
	line int
}

// entries reads YAML that is keys and values. base is how many lines of the
// file stand before src. Keys that stand twice are noted, and the first is
// taken. It is not ok where nothing could be read, and then that is all there
// is to say.
func (f *faults) entries(src string, base int) (out []entry, ok bool) {
	file, err := parser.ParseBytes([]byte(src), 0, parser.AllowDuplicateMapKey())
	if err != nil {
		f.add(base+brokenAt(err), "yaml")
		return nil, false
	}
	var whole ast.MapNode
	for _, doc := range file.Docs {
		switch body := doc.Body.(type) {
		case nil, *ast.CommentGroupNode, *ast.NullNode:
		case ast.MapNode:
			if whole != nil { // which of two should hold is anybody's guess
				f.add(base+lineOf(doc.Body), "second-part")
				return nil, false
			}
			whole = body
		default:
			f.add(base+lineOf(body), "not-keys")
			return nil, false
		}
	}
	if whole == nil {
		return nil, true
	}
	return f.pairs(whole, base), true
}

// pairs are the keys and values of one mapping.
func (f *faults) pairs(m ast.MapNode, base int) []entry {
	var out []entry
	for it := m.MapRange(); it.Next(); {
		e := entry{key: it.Key().GetToken().Value, line: base + lineOf(it.Key()), node: it.Value(), base: base}
		if i := slices.IndexFunc(out, func(o entry) bool { return o.key == e.key }); i >= 0 {
			f.add(e.line, "key-twice", "key", e.key)
			out[i].again = e.line
			continue
		}
		out = append(out, e)
	}
	return out
}

// brokenAt is the line of a syntax error, 1 where the library does not say.
func brokenAt(err error) int {
	type placed interface {
		error
		GetToken() *token.Token
	}
	if p, ok := errors.AsType[placed](err); ok && p.GetToken() != nil {
		return p.GetToken().Position.Line
	}
	return 1
}

func lineOf(n ast.Node) int {
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 1
}

// scalar is the text of a value as it was typed: 01632 stays 01632, and a value
// that is not there is empty.
func scalar(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return strings.TrimRight(n.Value.Value, "\n"), true
	case *ast.NullNode:
		return "", true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, true
	}
	return "", false
}

// text is what stands behind a key that wants one text.
func (f *faults) text(e entry) value {
	s, ok := scalar(e.node)
	if !ok {
		f.add(e.line, "not-text", "key", e.key)
	}
	return f.seen(value{s, e.line})
}

// seen refuses a control character that YAML spells with letters: "\x1b".
func (f *faults) seen(v value) value {
	if strings.ContainsFunc(v.text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) {
		f.add(v.line, "control")
		return value{"", v.line}
	}
	return v
}

// texts is what stands behind a key that wants a list of texts.
func (f *faults) texts(e entry) []value {
	seq, ok := e.node.(*ast.SequenceNode)
	if !ok {
		f.add(e.line, "not-list", "key", e.key)
		return nil
	}
	var out []value
	for _, n := range seq.Values {
		s, ok := scalar(n)
		if !ok || s == "" {
			f.add(e.base+lineOf(n), "not-text", "key", e.key)
			continue
		}
		out = append(out, f.seen(value{s, e.base + lineOf(n)}))
	}
	return out
}

// inner are the keys behind a key that wants keys of its own.
func (f *faults) inner(e entry) []entry {
	switch n := e.node.(type) {
	case ast.MapNode:
		return f.pairs(n, e.base)
	case *ast.NullNode:
		return nil
	}
	f.add(e.line, "not-group", "key", e.key)
	return nil
}

// reader takes the value of one key of a file.
type reader struct {
	key      string
	required bool
	take     func(entry)
}

// readAll reads YAML and hands each of its keys to its reader.
func (f *faults) readAll(src string, base int, readers []reader) (ok bool) {
	entries, ok := f.entries(src, base)
	if ok {
		f.read(entries, readers)
	}
	return ok
}

// read hands each key to its reader, and notes keys that nobody reads, which it
// returns, and keys that are not there.
func (f *faults) read(entries []entry, readers []reader) (unknown []entry) {
	known := make([]string, len(readers))
	for i, r := range readers {
		known[i] = r.key
	}
	for _, e := range entries {
		i := slices.Index(known, e.key)
		if i < 0 {
			f.add(e.line, "key-unknown", "key", e.key, "allowed", strings.Join(known, ", "))
			unknown = append(unknown, e)
			continue
		}
		readers[i].take(e)
	}
	for _, r := range readers {
		if r.required && !slices.ContainsFunc(entries, func(e entry) bool { return e.key == r.key }) {
			f.add(0, "key-missing", "key", r.key)
		}
	}
	return unknown
}

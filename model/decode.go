package model

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
)

// Errors of reading a record's JSON. A FormatError wraps one of them.
var (
	ErrNotJSON   = errors.New("not JSON")
	ErrNewer     = errors.New("written by a newer version")
	ErrNotRecord = errors.New("not a record")

	// ErrNoField, ErrTwice, ErrNoValue and ErrMissing are ErrNotRecord, told
	// more closely.
	ErrNoField = fmt.Errorf("%w: no such field", ErrNotRecord)
	ErrTwice   = fmt.Errorf("%w: stands there twice", ErrNotRecord)
	ErrNoValue = fmt.Errorf("%w: no value of this field", ErrNotRecord)
	ErrMissing = fmt.Errorf("%w: missing", ErrNotRecord)
)

// FormatError says what is wrong with a record's JSON and where, without
// repeating anything that stands in it.
type FormatError struct {
	Line, Column int // from 1, in bytes
	// Where is a path of kinds, numbers and field names: "note[3].typed". It is
	// empty for the file as a whole.
	Where string
	Err   error
}

// Error says the place and the fault.
func (e *FormatError) Error() string {
	if e.Where == "" {
		return fmt.Sprintf("line %d, column %d: %v", e.Line, e.Column, e.Err)
	}
	return fmt.Sprintf("line %d, column %d, %s: %v", e.Line, e.Column, e.Where, e.Err)
}

// Unwrap gives the fault itself.
func (e *FormatError) Unwrap() error { return e.Err }

// DecodeRecord reads a record's JSON from outside, strictly: what this version
// can't give back as it came is refused with a *FormatError. Whole kinds that
// it does not know are kept.
func DecodeRecord(data []byte) (*Record, error) { return decoder{data, true}.record() }

// UnmarshalJSON reads a record that this program wrote, or one drawer of it.
// Fields it does not know are passed over; DecodeRecord is for what comes from
// outside.
func (r *Record) UnmarshalJSON(data []byte) error {
	got, err := decoder{data, false}.record()
	if err != nil {
		return err
	}
	*r = *got
	return nil
}

// piece is a stretch of JSON and where in the file it begins.
type piece struct {
	name  string // in an object
	start int
	raw   json.RawMessage
}

// pieces takes an object or a list apart by one level, one after another: of a
// million that are nothing the first is refused before the others take up room.
func (p piece) pieces() iter.Seq2[int, piece] {
	return func(yield func(int, piece) bool) {
		d := json.NewDecoder(bytes.NewReader(p.raw))
		open, err := d.Token()
		if err != nil {
			return
		}
		for i := 0; d.More(); i++ {
			var next piece
			if open == json.Delim('{') {
				name, err := d.Token()
				if err != nil {
					return
				}
				next.name, _ = name.(string)
			}
			if err := d.Decode(&next.raw); err != nil {
				return
			}
			next.start = p.start + int(d.InputOffset()) - len(next.raw)
			if !yield(i, next) {
				return
			}
		}
	}
}

// begins tells what a piece is by the mark it begins with.
func (p piece) begins(mark byte) bool { return len(p.raw) > 0 && p.raw[0] == mark }

// decoder reads one file.
type decoder struct {
	data   []byte
	strict bool // refuse what can't be given back as it came
}

func (d decoder) fault(at int, where string, err error) error {
	before := d.data[:min(max(at, 0), len(d.data))]
	return &FormatError{
		Line:   bytes.Count(before, []byte("\n")) + 1,
		Column: len(before) - bytes.LastIndexByte(before, '\n'),
		Where:  where,
		Err:    err,
	}
}

func (d decoder) record() (*Record, error) {
	var all piece
	if err := json.Unmarshal(d.data, &all.raw); err != nil {
		at := 0
		if s, ok := errors.AsType[*json.SyntaxError](err); ok {
			at = int(s.Offset) - 1
		}
		return nil, d.fault(at, "", ErrNotJSON)
	}
	all.start = bytes.Index(d.data, all.raw) // behind blanks at most
	if !all.begins('{') {
		return nil, d.fault(all.start, "", ErrNotRecord)
	}
	var members []piece
	for _, m := range all.pieces() {
		members = append(members, m)
	}
	r := &Record{}
	if err := d.head(members, r); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	ids := map[ID]bool{}
	for _, m := range members {
		if seen[m.name] {
			return nil, d.fault(m.start, d.path(m), ErrTwice)
		}
		seen[m.name] = true
		if m.name == "format" || m.name == "id" {
			continue
		}
		var err error
		if r, err = d.kind(r, m, ids); err != nil {
			return nil, err
		}
	}
	if d.strict && (r.Conversation == nil || r.Person == nil) {
		return nil, d.fault(all.start, "conversation, person", ErrMissing)
	}
	return r, nil
}

// path names a member of a record; a kind that is not known goes without its
// name, which may be anything.
func (d decoder) path(m piece) string {
	if _, known := slotOf(PartKind(m.name)); known || m.name == "format" || m.name == "id" {
		return m.name
	}
	return ""
}

// head reads the format and the id, which say whether to go on at all.
func (d decoder) head(members []piece, r *Record) error {
	format := 0
	for _, m := range members {
		var err error
		switch m.name {
		case "format":
			err = json.Unmarshal(m.raw, &format)
		case "id":
			err = json.Unmarshal(m.raw, &r.ID)
		}
		switch {
		case err != nil:
			return d.fault(m.start, m.name, ErrNoValue)
		case m.name == "format" && format > Format:
			return d.fault(m.start, m.name, ErrNewer)
		}
	}
	switch {
	case format < 1:
		return d.fault(0, "format", ErrMissing)
	case r.ID == "":
		return d.fault(0, "id", ErrMissing)
	}
	return nil
}

// kind reads all parts of one kind into r.
func (d decoder) kind(r *Record, m piece, ids map[ID]bool) (*Record, error) {
	s, known := slotOf(PartKind(m.name))
	where := d.path(m)
	list := slices.All([]piece{m})
	switch {
	case m.begins('[') && !s.single:
		list = m.pieces()
	case m.begins('{') && (s.single || !known):
	default:
		return nil, d.fault(m.start, where, ErrNoValue)
	}
	for i, one := range list {
		at := where
		if m.begins('[') {
			at = fmt.Sprintf("%s[%d]", where, i)
		}
		p, err := d.part(PartKind(m.name), one, at)
		if err != nil {
			return nil, err
		}
		id := p.PartHead().ID
		switch lone := string(id) == m.name; {
		case ids[id]:
			return nil, d.fault(one.start, at+".id", ErrTwice)
		case !known && lone != m.begins('{'): // would come back in another shape
			return nil, d.fault(one.start, at+".id", ErrNoValue)
		}
		ids[id] = true
		r = r.With(p)
	}
	return r, nil
}

func (d decoder) part(kind PartKind, one piece, where string) (Part, error) {
	s, known := slotOf(kind)
	if !one.begins('{') {
		return nil, d.fault(one.start, where, ErrNoValue)
	}
	if known && d.strict {
		if err := d.check(one, reflect.TypeOf(s.fresh()), where); err != nil {
			return nil, err
		}
	}
	p, err := decodePart(kind, one.raw)
	if err == nil {
		doubt(p)
	}
	switch {
	case err != nil:
		return nil, d.fault(one.start, where, ErrNoValue)
	case p.PartHead().ID == "":
		return nil, d.fault(one.start, where+".id", ErrMissing)
	case d.strict && !slices.Contains(Drawers, p.PartHead().Drawer):
		return nil, d.fault(one.start, where+".drawer", ErrNoValue)
	case d.strict && !validOrder(p.PartHead().Order):
		return nil, d.fault(one.start, where+".order", ErrNoValue)
	}
	return p, nil
}

// check refuses what would not come back as it came: a field that t does not
// have, or twice, or with a value that is not of its type.
func (d decoder) check(p piece, t reflect.Type, where string) error {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t.Kind() == reflect.Slice:
		return d.checkList(p, t.Elem(), where)
	case t.Kind() == reflect.Struct && t != timeType:
		return d.checkFields(p, t, where)
	case string(p.raw) == "null":
		return d.fault(p.start, where, ErrNoValue)
	}
	v := reflect.New(t)
	if err := json.Unmarshal(p.raw, v.Interface()); err != nil {
		return d.fault(p.start, where, ErrNoValue)
	}
	if t.Kind() == reflect.String && mangled(p.raw, v.Elem().String()) {
		return d.fault(p.start, where, ErrNoValue)
	}
	return nil
}

func (d decoder) checkList(p piece, t reflect.Type, where string) error {
	if !p.begins('[') {
		return d.fault(p.start, where, ErrNoValue)
	}
	for i, one := range p.pieces() {
		if err := d.check(one, t, fmt.Sprintf("%s[%d]", where, i)); err != nil {
			return err
		}
	}
	return nil
}

func (d decoder) checkFields(p piece, t reflect.Type, where string) error {
	if !p.begins('{') {
		return d.fault(p.start, where, ErrNoValue)
	}
	fields := map[string]reflect.Type{}
	for _, f := range reflect.VisibleFields(t) {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" {
			fields[name] = f.Type
		}
	}
	seen := map[string]bool{}
	for _, one := range p.pieces() {
		t, known := fields[one.name]
		switch {
		case !known:
			return d.fault(one.start, where, ErrNoField)
		case seen[one.name]:
			return d.fault(one.start, where+"."+one.name, ErrTwice)
		}
		seen[one.name] = true
		if err := d.check(one, t, where+"."+one.name); err != nil {
			return err
		}
	}
	return nil
}

// mangled tells whether a text read from raw lost something on the way: bytes
// or escapes that are no character come out as U+FFFD.
func mangled(raw json.RawMessage, text string) bool {
	return strings.ContainsRune(text, '\uFFFD') &&
		!bytes.Contains(raw, []byte("\uFFFD")) && !bytes.Contains(bytes.ToLower(raw), []byte(`\ufffd`))
}

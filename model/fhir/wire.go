package fhir

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"
)

// object and list are FHIR JSON being made. Whatever is empty in them falls
// out when they are encoded, as R4 asks: no null, no empty text, no empty list.
type (
	object = map[string]any
	list   = []any
)

// maxText is how long one string may be, in bytes (R4 datatypes: string).
const maxText = 1 << 20

// clean makes a text fit for the wire: control characters but tab and newline
// fall out, and what is only blank is empty. R4's pattern for strings has no
// blanks but the plain one, as strict receivers read it, so every other blank
// becomes that. The record keeps what was typed.
func clean(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r' || r == '\u2028' || r == '\u2029':
			return '\n'
		case r == '\ufeff' || unicode.IsControl(r):
			return -1
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	if strings.TrimSpace(s) == "" {
		return ""
	}
	return s
}

// pieces cuts a text into such as fit into one string each, at whole runes.
func pieces(s string) []string {
	var out []string
	for len(s) > maxText {
		n := maxText
		for !utf8.RuneStart(s[n]) {
			n--
		}
		out = append(out, s[:n])
		s = s[n:]
	}
	return append(out, s)
}

// prune returns v without anything empty in it, or nil where all of it is.
func prune(v any) any {
	switch v := v.(type) {
	case string:
		if s := clean(v); s != "" {
			return pieces(s)[0]
		}
		return nil
	case object:
		return pruneObject(v)
	case list:
		var out list
		for _, x := range v {
			if x = prune(x); x != nil {
				out = append(out, x)
			}
		}
		if out == nil {
			return nil
		}
		return out
	}
	return v
}

func pruneObject(v object) any {
	out := object{}
	for k, x := range v {
		if markup, ok := x.(markup); ok {
			out[k] = string(markup)
		} else if x = prune(x); x != nil {
			out[k] = x
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// encode writes a value as it goes onto the wire: keys sorted, nothing empty.
func encode(v any) json.RawMessage {
	return marshal(prune(v))
}

func marshal(v any) json.RawMessage {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	// Texts, numbers, objects and lists always encode.
	_ = e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// isCode tells whether s can stand where R4 wants a code.
func isCode(s string) bool {
	if s == "" {
		return false
	}
	for _, r := range s {
		plain := r == '-' || r == '.' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if !plain {
			return false
		}
	}
	return true
}

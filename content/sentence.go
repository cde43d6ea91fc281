package content

import (
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// sentence is one entry of the catalogue: its plural forms, of which there is
// always an "other", and most often nothing else.
type sentence map[plural.Form][]piece

// piece is a run of text and the gap behind it, if there is one.
type piece struct{ literal, gap string }

// form chooses the form that the number in the gap n asks for (Unicode plural
// rules: two in English, six in Welsh).
func (s sentence) form(tag language.Tag, args map[string]any) []piece {
	n, counted := args["n"].(int)
	if len(s) == 1 || !counted {
		return s[plural.Other]
	}
	if p, ok := s[plural.Cardinal.MatchPlural(tag, max(n, -n), 0, 0, 0, 0)]; ok {
		return p
	}
	return s[plural.Other]
}

// pieces cuts a template at its gaps: "{n} days" is the gap n and " days". It
// refuses a gap that does not close or has no proper name, and a closing
// bracket that closes nothing.
func pieces(template string) ([]piece, bool) {
	var out []piece
	for {
		literal, rest, open := strings.Cut(template, "{")
		if strings.Contains(literal, "}") {
			return nil, false
		}
		if !open {
			if literal != "" {
				out = append(out, piece{literal: literal})
			}
			return out, true
		}
		gap, behind, closed := strings.Cut(rest, "}")
		if !closed || !isGap(gap) {
			return nil, false
		}
		out = append(out, piece{literal, gap})
		template = behind
	}
}

// isGap tells whether a gap's name is a plain word.
func isGap(name string) bool {
	for _, r := range name {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return false
		}
	}
	return name != ""
}

package tui

import (
	"slices"
	"strings"
)

// joined puts texts that are not empty behind each other.
func joined(by string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return strings.TrimSpace(s) == "" }), by)
}

// stopped is a text with a full stop, unless it has an end of its own. What was
// said keeps its marks: a stop stands behind them.
func stopped(text string) string {
	text = strings.TrimSpace(text)
	inner := strings.TrimRight(text, `"”`)
	if text == "" || strings.HasSuffix(inner, "…") || inner != "" && strings.ContainsAny(inner[len(inner)-1:], ".!?:;") {
		return text
	}
	return text + "."
}

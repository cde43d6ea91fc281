package document

import (
	"strings"

	"ownwords/content/document/pdf"
)

// Leftward tells whether there are words in a text that are written from right to
// left.
func Leftward(text string) bool { return strings.ContainsFunc(text, pdf.Leftward) }

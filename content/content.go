// Package content holds what the program says and asks: the guides that lead a
// conversation, the text catalogue from which every sentence on a screen
// comes, and the settings of one laptop. All of it is plain files that people
// who are no programmers can read and mend, so a mistake in one is answered
// with a Fault: the file, the line, what is wrong and what to do about it.
//
// A guide is a folder with a guide.yaml and one Markdown file per topic. The
// catalogue is a folder of YAML per language. Both are embedded and read when
// they are first needed: nothing here happens while the program starts.
//
// Its one rule: what a person typed is put into a sentence as it is. It is
// never searched for gaps, never trimmed, never mended.
package content

import "embed"

//go:embed guides
var guideFiles embed.FS

//go:embed text
var textFiles embed.FS

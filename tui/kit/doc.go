// Package kit is what both faces of the program draw and read keys with: measured text, an editor of notes, fields, forms,
// lists, the frame of a page, styles, keys, and a line editor for plain mode. Its words are the terminal's: a cell is one
// column of one row; a grapheme is what a person takes for one character; a row is one line of the screen; a caret is a
// place between two graphemes, counted in bytes. Its one rule: it knows nothing of care and holds no word that people see.
package kit

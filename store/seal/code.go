package seal

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	rowCount  = 4
	rowChars  = 12
	groupSize = 4

	// alphabet has no I, L, O or U: hands confuse them with 1, 1, 0 and V.
	alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

	minWord, maxWord = 5, 8 // the lengths of check words; groups of a code are shorter
)

//go:embed checkwords.txt
var checkText string

// Code is a recovery code: four rows of twelve characters, 240 random bits.
// Before each row stands a word that is made from the row's characters and its
// place, so that a slip of the pen is found in its row. The words add nothing
// to the secret and may be left out when it is typed.
type Code struct{ chars [rowCount * rowChars]byte }

// Row is one row of a code, to be shown or printed and then let go: strings
// cannot be wiped.
type Row struct {
	Word   string
	Groups [rowChars / groupSize]string
}

// RowError says which row of a typed code does not fit.
type RowError struct {
	Row   int // from 1; 5 means that something follows the code
	Chars int // how many characters stand in it; twelve means that its word does not match
}

func (e *RowError) Error() string {
	return fmt.Sprintf("row %d of the code does not fit (%d characters)", e.Row, e.Chars)
}

// NewCode makes a random code whose four words differ, so that each row can be
// called by its word.
func NewCode() *Code {
	words := checkWords()
	for {
		c := &Code{}
		rand.Read(c.chars[:])
		for i, b := range c.chars {
			c.chars[i] = alphabet[int(b)%len(alphabet)] // 256 is a multiple of 32: no bias
		}
		var four []string
		for row := range rowCount {
			four = append(four, c.word(words, row))
		}
		slices.Sort(four)
		if len(slices.Compact(four)) == rowCount {
			return c
		}
	}
}

// Close wipes the code.
func (c *Code) Close() { clear(c.chars[:]) }

// Rows gives the code as it is written down.
func (c *Code) Rows() [4]Row {
	words := checkWords()
	var rows [rowCount]Row
	for i := range rows {
		rows[i].Word = c.word(words, i)
		for g := range rows[i].Groups {
			from := i*rowChars + g*groupSize
			rows[i].Groups[g] = string(c.chars[from : from+groupSize])
		}
	}
	return rows
}

func (c *Code) row(i int) []byte { return c.chars[i*rowChars : (i+1)*rowChars] }

// word is the check word of row i, from 0.
func (c *Code) word(words []string, i int) string {
	sum := sha256.Sum256(fields([]byte("ownwords/1/code/row"), [][]byte{{byte(i + 1)}, c.row(i)}))
	return words[sum[0]]
}

func checkWords() []string { return strings.Fields(checkText) }

// ParseCode reads a code as people type it: capitals or not, blanks, hyphens
// and line ends anywhere, O for 0, I or L for 1, U for V, with its words or
// without. It returns a [*RowError] for the first row that does not fit. A row
// without its word is taken as it stands.
func ParseCode(typed []byte) (*Code, error) {
	tokens := bytes.FieldsFunc(bytes.ToUpper(typed), separates)
	words := checkWords()
	c, err := parseRows(tokens, words, func(token []byte) bool {
		return slices.Contains(words, string(bytes.ToLower(token)))
	})
	if wrong, ok := errors.AsType[*RowError](err); !ok || wrong.Chars == rowChars {
		return c, err
	}
	// The count is wrong: perhaps a word was misspelt and taken for characters.
	return parseRows(tokens, words, looksLikeWord)
}

func separates(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsPunct(r) || r == '|'
}

func looksLikeWord(token []byte) bool {
	n := utf8.RuneCount(token)
	return n >= minWord && n <= maxWord && !bytes.ContainsFunc(token, func(r rune) bool { return !unicode.IsLetter(r) })
}

// typedRow is one row as far as it has been read.
type typedRow struct {
	word  string
	chars []rune
}

// full says whether the next character belongs to another row. A row that has
// its word keeps what is one too many in its last group, so that the slip is
// told where it was made.
func (r typedRow) full(groupStart bool, groupChars int) bool {
	return len(r.chars) == rowChars && (groupStart || r.word == "" || groupChars > rowChars)
}

func parseRows(tokens [][]byte, words []string, isWord func([]byte) bool) (*Code, error) {
	var rows []typedRow
	for _, token := range tokens {
		if isWord(token) {
			rows = append(rows, typedRow{word: string(bytes.ToLower(token))})
			continue
		}
		group := bytes.Runes(token)
		for i, r := range group {
			last := len(rows) - 1
			if last < 0 || (last < rowCount-1 && rows[last].full(i == 0, len(group))) {
				rows = append(rows, typedRow{})
				last++
			}
			rows[last].chars = append(rows[last].chars, plainChar(r))
		}
		clear(group)
	}
	defer func() {
		for _, row := range rows {
			clear(row.chars)
		}
	}()
	return checkRows(rows, words)
}

func checkRows(rows []typedRow, words []string) (*Code, error) {
	c := &Code{}
	for i := range rowCount {
		if i >= len(rows) {
			return nil, &RowError{Row: i + 1}
		}
		row := rows[i]
		if len(row.chars) != rowChars {
			return nil, &RowError{Row: i + 1, Chars: len(row.chars)}
		}
		for at, r := range row.chars {
			if !strings.ContainsRune(alphabet, r) {
				return nil, &RowError{Row: i + 1, Chars: rowChars}
			}
			c.row(i)[at] = byte(r)
		}
		if row.word != "" && row.word != c.word(words, i) {
			return nil, &RowError{Row: i + 1, Chars: rowChars}
		}
	}
	if len(rows) > rowCount {
		return nil, &RowError{Row: rowCount + 1, Chars: len(rows[rowCount].chars)}
	}
	return c, nil
}

// plainChar turns what the alphabet leaves out into what was meant.
func plainChar(r rune) rune {
	switch r {
	case 'O':
		return '0'
	case 'I', 'L':
		return '1'
	case 'U':
		return 'V'
	}
	return r
}

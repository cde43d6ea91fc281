package seal

import (
	"bytes"
	"crypto/rand"
	_ "embed"
	"encoding/binary"
	"errors"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Reasons why a passphrase is not taken. There are no others: no capitals, no
// figures, no signs are asked for.
var (
	// ErrTooShort is returned for fewer than [MinPassphrase] characters.
	ErrTooShort = errors.New("passphrase is too short")
	// ErrTooCommon is returned for what is tried first when a laptop is found:
	// a well-known phrase, or one short thing over and over.
	ErrTooCommon = errors.New("passphrase is too easy to guess")
)

// MinPassphrase is how many characters a passphrase has at least, blanks
// between words counted: three short words have as many.
const MinPassphrase = 12

const (
	generatedWords = 4
	listSize       = 2048 // a power of two, so that 11 bits choose a word without bias
)

//go:embed words.txt
var wordText string

//go:embed common.txt
var commonText string

// JudgePassphrase says whether a passphrase is good enough to make a store
// with: nil, [ErrTooShort] or [ErrTooCommon]. Blanks at either end, runs of
// blanks and the way an accented letter was typed do not matter, here or when
// the store is opened. Capitals do.
func JudgePassphrase(typed []byte) error {
	p := normalise(typed)
	defer clear(p)
	if utf8.RuneCount(p) < MinPassphrase {
		return ErrTooShort
	}
	plain := bytes.ToLower(bytes.ReplaceAll(p, []byte{' '}, nil))
	defer clear(plain)
	if repeats(plain) {
		return ErrTooCommon
	}
	for line := range strings.Lines(commonText) {
		if strings.TrimSpace(line) == string(plain) {
			return ErrTooCommon
		}
	}
	return nil
}

// MakePassphrase makes one of four random words out of 2,048: 44 bits, each
// guess at which costs what the slot says.
func MakePassphrase() []byte {
	words := strings.Fields(wordText)
	chosen := make([][]byte, generatedWords)
	for i := range chosen {
		var b [2]byte
		rand.Read(b[:])
		chosen[i] = []byte(words[binary.BigEndian.Uint16(b[:])%listSize])
	}
	return bytes.Join(chosen, []byte{' '})
}

// normalise brings a passphrase into the one form that keys are made from.
func normalise(typed []byte) []byte {
	composed := norm.NFKC.Append(nil, typed...) // Bytes may give back the caller's own memory
	defer clear(composed)
	return bytes.Join(bytes.Fields(composed), []byte{' '})
}

// repeats says whether text is one short thing at most six bytes long, over and
// over, the last time perhaps cut off.
func repeats(text []byte) bool {
	for unit := 1; unit <= 6 && unit < len(text); unit++ {
		if bytes.HasPrefix(text[unit:], text[:len(text)-unit]) {
			return true
		}
	}
	return false
}

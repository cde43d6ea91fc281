package hub

import (
	"strings"
	"testing"
)

func TestHalfALetterIsRefused(t *testing.T) {
	for text, want := range map[string]bool{
		`{"a":"Siân \u00e2 🍵"}`:                true,
		`{"a":"a pair \ud83c\udf75"}`:          true,
		`{"a":"a path \\ud83c, \" and \n"}`:    true,
		`{"a":"half \ud83c"}`:                  false,
		`{"a":"half \udf75 behind"}`:           false,
		`{"a":"twice the first \ud83c\ud83c"}`: false,
		"{\"a\":\"broken \xff\"}":              false,
		`{"a":"\`:                              true, // the decoder says what is wrong
		`{"a":"\u12`:                           true,
	} {
		if got := wholeText([]byte(text)); got != want {
			t.Errorf("wholeText(%s) = %v, want %v", text, got, want)
		}
	}
	in := newInbox(t)
	in.refusedWith(in.ask("PUT", "/Patient/p1", strings.Replace(patient("Peggy"), "Peggy", `Peg\ud83cgy`, 1)), 400, "structure", "")
}

package seal

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestJudgePassphrase(t *testing.T) {
	for _, c := range []struct {
		typed string
		want  error
	}{
		{"harbour lantern pebble", nil},
		{"my nan's red teapot", nil},
		{"one big mouse", nil},
		{"ẹ káàárọ̀ ìyá mi", nil},
		{"", ErrTooShort},
		{"short one", ErrTooShort},
		{"  a           b   ", ErrTooShort},
		{"password1234", ErrTooCommon},
		{"Correct Horse Battery Staple", ErrTooCommon},
		{"three random words", ErrTooCommon},
		{"aaaaaaaaaaaa", ErrTooCommon},
		{"cat cat cat cat", ErrTooCommon},
		{"abcabcabcabca", ErrTooCommon},
	} {
		if got := JudgePassphrase([]byte(c.typed)); !errors.Is(got, c.want) {
			t.Errorf("JudgePassphrase(%q) = %v, want %v", c.typed, got, c.want)
		}
	}
}

func TestHowAPassphraseIsTypedDoesNotMatter(t *testing.T) {
	want := normalise([]byte("café am Königsee"))
	for _, typed := range []string{
		"  café am Königsee\n", "café\t am \u00a0Königsee", "cafe\u0301 am Ko\u0308nigsee",
	} {
		before := []byte(typed)
		if got := normalise(before); !bytes.Equal(got, want) {
			t.Errorf("normalise(%q) = %q, want %q", typed, got, want)
		}
		if string(before) != typed {
			t.Errorf("normalise changed what it was given: %q", before)
		}
	}
	if got := normalise([]byte("Café am Königsee")); bytes.Equal(got, want) {
		t.Error("capitals were folded")
	}
}

func TestWordListsArePlainAndWhole(t *testing.T) {
	for _, c := range []struct {
		name          string
		words         []string
		count         int
		shortest, max int
	}{
		{"passphrase", strings.Fields(wordText), listSize, 4, 8},
		{"check", checkWords(), 256, minWord, maxWord},
	} {
		if len(c.words) != c.count {
			t.Errorf("%s words: %d, want %d", c.name, len(c.words), c.count)
		}
		if !slices.IsSorted(c.words) || len(slices.Compact(slices.Clone(c.words))) != c.count {
			t.Errorf("%s words are not sorted and distinct", c.name)
		}
		for _, w := range c.words {
			if len(w) < c.shortest || len(w) > c.max || strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") != "" {
				t.Errorf("%s word %q is not plain", c.name, w)
			}
		}
	}
}

func TestMadePassphrasesAreTakenAndDiffer(t *testing.T) {
	seen := map[string]bool{}
	for range 50 {
		p := MakePassphrase()
		if err := JudgePassphrase(p); err != nil {
			t.Errorf("JudgePassphrase(%q) = %v", p, err)
		}
		if got := len(bytes.Fields(p)); got != generatedWords {
			t.Errorf("MakePassphrase() = %q, %d words", p, got)
		}
		seen[string(p)] = true
	}
	if len(seen) != 50 {
		t.Errorf("50 passphrases, %d of them different", len(seen))
	}
}

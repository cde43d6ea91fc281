package seal

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// written gives a code as it stands on paper.
func written(c *Code, words bool) string {
	var b strings.Builder
	for _, row := range c.Rows() {
		if words {
			b.WriteString(row.Word + " ")
		}
		b.WriteString(strings.Join(row.Groups[:], "-") + "\n")
	}
	return b.String()
}

func TestACodeIsReadHoweverItIsTyped(t *testing.T) {
	muddle := strings.NewReplacer("0", "o", "1", "l", "V", "u", "-", " ", "\n", "   ")
	rapid.Check(t, func(t *rapid.T) {
		c := NewCode()
		for name, typed := range map[string]string{
			"as written":    written(c, true),
			"without words": written(c, false),
			"small letters": strings.ToLower(written(c, true)),
			"muddled":       muddle.Replace(written(c, false)),
			"run together":  strings.NewReplacer("-", "", "\n", "").Replace(written(c, false)),
			"rows together": strings.NewReplacer("-", "").Replace(written(c, true)),
			"other dashes":  strings.ReplaceAll(written(c, true), "-", "–"),
		} {
			got, err := ParseCode([]byte(typed))
			if err != nil {
				t.Fatalf("%s: ParseCode(%q) = %v", name, typed, err)
			}
			if got.chars != c.chars {
				t.Fatalf("%s: ParseCode(%q) gave another code", name, typed)
			}
		}
	})
}

func TestASlipOfThePenIsFoundInItsRow(t *testing.T) {
	c := &Code{}
	copy(c.chars[:], "7Q4M2KXD9TSAV3HN8RCE5WJP6YBV4FGZ1SMKD9TX7P0E3QHA")
	rows := c.Rows()
	lines := strings.Split(strings.TrimSpace(written(c, true)), "\n")
	change := func(row int, from, to string) string {
		changed := strings.Join(lines[:row], " ") + " " + strings.Replace(lines[row], from, to, 1) +
			" " + strings.Join(lines[row+1:], " ")
		return changed
	}
	for _, tc := range []struct {
		name, typed string
		want        RowError
	}{
		{"another letter", change(1, "8RCE", "8RCF"), RowError{2, 12}},
		{"two swapped", change(3, "3QHA", "3QAH"), RowError{4, 12}},
		{"one left out", change(2, "4FGZ", "4FG"), RowError{3, 11}},
		{"one too many", change(3, "3QHA", "3QHAA"), RowError{4, 13}},
		{"one too many in the first", change(0, "9TSA", "9TSAA"), RowError{1, 13}},
		{"a word misspelt", change(0, rows[0].Word, "habrour"), RowError{1, 12}},
		{"the last word misspelt", change(3, rows[3].Word, "lanturn"), RowError{4, 12}},
		{"rows swapped", strings.Join([]string{lines[1], lines[0], lines[2], lines[3]}, " "), RowError{1, 12}},
		{"a sign that is none", change(2, "1SMK", "1S£K"), RowError{3, 12}},
		{"three rows", strings.Join(lines[:3], " "), RowError{4, 0}},
		{"five rows", strings.Join(append(lines, lines[0]), " "), RowError{5, 12}},
		{"nothing", " ", RowError{1, 0}},
	} {
		got, ok := errors.AsType[*RowError](func() error { _, err := ParseCode([]byte(tc.typed)); return err }())
		if !ok || *got != tc.want {
			t.Errorf("%s: ParseCode(%q) = %v, want %v", tc.name, tc.typed, got, &tc.want)
		}
	}
}

func TestNewCodesHaveFourDifferentWords(t *testing.T) {
	for range 200 {
		words := map[string]bool{}
		for _, row := range NewCode().Rows() {
			words[row.Word] = true
		}
		if len(words) != rowCount {
			t.Fatalf("a code has %d different words, want %d", len(words), rowCount)
		}
	}
}

// go test -fuzz=FuzzParseCode ./store/seal
func FuzzParseCode(f *testing.F) {
	f.Add([]byte(written(NewCode(), true)))
	f.Add([]byte("harbour \xff\xfe 7q4m"))
	f.Fuzz(func(t *testing.T, typed []byte) {
		c, err := ParseCode(typed)
		if err != nil {
			if _, ok := errors.AsType[*RowError](err); !ok {
				t.Fatalf("ParseCode = %v, want a row", err)
			}
			return
		}
		again, err := ParseCode([]byte(written(c, true)))
		if err != nil || again.chars != c.chars {
			t.Fatalf("ParseCode of the code as written = %v", err)
		}
	})
}

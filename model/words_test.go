package model

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

func TestAQuotationMarkAtTheStartMeansSaid(t *testing.T) {
	tests := []struct {
		typed, text string
		telling     Telling
	}{
		{`"To bowl."`, "To bowl.", Said},
		{`"To bowl`, "To bowl", Said},
		{`"To bowl." `, "To bowl.", Said},
		{`“To bowl.”`, "To bowl.", Said},
		{`„Zum Kegeln.“`, "Zum Kegeln.", Said},
		{`«Aux boules.»`, "Aux boules.", Said},
		{`« Aux boules. »`, " Aux boules. ", Said},
		{`»Zum Kegeln.«`, "Zum Kegeln.", Said},
		{`”Till bowling.”`, "Till bowling.", Said},
		{`"To bowl.”`, "To bowl.", Said},
		{`"He said "no" and left."`, `He said "no" and left.`, Said},
		{`"She said “never” to me"`, "She said “never” to me", Said},
		{`"She said "no"`, `She said "no"`, Said},
		{`"She said "no`, `She said "no`, Said},
		{`"ਰੋਟੀ 🙏🏽"`, "ਰੋਟੀ 🙏🏽", Said},
		{`"`, "", Said},
		{`""`, "", Said},

		{`"To bowl", she said`, `"To bowl", she said`, Told},
		{`"To bowl." "Not to watch."`, `"To bowl." "Not to watch."`, Told},
		{`She wants "to bowl"`, `She wants "to bowl"`, Told},
		{`'To bowl.'`, `'To bowl.'`, Told},
		{`’Tis Wednesday`, `’Tis Wednesday`, Told},
		{`‘To bowl.’`, `‘To bowl.’`, Told},
		{`it's hers`, `it's hers`, Told},
		{` "To bowl."`, ` "To bowl."`, Told},
		{"", "", Told},
	}
	for _, tt := range tests {
		got := ParseWords(tt.typed)
		if want := (Words{Text: tt.text, Telling: tt.telling}); !reflect.DeepEqual(got, want) {
			t.Errorf("ParseWords(%q) = %q %q, want %q %q", tt.typed, got.Telling, got.Text, want.Telling, want.Text)
		}
	}
}

func TestWordsPrintInQuotationMarksOnlyWhenTheyWereSaid(t *testing.T) {
	tests := []struct {
		words Words
		want  string
	}{
		{Words{Text: "To bowl.", Telling: Said}, `"To bowl."`},
		{Words{Text: "wants to bowl"}, "wants to bowl"},
		{Words{Text: "lights up", Telling: Thought}, "lights up"},
		{Words{}, ""},
	}
	for _, tt := range tests {
		if got := tt.words.String(); got != tt.want {
			t.Errorf("String() of %+v = %s, want %s", tt.words, got, tt.want)
		}
	}
	if w := (Words{Text: " \n"}); !w.Empty() {
		t.Error("blanks count as words")
	}
}

// What is opened again to be changed and left as it is must stay what it was.
func TestWordsOpenedAgainStayTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.OneOf(rapid.String(), rapid.StringMatching(`["“”„«»]?([a-z' ]{0,4}["“”„«»]?){0,5}`)).Draw(t, "typed")
		checkWords(t, typed)
	})
}

func FuzzParseWords(f *testing.F) {
	for _, s := range []string{`"To bowl."`, `"To bowl", she said`, `« a »`, `"a "b`, "\"\xff\"", "„“”"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) { checkWords(t, typed) })
}

func checkWords(t interface{ Fatalf(string, ...any) }, typed string) {
	w := ParseWords(typed)
	if again := ParseWords(w.Typed()); !reflect.DeepEqual(again, w) {
		t.Fatalf("ParseWords(%q) = %+v, opened again %+v", typed, w, again)
	}
	switch w.Telling {
	case Told:
		if w.Text != typed {
			t.Fatalf("told words %q became %q", typed, w.Text)
		}
	case Said:
		if first := []rune(typed)[0]; !IsQuotationMark(first) {
			t.Fatalf("%q is said, and begins with no quotation mark", typed)
		}
	default:
		t.Fatalf("ParseWords(%q) tells %q", typed, w.Telling)
	}
}

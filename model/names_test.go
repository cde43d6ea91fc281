package model

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestANameIsFoundHoweverItWasTyped(t *testing.T) {
	tests := []struct {
		name, text string
		want       bool
	}{
		{"Carol", "ask Carol", true},
		{"Carol", "ask carol", true},
		{"Carol", "CAROL'S turn", true},
		{"Carol", "(Carol)", true},
		{"Carol", "Carol", true},
		{"Carol", "Caroline", false},
		{"Carol", "McCarol", false},
		{"Carol", "", false},
		{"Carol Ashworth", "carol came", true},
		{"Carol Ashworth", "Carol\n Ashworth", true},
		{"Carol Smith", "Mrs Smith rang", true},
		{"Carol Smith", "the smith rang", false}, // a surname counts with a capital
		{"Dr Osei", "osei said", true},
		{"Dr. Osei", "Dr Osei said", true},
		{"Dr Osei", "the dr said", false},
		{"Uncle Bob", "her uncle", false},
		{"Ayşe", "ayse rang", true},
		{"Zoe", "Zoë rang", true},
		{"Zoë", "Zoe\u0308 rang", true},
		{"Zoe", "Zoe\u0308sophie", false},
		{"Bernie O'Hagan", "O’Hagan came", true},
		{"ਮਨਜੀਤ", "ਮਨਜੀਤ ਆਇਆ", true},
		{"ਮਨਜੀਤ", "ਮਨਜੀਤਾ ਆਇਆ", false},
		{"Will", "Will came", true},
		{"Will", "she will come", false},
		{"Jo", "Jo came", true},
		{"Jo", "yo ho jo", false},
		{"M", "I'm fine", false},
		{"Maureen from bowls", "maureen rang", true},
		{"Maureen from bowls", "from the bowls club", false},
		{"the lad next door", "the ducks next door", false},
		{"the lad next door", "The lad next door comes", true},
		{"my sister", "my own kitchen", false},
		{"my sister", "ask my sister", true},
		{"Łukasz", "lukasz rang", true},
		{"Lukasz", "Łukasz rang", true},
		{"Yıldız", "Yildiz rang", true},
		{"Bjørn", "bjorn rang", true},
		{"Strauß", "Strauss rang", true},
		{"Ronald (Ron) Ashworth", "ron took it", true},
		{"Ronald 'Ron' Ashworth", "Ron took it", true},
		{"Ronald ‘Ron’ Ashworth", "Ron took it", true},
		{"Ronald (brother)", "her brother", false},
		{"Carol (Daughter)", "her Daughter", false},
		{"my brother ron", "Ron took it", true},
		{"my brother Ron", "ron took it", true},
		{"my brother Ron", "her brother", false},
		{"Ron/Ronnie", "Ron took it", true},
		{"Ron or Ronnie", "ronnie took it", true},
		{"Ron?", "ron took it", true},
		{"Ron", "rons dog", true},
		{"Ron", "ronsard", false},
		{"Mary-Ann", "Mary Ann came", true},
		{"Mary-Ann", "mary came", true},
		{"Mary Ann", "Mary‑Ann came", true},
		{"", "anything", false},
		{" ", "anything", false},
		{"...", "anything...", false},
		{"\u0301", "any thing", false},
	}
	for _, tt := range tests {
		if got := Names(tt.text, tt.name, ""); got != tt.want {
			t.Errorf("Names(%q, %q) = %v, want %v", tt.text, tt.name, got, tt.want)
		}
	}
}

func TestANameThatIsSomebodyElsesToo(t *testing.T) {
	tests := []struct {
		text string
		want bool
	}{
		{"Peggy Ashworth came", false},
		{"Carol came", true},
		{"Carol Ashworth came", true},
	}
	for _, tt := range tests {
		if got := Names(tt.text, "Carol Ashworth", "Peggy Ashworth"); got != tt.want {
			t.Errorf("Names(%q) of Carol beside Peggy = %v, want %v", tt.text, got, tt.want)
		}
	}
}

func TestWhoDoesSomething(t *testing.T) {
	tests := []struct {
		who  string
		want []string
	}{
		{"Kyle", []string{"Kyle"}},
		{"Kyle Jones", []string{"Kyle Jones"}},
		{"Kyle and Maureen", []string{"Kyle", "Maureen"}},
		{"Kyle, Maureen or Dr Osei", []string{"Kyle", "Maureen", "Dr Osei"}},
		{"next-door's lad Kyle", []string{"Kyle"}},
		{"her GP", nil},
		{"home care", nil},
		{"Home care", nil},
		{"the council", nil},
		{"Sampleshire Home Care", nil},
		{"Bluebird Care and Kyle", []string{"Kyle"}},
		{"Age UK", nil},
		{"Northmoor Bowls Club", nil},
		{"Homecare", nil},
		{"Priya Patel (Sampleshire Home Care)", []string{"Priya Patel"}},
		{"Priya Patel - Sampleshire Home Care", []string{"Priya Patel"}},
		{"Priya, Sampleshire Home Care", []string{"Priya"}},
		{"Kyle (next door)", []string{"Kyle"}},
		{"Carol's Care Team", []string{"Carol's Care Team"}},
		{"Dr Care", []string{"Dr Care"}},
		{"Mary-Ann", []string{"Mary Ann"}},
		{"Home care (mornings)", nil},
		{"", nil},
	}
	for _, tt := range tests {
		if got := namesIn(tt.who); strings.Join(got, "|") != strings.Join(tt.want, "|") {
			t.Errorf("namesIn(%q) = %q, want %q", tt.who, got, tt.want)
		}
	}
}

// Whatever stands around a name, no name is left, and what stands around it is
// left as it was.
func TestTheRestStaysByteForByte(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l names
		l.add("Kyle Jones", "a neighbour", nil)
		l.add("Zoë", "a friend", nil)
		var typed, want strings.Builder
		for range rapid.IntRange(0, 8).Draw(t, "pieces") {
			between := rapid.OneOf(rapid.SampledFrom([]string{" ", ". ", "\n", "🙏🏽", " \xff ", "\uFFFD", ", é ", "(", "’ "}), rapid.StringMatching(`[ ,.0-9-]{1,3}`)).Draw(t, "between")
			typed.WriteString(between)
			want.WriteString(between)
			one := rapid.SampledFrom([][2]string{
				{"kyle", "a neighbour"},
				{"KYLE JONES", "a neighbour"},
				{"Zoe\u0308", "a friend"},
				{"zoe", "a friend"},
				{"kylex", "kylex"},
				{"ਕਾਇਲ", "ਕਾਇਲ"},
				{"", ""},
			}).Draw(t, "word")
			typed.WriteString(one[0])
			want.WriteString(one[1])
		}
		got := l.left(typed.String())
		if got != want.String() {
			t.Fatalf("left(%q) = %q, want %q", typed.String(), got, want.String())
		}
		if l.in(got) {
			t.Fatalf("%q still names somebody", got)
		}
	})
}

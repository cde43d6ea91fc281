package content

import (
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"ownwords/model"
)

// words makes a catalogue of one file.
func words(t *testing.T, tag language.Tag, yaml string) *Text {
	t.Helper()
	return openText(fstest.MapFS{"en/a.yaml": {Data: []byte(yaml)}}, "en", tag)
}

func TestSay(t *testing.T) {
	text := words(t, language.BritishEnglish, `# a comment
hello: "Good morning, {name}."
talk.saved: "Saved {when}"
talk:
  notes: { one: "{n} note", other: "{n} notes" }
  deep:
    down: "It costs {sum} a week."
talk.kept: >
  Kept as typed:
  {words}.
other: "Not a plural."
`)
	tests := []struct {
		name string
		m    model.Message
		want string
	}{
		{"a gap", model.Msg("hello", "name", "Peggy"), "Good morning, Peggy."},
		{"a person's words are not searched for gaps", model.Msg("hello", "name", "{name} {x"), "Good morning, {name} {x."},
		{"nor trimmed", model.Msg("hello", "name", "  Peggy\n "), "Good morning,   Peggy\n ."},
		{"a message in a gap", model.Msg("talk.saved", "when", model.Msg("talk.notes", "n", 2)), "Saved 2 notes"},
		{"one", model.Msg("talk.notes", "n", 1), "1 note"},
		{"none", model.Msg("talk.notes", "n", 0), "0 notes"},
		{"fewer than none", model.Msg("talk.notes", "n", -1), "-1 note"},
		{"no number to choose by", model.Msg("talk.notes", "n", "many"), "many notes"},
		{"pounds", model.Msg("talk.deep.down", "sum", model.Pence(7650)), "It costs £76.50 a week."},
		{"pounds owed", model.Msg("talk.deep.down", "sum", model.Pence(-300)), "It costs -£3.00 a week."},
		{"a typed string", model.Msg("talk.saved", "when", model.StageTalk), "Saved talk"},
		{"a folded line", model.Msg("talk.kept", "words", "£22,75"), "Kept as typed: £22,75."},
		{"a name that looks like a plural", model.Msg("other"), "Not a plural."},
		{"nothing to say", model.Message{}, ""},
		{"no such sentence", model.Msg("talk.lost"), "[talk.lost]"},
		{"no such chapter", model.Msg("lost"), "[lost]"},
		{"a group is no sentence", model.Msg("talk.deep"), "[talk.deep]"},
		{"a gap with nothing for it", model.Msg("hello"), "Good morning, [name]."},
		{"a missing sentence in a gap", model.Msg("talk.saved", "when", model.Msg("lost")), "Saved [lost]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := text.Say(tt.m); got != tt.want {
				t.Errorf("Say(%v) = %q, want %q", tt.m, got, tt.want)
			}
		})
	}
	for id, want := range map[string]bool{"hello": true, "talk.notes": true, "talk": false, "talk.notes.one": false, "x.y": false} {
		if got := text.Has(id); got != want {
			t.Errorf("Has(%s) = %v, want %v", id, got, want)
		}
	}
}

// Welsh counts cats in six ways; the catalogue must not have to change for it.
func TestSixPluralForms(t *testing.T) {
	text := words(t, language.MustParse("cy"), `cath: { zero: "{n} cathod", one: "{n} gath", two: "{n} gath fach", few: "{n} cath", many: "{n} chath", other: "{n} cath arall" }`)
	want := map[int]string{0: "0 cathod", 1: "1 gath", 2: "2 gath fach", 3: "3 cath", 4: "4 cath arall", 6: "6 chath", 7: "7 cath arall"}
	for n, w := range want {
		if got := text.Say(model.Msg("cath", "n", n)); got != w {
			t.Errorf("%d: %q, want %q", n, got, w)
		}
	}
}

func TestTextFaults(t *testing.T) {
	tests := []struct {
		name, yaml string
		want       []string
	}{
		{"a gap left open", "a: \"x {n\"\n", []string{"a.yaml:1 not-template"}},
		{"a gap closed twice", "# why\n\na: \"{n}}\"\n", []string{"a.yaml:3 not-template"}},
		{"a gap with a blank", "a:\n  b: \"{the name}\"\n", []string{"a.yaml:2 not-template"}},
		{"an empty sentence", "a:\n", []string{"a.yaml:1 not-template"}},
		{"twice, once flat and once nested", "a.b: x\na:\n  c: y\n  b: z\n", []string{"a.yaml:4 key-twice"}},
		{"twice in a group", "a:\n  b: x\n  b: y\n", []string{"a.yaml:3 key-twice"}},
		{"a list", "a:\n  - x\n", []string{"a.yaml:1 not-group"}},
		{"broken", "a: \"x\n", []string{"a.yaml:1 yaml"}},
		{"nothing wrong", "a: {one: x, other: y}\na.c: z\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			chapters, err := cutText(fstest.MapFS{"en/a.yaml": {Data: []byte(tt.yaml)}}, "en")
			if err != nil {
				t.Fatal(err)
			}
			_, wrong := readChapter(chapters["a"])
			compareFaults(t, wrong, tt.want)
		})
	}
}

// The catalogue that comes with the program has no fault, and every sentence
// that is counted has the forms that English has.
func TestEnglishIsWhole(t *testing.T) {
	chapters, err := cutText(textFiles, "text/en")
	if err != nil {
		t.Fatal(err)
	}
	for _, chapter := range chapters {
		sentences, wrong := readChapter(chapter)
		for _, f := range wrong {
			t.Error(English().Say(f.Message()))
		}
		for id, s := range sentences {
			if !English().Has(id) {
				t.Errorf("Has(%s) = false", id)
			}
			if _, one := s[plural.One]; len(s) > 2 || len(s) == 2 && !one {
				t.Errorf("%s has other plural forms than one and other", id)
			}
		}
	}
}

func TestDates(t *testing.T) {
	at := time.Date(2026, time.September, 15, 9, 5, 59, 0, time.UTC)
	tests := []struct{ name, got, want string }{
		{"Date", English().Say(Date(at)), "15 September 2026"},
		{"DateDay", English().Say(DateDay(at)), "Tuesday 15 September"},
		{"DateShort", English().Say(DateShort(at)), "Tue 15 Sep"},
		{"DateBrief", English().Say(DateBrief(at)), "15 Sep"},
		{"Clock", English().Say(Clock(at)), "09:05"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s = %q, want %q", tt.name, tt.got, tt.want)
		}
	}
	for day := range 366 {
		d := at.AddDate(0, 0, day)
		if got, want := English().Say(Date(d)), d.Format("2 January 2006"); got != want {
			t.Errorf("Date = %q, want %q", got, want)
		}
		if got, want := English().Say(DateDay(d)), d.Format("Monday 2 January"); got != want {
			t.Errorf("DateDay = %q, want %q", got, want)
		}
		if got, want := English().Say(DateShort(d)), d.Format("Mon 2 Jan"); got != want {
			t.Errorf("DateShort = %q, want %q", got, want)
		}
	}
}

func TestSince(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	// The clocks go back in the night to 25 October.
	now := time.Date(2026, time.October, 26, 0, 30, 0, 0, london)
	tests := []struct {
		then time.Time
		want string
	}{
		{now.Add(time.Hour), "since today"},
		{now.Add(-20 * time.Minute), "since today"},
		{now.Add(-40 * time.Minute), "since yesterday"},
		{now.Add(-25 * time.Hour), "since yesterday"},
		{now.Add(-26 * time.Hour), "for 2 days"},
		{time.Date(2026, time.October, 19, 22, 59, 0, 0, time.UTC), "for 7 days"},
		{time.Date(2026, time.October, 19, 23, 1, 0, 0, time.UTC), "for 6 days"},
	}
	for _, tt := range tests {
		if got := English().Say(Since(tt.then, now)); got != tt.want {
			t.Errorf("Since(%s) = %q, want %q", tt.then.In(london), got, tt.want)
		}
	}
}

func TestPieces(t *testing.T) {
	got, ok := pieces("{a}{b} and {c}.")
	want := []piece{{"", "a"}, {"", "b"}, {" and ", "c"}, {".", ""}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(piece{})); diff != "" || !ok {
		t.Errorf("pieces (-want +got):\n%s", diff)
	}
}

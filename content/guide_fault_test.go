package content

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// Each case spoils one thing in a guide that was right, and names all that is
// then wrong: file, line and kind.
var guideFaults = []struct {
	name     string
	file     string // in which
	old, new string // this becomes that; an empty old: the whole file
	want     []string
}{
	{"broken YAML", "guide.yaml", "marks: [wanted, risk]", "marks: [wanted, risk", []string{"guide.yaml:9 yaml"}},
	{"a tab at the start of a line", "guide.yaml", "version: 3", "\tversion: 3", []string{"guide.yaml:2 yaml"}},
	{"not keys at all", "guide.yaml", "", "- tea\n", []string{"guide.yaml:1 not-keys"}},
	{"a key nobody knows", "guide.yaml", "title: Our way", "title: Our way\ncolour: blue", []string{"guide.yaml:6 key-unknown"}},
	{"a key twice", "guide.yaml", "title: Our way", "title: Our way\ntitle: Theirs", []string{"guide.yaml:6 key-twice"}},
	{"a key left out", "guide.yaml", "closing: What did we miss?\n", "", []string{"guide.yaml:0 key-missing"}},
	{"another id than the folder", "guide.yaml", "id: ours", "id: theirs", []string{"guide.yaml:1 id-file"}},
	{"a version in words", "guide.yaml", "version: 3", "version: three", []string{"guide.yaml:2 not-number"}},
	{"version nought", "guide.yaml", "version: 3", "version: 0", []string{"guide.yaml:2 not-number"}},
	{"a kind there is not", "guide.yaml", "kind: assessment", "kind: interrogation", []string{"guide.yaml:3 not-one-of"}},
	{"no language", "guide.yaml", "en-GB", "the Queen's", []string{"guide.yaml:4 not-language"}},
	{"no title", "guide.yaml", "title: Our way", "title:", []string{"guide.yaml:5 no-title"}},
	{"nothing to say first", "guide.yaml", "Good to meet you.", "", []string{"guide.yaml:6 empty"}},
	{"words for a list", "guide.yaml", "[wanted, risk]", "wanted", []string{"guide.yaml:8 not-list"}},
	{"a list for words", "guide.yaml", "title: Our way", "title: [Our, way]", []string{"guide.yaml:5 not-text", "guide.yaml:5 no-title"}},
	{"a mark there is not", "guide.yaml", "[wanted, risk]", "[wanted, peril]", []string{"guide.yaml:8 not-one-of"}},
	{"a mark twice", "guide.yaml", "[wanted, risk]", "[wanted, risk, risk]", []string{"guide.yaml:8 listed-twice"}},
	{"no talk", "guide.yaml", "[talk, wants]", "[wants]", []string{"guide.yaml:9 no-talk"}},
	{"a list on lines", "guide.yaml", "[talk, wants]", "\n  - talk\n  - hopes", []string{"guide.yaml:11 not-one-of"}},
	{"no topics", "guide.yaml", "[tea, garden]", "[]", []string{"guide.yaml:10 no-topics"}},
	{"a topic without a file", "guide.yaml", "[tea, garden]", "[tea, garden, shed]", []string{"guide.yaml:10 no-topic"}},
	{"a file nobody offers", "guide.yaml", "[tea, garden]", "[tea]", []string{"garden.md:0 not-offered"}},
	{"topics of nobody", "guide.yaml", "topics:", "topics_from: theirs\ntopics:", []string{
		"guide.yaml:10 no-folder", "guide.yaml:11 no-topic", "guide.yaml:11 no-topic",
	}},
	{"not UTF-8", "guide.yaml", "Our way", "Our w\xe4y", []string{"guide.yaml:5 utf8"}},

	{"no front matter", "tea.md", "---\nid: tea", "id: tea", []string{"tea.md:1 no-front"}},
	{"front matter without an end", "tea.md", "maps: [ca14.a]\n---\n", "maps: [ca14.a]\n", []string{"tea.md:1 no-front"}},
	{"broken front matter", "tea.md", "title: Tea", "title: \"Tea", []string{"tea.md:3 yaml"}},
	{"an unknown key in front", "tea.md", "short: Tea", "short: Tea\nicon: cup", []string{"tea.md:5 key-unknown"}},
	{"no short title", "tea.md", "short: Tea\n", "", []string{"tea.md:0 key-missing"}},
	{"no title", "tea.md", "title: Tea", "title: ''", []string{"tea.md:3 no-title"}},
	{"no id", "tea.md", "id: tea", "id:", []string{"tea.md:2 empty"}},
	{"a short title too wide", "tea.md", "short: Tea", "short: A nice cup of 茶 in the sun", []string{"tea.md:4 too-wide"}},
	{"a title too wide", "tea.md", "title: Tea", "title: " + strings.Repeat("tea ", 13), []string{"tea.md:3 too-wide"}},
	{"next names nobody", "tea.md", "next: [garden]", "next: [garden, shed]", []string{"tea.md:5 next-unknown"}},
	{"four often next", "tea.md", "next: [garden]", "next: [garden, tea, a, b]", []string{
		"tea.md:5 next-many", "tea.md:5 next-unknown", "tea.md:5 next-unknown",
	}},
	{"alone in other words", "tea.md", "short: Tea", "short: Tea\nalone: please", []string{"tea.md:5 not-one-of"}},
	{"an unknown tag", "tea.md", "[ca14.a]", "[ca14.a, ca14.k, wb, am.12, x.a]", []string{
		"tea.md:6 tag-unknown", "tea.md:6 tag-unknown", "tea.md:6 tag-unknown", "tea.md:6 tag-unknown",
	}},
	{"two topics with one id", "garden.md", "id: garden", "id: tea", []string{"garden.md:2 id-twice"}},
	{"another id than the file", "garden.md", "id: garden", "id: shed", []string{"garden.md:2 id-file"}},
	{"text before the first section", "garden.md", "## Ask", "Well now.\n\n## Ask", []string{"garden.md:7 before-sections"}},
	{"an unknown section first", "garden.md", "## Ask\n\n- What", "## Asking\n\n- What", []string{"garden.md:0 section-missing", "garden.md:7 section-unknown"}},
	{"much text before the first section", "garden.md", "## Ask", "Well now.\n\nThen.\n\n## Ask", []string{"garden.md:7 before-sections"}},
	{"a missing section", "garden.md", "## Listen for\n\n- weeds\n\n", "", []string{"garden.md:0 section-missing"}},
	{"an unknown section", "garden.md", "## Listen for", "## Hear", []string{"garden.md:0 section-missing", "garden.md:11 section-unknown"}},
	{"a heading of another size", "garden.md", "## Listen for", "### Listen for", []string{"garden.md:0 section-missing", "garden.md:11 section-unknown"}},
	{"a section twice", "garden.md", "## Getting ready", "## Ask\n\n- And?\n\n## Getting ready", []string{"garden.md:22 section-twice"}},
	{"an empty list", "garden.md", "- weeds\n", "", []string{"garden.md:11 section-empty"}},
	{"an empty line of a list", "garden.md", "- weeds\n", "- weeds\n  and grass\n-\n- slugs\n", []string{"garden.md:15 not-an-item"}},
	{"a list in a list", "garden.md", "- weeds\n", "- weeds\n  - slugs\n", []string{"garden.md:13 not-an-item"}},
	{"prose for a list", "garden.md", "- weeds\n", "Weeds.\n\n- slugs\n", []string{"garden.md:13 not-a-list"}},
	{"no source", "garden.md", "Source: the gate\n", "", []string{"garden.md:15 no-source"}},
	{"a source that names nothing", "garden.md", "Source: the gate", "Source:", []string{"garden.md:20 no-source"}},
	{"a source and no note", "garden.md", "Green.\n", "", []string{"garden.md:15 section-empty"}},
	{"advice as a question", "garden.md", "- What grows?", "- What grows?\n- Why don’t you dig?", []string{"garden.md:10 pushes"}},
	{"an escape sequence", "garden.md", "Green.", "\x1b]0;Green\a", []string{"garden.md:18 control"}},
	{"an escape sequence spelt out", "garden.md", "title: Garden", `title: "\x1b]0;Garden"`, []string{"garden.md:3 control", "garden.md:3 no-title"}},
	{"not UTF-8 in a topic", "garden.md", "Green", "Gr\xfcn", []string{"garden.md:18 utf8"}},
}

func TestGuideFaults(t *testing.T) {
	for _, tt := range guideFaults {
		t.Run(tt.name, func(t *testing.T) {
			fsys := small()
			file := fsys["ours/"+tt.file]
			spoilt := tt.new
			if tt.old != "" {
				if spoilt = strings.Replace(string(file.Data), tt.old, tt.new, 1); spoilt == string(file.Data) {
					t.Fatalf("%q is not in %s", tt.old, tt.file)
				}
			}
			file.Data = []byte(spoilt)
			_, wrong := ParseGuide(fsys, "ours")
			compareFaults(t, wrong, tt.want)
		})
	}
	t.Run("no guide", func(t *testing.T) {
		for _, id := range []string{"theirs", "../ours", ""} {
			_, wrong := ParseGuide(small(), id)
			if len(wrong) != 1 || wrong[0].What.ID != "fault.no-guide.what" {
				t.Errorf("ParseGuide(%q) = %v, want no-guide alone", id, wrong)
			}
		}
	})
	t.Run("a folder in place of a file", func(t *testing.T) {
		fsys := small()
		delete(fsys, "ours/tea.md")
		fsys["ours/tea.md/x"] = &fstest.MapFile{}
		_, wrong := ParseGuide(fsys, "ours")
		compareFaults(t, wrong, []string{"tea.md:0 unread"})
	})
}

// compareFaults compares faults with "file:line kind", and sees that each of
// them can be told in words that leave no gap.
func compareFaults(t *testing.T, got []Fault, want []string) {
	t.Helper()
	var kinds []string
	for _, f := range got {
		kind := strings.TrimSuffix(strings.TrimPrefix(f.What.ID, "fault."), ".what")
		kinds = append(kinds, fmt.Sprintf("%s:%d %s", f.File[strings.LastIndex(f.File, "/")+1:], f.Line, kind))
		words := English().Say(f.Message())
		if strings.ContainsAny(words, "[]{}") || !strings.Contains(words, f.File) {
			t.Errorf("%s is told as %q", kind, words)
		}
		if f.Line > 0 && !strings.Contains(words, fmt.Sprintf("line %d:", f.Line)) {
			t.Errorf("%q does not say line %d", words, f.Line)
		}
	}
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

// Whatever an editor saves, reading it ends in a guide or in faults that have
// a line of the file, never in a stack trace.
func FuzzTopicFile(f *testing.F) {
	for _, file := range small() {
		f.Add(file.Data)
	}
	for _, tt := range guideFaults {
		f.Add([]byte(tt.new))
	}
	f.Add([]byte("---\nid: x\n---\n##\n\n* * *\n- - x\n\n## Ask\n>\n- \n1) y\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		fsys := small()
		fsys["ours/tea.md"].Data = src
		g, wrong := ParseGuide(fsys, "ours")
		if len(wrong) == 0 && len(g.Topics[0].Ask) == 0 {
			t.Error("a topic that asks nothing has no fault")
		}
		for _, w := range wrong {
			if lines := strings.Count(string(src), "\n") + 1; strings.HasSuffix(w.File, "tea.md") && w.Line > lines {
				t.Errorf("%s in line %d of %d", w.What.ID, w.Line, lines)
			}
		}
		ParseSettings(src)
	})
}

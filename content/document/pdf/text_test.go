package pdf

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ownwords/content/document/pdf/testdata/readback"
	"ownwords/model/testdata/rounds"
)

// samples are sentences as people say them, by language.
var samples = []struct{ lang, text string }{
	{"cy", "Dw i eisiau mynd i’r dŵr bob dydd: Ŵ ŷ Ŷ â ê î ô û, yn Llanfairpwllgwyngyll."},
	{"pl", "Chcę sama gotować obiad. Zażółć gęślą jaźń. Łódź."},
	{"tr", "Kendi yemeğimi pişirmek istiyorum. Iğdır, İstanbul, fi fl ffi."},
	{"yo", "Mo fẹ́ máa se oúnjẹ fún ara mi. Adébáyọ̀, ẹ̀kọ́, ṣ̀, Ẹ̀gbá."},
	{"vi", "Tôi muốn tự nấu ăn ở nhà. Nguyễn, được."},
	{"el", "Θέλω να μαγειρεύω μόνη μου."},
	{"uk", "Я хочу сама готувати їжу. Ґанок, їжак, є."},
	{"ur", "میں اپنی روٹی خود بنانا چاہتی ہوں۔ یہ میرا باورچی خانہ ہے، ڈاکٹر ۲ بجے آتے ہیں۔"},
	{"fa", "می\u200cخواهم خودم غذا بپزم. گچپژ، خانه\u200cام، ۱۴ روز."},
	{"ar", "أُرِيدُ أَنْ أَخْبِزَ خُبْزِي بِنَفْسِي فِي مَطْبَخِي كُلَّ يَوْمِ أَرْبِعَاءَ، الله، لا."},
	{"hi", "मैं अपनी रोटी खुद बनाना चाहती हूँ। क्षत्रिय श्री विद्यार्थी ट्रिप स्त्री ज्ञान।"},
	{"pa", "ਮੈਂ ਆਪਣੀ ਰੋਟੀ ਆਪ ਬਣਾਉਣੀ ਚਾਹੁੰਦੀ ਹਾਂ। ਸ਼੍ਰੀ ਕ੍ਰਿਪਾ।"},
	{"bn", "আমি আমার নিজের রান্না করতে চাই। শিক্ষার্থী ক্ষুদ্র কোথায় সৌভাগ্য।"},
	{"gu", "મારે મારી રોટલી જાતે બનાવવી છે. શ્રી ક્ષમા વિદ્યાર્થી."},
	{"ta", "நான் என் சமையலை நானே செய்ய விரும்புகிறேன். க்ஷ ஸ்ரீ கொ கௌ"},
	{"he", "אני רוצה לבשל לעצמי, שָׁלוֹם."},
	{"und", "😀 👍🏽 👨\u200d👩\u200d👧 ❤\ufe0f ✓ ☐ → ≤ ½ 1\ufe0f⃣"},
}

// TestTextComesBack: every language that people speak at the table comes out of
// the file as it was typed, alone and within a line of English, and no
// character of it lacks a font.
func TestTextComesBack(t *testing.T) {
	d := Doc{Lang: "en-GB", Size: 16}
	for _, x := range samples {
		d.Blocks = append(d.Blocks,
			Paragraph{Spans: []Span{{Text: x.text, Lang: x.lang, Quote: true, Apart: true}}},
			Paragraph{Spans: []Span{{Text: "She said “"}, {Text: x.text, Lang: x.lang, Apart: true, Bold: true}, {Text: "”, twice."}}},
		)
	}
	file, missing := Write(d)
	if len(missing) > 0 {
		t.Errorf("missing = %q, want none", missing)
	}
	for i, got := range readback.Open(t, file).Parts() {
		want := samples[i/2].text
		if i%2 == 1 {
			want = "She said “" + want + "”, twice."
		}
		if got != want {
			t.Errorf("text = %q, want %q", got, want)
		}
	}
}

// TestAnyTextComesBack: whatever somebody types or pastes, nothing stops the
// writer and no character is lost, whether a font holds it or not.
func TestAnyTextComesBack(t *testing.T) {
	typed := rapid.StringOfN(rapid.OneOf(
		rapid.Rune(), rapid.RuneFrom([]rune("ab .,()12£ \tاسلامَّ ۲میں श्रीक्ि אבּ👍🏽\u200d\ufe0f\u202e\u2066\u2069\u200f\u00ad\u0301\u200d\u200f\x00")),
	), 1, 24, -1)
	rounds.Few(t, func(rt *rapid.T) {
		one, two := typed.Draw(rt, "one"), typed.Draw(rt, "two")
		file, missing := Write(Doc{Size: 20, Blocks: []Block{
			Paragraph{Spans: []Span{{Text: one, Apart: true}, {Text: "| " + two}}, Lead: true},
		}})
		got := readback.Open(t, file).Text()
		// A new line is a line of its own and no sign in it.
		flat := func(s string) string { return strings.ReplaceAll(feeds.Replace(s), "\n", "") }
		if want := flat(one + "| " + two); flat(got) != want {
			rt.Errorf("text = %+q, want %+q", got, want)
		}
		for _, r := range missing {
			if !strings.ContainsRune(one+two, r) {
				rt.Errorf("missing %U, which nobody typed", r)
			}
		}
	})
}

// TestWhatIsHardToShape: what made trouble once.
func TestWhatIsHardToShape(t *testing.T) {
	for _, text := range []string{
		"| اA??\u200d", "\U0001e921| ?~", "\ufeff| A", "\u200d", "\u0301", "क्\u200dा", "(\u0301", "نً\u200cا", "1\ufe0f\u20e3ا",
	} {
		file, _ := Write(Doc{Blocks: []Block{Paragraph{Spans: []Span{{Text: text, Bold: true}}}}})
		if got := readback.Open(t, file).Text(); got != text {
			t.Errorf("text = %+q, want %+q", got, text)
		}
	}
}

// TestWhatNoFontHoldsIsSeenAndTold: a letter that can't be drawn leaves a sign,
// stays in the text, and whoever asked for the file hears of it.
func TestWhatNoFontHoldsIsSeenAndTold(t *testing.T) {
	file, missing := Write(Doc{Size: 12, Blocks: []Block{Paragraph{Spans: []Span{{Text: "She wrote 我想我 here\x07\x00."}}}}})
	if want := []rune("我想\x07\x00"); !slices.Equal(missing, want) {
		t.Errorf("missing = %q, want %q", missing, want)
	}
	r := readback.Open(t, file)
	if got, want := r.Text(), "She wrote 我想我 here\x07\x00."; got != want {
		t.Errorf("text = %q, want %q", got, want)
	}
	set := newFontSet()
	id, ok := set.face(bodyFamily, false).glyphs.NominalGlyph(notHeld)
	if !ok || set.face(bodyFamily, false).width(id) == 0 {
		t.Error("the sign for what no font holds can't be seen")
	}
	var content strings.Builder
	for _, s := range r.Streams {
		content.WriteString(s)
	}
	if sign := "<" + hexOf(uint16(id)) + ">"; strings.Count(content.String(), sign) < 5 {
		t.Errorf("the sign %s is drawn %d times, want 5", sign, strings.Count(content.String(), sign))
	}
}

func hexOf(g uint16) string {
	return string([]byte{hexDigits[g>>12], hexDigits[g>>8&15], hexDigits[g>>4&15], hexDigits[g&15]})
}

// reader is a program of other people that reads pages, where it is on this machine.
// With OWNWORDS_TOOLS it has to be.
func reader(t *testing.T, name, tried string) (program string, here bool) {
	t.Helper()
	program, err := exec.LookPath(name)
	switch {
	case err == nil:
		return program, true
	case os.Getenv("OWNWORDS_TOOLS") != "":
		t.Fatal(err)
	}
	t.Logf("%s is not on this machine: %s was not tried", name, tried)
	return "", false
}

// TestPdftotextGivesItBack: what many people use to take text out of pages gets
// each language's words, letter by letter. It puts figures and stops within
// lines from right to left on the wrong side of a blank, whoever wrote the file,
// so there are none here.
func TestPdftotextGivesItBack(t *testing.T) {
	program, here := reader(t, "pdftotext", "what it takes out of pages")
	if !here {
		return
	}
	var d Doc
	var want []string
	for _, x := range samples[:len(samples)-1] {
		text := x.text
		if strings.ContainsFunc(text, Leftward) {
			text = strings.TrimRight(strings.Map(func(r rune) rune {
				if strings.ContainsRune(".،,۲۱۴۔", r) {
					return -1
				}
				return r
			}, text), " ")
		}
		want = append(want, strings.Fields(text)...)
		d.Blocks = append(d.Blocks, Paragraph{Spans: []Span{{Text: text}}})
	}
	name := filepath.Join(t.TempDir(), "all.pdf")
	file, _ := Write(d)
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), program, name, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Fields(strings.Map(func(r rune) rune {
		if turns(r) {
			return -1
		}
		return r
	}, string(out)))
	if !slices.Equal(got, want) {
		t.Errorf("pdftotext = %q,\nwant %q", got, want)
	}
}

// TestWhatIsRaisedRaisesNothingBehindIt: a mark over the last letter of a text leaves
// the next on its line.
func TestWhatIsRaisedRaisesNothingBehindIt(t *testing.T) {
	for _, text := range []string{"Z\u0301", "Ẹ\u0301\u0300", "की\u0302", "נָ\u0592"} {
		file, _ := Write(Doc{Size: 12, Blocks: []Block{Paragraph{Spans: []Span{{Text: text + "\u0301", Bold: true}, {Text: "on the line"}}}}})
		raised := false
		for _, s := range readback.Open(t, file).Streams {
			for line := range strings.Lines(s) {
				if rise, ok := strings.CutSuffix(strings.TrimSpace(line), " Ts"); ok {
					raised = !strings.HasSuffix(" "+rise, " 0")
				}
				if strings.HasSuffix(line, "ET\n") && raised {
					t.Errorf("behind %+q the next text is raised", text)
				}
			}
		}
	}
}

var tableEntry = regexp.MustCompile(`^<\w{4}><\w*>\n$`)

// TestOneHeapOfMarksSpoilsNothingElse: whatever is heaped on one letter, it comes
// back, and so does the rest of the page, which is read by the same table.
func TestOneHeapOfMarksSpoilsNothingElse(t *testing.T) {
	program, here := reader(t, "pdftotext", "a heap of marks")
	for _, heap := range []string{
		"Z" + strings.Repeat("\u0301", 80), "Z" + strings.Repeat("\u0301", 400), "x" + strings.Repeat("\u200d", 400),
		"נ" + strings.Repeat("\u05b8", 400), "क" + strings.Repeat("\u093e", 400),
	} {
		file, _ := Write(Doc{Size: 12, Blocks: []Block{
			Paragraph{Spans: []Span{{Text: heap, Bold: true}}}, Paragraph{Spans: []Span{{Text: "All else by Zoe.", Bold: true}}},
		}})
		r := readback.Open(t, file)
		if got := r.Parts(); len(got) != 2 || got[0] != heap || got[1] != "All else by Zoe." {
			t.Errorf("%+.20q comes back as %d parts, want it whole", heap, len(got))
		}
		for _, s := range r.Streams {
			for line := range strings.Lines(s) {
				if tableEntry.MatchString(line) && len(line) > 256 {
					t.Errorf("%+.20q: an entry of the table is %d letters long", heap, len(line))
				}
			}
		}
		if !here {
			continue
		}
		name := filepath.Join(t.TempDir(), "heap.pdf")
		if err := os.WriteFile(name, file, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.CommandContext(t.Context(), program, name, "-").CombinedOutput()
		if err != nil || !strings.Contains(string(out), "All else by Zoe.") || strings.Contains(string(out), "rror") {
			t.Errorf("%+.20q: pdftotext = %v:\n%.300q", heap, err, out)
		}
	}
}

// TestQpdfFindsNoFault: a strict reader finds nothing to complain about.
func TestQpdfFindsNoFault(t *testing.T) {
	program, here := reader(t, "qpdf", "what it finds in pages")
	if !here {
		return
	}
	file, _ := Write(everything())
	name := filepath.Join(t.TempDir(), "all.pdf")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), program, "--check", name).CombinedOutput(); err != nil {
		t.Errorf("qpdf: %v\n%s", err, out)
	}
}

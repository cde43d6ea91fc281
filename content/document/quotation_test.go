package document

import (
	"bytes"
	"encoding/json"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"pgregory.net/rapid"

	"ownwords/model"
	"ownwords/model/testdata/rounds"
)

// words draws what people type: quotation marks, markup, blanks at the ends,
// line ends, other scripts and directions, emoji, and what nobody types.
func words(t *rapid.T, label string) string {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{
			"I", "want", "to bowl", "don't", `"`, "“", "”", "«", "»", "*", "**", "_", "__", "`", "```", "#", "# a", "- b", "1. c", "> d",
			"<b>", "</span>", "<script>", "&amp;", "&#34;", "&", "[x](y)", "![x]", "\\", "\\*", "|", "~~", "$x$", "www.example.org",
			"https://example.org", "a@example.org", ":smile:", "^[n]", "---", "===", "\n", "\r\n", "\r", "\t", "  ", " ", "\u00a0", "\u2028",
			"مرحبا", "שלום", "ਰੋਟੀ", "🙏🏽", "👩‍👩‍👧", "e\u0301", "\u202e", "\u202b", "\u202c", "\u2067", "\u2069", "\x1b[2J", "{name}", "\ue0000\ue000", "22.75", "- [ ] t", "<!--", "]]>", "{{.}}",
		}),
		rapid.StringOfN(rapid.Rune(), 0, 4, -1),
	)
	return strings.Join(rapid.SliceOfN(piece, 0, 6).Draw(t, label), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
}

// name draws a name that holds no quotation mark.
func name(t *rapid.T, label string) string {
	return rapid.SampledFrom([]string{"Ada", "José Ruiz", "Ayşe", "شمس", "O'Hagan", "<i>Lee</i>", "*Bo*", "_"}).Draw(t, label)
}

// drawing puts together a record of anything.
type drawing struct {
	t *rapid.T
	r *model.Record
	n int
}

func (d *drawing) head() model.Head {
	d.n++
	return model.Head{ID: model.NewID(), Order: strings.Repeat("z", d.n)}
}

// typed draws what was not said: without a quotation mark, so that all of them
// in a document can be counted.
func (d *drawing) typed(label string) string {
	return strings.Map(func(r rune) rune {
		if model.IsQuotationMark(r) {
			return -1
		}
		return r
	}, words(d.t, label))
}

func (d *drawing) words(label string) model.Words {
	if rapid.Bool().Draw(d.t, "said") {
		return model.Words{Text: words(d.t, label), Telling: model.Said}
	}
	return model.Words{Text: d.typed(label)}
}

func (d *drawing) put(p model.Part) { d.r = d.r.With(p) }

func draw(t *rapid.T, kind model.ConversationKind) *model.Record {
	d := &drawing{t: t, r: &model.Record{ID: model.NewID()}}
	d.put(&model.Conversation{
		Head: model.Head{ID: "conversation"}, Kind: kind, Standing: model.Agreed,
		NotWantedWords: d.words("not wanted"),
	})
	d.put(&model.Person{Head: model.Head{ID: "person"}, FullName: name(t, "person"), HowToTalk: d.typed("talk")})
	me := &model.Voice{Head: d.head(), Name: name(t, "me"), Role: model.RolePerson}
	worker := &model.Voice{Head: d.head(), Name: name(t, "worker"), Role: model.RolePractitioner}
	other := &model.Voice{Head: d.head(), Name: name(t, "other"), Role: model.RoleFriend}
	voices := []model.ID{me.ID, worker.ID, other.ID}
	for _, v := range []*model.Voice{me, worker, other} {
		d.put(v)
	}
	for range rapid.IntRange(0, 4).Draw(t, "notes") {
		d.note(voices)
	}
	for range rapid.IntRange(0, 2).Draw(t, "wants") {
		w := &model.Want{Head: d.head(), Words: d.words("want"), Why: d.words("why"), Already: d.words("already"), Now: d.words("now"), Good: d.words("good")}
		if len(d.r.Notes) > 0 {
			w.Words = d.r.Notes[0].Words()
		}
		d.put(w)
	}
	d.put(&model.Relationship{Head: d.head(), Name: name(t, "relation"), Gives: d.words("gives"), Gets: d.words("gets"), Words: d.words("how")})
	if rapid.Bool().Draw(t, "a risk") {
		d.risk(voices)
	}
	d.put(&model.Support{Head: d.head(), What: d.words("what"), Who: d.typed("who"), Unpaid: true})
	if kind == model.Preparation {
		d.put(&model.Question{Head: d.head(), Words: d.words("question")})
		return d.r
	}
	d.desk()
	d.put(&model.Budget{Head: model.Head{ID: "budget"}, Arranged: d.words("arranged")})
	d.put(&model.Step{Head: d.head(), What: d.typed("step"), Who: d.typed("step who")})
	d.put(&model.Agreement{Head: model.Head{ID: "agreement"}, Answers: []model.Answer{{Voice: me.ID, Says: model.SaysYesBut, But: d.typed("but")}}})
	return d.r
}

func (d *drawing) note(voices []model.ID) {
	w := d.words("note")
	n := &model.Note{
		Head: d.head(), Voice: rapid.SampledFrom(voices).Draw(d.t, "voice"), Text: w.Text, Telling: w.Telling,
		Topic: rapid.SampledFrom([]string{"open", "matters", "energy", "other"}).Draw(d.t, "topic"), MayReadBack: true,
	}
	if rapid.Bool().Draw(d.t, "through somebody") {
		n.Through = model.Through{Voice: voices[2], Original: words(d.t, "original")}
	}
	d.put(n)
}

// desk is what is written down afterwards.
func (d *drawing) desk() {
	d.put(&model.Need{
		Head: d.head(), Words: d.words("need"), Effect: d.words("effect"), Family: d.words("family"),
		Eligible: rapid.SampledFrom([]string{"", model.EligibleYes, model.EligibleNo, model.EligibleNotYet}).Draw(d.t, "eligible"),
		Met:      []model.Met{model.NotMet}, NotMet: d.typed("not met"), EligibleWhy: d.typed("why eligible"),
	})
	d.put(&model.Advice{Head: model.Head{ID: "advice"}, Reduce: d.words("reduce"), Prevent: d.words("prevent"), How: d.typed("how given")})
	d.put(&model.Decision{
		Head: d.head(), What: d.words("what to decide"), Explained: d.words("explained"), Helped: d.words("helped"),
		Understand: model.Ability{Can: "yes", Words: d.words("understand")}, Retain: model.Ability{Words: d.words("retain")},
		Weigh: model.Ability{Words: d.words("weigh")}, Communicate: model.Ability{Words: d.words("communicate")},
		Interests: d.words("interests"), Differ: d.words("differ"),
	})
	d.put(&model.Wishes{
		Head: model.Head{ID: "wishes"}, Signs: d.words("signs"), Hour: d.words("hour"), Day: d.words("day"), Week: d.words("week"),
		Never: d.words("never"), Statement: d.words("statement"), Refusal: d.words("refusal"), Ring: d.typed("ring"),
	})
	d.put(&model.Power{Head: d.head(), Who: name(d.t, "attorney"), Covers: d.typed("covers")})
	d.put(&model.Owed{Head: d.head(), Who: name(d.t, "owed"), How: d.typed("how owed")})
}

func (d *drawing) risk(voices []model.ID) {
	x := &model.Risk{
		Head: d.head(), Words: d.words("risk"), Get: d.words("get"), Could: d.words("could"), Before: d.words("before"),
		Try: d.words("try"), Differ: d.words("differ"), Kept: model.Kept{What: d.words("kept"), By: d.typed("by")},
		Options: []model.Option{{What: d.words("option"), Gains: d.words("gains"), Losses: d.words("losses")}},
		Doing:   []model.Doing{{Who: d.typed("who does"), What: d.typed("does")}},
		IfThens: []model.IfThen{{If: d.typed("if"), Then: []model.Doing{{Who: d.typed("then who"), What: d.typed("then")}}}},
	}
	for _, v := range voices {
		x.Views = append(x.Views, model.View{
			Voice: v, Stand: rapid.SampledFrom(model.Stands).Draw(d.t, "stand"), Words: d.words("view"), MayReadBack: true,
		})
	}
	d.put(x)
}

// saidIn are the texts of a record that were said as they may stand on paper, out
// of its JSON, but for the kinds and fields that stand on no page of this document.
func saidIn(t interface{ Fatal(...any) }, r *model.Record, but ...string) []string {
	raw, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(raw, &tree); err != nil {
		t.Fatal(err)
	}
	var out []string
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			s, _ := v["text"].(string)
			if v["telling"] == "said" && strings.TrimSpace(s) != "" {
				out = append(out, printable(s))
			}
			if through, ok := v["through"].(map[string]any); ok && strings.TrimSpace(s) != "" {
				if s, _ := through["original"].(string); s != "" {
					out = append(out, printable(s))
				}
			}
			for k, x := range v {
				if !slices.Contains(but, k) {
					walk(x)
				}
			}
		}
	}
	walk(tree)
	return set(out)
}

// originalsAlone are what was said in another language where nobody put it into
// other words yet: only where everything is asked for does it stand alone.
func originalsAlone(r *model.Record) []string {
	var out []string
	for _, n := range r.Notes {
		if n.Words().Empty() && n.Through.Original != "" {
			out = append(out, printable(n.Through.Original))
		}
	}
	return out
}

func set(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

func quotations(d Document) []string {
	var out []string
	for _, r := range d.runs() {
		if r.Whose == Quotation {
			out = append(out, r.Text)
		}
	}
	return out
}

// tree is a document before any writer.
func tree(t *testing.T, r *model.Record, n Name, to model.Recipient) (Document, *model.Record) {
	t.Helper()
	given, refusal := r.For(to)
	if refusal.Refused() {
		t.Fatal("refused")
	}
	return build(given, options(t, r, n, Markdown, to), audienceOf(r, to)), given
}

func TestEveryQuotationIsWhatWasSaidAndAllOfItPrints(t *testing.T) {
	rounds.Few(t, func(rt *rapid.T) {
		r := draw(rt, model.Assessment)
		prep := draw(rt, model.Preparation)
		read := rapid.SampledFrom([]Name{MyPlan, SupportPlan, GettingReady}).Draw(rt, "read in every format")
		made := []struct {
			r    *model.Record
			name Name
			to   model.Recipient
			but  []string
		}{
			{r, SupportPlan, council, nil},
			{r, SupportPlan, person, nil},
			{r, MyPlan, person, []string{"decision", "family"}},
			{r, Blocks, council, nil},
			{r, Everything, whole, nil},
			{prep, GettingReady, person, []string{"notWantedWords"}},
		}
		for _, i := range rapid.Permutation([]int{0, 1, 2, 3, 4, 5}).Draw(rt, "papers")[:3] {
			tt := made[i]
			d, given := tree(t, tt.r, tt.name, tt.to)
			said := saidIn(rt, given, tt.but...)
			if tt.name == Everything {
				said = set(append(said, originalsAlone(given)...))
			}
			if diff := cmp.Diff(said, set(quotations(d))); diff != "" {
				rt.Errorf("%s for %+v does not quote what was said (-said +quoted):\n%s", tt.name, tt.to, diff)
			}
			card, _ := tree(t, tt.r, Card, person)
			if got := len(quotations(card)); got != 0 {
				rt.Errorf("the card quotes %d times, want never", got)
			}
			if n := len(strings.Fields(string(writeText(card)))); n > cardWords {
				rt.Errorf("the card has %d words, want at most %d", n, cardWords)
			}
			ourWordsQuoteNothing(rt, d)
			if tt.name == read {
				formatsSayTheSame(rt, d)
			}
		}
	})
}

func ourWordsQuoteNothing(t *rapid.T, d Document) {
	for _, r := range d.runs() {
		if r.Whose == Ours && strings.ContainsFunc(r.Text, model.IsQuotationMark) {
			t.Errorf("our own words hold a quotation mark: %q", r.Text)
		}
		if r.Whose == Ours && strings.ContainsAny(r.Text, "[]{}\ue000") {
			t.Errorf("a sentence is missing, or a gap was not filled: %q", r.Text)
		}
	}
	for _, block := range d.Blocks {
		if h, ok := block.(Heading); ok && slices.ContainsFunc(h.Runs, func(r Run) bool { return r.Whose == Quotation }) {
			t.Errorf("a heading holds a quotation: %q", flat(h.Runs))
		}
	}
}

// formatsSayTheSame compares what each format reads like with the tree: the
// same words in the same order, every quotation byte for byte within quotation
// marks, and no other quotation mark.
func formatsSayTheSame(t *rapid.T, d Document) {
	var all strings.Builder
	marks := 0
	for _, r := range d.runs() {
		all.WriteString(" " + marked(r))
		marks += countMarks(marked(r))
	}
	unnumbered := d
	unnumbered.Blocks = slices.Clone(d.Blocks)
	for i, block := range d.Blocks {
		if l, ok := block.(List); ok {
			l.Numbered = false
			unnumbered.Blocks[i] = l
		}
	}
	for as, read := range map[string]string{
		"plain text": string(writeText(unnumbered)),
		"Markdown":   plain(rendered(t, writeMarkdown(d))),
		"HTML":       plain(lineFeeds.Replace(string(writeHTML(d, 12)))),
	} {
		if diff := cmp.Diff(tokens(all.String()), tokens(read)); diff != "" {
			t.Errorf("%s says other words than the tree (-tree +%s):\n%s", as, as, diff)
		}
		if got := countMarks(read); got != marks {
			t.Errorf("%s has %d quotation marks, want %d", as, got, marks)
		}
		rest := read
		for _, q := range quotations(d) {
			_, after, found := strings.Cut(rest, `"`+q+`"`)
			if !found {
				t.Fatalf("%s lacks the quotation %q, or has it out of order:\n%s", as, q, read)
			}
			rest = after
		}
	}
}

func countMarks(s string) int {
	n := 0
	for _, r := range s {
		if model.IsQuotationMark(r) {
			n++
		}
	}
	return n
}

// tokens are the words of a text: what is between blanks and punctuation.
func tokens(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
}

var (
	// lineFeeds is what a browser makes of line ends before it reads anything.
	lineFeeds = strings.NewReplacer("\r\n", "\n", "\r", "\n")
	tag       = regexp.MustCompile(`<[^>]*>`)
	markdowns = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList))
)

func rendered(t *rapid.T, markdown []byte) string {
	var out bytes.Buffer
	if err := markdowns.Convert(markdown, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// plain is what a browser would show of HTML.
func plain(page string) string {
	return html.UnescapeString(tag.ReplaceAllString(body(page), ""))
}

func TestToldWordsGetNoMarksOfOurs(t *testing.T) {
	r := peggy(t).With(&model.Note{
		Head: model.Head{ID: model.NewID(), Order: "zz"}, Voice: peggy(t).PersonVoice().ID, Topic: "energy",
		Text: `Simran "hides her back from me", she says`,
	})
	for _, as := range []Format{Markdown, PlainText, HTML} {
		page := export(t, r, MyPlan, as, person)
		if !strings.Contains(page, `Simran "hides her back from me", she says`) || strings.Contains(page, `"Simran`) {
			t.Errorf("as %s, told words are not as they were typed", as)
		}
	}
}

package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"ownwords/model"
)

// pages are all documents of a record, in every format, that are read in the
// person's home.
func household(t *testing.T, r *model.Record) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, name := range Documents(r.Conversation.Kind) {
		for _, as := range Formats(name) {
			out[string(name)+" as "+string(as)] = export(t, r, name, as, person)
		}
	}
	return out
}

func TestRonAndCarolsWordsAboutLonelinessStandInNoHouseholdCopy(t *testing.T) {
	copies := household(t, peggy(t))
	r := peggy(t)
	for _, who := range []string{"Her GP", "Carol"} {
		copies["for "+who] = export(t, r, SupportPlan, PlainText, sharing(t, r, who))
		copies["My plan for "+who] = export(t, r, MyPlan, HTML, sharing(t, r, who))
	}
	for what, page := range copies {
		for _, secret := range []string{"Ron", "lonely", "only use it", "trophy"} {
			if strings.Contains(page, secret) {
				t.Errorf("%s has %q in it", what, secret)
			}
		}
	}
}

func TestThePersonsOwnPagesAreTheSameWhoeverPrintsThem(t *testing.T) {
	r := peggy(t)
	if got, want := export(t, r, MyPlan, Markdown, council), export(t, r, MyPlan, Markdown, person); got != want {
		t.Errorf("My plan for the council differs from the person's:\n%s", got)
	}
}

func TestACopyForRonIsRefused(t *testing.T) {
	r := peggy(t)
	for _, name := range Documents(model.Assessment) {
		for _, as := range Formats(name) {
			out, err := Export(r, options(t, r, name, as, sharing(t, r, "Ron")))
			refused, ok := errors.AsType[*RefusedError](err)
			if !ok || out != nil {
				t.Fatalf("Export(%s as %s for Ron) = %q, %v, want nothing and a refusal", name, as, out, err)
			}
			if refused.Refusal.Who != "Ron" || refused.Refusal.Choice != model.ShareNo || refused.Refusal.At.IsZero() {
				t.Errorf("the refusal says %+v, want who, no and when", refused.Refusal)
			}
			if strings.Contains(err.Error(), "Ron") || strings.Contains(err.Error(), "Peggy") {
				t.Errorf("the error %q names somebody", err)
			}
		}
	}
	if _, err := Export(r, options(t, r, Card, JSON, sharing(t, r, "Ron"))); !isRefused(err) {
		t.Errorf("Export(card as JSON for Ron) = %v, want the refusal before anything else", err)
	}
	if _, err := Export(r, options(t, r, MyPlan, HTML, sharing(t, r, "Maureen"))); !isRefused(err) {
		t.Errorf("Export(for Maureen) = %v, want a refusal: she was not asked about", err)
	}
	if _, err := Export(yusuf(t), options(t, yusuf(t), Record, JSON, council)); !isRefused(err) {
		t.Errorf("Export(a preparation for the council) = %v, want a refusal", err)
	}
}

func isRefused(err error) bool {
	_, ok := errors.AsType[*RefusedError](err)
	return ok
}

func TestTheBowlsClubsCopyNamesNeitherKyleNorCarol(t *testing.T) {
	r := peggy(t)
	to := sharing(t, r, "Bowls club secretary")
	for _, name := range []Name{MyPlan, SupportPlan, Card} {
		for _, as := range []Format{Markdown, PlainText, HTML} {
			page := export(t, r, name, as, to)
			for _, other := range []string{"Kyle", "Carol", "Maureen", "Ron", "Osei", "£", "lonely"} {
				if strings.Contains(page, other) {
					t.Errorf("%s as %s for the bowls club has %q in it", name, as, other)
				}
			}
		}
	}
	page := export(t, r, MyPlan, PlainText, to)
	for _, want := range []string{
		`"Walking to the club by the canal. Everyone wants me in a taxi."`, "Peggy's daughter rings the club",
		"It is for: Bowls club\nsecretary.",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the bowls club's copy lacks %q:\n%s", want, page)
		}
	}
}

func TestTheGPsCopyHintsAtNoMoney(t *testing.T) {
	r := peggy(t)
	for _, as := range []Format{Markdown, PlainText, HTML} {
		for _, word := range []string{"£", "76.50", "share", "cannot be said", "not decided yet to", "budget"} {
			if page := body(export(t, r, SupportPlan, as, sharing(t, r, "Her GP"))); strings.Contains(page, word) {
				t.Errorf("the GP's copy as %s has %q in it", as, word)
			}
		}
	}
}

// body is what a browser shows.
func body(page string) string {
	_, shown, html := strings.Cut(page, "<body>")
	if !html {
		return page
	}
	return shown
}

func TestPeggysSums(t *testing.T) {
	for _, name := range []Name{MyPlan, SupportPlan} {
		page := squeezed(export(t, peggy(t), name, PlainText, person))
		for _, want := range []string{
			"£35.10 a week (2 x 0.75 x 23.40)", "£41.40 a week (3 x 13.80)",
			"What it costs each week: £76.50", "share: £22.75, estimated",
			"What the council would pay each week: £53.75, not decided yet",
			"What the council would pay in four weeks: £215.00",
			"Once only, not in these sums: £118.00", "not in these sums: £4.50 a week",
			"A starting guess from the council was £80.00 a week. It may go up or down.",
			"unpaid, not asked yet", "Not asked yet: Kyle, Maureen",
			"Not agreed: what to do in the rain. Carol still differs.",
		} {
			if !strings.Contains(page, want) {
				t.Errorf("%s lacks %q", name, want)
			}
		}
		if strings.Contains(page, "£0.00") {
			t.Errorf("%s prints unpaid help as nought", name)
		}
	}
}

// squeezed has one blank wherever there are blanks or line ends.
func squeezed(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestWantsStandBeforeSumsInMyPlan(t *testing.T) {
	page := export(t, peggy(t), MyPlan, PlainText, person)
	next, wants, sum := strings.Index(page, "What happens next"), strings.Index(page, "What I want"), strings.Index(page, "£")
	if next < 0 || wants < next || sum < wants {
		t.Errorf("what happens next at %d, wants at %d, the first sum at %d: want them in this order", next, wants, sum)
	}
}

func TestADecisionStandsBesideTheCouncilsSum(t *testing.T) {
	r := peggy(t)
	b := model.Copy(r.Budget)
	b.DecidedBy, b.DecidedAt = "Ada Brown", time.Date(2026, 9, 29, 9, 0, 0, 0, time.UTC)
	page := squeezed(export(t, r.With(b), MyPlan, PlainText, person))
	if want := "£53.75, decided by Ada Brown on 29 September 2026"; !strings.Contains(page, want) {
		t.Errorf("My plan lacks %q", want)
	}
}

func TestAShareThatWasNotAskedLeavesNoFigure(t *testing.T) {
	for _, name := range []Name{MyPlan, SupportPlan} {
		page := squeezed(export(t, harjit(t, true), name, PlainText, person))
		for _, want := range []string{
			"What it costs each week: £166.13", "share: not asked yet",
			"What the council would pay each week: cannot be said yet", "£84.99",
		} {
			if !strings.Contains(page, want) {
				t.Errorf("%s lacks %q", name, want)
			}
		}
		if strings.Contains(page, "four weeks") {
			t.Errorf("%s works four weeks out of a sum that is not known", name)
		}
	}
}

func TestAFigureThatIsNoSumIsToldAsTyped(t *testing.T) {
	r := harjit(t, false)
	b := &model.Budget{Head: model.Head{ID: "budget"}, ShareState: model.ShareEstimated, Share: model.Figure{Typed: "£22,75"}}
	page := squeezed(export(t, r.With(b), MyPlan, PlainText, person))
	if want := "My share: typed as £22,75, which is no sum"; !strings.Contains(page, want) {
		t.Errorf("My plan lacks %q", want)
	}
	b = model.Copy(b)
	b.Share.Value = new(int64(99999))
	page = squeezed(export(t, r.With(b), MyPlan, PlainText, person))
	if want := "cannot be said: the share is more than the cost"; !strings.Contains(page, want) {
		t.Errorf("My plan lacks %q", want)
	}
}

func TestHarjitsWorryLeavesNoTrace(t *testing.T) {
	with, without := harjit(t, true), harjit(t, false)
	for _, to := range []model.Recipient{person, council} {
		for _, name := range Documents(model.Assessment) {
			for _, as := range Formats(name) {
				a, b := export(t, with, name, as, to), export(t, without, name, as, to)
				if a != b {
					t.Errorf("%s as %s for %+v differs when there is a worry", name, as, to)
				}
				if strings.Contains(a, "pension") || strings.Contains(a, "duty manager") || strings.Contains(a, "purse") {
					t.Errorf("%s as %s tells of the worry", name, as)
				}
			}
		}
	}
}

func TestPunjabiAndEmojiByteForByte(t *testing.T) {
	for _, name := range []Name{MyPlan, SupportPlan} {
		for _, as := range []Format{Markdown, PlainText, HTML} {
			page := export(t, harjit(t, true), name, as, person)
			for _, want := range []string{`"` + roti + `"`, `"Sunday at the gurdwara I serve. I am not the one who is served. 🙏🏽"`} {
				if !strings.Contains(page, want) {
					t.Errorf("%s as %s lacks %s", name, as, want)
				}
			}
		}
	}
	var back model.Record
	if err := json.Unmarshal([]byte(export(t, harjit(t, true), Record, JSON, council)), &back); err != nil {
		t.Fatal(err)
	}
	if got := back.Notes[0].Through.Original; got != roti {
		t.Errorf("the JSON gives back %q, want %q", got, roti)
	}
}

func TestATalkOfTheirOwnStandsOnTheCouncilsCopyAlone(t *testing.T) {
	r := harjit(t, false)
	if page := export(t, r, SupportPlan, PlainText, council); !strings.Contains(squeezed(page), "a talk of their own: offered, said yes: not in front of the family") {
		t.Errorf("the council's copy does not say that Simran wants a talk of her own")
	}
	if page := export(t, r, SupportPlan, PlainText, person); strings.Contains(page, "in front of") || strings.Contains(page, "of their own") {
		t.Errorf("the household's copy tells of Simran's own talk")
	}
	if page := squeezed(export(t, r, SupportPlan, PlainText, council)); !strings.Contains(page, "under 18 and helps with: letters") {
		t.Errorf("the council's copy does not notice that a child helps")
	}
}

func TestYusufsPack(t *testing.T) {
	page := export(t, yusuf(t), GettingReady, PlainText, person)
	for _, want := range []string{
		"Supported to write this by Bernie O'Hagan.", "3 March, with the council", "after one o'clock",
		"ironing, from: a neighbour, I pay for it myself, £10.00 a week",
		"laundry, I pay for it myself, £3.60 a week (7.20 a fortnight)",
		`1. "My hands."`, "1. Will they take my allotment money into account?",
		`"Kettle, radio, bus 42, soil under my nails."`, "The allotment in winter", "My rights",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("Getting ready lacks %q", want)
		}
	}
	for _, word := range []string{"eligib", "budget", "capacity", "tablet", "council would pay", "You'll be found"} {
		if strings.Contains(strings.ToLower(page), word) {
			t.Errorf("Getting ready has %q in it", word)
		}
	}
	if front, _, _ := strings.Cut(page, "What I do"); !strings.Contains(front, "Bernie there") || !strings.Contains(front, "Can I have the same person") {
		t.Errorf("who Yusuf wants there, or his questions, do not stand on the first page")
	}
	if lines := strings.Count(page, "\n"); lines > 4*55 {
		t.Errorf("Getting ready has %d lines, want at most four pages of 55", lines)
	}
}

func TestTheTabletIsInNoCopyAndTheRiskNotInTheAssessors(t *testing.T) {
	r := yusuf(t)
	copies := household(t, r)
	assessor := sharing(t, r, "The assessor")
	for _, name := range Documents(model.Preparation) {
		for _, as := range Formats(name) {
			page := export(t, r, name, as, assessor)
			copies["for the assessor: "+string(name)+" as "+string(as)] = page
			if strings.Contains(page, "winter") || strings.Contains(page, "Risks I choose") {
				t.Errorf("%s as %s for the assessor tells of the risk", name, as)
			}
		}
	}
	for what, page := range copies {
		if strings.Contains(page, "tablet") {
			t.Errorf("%s tells of the tablet", what)
		}
	}
}

func TestTheStandingsAreToldApart(t *testing.T) {
	tests := []struct {
		standing model.Standing
		says     model.Says
		want     string
	}{
		{model.Draft, model.SaysYes, "Draft. Not agreed and not final."},
		{model.Agreed, model.SaysYes, "Agreed with Peggy, waiting for the council. Not final."},
		{model.Agreed, model.SaysYesBut, "Agreed with Peggy, waiting for the council. Not final."},
		{model.Agreed, model.SaysNo, "Not agreed with Peggy, waiting for the council. Not final."},
		{model.Agreed, model.SaysNotSaid, "Peggy would rather not say, waiting for the council. Not final."},
		{model.Agreed, model.SaysSomebody, "Somebody else decides for Peggy, waiting for the council. Not final."},
		{model.Final, model.SaysYes, "Final. Agreed with Peggy, decided by the council."},
		{model.Final, model.SaysSomebody, "Final. Somebody else decides for Peggy, decided by the council."},
		{model.FinalNotAgreed, model.SaysNo, "Final, not agreed. The council has decided, Peggy does not agree."},
		{model.NotWanted, model.SaysNothing, "Peggy did not want an assessment. This is no plan."},
		{model.Stopped, model.SaysNothing, "Stopped before there was a plan."},
	}
	for _, tt := range tests {
		r := standing(peggy(t), tt.standing, tt.says, false)
		for _, name := range []Name{Card, MyPlan, SupportPlan} {
			for _, as := range []Format{Markdown, PlainText} {
				if first, _, _ := strings.Cut(export(t, r, name, as, person), "\n"); first != tt.want {
					t.Errorf("%s as %s, %s (%s) begins %q, want %q", name, as, tt.standing, tt.says, first, tt.want)
				}
			}
			if page := export(t, r, name, HTML, person); !strings.Contains(plain(page), tt.want) {
				t.Errorf("%s as HTML lacks %q", name, tt.want)
			}
		}
	}
	changed := standing(peggy(t), model.Agreed, model.SaysYes, true)
	if page := squeezed(export(t, changed, Card, PlainText, person)); !strings.Contains(page, "Not final. Changed since then.") {
		t.Errorf("the card does not say that the plan changed since:\n%s", page)
	}
}

func standing(r *model.Record, s model.Standing, says model.Says, changed bool) *model.Record {
	c, a := model.Copy(r.Conversation), model.Copy(r.Agreement)
	c.Standing, c.ChangedSince, a.Answers[0].Says = s, changed, says
	return r.With(c).With(a)
}

func TestTheStandingIsTheHeadOfEveryPrintedPage(t *testing.T) {
	page := export(t, peggy(t), MyPlan, HTML, person)
	head, _, ok := strings.Cut(page, "</thead>")
	if !ok || !strings.Contains(plain(head), "waiting for the council") || !strings.Contains(pageCSS, "display: table-header-group") {
		t.Errorf("the standing does not stand in a table's head, which is printed on every page")
	}
}

func TestTheCardHasAtMostSixtyWords(t *testing.T) {
	r := peggy(t)
	for range 6 {
		r = r.With(&model.Step{
			Head: model.Head{ID: model.NewID(), Order: "zz"},
			What: "Somebody rings about the step, the rail and all the other things that were on the list",
		})
	}
	for _, r := range []*model.Record{r, peggy(t), harjit(t, true), yusuf(t)} {
		page := export(t, r, Card, PlainText, person)
		if n := len(strings.Fields(page)); n > cardWords {
			t.Errorf("the card has %d words, want at most %d:\n%s", n, cardWords, page)
		}
	}
}

func TestTheCardNamesNobodyButTheWorkerAndHasNoSum(t *testing.T) {
	r := peggy(t)
	r = r.With(&model.Step{Head: model.Head{ID: "sum", Order: "0"}, What: "Pay £22.75"})
	r = r.With(&model.Step{Head: model.Head{ID: "kyle", Order: "0"}, What: "Bring the key", Who: "Kyle"})
	r = r.With(&model.Step{Head: model.Head{ID: "done", Order: "0"}, What: "Ring the surgery", Done: true})
	page := export(t, r, Card, PlainText, person)
	for _, word := range []string{"Carol", "Kyle", "Maureen", "Ron", "£", "key", "surgery"} {
		if strings.Contains(page, word) {
			t.Errorf("the card has %q in it", word)
		}
	}
	if !strings.Contains(page, "Dele Martins") || !strings.Contains(page, "01632 960 120") {
		t.Errorf("the card does not say who came and whom to ring:\n%s", page)
	}
}

func TestWithoutANumberTheWorkerIsAsked(t *testing.T) {
	r := peggy(t)
	o := options(t, r, MyPlan, PlainText, person)
	o.Numbers.Team, o.Numbers.Complaints = "", ""
	for _, name := range []Name{MyPlan, Card} {
		o.Document = name
		page, err := Export(r, o)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(page, []byte("Dele")) || bytes.Contains(page, []byte("ring  ")) || bytes.Contains(page, []byte(": .")) {
			t.Errorf("%s leaves a hole where a number was:\n%s", name, page)
		}
	}
}

func TestWhatIsLeftOutOrPutDifferentlyStaysOutOfMyPlan(t *testing.T) {
	r := peggy(t)
	kitchen, floor := model.Copy(r.Wants[1]), model.Copy(r.Wants[2])
	first := kitchen.Words
	kitchen.First, kitchen.Words.Text = &first, "My own kitchen to myself before nine o'clock."
	floor.Read = model.LeftOut
	page := export(t, r.With(kitchen).With(floor), MyPlan, PlainText, person)
	if !strings.Contains(page, `"My own kitchen to myself before nine o'clock."`) {
		t.Errorf("My plan lacks the words she put differently")
	}
	for _, gone := range []string{"And I want my own", "two hours"} {
		if strings.Contains(page, gone) {
			t.Errorf("My plan has %q in it again", gone)
		}
	}
	if all := export(t, r.With(kitchen).With(floor), SupportPlan, PlainText, council); !strings.Contains(all, "two hours") {
		t.Errorf("the talk on the council's copy has lost what was said")
	}
}

func TestWhatDoesNotGoTogether(t *testing.T) {
	tests := []struct {
		r    *model.Record
		name Name
		as   Format
	}{
		{peggy(t), Card, JSON}, {peggy(t), MyPlan, FHIR}, {peggy(t), GettingReady, HTML}, {peggy(t), Record, HTML},
		{peggy(t), "letter", HTML}, {yusuf(t), SupportPlan, HTML}, {yusuf(t), MyPlan, PlainText}, {peggy(t), Card, "pdf"},
	}
	for _, tt := range tests {
		out, err := Export(tt.r, options(t, tt.r, tt.name, tt.as, person))
		if e, ok := errors.AsType[*UnsuitedError](err); !ok || out != nil || e.Document != tt.name || e.As != tt.as {
			t.Errorf("Export(%s as %s of a %s) = %q, %v, want an UnsuitedError", tt.name, tt.as, tt.r.Conversation.Kind, out, err)
		}
	}
}

func TestJSONGivesTheRecordBack(t *testing.T) {
	r := peggy(t)
	back, err := model.DecodeRecord([]byte(export(t, r, Record, JSON, council)))
	if err != nil {
		t.Fatal(err)
	}
	want, refusal := r.For(council)
	if refusal.Refused() {
		t.Fatal("the council's copy was refused")
	}
	a, b := mustJSON(t, back), mustJSON(t, want)
	if !bytes.Equal(a, b) {
		t.Errorf("the JSON gives back another record:\n%s\nwant\n%s", a, b)
	}
}

func mustJSON(t *testing.T, r *model.Record) []byte {
	t.Helper()
	raw, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestFHIRIsADocumentBundle(t *testing.T) {
	r := peggy(t)
	for _, name := range []Name{SupportPlan, Record} {
		var bundle struct {
			ResourceType, Type string
			Entry              []struct{ Resource struct{ ResourceType string } }
		}
		if err := json.Unmarshal([]byte(export(t, r, name, FHIR, council)), &bundle); err != nil {
			t.Fatal(err)
		}
		if bundle.ResourceType != "Bundle" || bundle.Type != "document" || len(bundle.Entry) == 0 ||
			bundle.Entry[0].Resource.ResourceType != "Composition" {
			t.Errorf("%s as FHIR is a %s of type %s that does not begin with a Composition", name, bundle.ResourceType, bundle.Type)
		}
	}
	if page := export(t, r, SupportPlan, FHIR, person); strings.Contains(page, "lonely") || strings.Contains(page, `"Ron"`) {
		t.Errorf("the household's FHIR tells what its pages do not")
	}
}

func TestLargePrint(t *testing.T) {
	r := peggy(t)
	for _, tt := range []struct {
		name  Name
		large bool
		want  string
	}{
		{SupportPlan, false, "html { font-size: 12pt; }"},
		{MyPlan, false, "html { font-size: 16pt; }"},
		{Card, false, "html { font-size: 16pt; }"},
		{SupportPlan, true, "html { font-size: 20pt; }"},
	} {
		o := options(t, r, tt.name, HTML, person)
		o.LargePrint = tt.large
		page, err := Export(r, o)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(page, []byte(tt.want)) {
			t.Errorf("%s, large print %t, lacks %q", tt.name, tt.large, tt.want)
		}
	}
}

func TestHTMLReachesOutToNothing(t *testing.T) {
	page := export(t, peggy(t), MyPlan, HTML, person)
	for _, word := range []string{"<script", "http:", "https:", "url(", "@import", "<img", "<link", "src="} {
		if strings.Contains(page, word) {
			t.Errorf("the page has %q in it", word)
		}
	}
}

func TestWhatTheLawAsksForAndIsNotThereIsSaid(t *testing.T) {
	page := squeezed(export(t, peggy(t), SupportPlan, PlainText, council))
	for _, want := range []string{
		"The needs that the assessment found: not there yet.",
		"The personal budget, with the council's decision on it: not there yet.",
		"The need behind it: not there yet",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the support plan lacks %q", want)
		}
	}
	if strings.Contains(page, "Which outcomes the support is there for: not there yet") {
		t.Errorf("the support plan misses what it has: each line of help says which want it is for")
	}
	r := peggy(t)
	if page := export(t, r, SupportPlan, PlainText, sharing(t, r, "Her GP")); strings.Contains(page, "not there yet") {
		t.Errorf("a copy that leaves something out says that something is not there")
	}
}

func TestEveryDocumentOfAnEmptyRecord(t *testing.T) {
	for _, kind := range []model.ConversationKind{model.Assessment, model.Preparation} {
		r := (&model.Record{ID: model.NewID()}).
			With(&model.Conversation{Head: model.Head{ID: "conversation"}, Kind: kind, Standing: model.Draft}).
			With(&model.Person{Head: model.Head{ID: "person"}, FullName: "Somebody New"})
		for _, name := range Documents(kind) {
			for _, as := range Formats(name) {
				page := export(t, r, name, as, person)
				if page == "" || slices.Contains([]Format{Markdown, PlainText, HTML}, as) && strings.Contains(page, "[") && as != Markdown && strings.Contains(page, "[doc") {
					t.Errorf("%s as %s of a record with nothing in it = %q", name, as, page)
				}
			}
		}
	}
}

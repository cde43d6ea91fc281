package document

import (
	"strings"
	"testing"

	"ownwords/content"
	"ownwords/model"
)

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

func TestWhatTheLawAsksForAndIsNotThereIsSaid(t *testing.T) {
	page := squeezed(export(t, peggy(t), SupportPlan, PlainText, council))
	for _, want := range []string{
		"The needs that the assessment found: not there yet.",
		"s25(1)(e): The personal budget",
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

func TestEachViewStandsUnderItsOwnersName(t *testing.T) {
	page := squeezed(export(t, peggy(t), SupportPlan, PlainText, council))
	for _, want := range []string{
		"Peggy: for it (15 September 2026)",
		`Carol: against it: "It's deserted when it rains. I'd never forgive myself."; what would settle it: if she carried a phone and went with somebody (15 September 2026)`,
		"Dele Martins: for it, if: a stick, the phone, dry days first (15 September 2026)",
		"If this happens: no call by 2.15: Carol rings the club; Kyle walks the path (not asked yet)",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the support plan lacks %q", want)
		}
	}
	own := squeezed(export(t, harjit(t, false), MyPlan, PlainText, person))
	if want := "Simran: against it; ask Simran (17 September 2026) Manjit: would rather not say"; !strings.Contains(own, want) {
		t.Errorf("My plan lacks %q", want)
	}
	if strings.Contains(own, "forgot it twice") {
		t.Errorf("My plan has Simran's words, which she did not say may be read back")
	}
}

func TestTheTalkTellsSaidToldAndThoughtApart(t *testing.T) {
	page := squeezed(export(t, peggy(t), SupportPlan, PlainText, council))
	for _, want := range []string{
		`Carol said: - "She won't say it, but she's lonely since Dad went."`,
		"Dele Martins thinks: - Lights up when she talks about the club",
		"Peggy told Dele: - Husband Frank died in February.",
		"Came from: said by Peggy on 15 September 2026, in: What matters, and a good day",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the support plan lacks %q", want)
		}
	}
	own := squeezed(export(t, peggy(t), MyPlan, PlainText, person))
	if want := "I told Dele that: - Husband Frank died in February."; !strings.Contains(own, want) {
		t.Errorf("My plan lacks %q", want)
	}
}

func TestASilenceIsToldToTheCouncilAlone(t *testing.T) {
	r := peggy(t).With(&model.TopicState{Head: model.Head{ID: model.NewID()}, Topic: "food", Way: model.RatherNot})
	if page := squeezed(export(t, r, SupportPlan, PlainText, council)); !strings.Contains(page, "Would rather not say: Eating and drinking") {
		t.Errorf("the council is not told which topic Peggy would rather not talk about")
	}
	if page := export(t, r, SupportPlan, PlainText, person); strings.Contains(page, "rather not say") || strings.Contains(page, "Not talked about") {
		t.Errorf("the household's copy tells of silences")
	}
}

func TestEverythingThatCanBeChosenHasWords(t *testing.T) {
	catalogue := content.English()
	var ids []string
	for _, s := range model.Stands {
		ids = append(ids, "doc.stand."+string(s))
	}
	for _, s := range model.RiskStates[1:] {
		ids = append(ids, "doc.risk-state."+string(s))
	}
	for _, s := range model.AllSays {
		ids = append(ids, "doc.says."+string(s))
	}
	for _, c := range model.Chapters {
		ids = append(ids, "doc.chapter."+string(c))
	}
	for _, p := range model.Periods[1:5] {
		ids = append(ids, "doc.period."+string(p))
	}
	for _, c := range []model.Choice{model.ShareYes, model.ShareNo, model.NotUntil} {
		ids = append(ids, "doc.choice."+string(c))
	}
	for _, c := range []model.Closeness{model.Closest, model.Close, model.Around, model.Paid} {
		ids = append(ids, "doc.ring."+string(c))
	}
	for _, id := range ids {
		if !catalogue.Has(id) {
			t.Errorf("the catalogue has no %s", id)
		}
	}
}

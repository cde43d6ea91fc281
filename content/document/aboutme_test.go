package document

import (
	"bytes"
	"strings"
	"testing"

	"ownwords/model"
)

func TestAboutMeIsOnePageHoweverMuchWasSaid(t *testing.T) {
	r := decided(t)
	me := r.PersonVoice().ID
	for _, topic := range []string{"matters", "people", "open", "energy", "decide", "whatif", "changes"} {
		for n := range 6 {
			words := strings.Repeat("and another thing that has to be known about it ", 1+2*n)
			r = r.With(&model.Note{Head: model.Head{ID: model.NewID(), Order: "zz" + topic}, Voice: me, Topic: topic, Telling: model.Said, Text: words})
		}
	}
	page, err := Export(r, options(t, r, AboutMe, PDF, person))
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(page, []byte("/Type/Page/")); n != 1 {
		t.Errorf("About me has %d pages, want 1", n)
	}
	text := squeezed(export(t, r, AboutMe, PlainText, person))
	if !strings.Contains(text, "There is more to know about me than fits on one page. Please ask me.") {
		t.Errorf("About me does not say that something is left off:\n%s", text)
	}
	for _, section := range []string{"What is most important to me", "People who are important", "How to talk with me", "Please do", "When and how", "Also worth"} {
		if !strings.Contains(text, section) {
			t.Errorf("one section took the room of %q", section)
		}
	}
}

func TestAboutMeHoldsNobodyElsesWordsAndNoSum(t *testing.T) {
	for name, r := range map[string]*model.Record{"peggy": decided(t), "harjit": harjit(t, true), "yusuf": yusuf(t)} {
		page := squeezed(export(t, r, AboutMe, PlainText, person))
		for _, never := range []string{"£", "lonely", "Ron", "hides her back", "in front of the family", "council decided", "criteria", "tablet", "pension", "twice. I have a child"} {
			if strings.Contains(page, never) {
				t.Errorf("About me of %s has %q in it", name, never)
			}
		}
	}
}

func TestAboutMeWithNothingInItIsNotMade(t *testing.T) {
	r := decided(t)
	if out, err := Export(r, options(t, r, AboutMe, PlainText, sharing(t, r, "Bowls club secretary"))); !isRefused(err) || out != nil {
		t.Errorf("Export(about me for the club, which gets one risk) = %q, %v, want a refusal", out, err)
	}
	if page := export(t, r, AboutMe, PlainText, sharing(t, r, "Carol")); !strings.Contains(page, "It is for: Carol.") {
		t.Errorf("Carol's page about Peggy does not say whose it is: %s", page)
	}
}

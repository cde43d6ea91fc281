package content

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"

	"ownwords/model"
)

var eighteen = []string{
	"open", "matters", "people", "changes", "energy", "food", "self", "home", "out", "culture",
	"well", "safe", "risk", "decide", "money", "caring", "whatif", "review",
}

func TestBothGuidesAreComplete(t *testing.T) {
	for _, kind := range []model.ConversationKind{model.Assessment, model.Preparation} {
		t.Run(string(kind), func(t *testing.T) {
			g, err := LoadGuide(kind)
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, topic := range g.Topics {
				ids = append(ids, topic.ID)
				complete(t, topic, kind)
			}
			if diff := cmp.Diff(eighteen, ids); diff != "" {
				t.Errorf("topics (-want +got):\n%s", diff)
			}
			if g.Kind != kind || g.Version < 1 || g.Language != "en-GB" || g.Title == "" || g.Opening == "" || g.Closing == "" {
				t.Errorf("guide %s is not complete: %+v", g.ID, g)
			}
			if strings.ContainsAny(g.Opening+g.Closing, "\n") {
				t.Error("the opening or the closing is cut into lines; the screen does that")
			}
		})
	}
}

func complete(t *testing.T, topic model.Topic, kind model.ConversationKind) {
	t.Helper()
	least, most := 5, 6
	if kind == model.Preparation {
		least, most = 4, 4
	}
	if n := len(topic.Ask); n < least || n > most {
		t.Errorf("%s asks %d things, want %d to %d", topic.ID, n, least, most)
	}
	if n := len(topic.ListenFor); n < 3 || n > 6 {
		t.Errorf("%s has %d things to listen for, want 3 to 6", topic.ID, n)
	}
	if topic.GoodToKnow == "" || topic.Source == "" || len(topic.Maps) == 0 || len(topic.Next) == 0 {
		t.Errorf("%s lacks good to know, its source, maps or next", topic.ID)
	}
	if w := uniseg.StringWidth(topic.Short); w > 20 {
		t.Errorf("%s is %d cells wide where there is little room, want at most 20", topic.Short, w)
	}
	for _, tell := range []string{"seed", "[M]", "[S]", "http"} {
		if strings.Contains(topic.GoodToKnow+topic.Source, tell) {
			t.Errorf("%s names its source as %q: want it by what it is", topic.ID, tell)
		}
	}
	for _, prompt := range topic.Ask {
		if !strings.HasSuffix(prompt, "?") && !strings.HasSuffix(prompt, ".") {
			t.Errorf("%s: %q ends in the middle", topic.ID, prompt)
		}
	}
}

func TestGuideVoices(t *testing.T) {
	worker, err := LoadGuide(model.Assessment)
	if err != nil {
		t.Fatal(err)
	}
	peer, err := LoadGuide(model.Preparation)
	if err != nil {
		t.Fatal(err)
	}
	for _, stage := range []model.Stage{model.StageMoney, model.StageAgree} {
		if !worker.Has(stage) || peer.Has(stage) {
			t.Errorf("stage %s: want it in the assessment and not in the preparation", stage)
		}
	}
	if worker.Has(model.StageQuestions) || !peer.Has(model.StageQuestions) {
		t.Error("questions for the meeting belong to the preparation alone")
	}
	a, _ := worker.Topic("matters")
	b, _ := peer.Topic("matters")
	if got, want := a.Ask[0], "Tell me about a day lately that went well. What was in it?"; got != want {
		t.Errorf("the worker asks %q, want %q", got, want)
	}
	if got, want := b.Ask[1], "What does a bad day really look like? Please do not tidy it up."; got != want {
		t.Errorf("the peer supporter asks %q, want %q", got, want)
	}
	for _, g := range []model.Guide{worker, peer} {
		for _, topic := range g.Topics {
			if topic.Alone != (topic.ID == "safe") {
				t.Errorf("%s, %s: alone = %v", g.ID, topic.ID, topic.Alone)
			}
		}
		want := []model.Mark{
			model.MarkWanted, model.MarkRisk, model.MarkPerson, model.MarkLater, model.MarkMove, model.MarkMine, model.MarkWhose,
		}
		if diff := cmp.Diff(want, g.Marks); diff != "" {
			t.Errorf("%s: marks by digit (-want +got):\n%s", g.ID, diff)
		}
	}
}

func TestEveryOutcomeOfTheLawHasATopic(t *testing.T) {
	g, err := LoadGuide(model.Assessment)
	if err != nil {
		t.Fatal(err)
	}
	var covered []string
	for _, topic := range g.Topics {
		covered = append(covered, topic.Maps...)
	}
	for family, members := range tags {
		for _, m := range members {
			if tag := family + "." + string(m); !slices.Contains(covered, tag) {
				t.Errorf("no topic speaks to %s", tag)
			}
		}
	}
}

func TestGuidesAreListed(t *testing.T) {
	if diff := cmp.Diff([]string{"assessment", "preparation"}, Guides()); diff != "" {
		t.Errorf("Guides() (-want +got):\n%s", diff)
	}
	if _, err := LoadGuide("carer"); err == nil {
		t.Error("LoadGuide(carer) gave a guide that does not exist")
	}
}

// A guide is kept with a conversation under its hash: the same guide has the
// same one, a changed word another, and what comes back is what went in.
func TestGuideIsKeptUnderItsHash(t *testing.T) {
	for _, kind := range []model.ConversationKind{model.Assessment, model.Preparation} {
		g, err := LoadGuide(kind)
		if err != nil {
			t.Fatal(err)
		}
		hash, raw := HashGuide(g)
		back, err := DecodeGuide(raw)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(g, back); diff != "" {
			t.Errorf("%s came back otherwise (-want +got):\n%s", kind, diff)
		}
		if again, _ := HashGuide(back); again != hash || len(hash) != 64 {
			t.Errorf("%s: hash %s, after a round trip %s", kind, hash, again)
		}
		back.Topics[3].Ask[0] += " Or before?"
		if other, _ := HashGuide(back); other == hash {
			t.Errorf("%s: another question, and the same hash", kind)
		}
	}
	if _, err := DecodeGuide([]byte(`{"topics": 3}`)); err == nil {
		t.Error("DecodeGuide took what is no guide")
	}
}

// small is a guide of two topics that has no fault.
func small() fstest.MapFS {
	files := map[string]string{
		"ours/guide.yaml": `id: ours
version: 3
kind: assessment
language: en-GB
title: Our way
opening: Good to meet you.
closing: What did we miss?
marks: [wanted, risk]
stages: [talk, wants]
topics: [tea, garden]
`,
		"ours/tea.md": `---
id: tea
title: Tea
short: Tea
next: [garden]
maps: [ca14.a]
---

## Ask

- How do you take it?
- Who with,
  and where?

## Listen for

- the good cup

## Good to know

It is *warm*.

Source: a neighbour,
who knows

## Getting ready

- Which cup?
`,
		"ours/garden.md": `---
id: garden
title: Garden
short: Garden
---

## Ask

- What grows?

## Listen for

- weeds

Good to know
------------

Green.

Source: the gate

## Getting ready

- Which spade?
`,
	}
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func TestParseGuide(t *testing.T) {
	windows := small()
	for _, f := range windows {
		f.Data = []byte("\xef\xbb\xbf" + strings.ReplaceAll(string(f.Data), "\n", "\r\n"))
	}
	want := model.Guide{
		ID: "ours", Version: 3, Kind: model.Assessment, Language: "en-GB", Title: "Our way",
		Opening: "Good to meet you.", Closing: "What did we miss?",
		Marks:  []model.Mark{model.MarkWanted, model.MarkRisk},
		Stages: []model.Stage{model.StageTalk, model.StageWants},
		Topics: []model.Topic{
			{
				ID: "tea", Title: "Tea", Short: "Tea", Next: []string{"garden"}, Maps: []string{"ca14.a"},
				Ask: []string{"How do you take it?", "Who with, and where?"}, ListenFor: []string{"the good cup"},
				GoodToKnow: "It is *warm*.", Source: "a neighbour, who knows",
			},
			{
				ID: "garden", Title: "Garden", Short: "Garden",
				Ask: []string{"What grows?"}, ListenFor: []string{"weeds"}, GoodToKnow: "Green.", Source: "the gate",
			},
		},
	}
	for name, fsys := range map[string]fs.FS{"as written here": small(), "saved by a Windows editor": windows} {
		got, wrong := ParseGuide(fsys, "ours")
		if len(wrong) > 0 {
			t.Fatalf("%s: %s", name, English().Say(wrong[0].Message()))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// A guide for getting ready may borrow the topics of another, and leave some.
func TestGuideThatBorrowsItsTopics(t *testing.T) {
	fsys := small()
	fsys["ready/guide.yaml"] = &fstest.MapFile{Data: []byte(`id: ready
version: 1
kind: preparation
language: en-GB
title: Ready
opening: Hello.
closing: All?
marks: [wanted]
stages: [talk, questions]
topics_from: ours
topics: [tea]
`)}
	g, wrong := ParseGuide(fsys, "ready")
	if len(wrong) > 0 {
		t.Fatal(English().Say(wrong[0].Message()))
	}
	if got, want := g.Topics[0].Ask, []string{"Which cup?"}; !slices.Equal(got, want) {
		t.Errorf("a preparation asks %q, want %q", got, want)
	}
	if len(g.Topics) != 1 || len(g.Topics[0].Next) != 0 {
		t.Errorf("topics %v: want tea alone, with nothing after it", g.Topics)
	}
}

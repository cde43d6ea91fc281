package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"ownwords/content"
	"ownwords/model"
	"ownwords/model/flow"
	"ownwords/tui/desk"
	"ownwords/tui/kit"
)

// withVisit is a laptop on which a visit is open, put together by fill.
func withVisit(t *testing.T, fill ...func(*desk.Talk)) *drive {
	t.Helper()
	d := newDrive(t)
	d.keys("n")
	for _, f := range fill {
		f(d.app.talk)
	}
	d.run(d.app.follow(flow.Effect{}))
	d.tick()
	return d
}

// forPeer is a peer supporter's laptop with a preparation open.
func forPeer(t *testing.T) *drive {
	t.Helper()
	d := firstRun(t)
	s := content.DefaultSettings()
	s.Name, s.Role = "Bernie O'Hagan", content.RolePeer
	d.create(s)
	d.reopen()
	d.typed(passphrase)
	d.keys("enter")
	d.start("Yusuf Demir", "")
	return d
}

var shapingPages = []string{"people", "wants", "risks", "helps", "agree", "share", "mine"}

// What each page shows when nothing was said yet, of one thing, and of a whole
// visit, in three windows.
func TestPagesOfThePlan(t *testing.T) {
	one := func(t *desk.Talk) {
		h := held{t}
		h.Do("visit.set", map[string]string{"who": "Peggy Ashworth"})
		h.topic("matters", `"To bowl." #wanted`)
		h.at(model.StagePeople)
		h.Do("someone.new", map[string]string{"name": "Carol"})
		h.at(model.StageRisks)
		h.Do("risk.new", map[string]string{"words": `"The canal."`})
		h.at(model.StageHelps)
		h.Do("help.new", map[string]string{"what": "the shopping", "who": "Carol"})
		h.at(model.StageTalk)
	}
	for _, c := range []struct {
		name string
		fill []func(*desk.Talk)
	}{
		{"empty", nil},
		{"one", []func(*desk.Talk){one}},
		{"peggy", []func(*desk.Talk){peggysVisit, peggysAnswers}},
		{"harjit", []func(*desk.Talk){harjitsVisit}},
		{"full", []func(*desk.Talk){crowdedVisit}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := withVisit(t, c.fill...)
			for _, page := range shapingPages {
				d.act("go." + page)
				d.golden(c.name + "-" + page)
				if page == "people" || page == "helps" {
					d.goldenAt(c.name+"-"+page, 200, 60)
					d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
				}
			}
			d.act("copy")
			d.golden(c.name + "-copies")
		})
	}
}

func TestAMarkedNoteIsOfferedAndNamesNobodyTwice(t *testing.T) {
	d := withVisit(t, peggysTalk)
	d.act("go.people")
	d.shows("Marked: a person.", "Maureen from bowls has not rung since March.")
	d.keys("enter")
	d.typed("Maureen")
	d.keys("enter")
	d.golden("maureen-new")
	d.keys("esc")
	d.shows("> Maureen")
	d.hides("Marked: a person.")
	d.act("go.wants")
	d.keys("end", "enter")
	d.shows("Carol:", "lonely")
	d.typed(`"Company of an evening"`)
	d.keys("enter", "esc")
	w := d.app.talk.Record().Wants
	if last := w[len(w)-1].Words; last.Text != "Company of an evening" || len(last.From) != 0 {
		t.Errorf("the want is %+v, want the person's words and no note of Carol's", last)
	}
}

func TestAgreeingIsAnsweredAndKept(t *testing.T) {
	d := withVisit(t, peggysVisit)
	d.act("go.agree")
	d.shows("Nothing is agreed yet: Peggy has not been asked.")
	d.keys("a")
	d.shows("Peggy has not answered yet.")
	d.keys("enter", "1", "down", "1")
	d.shows("This will be: agreed with Peggy", "said aloud")
	d.reach(d.app.top().(*agreePage).form, rowNext)
	d.typed("Ask Ky")
	d.tick()
	d.typed("le")
	d.tick()
	d.keys("enter")
	if got := d.app.talk.Record().Steps; len(got) != 1 || got[0].What != "Ask Kyle" {
		t.Fatalf("steps = %+v, want one: Ask Kyle", got)
	}
	d.shows("Ask Kyle")
	d.keys("up", "enter", "enter")
	d.typed("Dele")
	d.keys("enter")
	d.typed("18 September")
	d.keys("enter")
	d.shows("Ask Kyle", "Dele", "Fri 18 Sep")
	d.keys("a")
	d.shows("Who may see it", "The law asks it to")
}

func TestWhoMaySeeItAndWhoMayNot(t *testing.T) {
	d := withVisit(t, peggysVisit, peggysAnswers)
	d.act("go.share")
	d.keys("v")
	d.golden("peggy-copy")
	d.keys("esc", "end", "up", "v")
	d.golden("peggy-copy-refused")
	d.hides("he'd only use it")
	d.keys("enter")
	d.shows("he'd only use it")
	d.keys("esc", "end", "space")
	d.shows("Enter opens this.", "not asked")
	d.keys("enter", "down", "space")
	d.shows("Enter opens this.")
	d.keys("4", "esc")
	d.shows("Maureen                 nothing")
}

func TestACopyIsWrittenOnceAndNeverOver(t *testing.T) {
	d := withVisit(t, peggysVisit, peggysAnswers)
	t.Chdir(t.TempDir())
	d.act("copy")
	d.shows("card-2026-09-15.pdf", "is not sealed")
	d.keys("end", "enter")
	d.shows("Written:", "card-2026-09-15.pdf")
	data, err := os.ReadFile("card-2026-09-15.pdf")
	if err != nil || !strings.HasPrefix(string(data), "%PDF") {
		t.Errorf("the card: %v, %d bytes", err, len(data))
	}
	d.keys("enter")
	d.shows("Nothing was written", "is there already")
	d.keys("home", "6", "end", "enter")
	d.shows("Nothing was written. On Tuesday 15 September Peggy said no to Ron.")
	if all, _ := filepath.Glob("*"); len(all) != 1 {
		t.Errorf("files %q, want the card alone", all)
	}
}

// Somebody may have a copy, and of it nothing for a paper: that is told as it is.
func TestACopyWithNothingInItIsNotMade(t *testing.T) {
	d := withVisit(t, peggysVisit, peggysAnswers)
	t.Chdir(t.TempDir())
	d.act("copy")
	d.keys("home", "5", "down", "down", "enter", "5", "end", "enter")
	d.shows("a table", "Of what they may have, nothing belongs in that paper.")
	if all, _ := filepath.Glob("*"); len(all) != 0 {
		t.Errorf("files %q, want none", all)
	}
}

func TestNothingIsSentWithoutAServer(t *testing.T) {
	d := withVisit(t, peggysVisit, peggysAnswers)
	d.act("send")
	d.shows("No plan waits to go.")
	d.keys("esc")
	d.act("go.agree")
	d.keys("a")
	d.tick()
	d.act("send")
	d.keys("up")
	d.golden("peggy-send")
	d.keys("space")
	d.shows("stays here this time")
	d.keys("space", "enter")
	d.shows("No server is set yet. Ask whoever")
}

func TestMyOwnNotesBecomeWhatTheyAre(t *testing.T) {
	d := withVisit(t, peggysTalk)
	d.act("go.mine")
	d.typed("Something about the purse.")
	d.keys("ctrl+g")
	d.shows("1  a thought of mine", "3  a worry about safety")
	d.keys("3")
	d.shows("A worry about safety", "Not passed on, since 10:02. Ring 01632 960 114 today. In danger now: 999.")
	d.reach(d.app.top().(*minePage).form, "told")
	d.typed("the duty manager")
	d.tick()
	d.keys("enter", "down")
	d.typed("12.20")
	d.keys("enter")
	d.shows("In no copy.")
	d.hides("Not passed on")
	d.keys("ctrl+l", "ctrl+l")
	d.shows("ctrl+g mark")
	d.hides("purse", "duty manager")
}

func TestAPreparationAsksItsOwnQuestions(t *testing.T) {
	d := forPeer(t)
	d.act("go.questions")
	d.typed(`"My hands."`)
	d.tick()
	d.typed("x")
	d.keys("backspace", "enter", "enter")
	d.typed("Can I have the same person each time?")
	d.tick()
	d.keys("enter")
	d.golden("yusuf-questions")
	got := d.app.talk.Record().Questions
	if len(got) != 2 || got[0].Words.Text != "My hands." || !got[0].NotToMiss || got[1].NotToMiss {
		t.Errorf("questions = %+v, want one not to be missed and one to ask", got)
	}
	d.act("go.mine")
	d.typed("I've not been taking the evening tablet.")
	d.golden("yusuf-mine")
	d.act("go.share")
	d.golden("yusuf-share")
	d.keys("ctrl+t", "l")
	if got := d.app.talk.Record().Questions; len(got) != 1 {
		t.Errorf("%d questions after one was left out, want 1", len(got))
	}
}

func TestTheCircleInASCII(t *testing.T) {
	look := &kit.Look{Styles: kit.NewStyles(kit.StylesOptions{ASCII: true})}
	c := circle{inner: "PEGGY", word: map[model.Closeness]string{}, in: map[model.Closeness][]string{
		model.Closest: {"Carol"}, model.Around: {"Maureen from the bowls club on Wednesdays"},
	}, brief: map[model.Closeness][]string{model.Closest: {"Carol"}, model.Around: {"Maureen"}}}
	for _, r := range rings {
		c.word[r] = string(r)
	}
	for _, tt := range []struct {
		most int
		want string
	}{
		{7, `
+- around -----------------------+
| Maureen from the bowls club on |
| Wednesdays                     |
| +- closest ------------------+ |
| | Carol     PEGGY            | |
| +----------------------------+ |
+--------------------------------+
`},
		{6, `
+- around -----------------------+
| Maureen from the bowls club on |
| Wednesdays                     |
| +- closest ------------------+ |
| | Carol     PEGGY            | |
+-+----------------------------+-+
`},
		{5, `
+- around -----------------------+
| Maureen                        |
| +- closest ------------------+ |
| | Carol     PEGGY            | |
+-+----------------------------+-+
`},
		{4, ""},
	} {
		got := strings.Join(c.rows(look, 34, tt.most, tt.most), "\n")
		if d := cmp.Diff(strings.Trim(tt.want, "\n"), got); d != "" {
			t.Errorf("the circle in %d rows (-want +got):\n%s", tt.most, d)
		}
	}
}

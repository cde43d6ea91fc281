package flow

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ownwords/model"
)

// A small guide of the tests' own: two topics, every page.
var guide = model.Guide{
	ID: "test", Version: 1, Kind: model.Assessment, Language: "en-GB",
	Stages: []model.Stage{
		model.StageStart, model.StageTalk, model.StageWants, model.StagePeople, model.StageRisks, model.StageHelps,
		model.StageMoney, model.StageReadBack, model.StageAgree, model.StageShare, model.StageMine,
	},
	Topics: []model.Topic{
		{ID: "matters", Title: "What matters", Ask: []string{"What was good?", "What was not?"}, Next: []string{"changes"}},
		{ID: "changes", Title: "What has happened", Ask: []string{"What is different?"}},
	},
}

// newFlow begins a conversation with made-up people: Peggy, her daughter Carol,
// and Dele who types.
func newFlow(t *testing.T) *Flow {
	t.Helper()
	f := Begin(guide, "hash", Worker{Name: "Dele Martins", Role: model.RolePractitioner}, testEnv())
	f.Do("visit.set", map[string]string{"who": "Peggy Ashworth", "here": "Carol (daughter)", "why": "plan"})
	f.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	return f
}

func testEnv() Env {
	n, now := 0, time.Date(2026, 9, 15, 10, 0, 0, 0, time.UTC)
	return Env{
		By:  "user",
		Now: func() time.Time { now = now.Add(time.Second); return now },
		NewID: func() model.ID {
			n++
			return model.ID(fmt.Sprintf("00000000-0000-4000-8000-%012d", n))
		},
	}
}

// typing types letter by letter, as a hand does.
func typing(f *Flow, text string) {
	for _, r := range text {
		p := f.Place()
		f.Edit(p.Part, p.Caret, p.Caret, string(r))
	}
}

func page(f *Flow) []string {
	var out []string
	for _, n := range f.Notes() {
		out = append(out, f.VoiceName(n.Voice)+"|"+string(n.Telling)+"|"+n.Text)
	}
	return out
}

func TestTypingSaysWhoseWordsAndWhetherSaid(t *testing.T) {
	for _, tt := range []struct{ name, typed, want string }{
		{"told", "Husband Frank died.", "Peggy||Husband Frank died."},
		{"said", `"To bowl."`, "Peggy|said|To bowl."},
		{"said, closing mark forgotten", `"To bowl.`, "Peggy|said|To bowl."},
		{"said in curly marks", "“To bowl.”", "Peggy|said|To bowl."},
		{"a quotation in the middle", `worn out, "bless her"`, `Peggy||worn out, "bless her"`},
		{"words behind the closing mark", `"To bowl", she said.`, `Peggy||"To bowl", she said.`},
		{"an apostrophe", "'s right", "Peggy||'s right"},
		{"by initial", `c: "She's lonely."`, "Carol|said|She's lonely."},
		{"without a blank before the quotation", `c:"She's lonely."`, "Carol|said|She's lonely."},
		{"by name, any capitals", "CAROL: does the shopping", "Carol||does the shopping"},
		{"me is a thought", "me: lights up", "Dele|thought|lights up"},
		{"me in quotation marks is still a thought", `me: "lights" up`, `Dele|thought|"lights" up`},
		{"nobody's name stays text", "Tuesday: the bath", "Peggy||Tuesday: the bath"},
		{"a time is no name", "c:30 came", "Peggy||c:30 came"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := newFlow(t)
			typing(f, tt.typed)
			if got := page(f); !slices.Equal(got, []string{tt.want}) {
				t.Errorf("typed %s: page = %q, want %q", tt.typed, got, tt.want)
			}
			line := newFlow(t)
			line.Add(tt.typed)
			if got := page(line); !slices.Equal(got, []string{tt.want}) {
				t.Errorf("line %s: page = %q, want %q", tt.typed, got, tt.want)
			}
		})
	}
}

func TestOneUndoBringsAVoiceBackAsText(t *testing.T) {
	f := newFlow(t)
	typing(f, "c: ")
	f.Undo()
	typing(f, "x")
	want := []string{"Peggy||c: x"}
	if got := page(f); !slices.Equal(got, want) {
		t.Errorf("page = %q, want %q", got, want)
	}
}

func TestAMarkNeedsNoOpeningAndMakesAWant(t *testing.T) {
	f := newFlow(t)
	typing(f, `"My own kit`)
	f.Do("mark.wanted", nil)
	typing(f, `chen."`)
	want := model.Words{Text: "My own kitchen.", Telling: model.Said}
	if len(f.Record().Wants) != 1 {
		t.Fatalf("%d wants, want 1", len(f.Record().Wants))
	}
	got := f.Record().Wants[0].Words
	got.From = nil
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("want's words (-want +got):\n%s", d)
	}
	f.Do("mark.wanted", nil)
	if len(f.Record().Wants) != 0 {
		t.Errorf("the mark came off and the want stayed")
	}
}

func TestSplitAndJoinKeepWhatPointsToThem(t *testing.T) {
	f := newFlow(t)
	typing(f, "One thing. Another thing.")
	f.Do("mark.wanted", nil)
	first := f.Notes()[0].ID
	f.Split(first, len("One thing."))
	if got := page(f); !slices.Equal(got, []string{"Peggy||One thing.", "Peggy||Another thing."}) {
		t.Fatalf("after the split: %q", got)
	}
	if got := len(f.Record().Wants[0].Words.From); got != 2 {
		t.Errorf("the want points to %d notes, want 2", got)
	}
	f.Join(f.Notes()[1].ID)
	if got := page(f); !slices.Equal(got, []string{"Peggy||One thing. Another thing."}) {
		t.Errorf("after the join: %q", got)
	}
	if got := f.Record().Wants[0].Words.From; !slices.Equal(got, []model.ID{first}) {
		t.Errorf("the want points to %v, want the first note", got)
	}
}

func TestNotesOfTwoVoicesAreNotJoined(t *testing.T) {
	f := newFlow(t)
	f.Add("Peggy's own")
	f.Add("c: Carol's own")
	e := f.Join(f.Notes()[1].ID)
	if len(f.Notes()) != 2 || len(e.Say) == 0 {
		t.Errorf("joined %q, said %v", page(f), e.Say)
	}
}

func TestANoteThatGoesToMyOwnNotesLeavesNothingBehind(t *testing.T) {
	f := newFlow(t)
	f.Add("My pension card is with Manjit.")
	f.Do("mark.wanted", nil)
	f.Take()
	f.Do("mark.mine", nil)
	for _, b := range f.Take() {
		if b.Drawer != model.DrawerShared {
			continue
		}
		raw, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range b.Changes {
			if c.Kind == model.KindNote && (!c.Left || strings.Contains(string(raw), `"after":{`) && len(c.After) > 0) {
				t.Errorf("the note's words stay in the shared drawer")
			}
		}
	}
	if n := f.Record().Notes[0]; n.Drawer != model.DrawerMine || len(f.Record().Wants) != 0 {
		t.Errorf("drawer %q and %d wants, want mine and none", n.Drawer, len(f.Record().Wants))
	}
	f.Undo()
	if n := f.Record().Notes[0]; n.Drawer != model.DrawerShared || len(f.Record().Wants) != 1 {
		t.Errorf("undone: drawer %q and %d wants, want shared and 1", n.Drawer, len(f.Record().Wants))
	}
	f.Redo()
	if n := f.Record().Notes[0]; n.Drawer != model.DrawerMine {
		t.Errorf("done again: drawer %q, want mine", n.Drawer)
	}
}

// What else was typed there stays, and so does what they said of it later: only
// the words that are told apart now go.
func TestWhatWasDrawnFromAnOwnNoteLosesItsWords(t *testing.T) {
	f := newFlow(t)
	f.Add("My pension card is with Manjit.")
	note := f.Record().Notes[0].ID
	f.Do("mark.wanted", nil)
	f.Do("mark.risk", nil)
	f.Go(model.Place{Stage: model.StageWants, Part: f.Record().Wants[0].ID})
	f.Do("want.set", map[string]string{"why": "to pay the bus"})
	f.Go(model.Place{Stage: model.StageRisks, Part: f.Record().Risks[0].ID})
	f.Do("risk.set", map[string]string{"get": "peace at home"})
	before := jsonOf(t, f.Record())

	f.Go(model.Place{Stage: model.StageTalk, Part: note})
	f.Do("mark.mine", nil)
	council, _ := f.Record().For(model.Recipient{Council: true})
	got := jsonOf(t, council)
	if strings.Contains(got, "pension") {
		t.Errorf("the council's copy has what went to my own notes: %s", got)
	}
	for _, rest := range []string{"to pay the bus", "peace at home"} {
		if !strings.Contains(got, rest) {
			t.Errorf("the council's copy lacks %q", rest)
		}
	}
	f.Undo()
	if after := jsonOf(t, f.Record()); after != before {
		t.Errorf("undone, the record is\n%s\nand was\n%s", after, before)
	}
}

func TestALineKeptWhileItWasTypedIsOneThingToUndo(t *testing.T) {
	f := newFlow(t)
	f.Add("The first.")
	for _, l := range []string{"Th", "The sec", "The second"} {
		f.Draft(l)
		f.Take()
	}
	f.Add("The second.")
	if got := page(f); !slices.Equal(got, []string{"Peggy||The first.", "Peggy||The second."}) {
		t.Fatalf("page = %q", got)
	}
	f.Undo()
	if got := page(f); !slices.Equal(got, []string{"Peggy||The first."}) {
		t.Errorf("undone: page = %q", got)
	}
	f.Redo()
	if got := page(f); !slices.Equal(got, []string{"Peggy||The first.", "Peggy||The second."}) {
		t.Errorf("done again: page = %q", got)
	}
}

// TestALineThatWasNoNoteLeavesNothingToUndo: an answer is kept as a draft while
// it is typed, and what it becomes is the one thing to take back.
func TestALineThatWasNoNoteLeavesNothingToUndo(t *testing.T) {
	f := newFlow(t)
	f.Add("The first.")
	tail := f.Take()
	f.Go(model.Place{Stage: model.StageWants})
	f.Draft("To bo")
	tail = append(tail, f.Take()...)
	if n := f.Record().Notes; len(n) != 2 || n[1].Text != "To bo" || n[1].Topic != "matters" {
		t.Fatalf("the draft is not where it would be found: %+v", n[len(n)-1])
	}
	f.Add("")
	f.Do("want.new", map[string]string{"words": "To bowl"})
	tail = append(tail, f.Take()...)
	for name, g := range map[string]*Flow{"at once": f, "after a restart": Open(f.Record(), tail, guide, testEnv())} {
		g.Undo()
		if r := g.Record(); len(r.Wants) != 0 || len(r.Notes) != 1 {
			t.Errorf("%s: one undo leaves %d wants and %d notes, want 0 and 1", name, len(r.Wants), len(r.Notes))
		}
	}
}

// TestWhatIsWipedStaysWiped: what was just for the person can be taken out for
// good, and no undoing brings a word of it back.
func TestWhatIsWipedStaysWiped(t *testing.T) {
	g := guide
	g.Kind = model.Preparation
	f := Begin(g, "hash", Worker{Name: "Bernie O'Hagan", Role: model.RolePeer}, testEnv())
	f.Do("visit.set", map[string]string{"who": "Yusuf Demir"})
	f.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	f.Add("The tablet.")
	f.Amend(f.Notes()[0].ID, "I have not been taking the evening tablet.")
	f.Do("mark.mine", nil)
	f.Take()
	f.Go(model.Place{Stage: model.StageMine, Part: f.Record().Notes[0].ID})
	f.Do("mine.settle", map[string]string{"as": "wipe"})
	for _, b := range f.Take() {
		if raw, err := json.Marshal(b); err != nil || strings.Contains(string(raw), "tablet") {
			t.Errorf("what is kept of the wiping holds the words, or can't be written: %v", err)
		}
	}
	for range 10 {
		f.Undo()
		if strings.Contains(jsonOf(t, f.Record()), "tablet") {
			t.Fatal("an undoing brought the words back")
		}
	}
}

// TestUndoAfterARestart keeps what Take gives, builds the record from it as a
// store does, and goes on undoing there.
func TestUndoAfterARestart(t *testing.T) {
	f := newFlow(t)
	tail := f.Take()
	f.Add("One.")
	f.Add("Two.")
	f.Undo()
	tail = append(tail, f.Take()...)
	r := &model.Record{ID: f.Record().ID}
	for _, b := range tail {
		var err error
		if r, err = r.Apply(b); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff(jsonOf(t, f.Record()), jsonOf(t, r)); d != "" {
		t.Fatalf("the batches do not make the record (-flow +batches):\n%s", d)
	}
	g := Open(r, tail, guide, testEnv())
	g.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	g.Redo()
	if got := page(g); !slices.Equal(got, []string{"Peggy||One.", "Peggy||Two."}) {
		t.Errorf("redone after the restart: %q", got)
	}
	g.Undo()
	g.Undo()
	if got := page(g); len(got) != 0 {
		t.Errorf("undone to the start: %q", got)
	}
}

func jsonOf(t *testing.T, r *model.Record) string {
	t.Helper()
	raw, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestAgreedIsARevisionAndAChangeIsSeen(t *testing.T) {
	f := newFlow(t)
	f.Add(`"To bowl."`)
	f.Do("mark.wanted", nil)
	f.Do("go.agree", nil)
	a, _ := f.Action("agree.close")
	if a.On || a.Why.ID != "why.not-answered" {
		t.Fatalf("agree.close before an answer: on %v, why %q", a.On, a.Why.ID)
	}
	person := f.Record().PersonVoice().ID
	f.Do("agree.set", map[string]string{"answer." + string(person) + ".says": "yes", "answer." + string(person) + ".how": "aloud"})
	f.Do("agree.close", nil)
	c := f.Record().Conversation
	if c.Standing != model.Agreed || c.Revision != 1 || c.ChangedSince {
		t.Fatalf("agreed: %+v", c)
	}
	f.Do("share.new", map[string]string{"who": "her GP", "what": "all-but"})
	f.Do("share.set", map[string]string{"without": "money"})
	if f.Record().Conversation.ChangedSince {
		t.Errorf("a choice about sharing made the plan a changed one")
	}
	f.Do("share.done", nil)
	if got := f.Record().Conversation.Revision; got != 2 {
		t.Errorf("revision after the choices = %d, want 2", got)
	}
	f.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	f.Add("And the dog.")
	if f.Record().Conversation.ChangedSince {
		t.Errorf("a note alone made the plan a changed one")
	}
	f.Do("mark.wanted", nil)
	if !f.Record().Conversation.ChangedSince {
		t.Errorf("something new that is wanted is not seen as a change")
	}
}

// TestARevisionNumberIsGivenOnce: an agreement that was undone may have been
// sent, so that the next one is another revision, after a restart too.
func TestARevisionNumberIsGivenOnce(t *testing.T) {
	f := newFlow(t)
	f.Do("want.new", map[string]string{"words": "To bowl"})
	f.Do("go.agree", nil)
	f.Do("agree.set", map[string]string{"answer." + string(f.Record().PersonVoice().ID) + ".says": "yes"})
	f.Do("agree.close", nil)
	f.Undo()
	tail := f.Take()
	for name, g := range map[string]*Flow{"at once": f, "after a restart": Open(f.Record(), tail, guide, testEnv())} {
		g.Do("go.agree", nil)
		g.Do("agree.close", nil)
		if got := g.Record().Conversation.Revision; got != 2 {
			t.Errorf("%s: revision %d, want 2", name, got)
		}
	}
}

func TestANoIsNotAgreedButCanBecomeFinal(t *testing.T) {
	f := newFlow(t)
	f.Do("want.new", map[string]string{"words": "To bowl"})
	f.Do("go.agree", nil)
	person := string(f.Record().PersonVoice().ID)
	f.Do("agree.set", map[string]string{"answer." + person + ".says": "no"})
	if a, _ := f.Action("agree.close"); a.On || a.Why.ID != "why.said-no" {
		t.Errorf("agree.close after a no: on %v, why %q", a.On, a.Why.ID)
	}
	f.Do("decide", map[string]string{"decision": "yes", "by": "Ms Okafor", "reason": "assessed needs"})
	if got := f.Record().Conversation.Standing; got != model.FinalNotAgreed {
		t.Errorf("standing = %q, want %q", got, model.FinalNotAgreed)
	}
}

func TestWrongSumsAreKeptAsTypedAndNeverSummed(t *testing.T) {
	f := newFlow(t)
	f.Do("help.new", map[string]string{"what": "help with the bath", "who": "home care", "priced": "visits", "times": "2", "hours": "0.75", "rate": "23,40"})
	s := f.Record().Supports[0]
	if s.Cost.Rate.Typed != "23,40" || s.Cost.Rate.OK() {
		t.Errorf("rate = %+v, want it as typed and no number", s.Cost.Rate)
	}
	a, _ := f.Action("help.set")
	i := slices.IndexFunc(a.Ask, func(x Field) bool { return x.ID == "rate" })
	if i < 0 || a.Ask[i].Wrong.ID != "wrong.figure" {
		t.Errorf("the rate's field does not say what is wrong")
	}
	if s := f.Record().Sums(); s.WeeklyOK || s.CouncilOK {
		t.Errorf("sums = %+v, want none", s)
	}
	f.Do("help.set", map[string]string{"rate": "23.40"})
	if s := f.Record().Sums(); !s.WeeklyOK || s.Weekly != 3510 {
		t.Errorf("weekly = %v %v, want 35.10", s.Weekly, s.WeeklyOK)
	}
}

// TestEveryActionCanBeAskedForAnywhere goes to every page, with and without
// something in focus, and asks for all actions: none panics, and one that is
// off has a reason.
func TestEveryActionCanBeAskedForAnywhere(t *testing.T) {
	f := newFlow(t)
	f.Add(`"To bowl."`)
	f.Do("mark.wanted", nil)
	f.Do("mark.risk", nil)
	f.Do("someone.new", map[string]string{"name": "Maureen"})
	f.Do("help.new", map[string]string{"what": "the bins", "who": "Maureen"})
	f.Do("share.new", map[string]string{"who": "Ron", "what": "nothing"})
	places := []model.Place{}
	for _, s := range guide.Pages() {
		places = append(places, model.Place{Stage: s})
		for p := range f.Record().Parts() {
			places = append(places, model.Place{Stage: s, Part: p.PartHead().ID})
		}
	}
	for _, p := range places {
		f.Go(p)
		for _, a := range f.Actions() {
			if a.On != a.Why.Zero() {
				t.Errorf("at %+v: %s is on %v with the reason %q", p, a.ID, a.On, a.Why.ID)
			}
		}
	}
}

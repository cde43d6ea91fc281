package desk

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"ownwords/model"
	"ownwords/model/fhir"
	"ownwords/store"
)

// inConflict is a plan of which the first revision got to the server, and the
// second did not, because somebody had changed it there.
func inConflict(t *testing.T) (*Desk, *Talk) {
	t.Helper()
	d := newDesk(t)
	d.Settings.Server.Name = "Northmoor Council"
	k := withPlan(t, d)
	agree(t, k)
	settle(t, d, store.OutThere)
	k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	k.Add(`"And a bath."`)
	k.Do("mark.wanted", nil)
	agree(t, k)
	settle(t, d, store.OutConflict)
	return d, k
}

// settle has what waits be at a step.
func settle(t *testing.T, d *Desk, step store.OutStep) {
	t.Helper()
	out := outgoing(t, d)
	if len(out) != 1 {
		t.Fatalf("%d plans wait, want one", len(out))
	}
	if err := d.store.SetOutState(out[0].ID, store.OutState{Step: step}); err != nil {
		t.Fatal(err)
	}
}

// theirs is what stands at the server: the first revision, with what somebody
// made of its resources.
func theirs(t *testing.T, d *Desk, edit func(kind string, resource map[string]any) bool) Theirs {
	t.Helper()
	all, err := d.Outbox()
	if err != nil {
		t.Fatal(err)
	}
	x := Theirs{At: fhir.Places{}, There: map[string]json.RawMessage{}}
	for _, p := range all {
		raw, err := d.store.Frozen(p.ID)
		if err != nil {
			t.Fatal(err)
		}
		switch p.State.Step {
		case store.OutThere:
			x.Base = raw
		case store.OutConflict:
			x.Ours, x.Item = raw, p.ID
		}
	}
	f, err := fhir.Thaw(x.Base)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range f.Entries {
		var tree map[string]any
		if err := json.Unmarshal(p.Resource, &tree); err != nil {
			t.Fatal(err)
		}
		x.At[p.Key()] = fhir.Place{Type: p.Type, ID: p.ID, ServerID: p.ID}
		if !edit(p.Type, tree) {
			continue
		}
		tree["meta"] = map[string]any{"versionId": "2", "lastUpdated": "2026-11-22T10:14:00Z"}
		if x.There[p.Key()], err = json.Marshal(tree); err != nil {
			t.Fatal(err)
		}
	}
	return x
}

func conflict(t *testing.T, k *Talk, x Theirs) *Conflict {
	t.Helper()
	c, err := k.Conflict(x)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// knownOf is over what a plan may go at the server.
func knownOf(t *testing.T, d *Desk, p Parcel) fhir.Places {
	t.Helper()
	items, _, err := d.store.Outbox()
	if err != nil {
		t.Fatal(err)
	}
	return known(items, p.item, d.server())
}

func attends(kind string, r map[string]any) bool {
	if kind == "Goal" {
		r["description"] = map[string]any{"text": "To attend a bowls club."}
		r["note"] = []any{map[string]any{"text": "Transport asked for."}}
	}
	return true
}

// TestWhatAnEarlierVersionMadeOfAPlanIsNobodysChange: the sentences that a plan is
// put into for a server are others in each version of the program, and what was
// sent with the former ones stands there.
func TestWhatAnEarlierVersionMadeOfAPlanIsNobodysChange(t *testing.T) {
	d, k := inConflict(t)
	earlier := func(kind string, r map[string]any) bool {
		switch kind {
		case "CarePlan":
			r["title"] = "A plan, as it was called before"
		case "Goal":
			r["note"] = []any{map[string]any{"text": "A note that is not made any more."}}
		}
		return true
	}
	x := theirs(t, d, earlier)
	sent := fhir.Bundle{ResourceType: "Bundle", Type: "transaction"}
	var base fhir.Bundle
	if err := json.Unmarshal(x.Base, &base); err != nil {
		t.Fatal(err)
	}
	for _, e := range base.Entry {
		var tree map[string]any
		if err := json.Unmarshal(e.Resource, &tree); err != nil {
			t.Fatal(err)
		}
		earlier(tree["resourceType"].(string), tree)
		raw, err := json.Marshal(tree)
		if err != nil {
			t.Fatal(err)
		}
		e.Resource = raw
		sent.Entry = append(sent.Entry, e)
	}
	raw, err := json.Marshal(sent)
	if err != nil {
		t.Fatal(err)
	}
	x.Base = raw
	for key, stands := range x.There { // and somebody put the goal into other words, and closed the plan
		var tree map[string]any
		if err := json.Unmarshal(stands, &tree); err != nil {
			t.Fatal(err)
		}
		switch tree["resourceType"] {
		case "Goal":
			tree["description"] = map[string]any{"text": "To attend a bowls club."}
		case "CarePlan":
			tree["note"] = []any{map[string]any{"text": "To be looked at in May."}}
		}
		if x.There[key], err = json.Marshal(tree); err != nil {
			t.Fatal(err)
		}
	}
	var said []string
	for _, p := range conflict(t, k, x).Points {
		for _, l := range p.Lines {
			said = append(said, d.Text.Say(l.Is))
		}
	}
	slices.Sort(said)
	if want := []string{"To attend a bowls club.", "To be looked at in May."}; !slices.Equal(said, want) {
		t.Errorf("theirs = %q, want %q: nobody changed the rest", said, want)
	}
}

// TestWhatTheCouncilChangedStandsBesideOurs: a goal in other words, and a note
// that has no place here. Both are kept, under the council's name; the plan that
// comes of it names both and may stand in the place of what was seen there, and
// of nothing else.
func TestWhatTheCouncilChangedStandsBesideOurs(t *testing.T) {
	d, k := inConflict(t)
	x := theirs(t, d, attends)
	c := conflict(t, k, x)
	if len(c.Points) != 2 || len(c.Brought) != 0 || c.Who != "Northmoor Council" || c.At.IsZero() {
		t.Fatalf("conflict = %+v, want the goal's words and a note on it", c)
	}
	goal, note := c.Points[0], c.Points[1]
	if goal.Keep != KeepBoth || note.Keep != KeepBoth || len(note.Offers) != 2 {
		t.Errorf("kept by itself: %s, %s of %s, want both", goal.Keep, note.Keep, note.Offers)
	}
	if got := d.Text.Say(goal.Lines[0].Was) + " / " + d.Text.Say(goal.Lines[0].Is); got != `"I want to get back to the bowls club." / To attend a bowls club.` {
		t.Errorf("here and there = %s", got)
	}
	e, err := k.Resolve(c)
	if err != nil {
		t.Fatal(err)
	}
	flush(t, k)
	r := k.Record()
	if r.Wants[0].Words.Text != "I want to get back to the bowls club." || r.Conversation.Revision != 3 || r.Conversation.ChangedSince {
		t.Errorf("ours = %+v, %+v, want it as it was, in revision 3", r.Wants[0].Words, r.Conversation)
	}
	said := r.Notes[len(r.Notes)-2:]
	if !strings.Contains(said[0].Text, "To attend a bowls club.") || !strings.Contains(said[1].Text, "Transport asked for.") || k.VoiceName(said[0].Voice) != "Northmoor Council" {
		t.Errorf("beside ours = %q, %q by %q", said[0].Text, said[1].Text, k.VoiceName(said[0].Voice))
	}
	if e.Say[len(e.Say)-1].ID != "conflict.done" {
		t.Errorf("it says %+v", e.Say)
	}
	out := outgoing(t, d)
	if len(out) != 1 || out[0].Revision != 3 {
		t.Fatalf("outgoing = %+v, want revision 3", out)
	}
	raw, err := d.store.Frozen(out[0].ID)
	if err != nil || !strings.Contains(string(raw), c.together.Revises[0]) || !strings.Contains(string(raw), c.together.Revises[1]) {
		t.Errorf("what goes does not name both (%v)", err)
	}
	for key, at := range knownOf(t, d, out[0]) {
		if at.ETag != `W/"2"` {
			t.Errorf("%s goes over %q, want what was seen there", key, at.ETag)
		}
	}
	if kept, _, err := d.store.Kept(r.ID); err != nil || kept[len(kept)-1].Why != store.WhyMerge {
		t.Errorf("kept %+v, %v, want it kept as brought together", kept[len(kept)-1].Why, err)
	}
	if back, err := d.SentBack(); err != nil || len(back) != 0 {
		t.Errorf("sent back = %+v, %v, want nothing", back, err)
	}
}

// TestToBringTogetherIsTakenBack: the plan is what it was, waits for nobody, and
// what they changed is there to be looked at again.
func TestToBringTogetherIsTakenBack(t *testing.T) {
	d, k := inConflict(t)
	if _, err := k.Resolve(conflict(t, k, theirs(t, d, attends))); err != nil {
		t.Fatal(err)
	}
	flush(t, k)
	k.Undo()
	flush(t, k)
	if out := outgoing(t, d); len(out) != 0 || k.Record().Conversation.Revision != 2 {
		t.Errorf("outgoing = %+v, revision %d, want nothing to go", out, k.Record().Conversation.Revision)
	}
	back, err := d.SentBack()
	if err != nil || len(back) != 1 || back[0].State.Step != store.OutConflict {
		t.Errorf("sent back = %+v, %v, want the conflict", back, err)
	}
	k.Redo()
	flush(t, k)
	if at := knownOf(t, d, outgoing(t, d)[0]); len(at) == 0 {
		t.Error("brought together again it does not go over what was seen")
	}
	k.Undo()
	k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	k.Add("One more thing.")
	k.Do("mark.wanted", nil)
	agree(t, k)
	if at := knownOf(t, d, outgoing(t, d)[0]); len(at) != 0 {
		t.Errorf("agreed again without looking it goes over what was seen: %+v", at)
	}
}

// TestTheirWordsInThePlaceOfOurs, ours alone, and a goal that they took out: it
// is as somebody chose.
func TestTheirWordsInThePlaceOfOurs(t *testing.T) {
	for _, tt := range []struct {
		keep          Keep
		words, drawer string
		again         bool // she is asked again
	}{
		{KeepTheirs, "To attend a bowls club.", "", true},
		{KeepOurs, "I want to get back to the bowls club.", "mine", false},
	} {
		d, k := inConflict(t)
		before := len(k.Record().Notes)
		c := conflict(t, k, theirs(t, d, attends))
		c.Points[0].Keep, c.Points[1].Keep = tt.keep, KeepOurs
		if _, err := k.Resolve(c); err != nil {
			t.Fatal(err)
		}
		flush(t, k)
		got := k.Record()
		want := got.Wants[0]
		if want.Words.Text != tt.words || got.Conversation.ChangedSince != tt.again || tt.again != (want.First != nil) || want.Read != model.NotRead {
			t.Errorf("%s: %+v, first %+v, changed since %v", tt.keep, want.Words, want.First, got.Conversation.ChangedSince)
		}
		if n := got.Notes[before]; len(got.Notes) != before+2 || !strings.Contains(n.Text, "To attend a bowls club.") || string(n.Drawer) != tt.drawer {
			t.Errorf("%s: their words stand as %+v, want them kept", tt.keep, got.Notes[before:])
		}
		if out := outgoing(t, d); (len(out) == 0) != tt.again {
			t.Errorf("%s: %d plans go", tt.keep, len(out))
		}
	}
	d, k := inConflict(t)
	c := conflict(t, k, theirs(t, d, func(kind string, _ map[string]any) bool { return kind != "Goal" }))
	if len(c.Points) != 1 || c.Points[0].Keep != KeepOurs {
		t.Fatalf("of a goal that is gone there: %+v, want it asked, and kept", c.Points)
	}
	c.Points[0].Keep = KeepTheirs
	if _, err := k.Resolve(c); err != nil {
		t.Fatal(err)
	}
	if w := k.Record().Wants; len(w) != 1 || w[0].Words.Text != "And a bath." {
		t.Errorf("wants = %+v, want the bath alone", w)
	}
}

// TestWhatAnotherLaptopAddedComesIn: the same plan was gone on with on two
// laptops. What only they changed is in it, what only we changed stays, own notes
// are nobody's, and of the same words both are told.
func TestWhatAnotherLaptopAddedComesIn(t *testing.T) {
	d, k := inConflict(t)
	k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	x := theirs(t, d, func(string, map[string]any) bool { return true })
	their, err := fhir.Read(x.Base)
	if err != nil {
		t.Fatal(err)
	}
	want := model.Copy(their.Wants[0])
	want.Why, want.Words.Text = model.Words{Text: "Len goes too."}, "I want to win at bowls."
	note := model.Copy(their.Notes[0])
	note.Text = "I want to bowl on Wednesdays."
	final := model.Copy(their.Conversation)
	final.Standing, final.Revision = model.Final, 2
	their = their.With(want).With(note).With(final).With(&model.Step{Head: model.Head{ID: model.NewID()}, What: "Ring the club"})
	for _, r := range fhir.Resources(their, k.optionsOf(their)) {
		x.At[r.Type+"/"+r.ID] = fhir.Place{Type: r.Type, ID: r.ID, ServerID: r.ID}
		x.There[r.Type+"/"+r.ID] = r.JSON
	}
	c := conflict(t, k, x)
	if len(c.Points) != 0 || len(c.Brought) != 4 || d.Text.Say(c.Brought[3]) != "There the plan is: final" {
		t.Fatalf("points %+v, brought %+v, want nothing asked, three things brought and how far it has come", c.Points, c.Brought)
	}
	if _, err := k.Resolve(c); err != nil {
		t.Fatal(err)
	}
	flush(t, k)
	r := k.Record()
	if len(r.Wants) != 2 || r.Wants[0].Why.Text != "Len goes too." || r.Wants[0].Words.Text != "I want to win at bowls." || len(r.Steps) != 1 {
		t.Errorf("wants %+v, steps %+v, want ours and theirs", r.Wants, r.Steps)
	}
}

// TestANoteInTwoWordings: on both laptops somebody mended the same line. What the
// other says stays that voice's, as it was said.
func TestANoteInTwoWordings(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	agree(t, k)
	settle(t, d, store.OutThere)
	k.Amend(k.Record().Notes[0].ID, `"I want to bowl."`)
	agree(t, k)
	settle(t, d, store.OutConflict)
	x := theirs(t, d, func(string, map[string]any) bool { return true })
	their, err := fhir.Read(x.Base)
	if err != nil {
		t.Fatal(err)
	}
	note := model.Copy(their.Notes[0])
	note.Text = "I want to win."
	for _, r := range fhir.Resources(their.With(note), k.optionsOf(their)) {
		x.There[r.Type+"/"+r.ID] = r.JSON
	}
	c := conflict(t, k, x)
	if len(c.Points) != 1 || c.Points[0].Keep != KeepBoth {
		t.Fatalf("points = %+v, want the note", c.Points)
	}
	if _, err := k.Resolve(c); err != nil {
		t.Fatal(err)
	}
	notes := k.Record().Notes
	last := notes[len(notes)-1]
	if len(notes) != 2 || notes[0].Text != "I want to bowl." || last.Text != "I want to win." || last.Telling != model.Said || last.Voice != notes[0].Voice || last.Topic != "matters" {
		t.Errorf("notes = %+v, want both wordings as Peggy's", notes)
	}
}

// TestNothingIsBroughtTogetherUnagreed, and where nobody changed anything there
// is nothing to look at.
func TestNothingIsBroughtTogetherUnagreed(t *testing.T) {
	d, k := inConflict(t)
	c := conflict(t, k, theirs(t, d, attends))
	k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	k.Add("One more thing.")
	flush(t, k)
	e, err := k.Resolve(c)
	if err != nil || e.Say[0].ID != "conflict.agree-first" || k.Record().Conversation.Revision != 2 || len(outgoing(t, d)) != 0 {
		t.Errorf("it says %+v, %v, revision %d", e.Say, err, k.Record().Conversation.Revision)
	}
	k.Undo()
	d2 := newDesk(t)
	if _, err := d2.TheirsOf(t.Context(), withPlan(t, d2).Record().ID); !errors.Is(err, ErrNoConflict) {
		t.Errorf("theirs of a plan that nobody changed: %v, want ErrNoConflict", err)
	}
}

// TestNothingOfTheirsReachesOwnNotes, whatever drawer it says that it is of.
func TestNothingOfTheirsReachesOwnNotes(t *testing.T) {
	d, k := inConflict(t)
	x := theirs(t, d, func(string, map[string]any) bool { return true })
	their, err := fhir.Read(x.Base)
	if err != nil {
		t.Fatal(err)
	}
	their = their.With(&model.Note{Head: model.Head{ID: model.NewID(), Drawer: model.DrawerMine}, Voice: k.Record().Notes[0].Voice, Text: "planted"}).
		With(&model.Worry{Head: model.Head{ID: model.NewID(), Drawer: model.DrawerWorry}})
	for _, r := range fhir.Resources(their, k.optionsOf(their)) {
		x.There[r.Type+"/"+r.ID] = r.JSON
	}
	c := conflict(t, k, x)
	if _, err := k.Resolve(c); err != nil {
		t.Fatal(err)
	}
	if r := k.Record(); len(r.Worries) != 0 || len(r.InDrawer(model.DrawerMine).Notes) != 0 {
		t.Errorf("own notes %+v, worries %+v, want none", r.InDrawer(model.DrawerMine).Notes, r.Worries)
	}
}

// TestANoElsewhereIsNeverMadeAYes: of two choices about sharing one stands, and
// where the other is a no that is it.
func TestANoElsewhereIsNeverMadeAYes(t *testing.T) {
	d, k := inConflict(t)
	x := theirs(t, d, func(string, map[string]any) bool { return true })
	their, err := fhir.Read(x.Base)
	if err != nil {
		t.Fatal(err)
	}
	gp := model.NewID()
	k.Do("share.new", map[string]string{"who": "her GP", "what": "all"})
	for _, s := range k.Record().Sharing {
		gp = s.ID
	}
	no := &model.Sharing{Head: model.Head{ID: gp}, Who: "her GP", Choice: model.ShareNo}
	for _, r := range fhir.Resources(their.With(no), k.optionsOf(their)) {
		x.There[r.Type+"/"+r.ID] = r.JSON
	}
	c := conflict(t, k, x)
	i := slices.IndexFunc(c.Points, func(p Point) bool { return p.clash.Kind == model.KindSharing && p.clash.Field == "choice" })
	if i < 0 || c.Points[i].Keep != KeepTheirs || slices.Contains(c.Points[i].Offers, KeepBoth) {
		t.Errorf("points = %+v, want the no, and no both", c.Points)
	}
}

// TestOfTwoDecisionsOneHolds: the council's last, on the plan and on the money,
// unless somebody says otherwise.
func TestOfTwoDecisionsOneHolds(t *testing.T) {
	noon := time.Date(2026, 9, 16, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name         string
		here, theirs model.Part
		field        string
		want         Keep
	}{
		{
			"theirs is later", &model.Agreement{Decision: "question", DecisionAt: noon},
			&model.Agreement{Decision: "yes", DecisionAt: noon.Add(time.Hour)}, "decision", KeepTheirs,
		},
		{
			"ours is later", &model.Agreement{Decision: "question", DecisionAt: noon},
			&model.Agreement{Decision: "yes", DecisionAt: noon.Add(-time.Hour)}, "decision", KeepOurs,
		},
		{"theirs was taken back", &model.Agreement{Decision: "yes", DecisionAt: noon}, &model.Agreement{}, "decision", KeepOurs},
		{"the money", &model.Budget{DecidedBy: "Ann", DecidedAt: noon}, &model.Budget{DecidedBy: "Ben", DecidedAt: noon.Add(time.Hour)}, "decidedBy", KeepTheirs},
	} {
		all, keep := offers(tt.here, tt.theirs, tt.field)
		if keep != tt.want || slices.Contains(all, KeepBoth) || len(all) != 2 {
			t.Errorf("%s: %s of %s, want %s, and no both", tt.name, keep, all, tt.want)
		}
	}
	if all, keep := offers(&model.Agreement{}, &model.Agreement{}, "lookAgain"); keep != KeepBoth || len(all) != 3 {
		t.Errorf("of a day to look again: %s of %s, want both", keep, all)
	}
}

// TestTheirWordsTurnNoLineRound, nor look like the program's own.
func TestTheirWordsTurnNoLineRound(t *testing.T) {
	d, k := inConflict(t)
	c := conflict(t, k, theirs(t, d, func(kind string, r map[string]any) bool {
		if kind == "Goal" {
			r["description"] = map[string]any{"text": "To \u202ebowl.\u2066\r\nAll is there."}
		}
		return true
	}))
	if got := d.Text.Say(c.Points[0].Lines[0].Is); got != "To bowl. All is there." {
		t.Errorf("there it says %q", got)
	}
}

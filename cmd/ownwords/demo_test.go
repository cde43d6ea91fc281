package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownwords/content"
	"ownwords/model"
)

// What is typed in the practice conversations is answers, line by line: one
// question more or less on a page, and all that follows lands on other lines. So
// the records are looked at, and not only that they came about.
func TestThePracticeStore(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	pass := []byte(testPassphrase)
	var said strings.Builder
	if err := (&program{}).fillDemo(t.Context(), dir, pass, &said); err != nil {
		t.Fatal(err)
	}
	for _, wrong := range []string{"A number from", "No command", "Kept as typed"} {
		if before, _, found := strings.Cut(said.String(), wrong); found {
			t.Errorf("an answer fits no question:\n%s%s", before[max(0, len(before)-400):], wrong)
		}
	}
	d, err := unlock(dir, pass)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	all, damaged, err := d.Everyone("")
	if err != nil || len(damaged) > 0 {
		t.Fatalf("Everyone = %d damaged, %v", len(damaged), err)
	}
	stories := map[string]func(*testing.T, *model.Record){
		"Peggy Ashworth": peggyPractises, "Harjit Kaur Sandhu": harjitPractises, "Yusuf Demir": yusufPractises,
	}
	for _, e := range all {
		r, g, err := d.Show(e.ID)
		if err != nil {
			t.Fatal(err)
		}
		name := r.Person.FullName
		t.Run(name, func(t *testing.T) { stories[name](t, r) })
		delete(stories, name)
		if read := d.ReadOver(r, &g, "my-plan", model.Recipient{Person: true}); len(read.Plainer) > 0 {
			t.Errorf("the plan of %s could be plainer: %v", name, read.Plainer)
		}
	}
	if len(stories) > 0 {
		t.Errorf("%d of the people in it are missing", len(stories))
	}
}

// tellDiff compares what is counted on in a record with what stands there.
func tellDiff(t *testing.T, got, want map[string]any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the record (-want +got):\n%s", diff)
	}
}

// talkedOf are the first words of each note that is in the talk.
func talkedOf(r *model.Record) []string {
	var out []string
	for _, n := range r.Notes {
		if n.Drawer == model.DrawerShared {
			out = append(out, strings.Join(strings.Fields(n.Text)[:2], " "))
		}
	}
	return out
}

// viewsOf are who sees the first risk how.
func viewsOf(r *model.Record) map[string]model.Stand {
	out := map[string]model.Stand{}
	for _, v := range r.Risks[0].Views {
		out[model.Find(r.Voices, v.Voice).Name] = v.Stand
	}
	return out
}

func choicesOf(r *model.Record) map[string]model.Choice {
	out := map[string]model.Choice{}
	for _, s := range r.Sharing {
		out[s.Who] = s.Choice
	}
	return out
}

// Peggy's plan went all the way: agreed, questioned, final, changed, agreed anew.
func peggyPractises(t *testing.T, r *model.Record) {
	s := r.Sums()
	four, _ := s.FourWeekly()
	last := r.Risks[0].IfThens[0].Then
	unread := slices.DeleteFunc(slices.Clone(r.Needs), func(n *model.Need) bool { return n.Read != model.NotRead })
	tellDiff(t, map[string]any{
		"standing": r.Conversation.Standing, "changed": r.Conversation.ChangedSince, "why": r.Conversation.ChangedWhy,
		"week": s.Weekly.String(), "share": s.Share.String(), "council": s.Council.String(), "four": four.String(),
		"once": s.Once.String(), "own": s.Own.String(), "payment": r.Payment.Amount.Typed, "duties": len(r.Payment.Employer),
		"unread": len(unread), "deal": len(r.Deal.Lines), "yes to the deal": len(r.Deal.SaidYes), "lacks": len(r.Lacks()),
		"eligible": []string{r.Needs[0].Eligible, r.Needs[1].Eligible}, "ways of going on": len(r.Risks[0].Options),
		"views": viewsOf(r), "then": last[len(last)-1].Who, "wishes": r.Wishes.Ring, "owed": len(r.Owed), "shared": choicesOf(r), "talk": talkedOf(r),
	}, map[string]any{
		"standing": model.Agreed, "changed": false, "why": "Maureen walks and drives; Kyle has gone to college",
		"week": "81.10", "share": "22.75", "council": "58.35", "four": "233.40",
		"once": "178.00", "own": "18.70", "payment": "184", "duties": len(model.Duties),
		"unread": 0, "deal": 4, "yes to the deal": 3, "lacks": 1,
		"eligible": []string{"yes", "yes"}, "ways of going on": 2,
		"views": map[string]model.Stand{"Peggy Ashworth": model.For, "Carol": model.ForIf, "Dele Martins": model.ForIf, "Maureen": model.For},
		"then":  "Maureen", "wishes": "Carol", "owed": 3,
		"shared": map[string]model.Choice{
			"her GP": model.ShareYes, "Carol": model.ShareYes, "Bowls club secretary": model.ShareYes, "Maureen": model.NotUntil, "Ron": model.ShareNo,
		},
		"talk": []string{
			"I want", "And I", "She won't", "Lights up", "Husband Frank", "A fall", "I told", "I want", "Bath takes", "If I", "Stopped going",
			"Maureen rang.", "Kyle's off",
		},
	})
	var periods []model.Period
	for _, x := range r.Supports {
		if x.Cost.Priced() && !slices.Contains(periods, x.Cost.Period) {
			periods = append(periods, x.Cost.Period)
		}
	}
	if len(periods) != len(model.Periods) {
		t.Errorf("what helps comes round as %v, want each of %v", periods, model.Periods)
	}
}

// Nothing is settled with Harjit: what she can decide, what was never asked,
// and a worry that nobody was told of.
func harjitPractises(t *testing.T, r *model.Record) {
	s := r.Sums()
	d := r.Decisions[0]
	tellDiff(t, map[string]any{
		"standing": r.Conversation.Standing, "visits": len(r.Visits), "week": s.Weekly.String(), "once": s.Once.String(), "share": s.ShareOK,
		"council": s.CouncilOK, "eligible": []string{r.Needs[0].Eligible, r.Needs[1].Eligible}, "can": d.Conclusion, "by": d.By,
		"views": viewsOf(r), "ways of going on": len(r.Risks[0].Options), "kept by": r.Risks[0].Kept.By, "dislikes": r.Person.Disliked, "worries": len(r.Worries), "open": r.Worries[0].Open(),
		"shared": choicesOf(r), "talk": talkedOf(r),
	}, map[string]any{
		"standing": model.Draft, "visits": 2, "week": "199.13", "once": "84.99", "share": false,
		"council": false, "eligible": []string{"not-yet", "not-yet"}, "can": "can", "by": "Dele Martins",
		"views": map[string]model.Stand{
			"Harjit Kaur Sandhu": model.For, "Simran": model.Against, "Dele Martins": model.ForIf, "Manjit": model.NotSaying,
		},
		"ways of going on": 3, "kept by": "Manjit", "dislikes": "care, client", "worries": 1, "open": true,
		"shared": map[string]model.Choice{"Simran": model.ShareYes, "The gurdwara's kitchen": model.ShareYes, "Manjit": model.NotUntil},
		"talk":   []string{"ਮੈਂ ਆਪਣੀ", "Sunday at"},
	})
}

// Yusuf gets ready with a peer supporter: nobody decides anything, and what is
// just for him is in no list.
func yusufPractises(t *testing.T, r *model.Record) {
	tellDiff(t, map[string]any{
		"kind": r.Conversation.Kind, "questions": len(r.Questions), "own": r.Sums().Own.String(), "views": viewsOf(r),
		"shared": choicesOf(r), "talk": talkedOf(r), "agreement": r.Agreement == nil,
	}, map[string]any{
		"kind": model.Preparation, "questions": 6, "own": "13.60",
		"views":  map[string]model.Stand{"Yusuf Demir": model.For, "Ayşe": model.Against},
		"shared": map[string]model.Choice{"The assessor": model.ShareYes, "Ayşe": model.NotUntil, "The old hostel": model.ShareNo},
		"talk":   []string{"I'm not", "Bernie is", "A good", "A bad", "If I"}, "agreement": true,
	})
}

// The practice council's own rules are ones that "settings local" finds nothing
// wrong in.
func TestThePracticeRules(t *testing.T) {
	t.Parallel()
	if _, wrong := content.ParseLocal(content.DemoLocal()); len(wrong) > 0 {
		t.Errorf("ParseLocal(DemoLocal()) has %d faults, the first %+v", len(wrong), wrong[0])
	}
}

package flow

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ownwords/model"
)

// chronicled is what a history says, as sentence, words before and words after.
func chronicled(f *Flow, tail []model.Batch) []string {
	var out []string
	for _, h := range f.History(tail) {
		m := f.Told(&h)
		var line strings.Builder
		line.WriteString(m.ID)
		for _, gap := range []string{"whose", "was", "is", "words"} {
			if s, ok := m.Args[gap].(string); ok {
				line.WriteString("|" + s)
			}
		}
		if what, ok := m.Args["what"].(model.Message); ok {
			line.WriteString("|" + what.ID)
		}
		out = append(out, line.String())
	}
	return out
}

// visited holds a visit in which Peggy's words are typed, mended and marked, and
// something is noted for oneself.
func visited(t *testing.T) (*Flow, []model.Batch) {
	t.Helper()
	f := newFlow(t)
	tail := f.Take()
	for _, letters := range []string{"To sing", " in a choir", " again."} { // three pauses of one hand
		typing(f, letters)
		tail = append(tail, f.Take()...)
		f.settle()
	}
	n := f.Notes()[0]
	f.Edit(n.ID, len("To sing "), len("To sing in a choir"), "at home") // and mended
	f.settle()
	f.Do("mark.later", nil)
	f.Do("want.new", map[string]string{"words": "To sing"})
	f.Go(model.Place{Stage: model.StageWants})
	f.Do("want.new", map[string]string{"words": "To bowl"})
	f.Do("want.set", map[string]string{"why": "the club"})
	f.Do("want.set", map[string]string{"good": "every Friday"})
	f.Go(model.Place{Stage: model.StageTalk})
	f.Add("me: She is tired.")
	f.Do("mark.mine", nil)
	tail, _ = asKept(append(tail, f.Take()...))
	return f, tail
}

func TestHistoryTellsWhatBecameOfWhat(t *testing.T) {
	f, tail := visited(t)
	want := []string{
		"history.taken",
		"history.thing.new|thing.want",
		"history.thing.new|thing.want",
		"history.about-told|To sing at home again|act.mark.later",
		"history.told.changed|Peggy|To sing in a choir again|To sing at home again",
		"history.told.new|Peggy|To sing in a choir again",
		"history.thing.new|history.kind.person",
	}
	if d := cmp.Diff(want, chronicled(f, tail)); d != "" {
		t.Errorf("history (-want +got):\n%s", d)
	}
	f.Go(model.Place{Stage: model.StageMine})
	if d := cmp.Diff([]string{"history.noted.new|She is tired"}, chronicled(f, tail)); d != "" {
		t.Errorf("history of one's own notes (-want +got):\n%s", d)
	}
}

// TestALineOfTheHistoryIsCutWhereWordsEnd: between blanks, and between letters
// where a script has none.
func TestALineOfTheHistoryIsCutWhereWordsEnd(t *testing.T) {
	long := strings.Repeat("Every Friday she goes dancing. ", 4)
	for name, x := range map[string]struct{ was, is, before, now string }{
		"in the middle of a word": {
			long + "She fears the stairs. " + long, long + "She fears the steps. " + long,
			"… the stairs …", "… the steps …",
		},
		"at its end": {
			long + "She fears the stair " + long, long + "She fears the stairs " + long,
			"… the stair …", "… the stairs …",
		},
		"across lines": {
			long + "\nTo sing\nTo sew\n" + long, long + "\nTo sing\nTo swim\n" + long,
			"… To sew …", "… To swim …",
		},
		"Chinese": {
			strings.Repeat("她每个星期五都去跳舞", 8) + "怕楼梯" + strings.Repeat("她每个星期五都去跳舞", 8),
			strings.Repeat("她每个星期五都去跳舞", 8) + "怕台阶" + strings.Repeat("她每个星期五都去跳舞", 8),
			"… 舞怕楼梯 …", "… 舞怕台阶 …",
		},
		"letters of several signs": {
			long + "Sent 👩‍👩‍👧 to " + long, long + "Sent 👩‍👩‍👦 to " + long,
			"… Sent 👩‍👩‍👧 …", "… Sent 👩‍👩‍👦 …",
		},
		"Thai, whole letters": {
			strings.Repeat("ที่นี่", 30) + "กำ" + strings.Repeat("ที่นี่", 30), strings.Repeat("ที่นี่", 30) + "กิ" + strings.Repeat("ที่นี่", 30),
			"… นี่กำ …", "… นี่กิ …",
		},
	} {
		if before, now := changedWords(x.was, x.is); before != x.before || now != x.now {
			t.Errorf("%s: changedWords() = %q, %q, want %q, %q", name, before, now, x.before, x.now)
		}
	}
	for text, want := range map[string]string{
		"To sing in a choir":  "To sing…",
		"To sing a song":      "To sing…",
		"Ann 她每个星期五都去跳舞":      "Ann 她每个星…",
		"Incomprehensibility": "Incompre…",
		"ที่นี่ที่นี่ที่นี่ที่นี่ที่นี่": "ที่นี่ที่นี่ที่นี่ที่นี่…",
		"é́é́é́é́é́é́é́é́é́":             "é́é́é́é́é́é́é́é́…",
	} {
		if got := beginning(text, 8); got != want {
			t.Errorf("beginning(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestWordsTakenOutPauseByPauseAreOneThing: no line of the history ends where a
// hand paused in the middle of a word.
func TestWordsTakenOutPauseByPauseAreOneThing(t *testing.T) {
	f := newFlow(t)
	typing(f, "She fears the stairs")
	f.settle()
	n := f.Notes()[0]
	for _, text := range []string{"She fears the st", "She fears", "She fears the dark", "She fears the bath"} {
		f.Edit(n.ID, 0, len(f.Notes()[0].Text), text)
		f.settle()
	}
	got := chronicled(f, f.Take())
	want := []string{
		"history.told.changed|Peggy|She fears the dark|She fears the bath",
		"history.told.changed|Peggy|She fears the stairs|She fears the dark",
		"history.told.new|Peggy|She fears the stairs",
	}
	if d := cmp.Diff(want, got[:min(len(got), 3)]); d != "" {
		t.Errorf("history (-want +got):\n%s", d)
	}
}

// TestWhatSheSaidFirstIsBroughtBack: from the line that changed it, and it is an
// act that is taken back like any other.
func TestWhatSheSaidFirstIsBroughtBack(t *testing.T) {
	f, tail := visited(t)
	all := f.History(tail)
	i := slices.IndexFunc(all, func(h Happened) bool { return f.Told(&h).ID == "history.told.changed" })
	f.Go(model.Place{Stage: model.StageWants})
	e := f.BringBack(&all[i])
	if got := f.Record().Notes[0].Text; got != "To sing in a choir again." {
		t.Errorf("brought back: %q, want what she said first", got)
	}
	if p := f.Place(); p.Stage != model.StageTalk || p.Part != f.Record().Notes[0].ID || e.Say[0].ID != "history.brought" {
		t.Errorf("brought back it leads to %+v and says %v, want the note", p, e.Say)
	}
	if why := f.MayBringBack(&all[i]); why.ID != "history.stands" {
		t.Errorf("brought back once more: %v, want that it stands", why)
	}
	f.Undo()
	if got := f.Record().Notes[0].Text; got != "To sing at home again." {
		t.Errorf("taken back: %q, want what it said before the bringing back", got)
	}
	if got := f.Compare(&all[i]); len(got) < 2 || got[0].Same() || got[0].Was.Args["text"] != "To sing in a choir again." || !got[1].Same() {
		t.Errorf("Compare() = %v, want the words beside each other, and the same voice", got)
	}
}

// TestWhatIsSaidAnewIsNotBroughtBack: neither who may see it nor who agreed, nor
// anything of one's own notes on another page.
func TestWhatIsSaidAnewIsNotBroughtBack(t *testing.T) {
	f, tail := visited(t)
	f.Go(model.Place{Stage: model.StageShare})
	f.Do("share.new", map[string]string{"who": "Dr Rao"})
	f.Do("share.set", map[string]string{"what": "all"})
	f.Do("share.set", map[string]string{"what": "nothing"})
	tail = append(tail, f.Take()...)
	all := f.History(tail)
	if why := f.MayBringBack(&all[0]); all[0].Was == nil || why.ID != "history.not-brought" {
		t.Errorf("a yes that became a no: %v, want that it is said anew", why)
	}
	f.Go(model.Place{Stage: model.StageMine})
	f.Amend(f.Notes()[0].ID, "me: She is very tired.")
	tail = append(tail, f.Take()...)
	own := f.History(tail)
	f.Go(model.Place{Stage: model.StageTalk})
	if why := f.MayBringBack(&own[0]); why.ID != "history.not-here" {
		t.Errorf("an own note, from the talk: %v, want not here", why)
	}
}

// TestAPlanThatWasKeptIsComparedWithNow: part by part; what left the talk since
// is named and not brought back.
func TestAPlanThatWasKeptIsComparedWithNow(t *testing.T) {
	f, tail := visited(t)
	whole := f.Record()
	f.Go(model.Place{Stage: model.StageTalk})
	f.Add("Frank died.")
	second := f.Notes()[1]
	whole = whole.With(second)
	f.Amend(f.Notes()[0].ID, "Nothing any more.")
	f.SetCaret(second.ID, 0)
	f.Do("note.wrong", map[string]string{"as": "shred"})
	f.Add("New.")
	tail = append(tail, f.Take()...)
	since := f.Since(whole, tail)
	if len(since) != 3 {
		t.Fatalf("Since() = %d parts, want the changed, the gone and the new note", len(since))
	}
	for i, want := range []string{"", "history.taken-out", "history.nothing-before"} {
		if why := f.MayBringBack(&since[i]); why.ID != want {
			t.Errorf("part %d of the kept plan: %q stands in the way, want %q", i, why.ID, want)
		}
	}
	f.BringBack(&since[0])
	if got := f.Notes()[0].Text; got != "To sing at home again." {
		t.Errorf("brought back from the kept plan: %q", got)
	}
}

// TestWordsThatLeftTheTalkComeBackByNoPlan: nor by the want that a mark drew out
// of the note, whether the note was shredded or is one's own now.
func TestWordsThatLeftTheTalkComeBackByNoPlan(t *testing.T) {
	for _, how := range []string{"shredded", "just for me", "with more in the want"} {
		t.Run(how, func(t *testing.T) {
			f := newFlow(t)
			f.Add(`"The pensioncard is in the tin."`)
			n := f.InHand()
			f.Do("mark.wanted", nil)
			whole := f.Record() // agreed, and sent as it is
			f.Take()
			if how == "with more in the want" {
				f.Go(model.Place{Stage: model.StageWants, Part: f.Record().Wants[0].ID})
				f.Do("want.set", map[string]string{"why": "it is hers"})
			}
			f.Go(model.Place{Stage: model.StageTalk, Part: n.ID})
			if how == "just for me" {
				f.Do("mark.mine", nil)
			} else {
				f.Do("note.wrong", map[string]string{"as": "shred"})
			}
			if how == "with more in the want" { // and the want is changed once more
				f.Go(model.Place{Stage: model.StageWants, Part: f.Record().Wants[0].ID})
				f.Do("want.set", map[string]string{"why": "she asked for it"})
			}
			since := f.Since(whole, f.Take())
			if len(since) == 0 {
				t.Fatal("Since() tells nothing of what left")
			}
			for _, h := range since {
				if why := f.MayBringBack(&h); why.ID != "history.taken-out" {
					t.Errorf("%T of the kept plan: %q stands in the way, want that it was taken out", h.Was, why.ID)
				}
				f.BringBack(&h)
			}
			if raw, err := json.Marshal(f.Record().InDrawer(model.DrawerShared)); err != nil || bytes.Contains(raw, []byte("pensioncard")) {
				t.Errorf("the talk has it again: %s, %v", raw, err)
			}
		})
	}
}

// TestALongHistoryIsPutTogetherAtOnce: a day of notes, as the tests of the store
// and of the screens have it.
func TestALongHistoryIsPutTogetherAtOnce(t *testing.T) {
	f := newFlow(t)
	tail := f.Take()
	for i := range 3600 {
		if i%12 == 0 {
			f.NewNote()
		}
		typing(f, "word ")
		tail = append(tail, f.Take()...)
	}
	began := time.Now()
	all := f.History(tail)
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("%d batches took %v", len(tail), took)
	}
	if len(all) < 300 || len(all) > 305 {
		t.Errorf("History() has %d lines of %d batches, want one for each note", len(all), len(tail))
	}
}

// A yes at the reading back makes a need no other than it was when it was agreed.
func TestWhatWasOnlyHeardIsTheSame(t *testing.T) {
	f, _, _, _ := planned(t)
	f.Do("need.new", map[string]string{"words": "Bath takes the morning."})
	whole := f.Record()
	f.Take()
	f.Do("go.readback", nil)
	for range f.ReadBack() {
		f.Do("read.yes", nil)
	}
	if f.r.Needs[0].Read != model.ReadYes {
		t.Fatal("the need was not read back")
	}
	for _, h := range f.Since(whole, f.Take()) {
		if h.Part().PartKind() != model.KindAgreement {
			t.Errorf("%s counts as changed", h.Part().PartKind())
		}
	}
}

package desk

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ownwords/content"
	"ownwords/content/document"
	"ownwords/model"
	"ownwords/store"
	"ownwords/store/hub"
	"ownwords/store/seal"
)

// A made-up practitioner's desk, cheap to open, on a day of its own.
func newDesk(t *testing.T) *Desk {
	t.Helper()
	var looks atomic.Int64
	start := time.Date(2026, 9, 15, 10, 0, 0, 0, time.UTC)
	s := content.DefaultSettings()
	s.Name, s.Organisation, s.Server.Name = "Dele Martins", "Northmoor Council", "Northmoor inbox"
	s.Numbers.Safety = "01632 960 114"
	d, code, err := Create(filepath.Join(t.TempDir(), "notes"), SetUp{Settings: s, Passphrase: []byte("slow green harbour"), Cost: seal.CheapCost()},
		Options{Now: func() time.Time { return start.Add(time.Duration(looks.Add(1)) * time.Second) }})
	if err != nil {
		t.Fatal(err)
	}
	code.Close()
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return d
}

// withPlan holds a short conversation with Peggy, who wants to bowl.
func withPlan(t *testing.T, d *Desk) *Talk {
	t.Helper()
	k, err := d.New(model.Assessment)
	if err != nil {
		t.Fatal(err)
	}
	k.Do("visit.set", map[string]string{"who": "Peggy Ashworth", "here": "Carol (daughter)"})
	k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	k.Add(`"I want to get back to the bowls club."`)
	k.Do("mark.wanted", nil)
	flush(t, k)
	return k
}

func agree(t *testing.T, k *Talk) {
	t.Helper()
	k.Go(model.Place{Stage: model.StageAgree})
	person := string(k.Record().PersonVoice().ID)
	k.Do("agree.set", map[string]string{"answer." + person + ".says": "yes"})
	k.Do("agree.close", nil)
	flush(t, k)
}

func flush(t *testing.T, k *Talk) {
	t.Helper()
	if err := k.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func outgoing(t *testing.T, d *Desk) []Parcel {
	t.Helper()
	out, err := d.Outgoing()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestABeginningWithoutAWordIsNotKept(t *testing.T) {
	d := newDesk(t)
	k, err := d.New(model.Assessment)
	if err != nil {
		t.Fatal(err)
	}
	flush(t, k)
	if k.Kept() {
		t.Error("a record was made of somebody of whom nothing was typed")
	}
	k.Do("visit.set", map[string]string{"where": "at home"})
	flush(t, k)
	if !k.Kept() {
		t.Error("what was typed before the name is not kept")
	}
	k.Do("visit.set", map[string]string{"who": "Peggy Ashworth"})
	flush(t, k)
	all, _, err := d.Everyone("")
	if err != nil || len(all) != 1 || all[0].Name() != "Peggy Ashworth" {
		t.Fatalf("everyone = %v, %v, want Peggy", all, err)
	}
	r, _, err := d.Show(all[0].ID)
	if err != nil || r.Visits[0].Where != "at home" {
		t.Errorf("what was typed before the name is gone: %v", err)
	}
}

func TestAnAgreedPlanWaitsToGoAndAnUndoneOneDoesNot(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	if n := len(outgoing(t, d)); n != 0 {
		t.Fatalf("%d plans wait before anything was agreed", n)
	}
	agree(t, k)
	if out := outgoing(t, d); len(out) != 1 || out[0].Revision != 1 || out[0].Name != "Peggy Ashworth" {
		t.Fatalf("outgoing = %+v, want revision 1 of Peggy's", out)
	}
	k.Undo()
	flush(t, k)
	if n := len(outgoing(t, d)); n != 0 {
		t.Errorf("%d plans wait after the agreeing was undone", n)
	}
	k.Redo()
	flush(t, k)
	if n := len(outgoing(t, d)); n != 1 {
		t.Errorf("%d plans wait after it was done again, want 1", n)
	}
}

func TestChoicesAfterTheAgreeingTakeItsPlace(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	agree(t, k)
	k.Do("share.new", map[string]string{"who": "her GP", "what": "all"})
	k.Do("share.done", nil)
	flush(t, k)
	if out := outgoing(t, d); len(out) != 1 || out[0].Revision != 2 {
		t.Errorf("outgoing = %+v, want only revision 2", out)
	}
	all, err := d.Outbox()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(p Parcel) bool { return p.Revision == 1 })
	if i < 0 || all[i].State.Step != store.OutReplaced {
		t.Errorf("revision 1 = %+v, want it kept and replaced", all)
	}
}

// TestASharedServerHasOnlyWhatThePersonSaidYesTo: the refusal freezes nothing.
func TestASharedServerHasOnlyWhatThePersonSaidYesTo(t *testing.T) {
	d := newDesk(t)
	d.Settings.Server.Whose = content.WhoseShared
	k := withPlan(t, d)
	agree(t, k)
	if n := len(outgoing(t, d)); n != 0 {
		t.Fatalf("%d plans wait for a server nobody was asked about", n)
	}
	k.Do("share.new", map[string]string{"who": "Northmoor inbox", "what": "nothing"})
	k.Do("share.done", nil)
	flush(t, k)
	if n := len(outgoing(t, d)); n != 0 {
		t.Fatalf("%d plans wait for a server the person said no to", n)
	}
	k.Go(model.Place{Stage: model.StageShare})
	k.Do("share.new", map[string]string{"who": "Northmoor inbox", "what": "all"})
	k.Do("share.done", nil)
	flush(t, k)
	if n := len(outgoing(t, d)); n != 1 {
		t.Errorf("%d plans wait after a yes, want 1", n)
	}
}

// TestAPlanIsThereOnceHoweverOftenItIsSent sends to the team's own inbox.
func TestAPlanIsThereOnceHoweverOftenItIsSent(t *testing.T) {
	d := newDesk(t)
	agree(t, withPlan(t, d))
	if _, err := d.Send(t.Context(), nil, nil); !errors.Is(err, ErrNoServer) {
		t.Fatalf("send without a server: %v, want ErrNoServer", err)
	}
	h := newHub(t)
	token, err := h.AddToken("laptop")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h.Handler(slog.New(slog.DiscardHandler)))
	defer server.Close()
	d.Settings.Server.URL = server.URL + "/fhir/R4"

	if _, err := d.Send(t.Context(), nil, nil); err != nil {
		t.Fatalf("send without a token: %v, want it told by the state", err)
	}
	if out := outgoing(t, d); len(out) != 1 || out[0].State.Answer != "auth" {
		t.Fatalf("without a token: %+v, want it waiting for one", out)
	}
	d.Settings.Server.TokenFile = filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(d.Settings.Server.TokenFile, []byte(token+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var told []string
	for range 2 {
		if _, err := d.Send(t.Context(), nil, func(p Parcel) { told = append(told, string(p.State.Step)) }); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(told, []string{"going", "there"}) {
		t.Errorf("told %v, want going and there, once", told)
	}
	plans, err := h.List()
	if err != nil || len(plans) != 1 || plans[0].Version != 1 {
		t.Errorf("the inbox has %+v, %v, want one plan in its first version", plans, err)
	}
}

func newHub(t *testing.T) *hub.Hub {
	t.Helper()
	h, code, err := hub.New(t.TempDir(), hub.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if code != nil {
		code.Close()
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Errorf("close hub: %v", err)
		}
	})
	return h
}

func TestAWorryIsToDoUntilSomebodyWasTold(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	k.Add("My pension card is with somebody else.")
	k.Do("mark.mine", nil)
	note := k.Record().Notes[1].ID
	k.Go(model.Place{Stage: model.StageMine, Part: note})
	k.Do("mine.settle", map[string]string{"as": "worry"})
	flush(t, k)
	tasks, err := d.ToDo()
	if err != nil || len(tasks) != 1 || tasks[0].Place.Part != k.Record().Worries[0].ID || tasks[0].What.Args["number"] != "01632 960 114" {
		t.Fatalf("to do = %+v, %v, want the worry with the number to ring", tasks, err)
	}
	k.Do("worry.set", map[string]string{"told": "the duty manager", "told-when": "12.20"})
	if err := k.Leave(t.Context()); err != nil {
		t.Fatal(err)
	}
	if again, _, err := d.Open(k.Record().ID); err != nil || again.Place().Stage == model.StageMine {
		t.Errorf("own notes open by themselves (%v)", err)
	}
	if tasks, err = d.ToDo(); err != nil || len(tasks) != 0 {
		t.Errorf("to do = %+v, %v, want nothing once a name and a time stand there", tasks, err)
	}
}

// TestAPlanThatWasSentBackIsToDo is refused by the council's server: it waits no
// more, and stands in what is to be done until a new one is agreed.
func TestAPlanThatWasSentBackIsToDo(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	agree(t, k)
	h, err := d.Home()
	if err != nil || h.ToGo.Plans != 1 || h.SentBack.Plans != 0 || h.ToDo != 0 {
		t.Fatalf("home = %+v, %v, want one plan to go", h, err)
	}
	out := outgoing(t, d)[0]
	if err := d.store.SetOutState(out.ID, store.OutState{Step: store.OutRefused, Since: d.Now(), Answer: "invalid"}); err != nil {
		t.Fatal(err)
	}
	h, err = d.Home()
	if err != nil || h.ToGo.Plans != 0 || h.SentBack.Plans != 1 || h.ToDo != 1 {
		t.Errorf("home = %+v, %v, want it sent back, and to do", h, err)
	}
	all, _, err := d.Everyone("")
	if err != nil || all[0].Stands(d.Now()).ID != "stands.sent-back" || all[0].Waits().ID != "waits.back" {
		t.Errorf("everyone = %+v, %v, want it said to be sent back", all, err)
	}
	tasks, err := d.ToDo()
	if err != nil || len(tasks) != 1 || tasks[0].Name != "Peggy Ashworth" || tasks[0].Place.Stage != model.StageAgree {
		t.Fatalf("to do = %+v, %v, want the plan that was sent back", tasks, err)
	}
	if said := d.Text.Say(tasks[0].What); !strings.Contains(said, "does not take it as it is. Put it right") {
		t.Errorf("it says %q, want why and what to do", said)
	}
	k.Undo()
	agree(t, k)
	if tasks, err = d.ToDo(); err != nil || len(tasks) != 0 {
		t.Errorf("to do = %+v, %v, want nothing once it was agreed anew", tasks, err)
	}
}

func TestACopyIsNeverWrittenOverAndARefusalMakesNone(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	k.Do("go.share", nil)
	k.Do("share.new", map[string]string{"who": "Ron", "what": "nothing"})
	ron := k.Record().Sharing[0].ID
	_, err := d.Paper(k.Record(), k.Guide(), "my-plan", model.Recipient{Sharing: ron})
	if r, ok := errors.AsType[*document.RefusedError](err); !ok || r.Refusal.Who != "Ron" {
		t.Errorf("a copy for Ron: %v, want a refusal", err)
	}
	text, err := d.Paper(k.Record(), k.Guide(), "my-plan", model.Recipient{Person: true})
	if err != nil || !strings.Contains(string(text), "bowls club") {
		t.Fatalf("Peggy's own plan: %v", err)
	}
	path := filepath.Join(t.TempDir(), "plan.txt")
	if err := d.WriteCopy(k.Record().ID, path, text); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file's mode is %v, %v, want 0600", info.Mode(), err)
	}
	if err := d.WriteCopy(k.Record().ID, path, []byte("other")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("writing over it: %v, want fs.ErrExist", err)
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
		t.Errorf("%d files are left in the folder, want the one", len(left))
	}
}

// TestComingBack leaves in the middle of a note and comes back the same day and
// the next.
func TestComingBack(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	id := k.Record().ID
	if err := k.Leave(context.Background()); err != nil {
		t.Fatal(err)
	}
	again, o, err := d.Open(id)
	if err != nil {
		t.Fatal(err)
	}
	if o.NewDay || o.Last == nil || o.Last.Text != "I want to get back to the bowls club." {
		t.Errorf("opened = %+v, want the same day and the last words", o)
	}
	if p := again.Place(); p.Topic != "matters" {
		t.Errorf("place = %+v, want the topic that was left", p)
	}
	again.Undo()
	if len(again.Record().Wants) != 0 {
		t.Error("what was done before leaving can't be undone after")
	}
	if err := again.Leave(context.Background()); err != nil {
		t.Fatal(err)
	}
	d.Options.Now = func() time.Time { return time.Date(2026, 9, 17, 9, 0, 0, 0, time.UTC) }
	if _, o, err = d.Open(id); err != nil || !o.NewDay {
		t.Errorf("two days later: %+v, %v, want it asked whether this is a new visit", o, err)
	}
}

func TestARecordComesBackFromItsJSONAndFromFHIR(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	agree(t, k)
	for _, as := range []document.Format{document.JSON, document.FHIR} {
		raw, err := d.Copy(k.Record(), k.Guide(), document.Options{Document: document.Record, As: as, For: model.Recipient{Council: true}})
		if err != nil {
			t.Fatal(err)
		}
		other := newDesk(t)
		id, err := other.Import(raw)
		if err != nil || id != k.Record().ID {
			t.Fatalf("import of %s: %v, %v", as, id, err)
		}
		r, _, err := other.Show(id)
		if err != nil || len(r.Wants) != 1 || r.Wants[0].Words.Text != "I want to get back to the bowls club." {
			t.Errorf("%s: what came back is not what went out: %v", as, err)
		}
		if _, err := other.Import(raw); !errors.Is(err, store.ErrExists) {
			t.Errorf("importing %s twice: %v, want ErrExists", as, err)
		}
	}
}

// TestTakingBackADecisionLeavesTheAgreedPlanWaiting: what the later revision had
// taken the place of is the plan again, and goes.
func TestTakingBackADecisionLeavesTheAgreedPlanWaiting(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	agree(t, k)
	k.Go(model.Place{Stage: model.StageAgree})
	k.Do("decide", map[string]string{"decision": "yes", "by": "A manager"})
	flush(t, k)
	if out := outgoing(t, d); len(out) != 1 || out[0].Revision != 2 {
		t.Fatalf("outgoing = %+v, want the final revision 2", out)
	}
	k.Undo()
	flush(t, k)
	if out := outgoing(t, d); len(out) != 1 || out[0].Revision != 1 {
		t.Errorf("outgoing after the decision was taken back = %+v, want revision 1", out)
	}
}

// TestAnAgreementUndoneBeforeItWasOnDiskDoesNotGo: the plan is still on its way
// into the outbox when it is taken back.
func TestAnAgreementUndoneBeforeItWasOnDiskDoesNotGo(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	k.Go(model.Place{Stage: model.StageAgree})
	person := string(k.Record().PersonVoice().ID)
	k.Do("agree.set", map[string]string{"answer." + person + ".says": "yes"})
	k.Do("agree.close", nil)
	if err := k.Save(); err != nil {
		t.Fatal(err)
	}
	k.Undo()
	flush(t, k)
	if out := outgoing(t, d); len(out) != 0 {
		t.Errorf("outgoing = %+v, want nothing of what was taken back", out)
	}
}

// TestANoAfterAFailedTryIsKept: a plan that was tried and did not arrive is
// taken back like any other, and a no that nobody closed holds at the door.
func TestANoAfterAFailedTryIsKept(t *testing.T) {
	d := newDesk(t)
	d.Settings.Server = content.Server{Name: "Northmoor inbox", Whose: content.WhoseShared, URL: "http://127.0.0.1:9/fhir/R4"}
	k := withPlan(t, d)
	agree(t, k)
	k.Do("share.new", map[string]string{"who": "Northmoor inbox", "what": "all"})
	k.Do("share.done", nil)
	flush(t, k)
	out := outgoing(t, d)
	if len(out) != 1 {
		t.Fatalf("outgoing = %+v, want the plan", out)
	}
	if err := d.store.SetOutState(out[0].ID, store.OutState{Step: store.OutWaiting, Tries: 1}); err != nil {
		t.Fatal(err)
	}
	k.Go(model.Place{Stage: model.StageShare})
	k.Do("share.new", map[string]string{"who": "Northmoor inbox", "what": "nothing"})
	flush(t, k)
	if stays, err := d.refusedSince(out[0]); err != nil || !stays {
		t.Errorf("refusedSince = %v, %v, want it to stay", stays, err)
	}
	if out := outgoing(t, d); len(out) != 0 {
		t.Errorf("outgoing = %+v, want nothing for a server the person said no to", out)
	}
}

func TestAPlanThatWasSentBackIsToldUntilALaterOneIsThere(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	agree(t, k)
	first := outgoing(t, d)[0]
	steps := []struct {
		step store.OutStep
		want int
	}{{store.OutWaiting, 0}, {store.OutRefused, 1}, {store.OutUnsure, 0}, {store.OutConflict, 1}, {store.OutThere, 0}, {store.OutRefused, 1}}
	for _, tt := range steps {
		if err := d.store.SetOutState(first.ID, store.OutState{Step: tt.step}); err != nil {
			t.Fatal(err)
		}
		if back, err := d.SentBack(); err != nil || len(back) != tt.want {
			t.Errorf("sent back while %q: %+v, %v, want %d", tt.step, back, err, tt.want)
		}
	}
	k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	k.Add("and to bowl")
	k.Do("mark.wanted", nil)
	agree(t, k)
	if back, err := d.SentBack(); err != nil || len(back) != 0 || len(outgoing(t, d)) != 1 {
		t.Errorf("with a later one waiting: sent back %+v, %v", back, err)
	}
}

// TestWhatIsWipedIsGoneFromTheStoreToo opens the record again after a wiping:
// neither it nor what can be undone holds the words.
func TestWhatIsWipedIsGoneFromTheStoreToo(t *testing.T) {
	d := newDesk(t)
	d.Settings.Role = content.RolePeer
	k, err := d.New(model.Preparation)
	if err != nil {
		t.Fatal(err)
	}
	k.Do("visit.set", map[string]string{"who": "Yusuf Demir"})
	k.Go(model.Place{Stage: model.StageTalk, Topic: "well"})
	k.Add("I sleep. I have not been taking the evening tablet.")
	k.Do("mark.wanted", nil)
	k.Split(k.Record().Notes[0].ID, len("I sleep."))
	flush(t, k)
	k.Do("mark.mine", nil)
	flush(t, k)
	k.Do("go.mine", nil)
	k.Do("mine.settle", map[string]string{"as": "wipe"})
	flush(t, k)
	l, err := d.store.Load(k.Record().ID)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(struct {
		R *model.Record
		T []model.Batch
	}{l.Record, l.Tail})
	if err != nil || len(l.Damage) > 0 || strings.Contains(string(raw), "tablet") {
		t.Errorf("the store still holds the words (%v, damage %v)", err, l.Damage)
	}
}

// TestANoteThatLeftTheTalkDoesNotGoWithThePlan moves a note to own notes after
// the plan was agreed: what was frozen with it in it does not go.
func TestANoteThatLeftTheTalkDoesNotGoWithThePlan(t *testing.T) {
	for _, changed := range []bool{false, true} {
		d := newDesk(t)
		k := withPlan(t, d)
		k.Add("My pension card is with somebody else.")
		agree(t, k)
		k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
		want := 1
		if changed {
			k.Add("And the dog.")
			want = 0 // it was not agreed as it is now
		}
		k.SetCaret(k.Notes()[1].ID, 0)
		k.Do("mark.mine", nil)
		flush(t, k)
		out := outgoing(t, d)
		if len(out) != want {
			t.Errorf("changed besides: %v: %d plans wait, want %d", changed, len(out), want)
		}
		for _, p := range out {
			raw, err := d.store.Frozen(p.ID)
			if err != nil || strings.Contains(string(raw), "pension") {
				t.Errorf("what waits to be sent holds the note (%v)", err)
			}
		}
	}
}

// reopen leaves a conversation and opens it anew.
func reopen(t *testing.T, d *Desk, k *Talk) (*Talk, Opened) {
	t.Helper()
	if err := k.Leave(t.Context()); err != nil {
		t.Fatal(err)
	}
	again, o, err := d.Open(k.Record().ID)
	if err != nil {
		t.Fatal(err)
	}
	return again, o
}

// TestARestartChangesNothingAboutWhatIsTakenBack, after a note left the talk
// too: the store keeps nothing of what it was there.
func TestARestartChangesNothingAboutWhatIsTakenBack(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	k.Add("First.")
	k.Add("Ron hits me.")
	k.Do("mark.wanted", nil)
	k.Do("mark.mine", nil)
	again, _ := reopen(t, d, k)
	for i := range 4 {
		a, b := k.Undo(), again.Undo()
		if diff := cmp.Diff(jsonOf(t, k.Record()), jsonOf(t, again.Record())); diff != "" {
			t.Errorf("undo %d (-at once +after a restart):\n%s", i+1, diff)
		}
		if x, y := a.Say[0].ID, b.Say[0].ID; x != y {
			t.Errorf("undo %d says %s at once, %s after a restart", i+1, x, y)
		}
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

// TestAPlanGoesWithoutANoteItNeverHeld: what was typed after the agreeing, and
// is one's own, changes nothing about what waits.
func TestAPlanGoesWithoutANoteItNeverHeld(t *testing.T) {
	for _, changed := range []bool{false, true} {
		d := newDesk(t)
		k := withPlan(t, d)
		agree(t, k)
		k.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
		if changed {
			k.Amend(k.Notes()[0].ID, "To bowl, and to win.")
		}
		k.Add("One more.")
		k.Add("me: Ron frightens her.")
		flush(t, k)
		k.Do("mark.mine", nil)
		flush(t, k)
		if out := outgoing(t, d); len(out) != 1 || k.Record().Conversation.ChangedSince != changed {
			t.Errorf("%d plans wait, changed since %v, want one, and %v", len(out), k.Record().Conversation.ChangedSince, changed)
		}
	}
}

// TestAfterACrashItOpensAtTheLastWords, though it was left elsewhere in good
// order once.
func TestAfterACrashItOpensAtTheLastWords(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	k.Go(model.Place{Stage: model.StageWants})
	k, _ = reopen(t, d, k)
	if at := k.Place(); at.Stage != model.StageWants {
		t.Fatalf("left in good order it opens at %+v", at)
	}
	k.Go(model.Place{Stage: model.StageTalk, Topic: "energy"})
	k.Add("Typed before the crash.")
	flush(t, k)
	crashed, o, err := d.Open(k.Record().ID)
	if err != nil {
		t.Fatal(err)
	}
	if at := crashed.Place(); at.Topic != "energy" || at.Part != o.Last.ID || o.Last.Text != "Typed before the crash." {
		t.Errorf("after the crash it opens at %+v, the last words %q", at, o.Last.Text)
	}
}

// TestTheFirstPageCountsWhatTheListHas: every step that is due, not everybody
// who has one.
func TestTheFirstPageCountsWhatTheListHas(t *testing.T) {
	d := newDesk(t)
	k := withPlan(t, d)
	k.Go(model.Place{Stage: model.StageAgree})
	for _, what := range []string{"Ring Kyle", "Ring Carol", "Ring Dr Rao", "Ask at the club"} {
		k.Do("agree.set", map[string]string{"step.+": what})
	}
	for i, day := range []string{"14 September 2026", "15 September 2026", "14 September 2026", "1 October 2026"} {
		k.Do("agree.set", map[string]string{"step." + string(k.Record().Steps[i].ID) + ".by": day})
	}
	k.Do("agree.set", map[string]string{"look": "15 September 2026"})
	k.Go(model.Place{Stage: model.StageMine})
	k.Add("Ron frightens her.")
	k.Do("mine.settle", map[string]string{"as": "worry"})
	if err := k.Leave(t.Context()); err != nil {
		t.Fatal(err)
	}
	h, err := d.Home()
	if err != nil {
		t.Fatal(err)
	}
	list, err := d.ToDo()
	if err != nil || len(list) != 5 || h.ToDo != len(list) {
		t.Errorf("the first page counts %d, the list has %d (%v), want 5", h.ToDo, len(list), err)
	}
}

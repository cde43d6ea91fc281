package tui

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ownwords/model"
	"ownwords/tui/desk"
)

// deed is something that is done on a page, and what undo and redo say of it.
type deed struct {
	action  string
	at      func(held) model.Place
	answers func(held) map[string]string
	undo    string
	redo    string
}

func stage(s model.Stage) func(held) model.Place {
	return func(held) model.Place { return model.Place{Stage: s} }
}

// on is the page of the newest part of a kind.
func on(s model.Stage, kind model.PartKind) func(held) model.Place {
	return func(h held) model.Place {
		p := model.Place{Stage: s}
		for x := range h.Record().Parts() {
			if x.PartKind() == kind {
				p.Part = x.PartHead().ID
			}
		}
		return p
	}
}

// note is the newest note of a topic.
func note(topic string) func(held) model.Place {
	return func(h held) model.Place {
		notes := h.InTopic(topic)
		return model.Place{Stage: model.StageTalk, Topic: topic, Part: notes[len(notes)-1].ID}
	}
}

// ownNote is the newest of one's own notes.
func ownNote(h held) model.Place {
	p := model.Place{Stage: model.StageMine}
	for _, n := range h.Record().Notes {
		if n.Drawer == model.DrawerMine {
			p.Part = n.ID
		}
	}
	return p
}

func with(pairs ...string) func(held) map[string]string {
	return func(held) map[string]string {
		a := map[string]string{}
		for i := 0; i < len(pairs); i += 2 {
			a[pairs[i]] = pairs[i+1]
		}
		return a
	}
}

// everyDeed are all actions that change a visit, in an order in which each can
// be done.
var everyDeed = []deed{
	{"visit.set", stage(model.StageStart), with("where", "at home"), "Taken back: the start of the visit.", "Done again: the start of the visit."},
	{"here.add", stage(model.StageTalk), with("who", "Kyle (next door)"), "Taken back: who is here.", "Done again: who is here."},
	{"person.set", stage(model.StageTalk), with("disliked", "dear"), "Taken back: about the person.", "Done again: about the person."},
	{"topic.come-back", stage(model.StageTalk), nil, "Taken back: what was said of a topic.", "Done again: what was said of a topic."},
	{"topic.nothing", stage(model.StageTalk), nil, "Taken back: what was said of a topic.", "Done again: what was said of a topic."},
	{"topic.rather-not", stage(model.StageTalk), nil, "Taken back: what was said of a topic.", "Done again: what was said of a topic."},
	{"mark.wanted", note("matters"), nil, "Taken back: the mark “something wanted”.", "Done again: the mark “something wanted”."},
	{"mark.risk", note("matters"), nil, "Taken back: the mark “a risk”.", "Done again: the mark “a risk”."},
	{"mark.person", note("matters"), nil, "Taken back: the mark “a person”.", "Done again: the mark “a person”."},
	{"mark.later", note("matters"), nil, "Taken back: the mark “come back to this”.", "Done again: the mark “come back to this”."},
	{"mark.later", note("matters"), nil, "Back again: the mark “come back to this”.", "Taken out again: the mark “come back to this”."},
	{"note.through", note("matters"), with("way", "signed"), "Taken back: through whom it was said.", "Done again: through whom it was said."},
	{"mark.whose", note("changes"), func(h held) map[string]string { return map[string]string{"voice": h.voice("Carol")} }, "Taken back: whose words these are.", "Done again: whose words these are."},
	{"note.readback", note("changes"), nil, "Taken back: whether it may be read back.", "Done again: whether it may be read back."},
	{"mark.move", note("changes"), with("topic", "energy"), "Taken back: a note moved to another topic.", "Done again: a note moved to another topic."},
	{"mark.mine", note("risk"), nil, "Back again: a note of your own.", "Done again: a note of your own."},
	{"mine.settle", ownNote, with("as", "thought"), "Taken back: a note of your own.", "Done again: a note of your own."},
	{"mine.settle", ownNote, with("as", "worry"), "Taken back: a note of your own.", "Done again: a note of your own."},
	{"worry.set", ownNote, with("safe-now", "yes"), "Taken back: a note of your own.", "Done again: a note of your own."},
	{"want.new", stage(model.StageWants), with("words", `"To bowl again, with the others."`), "Taken back: something wanted, “To bowl again, with the…”.", "Done again: something wanted, “To bowl again, with the…”."},
	{"want.set", on(model.StageWants, model.KindWant), with("why", "the ducks"), "Taken back: a change to something wanted, “To bowl again, with the…”.", "Done again: a change to something wanted,"},
	{"want.drop", on(model.StageWants, model.KindWant), nil, "Back again: something wanted, “To bowl again", "Taken out again: something wanted,"},
	{"need.from", note("energy"), nil, "Taken back: a need, “", "Done again: a need, “"},
	{"need.drop", on(model.StageNeeds, model.KindNeed), nil, "Back again: a need, “", "Taken out again: a need, “"},
	{"need.new", stage(model.StageNeeds), with("words", "the bath takes the morning"), "Taken back: a need, “the bath takes the…”.", "Done again: a need, “the bath takes the…”."},
	{"need.set", on(model.StageNeeds, model.KindNeed), with("outcomes", "ca14.b,ca14.f"), "Taken back: a change to a need, “the bath takes the…”.", "Done again: a change to a need,"},
	{"advice.set", stage(model.StageDesk), with("reduce", "a seat in the shower"), "Taken back: the advice that was given.", "Done again: the advice that was given."},
	{"decision.new", stage(model.StageDecisions), with("what", "where to live"), "Taken back: a decision, “where to live”.", "Done again: a decision, “where to live”."},
	{"decision.set", on(model.StageDecisions, model.KindDecision), with("understand", "yes"), "Taken back: a change to a decision, “where to live”.", "Done again: a change to a decision,"},
	{"decision.drop", on(model.StageDecisions, model.KindDecision), nil, "Back again: a decision, “where to live”.", "Taken out again: a decision, “where to live”."},
	{"power.new", stage(model.StageDecisions), with("who", "Ruth Ashworth"), "Taken back: the legal power of Ruth Ashworth.", "Done again: the legal power of Ruth Ashworth."},
	{"power.set", on(model.StageDecisions, model.KindPower), with("kind", "lpa-money"), "Taken back: a change to the legal power of Ruth Ashworth.", "Done again: a change to the legal power"},
	{"power.drop", on(model.StageDecisions, model.KindPower), nil, "Back again: the legal power of Ruth Ashworth.", "Taken out again: the legal power of Ruth Ashworth."},
	{"advocacy.new", stage(model.StageDecisions), with("for", "plan"), "Taken back: somebody independent.", "Done again: somebody independent."},
	{"advocacy.set", on(model.StageDecisions, model.KindAdvocacy), with("hard", "retain"), "Taken back: a change about somebody independent.", "Done again: a change about somebody independent."},
	{"advocacy.drop", on(model.StageDecisions, model.KindAdvocacy), nil, "Taken back: somebody independent, taken out.", "Done again: somebody independent, taken out."},
	{"wishes.set", stage(model.StageWishes), with("never", "a stranger with a key"), "Taken back: wishes for later.", "Done again: wishes for later."},
	{"someone.new", stage(model.StagePeople), with("name", "Maureen", "close", "around"), "Taken back: Maureen, around.", "Done again: Maureen, around."},
	{"someone.closer", on(model.StagePeople, model.KindRelationship), nil, "Back again: Maureen, around.", "Done again: Maureen, close."},
	{"someone.further", on(model.StagePeople, model.KindRelationship), nil, "Back again: Maureen, close.", "Done again: Maureen, around."},
	{"someone.set", on(model.StagePeople, model.KindRelationship), with("close", "not-to-contact"), "Back again: Maureen, around.", "Done again: Maureen, not to be contacted."},
	{"someone.drop", on(model.StagePeople, model.KindRelationship), nil, "Back again: Maureen, not to be contacted.", "Taken out again: Maureen, not to be contacted."},
	{"risk.new", stage(model.StageRisks), with("words", "the canal"), "Taken back: a risk, “the canal”.", "Done again: a risk, “the canal”."},
	{"risk.set", on(model.StageRisks, model.KindRisk), with("get", "the ducks"), "Taken back: a change to a risk, “the canal”.", "Done again: a change to a risk, “the canal”."},
	{"risk.drop", on(model.StageRisks, model.KindRisk), nil, "Back again: a risk, “the canal”.", "Taken out again: a risk, “the canal”."},
	{"help.new", stage(model.StageHelps), with("what", "the bath", "who", "home care", "priced", "once", "amount", "20"), "Taken back: what helps, “the bath”.", "Done again: what helps, “the bath”."},
	{"help.set", on(model.StageHelps, model.KindSupport), with("amount", "30"), "Taken back: a change to what helps, “the bath”.", "Done again: a change to what helps, “the bath”."},
	{"help.drop", on(model.StageHelps, model.KindSupport), nil, "Back again: what helps, “the bath”.", "Taken out again: what helps, “the bath”."},
	{"own.new", stage(model.StageMoney), with("what", "a cleaner", "amount", "20"), "Taken back: what helps, “a cleaner”.", "Done again: what helps, “a cleaner”."},
	{"money.set", stage(model.StageMoney), with("share", "30"), "Taken back: a sum.", "Done again: a sum."},
	{"help.new", stage(model.StageHelps), with("what", "going out", "arranged", "direct-payment", "kind", "assistant"), "Taken back: what helps, “going out”.", "Done again: what helps, “going out”."},
	{"payment.set", stage(model.StagePayment), with("amount", "165.60"), "Taken back: the direct payment.", "Done again: the direct payment."},
	{"employer.set", stage(model.StagePayment), with("duty.paye", "yes"), "Taken back: what an employer sees to.", "Done again: what an employer sees to."},
	{"offered.set", stage(model.StagePayment), with("not.card", "there is none"), "Taken back: a way that was not offered.", "Done again: a way that was not offered."},
	{"deal.set", stage(model.StagePayment), with("i.0", "keep the statements"), "Taken back: the deal.", "Done again: the deal."},
	{"read.yes", stage(model.StageReadBack), nil, "Taken back: a yes at the reading back.", "Done again: a yes at the reading back."},
	{"read.change", stage(model.StageReadBack), with("words", "otherwise"), "Taken back: other words at the reading back.", "Done again: other words at the reading back."},
	{"read.leave", stage(model.StageReadBack), nil, "Taken back: what was left out of the plan.", "Done again: what was left out of the plan."},
	{"agree.set", stage(model.StageAgree), with("step.+", "ring the club"), "Taken back: a next step, “ring the club”.", "Done again: a next step, “ring the club”."},
	{"step.done", stage(model.StageAgree), func(h held) map[string]string { return map[string]string{"step": string(h.Record().Steps[0].ID)} }, "Taken back: a step done.", "Done again: a step done."},
	{"agree.set", stage(model.StageAgree), func(h held) map[string]string {
		return map[string]string{"answer." + h.voice("Peggy") + ".says": "yes"}
	}, "Taken back: what was said to the plan.", "Done again: what was said to the plan."},
	{"agree.close", stage(model.StageAgree), nil, "Taken back: the agreeing.", "Done again: the agreeing."},
	{"owed.new", stage(model.StageAgree), with("who", "Peggy"), "Taken back: a copy that is owed to Peggy.", "Done again: a copy that is owed to Peggy."},
	{"owed.set", on(model.StageAgree, model.KindOwed), with("how", "large print"), "Taken back: a change to a copy that is owed to Peggy.", "Done again: a change to a copy"},
	{"owed.given", stage(model.StageAgree), func(h held) map[string]string { return map[string]string{"copy": string(h.Record().Owed[0].ID)} }, "Taken back: a change to a copy that is owed to Peggy.", "Done again: a change to a copy"},
	{"owed.drop", on(model.StageAgree, model.KindOwed), nil, "Back again: a copy that is owed to Peggy.", "Taken out again: a copy that is owed to Peggy."},
	{"risk.new", stage(model.StageRisks), with("words", "the lock"), "Taken back: a risk, “the lock”.", "Done again: a risk, “the lock”."},
	{"changed.why", stage(model.StageAgree), with("why", "she fell"), "Taken back: why the plan was changed.", "Done again: why the plan was changed."},
	{"agree.close", stage(model.StageAgree), nil, "Taken back: the agreeing.", "Done again: the agreeing."},
	{"decide", stage(model.StageAgree), with("decision", "yes", "by", "Ms Okafor"), "Taken back: the council's decision.", "Done again: the council's decision."},
	{"share.new", stage(model.StageShare), with("who", "Dr Rao"), "Taken back: Dr Rao on the list of who may see it.", "Done again: Dr Rao on the list of who may see it."},
	{"override.set", on(model.StageShare, model.KindSharing), with("ground", "danger", "why", "the stove", "by", "Ms Okafor"), "Taken back: a lawful reason for a copy.", "Done again: a lawful reason for a copy."},
	{"share.sooner", stage(model.StageShare), with("sooner", "that she fell"), "Taken back: what the council should sooner not hold.", "Done again: what the council should sooner not hold."},
	{"share.set", on(model.StageShare, model.KindSharing), with("what", "all"), "Taken back: a change to Dr Rao on the list of who may see it.", "Done again: a change to Dr Rao"},
	{"share.done", stage(model.StageShare), nil, "Taken back: the end of who may see it.", "Done again: the end of who may see it."},
	{"share.drop", on(model.StageShare, model.KindSharing), nil, "Back again: Dr Rao on the list of who may see it.", "Taken out again: Dr Rao on the list of who may see it."},
	{"visit.new", stage(model.StageTalk), nil, "Taken back: a new visit.", "Done again: a new visit."},
}

// Those that need another standing, or another kind of talk.
var draftDeeds = []deed{
	{"stop", stage(model.StageTalk), with("why", "enough"), "Taken back: ", "Done again: "},
	{"resume", stage(model.StageTalk), nil, "Taken back: going on.", "Done again: going on."},
	{"not-wanted", stage(model.StageTalk), with("words", "leave me be"), "Taken back: that it was not wanted.", "Done again: that it was not wanted."},
}

var peerDeeds = []deed{
	{"question.new", stage(model.StageQuestions), with("words", "who pays?"), "Taken back: a question, “who pays?”.", "Done again: a question, “who pays?”."},
	{"question.set", on(model.StageQuestions, model.KindQuestion), with("words", "who pays for it?"), "Taken back: a change to a question, “who pays?”.", "Done again: a change to a question, “who pays for it?”."},
	{"question.drop", on(model.StageQuestions, model.KindQuestion), nil, "Back again: a question, “who pays for it?”.", "Taken out again: a question, “who pays for it?”."},
	{"question.not-to-miss", stage(model.StageQuestions), with("not-to-miss", "the stairs"), "Taken back: a question, “the stairs”.", "Done again: a question, “the stairs”."},
}

// steady are the actions that change nothing, so that there is nothing to take
// back.
var steady = []string{"prompt.next", "topic.next", "topic.back", "topic.go", "undo", "redo", "read.back", "chain.back", "chain.on"}

// forGood are those that nothing takes back.
var forGood = []string{"note.wrong"}

// TestEveryThingThatIsDoneCanBeTakenBack does every action there is on its own
// page, takes it back from another and does it again: the record is as it was,
// the page is where it was done, and the sentence names the thing. After a
// restart of the program all of it goes back, and on, once more.
func TestEveryThingThatIsDoneCanBeTakenBack(t *testing.T) {
	talk := func(t *testing.T) *drive {
		return withVisit(t, func(k *desk.Talk) {
			h := held{k}
			h.Do("visit.set", map[string]string{"who": "Peggy Ashworth", "called": "Peggy", "here": "Carol (daughter)", "why": "plan"})
			h.topic("matters", `"To walk to the club."`)
			h.topic("changes", "Husband Frank died.")
			h.topic("risk", "Ron frightens her.")
			h.topic("energy", `"My own kitchen." #wanted`, `"A bath." #wanted`, `"The garden." #wanted`)
			h.topic("matters")
		})
	}
	tried := map[string]bool{}
	for _, c := range []struct {
		name  string
		begin func(*testing.T) *drive
		deeds []deed
	}{{"a visit", talk, everyDeed}, {"a draft", talk, draftDeeds}, {"a preparation", forPeer, peerDeeds}} {
		t.Run(c.name, func(t *testing.T) {
			d := c.begin(t)
			stood := []string{d.record()}
			for _, x := range c.deeds {
				tried[x.action] = true
				stood = append(stood, d.doneAndBack(x))
			}
			d.tick()
			d.again()
			for i := range c.deeds {
				d.keys("ctrl+z")
				d.stands("after a restart, undo of "+c.deeds[len(c.deeds)-1-i].action, stood[len(stood)-2-i])
			}
			for i := range c.deeds {
				d.keys("ctrl+y")
				d.stands("after a restart, redo of "+c.deeds[i].action, stood[i+1])
			}
		})
	}
	d := newDrive(t)
	d.start("Somebody", "")
	for _, x := range d.app.talk.Actions() {
		if !tried[x.ID] && !slices.Contains(slices.Concat(steady, forGood), x.ID) && !strings.HasPrefix(x.ID, "go.") {
			t.Errorf("nobody tries to take back %s", x.ID)
		}
	}
}

// doneAndBack does a thing, takes it back from another page, does it again, and
// returns the record as it then stands.
func (d *drive) doneAndBack(x deed) string {
	d.t.Helper()
	h := held{d.app.talk}
	d.clock.set(d.app.now().Add(time.Minute))
	before, where := d.record(), x.at(h)
	d.run(d.app.goTo(where))
	answers := map[string]string(nil)
	if x.answers != nil {
		answers = x.answers(h)
	}
	d.run(d.app.do(x.action, answers))
	after := d.record()
	if after == before {
		d.t.Fatalf("%s did nothing: %s", x.action, d.app.message)
	}
	away := model.StagePeople
	if where.Stage == away || !h.Guide().Has(away) {
		away = model.StageWants
	}
	look := d.app.talk.Place().Stage
	if x.action == "agree.close" || x.action == "share.done" || strings.HasSuffix(x.action, ".drop") {
		look = where.Stage // what came of it leads on
	}
	if where.Stage == model.StageMine || where.Stage == model.StageReadBack || x.action == "mark.mine" {
		look = away // not gone to: somebody may be looking
	}
	for _, way := range []struct{ key, say, stands string }{{"ctrl+z", x.undo, before}, {"ctrl+y", x.redo, after}} {
		d.run(d.app.goTo(model.Place{Stage: away}))
		d.keys(way.key)
		d.stands(way.key+" of "+x.action, way.stands)
		if !strings.HasPrefix(d.app.message, way.say) {
			d.t.Errorf("%s of %s says %q, want %q", way.key, x.action, d.app.message, way.say)
		}
		if got := d.app.talk.Place(); got.Stage != look || look == model.StageTalk && where.Topic != "" && got.Topic != where.Topic {
			d.t.Errorf("%s of %s leads to %+v, want %+v", way.key, x.action, got, where)
		}
	}
	return after
}

// record is the conversation as it stands, as text.
func (d *drive) record() string {
	d.t.Helper()
	raw, err := json.MarshalIndent(d.app.talk.Record(), "", " ")
	if err != nil {
		d.t.Fatal(err)
	}
	return string(raw)
}

func (d *drive) stands(story, want string) {
	d.t.Helper()
	if diff := cmp.Diff(want, d.record()); diff != "" {
		d.t.Fatalf("%s (-want +got):\n%s", story, diff)
	}
}

// again ends the program, and opens the conversation anew.
func (d *drive) again() {
	d.t.Helper()
	d.reopen()
	d.typed(passphrase)
	d.keys("enter", "enter")
	if d.app.talk == nil {
		d.t.Fatalf("the conversation is not open:\n%s", d.screen())
	}
}

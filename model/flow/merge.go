package flow

import (
	"slices"

	"ownwords/model"
)

// merging is the act of bringing a plan together with what somebody else made of
// it meanwhile.
const merging = "merge"

// fromPlan is where a note came from that says what somebody else's copy of the
// plan says.
const fromPlan = "plan"

// Beside is what somebody else's copy of the plan says of a thing, to be kept
// beside what it says here.
type Beside struct {
	About model.ID // the part; none for what this program has no place for
	Who   string   // whose copy it is, and
	End   string   // who they are, in words
	When  model.When
	Text  string
	Own   bool // it is for one's own notes alone: ours stands
	// Note is the same words of the same voice as they stand in the other copy,
	// where the part is a note: they stay that voice's.
	Note *model.Note
}

// MayMerge says what stands in the way of bringing the plan together with what
// somebody else made of it, or nothing. What is not agreed as it is now is agreed
// first: the two that are brought together are both somebody's word.
func (f *Flow) MayMerge() model.Message {
	c := f.r.Conversation
	if !c.Standing.Plan() || c.ChangedSince || f.newTx().talkedSince(c) {
		return model.Msg("conflict.agree-first", "who", f.r.Person.Name())
	}
	return model.Message{}
}

// Merge makes the plan what came of bringing it together with another copy, and
// keeps beside it what is said of the same thing there. It is a revision of its
// own, behind both; where something is in it that the person never heard, or the
// council's decision was on other sums, it is a changed plan instead, to be agreed
// again.
func (f *Flow) Merge(now *model.Record, beside []Beside, unheard bool) Effect {
	if why := f.MayMerge(); !why.Zero() {
		return Effect{Look: f.place, Say: []model.Message{why}}
	}
	return f.act(merging, func(t *tx) {
		for p := range now.Parts() {
			if was := f.r.PartOf(p.PartKind(), p.PartHead().ID); was == nil || !samePart(was, p) {
				t.put(p)
			}
		}
		for p := range f.r.Parts() {
			if now.PartOf(p.PartKind(), p.PartHead().ID) == nil {
				t.drop(p)
			}
		}
		for _, b := range beside {
			t.putBeside(b)
		}
		c := model.Copy(t.now().Conversation)
		if t.parted() {
			unheard = true
			t.dropDecision()
		}
		if unheard || t.decisionFalls() {
			c.Revision, c.ChangedSince = revisionOf(f.r.Conversation), true
		} else {
			c.Revision = max(f.nextRevision(), c.Revision+1)
		}
		t.put(c)
	})
}

// parted tells whether the plan's standing and the council's decision came apart,
// the one from here, the other from there: neither was said of what came of both.
func (t *tx) parted() bool {
	return isDecided(t.was) == isFinal(t.was) && isDecided(t.now()) != isFinal(t.now())
}

func isDecided(r *model.Record) bool { return r.Agreement.Decided() == "yes" }

func isFinal(r *model.Record) bool { return r.Conversation.Standing.Decided() }

// dropDecision takes out a decision that no standing goes with.
func (t *tx) dropDecision() {
	if r := t.now(); isFinal(r) || !isDecided(r) {
		return
	}
	a := model.Copy(t.now().Agreement)
	a.Undecide()
	t.put(a)
	t.budgetUndecided()
}

// putBeside keeps what another copy says as a note of whoever's copy that is.
func (t *tx) putBeside(b Beside) {
	n := &model.Note{Text: b.Text, SaidAt: b.When, Topic: t.topicOf(b.About)}
	if b.Note != nil {
		n = model.Copy(b.Note)
		n.Marks = nil // what was drawn of it there came in by itself
	} else {
		n.Voice = t.outsider(b.Who, b.End)
	}
	n.Head = newHead(t.f, t.now().Notes)
	if b.Own {
		n.Drawer = model.DrawerMine
	}
	n.Source, n.Typed, n.Visit = fromPlan, t.f.env.Now().UTC(), t.f.visit()
	kept := slices.ContainsFunc(t.now().Notes, func(x *model.Note) bool {
		return x.Source == fromPlan && x.Text == n.Text && x.Drawer == n.Drawer && x.Voice == n.Voice
	})
	if !kept {
		t.put(n)
	}
}

// outsider is the voice of somebody who was in no visit: the one that stands
// there already by this name, or a new one.
func (t *tx) outsider(name, end string) model.ID {
	for _, v := range t.now().Voices {
		if v.Name == name && v.Role == model.RoleProfessional {
			return v.ID
		}
	}
	v := &model.Voice{Head: newHead(t.f, t.now().Voices), Name: name, Role: model.RoleProfessional, Connection: end}
	t.put(v)
	return v.ID
}

// topicOf is the topic that a part was talked about in, or else the first.
func (t *tx) topicOf(part model.ID) string {
	from := []model.ID{part}
	if p := t.now().Part(part); p != nil {
		from = append(from, wordsFrom(p)...)
	}
	i := slices.IndexFunc(t.now().Notes, func(n *model.Note) bool { return n.Topic != "" && slices.Contains(from, n.ID) })
	if i < 0 {
		return t.f.firstTopic()
	}
	return t.now().Notes[i].Topic
}

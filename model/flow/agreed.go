package flow

import (
	"slices"
	"time"

	"ownwords/model"
)

// quiet are acts that do not make an agreed plan another one.
var quiet = map[string]bool{
	"agree.close": true, "decide": true, "share.set": true, "share.new": true, "share.drop": true,
	"share.done": true, "visit.new": true, "step.done": true, "draft": true, "undraft": true,
	"mark.mine": true, merging: true, "changed.why": true, "share.sooner": true, "override.set": true,
	"owed.new": true, "owed.set": true, "owed.drop": true, "owed.given": true,
	"read.yes": true, "read.done": true, // to read it out is to change nothing
}

// asAgreed are the parts of an agreed plan that were changed since in this
// sitting, as they were before that.
type asAgreed struct {
	before map[ref]model.Part
	// noted tells that it is because of these that the plan counts as changed.
	noted bool
	// why and by are those of the version that was agreed: a change after it has
	// a reason of its own.
	why, by string
}

// sinceAgreed notes that a plan was changed after it was agreed, or that it is
// again what was agreed.
func (t *tx) sinceAgreed(name string) {
	c, a := t.now().Conversation, &t.f.since
	if c == nil {
		return
	}
	if _, touched := t.at[refOf(c)]; touched && !beside[name] || !c.Standing.Plan() {
		*a = asAgreed{} // another plan, or one that is changed whatever comes
	}
	if !c.Standing.Plan() || quiet[name] {
		return
	}
	for _, x := range t.parts {
		if _, known := a.before[x.ref]; !known && x.changes(c) {
			if a.before == nil {
				a.before = map[ref]model.Part{}
			}
			a.before[x.ref] = x.before
		}
	}
	changed := false
	for x, was := range a.before {
		changed = changed || touched{x, was, t.part(x)}.changes(c)
	}
	if changed == c.ChangedSince || !changed && !a.noted {
		return
	}
	c = model.Copy(c)
	if changed {
		a.why, a.by = c.ChangedWhy, c.ChangedBy
		c.ChangedWhy, c.ChangedBy = "", ""
	} else {
		c.ChangedWhy, c.ChangedBy = a.why, a.by
	}
	c.ChangedSince, a.noted = changed, true
	t.put(c)
}

// changes tells whether this makes a plan another one than was agreed. It does
// not where it ends as it began, or is only said after the agreeing: a new note,
// whoever came into the room, what was said of a topic. Nothing of that was
// read back, and the plan stays what it was.
func (x touched) changes(c *model.Conversation) bool {
	if drawerOf(x.after, x.before) != model.DrawerShared {
		return false
	}
	p := x.after
	if p == nil {
		p = x.before
	}
	switch now := p.(type) {
	case nil:
		return false
	case *model.Note:
		if x.before == nil || now.Typed.After(c.Stood) {
			return false
		}
	case *model.Voice:
		if x.before == nil {
			return false
		}
	case *model.Visit, *model.TopicState:
		return false
	}
	if c.Standing == model.Agreed && x.council() {
		return false
	}
	return x.before == nil || x.after == nil || !samePart(x.before, x.after)
}

// council tells whether only what the council does by itself is other than it
// was: the advice that it gave, what it decided of a need, and which of an
// employer's duties are done. That is put down between the agreeing and the
// council's decision, which makes a revision with it.
func (x touched) council() bool {
	switch now := x.after.(type) {
	case *model.Advice:
		return true
	case *model.Need:
		was, there := x.before.(*model.Need)
		return there && samePart(undecided(was), undecided(now))
	case *model.Payment:
		was, there := x.before.(*model.Payment)
		return there && samePart(unticked(was), unticked(now))
	}
	return false
}

func undecided(n *model.Need) *model.Need {
	c := model.Copy(n)
	c.Eligible, c.EligibleBy, c.EligibleWhy, c.EligibleAt = "", "", "", time.Time{}
	return c
}

func unticked(p *model.Payment) *model.Payment {
	c := model.Copy(p)
	c.Employer = nil
	return c
}

// decisionFalls tells whether the council decided on other sums than these.
func (t *tx) decisionFalls() bool {
	b, was := t.now().Budget, t.was.Budget
	if b == nil || was == nil || b.DecidedBy == "" || !b.DecidedAt.Equal(was.DecidedAt) {
		return false
	}
	before, now := t.was.Sums(), t.now().Sums()
	return before.Council != now.Council || before.CouncilOK != now.CouncilOK || before.Once != now.Once || before.OnceOK != now.OnceOK
}

// sinceDecided takes the council's decision off sums that it was not about.
func (t *tx) sinceDecided() {
	if t.decisionFalls() {
		t.budgetUndecided()
	}
}

// budgetUndecided takes out that the council decided on the sums.
func (t *tx) budgetUndecided() {
	if b := t.now().Budget; b != nil && b.DecidedBy != "" {
		b = model.Copy(b)
		b.Undecide()
		t.put(b)
	}
}

// talkedSince tells whether anything was said after the plan was agreed: it
// was not agreed to, and goes nowhere before it is. What stands in another copy
// of the plan was said there.
func (t *tx) talkedSince(c *model.Conversation) bool {
	return slices.ContainsFunc(t.now().Notes, func(n *model.Note) bool {
		return n.Drawer == model.DrawerShared && n.Typed.After(c.Stood) && n.Source != fromPlan
	})
}

// revise makes what was agreed a revision of its own as it is now, without
// being asked again. Where more was said since, it is a changed plan instead,
// to be agreed anew.
func (t *tx) revise(c *model.Conversation) {
	c = model.Copy(c)
	if t.talkedSince(c) {
		c.ChangedSince, c.ChangedWhy, c.ChangedBy = true, "", ""
	} else {
		c.Revision = t.f.nextRevision()
	}
	t.put(c)
}

// agreedWithout makes an agreed plan a revision of its own when a note left the
// talk: what waits to be sent was frozen with the note in it. One that was typed
// after the agreeing never was in it. A plan that was changed besides is not
// agreed as it is now, and is to be agreed anew whatever comes.
func (t *tx) agreedWithout(n *model.Note) {
	c := t.now().Conversation
	switch {
	case c == nil || !c.Standing.Plan() || n.Typed.After(c.Stood):
	case c.ChangedSince:
		t.f.since = asAgreed{}
	default:
		t.revise(c)
	}
}

// Package flow is one conversation being held: what can be done in it, where
// one is, and what was done, told as batches for whoever keeps them. Both faces
// of the program drive it, the full screen and plain lines, and neither can do
// what it does not offer. Its words: an Action is something that can be done
// here, a Field something it asks, an act what was done as one, an Effect what
// came of it. Its one rule: no goroutine, no input or output, no clock but the
// one it was given, and no sentence that a person would read.
package flow

import (
	"cmp"
	"slices"
	"time"

	"ownwords/model"
)

// Env is what a conversation needs from the world.
type Env struct {
	By     model.ID // the user of this laptop, for the record of who did what
	Worker Worker   // who that is; nobody is named for whoever holds the record
	Now    func() time.Time
	NewID  func() model.ID
}

// Worker is who holds the conversation, or goes on with it.
type Worker struct {
	Name         string
	Role         model.Role // RolePractitioner or RolePeer
	Organisation string
}

// Effect is what came of something that was done: the parts that changed,
// where to look, and what to tell. What a person typed is never an error.
type Effect struct {
	Changed []model.ID
	Look    model.Place
	Say     []model.Message
}

// Flow is one conversation. Its methods are for one goroutine; the Record it
// gives out may be read by any.
type Flow struct {
	env   Env
	guide model.Guide
	r     *model.Record
	place model.Place
	// topic is the one last talked in, to come back to from another page;
	// resting remembers where in each topic one was.
	topic   string
	resting map[string]model.Place
	// turned counts the prompts turned over in each topic.
	turned map[string]int
	// closed are said notes whose closing quotation mark was typed, with what
	// was typed behind it so far; literal are notes whose start is text and no
	// voice, because that was taken back.
	closed  map[model.ID]string
	literal map[model.ID]bool
	// drafting is the note of a line that is still being typed.
	drafting model.ID
	// reading is how far the reading back has come.
	reading int
	persons persons
	// newcomer is whoever types, where the record was another worker's and they
	// are to be put into it with what they change first.
	newcomer *model.Voice
	// reworded are the parts whose words were changed in this reading back;
	// halfRead those for which other words were typed that nobody ended yet.
	reworded, halfRead map[model.ID]bool

	since   asAgreed
	choices choices
	// revised is the highest revision that ever was: a number is not given twice,
	// even when the agreeing was undone.
	revised int
	seq     uint64
	out     []model.Batch
	steps   steps
	turn    turning
	run     *run // what is typed in one go, while it is
	// acting tells that an action is being done, soFar that its answer is typed
	// still, and field which line it answers.
	acting, soFar bool
	field         string
}

// Open goes on with a record. tail are the batches that led to it, oldest
// first, and make up what can be undone.
func Open(r *model.Record, tail []model.Batch, g model.Guide, e Env) *Flow {
	f := &Flow{
		env: e, guide: g, r: r,
		resting: map[string]model.Place{}, turned: map[string]int{},
		closed: map[model.ID]string{}, literal: map[model.ID]bool{}, reworded: map[model.ID]bool{},
		halfRead: map[model.ID]bool{},
		steps:    steps{kin: kin{}},
		choices:  choices{revision: revisionOf(r.Conversation), made: map[model.ID]int{}, left: map[model.ID]int{}},
	}
	f.remember(tail)
	f.newcomer = f.comes(tail)
	f.place = model.Place{Stage: model.StageTalk, Topic: f.firstTopic()}
	if v := r.Latest(); v != nil && !f.begun() {
		f.place = model.Place{Stage: model.StageStart, Part: v.ID}
	}
	return f
}

// actBegin is the act that a conversation begins with.
const actBegin = "begin"

// Begin starts a new conversation and its first visit, now. Nothing is in it
// yet but who holds it; guideHash names the stored copy of the guide.
func Begin(g model.Guide, guideHash string, w Worker, e Env) *Flow {
	f := Open(&model.Record{ID: e.NewID()}, nil, g, e)
	f.act(actBegin, func(t *tx) {
		now := e.Now().UTC()
		t.put(&model.Conversation{
			Head: model.Head{ID: model.ID(model.KindConversation)}, Kind: g.Kind,
			Guide: g.ID, GuideVersion: g.Version, GuideHash: guideHash, Language: g.Language,
			Organisation: w.Organisation, Standing: model.Draft, Began: now,
		})
		t.put(&model.Person{Head: model.Head{ID: model.ID(model.KindPerson)}})
		person := &model.Voice{Head: newHead(f, f.r.Voices), Role: model.RolePerson}
		t.put(person)
		worker := &model.Voice{Head: newHead(f, t.now().Voices), Name: w.Name, Role: w.Role}
		t.put(worker)
		visit := &model.Visit{Head: newHead(f, f.r.Visits), Began: now, Here: []model.ID{person.ID, worker.ID}}
		t.put(visit)
		f.place = model.Place{Stage: model.StageStart, Part: visit.ID}
	})
	return f
}

// begun tells whether anything was said yet.
func (f *Flow) begun() bool { return len(f.r.Notes) > 0 }

// Record is the conversation as it is now, to read. It is replaced, never
// changed, by what follows.
func (f *Flow) Record() *model.Record { return f.r }

// Guide is the guide the conversation began with.
func (f *Flow) Guide() *model.Guide { return &f.guide }

// Place is where one is.
func (f *Flow) Place() model.Place { return f.place }

// Go goes to a place. A topic that one comes back to without naming a part is
// entered where it was left; one that was never entered, behind its last note.
func (f *Flow) Go(p model.Place) Effect {
	dropped := f.dropEmpty()
	f.settle()
	f.leave()
	p.Field = "" // a line is gone to by Undo alone
	if p.Stage == "" {
		p.Stage = f.place.Stage
	}
	if !f.guide.Has(p.Stage) {
		return Effect{Look: f.place, Say: []model.Message{f.NotHere()}, Changed: dropped}
	}
	if p.Stage == model.StageTalk {
		p = f.intoTopic(p)
	}
	if p.Stage == model.StageStart && p.Part == "" {
		if v := f.r.Latest(); v != nil {
			p.Part = v.ID
		}
	}
	f.place = p
	return Effect{Look: p, Changed: dropped}
}

func (f *Flow) intoTopic(p model.Place) model.Place {
	p.Topic = cmp.Or(p.Topic, f.place.Topic, f.topic, f.firstTopic())
	if p.Part != "" {
		return p
	}
	if rest, ok := f.resting[p.Topic]; ok && (rest.Part == "" || model.Find(f.r.Notes, rest.Part) != nil) {
		return rest
	}
	return p
}

// leave remembers where one was in the topic that is left.
func (f *Flow) leave() {
	if f.place.Stage == model.StageTalk {
		f.topic = f.place.Topic
		f.resting[f.place.Topic] = f.place
	}
}

// SetCaret tells the engine where the caret stands, in bytes of the note's
// text, so that a restart comes back to it. A run of typing ends where it is
// moved; it changes nothing else.
func (f *Flow) SetCaret(note model.ID, caret int) {
	if note != f.place.Part {
		f.dropEmpty()
	}
	if note != f.place.Part || caret != f.place.Caret {
		f.settle()
	}
	f.place.Part, f.place.Caret = note, caret
}

// Take hands over what happened since it was last asked, in order, for the
// writer. A run of typing goes on: it is one step to take back, however often
// it was kept.
func (f *Flow) Take() []model.Batch {
	f.keepTyped()
	out := f.out
	f.out = nil
	return out
}

// Waiting tells whether there is anything to Take.
func (f *Flow) Waiting() bool { return f.typing() || len(f.out) > 0 }

func (f *Flow) firstTopic() string {
	if len(f.guide.Topics) == 0 {
		return ""
	}
	return f.guide.Topics[0].ID
}

// newHead is the head of a part that is to stand behind all of its list.
func newHead[T model.Part](f *Flow, list []T) model.Head {
	return behind(list, f.env.NewID())
}

// behind is the head of the part with this id, behind all of its list.
func behind[T model.Part](list []T, id model.ID) model.Head {
	return model.Head{ID: id, Order: model.OrderBetween(model.LastOrder(list), "")}
}

// Here are the voices in the room at the latest visit, the person first and
// whoever types last.
func (f *Flow) Here() []*model.Voice {
	var out []*model.Voice
	v := f.r.Latest()
	if v == nil {
		return nil
	}
	for _, id := range v.Here {
		if x := model.Find(f.r.Voices, id); x != nil {
			out = append(out, x)
		}
	}
	slices.SortStableFunc(out, func(a, b *model.Voice) int { return turn(a) - turn(b) })
	return out
}

// turn is when somebody speaks: the person first, the worker last, the others
// in the order in which they came.
func turn(v *model.Voice) int {
	switch {
	case v.Role == model.RolePerson:
		return 0
	case v.Role.Worker():
		return 2
	}
	return 1
}

// VoiceName is what a voice is called here: the person by the name they like.
func (f *Flow) VoiceName(id model.ID) string {
	v := model.Find(f.r.Voices, id)
	switch {
	case v == nil:
		return ""
	case v.Role == model.RolePerson && f.r.Person.Name() != "":
		return f.r.Person.Name()
	case v.Role.Worker():
		first, _, _ := cutName(v.Name)
		return first
	}
	return v.Name
}

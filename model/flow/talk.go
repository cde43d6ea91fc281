package flow

import (
	"slices"

	"ownwords/model"
)

var talkDeeds = []deed{
	{id: "prompt.next", command: "ask", can: inTopic, do: func(f *Flow, _ map[string]string) Effect { return f.turnPrompt() }},
	{id: "topic.next", command: "next", leaves: true, do: func(f *Flow, _ map[string]string) Effect { return f.step(1) }},
	{id: "topic.back", command: "back", leaves: true, do: func(f *Flow, _ map[string]string) Effect { return f.step(-1) }},
	{
		id: "topic.go", command: "topics", leaves: true,
		ask: func(f *Flow) []Field {
			return []Field{{ID: "topic", Label: model.Msg("field.topic"), Kind: Choice, Options: f.topicOptions(), Value: f.place.Topic}}
		},
		do: func(f *Flow, a map[string]string) Effect {
			if _, ok := f.guide.Topic(a["topic"]); !ok {
				return Effect{Look: f.place, Say: []model.Message{model.Msg("topic.unknown")}}
			}
			return f.Go(model.Place{Stage: model.StageTalk, Topic: a["topic"]})
		},
	},
	{id: "topic.rather-not", command: "rathernot", can: inTopic, do: way(model.RatherNot)},
	{id: "topic.nothing", command: "nothing", can: inTopic, do: way(model.NothingMore)},
	{id: "topic.come-back", command: "comeback", can: inTopic, do: way(model.ComeBack)},
	{
		id: "undo", command: "undo",
		can: func(f *Flow) model.Message {
			_, ok := f.newest(f.steps.undo)
			return unless(ok || f.typing(), "undo.nothing")
		},
		do: func(f *Flow, _ map[string]string) Effect { return f.Undo() },
	},
	{
		id: "redo", command: "redo",
		can: func(f *Flow) model.Message {
			_, ok := f.newest(f.steps.redo)
			return unless(ok && !f.typing(), "redo.nothing")
		},
		do: func(f *Flow, _ map[string]string) Effect { return f.Redo() },
	},
}

// unless says what stands in the way, unless it is fine.
func unless(fine bool, why string) model.Message {
	if fine {
		return model.Message{}
	}
	return model.Msg(why)
}

func inTopic(f *Flow) model.Message {
	return unless(f.place.Stage == model.StageTalk, "why.not-in-topic")
}

// Topic is the topic one is in.
func (f *Flow) Topic() model.Topic {
	t, _ := f.guide.Topic(f.place.Topic)
	return t
}

// Prompt is what might be asked now, and false once all were turned over or
// outside a topic.
func (f *Flow) Prompt() (string, bool) {
	t, n := f.Topic(), f.turned[f.place.Topic]
	if f.place.Stage != model.StageTalk || n >= len(t.Ask) {
		return "", false
	}
	return t.Ask[n], true
}

// turnPrompt shows something else to ask; after the last nothing, and then the
// first again.
func (f *Flow) turnPrompt() Effect {
	n := len(f.Topic().Ask) + 1
	f.turned[f.place.Topic] = (f.turned[f.place.Topic] + 1) % n
	e := Effect{Look: f.place}
	if _, ok := f.Prompt(); !ok {
		e.Say = append(e.Say, model.Msg("prompt.away"))
	}
	return e
}

// step goes to the next topic in the order offered, or back. From the start of
// a visit the next is the talk.
func (f *Flow) step(by int) Effect {
	if f.place.Stage != model.StageTalk {
		return f.Go(model.Place{Stage: model.StageTalk})
	}
	i := slices.IndexFunc(f.guide.Topics, func(t model.Topic) bool { return t.ID == f.place.Topic })
	i = min(max(i+by, 0), len(f.guide.Topics)-1)
	if f.guide.Topics[i].ID == f.place.Topic {
		return Effect{Look: f.place, Say: []model.Message{model.Msg("topic.end")}}
	}
	return f.Go(model.Place{Stage: model.StageTalk, Topic: f.guide.Topics[i].ID})
}

// topicOptions are all topics, in the order in which they would be looked for:
// talked about, often next, the others.
func (f *Flow) topicOptions() []Option {
	var out []Option
	s := f.Topics()
	for _, t := range slices.Concat(s.Talked, s.Next, s.Others) {
		out = append(out, Option{Value: t.ID, Label: model.Msg("verbatim", "text", t.Title)})
	}
	return out
}

// TopicLists are the topics as the page of topics has them. None of them is
// counted.
type TopicLists struct {
	Talked    []model.Topic // in the order in which they were first spoken of
	Next      []model.Topic // at most three that often follow
	Others    []model.Topic
	RatherNot []model.Topic
}

// Topics sorts the guide's topics for the page of topics.
func (f *Flow) Topics() TopicLists {
	var s TopicLists
	seen := map[string]bool{}
	add := func(list *[]model.Topic, id string) {
		if t, ok := f.guide.Topic(id); ok && !seen[id] {
			seen[id] = true
			*list = append(*list, t)
		}
	}
	for _, t := range f.r.Topics {
		if t.Way == model.RatherNot {
			add(&s.RatherNot, t.Topic)
		}
	}
	byTime := slices.Clone(f.r.Notes)
	slices.SortStableFunc(byTime, func(a, b *model.Note) int { return a.Typed.Compare(b.Typed) })
	for _, n := range byTime {
		if n.Drawer == model.DrawerShared {
			add(&s.Talked, n.Topic)
		}
	}
	for _, t := range slices.Backward(s.Talked) {
		for _, next := range t.Next {
			if len(s.Next) < 3 {
				add(&s.Next, next)
			}
		}
	}
	for _, t := range f.guide.Topics {
		add(&s.Others, t.ID)
	}
	return s
}

// InTopic are the notes of one topic, own notes apart.
func (f *Flow) InTopic(id string) []*model.Note {
	var out []*model.Note
	for _, n := range f.r.Notes {
		if n.Topic == id && n.Drawer == model.DrawerShared {
			out = append(out, n)
		}
	}
	return out
}

func way(w model.TopicWay) func(*Flow, map[string]string) Effect {
	return func(f *Flow, _ map[string]string) Effect {
		e := f.act("topic.way", func(t *tx) {
			s := &model.TopicState{Head: newHead(f, f.r.Topics), Topic: f.place.Topic}
			for _, x := range f.r.Topics {
				if x.Topic == f.place.Topic {
					s = model.Copy(x)
				}
			}
			s.Way = w
			t.put(s)
		})
		e.Say = append(e.Say, model.Msg("topic.way."+string(w), "topic", f.Topic().Title))
		return e
	}
}

package document

import (
	"slices"

	"ownwords/model"
)

// topics are the topics that these notes stand in, in the guide's order, then
// those the guide does not have, then none.
func (b *builder) topics(notes []*model.Note) []string {
	var used []string
	for _, n := range notes {
		if !slices.Contains(used, n.Topic) {
			used = append(used, n.Topic)
		}
	}
	var out []string
	if b.o.Guide != nil {
		for _, t := range b.o.Guide.Topics {
			if slices.Contains(used, t.ID) {
				out = append(out, t.ID)
			}
		}
	}
	for _, id := range used {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

func (b *builder) topicTitle(id string) []Run {
	if b.o.Guide != nil {
		if t, ok := b.o.Guide.Topic(id); ok {
			return ours(t.Title)
		}
	}
	return b.say("doc.another-topic")
}

// byTopic prints notes under their topics' titles.
func (b *builder) byTopic(level int, notes []*model.Note) {
	for _, id := range b.topics(notes) {
		in := slices.DeleteFunc(slices.Clone(notes), func(n *model.Note) bool { return n.Topic != id })
		b.heading(level, b.topicTitle(id))
		b.notes(in)
	}
}

// notes prints notes in their order. Those that follow one another and are of
// one voice and telling share one label that says whose words they are.
func (b *builder) notes(notes []*model.Note) {
	for len(notes) > 0 {
		n := 1
		for n < len(notes) && notes[n].Voice == notes[0].Voice && notes[n].Telling == notes[0].Telling {
			n++
		}
		var items [][]Run
		for _, note := range notes[:n] {
			items = append(items, b.note(note))
		}
		b.para(b.noteLabel(notes[0]))
		b.list(items...)
		notes = notes[n:]
	}
}

// noteLabel says whose words come, and whether they were said, told or are
// what the worker thinks.
func (b *builder) noteLabel(n *model.Note) []Run {
	v := model.Find(b.r.Voices, n.Voice)
	person := v == nil || v.Role == model.RolePerson
	who := b.voice(n.Voice)
	switch {
	case n.Telling == model.Thought:
		return b.say("doc.note.thought", "who", who)
	case person && b.mine && n.Telling == model.Said:
		return b.say("doc.mine.said")
	case person && b.mine:
		return b.say("doc.mine.told", "worker", b.worker(false))
	case n.Telling == model.Said:
		return b.say("doc.note.said", "who", who)
	case v != nil && v.Role.Worker():
		return b.say("doc.note.wrote", "who", who)
	}
	return b.say("doc.note.told", "who", who, "worker", b.worker(false))
}

func (b *builder) note(n *model.Note) []Run {
	w := n.Words()
	if w.Empty() {
		return nil
	}
	runs := b.words(w)
	if b.mine {
		return runs
	}
	if day := b.when(n.SaidAt); day != nil {
		runs = spaced(runs, b.say("doc.note.said-at", "day", day))
	}
	return spaced(runs, b.coded("doc.note.from.", n.Source))
}

// unprinted are the notes whose words do not stand in the document yet, and
// are meant to.
func (b *builder) unprinted() []*model.Note {
	var out []*model.Note
	for _, n := range b.r.Notes {
		if !b.printed[n.ID] && !n.Words().Empty() {
			out = append(out, n)
		}
	}
	return out
}

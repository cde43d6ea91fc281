package document

import "ownwords/model"

// prompts are the guide on paper, for a talk without the laptop: what may be
// asked, with room to write, to be typed up afterwards. There is nothing of the
// record in it, not even a name. It lies on the table, so what to listen for is
// not on it, and what is asked only without anybody else stands on a sheet of its
// own, to be left in the bag.
func (b *builder) prompts() {
	g := b.o.Guide
	if g == nil {
		g = &model.Guide{}
	}
	b.doc.Title = b.say("doc.prompts.title")
	b.para(b.say("doc.prompts.how"))
	b.list(b.marksOnPaper(g)...)
	b.para(b.say("doc.prompts.mine"))
	for _, line := range []string{"with", "when", "here"} {
		b.para(b.say("doc.prompts." + line))
		b.add(Room{Lines: 1})
	}
	b.prompt("doc.prompts.begin", g.Opening)
	var alone []model.Topic
	for _, t := range g.Topics {
		if t.Alone {
			alone = append(alone, t)
			continue
		}
		b.topicOnPaper(t)
	}
	b.prompt("doc.prompts.end", g.Closing)
	b.add(Room{Lines: roomOfTopic})
	for _, t := range alone {
		b.add(PageBreak{})
		b.para(strong(b.say("doc.prompts.alone")))
		b.topicOnPaper(t)
	}
}

// roomOfTopic is how many lines there are to write on for each topic.
const roomOfTopic = 5

func (b *builder) topicOnPaper(t model.Topic) {
	b.heading(2, ours(t.Title))
	var ask [][]Run
	for _, q := range t.Ask {
		ask = append(ask, ours(q))
	}
	b.list(ask...)
	b.add(Room{Lines: roomOfTopic})
}

// prompt is what is said at the beginning or at the end.
func (b *builder) prompt(heading, words string) {
	if text(words) != nil {
		b.heading(2, b.say(heading))
		b.para(ours(words))
	}
}

// marksOnPaper are the letters by which a line is marked, of those marks that the
// guide has and that stay on a note.
func (b *builder) marksOnPaper(g *model.Guide) [][]Run {
	var out [][]Run
	for _, m := range g.Marks {
		if m.Stays() {
			out = append(out, b.say("doc.prompts.mark."+string(m)))
		}
	}
	return out
}

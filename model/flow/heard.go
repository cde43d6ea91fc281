package flow

import "ownwords/model"

// What is read back: its words, and what was said to them.

// withRead is a part with what was said to it when it was read back, or nil for
// one that keeps nothing of that.
func withRead(p model.Part, said model.Read) model.Part {
	if model.HeardIn(p).Read == nil {
		return nil
	}
	c := model.Copy(p)
	*model.HeardIn(c).Read = said
	return c
}

// asHeard is a part without whether it was read back: a yes to what it says makes
// it no other.
func asHeard(p model.Part) model.Part {
	if readOf(p) != model.ReadYes {
		return p
	}
	return withRead(p, model.NotRead)
}

// readOf is what was said to a part when it was read back.
func readOf(p model.Part) model.Read {
	if said := model.HeardIn(p).Read; said != nil {
		return *said
	}
	return model.NotRead
}

// wordsOf are the words of a part that is read back, and can be changed.
func wordsOf(p model.Part) model.Words {
	if w := model.HeardIn(p).Words; w != nil {
		return *w
	}
	return model.Words{}
}

// withWords gives a part other words, keeping the first.
func withWords(p model.Part, w model.Words) model.Part {
	if model.HeardIn(p).Words == nil {
		return p
	}
	c := model.Copy(p)
	h := model.HeardIn(c)
	if h.First != nil && *h.First == nil {
		*h.First = new(*h.Words)
	}
	*h.Words = w
	return c
}

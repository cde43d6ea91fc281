package flow

import "ownwords/model"

// What is read back: its words, and what was said to them.

// withRead is a part with what was said to it when it was read back, or nil for
// one that keeps nothing of that.
func withRead(p model.Part, said model.Read) model.Part {
	switch p := p.(type) {
	case *model.Want:
		c := model.Copy(p)
		c.Read = said
		return c
	case *model.Need:
		c := model.Copy(p)
		c.Read = said
		return c
	case *model.Risk:
		c := model.Copy(p)
		c.Read = said
		return c
	case *model.Support:
		c := model.Copy(p)
		c.Read = said
		return c
	}
	return nil
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
	switch p := p.(type) {
	case *model.Want:
		return p.Read
	case *model.Need:
		return p.Read
	case *model.Risk:
		return p.Read
	case *model.Support:
		return p.Read
	}
	return model.NotRead
}

// wordsOf are the words of a part that is read back, and can be changed.
func wordsOf(p model.Part) model.Words {
	switch p := p.(type) {
	case *model.Want:
		return p.Words
	case *model.Need:
		return p.Words
	case *model.Risk:
		return p.Words
	case *model.Support:
		return p.What
	case *model.Question:
		return p.Words
	}
	return model.Words{}
}

// withWords gives a part other words, keeping the first.
func withWords(p model.Part, w model.Words) model.Part {
	keep := func(first **model.Words, at *model.Words) {
		if *first == nil {
			*first = new(*at)
		}
		*at = w
	}
	switch p := p.(type) {
	case *model.Want:
		c := model.Copy(p)
		keep(&c.First, &c.Words)
		return c
	case *model.Need:
		c := model.Copy(p)
		keep(&c.First, &c.Words)
		return c
	case *model.Risk:
		c := model.Copy(p)
		keep(&c.First, &c.Words)
		return c
	case *model.Support:
		c := model.Copy(p)
		keep(&c.First, &c.What)
		return c
	case *model.Question:
		c := model.Copy(p)
		c.Words = w
		return c
	}
	return p
}

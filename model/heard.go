package model

// Heard are the fields of a part that is read back: its words, what they were
// before the person changed them, and what was said to it. What it does not have
// is nil.
type Heard struct {
	Words *Words
	First **Words
	Read  *Read
}

// HeardIn are those of a part. They are its own: to set one is to change it.
func HeardIn(p Part) Heard {
	switch p := p.(type) {
	case *Want:
		return Heard{&p.Words, &p.First, &p.Read}
	case *Need:
		return Heard{&p.Words, &p.First, &p.Read}
	case *Risk:
		return Heard{&p.Words, &p.First, &p.Read}
	case *Support:
		return Heard{&p.What, &p.First, &p.Read}
	case *Question:
		return Heard{Words: &p.Words}
	}
	return Heard{}
}

// leftOut tells whether the person said at the reading back: leave it out.
func leftOut(p Part) bool {
	h := HeardIn(p)
	return h.Read != nil && *h.Read == LeftOut
}

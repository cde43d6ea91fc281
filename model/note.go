package model

import (
	"slices"
	"time"
)

// Mark is what a note was noticed as while somebody was talking. It opens
// nothing and asks nothing; what is shaped later is shaped from the marks.
type Mark string

// The marks a guide may offer. The last three do something instead of staying
// on the note: they move it, and say whose it is.
const (
	MarkWanted Mark = "wanted" // something wanted
	MarkRisk   Mark = "risk"   // a risk
	MarkPerson Mark = "person" // a person
	MarkLater  Mark = "later"  // come back to this
	MarkMove   Mark = "move"   // another topic
	MarkMine   Mark = "mine"   // my own notes
	MarkWhose  Mark = "whose"  // whose words
)

// Stays tells whether a mark stays on the note it is given to.
func (m Mark) Stays() bool {
	return m == MarkWanted || m == MarkRisk || m == MarkPerson || m == MarkLater
}

// Through is how words came to be typed when they were not spoken to the
// typist: by whom, and in what way.
type Through struct {
	Voice ID     `json:"voice,omitzero"`
	Way   string `json:"way,omitzero"` // aloud, signed, on a board, shown
	// Original is what was said before it was put into other words, in its own
	// language, byte for byte.
	Original string `json:"original,omitzero" mask:"said"`
	// Rendering is how words that were typed in the person's own language were
	// put to the typist. It is nobody's quotation.
	Rendering string `json:"rendering,omitzero"`
}

// Note is one paragraph of what was said, told or thought. Everything else in
// a record points back to notes.
type Note struct {
	Head
	Voice   ID        `json:"voice"` // whose words
	Telling Telling   `json:"telling,omitzero"`
	Text    string    `json:"text,omitzero" mask:"note"`
	Through Through   `json:"through,omitzero"`
	Topic   string    `json:"topic,omitzero" mask:"never"` // the guide's id; it can change
	Visit   ID        `json:"visit,omitzero"`
	Typed   time.Time `json:"typed"`           // when it was begun, UTC
	SaidAt  When      `json:"saidAt,omitzero"` // when it was said, where that was another day
	// Source is where it came from when it was not typed here: "preparation"
	// or "plan".
	Source string `json:"source,omitzero" mask:"never"`
	Marks  []Mark `json:"marks,omitempty"`
	// MayReadBack tells that somebody other than the person said in the room
	// that these words of theirs may be read back and printed.
	MayReadBack bool `json:"mayReadBack,omitzero"`
	// JustForMe is, in a preparation, the person's own: Drawer is then mine.
	JustForMe bool `json:"justForMe,omitzero"`
	// Settled is what own notes became at the desk: "thought", "confidence" or
	// "worry".
	Settled string `json:"settled,omitzero" mask:"never"`
}

// PartKind returns KindNote.
func (*Note) PartKind() PartKind { return KindNote }

// Words are the note's words, pointing back to it.
func (n *Note) Words() Words { return Words{Text: n.Text, Telling: n.Telling, From: []ID{n.ID}} }

// Marked tells whether the note has this mark.
func (n *Note) Marked(m Mark) bool {
	return slices.Contains(n.Marks, m)
}

// TopicWay is what became of a topic. The zero value is "not talked about",
// which is different from each of the others.
type TopicWay string

// What can become of a topic.
const (
	NotTalked   TopicWay = ""
	TalkedAbout TopicWay = "talked"
	NothingMore TopicWay = "nothing" // nothing to add
	RatherNot   TopicWay = "rather-not"
	ComeBack    TopicWay = "come-back"
)

// TopicState is what became of one topic of the guide, when something was said
// of the topic itself.
type TopicState struct {
	Head
	Topic string   `json:"topic" mask:"never"`
	Way   TopicWay `json:"way,omitzero"`
}

// PartKind returns KindTopic.
func (*TopicState) PartKind() PartKind { return KindTopic }

// TopicWay returns what became of a topic: what was said of it, else whether
// a note stands in it.
func (r *Record) TopicWay(topic string) TopicWay {
	for _, t := range r.Topics {
		if t.Topic == topic && t.Way != NotTalked {
			return t.Way
		}
	}
	for _, n := range r.Notes {
		if n.Topic == topic && n.Text != "" {
			return TalkedAbout
		}
	}
	if r.hasPageOf(topic) {
		return TalkedAbout
	}
	return NotTalked
}

// hasPageOf tells whether something stands on the page that a topic has of its
// own: people, risks, the money. It was talked about then, whatever stands in
// the notes.
func (r *Record) hasPageOf(topic string) bool {
	switch topic {
	case "people":
		return len(r.Relations) > 0
	case "risk":
		return len(r.Risks) > 0
	case "money":
		return r.Budget != nil
	}
	return false
}

// Question is something the person wants to ask at the meeting they are
// getting ready for, or one of the things that must not be missed there.
type Question struct {
	Head
	Words Words `json:"words" mask:"whole"`
	// NotToMiss tells that it is no question but one of the things that must
	// be known even if time runs out.
	NotToMiss bool `json:"notToMiss,omitzero"`
}

// PartKind returns KindQuestion.
func (*Question) PartKind() PartKind { return KindQuestion }

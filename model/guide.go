package model

import "slices"

// Guide is what a conversation of one kind is guided by: the topics in the
// order in which they are offered, what may be asked in each, and the marks a
// note can be given. It is content, written by people who know the work, and a
// conversation keeps the one it began with for as long as it lives.
type Guide struct {
	ID       string           `json:"id"`
	Version  int              `json:"version"`
	Kind     ConversationKind `json:"kind"`
	Language string           `json:"language"` // BCP 47, such as en-GB
	Title    string           `json:"title"`
	// Opening is what to say first, in the voice of whoever holds the talk;
	// Closing is what to ask at the end.
	Opening string  `json:"opening"`
	Closing string  `json:"closing"`
	Marks   []Mark  `json:"marks"`
	Stages  []Stage `json:"stages"`
	Topics  []Topic `json:"topics"`
}

// Topic is something that can be talked about, with what helps to do so.
type Topic struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Short is the title where there is little room: at most 20 cells.
	Short string `json:"short"`
	// Next are the ids of topics that often follow.
	Next []string `json:"next,omitempty"`
	// Alone asks for a moment without anybody else: the topic is offered, and
	// spoken of, only when the person can speak alone.
	Alone bool `json:"alone,omitempty"`
	// Maps are the tags of what this topic usually speaks to: ca14.a to
	// ca14.j (SI 2015/313 reg 2(2)), carer.1 to carer.8 (reg 3(2)),
	// wb.a to wb.i (Care Act 2014 s1(2)), am.1 to am.7 (PRSB About Me).
	Maps []string `json:"maps,omitempty"`
	// Ask are open questions, one shown at a time. In a preparation they are
	// in the peer supporter's voice.
	Ask       []string `json:"ask"`
	ListenFor []string `json:"listenFor,omitempty"`
	// GoodToKnow is a short note on why this is asked, in Markdown, and Source
	// where that is known from.
	GoodToKnow string `json:"goodToKnow,omitempty"`
	Source     string `json:"source,omitempty"`
}

// Topic returns the topic with this id, and whether the guide has it.
func (g *Guide) Topic(id string) (Topic, bool) {
	for _, t := range g.Topics {
		if t.ID == id {
			return t, true
		}
	}
	return Topic{}, false
}

// Stage is one of the places of a conversation that a guide offers.
type Stage string

// The stages. Talk is in every guide; the others are there when a guide names
// them. A preparation has no money, no agreement and no desk.
const (
	StageStart     Stage = "start"     // the start of a visit
	StageTalk      Stage = "talk"      // topics, prompts, the notebook
	StageWants     Stage = "wants"     // what the person wants
	StagePeople    Stage = "people"    // who is in their life
	StageRisks     Stage = "risks"     // risks they choose, and what-ifs
	StageHelps     Stage = "helps"     // what helps
	StageMoney     Stage = "money"     // the three sums
	StageQuestions Stage = "questions" // what the person wants to ask (preparation)
	StageReadBack  Stage = "readback"  // the plan read back, on a turned screen
	StageAgree     Stage = "agree"     // who agrees
	StageShare     Stage = "share"     // who may see it
	StageMine      Stage = "mine"      // my own notes, and just for me
	StageNeeds     Stage = "needs"     // needs, and what the council decided of them
	StageDesk      Stage = "desk"      // what is not there yet, what is owed to whom
	StageDecisions Stage = "decisions" // decisions, legal powers, somebody independent
	StageWishes    Stage = "wishes"    // for a time when they cannot say so
	StagePayment   Stage = "payment"   // a direct payment, and the deal
)

// atDesk are the stages of the desk. They come with the agreement: a
// conversation has them whatever version of the guide it began with.
var atDesk = []Stage{StageNeeds, StageDesk, StageDecisions, StageWishes, StagePayment}

// Alone tells whether a stage is for whoever works with the plan alone: one's own
// notes, what was decided about somebody's mind, and the desk, where refusals
// stand. Nobody comes upon it by opening a conversation.
func (s Stage) Alone() bool { return s == StageMine || s == StageDecisions || s == StageDesk }

// Has tells whether the guide offers this stage.
func (g *Guide) Has(s Stage) bool {
	return slices.Contains(g.Stages, s) || slices.Contains(atDesk, s) && slices.Contains(g.Stages, StageAgree)
}

// Pages are the stages that the guide offers, those of the desk behind the ones
// that it names.
func (g *Guide) Pages() []Stage {
	out := slices.Clone(g.Stages)
	for _, s := range atDesk {
		if g.Has(s) && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

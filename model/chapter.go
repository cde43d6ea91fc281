package model

import "slices"

// Chapter is one thing in a record that can be shared or kept back.
type Chapter string

// The chapters.
const (
	ChapterWords  Chapter = "words"  // my words and profile
	ChapterPeople Chapter = "people" // who is in my life
	ChapterPlan   Chapter = "plan"   // what I want and what helps
	ChapterRisks  Chapter = "risks"  // risks and what-ifs
	ChapterMoney  Chapter = "money"
)

// Chapters are all that can be chosen.
var Chapters = []Chapter{ChapterWords, ChapterPeople, ChapterPlan, ChapterRisks, ChapterMoney}

// chapterOf says which chapter each kind of part belongs to. The kinds that are
// not here stand in every copy: what it is, whom it is about, who spoke when.
var chapterOf = map[PartKind]Chapter{
	KindNote:         ChapterWords,
	KindTopic:        ChapterWords,
	KindRelationship: ChapterPeople,
	KindWant:         ChapterPlan,
	KindSupport:      ChapterPlan,
	KindQuestion:     ChapterPlan,
	KindAgreement:    ChapterPlan,
	KindStep:         ChapterPlan,
	KindRisk:         ChapterRisks,
	KindBudget:       ChapterMoney,
	KindNeed:         ChapterPlan,
	KindAdvice:       ChapterPlan,
	KindDeal:         ChapterMoney,
	KindOwed:         ChapterPlan,
	KindPayment:      ChapterMoney,
	KindWishes:       ChapterRisks,
}

// oneByOne are the kinds that no chapter holds: a yes to all of it is none to what
// was written about somebody's mind and the powers over them. They go where they
// are named one by one.
var oneByOne = map[PartKind]bool{KindDecision: true, KindPower: true, KindAdvocacy: true}

// chapterTopics are the topics, by the ids of the guides that come with the
// program, whose notes belong to a chapter as well; and chapterMarks the marks.
var (
	chapterTopics = map[Chapter][]string{
		ChapterPeople: {"people"},
		ChapterRisks:  {"risk", "whatif"},
		ChapterMoney:  {"money"},
	}
	chapterMarks = map[Chapter]Mark{
		ChapterPeople: MarkPerson,
		ChapterPlan:   MarkWanted,
		ChapterRisks:  MarkRisk,
	}
)

// withoutChapter takes a chapter out, and with it the notes it was drawn from:
// a risk that is kept back must not stand in the talk in the same words.
func (r *Record) withoutChapter(c Chapter) *Record {
	source := map[ID]bool{}
	for p := range r.Parts() {
		if chapterOf[p.PartKind()] == c && c != ChapterWords {
			for id := range references(p) {
				source[id] = true
			}
		}
	}
	return r.mapped(func(p Part) Part {
		if a, ok := p.(*Agreement); ok && c == ChapterPlan {
			return r.yesAlone(a)
		}
		if chapterOf[p.PartKind()] == c {
			return nil
		}
		switch p := p.(type) {
		case *Note:
			if source[p.ID] || p.Marked(chapterMarks[c]) || slices.Contains(chapterTopics[c], p.Topic) {
				return nil
			}
		case *TopicState:
			if slices.Contains(chapterTopics[c], p.Topic) {
				return nil
			}
		case *Person:
			if c == ChapterWords {
				return p.bare()
			}
		case *Support:
			if c == ChapterMoney {
				return p.unpriced()
			}
		case *Budget:
			if c == ChapterPlan { // sums of a plan that is not there
				return nil
			}
		}
		return p
	})
}

// unpriced is the support without anything about money.
func (s *Support) unpriced() *Support {
	s = Copy(s)
	s.Cost, s.Own = Cost{}, false
	return s
}

package flow

import "ownwords/model"

var questionDeeds = []deed{
	{
		id: "question.new", command: "question", stage: model.StageQuestions,
		ask: func(*Flow) []Field { return fields([]line{wordsLine("question.words", &model.Words{})}) },
		do:  func(f *Flow, a map[string]string) Effect { return f.newQuestion(a["words"], false) },
	},
	{
		id: "question.not-to-miss", command: "nottomiss", stage: model.StageQuestions,
		ask: func(*Flow) []Field { return fields([]line{wordsLine("question.not-to-miss", &model.Words{})}) },
		do:  func(f *Flow, a map[string]string) Effect { return f.newQuestion(a["not-to-miss"], true) },
	},
	{
		id: "question.set", stage: model.StageQuestions, can: onQuestion,
		ask: func(f *Flow) []Field { return fields(questionLines(model.Copy(f.question()))) },
		do: func(f *Flow, a map[string]string) Effect {
			return edit(f, "question.set", f.question(), questionLines, a)
		},
	},
	{
		id: "question.drop", stage: model.StageQuestions, can: onQuestion,
		do: func(f *Flow, _ map[string]string) Effect {
			return f.taken("question.drop", model.StageQuestions, f.question(), nil)
		},
	},
}

func (f *Flow) question() *model.Question { return focused(f, model.StageQuestions, f.r.Questions) }

func onQuestion(f *Flow) model.Message { return on(f.question(), "why.no-question") }

func questionLines(q *model.Question) []line {
	if q.NotToMiss {
		return []line{wordsLine("question.not-to-miss", &q.Words)}
	}
	return []line{wordsLine("question.words", &q.Words)}
}

func (f *Flow) newQuestion(typed string, notToMiss bool) Effect {
	q := &model.Question{Head: newHead(f, f.r.Questions), Words: model.ParseWords(typed), NotToMiss: notToMiss}
	if q.Words.Empty() {
		return Effect{Look: f.place}
	}
	return f.made("question.new", model.StageQuestions, q)
}

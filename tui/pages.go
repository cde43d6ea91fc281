package tui

import "ownwords/model"

// pageOf makes the page of a stage of the conversation.
func (a *app) pageOf(stage model.Stage) screen {
	switch stage {
	case model.StageStart:
		return newStartPage(a)
	case model.StagePeople:
		return newPeoplePage(a)
	case model.StageWants:
		return newWantsPage(a)
	case model.StageRisks:
		return newRisksPage(a)
	case model.StageHelps, model.StageMoney:
		return newHelpsPage(a, stage)
	case model.StageQuestions:
		return newQuestionsPage(a)
	case model.StageReadBack:
		return newReadBack(a, model.Place{Stage: model.StageTalk})
	case model.StageAgree:
		return newAgreePage(a)
	case model.StageShare:
		return newSharePage(a)
	case model.StageMine:
		return newMinePage(a)
	case model.StageNeeds:
		return newNeedsPage(a)
	case model.StageDesk:
		return newDeskPage(a)
	case model.StageDecisions:
		return newDecisionsPage(a)
	case model.StageWishes:
		return newWishesPage(a)
	case model.StagePayment:
		return newPaymentPage(a)
	default:
		return newTalkPage(a)
	}
}

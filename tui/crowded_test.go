package tui

import (
	"fmt"
	"strconv"

	"ownwords/model"
	"ownwords/tui/desk"
)

// crowdedVisit is a whole life: fifteen people, eight wants, six risks and
// twelve things that help, with long names and in four scripts.
func crowdedVisit(t *desk.Talk) {
	h := held{t}
	h.Do("visit.set", map[string]string{
		"who": "Oluwaseun Adébáyọ̀-Featherstonehaugh", "called": "Oluwaseun", "where": "at home", "why": "plan",
		"here": "Siân Llywelyn-Pritchard (advocate), فاطمہ (neighbour)",
	})
	crowdedPeople(h)
	wants := crowdedWants(h)
	crowdedRisks(h)
	crowdedHelps(h, wants)
	crowdedAnswers(h)
	h.at(model.StageTalk)
}

func crowdedPeople(h held) {
	h.at(model.StagePeople)
	for _, a := range []map[string]string{
		{"name": "Oluwafunmilayo Adébáyọ̀-Featherstonehaugh", "who": "wife", "close": "closest", "often": "every day", "gives": "everything", "gets": "the cooking on Sundays", "own-talk": "yes"},
		{"name": "فاطمہ", "who": "neighbour", "close": "closest", "gives": "چائے, and the post"},
		{"name": "Tunde", "who": "grandson, eleven", "close": "closest", "under18": "yes", "helps-with": "reading letters, and the telephone"},
		{"name": "Siân Llywelyn-Pritchard", "who": "ffrind", "close": "close", "wished": "closest", "often": "bob dydd Iau"},
		{"name": "Kemi", "who": "daughter in Lagos", "close": "close", "wished": "around", "often": "rings at six in the morning"},
		{"name": "Pastor Emmanuel", "close": "close", "wished": "paid"},
		{"name": "Bisi", "who": "sister", "close": "around", "wished": "close", "may-ring": "no"},
		{"name": "Jo 👩🏽‍🦽", "who": "from the gym", "close": "around", "gives": "lifts"},
		{"name": "Mr Featherstonehaugh", "who": "father-in-law", "close": "around"},
		{"name": "Ayo", "close": "around"},
		{"name": "Dr Osei", "who": "doctor", "close": "paid"},
		{"name": "Grace", "who": "home care, mornings", "close": "paid", "often": "Monday to Friday"},
		{"name": "the night nurses", "close": "paid"},
		{"name": "Uncle Femi"},
		{"name": "Ron", "who": "landlord", "close": "not-to-contact"},
	} {
		h.Do("someone.new", a)
	}
}

func crowdedWants(h held) []string {
	h.topic("matters",
		`"Dw i eisiau mynd i'r capel bob bore Sul." #wanted`,
		`"میں اپنا کھانا خود پکانا چاہتی ہوں" #wanted`,
		`"To cook for forty people again, once." #wanted`,
		"A bathroom that the wheelchair gets into. #wanted",
		`"My own front door key." #wanted`,
		`"Somebody to laugh with who is not paid for it." #wanted`,
		"Sleep, and not to be turned at two in the night. #wanted",
		`"To see Lagos before I die, and come back and complain about the food on the aeroplane all the way." #wanted`)
	var ids []string
	for _, w := range h.Record().Wants {
		ids = append(ids, string(w.ID))
	}
	return ids
}

func crowdedRisks(h held) {
	me, sian := h.voice("Oluwaseun"), h.voice("Siân Llywelyn-Pritchard")
	for i, words := range []string{
		`"Transferring on my own when Funmi is out."`, `"Hot oil. I have cooked with it for fifty years and I will cook with it for ten more, whoever does not like it."`,
		`"Going out after dark."`, "Lending money to family.", `"Not taking the evening tablets on a Saturday."`, `"The step at the back."`,
	} {
		h.at(model.StageRisks)
		h.Do("risk.new", map[string]string{"words": words})
		h.setRisk("get", "the feeling of it", "view."+me+".stand", "for", "view."+sian+".stand", []string{"against", "not-sure", "for-if"}[i%3])
		if i%2 == 0 {
			h.setRisk("try", "for a month, and then we look", "state", "trying", "differ", "who pays for the telephone")
		}
	}
	h.Go(model.Place{Stage: model.StageRisks, Part: h.Record().Risks[0].ID})
	h.setRisk("could", `"I could lie there till four."`, "before", "Twice. Jo came both times.",
		"view."+sian+".words", `"Mae'n rhy beryglus."`, "view."+sian+".settle", "the pendant, worn and tested on Mondays",
		"long", "until the clocks go back", "know", "nobody was called out", "doing.0", "Jo looks in at three", "doing.1", "Oluwaseun wears the pendant",
		"if.0", "the pendant is pressed", "if.0.then.0", "the night nurses come", "if.0.then.1", "Bisi is told", "if.0.number", "01632 960 150",
		"kept-what", "the hoist was taken away", "kept-by", "the landlord", "kept-since", "June", "kept-right", "nobody has said", "kept-less", "a smaller one")
}

func crowdedHelps(h held, wants []string) {
	h.at(model.StageHelps)
	for i := range 12 {
		a := map[string]string{"what": fmt.Sprintf("help number %d", i+1), "for": wants[i%6]}
		switch i % 4 {
		case 0:
			a["who"], a["priced"], a["times"], a["hours"], a["rate"] = "Canalside Home Care", "visits", strconv.Itoa(i+1), "1.5", "22.15"
		case 1:
			a["who"], a["priced"], a["hours-a-week"], a["rate"], a["purpose"] = "personal assistant", "hours", "3", "13.80", "being out and about in town"
		case 2:
			a["who"], a["priced"], a["amount"] = "the council", "once", "118"
		case 3:
			a["for"], a["who"] = "", "Ayo"
		}
		h.Do("help.new", a)
	}
	h.Do("own.new", map[string]string{"what": "taxis", "amount": "19.50", "period": "month"})
	h.Do("money.set", map[string]string{"share": "122.75", "share-state": "estimated", "guess": "800.00"})
}

func crowdedAnswers(h held) {
	h.at(model.StageAgree)
	h.Do("agree.set", map[string]string{
		"answer." + h.voice("Oluwaseun") + ".says": "somebody", "answer." + h.voice("Oluwaseun") + ".but": "Funmi, by the lasting power of attorney of 2019",
		"answer." + h.voice("Siân Llywelyn-Pritchard") + ".says": "yes-but", "answer." + h.voice("Siân Llywelyn-Pritchard") + ".but": "os bydd rhywun yn siarad Cymraeg",
		"answer." + h.voice("فاطمہ") + ".says": "not-said", "answer." + h.voice("Dele") + ".says": "yes", "look": "when the clocks go forward",
	})
	for i, what := range []string{
		"Ring the surgery about the evening tablets", "Somebody from the housing association measures the bathroom door, with the chair in it",
		"Ask Bisi", "The council says yes or no to the money", "A key safe is fitted", "Oluwaseun's copy, in large print and on yellow paper", "Tea with Pastor Emmanuel",
	} {
		h.Do("agree.set", map[string]string{"step.+": what})
		last := "step." + string(h.Record().Steps[len(h.Record().Steps)-1].ID)
		h.Do("agree.set", map[string]string{last + ".who": []string{"Dele", "Siân Llywelyn-Pritchard", ""}[i%3], last + ".by": fmt.Sprintf("%d September", 16+i)})
	}
	h.at(model.StageShare)
	for _, a := range []map[string]string{
		{"who": "the surgery in Canal Street, both doctors", "what": "all-but", "without": "money,people"},
		{"who": "Oluwafunmilayo Adébáyọ̀-Featherstonehaugh", "what": "all", "how": "signed"},
		{"who": "فاطمہ", "what": "only", "only-words": "when to put the post through the door"},
		{"who": "the housing association", "what": "only"},
		{"who": "Pastor Emmanuel", "what": "not-until", "until": "after the funeral"},
		{"who": "Ron", "what": "nothing", "why": `"He has keys."`},
		{"who": "Bisi"},
		{"who": "Canalside Home Care"},
	} {
		h.Do("share.new", a)
	}
}

package tui

import (
	"strings"

	"ownwords/model"
	"ownwords/tui/desk"
)

// The made-up visits of these tests: each is put into an open conversation as
// the pages would, by what the engine offers.

// held puts a visit together.
type held struct{ *desk.Talk }

func (h held) topic(id string, lines ...string) {
	h.Go(model.Place{Stage: model.StageTalk, Topic: id})
	for _, l := range lines {
		l, mark, _ := strings.Cut(l, " #")
		h.Add(l)
		if mark != "" {
			h.Do("mark."+mark, nil)
		}
	}
}

func (h held) at(s model.Stage) { h.Go(model.Place{Stage: s}) }

// voice is the id of somebody who speaks.
func (h held) voice(name string) string {
	for _, v := range h.Record().Voices {
		if h.VoiceName(v.ID) == name || v.Name == name {
			return string(v.ID)
		}
	}
	return ""
}

// want is the id of the want whose words begin so.
func (h held) want(begin string) string {
	for _, w := range h.Record().Wants {
		if strings.HasPrefix(w.Words.Text, begin) {
			return string(w.ID)
		}
	}
	return ""
}

func (h held) setRisk(pairs ...string) {
	for i := 0; i < len(pairs); i += 2 {
		h.Do("risk.set", map[string]string{pairs[i]: pairs[i+1]})
	}
}

// peggysTalk is what was said in Peggy's visit.
func peggysTalk(t *desk.Talk) {
	h := held{t}
	h.Do("visit.set", map[string]string{
		"who": "Peggy Ashworth", "called": "Peggy", "here": "Carol (daughter)", "where": "at home", "why": "plan",
		"how-to-talk": "slowly, tea first",
	})
	h.topic("matters",
		`"I want to get back to the bowls club on a Wednesday. Not to watch. To bowl." #wanted`,
		`"And I want my own kitchen to myself before nine o'clock." #wanted`,
		`c: "She won't say it, but she's lonely since Dad went." #wanted`,
		"me: Lights up when she talks about the club; twice went to fetch the trophy photograph.",
		"Maureen from bowls has not rung since March. #person")
	h.topic("changes",
		"Husband Frank died in February.", "A fall on the back step in June.",
		`"I told them I was fine. I was on the floor two hours." #wanted`)
	h.topic("energy", "Bath takes the morning.", `"If I have a bath I don't cook." #wanted`, "Stopped going upstairs after tea.")
	h.topic("risk", `"Walking to the club by the canal. Everyone wants me in a taxi." #risk`)
}

// peggysVisit is the whole of Peggy's visit up to the reading back.
func peggysVisit(t *desk.Talk) {
	h := held{t}
	peggysTalk(t)
	h.at(model.StagePeople)
	for _, a := range []map[string]string{
		{
			"name": "Carol", "who": "daughter", "close": "closest", "often": "twice a week", "gives": "lifts, laughing and the shopping",
			"gets": "mending", "words": `"she's worn out, bless her"`, "own-talk": "not-yet", "may-ring": "yes",
		},
		{"name": "Maureen", "who": "from bowls", "close": "close", "wished": "closest", "often": "has not rung since March"},
		{"name": "Dr Osei", "who": "doctor", "close": "paid"},
		{"name": "Kyle", "who": "next door", "close": "around", "gives": "brings the bins in", "gets": "cake"},
		{"name": "Ron", "who": "brother", "close": "not-to-contact"},
	} {
		h.Do("someone.new", a)
	}
	h.Go(model.Place{Stage: model.StageRisks, Part: t.Record().Risks[0].ID})
	peggy, carol, dele := h.voice("Peggy"), h.voice("Carol"), h.voice("Dele")
	h.setRisk(
		"get", `"The ducks, and turning up like everybody else."`,
		"could", `"I could go down on the wet bit by the lock."`,
		"before", "Once. A man helped her up, nothing broken.",
		"view."+peggy+".stand", "for",
		"view."+carol+".stand", "against",
		"view."+carol+".words", `"It's deserted when it rains. I'd never forgive myself."`,
		"view."+carol+".settle", "if she carried a phone and went with somebody",
		"view."+carol+".may", "yes",
		"view."+dele+".stand", "for-if",
		"view."+dele+".if", "a stick, the phone, dry days first",
		"try", "dry Wednesdays for six weeks, with Maureen if she'll come",
		"doing.0", "Peggy rings Carol from the club",
		"if.0", "no call by 2.15",
		"if.0.then.0", "Carol rings the club",
		"if.0.then.1", "Kyle walks the path",
		"differ", "what to do in the rain. Carol still differs.",
		"state", "trying", "look", "27 October",
	)
	h.at(model.StageHelps)
	for _, a := range []map[string]string{
		{"what": "help with the bath", "for": h.want("If I have"), "who": "home care", "priced": "visits", "times": "2", "hours": "0.75", "rate": "23.40"},
		{"what": "being active", "for": h.want("I want to get"), "who": "personal assistant", "priced": "hours", "hours-a-week": "3", "rate": "13.80", "purpose": "3 hours a week"},
		{"what": "grab rail and half step", "for": h.want("I told"), "who": "the council", "priced": "once", "amount": "118"},
		{"what": "the shopping", "who": "Carol"},
		{"what": "the bins", "who": "Kyle"},
	} {
		h.Do("help.new", a)
	}
	h.Do("own.new", map[string]string{"what": "alarm", "amount": "19.50", "period": "month"})
	h.Do("money.set", map[string]string{"share": "22.75", "share-state": "estimated", "guess": "80.00"})
	h.at(model.StageTalk)
}

// peggysAnswers is what was said to the plan, and who may see it.
func peggysAnswers(t *desk.Talk) {
	h := held{t}
	peggy, carol, dele := h.voice("Peggy"), h.voice("Carol"), h.voice("Dele")
	h.at(model.StageAgree)
	h.Do("agree.set", map[string]string{
		"answer." + peggy + ".says": "yes", "answer." + peggy + ".how": "aloud",
		"answer." + carol + ".says": "yes-but", "answer." + carol + ".but": "not about the rain", "answer." + carol + ".how": "aloud",
		"answer." + dele + ".says": "yes", "look": "27 October",
	})
	for _, s := range [][3]string{
		{"Ask Kyle and Maureen if they will", "Dele", "18 September"},
		{"The council says yes or no to the money", "Dele", "29 September"},
		{"Peggy's copy on paper, large print", "Dele", "18 September"},
	} {
		h.Do("agree.set", map[string]string{"step.+": s[0]})
		last := t.Record().Steps[len(t.Record().Steps)-1].ID
		h.Do("agree.set", map[string]string{"step." + string(last) + ".who": s[1], "step." + string(last) + ".by": s[2]})
	}
	h.at(model.StageShare)
	for _, a := range []map[string]string{
		{"who": "Her GP", "what": "all-but", "without": "money"},
		{"who": "Carol", "what": "all"},
		{"who": "Bowls club secretary", "what": "only", "only-words": "getting to the club", "only": string(t.Record().Risks[0].ID)},
		{"who": "Ron", "what": "nothing", "why": `"he'd only use it"`},
		{"who": "Maureen"},
	} {
		h.Do("share.new", a)
	}
	h.at(model.StageTalk)
}

const roti = "ਮੈਂ ਆਪਣੀ ਰੋਟੀ ਆਪ ਬਣਾਉਣੀ ਚਾਹੁੰਦੀ ਹਾਂ"

// harjitsVisit is Harjit's assessment with an interpreter, a child who helps,
// and a worry about safety that nobody was told of yet.
func harjitsVisit(t *desk.Talk) {
	h := held{t}
	h.Do("visit.set", map[string]string{
		"who": "Harjit Kaur Sandhu", "called": "Harjit", "here": "Amrit Gill (interpreter), Simran (daughter-in-law), Manjit (son)", "why": "plan",
	})
	h.topic("matters", `"`+roti+`" #wanted`, `"Sunday at the gurdwara I serve. I am not the one who is served. 🙏🏽"`)
	h.topic("risk", `"The stove. They have taken the knobs off." #risk`)
	h.topic("safe", `"My pension card is with Manjit. I ask, he says later." #mine`)
	h.at(model.StagePeople)
	for _, a := range []map[string]string{
		{"name": "Manjit", "who": "son", "close": "closest"},
		{
			"name": "Simran", "who": "daughter-in-law", "close": "closest", "gives": `the washing and dressing, "hides her back from me"`,
			"own-talk": "yes", "own-talk-words": "not in front of the family",
		},
		{"name": "Jasleen", "who": "granddaughter, nine", "close": "closest", "under18": "yes", "helps-with": "reading letters"},
		{"name": "Balwant", "who": "sister in Jalandhar", "close": "close", "often": "video call Fridays"},
	} {
		h.Do("someone.new", a)
	}
	h.Go(model.Place{Stage: model.StageRisks, Part: t.Record().Risks[0].ID})
	h.setRisk(
		"get", `"I am somebody in my own kitchen."`,
		"view."+h.voice("Simran")+".stand", "against",
		"view."+h.voice("Simran")+".words", `"She forgot it twice. I have a child in the house."`,
		"view."+h.voice("Manjit")+".stand", "not-saying",
		"view."+h.voice("Dele")+".stand", "for-if",
		"view."+h.voice("Dele")+".if", "an induction ring that switches itself off",
		"kept-what", "the knobs of the stove",
	)
	h.at(model.StageHelps)
	for _, a := range []map[string]string{
		{
			"what": "help in the mornings, chosen by her, a woman who speaks Punjabi", "for": h.want(roti), "who": "carer",
			"priced": "visits", "times": "5", "hours": "1.5", "rate": "22.15",
		},
		{"what": "induction ring", "for": h.want(roti), "priced": "once", "amount": "84.99"},
	} {
		h.Do("help.new", a)
	}
	h.at(model.StageMine)
	note := t.Notes()[0]
	h.Go(model.Place{Stage: model.StageMine, Part: note.ID})
	h.Do("mine.settle", map[string]string{"as": "worry"})
	h.Do("worry.set", map[string]string{
		"alone": "alone with Amrit", "safe-now": "yes, today", "wants": `"my card in my own purse, no shouting"`, "touches": "a child of nine lives there",
	})
	h.at(model.StageTalk)
}

// peggysNeed is what is hard for Peggy, as it is put down at the desk: drawn from
// what she said, and decided by whoever was there.
func peggysNeed(t *desk.Talk) {
	h := held{t}
	for _, n := range h.InTopic("energy") {
		if n.Text == "Bath takes the morning." {
			h.Go(model.Place{Stage: model.StageTalk, Topic: "energy", Part: n.ID})
		}
	}
	h.Do("need.from", nil)
	for _, a := range [][2]string{
		{"outcomes", "ca14.b,ca14.f"},
		{"unable", "distress,longer"},
		{"over", "since June"},
		{"effect", "no cooking on a bath day"},
		{"family", "Carol washes her hair on Sundays"},
		{"wants", h.want("If I have")},
		{"met", "council"},
		{"by-council", "home care, twice a week"},
		{"eligible", "yes"},
		{"eligible-why", "washing and the home, and she gives up cooking for it"},
		{"eligible-by", "Dele Martins"},
	} {
		h.Do("need.set", map[string]string{a[0]: a[1]})
	}
	h.at(model.StageTalk)
}

// peggysDesk is what else stands on the pages of the desk.
func peggysDesk(t *desk.Talk) {
	h := held{t}
	h.at(model.StageDesk)
	h.Do("advice.set", map[string]string{"reduce": "a seat in the shower, to try at the centre", "how": "said, and on a sheet in large print"})
	h.at(model.StageDecisions)
	h.Do("decision.new", map[string]string{"what": "whether to have a key safe"})
	for _, a := range [][2]string{
		{"why", "Carol asked for one"},
		{"explained", "who would know the number"},
		{"helped", "asked in the morning, with a picture of one"},
		{"understand", "yes"},
		{"understand.words", `"Kyle would know, and Carol, and the ladies."`},
		{"conclusion", "can"},
		{"by", "Dele Martins"},
	} {
		h.Do("decision.set", map[string]string{a[0]: a[1]})
	}
	h.Do("power.new", map[string]string{"who": "Carol"})
	h.Do("power.set", map[string]string{"kind": "lpa-money", "seen": "no"})
	h.Do("advocacy.new", map[string]string{"for": "plan"})
	h.at(model.StageWishes)
	h.Do("wishes.set", map[string]string{
		"signs": `"I go quiet."`, "hour": "tea, and nobody talking over me", "ring": "Carol", "statement": `"I want to go home, not to my daughter's."`,
	})
	h.at(model.StageTalk)
}

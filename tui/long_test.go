package tui

import (
	"testing"

	"ownwords/model"
	"ownwords/tui/desk"
)

// harjitsLongTalk is a talk with every topic in it, in four scripts, partly
// through an interpreter, with everybody in the room.
func harjitsLongTalk(t *desk.Talk) {
	h := held{t}
	h.Do("visit.set", map[string]string{
		"who": "Harjit Kaur Sandhu", "called": "Harjit",
		"here":  "Amrit Gill (interpreter), Manjit (son), Simran (daughter-in-law), Oluwaseun Adébáyọ̀-Featherstonehaugh (advocate)",
		"where": "at home", "how-to-talk": "to her, not to Amrit", "disliked": "care, client",
	})
	for _, topic := range t.Guide().Topics {
		h.topic(topic.ID, "Mae hi'n hoffi canu ar ôl swper.", "ہم روز شام کو باغ میں بیٹھتے ہیں")
	}
	h.topic("matters",
		`"ਮੈਂ ਆਪਣੀ ਰੋਟੀ ਆਪ ਬਣਾਉਣੀ ਚਾਹੁੰਦੀ ਹਾਂ" #wanted`)
	h.Do("note.through", map[string]string{"voice": h.voice("Amrit Gill"), "way": "aloud", "rendering": "I want to make my own roti."})
	h.Do("mark.later", nil)
	h.topic("matters",
		`"Sunday at the gurdwara I serve. I am not the one who is served. 🙏🏽" #wanted`,
		"man: Declined to say.",
		"sim: She forgot it twice. I have a child in the house. #risk",
		"me: Amrit waits for the end of every sentence; Harjit looks at me, not at him.",
		"Balwant rings on Fridays from Jalandhar. #person",
		"The bathroom again, another day. #later")
}

// TestALongTalkIsReadAtEverySize has thirty notes and six people in the room.
func TestALongTalkIsReadAtEverySize(t *testing.T) {
	d := newDrive(t)
	d.start("Somebody", "")
	harjitsLongTalk(d.app.talk)
	d.app.top().arrive()
	d.shows("aloud, through Amrit Gill: I want to make my own roti.", "also: wanted")
	d.golden("talk-full")
	d.goldenAt("talk-full", 200, 60)
	d.keys("ctrl+g")
	d.golden("talk-full-marking")
	d.keys("esc")
	d.keys("esc")
	d.golden("topics-full")
	d.keys("esc")
	d.act("go.start")
	d.golden("start-full")
}

// TestTheCaretPassesOverWhatStandsBeneathANote: what says through whom words
// came is nobody's to type in.
func TestTheCaretPassesOverWhatStandsBeneathANote(t *testing.T) {
	d := newDrive(t)
	d.start("Harjit Kaur Sandhu", "Amrit (interpreter)")
	d.typed("My pension card is with Manjit.")
	d.run(d.app.do("note.through", map[string]string{"voice": held{d.app.talk}.voice("Amrit")}))
	d.shows("through Amrit")
	d.keys("enter")
	d.typed("I ask.")
	d.keys("up", "up", "end")
	d.typed(" Still.")
	d.shows("Manjit. Still.")
	d.keys("down", "end")
	d.typed(" Later.")
	d.shows("I ask. Later.")
	d.hides("Amrit L", "Amrit S")
}

// TestTwoWithOneInitialTakeTwoLetters, and the page says so before the first
// word is typed.
func TestTwoWithOneInitialTakeTwoLetters(t *testing.T) {
	d := newDrive(t)
	d.keys("n")
	d.typed("Peggy Ashworth")
	d.keys("enter", "enter")
	d.typed("Marjorie (neighbour), Milan (son)")
	d.keys("enter")
	d.shows("To type their words:  ma: Marjorie  mi: Milan")
	d.golden("start-here")
	d.keys("ctrl+n")
	d.typed("mi: Tea?")
	d.shows("Milan    Tea?") // as far as Marjorie's would be
}

// TestWhatStandsBesideTheNotesStaysStill while people talk.
func TestWhatStandsBesideTheNotesStaysStill(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "Carol (daughter)")
	p := d.app.top().(*talkPage)
	before := p.drawAside(asideCells, 40).Rows
	d.typed("Tea first.")
	d.keys("enter")
	d.typed("Then the garden.")
	if after := p.drawAside(asideCells, 40).Rows; len(after) != len(before) || after[len(after)-1] != before[len(before)-1] {
		t.Errorf("beside the notes stands\n%q, before\n%q", after, before)
	}
	d.run(d.app.goTo(model.Place{Stage: model.StageTalk, Topic: "money"}))
	if after := p.drawAside(asideCells, 40).Rows; len(after) == len(before) {
		t.Errorf("in another topic stands\n%q, want what was talked about meanwhile", after)
	}
}

// TestAfterACrashTheLastWordsAreReadBack: it was never left in good order, so it
// opens behind the words that were typed last.
func TestAfterACrashTheLastWordsAreReadBack(t *testing.T) {
	d := newDrive(t)
	d.start("Peggy Ashworth", "")
	d.typed("Tea first.")
	d.keys("ctrl+n")
	d.typed(`"A fall on the back step."`)
	d.keys("enter")
	d.tick()
	d.app.talk = nil // as if the power went
	d.reopen()
	d.typed(passphrase)
	d.keys("enter", "enter")
	d.shows("All is here up to 10:02:00. The last thing typed: \"A fall on the back step.\"")
	d.typed(" In June.")
	d.shows("What matters", "A fall on the back step. In June.")
}

package tui

import (
	"testing"

	"ownwords/content"
)

func TestYusufsGettingReadyTyped(t *testing.T) {
	h := sitDown(t, content.RolePeer, "Bernie O'Hagan")
	h.press("n")
	h.say("Yusuf Demir")
	h.press("enter", "enter", "enter")
	for _, words := range []string{
		"a café, then his sofa", "the council offices, 3 March", "hearing loop, please; no phone calls: text", "after one o'clock",
	} {
		h.say(words)
		h.press("enter")
	}
	h.note(`"I'm not good at these meetings. I say I'm fine and then I go home and I'm not fine."`)
	h.note("Wants there: Bernie, and no one from the old hostel.")
	h.topic("matt")
	h.note(`A good day: "Kettle, radio, bus 42, soil under my nails."`)
	h.note(`A bad day: "Curtains shut. I don't open the post. Don't tidy that up."`)
	yusufsQuestions(h)
	yusufsPeople(h)
	yusufPays(h)
	h.topic("mood")
	h.note(`"I've not been taking the evening tablet."`, "6")
	h.hides("tablet")
	yusufsRisk(h)
	h.anything("who may see")
	h.fresh("The assessor")
	h.choose("May see", "2")
	h.choose("All but", "4")
	h.press("esc", "d")
	h.same("yusuf")
	h.anything("my own notes")
	h.shows("tablet", "Just for Yusuf: in no copy and in no pack. Bernie can read it")
}

func yusufsQuestions(h *hand) {
	h.anything("questions")
	for _, words := range []string{`"My hands."`, `"The nights."`, `"That I can't be moved away from the allotment."`} {
		h.say(words)
		h.press("enter")
	}
	h.press("enter")
	for _, words := range []string{
		"Will they take my allotment money into account?", "Can I have the same person each time?", "What if I say the wrong thing?",
	} {
		h.say(words)
		h.press("enter")
	}
}

func yusufsPeople(h *hand) {
	h.anything("people")
	h.fresh("Ayşe")
	h.line("Who they are", "cousin, London")
	h.choose("How close", "3")
	h.line("How often", "rings but doesn't visit")
	h.press("esc")
	h.fresh("Len")
	h.line("Who they are", "at plot 14")
	h.choose("How close", "2")
	h.press("esc")
}

func yusufPays(h *hand) {
	h.anything("what helps")
	for _, own := range [][3]string{{"a neighbour, for the ironing", "10.00", "1"}, {"laundry", "7.20", "2"}} {
		h.anything("pay for themselves")
		h.say(own[0])
		h.press("enter")
		h.line("Pounds", own[1])
		h.choose("How often", own[2])
		h.press("esc")
	}
	h.shows("£10.00 a week", "3.60   £7.20 a fortnight")
	h.press("esc")
}

func yusufsRisk(h *hand) {
	h.anything("risks")
	h.fresh(`"The allotment in winter, on my own, after dark. It's when it's quiet."`)
	h.at("Yusuf")
	h.press("v")
	h.choose("Yusuf", "1")
	h.line("Somebody else's view", "Ayşe (cousin)")
	h.choose("Ayşe", "4")
	h.press("down")
	h.say(`"You'll be found in spring."`)
	h.press("enter", "esc")
}

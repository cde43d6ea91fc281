package tui

import (
	"strings"
	"testing"

	"ownwords/content"
)

// The three visits below are those of the scripts of plain lines, in the same
// words and the same order, typed key by key as somebody would who looks at the
// screen. A slip that the script types and takes back leaves nothing behind in
// a record, and is not made here.

func TestPeggysVisitTyped(t *testing.T) {
	h := sitDown(t, content.RolePractitioner, "Dele Martins")
	h.press("n")
	h.say("Peggy Ashworth")
	h.press("enter", "enter", "enter")
	h.say("at home")
	h.press("enter", "1", "enter", "enter", "enter")
	h.say("slowly, tea first")
	h.press("enter")
	peggyTalks(h)
	peggysPeople(h)
	peggyTalksOn(h)
	peggysRisk(h)
	peggysHelp(h)
	peggyReadsBack(h)
	peggyAgrees(h)
	peggyShares(h)
	h.same("peggy")
}

func peggyTalks(h *hand) {
	h.topic("matt")
	h.note(`"I want to get back to the bowls club on a Wednesday. Not to watch. To bowl."`, "1")
	h.note(`"And I want my own kitchen to myself before nine o'clock."`, "1")
	h.anything("else is here")
	h.say("Carol, daughter")
	h.press("enter")
	h.note(`c: "She won't say it, but she's lonely since Dad went."`)
	h.note("me: Lights up when she talks about the club; twice went to fetch the trophy photograph.")
}

func peggysPeople(h *hand) {
	h.anything("people")
	h.fresh("Carol")
	h.choose("How close", "1")
	h.line("How often", "twice a week")
	h.line("What Carol gives", "the shopping, lifts, laughing")
	h.line("What Peggy gives", "mending")
	h.line("In Peggy's words", `"she's worn out, bless her"`)
	h.choose("A talk of their own", "1")
	h.press("esc")
	h.fresh("Maureen")
	h.line("Who they are", "from bowls")
	h.choose("How close", "2")
	h.choose("Where Peggy would like", "1")
	h.line("How often", "has not rung since March")
	h.press("esc")
	h.fresh("Dr Osei")
	h.line("Who they are", "doctor")
	h.choose("How close", "4")
	h.press("esc")
	h.fresh("Kyle")
	h.line("Who they are", "next door")
	h.choose("How close", "3")
	h.line("What Kyle gives", "brings the bins in")
	h.line("What Peggy gives", "cake")
	h.press("esc")
	h.fresh("Ron")
	h.line("Who they are", "brother")
	h.choose("How close", "5")
	h.press("esc")
	h.press("esc")
}

func peggyTalksOn(h *hand) {
	h.topic("happened")
	h.note("Husband Frank died in February.")
	h.note("A fall on the back step in June.")
	h.note(`"I told them I was fine. I was on the floor two hours."`, "1")
	h.press("ctrl+n")
	h.note("Bath takes the morning.")
	h.note(`"If I have a bath I don't cook."`, "1")
	h.note("Stopped going upstairs after tea.")
}

func peggysRisk(h *hand) {
	h.anything("risks")
	h.fresh(`"Walking to the club by the canal. Everyone wants me in a taxi."`)
	h.line("What I get", `"The ducks, and turning up like everybody else."`)
	h.line("Could go wrong", `"I could go down on the wet bit by the lock."`)
	h.line("Before", "Once. A man helped her up, nothing broken.")
	h.choose("Peggy", "1")
	h.choose("Carol", "4")
	h.press("down")
	h.say(`"It's deserted when it rains. I'd never forgive myself."`)
	h.press("enter")
	h.line("would settle it", "if she carried a phone and went with somebody")
	h.choose("Dele", "2")
	h.press("down")
	h.say("a stick, the phone, dry days first")
	h.press("enter")
	h.line("We try", "dry Wednesdays for six weeks, with Maureen if she'll come")
	h.line("Each will do", "Peggy rings Carol from the club")
	h.press("+")
	h.line("If", "no call by 2.15")
	h.line("then", "Carol rings the club")
	h.press("down")
	h.say("Kyle walks the path")
	h.press("enter")
	h.choose("Now", "2")
	h.line("Not agreed", "what to do in the rain. Carol still differs.")
	h.press("+")
	h.press("esc")
}

func peggysHelp(h *hand) {
	h.anything("what helps")
	h.help("help with the bath", "4", "home care")
	h.choose("How it is paid for", "1")
	h.line("How many a week", "2")
	h.line("Hours each", "0.75")
	h.line("Pounds an hour", "23.40")
	h.press("esc")
	h.help("being active", "1", "personal assistant")
	h.choose("How it is paid for", "2")
	h.line("Hours a week", "3")
	h.line("Pounds an hour", "13.80")
	h.press("esc")
	h.help("grab rail and half step", "3", "the council")
	h.choose("How it is paid for", "4")
	h.line("Pounds", "118")
	h.press("esc")
	h.help("the shopping", "", "Carol")
	h.press("esc")
	h.help("the bins", "", "Kyle")
	h.press("esc")
	h.anything("pay for themselves")
	h.say("alarm")
	h.press("enter")
	h.line("Pounds", "19.50")
	h.choose("How often", "4")
	h.press("esc")
	h.line("Peggy's share", "£22,75")
	h.shows("Kept as typed: £22,75.", "cannot be said yet")
	h.press("enter", "ctrl+a")
	h.say("22.75")
	h.press("enter")
	h.line("The council's starting guess", "80")
	h.shows("£76.50", "£22.75   estimated", "£53.75", "£215.00", "£118.00", "£4.50   a week", "£80.00")
}

func peggyReadsBack(h *hand) {
	h.anything("read it back")
	h.press("space", "c", "ctrl+a")
	h.say(`"My own kitchen to myself before nine o'clock."`)
	h.press("enter")
	for !strings.Contains(h.screen(), "That was all of it") {
		h.hides("lonely", "Ron", "deserted") // what the person is not to read there
		h.press("space")
	}
	h.press("enter")
}

func peggyAgrees(h *hand) {
	h.choose("Peggy", "1")
	h.choose("said how", "1")
	h.choose("Carol", "2")
	h.press("down")
	h.say("the rain")
	h.press("enter")
	h.choose("said how", "1")
	h.choose("Dele", "1")
	for _, s := range [][2]string{
		{"Ask Kyle and Maureen if they will", "18 September"},
		{"The council says yes or no to the money", "29 September"},
		{"Peggy's copy on paper, large print", "18 September"},
	} {
		h.line("something else that happens", s[0])
		h.press("up", "enter", "enter")
		h.say("Dele")
		h.press("enter")
		h.say(s[1])
		h.press("enter")
	}
	h.line("Look again", "27 October")
	h.press("down", "enter")
}

func peggyShares(h *hand) {
	h.fresh("her GP")
	h.choose("May see", "2")
	h.choose("All but", "5")
	h.press("esc")
	h.fresh("Carol")
	h.choose("May see", "1")
	h.press("esc")
	h.fresh("Bowls club secretary")
	h.choose("May see", "3")
	h.line("Only what, in their words", "getting to the club")
	h.choose("Which of these", "5")
	h.press("esc")
	h.fresh("Ron")
	h.choose("May see", "4")
	h.line("Why", `"he'd only use it"`)
	h.press("esc")
	h.press("d")
}

func TestHarjitsVisitTyped(t *testing.T) {
	h := sitDown(t, content.RolePractitioner, "Dele Martins")
	h.press("n")
	h.say("Harjit Kaur Sandhu")
	h.press("enter")
	h.say("Harjit")
	h.press("enter")
	h.say("Amrit Gill (interpreter), Simran (daughter-in-law)")
	h.press("enter")
	h.say("at home")
	h.press("enter", "1", "enter", "enter", "enter")
	h.say("she tires by eleven; Punjabi, through Amrit")
	h.press("enter")
	h.topic("matt")
	h.note(`"`+roti+`"`, "1")
	h.anything("through")
	h.press("right", "enter", "right", "enter")
	h.say("I want to make my own roti")
	h.press("enter", "enter")
	h.note(`"Sunday at the gurdwara I serve. I am not the one who is served. 🙏🏽"`, "1")
	h.note(`Words for help she dislikes: "care", "client".`)
	harjitsPeople(h)
	harjitsRisk(h)
	harjitsHelp(h)
	harjitsWorry(h)
	h.same("harjit")
}

func harjitsPeople(h *hand) {
	h.anything("people")
	h.fresh("Manjit")
	h.line("Who they are", "son")
	h.choose("How close", "2")
	h.press("esc")
	h.fresh("Simran")
	h.choose("How close", "1")
	h.line("How often", "every day")
	h.line("What Simran gives", "washing and dressing")
	h.line("In Harjit's words", `"hides her back from me"`)
	h.choose("A talk of their own", "2")
	h.press("esc")
	h.fresh("Jasleen")
	h.line("Who they are", "granddaughter, nine")
	h.choose("How close", "1")
	h.line("What Jasleen gives", "reads me my letters")
	h.choose("Under 18", "2")
	h.line("What they help with", "reading letters")
	h.press("esc")
	h.shows("Jasleen (child)")
	h.fresh("Balwant")
	h.line("Who they are", "sister, in Jalandhar")
	h.choose("How close", "2")
	h.line("How often", "video call Fridays")
	h.press("esc")
}

// harjitsRisk has the views typed on their own page.
func harjitsRisk(h *hand) {
	h.anything("risks")
	h.fresh(`"The stove. They have taken the knobs off."`)
	h.line("What I get", `"I am somebody in my own kitchen."`)
	h.at("What each makes of it")
	h.press("enter")
	h.choose("Harjit", "1")
	h.choose("Simran", "4")
	h.press("down")
	h.say(`"She forgot it twice. I have a child in the house."`)
	h.press("enter")
	h.choose("Dele", "2")
	h.press("down")
	h.say("an induction ring that switches itself off")
	h.press("enter")
	h.line("Somebody else's view", "Manjit (son)")
	h.choose("Manjit", "5")
	h.press("esc", "esc")
}

func harjitsHelp(h *hand) {
	h.anything("what helps")
	h.help("a carer for mornings chosen by her, woman, Punjabi-speaking", "", "home care")
	h.choose("How it is paid for", "1")
	h.line("How many a week", "5")
	h.line("Hours each", "1.5")
	h.line("Pounds an hour", "22.15")
	h.press("esc")
	h.help("induction ring", "", "the council")
	h.choose("How it is paid for", "4")
	h.line("Pounds", "84.99")
	h.press("esc")
	h.shows("£166.13", "£84.99", "cannot be said yet")
	h.press("esc")
}

// harjitsWorry is typed in the talk, taken off the page there, and looked at
// again among the own notes.
func harjitsWorry(h *hand) {
	h.topic("safe")
	h.note(`"My pension card is with Manjit. I ask, he says later."`, "6")
	h.hides("pension")
	h.anything("my own notes")
	h.press("ctrl+g", "3")
	h.line("Alone", "alone with Amrit")
	h.line("Safe now", "yes, today")
	h.line("What they want", `"my card in my own purse, no shouting"`)
	h.line("Who else", "a child of nine lives there")
	h.line("Told first", "told her before she spoke")
	h.line("Do they agree", "not yet")
	h.shows("Not passed on, since")
	h.press("esc", "esc")
	h.hides("pension", "Not passed on")
}

package tui

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"ownwords/content"
)

// hand is somebody who types a whole visit and looks at nothing but the screen.
// It counts the keys that were no words.
type hand struct {
	*drive
	beside int
	log   *os.File
}

func (h *hand) logf(s string) {
	if h.log != nil {
		fmt.Fprintln(h.log, s)
	}
}

// sitDown is a laptop that is set up for somebody, unlocked, and at home.
func sitDown(t *testing.T, role content.Role, name string) *hand {
	t.Helper()
	d := firstRun(t)
	s := content.DefaultSettings()
	s.Role, s.Name, s.Organisation = role, name, "Northmoor Council"
	d.create(s)
	d.reopen()
	d.typed(passphrase)
	d.keys("enter")
	h := &hand{drive: d}
	if p := os.Getenv("KEYLOG"); p != "" {
		h.log, _ = os.Create(filepath.Join(p, t.Name()+".log"))
	}
	return h
}

// press presses keys that are no words.
func (h *hand) press(names ...string) {
	h.t.Helper()
	for _, n := range names {
		h.beside++
		h.clock = h.clock.Add(time.Second)
		h.logf("key " + n)
		h.keys(n)
	}
	h.tick()
}

// say types words.
func (h *hand) say(words string) {
	h.t.Helper()
	h.clock = h.clock.Add(time.Second)
	h.logf("type " + words)
	half := len(words) / 2
	for !utf8.RuneStart(words[half]) {
		half++
	}
	for _, part := range []string{words[:half], words[half:]} {
		h.typed(part)
		h.tick() // nobody types so fast that nothing is kept meanwhile
	}
}

// find types letters by which something is found: they are no words.
func (h *hand) find(letters string) {
	h.t.Helper()
	h.beside += len(letters)
	h.logf("type " + letters)
	h.typed(letters)
	h.press("enter")
}

// note types a note letter by letter. Nothing opens meanwhile, and none of its
// marks opens anything.
func (h *hand) note(words string, marks ...string) {
	h.t.Helper()
	page := h.app.top()
	still := func(after string) {
		if h.app.top() != page {
			h.t.Fatalf("the page changed after %q of %q:\n%s", after, words, h.screen())
		}
	}
	h.logf("type " + words)
	for i, r := range words {
		h.typed(string(r))
		if i%20 == 0 {
			h.tick()
		}
		still(string(r))
	}
	for _, m := range marks {
		h.press("ctrl+g", m)
		still(m)
	}
	h.press("enter")
	still("enter")
}

func (h *hand) topic(letters string) {
	h.t.Helper()
	h.press("esc")
	h.find(letters)
}

func (h *hand) anything(letters string) {
	h.t.Helper()
	h.press("ctrl+p")
	h.find(letters)
}

// at goes to the line that begins so: down, and from the last line up again.
func (h *hand) at(label string) string {
	h.t.Helper()
	way := "down"
	for range 60 {
		seen := h.screen()
		for row := range strings.SplitSeq(seen, "\n") {
			if line, ok := strings.CutPrefix(row, ">"); ok && strings.HasPrefix(strings.TrimSpace(line), label) {
				return line
			}
		}
		h.press(way)
		if h.screen() == seen {
			way = "up"
		}
	}
	h.t.Fatalf("no line %q:\n%s", label, h.screen())
	return ""
}

// line types in a line.
func (h *hand) line(label, words string) {
	h.t.Helper()
	h.at(label)
	h.say(words)
	h.press("enter")
}

// What tells on the screen that numbers can be chosen, and that options are
// open.
var (
	numbers = regexp.MustCompile(`\b1\]? +\S`)
	picking = regexp.MustCompile(`(?m)^ +>`)
)

// choose chooses in a line by the number that stands there, opening it first
// where none does and closing it where it is still open.
func (h *hand) choose(label, digit string) {
	h.t.Helper()
	if line := h.at(label); !strings.Contains(line, " / ") && !numbers.MatchString(line) {
		h.press("enter")
	}
	h.press(digit)
	if picking.MatchString(h.screen()) {
		h.press("enter")
	}
}

// fresh begins something on a page that lists things.
func (h *hand) fresh(words string) {
	h.t.Helper()
	h.press("n")
	h.say(words)
	h.press("enter")
}

func (h *hand) look() {}
func (h *hand) shot(name string) { h.logf("shot " + name) }

var (
	anyID   = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`)
	anyTime = regexp.MustCompile(`\d{4}-\d\d-\d\dT[0-9:.]+Z`)
	anyRank = regexp.MustCompile(`(?m)^\s*"order": .*\n`)
)

// same compares the record with what plain lines made of the same visit, ids,
// places in lists and times aside.
func (h *hand) same(name string) {
	h.t.Helper()
	raw, err := json.MarshalIndent(h.app.talk.Record(), "", "  ")
	if err != nil {
		h.t.Fatal(err)
	}
	names := map[string]string{}
	text := anyID.ReplaceAllStringFunc(string(raw), func(id string) string {
		if names[id] == "" {
			names[id] = fmt.Sprintf("id-%d", len(names)+1)
		}
		return names[id]
	})
	got := anyRank.ReplaceAllString(anyTime.ReplaceAllString(text, "TIME"), "") + "\n"
	want, err := os.ReadFile(filepath.Join("plain", "testdata", name+".json"))
	if err != nil {
		h.t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		h.t.Errorf("%s in plain lines and typed here (-plain +here):\n%s", name, d)
	}
}

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
	t.Logf("%d keys that were no words", h.beside)
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
	h.shot("talk")
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
	h.choose("Where they are wished", "1")
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
	h.shot("someone-list")
	h.fresh("Ron")
	h.line("Who they are", "brother")
	h.choose("How close", "5")
	h.shot("someone-lines")
	h.press("esc")
	h.shot("people")
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
	h.line("I get", `"The ducks, and turning up like everybody else."`)
	h.line("Could", `"I could go down on the wet bit by the lock."`)
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
	h.line("Each", "Peggy rings Carol from the club")
	h.shot("risk-short")
	h.press("+")
	h.line("If", "no call by 2.15")
	h.line("then", "Carol rings the club")
	h.press("down")
	h.say("Kyle walks the path")
	h.press("enter")
	h.choose("Now", "2")
	h.line("Differ", "what to do in the rain. Carol still differs.")
	h.shot("risk-long")
	h.press("+")
	h.shot("risk")
	h.press("esc")
	h.shot("risks")
}

// help puts something that helps on its page.
func (h *hand) help(what, wants, who string) {
	h.t.Helper()
	h.fresh(what)
	if wants != "" {
		h.choose("For which", wants)
	}
	h.line("Who gives it", who)
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
	h.line("A starting guess", "80")
	h.shot("helps")
	h.shows("£76.50", "£22.75   estimated", "£53.75", "£215.00", "£118.00", "£4.50   a week", "£80.00")
}

func peggyReadsBack(h *hand) {
	h.anything("read it back")
	h.shot("readback-want")
	h.press("space", "c", "ctrl+a")
	h.say(`"My own kitchen to myself before nine o'clock."`)
	h.press("enter")
	for i := 0; !strings.Contains(h.screen(), "That was all of it"); i++ {
		h.shot(fmt.Sprint("readback-", i))
		h.press("space")
	}
	h.press("space")
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
	h.shot("agree")
	h.press("up", "up", "a")
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
	h.shot("share-ron")
	h.press("esc")
	h.shot("share")
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
	h.press("1", "enter", "1", "enter")
	h.say("I want to make my own roti")
	h.press("enter")
	h.note(`"Sunday at the gurdwara I serve. I am not the one who is served. 🙏🏽"`, "1")
	h.note(`Words for help she dislikes: "care", "client".`)
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
	h.fresh("Balwant")
	h.line("Who they are", "sister, in Jalandhar")
	h.choose("How close", "2")
	h.line("How often", "video call Fridays")
	h.press("esc")
	h.shot("x01")
	h.anything("risks")
	h.fresh(`"The stove. They have taken the knobs off."`)
	h.line("I get", `"I am somebody in my own kitchen."`)
	h.press("v")
	h.shot("x02")
	h.choose("Harjit", "1")
	h.shot("x03")
	h.choose("Simran", "4")
	h.press("down")
	h.say(`"She forgot it twice. I have a child in the house."`)
	h.press("enter")
	h.choose("Dele", "2")
	h.press("down")
	h.say("an induction ring that switches itself off")
	h.press("enter")
	h.shot("x04")
	h.line("Somebody else's view", "Manjit (son)")
	h.shot("x05")
	h.choose("Manjit", "5")
	h.press("esc")
	h.shot("x06")
	h.press("esc")
	h.shot("x07")
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
	h.shot("x08")
	h.press("esc")
	h.topic("safe")
	h.note(`"My pension card is with Manjit. I ask, he says later."`, "6")
	h.press("f5")
	h.shot("x09")
	h.find("my own")
	h.shot("x10")
	h.press("ctrl+g")
	h.shot("x11")
	h.press("3")
	h.shot("x12")
	h.line("Alone", "alone with Amrit")
	h.shot("x13")
	h.line("Safe now", "yes, today")
	h.line("What they want", `"my card in my own purse, no shouting"`)
	h.line("Who else", "a child of nine lives there")
	h.line("Told first", "told her before she spoke")
	h.line("Do they agree", "not yet")
	h.shot("x14")
	h.press("esc", "esc")
	h.shot("x15")
	h.same("harjit")
}

func TestYusufsGettingReadyTyped(t *testing.T) {
	h := sitDown(t, content.RolePeer, "Bernie O'Hagan")
	h.press("n")
	h.say("Yusuf Demir")
	h.shot("x16")
	h.press("enter", "enter", "enter")
	h.say("a café, then his sofa")
	h.press("enter")
	h.say("the council offices, 3 March")
	h.press("enter")
	h.say("hearing loop, please; no phone calls: text")
	h.press("enter")
	h.say("after one o'clock")
	h.press("enter")
	h.shot("x17")
	h.note(`"I'm not good at these meetings. I say I'm fine and then I go home and I'm not fine."`)
	h.note("Wants there: Bernie, and no one from the old hostel.")
	h.topic("matt")
	h.note(`A good day: "Kettle, radio, bus 42, soil under my nails."`)
	h.note(`A bad day: "Curtains shut. I don't open the post. Don't tidy that up."`)
	h.shot("x18")
	h.anything("questions")
	h.shot("x19")
	for _, words := range []string{`"My hands."`, `"The nights."`, `"That I can't be moved away from the allotment."`} {
		h.say(words)
		h.press("enter")
	}
	h.shot("x20")
	h.press("enter")
	for _, words := range []string{
		"Will they take my allotment money into account?", "Can I have the same person each time?", "What if I say the wrong thing?",
	} {
		h.say(words)
		h.press("enter")
	}
	h.shot("x21")
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
	h.anything("what helps")
	h.shot("x22")
	h.anything("pay for themselves")
	h.shot("x23")
	h.say("a neighbour, for the ironing")
	h.press("enter")
	h.shot("x24")
	h.line("Pounds", "10.00")
	h.choose("How often", "1")
	h.press("esc")
	h.anything("pay for themselves")
	h.say("laundry")
	h.press("enter")
	h.line("Pounds", "7.20")
	h.choose("How often", "2")
	h.press("esc")
	h.shot("x25")
	h.press("esc")
	h.topic("well")
	h.note(`"I've not been taking the evening tablet."`, "6")
	h.shot("x26")
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
	h.shot("x27")
	h.anything("who may see")
	h.shot("x28")
	h.fresh("The assessor")
	h.choose("May see", "2")
	h.choose("All but", "4")
	h.press("esc")
	h.shot("x29")
	h.press("v")
	h.shot("x30")
	h.press("esc", "d")
	h.shot("x31")
	h.same("yusuf")
	h.press("f5")
	h.find("my own")
	h.shot("x32")
}

package kit

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func frameFor(title ...string) Frame {
	return Frame{
		Title: title, Right: "Tue 15 Sep 10:14",
		Small: []string{"Peggy", title[len(title)-1]}, SmallRight: "10:14",
		Status: "Saved on this laptop 10:14 · not sent",
		Hints: []Hint{
			{"Enter", "change this line"}, {"v", "a view"}, {"w", "where it came from"}, {"ctrl+p", "anything"},
		},
	}
}

func beginning(look *Look) *Form {
	f := NewForm(look)
	f.Fill = true
	f.SetRows([]Row{
		{Kind: RowBlank},
		{ID: "name", Label: "Who is it with?", Value: "Peggy Ashworth"},
		{ID: "called", Label: "Likes to be called", Value: "Peggy"},
		{ID: "here", Label: "Who is here?", Value: "Peggy, Carol (daughter, from half past)"},
		{ID: "where", Label: "Where", Value: "at home"},
		{Kind: RowBlank},
		{ID: "why", Kind: RowChoice, Choice: ChoiceListed, Label: "Why I am here today", Value: "plan", Options: []Option{
			{"plan", "to plan together"}, {"review", "to look again at a plan"}, {"worry", "because somebody is worried"},
		}},
		{Kind: RowBlank},
		{ID: "now", Kind: RowChoice, Label: "Does anything have to be put in place today?", Value: "yes", Options: noYesLater()},
		{ID: "advocate", Kind: RowChoice, Label: "Would it help to have somebody independent here?", Options: noYesLater()},
		{Kind: RowBlank},
		{ID: "how", Label: "How to talk with Peggy"},
		{Kind: RowBlank},
		{Kind: RowQuiet, Label: "ctrl+t  turns the screen: what I will do, what I must pass on, what Peggy can ask me to change."},
	})
	return f
}

func noYesLater() []Option {
	return []Option{{"no", "no"}, {"yes", "yes"}, {"later", "ask later"}}
}

func risk(look *Look) *Form {
	f := NewForm(look)
	f.LabelAt, f.ValueAt, f.ExtraAt = 2, 11, 24
	f.SetRows([]Row{
		{Kind: RowHeading, Label: "Things that could go wrong, and why it is still worth it", LabelAt: 1},
		{Kind: RowBlank},
		{ID: "title", Label: "Peggy", Value: "“Walking to the club by the canal. Everyone wants me in a taxi.”"},
		{ID: "gain", Label: "I get", Value: "“The ducks, and turning up like everybody else.”"},
		{ID: "could", Label: "Could", Value: "“I could go down on the wet bit by the lock.”"},
		{ID: "before", Label: "Before", Value: "Once. A man helped her up, nothing broken."},
		{Kind: RowBlank},
		{ID: "v1", Kind: RowOpen, Label: "Peggy", Value: "for it"},
		{ID: "v2", Kind: RowOpen, Label: "Carol", Value: "against", Extra: "“It’s deserted when it rains. I’d never forgive myself.”\nWould settle it: if she carried a phone and went with somebody."},
		{ID: "v3", Kind: RowOpen, Label: "Dele", Value: "for it, if", Extra: "a stick, the phone, dry days first."},
		{Kind: RowBlank},
		{ID: "try", Label: "We try", Value: "Dry Wednesdays for six weeks, with Maureen if she’ll come. Peggy rings Carol from the club."},
		{ID: "differ", Label: "Differ", Value: "What to do in the rain is not agreed. Carol still differs."},
		{ID: "look", Label: "Look", Value: "27 October, or the first fall", Extra: "trying", ExtraAt: 46},
	})
	return f
}

func money(look *Look) *Form {
	f := NewForm(look)
	f.LabelAt, f.ExtraAt = 2, 61
	f.SetRows([]Row{
		{Kind: RowWords, LabelAt: 1, Label: "“I want to get back to the bowls club on a Wednesday. Not to watch. To bowl.”"},
		{ID: "s1", Kind: RowOpen, LabelAt: 4, Label: "Being active, 3 hours a week, with an assistant", Value: "41.40", Extra: "3 x 13.80", Figure: true},
		{Kind: RowWords, LabelAt: 1, Label: "“I told them I was fine. I was on the floor two hours.”"},
		{ID: "s2", Kind: RowOpen, LabelAt: 4, Label: "Grab rail and half step", Value: "118.00", Extra: "once", Figure: true},
		{Kind: RowWords, LabelAt: 1, Label: "Already there, and stays:  Carol’s shopping.  Kyle and the bins."},
		{Kind: RowRule},
		{Kind: RowWords, Label: "What it costs, each week", Value: "£76.50", Figure: true, Extra: " "},
		{ID: "share", Label: "Peggy’s share", Value: "£22,75", Figure: true, Extra: "estimated", Wrong: "Pounds and pence look like 22.75."},
		{Kind: RowWords, Label: "What the council would pay", Value: "£53.75", Figure: true, Extra: "not decided yet"},
		{Kind: RowBlank},
		{ID: "how", Kind: RowChoice, Choice: ChoiceFolded, Label: "How would Peggy like it arranged?", Prompt: "not asked yet", Options: []Option{
			{"council", "the council arranges it"}, {"direct", "a direct payment"}, {"mixed", "some of each"},
		}},
	})
	return f
}

func agree(look *Look) *Form {
	f := NewForm(look)
	f.ValueAt, f.ExtraAt = 12, 54
	f.SetRows([]Row{
		{Kind: RowBlank},
		{Kind: RowWords, Label: "Read back to Peggy today: all of it. Changed on the spot: 2 lines."},
		{Kind: RowBlank},
		{Kind: RowHeading, Label: "Does this plan say what you want it to say?"},
		{Kind: RowBlank},
		{ID: "peggy", Kind: RowOpen, Label: "Peggy", Value: "yes", Extra: "said so aloud"},
		{ID: "carol", Kind: RowOpen, Label: "Carol", Value: "yes, but not about the rain", Extra: "said so aloud"},
		{ID: "dele", Kind: RowOpen, Label: "Dele", Value: "yes"},
		{Kind: RowBlank},
		{Kind: RowHeading, Label: "What happens next", Value: "who", Extra: "by when", ValueAt: 51, ExtraAt: 62},
		{Kind: RowWords, Label: "Ask Kyle and Maureen if they will", Value: "Dele", Extra: "Fri 18 Sep", ValueAt: 51, ExtraAt: 62},
		{Kind: RowWords, Label: "The council says yes or no to the money", Value: "Dele", Extra: "Tue 29 Sep", ValueAt: 51, ExtraAt: 62},
		{Kind: RowBlank},
		{Kind: RowQuiet, Label: "Not talked about yet: how Peggy would like it arranged. That is no reason to wait."},
	})
	return f
}

func sharing(look *Look) *Form {
	f := NewForm(look)
	f.ValueAt, f.ExtraAt = 27, 55
	f.SetRows([]Row{
		{Kind: RowBlank},
		{Kind: RowWords, Label: "The council keeps a record of this talk and of the plan. The law asks it to, so tell Peggy: it is not a choice to be asked."},
		{ID: "held", Label: "Anything she would sooner it did not hold, in her words:", Prompt: "(nothing)"},
		{Kind: RowBlank},
		{ID: "gp", Kind: RowOpen, Label: "Her GP", Value: "all but the money", Extra: "yes    said aloud"},
		{ID: "club", Kind: RowOpen, Label: "Bowls club secretary", Value: "only: getting to the club", Extra: "yes    said aloud"},
		{ID: "ron", Kind: RowOpen, Label: "Ron", Value: "nothing", Extra: "no"},
		{ID: "maureen", Kind: RowOpen, Label: "Maureen", Extra: "not asked"},
	})
	return f
}

func ownNotes(look *Look) *Form {
	f := NewForm(look)
	f.LabelAt, f.ValueAt = 2, 31
	f.SetRows([]Row{
		{Kind: RowQuiet, LabelAt: 1, Label: "Not in any copy. Still part of what the council holds: Harjit, or a court, could ask to see it. Say what was said, then what you think, and sign it."},
		{Kind: RowBlank},
		{ID: "note", Kind: RowOpen, Label: "Harjit", ValueAt: 11, Value: "“My pension card is with Manjit. I ask, he says later.”\nin Punjabi, through Amrit Gill. Alone with Amrit, 17 Sep 11:40."},
		{Kind: RowBlank},
		{ID: "is", Kind: RowChoice, Choice: ChoiceNumbered, Label: "This note is", ValueAt: 18, Value: "worry", Options: []Option{
			{"thought", "a thought of mine"}, {"confidence", "told in confidence"}, {"worry", "a worry about safety"}, {"talk", "back into the talk"},
		}},
		{Kind: RowBlank},
		{ID: "safe", Label: "Is she safe now?", Value: "yes, today"},
		{ID: "wants", Label: "What she wants to happen", Value: "“my card in my own purse, no shouting”"},
		{ID: "agrees", Label: "Does she agree to it going on?", Value: "not yet. I told her before she spoke what I would have to pass on."},
		{ID: "told", Label: "Whom I told, and when"},
	})
	return f
}

func TestPagesOfLines(t *testing.T) {
	for _, c := range []struct {
		name  string
		frame Frame
		form  func(*Look) *Form
		focus string
	}{
		{"beginning", frameFor("Somebody new"), beginning, "here"},
		{"beginning-last", frameFor("Somebody new"), beginning, "how"},
		{"risk", frameFor("Peggy Ashworth", "Risks", "Walking to the club"), risk, "v2"},
		{"money", frameFor("Peggy Ashworth", "What helps, and the money"), money, "share"},
		{"agree", frameFor("Peggy Ashworth", "Read back", "Agree"), agree, "peggy"},
		{"sharing", frameFor("Peggy Ashworth", "Read back", "Who may see it"), sharing, "gp"},
		{"own-notes", frameFor("Harjit Kaur Sandhu", "My own notes"), ownNotes, "agrees"},
	} {
		t.Run(c.name, func(t *testing.T) {
			look := plainLook()
			pages(t, "form-"+c.name, c.frame, look, func(w, h int) Drawing {
				f := c.form(look)
				f.SetFocus(c.focus)
				return f.View(w, h)
			})
		})
	}
}

func TestNoPageIsWiderThanItsWindow(t *testing.T) {
	look := plainLook()
	e := NewEditor(look)
	e.SetNotes(talk())
	drawn := map[string]func(int, int) Drawing{"notebook": e.View, "home": home(look).View, "everyone": everyone(look).View}
	for name, form := range map[string]func(*Look) *Form{
		"beginning": beginning, "risk": risk, "money": money, "agree": agree, "sharing": sharing, "own notes": ownNotes, "passphrase": passphrase,
	} {
		drawn[name] = form(look).View
	}
	frame := talkFrame()
	for width := LeastWidth; width <= 130; width++ {
		for name, draw := range drawn {
			for _, height := range []int{12, 24, 60} {
				window := frame.Lay(look, width, height)
				content, cursor := window.View(draw(window.Page()))
				for i, row := range strings.Split(ansi.Strip(content), "\n") {
					if cells := look.Measure.Width(row); cells > width {
						t.Fatalf("%s at %dx%d: row %d is %d cells wide: %q", name, width, height, i, cells, row)
					}
				}
				if cursor == nil || cursor.X >= width || cursor.Y >= height {
					t.Fatalf("%s at %dx%d: cursor at %v", name, width, height, cursor)
				}
			}
		}
	}
}

package kit

import (
	"strings"
	"testing"
)

func talk() []Note {
	return []Note{
		{ID: "1", Gutter: "Peggy", Quoted: true, Mark: "wanted", Text: "I want to get back to the bowls club on a Wednesday. Not to watch. To bowl."},
		{ID: "2", Gutter: "Peggy", Quoted: true, Mark: "wanted", Text: "And I want my own kitchen to myself before nine o’clock."},
		{ID: "3", Gutter: "me", Thought: true, Text: "Lights up when she talks about the club; twice went to fetch the trophy photograph."},
		{ID: "4", Gutter: "Peggy", Mark: "person", Text: "Maureen from bowls has not rung since March. Would like her closer."},
		{ID: "5", Gutter: "Carol", Quoted: true, Mark: "later", Text: "She won’t say it, but she’s lonely since Dad went."},
		{ID: "6", Gutter: "Peggy", Quoted: true, Text: "Walking to the club by the canal. Everyone wants me in a taxi."},
	}
}

func prompt(look *Look) *Form {
	f := NewForm(look)
	f.LabelAt, f.ValueAt = 1, 10
	f.SetRows([]Row{
		{Kind: RowQuiet, Label: "To ask", Value: "If help disappeared tomorrow, what is the first thing you would fight to keep?"},
		{Kind: RowRule},
	})
	return f
}

func talkFrame() Frame {
	f := frameFor("Peggy Ashworth", "Talk", "What matters, and a good day")
	f.Small[1] = "What matters"
	f.Hints = []Hint{
		{"Enter", "new note"}, {"c:", "Carol's words"}, {"ctrl+g", "mark"}, {"Esc", "topics"}, {"ctrl+p", "anything"},
	}
	return f
}

func marking() Frame {
	f := talkFrame()
	f.Ask = "This is"
	f.Answers = []Hint{
		{"1", "something wanted"},
		{"2", "a risk"},
		{"3", "a person"},
		{"4", "to come back to"},
		{"5", "another topic"},
		{"6", "my own notes"},
		{"7", "whose words"},
	}
	return f
}

func TestTheNotebook(t *testing.T) {
	many := make([]Note, 0, 60)
	for i := range 60 {
		n := talk()[i%6]
		n.ID = strings.Repeat("x", i+1)
		many = append(many, n)
	}
	scripts := []Note{
		{ID: "1", Gutter: "Siân", Quoted: true, Mark: "wanted", Text: "Dw i eisiau mynd adref. Ŵyr neb."},
		{ID: "2", Gutter: "Harjit", Quoted: true, Text: "ਮੇਰਾ ਪੈਨਸ਼ਨ ਕਾਰਡ ਮਨਜੀਤ ਕੋਲ ਹੈ। ਮੈਂ ਮੰਗਦੀ ਹਾਂ, ਉਹ ਕਹਿੰਦਾ ਹੈ ਬਾਅਦ ਵਿੱਚ।"},
		{ID: "3", Gutter: "阿梅", Quoted: true, Mark: "risk", Text: "我想自己去市場買菜，不要別人陪。下雨天我也不怕，我走了四十年的路，閉著眼睛都會走，你們不用擔心我。"},
		{ID: "4", Gutter: "me", Thought: true, Text: "Drew her family: 👩‍👩‍👧‍👦 and the flag 🏴󠁧󠁢󠁷󠁬󠁳󠁿, with a\ttab and Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft."},
	}
	for _, c := range []struct {
		name  string
		frame Frame
		notes []Note
		note  string
		off   int
		keys  []string
	}{
		{"end", talkFrame(), talk(), "6", 99, nil},
		{"middle", talkFrame(), talk(), "3", 0, nil},
		{"marking", marking(), talk(), "6", 99, nil},
		{"selected", talkFrame(), talk(), "3", 7, []string{"shift+down", "shift+down"}},
		{"long", talkFrame(), many, strings.Repeat("x", 30), 3, nil},
		{"empty", talkFrame(), nil, "", 0, nil},
		{"new", talkFrame(), append(talk(), Note{ID: "7", Gutter: "Peggy"}), "7", 0, nil},
		{"scripts", talkFrame(), scripts, "4", 500, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			look := plainLook()
			e := NewEditor(look)
			e.SetNotes(c.notes)
			e.SetCaret(c.note, c.off)
			pages(t, "talk-"+c.name, c.frame, look, func(w, h int) Drawing {
				e.View(w, h)
				for _, key := range c.keys {
					e.Key(pressed(key))
				}
				ask := prompt(look).View(w, h)
				return Stack(ask, e.View(w, h-len(ask.Rows)))
			})
		})
	}
}

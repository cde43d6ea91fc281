package fhir

import (
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"ownwords/model"
)

// catalogue is the English of this package as people read it, so that what the
// tests look at is what a server gets.
var catalogue = sync.OnceValue(func() map[string]string {
	raw, err := os.ReadFile("../../content/text/en/fhir.yaml")
	if err != nil {
		panic(err)
	}
	out := map[string]string{}
	for line := range strings.Lines(string(raw)) {
		if id, text, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && strings.HasPrefix(id, "fhir.") {
			out[id] = strings.Trim(text, `"`)
		}
	}
	return out
})

// sayer says Messages in English and fails the test for one without words or
// with a gap left open.
func sayer(t interface{ Errorf(string, ...any) }) func(model.Message) string {
	return func(m model.Message) string {
		text, there := catalogue()[m.ID]
		if !there {
			t.Errorf("catalogue has no %q", m.ID)
		}
		if !strings.Contains(text, "{") {
			return text
		}
		return gap.ReplaceAllStringFunc(text, func(g string) string {
			switch v := m.Args[g[1:len(g)-1]].(type) {
			case string:
				return v
			case model.Pence:
				return "£" + v.String()
			default:
				t.Errorf("%s: %s is given a %T", m.ID, g, v)
				return g
			}
		})
	}
}

var gap = regexp.MustCompile(`\{[a-z]+\}`)

var morning = time.Date(2026, 9, 15, 9, 14, 0, 0, time.UTC)

func optionsFor(t interface{ Errorf(string, ...any) }) Options {
	return Options{At: morning.Add(2 * time.Hour), Revision: 1, Say: sayer(t)}
}

// builder puts parts into a record, with ids that are the same in every run.
type builder struct {
	r *model.Record
	n int
}

func (b *builder) id() model.ID {
	b.n++
	return model.ID(derived("test", string(b.r.ID), string(rune('a'+b.n%26)), strings.Repeat("x", b.n)))
}

func (b *builder) add(p model.Part) model.ID {
	h := p.PartHead()
	if h.ID == "" {
		h.ID = b.id()
	}
	b.r = b.r.With(p)
	return h.ID
}

func (b *builder) note(voice model.ID, typed string) {
	w := model.ParseWords(typed)
	b.add(&model.Note{Head: model.Head{Order: model.OrderBetween(model.LastOrder(b.r.Notes), "")}, Voice: voice, Text: w.Text, Telling: w.Telling, Topic: "matters", Typed: morning})
}

func words(typed string) model.Words { return model.ParseWords(typed) }

func pence(s string) model.Figure {
	f, _ := model.ParseFigure(s, model.UnitPence)
	return f
}

func rateOf(s string) model.Figure {
	f, _ := model.ParseFigure(s, model.UnitRate)
	return f
}

func quantity(s string) model.Figure {
	f, _ := model.ParseFigure(s, model.UnitQuantity)
	return f
}

func begin(record, person string, kind model.ConversationKind, standing model.Standing) *builder {
	b := &builder{r: &model.Record{ID: model.ID(derived("test", record))}}
	b.add(&model.Conversation{
		Head: model.Head{ID: "conversation"}, Kind: kind, Guide: string(kind), GuideVersion: 1,
		Standing: standing, Began: morning, Stood: morning.Add(time.Hour), Organisation: "Riverside Council",
	})
	b.add(&model.Person{Head: model.Head{ID: "person"}, FullName: person})
	return b
}

// peggy is an assessment that was agreed: three views of one risk, help that
// is paid for, unpaid and her own, and somebody who is not to be contacted.
func peggy(standing model.Standing) *model.Record {
	b := begin("peggy", "Peggy Ashworth", model.Assessment, standing)
	b.add(&model.Person{Head: model.Head{ID: "person"}, FullName: "Margaret Ashworth", Called: "Peggy", NHSNumber: "999 000 0018", Born: model.When{Typed: "2 March 1948", Day: "1948-03-02"}, GP: "Dr Osei"})
	p := b.add(&model.Voice{Name: "Peggy", Role: model.RolePerson})
	dele := b.add(&model.Voice{Name: "Dele Martins", Role: model.RolePractitioner})
	carol := b.add(&model.Voice{Name: "Carol", Role: model.RoleRelative, Connection: "daughter"})
	b.note(p, `"I want to get back to the bowls club on a Wednesday. Not to watch. To bowl."`)
	b.note(carol, "She won't say it, but she's lonely since Dad went.")
	b.add(&model.Note{Voice: dele, Telling: model.Thought, Text: "lights up when she talks about the club", Typed: morning})
	b.add(&model.Relationship{Name: "Carol", Who: "daughter", Voice: carol, Close: model.Closest, Gives: words("lifts and laughing"), Words: words(`"she's worn out, bless her"`)})
	b.add(&model.Relationship{Name: "Maureen", Who: "from bowls", Close: model.Close, Wished: model.Closest})
	b.add(&model.Relationship{Name: "Ron", Who: "her brother", NotToContact: true})
	bowl := b.add(&model.Want{Words: words(`"To bowl."`), Good: words("on a Wednesday, with the others"), Tags: []string{"ca14.i"}})
	b.add(&model.Want{Words: words("a want that was left out"), Read: model.LeftOut})
	b.add(&model.Risk{
		Words: words(`"Walking to the club by the canal."`), Get: words(`"The ducks, and turning up like everybody else."`),
		Could: words(`"I could go down on the wet bit by the lock."`), State: model.RiskNotAgreed,
		Try: words("dry Wednesdays"), For: "six weeks", Differ: words("what to do in the rain"),
		Doing:   []model.Doing{{Who: "Maureen", What: "walks with her", Asked: model.NotAskedYet}},
		IfThens: []model.IfThen{{If: "no call by 2.15", Then: []model.Doing{{Who: "Carol", What: "rings the club", Asked: model.WasAsked}}, Number: "01632 960 001"}},
		Views: []model.View{
			{Voice: p, Stand: model.For, Words: words(`"I was brought up on that canal."`), At: morning},
			{Voice: carol, Stand: model.Against, Words: words(`"It's deserted when it rains."`), Settle: "a phone, and somebody with her", At: morning},
			{Voice: dele, Stand: model.ForIf, If: "a stick, the phone, dry days first", At: morning},
		},
	})
	b.add(&model.Support{What: words("Home care for the bath"), Purpose: "a bath", Cost: model.Cost{Times: quantity("2"), Hours: quantity("0.75"), Rate: rateOf("23.40")}})
	b.add(&model.Support{What: words("Being active"), For: []model.ID{bowl}, Cost: model.Cost{Hours: quantity("3"), Rate: rateOf("13.80")}})
	b.add(&model.Support{What: words("Grab rail and half step"), Cost: model.Cost{Amount: pence("118.00"), Period: model.Once}})
	b.add(&model.Support{What: words("The shopping"), Who: "Carol", Unpaid: true, Asked: model.WasAsked})
	b.add(&model.Support{What: words("The bins"), Who: "Kyle", Unpaid: true})
	b.add(&model.Support{What: words("Alarm"), Own: true, Cost: model.Cost{Amount: pence("19.50"), Period: model.Monthly}})
	b.add(&model.Budget{Head: model.Head{ID: "budget"}, Share: pence("22.75"), ShareState: model.ShareEstimated, Guess: pence("80.00"), GuessSource: "the council"})
	b.add(&model.Sharing{Who: "her GP", Choice: model.ShareYes, Without: []model.Chapter{model.ChapterMoney}, At: morning, How: "aloud"})
	b.add(&model.Sharing{Who: "Ron", Choice: model.ShareNo, Why: words(`"he'd only use it"`), At: morning})
	b.add(&model.Sharing{Who: "The bowls club", Choice: model.ShareYes, Only: []model.ID{bowl}, OnlyWords: "getting there", At: morning})
	b.add(&model.Sharing{Who: "Maureen"})
	b.add(&model.Agreement{
		Head: model.Head{ID: "agreement"}, At: morning.Add(time.Hour), ReadBack: true, LookAgain: model.When{Typed: "27 Oct", Day: "2026-10-27"},
		Answers: []model.Answer{{Voice: p, Says: model.SaysYes, How: "aloud"}, {Voice: carol, Says: model.SaysYesBut, But: "not in the rain"}},
	})
	b.add(&model.Step{What: "ring the club", Who: "Dele", By: model.When{Typed: "Thursday"}})
	return b.r
}

// harjit is an assessment through an interpreter, in Punjabi, with a sum that
// is not asked yet.
func harjit() *model.Record {
	b := begin("harjit", "Harjit Kaur Sandhu", model.Assessment, model.Agreed)
	p := b.add(&model.Voice{Name: "Harjit", Role: model.RolePerson})
	b.add(&model.Voice{Name: "Dele Martins", Role: model.RolePractitioner})
	amrit := b.add(&model.Voice{Name: "Amrit Gill", Role: model.RoleInterpreter})
	simran := b.add(&model.Voice{Name: "Simran", Role: model.RoleRelative, Connection: "daughter-in-law"})
	manjit := b.add(&model.Voice{Name: "Manjit", Role: model.RoleRelative, Connection: "son"})
	b.add(&model.Note{Voice: p, Telling: model.Said, Text: "I want to make my own roti", Through: model.Through{Voice: amrit, Way: "aloud", Original: "ਮੈਂ ਆਪਣੀ ਰੋਟੀ ਆਪ ਬਣਾਉਣੀ ਚਾਹੁੰਦੀ ਹਾਂ"}, Typed: morning})
	b.note(p, `"Sunday at the gurdwara I serve. I am not the one who is served. 🙏🏽"`)
	b.add(&model.Risk{
		Words: words(`"The stove. They have taken the knobs off."`), Get: words(`"I am somebody in my own kitchen."`),
		Views: []model.View{{Voice: simran, Stand: model.Against, Words: words(`"She forgot it twice."`)}, {Voice: manjit, Stand: model.NotSaying}},
	})
	b.add(&model.Relationship{Name: "Jasleen", Who: "granddaughter", Under18: true, HelpsWith: `"reads me my letters"`})
	b.add(&model.Support{What: words("Carer for mornings"), Cost: model.Cost{Times: quantity("5"), Hours: quantity("1.5"), Rate: rateOf("22.15")}})
	b.add(&model.Support{What: words("Induction ring"), Cost: model.Cost{Amount: pence("84.99"), Period: model.Once}})
	b.add(&model.Agreement{Head: model.Head{ID: "agreement"}, Answers: []model.Answer{{Voice: p, Says: model.SaysYes}, {Voice: simran, Says: model.SaysNo, But: "not before the ring is there"}}})
	return b.r
}

// yusuf is a preparation with a peer supporter: no plan, and things that are
// not to be missed.
func yusuf() *model.Record {
	b := begin("yusuf", "Yusuf Demir", model.Preparation, model.Draft)
	p := b.add(&model.Voice{Name: "Yusuf", Role: model.RolePerson})
	b.add(&model.Voice{Name: "Bernie O'Hagan", Role: model.RolePeer})
	b.note(p, `"Kettle, radio, bus 42, soil under my nails."`)
	b.add(&model.Relationship{Name: "Ayşe", Who: "cousin", Words: words(`"rings but doesn't visit"`)})
	b.add(&model.Question{Words: words("Will they take my allotment money into account?")})
	b.add(&model.Question{Words: words(`"My hands. The nights."`), NotToMiss: true})
	b.add(&model.Support{What: words("the ironing"), Who: "a neighbour", Own: true, Cost: model.Cost{Amount: pence("10.00")}})
	b.add(&model.Support{What: words("laundry"), Own: true, Cost: model.Cost{Amount: pence("7.20"), Period: model.Fortnightly}})
	b.add(&model.Risk{Words: words(`"The allotment in winter, on my own, after dark."`)})
	return b.r
}

func visits() map[string]*model.Record {
	return map[string]*model.Record{
		"Peggy agreed": peggy(model.Agreed), "Peggy final": peggy(model.Final),
		"Peggy not agreed": peggy(model.FinalNotAgreed), "Peggy draft": peggy(model.Draft),
		"Harjit": harjit(), "Yusuf": yusuf(), "empty": {ID: model.ID(derived("test", "empty"))},
	}
}

// resource returns the only resource of a type, decoded.
func only(t *testing.T, list []Resource, kind string) object {
	t.Helper()
	all := ofType(t, list, kind)
	if len(all) != 1 {
		t.Fatalf("%d resources of type %s, want 1", len(all), kind)
	}
	return all[0]
}

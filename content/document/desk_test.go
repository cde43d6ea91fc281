package document

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode"

	"ownwords/model"
)

// decided is Peggy's plan once the desk's work is done: one need that was met
// and one that was not, advice, a direct payment, a decision looked at, and
// what is owed to whom.
func decided(t *testing.T) *model.Record {
	r := peggy(t)
	ty := &typist{t: t, r: r, n: 500, person: r.PersonVoice().ID, worker: r.WorkerVoice().ID, visit: r.Visits[0].ID}
	note := func(words string) model.ID {
		i := slices.IndexFunc(r.Notes, func(n *model.Note) bool { return n.Text == words })
		return r.Notes[i].ID
	}
	at := visit.AddDate(0, 0, 6).UTC()
	bath := ty.put(&model.Need{
		Words: ty.from(note("Bath takes the morning.")), Outcomes: []string{"ca14.b", "ca14.f"},
		Unable: []model.Unable{model.UnableInDistress, model.UnableInTime}, Over: "the last six months",
		Effect: said("If I have a bath I don't cook."), Areas: []string{"wb.a"}, Family: told("Carol washes her hair on Sundays"),
		Met: []model.Met{model.MetByCouncil, model.MetByOthers}, ByCouncil: "help with the bath twice a week", ByOthers: "Carol, on Sundays",
		Eligible: model.EligibleYes, EligibleBy: "Dele Martins", EligibleAt: at,
		EligibleWhy: "washing and keeping the home are out of reach on a bath day, and cooking falls away",
	})
	ty.put(&model.Need{
		Words: ty.from(note("Stopped going upstairs after tea.")), Outcomes: []string{"ca14.e"}, Unable: []model.Unable{model.UnableSafely},
		Met: []model.Met{model.NotMet}, NotMet: "her bed is downstairs, and she wants it so", Eligible: model.EligibleNo,
		EligibleBy: "Dele Martins", EligibleAt: at, EligibleWhy: "it is one outcome, and life goes on well without the stairs",
	})
	want := model.Copy(r.Wants[3])
	want.Needs = []model.ID{bath}
	help := model.Copy(r.Supports[0])
	help.Needs = []model.ID{bath}
	active := model.Copy(r.Supports[1])
	active.Arranged = model.WayPayment
	ty.r = ty.r.With(want).With(help).With(active)
	ty.put(&model.Advice{
		Head: model.Head{ID: "advice"}, Reduce: told("A bath board and a longer brush: the shop at the health centre lends both."),
		Prevent: told("The balance class on Fridays, before the next winter."), How: "said, and left on paper", At: at,
	})
	ty.put(&model.Payment{
		Head: model.Head{ID: "payment"}, Needs: []model.ID{bath}, Amount: ty.figure("165.60", model.UnitPence), Every: model.FourWeekly,
		To: "own-account", From: day("5 Oct"), Looks: []model.When{day("16 Nov")}, Holds: "up to eight weeks of it",
		Above: "we talk about what it could still be used for",
	})
	ty.put(&model.Decision{
		What: told("Whether to go to the club by the canal"), Why: "Carol asked whether she should be let", At: day("15 Sep"),
		Explained: told("the lock, the wet bit, who comes by"), Helped: told("in the morning, with the map, without hurry"),
		Understand: model.Ability{Can: "yes", Words: said("I know it's wet by the lock.")}, Conclusion: "can", By: "Dele Martins", CanWait: "yes",
	})
	ty.put(&model.Power{Kind: "lpa-money", Who: "Carol", Covers: "money and the house", Seen: "yes", SeenOn: day("15 Sep")})
	ty.put(&model.Advocacy{For: "plan", Hard: []string{"weigh"}, Who: "Maureen", Willing: "yes", NotPaid: "yes", Accepted: "yes"})
	ty.put(&model.Wishes{
		Head: model.Head{ID: "wishes"}, Signs: said("When I stop answering the door."), Hour: told("ring Carol, tea, the radio on"),
		Never: said("Never leave me in a nightie in the front room."), Refusal: told("no feeding by a tube"), RefusalPaper: "signed, in the bureau",
	})
	ty.put(&model.Owed{Who: "Peggy", Paper: string(SupportPlan), How: "on paper, large print", By: day("28 Sep")})
	ty.put(&model.Owed{Who: "Carol", Paper: string(MyPlan), Given: day("21 Sep")})
	ty.put(&model.Deal{
		Head: model.Head{ID: "deal"}, Lines: []model.DealLine{{I: "keep the bank statements in the biscuit tin", Council: "pay every four weeks, in advance"}, {I: "tell Dele when something changes"}},
		For: told("anything that gets me out and moving"),
	})
	return ty.r
}

func TestTheCouncilsCopyWalksFromTheNeedToTheDecision(t *testing.T) {
	page := squeezed(export(t, decided(t), SupportPlan, PlainText, council))
	for _, want := range []string{
		"The need behind it: need 1: Bath takes the morning. (the council: help with the bath twice a week; others: Carol, on Sundays)",
		"Which need it meets: need 1",
		"Which outcomes it touches (SI 2015/313): washing; keeping the home fit to live in",
		"In what way it is hard: with pain, distress or anxiety; it takes far longer than it would",
		"What family and friends do, which was not counted: Carol washes her hair on Sundays",
		"Does it meet the eligibility criteria: yes; by Dele Martins on 21 September 2026; because: washing and keeping",
		"Does it meet the eligibility criteria: no;",
		"Who meets it: not met: her bed is downstairs",
		"What can prevent or delay more needs: The balance class on Fridays",
		"How much, and how often: £165.60 every four weeks",
		"Peggy can make this decision; by Dele Martins",
		"lasting power of attorney, property and money; money and the house; the paper was seen",
		"very hard: weighing it up; who could support them: Maureen; willing: yes",
		"Treatment Peggy refuses: no feeding by a tube",
		"Peggy: support plan; on paper, large print; not given yet, by Monday 28 September",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the support plan lacks %q", want)
		}
	}
}

func TestMyPlanTellsWhatWasDecidedAndHowToDisagree(t *testing.T) {
	r := decided(t)
	page := squeezed(export(t, r, MyPlan, PlainText, person))
	for _, want := range []string{
		"Bath takes the morning.", `What it does to my life: "If I have a bath I don't cook."`,
		"Who helps with it: the council: help with the bath twice a week",
		"The council decided that this is a need it has to look at meeting.", "The reason given: washing and keeping", "Decided: by Dele Martins on 21 September 2026",
		"The council decided that this is not a need it has to meet.", "The reason given: it is one outcome",
		"If I do not agree with what was decided, I can say so", "For a time when I cannot say so",
		"What can keep it from getting worse: The balance class on Fridays",
		"I will: keep the bank statements in the biscuit tin", "The council will: pay every four weeks, in advance", "The council will: not said yet",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("My plan lacks %q", want)
		}
	}
	for _, never := range []string{"can make this decision", "power of attorney", "the wet bit, who comes by", "Somebody independent", "criteria", "SI 2015"} {
		if strings.Contains(page, never) {
			t.Errorf("My plan has %q in it", never)
		}
	}
	if theirs := squeezed(export(t, r, MyPlan, PlainText, sharing(t, r, "Carol"))); strings.Contains(theirs, "I can say so and ask") {
		t.Errorf("Carol's copy tells her how to disagree with a decision that is not hers")
	}
}

// A need that the person leaves out leaves their papers; the council's own keeps
// what was found and decided, and says that it was left out.
func TestANeedThatWasLeftOutStaysInTheCouncilsOwnPaper(t *testing.T) {
	r := decided(t)
	n := model.Copy(r.Needs[0])
	n.Read = model.LeftOut
	r = r.With(n)
	page := squeezed(export(t, r, SupportPlan, PlainText, council))
	for _, want := range []string{"washing and keeping the home are out of reach", "In Peggy's own plan: left out, as they asked at the reading back", "Which needs it meets: need 1"} {
		if !strings.Contains(page, want) {
			t.Errorf("the council's paper lacks %q", want)
		}
	}
	if page := squeezed(export(t, r, SupportPlan, PlainText, person)); strings.Contains(page, `No need stands behind this yet: "If I have a bath`) {
		t.Errorf("the person's copy says that there is nothing behind a want of which they left the need out")
	}
	for _, x := range []struct {
		name Name
		to   model.Recipient
	}{{MyPlan, person}, {SupportPlan, person}, {MyPlan, council}, {SupportPlan, sharing(t, r, "Her GP")}} {
		if page := export(t, r, x.name, PlainText, x.to); strings.Contains(page, "out of reach on a bath day") {
			t.Errorf("%s for %+v has the need that was left out", x.name, x.to)
		}
	}
}

// What nobody decided has no day and nobody's name, whatever was typed before the
// answer was taken back.
func TestANeedThatIsNotDecidedHasNoDayOfDeciding(t *testing.T) {
	r := decided(t)
	n := model.Copy(r.Needs[0])
	n.Eligible, n.EligibleWhy = model.EligibleNotYet, "the therapist comes on Friday"
	for name, want := range map[Name]string{
		SupportPlan: "Does it meet the eligibility criteria: not decided yet; because: the therapist comes on Friday Need 2",
		MyPlan:      "The council has not decided on this yet. The reason given: the therapist comes on Friday Something",
	} {
		if page := squeezed(export(t, r.With(n), name, PlainText, person)); !strings.Contains(page, want) {
			t.Errorf("%s lacks %q", name, want)
		}
	}
}

func TestMyPlanOffersNoDisagreementBeforeThereIsADecision(t *testing.T) {
	r := peggy(t).With(&model.Need{Head: model.Head{ID: model.NewID(), Order: "a"}, Words: told("Bath takes the morning.")})
	page := squeezed(export(t, r, MyPlan, PlainText, person))
	if !strings.Contains(page, "Who helps with it: not said yet The council has not decided on this yet.") {
		t.Errorf("My plan does not say that nothing was decided yet")
	}
	if strings.Contains(page, "If I do not agree with what was decided") {
		t.Errorf("My plan tells how to disagree with a decision that nobody made")
	}
}

// firstPersons are the words in which somebody speaks of themselves.
var firstPersons = []string{"i", "we", "me", "us", "my", "our", "myself"}

func TestTheCouncilsCopySpeaksOfNobodyAsI(t *testing.T) {
	for name, r := range map[string]*model.Record{"peggy": peggy(t), "decided": decided(t), "harjit": harjit(t, true)} {
		guide := options(t, r, SupportPlan, Markdown, council).Guide
		titles := map[string]bool{"About me": true, "my plan": true} // what papers and their sections are called
		for _, topic := range guide.Topics {
			titles[topic.Title] = true
		}
		for _, l := range r.Lacks() {
			titles[l.Section] = true
		}
		for _, paper := range []Name{SupportPlan, Blocks} {
			for _, to := range []model.Recipient{council, person} {
				d, _ := tree(t, r, paper, to)
				for _, run := range d.runs() {
					if run.Whose != Ours || titles[run.Text] {
						continue
					}
					for _, word := range strings.FieldsFunc(run.Text, func(c rune) bool { return !unicode.IsLetter(c) }) {
						if slices.Contains(firstPersons, strings.ToLower(word)) {
							t.Errorf("%s of %s says %q", paper, name, run.Text)
						}
					}
				}
			}
		}
	}
}

var whole = model.Recipient{Whole: true}

func TestEverythingHeldHoldsEveryWordAndIsMarkedOnEveryPage(t *testing.T) {
	for name, r := range map[string]*model.Record{"decided": decided(t), "harjit": harjit(t, true), "yusuf": yusuf(t)} {
		page := export(t, r, Everything, HTML, whole)
		for _, words := range textsIn(t, r) {
			if !strings.Contains(page, htmlText(words)) {
				t.Errorf("everything held of %s lacks %q", name, words)
			}
		}
		if !strings.Contains(page, `<p class="standing">Everything held about `) || !strings.Contains(page, "Not to be passed on") {
			t.Errorf("everything held of %s is not marked as such on each page", name)
		}
	}
	page := export(t, harjit(t, true), Everything, PlainText, whole)
	for _, want := range []string{"My pension card is with Manjit", "(a worry: in no copy but the safeguarding team's)", "the duty manager"} {
		if !strings.Contains(squeezed(page), want) {
			t.Errorf("everything held lacks %q", want)
		}
	}
}

func TestEverythingHeldGoesToNobodyElse(t *testing.T) {
	r := peggy(t)
	for _, to := range []model.Recipient{person, council, sharing(t, r, "Carol"), {Safety: true}} {
		for _, as := range Formats(Everything) {
			if out, err := Export(r, options(t, r, Everything, as, to)); !isRefused(err) || out != nil {
				t.Errorf("Export(everything as %s for %+v) = %d bytes, %v, want a refusal", as, to, len(out), err)
			}
		}
	}
	for _, name := range Documents(model.Assessment) {
		if _, err := Export(r, options(t, r, name, Formats(name)[0], whole)); !isRefused(err) {
			t.Errorf("Export(%s for whoever gets everything) = %v, want a refusal: own notes would be in it unmarked", name, err)
		}
	}
}

func TestWhatIsBetweenThePersonAndTheCouncilGoesToNobodyElse(t *testing.T) {
	r := decided(t)
	for _, name := range []Name{Blocks, Deal, Spending, Prompts} {
		for _, as := range Formats(name) {
			if out, err := Export(r, options(t, r, name, as, sharing(t, r, "Carol"))); !isRefused(err) || out != nil {
				t.Errorf("Export(%s as %s for Carol) = %d bytes, %v, want a refusal", name, as, len(out), err)
			}
		}
	}
}

func TestASheetWithNoLineIsGivenToNobody(t *testing.T) {
	r := decided(t)
	for name, want := range map[string]bool{"Carol": true, "Bowls club secretary": false} {
		out, err := Export(r, options(t, r, SupportPlan, CSV, sharing(t, r, name)))
		if want != (err == nil) || !want && (!isRefused(err) || out != nil) {
			t.Errorf("Export(the plan as a sheet for %s) = %d bytes, %v; given: want %v", name, len(out), err, want)
		}
	}
}

func TestEverythingHeldTellsWhatThingsWereBefore(t *testing.T) {
	r := peggy(t)
	was, is := model.Copy(r.Wants[1]), model.Copy(r.Wants[1])
	was.Words = said("And I want my kitchen before ten.")
	o := options(t, r, Everything, PlainText, whole)
	o.History = []Happened{{At: visit.UTC(), What: model.Msg("history.kind.person", "who", "Dele, who says “care”"), Was: was, Is: is}}
	out, err := Export(r, o)
	if err != nil {
		t.Fatal(err)
	}
	_, history, _ := strings.Cut(squeezed(string(out)), "What happened, the newest first")
	if !strings.Contains(history, `15 September 2026, 10:00`) || !strings.Contains(history, `Words: "And I want my kitchen before ten."`) {
		t.Errorf("the history is %q, want the words as they were before", history)
	}
	if strings.Count(history, "“") != 1 || !strings.Contains(history, "“care”") {
		t.Errorf("the history sets something in quotation marks that nobody said, or takes a mark that was typed: %q", history)
	}
	if strings.Contains(history, "before nine") {
		t.Errorf("the history tells again what still stands in the record: %q", history)
	}
}

func TestEverythingHeldAsJSONGivesTheWholeRecordBack(t *testing.T) {
	r := harjit(t, true)
	back, err := model.DecodeRecord([]byte(export(t, r, Everything, JSON, whole)))
	if err != nil {
		t.Fatal(err)
	}
	if a, b := mustJSON(t, back), mustJSON(t, r); string(a) != string(b) {
		t.Errorf("the JSON gives back another record:\n%s\nwant\n%s", a, b)
	}
}

// textsIn are all words that stand in a record, whoever said or typed them.
func textsIn(t *testing.T, r *model.Record) []string {
	t.Helper()
	var tree any
	if err := json.Unmarshal(mustJSON(t, r), &tree); err != nil {
		t.Fatal(err)
	}
	var out []string
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			for k, x := range v {
				if s, ok := x.(string); ok && (k == "text" || strings.Contains(s, " ")) {
					out = append(out, s)
				}
				walk(x)
			}
		}
	}
	walk(tree)
	return out
}

func TestPaperToWriteOnHoldsNothingOfTheRecord(t *testing.T) {
	a, b := peggy(t), harjit(t, true)
	for _, as := range Formats(Prompts) {
		if got, want := export(t, a, Prompts, as, council), export(t, b, Prompts, as, person); got != want {
			t.Errorf("the paper to write on as %s tells two people apart", as)
		}
	}
	page := export(t, a, Prompts, PlainText, council)
	listen, last := options(t, a, Prompts, PlainText, council).Guide, strings.Index(page, "Leave this sheet in your bag")
	for _, topic := range listen.Topics {
		for _, cue := range topic.ListenFor {
			if strings.Contains(squeezed(page), cue) {
				t.Errorf("what to listen for lies on the table: %q", cue)
			}
		}
		if at := strings.Index(page, "\n"+topic.Title+"\n"); topic.Alone != (at > last) {
			t.Errorf("%q stands at %d, the sheet for a moment alone begins at %d", topic.Title, at, last)
		}
	}
}

func TestTheWaysOfSayingNothingAreToldApart(t *testing.T) {
	r := decided(t)
	for topic, way := range map[string]model.TopicWay{"food": model.RatherNot, "home": model.NothingMore, "self": model.ComeBack} {
		r = r.With(&model.TopicState{Head: model.Head{ID: model.ID("topic-" + topic), Order: "z" + topic}, Topic: topic, Way: way})
	}
	for id, eligible := range map[model.ID]string{"n3": model.EligibleNotYet, "n4": ""} {
		r = r.With(&model.Need{Head: model.Head{ID: id, Order: "z" + string(id)}, Words: told("need " + string(id)), Eligible: eligible})
	}
	page := squeezed(export(t, r, SupportPlan, PlainText, council))
	for _, want := range []string{
		"Would rather not say: Eating and drinking", "Nothing to add on: My home", "To come back to: Washing", "Not talked about: Starting well",
		"need n3 Who meets it: not there yet Does it meet the eligibility criteria: not decided yet",
		"need n4 Who meets it: not there yet Does it meet the eligibility criteria: not decided yet",
		"s25(1)(b): Not decided yet whether this need is eligible: need n3",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the council's copy lacks %q", want)
		}
	}
	mine := squeezed(export(t, r, MyPlan, PlainText, person))
	if n := strings.Count(mine, "The council has not decided on this yet."); n != 2 {
		t.Errorf("My plan says %d times that the council has not decided, want 2", n)
	}
	if theirs := squeezed(export(t, r, SupportPlan, PlainText, sharing(t, r, "Her GP"))); strings.Contains(theirs, "not there yet") || strings.Contains(theirs, "not decided yet Came") {
		t.Errorf("a copy that leaves something out says that something is not there")
	}
}

// Whoever answers a request for all that is held reads no code of the program's.
func TestEverythingHeldSaysCodesAsTheyWereOffered(t *testing.T) {
	r := decided(t).
		With(&model.Power{Head: model.Head{ID: "p1"}, Kind: "lpa-health", Who: "Carol", Seen: "yes"}).
		With(&model.Advocacy{Head: model.Head{ID: "a1"}, For: "look-again", Hard: []string{"retain"}}).
		With(&model.Owed{Head: model.Head{ID: "o1"}, Who: "Carol", Paper: "support-plan"}).
		With(&model.Payment{Head: model.Head{ID: "payment"}, Every: model.FourWeekly, Employer: []model.Duty{{ID: "insurance", Done: "not-needed"}}})
	page := squeezed(export(t, r, Everything, PlainText, whole))
	for _, code := range []string{"lpa-health", "look-again", "retain", "four-weeks", "not-needed"} {
		if strings.Contains(page, code) {
			t.Errorf("everything held says %q", code)
		}
	}
	for _, want := range []string{"lasting power of attorney", "keeping it in mind", "not needed", "liability insurance"} {
		if !strings.Contains(page, want) {
			t.Errorf("everything held lacks %q", want)
		}
	}
}

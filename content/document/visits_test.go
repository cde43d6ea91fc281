package document

import (
	"fmt"
	"testing"
	"time"

	"ownwords/content"
	"ownwords/content/document/pdf/testdata/readback"
	"ownwords/model"
)

// The people of these visits, and everything they say, are made up.

var (
	bst   = time.FixedZone("BST", 60*60)
	visit = time.Date(2026, 9, 15, 10, 0, 0, 0, bst) // a Tuesday
)

// typist puts a record together as somebody types it.
type typist struct {
	t      *testing.T
	r      *model.Record
	n      int
	topic  string
	visit  model.ID
	person model.ID
	worker model.ID
}

func (ty *typist) id() model.ID {
	ty.n++
	return model.ID(fmt.Sprintf("00000000-0000-4000-8000-%012d", ty.n))
}

// put adds a part behind the others of its kind.
func (ty *typist) put(p model.Part) model.ID {
	h := p.PartHead()
	if h.ID == "" {
		h.ID = ty.id()
	}
	h.Order = fmt.Sprintf("%06d1", ty.n)
	ty.r = ty.r.With(p)
	return h.ID
}

func (ty *typist) note(voice model.ID, typed string) model.ID {
	w := model.ParseWords(typed)
	return ty.put(&model.Note{
		Voice: voice, Telling: w.Telling, Text: w.Text, Topic: ty.topic, Visit: ty.visit, Typed: visit.UTC(),
	})
}

// from are the words of a note, drawn out of it.
func (ty *typist) from(id model.ID) model.Words { return model.Find(ty.r.Notes, id).Words() }

func (ty *typist) figure(typed string, unit model.Unit) model.Figure {
	f, wrong := model.ParseFigure(typed, unit)
	if !wrong.Zero() {
		ty.t.Fatalf("ParseFigure(%q) = %v", typed, wrong)
	}
	return f
}

func (ty *typist) hours(times, hours, rate string) model.Cost {
	return model.Cost{
		Times: ty.figure(times, model.UnitQuantity), Hours: ty.figure(hours, model.UnitQuantity),
		Rate: ty.figure(rate, model.UnitRate),
	}
}

func (ty *typist) amount(typed string, period model.Period) model.Cost {
	return model.Cost{Amount: ty.figure(typed, model.UnitPence), Period: period}
}

func day(typed string) model.When { return model.ParseWhen(typed, visit, true) }

func begin(t *testing.T, kind model.ConversationKind, fullName, called, worker string) *typist {
	ty := &typist{t: t, r: &model.Record{}}
	ty.r.ID = ty.id()
	role := model.RolePractitioner
	if kind == model.Preparation {
		role = model.RolePeer
	}
	ty.put(&model.Conversation{
		Head: model.Head{ID: "conversation"}, Kind: kind, Guide: string(kind), GuideVersion: 1, Language: "en-GB",
		Organisation: "Northmoor Council", Standing: model.Draft, Began: visit.UTC(),
	})
	ty.put(&model.Person{Head: model.Head{ID: "person"}, FullName: fullName, Called: called})
	ty.person = ty.put(&model.Voice{Name: called, Role: model.RolePerson})
	ty.worker = ty.put(&model.Voice{Name: worker, Role: role})
	ty.visit = ty.put(&model.Visit{Began: visit.UTC(), Here: []model.ID{ty.person, ty.worker}})
	return ty
}

func (ty *typist) conversation(change func(*model.Conversation)) {
	c := model.Copy(ty.r.Conversation)
	change(c)
	ty.r = ty.r.With(c)
}

func (ty *typist) about(change func(*model.Person)) {
	p := model.Copy(ty.r.Person)
	change(p)
	ty.r = ty.r.With(p)
}

func said(text string) model.Words { return model.Words{Text: text, Telling: model.Said} }
func told(text string) model.Words { return model.Words{Text: text} }

// peggy is Peggy Ashworth's assessment, agreed with her.
func peggy(t *testing.T) *model.Record {
	ty := begin(t, model.Assessment, "Peggy Ashworth", "Peggy", "Dele Martins")
	ty.about(func(p *model.Person) { p.HowToTalk = "slowly, tea first" })
	carol := ty.put(&model.Voice{Name: "Carol", Role: model.RoleRelative, Connection: "daughter"})
	v := model.Copy(ty.r.Visits[0])
	v.Where, v.Here = "at home", append(v.Here, carol)
	ty.r = ty.r.With(v)
	peggySaid := func(typed string) model.ID { return ty.note(ty.person, typed) }

	ty.topic = "matters"
	bowls := peggySaid(`"I want to get back to the bowls club on a Wednesday. Not to watch. To bowl."`)
	kitchen := peggySaid(`"And I want my own kitchen to myself before nine o'clock."`)
	ty.note(carol, `"She won't say it, but she's lonely since Dad went."`)
	thought := ty.note(ty.worker, "Lights up when she talks about the club; twice went to fetch the trophy photograph.")
	n := model.Copy(model.Find(ty.r.Notes, thought))
	n.Telling = model.Thought
	ty.r = ty.r.With(n)
	ty.topic = "changes"
	peggySaid("Husband Frank died in February.")
	peggySaid("A fall on the back step in June.")
	floor := peggySaid(`"I told them I was fine. I was on the floor two hours."`)
	ty.topic = "energy"
	peggySaid("Bath takes the morning.")
	bath := peggySaid(`"If I have a bath I don't cook."`)
	peggySaid("Stopped going upstairs after tea.")

	wantBowls := ty.put(&model.Want{Words: ty.from(bowls), Tags: []string{"ca14.i", "wb.e"}})
	ty.put(&model.Want{Words: ty.from(kitchen)})
	wantFloor := ty.put(&model.Want{Words: ty.from(floor)})
	wantBath := ty.put(&model.Want{Words: ty.from(bath)})
	peggysPeople(ty, carol)
	risk := canal(ty, carol)
	peggysHelp(ty, wantBowls, wantFloor, wantBath)
	peggysSharing(ty, risk)

	for _, s := range []model.Step{
		{What: "Ask Kyle and Maureen if they will", Who: "Dele", By: day("18 Sep")},
		{What: "The council says yes or no to the money", Who: "Dele", By: day("29 Sep")},
		{What: "My copy on paper, large print", Who: "Dele", By: day("18 Sep")},
	} {
		ty.put(&s)
	}
	ty.put(&model.Agreement{
		Head: model.Head{ID: "agreement"}, ReadBack: true, Changed: 2, At: visit.Add(90 * time.Minute).UTC(),
		Answers: []model.Answer{
			{Voice: ty.person, Says: model.SaysYes, How: "aloud"},
			{Voice: carol, Says: model.SaysYesBut, But: "the rain", How: "aloud"},
			{Voice: ty.worker, Says: model.SaysYes},
		},
		LookAgain: day("27 Oct"), PaperCopy: "owed",
	})
	ty.conversation(func(c *model.Conversation) {
		c.Standing, c.Revision, c.Stood = model.Agreed, 1, visit.Add(90*time.Minute).UTC()
	})
	return ty.r
}

func peggysPeople(ty *typist, carol model.ID) {
	for _, x := range []model.Relationship{
		{
			Name: "Carol", Who: "daughter", Voice: carol, Close: model.Closest, Often: "twice a week",
			Gives: told("the shopping, lifts, laughing"), Gets: told("mending"), Words: said("she's worn out, bless her"),
			OwnTalk: "not-yet",
		},
		{Name: "Maureen", Who: "from bowls", Close: model.Close, Wished: model.Closest, Often: "has not rung since March"},
		{Name: "Dr Osei", Who: "GP", Close: model.Paid},
		{Name: "Kyle", Who: "next-door's lad", Close: model.Around, Gives: told("brings the bins in"), Gets: told("cake")},
		{Name: "Ron", Who: "brother", NotToContact: true},
	} {
		ty.put(&x)
	}
}

func canal(ty *typist, carol model.ID) model.ID {
	return ty.put(&model.Risk{
		Words:  said("Walking to the club by the canal. Everyone wants me in a taxi."),
		Get:    said("The ducks, and turning up like everybody else."),
		Could:  said("I could go down on the wet bit by the lock."),
		Before: told("Once. A man helped her up, nothing broken."),
		Views: []model.View{
			{Voice: ty.person, Stand: model.For, At: visit.UTC()},
			{
				Voice: carol, Stand: model.Against, Words: said("It's deserted when it rains. I'd never forgive myself."),
				Settle: "if she carried a phone and went with somebody", MayReadBack: true, At: visit.UTC(),
			},
			{Voice: ty.worker, Stand: model.ForIf, If: "a stick, the phone, dry days first", At: visit.UTC()},
		},
		Try:   told("dry Wednesdays for six weeks, with Maureen if she'll come"),
		Doing: []model.Doing{{Who: "Peggy", What: "rings Carol from the club"}},
		IfThens: []model.IfThen{{If: "no call by 2.15", Then: []model.Doing{
			{Who: "Carol", What: "rings the club"}, {Who: "Kyle", What: "walks the path"},
		}}},
		Differ: told("what to do in the rain. Carol still differs."),
		State:  model.RiskTrying,
	})
}

func peggysHelp(ty *typist, bowls, floor, bath model.ID) {
	for _, s := range []model.Support{
		{What: told("help with the bath"), For: []model.ID{bath}, Who: "home care", Cost: ty.hours("2", "0.75", "23.40")},
		{
			What: told("being active"), For: []model.ID{bowls}, Purpose: "3 hours a week", Example: "bowls, walking",
			Who: "personal assistant", Cost: ty.hours("", "3", "13.80"),
		},
		{What: told("grab rail and half step"), For: []model.ID{floor}, Who: "the council", Cost: ty.amount("118", model.Once)},
		{What: told("the shopping"), Who: "Carol", Unpaid: true},
		{What: told("the bins"), Who: "Kyle", Unpaid: true},
		{What: told("alarm"), Own: true, Cost: ty.amount("19.50", model.Monthly)},
	} {
		ty.put(&s)
	}
	ty.put(&model.Budget{
		Head: model.Head{ID: "budget"}, Share: ty.figure("22.75", model.UnitPence), ShareState: model.ShareEstimated,
		Guess: ty.figure("80.00", model.UnitPence),
	})
}

func peggysSharing(ty *typist, risk model.ID) {
	at := visit.Add(86 * time.Minute).UTC()
	for _, s := range []model.Sharing{
		{Who: "Her GP", Choice: model.ShareYes, Without: []model.Chapter{model.ChapterMoney}, How: "aloud", At: at},
		{Who: "Carol", Choice: model.ShareYes, How: "aloud", At: at},
		{Who: "Bowls club secretary", Choice: model.ShareYes, Only: []model.ID{risk}, OnlyWords: "getting to the club", How: "aloud", At: at},
		{Who: "Ron", Choice: model.ShareNo, Why: said("he'd only use it"), At: at},
		{Who: "Maureen"},
	} {
		ty.put(&s)
	}
}

const roti = "ਮੈਂ ਆਪਣੀ ਰੋਟੀ ਆਪ ਬਣਾਉਣੀ ਚਾਹੁੰਦੀ ਹਾਂ"

// harjit is Harjit Kaur Sandhu's assessment over two visits, with the worry
// about her pension card or as it would be without it.
func harjit(t *testing.T, worried bool) *model.Record {
	ty := begin(t, model.Assessment, "Harjit Kaur Sandhu", "Harjit", "Dele Martins")
	ty.about(func(p *model.Person) {
		p.Language, p.Disliked, p.BestTime = []string{"Punjabi"}, "care, client", "before eleven"
	})
	amrit := ty.put(&model.Voice{Name: "Amrit Gill", Role: model.RoleInterpreter})
	simran := ty.put(&model.Voice{Name: "Simran", Role: model.RoleRelative, Connection: "daughter-in-law"})
	manjit := ty.put(&model.Voice{Name: "Manjit", Role: model.RoleRelative, Connection: "son"})
	ty.topic = "matters"
	own := ty.put(&model.Note{
		Voice: ty.person, Text: "I want to make my own roti", Topic: ty.topic, Visit: ty.visit, Typed: visit.UTC(),
		Through: model.Through{Voice: amrit, Original: roti},
	})
	ty.note(ty.person, `"Sunday at the gurdwara I serve. I am not the one who is served. 🙏🏽"`)
	for _, x := range []model.Relationship{
		{Name: "Manjit", Who: "son", Voice: manjit, Close: model.Closest},
		{
			Name: "Simran", Who: "daughter-in-law", Voice: simran, Close: model.Closest,
			Gives:   told(`does the washing and dressing and "hides her back from me"`),
			OwnTalk: "yes", OwnTalkWords: told("not in front of the family"),
		},
		{Name: "Jasleen", Who: "granddaughter", Close: model.Closest, Under18: true, HelpsWith: "letters", Words: said("reads me my letters")},
		{Name: "Balwant", Who: "sister in Jalandhar", Close: model.Close, Often: "video call Fridays"},
	} {
		ty.put(&x)
	}
	second := visit.AddDate(0, 0, 2)
	ty.visit = ty.put(&model.Visit{Began: second.UTC(), Here: []model.ID{ty.person, ty.worker, amrit}})
	ty.put(&model.Risk{
		Words: said("The stove. They have taken the knobs off."), Get: said("I am somebody in my own kitchen."),
		Views: []model.View{
			{Voice: simran, Stand: model.Against, Words: said("She forgot it twice. I have a child in the house."), At: second.UTC()},
			{Voice: manjit, Stand: model.NotSaying, At: second.UTC()},
			{Voice: ty.worker, Stand: model.ForIf, If: "an induction ring that switches itself off", At: second.UTC()},
		},
		Kept: model.Kept{What: told("the knobs of the stove")}, Look: model.ParseWhen("15 Oct", visit, true),
	})
	want := ty.put(&model.Want{Words: ty.from(own)})
	for _, s := range []model.Support{
		{What: told("help in the mornings, chosen by her, a woman who speaks Punjabi"), For: []model.ID{want}, Who: "personal assistant", Cost: ty.hours("5", "1.5", "22.15")},
		{What: told("induction ring"), For: []model.ID{want}, Cost: ty.amount("84.99", model.Once)},
	} {
		ty.put(&s)
	}
	if worried {
		card := ty.put(&model.Note{
			Head: model.Head{Drawer: model.DrawerWorry}, Voice: ty.person, Telling: model.Said, Topic: "safe", Visit: ty.visit,
			Text: "My pension card is with Manjit. I ask, he says later.", Typed: second.UTC(), Settled: "worry",
		})
		ty.put(&model.Worry{
			Head: model.Head{Drawer: model.DrawerWorry}, Note: card, Began: second.UTC(),
			Said:  said("My pension card is with Manjit. I ask, he says later."),
			Wants: said("my card in my own purse, no shouting"), Alone: "alone with Amrit",
			Told: "the duty manager", ToldWhen: "12.20", Decided: "see Harjit alone again on Monday",
		})
	}
	return ty.r
}

// yusuf is Yusuf Demir's preparation with a peer supporter.
func yusuf(t *testing.T) *model.Record {
	ty := begin(t, model.Preparation, "Yusuf Demir", "Yusuf", "Bernie O'Hagan")
	v := model.Copy(ty.r.Visits[0])
	v.Meeting, v.Where = "3 March, with the council", "a café"
	ty.r = ty.r.With(v)
	ty.about(func(p *model.Person) {
		p.BestTime, p.HowToTalk = "after one o'clock", "Hearing loop, please, and no phone calls: text."
	})
	ayse := ty.put(&model.Voice{Name: "Ayşe", Role: model.RoleRelative, Connection: "cousin"})
	ty.topic = "open"
	ty.note(ty.person, `"I'm not good at these meetings. I say I'm fine and then I go home and I'm not fine."`)
	ty.note(ty.person, "I want Bernie there, and no one from the old hostel.")
	ty.topic = "matters"
	ty.note(ty.person, `"Kettle, radio, bus 42, soil under my nails."`)
	ty.note(ty.person, `"Curtains shut. I don't open the post. Don't tidy that up."`)
	for _, x := range []model.Relationship{
		{Name: "Bernie", Who: "peer supporter", Voice: ty.worker, Close: model.Around},
		{Name: "Ayşe", Who: "cousin, London", Voice: ayse, Close: model.Close, Words: said("rings but doesn't visit")},
		{Name: "Len", Who: "at plot 14", Close: model.Close, Words: said("we don't talk, we dig")},
	} {
		ty.put(&x)
	}
	for _, s := range []model.Support{
		{What: told("ironing"), Who: "a neighbour", Own: true, Cost: ty.amount("10.00", model.Weekly)},
		{What: told("laundry"), Own: true, Cost: ty.amount("7.20", model.Fortnightly)},
	} {
		ty.put(&s)
	}
	ty.put(&model.Risk{
		Words: said("The allotment in winter, on my own, after dark. It's when it's quiet."),
		Views: []model.View{{Voice: ayse, Stand: model.Against, Words: said("You'll be found in spring.")}},
	})
	for _, q := range []model.Question{
		{Words: said("My hands."), NotToMiss: true},
		{Words: said("The nights."), NotToMiss: true},
		{Words: said("That I can't be moved away from the allotment."), NotToMiss: true},
		{Words: told("Will they take my allotment money into account?")},
		{Words: told("Can I have the same person each time?")},
		{Words: told("What if I say the wrong thing?")},
	} {
		ty.put(&q)
	}
	ty.put(&model.Note{
		Head: model.Head{Drawer: model.DrawerMine}, Voice: ty.person, Telling: model.Said, Topic: "well", JustForMe: true,
		Text: "I've not been taking the evening tablet.", Typed: visit.UTC(),
	})
	ty.put(&model.Sharing{
		Who: "The assessor", Choice: model.ShareYes, Without: []model.Chapter{model.ChapterRisks}, Until: "I've met them",
		How: "aloud", At: visit.UTC(),
	})
	return ty.r
}

// sharing is the recipient that the record has under this name.
func sharing(t *testing.T, r *model.Record, who string) model.Recipient {
	t.Helper()
	for _, s := range r.Sharing {
		if s.Who == who {
			return model.Recipient{Sharing: s.ID}
		}
	}
	t.Fatalf("the record shares nothing with %s", who)
	return model.Recipient{}
}

var (
	person  = model.Recipient{Person: true}
	council = model.Recipient{Council: true}
)

func options(t *testing.T, r *model.Record, name Name, as Format, to model.Recipient) Options {
	t.Helper()
	guide, err := content.LoadGuide(r.Conversation.Kind)
	if err != nil {
		t.Fatalf("LoadGuide(%s) = %v", r.Conversation.Kind, err)
	}
	return Options{
		Document: name, As: as, For: to, Text: content.English(), Guide: &guide,
		Now:     time.Date(2026, 9, 17, 16, 0, 0, 0, bst),
		Numbers: content.Numbers{Team: "01632 960 120", Complaints: "01632 960 121"},
	}
}

// export makes a document and gives it as it is read: of a PDF, what a screen
// reader finds in it.
func export(t *testing.T, r *model.Record, name Name, as Format, to model.Recipient) string {
	t.Helper()
	out, err := Export(r, options(t, r, name, as, to))
	if err != nil {
		t.Fatalf("Export(%s as %s) = %v", name, as, err)
	}
	if as == PDF {
		return readback.Open(t, out).Text()
	}
	return string(out)
}

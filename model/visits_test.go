package model

import (
	"fmt"
	"time"
)

// day is the Tuesday on which Peggy is visited.
var day = time.Date(2026, time.September, 15, 9, 0, 0, 0, time.UTC)

// builder puts parts into a record one behind the other, with ids that can be
// read.
type builder struct {
	r *Record
	n int
}

func newBuilder(number int, kind ConversationKind, person *Person) *builder {
	b := &builder{r: &Record{ID: testID(number * 1000)}, n: number * 1000}
	b.add(&Conversation{
		Kind: kind, Guide: string(kind), GuideVersion: 1, GuideHash: "3b0a", Language: "en-GB",
		Organisation: "Northmoor Council", Standing: Draft, Began: day,
	})
	b.add(person)
	return b
}

func testID(n int) ID { return ID(fmt.Sprintf("00000000-0000-4000-8000-%012d", n)) }

// add puts a part in behind the others of its kind and returns its id.
func (b *builder) add(p Part) ID {
	b.n++
	h := p.PartHead()
	s, known := slotOf(p.PartKind())
	switch {
	case known && s.single:
		h.ID = ID(p.PartKind())
	case h.ID == "":
		h.ID = testID(b.n)
	}
	if !s.single {
		last := ""
		for q := range s.each(b.r) {
			last = q.PartHead().Order
		}
		h.Order = OrderBetween(last, "")
	}
	b.r = b.r.With(p)
	return h.ID
}

func (b *builder) voice(name string, role Role, connection string) ID {
	return b.add(&Voice{Name: name, Role: role, Connection: connection})
}

// note types a note the way the notebook does.
func (b *builder) note(voice ID, topic, typed string, marks ...Mark) *Note {
	w := ParseWords(typed)
	n := &Note{Voice: voice, Telling: w.Telling, Text: w.Text, Topic: topic, Typed: day, Marks: marks}
	if vs := b.r.Visits; len(vs) > 0 {
		n.Visit = vs[len(vs)-1].ID
	}
	b.add(n)
	return n
}

func figure(typed string, unit Unit) Figure {
	f, wrong := ParseFigure(typed, unit)
	if !wrong.Zero() {
		panic(wrong.ID)
	}
	return f
}

func hourly(times, hours, rate string) Cost {
	return Cost{
		Times: figure(times, UnitQuantity), Hours: figure(hours, UnitQuantity),
		Rate: figure(rate, UnitRate),
	}
}

func amount(typed string, p Period) Cost { return Cost{Amount: figure(typed, UnitPence), Period: p} }

// peggy is Peggy Ashworth's assessment visit.
func peggy() *Record {
	b := newBuilder(1, Assessment, &Person{FullName: "Peggy Ashworth", GP: "Dr Osei", NHSNumber: "999 000 0018"})
	me := b.voice("Peggy", RolePerson, "")
	dele := b.voice("Dele Martins", RolePractitioner, "")
	carol := b.voice("Carol", RoleRelative, "daughter")
	visit := b.add(&Visit{Began: day, Where: "at home", Here: []ID{me, dele, carol}, Why: WhyPlan})
	bowls := b.note(me, "matters", `"I want to get back to the bowls club on a Wednesday. Not to watch. To bowl."`, MarkWanted)
	kitchen := b.note(me, "matters", `"And I want my own kitchen to myself before nine o'clock."`, MarkWanted)
	b.note(carol, "matters", `"She won't say it, but she's lonely since Dad went."`)
	club := b.note(dele, "matters", "lights up when she talks about the club; twice went to fetch the trophy photograph")
	club.Telling = Thought
	b.note(me, "changes", "Husband Frank died in February.")
	fall := b.note(me, "changes", `"I told them I was fine. I was on the floor two hours."`, MarkWanted)
	b.note(me, "energy", "Bath takes the morning.")
	bath := b.note(me, "energy", `"If I have a bath I don't cook."`, MarkWanted)
	canal := b.note(me, "risk", `"Walking to the club by the canal. Everyone wants me in a taxi."`, MarkRisk)
	b.add(&TopicState{Topic: "culture", Way: NothingMore})

	wantBowls := b.add(&Want{Words: bowls.Words(), Why: Words{Text: "To be somebody there again."}, Tags: []string{"ca14.i", "wb.e"}, Read: ReadYes})
	b.add(&Want{
		Words: Words{Text: "My own kitchen to myself before nine o'clock.", Telling: Said, From: []ID{kitchen.ID}},
		First: new(kitchen.Words()), Read: ReadYes,
	})
	wantFall := b.add(&Want{Words: fall.Words()})
	wantBath := b.add(&Want{Words: bath.Words()})

	b.add(&Relationship{
		Name: "Carol", Who: "daughter", Voice: carol, Close: Closest, Often: "twice a week",
		Gives: ParseWords("lifts and laughing"), Gets: ParseWords("Peggy does her mending"),
		Words: ParseWords(`"she's worn out, bless her"`), MayRing: "yes", OwnTalk: "not-yet",
	})
	b.add(&Relationship{Name: "Maureen", Who: "friend from bowls", Close: Close, Wished: Closest, Often: "has not rung since March"})
	b.add(&Relationship{Name: "Kyle", Who: "next-door's lad", Close: Around, Gives: ParseWords("brings the bins in"), Gets: ParseWords("cake")})
	b.add(&Relationship{Name: "Dr Osei", Who: "doctor", Close: Paid})
	b.add(&Relationship{Name: "Ron", Who: "brother", NotToContact: true})

	risk := b.add(&Risk{
		Words:  canal.Words(),
		Get:    ParseWords(`"The ducks, and turning up like everybody else."`),
		Could:  ParseWords(`"I could go down on the wet bit by the lock."`),
		Before: ParseWords("Once. A man helped her up, nothing broken."),
		Views: []View{
			{Voice: me, Stand: For, At: day},
			{
				Voice: carol, Stand: Against, Words: ParseWords(`"It's deserted when it rains. I'd never forgive myself."`),
				Settle: "if she carried a phone and went with somebody", At: day, MayReadBack: true,
			},
			{Voice: dele, Stand: ForIf, If: "a stick, the phone, dry days first", At: day},
		},
		Try: ParseWords("dry Wednesdays for six weeks, with Maureen if she'll come"), For: "six weeks",
		Doing: []Doing{{Who: "Peggy", What: "rings Carol from the club"}},
		IfThens: []IfThen{{If: "no call by 2.15", Then: []Doing{
			{Who: "Carol", What: "rings the club"}, {Who: "Kyle", What: "walks the path"},
		}}},
		Differ: ParseWords("what to do in the rain. Carol still differs."), State: RiskTrying,
		Look: ParseWhen("27 October", day, true),
	})

	b.add(&Support{What: ParseWords("help with the bath"), For: []ID{wantBath}, Who: "home care", Cost: hourly("2", "0.75", "23.40")})
	b.add(&Support{
		What: ParseWords("being active"), For: []ID{wantBowls}, Purpose: "3 hours a week being active",
		Example: "bowls, walking", Who: "personal assistant", Cost: hourly("", "3", "13.80"),
	})
	b.add(&Support{What: ParseWords("grab rail and half step"), For: []ID{wantFall}, Who: "the council", Cost: amount("118.00", Once)})
	b.add(&Support{What: ParseWords("the shopping"), Who: "Carol", Unpaid: true, Asked: WasAsked})
	b.add(&Support{What: ParseWords("the bins"), Who: "Kyle", Unpaid: true})
	b.add(&Support{What: ParseWords("alarm"), Own: true, Cost: amount("19.50", Monthly)})
	b.add(&Budget{
		Share: figure("22.75", UnitPence), ShareState: ShareEstimated,
		Guess: figure("80.00", UnitPence), GuessSource: "the council",
	})

	b.add(&Sharing{Who: "Her GP", Choice: ShareYes, Without: []Chapter{ChapterMoney}, How: "aloud", At: day})
	b.add(&Sharing{Who: "Carol", Choice: ShareYes, How: "aloud", At: day})
	b.add(&Sharing{Who: "Bowls club secretary", Choice: ShareYes, Only: []ID{risk}, OnlyWords: "getting to the club", At: day})
	b.add(&Sharing{Who: "Ron", Choice: ShareNo, Why: ParseWords(`"he'd only use it"`), At: day})
	b.add(&Sharing{Who: "Maureen"})

	b.add(&Agreement{ReadBack: true, Changed: 1, At: day, Answers: []Answer{
		{Voice: me, Says: SaysYes, How: "aloud"},
		{Voice: carol, Says: SaysYesBut, But: "the rain", How: "aloud"},
		{Voice: dele, Says: SaysYes},
	}})
	b.add(&Step{What: "ask Kyle and Maureen if they will", Who: "Dele", By: ParseWhen("Fri 18 Sep", day, true)})
	_ = visit
	return b.r
}

// harjit is Harjit Kaur Sandhu's assessment in two visits, worry included.
func harjit() *Record {
	b := newBuilder(2, Assessment, &Person{FullName: "Harjit Kaur Sandhu", Language: []string{"pa"}, Disliked: "care, client", BestTime: "before eleven"})
	me := b.voice("Harjit", RolePerson, "")
	dele := b.voice("Dele Martins", RolePractitioner, "")
	amrit := b.voice("Amrit Gill", RoleInterpreter, "")
	simran := b.voice("Simran", RoleRelative, "daughter-in-law")
	manjit := b.voice("Manjit", RoleRelative, "son")
	b.add(&Visit{Began: day, Here: []ID{me, amrit, dele}, Why: WhyPlan})
	b.add(&Visit{Began: day.AddDate(0, 0, 2), Here: []ID{me, amrit, dele}, Why: WhyPlan})
	roti := b.note(me, "matters", `"I want to make my own roti"`, MarkWanted)
	roti.Through = Through{Voice: amrit, Way: "aloud", Original: "ਮੈਂ ਆਪਣੀ ਰੋਟੀ ਆਪ ਬਣਾਉਣੀ ਚਾਹੁੰਦੀ ਹਾਂ"}
	b.note(me, "matters", `"Sunday at the gurdwara I serve. I am not the one who is served. 🙏🏽"`)
	stove := b.note(me, "risk", `"The stove. They have taken the knobs off."`, MarkRisk)
	b.add(&Want{Words: roti.Words()})
	b.add(&Relationship{Name: "Manjit", Who: "son", Voice: manjit, Close: Closest})
	b.add(&Relationship{
		Name: "Simran", Who: "daughter-in-law", Voice: simran, Close: Closest, Gives: ParseWords("the washing and dressing"),
		Words: ParseWords(`"hides her back from me"`), OwnTalk: "yes", OwnTalkWords: ParseWords("not in front of the family"),
	})
	b.add(&Relationship{Name: "Jasleen", Who: "granddaughter", Under18: true, HelpsWith: "reading letters", Words: ParseWords(`"reads me my letters"`)})
	b.add(&Relationship{Name: "Balwant", Who: "sister", Often: "video call Fridays"})
	b.add(&Risk{
		Words: stove.Words(), Get: ParseWords(`"I am somebody in my own kitchen."`),
		Views: []View{
			{Voice: simran, Stand: Against, Words: ParseWords(`"She forgot it twice. I have a child in the house."`)},
			{Voice: manjit, Stand: NotSaying},
			{Voice: dele, Stand: ForIf, If: "an induction ring that switches itself off"},
		},
		Kept: Kept{What: ParseWords("the knobs of the stove"), By: "Simran"},
	})
	b.add(&Support{What: ParseWords("carer for mornings"), Who: "woman, Punjabi-speaking", Cost: hourly("5", "1.5", "22.15")})
	b.add(&Support{What: ParseWords("induction ring"), Cost: amount("84.99", Once)})
	b.add(&Budget{})

	card := &Note{
		Head:  Head{Drawer: DrawerMine},
		Voice: me, Telling: Said, Text: "My pension card is with Manjit. I ask, he says later.", Typed: day, Settled: "worry",
		Through: Through{Voice: amrit},
	}
	b.add(card)
	b.add(&Worry{
		Head: Head{Drawer: DrawerWorry}, Note: card.ID, Said: card.Words(), Alone: "with Amrit", SafeNow: "yes, today",
		Wants: ParseWords(`"my card in my own purse, no shouting"`), ToldFirst: "yes", Agrees: "not yet", Began: day,
		Told: "the duty manager", ToldWhen: "17 September 12.20", Decided: "see Harjit alone again on Monday",
		DecidedBy: "the duty manager", Why: "she is safe today, she asks for it, a child is in the house",
	})
	return b.r
}

// yusuf is Yusuf Demir's preparation with a peer supporter.
func yusuf() *Record {
	b := newBuilder(3, Preparation, &Person{FullName: "Yusuf Demir", NHSNumber: "9990000018", HowToTalk: "hearing loop, no phone calls: text", BestTime: "after one o'clock"})
	me := b.voice("Yusuf", RolePerson, "")
	bernie := b.voice("Bernie O'Hagan", RolePeer, "")
	ayse := b.voice("Ayşe", RoleRelative, "cousin")
	b.add(&Visit{Began: day, Where: "a café", Here: []ID{me, bernie}, Meeting: "3 March, the council"})
	b.note(me, "open", `"I'm not good at these meetings. I say I'm fine and then I go home and I'm not fine."`)
	winter := b.note(me, "matters", `"The allotment in winter, on my own, after dark. It's when it's quiet."`)
	spring := b.note(ayse, "risk", `"You'll be found in spring."`)
	b.note(me, "whatif", `"If I do not open the post, knock."`)
	tablet := b.note(me, "well", `"I've not been taking the evening tablet."`)
	tablet.Drawer, tablet.JustForMe = DrawerMine, true
	b.add(&Relationship{Name: "Ayşe", Who: "cousin", Voice: ayse, Words: ParseWords(`"rings but doesn't visit"`)})
	b.add(&Relationship{Name: "Len", Who: "at plot 14", Words: ParseWords(`"we don't talk, we dig"`)})
	b.add(&Risk{Words: winter.Words(), Views: []View{{Voice: ayse, Stand: Against, Words: spring.Words()}}})
	b.add(&Support{What: ParseWords("the ironing"), Who: "a neighbour", Own: true, Cost: amount("10.00", Weekly)})
	b.add(&Support{What: ParseWords("laundry"), Own: true, Cost: amount("7.20", Fortnightly)})
	b.add(&Question{Words: ParseWords("Will they take my allotment money into account?")})
	b.add(&Question{Words: ParseWords(`"My hands. The nights. That I can't be moved away from the allotment."`), NotToMiss: true})
	b.add(&Sharing{Who: "The assessor", Choice: ShareYes, Without: []Chapter{ChapterRisks}, Until: "I've met them", At: day})
	return b.r
}

// sharingWith is the id of the entry that says what somebody may have.
func sharingWith(r *Record, who string) ID {
	for _, s := range r.Sharing {
		if s.Who == who {
			return s.ID
		}
	}
	return "nobody"
}

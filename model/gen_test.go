package model

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"time"

	"pgregory.net/rapid"
)

// codes are all values of the program's own words, by type. A type that is not
// here fails the tests: it needs a decision about what it may hold.
var codes = map[reflect.Type][]string{
	reflect.TypeFor[Drawer]():           values(Drawers...),
	reflect.TypeFor[ConversationKind](): values(Assessment, Preparation),
	reflect.TypeFor[Standing]():         values(Draft, Agreed, Final, FinalNotAgreed, NotWanted, Stopped),
	reflect.TypeFor[Why]():              values("", WhyPlan, WhyReview, WhyWorry),
	reflect.TypeFor[Telling]():          values(Told, Said, Thought),
	reflect.TypeFor[Mark]():             values(MarkWanted, MarkRisk, MarkPerson, MarkLater),
	reflect.TypeFor[TopicWay]():         values(NotTalked, TalkedAbout, NothingMore, RatherNot, ComeBack),
	reflect.TypeFor[Role](): values(RolePerson, RolePractitioner, RolePeer, RoleCarer, RoleRelative, RoleFriend,
		RoleAdvocate, RoleInterpreter, RoleProfessional, RoleOther),
	reflect.TypeFor[Closeness]():  values(NoRing, Closest, Close, Around, Paid),
	reflect.TypeFor[Asked]():      values(NotAskedYet, WasAsked),
	reflect.TypeFor[Read]():       values(NotRead, ReadYes, LeftOut),
	reflect.TypeFor[Stand]():      append(values(Stands...), ""),
	reflect.TypeFor[RiskState]():  values(RiskStates...),
	reflect.TypeFor[Period]():     append(values(Periods...), string(EveryWeek)),
	reflect.TypeFor[ShareState](): values(ShareNotAsked, ShareEstimated, ShareFinal),
	reflect.TypeFor[Choice]():     values(NotAsked, ShareYes, ShareNo, NotUntil),
	reflect.TypeFor[Chapter]():    values(Chapters...),
	reflect.TypeFor[Says]():       append(values(AllSays...), ""),
	reflect.TypeFor[Unable]():     values(Unables...),
	reflect.TypeFor[Met]():        values(Mets...),
}

// fieldCodes are the same for fields that are plain strings; nil is any value.
var fieldCodes = map[string][]string{
	"Head.Order":              nil,
	"Conversation.Guide":      nil,
	"Conversation.GuideHash":  nil,
	"Conversation.Language":   nil,
	"Conversation.StillAsked": {"", "no", "yes"},
	"Visit.NeededToday":       {"", "no", "yes", "later"},
	"Visit.Independent":       {"", "no", "yes", "later"},
	"Person.FullName":         nil,
	"Person.Called":           nil,
	"Person.Pronouns":         nil,
	"Person.NHSNumber":        nil,
	"Person.LocalID":          nil,
	"Note.Topic":              nil,
	"Note.Source":             {"", "preparation", "plan"},
	"Note.Settled":            {"", "thought", "confidence", "worry"},
	"TopicState.Topic":        nil,
	"Want.Tags":               nil,
	"Relationship.MayRing":    {"", "yes", "no"},
	"Relationship.OwnTalk":    {"", "not-yet", "yes", "no"},
	"Support.Arranged":        append(slices.Clone(Ways), "", wayManaged),
	"Support.Kind":            append(slices.Clone(HelpKinds), ""),
	"NotOffered.Way":          Ways,
	"Need.Outcomes":           nil,
	"Need.Areas":              nil,
	"Need.Eligible":           {"", EligibleYes, EligibleNo, EligibleNotYet},
	"Ability.Can":             {"", "yes", "no", "not-sure"},
	"Decision.Conclusion":     {"", "can", "cannot", "not-yet"},
	"Decision.CanWait":        {"", "yes", "no"},
	"Power.Kind":              {"", "lpa-health", "lpa-money", "deputy-health", "deputy-money", "appointee", "other"},
	"Power.Seen":              {"", "yes", "no"},
	"Advocacy.For":            {"talk", "plan", "look-again", AdvocacySafety},
	"Advocacy.Hard":           nil,
	"Advocacy.Willing":        {"", "yes", "no"},
	"Advocacy.NotPaid":        {"", "yes", "no"},
	"Advocacy.Accepted":       {"", "yes", "no"},
	"Duty.ID":                 Duties,
	"Duty.Done":               {"", "yes", "no", "not-needed"},
	"Payment.To":              {"", "own-account", "card", "somebody", "account", "third-party"},
	"Owed.Paper":              nil,
	"Override.Ground":         {"", "danger", "child", "crime", "capacity", "public-interest", "safeguarding"},
	"Cost.How":                {"", "visits", "hours", "sum", "once"},
	"Sharing.How":             {"", "aloud", "signed", "other"},
	"Sharing.Only":            nil,
	"Answer.How":              {"", "aloud", "signed", "other"},
	"Agreement.Decision":      {"", "yes", "question", "passed-up"},
	"Agreement.PaperCopy":     {"", "owed", "given"},
	"When.Day":                nil,
}

func values[S ~string](list ...S) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return out
}

// anyRecord makes records that somebody could have typed, of all kinds of part
// and some of a version to come.
func anyRecord() *rapid.Generator[*Record] {
	return rapid.Custom(func(t *rapid.T) *Record {
		g := generator{t: t}
		r := &Record{ID: testID(0)}
		for i, s := range slots {
			count := 1
			if !s.single {
				count = rapid.IntRange(0, 2).Draw(t, string(s.kind))
			} else if i > 1 {
				count = rapid.IntRange(0, 1).Draw(t, string(s.kind))
			}
			order := ""
			for range count {
				p := s.fresh()
				g.fill(reflect.ValueOf(p).Elem())
				h := p.PartHead()
				order = OrderBetween(order, "")
				*h = Head{ID: g.id(), Order: order, Drawer: h.Drawer}
				if s.single {
					*h = Head{ID: ID(s.kind), Drawer: h.Drawer}
				}
				r = r.With(p)
			}
		}
		for range rapid.IntRange(0, 2).Draw(t, "unknown") {
			r = r.With(g.unknown())
		}
		return r
	})
}

type generator struct {
	t    *rapid.T
	last int
}

func (g *generator) id() ID {
	g.last++
	return testID(g.last)
}

// unknown is a part as a newer version would write it.
func (g *generator) unknown() *Unknown {
	kind, id := PartKind("needs\n\u2028\x01"), g.id()
	if rapid.Bool().Draw(g.t, "single") {
		kind, id = "capacity", "capacity"
	}
	text, err := json.Marshal(rapid.String().Draw(g.t, "text"))
	if err != nil {
		g.t.Fatal(err)
	}
	raw := fmt.Sprintf(`{"id": %q, "words": {"text": %s}, "n": 12345678901234567890, "drawer": "mine"}`, id, text)
	p, err := decodePart(kind, json.RawMessage(raw))
	if err != nil {
		g.t.Fatal(err)
	}
	return p.(*Unknown)
}

// fill gives every field of v a value.
func (g *generator) fill(v reflect.Value) {
	switch typ := v.Type(); {
	case typ == timeType:
		if rapid.Bool().Draw(g.t, "a time") {
			v.Set(reflect.ValueOf(time.Unix(rapid.Int64Range(0, 4e9).Draw(g.t, "time"), 123456789).UTC()))
		}
	case typ == idType:
		v.SetString(string(testID(rapid.IntRange(1, 20).Draw(g.t, "reference"))))
	case codes[typ] != nil:
		v.SetString(rapid.SampledFrom(codes[typ]).Draw(g.t, typ.Name()))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			field := typ.Field(i)
			choice := fieldCodes[typ.Name()+"."+field.Name]
			switch {
			case choice != nil:
				v.Field(i).SetString(rapid.SampledFrom(choice).Draw(g.t, field.Name))
			case typ == reflect.TypeFor[When]() && field.Name == "Day":
				v.Field(i).SetString(rapid.SampledFrom([]string{"", "2026-09-15"}).Draw(g.t, "day"))
			case field.Name != "Order":
				g.fill(v.Field(i))
			}
		}
	case v.Kind() == reflect.Slice:
		for range rapid.IntRange(0, 2).Draw(g.t, "length") {
			one := reflect.New(typ.Elem()).Elem()
			g.fill(one)
			v.Set(reflect.Append(v, one))
		}
	case v.Kind() == reflect.Pointer:
		if rapid.Bool().Draw(g.t, "there") {
			v.Set(reflect.New(typ.Elem()))
			g.fill(v.Elem())
		}
	case v.Kind() == reflect.Bool:
		v.SetBool(rapid.Bool().Draw(g.t, "bool"))
	case v.CanInt():
		v.SetInt(rapid.Int64Range(0, 1e9).Draw(g.t, "number"))
	case typ == textType:
		v.SetString(rapid.OneOf(rapid.Just(""), rapid.String()).Draw(g.t, "text"))
	default:
		g.t.Fatalf("nobody has said what a %s may hold", typ)
	}
}

// everyType calls see with every struct type that is in a part, once.
func everyType(see func(reflect.Type)) {
	var seen []reflect.Type
	var walk func(reflect.Type)
	walk = func(t reflect.Type) {
		switch {
		case t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice:
			walk(t.Elem())
		case t.Kind() == reflect.Struct && t != timeType && !slices.Contains(seen, t):
			seen = append(seen, t)
			see(t)
			for field := range t.Fields() {
				walk(field.Type)
			}
		}
	}
	for _, s := range slots {
		walk(reflect.TypeOf(s.fresh()))
	}
}

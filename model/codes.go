package model

import (
	"reflect"
	"slices"
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

// fieldCodes are the same for fields that are plain strings, and for each of them
// where they are lists; nil is any value.
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
	"Advocacy.Hard":           {"understand", "retain", "weigh", "communicate"},
	"Advocacy.Willing":        {"", "yes", "no"},
	"Advocacy.NotPaid":        {"", "yes", "no"},
	"Advocacy.Accepted":       {"", "yes", "no"},
	"Duty.ID":                 Duties,
	"Duty.Done":               {"", "yes", "no", "not-needed"},
	"Payment.To":              {"", "own-account", "card", "somebody", "account", "third-party"},
	"Owed.Paper":              {"", OwedPlan, OwedMyPlan, OwedCard, OwedAssessment, OwedSafety},
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

// Strange counts the answers that this version does not know, and the parts of
// kinds that it does not know: a newer program wrote them, or another one. They
// are kept as they are; no sum and no page can say what they mean.
func (r *Record) Strange() int {
	n := 0
	for p := range r.Parts() {
		if _, unknown := p.(*Unknown); unknown {
			n++
			continue
		}
		n += strangeIn(reflect.ValueOf(p).Elem(), nil)
	}
	return n
}

// strangeIn counts the answers in v that are none of those that are known there;
// nil where every text may stand.
func strangeIn(v reflect.Value, known []string) int {
	n := 0
	switch v.Kind() {
	case reflect.String:
		if known == nil {
			known = codes[v.Type()]
		}
		if known != nil && v.String() != "" && !slices.Contains(known, v.String()) {
			return 1
		}
	case reflect.Pointer:
		if !v.IsNil() {
			return strangeIn(v.Elem(), known)
		}
	case reflect.Slice:
		for i := range v.Len() {
			n += strangeIn(v.Index(i), known)
		}
	case reflect.Struct:
		if v.Type() == timeType {
			return 0
		}
		for i := range v.NumField() {
			n += strangeIn(v.Field(i), fieldCodes[v.Type().Name()+"."+v.Type().Field(i).Name])
		}
	default:
	}
	return n
}

package desk

import (
	"bytes"
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/model/fhir"
	"ownwords/model/flow"
)

// Keep is whose words stand where the plan here and the one at the server differ.
type Keep string

// The three. Both leaves ours where they stand and puts theirs beside them, as a
// note under their name.
const (
	KeepBoth   Keep = "both"
	KeepOurs   Keep = "ours"
	KeepTheirs Keep = "theirs"
)

// Point is one thing of which the two plans do not say the same.
type Point struct {
	What  model.Message   // the thing
	Lines []flow.Compared // Was is what it says here, Is what it says there
	// Offers is what can be kept; Keep is what is, and begins as what drops
	// nobody's words.
	Offers []Keep
	Keep   Keep

	clash model.Clash
	// outside tells that the words are of somebody who does not hold this
	// conversation: the person has never heard them.
	outside bool
}

// SameThing tells whether two points are of one thing.
func (p Point) SameThing(other Point) bool {
	return p.clash.Part == other.clash.Part && p.clash.Kind == other.clash.Kind
}

// worded tells whether words of theirs stand there, and not only that it was
// taken out or changed.
func (p Point) worded() bool {
	return slices.ContainsFunc(p.Lines, func(l flow.Compared) bool { return !l.Is.Zero() && !strings.HasPrefix(l.Is.ID, "conflict.") })
}

// Offer is what a choice is called: where one of the two has the thing no more,
// what becomes of it.
func (p Point) Offer(k Keep) model.Message {
	if p.clash.Field != "" || slices.Contains(p.Offers, KeepBoth) {
		return model.Msg("conflict.keep." + string(k))
	}
	return model.Msg("conflict.as." + string(k))
}

// point is a clash as people see it.
func (t *Talk) point(merged *model.Record, c model.Clash) Point {
	was := merged.PartOf(c.Kind, c.Part)
	is := c.Take(merged).PartOf(c.Kind, c.Part)
	p := Point{What: t.what(was, is), clash: c}
	switch {
	case was == nil: // taken out here, changed there
		p.Offers, p.Keep = []Keep{KeepTheirs, KeepOurs}, KeepTheirs
		if c.Kind == model.KindNote {
			p.Keep = KeepOurs // a line that left the talk does not come back by itself
		}
		p.Lines = []flow.Compared{{Label: model.Msg("conflict.line"), Was: model.Msg("conflict.out"), Is: model.Msg("conflict.changed")}}
	case is == nil:
		p.Offers, p.Keep = []Keep{KeepOurs, KeepTheirs}, KeepOurs
		p.Lines = []flow.Compared{{Label: model.Msg("conflict.line"), Was: model.Msg("conflict.stands"), Is: model.Msg("conflict.out")}}
	default:
		p.Offers, p.Keep = offers(was, is, c.Field)
		p.Lines = t.lines(was, is, c)
	}
	return p
}

// offers are what can be kept of a field that says one thing here and another
// there, and what is by itself: both, but of what only one can hold.
func offers(was, is model.Part, field string) (all []Keep, keep Keep) {
	voice, answer := strings.CutPrefix(field, "answers.")
	theirs := false
	switch {
	case is.PartKind() == model.KindSharing: // a yes and a no
		s, _ := is.(*model.Sharing)
		theirs = s.Choice != model.ShareYes // nothing goes on a yes that was taken back elsewhere
	case answer: // nobody said both a yes and a no to it
		theirs = sterner(is, was, model.ID(voice))
	case field == "decision" || field == "decidedBy": // the council's: the last holds
		theirs = decidedAt(is).After(decidedAt(was))
	default:
		return []Keep{KeepBoth, KeepOurs, KeepTheirs}, KeepBoth
	}
	keep = KeepOurs
	if theirs {
		keep = KeepTheirs
	}
	return []Keep{KeepOurs, KeepTheirs}, keep
}

// decidedAt is when the council decided on a plan, or on its money.
func decidedAt(p model.Part) (at time.Time) {
	switch p := p.(type) {
	case *model.Agreement:
		at = p.DecisionAt
	case *model.Budget:
		at = p.DecidedAt
	}
	return at
}

// byYes are the answers to a plan, from the no to the yes.
var byYes = []model.Says{model.SaysNo, model.SaysSomebody, model.SaysNotSaid, model.SaysYesBut, model.SaysNothing, model.SaysYes}

// sterner tells whether one answer of a voice is further from a yes than another.
func sterner(a, b model.Part, voice model.ID) bool {
	yes := func(p model.Part) int {
		agreement, _ := p.(*model.Agreement)
		answer, _ := agreement.Answer(voice)
		return slices.Index(byYes, answer.Says)
	}
	return yes(a) < yes(b)
}

// lines are the lines of a part that are not the same here and there. Of a field
// that no page has a line for they are its texts.
func (t *Talk) lines(was, is model.Part, c model.Clash) []flow.Compared {
	all := t.Compare(&flow.Happened{Was: was, Is: is})
	all = slices.DeleteFunc(all, flow.Compared.Same)
	for i := range all {
		if text, ok := all[i].Is.Args["text"].(string); ok {
			all[i].Is = all[i].Is.With("text", harmless(text))
		}
	}
	if len(all) > 0 {
		return all
	}
	return []flow.Compared{{Label: model.Msg("conflict.line"), Was: verbatim(t.textsIn(c.Mine)), Is: verbatim(t.textsIn(c.Theirs))}}
}

// pointOf is what a server's resource says otherwise, where that is not what it
// says here too.
func (t *Talk) pointOf(merged *model.Record, d fhir.Difference) (p Point, differs bool) {
	part := merged.PartOf(d.Kind, d.Part)
	if part == nil {
		return Point{}, false
	}
	if d.Gone {
		part := d.Kind == model.KindWant || d.Kind == model.KindRisk || d.Kind == model.KindSupport
		return t.point(merged, model.Clash{Part: d.Part, Kind: d.Kind}), part // anything else is made again
	}
	if raw, ok := model.Worded(part, d.Field, d.Theirs); ok && d.Theirs != "" {
		clash := model.Clash{Part: d.Part, Kind: d.Kind, Field: d.Field, Theirs: raw}
		is := clash.Take(merged).PartOf(d.Kind, d.Part)
		lines := t.Compare(&flow.Happened{Was: part, Is: is})
		if len(lines) > 0 && !slices.ContainsFunc(lines, func(l flow.Compared) bool { return !l.Same() }) {
			return Point{}, false // it says so here too by now
		}
		p = t.point(merged, clash)
		p.outside = true
		p.Lines = slices.DeleteFunc(p.Lines, func(l flow.Compared) bool { return l.Is.Args["text"] == l.Was.Args["text"] })
		return p, len(p.Lines) > 0
	}
	if d.Theirs == "" || reference.MatchString(d.Theirs) || strings.HasSuffix(d.Element, ".text.div") {
		return Point{}, false // nobody's words, or what the fields say too: it is put there again
	}
	return Point{
		What: t.what(part, part), Offers: []Keep{KeepBoth, KeepOurs}, Keep: KeepBoth, clash: model.Clash{Part: d.Part, Kind: d.Kind},
		Lines: []flow.Compared{{Label: elementName(d.Element), Was: verbatim(d.Ours), Is: verbatim(d.Theirs)}},
	}, true
}

// elementName is what an element of FHIR is called on the page.
func elementName(path string) model.Message {
	for _, name := range []string{"status", "title", "note", "period"} {
		if slices.Contains(strings.FieldsFunc(path, func(r rune) bool { return strings.ContainsRune(".[]", r) }), name) {
			return model.Msg("conflict.element." + name)
		}
	}
	return model.Msg("conflict.element.other")
}

// what names a thing by one of its sides.
func (t *Talk) what(was, is model.Part) model.Message {
	p := was
	if p == nil {
		p = is
	}
	switch p := p.(type) {
	case *model.Conversation, *model.Visit, *model.TopicState:
		return model.Msg("conflict.kind." + string(p.PartKind()))
	case *model.Voice:
		return model.Msg("conflict.kind.voice", "who", p.Name)
	}
	return t.ThingOf(&flow.Happened{Was: p, Is: p})
}

// broughtIn tells what only they changed, and how far the plan has come there.
func (t *Talk) broughtIn(all sides, merged *model.Record) []model.Message {
	var out []model.Message
	for p := range merged.Parts() {
		was := all.ours.PartOf(p.PartKind(), p.PartHead().ID)
		switch {
		case p.PartKind() == model.KindConversation || alike(was, p):
		case was == nil:
			out = append(out, model.Msg("conflict.brought.new", "what", t.what(nil, p)))
		default:
			out = append(out, model.Msg("conflict.brought.changed", "what", t.what(was, p)))
		}
	}
	if s := all.theirs.Conversation.Standing; s != all.ours.Conversation.Standing {
		out = append(out, model.Msg("conflict.brought.standing", "as", come(s, all.theirs.DecidedFor())))
	}
	return out
}

func verbatim(text string) model.Message {
	if text == "" {
		return model.Message{}
	}
	return model.Msg("verbatim", "text", harmless(text))
}

// harmless are words from elsewhere without what would turn the line round that
// they stand in, or begin another that looks like the program's own.
func harmless(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r', '\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069', r == '\u200b':
			return -1
		case r == '\n':
			return ' '
		}
		return r
	}, text)
}

// reference is what leads to another resource and has no words.
var reference = regexp.MustCompile(`^[A-Z][A-Za-z]+/[A-Za-z0-9.-]+$`)

// jsonText is a text in JSON, and what stands behind it where it is a name.
var jsonText = regexp.MustCompile(`"(?:[^"\\]|\\.)*"\s*:?`)

// textsIn are the texts that stand in a field's JSON, one behind another, and the
// moments as people say them.
func (t *Talk) textsIn(raw json.RawMessage) string {
	var out []string
	for _, found := range jsonText.FindAll(raw, -1) {
		var text string
		if !bytes.HasSuffix(found, []byte(":")) && json.Unmarshal(found, &text) == nil && text != "" {
			out = append(out, t.moment(text))
		}
	}
	if len(out) == 0 {
		return string(raw)
	}
	return strings.Join(out, "; ")
}

// moment is a time in the words for its day and hour; every other text is as it
// is.
func (t *Talk) moment(text string) string {
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return text
	}
	at = at.Local()
	return t.desk.Text.Say(content.Date(at)) + ", " + t.desk.Text.Say(content.Clock(at))
}

// alike tells whether two parts say the same; either may be none.
func alike(a, b model.Part) bool {
	if a == nil || b == nil {
		return false
	}
	x, err1 := json.Marshal(a)
	y, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && bytes.Equal(x, y)
}

// unread is the record after somebody else's words took the place of the
// person's: they were not read back, and hers are kept as what stood there first.
func (p Point) unread(was, is *model.Record) *model.Record {
	switch now := is.PartOf(p.clash.Kind, p.clash.Part).(type) {
	case *model.Want:
		c, before := model.Copy(now), model.Find(was.Wants, now.ID)
		c.First, c.Read = cmp.Or(c.First, &before.Words), model.NotRead
		return is.With(c)
	case *model.Risk:
		c, before := model.Copy(now), model.Find(was.Risks, now.ID)
		c.First, c.Read = cmp.Or(c.First, &before.Words), model.NotRead
		return is.With(c)
	case *model.Support:
		c, before := model.Copy(now), model.Find(was.Supports, now.ID)
		c.First, c.Read = cmp.Or(c.First, &before.What), model.NotRead
		return is.With(c)
	}
	return is
}

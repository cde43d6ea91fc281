package fhir

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"ownwords/model"
)

// requested tells whether a support is something the council is asked for.
// What the person pays themselves, and help that is given unpaid, is not: it
// stands in the plan as an activity.
func requested(s *model.Support) bool {
	return s.Budgeted() && s.Read != model.LeftOut && !s.NotFound && !s.What.Empty()
}

// requests makes a ServiceRequest of each line of the plan's costs.
func (m *mapping) requests() {
	for _, s := range m.record.Supports {
		if !requested(s) {
			continue
		}
		id := m.id("ServiceRequest", s.ID)
		m.parts[s.ID] = m.ref("ServiceRequest", id, "")
		lines := m.supportLines(s)
		var performer, notes list
		if clean(s.Who) != "" {
			performer = list{object{"display": s.Who}}
		}
		for _, l := range lines {
			notes = append(notes, note(nil, l))
		}
		m.add("ServiceRequest", id, object{
			"status": standings[m.standing()].request, "intent": "plan", "subject": m.patientRef(),
			"code": m.words(s.What), "performer": performer, "occurrencePeriod": period(s.From, s.Until),
			"authoredOn": instant(m.options.At), "requester": m.author(), "note": notes,
			"extension": append(m.pertains(s), m.cost(s, "council")),
			"text":      m.narrative(append([]string{s.What.String()}, lines...)...),
		})
	}
}

// activities are everything in the plan that somebody does: what is asked of
// the council by reference, all other help in words.
func (m *mapping) activities() list {
	var out list
	for _, s := range m.record.Supports {
		switch {
		case s.Read == model.LeftOut || s.What.Empty():
		case requested(s):
			out = append(out, object{"reference": m.parts[s.ID]})
		default:
			out = append(out, object{"detail": m.help(s)})
		}
	}
	for _, s := range m.record.Steps {
		if clean(s.What) != "" {
			out = append(out, object{"detail": m.step(s)})
		}
	}
	if a := m.record.Agreement; a != nil && !a.LookAgain.Empty() {
		out = append(out, object{"detail": scheduled(object{
			"status": "scheduled", "description": m.say("fhir.plan.look-again", "when", a.LookAgain.Typed),
		}, a.LookAgain)})
	}
	return out
}

// help is help that the council is not asked for. Whether it is given already
// nobody said, so its status is unknown.
func (m *mapping) help(s *model.Support) object {
	detail := object{
		"status": "unknown", "description": lines(append([]string{s.What.String()}, m.supportLines(s)...)...),
		"scheduledPeriod": period(s.From, s.Until), "goal": m.goalRefs(s),
	}
	if s.NotFound {
		detail["status"], detail["statusReason"] = "not-started", concept(m.say("fhir.support.not-found"))
	}
	if clean(s.Who) != "" {
		detail["performer"] = list{object{"display": s.Who}}
	}
	if s.Own {
		detail["extension"] = list{m.cost(s, "person")}
	}
	return detail
}

func (m *mapping) step(s *model.Step) object {
	detail := object{"status": "not-started", "description": s.What}
	if s.Done {
		detail["status"] = "completed"
	}
	if clean(s.Who) != "" {
		detail["performer"] = list{object{"display": s.Who}}
	}
	return scheduled(detail, s.By)
}

// scheduled puts a date in: as a day where it is one, else in words.
func scheduled(detail object, by model.When) object {
	if d := day(by); d != nil {
		detail["scheduledPeriod"] = object{"end": d}
	} else {
		detail["scheduledString"] = by.Typed
	}
	return detail
}

// period is from one day until another. One that ends before it begins is no
// period to R4 and stands in words only.
func period(from, until model.When) object {
	f, hasFrom := from.Date()
	u, hasUntil := until.Date()
	if hasFrom && hasUntil && u.Before(f) {
		return nil
	}
	return object{"start": day(from), "end": day(until)}
}

func (m *mapping) goalRefs(s *model.Support) list {
	var out list
	for _, w := range s.For {
		if model.Find(m.record.Wants, w) != nil && m.parts[w] != nil {
			out = append(out, m.parts[w])
		}
	}
	return out
}

// pertains are the Goals a request helps with, by the extension that R4 itself
// defines for it.
func (m *mapping) pertains(s *model.Support) list {
	var out list
	for _, g := range m.goalRefs(s) {
		out = append(out, object{"url": "http://hl7.org/fhir/StructureDefinition/resource-pertainsToGoal", "valueReference": g})
	}
	return out
}

// supportLines are what there is to say of a support besides what it is. Help
// that is unpaid is never given a price.
func (m *mapping) supportLines(s *model.Support) []string {
	lines := []string{
		m.told("fhir.support.purpose", s.Purpose), m.told("fhir.support.example", s.Example),
		m.told("fhir.support.who", s.Who), m.costLine(s), m.arranged(s.Arranged),
		m.told("fhir.support.from", s.From.Typed), m.told("fhir.support.until", s.Until.Typed),
		m.told("fhir.support.meantime", s.Meantime), m.yes("fhir.support.not-found", s.NotFound),
	}
	if s.Unpaid {
		asked, heard := m.record.AskedOf(s.Who, s.Asked)
		lines = append(lines, m.say("fhir.support.unpaid"),
			m.yes("fhir.support.asked", !heard && asked == model.WasAsked), m.yes("fhir.support.not-asked", !heard && asked != model.WasAsked))
	}
	return lines
}

// arranged is how a line is arranged, in the words in which it was offered. One
// of a newer version stands as it is.
func (m *mapping) arranged(way string) string {
	if slices.Contains(model.Ways, way) {
		way = m.options.Say(model.Message{ID: "choice.help.arranged." + way})
	}
	return m.told("fhir.support.arranged", way)
}

// costLine says a line's cost as it was typed and its sum, so that it is read
// without our extension.
func (m *mapping) costLine(s *model.Support) string {
	if s.Unpaid || !s.Cost.Priced() {
		return ""
	}
	c := s.Cost
	typed := joined(m.told("fhir.cost.times", c.Times.Typed), m.told("fhir.cost.hours", c.Hours.Typed),
		m.told("fhir.cost.rate", perHour(c.Rate)), m.toldSum("fhir.cost.amount", c.Amount), m.period(c.Period))
	return joined(typed, m.costSum(c), m.yes("fhir.cost.own", s.Own))
}

// toldSum is a sentence about a sum that was typed, or nothing where none was.
func (m *mapping) toldSum(id string, f model.Figure) string {
	if !f.Asked() {
		return ""
	}
	return m.say(id, "words", sumOf(f))
}

// sumOf is a typed sum as money, and what is none as it was typed.
func sumOf(f model.Figure) any {
	if f.OK() {
		return f.Pence()
	}
	return f.Typed
}

// perHour is a typed rate with the sign of its currency. It may go below the
// penny, so its figures stay as they were typed.
func perHour(f model.Figure) string {
	if !f.OK() {
		return f.Typed
	}
	return "£" + strings.TrimPrefix(strings.TrimSpace(f.Typed), "£")
}

func (m *mapping) costSum(c model.Cost) string {
	sum, ok := c.Sum()
	switch {
	case !ok:
		return m.say("fhir.cost.no-sum")
	case c.Period == model.Once:
		return m.say("fhir.cost.sum-once", "sum", sum)
	}
	return m.say("fhir.cost.sum-weekly", "sum", sum)
}

func (m *mapping) period(p model.Period) string {
	switch p {
	case model.Fortnightly, model.FourWeekly, model.Monthly, model.Yearly, model.Once:
		return m.options.Say(model.Message{ID: "fhir.period." + string(p)})
	case model.Weekly:
	}
	return m.say("fhir.period.week")
}

// cost is the extension that holds what a line costs, or nil where no figure
// of it is a number. Who pays is "council" or "person".
func (m *mapping) cost(s *model.Support, payer string) any {
	c := s.Cost
	if s.Unpaid || !c.Priced() {
		return nil
	}
	per := string(c.Period)
	if !isCode(per) {
		per = "week"
	}
	parts := list{
		inner("times", "Decimal", thousandths(c.Times)), inner("hours", "Decimal", thousandths(c.Hours)),
		inner("rate", "Money", rate(c.Rate)), inner("amount", "Money", figureMoney(c.Amount)),
		inner("per", "Code", per), inner("paidBy", "Code", payer),
	}
	if sum, ok := c.Sum(); ok {
		parts = append(parts, inner("sum", "Money", money(sum)))
	}
	return object{"url": m.options.Base + "StructureDefinition/planned-cost", "extension": parts}
}

// inner is a part of one of our extensions, or nil where it has no value.
func inner(url, kind string, value any) any {
	if value == nil || value == "" {
		return nil
	}
	return object{"url": url, "value" + kind: value}
}

func money(p model.Pence) any {
	return object{"value": json.Number(p.String()), "currency": "GBP"}
}

func figureMoney(f model.Figure) any {
	if !f.OK() {
		return nil
	}
	return money(f.Pence())
}

// rate is a figure in hundredths of a penny.
func rate(f model.Figure) any {
	if !f.OK() {
		return nil
	}
	return object{"value": decimal(*f.Value, 4), "currency": "GBP"}
}

func thousandths(f model.Figure) any {
	if !f.OK() {
		return nil
	}
	return decimal(*f.Value, 3)
}

// decimal writes n with its last places behind the point; no floating point
// touches it.
func decimal(n int64, places int) json.Number {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	digits := fmt.Sprintf("%0*d", places+1, n)
	at := len(digits) - places
	return json.Number(sign + digits[:at] + "." + digits[at:])
}

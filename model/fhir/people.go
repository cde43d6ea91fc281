package fhir

import (
	"slices"

	"ownwords/model"
)

const nhsNumbers = "https://fhir.nhs.uk/Id/nhs-number"

// organisation is the body that keeps the record. Its id comes from its name,
// so that all laptops of one council speak of one Organization.
func (m *mapping) organisation() {
	if ref := m.organisationRef(); ref != nil {
		id := derived(m.options.Base, clean(m.conversation.Organisation), "Organization")
		m.add("Organization", id, object{"active": true, "name": m.conversation.Organisation})
	}
}

func (m *mapping) organisationRef() any {
	name := clean(m.conversation.Organisation)
	if name == "" {
		return nil
	}
	return m.ref("Organization", derived(m.options.Base, name, "Organization"), name)
}

func (m *mapping) patient() {
	p := m.person
	var ids list
	if digits, ok := model.ParseNHSNumber(p.NHSNumber); ok {
		ids = append(ids, object{"system": nhsNumbers, "value": digits})
	}
	if clean(p.LocalID) != "" {
		ids = append(ids, object{"system": m.options.Base + "local-id", "value": p.LocalID})
	}
	var languages list
	for _, l := range p.Language {
		if clean(l) != "" {
			languages = append(languages, object{"language": concept(l)})
		}
	}
	var names list
	if clean(p.FullName) != "" {
		names = append(names, object{"use": "official", "text": p.FullName})
	}
	if clean(p.Name()) != "" {
		names = append(names, object{"use": "usual", "text": p.Name()})
	}
	var practice list
	if clean(p.GP) != "" {
		practice = list{object{"display": p.GP}}
	}
	m.add("Patient", m.id("Patient", ""), object{
		"active": true, "identifier": ids, "name": names, "birthDate": day(p.Born),
		"communication": languages, "generalPractitioner": practice,
		"managingOrganization": m.organisationRef(),
		"extension":            list{m.extension("pronouns", "String", p.Pronouns)},
		"text": m.narrative(
			p.FullName, m.told("fhir.person.called", p.Called), m.told("fhir.person.pronouns", p.Pronouns),
			m.told("fhir.person.born", p.Born.Typed), m.told("fhir.person.talk", p.HowToTalk),
			m.told("fhir.person.disliked", p.Disliked), m.told("fhir.person.best", p.BestTime),
			m.told("fhir.person.gp", p.GP)),
	})
	if v := m.record.PersonVoice(); v != nil {
		m.speakers[v.ID] = m.patientRef()
	}
}

// people makes one resource of each voice but the person's, and of each
// relationship that has no voice. Who spoke and is in the person's life as
// well is one, not two.
func (m *mapping) people() {
	for _, v := range m.record.Voices {
		if m.speakers[v.ID] != nil {
			continue
		}
		around := m.record.Around(v)
		if around == nil {
			m.speakers[v.ID] = m.somebody(v.ID, v, &model.Relationship{})
			continue
		}
		m.speakers[v.ID] = m.somebody(v.ID, v, around)
		if m.parts[around.ID] == nil {
			m.parts[around.ID] = m.speakers[v.ID]
		}
	}
	for _, x := range m.record.Relations {
		if m.parts[x.ID] == nil {
			m.parts[x.ID] = m.somebody(x.ID, &model.Voice{}, x)
		}
	}
}

// somebody adds a voice, a relationship or both, and refers to it. A peer
// supporter is a RelatedPerson: a Practitioner would look like somebody with a
// register behind them.
func (m *mapping) somebody(id model.ID, v *model.Voice, x *model.Relationship) object {
	name, connected := firstText(v.Name, x.Name), firstText(v.Connection, x.Who)
	body := object{
		"active": true,
		"text": m.narrative(
			name, v.Connection, x.Name, x.Who, m.close("fhir.people.close.", x.Close), m.close("fhir.people.wished.", x.Wished),
			m.told("fhir.people.often", x.Often), m.said("fhir.people.gives", x.Gives), m.said("fhir.people.gets", x.Gets),
			x.Words.String(), m.yes("fhir.people.not-to-contact", x.NotToContact)),
	}
	if clean(name) != "" {
		body["name"] = list{object{"text": name}}
	}
	if x.NotToContact {
		// Systems leave an inactive person out of the people to ring, also those
		// that read neither our extension nor the narrative.
		body["active"] = false
		body["extension"] = list{m.extension("not-to-contact", "Boolean", true)}
	}
	kind := "RelatedPerson"
	if professional(v.Role) {
		kind = "Practitioner"
	} else {
		body["patient"] = m.patientRef()
		if clean(connected) != "" {
			body["relationship"] = list{concept(connected)}
		}
	}
	m.add(kind, m.id(kind, id), body)
	return m.ref(kind, m.id(kind, id), name)
}

// professional tells whether somebody is there because it is their profession.
func professional(r model.Role) bool {
	return r == model.RolePractitioner || r == model.RoleProfessional || r == model.RoleInterpreter
}

func (m *mapping) close(prefix string, c model.Closeness) string {
	switch c {
	case model.Closest, model.Close, model.Around, model.Paid:
		return m.options.Say(model.Message{ID: prefix + string(c)})
	case model.NoRing:
	}
	return ""
}

func (m *mapping) yes(id string, is bool) string {
	if !is {
		return ""
	}
	return m.options.Say(model.Message{ID: id})
}

func firstText(texts ...string) string {
	for _, t := range texts {
		if clean(t) != "" {
			return t
		}
	}
	return ""
}

// careTeam is everybody around the plan, the person first. Who is not to be
// contacted is in no team, and an advocate who never spoke stands there by name
// alone.
func (m *mapping) careTeam() {
	members := list{object{"member": m.patientRef(), "role": list{concept(m.say("fhir.team.person"))}}}
	taken := map[any]bool{}
	member := func(ref object, role string) {
		if ref == nil || taken[ref["reference"]] {
			return
		}
		taken[ref["reference"]] = true
		x := object{"member": ref}
		if clean(role) != "" {
			x["role"] = list{concept(role)}
		}
		members = append(members, x)
	}
	taken[m.patientRef()["reference"]] = true
	for _, x := range m.record.Relations {
		if x.NotToContact {
			taken[m.parts[x.ID]["reference"]] = true
			continue
		}
		member(m.parts[x.ID], x.Who)
	}
	for _, v := range m.record.Voices {
		role := v.Connection
		if clean(role) == "" && slices.Contains(roles, v.Role) {
			role = m.options.Say(model.Message{ID: "fhir.role." + string(v.Role)})
		}
		member(m.speakers[v.ID], role)
	}
	for _, x := range m.record.Advocacy {
		if clean(x.Advocate) != "" {
			members = append(members, object{"member": object{"display": x.Advocate}, "role": list{concept(m.say("fhir.role.advocate"))}})
		}
	}
	m.add("CareTeam", m.id("CareTeam", ""), object{
		"status": "active", "subject": m.patientRef(), "participant": members,
		"managingOrganization": list{m.organisationRef()},
	})
}

var roles = []model.Role{
	model.RolePerson, model.RolePractitioner, model.RolePeer, model.RoleCarer, model.RoleRelative,
	model.RoleFriend, model.RoleAdvocate, model.RoleInterpreter, model.RoleProfessional, model.RoleOther,
}

// worker refers to whoever typed, or is nil.
func (m *mapping) worker() any {
	if v := m.record.WorkerVoice(); v != nil {
		return m.speaker(v.ID)
	}
	return nil
}

// speaker refers to a voice, or is nil where the record has no such voice.
func (m *mapping) speaker(voice model.ID) any {
	if ref := m.speakers[voice]; ref != nil {
		return ref
	}
	return nil
}

// author is the worker, else the person: an author somebody has to be.
func (m *mapping) author() any {
	if w := m.worker(); w != nil {
		return w
	}
	return m.patientRef()
}

// name is what a voice is called.
func (m *mapping) name(voice model.ID) string {
	v := model.Find(m.record.Voices, voice)
	switch {
	case v == nil:
		return ""
	case v.Role == model.RolePerson:
		return firstText(v.Name, m.person.Name())
	}
	return firstText(v.Name, v.Connection)
}

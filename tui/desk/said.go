package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store"
	"ownwords/store/remote"
)

// Said is how far a parcel has come, in words: where it is, and, when it was
// sent back, why.
func (p Parcel) Said() model.Message {
	switch s := p.State; s.Step {
	case store.OutThere:
		switch remote.Why(s.Answer) {
		case remote.WhyMoved, remote.WhySeveral, remote.WhySameNumber:
			return model.Msg("sent.there-but." + s.Answer)
		}
		return model.Msg("sent.there")
	case store.OutGoing:
		if s.Of > 0 && s.Done > 0 {
			return model.Msg("sent.going-of", "done", s.Done, "of", s.Of)
		}
		return model.Msg("sent.going")
	case store.OutUnsure:
		return model.Msg("sent.unsure")
	case store.OutPartly:
		return model.Msg("sent.partly", "done", s.Done, "of", s.Of, "why", p.why())
	case store.OutAsking:
		return model.Msg("sent.asking", "who", p.Name)
	case store.OutRefused:
		if named := p.Named(); named != "" {
			return model.Msg("sent.refused-named", "why", p.why(), "what", named)
		}
		return model.Msg("sent.refused", "why", p.why())
	case store.OutConflict:
		return model.Msg("sent.conflict")
	case store.OutGone:
		if p.PartGone() {
			return model.Msg("sent.gone-part")
		}
		return model.Msg("sent.gone")
	case store.OutReplaced:
		return model.Msg("sent.replaced")
	case store.OutWaiting:
	}
	switch {
	case p.Behind:
		return model.Msg("sent.behind")
	case !p.Until.IsZero():
		return model.Msg("sent.still-until", "clock", content.Clock(p.Until.Local()))
	case p.State.Answer != "":
		return model.Msg("sent.still", "why", p.why())
	}
	if p.Days == 0 {
		return model.Msg("sent.today")
	}
	return model.Msg("sent.waiting", "n", p.Days)
}

// News tells whether there is more to say than that a plan is still going.
func (p Progress) News() bool { return p.State.Step != store.OutGoing || p.State.Done == 0 }

// Told is how far it has come, in a line: whose it is, and of several which.
func (p Progress) Told() model.Message {
	if p.Of > 1 {
		return model.Msg("sent.nth", "n", p.N, "of", p.Of, "who", p.Name, "how", p.Said())
	}
	return model.Msg("sent.one", "who", p.Name, "how", p.Said())
}

// Named is what the server names as wrong, in a machine's words; empty where it
// names no place: a code alone helps nobody.
func (p Parcel) Named() string {
	named := p.State.Detail[detailIssue(0)]
	if _, place, _ := strings.Cut(named, " "); strings.TrimSpace(place) != "" {
		return named
	}
	return p.State.Detail[detailInteraction]
}

// why is the reason of a state in words.
func (p Parcel) why() model.Message { return whyMessage(p.State.Answer) }

// reasons are those that there are words for.
var reasons = []string{
	"unreachable", "certificate", "timeout", "stopped", "cut", "too-long", "redirect", "server", "not-fhir", "entries", "invalid",
	"conflict", "too-large", "damaged", "auth", "not-now", "token", "clock", "new-person", "several",
}

func whyMessage(answer string) model.Message {
	if !slices.Contains(reasons, answer) {
		answer = "status"
	}
	return model.Msg("sent.why." + answer)
}

// Sent says, in words, why a send could not begin, or that it was stopped.
func Sent(err error) (model.Message, bool) {
	if u, ok := errors.AsType[*remote.UnreachableError](err); ok {
		if !u.RetryAt.IsZero() {
			return model.Msg("sent.not-yet", "clock", content.Clock(u.RetryAt.Local())), true
		}
		return model.Msg("sent.not-begun", "why", whyMessage(string(u.Why))), true
	}
	if c, ok := errors.AsType[*remote.CapabilityError](err); ok {
		return model.Msg("sent.not-able", "missing", lacking(c.Missing)), true
	}
	if f, ok := errors.AsType[*ServerFileError](err); ok {
		return model.Msg("sent.file."+f.What, "path", f.Path), true
	}
	switch {
	case errors.Is(err, ErrNoServer):
		return model.Msg("sent.no-server"), true
	case errors.Is(err, ErrSending):
		return model.Msg("sent.sending"), true
	case errors.Is(err, ErrNoKey):
		return model.Msg("sent.no-key"), true
	case errors.Is(err, remote.ErrAddress):
		return model.Msg("sent.address"), true
	case errors.Is(err, remote.ErrNotSecure):
		return model.Msg("sent.not-secure"), true
	case errors.Is(err, context.Canceled):
		return model.Msg("sent.out.stopped"), true
	}
	return model.Message{}, false
}

// lacking is what a server would need, for whoever looks after it: each ability
// once, whatever it is needed for.
func lacking(missing []string) string {
	var out []string
	for _, m := range missing {
		ability, _, _ := strings.Cut(m, " ")
		if ability == "fhirVersion" {
			ability = m
		}
		if !slices.Contains(out, ability) {
			out = append(out, ability)
		}
	}
	return strings.Join(out, ", ")
}

// Came says what came of a sending, a sentence for each thing to know: how many
// are there, and what became of the others.
func (o Outgoing) Came(there int) []model.Message {
	unsure, waits, back, stays := 0, 0, 0, 0
	for _, p := range o.Back {
		if p.State.Step == store.OutRefused {
			back++
		}
	}
	for _, p := range o.Goes {
		switch p.State.Step {
		case store.OutUnsure, store.OutPartly:
			unsure++
		default:
			waits++
		}
	}
	for _, s := range o.Stays {
		if !s.HasLeft() {
			stays++
		}
	}
	var out []model.Message
	add := func(id string, n int) {
		if n > 0 {
			out = append(out, model.Msg(id, "n", n))
		}
	}
	add("sent.out.there", there)
	add("sent.out.unsure", unsure)
	add("sent.out.waits", waits)
	add("sent.out.back", back)
	add("sent.out.look", len(o.Back)-back)
	add("sent.out.stays", stays)
	add("sent.out.clock", int(o.Skew.Abs().Round(time.Minute)/time.Minute))
	return out
}

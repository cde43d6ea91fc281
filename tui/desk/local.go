package desk

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"ownwords/content"
	"ownwords/model"
)

// LocalFile is the name of the council's own rules in the data folder.
const LocalFile = content.LocalFile

// LoadLocal reads the council's own rules of a data folder, and the file they
// stand in; where there is none they are the defaults, in the file that holds
// those. The only error is a *SettingsError, beside rules that can be used.
func LoadLocal(dir string) (l content.Local, src []byte, err error) {
	path := filepath.Join(dir, LocalFile)
	src, err = content.ReadFile(content.Disk, path, content.MostTyped)
	var wrong []content.Fault
	switch {
	case err == nil:
		l, wrong = content.ParseLocal(src)
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return content.DefaultLocal(), content.EncodedLocal(), nil
	default:
		l, wrong = content.UnreadLocal(err)
	}
	if len(wrong) > 0 {
		return l, src, &SettingsError{Path: path, Faults: wrong}
	}
	return l, src, nil
}

// localWarning says that something in the council's own rules can't be used, in
// the words of the first of it; zero where all can.
func localWarning(dir string) model.Message {
	_, _, err := LoadLocal(dir)
	wrong, ok := errors.AsType[*SettingsError](err)
	if !ok {
		return model.Message{}
	}
	return model.Msg("warning.local", "fault", wrong.Faults[0].Message())
}

// Rule is what the council's own rules have to say beside a line of an action,
// in a few words; zero where they say nothing. It is a suggestion: nobody's
// line is filled in by it.
func (d *Desk) Rule(r *model.Record, action, line string) model.Message {
	l := d.Local
	switch action + " " + line {
	case "decide by":
		return d.MayApprove(r)
	case "deal.set help":
		return within("local.near", list(l.Contacts, contactRule))
	case "help.set tell-finance":
		return within("local.such", verbatim(strings.Join(l.Finance, ", ")))
	case "help.set rate":
		return within("local.rule", list(l.Rates, rateRule))
	case "money.set contingency", "payment.set holds":
		return within("local.rule", bufferRule(l.Buffer))
	case "money.set contingency-above", "payment.set above":
		return within("local.rule", verbatim(l.Buffer.Above))
	case "deal.set rules":
		return within("local.rule", verbatim(l.Rules))
	}
	if n, ok := strings.CutPrefix(line, "look."); ok && action == "payment.set" {
		return within("local.rule", lookRule(l.Looks, r.Payment, n))
	}
	return model.Message{}
}

// within is a message in the gap of another, zero where it is.
func within(id string, m model.Message) model.Message {
	if m.Zero() {
		return m
	}
	return model.Msg(id, "it", m)
}

func rateRule(x content.Rate) model.Message {
	return model.Msg("local.rate", "rate", x.Rate.Typed, "name", x.Name, "per", x.Per)
}

// list is all of a list in one message, zero for none.
func list[T any](items []T, say func(T) model.Message) model.Message {
	var all model.Message
	for _, x := range items {
		if all.Zero() {
			all = say(x)
			continue
		}
		all = model.Msg("local.and", "before", all, "next", say(x))
	}
	return all
}

func contactRule(x content.Contact) model.Message {
	if x.Number == "" {
		return model.Msg("local.contact", "what", x.What, "who", x.Who)
	}
	return model.Msg("local.contact-ring", "what", x.What, "who", x.Who, "number", x.Number)
}

// bufferRule is how much may be kept for the unexpected.
func bufferRule(b content.Buffer) model.Message {
	switch {
	case b.Weeks > 0 && b.Ceiling.OK():
		return model.Msg("local.buffer.both", "n", b.Weeks, "sum", b.Ceiling.Pence())
	case b.Weeks > 0:
		return model.Msg("local.buffer.weeks", "n", b.Weeks)
	case b.Ceiling.OK():
		return model.Msg("local.buffer.sum", "sum", b.Ceiling.Pence())
	}
	return model.Message{}
}

// lookRule is the day on which a direct payment is looked at for the nth time,
// by the day on which it begins.
func lookRule(looks []content.Span, p *model.Payment, n string) model.Message {
	i, err := strconv.Atoi(n)
	if err != nil || i >= len(looks) || p == nil {
		return model.Message{}
	}
	from, ok := p.From.Date()
	if !ok {
		return model.Message{}
	}
	return content.Date(looks[i].After(from))
}

// MayApprove says who may approve what the council would pay, by the limits that
// it has set, or that it is to be passed up; zero where there are no limits, or
// no sum that one could hold it against.
func (d *Desk) MayApprove(r *model.Record) model.Message {
	s := r.Sums()
	if len(d.Local.Approvals) == 0 || !s.CouncilOK || !s.OnceOK {
		return model.Message{}
	}
	if who, ok := d.Local.MayApprove(s.Council, s.Once); ok {
		return model.Msg("local.may-approve", "who", who)
	}
	return model.Msg("local.passed-up")
}

// SaidAsPurpose asks, of a line that is named after one activity, whether it
// could be said as what it is for; zero for every other.
func (d *Desk) SaidAsPurpose(s *model.Support) model.Message {
	if s == nil || !s.OneActivity(d.Local.Activities) {
		return model.Message{}
	}
	return model.Msg("local.purpose")
}

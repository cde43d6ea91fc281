package flow

import (
	"time"

	"ownwords/model"
)

// overrideGrounds are the lawful reasons for which somebody has a copy without
// the person's yes (common law duty of confidence: law, best interests of who
// cannot decide, or the public interest; Care Act 2014 ss 42 and 45).
var overrideGrounds = []string{"danger", "child", "crime", "capacity", "safeguarding", "public-interest"}

// canOverride says what stands in the way of going past a choice. A yes needs
// nothing to go past, and a preparation is the person's own: nothing goes past
// what they said.
func canOverride(f *Flow) model.Message {
	switch s := f.sharing(); {
	case f.guide.Kind == model.Preparation:
		return model.Msg("why.theirs-alone")
	case s == nil:
		return model.Msg("why.no-sharing")
	case s.Choice == model.ShareYes && !overrides(s):
		return model.Msg("why.said-yes")
	}
	return model.Message{}
}

// overrides tells whether anything of an override was typed.
func overrides(s *model.Sharing) bool { return s.Override != model.Override{} }

// overrideLines ask for all that an override needs: the ground, why it holds
// here, and whose decision it is; and how much is enough, and whether the person
// was told.
func (f *Flow) overrideLines(s *model.Sharing) []line {
	o, was := &s.Override, s.Override
	dated := func(l line) line {
		return kept(l, nil, func() {
			if *o == was {
				return
			}
			o.At = time.Time{}
			if o.Ground != "" && o.Why != "" && o.By != "" {
				o.At = f.env.Now().UTC()
			}
		})
	}
	only := f.onlyLine(s)
	only.Label = model.Msg("field.override.only")
	if s.Limited && len(s.Only) == 0 {
		only.Wrong = model.Msg("override.nothing")
	}
	return []line{
		dated(choiceLine("override.ground", &o.Ground, overrideGrounds...)),
		dated(textLine("override.why", &o.Why)),
		dated(textLine("override.by", &o.By)),
		kept(only, nil, func() { s.Limited = s.Limited || len(s.Only) > 0 }),
		textLine("override.told", &o.Told).about("told", f.r.Person.Name()),
	}
}

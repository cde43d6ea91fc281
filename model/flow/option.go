package flow

import (
	"fmt"

	"ownwords/model"
)

// optionLines are the ways of going on that a risk was talked over with, each
// with what it gains and what it loses, and an empty line for the next. Nobody
// is asked for them: they are there when wanted.
func optionLines(x *model.Risk) []line {
	var out []line
	for i := range x.Options {
		o := &x.Options[i]
		id := fmt.Sprintf("option.%d", i)
		out = append(out,
			wordsLine("risk.option", &o.What).about(id, "").more(),
			wordsLine("risk.gains", &o.Gains).about(id+".gains", "").more(),
			wordsLine("risk.losses", &o.Losses).about(id+".losses", "").more())
	}
	next := wordsLine("risk.option", &model.Words{}).about(fmt.Sprintf("option.%d", len(x.Options)), "").more()
	next.set = func(v string) {
		if fold(v) != "" {
			x.Options = append(x.Options, model.Option{What: model.ParseWords(v)})
		}
	}
	return append(out, tidied(&x.Options, emptyOption, next))
}

func emptyOption(o model.Option) bool { return o.What.Empty() && o.Gains.Empty() && o.Losses.Empty() }

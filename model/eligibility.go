package model

import "slices"

// OutcomesNamed are the outcomes of the law that the needs touch, each once, in
// the order of the law: ca14.a to ca14.j (SI 2015/313 reg 2(2)), carer.1 to
// carer.8 (reg 3(2)). An adult's needs are eligible where two or more are
// touched and there is a significant impact on their wellbeing (reg 2(1)).
// Whether that is so is decided by somebody and never worked out here.
func (r *Record) OutcomesNamed() []string {
	var out []string
	for _, n := range r.Needs { // a need that the person left out of their plan was found all the same
		out = append(out, n.Outcomes...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

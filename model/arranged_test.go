package model

import "testing"

func TestWhoIsAnEmployer(t *testing.T) {
	for _, c := range []struct {
		say           string
		s             Support
		employs, pays bool
	}{
		{"nothing was said of it", Support{}, false, false},
		{"an assistant, and nobody said how it is arranged", Support{Kind: HelpAssistant}, true, false},
		{"an assistant by a direct payment", Support{Kind: HelpAssistant, Arranged: WayPayment}, true, true},
		{"an assistant by somebody trusted, as an earlier version had it", Support{Kind: HelpAssistant, Arranged: wayManaged}, true, true},
		{"an assistant whom the council arranges", Support{Kind: HelpAssistant, Arranged: WayCouncil}, false, false},
		{"an assistant whom an organisation employs", Support{Kind: HelpAssistant, Arranged: WayThird}, false, true},
		{"an assistant who was left out of the plan", Support{Kind: HelpAssistant, Arranged: WayPayment, Read: LeftOut}, false, true},
		{"an agency by a direct payment", Support{Kind: HelpAgency, Arranged: WayCard}, false, true},
		{"a neighbour", Support{Kind: HelpAssistant, Unpaid: true}, false, false},
	} {
		r := &Record{Supports: []*Support{&c.s}}
		if got := r.Employs(); got != c.employs {
			t.Errorf("%s: Employs() = %v, want %v", c.say, got, c.employs)
		}
		if got := c.s.ByPayment(); got != c.pays {
			t.Errorf("%s: ByPayment() = %v, want %v", c.say, got, c.pays)
		}
	}
}

package model

import "slices"

// The ways in which help can be arranged. All of them are offered to everyone,
// and a reason is written down for any that is not (Care Act 2014 ss 31 to 33;
// statutory guidance chapter 12).
const (
	WayCouncil  = "council"
	WayPayment  = "direct-payment" // into an account of their own
	WayCard     = "card"           // a card that is loaded for them
	WaySomebody = "somebody"       // somebody they trust looks after the money
	WayAccount  = "account"        // an organisation looks after it
	WayThird    = "third-party"    // an organisation holds it and buys what they say
	WayMixture  = "mixture"
	// wayManaged is what an earlier version called somebody they trust.
	wayManaged = "managed"
)

// Ways are the ways that can be chosen, in the order in which they are offered.
var Ways = []string{WayCouncil, WayPayment, WayCard, WaySomebody, WayAccount, WayThird, WayMixture}

// ByPayment tells whether this line, or some of it, is arranged with a direct
// payment, whoever looks after the money.
func (s *Support) ByPayment() bool {
	return slices.Contains([]string{WayPayment, WayCard, WaySomebody, WayAccount, WayThird, WayMixture, wayManaged}, s.Arranged)
}

// The kinds of help.
const (
	HelpAssistant  = "assistant" // whom the person employs
	HelpAgency     = "agency"
	HelpEquipment  = "equipment"
	HelpActivity   = "activity"
	HelpTravel     = "travel"
	HelpTechnology = "technology"
	HelpOneOff     = "one-off"
	HelpBreak      = "break" // for whoever cares, or for the person
	HelpSwap       = "swap"  // help given for help
	HelpCommunity  = "community"
	HelpUnusual    = "unusual"
)

// HelpKinds are the kinds of help that can be chosen.
var HelpKinds = []string{
	HelpAssistant, HelpAgency, HelpEquipment, HelpActivity, HelpTravel, HelpTechnology,
	HelpOneOff, HelpBreak, HelpSwap, HelpCommunity, HelpUnusual,
}

// Employs tells whether somebody in the plan is employed by the person: a
// personal assistant whom neither the council arranges nor an organisation that
// employs in their place.
func (r *Record) Employs() bool {
	return slices.ContainsFunc(r.Supports, func(s *Support) bool {
		return s.Kind == HelpAssistant && s.Arranged != WayCouncil && s.Arranged != WayThird && s.Read != LeftOut && !s.Unpaid
	})
}

// Duties are what an employer has to see to, in the order in which they come:
// before anybody begins, every month, and always. Their law stands with their
// sentences in the catalogue.
var Duties = []string{
	"insurance", "contract", "right-to-work", "paye", "pension", "payslips", "holiday", "sick",
	"hours", "safety", "dbs", "car", "records", "notice",
}

// EveryWeek is the period of a direct payment that is paid each week: unlike
// that of a cost it is empty where nobody said how often.
const EveryWeek Period = "week"

// PaymentPeriods are how often a direct payment may come.
var PaymentPeriods = []Period{EveryWeek, Fortnightly, FourWeekly, Monthly, Yearly, Once}

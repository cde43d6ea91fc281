package remote

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"ownwords/model/fhir"
)

const (
	// defaultPause is how long a server is left alone that said "not now" and
	// not for how long; maxPause is the longest it is believed, and longer than any
	// pause of our own.
	defaultPause = time.Minute
	maxPause     = time.Hour
)

// row is one meaning that an answer can have. An empty why leaves the answer's.
type row struct {
	holds func(answer) bool
	step  Step
	why   Why
}

// answers is what every answer means; the first row that holds counts. There
// means only that the body is FHIR and can be read. Conflict, Gone and
// WhyTooLarge are what the server says: what it has decides (see settle.go).
// Only what is said of the plan itself refuses it for good: any other no may be
// of something in between, which knows nothing of it.
var answers = []row{
	{tokenRefused, Auth, ""},
	{tokenNotNow, NotNow, WhyNotNow},
	{func(a answer) bool { return !a.out }, Waiting, ""},
	{func(a answer) bool { return a.why != "" }, Unsure, ""},
	{status(http.StatusTooManyRequests, http.StatusServiceUnavailable), NotNow, WhyNotNow},
	{status(http.StatusUnauthorized, http.StatusForbidden), Auth, WhyStatus},
	{status(http.StatusNotFound, http.StatusGone), Gone, WhyStatus},
	{status(http.StatusConflict, http.StatusPreconditionFailed), Conflict, WhyConflict},
	{status(http.StatusRequestEntityTooLarge), Refused, WhyTooLarge},
	{status(http.StatusBadRequest, http.StatusUnprocessableEntity), Refused, WhyInvalid},
	{status(http.StatusRequestTimeout), Unsure, WhyServer},
	{from(500), Unsure, WhyServer},
	{from(400), Waiting, WhyStatus},
	{from(300), Unsure, WhyRedirect},
	{notJSON, Unsure, WhyNotFHIR},
	{from(200), There, ""},
	{from(0), Unsure, WhyNotFHIR},
}

func status(codes ...int) func(answer) bool {
	return func(a answer) bool { return slices.Contains(codes, a.status) }
}

func from(code int) func(answer) bool { return func(a answer) bool { return a.status >= code } }

func notJSON(a answer) bool { return !strings.Contains(a.header.Get("Content-Type"), "json") }

func tokenRefused(a answer) bool { return !a.out && (a.why == WhyToken || a.why == WhyClock) }

func tokenNotNow(a answer) bool { return !a.out && a.why == WhyNotNow }

// judge says what an answer means. A pause that the server asks for is told at
// once, since it is for everything that is asked of it.
func (c *Client) judge(a answer) State {
	i := slices.IndexFunc(answers, func(r row) bool { return r.holds(a) })
	s := State{Step: answers[i].step, Status: a.status, Why: answers[i].why}
	if s.Why == "" {
		s.Why = a.why
	}
	if s.Step == NotNow {
		s.RetryAt = c.retryAt(a.header)
		c.pause(s.RetryAt)
	}
	if a.status >= 400 && a.why == "" {
		s.Issues = fhir.Issues(a.body)
	}
	return s
}

// denied adds what the server does not let us do, where that is what it said.
func (s State) denied(what string) State {
	if s.Status == http.StatusForbidden {
		s.Interaction = what
	}
	return s
}

// pause leaves the server alone, in later runs too.
func (c *Client) pause(until time.Time) {
	if c.o.Pause != nil {
		c.o.Pause(until)
	}
}

// Holds tells whether a pause is not over yet. None is ever longer than an hour:
// what lies further ahead was kept while this machine's clock was.
func Holds(until, now time.Time) bool {
	left := until.Sub(now)
	return 0 < left && left <= maxPause
}

// retryAt is until when a server asked to be left alone. A date is measured
// against the server's own clock, which need not be ours.
func (c *Client) retryAt(h http.Header) time.Time {
	pause := defaultPause
	asked := h.Get("Retry-After")
	if n, err := strconv.Atoi(asked); err == nil && n >= 0 {
		pause = time.Duration(min(n, int(maxPause/time.Second))) * time.Second
	} else if at, err := http.ParseTime(asked); err == nil {
		now, err := http.ParseTime(h.Get("Date"))
		if err != nil {
			now = c.now()
		}
		pause = at.Sub(now)
	}
	return c.now().Add(min(max(pause, 0), maxPause))
}

// serverID is the id in a location such as Base/Goal/1/_history/2.
func serverID(location, kind string) string {
	parts := strings.Split(location, "/")
	i := slices.Index(parts, kind)
	if i < 0 || i+1 >= len(parts) || !fhir.ValidID(parts[i+1]) {
		return ""
	}
	return parts[i+1]
}

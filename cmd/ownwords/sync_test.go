//go:build linux

package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
	"testing"
)

// faultsSyncEnv asks for every mishap on the way to every kind of server; without
// it one answer is lost on the way from a hub.
const faultsSyncEnv = "OWNWORDS_FAULTS_SYNC"

// What else may come of a plan on its way; errLost is a plan that is said to be
// there and is not.
var (
	errDoubled = errors.New("doubled")
	errTold    = errors.New("told that it is not as it should be")
	errInvalid = errors.New("invalid") // not what was agreed, or no FHIR R4
)

// rule is what is done to some requests on their way, as the peer takes it.
type rule struct {
	Method  string            `json:"method,omitzero"`
	Path    string            `json:"path,omitzero"` // a regular expression
	Nth     int               `json:"nth"`           // from which of those that match
	Times   int               `json:"times"`
	Action  string            `json:"action"`
	MS      int               `json:"ms,omitzero"`
	Bytes   int               `json:"bytes,omitzero"`
	Entries int               `json:"entries,omitzero"`
	Status  int               `json:"status,omitzero"`
	Headers map[string]string `json:"headers,omitempty"`
}

// mishap is one kind of bad luck, and how many requests of a run it strikes.
type mishap struct {
	rule

	name    string
	strikes int
}

// tooLate is longer than the program waits for an answer, which is the least that
// the settings take: 10 seconds.
const tooLate = 15_000

var soon = map[string]string{"retry-after": "1"}

var mishaps = []mishap{
	{rule{Action: "status", Status: 500}, "status-500", 4},
	{rule{Action: "status", Status: 429, Headers: soon}, "status-429", 3},
	{rule{Action: "status", Status: 503, Headers: soon}, "status-503", 3},
	{rule{Action: "drop-before"}, "drop-before", 4},
	{rule{Action: "drop-after"}, "drop-after", 4},
	{rule{Action: "reset-after"}, "reset-after", 4},
	{rule{Action: "cut", Bytes: 20}, "cut", 4},
	{rule{Action: "duplicate"}, "duplicate", 4},
	{rule{Action: "garbage"}, "garbage", 4},
	{rule{Action: "partial", Entries: 3}, "partial", 3},
	{rule{Action: "drip", MS: 50, Bytes: 500}, "drip", 2},
	{rule{Action: "hang", MS: tooLate}, "hang", 1},
	{rule{Action: "hang-after", MS: tooLate}, "hang-after", 1},
	{rule{Action: "delay", MS: tooLate}, "committed-late", 1},
}

// rules strike writes at random, among as many as a run is thought to make: what
// is posted, and what is put by itself.
func (m mishap) rules(writes int) []rule {
	paths := map[string]string{"POST": `^/([A-Z][A-Za-z]*)?$`, "PUT": `^/[A-Z]`}
	var out []rule
	for range m.strikes {
		for method, path := range paths {
			r := m.rule
			r.Method, r.Path = method, path
			r.Nth, r.Times = 1+rand.N(writes), 1
			out = append(out, r)
		}
	}
	return out
}

// wayTo is a server that plans are sent to, with what can be done to them on the
// way.
type wayTo interface {
	// begin empties it, and gives the address to send to and the token that is
	// let in.
	begin(t *trial) (url, token string)
	// blind is whether it takes neither our ids nor conditions.
	blind() bool
	// strike has these rules strike from now on.
	strike(rules []rule) error
	// found are the resources there that a search finds.
	found(kind, query string) ([][]byte, error)
	// invalid are the resources that it holds which are no FHIR R4.
	invalid() ([]string, error)
}

// TestSentWhateverHappens prints a line for each kind of server and of mishap: how
// many plans were sent through it, and what came of them.
func TestSentWhateverHappens(t *testing.T) {
	y, program := &tally{}, build(t)
	if os.Getenv(faultsSyncEnv) == "" {
		t.Parallel()
		lost := mishap{rule{Action: "drop-after"}, "drop-after", 1}
		lost.sent(&trial{T: t, program: program}, agreedPlans(t, 1), &hubWay{program: program}, 1, y)
		return
	}
	const plans = 7
	home := agreedPlans(t, plans)
	stories := syncStories
	for _, m := range mishaps {
		stories = append(stories, syncStory{m.name, m.sent})
	}
	t.Run("to", func(t *testing.T) {
		for _, d := range dialects {
			t.Run(d.name, func(t *testing.T) {
				t.Parallel()
				way, err := d.way(t, program)
				if err != nil {
					t.Error(err)
					(&trial{T: t, name: "sync-" + d.name}).print()
					return
				}
				for _, x := range stories {
					if d.name == "hub" && x.name == "partial" {
						continue // it takes all of a plan, or nothing
					}
					t.Run(x.name, func(t *testing.T) {
						f := &trial{T: t, name: "sync-" + d.name + "-" + x.name, program: program}
						x.try(f, home, way, d.writes*plans, y)
						f.print()
					})
				}
			})
		}
	})
	y.print()
}

// syncStory is what happens to the plans of a home on their way to a server,
// which takes about so many writes.
type syncStory struct {
	name string
	try  func(f *trial, home string, way wayTo, writes int, y *tally)
}

// syncStories are what happens besides mishaps.
var syncStories = []syncStory{
	{"killed", sentAndKilled},
	{"agreed-again", sentAgain},
	{"agreed-again-late", sentAgainLate},
	{"newer-behind-late", newerBehindLate},
	{"two-laptops", sentByTwo},
	{"two-agreements", agreedByTwo},
	{"brought-together", broughtTogether},
}

// dialects are the kinds of servers, with how many writes one plan takes there.
var dialects = []struct {
	name   string
	writes int
	way    func(t *testing.T, program string) (wayTo, error)
}{
	{"hapi", 1, peer("hapi")},
	{"medplum", 7, peer("medplum")},
	{"batchy", 7, peer("batchy")},
	{"google", 7, peer("google")},
	{"nocond", 25, peer("nocond")},
	{"hub", 1, func(_ *testing.T, program string) (wayTo, error) { return &hubWay{program: program}, nil }},
}

// tally counts plans over all servers and mishaps. Told are those that stand
// twice, or between two laptops, on a server that takes neither our ids nor
// conditions, and that the program tells of: where the network brings such a
// server one request twice, or two laptops send in the same second, no client can
// help it.
type tally struct {
	mu                                           sync.Mutex
	tried, once, told, doubled, lost, bad, other int
}

func (y *tally) count(err error) {
	y.mu.Lock()
	defer y.mu.Unlock()
	y.tried++
	switch {
	case err == nil:
		y.once++
	case errors.Is(err, errTold):
		y.told++
	case errors.Is(err, errDoubled):
		y.doubled++
	case errors.Is(err, errLost):
		y.lost++
	case errors.Is(err, errInvalid):
		y.bad++
	default:
		y.other++
	}
}

func (y *tally) print() {
	verdict := "ok"
	if y.tried == 0 || y.once+y.told != y.tried {
		verdict = "bad"
	}
	fmt.Printf("\nfault sync tried %d once %d told %d doubled %d lost %d invalid %d other %d %s\n",
		y.tried, y.once, y.told, y.doubled, y.lost, y.bad, y.other, verdict)
}

package tui

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
	"ownwords/model/fhir"
	"ownwords/tui/desk"
)

// with holds a conversation with somebody, so many days before now.
func (d *drive) with(name string, ago int, hold func(*desk.Talk)) {
	d.t.Helper()
	now := d.clock.now()
	defer d.clock.set(now)
	d.clock.set(now.AddDate(0, 0, -ago))
	t, err := d.app.desk.New(d.app.desk.Kind())
	if err != nil {
		d.t.Fatal(err)
	}
	t.Do("visit.set", map[string]string{"who": name})
	if hold != nil {
		hold(t)
	}
	if err := t.Leave(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
}

// What stands in place of a name, however long it is, pushes nothing off the
// screen; and a name of blanks is none.
func TestANameWithoutAnEndIsShortInLists(t *testing.T) {
	d := newDrive(t)
	d.with(strings.Repeat("Ann", 1700), 0, agrees)
	d.with(strings.Repeat("Lee ", 1200), 0, nil)
	d.app.stack = nil
	d.run(d.app.goHome())
	d.shows("AnnAnn", "Lee Lee", "Somebody new", "To do today")
	for _, page := range []string{"others", "todo"} {
		d.act(page)
		if n := strings.Count(d.screen(), "Ann"); n > 60 {
			t.Errorf("%s has %d pieces of one name:\n%s", page, n, d.screen())
		}
		d.keys("esc")
	}
	var e desk.Entry
	e.FullName, e.Called = " \t ", "Ann"
	if got := d.app.entryName(e); got != "Ann" {
		t.Errorf("somebody whose full name is blanks is %q in a list, want what they like to be called", got)
	}
}

// agrees is a short talk that ends with a plan.
func agrees(t *desk.Talk) {
	t.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	t.Add(`"A garden of my own."`)
	t.Do("mark.wanted", nil)
	t.Do("go.agree", nil)
	person := string(t.Record().PersonVoice().ID)
	t.Do("agree.set", map[string]string{"answer." + person + ".says": "yes"})
	t.Do("agree.close", nil)
}

// owes is a talk after which something was promised for a day that is over.
func owes(t *desk.Talk) {
	t.Go(model.Place{Stage: model.StageTalk, Topic: "matters"})
	t.Add("Would like the bus pass explained.")
	t.Do("go.agree", nil)
	t.Do("agree.set", map[string]string{"step.+": "Bring the form for the bus pass", "look": "27 October"})
	if steps := t.Record().Steps; len(steps) == 1 {
		t.Do("agree.set", map[string]string{"step." + string(steps[0].ID) + ".by": "14 September", "step." + string(steps[0].ID) + ".who": "Dele"})
	}
}

// worries is a talk in which something was said that has to be passed on.
func worries(t *desk.Talk) {
	t.Go(model.Place{Stage: model.StageTalk, Topic: "safe"})
	t.Add(`"My pension card is with somebody else."`)
	t.Do("mark.mine", nil)
	notes := t.Record().Notes
	t.Go(model.Place{Stage: model.StageMine, Part: notes[len(notes)-1].ID})
	t.Do("mine.settle", map[string]string{"as": "worry"})
	t.Go(model.Place{Stage: model.StageTalk})
}

// council is a server that takes plans, or sends back what it gets.
func council(t *testing.T, takes bool) *httptest.Server {
	t.Helper()
	var resources []string
	for _, kind := range fhir.Types() {
		resources = append(resources, fmt.Sprintf(`{"type":%q,"updateCreate":true}`, kind))
	}
	able := `{"resourceType":"CapabilityStatement","fhirVersion":"4.0.1","format":["json"],"rest":[{"mode":"server","interaction":[{"code":"transaction"}],"resource":[` +
		strings.Join(resources, ",") + `]}]}`
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/fhir+json")
		w.Header()["Date"] = nil // by what clock would it be right?
		if strings.HasSuffix(r.URL.Path, "/metadata") {
			_, _ = io.WriteString(w, able)
			return
		}
		if r.Method == http.MethodGet || strings.HasSuffix(r.URL.Path, "/_search") {
			looked(w, r, takes)
			return
		}
		if takes {
			_, _ = w.Write(stored(r.Body))
			return
		}
		w.WriteHeader(http.StatusUnprocessableEntity)
		_, _ = io.WriteString(w, `{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"required","expression":["Patient.birthDate"]}]}`)
	}))
	t.Cleanup(s.Close)
	return s
}

// looked answers who looks for one resource, or for all that carry an identifier:
// it has none, or as many as it should.
func looked(w http.ResponseWriter, r *http.Request, takes bool) {
	searched := strings.HasSuffix(r.URL.Path, "/_search") || r.URL.RawQuery != ""
	switch {
	case searched && takes:
		_, _ = io.WriteString(w, `{"resourceType":"Bundle","type":"searchset","total":1}`)
	case searched:
		_, _ = io.WriteString(w, `{"resourceType":"Bundle","type":"searchset","total":0}`)
	default:
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, `{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"not-found"}]}`)
	}
}

// refusing is one that takes plans from nobody.
func refusing(t *testing.T) *httptest.Server { return council(t, false) }

// stored is the answer to a transaction of which everything was taken.
func stored(asked io.Reader) []byte {
	var b fhir.Bundle
	_ = json.NewDecoder(asked).Decode(&b)
	out := fhir.Bundle{ResourceType: "Bundle", Type: "transaction-response"}
	for _, e := range b.Entry {
		out.Entry = append(out.Entry, fhir.Entry{Response: &fhir.EntryResponse{
			Status: "201 Created", Location: "http://x/" + e.Request.URL + "/_history/1", Etag: `W/"1"`,
		}})
	}
	raw, _ := json.Marshal(out)
	return raw
}

// sentBack is a plan that the council's server did not take.
func (d *drive) sentBack(name string, ago int) {
	d.t.Helper()
	d.with(name, ago, agrees)
	d.sendTo(refusing(d.t))
}

// isThere is a plan that it took.
func (d *drive) isThere(name string, ago int) {
	d.t.Helper()
	d.with(name, ago, agrees)
	d.sendTo(council(d.t, true))
}

func (d *drive) sendTo(s *httptest.Server) {
	d.t.Helper()
	d.app.desk.Settings.Server.URL = s.URL
	if err := d.app.desk.Send(d.t.Context(), desk.Sending{}); err != nil {
		d.t.Fatal(err)
	}
	d.app.desk.Settings.Server.URL = ""
}

// twelve are the people of a busy laptop.
func twelve(t *testing.T) *drive {
	t.Helper()
	d := newDrive(t)
	d.sentBack("Siân Pritchard", 9)
	d.isThere("Tomasz Zieliński", 11)
	d.with("Oluwaseun Adébáyọ̀-Featherstonehaugh", 6, agrees)
	d.with("فاطمہ بیگم", 4, agrees)
	d.with("Gwenllïan ap Llywelyn", 30, owes)
	d.with("Harjit Kaur Sandhu", 2, worries)
	d.with("Leroy Bennett", 95, nil)
	d.with("Maria da Silva", 14, func(t *desk.Talk) { t.Do("not-wanted", map[string]string{"words": `"Not now."`}) })
	d.with("Ayo Adeyemi 🌻", 20, func(t *desk.Talk) {
		x, _ := t.Action("stop")
		t.Do("stop", map[string]string{x.Ask[0].ID: x.Ask[0].Options[1].Value})
	})
	d.with("Joan Pemberton", 3, nil)
	d.with("হাসিনা বেগম", 1, nil)
	d.with("Peggy Ashworth", 0, peggysTalk)
	d.run(d.app.goHome())
	return d
}

// TestHomeNamesNobodyButToday is a laptop with twelve people on it, opened on
// the kitchen table of one.
func TestHomeNamesNobodyButToday(t *testing.T) {
	d := twelve(t)
	d.golden("home-full")
	d.goldenAt("home-full", 200, 60)
	d.hides("Siân", "Tomasz", "Gwenllïan", "Harjit")
	d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	d.keys("tab", "down", "down", "enter")
	d.shows("The plan was sent back")
	d.keys("esc", "left", "f1")
	d.shows("Only people of today stand here by name")
	d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	d.keys("esc", "o")
	d.golden("everyone-full")
	d.keys("/")
	d.typed("adebayo")
	d.shows("Oluwaseun")
	d.hides("Siân")
}

// TestWhatWaitsIsToldByOnWhom: a plan that was sent back waits for the worker,
// one that is there for the council, and neither is said to be waiting to go.
func TestWhatWaitsIsToldByOnWhom(t *testing.T) {
	d := newDrive(t)
	d.sentBack("Siân Pritchard", 9)
	d.isThere("Joan Pemberton", 3)
	d.with("Tomasz Zieliński", 6, agrees)
	d.run(d.app.goHome())
	d.shows("To do today", "1 thing", "Waiting to go", "1 plan, for 6 days", "Sent back", "1 plan: To do today says what to do", "With the council", "1 plan, for 3 days")
	d.keys("t")
	d.shows("Siân Pritchard", "was sent back", "Put it right")
	d.golden("todo-one")
	d.keys("enter")
	d.shows("Siân Pritchard · Read back · Agree")
	d.act("home")
	d.keys("o")
	d.shows("sent back: to be put right", "9 days", "agreed, waiting to go")
}

// TestWhatSomebodyElseDecidedIsNotCalledAgreed: at the agreeing, at home, in the list
// of everybody and where it is sent.
func TestWhatSomebodyElseDecidedIsNotCalledAgreed(t *testing.T) {
	d := newDrive(t)
	d.with("Joan Pemberton", 0, func(talk *desk.Talk) {
		agrees(talk)
		person := "answer." + string(talk.Record().PersonVoice().ID)
		talk.Do("agree.set", map[string]string{person + ".says": "somebody", person + ".but": "Carol, attorney for health"})
		talk.Do("agree.close", nil)
	})
	d.run(d.app.goHome())
	for _, key := range []string{"home", "o", "s"} {
		if key != "home" {
			d.keys(key)
		}
		d.shows("Joan Pemberton", "decided for them")
		d.hides("agreed")
		d.keys("esc")
	}
}

// TestAWorryIsOpenedWhereItStands: from what is to be done, at the desk, Enter
// goes to the worry itself. Going on to the talk asks whether it is a new visit.
func TestAWorryIsOpenedWhereItStands(t *testing.T) {
	d := newDrive(t)
	d.with("Harjit Kaur Sandhu", 2, worries)
	d.with("Gwenllïan ap Llywelyn", 30, owes)
	d.run(d.app.goHome())
	d.keys("t")
	d.golden("todo-full")
	d.shows("Ring 01632", "Bring the form for the bus pass (late)")
	d.keys("enter")
	d.shows("Harjit Kaur Sandhu · My own notes", "My pension card")
	d.act("go.talk")
	d.shows("You were last here on Sunday 13 September.")
	d.keys("esc")
	d.shows("Feeling safe")
	d.act("go.start")
	d.act("go.talk")
	d.hides("You were last here")
}

// TestNamesHideThemselves, whatever was opened over them.
func TestNamesHideThemselves(t *testing.T) {
	d := newDrive(t)
	d.with("Joan Pemberton", 3, nil)
	d.run(d.app.goHome())
	d.keys("o")
	d.shows("Joan Pemberton")
	d.keys("ctrl+p")
	d.app.hideNames() // as some minutes without a key do
	d.keys("esc")
	d.hides("Joan")
	d.shows("Who are you with?")
}

func TestNothingIsToDo(t *testing.T) {
	d := newDrive(t)
	d.keys("t")
	d.golden("todo-empty")
	d.keys("esc", "o")
	d.golden("everyone-empty")
}

func TestEnterWaitsUntilItIsKnownWhoIsHere(t *testing.T) {
	d := newDrive(t)
	d.with("Peggy Ashworth", 0, nil)
	read := d.app.goHome() // and the answer is still on its way
	d.keys("enter")
	if d.app.talk != nil || len(d.app.stack) != homeDepth {
		t.Fatalf("Enter began something:\n%s", d.screen())
	}
	d.run(read)
	d.keys("enter")
	d.shows("Peggy Ashworth · ")
}

// Whoever types stands in every record: their own name finds nobody, and a
// person's name stands before the words of others.
func TestFindingSomebodyByNameAlone(t *testing.T) {
	d := newDrive(t)
	d.with("Bob Jones", 3, nil)
	d.with("Joan Pemberton", 1, func(t *desk.Talk) { t.Add("Bob mends the gate.") })
	d.keys("o", "/")
	d.typed("martins")
	d.shows("Nobody fits that.")
	d.keys("esc", "/")
	d.typed("bob")
	d.shows("\n>  Bob Jones", "Joan Pemberton")
}

// A list says who has a plan, and not whose plan it is in their place.
func TestWhoHasAPlanIsNamedInTheLists(t *testing.T) {
	d := newDrive(t)
	var left, with desk.Entry
	left.Stays = model.Msg("stays.there-still", "who", "Northmoor inbox")
	with.Sending, with.Outgoing.For, with.Outgoing.Target = "there", "s1", "Northmoor inbox"
	for _, e := range []desk.Entry{left, with} {
		e.FullName, e.Standing = "Joan Pemberton", model.Agreed
		for _, said := range []string{d.app.stands(e), strings.Join((&everyone{a: d.app}).cells(e, false)[1:], " ")} {
			if !strings.Contains(said, "Northmoor inbox") || strings.Contains(said, "Joan") {
				t.Errorf("it says %q, want who has it", said)
			}
		}
	}
}

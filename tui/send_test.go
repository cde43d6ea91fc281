package tui

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
)

// A server that never answers: Esc stops the sending at once, and the plan
// waits on.
func TestASendingIsStoppedAtOnce(t *testing.T) {
	asked := make(chan struct{}, 8)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		asked <- struct{}{}
		<-r.Context().Done()
	}))
	defer server.Close()
	d := withVisit(t, peggysVisit, peggysAnswers)
	d.act("go.agree")
	d.keys("a")
	d.tick()
	s := d.app.desk.Settings
	s.Server.URL, s.Server.Name = server.URL, "Northmoor Council"
	if err := d.app.desk.SetSettings(s); err != nil {
		t.Fatal(err)
	}
	d.act("send")
	d.keys("up")
	d.shows("One plan waits to go to: Northmoor Council", "waits since today", "Nothing has been sent yet.")

	all, ok := d.app.top().(*sendPage).enter()().(tea.BatchMsg)
	if !ok {
		t.Fatal("a sending is no batch of commands")
	}
	ended := make(chan tea.Msg, len(all))
	for _, cmd := range all {
		go func() { ended <- cmd() }()
	}
	<-asked
	d.shows("Asking the server. Esc stops it.")
	d.keys("enter", "esc")
	for range all {
		select {
		case msg := <-ended:
			d.send(msg)
		case <-time.After(time.Second):
			t.Fatal("the sending goes on a second after Esc")
		}
	}
	d.shows("Peggy Ashworth", "Stopped.", "1 plan waits here, safe.", "That was all for now.")
	d.hides("Esc stops it", "there,", "Nothing has been sent yet")
	d.keys("esc")
	d.hides("What goes:")
}

// A sending that can't begin says once that the plan waits here.
func TestThatAPlanWaitsIsSaidOnce(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	d := newDrive(t)
	d.with("Tomasz Zieliński", 6, agrees)
	d.run(d.app.goHome())
	s := d.app.desk.Settings
	s.Server.URL, s.Server.Name = server.URL, "Northmoor Council"
	if err := d.app.desk.SetSettings(s); err != nil {
		t.Fatal(err)
	}
	d.act("send")
	d.keys("enter")
	d.shows("Nothing was sent: no connection.", "1 plan waits here, safe.")
	d.hides("wait here, safe")
}

// The notes are locked while a plan is on its way: what comes of it is nobody's
// to see, and is there once they are opened again.
func TestASendingMayEndBehindTheLock(t *testing.T) {
	asked, answer := make(chan struct{}, 8), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked <- struct{}{}
		<-answer
		w.WriteHeader(http.StatusUnprocessableEntity)
	}))
	defer server.Close()
	d := newDrive(t)
	d.with("Tomasz Zieliński", 6, agrees)
	d.run(d.app.goHome())
	s := d.app.desk.Settings
	s.Server.URL, s.Server.Name = server.URL, "Northmoor Council"
	if err := d.app.desk.SetSettings(s); err != nil {
		t.Fatal(err)
	}
	d.act("send")
	all, ok := d.app.top().(*sendPage).enter()().(tea.BatchMsg)
	if !ok {
		t.Fatal("a sending is no batch of commands")
	}
	ended := make(chan tea.Msg, len(all))
	for _, cmd := range all {
		go func() { ended <- cmd() }()
	}
	<-asked
	d.run(d.app.lock())
	close(answer)
	for range all {
		d.send(<-ended)
	}
	d.hides("Tomasz", "Northmoor")
	d.unlock()
	d.shows("Who are you with?")
}

// A plan that was sent back says why and what to do, and Enter goes to where it
// is put right. A name without an address is nobody to send to.
func TestAPlanThatWasSentBackSaysWhatToDo(t *testing.T) {
	d := newDrive(t)
	d.sentBack("Siân Pritchard", 9)
	d.with("Tomasz Zieliński", 6, agrees)
	d.app.desk.Settings.Server.Name = "Northmoor Council"
	d.run(d.app.goHome())
	d.act("send")
	d.golden("send-back")
	d.shows("Siân Pritchard", "sent back", "Put it right and agree it again", "No server is set yet")
	d.hides("waits to go to: Northmoor Council")
	d.keys("home")
	d.shows("Enter go to it")
	d.keys("space")
	d.hides("stays here this time")
	d.keys("enter")
	d.shows("Siân Pritchard · Read back · Agree")
}

// What comes of a sending is told plan by plan, and what was sent back is put
// with what there is to do about it.
func TestWhatCameOfASendingIsTold(t *testing.T) {
	d := newDrive(t)
	d.with("Tomasz Zieliński", 6, agrees)
	d.run(d.app.goHome())
	s := d.app.desk.Settings
	s.Server.URL, s.Server.Name = refusing(t).URL, "Northmoor Council"
	if err := d.app.desk.SetSettings(s); err != nil {
		t.Fatal(err)
	}
	d.act("send")
	d.shows("One plan waits to go to: Northmoor Council", "waits for 6 days")
	d.keys("enter")
	d.shows("Tomasz Zieliński", "sent back", "Put it right and agree it again")
	d.shows("1 plan was sent back.")
	d.hides("waits for 6 days", "Esc stops it", "waits here")
	d.keys("esc")
	d.shows("Sent back", "To do today")
	d.hides("Waiting to go")
}

// What is there says since when, what stays says why, and Enter leads to where
// that can be changed.
func TestWhatIsThereAndWhatStays(t *testing.T) {
	d := newDrive(t)
	d.with("Tomasz Zieliński", 6, agrees)
	d.with("Joan Pemberton", 2, agrees)
	s := d.app.desk.Settings
	s.Server.URL, s.Server.Name, s.Server.Whose = council(t, true).URL, "Bowls club", content.WhoseShared
	if err := d.app.desk.SetSettings(s); err != nil {
		t.Fatal(err)
	}
	d.run(d.app.goHome())
	d.act("send")
	d.golden("send-stays")
	d.shows("Joan Pemberton", "stays here", "nobody said yes to that", "Enter go to it")
	d.keys("enter")
	d.shows("Who may see it", "It stays here until it is asked")
	d.app.desk.Settings.Server.Whose = content.WhoseOwn
	d.run(d.app.goHome())
	d.act("send")
	d.keys("space", "enter")
	d.golden("send-there")
	d.shows("there, 10:02", "stays here this time", "1 plan is there.", "1 plan waits here, safe.", "space let it go too")
	d.keys("space")
	d.hides("stays here this time")
	d.shows("Enter send", "space leave one out")
	d.keys("enter")
	d.shows("1 plan is there.", "That was all for now.")
	d.hides("waits", "stays here this time")
}

// Plans that go by themselves do so while nobody types, and are told by their
// number alone.
func TestPlansGoByThemselvesWhileNobodyTypes(t *testing.T) {
	d := newDrive(t)
	d.with("Tomasz Zieliński", 6, agrees)
	d.app.desk.Settings.Server.URL = council(t, true).URL
	d.run(d.app.goHome())
	d.shows("Waiting to go")
	minute := func() {
		d.keys("up")
		d.clock.set(d.clock.now().Add(3 * time.Second))
		d.send(minuteMsg{})
	}
	minute()
	d.shows("Waiting to go")
	d.app.desk.Settings.Server.ByItself = content.ByItselfYes
	minute()
	d.shows("1 plan went by itself and is there.", "With the council")
	d.hides("Waiting to go", "Tomasz")
}

// With nothing to go the page asks whether what went is still there, and tells
// what is not. Nothing is taken away for it.
func TestWhatIsGoneFromThereIsFoundOnAsking(t *testing.T) {
	d := newDrive(t)
	d.with("Tomasz Zieliński", 6, agrees)
	server := council(t, true)
	s := d.app.desk.Settings
	s.Server.URL, s.Server.Name = server.URL, "Northmoor Council"
	if err := d.app.desk.SetSettings(s); err != nil {
		t.Fatal(err)
	}
	d.run(d.app.goHome())
	d.act("send")
	d.keys("enter", "esc")
	d.act("send")
	d.shows("No plan waits to go.", "Enter is all still there?")
	d.keys("enter")
	d.shows("1 plan is gone from there. Nothing here was taken away.", "Tomasz Zieliński", "gone from there", "Enter send it again")
	d.keys("enter")
	d.shows("The next sending puts", "waits since today")
	d.keys("enter")
	d.shows("1 plan is there.")
}

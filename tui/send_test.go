package tui

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
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

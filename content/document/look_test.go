//go:build look

package document

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"ownwords/content/document/pdf/testdata/readback"
	"ownwords/model"
)

// These tests open every paper in Chromium, print it and take its picture. They
// are slow and need a browser, so they are apart from the others: make look.

// onePage are the papers that are ever one page of A4.
var onePage = []Name{Card, AboutMe, Spending}

// look is a paper as it is looked at.
type look struct {
	name string
	page []byte
	pdf  []byte
	of   Name
	// breaks are the pages that are begun on purpose.
	breaks int
}

// looks are the papers of the visits, for the person and for the council.
func looks(t *testing.T) []look {
	t.Helper()
	var out []look
	for _, v := range []struct {
		name string
		r    *model.Record
	}{{"peggy", decided(t)}, {"peggy-paying", paying(t)}, {"harjit", harjit(t, true)}, {"yusuf", yusuf(t)}} {
		for _, name := range Documents(v.r.Conversation.Kind) {
			if !slices.Contains(Formats(name), HTML) {
				continue
			}
			to := person
			if name == SupportPlan {
				to = council
			}
			x := look{name: v.name + "-" + string(name), of: name, page: made(t, v.r, name, HTML, to), pdf: made(t, v.r, name, PDF, to)}
			d, _ := tree(t, v.r, name, to)
			for _, block := range d.Blocks {
				if _, ok := block.(PageBreak); ok {
					x.breaks++
				}
			}
			out = append(out, x)
		}
	}
	return out
}

func made(t *testing.T, r *model.Record, name Name, as Format, to model.Recipient) []byte {
	t.Helper()
	out, err := Export(r, options(t, r, name, as, to))
	if err != nil {
		t.Fatalf("Export(%s as %s) = %v", name, as, err)
	}
	return out
}

func TestLook(t *testing.T) {
	dir := os.Getenv("OWNWORDS_LOOK")
	if dir == "" {
		t.Fatal("OWNWORDS_LOOK names no folder for the pictures: use make look")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	b := openBrowser(t)
	for _, x := range looks(t) {
		t.Run(x.name, func(t *testing.T) {
			file := filepath.Join(dir, x.name)
			keepLook(t, file+".html", x.page)
			keepLook(t, file+".pdf", x.pdf)
			b.open(t, file+".html")
			for _, screen := range []struct {
				name          string
				width, height int
				dark          bool
			}{{"phone", 320, 640, false}, {"desk", 1280, 900, false}, {"dark", 1280, 900, true}} {
				b.size(screen.width, screen.height, screen.dark)
				var wide int
				if b.value(`document.documentElement.scrollWidth`, &wide); wide > screen.width {
					t.Errorf("at %d pixels the page is %d wide: it scrolls sideways", screen.width, wide)
				}
				b.nothingCut(t, screen.name)
				keepLook(t, file+"-"+screen.name+".png", b.picture())
			}
			b.printed(t)
			printed := b.print()
			keepLook(t, file+"-printed.pdf", printed)
			pages, ours := countPages(printed), len(readback.Open(t, x.pdf).Pages)
			switch {
			case slices.Contains(onePage, x.of) && (pages != 1 || ours != 1):
				t.Errorf("%d pages from the browser and %d of our own, want one", pages, ours)
			case pages <= x.breaks || ours <= x.breaks:
				t.Errorf("%d pages from the browser and %d of our own, with %d begun on purpose", pages, ours, x.breaks)
			case pages > 2*ours || ours > 2*pages:
				t.Errorf("%d pages from the browser and %d of our own: far apart", pages, ours)
			}
			if len(b.asked) > 0 {
				t.Errorf("the page asked the network for %q", b.asked)
			}
		})
	}
}

func keepLook(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

var pageObject = regexp.MustCompile(`/Type\s*/Page\b[^s]`)

// countPages are the pages of a PDF that a browser wrote.
func countPages(file []byte) int { return len(pageObject.FindAll(file, -1)) }

// browser is Chromium, spoken to by its DevTools protocol over a pipe.
type browser struct {
	t       *testing.T
	in      *os.File
	out     *bufio.Reader
	session string
	n       int
	asked   []string // of the network, by any page
	events  map[string]bool
}

// message is what either side says.
type message struct {
	ID        int             `json:"id,omitempty"`
	Method    string          `json:"method,omitempty"`
	Params    any             `json:"params,omitempty"`
	SessionID string          `json:"sessionId,omitempty"`
	Result    json.RawMessage `json:"result,omitempty"`
	Error     json.RawMessage `json:"error,omitempty"`
}

func openBrowser(t *testing.T) *browser {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Fatal("Chromium is not installed here, so nobody looked at the pages: install chromium, then make look")
	}
	theirIn, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	out, theirOut, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(path, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
		"--user-data-dir="+t.TempDir(), "--hide-scrollbars", "about:blank")
	c.ExtraFiles = []*os.File{theirIn, theirOut} // 3 and 4
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	_, _ = theirIn.Close(), theirOut.Close()
	b := &browser{t: t, in: in, out: bufio.NewReaderSize(out, 1<<20), events: map[string]bool{}}
	t.Cleanup(func() {
		b.t, b.session = t, ""
		b.do("Browser.close", nil, nil)
		_ = c.Wait()
	})
	var target struct{ TargetID string }
	b.do("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	var session struct{ SessionID string }
	b.do("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &session)
	b.session = session.SessionID
	for _, domain := range []string{"Page", "Network", "Runtime"} {
		b.do(domain+".enable", nil, nil)
	}
	return b
}

// do asks the browser for something and waits for its answer.
func (b *browser) do(method string, params, result any) {
	b.t.Helper()
	b.n++
	raw, err := json.Marshal(message{ID: b.n, Method: method, Params: params, SessionID: b.session})
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := b.in.Write(append(raw, 0)); err != nil {
		b.t.Fatal(err)
	}
	for {
		m := b.next()
		if m.ID != b.n {
			continue
		}
		if m.Error != nil {
			b.t.Fatalf("%s: %s", method, m.Error)
		}
		if result != nil {
			if err := json.Unmarshal(m.Result, result); err != nil {
				b.t.Fatal(err)
			}
		}
		return
	}
}

// next is the next thing that the browser says. What it asks of the network is
// noted.
func (b *browser) next() message {
	raw, err := b.out.ReadBytes(0)
	if err != nil {
		b.t.Fatalf("the browser has gone: %v", err)
	}
	var m struct {
		message
		Params struct {
			Request struct{ URL string }
		} `json:"params"`
	}
	if err := json.Unmarshal(raw[:len(raw)-1], &m); err != nil {
		b.t.Fatal(err)
	}
	b.events[m.Method] = true
	if m.Method == "Network.requestWillBeSent" && !strings.HasPrefix(m.Params.Request.URL, "file:") {
		b.asked = append(b.asked, m.Params.Request.URL)
	}
	return m.message
}

func (b *browser) open(t *testing.T, file string) {
	b.t, b.asked = t, nil
	delete(b.events, "Page.loadEventFired")
	b.do("Page.navigate", map[string]any{"url": "file://" + file}, nil)
	for began := time.Now(); !b.events["Page.loadEventFired"]; {
		if b.next(); time.Since(began) > time.Minute {
			t.Fatal("the page did not open")
		}
	}
}

func (b *browser) size(width, height int, dark bool) {
	colours := "light"
	if dark {
		colours = "dark"
	}
	b.do("Emulation.setEmulatedMedia", map[string]any{
		"media": "screen", "features": []map[string]string{{"name": "prefers-color-scheme", "value": colours}},
	}, nil)
	b.do("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}, nil)
}

// printed makes the page as wide as what is printed of a sheet of A4, in the style
// of paper, and looks whether all of it is there.
func (b *browser) printed(t *testing.T) {
	const widthOfText = 657 // 210 mm less twice 18, at 96 to the inch
	b.do("Emulation.setEmulatedMedia", map[string]any{"media": "print"}, nil)
	b.do("Emulation.setDeviceMetricsOverride", map[string]any{"width": widthOfText, "height": 900, "deviceScaleFactor": 1, "mobile": false}, nil)
	b.nothingCut(t, "paper")
}

// nothingCut looks for words that stand beyond the page's edge, or that a box cuts.
func (b *browser) nothingCut(t *testing.T, where string) {
	t.Helper()
	// A blank at a line's end hangs over the edge and is nothing, so lines of text
	// are measured by the boxes that they stand in.
	const outside = `[...document.querySelectorAll('main, main *, .standing')].filter(e => {
		const r = e.getBoundingClientRect();
		return getComputedStyle(e).display != 'inline' && (r.right > document.documentElement.clientWidth + 1 || r.left < -1 || e.scrollWidth > e.clientWidth + 1);
	}).map(e => e.outerHTML.slice(0, 200))`
	var cut []string
	if b.value(outside, &cut); len(cut) > 0 {
		t.Errorf("%s: the page is cut at %q", where, cut)
	}
}

// value asks the page for something.
func (b *browser) value(expression string, into any) {
	b.t.Helper()
	var got struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails json.RawMessage
	}
	b.do("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true}, &got)
	if err := json.Unmarshal(got.Result.Value, into); err != nil || got.ExceptionDetails != nil {
		b.t.Fatalf("%s = %s, %s", expression, got.Result.Value, got.ExceptionDetails)
	}
}

func (b *browser) picture() []byte {
	return b.data("Page.captureScreenshot", map[string]any{"captureBeyondViewport": true})
}

func (b *browser) print() []byte {
	return b.data("Page.printToPDF", map[string]any{"preferCSSPageSize": true, "printBackground": false})
}

func (b *browser) data(method string, params map[string]any) []byte {
	var got struct{ Data string }
	b.do(method, params, &got)
	raw, err := base64.StdEncoding.DecodeString(got.Data)
	if err != nil {
		b.t.Fatal(fmt.Errorf("%s: %w", method, err))
	}
	return raw
}

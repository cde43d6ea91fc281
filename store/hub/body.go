package hub

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"os"
	"time"
)

const (
	maxBody = 16 << 20
	// maxBusy is how many requests are worked on at once; busyTimeout is how
	// long another waits for its turn.
	maxBusy     = 16
	busyTimeout = 5 * time.Second
	// quietTimeout is how long a body may be in coming without a byte of it, and
	// bodyTimeout how long in all.
	quietTimeout = 10 * time.Second
	bodyTimeout  = 60 * time.Second
)

// body reads a request's JSON whole. A slow one takes nobody's turn.
func (c *call) body() ([]byte, error) {
	if kind := c.mediaType(); kind != fhirJSON && kind != "application/json" {
		return nil, refuse(http.StatusUnsupportedMediaType, "not-supported", "")
	}
	in := &patientReader{from: c.r.Body, conn: http.NewResponseController(c.w), until: time.Now().Add(bodyTimeout)}
	raw, err := io.ReadAll(in)
	_, long := errors.AsType[*http.MaxBytesError](err)
	switch {
	case long:
		return nil, refuse(http.StatusRequestEntityTooLarge, "too-long", "")
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, refuse(http.StatusRequestTimeout, "timeout", "")
	case err != nil: // whoever sent it has gone
		return nil, refuse(http.StatusBadRequest, "incomplete", "")
	}
	return raw, in.wait(time.Time{}) // what comes next on this connection has its own time
}

// mediaType is what a request says its body is.
func (c *call) mediaType() string {
	kind, _, _ := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	return kind
}

// patientReader reads from whoever goes on sending.
type patientReader struct {
	from  io.Reader
	conn  *http.ResponseController
	until time.Time
}

func (p *patientReader) Read(b []byte) (int, error) {
	next := time.Now().Add(quietTimeout)
	if next.After(p.until) {
		next = p.until
	}
	if err := p.wait(next); err != nil {
		return 0, err
	}
	return p.from.Read(b)
}

// wait says until when to wait. What has no connection does not wait.
func (p *patientReader) wait(until time.Time) error {
	err := p.conn.SetReadDeadline(until)
	if errors.Is(err, http.ErrNotSupported) {
		return nil
	}
	return err
}

// turn waits for a turn to be worked on, of which there are maxBusy.
func (h *Hub) turn(c *call) (done func(), err error) {
	select {
	case h.busy <- struct{}{}:
		return func() { <-h.busy }, nil
	case <-c.r.Context().Done():
		return nil, c.r.Context().Err()
	case <-time.After(busyTimeout):
		return nil, later(http.StatusServiceUnavailable, int(busyTimeout/time.Second))
	}
}

package hub

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"strings"
	"time"

	"ownwords/model/fhir"
	"ownwords/store/vault"
)

const (
	// Base is the path of the FHIR server; Health, beside it, answers 200 to
	// whoever asks.
	Base   = "/fhir/R4"
	Health = "/healthz"

	maxBody = 16 << 20
	// maxBusy is how many requests may have their body in memory at once.
	maxBusy = 16

	fhirJSON = "application/fhir+json"
)

// Handler answers FHIR requests under Base. The log has methods, types, counts
// and ids of tokens: no id of a resource, no query, no word.
func (h *Hub) Handler(log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	open := func(pattern string, do handle) { mux.Handle(pattern, h.logged(log, do)) }
	known := func(pattern string, do handle) { open(pattern, h.admitted(do)) }
	mux.HandleFunc("GET "+Health, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok\n") })
	open("GET "+Base+"/metadata", h.metadata)
	known("POST "+Base+"/{$}", h.transaction)
	known("POST "+Base, h.transaction)
	known("GET "+Base+"/{type}/{id}", h.read)
	known("PUT "+Base+"/{type}/{id}", h.update)
	known("GET "+Base+"/{type}", h.search)
	known("POST "+Base+"/{type}/_search", h.search)
	known(Base+"/{type}", func(*call) error { return notAllowed })
	known(Base+"/{type}/{id}", func(*call) error { return notAllowed })
	open("/", func(*call) error { return refuse(http.StatusNotFound, "not-found", "") })
	return http.MaxBytesHandler(mux, maxBody)
}

var notAllowed = refuse(http.StatusMethodNotAllowed, "not-supported", "")

// call is one request being answered.
type call struct {
	w      http.ResponseWriter
	r      *http.Request
	sender sender
	status int
}

type handle func(*call) error

// logged answers with an OperationOutcome for every error, and writes a line.
func (h *Hub) logged(log *slog.Logger, do handle) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := h.now()
		c := &call{w: w, r: r}
		defer func() {
			level := slog.LevelInfo
			if p := recover(); p != nil { // its value may hold somebody's words
				level = slog.LevelError
				c.fail(errors.New("panic"))
			}
			kind := r.PathValue("type")
			if !fhir.Sent(kind) {
				kind = ""
			}
			log.Log(r.Context(), level, "request", "method", r.Method, "type", kind, "status", c.status,
				"token", c.sender.id, "ms", h.now().Sub(began).Milliseconds())
		}()
		if err := do(c); err != nil {
			c.fail(err)
		}
	})
}

// admitted lets in who has a token.
func (h *Hub) admitted(do handle) handle {
	return func(c *call) error {
		who, ok := h.admit(c.r.Header.Get("Authorization"))
		if !ok {
			c.w.Header().Set("WWW-Authenticate", "Bearer")
			return refuse(http.StatusUnauthorized, "login", "")
		}
		c.sender = who
		return do(c)
	}
}

func (c *call) fail(err error) {
	r := refuse(http.StatusInternalServerError, "exception", "")
	if known, ok := errors.AsType[*refusal](err); ok {
		r = known
	}
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		r = refuse(http.StatusRequestEntityTooLarge, "too-long", "")
	}
	if c.status == 0 {
		c.answer(r.status, fhir.Outcome(r.issues...))
	}
}

func (c *call) answer(status int, body any) {
	c.status = status
	raw, ok := body.(json.RawMessage)
	if !ok {
		raw, _ = json.Marshal(body) // of our own types, which encode
	}
	c.w.Header().Set("Content-Type", fhirJSON+"; charset=utf-8")
	c.w.Header().Set("Content-Length", fmt.Sprint(len(raw)))
	c.w.Header().Set("Cache-Control", "no-store")
	c.w.WriteHeader(status)
	_, _ = c.w.Write(raw) // nobody is left to tell
}

// stands answers with a resource, its version and its place.
func (c *call) stands(status int, x *head) {
	c.w.Header().Set("ETag", x.etag())
	c.w.Header().Set("Last-Modified", x.At.Format(http.TimeFormat))
	c.w.Header().Set("Location", c.base()+"/"+x.place())
	c.answer(status, x.versioned())
}

func (h *head) place() string { return fmt.Sprintf("%s/_history/%d", h.name(), h.Version) }

func (c *call) base() string {
	if c.r.TLS != nil {
		return "https://" + c.r.Host + Base
	}
	return "http://" + c.r.Host + Base
}

// body reads a request's JSON, one of maxBusy at a time.
func (h *Hub) body(c *call) (raw []byte, done func(), err error) {
	kind, _, _ := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	if kind != fhirJSON && kind != "application/json" {
		return nil, nil, refuse(http.StatusUnsupportedMediaType, "not-supported", "")
	}
	select {
	case h.busy <- struct{}{}:
	case <-c.r.Context().Done():
		return nil, nil, c.r.Context().Err()
	}
	done = func() { <-h.busy }
	raw, err = io.ReadAll(c.r.Body)
	if err == nil && !json.Valid(raw) {
		err = refuse(http.StatusBadRequest, "structure", "")
	}
	if err != nil {
		done()
		return nil, nil, err
	}
	return raw, done, nil
}

func (h *Hub) transaction(c *call) error {
	raw, done, err := h.body(c)
	if err != nil {
		return err
	}
	defer done()
	puts, refused := readPuts(raw)
	if refused != nil {
		return refused
	}
	changes, err := h.run(puts, c.sender.name)
	if err != nil {
		return err
	}
	out := fhir.Bundle{ResourceType: "Bundle", Type: "transaction-response"}
	for _, x := range changes {
		out.Entry = append(out.Entry, fhir.Entry{Response: &fhir.EntryResponse{
			Status:   fmt.Sprintf("%d %s", x.status(), http.StatusText(x.status())),
			Location: x.head.place(), Etag: x.head.etag(), LastModified: x.head.At.Format(time.RFC3339Nano),
		}})
	}
	c.answer(http.StatusOK, out)
	return nil
}

func (h *Hub) update(c *call) error {
	kind, id, err := address(c)
	if err != nil {
		return err
	}
	raw, done, err := h.body(c)
	if err != nil {
		return err
	}
	defer done()
	p := put{Type: kind, ID: id, IfMatch: c.r.Header.Get("If-Match"), Resource: raw}
	if refused := p.check(""); refused != nil {
		return refused
	}
	changes, err := h.run([]put{p}, c.sender.name)
	if err != nil {
		return err
	}
	c.stands(changes[0].status(), changes[0].head)
	return nil
}

func (h *Hub) read(c *call) error {
	kind, id, err := address(c)
	if err != nil {
		return err
	}
	var x *head
	err = h.vault.View(func(tx *vault.Tx) (err error) {
		x, err = h.get(tx, kind+"/"+id)
		return err
	})
	if err != nil {
		return err
	}
	if x == nil {
		return refuse(http.StatusNotFound, "not-found", "")
	}
	c.stands(http.StatusOK, x)
	return nil
}

// address is the type and id of a request's path.
func address(c *call) (kind, id string, err error) {
	kind, id = c.r.PathValue("type"), c.r.PathValue("id")
	if !fhir.Sent(kind) {
		return "", "", refuse(http.StatusNotFound, "not-supported", "")
	}
	if !fhir.ValidID(id) {
		return "", "", refuse(http.StatusBadRequest, "value", "id")
	}
	return kind, id, nil
}

// search finds by identifier, or gives all of a type. What it can't search by
// it refuses: to pass over a condition would give out more than was asked for.
func (h *Hub) search(c *call) error {
	kind := c.r.PathValue("type")
	if !fhir.Sent(kind) {
		return refuse(http.StatusNotFound, "not-supported", "")
	}
	if err := c.r.ParseForm(); err != nil {
		return refuse(http.StatusBadRequest, "structure", "")
	}
	for name := range c.r.Form {
		if name != "identifier" {
			return refuse(http.StatusBadRequest, "not-supported", "")
		}
	}
	wanted := c.r.Form.Get("identifier")
	if asked := c.r.Form["identifier"]; len(asked) > 1 || len(asked) == 1 && !strings.Contains(wanted, "|") {
		return refuse(http.StatusBadRequest, "value", "identifier")
	}
	heads, err := h.find(kind, wanted)
	if err != nil {
		return err
	}
	out := fhir.Bundle{ResourceType: "Bundle", Type: "searchset", Total: new(len(heads))}
	for _, x := range heads {
		out.Entry = append(out.Entry, fhir.Entry{
			FullURL: c.base() + "/" + x.name(), Resource: x.versioned(), Search: &fhir.EntrySearch{Mode: "match"},
		})
	}
	c.answer(http.StatusOK, out)
	return nil
}

// metadata says what this server can do.
func (h *Hub) metadata(c *call) error {
	rest := fhir.CapabilityRest{Mode: "server", Interaction: []fhir.CapabilityCode{{Code: "transaction"}}}
	for _, t := range fhir.Types() {
		x := fhir.CapabilityResource{
			Type: t, Versioning: "versioned-update", UpdateCreate: true,
			Interaction: []fhir.CapabilityCode{{Code: "read"}, {Code: "update"}, {Code: "search-type"}},
		}
		if t != "Provenance" { // it has no identifier in R4
			x.SearchParam = []fhir.CapabilityParam{{Name: "identifier", Type: "token"}}
		}
		rest.Resource = append(rest.Resource, x)
	}
	c.answer(http.StatusOK, fhir.Capability{
		ResourceType: "CapabilityStatement", Status: "active", Kind: "instance", FHIRVersion: "4.0.1",
		Date: h.now().UTC().Format(time.RFC3339), Format: []string{"json"}, Rest: []fhir.CapabilityRest{rest},
		Implementation: &fhir.CapabilityServer{Description: "Ownwords hub", URL: c.base()},
	})
	return nil
}

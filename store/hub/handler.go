package hub

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"

	"ownwords/model/fhir"
	"ownwords/store/vault"
)

const (
	// Base is the path of the FHIR server; Health, beside it, answers 200 to
	// whoever asks.
	Base   = "/fhir/R4"
	Health = "/healthz"

	fhirJSON = "application/fhir+json"
	formType = "application/x-www-form-urlencoded"
)

// Handler answers FHIR requests under Base. The log has methods, types, counts
// and ids of tokens: no id of a resource, no query, no word.
func (h *Hub) Handler(log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	open := func(pattern string, do handle) { mux.Handle(pattern, h.logged(log, do)) }
	known := func(pattern string, do handle) { open(pattern, h.admitted(do)) }
	mux.HandleFunc("GET "+Health, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok\n") })
	open("GET "+Base+"/metadata", h.metadata)
	known("POST "+Base+"/{$}", h.bundle)
	known("POST "+Base, h.bundle)
	known("GET "+Base+"/{type}/{id}", h.read)
	known("GET "+Base+"/{type}/{id}/_history/{version}", h.version)
	known("PUT "+Base+"/{type}/{id}", h.update)
	known("GET "+Base+"/{type}", h.search)
	known("POST "+Base+"/{type}/_search", h.search)
	known(Base, only("POST"))
	known(Base+"/{$}", only("POST"))
	known(Base+"/{type}", only("GET", "HEAD"))
	known(Base+"/{type}/{id}", only("GET", "HEAD", "PUT"))
	known(Base+"/{type}/{id}/_history/{version}", only("GET", "HEAD"))
	open("/", func(*call) error { return refuse(http.StatusNotFound, "not-found", "") })
	return http.MaxBytesHandler(mux, maxBody)
}

// only refuses what is asked by another method than these.
func only(methods ...string) handle {
	return func(c *call) error {
		c.w.Header().Set("Allow", strings.Join(methods, ", "))
		return refuse(http.StatusMethodNotAllowed, "not-supported", "")
	}
}

// call is one request being answered.
type call struct {
	w      http.ResponseWriter
	r      *http.Request
	sender sender
	status int
	err    error // what it came to
}

type handle func(*call) error

// logged answers with an OperationOutcome for every error, and writes a line.
func (h *Hub) logged(log *slog.Logger, do handle) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := h.now()
		c := &call{w: w, r: r}
		defer func() {
			level, fault := slog.LevelInfo, told(c.err)
			if p := recover(); p != nil { // its value may hold somebody's words
				fault = "panic"
				c.fail(errors.New(fault))
			}
			kind := r.PathValue("type")
			if !fhir.Sent(kind) {
				kind = ""
			}
			line := []any{
				"method", method(r), "type", kind, "status", c.status,
				"token", c.sender.id(), "ms", h.now().Sub(began).Milliseconds(),
			}
			if fault != "" {
				level, line = slog.LevelError, append(line, "fault", fault)
			}
			log.Log(r.Context(), level, "request", line...)
		}()
		if c.err = do(c); c.err != nil {
			c.fail(c.err)
		}
	})
}

// method is a request's, for the log, if it is one of HTTP's: what else is asked
// by may be a word of anybody's.
func method(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return r.Method
	}
	return "other"
}

// told is what the log may say of an error. A refusal is none, and the text of
// what the file and the system say holds no words of anybody's.
func told(err error) string {
	_, refused := errors.AsType[*refusal](err)
	_, damage := errors.AsType[*vault.DamageError](err)
	_, file := errors.AsType[*vault.FileError](err)
	_, system := errors.AsType[syscall.Errno](err)
	switch {
	case err == nil || refused:
		return ""
	case damage || file || system:
		return err.Error()
	}
	return "inside"
}

// admitted lets in who has a token, and has not asked too much.
func (h *Hub) admitted(do handle) handle {
	return func(c *call) error {
		who, ok, err := h.admit(c.r.Header.Get("Authorization"))
		if err != nil {
			return err
		}
		if !ok {
			c.w.Header().Set("WWW-Authenticate", "Bearer")
			return refuse(http.StatusUnauthorized, "login", "")
		}
		c.sender = who
		wait, leave := h.gate.enter(who.hash, h.now())
		if wait > 0 {
			return later(http.StatusTooManyRequests, wait)
		}
		defer leave()
		return do(c)
	}
}

func (c *call) fail(err error) {
	r := refuse(http.StatusInternalServerError, "exception", "")
	if known, ok := errors.AsType[*refusal](err); ok {
		r = known
	}
	if r.after > 0 {
		c.w.Header().Set("Retry-After", strconv.Itoa(r.after))
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
func (c *call) stands(status int, x *head) error {
	tree, err := x.tree()
	if err != nil {
		return err
	}
	c.w.Header().Set("ETag", x.etag())
	c.w.Header().Set("Last-Modified", x.At.Format(http.TimeFormat))
	c.w.Header().Set("Location", c.base()+"/"+x.place())
	c.answer(status, x.versioned(tree))
	return nil
}

func (c *call) base() string {
	if c.r.TLS != nil {
		return "https://" + c.r.Host + Base
	}
	return "http://" + c.r.Host + Base
}

// bundle makes a transaction of puts, or answers a batch of reads.
func (h *Hub) bundle(c *call) error {
	tree, done, err := h.parsed(c)
	if err != nil {
		return err
	}
	defer done()
	if tree["type"] == "batch" {
		return h.batch(c, tree)
	}
	return h.transaction(c, tree)
}

func (h *Hub) transaction(c *call, tree map[string]any) error {
	puts, refused := readTransaction(tree)
	if refused != nil {
		return refused
	}
	changes, err := h.run(puts, c.sender.name)
	if err != nil {
		return err
	}
	out := fhir.Bundle{ResourceType: "Bundle", Type: "transaction-response"}
	for _, x := range changes {
		out.Entry = append(out.Entry, fhir.Entry{Response: x.head.response(x.status())})
	}
	c.answer(http.StatusOK, out)
	return nil
}

func (h *Hub) update(c *call) error {
	kind, id, err := address(c)
	if err != nil {
		return err
	}
	tree, done, err := h.parsed(c)
	if err != nil {
		return err
	}
	defer done()
	p := put{Type: kind, ID: id, IfMatch: c.r.Header.Get("If-Match")}
	if !p.unless(c.r.Header.Get("If-None-Match")) {
		return refuse(http.StatusBadRequest, "not-supported", "If-None-Match")
	}
	if r := p.take(tree, ""); r != nil {
		return r
	}
	changes, err := h.run([]put{p}, c.sender.name)
	if err != nil {
		return err
	}
	return c.stands(changes[0].status(), changes[0].head)
}

// parsed reads a request's body, and has the turn to work on it until done.
func (h *Hub) parsed(c *call) (tree map[string]any, done func(), err error) {
	raw, err := c.body()
	if err != nil {
		return nil, nil, err
	}
	done, err = h.turn(c)
	if err != nil {
		return nil, nil, err
	}
	tree, err = parse(raw)
	if err != nil {
		done()
		return nil, nil, refuse(http.StatusBadRequest, "structure", "")
	}
	return tree, done, nil
}

func (h *Hub) read(c *call) error {
	kind, id, err := address(c)
	if err != nil {
		return err
	}
	return h.give(c, func(tx *vault.Tx) (*head, error) { return h.get(tx, kind+"/"+id) })
}

// version gives a resource as it stood, or stands, in one of its versions.
func (h *Hub) version(c *call) error {
	kind, id, err := address(c)
	if err != nil {
		return err
	}
	n, err := strconv.ParseUint(c.r.PathValue("version"), 10, 64)
	if err != nil {
		return refuse(http.StatusNotFound, "not-found", "")
	}
	return h.give(c, func(tx *vault.Tx) (*head, error) { return h.getVersion(tx, kind+"/"+id, n) })
}

// give answers with what is found, or that nothing is.
func (h *Hub) give(c *call, find func(*vault.Tx) (*head, error)) error {
	var x *head
	err := h.vault.View(func(tx *vault.Tx) (err error) {
		x, err = find(tx)
		return err
	})
	if err != nil {
		return err
	}
	if x == nil {
		return refuse(http.StatusNotFound, "not-found", "")
	}
	return c.stands(http.StatusOK, x)
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

// search finds by identifier, tag or id, and gives all of a type to whoever may
// read that. What it can't search by it refuses: to pass over a condition would
// give out more than was asked for.
func (h *Hub) search(c *call) error {
	kind := c.r.PathValue("type")
	if !fhir.Sent(kind) {
		return refuse(http.StatusNotFound, "not-supported", "")
	}
	if c.r.Method == http.MethodPost && c.mediaType() != formType {
		return refuse(http.StatusUnsupportedMediaType, "not-supported", "")
	}
	if err := c.r.ParseForm(); err != nil {
		return refuse(http.StatusBadRequest, "structure", "")
	}
	by, refused := conditions(c.r.Form)
	if refused != nil {
		return refused
	}
	if len(by) == 0 && !c.sender.readsAll {
		return refuse(http.StatusForbidden, "forbidden", "")
	}
	heads, err := h.find(kind, by)
	if err != nil {
		return err
	}
	out := fhir.Bundle{ResourceType: "Bundle", Type: "searchset", Total: new(len(heads))}
	for _, x := range heads {
		out.Entry = append(out.Entry, fhir.Entry{
			FullURL: c.base() + "/" + x.name(), Resource: x.versioned(x.tree), Search: &fhir.EntrySearch{Mode: "match"},
		})
	}
	c.answer(http.StatusOK, out)
	return nil
}

// metadata says what this server can do.
func (h *Hub) metadata(c *call) error {
	rest := fhir.CapabilityRest{Mode: "server", Interaction: []fhir.CapabilityCode{{Code: "transaction"}, {Code: "batch"}}}
	for _, t := range fhir.Types() {
		x := fhir.CapabilityResource{
			Type: t, Versioning: "versioned-update", UpdateCreate: true,
			Interaction: []fhir.CapabilityCode{{Code: "read"}, {Code: "vread"}, {Code: "update"}, {Code: "search-type"}},
			SearchParam: []fhir.CapabilityParam{{Name: byID, Type: "token"}, {Name: byTag, Type: "token"}},
		}
		if t != "Provenance" { // it has no identifier in R4
			x.SearchParam = append(x.SearchParam, fhir.CapabilityParam{Name: byIdentifier, Type: "token"})
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

package desk

import (
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store"
	"ownwords/store/remote"
)

// server is the address of the server that the settings name, in one spelling.
func (d *Desk) server() string { return strings.TrimRight(d.Settings.Server.URL, "/") }

// shared tells whether the server is one that others read.
func (d *Desk) shared() bool { return d.Settings.Server.Whose == content.WhoseShared }

// serverRecipient is who the server is to this record: the council itself, or
// one of those whom the person chooses.
func (d *Desk) serverRecipient(r *model.Record) (model.Recipient, bool) {
	if !d.shared() {
		return model.Recipient{Council: true}, true
	}
	for _, s := range r.Sharing {
		if strings.EqualFold(strings.TrimSpace(s.Who), strings.TrimSpace(d.Settings.Server.Name)) {
			return model.Recipient{Sharing: s.ID}, true
		}
	}
	return model.Recipient{}, false
}

// frozenFor is a recipient as the outbox names them.
func frozenFor(to model.Recipient) string {
	if to.Council {
		return store.ForCouncil
	}
	return string(to.Sharing)
}

// whyStays says why the server may not have a plan that is agreed; zero where it
// may. A server that others read may not where the person said no to it, was
// not asked, or has said something else since.
func (d *Desk) whyStays(r *model.Record) model.Message {
	who := d.Settings.Server.Name
	to, named := d.serverRecipient(r)
	if !named {
		return model.Msg("stays.not-asked", "who", who)
	}
	_, refusal := r.For(to)
	s := model.Find(r.Sharing, to.Sharing)
	switch {
	case s != nil && s.Choice == model.ShareNo:
		return model.Msg("stays.no", "who", who)
	case s != nil && s.Choice == model.NotUntil:
		return model.Msg("stays.not-yet", "who", who)
	case refusal.Refused():
		return model.Msg("stays.not-asked", "who", who)
	case s != nil && r.Conversation != nil && s.At.After(r.Conversation.Stood):
		return model.Msg("stays.since", "who", who)
	}
	return model.Message{}
}

// The names under which the store keeps what is known of a server.
const (
	valuePause      = "server/pause"
	valueCapability = "server/capability"
	valueKey        = "server/key/"
)

// ofServer is what is kept of one server: nobody means another by it.
type ofServer struct {
	Server string    `json:"server"`
	Until  time.Time `json:"until"` // UTC
	Body   []byte    `json:"body,omitempty"`
}

// capabilityKept is for how long what a server says it can do is believed.
const capabilityKept = 24 * time.Hour

// keepOf keeps something of the server. What can't be kept is asked for again.
func (d *Desk) keepOf(name string, until time.Time, body []byte) {
	raw, err := json.Marshal(ofServer{Server: d.server(), Until: until.UTC(), Body: body})
	if err == nil {
		_ = d.store.SetMeta(name, raw)
	}
}

// keptOf is what is kept of the server, zero once its time is over, or where that
// lies further ahead than anything is kept: the clock was ahead then.
func (d *Desk) keptOf(name string) ofServer {
	var kept ofServer
	raw, err := d.store.Meta(name)
	if err != nil || json.Unmarshal(raw, &kept) != nil || kept.Server != d.server() {
		return ofServer{}
	}
	if left := kept.Until.Sub(d.Now()); left <= 0 || left > capabilityKept {
		return ofServer{}
	}
	return kept
}

// pausedUntil is until when the server asked to be left alone; zero where that is
// over.
func (d *Desk) pausedUntil() time.Time {
	if until := d.keptOf(valuePause).Until; remote.Holds(until, d.Now()) {
		return until
	}
	return time.Time{}
}

// client is one for the server that the settings name. Its errors are
// ErrNoServer, a *ServerFileError, ErrNoKey and those of remote.New.
func (d *Desk) client(mayCreate func(model.ID) bool) (*remote.Client, error) {
	s := d.Settings.Server
	if s.URL == "" {
		return nil, ErrNoServer
	}
	auth, err := d.auth()
	if err != nil {
		return nil, err
	}
	ca, err := certificates(s.CAFile)
	if err != nil {
		return nil, err
	}
	return remote.New(remote.Options{
		URL: s.URL, Auth: auth, CA: ca, Limit: time.Duration(s.Limit) * time.Second, Now: d.Now, MayCreate: mayCreate,
		Capability:     d.keptOf(valueCapability).Body,
		KeepCapability: func(body []byte) { d.keepOf(valueCapability, d.Now().Add(capabilityKept), body) },
		NotBefore:      d.pausedUntil(),
		Pause:          func(until time.Time) { d.keepOf(valuePause, until, nil) },
	})
}

// ServerFileError is returned for a file that the settings name and that can't be
// used: of the token, or of certificates.
type ServerFileError struct {
	What string // "token" or "certificate"
	Path string
	Err  error
}

// Error names the file.
func (e *ServerFileError) Error() string {
	return fmt.Sprintf("read %s file %s: %v", e.What, e.Path, e.Err)
}

// Unwrap gives the cause.
func (e *ServerFileError) Unwrap() error { return e.Err }

var errNoCertificate = errors.New("no certificate in PEM")

// auth is how this laptop says who it is: by a key of its own, by a token, or
// not at all.
func (d *Desk) auth() (remote.Credential, error) {
	s := d.Settings.Server
	switch {
	case s.ClientID != "":
		key, err := d.serverKey(s.Key)
		if err != nil {
			return nil, err
		}
		return remote.PrivateKey(remote.KeyOptions{ClientID: s.ClientID, KeyID: key.id, Key: key.private}), nil
	case s.TokenFile != "":
		return remote.Bearer(d.token), nil
	}
	return nil, nil
}

// token is read from its file for each run and kept in memory only.
func (d *Desk) token() (string, error) {
	path := d.Settings.Server.TokenFile
	raw, err := content.ReadFile(content.Disk, path, content.MostTyped)
	if err != nil {
		return "", &ServerFileError{"token", path, err}
	}
	token := strings.TrimSpace(strings.TrimPrefix(string(raw), byteOrder))
	if token == "" || strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return "", &ServerFileError{"token", path, errNoToken}
	}
	return token, nil
}

// byteOrder stands before a text that some editors write.
const byteOrder = "\ufeff"

var errNoToken = errors.New("not one word of letters and signs")

// certificates are those that are trusted besides the laptop's own; nil where no
// file of them is named.
func certificates(path string) (*x509.CertPool, error) {
	if path == "" {
		return nil, nil
	}
	raw, err := content.ReadFile(content.Disk, path, content.MostTyped)
	if err != nil {
		return nil, &ServerFileError{"certificate", path, err}
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(raw) {
		return nil, &ServerFileError{"certificate", path, errNoCertificate}
	}
	return pool, nil
}
